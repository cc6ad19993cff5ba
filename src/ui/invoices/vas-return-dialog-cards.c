/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cards of a return: which sheets are back, the next one to verify, and the three ways in which a return ends. Main thread.
 */

#include "vas-return-dialog-private.h"

#include "vas-card.h"
#include "vas-journal.h"
#include "vas-labels.h"
#include "vas-parcel-rules.h"
#include "vas-return-rules.h"
#include "vas-sheet-fields.h"

#include <glib/gi18n.h>

/* What was typed and not sent is seen. */
static void
unfold_cb (GtkExpander *expander)
{
  gtk_expander_set_expanded (expander, TRUE);
}

/* Folded: what is done seldom stands behind its name. */
static void
add_folded (VasReturnDialog *self,
            const char      *title,
            GtkWidget       *child)
{
  GtkWidget *expander = gtk_expander_new_with_mnemonic (title);

  gtk_widget_add_css_class (expander, "card");
  gtk_widget_add_css_class (expander, "form-card");
  gtk_expander_set_child (GTK_EXPANDER (expander), child);
  g_signal_connect_object (child, "restored", G_CALLBACK (unfold_cb), expander, G_CONNECT_SWAPPED);
  gtk_box_append (self->cards, expander);
}

static VasForm *
keep_form (VasReturnDialog *self,
           const char      *command,
           VasForm         *form)
{
  g_hash_table_insert (self->forms, (gpointer) command, form);

  return form;
}

static VasForm *
new_form (VasReturnDialog *self,
          VasCaseFile     *file,
          const char      *command)
{
  VasForm *form = vas_form_new (self->desk, command);

  vas_form_set_argument (form, "request", self->key);
  vas_form_expect (form, VAS_ENTITY (vas_case_file_get_request (file)));

  return keep_form (self, command, form);
}

/* (transfer full): what has become of the sheet, and by which other one. */
static char *
describe_state (VasFapiao  *sheet,
                VasRequest *request)
{
  const char *state = vas_label (&vas_fapiao_state_enum, (int) sheet->state);
  g_autofree char *when = NULL;

  if (sheet->red_number != NULL)
    return g_strdup_printf ("%s · %s %s", state, sheet->red_code, sheet->red_number);
  if (!vas_fapiao_is_standing (sheet))
    return g_strdup (state);
  if (sheet->verified_at == VAS_NONE)
    return g_strdup (request->tax_loss_at != VAS_NONE ? _("never came back, tax loss recorded") : _("not back yet"));

  when = vas_instant_format_local (sheet->verified_at);
  return g_strdup_printf (_("back, verified %s"), when);
}

static GtkWidget *
make_sheet_row (VasFapiao  *sheet,
                VasRequest *request)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  const gboolean back = sheet->verified_at != VAS_NONE;
  const gboolean lost = !back && request->tax_loss_at != VAS_NONE;
  g_autofree char *name = vas_sheet_describe (sheet);
  g_autofree char *state = describe_state (sheet, request);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0, "hexpand", TRUE, "wrap", TRUE, NULL);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (back ? "emblem-ok-symbolic" : lost ? "dialog-warning-symbolic"
                                                                                                   : "content-loading-symbolic"));
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_label_new (state));

  return box;
}

static void
add_sheets (VasReturnDialog *self,
            VasCaseFile     *file)
{
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; i < file->vas_case->fapiao->len; i++)
    gtk_box_append (GTK_BOX (list), make_sheet_row (g_ptr_array_index (file->vas_case->fapiao, i),
                                                     file->vas_case->request));
  vas_card_append (self->cards, _("The paper"), list);
}

/* The end that is meant: all paper is here. */
static void
add_close (VasReturnDialog *self,
           VasCaseFile     *file,
           GPtrArray       *standing,
           guint            n_missing)
{
  VasForm *form = new_form (self, file, "return.close");
  gboolean red = FALSE;

  for (guint i = 0; i < standing->len; i++)
    {
      if (!vas_sheet_needs_red (g_ptr_array_index (standing, i), file->today))
        continue;
      red = TRUE;
      vas_sheet_add_red_fields (form, g_ptr_array_index (standing, i));
    }
  g_object_set_data_full (G_OBJECT (form), "sheets", g_ptr_array_ref (standing), (GDestroyNotify) g_ptr_array_unref);
  vas_form_set_prepare (form, vas_sheet_prepare_reds, standing);
  vas_form_set_intro (form, red ? _("A sheet of an earlier month is reversed by a red-letter fapiao, by the supervisor (§4.8(5)).")
                                : _("All are of this month and are voided (§4.8(5))."));
  vas_form_set_confirm (form, red ? _("_Reverse and Open the Refund") : _("_Void and Open the Refund"), TRUE);
  vas_form_set_done (form, red ? _("The fapiao are reversed; the refund may go on.") : _("The fapiao are voided; the refund may go on."));
  vas_form_set_draft (form, self->key);
  if (n_missing > 0)
    {
      g_autofree char *why = g_strdup_printf (ngettext ("%u sheet has not come back yet.", "%u sheets have not come back yet.", n_missing),
                                              n_missing);

      vas_form_forbid (form, why);
    }
  vas_card_append (self->cards, _("All paper is back"), GTK_WIDGET (form));
}

/* Who opened the return, by the trail; nullable. */
static const char *
find_opener (VasCaseFile *file)
{
  for (guint i = file->trail->len; i > 0; i--)
    {
      VasLogRow *row = g_ptr_array_index (file->trail, i - 1);

      if (g_str_equal (row->type, "return.open") && g_str_equal (row->result, "applied"))
        return vas_case_file_get_name (file, row->actor);
    }

  return NULL;
}

static void
add_loss (VasReturnDialog *self,
          VasCaseFile     *file)
{
  VasForm *form = new_form (self, file, "return.loss");
  const VasMoney tax = vas_case_get_tax_total (file->vas_case);
  const char *opener = find_opener (file);
  g_autofree char *plain = vas_money_format_plain (tax);
  g_autofree char *shown = vas_money_format (tax);
  g_autofree char *hint = g_strdup_printf (_("The tax on these sheets is %s. It may be less, down to nothing, never more."), shown);
  g_autofree char *intro = NULL;
  VasFormField *loss;

  intro = opener != NULL ? g_strdup_printf (_("The user declares that the paper never comes back. %s opened the return; the supervisor, "
                                              "another person, records the tax loss (§4.8(5))."), opener)
                         : g_strdup (_("The user declares that the paper never comes back. The supervisor, another person than who opened "
                                       "the return, records the tax loss (§4.8(5))."));
  vas_form_set_intro (form, intro);
  vas_form_add (form, VAS_FORM_TEXT, "declared", _("What the user _declares"));
  loss = vas_form_add (form, VAS_FORM_MONEY, "tax_loss", _("Tax _loss in yuan"));
  vas_form_field_set_text (loss, plain);
  vas_form_field_set_hint (loss, hint);
  vas_form_map (form, "tax-loss-too-large", "tax_loss");
  vas_form_set_confirm (form, _("_Record the Tax Loss and Open the Refund"), TRUE);
  vas_form_set_done (form, _("The tax loss is recorded; the refund may go on."));
  vas_form_set_draft (form, self->key);
  add_folded (self, _("The _paper never comes"), GTK_WIDGET (form));
}

static void
add_cancel (VasReturnDialog *self,
            VasCaseFile     *file)
{
  VasForm *form = new_form (self, file, "return.cancel");

  vas_form_set_intro (form, _("The fapiao stays valid and the refund is not made. Sheets that came back already are sent to the user again."));
  vas_form_add (form, VAS_FORM_ENTRY, "reason", _("_Reason"));
  vas_form_set_confirm (form, _("_Give Up the Return"), FALSE);
  vas_form_set_done (form, _("The return is given up."));
  vas_form_set_draft (form, self->key);
  add_folded (self, _("_Give up the return"), GTK_WIDGET (form));
}

static void
clear (VasReturnDialog *self)
{
  GtkWidget *card;

  g_hash_table_remove_all (self->forms);
  self->picture = NULL;
  while ((card = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_box_remove (self->cards, card);
  g_clear_pointer (&self->sheets, g_ptr_array_unref);
}

/** vas_return_dialog_build: builds the cards from a reading of the case. */
void
vas_return_dialog_build (VasReturnDialog *self,
                         VasCaseFile     *file)
{
  g_autoptr (GPtrArray) standing = vas_sheets_in_state (file->vas_case, VAS_FAPIAO_STATE_ISSUED);
  GtkWidget *first;

  clear (self);
  self->sheets = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < standing->len; i++)
    {
      if (((VasFapiao *) g_ptr_array_index (standing, i))->verified_at == VAS_NONE)
        g_ptr_array_add (self->sheets, g_object_ref (g_ptr_array_index (standing, i)));
    }

  add_sheets (self, file);
  if (file->vas_case->request->state != VAS_REQUEST_STATE_RETURNING)
    return;
  if (self->sheets->len > 0)
    vas_card_append (self->cards, _("Verify what comes back"),
                     GTK_WIDGET (keep_form (self, "return.verify", vas_return_paper_form_new (self, file))));
  add_close (self, file, standing, self->sheets->len);
  add_loss (self, file);
  add_cancel (self, file);
  first = GTK_WIDGET (vas_return_dialog_get_form (self, self->sheets->len > 0 ? "return.verify" : "return.close"));
  gtk_widget_grab_focus (first);
}
