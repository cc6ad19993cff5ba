/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Staff (R30). The first administrator is added by the system; from then on administrators add others, change their roles and
 * end their work here. Who is an administrator only as a deputy neither makes nor changes administrators, nor himself. Nobody
 * is deleted, and one administrator always stays.
 */

#include "vas-staff-commands.h"

#include "vas-command-tables.h"

#include "vas-table.h"
#include "vas-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Anybody may change the own password; check judges whose it is. */
#define PERSONS (VAS_ROLE_SYSTEM - 1)


static const VasArgument add_arguments[] = {
  { "login", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "name", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "roles", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { NULL },
};

static const VasArgument edit_arguments[] = {
  { "staff", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "name", VAS_ARG_TEXT, 0 },
  { "roles", VAS_ARG_TEXT, 0 },
  { "active", VAS_ARG_BOOLEAN, 0 },
  { NULL },
};

static const VasArgument access_arguments[] = {
  { "staff", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { NULL },
};

static gboolean
read_roles (VasRun  *run,
            guint   *roles,
            GError **error)
{
  if (vas_roles_from_text (vas_run_get_text (run, "roles"), roles) && *roles != 0 && (*roles & VAS_ROLES_NOT_OF_PERSONS) == 0)
    return TRUE;

  g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("roles: must be words such as invoice-clerk."));
  return FALSE;
}

static gboolean
count_administrators (VasRun      *run,
                      const char  *but,
                      guint       *n,
                      GError     **error)
{
  g_autoptr (GPtrArray) all = vas_table_list_all (run->sql, VAS_TYPE_STAFF, NULL, error);

  *n = 0;
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      VasStaff *staff = g_ptr_array_index (all, i);

      if (staff->active && (staff->roles & VAS_ROLE_ADMINISTRATOR) != 0 &&
          g_strcmp0 (vas_entity_get_key (VAS_ENTITY (staff)), but) != 0)
        (*n)++;
    }

  return all != NULL;
}

/* The system adds one person: the administrator where there is none. */
static gboolean
judge_system (VasRun      *run,
              guint        roles,
              VasVerdict  *verdict,
              GError     **error)
{
  guint n;

  if (!count_administrators (run, NULL, &n, error))
    return FALSE;
  if (n > 0)
    vas_run_fail (verdict, "R30", "", "administrator-exists");
  else if ((roles & VAS_ROLE_ADMINISTRATOR) == 0)
    vas_run_fail (verdict, "R30", "", "first-is-administrator");

  return TRUE;
}

/**
 * vas_staff_judge_roles:
 * @staff_key: (nullable): whose roles they become; NULL for somebody new
 * @before: the roles that he has
 * @after: the roles that he gets
 *
 * R30: who is an administrator as a deputy only makes no administrator, changes none, and leaves his own roles as they are.
 */
void
vas_staff_judge_roles (VasRun     *run,
                       const char *staff_key,
                       guint       before,
                       guint       after,
                       VasVerdict *verdict)
{
  if (run->actor == NULL || vas_run_has_own_role (run, VAS_ROLE_ADMINISTRATOR))
    return;
  if (((before | after) & VAS_ROLE_ADMINISTRATOR) != 0)
    vas_run_fail (verdict, "R30", "", "administrator-by-deputy");
  if (g_strcmp0 (staff_key, vas_command_get_actor (run->command)) == 0)
    vas_run_fail (verdict, "R30", "", "own-roles-by-deputy");
}

static void
judge_login (VasRun     *run,
             VasVerdict *verdict)
{
  if (!vas_staff_is_login (vas_run_get_text (run, "login")))
    vas_run_fail (verdict, "R30", "", "login-form");
}

static void
judge_name (VasRun     *run,
            VasVerdict *verdict)
{
  const char *name = vas_run_get_text (run, "name");

  if (name != NULL && !vas_staff_is_name (name))
    vas_run_fail (verdict, "R30", "", "person-name-form");
}

/* Not checked yet: what is no text is left to the check. */
static gboolean
add_foresee (VasSql      *sql,
             JsonObject  *args,
             GError     **error)
{
  JsonNode *login = json_object_get_member (args, "login");

  if (login == NULL || !JSON_NODE_HOLDS_VALUE (login) || json_node_get_value_type (login) != G_TYPE_STRING)
    return TRUE;

  return vas_table_foresee_key (sql, VAS_TYPE_STAFF, "login", json_node_get_string (login), error);
}

static gboolean
add_check (VasRun      *run,
           VasVerdict  *verdict,
           GError     **error)
{
  g_autofree char *existing = NULL;
  guint roles;

  if (!read_roles (run, &roles, error) ||
      !vas_table_find_key (run->sql, VAS_TYPE_STAFF, "login", vas_run_get_text (run, "login"), &existing, error))
    return FALSE;
  if (existing != NULL)
    vas_run_fail (verdict, "R30", "", "login-taken");
  judge_login (run, verdict);
  judge_name (run, verdict);
  if (run->actor == NULL && vas_run_has_role (run, VAS_ROLE_SYSTEM))
    return judge_system (run, roles, verdict, error);
  vas_staff_judge_roles (run, NULL, 0, roles, verdict);

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

static gboolean
edit_check (VasRun      *run,
            VasVerdict  *verdict,
            GError     **error)
{
  VasStaff *staff = vas_run_load_arg (run, VAS_TYPE_STAFF, "staff", error);
  guint roles, n_others;

  if (staff == NULL)
    return FALSE;
  roles = (guint) staff->roles;
  if (vas_run_has (run, "roles") && !read_roles (run, &roles, error))
    return FALSE;
  if (!count_administrators (run, vas_run_get_text (run, "staff"), &n_others, error))
    return FALSE;

  judge_name (run, verdict);
  if (n_others == 0 && ((roles & VAS_ROLE_ADMINISTRATOR) == 0 || (vas_run_has (run, "active") && !vas_run_get_bool (run, "active"))))
    vas_run_fail (verdict, "R30", "", "last-administrator");
  vas_staff_judge_roles (run, vas_run_get_text (run, "staff"), (guint) staff->roles, roles, verdict);

  return TRUE;
}

static gboolean
edit_apply (VasRun  *run,
            GError **error)
{
  VasStaff *staff = vas_run_load_arg (run, VAS_TYPE_STAFF, "staff", error);
  guint roles = (guint) staff->roles;

  if (vas_run_has (run, "roles"))
    vas_roles_from_text (vas_run_get_text (run, "roles"), &roles);
  if (vas_run_has (run, "name"))
    g_object_set (staff, "name", vas_run_get_text (run, "name"), NULL);
  staff->roles = roles;
  if (vas_run_has (run, "active"))
    staff->active = vas_run_get_bool (run, "active");

  return vas_run_update (run, staff, error);
}

/* Passwords and sessions are in no record and no command: the backend changes them, with this row of the trail in the same transaction
 * (src/server/vas-staff-target.c). */
static gboolean
access_check (VasRun      *run,
              VasVerdict  *verdict,
              GError     **error)
{
  VasStaff *staff = vas_run_load_arg (run, VAS_TYPE_STAFF, "staff", error);

  if (staff == NULL)
    return FALSE;
  if (g_strcmp0 (vas_run_get_text (run, "staff"), vas_command_get_actor (run->command)) != 0 &&
      !vas_run_has_own_role (run, VAS_ROLE_ADMINISTRATOR | VAS_ROLE_SYSTEM))
    vas_run_fail (verdict, "R30", "", "access-not-own");

  return TRUE;
}

static gboolean
access_apply (VasRun  *run,
              GError **error)
{
  vas_run_touch (run, vas_run_get_text (run, "staff"));

  return TRUE;
}

const VasCommandType vas_staff_commands[] = {
  { "staff.add", VAS_ROLE_ADMINISTRATOR | VAS_ROLE_SYSTEM, 0, add_arguments, add_check, add_apply, add_foresee },
  { "staff.edit", VAS_ROLE_ADMINISTRATOR, 0, edit_arguments, edit_check, edit_apply },
  { "staff.password", PERSONS | VAS_ROLE_SYSTEM, VAS_COMMAND_SERVER, access_arguments, access_check, access_apply },
  { "staff.sign-out", PERSONS, VAS_COMMAND_SERVER, access_arguments, access_check, access_apply },
  { NULL },
};
