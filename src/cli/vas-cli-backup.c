/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * vasctl backup and restore: one file with everything, and everything out of one file (doc/operating.md).
 *
 * A restore looks at all of the backup before it touches what is there: digests, the file page by page, the trail row by row. What
 * could not be put back leaves everything as it was.
 */

#include "vas-cli.h"

#include "vas-backup.h"
#include "vas-database.h"
#include "vas-dump.h"
#include "vas-erase-again.h"
#include "vas-erased-file.h"
#include "vas-renew.h"
#include "vas-replica-head.h"
#include "vas-text.h"
#include "vas-verify.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define MOST_REASON 2000 /* as an argument of a command */

static void
print_backup (VasCli           *cli,
              const char       *path,
              const VasBackup  *backup)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *size = g_format_size_full ((guint64) backup->bytes, G_FORMAT_SIZE_IEC_UNITS);

  for (guint i = 0; i < backup->left_out->len; i++)
    vas_cli_complain (_("%s is not what was saved there; it is not in the backup."), (char *) g_ptr_array_index (backup->left_out, i));
  if (!cli->json)
    {
      vas_cli_print (_("%s holds everything up to row %ld of the trail: %s, %u files beside the records.\n"), path, (long) backup->seq,
                     size, backup->blobs);
      return;
    }

  builder = json_builder_begin_object (json_builder_new ());
  vas_cli_add_text (builder, "file", path);
  vas_cli_add_text (builder, "sha256", backup->sha256);
  vas_cli_add_text (builder, "epoch", backup->epoch);
  vas_cli_add_int (builder, "seq", backup->seq);
  vas_cli_add_int (builder, "bytes", backup->bytes);
  vas_cli_add_int (builder, "files", backup->blobs);
  vas_cli_add_int (builder, "left_out", backup->left_out->len);
  json_builder_end_object (builder);
  vas_cli_print_builder (builder);
}

/* Opens them to be looked at; FALSE without @error where the reason was said. */
static gboolean
open_records (VasCli      *cli,
              const char  *data,
              const char  *database,
              GError     **error)
{
  if (database != NULL)
    {
      cli->store = vas_store_open_database (database, data, VAS_STORE_READ_ONLY, error);
      return cli->store != NULL;
    }
  if (data != NULL)
    {
      g_free (cli->replica);
      cli->replica = g_strdup (data);
    }

  return vas_cli_open (cli, VAS_STORE_READ_ONLY);
}

/** vas_cli_backup: vasctl backup: 1 where it could not be made, or files that are not what was saved had to be left out. */
VasCliStatus
vas_cli_backup (VasCli  *cli,
                int      argc,
                char   **argv)
{
  g_autofree char *data = NULL;
  g_autofree char *database = NULL;
  gboolean force = FALSE;
  g_autoptr (VasBackup) backup = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, N_("The folder of the records, as vasdeskd has it"), N_("DIR") },
    { "database", 0, 0, G_OPTION_ARG_STRING, &database, N_("The server of the records, as vasdeskd has it; with --data"), "postgresql://…" },
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_("Replace a file that is there"), NULL },
    { NULL },
  };

  if (!vas_cli_parse (cli, entries, 1, 1, &argc, &argv))
    return VAS_CLI_USAGE;
  if (database != NULL ? data == NULL || !vas_sql_is_server (database) : data != NULL && vas_sql_is_server (data))
    return vas_cli_misuse ("%s", _("Records on a server are named by both: --database postgresql://… and --data DIR, for the files beside them."));
  if (!open_records (cli, data, database, &error))
    return error != NULL ? vas_cli_fail (error) : VAS_CLI_NO;

  backup = vas_backup_make (cli->store, argv[1], force, vas_cli_get_now (cli), &error);
  if (backup == NULL)
    return vas_cli_fail (error);

  print_backup (cli, argv[1], backup);
  return backup->left_out->len == 0 ? VAS_CLI_OK : VAS_CLI_NO;
}

static void
fault_cb (const VasVerifyFault *fault,
          gpointer              data)
{
  guint *n_faults = data;

  (*n_faults)++;
  vas_cli_complain ("%s %s  %s: %s", _(fault->part), fault->rule, fault->subject, fault->what);
}

static void
done_cb (const char *part,
         guint64     rows,
         guint64     wrong,
         gpointer    data)
{
}

/* What was put back is what the backup says, and not what was in the way of it. */
static gboolean
is_of_backup (VasSql           *sql,
              const VasBackup  *backup,
              GError          **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);

  if (head == NULL)
    return FALSE;
  if (backup == NULL || (g_strcmp0 (head->epoch, backup->epoch) == 0 && head->seq == backup->seq))
    return TRUE;

  g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED, _("The records are not those that the backup names."));
  return FALSE;
}

typedef struct {
  const VasBackup *backup;    /* nullable: they were put back by other means */
  guint            n_faults;
} Look;

/* A VasStoreFunc. */
static gpointer
look_at (VasSql        *sql,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  Look *look = data;
  const VasVerifyHost host = { fault_cb, done_cb, &look->n_faults };

  return GINT_TO_POINTER (is_of_backup (sql, look->backup, error) && vas_verify_file (sql, &host, error) && vas_verify_trail (sql, &host, error));
}

/* (transfer full) (nullable): the new epoch of the records in a directory, or on a server beside it (@database), which are sound. */
static char *
look_and_renew (VasCli            *cli,
                const char        *directory,
                const char        *database,
                const VasBackup   *backup,
                const VasRenewal  *renewal,
                GError           **error)
{
  g_autofree char *epoch = NULL;
  Look look = { backup, 0 };
  guint n_again;

  if (database != NULL && !vas_database_is_free (database, error))
    return NULL;
  cli->store = database != NULL ? vas_store_open_database (database, directory, VAS_STORE_DEFAULT, error)
                                : vas_store_open (directory, VAS_STORE_DEFAULT, error);
  if (cli->store == NULL || vas_store_read (cli->store, look_at, &look, NULL, error) == NULL)
    return NULL;
  if (look.n_faults > 0)
    {
      g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED, _("The records are not sound; nothing was changed."));
      return NULL;
    }

  cli->engine = vas_engine_new (cli->store);
  vas_engine_set_now (cli->engine, cli->now);
  epoch = vas_renew (cli->engine, renewal, error);
  return epoch != NULL && vas_erase_again (cli->engine, &n_again, error) ? g_steal_pointer (&epoch) : NULL;
}

static void
let_go (VasCli *cli)
{
  g_clear_object (&cli->engine);
  if (cli->store != NULL)
    vas_store_close (cli->store);
  g_clear_object (&cli->store);
}

/* @directory: NULL where the records are on a server, whose address may hold a password. */
static void
print_restored (VasCli     *cli,
                const char *directory,
                const char *epoch,
                const char *aside)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (cli->json)
    {
      builder = json_builder_begin_object (json_builder_new ());
      vas_cli_add_text (builder, "data", directory);
      vas_cli_add_text (builder, "epoch", epoch);
      vas_cli_add_text (builder, "aside", aside);
      json_builder_end_object (builder);
      vas_cli_print_builder (builder);
      return;
    }

  if (directory != NULL)
    vas_cli_print (_("The records are in %s, with a new epoch: %s.\n"), directory, epoch);
  else
    vas_cli_print (_("The records on the server have a new epoch: %s.\n"), epoch);
  if (aside != NULL)
    vas_cli_print (_("What was there before is in %s.\n"), aside);
  vas_cli_print ("%s\n", _("Everybody signs in anew; desks fetch everything and send again what was acknowledged in the last 35 days."));
}

/* A VasStoreFunc. */
static gpointer
note_erased (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return GINT_TO_POINTER (vas_erased_file_note (sql, data, error));
}

/* R29: who was erased since the backup: by the file beside the records that go, and by these themselves where they can still be read. */
static gboolean
keep_erased (const char  *directory,
             const char  *staging,
             GError     **error)
{
  g_autofree char *file = g_build_filename (directory, "replica.db", NULL);
  g_autoptr (GError) local_error = NULL;
  VasStore *store;

  if (!vas_erased_file_carry (directory, staging, error))
    return FALSE;
  if (!g_file_test (file, G_FILE_TEST_EXISTS))
    return TRUE;

  store = vas_store_open (directory, VAS_STORE_READ_ONLY, &local_error);
  if (store == NULL || !vas_store_read (store, note_erased, (gpointer) staging, NULL, &local_error))
    vas_cli_complain (_("Whether the records that were there know of an erasure could not be read: %s"), local_error->message);
  if (store != NULL)
    vas_store_close (store);
  g_clear_object (&store);
  return TRUE;
}

/* @staged: with the dump, which goes */
static gboolean
fill_database (VasRestore  *staged,
               const char  *database,
               GError     **error)
{
  g_autofree char *dump = g_build_filename (vas_restore_get_directory (staged), VAS_BACKUP_DUMP, NULL);

  if (!vas_database_is_free (database, error) || !vas_database_is_empty (database, error) || !vas_dump_restore (database, dump, error))
    return FALSE;

  g_unlink (dump);
  return TRUE;
}

/* @database: (nullable): where the records are on a server, an empty one */
static gboolean
restore (VasCli      *cli,
         const char  *path,
         const char  *directory,
         const char  *database,
         const char  *reason,
         GError     **error)
{
  g_autoptr (VasRestore) staged = vas_restore_begin (path, directory, database != NULL, error);
  const VasBackup *backup;
  VasRenewal renewal;
  g_autofree char *epoch = NULL;
  g_autofree char *aside = NULL;

  if (staged == NULL || !keep_erased (directory, vas_restore_get_directory (staged), error))
    return FALSE;
  backup = vas_restore_get_backup (staged);
  renewal = (VasRenewal) { backup->sha256, backup->made_at, reason };
  if (database != NULL && !fill_database (staged, database, error))
    return FALSE;
  epoch = look_and_renew (cli, vas_restore_get_directory (staged), database, backup, &renewal, error);
  let_go (cli);
  if (epoch == NULL && database != NULL)
    g_prefix_error (error, "%s ", _("The database holds what was put back, and must not be used: empty it."));
  if (epoch == NULL || !vas_restore_put (staged, &aside, error))
    return FALSE;

  print_restored (cli, database != NULL ? NULL : directory, epoch, aside);
  return TRUE;
}

/* For records that were put back by other means: a copy of the folder, a snapshot of the disk, pg_restore. */
static gboolean
renew_in_place (VasCli      *cli,
                const char  *directory,
                const char  *database,
                const char  *reason,
                GError     **error)
{
  const VasRenewal renewal = { NULL, VAS_NONE, reason };
  g_autofree char *epoch = look_and_renew (cli, directory, database, NULL, &renewal, error);

  let_go (cli);
  if (epoch == NULL)
    return FALSE;

  print_restored (cli, database != NULL ? NULL : directory, epoch, NULL);
  return TRUE;
}

/* What the trail would not take is said before anything is unpacked. */
static gboolean
is_good_reason (const char *reason)
{
  g_autofree char *words = g_strstrip (g_strdup (reason != NULL ? reason : ""));

  return *words != '\0' && g_utf8_validate (reason, -1, NULL) && g_utf8_strlen (reason, -1) <= MOST_REASON && vas_text_is_plain (reason, FALSE);
}

/** vas_cli_restore: vasctl restore: 1 where it could not be done; everything is as it was then. */
VasCliStatus
vas_cli_restore (VasCli  *cli,
                 int      argc,
                 char   **argv)
{
  g_autofree char *data = NULL;
  g_autofree char *database = NULL;
  g_autofree char *reason = NULL;
  gboolean renew = FALSE;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, N_("The folder of the records, as vasdeskd has it"), N_("DIR") },
    { "database", 0, 0, G_OPTION_ARG_STRING, &database, N_("The server of the records, as vasdeskd has it: an empty database, or with --renew"), "postgresql://…" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("Why, for the trail"), N_("TEXT") },
    { "renew", 0, 0, G_OPTION_ARG_NONE, &renew, N_("The records were put back by other means: only begin a new epoch"), NULL },
    { NULL },
  };

  if (!vas_cli_parse (cli, entries, 0, 1, &argc, &argv))
    return VAS_CLI_USAGE;
  if (data == NULL)
    return vas_cli_misuse ("%s", _("Say where the records belong: --data DIR."));
  if (!is_good_reason (reason))
    return vas_cli_misuse (_("Say why, for the trail, in one line of at most %d characters: --reason TEXT."), MOST_REASON);
  if (renew == (argc > 1))
    return vas_cli_misuse ("%s", _("Name either the backup, or --renew."));
  if (database != NULL && !vas_sql_is_server (database))
    return vas_cli_misuse ("%s", _("Records on a server are named by --database postgresql://…"));
  if (renew && !g_file_test (data, G_FILE_TEST_IS_DIR))
    return vas_cli_misuse (_("There is no folder %s."), data);

  if (renew ? renew_in_place (cli, data, database, reason, &error) : restore (cli, argv[1], data, database, reason, &error))
    return VAS_CLI_OK;
  return vas_cli_fail (error);
}
