/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The strip that says what lasts between the records and their server, with the button that mends it where a person can. The work goes on
 * under it in every case. Main thread.
 */

#include "vas-sync-banner.h"

#include "vas-banner.h"
#include "vas-sync-words.h"

#include <glib/gi18n.h>

struct _VasSyncBanner
{
  AdwBin     parent_instance;

  VasBanner *banner;

  VasDesk   *desk;
};

typedef enum {
  PROP_DESK = 1,
} VasSyncBannerProperty;

static GParamSpec *properties[PROP_DESK + 1];

G_DEFINE_FINAL_TYPE (VasSyncBanner, vas_sync_banner, ADW_TYPE_BIN)

static void
show (VasSyncBanner *self,
      const char    *style,
      const char    *icon_name,
      const char    *title,
      const char    *button_label)
{
  const char *classes[] = { style, NULL };

  gtk_widget_set_css_classes (GTK_WIDGET (self->banner), classes);
  g_object_set (self->banner, "title", title, "icon-name", icon_name, "button-label", button_label, NULL);
  vas_banner_set_revealed (self->banner, TRUE);
}

static void
show_offline (VasSyncBanner *self,
              VasSync       *sync)
{
  g_autofree char *since = vas_sync_words_since (sync);
  g_autofree char *title = g_strdup_printf (_("The server has not answered since %s. Go on working: everything is kept here, and sent as soon as "
                                              "it answers."), since);

  show (self, "quiet", "network-offline-symbolic", title, "");
}

static void
update (VasSyncBanner *self)
{
  VasSync *sync = vas_desk_get_sync (self->desk);

  if (sync == NULL)
    return;

  switch (vas_sync_get_state (sync))
    {
    case VAS_SYNC_SIGNED_OUT:
      show (self, "quiet", "system-users-symbolic", _("Sign in again; your work is kept."), _("_Sign In"));
      break;
    case VAS_SYNC_OFFLINE:
      show_offline (self, sync);
      break;
    case VAS_SYNC_STOPPED:
      show (self, "caution", "dialog-warning-symbolic", vas_sync_get_message (sync), _("_Try Again"));
      break;
    case VAS_SYNC_STARTING:
    case VAS_SYNC_WORKING:
    case VAS_SYNC_SYNCED:
    default:
      vas_banner_set_revealed (self->banner, FALSE);
    }
}

static void
button_clicked_cb (VasSyncBanner *self)
{
  const gboolean signed_out = vas_sync_get_state (vas_desk_get_sync (self->desk)) == VAS_SYNC_SIGNED_OUT;

  gtk_widget_activate_action (GTK_WIDGET (self), signed_out ? "app.sign-in" : "app.sync", NULL);
}

static void
set_desk (VasSyncBanner *self,
          VasDesk       *desk)
{
  VasSync *before = self->desk != NULL ? vas_desk_get_sync (self->desk) : NULL;

  if (before != NULL)
    g_signal_handlers_disconnect_by_data (before, self);
  if (!g_set_object (&self->desk, desk))
    return;

  if (desk != NULL && vas_desk_get_sync (desk) != NULL)
    {
      g_signal_connect_object (vas_desk_get_sync (desk), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      update (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESK]);
}

static void
vas_sync_banner_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  VasSyncBanner *self = VAS_SYNC_BANNER (object);

  switch ((VasSyncBannerProperty) prop_id)
    {
    case PROP_DESK:
      g_value_set_object (value, self->desk);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_sync_banner_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  VasSyncBanner *self = VAS_SYNC_BANNER (object);

  switch ((VasSyncBannerProperty) prop_id)
    {
    case PROP_DESK:
      set_desk (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_sync_banner_dispose (GObject *object)
{
  VasSyncBanner *self = VAS_SYNC_BANNER (object);

  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_sync_banner_parent_class)->dispose (object);
}

static void
vas_sync_banner_class_init (VasSyncBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vas_sync_banner_get_property;
  object_class->set_property = vas_sync_banner_set_property;
  object_class->dispose = vas_sync_banner_dispose;

  properties[PROP_DESK] = g_param_spec_object ("desk", NULL, NULL, VAS_TYPE_DESK,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
vas_sync_banner_init (VasSyncBanner *self)
{
  self->banner = VAS_BANNER (vas_banner_new (""));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->banner));
  g_signal_connect_object (self->banner, "button-clicked", G_CALLBACK (button_clicked_cb), self, G_CONNECT_SWAPPED);
}
