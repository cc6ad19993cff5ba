/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The erasure of what is held of a user (R29; Personal Information Protection Law, art. 47). Whoever took the request proposes it, and
 * somebody else approves, which is the erasure (R30). Work that still needs the values stands against it. What tax law keeps of
 * issued requests (the title and the taxpayer id) is locked instead: it leaves the record for a place that nothing shows or searches. The
 * same is done again where a backup brought the values back (vas-erase-again.c), whatever is open there.
 *
 * A desk clears its records at once, as with any command, and can take that back; what cannot be taken back happens where the
 * command is settled, and on desks where its row arrives.
 */

#include "vas-personal-steps.h"

#include "vas-erasure.h"
#include "vas-fapiao.h"
#include "vas-personal-store.h"
#include "vas-request.h"
#include "vas-table.h"

static void
add_open_work (const char *code,
               const char *names,
               gpointer    data)
{
  vas_run_fail_text (data, "R29", "", code, "names", names);
}

/* vas_personal_erase_check: a second person, and nothing under way that needs the values. */
gboolean
vas_personal_erase_check (VasRun      *run,
                          VasVerdict  *verdict,
                          GError     **error)
{
  VasPersonalRequest *request = vas_personal_step_load_kind (run, VAS_PERSONAL_KIND_ERASURE, verdict, error);

  if (request == NULL)
    return FALSE;
  if (g_strcmp0 (request->opened_by, vas_command_get_actor (run->command)) == 0)
    vas_run_fail (verdict, "R30", "", "erase-by-proposer");

  return vas_personal_list_open_work (run->sql, request->account_key, vas_entity_get_key (VAS_ENTITY (request)), add_open_work, verdict,
                                      error);
}

static gboolean
was_issued (VasRequest *request)
{
  switch (request->state)
    {
    case VAS_REQUEST_STATE_DONE:
    case VAS_REQUEST_STATE_VOIDED:
    case VAS_REQUEST_STATE_REVERSED:
    case VAS_REQUEST_STATE_TO_SHIP:
    case VAS_REQUEST_STATE_TO_PICKUP:
    case VAS_REQUEST_STATE_TO_TELL:
    case VAS_REQUEST_STATE_RETURNING:
      return TRUE;
    case VAS_REQUEST_STATE_DRAFT:
    case VAS_REQUEST_STATE_REVIEW:
    case VAS_REQUEST_STATE_SECOND:
    case VAS_REQUEST_STATE_TO_ISSUE:
    case VAS_REQUEST_STATE_REJECTED:
    case VAS_REQUEST_STATE_WITHDRAWN:
    default:
      return FALSE;
    }
}

/* A request that was withdrawn after a misprint has a sheet of its own, voided: tax law keeps that one as well. */
static gboolean
has_sheet (VasRun      *run,
           VasRequest  *request,
           gboolean    *has,
           GError     **error)
{
  g_autoptr (VasFapiao) sheet = NULL;

  if (!vas_table_look_up (run->sql, VAS_TYPE_FAPIAO, "request_key", vas_entity_get_key (VAS_ENTITY (request)), &sheet, error))
    return FALSE;

  *has = was_issued (request) || (sheet != NULL && sheet->state != VAS_FAPIAO_STATE_BOUND);
  return TRUE;
}

/* Under review, or approved, in a backup: a fapiao may have been issued since. */
static gboolean
may_have_been_issued (VasRequest *request)
{
  return request->state == VAS_REQUEST_STATE_REVIEW || request->state == VAS_REQUEST_STATE_SECOND || request->state == VAS_REQUEST_STATE_TO_ISSUE;
}

static gboolean
lock (VasRun      *run,
      VasRequest  *request,
      GError     **error)
{
  gboolean keep;

  if (!has_sheet (run, request, &keep, error))
    return FALSE;
  if (!(keep || may_have_been_issued (request)) || request->locked_at != VAS_NONE)
    return TRUE;
  if (run->authority && !vas_locked_keep (run->sql, vas_entity_get_key (VAS_ENTITY (request)), request->title, request->taxpayer_id,
                                          run->now, error))
    return FALSE;

  g_object_set (request, "locked-at", run->now, NULL);
  return TRUE;
}

static gboolean
erase_record (VasRun     *run,
              VasEntity  *record,
              GError    **error)
{
  if (VAS_IS_REQUEST (record) && !lock (run, VAS_REQUEST (record), error))
    return FALSE;
  if (VAS_IS_ACCOUNT (record))
    g_object_set (record, "erased-at", run->now, NULL);
  vas_erasure_clear_record (record);

  return vas_run_update (run, record, error);
}

/* vas_personal_step_erase: all records of the user; @request: (nullable): cleared as well, for the caller to end: its answer is what stays of the case. */
gboolean
vas_personal_step_erase (VasRun              *run,
                         const char          *account_key,
                         VasPersonalRequest  *request,
                         GError             **error)
{
  g_autoptr (GPtrArray) records = vas_personal_list_records (run->sql, account_key, error);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  const char *own = request != NULL ? vas_entity_get_key (VAS_ENTITY (request)) : NULL;
  VasAccount *account;

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      VasEntity *record = g_ptr_array_index (records, i);

      g_ptr_array_add (keys, (gpointer) vas_entity_get_key (record));
      if (g_strcmp0 (vas_entity_get_key (record), own) != 0 && !erase_record (run, record, error))
        return FALSE;
    }
  if (request != NULL)
    {
      vas_erasure_clear_record (VAS_ENTITY (request));
      if (!vas_personal_step_end (run, request, VAS_PERSONAL_STATE_ANSWERED, "answer", error))
        return FALSE;
    }

  account = g_ptr_array_index (records, 0);
  return !run->authority || vas_erasure_clear_trail (run->sql, keys, account->account_id, error);
}

gboolean
vas_personal_erase_apply (VasRun  *run,
                          GError **error)
{
  VasPersonalRequest *request = vas_run_load_arg (run, VAS_TYPE_PERSONAL_REQUEST, "request", error);

  return vas_personal_step_erase (run, request->account_key, request, error);
}
