/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The return of the fapiao of one request. The window stays beside the main one, so that a second person can take over there
 * (four eyes) and an act can be undone; it is read anew whenever records or the acting person change, and built anew only when
 * the case did, so that what is being typed stays. Main thread.
 */

#include "vas-return-dialog-private.h"

#include "vas-finding-text.h"
#include "vas-return-rules.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (VasReturnDialog, vas_return_dialog, ADW_TYPE_WINDOW)

static void
show_gate (VasReturnDialog *self,
           VasCase         *vas_case)
{
  g_autoptr (VasFinding) finding = vas_refund_gate (vas_case);
  const gboolean is_open = finding->outcome == VAS_OUTCOME_PASS;
  g_autofree char *sentence = vas_finding_describe_with_clause (finding);
  g_autofree char *text = g_strdup_printf (is_open ? _("The refund may go on. %s") : _("The refund must wait. %s"), sentence);

  gtk_image_set_from_icon_name (self->gate_icon, is_open ? "emblem-ok-symbolic" : "changes-prevent-symbolic");
  gtk_label_set_text (self->gate_label, text);
  gtk_widget_remove_css_class (gtk_widget_get_parent (GTK_WIDGET (self->gate_label)), is_open ? "shut" : "open");
  gtk_widget_add_css_class (gtk_widget_get_parent (GTK_WIDGET (self->gate_label)), is_open ? "open" : "shut");
}

/* Everything that the cards depend on. */
static char *
describe_state (VasCaseFile *file)
{
  GString *text = g_string_new (file->staff_key);

  g_string_append_printf (text, " %d %" G_GINT64_FORMAT, (int) file->vas_case->request->state,
                          vas_entity_get_ver (VAS_ENTITY (file->vas_case->request)));
  for (guint i = 0; i < file->vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (file->vas_case->fapiao, i);

      g_string_append_printf (text, " %s %d %" G_GINT64_FORMAT " %s", vas_entity_get_key (VAS_ENTITY (sheet)), (int) sheet->state,
                              sheet->verified_at, sheet->photo != NULL ? sheet->photo : "");
    }

  return g_string_free (text, FALSE);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasReturnDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasCaseFile) file = vas_case_file_load_finish (VAS_DESK (object), result, &error);
  g_autofree char *state = NULL;
  g_autofree char *title = NULL;

  if (file == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_label_set_text (self->gate_label, error->message);
      return;
    }

  title = g_strdup_printf (_("Return of %s"), vas_case_file_get_request (file)->number);
  gtk_window_set_title (GTK_WINDOW (self), title);
  show_gate (self, file->vas_case);
  state = describe_state (file);
  if (g_strcmp0 (state, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&state);
  vas_return_dialog_build (self, file);
}

static void
reload (VasReturnDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  vas_case_file_load_async (self->desk, self->key, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
changed_cb (VasReturnDialog    *self,
            const char * const *tables)
{
  if (g_strv_contains (tables, "request") || g_strv_contains (tables, "fapiao"))
    reload (self);
}

/* Whatever is no fapiao is red too, and says so. */
static void
scanned_cb (VasReturnDialog *self,
            int              kind,
            const char      *text)
{
  VasForm *form = vas_return_dialog_get_form (self, "return.verify");

  if (form != NULL && kind == VAS_SCAN_FAPIAO_NUMBER)
    vas_form_field_set_text (vas_form_get_field (form, "number"), text);
  else
    vas_return_dialog_scan (self, text);
}

/* A reading that is under way keeps the window alive for a moment, maybe longer than its parent. */
static void
vas_return_dialog_unrealize (GtkWidget *widget)
{
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);

  GTK_WIDGET_CLASS (vas_return_dialog_parent_class)->unrealize (widget);
}

static void
vas_return_dialog_dispose (GObject *object)
{
  VasReturnDialog *self = VAS_RETURN_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->scanner);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_return_dialog_parent_class)->dispose (object);
}

static void
vas_return_dialog_finalize (GObject *object)
{
  VasReturnDialog *self = VAS_RETURN_DIALOG (object);

  g_free (self->key);
  g_free (self->shown);
  g_hash_table_unref (self->forms);
  g_clear_pointer (&self->sheets, g_ptr_array_unref);

  G_OBJECT_CLASS (vas_return_dialog_parent_class)->finalize (object);
}

static void
vas_return_dialog_class_init (VasReturnDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_return_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vas_return_dialog_finalize;
  widget_class->unrealize = vas_return_dialog_unrealize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-return-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VasReturnDialog, gate_icon);
  gtk_widget_class_bind_template_child (widget_class, VasReturnDialog, gate_label);
  gtk_widget_class_bind_template_child (widget_class, VasReturnDialog, cards);
}

static void
vas_return_dialog_init (VasReturnDialog *self)
{
  self->forms = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_return_dialog_new: (transfer none): of a request at 退票. */
GtkWidget *
vas_return_dialog_new (VasDesk    *desk,
                       GtkWindow  *parent,
                       const char *request_key)
{
  VasReturnDialog *self = g_object_new (VAS_TYPE_RETURN_DIALOG, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  self->key = g_strdup (request_key);
  self->scanner = vas_scanner_new (GTK_WIDGET (self));
  g_signal_connect_object (self->scanner, "scanned", G_CALLBACK (scanned_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::staff", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  reload (self);

  return GTK_WIDGET (self);
}

/** vas_return_dialog_get_key: (transfer none): of the request. */
const char *
vas_return_dialog_get_key (VasReturnDialog *self)
{
  return self->key;
}

/** vas_return_dialog_get_form: (transfer none) (nullable): the form of a command; NULL where there is nothing to do with it now. */
VasForm *
vas_return_dialog_get_form (VasReturnDialog *self,
                            const char      *command)
{
  return g_hash_table_lookup (self->forms, command);
}

/** vas_return_dialog_get_gate: (transfer none): whether the refund may go on, in words. */
const char *
vas_return_dialog_get_gate (VasReturnDialog *self)
{
  return gtk_label_get_text (self->gate_label);
}
