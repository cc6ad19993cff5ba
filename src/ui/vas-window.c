/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A window: the sidebar, the views that exist, what lasts (banners) and what was just done (toasts). Its place and its view
 * come back at the next start. Below 1,100 pixels (at ordinary text size) the sidebar is icons alone. Main thread.
 *
 * Letter keys are shortcuts of the bubble phase, so that a field in use gets them first; only keys with Ctrl and the function
 * keys are accelerators of the application.
 */

#include "vas-window.h"

#include "vas-application.h"
#include "vas-banner.h"
#include "vas-compat.h"
#include "vas-palette-actions.h"
#include "vas-palette-server.h"
#include "vas-sidebar.h"
#include "vas-sync-banner.h"
#include "vas-views.h"

#include <glib/gi18n.h>

#define COMPACT_BELOW 1100
/* ms: the view that is shown comes first, then the others, for what their lines in the sidebar count. */
#define REST_AFTER 500

struct _VasWindow
{
  AdwApplicationWindow  parent_instance;

  GtkStack             *root_stack;
  VasStartPage         *start_page;
  AdwToastOverlay      *toast_overlay;
  AdwToast             *toast;                 /* weak: the newest */
  VasSidebar           *sidebar;
  GtkStack             *views;
  VasBanner            *demo_banner;
  VasBanner            *read_only_banner;
  VasBanner            *unclean_banner;
  VasSyncBanner        *sync_banner;

  VasDesk              *desk;
  GSettings            *settings;
  guint                 compact_id;
  gboolean              waiting;               /* the view is made and was not shown yet */
  guint                 rest_id;               /* makes the pages that nobody has looked at yet */
};

typedef enum {
  PROP_DESK = 1,
  PROP_SETTINGS,
} VasWindowProperty;

static GParamSpec *properties[PROP_SETTINGS + 1];

G_DEFINE_FINAL_TYPE (VasWindow, vas_window, ADW_TYPE_APPLICATION_WINDOW)

static GtkWidget *
get_view (VasWindow *self)
{
  return gtk_stack_get_visible_child (self->views);
}

/* The stack gives a view its focus back, but only where the view before had it: not where a button clicked there has gone. */
static void
focus_view (VasWindow *self)
{
  GtkWidget *view = get_view (self);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if ((focus == NULL || !gtk_widget_is_ancestor (focus, view)) && !gtk_widget_grab_focus (view))
    gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD);
}

static gboolean
make_rest_cb (gpointer user_data)
{
  VasWindow *self = user_data;

  self->rest_id = 0;
  vas_views_ensure_all (self->views, self->sidebar, self->desk);

  return G_SOURCE_REMOVE;
}

static void
search_for (VasWindow  *self,
            const char *text)
{
  if (get_view (self) != NULL)
    gtk_widget_activate_action (get_view (self), "page.search", "s", text);
}

static void
view_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  vas_window_show_view (VAS_WINDOW (widget), g_variant_get_string (parameter, NULL), NULL);
}

/* The list of keys is looked at rarely: read by GTK itself with each window, it would take a tenth of the start. */
static void
show_keys_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (widget);
  GtkShortcutsWindow *keys;

  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/org/vasdesk/Vasdesk/ui/vas-shortcuts.ui");

      gtk_application_window_set_help_overlay (window, GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
    }
  keys = gtk_application_window_get_help_overlay (window);
  g_object_set (keys, "section-name", "everywhere", NULL); /* the last one that was added is shown otherwise */
  gtk_window_present (GTK_WINDOW (keys));
}

static void
search_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  search_for (VAS_WINDOW (widget), "");
}

static void
undo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  VasWindow *self = VAS_WINDOW (widget);

  if (self->desk != NULL)
    vas_desk_undo_last (self->desk);
}

/* In a field Ctrl+Z is the field's, even when it has nothing left to take back. */
static void
undo_key_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (widget));

  if (!GTK_IS_EDITABLE (focus) && !GTK_IS_TEXT_VIEW (focus))
    undo_action (widget, action_name, parameter);
}

/* @text: (nullable): what is looked for, as if it were typed. */
static void
show_palette (VasWindow  *self,
              const char *text)
{
  g_autoptr (VasPaletteServer) server = NULL;
  VasPalette *palette;

  if (self->desk == NULL)
    return;

  palette = vas_palette_new (GTK_WINDOW (self));
  vas_views_ensure_all (self->views, self->sidebar, self->desk);
  vas_views_add_to_palette (self->views, palette);
  vas_palette_add_actions (palette, gtk_window_get_application (GTK_WINDOW (self)), self->desk);
  server = vas_palette_server_new (self->desk, gtk_stack_get_child_by_name (self->views, "invoices"));
  vas_palette_add_source (palette, VAS_PALETTE_SOURCE (server));
  if (text != NULL)
    vas_palette_search (palette, text);
  gtk_window_present (GTK_WINDOW (palette));
}

static void
palette_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  show_palette (VAS_WINDOW (widget), NULL);
}

static void
find_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  show_palette (VAS_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
view_changed_cb (VasWindow *self)
{
  const char *view = self->views != NULL ? gtk_stack_get_visible_child_name (self->views) : NULL;

  if (view == NULL)       /* nothing shows, or the window is taken down */
    return;
  vas_sidebar_select_view (self->sidebar, view);
  g_settings_set_string (self->settings, "view", view);
}

static void
toast_cb (VasWindow *self,
          AdwToast  *toast)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (application == NULL || gtk_application_get_active_window (application) != GTK_WINDOW (self))
    return;

  /* What was just done takes the place of what was done before it; only what has high priority asks for an answer. */
  if (self->toast != NULL && adw_toast_get_priority (self->toast) != ADW_TOAST_PRIORITY_HIGH)
    adw_toast_dismiss (self->toast);
  g_set_weak_pointer (&self->toast, toast);
  adw_toast_overlay_add_toast (self->toast_overlay, g_object_ref (toast));
}

static void
density_changed_cb (VasWindow *self)
{
  const gboolean dense = g_settings_get_enum (self->settings, "density") == 1;

  (dense ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (GTK_WIDGET (self), "dense");
}

static void
unclean_dismissed_cb (VasWindow *self)
{
  vas_banner_set_revealed (self->unclean_banner, FALSE);
}

static void
reopen_clicked_cb (VasWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.reopen", NULL);
}

/* Text twice as large needs a window twice as wide. */
static int
get_compact_width (VasWindow *self)
{
  int dpi = 96 * 1024;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? (int) ((gint64) COMPACT_BELOW * dpi / (96 * 1024)) : COMPACT_BELOW;
}

static gboolean
compact_cb (gpointer user_data)
{
  VasWindow *self = user_data;
  const gboolean compact = gtk_widget_get_width (GTK_WIDGET (self)) < get_compact_width (self);

  self->compact_id = 0;
  g_object_set (self->sidebar, "compact", compact, NULL);
  return G_SOURCE_REMOVE;
}

static void
vas_window_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  VasWindow *self = VAS_WINDOW (widget);
  gboolean compact;

  GTK_WIDGET_CLASS (vas_window_parent_class)->size_allocate (widget, width, height, baseline);

  g_object_get (self->sidebar, "compact", &compact, NULL);
  if (compact != (width < get_compact_width (self)) && self->compact_id == 0)
    self->compact_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, compact_cb, self, NULL);
}

/** vas_window_save_place: remembers size and state for the next start. */
void
vas_window_save_place (VasWindow *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (width > 0 && height > 0)
    {
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
    }
}

static gboolean
vas_window_close_request (GtkWindow *window)
{
  VasWindow *self = VAS_WINDOW (window);

  vas_window_save_place (self);
  if (!vas_application_may_close (VAS_APPLICATION (gtk_window_get_application (window)), window))
    return TRUE;

  return GTK_WINDOW_CLASS (vas_window_parent_class)->close_request (window);
}

static void
vas_window_constructed (GObject *object)
{
  VasWindow *self = VAS_WINDOW (object);

  G_OBJECT_CLASS (vas_window_parent_class)->constructed (object);

  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));

  g_signal_connect_object (self->settings, "changed::density", G_CALLBACK (density_changed_cb), self, G_CONNECT_SWAPPED);
  density_changed_cb (self);
}

static void
vas_window_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  VasWindow *self = VAS_WINDOW (object);

  switch ((VasWindowProperty) prop_id)
    {
    case PROP_DESK:
      g_value_set_object (value, self->desk);
      break;
    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_window_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  VasWindow *self = VAS_WINDOW (object);

  switch ((VasWindowProperty) prop_id)
    {
    case PROP_DESK:
      vas_window_set_desk (self, g_value_get_object (value));
      break;
    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_window_dispose (GObject *object)
{
  VasWindow *self = VAS_WINDOW (object);

  g_clear_handle_id (&self->compact_id, g_source_remove);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_weak_pointer (&self->toast);
  g_clear_object (&self->desk);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (vas_window_parent_class)->dispose (object);
}

static void
vas_window_class_init (VasWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->constructed = vas_window_constructed;
  object_class->get_property = vas_window_get_property;
  object_class->set_property = vas_window_set_property;
  object_class->dispose = vas_window_dispose;
  widget_class->size_allocate = vas_window_size_allocate;
  window_class->close_request = vas_window_close_request;

  properties[PROP_DESK] = g_param_spec_object ("desk", NULL, NULL, VAS_TYPE_DESK,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS,
                                                   G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (VAS_TYPE_BANNER);
  g_type_ensure (VAS_TYPE_SIDEBAR);
  g_type_ensure (VAS_TYPE_START_PAGE);
  g_type_ensure (VAS_TYPE_SYNC_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/vas-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VasWindow, root_stack);
  gtk_widget_class_bind_template_child (widget_class, VasWindow, start_page);
  gtk_widget_class_bind_template_child (widget_class, VasWindow, sync_banner);
  gtk_widget_class_bind_template_child (widget_class, VasWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, VasWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, VasWindow, views);
  gtk_widget_class_bind_template_child (widget_class, VasWindow, demo_banner);
  gtk_widget_class_bind_template_child (widget_class, VasWindow, read_only_banner);
  gtk_widget_class_bind_template_child (widget_class, VasWindow, unclean_banner);
  gtk_widget_class_bind_template_callback (widget_class, unclean_dismissed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reopen_clicked_cb);

  gtk_widget_class_install_action (widget_class, "win.view", "s", view_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.show-help-overlay", NULL, show_keys_action);
  gtk_widget_class_install_action (widget_class, "win.palette", NULL, palette_action);
  gtk_widget_class_install_action (widget_class, "win.find", "s", find_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.undo-key", NULL, undo_key_action);
}

static void
vas_window_init (VasWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vas_compat_name_toasts (self->toast_overlay);
}

/** vas_window_new: (transfer none): of @application, in the place where the last one stood. */
VasWindow *
vas_window_new (GtkApplication *application,
                GSettings      *settings)
{
  return g_object_new (VAS_TYPE_WINDOW,
                       "application", application,
                       "settings", settings,
                       NULL);
}

/* Shows what was made of the records; the other views follow when there is time. */
static void
show_main (VasWindow *self)
{
  gtk_stack_set_visible_child_name (self->root_stack, "main");
  if (!self->waiting)
    return;

  self->waiting = FALSE;
  self->rest_id = g_timeout_add (REST_AFTER, make_rest_cb, self);
  focus_view (self);
}

/**
 * vas_window_prepare_desk:
 * @desk: loaded
 *
 * Makes the view of the records in a window that has none, behind what it shows, so that vas_window_show_desk() is quick.
 */
void
vas_window_prepare_desk (VasWindow *self,
                         VasDesk   *desk)
{
  g_autofree char *wanted = g_settings_get_string (self->settings, "view");
  const char *view = vas_window_has_view (wanted) ? wanted : vas_views_get_first ();

  if (self->desk != NULL)
    return;

  self->desk = g_object_ref (desk);
  self->waiting = TRUE;
  g_signal_connect_object (desk, "toast", G_CALLBACK (toast_cb), self, G_CONNECT_SWAPPED);
  g_object_set (self->sidebar, "desk", desk, NULL);
  g_object_set (self->sync_banner, "desk", desk, NULL);
  vas_banner_set_revealed (self->demo_banner, vas_desk_is_demo (desk));
  vas_banner_set_revealed (self->read_only_banner, vas_desk_is_read_only (desk));
  vas_banner_set_revealed (self->unclean_banner, vas_store_was_unclean (vas_desk_get_store (desk)));

  vas_views_announce (self->sidebar, gtk_window_get_application (GTK_WINDOW (self)));
  g_signal_connect_object (self->views, "notify::visible-child", G_CALLBACK (view_changed_cb), self, G_CONNECT_SWAPPED);
  vas_views_ensure (self->views, self->sidebar, desk, view);
  gtk_stack_set_visible_child_name (self->views, view);
  view_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESK]);
}

/**
 * vas_window_set_desk:
 * @desk: loaded
 *
 * Shows the records, in a window that shows none.
 */
void
vas_window_set_desk (VasWindow *self,
                     VasDesk   *desk)
{
  g_return_if_fail (self->desk == NULL);

  vas_window_prepare_desk (self, desk);
  show_main (self);
}

/** vas_window_drop_desk: the views and what was said are of the records of somebody who has left. */
void
vas_window_drop_desk (VasWindow *self)
{
  GtkWidget *page;

  if (self->desk == NULL)
    return;

  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_signal_handlers_disconnect_by_data (self->desk, self);
  g_signal_handlers_disconnect_by_func (self->views, view_changed_cb, self);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->waiting = FALSE;
  vas_sidebar_clear (self->sidebar);
  while ((page = gtk_widget_get_first_child (GTK_WIDGET (self->views))) != NULL)
    gtk_stack_remove (self->views, page);
  g_clear_object (&self->desk);
}

/** vas_window_show_desk: shows the records; other ones than before where another person sits here now. */
void
vas_window_show_desk (VasWindow *self,
                      VasDesk   *desk)
{
  if (self->desk != NULL && self->desk != desk)
    vas_window_drop_desk (self);
  vas_window_prepare_desk (self, desk);
  show_main (self);
}

/** vas_window_get_front: (transfer none): what holds the records, and the pages that stand before them (vas-front.h). */
GtkStack *
vas_window_get_front (VasWindow *self)
{
  return self->root_stack;
}

/** vas_window_show_start: (transfer none): puts the start page before everything else, and gives it. */
VasStartPage *
vas_window_show_start (VasWindow *self)
{
  gtk_stack_set_visible_child_name (self->root_stack, "start");
  return self->start_page;
}

/**
 * vas_window_show_view:
 * @view: its name; one that does not exist is passed over
 * @search: (nullable): what to search for there
 */
void
vas_window_show_view (VasWindow  *self,
                      const char *view,
                      const char *search)
{
  if (vas_views_ensure (self->views, self->sidebar, self->desk, view) == NULL)
    return;

  gtk_stack_set_visible_child_name (self->views, view);
  focus_view (self);
  if (search != NULL)
    search_for (self, search);
}

/** vas_window_open_case: shows the invoice view with the case of that key. */
void
vas_window_open_case (VasWindow  *self,
                      const char *request_key)
{
  vas_window_show_view (self, "invoices", NULL);
  if (get_view (self) != NULL)
    gtk_widget_activate_action (get_view (self), "page.open", "s", request_key);
}

/** vas_window_show_part: shows a view, and a part of it by its name. */
void
vas_window_show_part (VasWindow  *self,
                      const char *view,
                      const char *part)
{
  vas_window_show_view (self, view, NULL);
  if (get_view (self) != NULL)
    gtk_widget_activate_action (get_view (self), "page.part", "s", part);
}

/** vas_window_has_view: whether there is a view of this name. */
gboolean
vas_window_has_view (const char *view)
{
  return vas_views_has (view);
}
