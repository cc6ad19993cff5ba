/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads settings of the house with their defaults. On the connection and thread of the caller. */

#include "vas-setting-store.h"

#include "vas-setting.h"
#include "vas-settings.h"
#include "vas-table.h"

/** vas_setting_store_get_text: (transfer full) (nullable): what is set; NULL where nothing is. */
char *
vas_setting_store_get_text (VasSql     *sql,
                            const char *name)
{
  g_autoptr (VasSetting) setting = vas_table_find (sql, VAS_TYPE_SETTING, "name", name, NULL);

  return setting != NULL ? g_strdup (setting->value) : NULL;
}

/** vas_setting_store_get_int: a setting that is a number; its default where it is not set. */
gint64
vas_setting_store_get_int (VasSql     *sql,
                           const char *name)
{
  g_autofree char *text = vas_setting_store_get_text (sql, name);
  gint64 value;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL))
    return vas_settings_get_default (name);

  return value;
}

/** vas_setting_store_get_reasons: (transfer full) (element-type VasReason): the house's list, or the default one. */
GPtrArray *
vas_setting_store_get_reasons (VasSql        *sql,
                               VasReasonKind  kind)
{
  g_autofree char *text = vas_setting_store_get_text (sql, vas_reasons_get_setting (kind));
  GPtrArray *reasons = text != NULL ? vas_reasons_parse (text, NULL) : NULL;

  return reasons != NULL ? reasons : vas_reasons_parse (vas_reasons_get_default (kind), NULL);
}
