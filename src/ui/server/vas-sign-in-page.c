/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Signing in to a server. What is wrong stands at the field that can mend it; what no field can mend stands above the button. The same page
 * asks at the first start, and in the midst of work when a session has ended: then server and login are given, and one may go
 * back. Main thread.
 */

#include "vas-sign-in-page.h"

#include "vas-form-field.h"
#include "vas-front-foot.h"
#include "vas-sign-in.h"

#include <glib/gi18n.h>

struct _VasSignInPage
{
  AdwBin         parent_instance;

  GtkLabel      *title;
  GtkLabel      *description;
  GtkBox        *fields;
  GtkLabel      *unkept;
  VasFrontFoot  *foot;
  GtkButton     *back_button;

  VasFormField  *address;           /* owned by the box of the fields, as are the others */
  VasFormField  *login;
  VasFormField  *password;
};

enum {
  SIGN_IN,
  BACK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasSignInPage, vas_sign_in_page, ADW_TYPE_BIN)

static void
sign_in_cb (VasSignInPage *self)
{
  g_autofree char *address = vas_form_field_get_text (self->address);
  g_autofree char *login = vas_form_field_get_text (self->login);

  if (!vas_form_field_demand (self->address, _("Where is the server?")) ||
      !vas_form_field_demand (self->login, _("A login is needed.")) || !vas_form_field_demand (self->password, _("A password is needed.")))
    return;

  vas_front_foot_set_error (self->foot, NULL);
  g_signal_emit (self, signals[SIGN_IN], 0, address, login,
                 gtk_editable_get_text (GTK_EDITABLE (vas_form_field_get_input (self->password))));
}

static void
back_cb (VasSignInPage *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

static VasFormField *
add_field (VasSignInPage *self,
           VasFormKind    kind,
           const char    *id,
           const char    *title)
{
  VasFormField *field = vas_form_field_new (kind, id, title);

  gtk_box_append (self->fields, GTK_WIDGET (field));
  g_signal_connect_object (field, "activated", G_CALLBACK (vas_front_foot_press), self->foot, G_CONNECT_SWAPPED);
  return field;
}

static void
vas_sign_in_page_class_init (VasSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGN_IN] = g_signal_new ("sign-in", VAS_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                   G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  signals[BACK] = g_signal_new ("back", VAS_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VAS_TYPE_FRONT_FOOT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/server/vas-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VasSignInPage, title);
  gtk_widget_class_bind_template_child (widget_class, VasSignInPage, description);
  gtk_widget_class_bind_template_child (widget_class, VasSignInPage, fields);
  gtk_widget_class_bind_template_child (widget_class, VasSignInPage, unkept);
  gtk_widget_class_bind_template_child (widget_class, VasSignInPage, foot);
  gtk_widget_class_bind_template_child (widget_class, VasSignInPage, back_button);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
}

static void
vas_sign_in_page_init (VasSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->address = add_field (self, VAS_FORM_ENTRY, "address", _("Ser_ver"));
  self->login = add_field (self, VAS_FORM_ENTRY, "login", _("_Login"));
  self->password = add_field (self, VAS_FORM_PASSWORD, "password", _("_Password"));
  g_object_set (vas_form_field_get_input (self->address), "input-purpose", GTK_INPUT_PURPOSE_URL, "placeholder-text",
                "https://vas.example.com", NULL);
}

/** vas_sign_in_page_new: (transfer floating) */
GtkWidget *
vas_sign_in_page_new (void)
{
  return g_object_new (VAS_TYPE_SIGN_IN_PAGE, NULL);
}

static void
give (VasFormField *field,
      const char   *text,
      gboolean      fixed)
{
  vas_form_field_set_text (field, text != NULL ? text : "");
  vas_form_field_set_error (field, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (field), !fixed);
}

/**
 * vas_sign_in_page_ask:
 * @address: (nullable): where the server is, as far as is known
 * @login: (nullable): whose desk this is
 * @fixed: a session has ended: it is the same server and the same person
 * @back: the work behind the page goes on, and one may go back to it; the server stays the same. Without @address: back to the choice
 */
void
vas_sign_in_page_ask (VasSignInPage *self,
                      const char    *address,
                      const char    *login,
                      gboolean       fixed,
                      gboolean       back)
{
  gtk_label_set_label (self->title, fixed ? _("Sign In Again") : _("Sign In"));
  gtk_label_set_label (self->description, fixed ? _("Everything that was done here is kept, and is sent as soon as you are signed in.")
                                                : _("With the login that the administrator of the server has given you."));
  give (self->address, address, fixed || (back && address != NULL));
  give (self->login, login, fixed);
  give (self->password, "", FALSE);
  vas_front_foot_set_error (self->foot, NULL);
  vas_sign_in_page_set_busy (self, FALSE);
  gtk_button_set_label (self->back_button, address != NULL ? _("_Back to Work") : _("_Back"));
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), back);
  gtk_widget_grab_focus (GTK_WIDGET (address == NULL ? self->address : login == NULL ? self->login : self->password));
}

/** vas_sign_in_page_set_busy: whether the server is being asked: nothing can be changed meanwhile. */
void
vas_sign_in_page_set_busy (VasSignInPage *self,
                           gboolean       busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields), !busy);
  vas_front_foot_set_busy (self->foot, busy);
}

/** vas_sign_in_page_set_error: @error: a #VasSignInError; its sentence stands where it can be mended. */
void
vas_sign_in_page_set_error (VasSignInPage *self,
                            const GError  *error)
{
  const gboolean at_password = g_error_matches (error, VAS_SIGN_IN_ERROR, VAS_SIGN_IN_ERROR_PASSWORD) ||
                               g_error_matches (error, VAS_SIGN_IN_ERROR, VAS_SIGN_IN_ERROR_TOO_MANY);
  const gboolean at_address = !at_password && error->domain == VAS_SIGN_IN_ERROR && error->code != VAS_SIGN_IN_ERROR_FAILED;

  vas_sign_in_page_set_busy (self, FALSE);
  vas_form_field_set_error (self->address, at_address ? error->message : NULL);
  vas_form_field_set_error (self->password, at_password ? error->message : NULL);
  vas_front_foot_set_error (self->foot, !at_address && !at_password ? error->message : NULL);
  gtk_widget_grab_focus (GTK_WIDGET (at_address && gtk_widget_get_sensitive (GTK_WIDGET (self->address)) ? self->address : self->password));
}

/** vas_sign_in_page_set_unkept: whether it is said that no key ring keeps the session beyond the end of the program. */
void
vas_sign_in_page_set_unkept (VasSignInPage *self,
                             gboolean       unkept)
{
  gtk_widget_set_visible (GTK_WIDGET (self->unkept), unkept);
}

static VasFormField *
get_field (VasSignInPage *self,
           const char    *id)
{
  VasFormField *all[] = { self->address, self->login, self->password };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      if (g_str_equal (vas_form_field_get_id (all[i]), id))
        return all[i];
    }

  g_return_val_if_reached (NULL);
}

/** vas_sign_in_page_type: @field: address, login or password. */
void
vas_sign_in_page_type (VasSignInPage *self,
                       const char    *field,
                       const char    *text)
{
  vas_form_field_set_text (get_field (self, field), text);
}

/** vas_sign_in_page_get_error_of: (transfer none) (nullable): what stands at a field; of "" above the button. */
const char *
vas_sign_in_page_get_error_of (VasSignInPage *self,
                               const char    *field)
{
  if (*field == '\0')
    return vas_front_foot_get_error (self->foot);

  return vas_form_field_get_error (get_field (self, field));
}

/** vas_sign_in_page_get_button: (transfer none) */
GtkWidget *
vas_sign_in_page_get_button (VasSignInPage *self)
{
  return vas_front_foot_get_button (self->foot);
}
