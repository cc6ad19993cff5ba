/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is who, for what shows a key as a person. */

#include "vas-staff-names.h"

#include "vas-staff.h"
#include "vas-table.h"

/** vas_staff_names: (transfer full) (nullable) (element-type utf8 utf8): the names of all staff, past ones too, by key. */
GHashTable *
vas_staff_names (VasSql  *sql,
                 GError **error)
{
  g_autoptr (GPtrArray) staff = vas_table_list_all (sql, VAS_TYPE_STAFF, NULL, error);
  GHashTable *names;

  if (staff == NULL)
    return NULL;
  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < staff->len; i++)
    {
      VasStaff *one = g_ptr_array_index (staff, i);

      g_hash_table_insert (names, g_strdup (vas_entity_get_key (VAS_ENTITY (one))), g_strdup (one->name));
    }

  return names;
}
