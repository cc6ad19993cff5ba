/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a case's page stands on, read whole by one job of a reader: the case, what the rules say of everything that could be
 * done with it now, and its history. About two milliseconds; the next case is read ahead of its need.
 */

#include "vas-case-file.h"

#include "vas-case-store.h"
#include "vas-command-type.h"
#include "vas-finding-text.h"
#include "vas-journal.h"
#include "vas-house.h"
#include "vas-request-rules.h"
#include "vas-staff-names.h"

typedef struct {
  char  *request_key;
  char  *staff_key;
  gint64 roles;
  char  *directory;
  gint64 now;
} Wanted;

G_DEFINE_FINAL_TYPE (VasCaseFile, vas_case_file, G_TYPE_OBJECT)

static void
vas_case_file_finalize (GObject *object)
{
  VasCaseFile *self = VAS_CASE_FILE (object);

  g_clear_object (&self->vas_case);
  for (guint act = 0; act < VAS_REVIEW_N_ACTS; act++)
    g_clear_pointer (&self->verdicts[act], vas_verdict_unref);
  for (guint kind = 0; kind < G_N_ELEMENTS (self->house); kind++)
    g_clear_pointer (&self->house[kind], g_ptr_array_unref);
  g_clear_pointer (&self->trail, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->calendar, vas_calendar_unref);
  g_free (self->staff_key);
  g_clear_object (&self->sync);
  g_free (self->directory);
  g_free (self->digest);

  G_OBJECT_CLASS (vas_case_file_parent_class)->finalize (object);
}

static void
vas_case_file_class_init (VasCaseFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_case_file_finalize;
}

static void
vas_case_file_init (VasCaseFile *self)
{
}

static void
wanted_free (Wanted *wanted)
{
  g_free (wanted->request_key);
  g_free (wanted->staff_key);
  g_free (wanted->directory);
  g_free (wanted);
}

/** vas_review_act_command: the command that does it. */
const char *
vas_review_act_command (VasReviewAct  act,
                        VasRequest   *request)
{
  static const char * const commands[VAS_REVIEW_N_ACTS] = {
    [VAS_REVIEW_CLAIM] = "request.claim",
    [VAS_REVIEW_RELEASE] = "request.release",
    [VAS_REVIEW_APPROVE] = "request.approve",
    [VAS_REVIEW_REJECT] = "request.reject",
    [VAS_REVIEW_EXTEND] = "request.extend",
    [VAS_REVIEW_WITHDRAW] = "request.withdraw",
    [VAS_REVIEW_SEND_BACK] = "request.send-back",
  };

  return act == VAS_REVIEW_APPROVE && request->state == VAS_REQUEST_STATE_SECOND ? "request.second" : commands[act];
}

/* The command as it would be; whatever the person still has to give stands in as a dash. */
static VasCommand *
sample (VasCaseFile  *self,
        VasReviewAct  act)
{
  static const char * const dash[] = { "—", NULL };
  VasCommand *command = vas_command_new (vas_review_act_command (act, self->vas_case->request), self->staff_key, self->now);

  vas_command_set_text (command, "request", vas_case_file_get_key (self));
  if (act == VAS_REVIEW_REJECT)
    vas_command_set_texts (command, "reasons", dash);
  if (act == VAS_REVIEW_EXTEND || act == VAS_REVIEW_SEND_BACK)
    vas_command_set_text (command, "reason", dash[0]);
  if (act == VAS_REVIEW_REJECT || act == VAS_REVIEW_EXTEND)
    vas_command_set_text (command, "text", dash[0]);
  if (act == VAS_REVIEW_EXTEND)
    {
      g_autofree char *due = vas_date_format (self->proposed_due);

      vas_command_set_text (command, "due", due);
    }

  return command;
}

static gboolean
judge (VasCaseFile   *self,
       VasSql        *sql,
       VasReviewAct   act,
       GError       **error)
{
  g_autoptr (VasCommand) command = sample (self, act);
  g_autoptr (VasRun) run = vas_run_new (sql, command, self->now, FALSE, error);

  if (run == NULL)
    return FALSE;
  run->vas_case = g_object_ref (self->vas_case);
  self->verdicts[act] = vas_run_judge (run, error);

  return self->verdicts[act] != NULL;
}

static gpointer
load (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const Wanted *wanted = data;
  g_autoptr (VasCaseFile) self = g_object_new (VAS_TYPE_CASE_FILE, NULL);
  g_autoptr (VasHouse) house = NULL;

  self->now = wanted->now;
  self->today = vas_instant_to_date (wanted->now);
  self->staff_key = g_strdup (wanted->staff_key);
  self->roles = wanted->roles;
  self->directory = g_strdup (wanted->directory);
  self->vas_case = vas_case_load (sql, wanted->request_key, error);
  if (self->vas_case == NULL)
    return NULL;
  house = vas_house_load (sql, error);
  if (house == NULL)
    return NULL;
  self->calendar = vas_calendar_ref (vas_house_get_calendar (house));
  self->proposed_due = vas_request_propose_extension (self->calendar, self->vas_case->request, self->today);
  self->claim_length = vas_house_get_int (house, "claim.minutes") * VAS_INSTANT_MINUTE;
  self->trail = vas_journal_list_subject (sql, wanted->request_key, error);
  if (self->trail == NULL)
    return NULL;
  self->names = vas_staff_names (sql, error);
  if (self->names == NULL)
    return NULL;

  for (guint kind = 0; kind < G_N_ELEMENTS (self->house); kind++)
    self->house[kind] = vas_house_get_reasons (house, (VasReasonKind) kind);

  for (guint act = 0; act < VAS_REVIEW_N_ACTS; act++)
    {
      if (!judge (self, sql, (VasReviewAct) act, error))
        return NULL;
    }
  vas_case_file_seal (self);

  return g_steal_pointer (&self);
}

/** vas_case_file_load_async: reads the case of a request as it is for who acts now. */
void
vas_case_file_load_async (VasDesk             *desk,
                          const char          *request_key,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->request_key = g_strdup (request_key);
  wanted->staff_key = g_strdup (vas_desk_get_staff_key (desk));
  wanted->roles = vas_desk_get_roles (desk);
  wanted->directory = g_strdup (vas_store_get_directory (vas_desk_get_store (desk)));
  wanted->now = vas_desk_get_now (desk);
  vas_desk_read_async (desk, load, wanted, (GDestroyNotify) wanted_free, g_object_unref, cancellable, callback, user_data);
}

/** vas_case_file_load_finish: (transfer full) (nullable): %VAS_STORE_ERROR_NOT_FOUND where there is no such request. */
VasCaseFile *
vas_case_file_load_finish (VasDesk       *desk,
                           GAsyncResult  *result,
                           GError       **error)
{
  VasCaseFile *self = vas_desk_read_finish (desk, result, error);

  if (self != NULL)
    g_set_object (&self->sync, vas_desk_get_sync (desk)); /* here, since a worker must not be the last to let go of it */

  return self;
}

/** vas_case_file_get_request: (transfer none) */
VasRequest *
vas_case_file_get_request (VasCaseFile *self)
{
  return self->vas_case->request;
}

/** vas_case_file_get_key: (transfer none): the key of the request. */
const char *
vas_case_file_get_key (VasCaseFile *self)
{
  return vas_entity_get_key (VAS_ENTITY (self->vas_case->request));
}

/** vas_case_file_get_name: (transfer none): the name of somebody of the staff; "—" for nobody. */
const char *
vas_case_file_get_name (VasCaseFile *self,
                        const char  *staff_key)
{
  const char *name = staff_key != NULL ? g_hash_table_lookup (self->names, staff_key) : NULL;

  return name != NULL ? name : "—";
}

/** vas_case_file_is_reviewed: whether the case waits for its review, the first or the second. */
gboolean
vas_case_file_is_reviewed (VasCaseFile *self)
{
  return self->vas_case->request->state == VAS_REQUEST_STATE_REVIEW ||
         self->vas_case->request->state == VAS_REQUEST_STATE_SECOND;
}

static gboolean
is_claimed (VasCaseFile *self)
{
  const VasRequest *request = self->vas_case->request;

  return request->claimed_by != NULL && request->claimed_until > self->now;
}

/** vas_case_file_is_claimed_by_other: whether somebody else is working on it. */
gboolean
vas_case_file_is_claimed_by_other (VasCaseFile *self)
{
  return is_claimed (self) && g_strcmp0 (self->vas_case->request->claimed_by, self->staff_key) != 0;
}

/** vas_case_file_needs_second: whether its approval is the first of two. */
gboolean
vas_case_file_needs_second (VasCaseFile *self)
{
  return vas_verdict_find_code (self->verdicts[VAS_REVIEW_APPROVE], "supervisor-follows") != NULL;
}

/* Whether who acts may not approve it whatever it says: for lack of the role, or as its enterer. */
static gboolean
is_for_others (VasCaseFile *self)
{
  static const char * const codes[] = { "role-missing", "enterer-is-approver", "approver-is-second" };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (vas_verdict_find_code (self->verdicts[VAS_REVIEW_APPROVE], codes[i]) != NULL)
        return TRUE;
    }

  return FALSE;
}

/** vas_case_file_is_own: whether who acts has claimed it. */
gboolean
vas_case_file_is_own (VasCaseFile *self)
{
  return is_claimed (self) && g_strcmp0 (self->vas_case->request->claimed_by, self->staff_key) == 0;
}

/**
 * vas_case_file_wants_claim:
 *
 * Returns: whether work on the case is to claim it: one under review that nobody has and that is not for others to approve, or
 *   one's own with less than half of its time left. So somebody who types for hours sends a command every quarter of an hour, and not with each key.
 */
gboolean
vas_case_file_wants_claim (VasCaseFile *self,
                           gint64       now)
{
  const VasRequest *request = self->vas_case->request;

  if (request->claimed_by != NULL && request->claimed_until > now)
    return g_strcmp0 (request->claimed_by, self->staff_key) == 0 && request->claimed_until - now < self->claim_length / 2;

  return vas_case_file_is_reviewed (self) && !is_for_others (self);
}

/**
 * vas_case_file_why_not:
 *
 * Returns: (transfer full) (nullable): why @act is refused, a sentence with its clause for each rule; %NULL where it is not
 */
char *
vas_case_file_why_not (VasCaseFile  *self,
                       VasReviewAct  act)
{
  VasVerdict *verdict = self->verdicts[act];
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < vas_verdict_get_n (verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (verdict, i);
      g_autofree char *sentence = NULL;

      if (finding->outcome != VAS_OUTCOME_FAIL && finding->outcome != VAS_OUTCOME_UNKNOWN)
        continue;
      sentence = vas_finding_describe_with_clause (finding);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/** vas_case_file_get_asks: (transfer container) (element-type VasFinding): what must be confirmed for @act. */
GPtrArray *
vas_case_file_get_asks (VasCaseFile  *self,
                        VasReviewAct  act)
{
  GPtrArray *asks = g_ptr_array_new ();

  for (guint i = 0; i < vas_verdict_get_n (self->verdicts[act]); i++)
    {
      VasFinding *finding = vas_verdict_get (self->verdicts[act], i);

      if (finding->outcome == VAS_OUTCOME_ASK)
        g_ptr_array_add (asks, finding);
    }

  return asks;
}
