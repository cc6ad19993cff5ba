/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A user's request about his personal data, 个人信息请求 (R29): a copy, a correction or an erasure, by the Personal Information
 * Protection Law, arts. 44 to 50. It is a case with an owner and a term, and ends with an answer, a refusal that says why (art. 50), or
 * the user's withdrawal. Being overdue stops nobody. What a correction and an erasure do stands in vas-personal-correct.c and
 * vas-personal-erase.c.
 */

#include "vas-command-tables.h"
#include "vas-personal-steps.h"
#include "vas-request-steps.h"

#include "vas-period.h"
#include "vas-table.h"

#include <glib/gi18n-lib.h>

#define PEOPLE (VAS_ROLE_ORDER_AGENT | VAS_ROLE_INVOICE_CLERK | VAS_ROLE_INVOICE_SUPERVISOR | VAS_ROLE_ADMINISTRATOR)
#define SECOND (VAS_ROLE_INVOICE_SUPERVISOR | VAS_ROLE_ADMINISTRATOR)

static const VasArgument open_arguments[] = {
  { "account", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "kind", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "source", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "text", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES | VAS_ARG_PERSONAL },
  { "identity", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINE | VAS_ARG_PERSONAL },
  { "owner", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "received", VAS_ARG_DATE, 0 },
  { NULL },
};

static const VasArgument answer_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "answer", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES | VAS_ARG_PERSONAL },
  { NULL },
};

static const VasArgument reason_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "why", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES | VAS_ARG_PERSONAL },
  { NULL },
};

static const VasArgument correct_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "name", VAS_ARG_TEXT, VAS_ARG_LINE | VAS_ARG_PERSONAL },
  { "mobile", VAS_ARG_TEXT, VAS_ARG_PERSONAL },
  { "email", VAS_ARG_TEXT, VAS_ARG_LINE | VAS_ARG_PERSONAL },
  { NULL },
};

static const VasArgument copy_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "rows", VAS_ARG_INTEGER, VAS_ARG_REQUIRED },
  { "digest", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_LINE },
  { NULL },
};

/* vas_personal_step_judge_erased: R29: where the account is not named by its key, or is that of a request that is open (vas-run-erased.c). That
 * there is no such account is not judged here. */
gboolean
vas_personal_step_judge_erased (VasRun      *run,
                                const char  *account_key,
                                VasVerdict  *verdict,
                                GError     **error)
{
  g_autoptr (VasAccount) account = NULL;

  if (!vas_table_look_up (run->sql, VAS_TYPE_ACCOUNT, "key", account_key, &account, error))
    return FALSE;
  if (account != NULL)
    vas_run_fail_erased (verdict, account->erased_at);

  return TRUE;
}

/* vas_personal_step_load: (transfer none) (nullable): the request, which must be open, and the actor's or a supervisor's. */
VasPersonalRequest *
vas_personal_step_load (VasRun      *run,
                        VasVerdict  *verdict,
                        GError     **error)
{
  VasPersonalRequest *request = vas_run_load_arg (run, VAS_TYPE_PERSONAL_REQUEST, "request", error);

  if (request == NULL)
    return NULL;
  if (request->state != VAS_PERSONAL_STATE_OPEN)
    vas_run_fail (verdict, "R29", "", "personal-ended");
  else if (g_strcmp0 (request->owner_key, vas_command_get_actor (run->command)) != 0 && !vas_run_has_role (run, SECOND))
    vas_run_fail (verdict, "R30", "", "personal-not-own");

  return request;
}

/* vas_personal_step_load_kind: the same, where it must ask for @kind. */
VasPersonalRequest *
vas_personal_step_load_kind (VasRun           *run,
                             VasPersonalKind   kind,
                             VasVerdict       *verdict,
                             GError          **error)
{
  static const char * const codes[] = { "personal-not-copy", "personal-not-correction", "personal-not-erasure" };
  VasPersonalRequest *request = vas_personal_step_load (run, verdict, error);

  if (request != NULL && request->kind != kind)
    vas_run_fail (verdict, "R29", "", codes[kind]);

  return request;
}

/* vas_personal_step_end: the request has its answer, or why there is none, in @argument. */
gboolean
vas_personal_step_end (VasRun              *run,
                       VasPersonalRequest  *request,
                       VasPersonalState     state,
                       const char          *argument,
                       GError             **error)
{
  g_object_set (request, "state", (gint64) state, "answer", vas_run_get_text (run, argument), "answered-by",
                vas_command_get_actor (run->command), "answered-at", run->now, NULL);
  vas_run_touch (run, request->account_key);

  return vas_run_update (run, request, error);
}

static gboolean
read_enum (VasRun         *run,
           const char     *argument,
           const VasEnum  *enumeration,
           const char     *message,
           int            *value,
           GError        **error)
{
  if (vas_enum_from_id (enumeration, vas_run_get_text (run, argument), value))
    return TRUE;

  g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, message);
  return FALSE;
}

static gboolean
read_kinds (VasRun  *run,
            int     *kind,
            int     *source,
            GError **error)
{
  return read_enum (run, "kind", &vas_personal_kind_enum, _("kind: copy, correction or erasure."), kind, error) &&
         read_enum (run, "source", &vas_personal_source_enum, _("source: phone, shop, email, letter or visit."), source, error);
}

static gint32
get_received (VasRun *run)
{
  return vas_run_has (run, "received") ? vas_run_get_date (run, "received") : run->today;
}

static gboolean
open_check (VasRun      *run,
            VasVerdict  *verdict,
            GError     **error)
{
  VasStaff *owner = vas_run_load_arg (run, VAS_TYPE_STAFF, "owner", error);
  int kind, source;

  if (owner == NULL || !read_kinds (run, &kind, &source, error) || vas_run_load_arg (run, VAS_TYPE_ACCOUNT, "account", error) == NULL)
    return FALSE;
  if (!owner->active)
    vas_run_fail_text (verdict, "R29", "", "owner-inactive", "owner", owner->name);
  if (get_received (run) > run->today)
    vas_verdict_add (verdict, vas_finding_set_date (vas_finding_new ("R29", "", VAS_OUTCOME_FAIL, "personal-not-yet"), "from_date",
                                                    get_received (run)));

  return TRUE;
}

/* The number is the authority's to give; the prefix is that of 个人信息请求. */
static gboolean
take_number (VasRun              *run,
             VasPersonalRequest  *request,
             GError             **error)
{
  gint64 value;
  int year, month;

  if (!run->authority)
    return TRUE;
  if (!vas_step_count_month (run, "personal", &year, &month, &value, error))
    return FALSE;

  request->number = g_strdup_printf ("GR%02d%02d-%04d", year % 100, month, (int) value);
  return TRUE;
}

static gboolean
open_apply (VasRun  *run,
            GError **error)
{
  g_autofree char *key = vas_run_new_key (run, "personal");
  g_autoptr (VasPersonalRequest) request = NULL;
  const int days = (int) vas_run_get_setting (run, "personal.days", VAS_PERSONAL_WORKING_DAYS);
  int kind, source;

  if (!read_kinds (run, &kind, &source, error))
    return FALSE;

  request = g_object_new (VAS_TYPE_PERSONAL_REQUEST, "key", key, "ver", (gint64) 1, "account-key", vas_run_get_text (run, "account"),
                          "kind", (gint64) kind, "source", (gint64) source, "text", vas_run_get_text (run, "text"), "identity",
                          vas_run_get_text (run, "identity"), "owner-key", vas_run_get_text (run, "owner"), "opened-by",
                          vas_command_get_actor (run->command), "opened-at", run->now, NULL);
  request->received = get_received (run);
  request->due = vas_period_personal_term (vas_run_get_calendar (run), request->received, days, &request->due_provisional);
  vas_run_touch (run, request->account_key);

  return take_number (run, request, error) && vas_run_insert (run, request, error);
}

static gboolean
answer_check (VasRun      *run,
              VasVerdict  *verdict,
              GError     **error)
{
  VasPersonalRequest *request = vas_personal_step_load (run, verdict, error);

  if (request == NULL)
    return FALSE;
  if (request->kind == VAS_PERSONAL_KIND_ERASURE)
    vas_run_fail (verdict, "R29", "", "personal-answer-erases");

  return TRUE;
}

static gboolean
answer_apply (VasRun  *run,
              GError **error)
{
  VasPersonalRequest *request = vas_run_load_arg (run, VAS_TYPE_PERSONAL_REQUEST, "request", error);

  return vas_personal_step_end (run, request, VAS_PERSONAL_STATE_ANSWERED, "answer", error);
}

static gboolean
end_check (VasRun      *run,
           VasVerdict  *verdict,
           GError     **error)
{
  return vas_personal_step_load (run, verdict, error) != NULL;
}

static gboolean
refuse_apply (VasRun  *run,
              GError **error)
{
  VasPersonalRequest *request = vas_run_load_arg (run, VAS_TYPE_PERSONAL_REQUEST, "request", error);

  return vas_personal_step_end (run, request, VAS_PERSONAL_STATE_REFUSED, "why", error);
}

static gboolean
withdraw_apply (VasRun  *run,
                GError **error)
{
  VasPersonalRequest *request = vas_run_load_arg (run, VAS_TYPE_PERSONAL_REQUEST, "request", error);

  return vas_personal_step_end (run, request, VAS_PERSONAL_STATE_WITHDRAWN, "why", error);
}

static gboolean
copy_check (VasRun      *run,
            VasVerdict  *verdict,
            GError     **error)
{
  return vas_personal_step_load_kind (run, VAS_PERSONAL_KIND_COPY, verdict, error) != NULL;
}

/* R31: that it was given out is the whole of it: the row in the trail, in the time lines of the request and the account. */
static gboolean
copy_apply (VasRun  *run,
            GError **error)
{
  VasPersonalRequest *request = vas_run_load_arg (run, VAS_TYPE_PERSONAL_REQUEST, "request", error);

  vas_run_touch (run, vas_entity_get_key (VAS_ENTITY (request)));
  vas_run_touch (run, request->account_key);
  return TRUE;
}

const VasCommandType vas_personal_commands[] = {
  { "personal.open", PEOPLE, 0, open_arguments, open_check, open_apply },
  { "personal.answer", PEOPLE, 0, answer_arguments, answer_check, answer_apply },
  { "personal.refuse", PEOPLE, 0, reason_arguments, end_check, refuse_apply },
  { "personal.withdraw", PEOPLE, 0, reason_arguments, end_check, withdraw_apply },
  { "personal.copy", PEOPLE, 0, copy_arguments, copy_check, copy_apply },
  { "personal.correct", PEOPLE, 0, correct_arguments, vas_personal_correct_check, vas_personal_correct_apply },
  { "personal.erase", SECOND, 0, answer_arguments, vas_personal_erase_check, vas_personal_erase_apply },
  { NULL },
};
