/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Steps that the commands on parcels, notices and returns have in common. Sheets, parcels and requests are loaded through the
 * run, so that check and apply, and every request of one parcel, see the same objects. In the run's transaction.
 */

#include "vas-parcel-steps.h"

#include "vas-parcel-rules.h"
#include "vas-parcel-store.h"
#include "vas-table.h"

/** vas_parcel_step_fail: a finding of R22 that fails, with one figure; @figure may be NULL. */
void
vas_parcel_step_fail (VasVerdict *verdict,
                      const char *code,
                      const char *figure,
                      const char *text)
{
  VasFinding *finding = vas_finding_new ("R22", "§4.8", VAS_OUTCOME_FAIL, code);

  if (figure != NULL)
    vas_finding_set_text (finding, figure, text);
  vas_verdict_add (verdict, finding);
}

/**
 * vas_parcel_step_list_sheets:
 * @field: "parcel_key" or "request_key"
 *
 * Returns: (transfer full) (nullable) (element-type VasFapiao): the standing sheets of a parcel or a request
 */
GPtrArray *
vas_parcel_step_list_sheets (VasRun      *run,
                             const char  *field,
                             const char  *key,
                             GError     **error)
{
  g_autoptr (GPtrArray) rows = vas_table_list (run->sql, VAS_TYPE_FAPIAO, field, key, "position", error);
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func (g_object_unref);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      VasFapiao *sheet = vas_run_load (run, VAS_TYPE_FAPIAO, vas_entity_get_key (g_ptr_array_index (rows, i)), error);

      if (sheet == NULL)
        return NULL;
      if (vas_fapiao_is_standing (sheet))
        g_ptr_array_add (sheets, g_object_ref (sheet));
    }

  return g_steal_pointer (&sheets);
}

/** vas_parcel_step_list_requests: (transfer full) (nullable) (element-type VasRequest): whose the sheets are, each once. */
GPtrArray *
vas_parcel_step_list_requests (VasRun     *run,
                               GPtrArray  *sheets,
                               GError    **error)
{
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < sheets->len; i++)
    {
      const char *key = ((VasFapiao *) g_ptr_array_index (sheets, i))->request_key;
      VasRequest *request;

      if (key == NULL)
        continue;
      request = vas_run_load (run, VAS_TYPE_REQUEST, key, error);
      if (request == NULL)
        return NULL;
      if (!g_ptr_array_find (requests, request, NULL))
        g_ptr_array_add (requests, g_object_ref (request));
    }

  return g_steal_pointer (&requests);
}

/** vas_parcel_step_get_parcel: sets *parcel (nullable) (transfer none) to the parcel that the sheet names. */
gboolean
vas_parcel_step_get_parcel (VasRun     *run,
                            VasFapiao  *sheet,
                            VasParcel **parcel,
                            GError    **error)
{
  *parcel = NULL;
  if (sheet->parcel_key == NULL)
    return TRUE;
  *parcel = vas_run_load (run, VAS_TYPE_PARCEL, sheet->parcel_key, error);

  return *parcel != NULL;
}

/** vas_parcel_step_is_all_out: sets *out to whether every standing sheet of the request is under way or with the user. */
gboolean
vas_parcel_step_is_all_out (VasRun      *run,
                            VasRequest  *request,
                            gboolean    *out,
                            GError     **error)
{
  g_autoptr (GPtrArray) sheets = NULL;

  sheets = vas_parcel_step_list_sheets (run, "request_key", vas_entity_get_key (VAS_ENTITY (request)), error);
  if (sheets == NULL)
    return FALSE;

  *out = TRUE;
  for (guint i = 0; i < sheets->len && *out; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (sheets, i);
      VasParcel *parcel;

      if (!vas_parcel_step_get_parcel (run, sheet, &parcel, error))
        return FALSE;
      *out = vas_fapiao_is_out (sheet, parcel);
    }

  return TRUE;
}

/** vas_parcel_step_to_tell: → 待通知: the user is to be told, by the target of that step. */
gboolean
vas_parcel_step_to_tell (VasRun      *run,
                         VasRequest  *request,
                         GError     **error)
{
  g_object_set (request, "state", (gint64) VAS_REQUEST_STATE_TO_TELL, "finished-at", VAS_NONE, NULL);
  vas_step_end_claim (request);
  vas_step_set_target (run, request, "target.tell", 1);

  return vas_run_update (run, request, error);
}

/** vas_parcel_step_to_send: → 待寄出 or 待自取, as the user wants it. */
gboolean
vas_parcel_step_to_send (VasRun      *run,
                         VasRequest  *request,
                         GError     **error)
{
  const VasRequestState state = request->delivery == VAS_DELIVERY_PICKUP ? VAS_REQUEST_STATE_TO_PICKUP : VAS_REQUEST_STATE_TO_SHIP;

  g_object_set (request, "state", (gint64) state, "finished-at", VAS_NONE, NULL);
  vas_step_end_claim (request);
  vas_step_set_target (run, request, "target.ship", 1);

  return vas_run_update (run, request, error);
}

gboolean
vas_parcel_step_place_sheets (VasRun          *run,
                              GPtrArray       *sheets,
                              VasFapiaoPlace   place,
                              GError         **error)
{
  for (guint i = 0; i < sheets->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (sheets, i);

      sheet->place = place;
      if (!vas_run_update (run, sheet, error))
        return FALSE;
    }

  return TRUE;
}

/** vas_parcel_step_new: (transfer full): a parcel to the recipient of @request, not stored yet. */
VasParcel *
vas_parcel_step_new (VasRun      *run,
                     VasRequest  *request,
                     VasDelivery  method)
{
  g_autofree char *key = vas_run_new_key (run, "parcel");

  return g_object_new (VAS_TYPE_PARCEL, "key", key, "ver", (gint64) 1, "method", (gint64) method,
                       "state", (gint64) VAS_PARCEL_STATE_TRANSIT, "packed-by", vas_command_get_actor (run->command),
                       "recipient-name", request->recipient_name, "recipient-mobile", request->recipient_mobile,
                       "recipient-address", request->recipient_address,
                       "recipient-name-masked", request->recipient_name_masked,
                       "recipient-mobile-masked", request->recipient_mobile_masked,
                       "recipient-address-masked", request->recipient_address_masked, NULL);
}

static gboolean
judge_used (VasRun      *run,
            const char  *waybill,
            VasParcel   *parcel,
            VasVerdict  *verdict,
            GError     **error)
{
  g_autoptr (VasParcel) other = NULL;
  g_autofree char *number = NULL;
  VasFinding *finding;

  if (!vas_table_look_up (run->sql, VAS_TYPE_PARCEL, "waybill", waybill, &other, error))
    return FALSE;
  if (other == NULL)
    return TRUE;
  if (parcel != NULL && g_str_equal (vas_entity_get_key (VAS_ENTITY (other)), vas_entity_get_key (VAS_ENTITY (parcel))))
    {
      vas_parcel_step_fail (verdict, "waybill-same", "waybill", waybill);
      return TRUE;
    }
  if (!vas_parcel_find_number (run->sql, vas_entity_get_key (VAS_ENTITY (other)), &number, error))
    return FALSE;

  finding = vas_finding_new ("R22", "§4.8", VAS_OUTCOME_FAIL, "waybill-used");
  vas_finding_set_text (finding, "waybill", waybill);
  vas_finding_set_text (finding, "request", number);
  vas_verdict_add (verdict, finding);

  return TRUE;
}

/**
 * vas_parcel_step_judge_waybill:
 * @parcel: (nullable): the parcel whose number is corrected
 *
 * R22: the argument “waybill” has the form of one and no other parcel bears it; where one does, its case is named.
 */
gboolean
vas_parcel_step_judge_waybill (VasRun      *run,
                               VasParcel   *parcel,
                               VasVerdict  *verdict,
                               GError     **error)
{
  g_autofree char *waybill = vas_rule_waybill (vas_run_get_text (run, "waybill"), verdict);

  return waybill == NULL || judge_used (run, waybill, parcel, verdict, error);
}

static void
fail_sheet (VasVerdict *verdict,
            const char *code,
            VasFapiao  *sheet,
            const char *figure,
            const char *text)
{
  VasFinding *finding = vas_finding_new ("R22", "§4.8", VAS_OUTCOME_FAIL, code);

  vas_finding_set_text (finding, "fapiao", sheet->number);
  vas_finding_set_text (finding, figure, text);
  vas_verdict_add (verdict, finding);
}

/** vas_parcel_step_judge_at_desk: R22: a sheet that goes out is issued, lies here, and no live parcel holds it. */
gboolean
vas_parcel_step_judge_at_desk (VasRun      *run,
                               VasFapiao   *sheet,
                               VasVerdict  *verdict,
                               GError     **error)
{
  VasParcel *parcel;

  if (!vas_parcel_step_get_parcel (run, sheet, &parcel, error))
    return FALSE;

  if (!vas_fapiao_is_standing (sheet))
    fail_sheet (verdict, "sheet-not-issued", sheet, "fapiao_state", vas_enum_to_id (&vas_fapiao_state_enum, sheet->state));
  else if (vas_fapiao_is_out (sheet, parcel))
    fail_sheet (verdict, "sheet-in-parcel", sheet, "waybill", parcel->waybill);
  else if (!vas_fapiao_is_at_desk (sheet))
    fail_sheet (verdict, "sheet-elsewhere", sheet, "place", vas_enum_to_id (&vas_fapiao_place_enum, sheet->place));

  return TRUE;
}
