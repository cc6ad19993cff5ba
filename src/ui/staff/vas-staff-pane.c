/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * See the header. The form is of the record as it was read: when somebody else changes the person meanwhile it is made anew, and that is
 * said where something had been typed. Main thread.
 */

#include "vas-staff-pane.h"

#include "vas-role-names.h"
#include "vas-staff-form.h"

#include <glib/gi18n.h>

struct _VasStaffPane
{
  AdwBin          parent_instance;

  GtkStack       *stack;
  GtkLabel       *name;
  GtkLabel       *login;
  AdwBin         *form_slot;
  VasStaffAccess *access;

  VasForm        *form;             /* nullable; owned by the slot */
  VasStaff       *staff;            /* nullable: as the form has it */
  char           *why_not;          /* nullable: why nothing can be changed now */
  gboolean        saving;           /* the next change of the record is ours */
};

enum {
  SAID,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasStaffPane, vas_staff_pane, ADW_TYPE_BIN)

static void
said_cb (VasStaffPane *self,
         const char   *text)
{
  g_signal_emit (self, signals[SAID], 0, text);
}

static void
done_cb (VasStaffPane *self)
{
  g_autofree char *text = g_strdup_printf (_("%s is saved."), self->staff->name);

  self->saving = TRUE;
  said_cb (self, text);
}

static gboolean
is_touched (VasStaffPane *self)
{
  g_autofree char *name = vas_form_field_get_text (vas_form_get_field (self->form, "name"));

  return !g_str_equal (name, self->staff->name) || vas_staff_form_get_roles (self->form) != (guint) self->staff->roles;
}

/* There is nothing to save before something is changed. */
static void
update_button (VasStaffPane *self)
{
  vas_form_forbid (self->form, self->why_not == NULL && !is_touched (self) ? "" : self->why_not);
}

static void
forbid (VasStaffPane *self,
        const char   *why_not)
{
  g_free (self->why_not);
  self->why_not = g_strdup (why_not);
  update_button (self);
  gtk_widget_set_sensitive (vas_form_field_get_input (vas_form_get_field (self->form, "name")), why_not == NULL);
  for (int i = 0; i < VAS_STAFF_FORM_ROLES; i++)
    {
      g_autofree char *id = g_strdup_printf ("role/%d", i);

      gtk_widget_set_sensitive (vas_form_field_get_input (vas_form_get_field (self->form, id)), why_not == NULL);
    }
}

static void
make_form (VasStaffPane *self,
           VasDesk      *desk,
           VasStaff     *staff)
{
  g_set_object (&self->staff, staff);
  self->form = vas_staff_form_new_edit (desk, staff);
  adw_bin_set_child (self->form_slot, GTK_WIDGET (self->form));
  g_signal_connect_object (self->form, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vas_form_get_field (self->form, "name"), "changed", G_CALLBACK (update_button), self, G_CONNECT_SWAPPED);
  for (int i = 0; i < VAS_STAFF_FORM_ROLES; i++)
    {
      g_autofree char *id = g_strdup_printf ("role/%d", i);

      g_signal_connect_object (vas_form_get_field (self->form, id), "changed", G_CALLBACK (update_button), self, G_CONNECT_SWAPPED);
    }
}

static void
refresh_form (VasStaffPane *self,
              VasDesk      *desk,
              VasStaff     *staff)
{
  const gboolean same = self->staff != NULL && g_strcmp0 (vas_entity_get_key (VAS_ENTITY (self->staff)),
                                                          vas_entity_get_key (VAS_ENTITY (staff))) == 0;
  g_autoptr (VasStaff) replaced = NULL;

  if (same && vas_entity_get_ver (VAS_ENTITY (self->staff)) == vas_entity_get_ver (VAS_ENTITY (staff)))
    return;
  if (same && !self->saving && is_touched (self))
    said_cb (self, _("This person was changed meanwhile; what is shown is the present state."));
  self->saving = FALSE;
  if (same)
    replaced = g_object_ref (self->staff);
  make_form (self, desk, staff);
  if (replaced != NULL)
    vas_staff_form_forget (desk, replaced);
}

static void
vas_staff_pane_dispose (GObject *object)
{
  g_clear_object (&VAS_STAFF_PANE (object)->staff);

  G_OBJECT_CLASS (vas_staff_pane_parent_class)->dispose (object);
}

static void
vas_staff_pane_finalize (GObject *object)
{
  g_free (VAS_STAFF_PANE (object)->why_not);

  G_OBJECT_CLASS (vas_staff_pane_parent_class)->finalize (object);
}

static gboolean
vas_staff_pane_grab_focus (GtkWidget *widget)
{
  VasStaffPane *self = VAS_STAFF_PANE (widget);

  return self->form != NULL && gtk_widget_grab_focus (GTK_WIDGET (self->form));
}

static void
vas_staff_pane_class_init (VasStaffPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_staff_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = vas_staff_pane_finalize;
  widget_class->grab_focus = vas_staff_pane_grab_focus;
  signals[SAID] = g_signal_new ("said", VAS_TYPE_STAFF_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (VAS_TYPE_STAFF_ACCESS);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/staff/vas-staff-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VasStaffPane, stack);
  gtk_widget_class_bind_template_child (widget_class, VasStaffPane, name);
  gtk_widget_class_bind_template_child (widget_class, VasStaffPane, login);
  gtk_widget_class_bind_template_child (widget_class, VasStaffPane, form_slot);
  gtk_widget_class_bind_template_child (widget_class, VasStaffPane, access);
  gtk_widget_class_bind_template_callback (widget_class, said_cb);
}

static void
vas_staff_pane_init (VasStaffPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vas_staff_pane_show:
 * @staff: (nullable): nobody is chosen
 * @deputies: as of vas_staff_access_show()
 * @why_not: (nullable): why nothing can be changed now
 */
void
vas_staff_pane_show (VasStaffPane *self,
                     VasDesk      *desk,
                     VasStaff     *staff,
                     const char   *deputies,
                     const char   *why_not)
{
  g_autofree char *login = NULL;

  gtk_stack_set_visible_child_name (self->stack, staff != NULL ? "person" : "nobody");
  if (staff == NULL)
    return;

  login = g_strdup_printf (staff->active ? "%s" : _("%s · switched off"), staff->login);
  gtk_label_set_text (self->name, staff->name);
  gtk_label_set_text (self->login, login);
  refresh_form (self, desk, staff);
  forbid (self, why_not);
  vas_staff_access_show (self->access, desk, staff, deputies, why_not);
}

/** vas_staff_pane_get_form: (transfer none) (nullable): name and roles. */
VasForm *
vas_staff_pane_get_form (VasStaffPane *self)
{
  return self->form;
}

/** vas_staff_pane_get_access: (transfer none): password, sessions and the switch. */
VasStaffAccess *
vas_staff_pane_get_access (VasStaffPane *self)
{
  return self->access;
}
