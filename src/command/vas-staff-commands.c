/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Staff (R30). The first administrator of an empty replica is added by the system; from then on administrators add others.
 */

#include "vas-command-tables.h"

#include "vas-table.h"

static const VasArgument add_arguments[] = {
  { "login", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "name", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "roles", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { NULL },
};

static gboolean
add_check (VasRun      *run,
           VasVerdict  *verdict,
           GError     **error)
{
  g_autoptr (VasStaff) existing = NULL;
  guint roles;

  if (!vas_roles_from_text (vas_run_get_text (run, "roles"), &roles) || roles == 0 || (roles & VAS_ROLE_SYSTEM) != 0)
    {
      g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, "roles: must be words such as invoice-clerk.");
      return FALSE;
    }
  existing = vas_table_find (run->sql, VAS_TYPE_STAFF, "login", vas_run_get_text (run, "login"), NULL);
  if (existing != NULL)
    vas_run_fail (verdict, "R30", "", "login-taken");

  return TRUE;
}

static gboolean
add_apply (VasRun  *run,
           GError **error)
{
  g_autofree char *key = vas_run_new_key (run, "staff");
  g_autoptr (VasStaff) staff = NULL;
  guint roles = 0;

  vas_roles_from_text (vas_run_get_text (run, "roles"), &roles);
  staff = g_object_new (VAS_TYPE_STAFF, "key", key, "ver", (gint64) 1, "login", vas_run_get_text (run, "login"),
                        "name", vas_run_get_text (run, "name"), "roles", (gint64) roles, "active", TRUE, NULL);

  return vas_run_insert (run, staff, error);
}

const VasCommandType vas_staff_commands[] = {
  { "staff.add", VAS_ROLE_ADMINISTRATOR | VAS_ROLE_SYSTEM, 0, add_arguments, add_check, add_apply },
  { NULL },
};
