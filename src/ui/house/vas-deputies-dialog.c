/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Deputies: those that are or will be, and a form for another. Whose they are and what they may be is judged by the commands.
 * Main thread.
 */

#include "vas-deputies-dialog.h"

#include "vas-compat.h"
#include "vas-deputy.h"
#include "vas-finding-text.h"
#include "vas-role-names.h"
#include "vas-scanner.h"
#include "vas-table.h"
#include "vas-time.h"

#include <glib/gi18n.h>

#define N_ROLES 9

struct _VasDeputiesDialog
{
  AdwWindow        parent_instance;

  AdwToastOverlay *toasts;
  GtkBox          *body;
  GtkLabel        *empty;
  GtkListBox      *list;

  VasDesk         *desk;
  VasForm         *form;            /* owned by the body */
  GPtrArray       *deputies;        /* (element-type VasDeputy): not ended yet; nullable */
};

G_DEFINE_FINAL_TYPE (VasDeputiesDialog, vas_deputies_dialog, ADW_TYPE_WINDOW)

static VasStaff *
find_staff (VasDeputiesDialog *self,
            const char        *key)
{
  GListModel *people = vas_desk_get_staff_list (self->desk);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (VasStaff) staff = g_list_model_get_item (people, i);

      if (g_strcmp0 (vas_entity_get_key (VAS_ENTITY (staff)), key) == 0)
        return staff;
    }

  return NULL;
}

static const char *
get_name (VasDeputiesDialog *self,
          const char        *key)
{
  VasStaff *staff = find_staff (self, key);

  return staff != NULL ? staff->name : "—";
}

static void
toast (VasDeputiesDialog *self,
       const char        *text)
{
  g_autofree char *plain = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (plain));
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasDeputiesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_desk_run_finish (VAS_DESK (object), result, &error);
  g_autofree char *sentence = NULL;

  if (self->desk == NULL || (receipt != NULL && receipt->applied))
    return;
  sentence = receipt != NULL ? vas_verdict_describe_refusal (receipt->verdict) : g_strdup (error->message);
  toast (self, sentence);
}

/** vas_deputies_dialog_end: ends the deputy at that place of the list. */
void
vas_deputies_dialog_end (VasDeputiesDialog *self,
                         guint              place)
{
  g_autoptr (VasCommand) command = vas_desk_new_command (self->desk, "deputy.end");

  vas_command_set_text (command, "deputation", vas_entity_get_key (g_ptr_array_index (self->deputies, place)));
  vas_desk_run_async (self->desk, command, _("The deputy is ended."), NULL, ended_cb, g_object_ref (self));
}

static void
end_clicked_cb (VasDeputiesDialog *self,
                GtkWidget         *button)
{
  vas_deputies_dialog_end (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "place")));
}

static void
add_row (VasDeputiesDialog *self,
         guint              place)
{
  VasDeputy *deputy = g_ptr_array_index (self->deputies, place);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *end = gtk_button_new_with_mnemonic (_("_End Today"));
  g_autofree char *roles = vas_role_names ((guint) deputy->roles);
  g_autofree char *from = vas_date_format (deputy->from_date);
  g_autofree char *to = vas_date_format (deputy->to_date);
  g_autofree char *title = g_strdup_printf (_("%s stands in for %s"), get_name (self, deputy->deputy_key),
                                            get_name (self, deputy->principal_key));
  g_autofree char *subtitle = g_strdup_printf (deputy->from_date > vas_desk_get_today (self->desk) ? _("%s to %s, not yet · %s")
                                                                                                   : _("%s to %s · %s"), from, to, roles);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (end, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (end), "place", GUINT_TO_POINTER (place));
  g_signal_connect_object (end, "clicked", G_CALLBACK (end_clicked_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), end);
  gtk_list_box_append (self->list, row);
}

static gpointer
load (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (GPtrArray) all = vas_table_list_all (sql, VAS_TYPE_DEPUTY, "from_date", error);
  const VasDate today = GPOINTER_TO_INT (data);
  GPtrArray *deputies;

  if (all == NULL)
    return NULL;
  deputies = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < all->len; i++)
    {
      if (((VasDeputy *) g_ptr_array_index (all, i))->to_date >= today)
        g_ptr_array_add (deputies, g_object_ref (g_ptr_array_index (all, i)));
    }

  return deputies;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasDeputiesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *deputies = vas_store_finish (VAS_STORE (object), result, &error);
  GtkWidget *row;

  if (deputies == NULL)
    {
      if (self->desk != NULL)
        toast (self, error->message);
      return;
    }
  g_clear_pointer (&self->deputies, g_ptr_array_unref);
  self->deputies = deputies;
  if (self->desk == NULL)
    return;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < deputies->len; i++)
    add_row (self, i);
  gtk_widget_set_visible (GTK_WIDGET (self->list), deputies->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), deputies->len == 0);
}

static void
reload (VasDeputiesDialog *self)
{
  vas_store_read_async (vas_desk_get_store (self->desk), load, GINT_TO_POINTER (vas_desk_get_today (self->desk)), NULL,
                        (GDestroyNotify) g_ptr_array_unref, NULL, loaded_cb, g_object_ref (self));
}

static void
changed_cb (VasDeputiesDialog  *self,
            const char * const *tables)
{
  if (g_strv_contains (tables, "deputy"))
    reload (self);
}

static char *
role_id (int role)
{
  return g_strdup_printf ("role/%d", role);
}

static guint
get_principal_roles (VasForm *form)
{
  VasDeputiesDialog *self = g_object_get_data (G_OBJECT (form), "dialog");
  g_autofree char *key = vas_form_field_get_text (vas_form_get_field (form, "principal"));
  VasStaff *principal = find_staff (self, key);

  return principal != NULL ? (guint) principal->roles : 0;
}

/* Only roles that the principal holds can be given. */
static void
principal_changed_cb (VasForm *form)
{
  const guint roles = get_principal_roles (form);

  for (int i = 0; i < N_ROLES; i++)
    {
      g_autofree char *id = role_id (i);

      gtk_widget_set_visible (GTK_WIDGET (vas_form_get_field (form, id)), (roles & (1u << i)) != 0);
    }
}

static gboolean
prepare_roles (VasForm    *form,
               VasCommand *command,
               gpointer    user_data)
{
  const guint held = get_principal_roles (form);
  guint roles = 0;
  g_autofree char *text = NULL;

  for (int i = 0; i < N_ROLES; i++)
    {
      g_autofree char *id = role_id (i);
      g_autofree char *given = vas_form_field_get_text (vas_form_get_field (form, id));

      roles |= *given != '\0' ? held & (1u << i) : 0;
    }
  if (roles == 0)
    {
      vas_form_field_set_error (vas_form_get_field (form, "deputy"), _("Give at least one role."));
      return FALSE;
    }
  text = vas_roles_to_text (roles);
  vas_command_set_text (command, "roles", text);

  return TRUE;
}

static void
add_roles (VasForm *form)
{
  for (int i = 0; i < N_ROLES; i++)
    {
      g_autofree char *id = role_id (i);
      g_autofree char *name = vas_role_names (1u << i);

      vas_form_field_set_local (vas_form_add (form, VAS_FORM_CHECK, id, name));
    }
}

static void
add_form (VasDeputiesDialog *self)
{
  const gboolean own_only = (vas_desk_get_roles (self->desk) & VAS_ROLE_ADMINISTRATOR) == 0;
  g_autofree char *today = vas_date_format (vas_desk_get_today (self->desk));
  VasForm *form = vas_form_new (self->desk, "deputy.name");
  VasFormField *principal;

  self->form = form;
  g_object_set_data (G_OBJECT (form), "dialog", self);
  principal = vas_form_add_person (form, self->desk, "principal", _("Is _stood in for"), own_only ? VAS_FORM_ME : VAS_FORM_ME_FIRST);
  vas_form_add_person (form, self->desk, "deputy", _("_Deputy"), VAS_FORM_EVERYBODY);
  add_roles (form);
  vas_form_field_set_text (vas_form_add (form, VAS_FORM_DATE, "from", _("_From")), today);
  vas_form_add (form, VAS_FORM_DATE, "to", _("_Until, that day included"));
  vas_form_map (form, "deputy-dates", "to");
  vas_form_map (form, "deputy-past", "to");
  vas_form_map (form, "deputy-is-principal", "deputy");
  vas_form_map (form, "deputy-inactive", "deputy");
  vas_form_map (form, "deputy-not-own", "principal");
  vas_form_set_prepare (form, prepare_roles, NULL);
  vas_form_set_confirm (form, _("_Name the Deputy"), FALSE);
  vas_form_set_done (form, _("The deputy is named."));
  g_signal_connect_swapped (principal, "changed", G_CALLBACK (principal_changed_cb), form);
  principal_changed_cb (form);
  vas_form_set_draft (form, "");
  gtk_box_append (self->body, GTK_WIDGET (form));
}

/* A reading that is under way keeps the window alive for a moment, maybe longer than its parent. */
static void
vas_deputies_dialog_unrealize (GtkWidget *widget)
{
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);

  GTK_WIDGET_CLASS (vas_deputies_dialog_parent_class)->unrealize (widget);
}

static void
vas_deputies_dialog_dispose (GObject *object)
{
  g_clear_object (&VAS_DEPUTIES_DIALOG (object)->desk);

  G_OBJECT_CLASS (vas_deputies_dialog_parent_class)->dispose (object);
}

static void
vas_deputies_dialog_finalize (GObject *object)
{
  g_clear_pointer (&VAS_DEPUTIES_DIALOG (object)->deputies, g_ptr_array_unref);

  G_OBJECT_CLASS (vas_deputies_dialog_parent_class)->finalize (object);
}

static void
vas_deputies_dialog_class_init (VasDeputiesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_deputies_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vas_deputies_dialog_finalize;
  widget_class->unrealize = vas_deputies_dialog_unrealize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/house/vas-deputies-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VasDeputiesDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, VasDeputiesDialog, body);
  gtk_widget_class_bind_template_child (widget_class, VasDeputiesDialog, empty);
  gtk_widget_class_bind_template_child (widget_class, VasDeputiesDialog, list);
}

static void
vas_deputies_dialog_init (VasDeputiesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vas_compat_name_toasts (self->toasts);
  vas_scanner_type_into (GTK_WIDGET (self));
}

/** vas_deputies_dialog_new: (transfer none) */
GtkWidget *
vas_deputies_dialog_new (VasDesk   *desk,
                         GtkWindow *parent)
{
  VasDeputiesDialog *self = g_object_new (VAS_TYPE_DEPUTIES_DIALOG, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  add_form (self);
  g_signal_connect_object (desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);

  return GTK_WIDGET (self);
}

/** vas_deputies_dialog_get_form: (transfer none): the form that names one. */
VasForm *
vas_deputies_dialog_get_form (VasDeputiesDialog *self)
{
  return self->form;
}

/** vas_deputies_dialog_get_n: how many there are or will be. */
guint
vas_deputies_dialog_get_n (VasDeputiesDialog *self)
{
  return self->deputies != NULL ? self->deputies->len : 0;
}
