/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One act on all selected requests: every one is judged alone, and so many at a time are one transaction; how far it is shows at the
 * foot of the queue, where the rest can be cancelled. What was done can be undone by one key, all of it from when the last of it is
 * saved, and what was refused is listed with its reason. What a rule asks is asked about request by request (VasBatchDialog).
 * Extending and sending several are dialogs of their own.
 */

#include "vas-invoices-page-private.h"

#include "vas-batch-dialog.h"
#include "vas-extend-dialog.h"
#include "vas-queue-loader.h"
#include "vas-review-reasons.h"
#include "vas-ship-dialog.h"

#include <glib/gi18n.h>

/* Of a dialog that has a line for each. */
#define MOST_AT_ONCE 200

/* Of a transaction: some tenths of a second. */
#define MOST_TOGETHER 100

typedef struct {
  VasInvoicesPage *page;
  VasEngine       *engine;
  VasReviewAct     act;
  char            *reason;
  char            *text;
  GPtrArray       *requests;        /* (element-type VasRequest), as the commands */
  GPtrArray       *commands;
  GPtrArray       *receipts;        /* of those that were run, in their order */
  GCancellable    *cancellable;     /* nullable: other work is under way, so this is not shown */
} Doing;

static void
doing_free (Doing *doing)
{
  g_object_unref (doing->page);
  g_object_unref (doing->engine);
  g_free (doing->reason);
  g_free (doing->text);
  g_ptr_array_unref (doing->requests);
  g_ptr_array_unref (doing->commands);
  g_ptr_array_unref (doing->receipts);
  g_clear_object (&doing->cancellable);
  g_free (doing);
}

static GtkWindow *
get_window (VasInvoicesPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static char *
describe (VasReviewAct act,
          guint        n)
{
  if (act == VAS_REVIEW_REJECT)
    return g_strdup_printf (ngettext ("Reject %u request", "Reject %u requests", n), n);

  return g_strdup_printf (ngettext ("Approve %u request", "Approve %u requests", n), n);
}

/* What came of all of them, one number for each fate. */
typedef struct {
  guint n_done;                     /* went on as asked */
  guint n_second;                   /* approved, and waiting for the second person */
  guint n_asked;                    /* wait for a confirmation */
  guint n_refused;
} Fates;

static Fates
count_fates (GPtrArray *receipts)
{
  Fates fates = { 0 };

  for (guint i = 0; i < receipts->len; i++)
    {
      VasReceipt *receipt = g_ptr_array_index (receipts, i);

      if (vas_receipt_waits_for_second (receipt))
        fates.n_second++;
      else if (receipt->applied)
        fates.n_done++;
      else if (vas_verdict_get_outcome (receipt->verdict) == VAS_OUTCOME_ASK)
        fates.n_asked++;
      else
        fates.n_refused++;
    }

  return fates;
}

/* @words: (transfer full): about @n of them */
static void
add_fate (GString *text,
          guint    n,
          char    *words)
{
  if (n > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
  g_free (words);
}

/* What is not zero of it: "Approved 8 requests · 2 wait for a supervisor · 1 not done" */
static char *
describe_done (VasReviewAct act,
               Fates        fates)
{
  const guint done = fates.n_done, second = fates.n_second, asked = fates.n_asked, refused = fates.n_refused;
  GString *text = g_string_new (NULL);

  if (act == VAS_REVIEW_REJECT)
    add_fate (text, done, g_strdup_printf (ngettext ("Rejected %u request", "Rejected %u requests", done), done));
  else
    add_fate (text, done, g_strdup_printf (ngettext ("Approved %u request", "Approved %u requests", done), done));
  add_fate (text, second, g_strdup_printf (ngettext ("%u waits for a supervisor", "%u wait for a supervisor", second), second));
  add_fate (text, asked, g_strdup_printf (ngettext ("%u to be confirmed", "%u to be confirmed", asked), asked));
  add_fate (text, refused, g_strdup_printf (ngettext ("%u not done", "%u not done", refused), refused));

  return g_string_free (text, FALSE);
}

/* Those that did not simply go on: refused, to be confirmed, or waiting for a supervisor. */
static void
show_results (Doing     *doing,
              GPtrArray *receipts,
              guint      n_done)
{
  g_autofree char *title = describe (doing->act, receipts->len);
  const char *confirm = doing->act == VAS_REVIEW_REJECT ? _("_Confirm and Reject") : _("_Confirm and Approve");
  GtkWidget *dialog = vas_batch_dialog_new (doing->page->desk, get_window (doing->page), title, confirm);

  for (guint i = 0; i < receipts->len; i++)
    {
      VasReceipt *receipt = g_ptr_array_index (receipts, i);

      if (!receipt->applied || vas_receipt_waits_for_second (receipt))
        vas_batch_dialog_add (VAS_BATCH_DIALOG (dialog), g_ptr_array_index (doing->requests, i),
                              g_ptr_array_index (doing->commands, i), receipt);
    }
  vas_batch_dialog_start (VAS_BATCH_DIALOG (dialog), n_done);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_done (Doing     *doing,
           GPtrArray *receipts)
{
  VasInvoicesPage *self = doing->page;
  const Fates fates = count_fates (receipts);
  g_autoptr (GPtrArray) done = g_ptr_array_new ();

  for (guint i = 0; i < receipts->len; i++)
    {
      if (((VasReceipt *) g_ptr_array_index (receipts, i))->applied)
        g_ptr_array_add (done, g_ptr_array_index (receipts, i));
    }
  if (done->len > 0)
    {
      g_autofree char *text = describe_done (doing->act, fates);

      vas_desk_remember_many (self->desk, done, text);
      if (fates.n_asked + fates.n_refused == 0)
        vas_desk_end_work (self->desk, text);
      vas_invoices_page_open_next (self, NULL);
    }
  if (fates.n_asked + fates.n_refused > 0)
    vas_desk_end_work (self->desk, _("Some requests of the batch need you"));
  if (fates.n_done < receipts->len)
    show_results (doing, receipts, fates.n_done);
}

static void
say_left (Doing *doing)
{
  const guint n_left = doing->commands->len - doing->receipts->len;
  g_autofree char *text = g_strdup_printf (ngettext ("%u request stays as it was.", "%u requests stay as they were.", n_left),
                                           n_left);

  if (n_left > 0)
    vas_desk_toast (doing->page->desk, text);
}

static void
held_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Doing *doing = user_data;
  VasInvoicesPage *self = doing->page;
  const gint64 until = vas_engine_end_batch_finish (VAS_ENGINE (object), result, NULL);

  for (guint i = 0; i < doing->receipts->len; i++)
    {
      VasReceipt *receipt = g_ptr_array_index (doing->receipts, i);

      if (receipt->hold_until != VAS_NONE && until != VAS_NONE)
        receipt->hold_until = until;
    }

  self->busy = FALSE;
  if (self->desk != NULL && doing->cancellable != NULL)
    vas_queue_pane_end_work (self->queue);
  if (self->desk != NULL && doing->receipts->len > 0)
    show_done (doing, doing->receipts);
  if (self->desk != NULL)
    say_left (doing);
  doing_free (doing);
}

/* The hold of all of them begins when the last of them is saved. */
static void
finish (Doing *doing)
{
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < doing->receipts->len; i++)
    {
      VasReceipt *receipt = g_ptr_array_index (doing->receipts, i);

      if (receipt->applied && receipt->hold_until != VAS_NONE)
        g_ptr_array_add (held, g_strdup (receipt->command_id));
    }
  vas_engine_end_batch_async (doing->engine, held, NULL, held_cb, doing);
}

static void run_some (Doing *doing);

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Doing *doing = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) receipts = vas_engine_run_many_finish (VAS_ENGINE (object), result, &error);

  if (receipts == NULL && doing->page->desk != NULL)
    vas_desk_toast (doing->page->desk, error->message);
  if (receipts != NULL)
    g_ptr_array_extend_and_steal (doing->receipts, g_steal_pointer (&receipts));
  if (error != NULL || doing->page->desk == NULL || doing->receipts->len == doing->commands->len ||
      g_cancellable_is_cancelled (doing->cancellable))
    finish (doing);
  else
    run_some (doing);
}

/* The next of them, in one transaction. */
static void
run_some (Doing *doing)
{
  VasInvoicesPage *self = doing->page;
  const guint first = doing->receipts->len;
  const guint all = doing->commands->len;
  g_autoptr (GPtrArray) some = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = first; i < all && i - first < MOST_TOGETHER; i++)
    g_ptr_array_add (some, g_object_ref (g_ptr_array_index (doing->commands, i)));
  if (doing->cancellable != NULL)
    {
      g_autofree char *what = describe (doing->act, all);
      g_autofree char *text = g_strdup_printf (_("%s: %u done"), what, first);

      vas_queue_pane_show_work (self->queue, text, first, all);
    }
  vas_engine_run_many_async (doing->engine, some, NULL, done_cb, doing);
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

static gboolean
has_failed (VasInvoicesPage *self,
            GPtrArray       *rows,
            GError          *error)
{
  if (rows != NULL && self->desk != NULL)
    return FALSE;

  self->busy = FALSE;
  if (error != NULL && self->desk != NULL)
    vas_desk_toast (self->desk, error->message);
  return TRUE;
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

  if (has_failed (self, rows, error))
    {
      if (self->desk != NULL && doing->cancellable != NULL)
        vas_queue_pane_end_work (self->queue);
      doing_free (doing);
      return;
    }

  for (guint i = 0; i < rows->len; i++)
    {
      VasRequest *request = ((VasQueueRow *) g_ptr_array_index (rows, i))->request;

      g_ptr_array_add (doing->requests, g_object_ref (request));
      g_ptr_array_add (doing->commands, make_command (self, request, doing->act, doing->reason, doing->text));
    }
  vas_engine_begin_batch (doing->engine);
  if (rows->len == 0)
    finish (doing);
  else
    run_some (doing);
}

/**
 * vas_invoices_page_run_many:
 * @reason: (nullable): id of the reason of a rejection
 * @text: (nullable): the reason in words; every user is told by a message of their own
 *
 * Approves or rejects all selected requests. What a rule asks is asked about one by one afterwards.
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
  doing->engine = g_object_ref (vas_desk_get_engine (self->desk));
  doing->act = act;
  doing->reason = g_strdup (reason);
  doing->text = g_strdup (text);
  doing->requests = g_ptr_array_new_with_free_func (g_object_unref);
  doing->commands = g_ptr_array_new_with_free_func (g_object_unref);
  doing->receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_receipt_free);
  g_set_object (&doing->cancellable, vas_queue_pane_begin_work (self->queue));
  self->busy = TRUE;
  vas_queue_load_rows_async (self->desk, question, ids, NULL, read_cb, doing);
}

typedef GtkWidget *(*MakeDialog) (VasDesk   *desk,
                                  GtkWindow *parent,
                                  GPtrArray *keys);

typedef struct {
  VasInvoicesPage *page;
  MakeDialog       make;
} Opening;

static void
opening_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autofree Opening *opening = user_data;
  g_autoptr (VasInvoicesPage) self = opening->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = vas_queue_load_rows_finish (VAS_DESK (object), result, &error);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  if (has_failed (self, rows, error))
    return;
  self->busy = FALSE;
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (keys, g_strdup (vas_entity_get_key (VAS_ENTITY (((VasQueueRow *) g_ptr_array_index (rows, i))->request))));
  gtk_window_present (GTK_WINDOW (opening->make (self->desk, get_window (self), keys)));
}

/* A dialog about all that is selected. */
static void
open_about_selected (VasInvoicesPage *self,
                     MakeDialog       make)
{
  g_autoptr (GArray) ids = vas_queue_pane_get_selected (self->queue);
  g_autoptr (VasQueueQuestion) question = vas_queue_pane_make_question (self->queue);
  Opening *opening;

  if (self->busy)
    return;
  if (ids->len == 0)
    {
      vas_desk_toast (self->desk, _("Select requests first."));
      return;
    }
  if (ids->len > MOST_AT_ONCE)
    {
      g_autofree char *text = g_strdup_printf (_("Select at most %d requests for this."), MOST_AT_ONCE);

      vas_desk_toast (self->desk, text);
      return;
    }

  opening = g_new0 (Opening, 1);
  opening->page = g_object_ref (self);
  opening->make = make;
  self->busy = TRUE;
  vas_queue_load_rows_async (self->desk, question, ids, NULL, opening_read_cb, opening);
}

/** vas_invoices_page_extend_many: R19: one reason for all selected requests, a date and a notice for each; the supervisor's. */
void
vas_invoices_page_extend_many (VasInvoicesPage *self)
{
  if ((vas_desk_get_roles (self->desk) & VAS_ROLE_INVOICE_SUPERVISOR) != 0)
    open_about_selected (self, vas_extend_dialog_new);
  else
    vas_desk_toast (self->desk, _("§4.8: Extending several requests at once needs the supervisor"));
}

static void
ship_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  open_about_selected (VAS_INVOICES_PAGE (widget), vas_ship_dialog_new);
}

/** vas_invoices_page_install_batch: the action on several that the first pass does not know. */
void
vas_invoices_page_install_batch (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "queue.ship", NULL, ship_action);
}
