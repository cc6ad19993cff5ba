/* SPDX-License-Identifier: GPL-3.0-or-later */

/* See the header. Main thread; the writing is the store's. A draft that cannot be read is as good as none. */

#include "vas-request-draft.h"

#include "vas-draft.h"
#include "vas-json-reader.h"
#include "vas-json-writer.h"

#define KIND "request"
#define DELAY_MS 400
#define MAX_SIZE (256 * 1024)

struct _VasRequestDraft
{
  GObject   parent_instance;

  VasDesk  *desk;
  char     *subject;
  char     *waiting;                /* to be written when the timer ends */
  guint     timer;
};

G_DEFINE_FINAL_TYPE (VasRequestDraft, vas_request_draft, G_TYPE_OBJECT)

typedef struct {
  char   *subject;
  char   *value;
  gint64  now;
} Work;

static void
work_free (Work *work)
{
  g_free (work->subject);
  g_free (work->value);
  g_free (work);
}

static Work *
work_new (VasRequestDraft *self,
          char            *value)
{
  Work *work = g_new0 (Work, 1);

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
  Work *work = data;
  gboolean done;

  if (work->value != NULL)
    done = vas_draft_save (sql, KIND, work->subject, work->value, work->now, error);
  else
    done = vas_draft_delete (sql, KIND, work->subject, error);

  return GINT_TO_POINTER (done);
}

static gpointer
read_draft (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Work *work = data;

  return vas_draft_load (sql, KIND, work->subject, error);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasRequestDraft) self = user_data;
  g_autoptr (GError) error = NULL;

  vas_store_finish (VAS_STORE (object), result, &error);
  if (error != NULL)
    vas_desk_toast (self->desk, error->message);
}

static void
write_now (VasRequestDraft *self,
           char            *value)
{
  vas_store_write_async (vas_desk_get_store (self->desk), write_draft, work_new (self, value), (GDestroyNotify) work_free, NULL,
                         NULL, written_cb, g_object_ref (self));
}

static gboolean
timer_cb (gpointer user_data)
{
  VasRequestDraft *self = user_data;

  self->timer = 0;
  write_now (self, g_steal_pointer (&self->waiting));

  return G_SOURCE_REMOVE;
}

static void
vas_request_draft_dispose (GObject *object)
{
  VasRequestDraft *self = VAS_REQUEST_DRAFT (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->waiting, g_free);
  g_clear_pointer (&self->subject, g_free);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_request_draft_parent_class)->dispose (object);
}

static void
vas_request_draft_class_init (VasRequestDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vas_request_draft_dispose;
}

static void
vas_request_draft_init (VasRequestDraft *self)
{
}

/** vas_request_draft_new: the draft of @subject, which is "new" or the key of the request being corrected. */
VasRequestDraft *
vas_request_draft_new (VasDesk    *desk,
                       const char *subject)
{
  VasRequestDraft *self = g_object_new (VAS_TYPE_REQUEST_DRAFT, NULL);

  self->desk = g_object_ref (desk);
  self->subject = g_strdup (subject);

  return self;
}

/** vas_request_draft_save: keeps @value, shortly after the last call. */
void
vas_request_draft_save (VasRequestDraft *self,
                        JsonNode        *value)
{
  g_free (self->waiting);
  self->waiting = vas_json_to_text (value);
  if (self->timer == 0)
    self->timer = g_timeout_add (DELAY_MS, timer_cb, self);
}

/** vas_request_draft_discard: what was kept is no longer wanted: it was submitted, or thrown away. */
void
vas_request_draft_discard (VasRequestDraft *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->waiting, g_free);
  write_now (self, NULL);
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
  node = text != NULL ? vas_json_parse_strict (text, -1, MAX_SIZE, NULL) : NULL;
  g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
}

/** vas_request_draft_load_async: reads what was kept. */
void
vas_request_draft_load_async (VasRequestDraft     *self,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  vas_store_read_async (vas_desk_get_store (self->desk), read_draft, work_new (self, NULL), (GDestroyNotify) work_free, g_free,
                        NULL, read_cb, task);
}

/** vas_request_draft_load_finish: (transfer full) (nullable): what was kept, an object; NULL where there is nothing. */
JsonNode *
vas_request_draft_load_finish (VasRequestDraft  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
