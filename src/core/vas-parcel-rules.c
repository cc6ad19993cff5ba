/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * R22: what may go into a parcel, and where an issued sheet is on its way. Pure functions over plain entities; any thread.
 *
 * A sheet is out while a parcel that has not come back holds it. A parcel that was signed for still counts: the user has the
 * sheet. A sheet that came back over the counter (R21) lies at the desk again, whatever its parcel says.
 */

#include "vas-parcel-rules.h"

#include "vas-request-rules.h"
#include "vas-waybill.h"

/** vas_parcel_is_live: whether the parcel (nullable) is being packed, under way, or with the user. */
gboolean
vas_parcel_is_live (VasParcel *parcel)
{
  return parcel != NULL && !vas_parcel_came_back (parcel);
}

/** vas_parcel_came_back: refused, returned or lost: the case opens again. */
gboolean
vas_parcel_came_back (VasParcel *parcel)
{
  return parcel != NULL && (parcel->state == VAS_PARCEL_STATE_REFUSED || parcel->state == VAS_PARCEL_STATE_RETURNED ||
                            parcel->state == VAS_PARCEL_STATE_LOST);
}

/** vas_fapiao_is_standing: issued, and neither voided nor reversed. */
gboolean
vas_fapiao_is_standing (VasFapiao *sheet)
{
  return sheet->state == VAS_FAPIAO_STATE_ISSUED;
}

/** vas_fapiao_is_at_desk: whether the sheet lies here and may be sent. */
gboolean
vas_fapiao_is_at_desk (VasFapiao *sheet)
{
  return sheet->place == VAS_FAPIAO_PLACE_DESK || sheet->place == VAS_FAPIAO_PLACE_ENVELOPE;
}

/**
 * vas_fapiao_is_out:
 * @parcel: (nullable): the parcel that the sheet names
 *
 * Returns: whether the sheet is under way or with the user
 */
gboolean
vas_fapiao_is_out (VasFapiao *sheet,
                   VasParcel *parcel)
{
  return vas_parcel_is_live (parcel) && (sheet->place == VAS_FAPIAO_PLACE_ENVELOPE || sheet->place == VAS_FAPIAO_PLACE_PICKUP ||
                                         sheet->place == VAS_FAPIAO_PLACE_USER);
}

/**
 * vas_fapiao_waits_here:
 * @parcel: (nullable): the parcel that the sheet names
 *
 * Returns: whether the sheet is issued, lies at the desk and may be sent
 */
gboolean
vas_fapiao_waits_here (VasFapiao *sheet,
                       VasParcel *parcel)
{
  return vas_fapiao_is_standing (sheet) && vas_fapiao_is_at_desk (sheet) && !vas_fapiao_is_out (sheet, parcel);
}

/** vas_case_find_parcel: (nullable) (transfer none): the parcel of that key, among those of the case. */
VasParcel *
vas_case_find_parcel (VasCase    *vas_case,
                      const char *key)
{
  for (guint i = 0; key != NULL && i < vas_case->parcels->len; i++)
    {
      VasParcel *parcel = g_ptr_array_index (vas_case->parcels, i);

      if (g_str_equal (vas_entity_get_key (VAS_ENTITY (parcel)), key))
        return parcel;
    }

  return NULL;
}

/** vas_case_count_standing: how many sheets of the case are issued and stand. */
guint
vas_case_count_standing (VasCase *vas_case)
{
  guint n = 0;

  for (guint i = 0; i < vas_case->fapiao->len; i++)
    n += vas_fapiao_is_standing (g_ptr_array_index (vas_case->fapiao, i)) ? 1 : 0;

  return n;
}

/** vas_case_came_back: whether the parcel of a standing sheet was refused, returned or lost, and no new one has gone. */
gboolean
vas_case_came_back (VasCase *vas_case)
{
  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);

      if (vas_fapiao_is_standing (sheet) && vas_parcel_came_back (vas_case_find_parcel (vas_case, sheet->parcel_key)))
        return TRUE;
    }

  return FALSE;
}

/** vas_request_same_recipient: whether one parcel may hold the sheets of both: name, mobile and address agree. */
gboolean
vas_request_same_recipient (VasRequest *request,
                            VasRequest *other)
{
  return g_strcmp0 (request->recipient_name, other->recipient_name) == 0 &&
         g_strcmp0 (request->recipient_mobile, other->recipient_mobile) == 0 &&
         g_strcmp0 (request->recipient_address, other->recipient_address) == 0;
}

/** vas_rule_mailing: R22: mailing needs name, mobile and address. */
void
vas_rule_mailing (VasRequest *request,
                  VasVerdict *verdict)
{
  g_autoptr (VasCase) vas_case = vas_case_new (request);

  vas_rule_recipient (vas_case, verdict);
}

/**
 * vas_rule_waybill:
 * @text: as scanned or typed
 *
 * R22: the waybill number is checked for form. Whether it is used already only the store knows.
 *
 * Returns: (transfer full) (nullable): the number; NULL where the verdict says why not
 */
char *
vas_rule_waybill (const char *text,
                  VasVerdict *verdict)
{
  char *waybill = vas_waybill_normalize (text, NULL);

  if (waybill == NULL)
    vas_verdict_add (verdict, vas_finding_set_text (vas_finding_new ("R22", "§4.8", VAS_OUTCOME_FAIL, "waybill-malformed"),
                                                    "waybill", text));

  return waybill;
}
