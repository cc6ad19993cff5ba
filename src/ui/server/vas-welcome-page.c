/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first start: a server, this computer, or the demo business. Whoever begins on this computer says who she is; nothing is made before
 * that. Main thread.
 */

#include "vas-welcome-page.h"

#include "vas-form-field.h"
#include "vas-front-foot.h"
#include "vas-staff.h"

#include <glib/gi18n.h>

struct _VasWelcomePage
{
  AdwBin         parent_instance;

  GtkStack      *stack;
  GtkButton     *back_button;
  AdwActionRow  *here_row;
  GtkBox        *fields;
  VasFrontFoot  *foot;

  VasFormField  *name;              /* owned by the box of the fields */
  VasFormField  *login;             /* as @name */
};

enum {
  BEGIN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasWelcomePage, vas_welcome_page, ADW_TYPE_BIN)

static void
show_page (VasWelcomePage *self,
           const char     *name)
{
  const gboolean asking = g_str_equal (name, "begin");

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), asking);
  gtk_widget_grab_focus (asking ? GTK_WIDGET (self->name) : GTK_WIDGET (self->here_row));
}

static void
here_cb (VasWelcomePage *self)
{
  show_page (self, "begin");
}

static void
back_cb (VasWelcomePage *self)
{
  vas_front_foot_set_error (self->foot, NULL);
  show_page (self, "choice");
}

static void
begin_cb (VasWelcomePage *self)
{
  g_autofree char *name = vas_form_field_get_text (self->name);
  g_autofree char *login = vas_form_field_get_text (self->login);

  if (!vas_form_field_demand (self->name, _("A name is needed.")) ||
      !vas_form_field_demand (self->login, _("A login is needed.")))
    return;
  if (!vas_staff_is_name (name))
    {
      vas_form_field_refuse (self->name, _("A name has at most 60 characters, in one line."));
      return;
    }
  if (!vas_staff_is_login (login))
    {
      vas_form_field_refuse (self->login, _("A login has no spaces, and at most 64 letters."));
      return;
    }

  vas_front_foot_set_error (self->foot, NULL);
  g_signal_emit (self, signals[BEGIN], 0, login, name);
}

static VasFormField *
add_field (VasWelcomePage *self,
           const char     *id,
           const char     *title,
           const char     *hint)
{
  VasFormField *field = vas_form_field_new (VAS_FORM_ENTRY, id, title);

  vas_form_field_set_hint (field, hint);
  gtk_box_append (self->fields, GTK_WIDGET (field));
  g_signal_connect_object (field, "activated", G_CALLBACK (vas_front_foot_press), self->foot, G_CONNECT_SWAPPED);
  return field;
}

static void
vas_welcome_page_class_init (VasWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[BEGIN] = g_signal_new ("begin", VAS_TYPE_WELCOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                 G_TYPE_STRING);

  g_type_ensure (VAS_TYPE_FRONT_FOOT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/server/vas-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VasWelcomePage, stack);
  gtk_widget_class_bind_template_child (widget_class, VasWelcomePage, back_button);
  gtk_widget_class_bind_template_child (widget_class, VasWelcomePage, here_row);
  gtk_widget_class_bind_template_child (widget_class, VasWelcomePage, fields);
  gtk_widget_class_bind_template_child (widget_class, VasWelcomePage, foot);
  gtk_widget_class_bind_template_callback (widget_class, here_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, begin_cb);
}

static void
vas_welcome_page_init (VasWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->name = add_field (self, "name", _("_Name"), _("As it stands beside what you decide"));
  self->login = add_field (self, "login", _("_Login"), _("Short, such as the name in pinyin"));
}

/** vas_welcome_page_new: (transfer floating) */
GtkWidget *
vas_welcome_page_new (void)
{
  return g_object_new (VAS_TYPE_WELCOME_PAGE, NULL);
}

/** vas_welcome_page_show: begins; @nobody: there are records on this computer already, and nobody in them. */
void
vas_welcome_page_show (VasWelcomePage *self,
                       gboolean        nobody)
{
  vas_welcome_page_set_busy (self, FALSE);
  vas_front_foot_set_error (self->foot, NULL);
  show_page (self, nobody ? "begin" : "choice");
}

/** vas_welcome_page_set_busy: whether the records are being made: nothing can be changed meanwhile. */
void
vas_welcome_page_set_busy (VasWelcomePage *self,
                           gboolean        busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields), !busy);
  vas_front_foot_set_busy (self->foot, busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->back_button), !busy);
}

/** vas_welcome_page_set_error: why the records could not be made. */
void
vas_welcome_page_set_error (VasWelcomePage *self,
                            const char     *message)
{
  vas_welcome_page_set_busy (self, FALSE);
  vas_front_foot_set_error (self->foot, message);
  gtk_widget_grab_focus (GTK_WIDGET (self->login));
}
