/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Steps that several commands on fapiao paper have in common. On the run's thread, in its transaction. */

#include "vas-issue-steps.h"

#include "vas-stock-store.h"

#define CLAUSE "§4.8"

/** vas_issue_fail_text: fails with one figure that is a text. */
void
vas_issue_fail_text (VasVerdict *verdict,
                     const char *rule,
                     const char *code,
                     const char *figure,
                     const char *text)
{
  VasFinding *finding = vas_finding_new (rule, CLAUSE, VAS_OUTCOME_FAIL, code);

  vas_verdict_add (verdict, vas_finding_set_text (finding, figure, text));
}

/** vas_issue_fail_sheet: fails and names the sheet, as “fapiao” and by its “number”. */
void
vas_issue_fail_sheet (VasVerdict *verdict,
                      const char *rule,
                      const char *code,
                      VasFapiao  *sheet)
{
  VasFinding *finding = vas_finding_new (rule, CLAUSE, VAS_OUTCOME_FAIL, code);
  g_autofree char *name = vas_fapiao_dup_name (sheet);

  vas_finding_set_text (finding, "fapiao", name);
  vas_verdict_add (verdict, vas_finding_set_text (finding, "number", sheet->number));
}

/**
 * vas_issue_get_sheet:
 * @vas_case: (out) (transfer none) (nullable): the case it is of; NULL where it is of none
 *
 * Returns: (transfer none) (nullable): the sheet of the argument “fapiao”; NULL with @error set where there is none
 */
VasFapiao *
vas_issue_get_sheet (VasRun   *run,
                     VasCase **vas_case,
                     GError  **error)
{
  VasFapiao *sheet = vas_run_load_arg (run, VAS_TYPE_FAPIAO, "fapiao", error);

  *vas_case = NULL;
  if (sheet == NULL)
    return NULL;
  if (sheet->request_key != NULL)
    {
      *vas_case = vas_run_load_case (run, sheet->request_key, error);
      if (*vas_case == NULL)
        return NULL;
    }

  return sheet;
}

/** vas_issue_find_parcel: (transfer none) (nullable): the parcel that a sheet is in. */
VasParcel *
vas_issue_find_parcel (VasCase   *vas_case,
                       VasFapiao *sheet)
{
  for (guint i = 0; sheet->parcel_key != NULL && i < vas_case->parcels->len; i++)
    {
      VasParcel *parcel = g_ptr_array_index (vas_case->parcels, i);

      if (g_strcmp0 (vas_entity_get_key (VAS_ENTITY (parcel)), sheet->parcel_key) == 0)
        return parcel;
    }

  return NULL;
}

/** vas_issue_count_lines: how many lines a sheet of the case has. */
guint
vas_issue_count_lines (VasCase   *vas_case,
                       VasFapiao *sheet)
{
  guint n = 0;

  for (guint i = 0; i < vas_case->lines->len; i++)
    {
      VasFapiaoLine *line = g_ptr_array_index (vas_case->lines, i);

      if (g_strcmp0 (line->fapiao_key, vas_entity_get_key (VAS_ENTITY (sheet))) == 0)
        n++;
    }

  return n;
}

/** vas_issue_case_name: (transfer none): the number of a request, or its title before it has one. */
const char *
vas_issue_case_name (VasRequest *request)
{
  return request->number != NULL ? request->number : request->title;
}

/** vas_issue_end_sheet: 作废 or 红冲: who, when and why; the paper goes to the archive, unless it is lost. */
void
vas_issue_end_sheet (VasRun         *run,
                     VasFapiao      *sheet,
                     VasFapiaoState  state,
                     const char     *reason)
{
  g_object_set (sheet, "state", (gint64) state, "void-reason", reason, "voided-at", run->now,
                "voided-by", vas_command_get_actor (run->command), NULL);
  if (sheet->place != VAS_FAPIAO_PLACE_LOST)
    g_object_set (sheet, "place", (gint64) VAS_FAPIAO_PLACE_ARCHIVE, NULL);
}

/** vas_issue_judge_red: R20: a red-letter fapiao has a number of its own, which no sheet and no other red-letter one has. */
gboolean
vas_issue_judge_red (VasRun      *run,
                     const char  *code,
                     const char  *number,
                     VasVerdict  *verdict,
                     GError     **error)
{
  g_autoptr (VasFapiao) sheet = NULL;
  g_autofree char *red = NULL;
  gboolean is_red;

  if (code == NULL || number == NULL)
    return TRUE;
  if (!vas_stock_find_sheet (run->sql, code, number, &sheet, error) ||
      !vas_stock_is_red (run->sql, code, number, &is_red, error))
    return FALSE;

  red = g_strdup_printf ("%s %s", code, number);
  if (is_red || (sheet != NULL && sheet->state != VAS_FAPIAO_STATE_BLANK))
    vas_issue_fail_text (verdict, "R20", "red-used", "red", red);

  return TRUE;
}

/** vas_issue_hand_over: the one who acts holds @range from now on; who held it handed it over. */
gboolean
vas_issue_hand_over (VasRun    *run,
                     VasStock  *range,
                     GError   **error)
{
  g_autofree char *before = g_strdup (range->received_by);

  g_object_set (range, "handed-by", before, "received-by", vas_command_get_actor (run->command), NULL);

  return vas_run_update (run, range, error);
}
