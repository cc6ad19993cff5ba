/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What who is acting may do, so that a view offers what the commands take: the roles of the own and those of a deputy, read with the
 * people. Judging is the commands'. Main thread, but for the reading.
 */

#include "vas-desk-private.h"

#include "vas-command-type.h"
#include "vas-roles-now.h"

/** vas_desk_read_roles: (transfer full) (nullable) (element-type utf8 guint): the roles of each of @staff today, by key. Any thread. */
GHashTable *
vas_desk_read_roles (VasSql     *sql,
                     GPtrArray  *staff,
                     gint32      today,
                     GError    **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < staff->len; i++)
    {
      VasStaff *one = g_ptr_array_index (staff, i);
      guint roles = 0;

      if (!vas_roles_now (sql, one, today, &roles, error))
        return NULL;
      g_hash_table_insert (found, g_strdup (vas_entity_get_key (VAS_ENTITY (one))), GUINT_TO_POINTER (roles));
    }

  return g_steal_pointer (&found);
}

/** vas_desk_begin_load: numbers a reading of the people. */
void
vas_desk_begin_load (VasDesk *self,
                     GTask   *task)
{
  g_task_set_task_data (task, GUINT_TO_POINTER (++self->loads), NULL);
}

/**
 * vas_desk_take_load:
 *
 * Returns: whether what @task has read is to be taken over: two readers may end in another order than they began, and what is older than
 *   what is there counts no more
 */
gboolean
vas_desk_take_load (VasDesk *self,
                    GTask   *task)
{
  const guint number = GPOINTER_TO_UINT (g_task_get_task_data (task));

  if (number < self->taken)
    return FALSE;

  self->taken = number;
  return TRUE;
}

/**
 * vas_desk_get_roles:
 *
 * Returns: bits of #VasRole of who is acting, own ones and those of a deputy, as of the last load. Only to hide what would be refused
 */
guint
vas_desk_get_roles (VasDesk *self)
{
  return self->roles != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->roles, vas_desk_get_staff_key (self))) : 0;
}

/**
 * vas_desk_may:
 * @type: name of a command
 *
 * Returns: whether who is acting has a role for it, by the registry, and these records can be changed. Only to hide what would be refused
 */
gboolean
vas_desk_may (VasDesk    *self,
              const char *type)
{
  return (vas_command_type_find (type)->roles & vas_desk_get_roles (self)) != 0 && !vas_desk_is_read_only (self);
}
