/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The forms that add a person and change one: name and roles, and the login of somebody new. What the rules say of it stands in the form
 * while it is filled in, by the command's own check on the records as they are here. What is typed is kept; of a change of somebody it is
 * kept with the version that it changes, so that it never undoes what another administrator did meanwhile (R32). Main thread.
 */

#include "vas-staff-form.h"

#include "vas-draft-keeper.h"
#include "vas-role-names.h"

#include <glib/gi18n.h>

#define COLUMNS 2

/* A moment of rest in the typing after which it is judged. */
#define REST_MS 200

typedef struct {
  VasForm      *form;               /* which owns this */
  VasDesk      *desk;
  char         *staff_key;          /* nullable: somebody new */
  GCancellable *cancellable;        /* nullable: it is being judged */
  guint         rest;
} Judge;

static void
judge_stop (Judge *judge)
{
  g_clear_handle_id (&judge->rest, g_source_remove);
  if (judge->cancellable != NULL)
    g_cancellable_cancel (judge->cancellable);
  g_clear_object (&judge->cancellable);
}

static void
judge_free (gpointer data)
{
  Judge *judge = data;

  judge_stop (judge);
  g_object_unref (judge->desk);
  g_free (judge->staff_key);
  g_free (judge);
}

static char *
role_id (int role)
{
  return g_strdup_printf ("role/%d", role);
}

/** vas_staff_form_get_roles: bits of the roles that are ticked. */
guint
vas_staff_form_get_roles (VasForm *form)
{
  guint roles = 0;

  for (int i = 0; i < VAS_STAFF_FORM_ROLES; i++)
    {
      g_autofree char *id = role_id (i);
      g_autofree char *given = vas_form_field_get_text (vas_form_get_field (form, id));

      roles |= *given != '\0' ? 1u << i : 0;
    }

  return roles;
}

static gboolean
prepare (VasForm    *form,
         VasCommand *command,
         gpointer    user_data)
{
  const guint roles = vas_staff_form_get_roles (form);
  g_autofree char *text = vas_roles_to_text (roles);

  judge_stop (g_object_get_data (G_OBJECT (form), "judge"));
  if (roles == 0)
    {
      vas_form_field_set_error (vas_form_get_field (form, "role/0"), _("Give at least one role."));
      return FALSE;
    }
  vas_command_set_text (command, "roles", text);

  return TRUE;
}

static void
judged_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasForm) form = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasVerdict) verdict = vas_engine_check_finish (VAS_ENGINE (object), result, &error);
  Judge *judge = g_object_get_data (G_OBJECT (form), "judge");

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || judge == NULL)
    return;
  g_clear_object (&judge->cancellable);
  if (verdict != NULL)
    vas_form_show (form, verdict);
}

/* FALSE where something is still missing, which is no reproach while it is typed. */
static gboolean
take_text (VasForm    *form,
           const char *id,
           VasCommand *command)
{
  VasFormField *field = vas_form_get_field (form, id);
  g_autofree char *text = field != NULL ? vas_form_field_get_text (field) : NULL;

  if (text != NULL && *text != '\0')
    vas_command_set_text (command, id, text);

  return text == NULL || *text != '\0';
}

static gboolean
rested_cb (gpointer user_data)
{
  Judge *judge = user_data;
  const guint roles = vas_staff_form_get_roles (judge->form);
  g_autofree char *text = vas_roles_to_text (roles);
  g_autoptr (VasCommand) command = vas_desk_new_command (judge->desk, judge->staff_key != NULL ? "staff.edit" : "staff.add");

  judge->rest = 0;
  if (!take_text (judge->form, "login", command) || !take_text (judge->form, "name", command) || roles == 0)
    return G_SOURCE_REMOVE;

  vas_command_set_text (command, "roles", text);
  if (judge->staff_key != NULL)
    vas_command_set_text (command, "staff", judge->staff_key);
  judge->cancellable = g_cancellable_new ();
  vas_engine_check_async (vas_desk_get_engine (judge->desk), command, judge->cancellable, judged_cb, g_object_ref (judge->form));
  return G_SOURCE_REMOVE;
}

static void
changed_cb (VasForm *form)
{
  Judge *judge = g_object_get_data (G_OBJECT (form), "judge");

  judge_stop (judge);
  judge->rest = g_timeout_add (REST_MS, rested_cb, judge);
}

static void
watch (VasForm      *form,
       VasFormField *field)
{
  g_signal_connect_object (field, "changed", G_CALLBACK (changed_cb), form, G_CONNECT_SWAPPED);
}

/* Two columns: nine lines would push the rest out of sight. Names that wrap would ask for room for the narrowest of them. */
static void
add_roles (VasForm *form,
           guint    roles)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", _("Roles"), "xalign", 0.0, NULL);
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID, "column-homogeneous", TRUE, "column-spacing", 18, "row-spacing", 4, NULL);

  gtk_widget_add_css_class (label, "heading");
  vas_form_add_widget (form, label);
  vas_form_add_widget (form, grid);
  for (int i = 0; i < VAS_STAFF_FORM_ROLES; i++)
    {
      g_autofree char *id = role_id (i);
      g_autofree char *name = vas_role_names (1u << i);
      VasFormField *field = vas_form_add (form, VAS_FORM_CHECK, id, name);

      g_object_ref (field);
      gtk_box_remove (GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (field))), GTK_WIDGET (field));
      gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (field), i % COLUMNS, i / COLUMNS, 1, 1);
      gtk_label_set_wrap (GTK_LABEL (gtk_check_button_get_child (GTK_CHECK_BUTTON (vas_form_field_get_input (field)))), FALSE);
      g_object_unref (field);
      vas_form_field_set_local (field);
      vas_form_field_set_text (field, (roles & (1u << i)) != 0 ? "1" : "");
      watch (form, field);
    }
}

static void
finish (VasForm    *form,
        VasDesk    *desk,
        const char *staff_key)
{
  Judge *judge = g_new0 (Judge, 1);

  judge->form = form;
  judge->desk = g_object_ref (desk);
  judge->staff_key = g_strdup (staff_key);
  g_object_set_data_full (G_OBJECT (form), "judge", judge, judge_free);
  vas_form_map (form, "login-taken", "login");
  vas_form_map (form, "login-form", "login");
  vas_form_map (form, "person-name-form", "name");
  vas_form_map (form, "last-administrator", "role/8");
  vas_form_map (form, "administrator-by-deputy", "role/8");
  vas_form_set_prepare (form, prepare, NULL);
}

/** vas_staff_form_new_add: (transfer floating): for somebody new. */
VasForm *
vas_staff_form_new_add (VasDesk *desk)
{
  VasForm *form = vas_form_new (desk, "staff.add");
  VasFormField *name = vas_form_add (form, VAS_FORM_ENTRY, "name", _("_Name"));
  VasFormField *login = vas_form_add (form, VAS_FORM_ENTRY, "login", _("_Login name"));

  vas_form_field_set_hint (login, _("What the person signs in with. It stays the same."));
  add_roles (form, 0);
  watch (form, name);
  watch (form, login);
  finish (form, desk, NULL);
  vas_form_set_confirm (form, _("_Add the Person"), FALSE);
  vas_form_set_draft (form, "");

  return form;
}

static char *
make_subject (VasStaff *staff)
{
  return g_strdup_printf ("%s/%" G_GINT64_FORMAT, vas_entity_get_key (VAS_ENTITY (staff)), (gint64) vas_entity_get_ver (VAS_ENTITY (staff)));
}

/** vas_staff_form_forget: what was typed about @staff as he was is of no use any more. */
void
vas_staff_form_forget (VasDesk  *desk,
                       VasStaff *staff)
{
  g_autofree char *subject = make_subject (staff);

  vas_draft_keeper_forget (desk, "form.staff.edit", subject);
}

/** vas_staff_form_new_edit: (transfer floating): for @staff as he is now; changed meanwhile by somebody else, it is refused (R32). */
VasForm *
vas_staff_form_new_edit (VasDesk  *desk,
                         VasStaff *staff)
{
  VasForm *form = vas_form_new (desk, "staff.edit");
  VasFormField *name = vas_form_add (form, VAS_FORM_ENTRY, "name", _("_Name"));
  g_autofree char *subject = make_subject (staff);

  vas_form_field_set_text (name, staff->name);
  vas_form_set_argument (form, "staff", vas_entity_get_key (VAS_ENTITY (staff)));
  vas_form_expect (form, VAS_ENTITY (staff));
  add_roles (form, (guint) staff->roles);
  watch (form, name);
  finish (form, desk, vas_entity_get_key (VAS_ENTITY (staff)));
  vas_form_set_confirm (form, _("_Save Name and Roles"), FALSE);
  vas_form_set_draft (form, subject);

  return form;
}
