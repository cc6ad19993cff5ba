/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first pass: approve, reject, extend, send back, withdraw, claim, and moving in the queue. Each act names the reading of
 * the case that it was decided on (R32), so that what changed meanwhile is refused and shown, not overwritten; an act that is
 * pressed while a reading is under way waits for it.
 */

#include "vas-invoices-page-private.h"

#include "vas-draft-keeper.h"
#include "vas-finding-text.h"
#include "vas-reason-popover.h"

#include <glib/gi18n.h>

typedef struct {
  VasInvoicesPage *page;
  VasReviewAct     act;
  char            *key;
  char            *next;            /* to open when it is done; nullable */
} Doing;

static void
doing_free (Doing *doing)
{
  g_object_unref (doing->page);
  g_free (doing->key);
  g_free (doing->next);
  g_free (doing);
}

/** vas_invoices_page_say_why: says in a toast the first rule that refuses. */
void
vas_invoices_page_say_why (VasInvoicesPage *self,
                           VasVerdict      *verdict)
{
  g_autofree char *sentence = vas_verdict_describe_refusal (verdict);

  vas_desk_toast (self->desk, sentence);
}

static gboolean
moves_on (VasReviewAct act)
{
  return act != VAS_REVIEW_CLAIM && act != VAS_REVIEW_RELEASE;
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Doing *doing = user_data;
  VasInvoicesPage *self = doing->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_desk_run_finish (VAS_DESK (object), result, &error);

  self->busy = FALSE;
  if (receipt != NULL && receipt->applied && vas_reason_popover_get_draft (doing->act) != NULL)
    vas_draft_keeper_forget (VAS_DESK (object), vas_reason_popover_get_draft (doing->act), doing->key);
  if (self->desk == NULL)
    {
      doing_free (doing);
      return;
    }
  if (receipt == NULL)
    {
      vas_desk_toast (self->desk, error->message);
    }
  else if (!receipt->applied)
    {
      vas_invoices_page_say_why (self, receipt->verdict);
      vas_invoices_page_reload (self);
    }
  else if (moves_on (doing->act))
    {
      g_hash_table_insert (self->decided, g_strdup (receipt->command_id), g_strdup (doing->key));
      if (g_strcmp0 (self->open_key, doing->key) == 0)
        vas_invoices_page_open_next (self, doing->next);
    }
  doing_free (doing);
}

static char *
describe_done (VasCaseFile  *file,
               VasReviewAct  act)
{
  const char *number = vas_case_file_get_request (file)->number;

  switch (act)
    {
    case VAS_REVIEW_APPROVE:
      if (vas_case_file_needs_second (file))
        return g_strdup_printf (_("Approved, waits for a supervisor: %s"), number);
      return g_strdup_printf (_("Approved: %s"), number);
    case VAS_REVIEW_REJECT:
      return g_strdup_printf (_("Rejected, message queued: %s"), number);
    case VAS_REVIEW_EXTEND:
      return g_strdup_printf (_("Extended, notice queued: %s"), number);
    case VAS_REVIEW_WITHDRAW:
      return g_strdup_printf (_("Withdrawn: %s"), number);
    case VAS_REVIEW_SEND_BACK:
      return g_strdup_printf (_("Sent back: %s"), number);
    case VAS_REVIEW_RELEASE:
      return g_strdup_printf (_("Released: %s"), number);
    case VAS_REVIEW_CLAIM:
      return g_strdup_printf (_("Claimed: %s"), number);
    case VAS_REVIEW_N_ACTS:
    default:
      return NULL;
    }
}

static VasCommand *
start (VasInvoicesPage *self,
       VasCaseFile     *file,
       VasReviewAct     act)
{
  VasRequest *request = vas_case_file_get_request (file);
  VasCommand *command = vas_desk_new_command (self->desk, vas_review_act_command (act, request));

  vas_command_set_text (command, "request", vas_case_file_get_key (file));
  vas_command_expect (command, VAS_ENTITY (request));

  return command;
}

static void
finish (VasInvoicesPage *self,
        VasCaseFile     *file,
        VasReviewAct     act,
        VasCommand      *command)
{
  Doing *doing = g_new0 (Doing, 1);
  g_autofree char *done = describe_done (file, act);

  doing->page = g_object_ref (self);
  doing->act = act;
  doing->key = g_strdup (vas_case_file_get_key (file));
  doing->next = vas_queue_pane_get_next (self->queue);
  self->busy = TRUE;
  vas_desk_run_async (self->desk, command, done, NULL, done_cb, doing);
}

/* The case that can be acted on now; NULL where there is none, where it must wait (@later is called then), or where rules
 * forbid it, which is said. */
static VasCaseFile *
get_ready (VasInvoicesPage  *self,
           VasReviewAct      act,
           void            (*later) (VasInvoicesPage *self))
{
  VasCaseFile *file = vas_case_pane_get_file (self->pane);
  g_autofree char *why = NULL;

  if (self->busy || self->open_cancellable != NULL)
    {
      self->queued = later;
      return NULL;
    }
  if (file == NULL)
    return NULL;

  why = vas_case_file_why_not (file, act);
  if (why != NULL)
    {
      vas_desk_toast (self->desk, why);
      return NULL;
    }

  return file;
}

static gboolean
has_several (VasInvoicesPage *self)
{
  guint n_selected;

  g_object_get (self->pane, "n-selected", &n_selected, NULL);

  return n_selected > 1;
}

/* What a person may confirm is confirmed by doing it a second time, after it was marked and named. */
static void
approve (VasInvoicesPage *self)
{
  VasCaseFile *file = get_ready (self, VAS_REVIEW_APPROVE, approve);
  g_autoptr (GPtrArray) asks = NULL;
  g_autoptr (VasCommand) command = NULL;

  if (file == NULL)
    return;
  asks = vas_case_file_get_asks (file, VAS_REVIEW_APPROVE);
  if (asks->len > 0 && !vas_case_pane_is_armed (self->pane))
    {
      vas_case_pane_set_armed (self->pane, TRUE);
      return;
    }

  command = start (self, file, VAS_REVIEW_APPROVE);
  for (guint i = 0; i < asks->len; i++)
    vas_command_acknowledge (command, ((VasFinding *) g_ptr_array_index (asks, i))->code);
  finish (self, file, VAS_REVIEW_APPROVE, command);
}

static void
approve_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);

  if (has_several (self))
    vas_invoices_page_run_many (self, VAS_REVIEW_APPROVE, NULL, NULL);
  else
    approve (self);
}

static void
ask_to_reject (VasInvoicesPage *self)
{
  if (has_several (self) || get_ready (self, VAS_REVIEW_REJECT, ask_to_reject) != NULL)
    vas_case_pane_ask (self->pane, VAS_REVIEW_REJECT);
}

static void
ask_to_extend (VasInvoicesPage *self)
{
  if (has_several (self))
    vas_invoices_page_extend_many (self);
  else if (get_ready (self, VAS_REVIEW_EXTEND, ask_to_extend) != NULL)
    vas_case_pane_ask (self->pane, VAS_REVIEW_EXTEND);
}

static void
ask_to_send_back (VasInvoicesPage *self)
{
  if (get_ready (self, VAS_REVIEW_SEND_BACK, ask_to_send_back) != NULL)
    vas_case_pane_ask (self->pane, VAS_REVIEW_SEND_BACK);
}

static void
reject_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ask_to_reject (VAS_INVOICES_PAGE (widget));
}

static void
extend_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ask_to_extend (VAS_INVOICES_PAGE (widget));
}

static void
send_back_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  ask_to_send_back (VAS_INVOICES_PAGE (widget));
}

/** vas_invoices_page_reasoned_cb: a reason was given: does it. */
void
vas_invoices_page_reasoned_cb (VasInvoicesPage *self,
                               guint            act,
                               const char      *reason,
                               const char      *label,
                               const char      *text,
                               const char      *due)
{
  VasCaseFile *file = vas_case_pane_get_file (self->pane);
  const char *reasons[] = { reason, NULL };
  g_autoptr (VasCommand) command = NULL;
  g_autoptr (GPtrArray) asks = NULL;

  if (has_several (self))
    {
      vas_invoices_page_run_many (self, (VasReviewAct) act, reason, label);
      return;
    }
  if (file == NULL || self->busy)
    return;

  command = start (self, file, (VasReviewAct) act);
  if (act == VAS_REVIEW_REJECT)
    vas_command_set_texts (command, "reasons", reasons);
  else
    vas_command_set_text (command, "reason", label);
  if (act != VAS_REVIEW_SEND_BACK)
    vas_command_set_text (command, "text", text);
  if (act == VAS_REVIEW_EXTEND)
    vas_command_set_text (command, "due", due);
  asks = vas_case_file_get_asks (file, (VasReviewAct) act);
  for (guint i = 0; i < asks->len; i++)
    vas_command_acknowledge (command, ((VasFinding *) g_ptr_array_index (asks, i))->code);
  finish (self, file, (VasReviewAct) act, command);
}

static void
withdraw (VasInvoicesPage *self)
{
  VasCaseFile *file = get_ready (self, VAS_REVIEW_WITHDRAW, withdraw);
  g_autoptr (VasCommand) command = NULL;

  if (file == NULL)
    return;
  command = start (self, file, VAS_REVIEW_WITHDRAW);
  finish (self, file, VAS_REVIEW_WITHDRAW, command);
}

static void
withdraw_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  withdraw (VAS_INVOICES_PAGE (widget));
}

static void
claim (VasInvoicesPage *self,
       gboolean         take_over)
{
  VasCaseFile *file = vas_case_pane_get_file (self->pane);
  const VasReviewAct act = file != NULL && vas_case_file_is_own (file) ? VAS_REVIEW_RELEASE : VAS_REVIEW_CLAIM;
  g_autoptr (VasCommand) command = NULL;

  if (get_ready (self, act, NULL) == NULL)
    return;
  command = start (self, file, act);
  if (take_over)
    vas_command_acknowledge (command, "claimed-by-other");
  finish (self, file, act, command);
}

static void
claim_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  claim (VAS_INVOICES_PAGE (widget), FALSE);
}

static void
take_over_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  claim (VAS_INVOICES_PAGE (widget), TRUE);
}

/** vas_invoices_page_install_review: the actions of the first pass. */
void
vas_invoices_page_install_review (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "case.approve", NULL, approve_action);
  gtk_widget_class_install_action (widget_class, "case.reject", NULL, reject_action);
  gtk_widget_class_install_action (widget_class, "case.extend", NULL, extend_action);
  gtk_widget_class_install_action (widget_class, "case.send-back", NULL, send_back_action);
  gtk_widget_class_install_action (widget_class, "case.withdraw", NULL, withdraw_action);
  gtk_widget_class_install_action (widget_class, "case.claim", NULL, claim_action);
  gtk_widget_class_install_action (widget_class, "case.take-over", NULL, take_over_action);
}
