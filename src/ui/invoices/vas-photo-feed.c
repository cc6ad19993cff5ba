/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures come from the folder that the preferences name, watched as long as they name one, or from a person. A picture is
 * kept by its content before a command says of which sheet it is; another picture in the place of an earlier one is asked about
 * in a toast. Main thread; reading and keeping are a worker's.
 */

#include "vas-photo-feed.h"

#include "vas-blobs.h"

#include <glib/gi18n.h>

struct _VasPhotoFeed
{
  GObject       parent_instance;

  VasDesk      *desk;
  GFileMonitor *monitor;            /* nullable: nothing is watched */
};

/* A picture on its way to its sheet. */
typedef struct {
  char *directory;
  char *path;
  char *fapiao_key;
  char *hash;                       /* once it is kept */
} Picture;

typedef struct {
  VasPhotoFeed *self;
  Picture      *picture;
} AttachRun;

enum {
  PICTURE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasPhotoFeed, vas_photo_feed, G_TYPE_OBJECT)

static void
picture_free (Picture *picture)
{
  g_free (picture->directory);
  g_free (picture->path);
  g_free (picture->fapiao_key);
  g_free (picture->hash);
  g_free (picture);
}

static void
event_cb (VasPhotoFeed      *self,
          GFile             *file,
          GFile             *other,
          GFileMonitorEvent  event)
{
  GFile *meant = event == G_FILE_MONITOR_EVENT_RENAMED ? other : file;
  g_autofree char *path = meant != NULL ? g_file_get_path (meant) : NULL;
  g_autofree char *name = path != NULL ? g_path_get_basename (path) : NULL;

  if (event != G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT && event != G_FILE_MONITOR_EVENT_MOVED_IN &&
      event != G_FILE_MONITOR_EVENT_RENAMED)
    return;
  if (name != NULL && name[0] != '.')
    g_signal_emit (self, signals[PICTURE], 0, path);
}

static void
watch (VasPhotoFeed *self)
{
  g_autofree char *path = g_settings_get_string (vas_desk_get_settings (self->desk), "watched-folder");
  g_autoptr (GFile) folder = *path != '\0' ? g_file_new_for_path (path) : NULL;
  g_autoptr (GError) error = NULL;

  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  if (folder == NULL)
    return;
  if (g_file_query_file_type (folder, G_FILE_QUERY_INFO_NONE, NULL) != G_FILE_TYPE_DIRECTORY)
    {
      g_autofree char *text = g_strdup_printf (_("The watched folder is not there: %s"), path);

      vas_desk_toast (self->desk, text);
      return;
    }

  self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);
  if (self->monitor == NULL)
    {
      vas_desk_toast (self->desk, error->message);
      return;
    }
  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
}

static void
vas_photo_feed_dispose (GObject *object)
{
  VasPhotoFeed *self = VAS_PHOTO_FEED (object);

  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_photo_feed_parent_class)->dispose (object);
}

static void
vas_photo_feed_class_init (VasPhotoFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vas_photo_feed_dispose;

  signals[PICTURE] = g_signal_new ("picture", VAS_TYPE_PHOTO_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
}

static void
vas_photo_feed_init (VasPhotoFeed *self)
{
}

/** vas_photo_feed_new: (transfer full) */
VasPhotoFeed *
vas_photo_feed_new (VasDesk *desk)
{
  VasPhotoFeed *self = g_object_new (VAS_TYPE_PHOTO_FEED, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (vas_desk_get_settings (desk), "changed::watched-folder", G_CALLBACK (watch), self,
                           G_CONNECT_SWAPPED);
  watch (self);

  return self;
}

static void attach (VasPhotoFeed *self,
                    Picture      *picture,
                    gboolean      replace);

static void
replace_cb (AdwToast     *toast,
            VasPhotoFeed *self)
{
  const Picture *asked = g_object_get_data (G_OBJECT (toast), "picture");
  Picture *picture = g_new0 (Picture, 1);

  picture->fapiao_key = g_strdup (asked->fapiao_key);
  picture->hash = g_strdup (asked->hash);
  attach (self, picture, TRUE);
}

static void
ask_to_replace (VasPhotoFeed *self,
                Picture      *picture)
{
  AdwToast *toast = adw_toast_new (_("This sheet has another photo already."));

  adw_toast_set_button_label (toast, _("_Replace It"));
  adw_toast_set_timeout (toast, 15);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_object_set_data_full (G_OBJECT (toast), "picture", picture, (GDestroyNotify) picture_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (replace_cb), self, 0);
  vas_desk_add_toast (self->desk, toast);
}

static void
attached_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autofree AttachRun *run = user_data;
  g_autoptr (VasPhotoFeed) self = run->self;
  Picture *picture = run->picture;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_desk_run_finish (VAS_DESK (object), result, &error);

  if (receipt == NULL)
    vas_desk_toast (VAS_DESK (object), error->message);
  else if (!receipt->applied && self->desk != NULL && vas_verdict_get_outcome (receipt->verdict) == VAS_OUTCOME_ASK)
    ask_to_replace (self, g_steal_pointer (&picture));
  else if (!receipt->applied)
    vas_desk_toast (VAS_DESK (object), _("The photo is not attached: this sheet is not issued."));
  g_clear_pointer (&picture, picture_free);
}

static void
attach (VasPhotoFeed *self,
        Picture      *picture,
        gboolean      replace)
{
  g_autoptr (VasCommand) command = vas_desk_new_command (self->desk, "photo.attach");
  AttachRun *run = g_new0 (AttachRun, 1);

  vas_command_set_text (command, "fapiao", picture->fapiao_key);
  vas_command_set_text (command, "sha256", picture->hash);
  if (replace)
    vas_command_acknowledge (command, "photo-replaced");
  run->self = g_object_ref (self);
  run->picture = picture;
  vas_desk_run_async (self->desk, command, _("The photo is attached."), NULL, attached_cb, run);
}

static void
keep (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Picture *picture = data;
  GError *error = NULL;

  picture->hash = vas_blobs_save_file (picture->directory, picture->path, &error);
  if (picture->hash != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  VasPhotoFeed *self = VAS_PHOTO_FEED (object);
  Picture *picture = user_data;
  g_autoptr (GError) error = NULL;

  if (self->desk == NULL)
    picture_free (picture);
  else if (g_task_propagate_boolean (G_TASK (result), &error))
    attach (self, picture, FALSE);
  else
    {
      vas_desk_toast (self->desk, error->message);
      picture_free (picture);
    }
}

/** vas_photo_feed_attach: keeps the picture at @path, and says that it is of the sheet. */
void
vas_photo_feed_attach (VasPhotoFeed *self,
                       const char   *fapiao_key,
                       const char   *path)
{
  Picture *picture = g_new0 (Picture, 1);
  g_autoptr (GTask) task = NULL;

  picture->directory = g_strdup (vas_store_get_directory (vas_desk_get_store (self->desk)));
  picture->path = g_strdup (path);
  picture->fapiao_key = g_strdup (fapiao_key);
  task = g_task_new (self, NULL, kept_cb, picture);
  g_task_set_source_tag (task, vas_photo_feed_attach);
  g_task_set_task_data (task, picture, NULL);
  g_task_run_in_thread (task, keep);
}
