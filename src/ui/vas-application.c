/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program: its command line, its one instance for each replica, its windows. What it opens and how it ends is in
 * vas-application-records.c, its actions in vas-application-actions.c. Main thread.
 */

#include "vas-application-private.h"

#include "vas-timing.h"
#include "vas-ui-resources.h"
#include "vas-version.h"
#include "vas-window.h"

#include <glib/gi18n.h>

/* ms: a window that nobody can see, such as on another desktop, is never painted. */
#define UNPAINTED_MOST 1000

G_DEFINE_FINAL_TYPE (VasApplication, vas_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open a made-up business"), NULL },
  { "server", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Follow the server at URL"), N_("URL") },
  { "replica", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Open the records in DIR"), N_("DIR") },
  { "view", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Show a view, such as invoices"), N_("NAME") },
  { "search", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Search for TEXT there"), N_("TEXT") },
  { "as", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Act as the person with this login"), N_("LOGIN") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
  { NULL }
};

static char *
get_directory (GVariantDict *wanted,
               gboolean      demo)
{
  g_autofree char *given = NULL;

  if (g_variant_dict_lookup (wanted, "replica", "^ay", &given))
    return g_canonicalize_filename (given, NULL);

  return g_build_filename (g_get_user_data_dir (), "vasdesk", demo ? "demo" : "replica", NULL);
}

/* Records of their own have one person after another; a server knows who has signed in. */
static gboolean
is_contradiction (GVariantDict *wanted)
{
  return g_variant_dict_contains (wanted, "server") &&
         (g_variant_dict_contains (wanted, "demo") || g_variant_dict_contains (wanted, "replica") || g_variant_dict_contains (wanted, "as"));
}

/* Records other than those of last time are another program beside it. */
static void
set_own_id (VasApplication *self,
            const char     *records)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, records, -1);
  g_autofree char *id = g_strdup_printf ("org.vasdesk.Vasdesk.R%.16s", digest);

  g_application_set_application_id (G_APPLICATION (self), id);
}

/* Runs in the process that was started: decides which records are meant, and with them which running instance. */
static int
vas_application_handle_local_options (GApplication *application,
                                      GVariantDict *wanted)
{
  VasApplication *self = VAS_APPLICATION (application);
  const gboolean demo = g_variant_dict_contains (wanted, "demo");
  const char *view = NULL;
  const char *server = NULL;

  if (g_variant_dict_contains (wanted, "version"))
    {
      g_print ("vasdesk %s\n", VAS_VERSION);
      return 0;
    }
  if (g_variant_dict_lookup (wanted, "view", "&s", &view) && !vas_window_has_view (view))
    {
      g_printerr (_("vasdesk: there is no view “%s”\n"), view);
      return 2;
    }

  if (is_contradiction (wanted))
    {
      g_printerr (_("vasdesk: --server goes with none of --demo, --replica and --as\n"));
      return 2;
    }

  g_variant_dict_lookup (wanted, "server", "&s", &server);
  self->directory = get_directory (wanted, demo);
  self->flags = demo ? VAS_DESK_DEMO : VAS_DESK_DEFAULT;
  if (demo && !g_variant_dict_contains (wanted, "replica"))
    self->flags |= VAS_DESK_HERE;
  if (demo || g_variant_dict_contains (wanted, "replica"))
    set_own_id (self, self->directory);
  else
    vas_application_use_server (self, server);
  if (!demo && !g_variant_dict_contains (wanted, "replica"))
    vas_application_find_records (self);
  if (server != NULL && !vas_application_knows_person (self))
    set_own_id (self, server);

  return -1;
}

static void
take_option (GVariantDict  *wanted,
             const char    *name,
             char         **member)
{
  g_autofree char *value = NULL;

  if (!g_variant_dict_lookup (wanted, name, "s", &value))
    return;

  g_free (*member);
  *member = g_steal_pointer (&value);
}

static int
vas_application_command_line (GApplication            *application,
                              GApplicationCommandLine *line)
{
  VasApplication *self = VAS_APPLICATION (application);
  GVariantDict *wanted = g_application_command_line_get_options_dict (line);

  take_option (wanted, "view", &self->wanted_view);
  take_option (wanted, "search", &self->wanted_search);
  take_option (wanted, "as", &self->wanted_login);
  g_application_activate (application);
  return 0;
}

/* The thread reads while the window is being made. */
static void
begin_to_open (VasApplication *self)
{
  if ((self->flags & VAS_DESK_HERE) != 0 && self->server.daemon == NULL)
    vas_application_start_here (self);
  if (self->welcoming)
    return;
  if (!vas_application_knows_person (self))
    vas_application_look_for_token (self);
  else if (self->desk == NULL && self->open_error == NULL)
    vas_application_open_records (self, self->flags);
}

static gboolean
painted_cb (gpointer user_data)
{
  VasApplication *self = user_data;

  self->unpainted_id = 0;
  vas_application_show_records (self);

  return G_SOURCE_REMOVE;
}

/* Above everything but what is to be shown at once. */
static void
after_paint_cb (VasApplication *self,
                GdkFrameClock  *clock)
{
  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, self);
  if (self->unpainted_id == 0)
    return;
  g_clear_handle_id (&self->unpainted_id, g_source_remove);
  self->unpainted_id = g_idle_add_full (G_PRIORITY_DEFAULT, painted_cb, self, NULL);
}

/* The views of the records take longer to make than the window; whoever starts the program sees that it does something. */
static void
wait_for_paint (VasApplication *self,
                GtkWindow      *window)
{
  self->unpainted_id = g_timeout_add (UNPAINTED_MOST, painted_cb, self);
  g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint", G_CALLBACK (after_paint_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
vas_application_activate (GApplication *application)
{
  VasApplication *self = VAS_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  const gboolean fresh = window == NULL;

  begin_to_open (self);
  if (fresh)
    {
      window = GTK_WINDOW (vas_window_new (GTK_APPLICATION (self), self->settings));
      vas_application_show_state (self, window);
    }
  vas_application_take_wanted (self);
  gtk_window_present (window);
  vas_timing_mark_frame ("frame", GTK_WIDGET (window));
  if (fresh)
    wait_for_paint (self, window);
}

static void
theme_changed_cb (VasApplication *self)
{
  static const AdwColorScheme schemes[] = {
    ADW_COLOR_SCHEME_DEFAULT,
    ADW_COLOR_SCHEME_FORCE_LIGHT,
    ADW_COLOR_SCHEME_FORCE_DARK,
  };
  const int theme = g_settings_get_enum (self->settings, "theme");

  adw_style_manager_set_color_scheme (adw_application_get_style_manager (ADW_APPLICATION (self)), schemes[theme]);
}

static void
vas_application_startup (GApplication *application)
{
  VasApplication *self = VAS_APPLICATION (application);

  g_resources_register (vas_ui_get_resource ());
  G_APPLICATION_CLASS (vas_application_parent_class)->startup (application);

  /* A text that the focus comes to is not chosen by anybody. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  self->settings = g_settings_new ("org.vasdesk.Vasdesk");
  g_signal_connect_object (self->settings, "changed::theme", G_CALLBACK (theme_changed_cb), self, G_CONNECT_SWAPPED);
  theme_changed_cb (self);
  vas_application_add_actions (self);
}

static void
vas_application_shutdown (GApplication *application)
{
  VasApplication *self = VAS_APPLICATION (application);

  g_clear_handle_id (&self->saving_id, g_source_remove);
  g_clear_handle_id (&self->unpainted_id, g_source_remove);
  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_object (&self->notifier);
  vas_application_clear_server (self);
  g_clear_object (&self->left);
  g_clear_object (&self->desk);

  G_APPLICATION_CLASS (vas_application_parent_class)->shutdown (application);
}

static void
vas_application_finalize (GObject *object)
{
  VasApplication *self = VAS_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_error (&self->open_error);
  g_clear_pointer (&self->directory, g_free);
  g_clear_pointer (&self->wanted_view, g_free);
  g_clear_pointer (&self->wanted_search, g_free);
  g_clear_pointer (&self->wanted_login, g_free);
  g_clear_pointer (&self->arriving, g_free);
  g_clear_pointer (&self->next_login, g_free);

  G_OBJECT_CLASS (vas_application_parent_class)->finalize (object);
}

static void
vas_application_class_init (VasApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = vas_application_finalize;
  application_class->handle_local_options = vas_application_handle_local_options;
  application_class->command_line = vas_application_command_line;
  application_class->activate = vas_application_activate;
  application_class->startup = vas_application_startup;
  application_class->shutdown = vas_application_shutdown;
}

static void
vas_application_init (VasApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (G_APPLICATION (self), _("The desk for value-added services and their invoices."));
}

/**
 * vas_application_new:
 * @open: opens the records, in a thread
 * @connect: makes the way to a server
 * @start: makes the server of this computer
 */
VasApplication *
vas_application_new (VasOpenFunc    open,
                     VasConnectFunc connect,
                     VasStartFunc   start)
{
  VasApplication *self = g_object_new (VAS_TYPE_APPLICATION,
                                       "application-id", "org.vasdesk.Vasdesk",
                                       "resource-base-path", "/org/vasdesk/Vasdesk",
                                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                                       NULL);

  self->open = open;
  self->connect = connect;
  self->start = start;
  return self;
}
