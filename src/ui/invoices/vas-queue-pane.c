/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The left half of the invoice view. It reads its rows anew whenever the records change, somebody else acts, or half a minute
 * has passed (claims end by themselves), and merges them, so that scroll, focus and selection stay. One reading is under way
 * at a time. Main thread; the reading is a reader's.
 */

#include "vas-queue-pane-private.h"

#include "vas-wrap-layout.h"

#include <glib/gi18n.h>

#define REFRESH_SECONDS 30

typedef enum {
  PROP_DESK = 1,
  PROP_CURRENT,
  PROP_N_SELECTED,
  PROP_N_REVIEW,
} VasQueuePaneProperty;

enum {
  OPENED,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_N_REVIEW + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasQueuePane, vas_queue_pane, ADW_TYPE_BIN)

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasQueuePane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasQueuePage) page = vas_queue_load_finish (VAS_DESK (object), result, &error);

  self->loading = FALSE;
  if (self->again)
    vas_queue_pane_refresh (self);
  if (page == NULL)
    {
      adw_status_page_set_description (self->error_page, error->message);
      gtk_stack_set_visible_child_name (self->stack, "error");
      return;
    }

  memcpy (self->counts, page->counts, sizeof self->counts);
  vas_queue_pane_show_counts (self);
  if (page->tab == self->tab)
    {
      vas_queue_pane_take_rows (self, page->rows);
      vas_queue_pane_show_state (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_REVIEW]);
}

/** vas_queue_pane_refresh: reads the rows anew; another reading follows where one is under way. */
void
vas_queue_pane_refresh (VasQueuePane *self)
{
  self->again = self->loading;
  if (self->loading)
    return;

  self->loading = TRUE;
  vas_queue_load_async (self->desk, self->tab, gtk_editable_get_text (GTK_EDITABLE (self->search)), NULL, loaded_cb,
                        g_object_ref (self));
}

static void
changed_cb (VasQueuePane       *self,
            const char * const *tables)
{
  static const char * const ours[] = { "request", "share", "account", "staff", "parcel", "fapiao", "calendar_day", NULL };

  for (guint i = 0; ours[i] != NULL; i++)
    {
      if (g_strv_contains (tables, ours[i]))
        {
          vas_queue_pane_refresh (self);
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
search_changed_cb (VasQueuePane *self)
{
  vas_queue_pane_refresh (self);
}

static void
search_activate_cb (VasQueuePane *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    return;

  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), 0, TRUE);
  vas_queue_pane_show_position (self, 0);
}

static void
stop_search_cb (VasQueuePane *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
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

static void
vas_queue_pane_constructed (GObject *object)
{
  VasQueuePane *self = VAS_QUEUE_PANE (object);

  G_OBJECT_CLASS (vas_queue_pane_parent_class)->constructed (object);

  self->tab = (VasQueueTab) MIN (g_settings_get_uint (vas_desk_get_settings (self->desk), "queue-tab"), VAS_QUEUE_N_TABS - 1);
  vas_queue_pane_set_up_list (self);
  vas_queue_pane_set_up_tabs (self);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "notify::staff", G_CALLBACK (vas_queue_pane_refresh), self, G_CONNECT_SWAPPED);
  self->timer = g_timeout_add_seconds (REFRESH_SECONDS, timer_cb, self);
  vas_queue_pane_refresh (self);
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
      g_value_set_uint (value, (guint) self->counts[VAS_QUEUE_REVIEW]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
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
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->current, g_free);

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
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[OPENED] = g_signal_new ("opened", VAS_TYPE_QUEUE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);

  g_type_ensure (VAS_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vasqueuepane");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-queue-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, search);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, tabs);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, stack);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, list);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, empty_page);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, empty_button);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, error_page);
  gtk_widget_class_bind_template_child (widget_class, VasQueuePane, foot);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, empty_clicked_cb);
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

  g_free (self->current);
  self->current = g_strdup (key);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
  if (opened)
    g_signal_emit (self, signals[OPENED], 0, copy);
}

void
vas_queue_pane_notify_n_selected (VasQueuePane *self)
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
  self->last_position = 0;
  gtk_toggle_button_set_active (self->chips[tab], TRUE);
  vas_queue_pane_refresh (self);
}

/** vas_queue_pane_get_current: (transfer none) (nullable): key of the request that is open. */
const char *
vas_queue_pane_get_current (VasQueuePane *self)
{
  return self->current;
}

/** vas_queue_pane_set_current: @key: (nullable): the request that is open now, and selected where it is in the list. */
void
vas_queue_pane_set_current (VasQueuePane *self,
                            const char   *key)
{
  guint position;

  vas_queue_pane_notify_current (self, key, FALSE);
  self->restoring = TRUE;
  if (vas_queue_model_find (self->model, key, &position))
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
  vas_queue_pane_selected_cb (self);
}

/** vas_queue_pane_get_list: (transfer none): the list itself, for the focus. */
GtkWidget *
vas_queue_pane_get_list (VasQueuePane *self)
{
  return GTK_WIDGET (self->list);
}
