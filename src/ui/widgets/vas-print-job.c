/* SPDX-License-Identifier: GPL-3.0-or-later */

/* See the header. The PDF is written aside first, then recorded with its digest, and only then named, as every export is; the printer
 * gets the same drawing after the same record. Who then thinks better of it in the dialog of the printer stays recorded: that is the
 * side to err on. Main thread.
 */

#include "vas-print-job.h"

#include "vas-aside.h"
#include "vas-compat.h"

#include <glib/gi18n.h>

typedef struct {
  VasPrintJob job;
  GtkWindow  *parent;               /* nullable */
  char       *kind;
  char       *part;                 /* nullable */
  gboolean    to_file;
  VasAside   *aside;                /* nullable: nothing is drawn yet */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  vas_aside_free (work->aside);
  g_object_unref (work->job.print);
  g_clear_object (&work->parent);
  g_free (work->kind);
  g_free (work->part);
  g_free (work);
}

static void
copy_job (Work              *work,
          const VasPrintJob *job,
          GtkWindow         *parent)
{
  work->job = *job;
  work->kind = g_strdup (job->kind);
  work->part = g_strdup (job->part);
  work->job.kind = work->kind;
  work->job.part = work->part;
  g_object_ref (job->print);
  g_set_object (&work->parent, parent);
}

static void
recorded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (vas_aside_record_finish (VAS_DESK (object), result, &error) &&
      (work->to_file || work->job.run (work->job.print, work->parent, &error)))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* (transfer full): its SHA-256; NULL with @error set where it could not be drawn. */
static char *
draw_aside (Work     *work,
            GError  **error)
{
  const char *path = vas_aside_get_path (work->aside);
  g_autofree char *bytes = NULL;
  gsize size;

  if (!work->job.export (work->job.print, path, error) || !g_file_get_contents (path, &bytes, &size, error))
    return NULL;

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, size);
}

/**
 * vas_print_job_async:
 * @job: copied; its @print is kept until the end
 * @path: (nullable): the PDF's name; NULL for the printer, which is asked for
 *
 * Records that it leaves, and lets it leave.
 */
void
vas_print_job_async (const VasPrintJob   *job,
                     VasDesk             *desk,
                     GtkWindow           *parent,
                     const char          *path,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task = g_task_new (desk, NULL, callback, user_data);
  Work *work = g_new0 (Work, 1);
  g_autoptr (VasCommand) command = NULL;
  g_autofree char *digest = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, vas_print_job_async);
  g_task_set_task_data (task, work, work_free);
  copy_job (work, job, parent);
  work->to_file = path != NULL;
  work->aside = vas_aside_new (desk, path, &error);
  digest = work->aside != NULL ? draw_aside (work, &error) : NULL;
  if (digest == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  command = vas_desk_new_command (desk, "export.record");
  vas_command_set_text (command, "kind", work->kind);
  if (work->part != NULL)
    vas_command_set_text (command, "part", work->part);
  vas_command_set_int (command, "rows", job->rows);
  vas_command_set_text (command, "digest", digest);
  vas_aside_record_async (work->aside, command, recorded_cb, task);
}

/** vas_print_job_finish: FALSE with @error set where nothing left. */
gboolean
vas_print_job_finish (VasDesk       *desk,
                      GAsyncResult  *result,
                      GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree char *path = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!vas_print_job_finish (VAS_DESK (object), result, &error))
    text = g_strdup (error->message);
  else if (path != NULL)
    text = g_strdup_printf (_("Saved to %s. That is recorded."), path);
  if (text != NULL)
    vas_desk_toast (VAS_DESK (object), text);
}

/** vas_print_job_start: prints, and says so where it fails. */
void
vas_print_job_start (const VasPrintJob *job,
                     VasDesk           *desk,
                     GtkWindow         *parent)
{
  vas_print_job_async (job, desk, parent, NULL, done_cb, NULL);
}

typedef struct {
  Work    *work;
  VasDesk *desk;
} Choice;

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Choice *choice = user_data;
  g_autoptr (VasDesk) desk = choice->desk;
  g_autoptr (GFile) file = vas_compat_choose_file_finish (result, NULL);
  char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    vas_print_job_async (&choice->work->job, desk, choice->work->parent, path, done_cb, path);
  work_free (choice->work);
}

/** vas_print_job_save: asks for a file, @name being proposed, and makes a PDF of it. */
void
vas_print_job_save (const VasPrintJob *job,
                    VasDesk           *desk,
                    GtkWindow         *parent,
                    const char        *name)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->work = g_new0 (Work, 1);
  copy_job (choice->work, job, parent);
  choice->desk = g_object_ref (desk);
  vas_compat_choose_file_async (parent, GTK_FILE_CHOOSER_ACTION_SAVE, _("Save as PDF"), name, NULL, NULL, chosen_cb, choice);
}
