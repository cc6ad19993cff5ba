/* SPDX-License-Identifier: GPL-3.0-or-later */

/* See the header. The file is read, compared with its name and decoded by a worker; an answer that comes after another photo was
 * asked for is dropped. One that is not here is fetched when it is looked at; where that cannot be, it is tried again when the desk and its
 * server are together again, at most every few seconds. Main thread.
 */

#include "vas-photo-view.h"

#include "vas-blobs.h"

#include <glib/gi18n.h>

#define PAUSE (3 * G_USEC_PER_SEC)

struct _VasPhotoView
{
  AdwBin        parent_instance;

  GtkStack     *stack;
  GtkPicture   *picture;
  GtkLabel     *document;
  GtkLabel     *problem;
  GtkSpinner   *spinner;
  GtkLabel     *absent;

  GCancellable *cancellable;
  VasSync      *sync;               /* nullable: fetches what is not here */
  char         *directory;
  char         *hash;
  gboolean      fetched;            /* since it was asked for */
  gint64        tried_at;           /* by the monotonic clock */
};

typedef struct {
  char       *directory;
  char       *hash;
  GdkTexture *texture;              /* nullable: a document */
  gsize       size;
} Photo;

G_DEFINE_FINAL_TYPE (VasPhotoView, vas_photo_view, ADW_TYPE_BIN)

static void fetch (VasPhotoView *self);

static void
photo_free (Photo *photo)
{
  g_free (photo->directory);
  g_free (photo->hash);
  g_clear_object (&photo->texture);
  g_free (photo);
}

static void
read_photo (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Photo *photo = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = vas_blobs_load (photo->directory, photo->hash, &error);

  if (bytes != NULL)
    {
      photo->size = g_bytes_get_size (bytes);
      if (vas_blobs_get_kind (bytes) != VAS_BLOB_KIND_PDF)
        photo->texture = gdk_texture_new_from_bytes (bytes, &error);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
show_page (VasPhotoView *self,
           const char   *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (name, "fetching"));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  VasPhotoView *self = VAS_PHOTO_VIEW (object);
  const Photo *photo = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      if (self->sync != NULL && !self->fetched &&
          (g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND) ||
           g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED)))
        {
          fetch (self);
          return;
        }
      text = g_strdup_printf (_("The photo cannot be shown: %s"), error->message);
      gtk_label_set_text (self->problem, text);
      show_page (self, "problem");
      return;
    }
  if (photo->texture != NULL)
    {
      gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (photo->texture));
      show_page (self, "picture");
      return;
    }
  text = g_format_size (photo->size);
  gtk_label_set_text (self->document, text);
  show_page (self, "document");
}

static void
read_here (VasPhotoView *self)
{
  Photo *photo = g_new0 (Photo, 1);
  g_autoptr (GTask) task = NULL;

  photo->directory = g_strdup (self->directory);
  photo->hash = g_strdup (self->hash);
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_source_tag (task, read_here);
  g_task_set_task_data (task, photo, (GDestroyNotify) photo_free);
  g_task_run_in_thread (task, read_photo);
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasPhotoView) self = user_data;
  g_autoptr (GError) error = NULL;

  if (vas_sync_fetch_blob_finish (VAS_SYNC (object), result, &error))
    {
      self->fetched = TRUE;
      read_here (self);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_label_set_text (self->absent, error->message);
  show_page (self, "absent");
}

static void
fetch (VasPhotoView *self)
{
  self->tried_at = g_get_monotonic_time ();
  show_page (self, "fetching");
  vas_sync_fetch_blob_async (self->sync, self->hash, self->cancellable, fetched_cb, g_object_ref (self));
}

static void
again_clicked_cb (VasPhotoView *self)
{
  fetch (self);
}

static void
sync_changed_cb (VasPhotoView *self)
{
  if (g_str_equal (vas_photo_view_get_page (self), "absent") && vas_sync_get_state (self->sync) == VAS_SYNC_SYNCED &&
      g_get_monotonic_time () - self->tried_at > PAUSE)
    fetch (self);
}

static void
vas_photo_view_dispose (GObject *object)
{
  VasPhotoView *self = VAS_PHOTO_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sync);

  G_OBJECT_CLASS (vas_photo_view_parent_class)->dispose (object);
}

static void
vas_photo_view_finalize (GObject *object)
{
  g_free (VAS_PHOTO_VIEW (object)->directory);
  g_free (VAS_PHOTO_VIEW (object)->hash);

  G_OBJECT_CLASS (vas_photo_view_parent_class)->finalize (object);
}

static void
vas_photo_view_class_init (VasPhotoViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_photo_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = vas_photo_view_finalize;
  gtk_widget_class_set_css_name (widget_class, "vasphotoview");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/widgets/vas-photo-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VasPhotoView, stack);
  gtk_widget_class_bind_template_child (widget_class, VasPhotoView, picture);
  gtk_widget_class_bind_template_child (widget_class, VasPhotoView, document);
  gtk_widget_class_bind_template_child (widget_class, VasPhotoView, problem);
  gtk_widget_class_bind_template_child (widget_class, VasPhotoView, spinner);
  gtk_widget_class_bind_template_child (widget_class, VasPhotoView, absent);
  gtk_widget_class_bind_template_callback (widget_class, again_clicked_cb);
}

static void
vas_photo_view_init (VasPhotoView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_photo_view_new: (transfer floating): @label: what it is of, for who cannot see it; @height: in pixels. */
GtkWidget *
vas_photo_view_new (const char *label,
                    int         height)
{
  VasPhotoView *self = g_object_new (VAS_TYPE_PHOTO_VIEW, NULL);

  gtk_widget_set_size_request (GTK_WIDGET (self->picture), height * 3 / 2, height);
  gtk_picture_set_alternative_text (self->picture, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return GTK_WIDGET (self);
}

/**
 * vas_photo_view_load:
 * @sync: (nullable): what fetches it where it is not here; a reference is taken
 * @directory: of the replica
 *
 * Shows the photo of that name.
 */
void
vas_photo_view_load (VasPhotoView *self,
                     VasSync      *sync,
                     const char   *directory,
                     const char   *hash)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_func (self->sync, sync_changed_cb, self);
  g_set_object (&self->sync, sync);
  if (sync != NULL)
    g_signal_connect_object (sync, "changed", G_CALLBACK (sync_changed_cb), self, G_CONNECT_SWAPPED);
  g_free (self->directory);
  g_free (self->hash);
  self->directory = g_strdup (directory);
  self->hash = g_strdup (hash);
  self->fetched = FALSE;
  show_page (self, "nothing");
  read_here (self);
}

/** vas_photo_view_get_page: (transfer none): "nothing", "fetching", "absent", "picture", "document" or "problem". */
const char *
vas_photo_view_get_page (VasPhotoView *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}
