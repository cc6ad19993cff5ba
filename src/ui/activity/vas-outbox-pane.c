/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was done at this desk, newest first, and how far it has come on its way to the server: the newest MOST_LINES. Main thread. */

#include "vas-outbox-pane.h"

#include "vas-command-words.h"
#include "vas-outbox.h"
#include "vas-time.h"

#include <glib/gi18n.h>

#define MOST_LINES 200

struct _VasOutboxPane
{
  AdwBin       parent_instance;

  GtkStack    *stack;
  GtkLabel    *summary;
  GtkListBox  *list;

  VasDesk     *desk;
};

G_DEFINE_FINAL_TYPE (VasOutboxPane, vas_outbox_pane, ADW_TYPE_BIN)

/* How far a command is, and by which picture. */
static const char *
describe (const VasOutboxLine  *line,
          const char          **icon_name)
{
  if (g_str_equal (line->state, "held"))
    {
      *icon_name = "document-open-recent-symbolic";
      return _("Can be undone");
    }
  if (g_str_equal (line->state, "pending"))
    {
      *icon_name = line->answered ? "emblem-synchronizing-symbolic" : "send-to-symbolic";
      return line->answered ? _("Sent, to be confirmed") : _("To be sent");
    }
  if (g_str_equal (line->state, "refused"))
    {
      *icon_name = "dialog-warning-symbolic";
      return line->closed ? _("Refused, laid aside") : _("Refused");
    }

  *icon_name = "emblem-ok-symbolic";
  return _("Confirmed");
}

static GtkWidget *
make_row (const VasOutboxLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  const char *icon_name;
  const char *state = describe (line, &icon_name);
  GtkWidget *label = gtk_label_new (state);
  g_autofree char *when = vas_instant_format_local (line->made_at);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), vas_command_words (line->type));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), when);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), icon_name);
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static void
show (VasOutboxPane *self,
      GPtrArray     *lines)
{
  GtkWidget *row;
  guint open = 0;
  g_autofree char *text = NULL;

  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < lines->len; i++)
    {
      const VasOutboxLine *line = g_ptr_array_index (lines, i);

      open += g_str_equal (line->state, "held") || g_str_equal (line->state, "pending");
      gtk_list_box_append (self->list, make_row (line));
    }

  text = open > 0 ? g_strdup_printf (ngettext ("%u on its way", "%u on their way", open), open)
                  : g_strdup (_("Everything that was done here has arrived."));
  gtk_label_set_label (self->summary, text);
  gtk_stack_set_visible_child_name (self->stack, lines->len > 0 ? "list" : "empty");
}

static gpointer
load (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  return vas_outbox_list (sql, MOST_LINES, error);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasOutboxPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = vas_store_finish (VAS_STORE (object), result, &error);

  if (self->desk == NULL)
    return;
  if (lines != NULL)
    show (self, lines);
  else
    vas_desk_toast (self->desk, error->message);
}

static void
reload (VasOutboxPane *self)
{
  vas_store_read_async (vas_desk_get_store (self->desk), load, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, loaded_cb,
                        g_object_ref (self));
}

static void
changed_cb (VasOutboxPane      *self,
            const char * const *tables)
{
  if (g_strv_contains (tables, "outbox") && gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self);
}

/* What changed while nobody looked is read when somebody does. */
static void
vas_outbox_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vas_outbox_pane_parent_class)->map (widget);

  if (VAS_OUTBOX_PANE (widget)->desk != NULL)
    reload (VAS_OUTBOX_PANE (widget));
}

static void
vas_outbox_pane_dispose (GObject *object)
{
  g_clear_object (&VAS_OUTBOX_PANE (object)->desk);

  G_OBJECT_CLASS (vas_outbox_pane_parent_class)->dispose (object);
}

static void
vas_outbox_pane_class_init (VasOutboxPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_outbox_pane_dispose;
  widget_class->map = vas_outbox_pane_map;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/activity/vas-outbox-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VasOutboxPane, stack);
  gtk_widget_class_bind_template_child (widget_class, VasOutboxPane, summary);
  gtk_widget_class_bind_template_child (widget_class, VasOutboxPane, list);
}

static void
vas_outbox_pane_init (VasOutboxPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_outbox_pane_set_desk: once. */
void
vas_outbox_pane_set_desk (VasOutboxPane *self,
                          VasDesk       *desk)
{
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}
