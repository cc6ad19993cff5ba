/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Sending fapiao by courier (R22): one parcel, one recipient, one waybill; and correcting a waybill that was mistyped.
 * check judges sheet by sheet, apply makes the parcel; whoever has all his sheets under way is to be told.
 */

#include "vas-parcel-commands.h"

#include "vas-parcel-rules.h"
#include "vas-parcel-steps.h"
#include "vas-table.h"
#include "vas-uuid.h"
#include "vas-waybill.h"

#include <glib/gi18n-lib.h>

#define MAX_SHEETS 20

static gboolean
bad_list (GError **error)
{
  g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("fapiao: 1 to %d keys of sheets, each once"), MAX_SHEETS);

  return FALSE;
}

/* The sheets of the argument “fapiao”. */
static GPtrArray *
read_sheets (VasRun  *run,
             GError **error)
{
  JsonArray *keys = vas_run_get_array (run, "fapiao");
  const guint n_keys = json_array_get_length (keys);
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func (g_object_unref);

  if (n_keys == 0 || n_keys > MAX_SHEETS)
    {
      bad_list (error);
      return NULL;
    }
  for (guint i = 0; i < n_keys; i++)
    {
      const char *key = json_array_get_string_element (keys, i);
      VasFapiao *sheet;

      if (!vas_uuid_is_valid (key))
        {
          bad_list (error);
          return NULL;
        }
      sheet = vas_run_load (run, VAS_TYPE_FAPIAO, key, error);
      if (sheet == NULL)
        return NULL;
      if (g_ptr_array_find (sheets, sheet, NULL))
        {
          bad_list (error);
          return NULL;
        }
      g_ptr_array_add (sheets, g_object_ref (sheet));
    }

  return g_steal_pointer (&sheets);
}

/* This sheet, this envelope: what was scanned just before is among them. */
static gboolean
judge_pair (VasRun      *run,
            GPtrArray   *sheets,
            VasVerdict  *verdict,
            GError     **error)
{
  VasFapiao *scanned;

  if (!vas_run_has (run, "paired_with"))
    return TRUE;
  scanned = vas_run_load_arg (run, VAS_TYPE_FAPIAO, "paired_with", error);
  if (scanned == NULL)
    return FALSE;
  if (!g_ptr_array_find (sheets, scanned, NULL))
    vas_parcel_step_fail (verdict, "paired-otherwise", "fapiao", scanned->number);

  return TRUE;
}

static void
require_state (VasRequest *request,
               guint       states,
               VasVerdict *verdict)
{
  g_autoptr (VasCase) vas_case = vas_case_new (request);

  vas_step_require_state (vas_case, states, verdict);
}

static void
judge_recipients (GPtrArray  *requests,
                  VasVerdict *verdict)
{
  VasRequest *first = requests->len > 0 ? g_ptr_array_index (requests, 0) : NULL;

  for (guint i = 0; i < requests->len; i++)
    {
      VasRequest *request = g_ptr_array_index (requests, i);
      VasFinding *finding;

      require_state (request, VAS_STATE_BIT (TO_SHIP), verdict);
      vas_rule_mailing (request, verdict);
      if (vas_request_same_recipient (first, request))
        continue;
      finding = vas_finding_new ("R22", "§4.8", VAS_OUTCOME_FAIL, "recipients-differ");
      vas_finding_set_text (finding, "request", first->number);
      vas_finding_set_text (finding, "other", request->number);
      vas_verdict_add (verdict, finding);
    }
}

/** vas_parcel_ship_check: R22: issued sheets that lie here, of one complete recipient, under a waybill that is new. */
gboolean
vas_parcel_ship_check (VasRun      *run,
                       VasVerdict  *verdict,
                       GError     **error)
{
  g_autoptr (GPtrArray) sheets = read_sheets (run, error);
  g_autoptr (GPtrArray) requests = NULL;

  if (sheets == NULL)
    return FALSE;
  for (guint i = 0; i < sheets->len; i++)
    {
      if (!vas_parcel_step_judge_at_desk (run, g_ptr_array_index (sheets, i), verdict, error))
        return FALSE;
    }
  requests = vas_parcel_step_list_requests (run, sheets, error);
  if (requests == NULL)
    return FALSE;

  judge_recipients (requests, verdict);
  if (vas_run_get_bool (run, "sender_pays") && !vas_run_has_role (run, VAS_ROLE_INVOICE_SUPERVISOR))
    vas_run_fail (verdict, "R22", "§4.8", "sender-pays-is-supervisors");

  return judge_pair (run, sheets, verdict, error) && vas_parcel_step_judge_waybill (run, NULL, verdict, error);
}

/* The parcel of the sheets, with what of theirs came back as the one it replaces. */
static gboolean
put_into_parcel (VasRun     *run,
                 VasParcel  *parcel,
                 GPtrArray  *sheets,
                 GError    **error)
{
  for (guint i = 0; i < sheets->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (sheets, i);

      if (sheet->parcel_key != NULL)
        {
          vas_run_touch (run, sheet->parcel_key);
          if (parcel->replaces_key == NULL)
            parcel->replaces_key = g_strdup (sheet->parcel_key);
        }
      g_object_set (sheet, "parcel-key", vas_entity_get_key (VAS_ENTITY (parcel)), "place",
                    (gint64) VAS_FAPIAO_PLACE_ENVELOPE, NULL);
      if (!vas_run_update (run, sheet, error))
        return FALSE;
    }

  return vas_run_insert (run, parcel, error);
}

/** vas_parcel_ship_apply: handed to the courier; a request whose sheets are all under way is to be told. */
gboolean
vas_parcel_ship_apply (VasRun  *run,
                       GError **error)
{
  g_autoptr (GPtrArray) sheets = read_sheets (run, error);
  g_autoptr (GPtrArray) requests = sheets != NULL ? vas_parcel_step_list_requests (run, sheets, error) : NULL;
  g_autoptr (VasParcel) parcel = NULL;

  if (requests == NULL)
    return FALSE;
  parcel = vas_parcel_step_new (run, g_ptr_array_index (requests, 0), VAS_DELIVERY_COURIER);
  parcel->waybill = vas_waybill_normalize (vas_run_get_text (run, "waybill"), NULL);
  parcel->sender_pays = vas_run_get_bool (run, "sender_pays");
  parcel->handed_at = run->now;
  if (!put_into_parcel (run, parcel, sheets, error))
    return FALSE;

  for (guint i = 0; i < requests->len; i++)
    {
      VasRequest *request = g_ptr_array_index (requests, i);
      gboolean out;

      vas_run_touch (run, vas_entity_get_key (VAS_ENTITY (request)));
      if (!vas_parcel_step_is_all_out (run, request, &out, error) || (out && !vas_parcel_step_to_tell (run, request, error)))
        return FALSE;
    }

  return TRUE;
}

/** vas_parcel_correct_check: R22: only the number of a parcel that is under way is corrected. */
gboolean
vas_parcel_correct_check (VasRun      *run,
                          VasVerdict  *verdict,
                          GError     **error)
{
  VasParcel *parcel = vas_run_load_arg (run, VAS_TYPE_PARCEL, "parcel", error);

  if (parcel == NULL)
    return FALSE;
  if (parcel->method != VAS_DELIVERY_COURIER)
    vas_parcel_step_fail (verdict, "parcel-not-courier", NULL, NULL);
  if (parcel->state != VAS_PARCEL_STATE_TRANSIT)
    vas_parcel_step_fail (verdict, "parcel-ended", "parcel_state", vas_enum_to_id (&vas_parcel_state_enum, parcel->state));

  return vas_parcel_step_judge_waybill (run, parcel, verdict, error);
}

/** vas_parcel_correct_apply: a corrected waybill is told again, to everybody whose fapiao is in the parcel. */
gboolean
vas_parcel_correct_apply (VasRun  *run,
                          GError **error)
{
  VasParcel *parcel = vas_run_load_arg (run, VAS_TYPE_PARCEL, "parcel", error);
  g_autoptr (GPtrArray) sheets = NULL;
  g_autoptr (GPtrArray) requests = NULL;

  sheets = vas_parcel_step_list_sheets (run, "parcel_key", vas_run_get_text (run, "parcel"), error);
  requests = sheets != NULL ? vas_parcel_step_list_requests (run, sheets, error) : NULL;
  if (requests == NULL)
    return FALSE;

  g_free (parcel->waybill);
  parcel->waybill = vas_waybill_normalize (vas_run_get_text (run, "waybill"), NULL);
  for (guint i = 0; i < requests->len; i++)
    {
      VasRequest *request = g_ptr_array_index (requests, i);

      vas_run_touch (run, vas_entity_get_key (VAS_ENTITY (request)));
      if ((request->state == VAS_REQUEST_STATE_TO_TELL || request->state == VAS_REQUEST_STATE_DONE) &&
          !vas_parcel_step_to_tell (run, request, error))
        return FALSE;
    }

  return vas_run_update (run, parcel, error);
}
