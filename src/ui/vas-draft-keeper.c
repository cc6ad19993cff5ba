/* SPDX-License-Identifier: GPL-3.0-or-later */

/* See the header. Everything goes through the writer, reading too, so that a form which is opened again right after it was
 * closed finds what was typed last. A draft that cannot be read is as good as none. On records that cannot be changed nothing
 * is kept. Main thread; the work is the store's.
 */

#include "vas-draft-keeper.h"

#include "vas-draft.h"
#include "vas-json-reader.h"
#include "vas-json-writer.h"

#define DELAY_MS 400
#define MAX_SIZE (256 * 1024)

struct _VasDraftKeeper
{
  GObject   parent_instance;

  VasDesk  *desk;
  char     *kind;
  char     *subject;
  char     *waiting;                /* to be written when the timer ends; NULL: nothing is left of it */
  guint     timer;
};

G_DEFINE_FINAL_TYPE (VasDraftKeeper, vas_draft_keeper, G_TYPE_OBJECT)

typedef struct {
  char   *kind;
  char   *subject;
  char   *to;     /* (nullable): another subject */
  char   *value;  /* (nullable) */
  gint64  now;
} Work;

static void
work_free (Work *work)
{
  g_free (work->kind);
  g_free (work->subject);
  g_free (work->to);
  g_free (work->value);
  g_free (work);
}

static Work *
work_new (VasDraftKeeper *self,
          char           *value)
{
  Work *work = g_new0 (Work, 1);

  work->kind = g_strdup (self->kind);
  work->subject = g_strdup (self->subject);
  work->value = value;
  work->now = vas_desk_get_now (self->desk);

  return work;
}

static gpointer
write_draft (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  const Work *work = data;
  gboolean done;

  if (work->value != NULL)
    done = vas_draft_save (sql, work->kind, work->subject, work->value, work->now, error);
  else
    done = vas_draft_delete (sql, work->kind, work->subject, error);

  return GINT_TO_POINTER (done);
}

static gpointer
move_draft (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const Work *work = data;

  return GINT_TO_POINTER (vas_draft_move (sql, work->kind, work->subject, work->to, error));
}

/* Saved under the other subject before its own goes, in one transaction. */
static gpointer
write_aside (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  const Work *work = data;

  return GINT_TO_POINTER (vas_draft_save (sql, work->kind, work->to, work->value, work->now, error) &&
                          vas_draft_delete (sql, work->kind, work->subject, error));
}

static gpointer
read_draft (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const Work *work = data;
  char *value = vas_draft_load (sql, work->kind, work->subject, NULL);

  return value != NULL ? value : g_strdup ("");
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasDraftKeeper) self = user_data;
  g_autoptr (GError) error = NULL;

  vas_store_finish (VAS_STORE (object), result, &error);
  if (error != NULL && self->desk != NULL)
    vas_desk_toast (self->desk, error->message);
}

/* What cannot be kept is said while somebody types, not when the form has gone: @say. */
static void
write_now (VasDraftKeeper *self,
           char           *value,
           gboolean        say)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (vas_desk_is_read_only (self->desk))
    g_free (value);
  else
    vas_store_write_async (vas_desk_get_store (self->desk), write_draft, work_new (self, value), (GDestroyNotify) work_free, NULL,
                           NULL, say ? written_cb : NULL, say ? g_object_ref (self) : NULL);
}

static gboolean
timer_cb (gpointer user_data)
{
  VasDraftKeeper *self = user_data;

  self->timer = 0;
  write_now (self, g_steal_pointer (&self->waiting), TRUE);

  return G_SOURCE_REMOVE;
}

static void
vas_draft_keeper_dispose (GObject *object)
{
  VasDraftKeeper *self = VAS_DRAFT_KEEPER (object);

  if (self->desk != NULL)
    vas_draft_keeper_flush (self);
  g_clear_pointer (&self->waiting, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->subject, g_free);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_draft_keeper_parent_class)->dispose (object);
}

static void
vas_draft_keeper_class_init (VasDraftKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vas_draft_keeper_dispose;
}

static void
vas_draft_keeper_init (VasDraftKeeper *self)
{
}

/** vas_draft_keeper_new: (transfer full): @kind: which form; @subject: the key of what it is about, "" or "new" for something new. */
VasDraftKeeper *
vas_draft_keeper_new (VasDesk    *desk,
                      const char *kind,
                      const char *subject)
{
  VasDraftKeeper *self = g_object_new (VAS_TYPE_DRAFT_KEEPER, NULL);

  self->desk = g_object_ref (desk);
  self->kind = g_strdup (kind);
  self->subject = g_strdup (subject);

  return self;
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

/**
 * vas_draft_keeper_subject_of:
 * @keys: (element-type utf8): of the records that a form is about, in any order
 *
 * Returns: (transfer full): the subject of a draft about all of them together; with one more or one less it is another
 */
char *
vas_draft_keeper_subject_of (GPtrArray *keys)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (keys, NULL, NULL);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_keys);
  for (guint i = 0; i < sorted->len; i++)
    {
      g_checksum_update (sum, g_ptr_array_index (sorted, i), -1);
      g_checksum_update (sum, (const guchar *) "\n", 1);
    }

  return g_strdup (g_checksum_get_string (sum));
}

/** vas_draft_keeper_save: keeps @value shortly; NULL where nothing that was typed is left. */
void
vas_draft_keeper_save (VasDraftKeeper *self,
                       JsonNode       *value)
{
  g_free (self->waiting);
  self->waiting = value != NULL ? vas_json_to_text (value) : NULL;
  if (self->timer == 0)
    self->timer = g_timeout_add (DELAY_MS, timer_cb, self);
}

/**
 * vas_draft_keeper_move:
 * @from: a subject of the same kind of form
 * @to: another, whose draft it replaces
 *
 * What was kept of one subject is of the other from now on. What was typed last of the keeper's own is kept before.
 */
void
vas_draft_keeper_move (VasDraftKeeper *self,
                       const char     *from,
                       const char     *to)
{
  Work *work;

  vas_draft_keeper_flush (self);
  if (vas_desk_is_read_only (self->desk))
    return;

  work = work_new (self, NULL);
  g_free (work->subject);
  work->subject = g_strdup (from);
  work->to = g_strdup (to);
  vas_store_write_async (vas_desk_get_store (self->desk), move_draft, work, (GDestroyNotify) work_free, NULL, NULL, written_cb,
                         g_object_ref (self));
}

static void
aside_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  vas_store_finish (VAS_STORE (object), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * vas_draft_keeper_set_aside_async:
 * @value: the form as it is now
 * @subject: another, under which it waits from now on
 *
 * The keeper has no draft any more when it succeeded; where it failed, what it had is still there.
 */
void
vas_draft_keeper_set_aside_async (VasDraftKeeper      *self,
                                  JsonNode            *value,
                                  const char          *subject,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Work *work = work_new (self, vas_json_to_text (value));

  work->to = g_strdup (subject);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->waiting, g_free);
  vas_store_write_async (vas_desk_get_store (self->desk), write_aside, work, (GDestroyNotify) work_free, NULL, NULL, aside_cb, task);
}

/** vas_draft_keeper_set_aside_finish: FALSE with the store's error. */
gboolean
vas_draft_keeper_set_aside_finish (VasDraftKeeper  *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/** vas_draft_keeper_flush: the form goes: what was typed last is kept at once. */
void
vas_draft_keeper_flush (VasDraftKeeper *self)
{
  if (self->timer != 0)
    write_now (self, g_steal_pointer (&self->waiting), FALSE);
}

/** vas_draft_keeper_discard: what was kept is no longer wanted: it was submitted, or thrown away. */
void
vas_draft_keeper_discard (VasDraftKeeper *self)
{
  g_clear_pointer (&self->waiting, g_free);
  write_now (self, NULL, FALSE);
}

/** vas_draft_keeper_forget: vas_draft_keeper_discard() for who has no keeper: the form is gone, its command was saved. */
void
vas_draft_keeper_forget (VasDesk    *desk,
                         const char *kind,
                         const char *subject)
{
  g_autoptr (VasDraftKeeper) keeper = vas_draft_keeper_new (desk, kind, subject);

  vas_draft_keeper_discard (keeper);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *text = vas_store_finish (VAS_STORE (object), result, &error);
  JsonNode *node;

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  node = *text != '\0' ? vas_json_parse_strict (text, -1, MAX_SIZE, NULL) : NULL;
  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    g_clear_pointer (&node, json_node_unref);
  g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
}

/** vas_draft_keeper_load_async: reads what was kept. */
void
vas_draft_keeper_load_async (VasDraftKeeper      *self,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, vas_draft_keeper_load_async);
  if (vas_desk_is_read_only (self->desk))
    {
      g_task_return_pointer (task, NULL, NULL);
      g_object_unref (task);
      return;
    }
  vas_store_write_async (vas_desk_get_store (self->desk), read_draft, work_new (self, NULL), (GDestroyNotify) work_free, g_free,
                         NULL, read_cb, task);
}

/**
 * vas_draft_keeper_load_finish: (transfer full) (nullable): what was kept, an object; NULL where there is nothing, and where
 * something was typed while it was read, which is newer.
 */
JsonNode *
vas_draft_keeper_load_finish (VasDraftKeeper  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_autoptr (JsonNode) root = g_task_propagate_pointer (G_TASK (result), error);

  return self->timer == 0 ? g_steal_pointer (&root) : NULL;
}
