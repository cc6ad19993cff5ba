/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasRowModel: a list over any query, at any size.
 *
 * It holds the ids in view order (8 bytes a row) and objects only for the positions that somebody holds. A row object
 * stands for its position for as long as it lives. Another order, filter or state of the data is read apart and then put
 * in place whole: living rows get new content, and the length changes at the tail alone. GTK 4.8 asks get_item for every
 * row of the list where a large (removed, added) pair covers rows that are shown, so there is never such a pair.
 *
 * Steps of a new view: the first rows with their records go up at once (what lies behind is blank, and the length stays),
 * then all ids together with the records of the living rows. Of the same view with changed data: the second step only, so
 * nothing flickers. What of a view is in memory is the affair of its VasRowWindow. Main thread; the source works elsewhere.
 */

#include "vas-row-model.h"

#include "vas-row-window.h"

/* Records of living rows that come with a view; a list of GTK keeps some 200 rows. */
#define MAX_ALONG 1024
/* At least so long between two readings of changed data, in ms. */
#define REFRESH_PAUSE 50

typedef struct
{
  VasRowModel  *model;              /* NULL once the model no longer waits for it */
  GCancellable *cancellable;
  GArray       *positions;          /* with all ids: whose records come along */
  gboolean      renews;             /* the data changed since the view before: its records are not to be trusted */
} Load;

struct _VasRowModel
{
  GObject       parent_instance;

  VasRowSource *source;
  VasRowWindow *window;
  guint         n_items;            /* never fewer than the ids of the window */
  Load         *load;
  guint         refresh_id;
  guint         rest_id;            /* the first rows are up; the others are asked for when those are painted */
  gboolean      outdated;           /* the data changed since the last view was asked for */
};

typedef enum {
  PROP_SOURCE = 1,
  PROP_LOADING,
  PROP_N_ITEMS,
  N_PROPS,
} VasRowModelProperty;

enum {
  SIGNAL_UPDATED,
  SIGNAL_FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void vas_row_model_list_init (GListModelInterface *iface);
static void start_load (VasRowModel *self,
                        guint        limit);

G_DEFINE_FINAL_TYPE_WITH_CODE (VasRowModel, vas_row_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, vas_row_model_list_init))

static void
failed_cb (const GError *error,
           gpointer      owner)
{
  g_signal_emit (owner, signals[SIGNAL_FAILED], 0, error);
}

static void
load_free (Load *load)
{
  g_object_unref (load->cancellable);
  g_clear_pointer (&load->positions, g_array_unref);
  g_free (load);
}

static void
cancel_load (VasRowModel *self)
{
  Load *load = g_steal_pointer (&self->load);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  if (load != NULL)
    {
      load->model = NULL;
      self->outdated |= load->renews;
      g_cancellable_cancel (load->cancellable);
    }
}

static void
change_length (VasRowModel *self,
               guint        position,
               guint        removed,
               guint        added)
{
  self->n_items = self->n_items - removed + added;
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

/*
 * GTK 4.8 takes removed rows from the stretch without widgets in which the removal begins, if that is long enough, and
 * leaves widgets behind it in place: a list scrolled to its end would keep showing rows that are gone. So what has no
 * widgets goes first; then the removal begins at a widget, and is exact. A row that still lives after that is held by
 * somebody else, or by a list that came out wrong, which only beginning anew puts right.
 */
static void
cut_tail (VasRowModel *self,
          guint        n_items)
{
  const guint shown = vas_row_window_find_living (self->window, n_items);

  if (shown > n_items && shown < self->n_items)
    change_length (self, n_items, shown - n_items, 0);
  change_length (self, n_items, self->n_items - n_items, 0);

  if (vas_row_window_find_living (self->window, n_items) != G_MAXUINT && n_items > 0)
    {
      change_length (self, 0, n_items, 0);
      change_length (self, 0, 0, n_items);
    }
}

static void
set_length (VasRowModel *self,
            guint        n_items)
{
  const guint before = self->n_items;

  if (n_items > before)
    change_length (self, before, 0, n_items - before);
  else if (n_items < before)
    cut_tail (self, n_items);
  else
    return;

  vas_row_window_detach_from (self->window, self->n_items);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

/* The living rows get their content first, then the list its length: whoever looks in between sees the new view. */
static void
apply_view (VasRowModel *self,
            VasRowView  *view,
            Load        *load)
{
  const guint n_items = view->whole ? view->n_ids : MAX (view->n_ids, self->n_items);

  vas_row_window_set_view (self->window, view, load->positions, n_items);
  set_length (self, n_items);
  g_signal_emit (self, signals[SIGNAL_UPDATED], 0);
}

/* Below the priority of painting: a list makes some 200 rows as soon as it has them, which would hold up the first 40. */
static gboolean
rest_cb (gpointer user_data)
{
  VasRowModel *self = user_data;

  self->rest_id = 0;
  start_load (self, 0);

  return G_SOURCE_REMOVE;
}

static gboolean
is_loading (VasRowModel *self)
{
  return self->load != NULL || self->rest_id != 0;
}

static gboolean
refresh_cb (gpointer user_data)
{
  VasRowModel *self = user_data;

  self->refresh_id = 0;
  if (self->outdated && self->load == NULL)
    start_load (self, 0);

  return G_SOURCE_REMOVE;
}

static void
end_load (VasRowModel *self)
{
  if (self->outdated && self->refresh_id == 0)
    self->refresh_id = g_timeout_add (REFRESH_PAUSE, refresh_cb, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
view_loaded_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  Load *load = user_data;
  g_autoptr (VasRowModel) self = load->model != NULL ? g_object_ref (load->model) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasRowView) view = vas_row_source_load_view_finish (VAS_ROW_SOURCE (object), result, &error);

  if (self != NULL)
    {
      self->load = NULL;
      if (load->renews)
        vas_row_window_forget_records (self->window);
      if (view != NULL)
        apply_view (self, view, load);
      else
        failed_cb (error, self);

      if (self->load == NULL && view != NULL && !view->whole)
        self->rest_id = g_idle_add (rest_cb, self);
      else if (self->load == NULL)
        end_load (self);
    }

  load_free (load);
}

static void
start_load (VasRowModel *self,
            guint        limit)
{
  Load *load = g_new0 (Load, 1);

  cancel_load (self);
  load->model = self;
  load->cancellable = g_cancellable_new ();
  load->renews = self->outdated;
  self->outdated = FALSE;
  if (limit == 0)
    {
      load->positions = vas_row_window_list_living (self->window);
      g_array_set_size (load->positions, MIN (load->positions->len, MAX_ALONG));
    }
  self->load = load;
  vas_row_source_load_view_async (self->source, limit, load->positions != NULL ? g_array_copy (load->positions) : NULL,
                                  load->cancellable, view_loaded_cb, load);
}

static void
source_changed_cb (VasRowSource *source,
                   int           change,
                   VasRowModel  *self)
{
  const gboolean was_loading = is_loading (self);

  self->outdated |= (VasRowChange) change == VAS_ROW_CHANGE_DATA;
  if ((VasRowChange) change == VAS_ROW_CHANGE_VIEW)
    start_load (self, VAS_ROW_MODEL_FIRST);
  else if (!was_loading && self->refresh_id == 0)
    start_load (self, 0);

  if (!was_loading && is_loading (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static GType
vas_row_model_get_item_type (GListModel *list)
{
  return VAS_TYPE_ROW;
}

static guint
vas_row_model_get_n_items (GListModel *list)
{
  return VAS_ROW_MODEL (list)->n_items;
}

static gpointer
vas_row_model_get_item (GListModel *list,
                        guint       position)
{
  VasRowModel *self = VAS_ROW_MODEL (list);

  return position < self->n_items ? vas_row_window_get_row (self->window, position) : NULL;
}

static void
vas_row_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = vas_row_model_get_item_type;
  iface->get_n_items = vas_row_model_get_n_items;
  iface->get_item = vas_row_model_get_item;
}

static void
vas_row_model_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  VasRowModel *self = VAS_ROW_MODEL (object);

  switch ((VasRowModelProperty) prop_id)
    {
    case PROP_SOURCE:
      g_value_set_object (value, self->source);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, is_loading (self));
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->n_items);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_row_model_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  VasRowModel *self = VAS_ROW_MODEL (object);

  switch ((VasRowModelProperty) prop_id)
    {
    case PROP_SOURCE:
      self->source = g_value_dup_object (value);
      break;
    case PROP_LOADING:
    case PROP_N_ITEMS:
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_row_model_constructed (GObject *object)
{
  VasRowModel *self = VAS_ROW_MODEL (object);

  G_OBJECT_CLASS (vas_row_model_parent_class)->constructed (object);

  g_return_if_fail (VAS_IS_ROW_SOURCE (self->source));

  self->window = vas_row_window_new (self->source, failed_cb, self);
  g_signal_connect_object (self->source, "changed", G_CALLBACK (source_changed_cb), self, 0);
  start_load (self, VAS_ROW_MODEL_FIRST);
}

static void
vas_row_model_dispose (GObject *object)
{
  VasRowModel *self = VAS_ROW_MODEL (object);

  cancel_load (self);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (vas_row_model_parent_class)->dispose (object);
}

static void
vas_row_model_finalize (GObject *object)
{
  VasRowModel *self = VAS_ROW_MODEL (object);

  vas_row_window_free (self->window);

  G_OBJECT_CLASS (vas_row_model_parent_class)->finalize (object);
}

static void
vas_row_model_class_init (VasRowModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vas_row_model_get_property;
  object_class->set_property = vas_row_model_set_property;
  object_class->constructed = vas_row_model_constructed;
  object_class->dispose = vas_row_model_dispose;
  object_class->finalize = vas_row_model_finalize;

  properties[PROP_SOURCE] = g_param_spec_object ("source", NULL, NULL, VAS_TYPE_ROW_SOURCE,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | flags);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * VasRowModel::updated:
   *
   * New content is in place. Whoever keeps a focus or a selection by id looks it up again.
   */
  signals[SIGNAL_UPDATED] = g_signal_new ("updated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  /**
   * VasRowModel::failed:
   * @error: why
   *
   * A reading failed. What was shown before stays.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
vas_row_model_init (VasRowModel *self)
{
}

/**
 * vas_row_model_new:
 * @source: the question; its setters change the view
 *
 * Begins to read at once. Main thread.
 */
VasRowModel *
vas_row_model_new (VasRowSource *source)
{
  return g_object_new (VAS_TYPE_ROW_MODEL, "source", source, NULL);
}

/** vas_row_model_is_loading: whether a view is being read. */
gboolean
vas_row_model_is_loading (VasRowModel *self)
{
  g_return_val_if_fail (VAS_IS_ROW_MODEL (self), FALSE);

  return is_loading (self);
}

/** vas_row_model_is_settled: whether neither a view nor a page is being read, and no change of the data waits its turn. */
gboolean
vas_row_model_is_settled (VasRowModel *self)
{
  g_return_val_if_fail (VAS_IS_ROW_MODEL (self), FALSE);

  return !is_loading (self) && self->refresh_id == 0 && !vas_row_window_is_reading (self->window);
}

/**
 * vas_row_model_get_ids:
 * @n_ids: (out): how many are known, which is fewer than the length while a new view is being read
 *
 * Returns: (transfer none) (array length=n_ids): the ids in view order, valid until `updated`
 */
const gint64 *
vas_row_model_get_ids (VasRowModel *self,
                       guint       *n_ids)
{
  g_return_val_if_fail (VAS_IS_ROW_MODEL (self), NULL);

  return vas_row_window_get_ids (self->window, n_ids);
}

/** vas_row_model_get_id: the id at @position; 0 where it is not known, or behind the end. */
gint64
vas_row_model_get_id (VasRowModel *self,
                      guint        position)
{
  const gint64 *ids;
  guint n_ids;

  g_return_val_if_fail (VAS_IS_ROW_MODEL (self), 0);

  ids = vas_row_window_get_ids (self->window, &n_ids);
  return position < n_ids ? ids[position] : 0;
}

/**
 * vas_row_model_find:
 * @position: (out): where @id stands now
 *
 * Looks through the ids: half a millisecond for a million.
 *
 * Returns: whether it is in the view
 */
gboolean
vas_row_model_find (VasRowModel *self,
                    gint64       id,
                    guint       *position)
{
  const gint64 *ids;
  guint n_ids;

  g_return_val_if_fail (VAS_IS_ROW_MODEL (self), FALSE);

  ids = vas_row_window_get_ids (self->window, &n_ids);
  for (guint i = 0; i < n_ids; i++)
    {
      if (ids[i] == id)
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

/** vas_row_model_get_n_living: how many row objects somebody holds. */
guint
vas_row_model_get_n_living (VasRowModel *self)
{
  g_return_val_if_fail (VAS_IS_ROW_MODEL (self), 0);

  return vas_row_window_get_n_living (self->window);
}

/** vas_row_model_get_n_records: how many records the model keeps besides those of living rows. */
guint
vas_row_model_get_n_records (VasRowModel *self)
{
  g_return_val_if_fail (VAS_IS_ROW_MODEL (self), 0);

  return vas_row_window_get_n_records (self->window);
}
