/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lines of the palette that are there in every view. Main thread. */

#include "vas-palette-actions.h"

#include <glib/gi18n.h>

static const struct {
  const char *title;
  const char *icon_name;
  const char *action;               /* detailed: with its parameter */
  const char *accelerator;          /* where the application does not know it; nullable */
} actions[] = {
  { N_("Search"), "edit-find-symbolic", "win.search", NULL },
  { N_("Undo the Last Action"), "edit-undo-symbolic", "win.undo", "<Control>z" },
  { N_("New Window"), "window-new-symbolic", "app.new-window", NULL },
  { N_("Light Style"), "weather-clear-symbolic", "app.theme::light", NULL },
  { N_("Dark Style"), "weather-clear-night-symbolic", "app.theme::dark", NULL },
  { N_("Style of the System"), "computer-symbolic", "app.theme::system", NULL },
  { N_("Comfortable Rows"), "view-list-symbolic", "app.density::comfortable", NULL },
  { N_("Compact Rows"), "view-continuous-symbolic", "app.density::compact", NULL },
  { N_("Preferences"), "emblem-system-symbolic", "app.preferences", NULL },
  { N_("Rules of the House"), "emblem-documents-symbolic", "app.house", NULL },
  { N_("Reasons of the House"), "view-list-symbolic", "app.reasons", NULL },
  { N_("Deputies"), "system-users-symbolic", "app.deputies", NULL },
  { N_("Keyboard Shortcuts"), "input-keyboard-symbolic", "win.show-help-overlay", NULL },
  { N_("Rules and Their Clauses"), "help-browser-symbolic", "app.help", NULL },
  { N_("About Vasdesk"), "help-about-symbolic", "app.about", NULL },
  { N_("Quit"), "application-exit-symbolic", "app.quit", NULL },
};

static void
add_action (VasPalette     *self,
            GtkApplication *application,
            gsize           place)
{
  g_auto (GStrv) accelerators = gtk_application_get_accels_for_action (application, actions[place].action);
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  VasPaletteItem *item;

  if (!g_action_parse_detailed_name (actions[place].action, &name, &target, NULL))
    return;

  item = vas_palette_item_new (_(actions[place].title), actions[place].icon_name, name, target);
  vas_palette_item_add_words (item, actions[place].title);
  if (actions[place].accelerator != NULL)
    vas_palette_item_set_accel (item, actions[place].accelerator);
  else if (accelerators[0] != NULL)
    vas_palette_item_set_accel (item, accelerators[0]);
  vas_palette_add_item (self, item);
}

/* @title: the message id, by which it is found in every language; @words: (nullable): what else it is called, likewise */
static void
add_plain (VasPalette *self,
           const char *title,
           const char *words,
           const char *icon_name,
           const char *action)
{
  VasPaletteItem *item = vas_palette_item_new (_(title), icon_name, action, NULL);

  vas_palette_item_add_words (item, title);
  if (words != NULL)
    {
      vas_palette_item_add_words (item, words);
      vas_palette_item_add_words (item, g_dpgettext2 (NULL, "palette", words));
    }
  vas_palette_add_item (self, item);
}

/** vas_palette_add_actions: adds what every view has, and the people who could act instead. */
void
vas_palette_add_actions (VasPalette     *self,
                         GtkApplication *application,
                         VasDesk        *desk)
{
  GListModel *people = vas_desk_get_staff_list (desk);

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    add_action (self, application, i);

  if (g_action_group_get_action_enabled (G_ACTION_GROUP (application), "staff"))
    add_plain (self, N_("Staff"), NC_("palette", "People and users"), "system-users-symbolic", "app.staff");
  if (vas_desk_get_sync (desk) != NULL)
    add_plain (self, N_("What the Server Refused"), NULL, "dialog-warning-symbolic", "app.problems");
  if (!vas_desk_is_shared (desk))
    {
      add_plain (self, N_("Change My Password"), NULL, "dialog-password-symbolic", "app.own-password");
      add_plain (self, N_("Change Person…"), NULL, "system-users-symbolic", "app.change-person");
      add_plain (self, N_("Sign Out"), NULL, "system-log-out-symbolic", "app.sign-out");
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (VasStaff) staff = g_list_model_get_item (people, i);
      g_autofree char *title = g_strdup_printf (_("Act as %s"), staff->name);

      if (staff != vas_desk_get_staff (desk))
        vas_palette_add_item (self, vas_palette_item_new (title, "avatar-default-symbolic", "app.act-as",
                                                          g_variant_new_string (staff->login)));
    }
}
