/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The left half of the invoice view. The list reads itself anew whenever the records change (VasQueueSource); the counts follow, and
 * both are asked anew after half a minute, since claims end by themselves. Tab, search and order are kept in the settings.
 *
 * A search looks through everything: it begins in the tab of all work, the other tabs count their hits, and clearing it goes
 * back to where it began. Main thread; the reading is a reader's.
 *
 * vas-queue-pane-list.c has the list and moving in it, -tabs.c the tabs and what stands in the place of an empty list, -views.c
 * the menu and the saved views, -sheet.c copying and exporting.
 */

#include "vas-queue-pane-private.h"

#include "vas-queue-menu.h"
#include "vas-wrap-layout.h"

#include <glib/gi18n.h>

#define REFRESH_SECONDS 30

typedef enum {
  PROP_DESK = 1,
  PROP_CURRENT,
  PROP_N_SELECTED,
  PROP_N_REVIEW,
  PROP_ORDER,
} VasQueuePaneProperty;

enum {
  OPENED,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_ORDER + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasQueuePane, vas_queue_pane, ADW_TYPE_BIN)

/** vas_queue_pane_make_question: (transfer full): what the list shows now. */
VasQueueQuestion *
vas_queue_pane_make_question (VasQueuePane *self)
{
  return vas_queue_question_new (self->tab, self->order, gtk_editable_get_text (GTK_EDITABLE (self->search)),
                                 vas_desk_get_staff_key (self->desk), vas_desk_get_now (self->desk));
}

static void
take_counts (VasQueuePane   *self,
             VasQueueCounts *shown,
             VasQueueCounts *all)
{
  memcpy (self->counts, shown->counts, sizeof self->counts);
  vas_queue_pane_show_counts (self);
  vas_queue_pane_show_state (self);
  if (self->n_review == all->counts[VAS_QUEUE_REVIEW])
    return;
  self->n_review = all->counts[VAS_QUEUE_REVIEW];
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_REVIEW]);
}

static void count (VasQueuePane *self);

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasQueuePane) self = user_data;
  g_autoptr (GPtrArray) answers = vas_queue_count_finish (VAS_DESK (object), result, NULL);

  self->counting = FALSE;
  if (self->desk == NULL)
    return;
  /* Where it cannot be read the list says so. */
  if (answers != NULL)
    take_counts (self, g_ptr_array_index (answers, 0), g_ptr_array_index (answers, answers->len - 1));
  if (self->again)
    count (self);
}

/* One reading at a time; what is asked meanwhile is asked after it. */
static void
count (VasQueuePane *self)
{
  g_autoptr (GPtrArray) questions = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_queue_question_unref);

  self->again = self->counting;
  if (self->counting)
    return;

  self->counting = TRUE;
  g_ptr_array_add (questions, vas_queue_pane_make_question (self));
  if (vas_queue_pane_is_searching (self))
    g_ptr_array_add (questions, vas_queue_question_new (self->tab, self->order, NULL, vas_desk_get_staff_key (self->desk),
                                                        vas_desk_get_now (self->desk)));
  vas_queue_count_async (self->desk, questions, NULL, counted_cb, g_object_ref (self));
}

/** vas_queue_pane_refresh: asks the same anew, as of now; what is shown stays until the answer is whole. */
void
vas_queue_pane_refresh (VasQueuePane *self)
{
  g_autoptr (VasQueueQuestion) question = vas_queue_pane_make_question (self);

  vas_queue_source_ask (self->source, question, VAS_ROW_CHANGE_DATA);
  count (self);
}

/** vas_queue_pane_ask: asks what tab, search and order are now: another view, which begins at its top. Keeps them. */
void
vas_queue_pane_ask (VasQueuePane *self)
{
  g_autoptr (VasQueueQuestion) question = vas_queue_pane_make_question (self);
  GSettings *settings = vas_desk_get_settings (self->desk);

  g_settings_set_uint (settings, "queue-tab", self->tab);
  g_settings_set_uint (settings, "queue-home-tab", self->home);
  g_settings_set_string (settings, "queue-search", question->search);
  g_settings_set_string (settings, "queue-order", vas_queue_order_get_id (self->order));

  g_free (self->asked);
  self->asked = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  self->fresh = TRUE;
  self->wants_first = FALSE;
  self->last_position = 0;
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list)), 0);
  vas_queue_pane_show_steps (self);
  vas_queue_source_ask (self->source, question, VAS_ROW_CHANGE_VIEW);
  count (self);
}

static void
changed_cb (VasQueuePane       *self,
            const char * const *tables)
{
  static const char * const ours[] = { "request", "share", "account", "staff", "parcel", "fapiao", NULL };

  if (g_strv_contains (tables, "calendar_day"))
    {
      vas_queue_pane_refresh (self);
      return;
    }
  for (guint i = 0; ours[i] != NULL; i++)
    {
      if (g_strv_contains (tables, ours[i]))
        {
          count (self);
          return;
        }
    }
}

static gboolean
timer_cb (gpointer user_data)
{
  vas_queue_pane_refresh (user_data);
  return G_SOURCE_CONTINUE;
}

static void
check_chip (VasQueuePane *self)
{
  self->restoring = TRUE;
  gtk_toggle_button_set_active (self->chips[self->tab], TRUE);
  self->restoring = FALSE;
}

static void
search_changed_cb (VasQueuePane *self)
{
  const gboolean searching = vas_queue_pane_is_searching (self);

  /* It comes late, and for what the program put there, too. */
  if (g_strcmp0 (self->asked, gtk_editable_get_text (GTK_EDITABLE (self->search))) == 0)
    return;
  if (searching && self->home == VAS_QUEUE_N_TABS)
    {
      self->home = self->tab;
      self->tab = VAS_QUEUE_ALL;
    }
  else if (!searching && self->home != VAS_QUEUE_N_TABS)
    {
      self->tab = self->tab == VAS_QUEUE_ALL ? self->home : self->tab;
      self->home = VAS_QUEUE_N_TABS;
    }
  check_chip (self);
  vas_queue_pane_ask (self);
}

/** vas_queue_pane_open_first: opens the first row, where the search asked for that and its answer is there. */
void
vas_queue_pane_open_first (VasQueuePane *self)
{
  if (!self->wants_first || vas_row_model_is_loading (self->model))
    return;

  self->wants_first = FALSE;
  if (vas_queue_pane_get_n_rows (self) == 0)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), 0, TRUE);
  vas_queue_pane_show_position (self, 0);
}

/* Who types and presses Enter at once means what was typed, not the list as it was before. */
static void
search_activate_cb (VasQueuePane *self)
{
  search_changed_cb (self);
  self->wants_first = TRUE;
  vas_queue_pane_open_first (self);
}

static void
stop_search_cb (VasQueuePane *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  vas_queue_pane_focus (self);
}

static void
empty_clicked_cb (VasQueuePane *self)
{
  const guint other = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (self->empty_button), "tab"));

  if (other == 0)
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_toggle_button_set_active (self->chips[other - 1], TRUE);
}

/* What is older than what this desk holds is looked for by the palette. */
static void
older_clicked_cb (VasQueuePane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.find", "s", gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* What was looked at last, before the widgets tell of it. */
static void
restore (VasQueuePane *self)
{
  GSettings *settings = vas_desk_get_settings (self->desk);
  g_autofree char *search = g_settings_get_string (settings, "queue-search");
  g_autofree char *order = g_settings_get_string (settings, "queue-order");

  self->tab = (VasQueueTab) MIN (g_settings_get_uint (settings, "queue-tab"), VAS_QUEUE_N_TABS - 1);
  self->home = *search != '\0' ? (VasQueueTab) MIN (g_settings_get_uint (settings, "queue-home-tab"), VAS_QUEUE_ALL)
                               : VAS_QUEUE_N_TABS;
  if (!vas_queue_order_find (order, &self->order))
    self->order = VAS_QUEUE_BY_DUE;
  self->asked = g_strdup (search);
  gtk_editable_set_text (GTK_EDITABLE (self->search), search);
}

static void
vas_queue_pane_constructed (GObject *object)
{
  VasQueuePane *self = VAS_QUEUE_PANE (object);

  G_OBJECT_CLASS (vas_queue_pane_parent_class)->constructed (object);

  self->views = vas_queue_views_new (vas_desk_get_settings (self->desk));
  restore (self);
  vas_queue_pane_set_up_list (self);
  vas_queue_pane_set_up_tabs (self);
  vas_queue_pane_set_up_menu (self);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "notify::staff", G_CALLBACK (vas_queue_pane_refresh), self, G_CONNECT_SWAPPED);
  self->timer = g_timeout_add_seconds (REFRESH_SECONDS, timer_cb, self);
  count (self);
}

static void
vas_queue_pane_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  VasQueuePane *self = VAS_QUEUE_PANE (object);

  switch ((VasQueuePaneProperty) prop_id)
    {
    case PROP_DESK:
      g_value_set_object (value, self->desk);
      break;
    case PROP_CURRENT:
      g_value_set_string (value, self->current);
      break;
    case PROP_N_SELECTED:
      g_value_set_uint (value, self->n_selected);
      break;
    case PROP_N_REVIEW:
      g_value_set_uint (value, (guint) self->n_review);
      break;
    case PROP_ORDER:
      g_value_set_string (value, vas_queue_order_get_id (self->order));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_order (VasQueuePane *self,
           const char   *id)
{
  VasQueueOrder order;

  if (!vas_queue_order_find (id, &order) || order == self->order)
    return;
  self->order = order;
  vas_queue_pane_ask (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORDER]);
}

static void
vas_queue_pane_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  VasQueuePane *self = VAS_QUEUE_PANE (object);

  switch ((VasQueuePaneProperty) prop_id)
    {
    case PROP_DESK:
      self->desk = g_value_dup_object (value);
      break;
    case PROP_ORDER:
      set_order (self, g_value_get_string (value));
      break;
    case PROP_CURRENT:
    case PROP_N_SELECTED:
    case PROP_N_REVIEW:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_queue_pane_dispose (GObject *object)
{
  VasQueuePane *self = VAS_QUEUE_PANE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->focus_idle, g_source_remove);
  vas_queue_pane_cancel_work (self);
  g_clear_object (&self->pending);
  g_clear_object (&self->selection);
  g_clear_object (&self->sight);
  g_clear_object (&self->model);
  g_clear_object (&self->source);
  g_clear_object (&self->views);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->current, g_free);
  g_clear_pointer (&self->asked, g_free);

  G_OBJECT_CLASS (vas_queue_pane_parent_class)->dispose (object);
}

static void
vas_queue_pane_class_init (VasQueuePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = vas_queue_pane_constructed;
  object_class->get_property = vas_queue_pane_get_property;
  object_class->set_property = vas_queue_pane_set_property;
  object_class->dispose = vas_queue_pane_dispose;

  properties[PROP_DESK] = g_param_spec_object ("desk", NULL, NULL, VAS_TYPE_DESK,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CURRENT] = g_param_spec_string ("current", NULL, NULL, NULL, readable);
  properties[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_N_REVIEW] = g_param_spec_uint ("n-review", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_ORDER] = g_param_spec_string ("order", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[OPENED] = g_signal_new ("opened", VAS_TYPE_QUEUE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);

  g_type_ensure (VAS_TYPE_WRAP_LAYOUT);
  gtk_widget_class_install_property_action (widget_class, "queue.order", "order");
  vas_queue_pane_install_sheet (widget_class);
  vas_queue_pane_install_views (widget_class);
  gtk_widget_class_set_css_name (widget_class, "vasqueuepane");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-queue-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, search);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, tabs);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, stack);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, list);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, empty_page);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, empty_button);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, older_button);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, error_page);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, foot);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, scroll);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, work);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, work_label);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, work_bar);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, empty_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, older_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, vas_queue_pane_cancel_work);
}

static void
vas_queue_pane_init (VasQueuePane *self)
{
  self->tab = VAS_QUEUE_REVIEW;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_queue_pane_new: (transfer floating) */
GtkWidget *
vas_queue_pane_new (VasDesk *desk)
{
  return g_object_new (VAS_TYPE_QUEUE_PANE, "desk", desk, NULL);
}

/** vas_queue_pane_notify_current: @opened: whether the person moved there. */
void
vas_queue_pane_notify_current (VasQueuePane *self,
                               const char   *key,
                               gboolean      opened)
{
  g_autofree char *copy = g_strdup (key);
  const gint64 *id = key != NULL ? g_hash_table_lookup (self->ids, key) : NULL;

  self->current_id = id != NULL ? *id : 0;
  g_free (self->current);
  self->current = g_strdup (key);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
  if (opened)
    g_signal_emit (self, signals[OPENED], 0, copy);
}

void
vas_queue_pane_notify_selected (VasQueuePane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
}

/** vas_queue_pane_search: goes to the search field; @text, where not empty, is searched for. */
void
vas_queue_pane_search (VasQueuePane *self,
                       const char   *text)
{
  if (*text != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

VasQueueTab
vas_queue_pane_get_tab (VasQueuePane *self)
{
  return self->tab;
}

/** vas_queue_pane_set_tab: shows another step; the open case stays open. */
void
vas_queue_pane_set_tab (VasQueuePane *self,
                        VasQueueTab   tab)
{
  if (self->tab == tab)
    return;

  self->tab = tab;
  check_chip (self);
  vas_queue_pane_ask (self);
}

/** vas_queue_pane_show_view: shows all of it at once, as a saved view does. */
void
vas_queue_pane_show_view (VasQueuePane  *self,
                          VasQueueTab    tab,
                          VasQueueOrder  order,
                          const char    *search)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), search);
  self->home = !vas_queue_pane_is_searching (self) ? VAS_QUEUE_N_TABS : tab == VAS_QUEUE_ALL ? VAS_QUEUE_REVIEW : tab;
  self->tab = tab;
  self->order = order;
  check_chip (self);
  vas_queue_pane_ask (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORDER]);
}

/** vas_queue_pane_get_current: (transfer none) (nullable): key of the request that is open. */
const char *
vas_queue_pane_get_current (VasQueuePane *self)
{
  return self->current;
}

/* Puts selection, scroll and focus on the open request. */
static void
show_current (VasQueuePane *self)
{
  guint position;

  self->restoring = TRUE;
  if (self->current_id != 0 && vas_row_model_find (self->model, self->current_id, &position))
    {
      self->last_position = position;
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
      vas_queue_pane_show_position (self, position);
    }
  else
    {
      gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
    }
  self->restoring = FALSE;
  vas_queue_pane_take_selected (self);
}

static void
current_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (VasQueuePane) self = user_data;
  g_autoptr (GPtrArray) rows = vas_queue_load_rows_finish (VAS_DESK (object), result, NULL);
  VasQueueRow *row = rows != NULL && rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;

  if (row == NULL || self->desk == NULL || g_strcmp0 (vas_entity_get_key (VAS_ENTITY (row->request)), self->current) != 0)
    return;

  self->current_id = vas_entity_get_id (VAS_ENTITY (row->request));
  g_hash_table_insert (self->ids, g_strdup (self->current), g_memdup2 (&self->current_id, sizeof self->current_id));
  show_current (self);
}

/** vas_queue_pane_set_current: @key: (nullable): the request that is open now, and selected where it is in the list. */
void
vas_queue_pane_set_current (VasQueuePane *self,
                            const char   *key)
{
  vas_queue_pane_notify_current (self, key, FALSE);
  show_current (self);
  if (key != NULL && self->current_id == 0)
    {
      g_autoptr (VasQueueQuestion) question = vas_queue_pane_make_question (self);

      vas_queue_load_request_async (self->desk, question, key, NULL, current_read_cb, g_object_ref (self));
    }
}

/** vas_queue_pane_get_list: (transfer none): the list itself, for the focus. */
GtkWidget *
vas_queue_pane_get_list (VasQueuePane *self)
{
  return GTK_WIDGET (self->list);
}
