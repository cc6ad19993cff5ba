/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done from every window of the program, and the keys for it. Main thread. */

#include "vas-application-private.h"

#include "vas-deputies-dialog.h"
#include "vas-house-dialog.h"
#include "vas-own-password-dialog.h"
#include "vas-preferences.h"
#include "vas-reasons-dialog.h"
#include "vas-rules-window.h"
#include "vas-staff-window.h"
#include "vas-version.h"
#include "vas-window.h"

#include <glib/gi18n.h>

static void
new_window_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  VasApplication *self = user_data;
  VasWindow *window = vas_window_new (GTK_APPLICATION (self), self->settings);

  vas_application_show_state (self, GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  VasApplication *self = user_data;

  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (self)),
                         "application-name", _("Vasdesk"),
                         "application-icon", "org.vasdesk.Vasdesk",
                         "version", VAS_VERSION,
                         "developer-name", _("Vasdesk contributors"),
                         "comments", _("The desk for value-added services and their invoices."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         NULL);
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  VasApplication *self = user_data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (!VAS_IS_PREFERENCES (window))
    gtk_window_present (GTK_WINDOW (vas_preferences_new (window, self->settings)));
}

static void
deputies_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  VasApplication *self = user_data;

  if (self->desk != NULL)
    gtk_window_present (GTK_WINDOW (vas_deputies_dialog_new (self->desk, gtk_application_get_active_window (GTK_APPLICATION (self)))));
}

static void
house_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  VasApplication *self = user_data;

  if (self->desk != NULL)
    gtk_window_present (GTK_WINDOW (vas_house_dialog_new (self->desk, gtk_application_get_active_window (GTK_APPLICATION (self)))));
}

static void
reasons_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  VasApplication *self = user_data;

  if (self->desk != NULL)
    gtk_window_present (GTK_WINDOW (vas_reasons_dialog_new (self->desk, gtk_application_get_active_window (GTK_APPLICATION (self)))));
}

static void
staff_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  VasApplication *self = user_data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (self->desk != NULL && vas_staff_window_may_open (self->desk) && !VAS_IS_STAFF_WINDOW (window))
    gtk_window_present (GTK_WINDOW (vas_staff_window_new (self->desk, window)));
}

static void
own_password_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  VasApplication *self = user_data;

  if (self->desk != NULL && !vas_desk_is_shared (self->desk))
    gtk_window_present (GTK_WINDOW (vas_own_password_dialog_new (self->desk,
                                                                 gtk_application_get_active_window (GTK_APPLICATION (self)))));
}

/** vas_application_update_rights: offers what is for some roles only to who has them now. */
void
vas_application_update_rights (VasApplication *self)
{
  GAction *staff = g_action_map_lookup_action (G_ACTION_MAP (self), "staff");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (staff), self->desk != NULL && vas_staff_window_may_open (self->desk));
}

static void
help_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  VasApplication *self = user_data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (!VAS_IS_RULES_WINDOW (window))
    gtk_window_present (GTK_WINDOW (vas_rules_window_new (window)));
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  VasApplication *self = user_data;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (VAS_IS_WINDOW (l->data))
        vas_window_save_place (l->data);
    }
  vas_application_begin_close (self);
}

static void
reopen_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  VasApplication *self = user_data;

  vas_application_open_records (self, self->flags & ~(VasDeskFlags) VAS_DESK_READ_ONLY);
}

static void
reopen_read_only_action (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  VasApplication *self = user_data;

  vas_application_open_records (self, self->flags | VAS_DESK_READ_ONLY);
}

static void
sign_in_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  vas_application_ask (user_data, TRUE);
}

static void
sign_out_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  vas_application_leave (user_data);
}

static void
change_person_action (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  vas_application_change_person (user_data);
}

static void
back_to_work_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  VasApplication *self = user_data;

  if (vas_application_is_choosing (self))
    vas_application_choose_again (self);
  else
    vas_application_ask (self, FALSE);
}

static void
choose_server_action (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  vas_application_choose_server (user_data);
}

static void
open_demo_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  vas_application_open_demo (user_data);
}

static void
problems_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  VasApplication *self = user_data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  while (window != NULL && !VAS_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  if (window != NULL && self->desk != NULL)
    vas_window_show_part (VAS_WINDOW (window), "activity", "problems");
}

static GtkWindow *
find_window (VasApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (VAS_IS_WINDOW (l->data))
        return l->data;
    }

  return NULL;
}

/* What a notification is about: the key of a request, "problems", or "" for the program itself. */
static void
show_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  VasApplication *self = user_data;
  const char *target = g_variant_get_string (parameter, NULL);
  GtkWindow *window = find_window (self);

  if (window == NULL)
    {
      g_application_activate (G_APPLICATION (self));
      return;
    }
  gtk_window_present (window);
  if (self->desk == NULL || *target == '\0')
    return;
  if (g_str_equal (target, "problems"))
    vas_window_show_part (VAS_WINDOW (window), "activity", target);
  else
    vas_window_open_case (VAS_WINDOW (window), target);
}

static void
sync_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  vas_application_sync_again (user_data);
}

static void
act_as_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  VasApplication *self = user_data;
  const char *login = g_variant_get_string (parameter, NULL);

  if (self->server.daemon != NULL)
    vas_application_switch (self, login);
  else if (self->desk != NULL)
    vas_desk_choose_staff (self->desk, login);
}

static void
close_anyway_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  vas_application_end (user_data);
}

static const struct {
  const char *action;
  const char *keys[3];
} accelerators[] = {
  { "app.new-window", { "<Control>n" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.help", { "F1" } },
  { "app.quit", { "<Control>q" } },
  { "win.palette", { "<Control>k" } },
  { "win.search", { "<Control>f" } },
  { "win.show-help-overlay", { "<Control>question" } },
  { "window.close", { "<Control>w" } },
};

/** vas_application_add_actions: the actions of the program and their keys. */
void
vas_application_add_actions (VasApplication *self)
{
  static const GActionEntry entries[] = {
    { "new-window", new_window_action, NULL, NULL, NULL },
    { "about", about_action, NULL, NULL, NULL },
    { "preferences", preferences_action, NULL, NULL, NULL },
    { "deputies", deputies_action, NULL, NULL, NULL },
    { "house", house_action, NULL, NULL, NULL },
    { "reasons", reasons_action, NULL, NULL, NULL },
    { "staff", staff_action, NULL, NULL, NULL },
    { "own-password", own_password_action, NULL, NULL, NULL },
    { "help", help_action, NULL, NULL, NULL },
    { "quit", quit_action, NULL, NULL, NULL },
    { "reopen", reopen_action, NULL, NULL, NULL },
    { "reopen-read-only", reopen_read_only_action, NULL, NULL, NULL },
    { "close-anyway", close_anyway_action, NULL, NULL, NULL },
    { "sign-in", sign_in_action, NULL, NULL, NULL },
    { "sign-out", sign_out_action, NULL, NULL, NULL },
    { "change-person", change_person_action, NULL, NULL, NULL },
    { "back-to-work", back_to_work_action, NULL, NULL, NULL },
    { "choose-server", choose_server_action, NULL, NULL, NULL },
    { "open-demo", open_demo_action, NULL, NULL, NULL },
    { "problems", problems_action, NULL, NULL, NULL },
    { "show", show_action, "s", NULL, NULL },
    { "sync", sync_action, NULL, NULL, NULL },
    { "act-as", act_as_action, "s", NULL, NULL },
  };
  g_autoptr (GAction) theme = g_settings_create_action (self->settings, "theme");
  g_autoptr (GAction) density = g_settings_create_action (self->settings, "density");

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  vas_application_update_rights (self);
  g_action_map_add_action (G_ACTION_MAP (self), theme);
  g_action_map_add_action (G_ACTION_MAP (self), density);
  for (gsize i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action, accelerators[i].keys);
}
