/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The results of an act on several requests, one line each. Where a rule asks, the request is shown with everything that is
 * asked of it, and its command runs again with that confirmed: a confirmation is of what was shown, never of all at once. What
 * nobody confirmed stays as it was. Main thread.
 */

#include "vas-batch-dialog.h"

#include "vas-batch-row.h"
#include "vas-finding-text.h"
#include "vas-verdict-row.h"

#include <glib/gi18n.h>

typedef struct {
  VasRequest  *request;
  VasCommand  *command;             /* as it was run */
  VasVerdict  *verdict;             /* of the last run */
  VasBatchRow *row;                 /* owned by the list */
} Item;

struct _VasBatchDialog
{
  AdwWindow   parent_instance;

  GtkBox     *question;
  GtkLabel   *question_title;
  GtkLabel   *question_subtitle;
  GtkBox     *findings;
  GtkButton  *confirm_button;
  GtkListBox *list;
  GtkLabel   *summary;
  GtkButton  *close_button;

  VasDesk    *desk;
  GPtrArray  *items;
  guint       current;              /* place of the item that is asked about; their number for none */
  guint       n_asked;              /* how many were asked about at first */
  guint       n_answered;
  guint       n_done;               /* besides those in the list */
  gboolean    busy;
};

G_DEFINE_FINAL_TYPE (VasBatchDialog, vas_batch_dialog, ADW_TYPE_WINDOW)

static void
item_free (gpointer data)
{
  Item *item = data;

  g_object_unref (item->request);
  g_object_unref (item->command);
  vas_verdict_unref (item->verdict);
  g_free (item);
}

static Item *
get_current (VasBatchDialog *self)
{
  return self->current < self->items->len ? g_ptr_array_index (self->items, self->current) : NULL;
}

static guint
count (VasBatchDialog *self,
       VasBatchState   state)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += vas_batch_row_get_state (((Item *) g_ptr_array_index (self->items, i))->row) == state ? 1 : 0;

  return n;
}

/* @words: (transfer full): about @n of them */
static void
add_sentence (GString *text,
              guint    n,
              char    *words)
{
  if (n > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", words);
  g_free (words);
}

static void
show_summary (VasBatchDialog *self)
{
  const guint n_second = count (self, VAS_BATCH_SECOND);
  const guint n_left = self->items->len - count (self, VAS_BATCH_DONE) - n_second;
  const guint n_done = self->n_done + count (self, VAS_BATCH_DONE);
  g_autoptr (GString) text = g_string_new (NULL);

  add_sentence (text, n_done, g_strdup_printf (ngettext ("%u was done.", "%u were done.", n_done), n_done));
  add_sentence (text, n_second, g_strdup_printf (ngettext ("%u waits for a supervisor.", "%u wait for a supervisor.", n_second), n_second));
  add_sentence (text, n_left, g_strdup_printf (ngettext ("%u request stays as it was.", "%u requests stay as they were.", n_left), n_left));
  gtk_label_set_text (self->summary, text->str);
}

static void
show_findings (VasBatchDialog *self,
               VasVerdict     *verdict)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->findings))) != NULL)
    gtk_box_remove (self->findings, row);
  for (guint i = 0; i < vas_verdict_get_n (verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (verdict, i);

      if (finding->outcome == VAS_OUTCOME_ASK)
        gtk_box_append (self->findings, vas_verdict_row_new (finding));
    }
}

static void
show_question (VasBatchDialog *self)
{
  Item *item = get_current (self);

  gtk_widget_set_visible (GTK_WIDGET (self->question), item != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->question), !self->busy);
  show_summary (self);
  if (item == NULL)
    {
      gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->close_button));
      gtk_widget_grab_focus (GTK_WIDGET (self->close_button));
      return;
    }
  if (!self->busy)
    {
      g_autofree char *amount = vas_money_format (item->request->amount);
      g_autofree char *place = g_strdup_printf (_("Question %u of %u"), self->n_answered + 1, self->n_asked);
      g_autofree char *subtitle = g_strdup_printf ("%s · %s · %s", item->request->number, item->request->title, amount);

      gtk_label_set_text (self->question_title, place);
      gtk_label_set_text (self->question_subtitle, subtitle);
      show_findings (self, item->verdict);
      vas_batch_row_set_state (item->row, VAS_BATCH_CURRENT, vas_batch_row_get_text (item->row));
      vas_batch_row_show (item->row);
      gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->confirm_button));
      gtk_widget_grab_focus (GTK_WIDGET (self->confirm_button));
    }
}

static void
ask_next (VasBatchDialog *self)
{
  self->current = 0;
  while (get_current (self) != NULL && vas_batch_row_get_state (get_current (self)->row) != VAS_BATCH_ASKED)
    self->current++;
  show_question (self);
}

static void
show_receipt (Item       *item,
              VasReceipt *receipt)
{
  g_autofree char *why = NULL;

  if (vas_receipt_waits_for_second (receipt))
    {
      why = vas_finding_describe (vas_verdict_find_code (receipt->verdict, "supervisor-follows"));
      vas_batch_row_set_state (item->row, VAS_BATCH_SECOND, why);
      return;
    }
  if (receipt->applied)
    {
      vas_batch_row_set_state (item->row, VAS_BATCH_DONE, NULL);
      return;
    }

  why = vas_verdict_describe_refusal (receipt->verdict);
  vas_batch_row_set_state (item->row, vas_verdict_get_outcome (receipt->verdict) == VAS_OUTCOME_ASK ? VAS_BATCH_ASKED
                                                                                                     : VAS_BATCH_REFUSED, why);
  vas_verdict_unref (item->verdict);
  item->verdict = vas_verdict_ref (receipt->verdict);
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (VasBatchDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_desk_run_finish (VAS_DESK (object), result, &error);
  Item *item = get_current (self);

  self->busy = FALSE;
  if (item == NULL)
    return;
  if (receipt == NULL)
    vas_batch_row_set_state (item->row, VAS_BATCH_REFUSED, error->message);
  else
    show_receipt (item, receipt);
  /* Something else is asked by now: it is asked about anew. */
  if (vas_batch_row_get_state (item->row) == VAS_BATCH_ASKED)
    self->n_asked++;
  self->n_answered++;
  ask_next (self);
}

/* The command once more, with what was asked confirmed. */
static VasCommand *
make_confirmed (VasBatchDialog *self,
                Item           *item)
{
  VasCommand *command = vas_desk_new_command (self->desk, vas_command_get_type_name (item->command));
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, vas_command_get_args (item->command));
  while (json_object_iter_next (&iter, &name, &node))
    vas_command_set_node (command, name, json_node_copy (node));
  vas_command_expect (command, VAS_ENTITY (item->request));
  for (guint i = 0; i < vas_verdict_get_n (item->verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (item->verdict, i);

      if (finding->outcome == VAS_OUTCOME_ASK)
        vas_command_acknowledge (command, finding->code);
    }

  return command;
}

/** vas_batch_dialog_confirm: confirms what is asked of the request that is shown, and does it. */
void
vas_batch_dialog_confirm (VasBatchDialog *self)
{
  Item *item = get_current (self);
  g_autoptr (VasCommand) command = NULL;
  g_autofree char *done = NULL;

  if (item == NULL || self->busy)
    return;
  self->busy = TRUE;
  command = make_confirmed (self, item);
  done = g_strdup_printf (_("Confirmed and done: %s"), item->request->number);
  gtk_widget_set_sensitive (GTK_WIDGET (self->question), FALSE);
  vas_desk_run_async (self->desk, command, done, NULL, ran_cb, g_object_ref (self));
}

/** vas_batch_dialog_leave_out: the request that is shown stays as it was. */
void
vas_batch_dialog_leave_out (VasBatchDialog *self)
{
  Item *item = get_current (self);

  if (item == NULL || self->busy)
    return;
  vas_batch_row_set_state (item->row, VAS_BATCH_LEFT_OUT, vas_batch_row_get_text (item->row));
  self->n_answered++;
  ask_next (self);
}

static void
vas_batch_dialog_dispose (GObject *object)
{
  VasBatchDialog *self = VAS_BATCH_DIALOG (object);

  g_ptr_array_set_size (self->items, 0);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_batch_dialog_parent_class)->dispose (object);
}

static void
vas_batch_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (VAS_BATCH_DIALOG (object)->items);

  G_OBJECT_CLASS (vas_batch_dialog_parent_class)->finalize (object);
}

static void
vas_batch_dialog_class_init (VasBatchDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_batch_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vas_batch_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-batch-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VasBatchDialog, question);
  gtk_widget_class_bind_template_child (widget_class, VasBatchDialog, question_title);
  gtk_widget_class_bind_template_child (widget_class, VasBatchDialog, question_subtitle);
  gtk_widget_class_bind_template_child (widget_class, VasBatchDialog, findings);
  gtk_widget_class_bind_template_child (widget_class, VasBatchDialog, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, VasBatchDialog, list);
  gtk_widget_class_bind_template_child (widget_class, VasBatchDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, VasBatchDialog, close_button);
  gtk_widget_class_bind_template_callback (widget_class, vas_batch_dialog_confirm);
  gtk_widget_class_bind_template_callback (widget_class, vas_batch_dialog_leave_out);
}

static void
vas_batch_dialog_init (VasBatchDialog *self)
{
  self->items = g_ptr_array_new_with_free_func (item_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_batch_dialog_new: (transfer none): @confirm: label of the button that confirms and does it */
GtkWidget *
vas_batch_dialog_new (VasDesk    *desk,
                      GtkWindow  *parent,
                      const char *title,
                      const char *confirm)
{
  VasBatchDialog *self = g_object_new (VAS_TYPE_BATCH_DIALOG, "transient-for", parent, "title", title, NULL);

  self->desk = g_object_ref (desk);
  gtk_button_set_label (self->confirm_button, confirm);

  return GTK_WIDGET (self);
}

/** vas_batch_dialog_add: a request, the command that was run about it, and what came of it. */
void
vas_batch_dialog_add (VasBatchDialog *self,
                      VasRequest     *request,
                      VasCommand     *command,
                      VasReceipt     *receipt)
{
  Item *item = g_new0 (Item, 1);
  g_autofree char *amount = vas_money_format (request->amount);
  g_autofree char *title = g_strdup_printf ("%s · %s", request->number, request->title);

  item->request = g_object_ref (request);
  item->command = g_object_ref (command);
  item->verdict = vas_verdict_ref (receipt->verdict);
  item->row = VAS_BATCH_ROW (vas_batch_row_new (title, "", amount));
  gtk_list_box_append (self->list, GTK_WIDGET (item->row));
  g_ptr_array_add (self->items, item);
  show_receipt (item, receipt);
}

/** vas_batch_dialog_start: asks the first question, when all are there; @n_done: how many were done that are not in the list */
void
vas_batch_dialog_start (VasBatchDialog *self,
                        guint           n_done)
{
  self->n_done = n_done;
  self->n_asked = count (self, VAS_BATCH_ASKED);
  ask_next (self);
}

/** vas_batch_dialog_get_list: (transfer none): the lines, each a #VasBatchRow. */
GtkListBox *
vas_batch_dialog_get_list (VasBatchDialog *self)
{
  return self->list;
}

/** vas_batch_dialog_is_asking: whether something waits for an answer. */
gboolean
vas_batch_dialog_is_asking (VasBatchDialog *self)
{
  return get_current (self) != NULL;
}
