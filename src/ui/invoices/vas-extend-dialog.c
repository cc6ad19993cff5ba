/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Several terms extended at once, by the supervisor (R19). Each is a command of its own in one transaction, judged alone: what
 * is refused stays in the dialog with its reason and can be run again with another date. Main thread.
 */

#include "vas-extend-dialog-private.h"

#include "vas-finding-text.h"
#include "vas-request-rules.h"

#include <glib/gi18n.h>

enum {
  JUDGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasExtendDialog, vas_extend_dialog, ADW_TYPE_WINDOW)

static void
item_free (gpointer data)
{
  VasExtendItem *item = data;

  g_object_unref (item->request);
  g_free (item);
}

/** vas_extend_dialog_get_reason: (transfer none) (nullable): the one that is chosen. */
VasReviewReason *
vas_extend_dialog_get_reason (VasExtendDialog *self)
{
  const guint place = gtk_drop_down_get_selected (self->reason);

  return self->reasons != NULL && place < self->reasons->len ? g_ptr_array_index (self->reasons, place) : NULL;
}

static void
reason_chosen_cb (VasExtendDialog *self)
{
  VasReviewReason *reason = vas_extend_dialog_get_reason (self);

  for (guint i = 0; reason != NULL && i < self->items->len; i++)
    vas_extend_row_set_reason (((VasExtendItem *) g_ptr_array_index (self->items, i))->fields, reason->text);
  vas_extend_dialog_keep (self);
}

/** vas_extend_item_is_open: whether its term is not extended yet. */
gboolean
vas_extend_item_is_open (VasExtendItem *item)
{
  return vas_batch_row_get_state (item->row) != VAS_BATCH_DONE;
}

static guint
count_open (VasExtendDialog *self)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += vas_extend_item_is_open (g_ptr_array_index (self->items, i)) ? 1 : 0;

  return n;
}

static void
show_state (VasExtendDialog *self)
{
  const guint n = count_open (self);
  g_autofree char *label = g_strdup_printf (ngettext ("_Extend %u and Tell the User", "_Extend %u and Tell the Users", n), n);

  gtk_button_set_label (self->confirm_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->confirm_button), n > 0 && self->running == NULL);
}

static void
show_receipt (VasExtendItem *item,
              VasReceipt    *receipt)
{
  g_autofree char *why = NULL;

  if (receipt->applied)
    {
      vas_batch_row_set_state (item->row, VAS_BATCH_DONE, _("extended, notice queued"));
      gtk_widget_set_visible (GTK_WIDGET (item->fields), FALSE);
      return;
    }

  why = vas_verdict_describe_refusal (receipt->verdict);
  vas_batch_row_set_state (item->row, VAS_BATCH_REFUSED, why);
}

static void
show_receipts (VasExtendDialog *self,
               GPtrArray       *receipts)
{
  g_autoptr (GPtrArray) done = g_ptr_array_new ();

  for (guint i = 0; i < receipts->len; i++)
    {
      VasReceipt *receipt = g_ptr_array_index (receipts, i);

      show_receipt (g_ptr_array_index (self->running, i), receipt);
      if (receipt->applied)
        g_ptr_array_add (done, receipt);
    }
  if (done->len > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("Extended %u request", "Extended %u requests", done->len), done->len);

      vas_desk_remember_many (self->desk, done, text);
    }
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (VasExtendDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) receipts = vas_engine_run_many_finish (VAS_ENGINE (object), result, &error);

  if (self->desk == NULL)
    return;
  if (receipts != NULL)
    show_receipts (self, receipts);
  else
    gtk_label_set_text (self->summary, error->message);
  g_clear_pointer (&self->running, g_ptr_array_unref);
  show_state (self);
  vas_extend_dialog_keep (self);
  g_signal_emit (self, signals[JUDGED], 0);
  if (count_open (self) == 0)
    gtk_window_close (GTK_WINDOW (self));
}

/* NULL where the date is none or the notice is empty, which is said there. */
static VasCommand *
make_command (VasExtendDialog *self,
              VasExtendItem   *item)
{
  g_autofree char *due = vas_extend_row_get_due (item->fields);
  g_autofree char *text = vas_extend_row_get_text (item->fields);
  VasReviewReason *reason = vas_extend_dialog_get_reason (self);
  VasCommand *command;

  if (due == NULL || reason == NULL)
    return NULL;
  if (*text == '\0')
    {
      vas_batch_row_set_state (item->row, VAS_BATCH_REFUSED, _("§4.8: an extension takes force with its notice to the user."));
      return NULL;
    }
  command = vas_desk_new_command (self->desk, "request.extend");
  vas_command_set_text (command, "request", vas_entity_get_key (VAS_ENTITY (item->request)));
  vas_command_set_text (command, "reason", reason->text);
  vas_command_set_text (command, "due", due);
  vas_command_set_text (command, "text", text);
  vas_command_set_bool (command, "many", TRUE);
  vas_command_expect (command, VAS_ENTITY (item->request));

  return command;
}

/** vas_extend_dialog_run: extends every one that is not extended yet. */
void
vas_extend_dialog_run (VasExtendDialog *self)
{
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) running = g_ptr_array_new ();

  if (self->running != NULL || self->file == NULL)
    return;
  for (guint i = 0; i < self->items->len; i++)
    {
      VasExtendItem *item = g_ptr_array_index (self->items, i);
      VasCommand *command = vas_extend_item_is_open (item) ? make_command (self, item) : NULL;

      if (vas_extend_item_is_open (item) && command == NULL)
        return;
      if (command == NULL)
        continue;
      g_ptr_array_add (commands, command);
      g_ptr_array_add (running, item);
    }
  if (commands->len == 0)
    return;

  self->running = g_steal_pointer (&running);
  show_state (self);
  vas_engine_run_many_async (vas_desk_get_engine (self->desk), commands, NULL, ran_cb, g_object_ref (self));
}

static void
add_item (VasExtendDialog *self,
          VasRequest      *request)
{
  VasExtendItem *item = g_new0 (VasExtendItem, 1);
  VasDate proposed;
  g_autofree char *amount = vas_money_format (request->amount);
  g_autofree char *title = g_strdup_printf ("%s · %s", request->number, request->title);
  g_autofree char *due = vas_date_format (request->review_due);
  g_autofree char *until = g_strdup_printf (_("until %s"), due);
  g_autofree char *before = request->extensions > 0
                            ? g_strdup_printf (ngettext ("%s, extended %u time already", "%s, extended %u times already",
                                                         (gulong) request->extensions), until, (guint) request->extensions)
                            : g_strdup (until);

  proposed = vas_request_propose_extension (self->file->calendar, request, vas_desk_get_today (self->desk));
  item->request = g_object_ref (request);
  item->row = VAS_BATCH_ROW (vas_batch_row_new (title, before, amount));
  item->fields = VAS_EXTEND_ROW (vas_extend_row_new (request, proposed));
  g_signal_connect_object (item->fields, "edited", G_CALLBACK (vas_extend_dialog_keep), self, G_CONNECT_SWAPPED);
  vas_batch_row_add (item->row, GTK_WIDGET (item->fields));
  gtk_list_box_append (self->list, GTK_WIDGET (item->row));
  g_ptr_array_add (self->items, item);
}

static void
show_reasons (VasExtendDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->reasons = vas_review_reasons_new_house (self->file->reasons);
  for (guint i = 0; i < self->reasons->len; i++)
    gtk_string_list_append (labels, ((VasReviewReason *) g_ptr_array_index (self->reasons, i))->label);
  gtk_drop_down_set_model (self->reason, G_LIST_MODEL (labels));
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasExtendDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  VasBatchFile *file = vas_batch_file_load_finish (VAS_DESK (object), result, &error);

  if (file == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_label_set_text (self->summary, error->message);
      return;
    }

  self->file = file;
  for (guint i = 0; i < file->cases->len; i++)
    add_item (self, ((VasCase *) g_ptr_array_index (file->cases, i))->request);
  show_reasons (self);
  reason_chosen_cb (self);
  show_state (self);
  vas_extend_dialog_restore (self);
}

static void
vas_extend_dialog_dispose (GObject *object)
{
  VasExtendDialog *self = VAS_EXTEND_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->file, vas_batch_file_free);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_clear_pointer (&self->running, g_ptr_array_unref);
  g_ptr_array_set_size (self->items, 0);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_extend_dialog_parent_class)->dispose (object);
}

static void
vas_extend_dialog_finalize (GObject *object)
{
  VasExtendDialog *self = VAS_EXTEND_DIALOG (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->items);

  G_OBJECT_CLASS (vas_extend_dialog_parent_class)->finalize (object);
}

static void
vas_extend_dialog_class_init (VasExtendDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_extend_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vas_extend_dialog_finalize;

  signals[JUDGED] = g_signal_new ("judged", VAS_TYPE_EXTEND_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-extend-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VasExtendDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, VasExtendDialog, list);
  gtk_widget_class_bind_template_child (widget_class, VasExtendDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, VasExtendDialog, confirm_button);
  gtk_widget_class_bind_template_callback (widget_class, reason_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, vas_extend_dialog_run);
}

static void
vas_extend_dialog_init (VasExtendDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->items = g_ptr_array_new_with_free_func (item_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_extend_dialog_new: (transfer none): @keys: (element-type utf8): of the requests */
GtkWidget *
vas_extend_dialog_new (VasDesk   *desk,
                       GtkWindow *parent,
                       GPtrArray *keys)
{
  VasExtendDialog *self = g_object_new (VAS_TYPE_EXTEND_DIALOG, "transient-for", parent, NULL);
  g_autofree char *title = g_strdup_printf (ngettext ("Extend %u Request", "Extend %u Requests", keys->len), keys->len);

  self->desk = g_object_ref (desk);
  self->subject = vas_draft_keeper_subject_of (keys);
  gtk_window_set_title (GTK_WINDOW (self), title);
  show_state (self);
  vas_batch_file_load_async (desk, keys, self->cancellable, loaded_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}

/** vas_extend_dialog_get_list: (transfer none): the lines, each a #VasBatchRow. */
GtkListBox *
vas_extend_dialog_get_list (VasExtendDialog *self)
{
  return self->list;
}
