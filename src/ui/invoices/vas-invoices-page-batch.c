/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One act on all selected requests: every one is judged alone, in one transaction; what was done can be undone by one key, and
 * what was refused is listed with its reason.
 */

#include "vas-invoices-page-private.h"

#include "vas-finding-text.h"
#include "vas-queue-loader.h"
#include "vas-review-reasons.h"

#include <glib/gi18n.h>

typedef struct {
  VasInvoicesPage *page;
  VasReviewAct     act;
  char            *reason;
  char            *text;
  GPtrArray       *numbers;         /* of the requests, as the commands */
} Doing;

static void
doing_free (Doing *doing)
{
  g_object_unref (doing->page);
  g_free (doing->reason);
  g_free (doing->text);
  g_ptr_array_unref (doing->numbers);
  g_free (doing);
}

static char *
first_refusal (VasVerdict *verdict)
{
  for (guint i = 0; i < vas_verdict_get_n (verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (verdict, i);

      if (finding->outcome != VAS_OUTCOME_PASS)
        return vas_finding_describe_with_clause (finding);
    }

  return g_strdup ("");
}

static void
show_refused (VasInvoicesPage *self,
              GPtrArray       *lines,
              guint            n_done)
{
  GtkWidget *parent = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *heading = g_strdup_printf (ngettext ("%u request stays as it was", "%u requests stay as they were", lines->len),
                                              lines->len);
  g_autofree char *body = g_strdup_printf (ngettext ("%u was done.", "%u were done.", n_done), n_done);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (parent), heading, body);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scroll = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height",
                                    TRUE, "max-content-height", 320, "child", list, NULL);

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  for (guint i = 0; i < lines->len; i++)
    {
      GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", g_ptr_array_index (lines, i), "xalign", 0.0, "wrap", TRUE,
                                       "margin-start", 10, "margin-end", 10, "margin-top", 8, "margin-bottom", 8, NULL);

      gtk_list_box_append (GTK_LIST_BOX (list), label);
    }
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), scroll);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static char *
describe_done (VasReviewAct act,
               guint        n_done)
{
  if (act == VAS_REVIEW_REJECT)
    return g_strdup_printf (ngettext ("Rejected %u request", "Rejected %u requests", n_done), n_done);

  return g_strdup_printf (ngettext ("Approved %u request", "Approved %u requests", n_done), n_done);
}

static void
sort_receipts (Doing     *doing,
               GPtrArray *receipts,
               GPtrArray *done,
               GPtrArray *refused)
{
  for (guint i = 0; i < receipts->len; i++)
    {
      VasReceipt *receipt = g_ptr_array_index (receipts, i);

      if (receipt->applied)
        {
          g_ptr_array_add (done, receipt);
        }
      else
        {
          g_autofree char *why = first_refusal (receipt->verdict);

          g_ptr_array_add (refused, g_strdup_printf ("%s  %s", (char *) g_ptr_array_index (doing->numbers, i), why));
        }
    }
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Doing *doing = user_data;
  VasInvoicesPage *self = doing->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) receipts = vas_engine_run_many_finish (VAS_ENGINE (object), result, &error);
  g_autoptr (GPtrArray) done = g_ptr_array_new ();
  g_autoptr (GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);

  self->busy = FALSE;
  if (receipts == NULL)
    {
      vas_desk_toast (self->desk, error->message);
    }
  else
    {
      g_autofree char *text = NULL;

      sort_receipts (doing, receipts, done, refused);
      text = describe_done (doing->act, done->len);
      if (done->len > 0)
        {
          vas_desk_remember_many (self->desk, done, text);
          vas_invoices_page_open_next (self, NULL);
        }
      if (refused->len > 0)
        show_refused (self, refused, done->len);
    }
  doing_free (doing);
}

static VasCommand *
make_command (VasInvoicesPage *self,
              VasRequest      *request,
              VasReviewAct     act,
              const char      *reason,
              const char      *text)
{
  const char *reasons[] = { reason, NULL };
  VasCommand *command = vas_desk_new_command (self->desk, vas_review_act_command (act, request));

  vas_command_set_text (command, "request", vas_entity_get_key (VAS_ENTITY (request)));
  vas_command_expect (command, VAS_ENTITY (request));
  if (act == VAS_REVIEW_REJECT)
    {
      g_autofree char *message = vas_review_reasons_make_message (request, act, text, VAS_NONE_DATE);

      vas_command_set_texts (command, "reasons", reasons);
      vas_command_set_text (command, "text", message);
    }

  return command;
}

/* The records as they are now, wherever they stand in the list. */
static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Doing *doing = user_data;
  VasInvoicesPage *self = doing->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = vas_queue_load_rows_finish (VAS_DESK (object), result, &error);
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func (g_object_unref);

  if (rows == NULL || self->desk == NULL)
    {
      self->busy = FALSE;
      if (error != NULL && self->desk != NULL)
        vas_desk_toast (self->desk, error->message);
      doing_free (doing);
      return;
    }

  for (guint i = 0; i < rows->len; i++)
    {
      VasRequest *request = ((VasQueueRow *) g_ptr_array_index (rows, i))->request;

      g_ptr_array_add (doing->numbers, g_strdup (request->number));
      g_ptr_array_add (commands, make_command (self, request, doing->act, doing->reason, doing->text));
    }
  vas_engine_run_many_async (vas_desk_get_engine (self->desk), commands, NULL, done_cb, doing);
}

/**
 * vas_invoices_page_run_many:
 * @reason: (nullable): id of the reason of a rejection
 * @text: (nullable): the reason in words; every user is told by a message of their own
 *
 * Approves or rejects all selected requests. What has to be confirmed is not done: it needs a look at the case.
 */
void
vas_invoices_page_run_many (VasInvoicesPage *self,
                            VasReviewAct     act,
                            const char      *reason,
                            const char      *text)
{
  g_autoptr (GArray) ids = vas_queue_pane_get_selected (self->queue);
  g_autoptr (VasQueueQuestion) question = vas_queue_pane_make_question (self->queue);
  Doing *doing;

  if (self->busy)
    return;

  doing = g_new0 (Doing, 1);
  doing->page = g_object_ref (self);
  doing->act = act;
  doing->reason = g_strdup (reason);
  doing->text = g_strdup (text);
  doing->numbers = g_ptr_array_new_with_free_func (g_free);
  self->busy = TRUE;
  vas_queue_load_rows_async (self->desk, question, ids, NULL, read_cb, doing);
}
