/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What somebody may do on a day (R30): the roles of the own, and those for which one is a deputy. */

#include "vas-roles-now.h"

#include "vas-deputy.h"
#include "vas-table.h"

/* A deputy holds what he was named for, as long as the one he stands in for holds it too. */
static gboolean
add_roles_of (VasSql     *sql,
              VasDeputy  *deputy,
              guint      *roles,
              GError    **error)
{
  g_autoptr (VasStaff) principal = vas_table_get (sql, VAS_TYPE_STAFF, deputy->principal_key, error);

  if (principal == NULL)
    return FALSE;
  if (principal->active)
    *roles |= (guint) deputy->roles & (guint) principal->roles;

  return TRUE;
}

/**
 * vas_roles_now:
 * @roles: (out): bits of #VasRole; none where @staff is not active
 */
gboolean
vas_roles_now (VasSql    *sql,
               VasStaff  *staff,
               gint32     today,
               guint     *roles,
               GError   **error)
{
  g_autoptr (GPtrArray) deputies = NULL;

  *roles = 0;
  if (!staff->active)
    return TRUE;

  *roles = (guint) staff->roles;
  deputies = vas_table_list (sql, VAS_TYPE_DEPUTY, "deputy_key", vas_entity_get_key (VAS_ENTITY (staff)), NULL, error);
  if (deputies == NULL)
    return FALSE;
  for (guint i = 0; i < deputies->len; i++)
    {
      VasDeputy *deputy = g_ptr_array_index (deputies, i);

      if (today >= deputy->from_date && today <= deputy->to_date && !add_roles_of (sql, deputy, roles, error))
        return FALSE;
    }

  return TRUE;
}
