/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The settings of the house: which there are, what they may be, and what counts where one is not set. A value is kept as text.
 * Sources: R13 (one-clerk offices), R16 and R19 (working days of §4.8), R9 (abuse), R30 (the limit), and the targets of the
 * later steps. Pure; any thread.
 */

#include "vas-settings.h"

#include "vas-core-error.h"
#include "vas-money.h"
#include "vas-period.h"
#include "vas-reasons.h"
#include "vas-sheet-plan.h"

#include <glib/gi18n-lib.h>

static const VasSettingSpec specs[] = {
  { "invoice.limit", VAS_SETTING_MONEY, 0, VAS_MONEY_MAX, 1000000, N_("Amount above which a supervisor approves too") },
  { "one-clerk-office", VAS_SETTING_SWITCH, 0, 1, 0, N_("One person may enter and approve; the supervisor sees a list") },
  { "claim.minutes", VAS_SETTING_NUMBER, 1, 480, 30, N_("Minutes until a claim ends by itself") },
  { "review.days", VAS_SETTING_NUMBER, 1, VAS_REVIEW_WORKING_DAYS, VAS_REVIEW_WORKING_DAYS, N_("Working days for the review") },
  { "correction.days", VAS_SETTING_NUMBER, 15, 60, 15, N_("Working days to correct a rejected request") },
  { "personal.days", VAS_SETTING_NUMBER, 1, VAS_PERSONAL_WORKING_DAYS, VAS_PERSONAL_WORKING_DAYS,
    N_("Working days to answer about personal data") },
  { "target.issue", VAS_SETTING_NUMBER, 1, 30, 2, N_("Working days until the fapiao is issued") },
  { "target.ship", VAS_SETTING_NUMBER, 1, 30, 1, N_("Working days until the fapiao is sent") },
  { "target.tell", VAS_SETTING_NUMBER, 1, 30, 1, N_("Working days until the user is told") },
  { "target.return", VAS_SETTING_NUMBER, 1, 60, 10, N_("Working days until a returned fapiao arrives") },
  { "sheet.limit", VAS_SETTING_MONEY, 1, VAS_MONEY_MAX, VAS_SHEET_LIMIT, N_("Largest amount of one fapiao") },
  { "sheet.lines", VAS_SETTING_NUMBER, 1, VAS_SHEET_LINES, VAS_SHEET_LINES, N_("Most lines on one fapiao") },
  { "abuse.orders", VAS_SETTING_NUMBER, 1, 1000, 5, N_("Unpaid orders after which an account is flagged") },
  { "abuse.days", VAS_SETTING_NUMBER, 1, 365, 30, N_("Days in which unpaid orders are counted") },
  { "scope.months", VAS_SETTING_NUMBER, 0, 120, 13, N_("Months of orders that desks hold (0: all of them)") },
  { "reasons.reject", VAS_SETTING_REASONS, 0, 0, 0, N_("Reasons for a rejection") },
  { "reasons.extend", VAS_SETTING_REASONS, 0, 0, 0, N_("Reasons for an extension") },
};

/** vas_settings_list: (transfer none) (array length=n_specs): every setting there is, in the order of the preferences. */
const VasSettingSpec *
vas_settings_list (gsize *n_specs)
{
  *n_specs = G_N_ELEMENTS (specs);
  return specs;
}

/** vas_settings_find: (nullable) (transfer none): the setting of that name. */
const VasSettingSpec *
vas_settings_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      if (g_str_equal (specs[i].name, name))
        return &specs[i];
    }

  return NULL;
}

/** vas_settings_get_default: what counts where the setting is not set; a name that there is. */
gint64
vas_settings_get_default (const char *name)
{
  const VasSettingSpec *spec = vas_settings_find (name);

  g_return_val_if_fail (spec != NULL, 0);

  return spec->fallback;
}

/**
 * vas_settings_check:
 * @value: as it would be kept
 *
 * Returns: FALSE with %VAS_CORE_ERROR_INVALID for another form, %VAS_CORE_ERROR_RANGE outside of what is allowed
 */
gboolean
vas_settings_check (const VasSettingSpec  *spec,
                    const char            *value,
                    GError               **error)
{
  g_autoptr (GPtrArray) reasons = NULL;
  gint64 number;

  if (spec->kind == VAS_SETTING_REASONS)
    {
      reasons = vas_reasons_parse (value, error);
      return reasons != NULL;
    }

  if (!g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &number, NULL))
    {
      g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID, _("%s: “%s” is no whole number"), spec->name, value);
      return FALSE;
    }
  if (number < spec->min || number > spec->max)
    {
      g_autofree char *least = g_strdup_printf ("%" G_GINT64_FORMAT, spec->min);
      g_autofree char *most = g_strdup_printf ("%" G_GINT64_FORMAT, spec->max);

      g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_RANGE, _("%s: must be from %s to %s"), spec->name, least, most);
      return FALSE;
    }

  return TRUE;
}
