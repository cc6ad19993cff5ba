/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Photos of issued fapiao (R18): attached at issue, by the hash of their bytes, and given out when the paper is lost. */

#include "vas-issue-photo.h"

#include "vas-issue-steps.h"
#include "vas-request-steps.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CLAUSE "§4.8(4)"

static gboolean
is_sha256 (const char *text)
{
  return strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

/** vas_photo_attach_check: R18: a sheet that was issued; another photo in the place of an earlier one is asked about. None where it is locked (R29). */
gboolean
vas_photo_attach_check (VasRun      *run,
                        VasVerdict  *verdict,
                        GError     **error)
{
  const char *sha256 = vas_run_get_text (run, "sha256");
  VasCase *vas_case;
  VasFapiao *sheet = vas_issue_get_sheet (run, &vas_case, error);

  if (sheet == NULL)
    return FALSE;
  if (!is_sha256 (sha256))
    {
      g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("sha256: must be 64 small hexadecimal digits"));
      return FALSE;
    }

  if (sheet->issued_on == VAS_NONE_DATE)
    vas_issue_fail_sheet (verdict, "R18", "sheet-not-issued", sheet);
  else if (vas_case->request->locked_at != VAS_NONE)
    vas_issue_fail_sheet (verdict, "R29", "sheet-locked", sheet);
  else if (sheet->photo != NULL && !g_str_equal (sheet->photo, sha256))
    {
      g_autofree char *name = vas_fapiao_dup_name (sheet);

      vas_verdict_add (verdict, vas_finding_set_text (vas_finding_new ("R18", CLAUSE, VAS_OUTCOME_ASK, "photo-replaced"), "fapiao",
                                                      name));
    }

  return TRUE;
}

gboolean
vas_photo_attach_apply (VasRun  *run,
                        GError **error)
{
  VasCase *vas_case;
  VasFapiao *sheet = vas_issue_get_sheet (run, &vas_case, error);

  if (sheet == NULL)
    return FALSE;
  g_object_set (sheet, "photo", vas_run_get_text (run, "sha256"), NULL);
  vas_run_touch (run, sheet->request_key);

  return vas_run_update (run, sheet, error);
}

/** vas_photo_give_check: R18: of an issued sheet of the request that has a photo. */
gboolean
vas_photo_give_check (VasRun      *run,
                      VasVerdict  *verdict,
                      GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);
  VasCase *of_sheet;
  VasFapiao *sheet = vas_case != NULL ? vas_issue_get_sheet (run, &of_sheet, error) : NULL;
  g_autofree char *name = NULL;

  if (sheet == NULL)
    return FALSE;

  name = vas_fapiao_dup_name (sheet);
  if (g_strcmp0 (sheet->request_key, vas_entity_get_key (VAS_ENTITY (vas_case->request))) != 0)
    vas_issue_fail_sheet (verdict, "R18", "sheet-of-other-case", sheet);
  else if (sheet->state != VAS_FAPIAO_STATE_ISSUED)
    vas_issue_fail_sheet (verdict, "R18", "sheet-not-issued", sheet);
  else if (vas_case->request->locked_at != VAS_NONE)
    vas_issue_fail_sheet (verdict, "R29", "sheet-locked", sheet);
  else if (sheet->photo == NULL)
    vas_issue_fail_sheet (verdict, "R18", "photo-missing", sheet);
  else
    vas_verdict_add (verdict, vas_finding_set_text (vas_finding_new ("R18", CLAUSE, VAS_OUTCOME_PASS, "photo-there"), "fapiao", name));

  return TRUE;
}

/** vas_photo_give_apply: giving it out is recorded as a notice to the user. */
gboolean
vas_photo_give_apply (VasRun  *run,
                      GError **error)
{
  VasRequest *request = vas_run_get_case (run, error)->request;

  vas_run_touch (run, vas_run_get_text (run, "fapiao"));
  vas_run_touch (run, vas_entity_get_key (VAS_ENTITY (request)));

  return vas_step_add_notice (run, request, VAS_NOTICE_KIND_PHOTO, vas_run_get_text (run, "channel"),
                              vas_run_get_text (run, "text"), error);
}
