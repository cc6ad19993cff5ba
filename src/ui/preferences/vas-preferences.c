/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings of this desk. Main thread. */

#include "vas-preferences.h"

#include "vas-compat.h"
#include "vas-print-columns-group.h"
#include "vas-scanner.h"

#include <glib/gi18n.h>

struct _VasPreferences
{
  AdwPreferencesWindow  parent_instance;

  AdwComboRow          *theme_row;
  AdwComboRow          *density_row;
  AdwComboRow          *channel_row;
  GtkSpinButton        *hold_spin;
  AdwEntryRow          *station_row;
  AdwActionRow         *folder_row;
  GtkButton            *forget_button;
  GtkSwitch            *sound_switch;
  VasPrintColumnsGroup *columns_group;

  GSettings            *settings;
};

typedef enum {
  PROP_SETTINGS = 1,
} VasPreferencesProperty;

static GParamSpec *properties[PROP_SETTINGS + 1];

/* The values of the enumerations, in the order of the lists in the .ui. */
static const char * const themes[] = { "system", "light", "dark", NULL };
static const char * const densities[] = { "comfortable", "compact", NULL };
static const char * const channels[] = { "site", "sms", "phone", NULL };

G_DEFINE_FINAL_TYPE (VasPreferences, vas_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static gboolean
get_place (GValue   *value,
           GVariant *variant,
           gpointer  user_data)
{
  const char * const *nicks = user_data;

  for (guint i = 0; nicks[i] != NULL; i++)
    {
      if (g_str_equal (nicks[i], g_variant_get_string (variant, NULL)))
        {
          g_value_set_uint (value, i);
          return TRUE;
        }
    }

  return FALSE;
}

static GVariant *
set_place (const GValue       *value,
           const GVariantType *type,
           gpointer            user_data)
{
  const char * const *nicks = user_data;
  const guint place = g_value_get_uint (value);

  return place < g_strv_length ((char **) nicks) ? g_variant_new_string (nicks[place]) : NULL;
}

static void
bind_place (VasPreferences     *self,
            const char         *key,
            AdwComboRow        *row,
            const char * const *nicks)
{
  g_settings_bind_with_mapping (self->settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT, get_place, set_place,
                                (gpointer) nicks, NULL);
}

static void
folder_changed_cb (VasPreferences *self)
{
  g_autofree char *folder = g_settings_get_string (self->settings, "watched-folder");
  g_autofree char *shown = *folder != '\0' ? g_filename_display_name (folder)
                                           : g_strdup (_("None: pictures come by drop or by file"));

  adw_action_row_set_subtitle (self->folder_row, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->forget_button), *folder != '\0');
}

static void
folder_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (VasPreferences) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder = vas_compat_choose_file_finish (result, &error);
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  if (folder == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (path != NULL && g_utf8_validate (path, -1, NULL))
    g_settings_set_string (self->settings, "watched-folder", path);
  else
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self),
                                      adw_toast_new (_("Choose a folder of this computer with a plain name.")));
}

static void
choose_folder_cb (VasPreferences *self)
{
  g_autofree char *folder = g_settings_get_string (self->settings, "watched-folder");

  vas_compat_choose_file_async (GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                _("Folder of the Document Camera"), *folder != '\0' ? folder : NULL, NULL, NULL, folder_chosen_cb, g_object_ref (self));
}

static void
forget_folder_cb (VasPreferences *self)
{
  g_settings_reset (self->settings, "watched-folder");
}

static void
vas_preferences_constructed (GObject *object)
{
  VasPreferences *self = VAS_PREFERENCES (object);

  G_OBJECT_CLASS (vas_preferences_parent_class)->constructed (object);

  bind_place (self, "theme", self->theme_row, themes);
  bind_place (self, "density", self->density_row, densities);
  bind_place (self, "notice-channel", self->channel_row, channels);
  g_settings_bind (self->settings, "hold-seconds", gtk_spin_button_get_adjustment (self->hold_spin), "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "station-name", self->station_row, "text", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "wrong-scan-sound", self->sound_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->settings, "changed::watched-folder", G_CALLBACK (folder_changed_cb), self,
                           G_CONNECT_SWAPPED);
  folder_changed_cb (self);
  g_object_set (self->columns_group, "settings", self->settings, NULL);
}

static void
vas_preferences_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  VasPreferences *self = VAS_PREFERENCES (object);

  switch ((VasPreferencesProperty) prop_id)
    {
    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_preferences_dispose (GObject *object)
{
  VasPreferences *self = VAS_PREFERENCES (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (vas_preferences_parent_class)->dispose (object);
}

static void
vas_preferences_class_init (VasPreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = vas_preferences_constructed;
  object_class->set_property = vas_preferences_set_property;
  object_class->dispose = vas_preferences_dispose;

  properties[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS,
                                                   G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (VAS_TYPE_PRINT_COLUMNS_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/preferences/vas-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, VasPreferences, theme_row);
  gtk_widget_class_bind_template_child (widget_class, VasPreferences, density_row);
  gtk_widget_class_bind_template_child (widget_class, VasPreferences, channel_row);
  gtk_widget_class_bind_template_child (widget_class, VasPreferences, hold_spin);
  gtk_widget_class_bind_template_child (widget_class, VasPreferences, station_row);
  gtk_widget_class_bind_template_child (widget_class, VasPreferences, folder_row);
  gtk_widget_class_bind_template_child (widget_class, VasPreferences, forget_button);
  gtk_widget_class_bind_template_child (widget_class, VasPreferences, sound_switch);
  gtk_widget_class_bind_template_child (widget_class, VasPreferences, columns_group);
  gtk_widget_class_bind_template_callback (widget_class, choose_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_folder_cb);
}

static void
vas_preferences_init (VasPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vas_scanner_type_into (GTK_WIDGET (self));
}

/** vas_preferences_new: (transfer none): @parent: (nullable): what it stands before. */
GtkWidget *
vas_preferences_new (GtkWindow *parent,
                     GSettings *settings)
{
  return g_object_new (VAS_TYPE_PREFERENCES, "transient-for", parent, "settings", settings, NULL);
}
