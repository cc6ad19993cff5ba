/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasStore: records that are open: a replica's file, or a backend's on a PostgreSQL server.
 *
 * One thread writes, two read, each on a connection of its own; nobody else touches the database. The waiting calls may be
 * made from any thread but those; the others return into the thread-default main context of their caller. `changed` is
 * emitted in the main context that opened the store: commits that happen before it gets its turn are told of together. Of a
 * server's records a watch hears of every commit, other daemons' too, but not what it changed: then `changed` names the trail's head.
 *
 * vas_store_close() is explicit: it lets what was handed in finish, and marks the file as closed. Cost: three threads, and
 * up to 4 MB of page cache for each of three connections.
 *
 * The ways into an open store, waited for or not, are in vas-store-run.c.
 */

#include "vas-store-private.h"

#include "vas-blobs.h"
#include "vas-database.h"
#include "vas-lock.h"
#include "vas-queue-memory.h"
#include "vas-replica.h"
#include "vas-sql-private.h"

#define MOST_ROWS 100000 /* of a table that are named when they changed */

G_DEFINE_FINAL_TYPE (VasStore, vas_store, G_TYPE_OBJECT)

enum {
  ROWS_CHANGED,
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
clear_ids (gpointer ids)
{
  if (ids != NULL)
    g_array_unref (ids);
}

static GHashTable *
new_changed (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, clear_ids);
}

static gboolean
tell_cb (gpointer data)
{
  VasStore *self = data;
  g_autoptr (GHashTable) changed = NULL;
  g_autofree const char **tables = NULL;
  GHashTableIter iter;
  gpointer table, ids;

  g_mutex_lock (&self->mutex);
  changed = g_steal_pointer (&self->changed);
  self->changed = new_changed ();
  g_clear_pointer (&self->source, g_source_unref);
  g_mutex_unlock (&self->mutex);

  g_hash_table_iter_init (&iter, changed);
  while (g_hash_table_iter_next (&iter, &table, &ids))
    g_signal_emit (self, signals[ROWS_CHANGED], g_quark_from_string (table), table, ids);
  tables = (const char **) g_hash_table_get_keys_as_array (changed, NULL);
  g_signal_emit (self, signals[CHANGED], 0, tables);
  return G_SOURCE_REMOVE;
}

/* Adds to the rows of a table, until they are too many to be named. */
static void
add_changed (VasStore   *self,
             const char *table,
             GArray     *ids)
{
  GArray *known = NULL;

  if (!g_hash_table_lookup_extended (self->changed, table, NULL, (gpointer *) &known))
    {
      g_hash_table_insert (self->changed, g_strdup (table), ids != NULL ? g_array_ref (ids) : NULL);
      return;
    }

  if (known == NULL)
    return;
  if (ids == NULL || known->len + ids->len > MOST_ROWS)
    g_hash_table_replace (self->changed, g_strdup (table), NULL);
  else
    g_array_append_vals (known, ids->data, ids->len);
}

/* The mutex is held. */
static void
tell_later (VasStore *self)
{
  if (self->source != NULL)
    return;

  self->source = g_idle_source_new ();
  g_source_set_priority (self->source, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->source, tell_cb, g_object_ref (self), g_object_unref);
  g_source_attach (self->source, self->context);
}

/* On the writer's thread, after a commit. */
static void
changed_cb (char       **tables,
            VasChanges  *changes,
            gpointer     data)
{
  VasStore *self = data;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; tables[i] != NULL; i++)
    {
      g_autoptr (GArray) ids = vas_changes_get_rows (changes, tables[i]);

      if (self->queue != NULL && g_str_equal (tables[i], "request"))
        vas_queue_memory_touch (self->queue, ids);
      add_changed (self, tables[i], ids);
    }
  tell_later (self);
  g_mutex_unlock (&self->mutex);
}

/* On the watch's thread: somebody committed something. */
static void
committed_cb (gpointer data)
{
  VasStore *self = data;

  g_mutex_lock (&self->mutex);
  if (self->open)
    {
      add_changed (self, "replica", NULL);
      tell_later (self);
    }
  g_mutex_unlock (&self->mutex);
}

static void
vas_store_finalize (GObject *object)
{
  VasStore *self = VAS_STORE (object);

  if (self->open)
    {
      g_warning ("The store in %s was let go of without being closed.", self->directory);
      vas_store_close (self);
    }
  g_clear_pointer (&self->changed, g_hash_table_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->writes, g_async_queue_unref);
  g_clear_pointer (&self->reads, g_async_queue_unref);
  g_clear_pointer (&self->queue, vas_queue_memory_free);
  g_mutex_clear (&self->mutex);
  g_free (self->directory);
  g_free (self->database);

  G_OBJECT_CLASS (vas_store_parent_class)->finalize (object);
}

static void
vas_store_class_init (VasStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_store_finalize;

  signals[ROWS_CHANGED] = g_signal_new ("rows-changed", VAS_TYPE_STORE, G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_ARRAY);
  signals[CHANGED] = g_signal_new ("changed", VAS_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRV);
}

static void
vas_store_init (VasStore *self)
{
  self->lock = -1;
  self->context = g_main_context_ref_thread_default ();
  self->changed = new_changed ();
  self->reads = g_async_queue_new ();
  g_mutex_init (&self->mutex);
}

/**
 * vas_store_open_reader:
 *
 * Returns: (transfer full) (nullable): a connection for reading of the caller's own, for what takes long; any thread
 */
VasSql *
vas_store_open_reader (VasStore  *self,
                       GError   **error)
{
  return self->database != NULL ? vas_database_open_to_look (self->database, error)
                                : vas_replica_open_to_look (self->directory, self->writer == NULL, error);
}

static gboolean
open_readers (VasStore  *self,
              GError   **error)
{
  for (guint i = 0; i < VAS_STORE_N_READERS; i++)
    {
      VasSql *sql = vas_store_open_reader (self, error);

      if (sql == NULL)
        return FALSE;
      sql->queue = self->queue;
      self->readers[i] = vas_worker_new_reader (sql, self->reads);
    }

  return TRUE;
}

static gboolean
open_writer (VasStore  *self,
             GError   **error)
{
  VasSql *sql;

  if (!vas_replica_make_directory (self->directory, error))
    return FALSE;
  self->lock = vas_lock_take (self->directory, error);
  if (self->lock < 0)
    return FALSE;
  sql = vas_replica_open (self->directory, &self->unclean, error);
  if (sql == NULL)
    return FALSE;

  vas_blobs_sweep (self->directory);
  self->writes = g_async_queue_new ();
  self->queue = vas_queue_memory_new ();
  self->writer = vas_worker_new_writer (sql, self->writes, changed_cb, self);
  return TRUE;
}

static gboolean
open_server (VasStore  *self,
             GError   **error)
{
  VasSql *sql = vas_replica_make_directory (self->directory, error) ? vas_database_open (self->database, error) : NULL;

  if (sql == NULL)
    return FALSE;

  self->writes = g_async_queue_new ();
  self->writer = vas_worker_new_writer (sql, self->writes, changed_cb, self);
  self->watch = vas_watch_new (self->database, committed_cb, self, error);
  return self->watch != NULL;
}

/**
 * vas_store_open_database:
 * @uri: postgresql://…, a database that is empty or holds a backend's records
 * @directory: for files beside the records; made where it is absent, unless they are only looked at
 *
 * Opens a backend's records on a server, which other daemons may have open too. Errors are those of vas_store_open(),
 * %VAS_STORE_ERROR_BUSY where the server cannot be reached.
 *
 * Returns: (transfer full) (nullable): the store, for vas_store_close()
 */
VasStore *
vas_store_open_database (const char     *uri,
                         const char     *directory,
                         VasStoreFlags   flags,
                         GError        **error)
{
  g_autoptr (VasStore) self = NULL;

  g_return_val_if_fail (uri != NULL && directory != NULL, NULL);

  self = g_object_new (VAS_TYPE_STORE, NULL);
  self->directory = g_strdup (directory);
  self->database = g_strdup (uri);
  self->open = TRUE;
  if ((flags & VAS_STORE_READ_ONLY || open_server (self, error)) && open_readers (self, error))
    return g_steal_pointer (&self);

  vas_store_close (self);
  return NULL;
}

/**
 * vas_store_open:
 * @directory: the replica's directory, made where it is absent; with %VAS_STORE_READ_ONLY it may be the address of a server
 *
 * %VAS_STORE_ERROR_BUSY where another program has it open, %VAS_STORE_ERROR_READ_ONLY where it cannot be written,
 * %VAS_STORE_ERROR_NEWER where a newer program wrote it (both can be looked at with %VAS_STORE_READ_ONLY),
 * %VAS_STORE_ERROR_DAMAGED where it was damaged and has been set aside, %VAS_STORE_ERROR_FULL; every message says what to
 * do. Blocks, for as long as a migration or the check after an unclean end takes.
 *
 * Returns: (transfer full) (nullable): the store, for vas_store_close()
 */
VasStore *
vas_store_open (const char     *directory,
                VasStoreFlags   flags,
                GError        **error)
{
  g_autoptr (VasStore) self = NULL;

  g_return_val_if_fail (directory != NULL, NULL);

  self = g_object_new (VAS_TYPE_STORE, NULL);
  self->directory = g_strdup (directory);
  self->database = vas_sql_is_server (directory) ? g_strdup (directory) : NULL;
  self->open = TRUE;
  if ((flags & VAS_STORE_READ_ONLY || open_writer (self, error)) && open_readers (self, error))
    return g_steal_pointer (&self);

  vas_store_close (self);
  return NULL;
}

/* From here on nothing is taken any more; each worker stops at the end of what it has. */
static gboolean
shut (VasStore *self)
{
  gboolean was_open;

  g_mutex_lock (&self->mutex);
  was_open = self->open;
  self->open = FALSE;
  for (guint i = 0; was_open && i < VAS_STORE_N_READERS; i++)
    {
      if (self->readers[i] != NULL)
        vas_worker_push_stop (self->reads);
    }
  if (was_open && self->writer != NULL)
    vas_worker_push_stop (self->writes);
  g_mutex_unlock (&self->mutex);

  return was_open;
}

/**
 * vas_store_close:
 *
 * Waits for what was handed in, stops the threads, marks the file as closed (unless damage was met, so that the next open
 * checks it) and lets go of the directory. What is handed in
 * afterwards fails with %G_IO_ERROR_CLOSED. A second close does nothing. On the opener's thread.
 */
void
vas_store_close (VasStore *self)
{
  gboolean damaged = FALSE;

  g_return_if_fail (VAS_IS_STORE (self));

  if (!shut (self))
    return;

  g_clear_pointer (&self->watch, vas_watch_free);
  for (guint i = 0; i < VAS_STORE_N_READERS; i++)
    {
      VasSql *sql = self->readers[i] != NULL ? vas_worker_join (g_steal_pointer (&self->readers[i])) : NULL;

      if (sql == NULL)
        continue;
      damaged = damaged || vas_sql_is_damaged (sql);
      vas_sql_close (sql);
    }
  if (self->writer != NULL && self->database != NULL)
    vas_sql_close (vas_worker_join (g_steal_pointer (&self->writer)));
  else if (self->writer != NULL)
    vas_replica_close (vas_worker_join (g_steal_pointer (&self->writer)), damaged);
  if (self->lock >= 0)
    vas_lock_release (self->lock);
  self->lock = -1;

  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

/** vas_store_is_shared: whether the records are on a server, where other programs may have them open too. */
gboolean
vas_store_is_shared (VasStore *self)
{
  return self->database != NULL;
}

/** vas_store_get_database: (transfer none) (nullable): the address of the server that has the records; NULL where they are a file. */
const char *
vas_store_get_database (VasStore *self)
{
  g_return_val_if_fail (VAS_IS_STORE (self), NULL);

  return self->database;
}

/** vas_store_get_directory: (transfer none): where the replica is, and the files beside the records. */
const char *
vas_store_get_directory (VasStore *self)
{
  g_return_val_if_fail (VAS_IS_STORE (self), NULL);

  return self->directory;
}

/** vas_store_was_unclean: whether whoever had the replica open before did not close it; it was checked and is sound. */
gboolean
vas_store_was_unclean (VasStore *self)
{
  g_return_val_if_fail (VAS_IS_STORE (self), FALSE);

  return self->unclean;
}
