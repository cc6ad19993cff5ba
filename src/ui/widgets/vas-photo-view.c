/* SPDX-License-Identifier: GPL-3.0-or-later */

/* See the header. The file is read, compared with its name and decoded by a worker; an answer that comes after another photo was
 * asked for is dropped. Main thread.
 */

#include "vas-photo-view.h"

#include "vas-blobs.h"

#include <glib/gi18n.h>

struct _VasPhotoView
{
  AdwBin        parent_instance;

  GtkStack     *stack;
  GtkPicture   *picture;
  GtkLabel     *document;
  GtkLabel     *problem;

  GCancellable *cancellable;
};

typedef struct {
  char       *directory;
  char       *hash;
  GdkTexture *texture;              /* nullable: a document */
  gsize       size;
} Photo;

G_DEFINE_FINAL_TYPE (VasPhotoView, vas_photo_view, ADW_TYPE_BIN)

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
      text = g_strdup_printf (_("The photo cannot be shown: %s"), error->message);
      gtk_label_set_text (self->problem, text);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  if (photo->texture != NULL)
    {
      gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (photo->texture));
      gtk_stack_set_visible_child_name (self->stack, "picture");
      return;
    }
  text = g_format_size (photo->size);
  gtk_label_set_text (self->document, text);
  gtk_stack_set_visible_child_name (self->stack, "document");
}

static void
vas_photo_view_dispose (GObject *object)
{
  VasPhotoView *self = VAS_PHOTO_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vas_photo_view_parent_class)->dispose (object);
}

static void
vas_photo_view_class_init (VasPhotoViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_photo_view_dispose;
  gtk_widget_class_set_css_name (widget_class, "vasphotoview");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/widgets/vas-photo-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VasPhotoView, stack);
  gtk_widget_class_bind_template_child (widget_class, VasPhotoView, picture);
  gtk_widget_class_bind_template_child (widget_class, VasPhotoView, document);
  gtk_widget_class_bind_template_child (widget_class, VasPhotoView, problem);
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

/** vas_photo_view_load: shows the photo of that name in the replica at @directory. */
void
vas_photo_view_load (VasPhotoView *self,
                     const char   *directory,
                     const char   *hash)
{
  Photo *photo = g_new0 (Photo, 1);
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->stack, "nothing");
  photo->directory = g_strdup (directory);
  photo->hash = g_strdup (hash);
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_source_tag (task, vas_photo_view_load);
  g_task_set_task_data (task, photo, (GDestroyNotify) photo_free);
  g_task_run_in_thread (task, read_photo);
}

/** vas_photo_view_get_page: (transfer none): "nothing", "picture", "document" or "problem". */
const char *
vas_photo_view_get_page (VasPhotoView *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}
