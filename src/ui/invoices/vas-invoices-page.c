/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The invoice view: the queue beside the open case. The page opens cases, runs the commands, and moves on; what is shown and
 * asked is the panes' own. Main thread.
 *
 * vas-invoices-page-case.c opens cases and reads the next one ahead, -review.c is the first pass (approve, reject, extend …),
 * -batch.c does it with several at once; -keys.c has the letters, -palette.c what the palette offers.
 */

#include "vas-invoices-page-private.h"

typedef enum {
  PROP_DESK = 1,
  PROP_COUNT,
} VasInvoicesPageProperty;

static GParamSpec *properties[PROP_COUNT + 1];

G_DEFINE_FINAL_TYPE_WITH_CODE (VasInvoicesPage, vas_invoices_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (VAS_TYPE_PALETTE_SOURCE, vas_invoices_page_palette_init))

static void
search_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  vas_queue_pane_search (VAS_INVOICES_PAGE (widget)->queue, g_variant_get_string (parameter, NULL));
}

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  vas_invoices_page_open_next (VAS_INVOICES_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
opened_cb (VasInvoicesPage *self,
           const char      *key)
{
  vas_invoices_page_open (self, key);
}

/* What the tab that they were selected in is about; where it mixes steps, everything, and each is judged alone. */
static VasManyActs
get_many_acts (VasInvoicesPage *self)
{
  const VasManyActs extend = (vas_desk_get_roles (self->desk) & VAS_ROLE_INVOICE_SUPERVISOR) != 0 ? VAS_MANY_EXTEND : 0;

  switch (vas_queue_pane_get_tab (self->queue))
    {
    case VAS_QUEUE_REVIEW:
    case VAS_QUEUE_SECOND:
      return VAS_MANY_REVIEW | extend;
    case VAS_QUEUE_TO_ISSUE:
    case VAS_QUEUE_TO_SHIP:
    case VAS_QUEUE_TO_TELL:
    case VAS_QUEUE_CAME_BACK:
    case VAS_QUEUE_RETURNING:
      return VAS_MANY_SHIP;
    case VAS_QUEUE_MINE:
    case VAS_QUEUE_DUE_TODAY:
    case VAS_QUEUE_N_TABS:
    default:
      return VAS_MANY_REVIEW | VAS_MANY_SHIP | extend;
    }
}

static void
selected_cb (VasInvoicesPage *self)
{
  guint n_selected;

  g_object_get (self->queue, "n-selected", &n_selected, NULL);
  vas_case_pane_set_selected (self->pane, n_selected, get_many_acts (self));
}

static void
count_cb (VasInvoicesPage *self)
{
  guint count;

  g_object_get (self->queue, "n-review", &count, NULL);
  if (count == self->count)
    return;
  self->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

static void
changed_cb (VasInvoicesPage    *self,
            const char * const *tables)
{
  static const char * const ours[] = { "request", "share", "account", "order", "orders", "fapiao", "parcel", "notice", "note",
                                       "command_log", "outbox", "staff", NULL };

  for (guint i = 0; ours[i] != NULL; i++)
    {
      if (g_strv_contains (tables, ours[i]))
        {
          vas_invoices_page_reload (self);
          return;
        }
    }
}

/* Somebody else acts now: the rules say something else of the same case. */
static void
staff_changed_cb (VasInvoicesPage *self)
{
  selected_cb (self);
  vas_invoices_page_reload (self);
}

static void
undone_cb (VasInvoicesPage *self,
           const char      *command_id)
{
  const char *key = g_hash_table_lookup (self->decided, command_id);

  if (key != NULL)
    vas_invoices_page_open_next (self, key);
}

static void
vas_invoices_page_constructed (GObject *object)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (object);
  GSettings *settings = vas_desk_get_settings (self->desk);

  G_OBJECT_CLASS (vas_invoices_page_parent_class)->constructed (object);

  self->queue = VAS_QUEUE_PANE (vas_queue_pane_new (self->desk));
  gtk_paned_set_start_child (self->paned, GTK_WIDGET (self->queue));
  gtk_paned_set_resize_start_child (self->paned, FALSE);
  g_settings_bind (settings, "invoices-pane-position", self->paned, "position", G_SETTINGS_BIND_DEFAULT);

  vas_case_pane_set_desk (self->pane, self->desk);
  g_signal_connect_object (self->queue, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "notify::n-selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "notify::n-review", G_CALLBACK (count_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "reasoned", G_CALLBACK (vas_invoices_page_reasoned_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "noted", G_CALLBACK (vas_invoices_page_noted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "notify::staff", G_CALLBACK (staff_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "undone", G_CALLBACK (undone_cb), self, G_CONNECT_SWAPPED);
  vas_invoices_page_add_keys (self);
  vas_invoices_page_add_ending_keys (self);
  vas_invoices_page_add_pass (self);
  vas_invoices_page_watch_work (self, GTK_WIDGET (self));
}

static void
vas_invoices_page_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (object);

  switch ((VasInvoicesPageProperty) prop_id)
    {
    case PROP_DESK:
      g_value_set_object (value, self->desk);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_invoices_page_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (object);

  switch ((VasInvoicesPageProperty) prop_id)
    {
    case PROP_DESK:
      self->desk = g_value_dup_object (value);
      break;
    case PROP_COUNT:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
vas_invoices_page_grab_focus (GtkWidget *widget)
{
  vas_queue_pane_focus (VAS_INVOICES_PAGE (widget)->queue);
  return TRUE;
}

static gboolean
vas_invoices_page_focus (GtkWidget        *widget,
                         GtkDirectionType  direction)
{
  if (gtk_widget_get_focus_child (widget) == NULL && direction == GTK_DIR_TAB_FORWARD && vas_invoices_page_grab_focus (widget))
    return TRUE;

  return GTK_WIDGET_CLASS (vas_invoices_page_parent_class)->focus (widget, direction);
}

static void
vas_invoices_page_dispose (GObject *object)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (object);

  vas_invoices_page_close_case (self);
  vas_invoices_page_close_pass (self);
  g_clear_object (&self->gate);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->decided, g_hash_table_unref);

  G_OBJECT_CLASS (vas_invoices_page_parent_class)->dispose (object);
}

static void
vas_invoices_page_class_init (VasInvoicesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = vas_invoices_page_constructed;
  object_class->get_property = vas_invoices_page_get_property;
  object_class->set_property = vas_invoices_page_set_property;
  object_class->dispose = vas_invoices_page_dispose;
  widget_class->grab_focus = vas_invoices_page_grab_focus;
  widget_class->focus = vas_invoices_page_focus;

  properties[PROP_DESK] = g_param_spec_object ("desk", NULL, NULL, VAS_TYPE_DESK,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (VAS_TYPE_ALARM_PANE);
  g_type_ensure (VAS_TYPE_CASE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-invoices-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VasInvoicesPage, paned);
  gtk_widget_class_bind_template_child (widget_class, VasInvoicesPage, pane);
  gtk_widget_class_bind_template_child (widget_class, VasInvoicesPage, alarm);
  gtk_widget_class_install_action (widget_class, "page.search", "s", search_action);
  gtk_widget_class_install_action (widget_class, "page.open", "s", open_action);
  vas_invoices_page_install_review (widget_class);
  vas_invoices_page_install_moves (widget_class);
  vas_invoices_page_install_entry (widget_class);
  vas_invoices_page_install_older (widget_class);
  vas_invoices_page_install_endings (widget_class);
  vas_invoices_page_install_pass (widget_class);
  vas_invoices_page_install_batch (widget_class);
  vas_invoices_page_install_print (widget_class);
}

static void
vas_invoices_page_init (VasInvoicesPage *self)
{
  self->decided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_invoices_page_new: (transfer floating) */
GtkWidget *
vas_invoices_page_new (VasDesk *desk)
{
  return g_object_new (VAS_TYPE_INVOICES_PAGE, "desk", desk, NULL);
}
