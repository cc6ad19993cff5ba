/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is acting at this desk, at the foot of the sidebar. Where the records follow no server, the next person takes over by
 * choosing the own name here, so that two people can do what needs two; otherwise it is who is signed in, and the menu signs out or lets
 * somebody else sign in. Main thread.
 */

#include "vas-staff-button.h"

#include "vas-quiet.h"
#include "vas-role-names.h"

#include <glib/gi18n.h>

struct _VasStaffButton
{
  AdwBin          parent_instance;

  GtkMenuButton  *button;
  GtkPopover     *popover;
  GtkLabel       *heading;
  GtkWidget      *scroller;
  GtkListBox     *list;
  GtkWidget      *session_box;
  GtkLabel       *name_label;
  GtkLabel       *role_label;
  GtkBox         *texts;

  VasDesk        *desk;
  gboolean        compact;
};

typedef enum {
  PROP_DESK = 1,
  PROP_COMPACT,
} VasStaffButtonProperty;

static GParamSpec *properties[PROP_COMPACT + 1];

G_DEFINE_FINAL_TYPE (VasStaffButton, vas_staff_button, ADW_TYPE_BIN)

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  VasStaffButton *self = user_data;
  VasStaff *staff = item;
  g_autofree char *roles = vas_role_names ((guint) staff->roles);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");
  VasStaff *acting = vas_desk_get_staff (self->desk);
  const gboolean acts = acting != NULL && g_strcmp0 (acting->login, staff->login) == 0;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), staff->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), roles);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_opacity (check, acts ? 1 : 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), check);
  g_object_set_data_full (G_OBJECT (row), "staff", g_object_ref (staff), g_object_unref);
  return row;
}

/* Whoever may act is listed when somebody looks: a row a person would hold up the start. */
static void
fill_list (VasStaffButton *self)
{
  if (self->desk != NULL && vas_desk_is_shared (self->desk))
    gtk_list_box_bind_model (self->list, vas_desk_get_staff_list (self->desk), create_row, self, NULL);
}

static void
popup_cb (GtkMenuButton *button,
          gpointer       user_data)
{
  fill_list (user_data);
}

static void
row_activated_cb (VasStaffButton *self,
                  GtkListBoxRow  *row)
{
  VasStaff *staff = g_object_get_data (G_OBJECT (row), "staff");
  g_autofree char *text = g_strdup_printf (_("%s is acting now."), staff->name);

  gtk_popover_popdown (self->popover);
  if (staff == vas_desk_get_staff (self->desk))
    return;

  if (vas_desk_get_sync (self->desk) != NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "app.act-as", "s", staff->login);
      return;
    }
  vas_desk_set_staff (self->desk, staff);
  vas_desk_toast (self->desk, text);
}

static void
session_clicked_cb (VasStaffButton *self)
{
  gtk_popover_popdown (self->popover);
}

static void
update (VasStaffButton *self)
{
  VasStaff *staff = self->desk != NULL ? vas_desk_get_staff (self->desk) : NULL;
  const char *name = staff != NULL ? staff->name : _("Nobody");
  g_autofree char *roles = staff != NULL ? vas_role_names ((guint) staff->roles)
                                         : g_strdup (_("No staff in the records yet"));
  const gboolean follows = self->desk != NULL && !vas_desk_is_shared (self->desk);
  g_autofree char *said = g_strdup_printf (follows ? _("Signed in: %s. Change or sign out") : _("Acting: %s. Choose somebody else"), name);

  gtk_menu_button_set_always_show_arrow (self->button, !self->compact);
  gtk_label_set_label (self->heading, follows ? name : _("Who is acting?"));
  gtk_widget_set_visible (self->scroller, !follows);
  gtk_widget_set_visible (self->session_box, follows);
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->role_label, roles);
  vas_quiet_set_tooltip (GTK_WIDGET (self->button), self->compact ? name : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);

  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    fill_list (self);
}

static void
set_desk (VasStaffButton *self,
          VasDesk        *desk)
{
  if (!g_set_object (&self->desk, desk))
    return;

  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  if (desk != NULL)
    g_signal_connect_object (desk, "notify::staff", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESK]);
}

static void
vas_staff_button_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  VasStaffButton *self = VAS_STAFF_BUTTON (object);

  switch ((VasStaffButtonProperty) prop_id)
    {
    case PROP_DESK:
      g_value_set_object (value, self->desk);
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_staff_button_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  VasStaffButton *self = VAS_STAFF_BUTTON (object);

  switch ((VasStaffButtonProperty) prop_id)
    {
    case PROP_DESK:
      set_desk (self, g_value_get_object (value));
      break;
    case PROP_COMPACT:
      if (self->compact == g_value_get_boolean (value))
        break;
      self->compact = g_value_get_boolean (value);
      gtk_widget_set_visible (GTK_WIDGET (self->texts), !self->compact);
      update (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_staff_button_dispose (GObject *object)
{
  VasStaffButton *self = VAS_STAFF_BUTTON (object);

  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_staff_button_parent_class)->dispose (object);
}

static void
vas_staff_button_class_init (VasStaffButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vas_staff_button_get_property;
  object_class->set_property = vas_staff_button_set_property;
  object_class->dispose = vas_staff_button_dispose;

  properties[PROP_DESK] = g_param_spec_object ("desk", NULL, NULL, VAS_TYPE_DESK, flags);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/vas-staff-button.ui");
  gtk_widget_class_bind_template_child (widget_class, VasStaffButton, button);
  gtk_widget_class_bind_template_child (widget_class, VasStaffButton, popover);
  gtk_widget_class_bind_template_child (widget_class, VasStaffButton, heading);
  gtk_widget_class_bind_template_child (widget_class, VasStaffButton, scroller);
  gtk_widget_class_bind_template_child (widget_class, VasStaffButton, list);
  gtk_widget_class_bind_template_child (widget_class, VasStaffButton, session_box);
  gtk_widget_class_bind_template_child (widget_class, VasStaffButton, name_label);
  gtk_widget_class_bind_template_child (widget_class, VasStaffButton, role_label);
  gtk_widget_class_bind_template_child (widget_class, VasStaffButton, texts);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, session_clicked_cb);
}

static void
vas_staff_button_init (VasStaffButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, popup_cb, self, NULL);
  /* GtkMenuButton puts a child with an arrow into a box in its middle. */
  gtk_widget_set_halign (gtk_widget_get_parent (gtk_menu_button_get_child (self->button)), GTK_ALIGN_FILL);
  update (self);
}
