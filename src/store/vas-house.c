/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasHouse: what nearly every command asks the house for, its settings and its statutory calendar, read once.
 *
 * Triggers count each change of either (house.revision, in the transaction that makes it), so that the count tells whether what
 * was read still holds, whoever changed it. What was read is kept with the connection, and forgotten where a transaction or a
 * savepoint is taken back, since its count may come again with other contents. Immutable; a reference may cross threads.
 * Cost: a read of one row (2 µs) while nothing changed, else some 300 rows.
 */

#include "vas-house.h"

#include "vas-calendar-store.h"
#include "vas-setting.h"
#include "vas-settings.h"
#include "vas-sql-private.h"
#include "vas-table.h"

#include <glib/gi18n-lib.h>

#define MEMO "house"
#define REVISION "SELECT revision FROM house WHERE id = 1"

struct _VasHouse
{
  gint         n_refs;
  gint64       revision;
  VasCalendar *calendar;
  GHashTable  *settings;            /* (element-type utf8 utf8) */
};

static gboolean
read_revision (VasSql  *sql,
               gint64  *revision,
               GError **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, REVISION, error);
  gboolean row;

  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED, _("The file does not say which settings it has."));
      return FALSE;
    }
  *revision = vas_statement_get_int (statement, 0);

  return TRUE;
}

static VasHouse *
read_house (VasSql  *sql,
            gint64   revision,
            GError **error)
{
  g_autoptr (VasHouse) self = g_new0 (VasHouse, 1);
  g_autoptr (GPtrArray) settings = NULL;

  self->n_refs = 1;
  self->revision = revision;
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->calendar = vas_calendar_load (sql, error);
  settings = self->calendar != NULL ? vas_table_list_all (sql, VAS_TYPE_SETTING, NULL, error) : NULL;
  if (settings == NULL)
    return NULL;
  for (guint i = 0; i < settings->len; i++)
    {
      VasSetting *setting = g_ptr_array_index (settings, i);

      g_hash_table_insert (self->settings, g_strdup (setting->name), g_strdup (setting->value));
    }

  return g_steal_pointer (&self);
}

/** vas_house_foresee: that vas_house_load() will be asked for. */
gboolean
vas_house_foresee (VasSql  *sql,
                   GError **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, REVISION, error);

  return statement != NULL && vas_statement_foresee (statement, error);
}

/**
 * vas_house_load:
 * @sql: the caller's connection, on its thread
 *
 * Returns: (transfer full) (nullable): settings and calendar as this connection sees them; NULL with an error of the store
 */
VasHouse *
vas_house_load (VasSql  *sql,
                GError **error)
{
  VasHouse *kept = vas_sql_get_memo (sql, MEMO);
  VasHouse *self;
  gint64 revision;

  if (!read_revision (sql, &revision, error))
    return NULL;
  if (kept != NULL && kept->revision == revision)
    return vas_house_ref (kept);

  self = read_house (sql, revision, error);
  if (self != NULL)
    vas_sql_set_memo (sql, MEMO, vas_house_ref (self), (GDestroyNotify) vas_house_unref);

  return self;
}

VasHouse *
vas_house_ref (VasHouse *self)
{
  g_atomic_int_inc (&self->n_refs);

  return self;
}

void
vas_house_unref (VasHouse *self)
{
  if (!g_atomic_int_dec_and_test (&self->n_refs))
    return;
  g_clear_pointer (&self->calendar, vas_calendar_unref);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_free (self);
}

/** vas_house_get_calendar: (transfer none): the statutory calendar, empty where none was imported yet. */
VasCalendar *
vas_house_get_calendar (VasHouse *self)
{
  return self->calendar;
}

/** vas_house_get_text: (transfer none) (nullable): what is set; NULL where nothing is. */
const char *
vas_house_get_text (VasHouse   *self,
                    const char *name)
{
  return g_hash_table_lookup (self->settings, name);
}

/** vas_house_get_int_or: a setting that is a number; @fallback where it is not set. */
gint64
vas_house_get_int_or (VasHouse   *self,
                      const char *name,
                      gint64      fallback)
{
  const char *text = vas_house_get_text (self, name);
  gint64 value;

  return text != NULL && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL) ? value : fallback;
}

/** vas_house_get_int: a setting of vas_settings_list() that is a number; its default where it is not set. */
gint64
vas_house_get_int (VasHouse   *self,
                   const char *name)
{
  return vas_house_get_int_or (self, name, vas_settings_get_default (name));
}

/** vas_house_get_reasons: (transfer full) (element-type VasReason): the house's list, or the default one. */
GPtrArray *
vas_house_get_reasons (VasHouse      *self,
                       VasReasonKind  kind)
{
  const char *text = vas_house_get_text (self, vas_reasons_get_setting (kind));
  GPtrArray *reasons = text != NULL ? vas_reasons_parse (text, NULL) : NULL;

  return reasons != NULL ? reasons : vas_reasons_parse (vas_reasons_get_default (kind), NULL);
}
