/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was done: the audit trail, what of this desk is on its way to the server, and what the server refused. `count` is what asks
 * for somebody: the refused. Actions: `page.search` looks for a record in the trail, `page.part` shows a part by its name. Main
 * thread.
 */

#include "vas-activity-page.h"

#include "vas-outbox-pane.h"
#include "vas-palette-source.h"
#include "vas-problems-pane.h"
#include "vas-trail-pane.h"

#include <glib/gi18n.h>

struct _VasActivityPage
{
  AdwBin           parent_instance;

  GtkStack        *stack;
  GtkStackPage    *problems_page;
  VasTrailPane    *trail;
  VasOutboxPane   *outbox;
  VasProblemsPane *problems;

  guint            count;
};

typedef enum {
  PROP_COUNT = 1,
} VasActivityPageProperty;

static GParamSpec *properties[PROP_COUNT + 1];

static void palette_source_init (VasPaletteSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VasActivityPage, vas_activity_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (VAS_TYPE_PALETTE_SOURCE, palette_source_init))

static const struct {
  const char *part;
  const char *title;
  const char *icon_name;
} parts[] = {
  { "trail", N_("Audit Trail"), "document-open-recent-symbolic" },
  { "outbox", N_("Outbox"), "mail-send-symbolic" },
  { "problems", N_("Refused"), "dialog-warning-symbolic" },
};

/* The way to each part, for the palette. */
static void
query_async (VasPaletteSource    *source,
             const char          *text,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      /* Translators: a part of the activity, in the palette. */
      g_autofree char *title = g_strdup_printf (_("Activity: %s"), _(parts[i].title));
      VasPaletteItem *item = vas_palette_item_new (title, parts[i].icon_name, "page.part", g_variant_new_string (parts[i].part));

      vas_palette_item_add_words (item, _(parts[i].title));
      vas_palette_item_add_words (item, parts[i].title);
      vas_palette_item_set_widget (item, GTK_WIDGET (source));
      g_ptr_array_add (items, item);
    }
  vas_palette_source_answer (source, items, text, cancellable, callback, user_data);
}

static GPtrArray *
query_finish (VasPaletteSource  *source,
              GAsyncResult      *result,
              GError           **error)
{
  return vas_palette_source_take_answer (result, error);
}

static void
palette_source_init (VasPaletteSourceInterface *iface)
{
  iface->query_async = query_async;
  iface->query_finish = query_finish;
}

static void
search_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  VasActivityPage *self = VAS_ACTIVITY_PAGE (widget);

  gtk_stack_set_visible_child_name (self->stack, "trail");
  vas_trail_pane_search (self->trail, g_variant_get_string (parameter, NULL));
}

static void
part_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.view", "s", "activity");
  gtk_stack_set_visible_child_name (VAS_ACTIVITY_PAGE (widget)->stack, g_variant_get_string (parameter, NULL));
}

static void
problems_cb (VasActivityPage *self)
{
  const guint n = vas_problems_pane_get_n (self->problems);
  g_autofree char *title = n > 0 ? g_strdup_printf (_("Refused (%u)"), n) : g_strdup (_("Refused"));

  gtk_stack_page_set_title (self->problems_page, title);
  gtk_stack_page_set_needs_attention (self->problems_page, n > 0);
  if (self->count == n)
    return;

  self->count = n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

/* The hand begins in the field that finds a record, not on the buttons above. */
static gboolean
vas_activity_page_grab_focus (GtkWidget *widget)
{
  VasActivityPage *self = VAS_ACTIVITY_PAGE (widget);

  if (gtk_stack_get_visible_child (self->stack) != GTK_WIDGET (self->trail))
    return GTK_WIDGET_CLASS (vas_activity_page_parent_class)->grab_focus (widget);

  vas_trail_pane_search (self->trail, "");
  return TRUE;
}

static gboolean
vas_activity_page_focus (GtkWidget        *widget,
                         GtkDirectionType  direction)
{
  if (gtk_widget_get_focus_child (widget) == NULL && direction == GTK_DIR_TAB_FORWARD && vas_activity_page_grab_focus (widget))
    return TRUE;

  return GTK_WIDGET_CLASS (vas_activity_page_parent_class)->focus (widget, direction);
}

static void
vas_activity_page_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch ((VasActivityPageProperty) prop_id)
    {
    case PROP_COUNT:
      g_value_set_uint (value, VAS_ACTIVITY_PAGE (object)->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_activity_page_class_init (VasActivityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = vas_activity_page_get_property;
  widget_class->grab_focus = vas_activity_page_grab_focus;
  widget_class->focus = vas_activity_page_focus;
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);

  g_type_ensure (VAS_TYPE_TRAIL_PANE);
  g_type_ensure (VAS_TYPE_OUTBOX_PANE);
  g_type_ensure (VAS_TYPE_PROBLEMS_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/activity/vas-activity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VasActivityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VasActivityPage, problems_page);
  gtk_widget_class_bind_template_child (widget_class, VasActivityPage, trail);
  gtk_widget_class_bind_template_child (widget_class, VasActivityPage, outbox);
  gtk_widget_class_bind_template_child (widget_class, VasActivityPage, problems);
  gtk_widget_class_install_action (widget_class, "page.search", "s", search_action);
  gtk_widget_class_install_action (widget_class, "page.part", "s", part_action);
}

static void
vas_activity_page_init (VasActivityPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_activity_page_new: (transfer floating) */
GtkWidget *
vas_activity_page_new (VasDesk *desk)
{
  VasActivityPage *self = g_object_new (VAS_TYPE_ACTIVITY_PAGE, NULL);

  vas_trail_pane_set_desk (self->trail, desk);
  vas_outbox_pane_set_desk (self->outbox, desk);
  g_signal_connect_object (self->problems, "listed", G_CALLBACK (problems_cb), self, G_CONNECT_SWAPPED);
  vas_problems_pane_set_desk (self->problems, desk);
  return GTK_WIDGET (self);
}
