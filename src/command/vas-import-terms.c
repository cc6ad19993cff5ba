/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Terms versions that were published before this program came (R24, R25, R28): the one in force and its history. Drafting, approving
 * and publishing new ones is not an import's business.
 */

#include "vas-import.h"

#include "vas-table.h"
#include "vas-terms.h"

static void
fail_version (VasVerdict *verdict,
              const char *rule,
              const char *code,
              VasTerms   *terms)
{
  vas_verdict_add (verdict, vas_finding_set_text (vas_finding_new (rule, "§5", VAS_OUTCOME_FAIL, code), "label", terms->label));
}

/* R25: text and digest belong together; history may lack its text. R24: published means effective. */
static void
judge_version (VasRun     *run,
               VasTerms   *terms,
               VasVerdict *verdict)
{
  g_autofree char *sha256 = terms->text != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, terms->text, -1) : NULL;

  if ((terms->state != VAS_TERMS_STATE_CURRENT && terms->state != VAS_TERMS_STATE_HISTORY) || terms->effective_at == VAS_NONE ||
      terms->effective_at > run->now)
    fail_version (verdict, "R24", "terms-not-published", terms);
  if (sha256 == NULL ? terms->state == VAS_TERMS_STATE_CURRENT : g_strcmp0 (sha256, terms->sha256) != 0)
    fail_version (verdict, "R25", "terms-text-differs", terms);
}

static gboolean
judge_label (VasRun      *run,
             VasTerms    *terms,
             VasVerdict  *verdict,
             GError     **error)
{
  g_autofree char *key = NULL;

  if (!vas_table_find_key (run->sql, VAS_TYPE_TERMS, "label", terms->label, &key, error))
    return FALSE;
  if (key != NULL)
    fail_version (verdict, "R24", "terms-label-taken", terms);

  return TRUE;
}

/* Whether the one in force began after all of history. */
static gboolean
is_newest (GPtrArray *rows,
           VasTerms  *current)
{
  for (guint i = 0; i < rows->len; i++)
    {
      VasTerms *terms = g_ptr_array_index (rows, i);

      if (terms != current && terms->effective_at >= current->effective_at)
        return FALSE;
    }

  return TRUE;
}

/* R25: at any instant exactly one is in force: what is imported holds it, nothing is there yet, and no history begins after it. */
static gboolean
judge_current (VasRun      *run,
               GPtrArray   *rows,
               VasVerdict  *verdict,
               GError     **error)
{
  g_autofree char *key = NULL;
  VasTerms *current = NULL;
  guint n_current = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      VasTerms *terms = g_ptr_array_index (rows, i);

      if (terms->state != VAS_TERMS_STATE_CURRENT)
        continue;
      current = terms;
      n_current++;
    }

  if (!vas_table_find_key (run->sql, VAS_TYPE_TERMS, "state", "current", &key, error))
    return FALSE;
  if (n_current + (key != NULL ? 1 : 0) != 1 || (current != NULL && !is_newest (rows, current)))
    vas_run_fail (verdict, "R25", "§5", "terms-in-force");

  return TRUE;
}

gboolean
vas_import_terms_check (VasRun      *run,
                        VasVerdict  *verdict,
                        GError     **error)
{
  GPtrArray *rows = vas_command_get_payload (run->command);

  if (!vas_import_check_types (run, (GType[]) { VAS_TYPE_TERMS, G_TYPE_INVALID }, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      VasTerms *terms = g_ptr_array_index (rows, i);

      judge_version (run, terms, verdict);
      if (!judge_label (run, terms, verdict, error))
        return FALSE;
    }

  return judge_current (run, rows, verdict, error);
}
