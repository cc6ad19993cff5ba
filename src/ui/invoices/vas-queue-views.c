/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The saved views of the queue, kept in this desk's settings: a name, a tab, an order, a search. What is kept is read anew at each
 * change, so that two windows agree. What cannot be understood (a tab of another version) is left out. Undo is putting back
 * what was kept before. Main thread.
 */

#include "vas-queue-views.h"

#define KEY "queue-views"
#define KIND "a(ssss)"

struct _VasQueueViews
{
  GObject    parent_instance;

  GSettings *settings;
  GPtrArray *views;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (VasQueueViews, vas_queue_views, G_TYPE_OBJECT)

static void
view_free (gpointer data)
{
  VasQueueView *view = data;

  g_free (view->name);
  g_free (view->search);
  g_free (view);
}

static void
take (VasQueueViews *self,
      const char    *name,
      VasQueueTab    tab,
      VasQueueOrder  order,
      const char    *search)
{
  VasQueueView *view = g_new0 (VasQueueView, 1);

  view->name = g_strdup (name);
  view->tab = tab;
  view->order = order;
  view->search = g_strdup (search);
  g_ptr_array_add (self->views, view);
}

static void
read_settings (VasQueueViews *self)
{
  g_autoptr (GVariant) kept = g_settings_get_value (self->settings, KEY);
  const char *name, *tab_id, *order_id, *search;
  GVariantIter iter;

  g_ptr_array_set_size (self->views, 0);
  g_variant_iter_init (&iter, kept);
  while (g_variant_iter_next (&iter, "(&s&s&s&s)", &name, &tab_id, &order_id, &search))
    {
      VasQueueTab tab;
      VasQueueOrder order;

      if (*name != '\0' && vas_queue_tab_find (tab_id, &tab) && vas_queue_order_find (order_id, &order))
        take (self, name, tab, order, search);
    }
  g_signal_emit (self, changed_signal, 0);
}

static void
write_settings (VasQueueViews *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (KIND));
  for (guint i = 0; i < self->views->len; i++)
    {
      const VasQueueView *view = g_ptr_array_index (self->views, i);

      g_variant_builder_add (&builder, "(ssss)", view->name, vas_queue_tab_get_id (view->tab), vas_queue_order_get_id (view->order),
                             view->search);
    }
  g_settings_set_value (self->settings, KEY, g_variant_builder_end (&builder));
}

static void
vas_queue_views_finalize (GObject *object)
{
  VasQueueViews *self = VAS_QUEUE_VIEWS (object);

  g_clear_object (&self->settings);
  g_ptr_array_unref (self->views);

  G_OBJECT_CLASS (vas_queue_views_parent_class)->finalize (object);
}

static void
vas_queue_views_class_init (VasQueueViewsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_queue_views_finalize;

  changed_signal = g_signal_new ("changed", VAS_TYPE_QUEUE_VIEWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vas_queue_views_init (VasQueueViews *self)
{
  self->views = g_ptr_array_new_with_free_func (view_free);
}

/** vas_queue_views_new: (transfer full): those kept in @settings. */
VasQueueViews *
vas_queue_views_new (GSettings *settings)
{
  VasQueueViews *self = g_object_new (VAS_TYPE_QUEUE_VIEWS, NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (read_settings), self, G_CONNECT_SWAPPED);
  read_settings (self);

  return self;
}

guint
vas_queue_views_get_n (VasQueueViews *self)
{
  return self->views->len;
}

/** vas_queue_views_get: (transfer none): valid until the next change. */
const VasQueueView *
vas_queue_views_get (VasQueueViews *self,
                     guint          place)
{
  g_return_val_if_fail (place < self->views->len, NULL);

  return g_ptr_array_index (self->views, place);
}

/** vas_queue_views_find: @place: (out): of the view of that name; FALSE where there is none. */
gboolean
vas_queue_views_find (VasQueueViews *self,
                      const char    *name,
                      guint         *place)
{
  for (guint i = 0; i < self->views->len; i++)
    {
      if (g_str_equal (((VasQueueView *) g_ptr_array_index (self->views, i))->name, name))
        {
          *place = i;
          return TRUE;
        }
    }

  return FALSE;
}

/** vas_queue_views_dup: (transfer full): all of them as they are, for vas_queue_views_put(). */
GVariant *
vas_queue_views_dup (VasQueueViews *self)
{
  return g_settings_get_value (self->settings, KEY);
}

/** vas_queue_views_put: puts back what vas_queue_views_dup() gave. */
void
vas_queue_views_put (VasQueueViews *self,
                     GVariant      *state)
{
  g_settings_set_value (self->settings, KEY, state);
}

/** vas_queue_views_save: keeps a view; one of the same name is replaced. */
void
vas_queue_views_save (VasQueueViews      *self,
                      const VasQueueView *view)
{
  guint place;

  if (vas_queue_views_find (self, view->name, &place))
    g_ptr_array_remove_index (self->views, place);
  take (self, view->name, view->tab, view->order, view->search);
  write_settings (self);
}

/** vas_queue_views_rename: FALSE where the name is empty or another one's. */
gboolean
vas_queue_views_rename (VasQueueViews *self,
                        guint          place,
                        const char    *name)
{
  VasQueueView *view = g_ptr_array_index (self->views, place);
  g_autofree char *stripped = g_strstrip (g_strdup (name));
  guint other;

  if (*stripped == '\0' || (vas_queue_views_find (self, stripped, &other) && other != place))
    return FALSE;

  g_free (view->name);
  view->name = g_steal_pointer (&stripped);
  write_settings (self);

  return TRUE;
}

void
vas_queue_views_remove (VasQueueViews *self,
                        guint          place)
{
  g_ptr_array_remove_index (self->views, place);
  write_settings (self);
}
