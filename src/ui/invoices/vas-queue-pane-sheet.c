/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Copying rows of the queue, and exporting all that it shows. An export is written aside by a reader's thread, then recorded (R31),
 * and only then gets its name: there is no file without its row in the trail. One at a time; after a second its progress shows
 * and it can be cancelled.
 */

#include "vas-queue-pane-private.h"

#include "vas-aside.h"
#include "vas-compat.h"
#include "vas-queue-sheet.h"

#include <glib/gi18n.h>

#define SHOW_AFTER_MS 1000
#define TICK_MS 100

typedef struct {
  VasQueuePane     *pane;
  VasQueueQuestion *question;
  VasAside         *aside;
  char             *name;           /* of the sheet */
  VasSheetFormat    format;
  VasQueueSheet     sheet;
  guint             tick;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_clear_handle_id (&export->tick, g_source_remove);
  vas_aside_free (export->aside);
  vas_queue_question_unref (export->question);
  g_object_unref (export->pane);
  g_free (export->name);
  g_free (export->sheet.digest);
  g_free (export);
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasQueuePane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = vas_queue_load_rows_finish (VAS_DESK (object), result, &error);
  g_autofree char *text = NULL;
  g_autofree char *said = NULL;

  if (self->desk == NULL)
    return;
  if (rows == NULL)
    {
      vas_desk_toast (self->desk, error->message);
      return;
    }

  text = vas_queue_sheet_to_text (rows);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  said = g_strdup_printf (ngettext ("%u row is copied.", "%u rows are copied.", rows->len), rows->len);
  vas_desk_toast (self->desk, said);
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  VasQueuePane *self = VAS_QUEUE_PANE (widget);
  g_autoptr (GArray) ids = vas_queue_pane_get_selected (self);
  g_autoptr (VasQueueQuestion) question = vas_queue_pane_make_question (self);

  if (ids->len > 0)
    vas_queue_load_rows_async (self->desk, question, ids, NULL, copied_cb, g_object_ref (self));
}

static gboolean
tick_cb (gpointer user_data)
{
  Export *export = user_data;
  VasQueuePane *self = export->pane;
  const int done = g_atomic_int_get (&export->sheet.done);
  const int all = g_atomic_int_get (&export->sheet.all);
  g_autofree char *text = g_strdup_printf (_("Exporting: %d of %d"), done, all);

  if (self->desk == NULL)
    {
      export->tick = 0;
      return G_SOURCE_REMOVE;
    }
  vas_queue_pane_show_work (self, text, (guint) done, (guint) all);

  return G_SOURCE_CONTINUE;
}

/**
 * vas_queue_pane_begin_work:
 *
 * One piece of work at a time shows at the foot of the queue how far it is, and can be cancelled there.
 *
 * Returns: (transfer none) (nullable): what its button cancels; NULL where other work is under way
 */
GCancellable *
vas_queue_pane_begin_work (VasQueuePane *self)
{
  if (self->work_cancellable != NULL)
    return NULL;

  self->work_cancellable = g_cancellable_new ();
  self->work_began = g_get_monotonic_time ();

  return self->work_cancellable;
}

/** vas_queue_pane_show_work: how far it is, from the moment on that it has taken a while. */
void
vas_queue_pane_show_work (VasQueuePane *self,
                          const char   *text,
                          guint         done,
                          guint         all)
{
  gtk_label_set_text (self->work_label, text);
  gtk_progress_bar_set_fraction (self->work_bar, all > 0 ? (double) done / all : 0.0);
  if (g_get_monotonic_time () - self->work_began > SHOW_AFTER_MS * G_TIME_SPAN_MILLISECOND)
    gtk_revealer_set_reveal_child (self->work, TRUE);
}

/** vas_queue_pane_end_work: it is done, or was given up. */
void
vas_queue_pane_end_work (VasQueuePane *self)
{
  g_clear_object (&self->work_cancellable);
  if (self->work != NULL)
    gtk_revealer_set_reveal_child (self->work, FALSE);
}

/** vas_queue_pane_cancel_work: ends the work under way, if any. */
void
vas_queue_pane_cancel_work (VasQueuePane *self)
{
  if (self->work_cancellable != NULL)
    g_cancellable_cancel (self->work_cancellable);
}

static gpointer
write_sheet (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Export *export = data;

  return vas_queue_sheet_write (sql, export->question, vas_aside_get_path (export->aside), export->format, export->name, &export->sheet, cancellable,
                                error) ? export : NULL;
}

static void
end_work (GTask *task)
{
  Export *export = g_task_get_task_data (task);

  g_clear_handle_id (&export->tick, g_source_remove);
  vas_queue_pane_end_work (export->pane);
}

static void
recorded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  end_work (task);
  if (vas_aside_record_finish (VAS_DESK (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  VasDesk *desk = export->pane->desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasCommand) command = NULL;

  if (vas_store_finish (VAS_STORE (object), result, &error) == NULL || desk == NULL)
    {
      end_work (task);
      if (error != NULL)
        g_task_return_error (task, g_steal_pointer (&error));
      else
        g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed");
      return;
    }

  command = vas_desk_new_command (desk, "export.record");
  vas_command_set_text (command, "kind", "queue");
  vas_command_set_text (command, "part", vas_queue_tab_get_id (export->question->tab));
  vas_command_set_int (command, "rows", export->sheet.done);
  vas_command_set_text (command, "digest", export->sheet.digest);
  vas_aside_record_async (export->aside, command, recorded_cb, g_steal_pointer (&task));
}

/**
 * vas_queue_pane_export_async:
 * @path: what it is to be called; CSV where it ends so, else XLSX
 *
 * Exports all that the queue shows, whatever is selected. %G_IO_ERROR_PENDING where one is under way.
 */
void
vas_queue_pane_export_async (VasQueuePane        *self,
                             const char          *path,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GError) error = NULL;
  VasAside *aside;
  Export *export;

  g_task_set_source_tag (task, vas_queue_pane_export_async);
  if (self->work_cancellable != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "%s", _("Another export is under way."));
      return;
    }

  aside = vas_aside_new (self->desk, path, &error);
  if (aside == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  export = g_new0 (Export, 1);
  export->aside = aside;
  export->pane = g_object_ref (self);
  export->question = vas_queue_pane_make_question (self);
  export->format = vas_sheet_format_of_name (path);
  export->name = g_strdup (vas_queue_tab_get_name (self->tab));
  g_task_set_task_data (task, export, export_free);

  vas_queue_pane_begin_work (self);
  export->tick = g_timeout_add (TICK_MS, tick_cb, export);
  vas_store_read_async (vas_desk_get_store (self->desk), write_sheet, export, NULL, NULL, self->work_cancellable, written_cb,
                        g_steal_pointer (&task));
}

/** vas_queue_pane_export_finish: FALSE with @error set where there is no file. */
gboolean
vas_queue_pane_export_finish (VasQueuePane  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  VasQueuePane *self = VAS_QUEUE_PANE (object);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = user_data;
  g_autofree char *text = NULL;

  if (vas_queue_pane_export_finish (self, result, &error))
    text = g_strdup_printf (_("Exported to %s. The export is recorded."), path);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_("The export was cancelled; there is no file."));
  else
    text = g_strdup (error->message);
  if (self->desk == NULL)
    return;
  vas_desk_toast (self->desk, text);
  vas_desk_end_work (self->desk, error == NULL ? _("The export is done") : _("The export failed"));
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasQueuePane) self = user_data;
  g_autoptr (GFile) file = vas_compat_choose_file_finish (result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->desk != NULL)
    vas_queue_pane_export_async (self, path, exported_cb, g_strdup (path));
}

static void
format_cb (VasQueuePane *self,
           const char   *response)
{
  g_autofree char *today = vas_date_format (vas_desk_get_today (self->desk));
  g_autofree char *title = g_strdup_printf (_("Invoice queue %s %s"), vas_queue_tab_get_name (self->tab), today);
  g_autofree char *name = NULL;

  if (!g_str_equal (response, "xlsx") && !g_str_equal (response, "csv"))
    return;
  name = vas_sheet_make_name (title, g_str_equal (response, "csv") ? VAS_SHEET_CSV : VAS_SHEET_XLSX);
  vas_compat_choose_file_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), GTK_FILE_CHOOSER_ACTION_SAVE, _("Export the List"),
                                name, NULL, NULL, chosen_cb, g_object_ref (self));
}

static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  VasQueuePane *self = VAS_QUEUE_PANE (widget);
  const guint n_rows = vas_queue_pane_get_n_rows (self);
  g_autofree char *heading = g_strdup_printf (ngettext ("Export %u request?", "Export %u requests?", n_rows), n_rows);
  g_autofree char *body = g_strdup_printf (_("All that “%s” shows now, whatever is selected. Names are masked, and the export is "
                                             "recorded under your name."), vas_queue_tab_get_name (self->tab));
  GtkWidget *dialog;

  if (n_rows == 0)
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "csv", _("As _CSV…"), "xlsx",
                                    _("As _XLSX…"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "xlsx");
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "xlsx", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (format_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/** vas_queue_pane_install_sheet: copying and exporting, with their keys. */
void
vas_queue_pane_install_sheet (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "queue.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "queue.export", NULL, export_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "queue.copy", NULL);
}
