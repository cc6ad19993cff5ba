/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was done at this desk, newest first, and how far it has come on its way to the server: the newest MOST_LINES. Main thread. */

#include "vas-outbox-pane.h"

#include "vas-command-words.h"
#include "vas-outbox.h"
#include "vas-time.h"

#include <glib/gi18n.h>

#define MOST_LINES 200
#define COMMAND_ID "vas-command-id"
#define STATE "vas-state"

struct _VasOutboxPane
{
  AdwBin        parent_instance;

  GtkStack     *stack;
  GtkLabel     *summary;
  GtkListBox   *list;

  VasDesk      *desk;
  GCancellable *reading;            /* nullable */
};

/* What is read: the newest lines, and how many of all are on their way. */
typedef struct {
  GPtrArray       *lines;
  VasOutboxCounts  counts;
} Outbox;

G_DEFINE_FINAL_TYPE (VasOutboxPane, vas_outbox_pane, ADW_TYPE_BIN)

static void
outbox_free (Outbox *self)
{
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outbox, outbox_free)

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
  GtkWidget *state = gtk_label_new (NULL);
  g_autofree char *when = vas_instant_format_local (line->made_at);
  const char *words = vas_command_words (line->type);
  g_autofree char *title = line->record != NULL ? g_strdup_printf ("%s · %s", words, line->record) : g_strdup (words);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), when);
  gtk_widget_add_css_class (state, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);
  g_object_set_data (G_OBJECT (row), STATE, state);
  g_object_set_data_full (G_OBJECT (row), COMMAND_ID, g_strdup (line->command_id), g_free);
  return row;
}

/* (nullable): the row of a command, looked for from @place on. */
static GtkWidget *
find_row (VasOutboxPane *self,
          int            place,
          const char    *command_id)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, place++)) != NULL)
    {
      if (g_strcmp0 (g_object_get_data (G_OBJECT (row), COMMAND_ID), command_id) == 0)
        return GTK_WIDGET (row);
    }

  return NULL;
}

/* Rows of the same commands stay, with the focus that one of them may have: those before it were undone, or are new. */
static void
show_line (VasOutboxPane       *self,
           int                  place,
           const VasOutboxLine *line)
{
  GtkWidget *row = find_row (self, place, line->command_id);
  const char *icon_name;
  const char *state = describe (line, &icon_name);

  if (row == NULL)
    {
      row = make_row (line);
      gtk_list_box_insert (self->list, row, place);
    }
  while (gtk_list_box_get_row_at_index (self->list, place) != GTK_LIST_BOX_ROW (row))
    gtk_list_box_remove (self->list, GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, place)));
  gtk_label_set_label (g_object_get_data (G_OBJECT (row), STATE), state);
  if (g_strcmp0 (adw_action_row_get_icon_name (ADW_ACTION_ROW (row)), icon_name) != 0)
    adw_action_row_set_icon_name (ADW_ACTION_ROW (row), icon_name);
}

static void
show (VasOutboxPane *self,
      Outbox        *outbox)
{
  const guint open = outbox->counts.held + outbox->counts.waiting;
  g_autofree char *text = NULL;
  GtkListBoxRow *rest;

  for (guint i = 0; i < outbox->lines->len; i++)
    show_line (self, (int) i, g_ptr_array_index (outbox->lines, i));
  while ((rest = gtk_list_box_get_row_at_index (self->list, (int) outbox->lines->len)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (rest));

  text = open > 0 ? g_strdup_printf (ngettext ("%u on its way", "%u on their way", open), open)
                  : g_strdup (_("Everything that was done here has arrived."));
  gtk_label_set_label (self->summary, text);
  gtk_stack_set_visible_child_name (self->stack, outbox->lines->len > 0 ? "list" : "empty");
}

static gpointer
load (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (Outbox) outbox = g_new0 (Outbox, 1);

  outbox->lines = vas_outbox_list (sql, MOST_LINES, error);
  if (outbox->lines == NULL || !vas_outbox_count (sql, &outbox->counts, error))
    return NULL;

  return g_steal_pointer (&outbox);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasOutboxPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Outbox) outbox = vas_store_finish (VAS_STORE (object), result, &error);

  if (self->desk == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (outbox != NULL)
    show (self, outbox);
  else
    vas_desk_toast (self->desk, error->message);
}

/* An answer to an earlier question would show what was. */
static void
reload (VasOutboxPane *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  vas_store_read_async (vas_desk_get_store (self->desk), load, NULL, NULL, (GDestroyNotify) outbox_free, self->reading, loaded_cb,
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
  VasOutboxPane *self = VAS_OUTBOX_PANE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->desk);

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
