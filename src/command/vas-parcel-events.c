/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What happens to parcels after they are made (R22): pick-up at the desk with a receipt; signed, refused, returned, lost, and
 * what follows from each; and what came back and is kept here (留存).
 */

#include "vas-parcel-commands.h"

#include "vas-parcel-rules.h"
#include "vas-parcel-steps.h"

#include <glib/gi18n-lib.h>

/* The standing sheets of the argument “request” that are neither under way nor with the user. */
static GPtrArray *
list_waiting (VasRun  *run,
              GError **error)
{
  g_autoptr (GPtrArray) sheets = NULL;

  sheets = vas_parcel_step_list_sheets (run, "request_key", vas_run_get_text (run, "request"), error);
  if (sheets == NULL)
    return NULL;
  for (guint i = sheets->len; i > 0; i--)
    {
      VasFapiao *sheet = g_ptr_array_index (sheets, i - 1);
      VasParcel *parcel;

      if (!vas_parcel_step_get_parcel (run, sheet, &parcel, error))
        return NULL;
      if (vas_fapiao_is_out (sheet, parcel))
        g_ptr_array_remove_index (sheets, i - 1);
    }

  return g_steal_pointer (&sheets);
}

/** vas_parcel_pickup_check: the user wants to come, and every sheet that he has not got lies here. */
gboolean
vas_parcel_pickup_check (VasRun      *run,
                         VasVerdict  *verdict,
                         GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);
  g_autoptr (GPtrArray) sheets = vas_case != NULL ? list_waiting (run, error) : NULL;

  if (sheets == NULL)
    return FALSE;
  vas_step_require_state (vas_case, VAS_STATE_BIT (TO_PICKUP), verdict);
  if (sheets->len == 0)
    vas_parcel_step_fail (verdict, "no-sheet-issued", NULL, NULL);
  for (guint i = 0; i < sheets->len; i++)
    {
      if (!vas_parcel_step_judge_at_desk (run, g_ptr_array_index (sheets, i), verdict, error))
        return FALSE;
    }

  return TRUE;
}

/** vas_parcel_pickup_apply: the sheets wait for the user, who is to be told to come. */
gboolean
vas_parcel_pickup_apply (VasRun  *run,
                         GError **error)
{
  VasRequest *request = vas_run_load_arg (run, VAS_TYPE_REQUEST, "request", error);
  g_autoptr (GPtrArray) sheets = list_waiting (run, error);
  g_autoptr (VasParcel) parcel = NULL;

  if (sheets == NULL)
    return FALSE;

  parcel = vas_parcel_step_new (run, request, VAS_DELIVERY_PICKUP);
  for (guint i = 0; i < sheets->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (sheets, i);

      if (parcel->replaces_key == NULL)
        parcel->replaces_key = g_strdup (sheet->parcel_key);
      g_object_set (sheet, "parcel-key", vas_entity_get_key (VAS_ENTITY (parcel)), NULL);
    }

  return vas_run_insert (run, parcel, error) &&
         vas_parcel_step_place_sheets (run, sheets, VAS_FAPIAO_PLACE_PICKUP, error) &&
         vas_parcel_step_to_tell (run, request, error);
}

static VasParcel *
load_parcel_under_way (VasRun      *run,
                       VasVerdict  *verdict,
                       GError     **error)
{
  VasParcel *parcel = vas_run_load_arg (run, VAS_TYPE_PARCEL, "parcel", error);

  if (parcel != NULL && parcel->state != VAS_PARCEL_STATE_TRANSIT)
    vas_parcel_step_fail (verdict, "parcel-ended", "parcel_state", vas_enum_to_id (&vas_parcel_state_enum, parcel->state));

  return parcel;
}

/** vas_parcel_hand_over_check: R22: a pick-up at the desk, with a receipt. */
gboolean
vas_parcel_hand_over_check (VasRun      *run,
                            VasVerdict  *verdict,
                            GError     **error)
{
  VasParcel *parcel = load_parcel_under_way (run, verdict, error);

  if (parcel == NULL)
    return FALSE;
  if (parcel->method != VAS_DELIVERY_PICKUP)
    vas_parcel_step_fail (verdict, "parcel-not-pickup", "waybill", parcel->waybill);

  return TRUE;
}

static gboolean
touch_requests (VasRun     *run,
                GPtrArray  *sheets,
                GError    **error)
{
  g_autoptr (GPtrArray) requests = vas_parcel_step_list_requests (run, sheets, error);

  for (guint i = 0; requests != NULL && i < requests->len; i++)
    vas_run_touch (run, vas_entity_get_key (g_ptr_array_index (requests, i)));

  return requests != NULL;
}

/* What came back over the counter for a refund lies here, whatever becomes of its parcel (R21). */
static gboolean
place_carried (VasRun          *run,
               GPtrArray       *sheets,
               VasFapiaoPlace   place,
               GError         **error)
{
  g_autoptr (GPtrArray) carried = g_ptr_array_new ();

  for (guint i = 0; i < sheets->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (sheets, i);

      if (sheet->place != VAS_FAPIAO_PLACE_RETURNED)
        g_ptr_array_add (carried, sheet);
    }

  return vas_parcel_step_place_sheets (run, carried, place, error);
}

static gboolean
end_signed (VasRun     *run,
            VasParcel  *parcel,
            GError    **error)
{
  g_autoptr (GPtrArray) sheets = NULL;

  sheets = vas_parcel_step_list_sheets (run, "parcel_key", vas_entity_get_key (VAS_ENTITY (parcel)), error);
  if (sheets == NULL)
    return FALSE;
  g_object_set (parcel, "state", (gint64) VAS_PARCEL_STATE_SIGNED, "ended-at", run->now, NULL);

  return vas_run_update (run, parcel, error) && touch_requests (run, sheets, error) &&
         place_carried (run, sheets, VAS_FAPIAO_PLACE_USER, error);
}

gboolean
vas_parcel_hand_over_apply (VasRun  *run,
                            GError **error)
{
  VasParcel *parcel = vas_run_load_arg (run, VAS_TYPE_PARCEL, "parcel", error);

  g_object_set (parcel, "receipt", vas_run_get_text (run, "receipt"), "handed-at", run->now, NULL);

  return end_signed (run, parcel, error);
}

static gboolean
read_state (VasRun          *run,
            VasParcelState  *state,
            GError         **error)
{
  int value;

  if (vas_enum_from_id (&vas_parcel_state_enum, vas_run_get_text (run, "state"), &value) && value >= VAS_PARCEL_STATE_SIGNED)
    {
      *state = (VasParcelState) value;
      return TRUE;
    }

  g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("state: signed, refused, returned or lost."));
  return FALSE;
}

/** vas_parcel_event_check: only a parcel that is under way meets with anything; a pick-up is signed for by its receipt. */
gboolean
vas_parcel_event_check (VasRun      *run,
                        VasVerdict  *verdict,
                        GError     **error)
{
  VasParcel *parcel = load_parcel_under_way (run, verdict, error);
  VasParcelState state;

  if (parcel == NULL || !read_state (run, &state, error))
    return FALSE;
  if (parcel->method == VAS_DELIVERY_PICKUP && state == VAS_PARCEL_STATE_SIGNED)
    vas_parcel_step_fail (verdict, "pickup-needs-receipt", NULL, NULL);

  return TRUE;
}

/* The case opens again. One that is being returned for a refund stays so, and has its paper back. */
static gboolean
reopen (VasRun      *run,
        VasRequest  *request,
        GError     **error)
{
  vas_run_touch (run, vas_entity_get_key (VAS_ENTITY (request)));
  if (request->state == VAS_REQUEST_STATE_RETURNING)
    {
      request->finished_at = VAS_NONE;
      return vas_run_update (run, request, error);
    }
  if (request->state != VAS_REQUEST_STATE_DONE && request->state != VAS_REQUEST_STATE_TO_TELL &&
      (VAS_STATES_SENDING & (1u << request->state)) == 0)
    return TRUE;

  return vas_parcel_step_to_send (run, request, error);
}

static gboolean
end_came_back (VasRun          *run,
               VasParcel       *parcel,
               VasParcelState   state,
               GError         **error)
{
  const VasFapiaoPlace place = state == VAS_PARCEL_STATE_LOST ? VAS_FAPIAO_PLACE_LOST : VAS_FAPIAO_PLACE_DESK;
  g_autoptr (GPtrArray) sheets = NULL;
  g_autoptr (GPtrArray) requests = NULL;

  sheets = vas_parcel_step_list_sheets (run, "parcel_key", vas_entity_get_key (VAS_ENTITY (parcel)), error);
  requests = sheets != NULL ? vas_parcel_step_list_requests (run, sheets, error) : NULL;
  if (requests == NULL)
    return FALSE;

  g_object_set (parcel, "state", (gint64) state, "ended-at", run->now, NULL);
  if (!vas_run_update (run, parcel, error) || !place_carried (run, sheets, place, error))
    return FALSE;
  for (guint i = 0; i < requests->len; i++)
    {
      if (!reopen (run, g_ptr_array_index (requests, i), error))
        return FALSE;
    }

  return TRUE;
}

/** vas_parcel_event_apply: signed: the user has it. Refused, returned, lost: the case opens again (R22). */
gboolean
vas_parcel_event_apply (VasRun  *run,
                        GError **error)
{
  VasParcel *parcel = vas_run_load_arg (run, VAS_TYPE_PARCEL, "parcel", error);
  VasParcelState state;

  if (!read_state (run, &state, error))
    return FALSE;

  return state == VAS_PARCEL_STATE_SIGNED ? end_signed (run, parcel, error) : end_came_back (run, parcel, state, error);
}

/** vas_parcel_keep_check: 留存: only what came back is kept. */
gboolean
vas_parcel_keep_check (VasRun      *run,
                       VasVerdict  *verdict,
                       GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);

  if (vas_case == NULL)
    return FALSE;
  vas_step_require_state (vas_case, VAS_STATES_SENDING, verdict);
  if (!vas_case_came_back (vas_case))
    vas_parcel_step_fail (verdict, "not-came-back", NULL, NULL);

  return TRUE;
}

/** vas_parcel_keep_apply: what lies here goes to the archive; the user is told. */
gboolean
vas_parcel_keep_apply (VasRun  *run,
                       GError **error)
{
  VasRequest *request = vas_run_load_arg (run, VAS_TYPE_REQUEST, "request", error);
  g_autoptr (GPtrArray) sheets = NULL;

  sheets = vas_parcel_step_list_sheets (run, "request_key", vas_run_get_text (run, "request"), error);
  if (sheets == NULL)
    return FALSE;
  for (guint i = sheets->len; i > 0; i--)
    {
      if (!vas_fapiao_is_at_desk (g_ptr_array_index (sheets, i - 1)))
        g_ptr_array_remove_index (sheets, i - 1);
    }

  return vas_parcel_step_place_sheets (run, sheets, VAS_FAPIAO_PLACE_ARCHIVE, error) &&
         vas_parcel_step_to_tell (run, request, error);
}
