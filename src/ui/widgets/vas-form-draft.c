/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was typed into a form outlives a crash: it is kept beside the records, under the command and what it is about, half a
 * second after the last key, and given back when the form is opened again. Sent or emptied, it is gone. Main thread.
 */

#include "vas-form-private.h"

#include "vas-draft.h"

#include <json-glib/json-glib.h>

#define SAVE_AFTER_MS 500

typedef struct {
  char   *kind;
  char   *subject;
  char   *value;                    /* nullable: nothing is kept */
  gint64  now;
} Job;

static void
job_free (Job *job)
{
  g_free (job->kind);
  g_free (job->subject);
  g_free (job->value);
  g_free (job);
}

static Job *
make_job (VasForm *self,
          char    *value)
{
  Job *job = g_new0 (Job, 1);

  job->kind = g_strconcat ("form.", self->command, NULL);
  job->subject = g_strdup (self->draft_subject);
  job->value = value;
  job->now = vas_desk_get_now (self->desk);

  return job;
}

static gpointer
save (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const Job *job = data;
  const gboolean saved = job->value != NULL ? vas_draft_save (sql, job->kind, job->subject, job->value, job->now, error)
                                            : vas_draft_delete (sql, job->kind, job->subject, error);

  return GINT_TO_POINTER (saved);
}

static gpointer
load (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const Job *job = data;
  g_autoptr (GError) local_error = NULL;
  char *value = vas_draft_load (sql, job->kind, job->subject, &local_error);

  return value != NULL ? value : g_strdup ("");
}

static char *
form_to_text (VasForm *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  gboolean any = FALSE;

  for (guint i = 0; i < self->fields->len; i++)
    {
      g_autofree char *text = vas_form_field_get_text (g_ptr_array_index (self->fields, i));

      json_object_set_string_member (object, vas_form_field_get_id (g_ptr_array_index (self->fields, i)), text);
      any = any || *text != '\0';
    }
  json_node_take_object (root, object);

  return any ? json_to_string (root, FALSE) : NULL;
}

static void
write_job (VasForm *self,
           Job     *job)
{
  if (vas_desk_is_read_only (self->desk))
    job_free (job);
  else
    vas_store_write_async (vas_desk_get_store (self->desk), save, job, (GDestroyNotify) job_free, NULL, NULL, NULL, NULL);
}

static gboolean
save_cb (gpointer user_data)
{
  VasForm *self = user_data;

  self->draft_timer = 0;
  write_job (self, make_job (self, form_to_text (self)));

  return G_SOURCE_REMOVE;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasForm) self = user_data;
  g_autofree char *value = vas_store_finish (VAS_STORE (object), result, NULL);
  g_autoptr (JsonNode) root = value != NULL && *value != '\0' ? json_from_string (value, NULL) : NULL;
  JsonObject *kept;

  if (self->desk == NULL || root == NULL || !JSON_NODE_HOLDS_OBJECT (root) || self->draft_timer != 0)
    return;
  kept = json_node_get_object (root);
  self->draft_loading = TRUE;
  for (guint i = 0; i < self->fields->len; i++)
    {
      const char *text = json_object_get_string_member_with_default (kept, vas_form_field_get_id (g_ptr_array_index (self->fields, i)), "");

      if (*text != '\0')
        vas_form_field_set_text (g_ptr_array_index (self->fields, i), text);
    }
  self->draft_loading = FALSE;
}

/**
 * vas_form_set_draft:
 * @subject: what the form is about: a record's key, or "" for something new
 *
 * From now on the form keeps a draft; one that was kept is filled in. To be called when all fields are there. It is read by the
 * writer, behind what a form that was just closed still has to save.
 */
void
vas_form_set_draft (VasForm    *self,
                    const char *subject)
{
  g_free (self->draft_subject);
  self->draft_subject = g_strdup (subject);
  if (!vas_desk_is_read_only (self->desk))
    vas_store_write_async (vas_desk_get_store (self->desk), load, make_job (self, NULL), (GDestroyNotify) job_free, g_free, NULL,
                           loaded_cb, g_object_ref (self));
}

/** vas_form_draft_touch: something was typed. */
void
vas_form_draft_touch (VasForm *self)
{
  if (self->draft_subject == NULL || self->draft_loading)
    return;
  g_clear_handle_id (&self->draft_timer, g_source_remove);
  self->draft_timer = g_timeout_add (SAVE_AFTER_MS, save_cb, self);
}

/** vas_form_draft_forget: it was sent. */
void
vas_form_draft_forget (VasForm *self)
{
  g_clear_handle_id (&self->draft_timer, g_source_remove);
  if (self->draft_subject != NULL)
    write_job (self, make_job (self, NULL));
}

/** vas_form_draft_flush: the form goes: what was typed last is kept at once. */
void
vas_form_draft_flush (VasForm *self)
{
  if (self->draft_timer == 0)
    return;
  g_clear_handle_id (&self->draft_timer, g_source_remove);
  if (self->desk != NULL)
    write_job (self, make_job (self, form_to_text (self)));
}
