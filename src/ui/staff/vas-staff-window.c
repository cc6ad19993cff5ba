/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * See the header. The people are in vas-staff-window-list.c, name and roles in VasStaffPane, password and sessions in VasStaffAccess; here
 * is what joins them. Rights are the backend's: while it is not reached, a strip says so and nothing can be changed (doc/DESIGN.md,
 * "Sync"). Main thread.
 */

#include "vas-staff-window-private.h"

#include "vas-compat.h"
#include "vas-deputy.h"
#include "vas-form-dialog.h"
#include "vas-role-names.h"
#include "vas-scanner.h"
#include "vas-staff-form.h"
#include "vas-staff-line.h"
#include "vas-time.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (VasStaffWindow, vas_staff_window, ADW_TYPE_WINDOW)

/** vas_staff_window_say: a toast. */
void
vas_staff_window_say (VasStaffWindow *self,
                      const char     *text)
{
  g_autofree char *plain = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (plain));
}

/* (nullable): why nothing can be changed now. */
static const char *
get_why_not (VasStaffWindow *self)
{
  VasSync *sync = vas_desk_get_sync (self->desk);

  if (!vas_desk_may (self->desk, "staff.edit"))
    return _("Only an administrator changes people and their roles (R30).");
  if (sync != NULL && vas_sync_get_state (sync) != VAS_SYNC_SYNCED && vas_sync_get_state (sync) != VAS_SYNC_WORKING)
    return _("The server is not reached: people and their roles are changed there alone.");

  return NULL;
}

/** vas_staff_window_get_chosen: (transfer none) (nullable) */
VasStaff *
vas_staff_window_get_chosen (VasStaffWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? vas_staff_line_get_staff (VAS_STAFF_LINE (row)) : NULL;
}

static const char *
get_name (VasStaffWindow *self,
          const char     *key)
{
  for (int i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL; i++)
    {
      VasStaff *staff = vas_staff_line_get_staff (VAS_STAFF_LINE (gtk_list_box_get_row_at_index (self->list, i)));

      if (g_strcmp0 (vas_entity_get_key (VAS_ENTITY (staff)), key) == 0)
        return staff->name;
    }

  return "—";
}

/* Who stands in for the person, now or later, a line each. */
static char *
describe_deputies (VasStaffWindow *self,
                   VasStaff       *staff)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; self->deputies != NULL && i < self->deputies->len; i++)
    {
      VasDeputy *deputy = g_ptr_array_index (self->deputies, i);
      g_autofree char *from = vas_date_format (deputy->from_date);
      g_autofree char *to = vas_date_format (deputy->to_date);
      g_autofree char *roles = vas_role_names ((guint) deputy->roles);

      if (g_strcmp0 (deputy->principal_key, vas_entity_get_key (VAS_ENTITY (staff))) != 0 || deputy->to_date < vas_desk_get_today (self->desk))
        continue;
      g_string_append_printf (text, _("%s%s, %s to %s · %s"), text->len > 0 ? "\n" : "", get_name (self, deputy->deputy_key), from, to, roles);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/** vas_staff_window_show_chosen: shows the person who is chosen as he is now. */
void
vas_staff_window_show_chosen (VasStaffWindow *self)
{
  VasStaff *staff = vas_staff_window_get_chosen (self);
  g_autofree char *deputies = staff != NULL ? describe_deputies (self, staff) : g_strdup ("");

  vas_staff_pane_show (self->pane, self->desk, staff, deputies, get_why_not (self));
}

static void
row_selected_cb (VasStaffWindow *self)
{
  if (self->desk != NULL)
    vas_staff_window_show_chosen (self);
}

static void
row_activated_cb (VasStaffWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->pane));
}

static void
changed_cb (VasStaffWindow     *self,
            const char * const *tables)
{
  if (self->desk != NULL && (g_strv_contains (tables, "staff") || g_strv_contains (tables, "deputy")))
    vas_staff_window_reload (self);
}

/* Rights and the way to the server are others now. */
static void
update_rights (VasStaffWindow *self)
{
  const char *why_not;

  if (self->desk == NULL)
    return;
  if (!vas_staff_window_may_open (self->desk))
    {
      vas_desk_toast (self->desk, _("Your roles have changed: the staff is not yours to see any more."));
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  why_not = get_why_not (self);
  vas_banner_set_title (self->banner, why_not != NULL ? why_not : "");
  vas_banner_set_revealed (self->banner, why_not != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add), why_not == NULL);
}

static void
staff_changed_cb (VasStaffWindow *self)
{
  update_rights (self);
  if (self->desk != NULL && vas_staff_window_may_open (self->desk))
    vas_staff_window_show_chosen (self);
}

/* The state goes to and fro with every sending: only what can be done now counts. */
static void
sync_changed_cb (VasStaffWindow *self)
{
  const gboolean could = gtk_widget_get_sensitive (GTK_WIDGET (self->add));

  update_rights (self);
  if (self->desk != NULL && could != gtk_widget_get_sensitive (GTK_WIDGET (self->add)))
    vas_staff_window_show_chosen (self);
}

static void
added_cb (VasStaffWindow *self,
          VasReceipt     *receipt,
          VasForm        *form)
{
  g_free (self->wanted);
  self->wanted = vas_form_field_get_text (vas_form_get_field (form, "login"));
  vas_staff_window_say (self, _("The person is added."));
  vas_staff_window_reload (self);
}

/** vas_staff_window_add: (transfer none): opens the form for somebody new. */
VasForm *
vas_staff_window_add (VasStaffWindow *self)
{
  VasForm *form = vas_staff_form_new_add (self->desk);
  GtkWidget *dialog = vas_form_dialog_new (GTK_WINDOW (self), _("Add a Person"), form);

  g_signal_connect_object (form, "done", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));

  return form;
}

/* A reading that is under way keeps the window alive for a moment, maybe longer than its parent. */
static void
vas_staff_window_unrealize (GtkWidget *widget)
{
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);

  GTK_WIDGET_CLASS (vas_staff_window_parent_class)->unrealize (widget);
}

static void
vas_staff_window_dispose (GObject *object)
{
  g_clear_object (&VAS_STAFF_WINDOW (object)->desk);

  G_OBJECT_CLASS (vas_staff_window_parent_class)->dispose (object);
}

static void
vas_staff_window_finalize (GObject *object)
{
  VasStaffWindow *self = VAS_STAFF_WINDOW (object);

  g_clear_pointer (&self->deputies, g_ptr_array_unref);
  g_free (self->wanted);

  G_OBJECT_CLASS (vas_staff_window_parent_class)->finalize (object);
}

static void
vas_staff_window_class_init (VasStaffWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_staff_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vas_staff_window_finalize;
  widget_class->unrealize = vas_staff_window_unrealize;
  g_type_ensure (VAS_TYPE_BANNER);
  g_type_ensure (VAS_TYPE_STAFF_PANE);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/staff/vas-staff-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VasStaffWindow, add);
  gtk_widget_class_bind_template_child (widget_class, VasStaffWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, VasStaffWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, VasStaffWindow, search);
  gtk_widget_class_bind_template_child (widget_class, VasStaffWindow, list);
  gtk_widget_class_bind_template_child (widget_class, VasStaffWindow, no_match);
  gtk_widget_class_bind_template_child (widget_class, VasStaffWindow, pane);
  gtk_widget_class_bind_template_callback (widget_class, vas_staff_window_add);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, vas_staff_window_say);
  vas_staff_window_bind_list (widget_class);
}

static void
vas_staff_window_init (VasStaffWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vas_staff_window_set_up_list (self);
  vas_compat_name_toasts (self->toasts);
  vas_scanner_type_into (GTK_WIDGET (self));
}

/** vas_staff_window_may_open: whether who is acting may see the staff: administrators, their deputies, and auditors. */
gboolean
vas_staff_window_may_open (VasDesk *desk)
{
  return (vas_desk_get_roles (desk) & (VAS_ROLE_ADMINISTRATOR | VAS_ROLE_AUDITOR)) != 0;
}

/** vas_staff_window_new: (transfer none): only where vas_staff_window_may_open(). */
GtkWidget *
vas_staff_window_new (VasDesk   *desk,
                      GtkWindow *parent)
{
  VasStaffWindow *self = g_object_new (VAS_TYPE_STAFF_WINDOW, "transient-for", parent, "application", gtk_window_get_application (parent), NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::staff", G_CALLBACK (staff_changed_cb), self, G_CONNECT_SWAPPED);
  if (vas_desk_get_sync (desk) != NULL)
    g_signal_connect_object (vas_desk_get_sync (desk), "changed", G_CALLBACK (sync_changed_cb), self, G_CONNECT_SWAPPED);
  update_rights (self);
  vas_staff_window_reload (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));

  return GTK_WIDGET (self);
}

/** vas_staff_window_get_pane: (transfer none): the person who is chosen. */
VasStaffPane *
vas_staff_window_get_pane (VasStaffWindow *self)
{
  return self->pane;
}
