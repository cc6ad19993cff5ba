/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A strip with a sentence and perhaps a button; libadwaita has one only from 1.3 on. Main thread. */

#include "vas-banner.h"

struct _VasBanner
{
  AdwBin    parent_instance;

  char     *title;
  char     *icon_name;
  char     *button_label;
  gboolean  revealed;
};

typedef enum {
  PROP_TITLE = 1,
  PROP_ICON_NAME,
  PROP_BUTTON_LABEL,
  PROP_REVEALED,
} VasBannerProperty;

static GParamSpec *properties[PROP_REVEALED + 1];
static guint button_clicked_signal;

G_DEFINE_FINAL_TYPE (VasBanner, vas_banner, ADW_TYPE_BIN)

static gboolean
has_text (VasBanner  *self,
          const char *text)
{
  return text != NULL && *text != '\0';
}

static void
button_clicked_cb (VasBanner *self)
{
  g_signal_emit (self, button_clicked_signal, 0);
}

static void
set_text (VasBanner          *self,
          char              **member,
          VasBannerProperty   property,
          const char         *text)
{
  if (g_strcmp0 (*member, text) == 0)
    return;

  g_free (*member);
  *member = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
vas_banner_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  VasBanner *self = VAS_BANNER (object);

  switch ((VasBannerProperty) prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, self->button_label);
      break;
    case PROP_REVEALED:
      g_value_set_boolean (value, self->revealed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_banner_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  VasBanner *self = VAS_BANNER (object);

  switch ((VasBannerProperty) prop_id)
    {
    case PROP_TITLE:
      vas_banner_set_title (self, g_value_get_string (value));
      break;
    case PROP_ICON_NAME:
      set_text (self, &self->icon_name, PROP_ICON_NAME, g_value_get_string (value));
      break;
    case PROP_BUTTON_LABEL:
      set_text (self, &self->button_label, PROP_BUTTON_LABEL, g_value_get_string (value));
      break;
    case PROP_REVEALED:
      vas_banner_set_revealed (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_banner_finalize (GObject *object)
{
  VasBanner *self = VAS_BANNER (object);

  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->icon_name, g_free);
  g_clear_pointer (&self->button_label, g_free);

  G_OBJECT_CLASS (vas_banner_parent_class)->finalize (object);
}

static void
vas_banner_class_init (VasBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vas_banner_get_property;
  object_class->set_property = vas_banner_set_property;
  object_class->finalize = vas_banner_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, "dialog-information-symbolic", flags);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, "", flags);
  properties[PROP_REVEALED] = g_param_spec_boolean ("revealed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  button_clicked_signal = g_signal_new ("button-clicked", VAS_TYPE_BANNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/widgets/vas-banner.ui");
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, has_text);
  gtk_widget_class_set_css_name (widget_class, "vasbanner");
}

static void
vas_banner_init (VasBanner *self)
{
  self->title = g_strdup ("");
  self->icon_name = g_strdup ("dialog-information-symbolic");
  self->button_label = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_banner_new: hidden until vas_banner_set_revealed(). */
GtkWidget *
vas_banner_new (const char *title)
{
  return g_object_new (VAS_TYPE_BANNER, "title", title, NULL);
}

/** vas_banner_set_title: the sentence, without markup. */
void
vas_banner_set_title (VasBanner  *self,
                      const char *title)
{
  set_text (self, &self->title, PROP_TITLE, title);
}

/** vas_banner_set_revealed: shows or hides the strip. */
void
vas_banner_set_revealed (VasBanner *self,
                         gboolean   revealed)
{
  if (self->revealed == revealed)
    return;

  self->revealed = revealed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVEALED]);
}
