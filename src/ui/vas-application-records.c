/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening the records when the program starts, and settling and closing them when it ends. Both happen in a thread, since both
 * wait for the disk; a failure fills the windows and says what to do. The flow of closing: the last window (or Quit) begins it,
 * windows stay until everything that is held is settled, then the program ends.
 */

#include "vas-application-private.h"

#include "vas-desk-finish.h"
#include "vas-front.h"
#include "vas-sync-words.h"
#include "vas-timing.h"
#include "vas-window.h"

#include <glib/gi18n.h>

/* Seconds of saving in silence. */
#define SILENT_SECONDS 1

typedef struct {
  VasOpenFunc   open;
  char         *directory;
  VasDeskFlags  flags;
} Opening;

static void
opening_free (Opening *opening)
{
  g_free (opening->directory);
  g_free (opening);
}

static void
open_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const Opening *opening = data;
  g_autoptr (GError) error = NULL;
  VasStore *store = opening->open (opening->directory, opening->flags, &error);

  if (store != NULL)
    g_task_return_pointer (task, store, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/** vas_application_fail: @error: (transfer full): why there are no records to show. */
void
vas_application_fail (VasApplication *self,
                      GError         *error)
{
  self->opening = FALSE;
  if (vas_application_stay (self, error))
    {
      g_error_free (error);
      return;
    }
  g_clear_error (&self->open_error);
  self->open_error = error;
  vas_application_show_state_everywhere (self);
}

/* What is found damaged after the opening is opened once more, which checks it, sets it aside and says where it is. */
static gboolean
open_to_check (VasApplication *self,
               const GError   *error)
{
  if (!g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED) || self->flags & VAS_DESK_READ_ONLY ||
      self->checked)
    return FALSE;

  self->checked = TRUE;
  self->opening = FALSE;
  vas_application_open_records (self, self->flags);
  return TRUE;
}

static void close_records (VasApplication *self);

/* The program was to end while the records were being opened: nothing of them is shown any more. @store: (nullable) */
static void
opened_in_vain (VasApplication *self,
                VasStore       *store)
{
  self->opening = FALSE;
  if (store != NULL)
    vas_store_close (store);
  close_records (self);
}

/* Whether a window may show the records: nobody is asked anything first, and it is known who sits here. */
static gboolean
may_show_records (VasApplication *self)
{
  return self->desk != NULL && !self->closing && !self->welcoming && !vas_application_is_choosing (self) && !self->server.asked &&
         !vas_application_needs_sign_in (self) && (self->server.sync == NULL || vas_desk_get_staff (self->desk) != NULL);
}

/* What is read before the first window has been seen has its view made behind what that window shows. */
static void
prepare_records (VasApplication *self)
{
  if (!may_show_records (self))
    return;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (VAS_IS_WINDOW (l->data))
        vas_window_prepare_desk (l->data, self->desk);
    }
  vas_timing_mark ("built");
}

/** vas_application_show_records: in every window, once they are read and the first window has been seen. */
void
vas_application_show_records (VasApplication *self)
{
  if (self->desk == NULL || self->closing)
    return;
  if (self->unpainted_id != 0)
    {
      prepare_records (self);
      return;
    }

  if (self->notifier == NULL || vas_notifier_get_desk (self->notifier) != self->desk)
    {
      g_clear_object (&self->notifier);
      self->notifier = vas_notifier_new (G_APPLICATION (self), self->desk);
    }
  vas_application_show_state_everywhere (self);
  vas_timing_mark ("built");
  vas_application_take_wanted (self);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasApplication) self = user_data;
  g_autoptr (VasDesk) desk = g_object_ref (VAS_DESK (object));
  g_autoptr (GError) error = NULL;
  const gboolean loaded = vas_desk_load_finish (desk, result, &error);

  g_application_release (G_APPLICATION (self));
  if (self->closing)
    {
      opened_in_vain (self, vas_desk_get_store (desk));
      return;
    }
  if (!loaded)
    {
      vas_store_close (vas_desk_get_store (desk));
      if (!open_to_check (self, error))
        vas_application_fail (self, g_steal_pointer (&error));
      return;
    }

  self->opening = FALSE;
  self->desk = g_steal_pointer (&desk);
  g_signal_connect_object (self->desk, "notify::staff", G_CALLBACK (vas_application_update_rights), self, G_CONNECT_SWAPPED);
  vas_application_follow (self);
  vas_application_update_rights (self);
  vas_application_start_clock (self);
  vas_timing_mark ("loaded");
  vas_application_arrive (self);
  vas_application_show_records (self);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  VasApplication *self = VAS_APPLICATION (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (VasStore) store = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (VasEngine) engine = NULL;
  g_autoptr (VasDesk) desk = NULL;

  if (self->closing)
    {
      g_application_release (G_APPLICATION (self));
      opened_in_vain (self, store);
      return;
    }
  if (store == NULL)
    {
      g_application_release (G_APPLICATION (self));
      vas_application_fail (self, g_steal_pointer (&error));
      return;
    }

  vas_timing_mark ("opened");
  engine = vas_engine_new (store);
  desk = vas_desk_new (store, engine, self->settings, self->flags);
  vas_desk_load_async (desk, NULL, loaded_cb, g_object_ref (self));
}

/* What was only looked at is put away, with its windows, and one window waits for what comes instead. */
static void
put_away (VasApplication *self)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  vas_application_unfollow (self);
  vas_store_close (vas_desk_get_store (self->desk));
  g_clear_object (&self->desk);
  gtk_window_present (GTK_WINDOW (vas_window_new (GTK_APPLICATION (self), self->settings)));
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_destroy (l->data);
}

/**
 * vas_application_open_records:
 * @flags: with %VAS_DESK_READ_ONLY, to look without changing
 *
 * Opens the records in a thread; the windows follow when it is done.
 */
void
vas_application_open_records (VasApplication *self,
                              VasDeskFlags    flags)
{
  g_autoptr (GTask) task = NULL;
  Opening *opening;

  if (self->opening || self->closing || (self->desk != NULL && !vas_desk_is_read_only (self->desk)))
    return;
  if (self->desk != NULL)
    put_away (self);

  self->flags = flags;
  g_clear_error (&self->open_error);
  if (!vas_application_knows_person (self))
    {
      vas_application_look_for_token (self);
      vas_application_show_state_everywhere (self);
      return;
    }
  if (vas_application_must_fetch (self))
    {
      vas_application_fetch (self);
      return;
    }
  self->opening = TRUE;
  vas_application_show_state_everywhere (self);

  opening = g_new0 (Opening, 1);
  opening->open = self->open;
  opening->directory = g_strdup (self->directory);
  opening->flags = flags;
  task = g_task_new (self, NULL, opened_cb, NULL);
  g_task_set_source_tag (task, vas_application_open_records);
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);
  g_application_hold (G_APPLICATION (self));
  g_task_run_in_thread (task, open_thread);
}

/* The records are there, but not yet the person who has signed in. */
static void
show_receiving (VasApplication *self,
                VasWindow      *window)
{
  g_autofree char *progress = vas_sync_words_progress (self->server.sync);

  vas_start_page_show_fetching (vas_window_show_start (window), progress);
}

/* The server of this computer is starting, and may have a business to make first. */
static void
show_starting (VasApplication *self,
               VasWindow      *window)
{
  g_autofree char *words = self->server.daemon != NULL ? vas_application_describe_here (self) : NULL;

  if (words != NULL)
    vas_start_page_show_fetching (vas_window_show_start (window), words);
  else
    vas_start_page_show_opening (vas_window_show_start (window));
}

/** vas_application_show_state: makes @window show the records, or why there are none. */
void
vas_application_show_state (VasApplication *self,
                            GtkWindow      *window)
{
  VasWindow *shown = VAS_WINDOW (window);

  if (self->unpainted_id != 0 && self->desk != NULL)
    return;
  if (self->closing || (self->leaving && self->server.daemon == NULL && self->desk == NULL) || (self->left != NULL && self->desk == NULL))
    return;
  if (self->welcoming)
    vas_front_show_welcome (vas_window_get_front (shown), self->nobody);
  else if (vas_application_is_choosing (self))
    vas_front_show_sign_in (vas_window_get_front (shown), NULL, NULL, FALSE, TRUE, FALSE);
  else if (self->server.asked || vas_application_needs_sign_in (self))
    vas_front_show_sign_in (vas_window_get_front (shown), self->server.address, self->server.changing ? NULL : self->server.login,
                            self->desk != NULL && !self->server.changing, self->server.asked, self->server.unkept);
  else if (self->desk != NULL && (self->server.sync == NULL || vas_desk_get_staff (self->desk) != NULL))
    vas_window_show_desk (shown, self->desk);
  else if (self->server.fetching != NULL)
    vas_start_page_show_fetching (vas_window_show_start (shown), self->server.progress);
  else if (self->desk != NULL)
    show_receiving (self, shown);
  else if (self->open_error != NULL)
    vas_start_page_show_failure (vas_window_show_start (shown), self->directory, self->open_error);
  else
    show_starting (self, shown);
}

/** vas_application_show_state_everywhere: the same in each window. */
void
vas_application_show_state_everywhere (VasApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (VAS_IS_WINDOW (l->data))
        vas_application_show_state (self, l->data);
    }
}

/** vas_application_take_wanted: does what the command line asked for, once the records are open. */
void
vas_application_take_wanted (VasApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (self->desk == NULL || window == NULL || self->unpainted_id != 0)
    return;

  if (self->server.sync != NULL && vas_desk_get_staff (self->desk) == NULL)
    return;
  if (self->wanted_login != NULL && self->server.daemon != NULL)
    vas_application_switch (self, self->wanted_login);
  else if (self->wanted_login != NULL && !vas_desk_choose_staff (self->desk, self->wanted_login))
    {
      g_autofree char *text = g_strdup_printf (_("Nobody here has the login “%s”."), self->wanted_login);

      vas_desk_toast (self->desk, text);
    }
  if (self->wanted_view != NULL || self->wanted_search != NULL)
    vas_window_show_view (VAS_WINDOW (window), self->wanted_view != NULL ? self->wanted_view : "invoices", self->wanted_search);

  g_clear_pointer (&self->wanted_login, g_free);
  g_clear_pointer (&self->wanted_view, g_free);
  g_clear_pointer (&self->wanted_search, g_free);
}

/* Destroys the windows; the program ends with the last. */
void
vas_application_end (VasApplication *self)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  g_clear_handle_id (&self->saving_id, g_source_remove);
  g_clear_object (&self->desk);
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_destroy (l->data);
  g_application_quit (G_APPLICATION (self));
}

static void
stopped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasApplication) self = user_data;

  g_application_release (G_APPLICATION (self));
  vas_daemon_stop_finish (VAS_DAEMON (object), result);
  vas_application_end (self);
}

/* The server of this computer ends with the program, and before it. */
static void
stop_here (VasApplication *self)
{
  if (self->server.daemon == NULL)
    {
      vas_application_end (self);
      return;
    }

  g_application_hold (G_APPLICATION (self));
  vas_daemon_stop_async (self->server.daemon, stopped_cb, g_object_ref (self));
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasApplication) self = user_data;

  g_clear_handle_id (&self->saving_id, g_source_remove);
  g_application_release (G_APPLICATION (self));
  stop_here (self);
}

static void
show_not_saved (VasApplication *self,
                const GError   *error)
{
  g_clear_handle_id (&self->saving_id, g_source_remove);
  self->not_saved = TRUE;
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (VAS_IS_WINDOW (l->data))
        vas_start_page_show_not_saved (vas_window_show_start (l->data), error);
    }
}

static void
finished_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (VasApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (vas_desk_finish_finish (VAS_DESK (object), result, &error))
    {
      vas_application_unfollow (self);
      vas_desk_close_async (self->desk, closed_cb, g_object_ref (self));
      return;
    }

  g_application_release (G_APPLICATION (self));
  show_not_saved (self, error);
}

static gboolean
still_saving_cb (gpointer user_data)
{
  VasApplication *self = user_data;

  self->saving_id = 0;
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (VAS_IS_WINDOW (l->data))
        vas_start_page_show_saving (vas_window_show_start (l->data));
    }
  return G_SOURCE_REMOVE;
}

/* Whoever sat here before another, whose records were to come, is the one to be closed. */
static void
close_records (VasApplication *self)
{
  if (self->desk == NULL)
    self->desk = g_steal_pointer (&self->left);
  if (self->desk == NULL && self->leaving && self->server.daemon == NULL)
    return; /* they are being closed for who signed out (vas-application-leave.c), and the program ends with that */
  if (self->desk == NULL)
    {
      stop_here (self);
      return;
    }

  self->saving_id = g_timeout_add_seconds (SILENT_SECONDS, still_saving_cb, self);
  g_application_hold (G_APPLICATION (self));
  vas_desk_finish_async (self->desk, finished_cb, g_object_ref (self));
}

/** vas_application_begin_close: settles what is held, sends what a server takes in a moment, closes the records, and ends the program; what is
 * being opened is opened first, since it can be closed only then. Asked again after that failed, or during the opening, it just ends. */
void
vas_application_begin_close (VasApplication *self)
{
  if (self->closing && !self->not_saved && !self->opening)
    return;
  if (self->closing)
    {
      vas_application_end (self);
      return;
    }

  self->closing = TRUE;
  if (self->server.fetching != NULL)
    g_cancellable_cancel (self->server.fetching);
  if (!self->opening)
    close_records (self);
}

static guint
count_windows (VasApplication *self)
{
  guint n = 0;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    n += VAS_IS_WINDOW (l->data);
  return n;
}

/**
 * vas_application_may_close:
 *
 * Returns: whether @window can go at once; the last one stays until the records are closed
 */
gboolean
vas_application_may_close (VasApplication *self,
                           GtkWindow      *window)
{
  if (count_windows (self) > 1 && !self->closing)
    return TRUE;

  vas_application_begin_close (self);
  return FALSE;
}
