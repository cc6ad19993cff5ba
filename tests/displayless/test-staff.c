/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R30: who makes administrators, and what a deputy of one cannot do: make more of himself, or stay longer. */

#include "vas-fixture.h"

#include "vas-ledger.h"

#define FROM "2026-03-10"
#define TO "2026-03-20"

static VasCommand *
add (VasFixture *f,
     const char *actor,
     const char *login,
     const char *roles)
{
  VasCommand *command = vas_fixture_command (f, "staff.add", actor, NULL);

  vas_command_set_text (command, "login", login);
  vas_command_set_text (command, "name", login);
  vas_command_set_text (command, "roles", roles);

  return command;
}

static VasCommand *
edit (VasFixture *f,
      const char *actor,
      const char *staff,
      const char *roles)
{
  VasCommand *command = vas_fixture_command (f, "staff.edit", actor, NULL);

  vas_command_set_text (command, "staff", staff);
  vas_command_set_text (command, "roles", roles);

  return command;
}

static VasCommand *
deputise (VasFixture *f,
          const char *actor,
          const char *principal,
          const char *deputy,
          const char *roles)
{
  VasCommand *command = vas_fixture_command (f, "deputy.name", actor, NULL);

  vas_command_set_text (command, "principal", principal);
  vas_command_set_text (command, "deputy", deputy);
  vas_command_set_text (command, "roles", roles);
  vas_command_set_text (command, "from", FROM);
  vas_command_set_text (command, "to", TO);

  return command;
}

static VasCommand *
add_named (VasFixture *f,
           const char *login,
           const char *name)
{
  VasCommand *command = vas_fixture_command (f, "staff.add", f->administrator, NULL);

  vas_command_set_text (command, "login", login);
  vas_command_set_text (command, "name", name);
  vas_command_set_text (command, "roles", "auditor");

  return command;
}

static VasCommand *
rename_to (VasFixture *f,
           const char *staff,
           const char *name)
{
  VasCommand *command = vas_fixture_command (f, "staff.edit", f->administrator, NULL);

  vas_command_set_text (command, "staff", staff);
  vas_command_set_text (command, "name", name);

  return command;
}

static VasCommand *
touch_access (VasFixture *f,
              const char *type,
              const char *actor,
              const char *staff)
{
  VasCommand *command = vas_fixture_command (f, type, actor, NULL);

  vas_command_set_text (command, "staff", staff);

  return command;
}

static void
take_apply (VasFixture *f,
            VasCommand *command)
{
  g_autoptr (VasCommand) owned = command;

  vas_fixture_apply (f, owned);
}

static void
take_refuse (VasFixture *f,
             VasCommand *command,
             const char *code)
{
  g_autoptr (VasCommand) owned = command;

  vas_fixture_refuse (f, owned, code);
}

/* The clerk stands in for the administrator. */
static void
set_up_deputy (VasFixture    **fixture,
               gconstpointer   data)
{
  vas_fixture_set_up (fixture, data);
  take_apply (*fixture, deputise (*fixture, (*fixture)->administrator, (*fixture)->administrator, (*fixture)->clerk, "administrator"));
}

static void
test_system (VasFixture    **fixture,
             gconstpointer   data)
{
  VasFixture *f = *fixture;

  take_refuse (f, add (f, "system", "second", "administrator"), "administrator-exists");
  take_refuse (f, add (f, "system", "new", "invoice-clerk"), "administrator-exists");
  g_assert_true (vas_sql_exec (f->sql, "UPDATE staff SET active = 0 WHERE login = 'admin'", NULL));
  take_refuse (f, add (f, "system", "new", "invoice-clerk"), "first-is-administrator");
  take_refuse (f, add (f, "system", "admin", "administrator"), "login-taken");
  take_apply (f, add (f, "system", "second", "administrator invoice-clerk"));
  take_refuse (f, add (f, "system", "third", "administrator"), "administrator-exists");
}

static void
test_only_administrators_add (VasFixture    **fixture,
                              gconstpointer   data)
{
  VasFixture *f = *fixture;

  take_refuse (f, add (f, f->supervisor, "new", "auditor"), "role-missing");
  take_apply (f, add (f, f->administrator, "new", "administrator"));
}

static void
test_deputy_adds (VasFixture    **fixture,
                  gconstpointer   data)
{
  VasFixture *f = *fixture;

  take_apply (f, add (f, f->clerk, "new", "invoice-clerk"));
  take_refuse (f, add (f, f->clerk, "crony", "administrator"), "administrator-by-deputy");
  take_apply (f, edit (f, f->clerk, f->agent, "order-agent auditor"));
  take_refuse (f, edit (f, f->clerk, f->agent, "administrator"), "administrator-by-deputy");
  take_refuse (f, edit (f, f->clerk, f->clerk, "invoice-clerk invoice-supervisor"), "own-roles-by-deputy");
  take_apply (f, edit (f, f->administrator, f->supervisor, "invoice-supervisor administrator"));
  take_refuse (f, edit (f, f->clerk, f->supervisor, "invoice-supervisor"), "administrator-by-deputy");
  take_apply (f, edit (f, f->administrator, f->supervisor, "invoice-supervisor"));
}

static void
test_deputy_prolongs (VasFixture    **fixture,
                      gconstpointer   data)
{
  VasFixture *f = *fixture;

  take_refuse (f, deputise (f, f->clerk, f->administrator, f->clerk, "administrator"), "deputy-names-himself");
  take_refuse (f, deputise (f, f->clerk, f->supervisor, f->clerk, "invoice-supervisor"), "deputy-names-himself");
  take_refuse (f, deputise (f, f->clerk, f->administrator, f->second_clerk, "administrator"), "administrator-by-deputy");
  take_apply (f, deputise (f, f->clerk, f->supervisor, f->second_clerk, "invoice-supervisor"));
  take_apply (f, deputise (f, f->administrator, f->administrator, f->second_clerk, "administrator"));
  take_refuse (f, deputise (f, f->second_clerk, f->administrator, f->clerk, "administrator"), "administrator-by-deputy");
}

/* Not the administrator himself either: somebody else says whose deputy he is. */
static void
test_nobody_names_himself (VasFixture    **fixture,
                           gconstpointer   data)
{
  VasFixture *f = *fixture;

  take_refuse (f, deputise (f, f->administrator, f->supervisor, f->administrator, "invoice-supervisor"), "deputy-names-himself");
  take_apply (f, deputise (f, f->supervisor, f->supervisor, f->administrator, "invoice-supervisor"));
}

static void
test_login_form (VasFixture    **fixture,
                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *longest = g_strnfill (64, 'a');
  g_autofree char *too_long = g_strnfill (65, 'a');

  take_refuse (f, add (f, f->administrator, "li na", "auditor"), "login-form");
  take_refuse (f, add (f, f->administrator, "li\tna", "auditor"), "login-form");
  take_refuse (f, add (f, f->administrator, "李　娜", "auditor"), "login-form");
  take_refuse (f, add (f, f->administrator, too_long, "auditor"), "login-form");
  take_apply (f, add (f, f->administrator, "li.na@example", "auditor"));
  take_apply (f, add (f, f->administrator, "李娜", "auditor"));
  take_apply (f, add_named (f, longest, "甲"));
  take_refuse (f, add (f, f->administrator, longest, "auditor"), "login-taken");
}

static void
test_name_form (VasFixture    **fixture,
                gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *longest = g_strnfill (60, 'n');
  g_autofree char *too_long = g_strnfill (61, 'n');

  take_refuse (f, add_named (f, "a", "   "), "person-name-form");
  take_refuse (f, add_named (f, "a", "李\n娜"), "person-name-form");
  take_refuse (f, add_named (f, "a", "李\xe2\x80\xae娜"), "person-name-form");
  take_refuse (f, add_named (f, "a", too_long), "person-name-form");
  take_apply (f, add_named (f, "a", longest));
  take_apply (f, add_named (f, "b", "欧阳 娜"));
  take_refuse (f, rename_to (f, f->agent, "　"), "person-name-form");
  take_apply (f, rename_to (f, f->agent, "张三丰"));
}

/* What the backend does to passwords and sessions leaves this row. */
static void
test_access (VasFixture    **fixture,
             gconstpointer   data)
{
  static const char * const types[] = { "staff.password", "staff.sign-out" };
  VasFixture *f = *fixture;

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      take_apply (f, touch_access (f, types[i], f->administrator, f->agent));
      take_apply (f, touch_access (f, types[i], f->agent, f->agent));
      take_refuse (f, touch_access (f, types[i], f->supervisor, f->agent), "access-not-own");
      take_refuse (f, touch_access (f, types[i], f->clerk, f->agent), "access-not-own");
    }
}

/* What the records themselves do not allow is that, on each engine, and not others' doing that might pass: nobody tries it again. */
static void
test_constraint (VasFixture    **fixture,
                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) first = add_named (f, "first", "同名");
  g_autoptr (VasCommand) second = add_named (f, "second", "同名");
  g_autoptr (GError) error = NULL;

  vas_fixture_apply (f, first);
  g_assert_true (vas_sql_begin (f->sql, NULL));
  g_assert_true (vas_sql_exec (f->sql, "CREATE UNIQUE INDEX test_one_name ON staff (name)", NULL));
  g_assert_null (vas_ledger_save (f->sql, second, 0, f->now, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
  vas_sql_rollback (f->sql);
}

#define ADD(path, set_up, func) g_test_add (path, VasFixture *, NULL, set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/staff/the-system-adds-the-first-administrator-alone-R30", vas_fixture_set_up, test_system);
  ADD ("/staff/administrators-add-the-others-R30", vas_fixture_set_up, test_only_administrators_add);
  ADD ("/staff/a-deputy-makes-no-administrator-R30", set_up_deputy, test_deputy_adds);
  ADD ("/staff/a-deputyship-does-not-prolong-itself-R30", set_up_deputy, test_deputy_prolongs);
  ADD ("/staff/nobody-names-himself-a-deputy-R30", vas_fixture_set_up, test_nobody_names_himself);
  ADD ("/staff/a-login-is-one-word-of-64-bytes-at-most-R30", vas_fixture_set_up, test_login_form);
  ADD ("/staff/a-name-is-one-line-of-60-characters-at-most-R30", vas_fixture_set_up, test_name_form);
  ADD ("/staff/passwords-and-sessions-are-ones-own-or-an-administrators-R30", set_up_deputy, test_access);
  ADD ("/staff/what-the-records-do-not-allow-is-no-conflict", vas_fixture_set_up, test_constraint);
  return g_test_run ();
}
