/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Settings of the house: only those that there are, and only within what is allowed. */

#include "vas-command-tables.h"

#include "vas-core-error.h"
#include "vas-setting.h"
#include "vas-settings.h"
#include "vas-table.h"

static const VasArgument set_arguments[] = {
  { "name", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "value", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES },
  { NULL },
};

static void
judge_value (const VasSettingSpec *spec,
             const char           *value,
             VasVerdict           *verdict)
{
  g_autoptr (GError) local_error = NULL;
  VasFinding *finding;

  if (vas_settings_check (spec, value, &local_error))
    return;

  if (g_error_matches (local_error, VAS_CORE_ERROR, VAS_CORE_ERROR_RANGE) && spec->kind == VAS_SETTING_MONEY)
    {
      finding = vas_finding_new ("R30", "", VAS_OUTCOME_FAIL, "setting-amount-out-of-range");
      vas_finding_set_money (finding, "least_fen", spec->min);
      vas_finding_set_money (finding, "most_fen", spec->max);
    }
  else if (g_error_matches (local_error, VAS_CORE_ERROR, VAS_CORE_ERROR_RANGE) && spec->kind != VAS_SETTING_REASONS)
    {
      finding = vas_finding_new ("R30", "", VAS_OUTCOME_FAIL, "setting-out-of-range");
      vas_finding_set_int (finding, "least", spec->min);
      vas_finding_set_int (finding, "most", spec->max);
    }
  else
    {
      finding = vas_finding_new ("R30", "", VAS_OUTCOME_FAIL, "setting-malformed");
    }
  vas_verdict_add (verdict, vas_finding_set_text (finding, "name", spec->name));
}

static gboolean
set_check (VasRun      *run,
           VasVerdict  *verdict,
           GError     **error)
{
  const char *name = vas_run_get_text (run, "name");
  const VasSettingSpec *spec = vas_settings_find (name);

  if (spec == NULL)
    vas_verdict_add (verdict, vas_finding_set_text (vas_finding_new ("R30", "", VAS_OUTCOME_FAIL, "setting-unknown"), "name", name));
  else
    judge_value (spec, vas_run_get_text (run, "value"), verdict);

  return TRUE;
}

static gboolean
set_apply (VasRun  *run,
           GError **error)
{
  const char *name = vas_run_get_text (run, "name");
  const char *value = vas_run_get_text (run, "value");
  g_autoptr (VasSetting) setting = NULL;
  g_autofree char *key = NULL;

  if (!vas_table_look_up (run->sql, VAS_TYPE_SETTING, "name", name, &setting, error))
    return FALSE;
  if (setting != NULL)
    {
      g_object_set (setting, "value", value, NULL);
      return vas_run_update (run, setting, error);
    }
  key = vas_run_new_key (run, "setting");
  setting = g_object_new (VAS_TYPE_SETTING, "key", key, "ver", (gint64) 1, "name", name, "value", value, NULL);

  return vas_run_insert (run, setting, error);
}

const VasCommandType vas_setting_commands[] = {
  { "setting.set", VAS_ROLE_ADMINISTRATOR | VAS_ROLE_INVOICE_SUPERVISOR | VAS_ROLE_SYSTEM, VAS_COMMAND_HOLD, set_arguments,
    set_check, set_apply },
  { NULL },
};
