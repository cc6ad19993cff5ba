/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A person in the list of staff. Main thread. */

#include "vas-staff-line.h"

#include "vas-palette-item.h"
#include "vas-role-names.h"

#include <glib/gi18n.h>

/* What is inside a word counts, letters strewn about it do not: there are few people. */
#define GOOD_MATCH 80

struct _VasStaffLine
{
  GtkListBoxRow   parent_instance;

  GtkLabel       *name;
  GtkLabel       *off;
  GtkLabel       *roles;

  VasStaff       *staff;
  VasPaletteItem *words;            /* by which it is found */
};

G_DEFINE_FINAL_TYPE (VasStaffLine, vas_staff_line, GTK_TYPE_LIST_BOX_ROW)

static void
vas_staff_line_dispose (GObject *object)
{
  VasStaffLine *self = VAS_STAFF_LINE (object);

  g_clear_object (&self->staff);
  g_clear_object (&self->words);

  G_OBJECT_CLASS (vas_staff_line_parent_class)->dispose (object);
}

static void
vas_staff_line_class_init (VasStaffLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_staff_line_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/staff/vas-staff-line.ui");
  gtk_widget_class_bind_template_child (widget_class, VasStaffLine, name);
  gtk_widget_class_bind_template_child (widget_class, VasStaffLine, off);
  gtk_widget_class_bind_template_child (widget_class, VasStaffLine, roles);
}

static void
vas_staff_line_init (VasStaffLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_staff_line_new: (transfer floating) */
GtkWidget *
vas_staff_line_new (VasStaff *staff)
{
  VasStaffLine *self = g_object_new (VAS_TYPE_STAFF_LINE, NULL);

  vas_staff_line_set_staff (self, staff);

  return GTK_WIDGET (self);
}

/** vas_staff_line_set_staff: the person as he is now. */
void
vas_staff_line_set_staff (VasStaffLine *self,
                          VasStaff     *staff)
{
  g_autofree char *roles = vas_role_names ((guint) staff->roles);
  g_autofree char *said = g_strdup_printf (staff->active ? "%s (%s), %s" : _("%s (%s), %s, switched off"), staff->name, staff->login, roles);
  g_autofree char *name = g_strdup_printf ("%s  %s", staff->name, staff->login);

  g_set_object (&self->staff, staff);
  g_clear_object (&self->words);
  self->words = vas_palette_item_new (staff->name, "avatar-default-symbolic", "", NULL);
  vas_palette_item_set_subtitle (self->words, staff->login);
  vas_palette_item_set_subtitle (self->words, roles);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->roles, roles);
  gtk_widget_set_visible (GTK_WIDGET (self->off), !staff->active);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

/** vas_staff_line_get_staff: (transfer none) */
VasStaff *
vas_staff_line_get_staff (VasStaffLine *self)
{
  return self->staff;
}

/** vas_staff_line_match: how well the person is found by @text, 0 for not at all; everybody is by "". */
int
vas_staff_line_match (VasStaffLine *self,
                      const char   *text)
{
  const int match = vas_palette_item_match (self->words, text);

  return *text == '\0' || match >= GOOD_MATCH ? match : 0;
}
