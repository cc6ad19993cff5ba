/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The maintenance of a desk's scope: some time after everything was received, and then every few hours, what fell out of the scope
 * goes (vas-scope-drop.c), and pinned cases that are not here, as after everything was fetched anew, are fetched again, one after another.
 * Nothing of it is urgent: what fails is tried again the next time. Photos of sheets that were locked go at once, and then as often.
 * Main thread; the work is the store's.
 */

#include "vas-sync-scope.h"

#include "vas-blob-queue.h"
#include "vas-erasure.h"
#include "vas-order.h"
#include "vas-pin.h"
#include "vas-sync-private.h"

#define FIRST_SECONDS 20
#define EVERY_SECONDS (6 * 60 * 60)
#define MOST_PINS 50
#define PIN_SECONDS 3 /* between two: a person has sixty questions in a minute, and opens records meanwhile */

/* The task data is the work; it lives as long as the task. */
static void
gone_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  VasScopeFallen *fallen = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (vas_store_finish (VAS_STORE (object), result, &error) == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("What fell out of the scope could not be let go and will be tried again: %s", error->message);
      return;
    }
  if (fallen->cases->len > 0)
    vas_store_write_async (VAS_STORE (object), vas_scope_write_fallen, fallen, NULL, NULL, g_task_get_cancellable (task), gone_cb,
                           g_object_ref (task));
  else if (fallen->n_records > 0)
    g_message ("Records older than the scope that were let go here: %u.", fallen->n_records);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasSync) self = user_data;
  VasScopeFallen *fallen = vas_store_finish (VAS_STORE (object), result, NULL);
  g_autoptr (GTask) task = NULL;

  if (fallen == NULL)
    return;
  task = g_task_new (self, self->closing, NULL, NULL);
  g_task_set_task_data (task, fallen, (GDestroyNotify) vas_scope_fallen_free);
  if (fallen->cases->len > 0)
    vas_store_write_async (self->store, vas_scope_write_fallen, fallen, NULL, NULL, self->closing, gone_cb, g_object_ref (task));
}

static gpointer
list_missing (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  return vas_pin_list_missing (sql, error);
}

static gboolean next_pin_cb (gpointer user_data);

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  VasSync *self = VAS_SYNC (object);
  g_autoptr (GError) error = NULL;

  if (!vas_sync_keep_finish (self, result, &error))
    {
      if (g_cancellable_is_cancelled (self->closing))
        return;
      g_message ("A record that is kept on this desk could not be fetched: %s", error->message);
    }
  if (self->missing->len > 0)
    self->next_pin = g_timeout_add_seconds (PIN_SECONDS, next_pin_cb, self);
}

/* The last of those that are missing, which is the one that was pinned last. */
static void
fetch_pin (VasSync *self)
{
  const VasPin *pin = g_ptr_array_index (self->missing, self->missing->len - 1);
  g_autofree char *record = g_strconcat (pin->type == VAS_TYPE_ORDER ? "order/" : "request/", pin->key, NULL);

  g_ptr_array_set_size (self->missing, (int) self->missing->len - 1);
  vas_sync_keep_async (self, record, self->closing, kept_cb, NULL);
}

static gboolean
next_pin_cb (gpointer user_data)
{
  VasSync *self = user_data;

  self->next_pin = 0;
  fetch_pin (self);
  return G_SOURCE_REMOVE;
}

static void
missing_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasSync) self = user_data;
  g_autoptr (GPtrArray) pins = vas_store_finish (VAS_STORE (object), result, NULL);

  if (pins == NULL || pins->len == 0)
    return;

  self->missing = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_pin_free);
  g_ptr_array_set_size (pins, (int) MIN (pins->len, MOST_PINS));
  while (pins->len > 0)
    g_ptr_array_add (self->missing, g_ptr_array_steal_index (pins, pins->len - 1));
  fetch_pin (self);
}

typedef struct {
  char   *directory;
  gint64  since;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->directory);
  g_free (look);
}

/* A VasStoreFunc: (transfer full): up to where it looked. */
static gpointer
drop_locked (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  const Look *look = data;
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);
  gboolean erased = look->since == 0;

  if (head == NULL || (!erased && !vas_erasure_came_after (sql, look->since, &erased, error)) ||
      (erased && !vas_blob_queue_drop_locked (sql, look->directory, error)))
    return NULL;

  return g_memdup2 (&head->seq, sizeof head->seq);
}

static void
dropped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasSync) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *through = vas_store_finish (VAS_STORE (object), result, &error);

  if (through != NULL)
    self->looked_at = *through;
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("Photos that are locked are still here, and will be looked for again: %s", error->message);
}

/* vas_sync_drop_locked: photos of sheets that were locked go from this desk, where somebody was erased since it was last looked (R29). */
void
vas_sync_drop_locked (VasSync *self)
{
  Look *look = g_new0 (Look, 1);

  look->directory = g_strdup (vas_store_get_directory (self->store));
  look->since = self->looked_at;
  vas_store_read_async (self->store, drop_locked, look, look_free, g_free, self->closing, dropped_cb, g_object_ref (self));
}

static gboolean
tidy_cb (gpointer user_data)
{
  VasSync *self = user_data;

  self->looked_at = 0;
  vas_sync_drop_locked (self);
  self->tidy = g_timeout_add_seconds (EVERY_SECONDS, tidy_cb, self);
  vas_store_read_async (self->store, vas_scope_read_fallen, NULL, NULL, (GDestroyNotify) vas_scope_fallen_free, self->closing, found_cb,
                        g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* vas_sync_tidy_later: everything was received: pins are looked after, and the maintenance begins soon, where it has not. */
void
vas_sync_tidy_later (VasSync *self)
{
  if (self->tidy != 0)
    return;

  self->tidy = g_timeout_add_seconds (FIRST_SECONDS, tidy_cb, self);
  vas_store_read_async (self->store, list_missing, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, self->closing, missing_cb,
                        g_object_ref (self));
}
