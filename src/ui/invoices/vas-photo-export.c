/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The photo of a fapiao leaves the replica as a file (R18). That it is given out was recorded before: then the person says where to,
 * with the number of the fapiao as the name. Who turned away from the question gets it again from the toast. Main thread; reading
 * and writing are a worker's.
 */

#include "vas-photo-export.h"

#include "vas-blobs.h"
#include "vas-compat.h"

#include <glib/gi18n.h>

typedef struct {
  VasDesk   *desk;
  GtkWindow *parent;                /* weak */
  VasFapiao *sheet;
  GBytes    *bytes;
  char      *path;
  gboolean   fetched;               /* from the server, once */
} Export;

static void ask_where (Export *export);
static void read_bytes (Export *export);

static void
export_free (Export *export)
{
  g_object_unref (export->desk);
  g_clear_weak_pointer (&export->parent);
  g_object_unref (export->sheet);
  g_clear_pointer (&export->bytes, g_bytes_unref);
  g_free (export->path);
  g_free (export);
}

static void
again_cb (AdwToast *toast,
          Export   *export)
{
  if (export->parent != NULL)
    vas_photo_export (export->desk, export->parent, export->sheet);
}

static void
say_not_saved (Export     *export,
               const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_button_label (toast, _("_Save It…"));
  adw_toast_set_timeout (toast, 15);
  g_object_set_data_full (G_OBJECT (toast), "export", export, (GDestroyNotify) export_free);
  g_signal_connect (toast, "button-clicked", G_CALLBACK (again_cb), export);
  vas_desk_add_toast (export->desk, toast);
}

static void
write_file (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  const Export *export = data;
  GError *error = NULL;

  if (vas_blobs_write_file (export->bytes, export->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Export *export = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (export->path);
  g_autofree char *text = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      say_not_saved (export, error->message);
      return;
    }
  text = g_strdup_printf (_("The photo is saved: %s"), name);
  vas_desk_toast (export->desk, text);
  export_free (export);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Export *export = user_data;
  g_autoptr (GFile) file = vas_compat_choose_file_finish (result, NULL);
  g_autoptr (GTask) task = NULL;

  export->path = file != NULL ? g_file_get_path (file) : NULL;
  if (export->path == NULL)
    {
      say_not_saved (export, _("That it is given out is recorded, but the photo was not saved as a file."));
      return;
    }
  task = g_task_new (NULL, NULL, written_cb, export);
  g_task_set_source_tag (task, chosen_cb);
  g_task_set_task_data (task, export, NULL);
  g_task_run_in_thread (task, write_file);
}

static void
ask_where (Export *export)
{
  g_autofree char *stem = vas_fapiao_dup_name (export->sheet);
  g_autofree char *name = vas_blobs_name_file (stem, export->bytes);

  vas_compat_choose_file_async (export->parent, GTK_FILE_CHOOSER_ACTION_SAVE, _("Save the Photo of the Fapiao"), name, NULL, NULL,
                                chosen_cb, export);
}

static gpointer
read_photo (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const char * const *words = data;

  return vas_blobs_load (words[0], words[1], error);
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Export *export = user_data;
  g_autoptr (GError) error = NULL;

  if (vas_sync_fetch_blob_finish (VAS_SYNC (object), result, &error))
    read_bytes (export);
  else
    say_not_saved (export, error->message);
}

/* A photo that another desk took, and that was not looked at here yet. */
static void
fetch (Export *export)
{
  export->fetched = TRUE;
  vas_desk_toast (export->desk, _("Fetching the photo from the server…"));
  vas_sync_fetch_blob_async (vas_desk_get_sync (export->desk), export->sheet->photo, NULL, fetched_cb, export);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Export *export = user_data;
  g_autoptr (GError) error = NULL;

  export->bytes = vas_store_finish (VAS_STORE (object), result, &error);
  if (export->bytes != NULL)
    {
      ask_where (export);
      return;
    }
  if (!export->fetched && vas_desk_get_sync (export->desk) != NULL && g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
    {
      fetch (export);
      return;
    }
  vas_desk_toast (export->desk, error->message);
  export_free (export);
}

static void
read_bytes (Export *export)
{
  VasStore *store = vas_desk_get_store (export->desk);
  const char * const words[] = { vas_store_get_directory (store), export->sheet->photo, NULL };

  vas_store_read_async (store, read_photo, g_strdupv ((char **) words), (GDestroyNotify) g_strfreev, (GDestroyNotify) g_bytes_unref,
                        NULL, read_cb, export);
}

/** vas_photo_export: @sheet: has a photo, and that it is given out is recorded. */
void
vas_photo_export (VasDesk   *desk,
                  GtkWindow *parent,
                  VasFapiao *sheet)
{
  Export *export = g_new0 (Export, 1);

  export->desk = g_object_ref (desk);
  export->sheet = g_object_ref (sheet);
  g_set_weak_pointer (&export->parent, parent);
  read_bytes (export);
}
