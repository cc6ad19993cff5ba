/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The records of a PostgreSQL server as a file, by the server's own pg_dump, and the file as records again, by its pg_restore, whatever the
 * versions.
 *
 * It dumps the snapshot that a reader holds, so that what is said about the backup (row of the trail, digests) is about the same rows.
 * The address may hold a password, and what a program is called with is everybody's to read: it goes by the environment, and libpq
 * itself says which part of an address is which variable. Blocks.
 */

#include "vas-dump.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <libpq-fe.h>

static gboolean
fail (const char  *program,
      const char  *why,
      GError     **error)
{
  g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED, _("%s: %s"), program, why);
  return FALSE;
}

static gboolean
set_address (GSubprocessLauncher  *launcher,
             const char           *program,
             const char           *uri,
             GError              **error)
{
  PQconninfoOption *options = PQconninfoParse (uri, NULL);

  if (options == NULL) /* libpq would say which part it could not read, and that may be the password */
    return fail (program, _("The address of the database cannot be read."), error);
  for (PQconninfoOption *option = options; option->keyword != NULL; option++)
    {
      if (option->val != NULL && option->envvar != NULL)
        g_subprocess_launcher_setenv (launcher, option->envvar, option->val, TRUE);
    }
  PQconninfoFree (options);

  return TRUE;
}

/* Runs a program of PostgreSQL; what it complains of is in the error. */
static gboolean
run (const char * const  *arguments,
     const char          *uri,
     GError             **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *path = g_find_program_in_path (arguments[0]);
  g_autofree char *said = NULL;

  if (path == NULL)
    return fail (arguments[0], _("not installed (Debian package postgresql-client)"), error);
  if (uri != NULL && !set_address (launcher, arguments[0], uri, error))
    return FALSE;
  process = g_subprocess_launcher_spawnv (launcher, arguments, error);
  if (process == NULL || !g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &said, error))
    return FALSE;

  return g_subprocess_get_successful (process) || fail (arguments[0], g_strstrip (said), error);
}

/* (transfer full) (nullable): the one text that a query answers. */
static char *
ask (VasSql      *sql,
     const char  *query,
     GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);
  gboolean row;

  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return NULL;

  return g_strdup (vas_statement_get_text (statement, 0));
}

/**
 * vas_dump_write:
 * @sql: a reader's connection to @uri, in its snapshot
 * @path: of a file that is made or overwritten, for its owner alone where it is there already
 *
 * Everything of the schema of the records as of that snapshot, in the form of pg_restore, which is asked whether it can read all of it.
 * %VAS_STORE_ERROR_FAILED with what the program complained of.
 */
gboolean
vas_dump_write (VasSql      *sql,
                const char  *uri,
                const char  *path,
                GError     **error)
{
  g_autofree char *snapshot = ask (sql, "SELECT pg_export_snapshot ()", error);
  g_autofree char *schema = snapshot != NULL ? ask (sql, "SELECT quote_ident (current_schema ())", error) : NULL;
  g_autofree char *of_snapshot = g_strconcat ("--snapshot=", snapshot, NULL);
  g_autofree char *of_schema = g_strconcat ("--schema=", schema, NULL);
  g_autofree char *to = g_strconcat ("--file=", path, NULL);
  const char *dump[] = { "pg_dump", "--format=custom", "--no-password", to, of_snapshot, of_schema, NULL };
  const char *check[] = { "pg_restore", "--file=/dev/null", path, NULL };

  if (schema == NULL)
    return FALSE;
  /* Every database has a schema of that name, which pg_restore would make again. */
  if (g_str_equal (schema, "public"))
    dump[G_N_ELEMENTS (dump) - 2] = NULL;

  return run (dump, uri, error) && run (check, NULL, error);
}

/* (transfer full) (nullable): the name of the database in an address, which is no secret; "" where it names none. */
static char *
find_database (const char *uri)
{
  PQconninfoOption *options = PQconninfoParse (uri, NULL);
  char *name = g_strdup ("");

  for (PQconninfoOption *option = options; option != NULL && option->keyword != NULL; option++)
    {
      if (option->val == NULL || !g_str_equal (option->keyword, "dbname"))
        continue;
      g_free (name);
      name = g_strdup (option->val);
    }
  PQconninfoFree (options);

  return name;
}

/**
 * vas_dump_restore:
 * @uri: of a database in which there are no records (vas_database_is_empty())
 * @path: of a file that vas_dump_write() wrote
 *
 * All of it, or nothing: in one transaction. What is put back belongs to whom the address names. %VAS_STORE_ERROR_FAILED with what the
 * program complained of.
 */
gboolean
vas_dump_restore (const char  *uri,
                  const char  *path,
                  GError     **error)
{
  g_autofree char *database = find_database (uri);
  g_autofree char *to = g_strconcat ("--dbname=", database, NULL);
  const char *restore[] = { "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-password", to, path, NULL };

  return run (restore, uri, error);
}
