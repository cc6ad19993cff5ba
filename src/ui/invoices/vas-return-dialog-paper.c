/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A sheet that came back is held against its record: scanned or typed, and compared with its photo by a person. What differs is
 * red at once, before anything is saved, and never passes. Main thread.
 */

#include "vas-return-dialog-private.h"

#include "vas-erased-words.h"
#include "vas-fapiao-qr.h"
#include "vas-finding-text.h"
#include "vas-return-rules.h"
#include "vas-sheet-fields.h"

#include <glib/gi18n.h>

#define PHOTO_HEIGHT 200

static VasFapiao *
get_chosen (VasReturnDialog *self,
            VasForm         *form)
{
  g_autofree char *key = vas_form_field_get_text (vas_form_get_field (form, "fapiao"));

  for (guint i = 0; i < self->sheets->len; i++)
    {
      if (g_strcmp0 (vas_entity_get_key (g_ptr_array_index (self->sheets, i)), key) == 0)
        return g_ptr_array_index (self->sheets, i);
    }

  return NULL;
}

static void
show_photo (VasReturnDialog *self,
            VasForm         *form)
{
  VasFapiao *sheet = get_chosen (self, form);
  VasFormField *agrees = vas_form_get_field (form, "agrees_with_photo");

  gtk_widget_set_visible (GTK_WIDGET (self->picture), FALSE);
  if (self->locked)
    {
      vas_form_field_set_hint (agrees, _("The photo is locked: compare the paper with what is recorded."));
      return;
    }
  if (sheet == NULL || sheet->photo == NULL)
    {
      vas_form_field_set_hint (agrees, _("No photo was taken of this sheet: compare it with what is recorded."));
      return;
    }
  vas_form_field_set_hint (agrees, NULL);
  vas_photo_view_load (self->picture, vas_desk_get_sync (self->desk), vas_store_get_directory (vas_desk_get_store (self->desk)),
                       sheet->photo);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), TRUE);
}

static void
sheet_changed_cb (VasReturnDialog *self)
{
  VasForm *form = vas_return_dialog_get_form (self, "return.verify");

  if (form != NULL)
    show_photo (self, form);
}

static void
choose_by_number (VasReturnDialog *self,
                  VasForm         *form,
                  const char      *number)
{
  for (guint i = 0; i < self->sheets->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (self->sheets, i);

      if (g_strcmp0 (sheet->number, number) == 0)
        vas_form_field_set_text (vas_form_get_field (form, "fapiao"), vas_entity_get_key (VAS_ENTITY (sheet)));
    }
}

/* What the text says goes into the other fields, and what differs from the record is said at once. Returns: whether all agrees. */
static gboolean
judge_qr (VasReturnDialog *self,
          VasForm         *form,
          const char      *qr_text)
{
  g_autoptr (VasFapiaoQr) qr = vas_fapiao_qr_parse (qr_text, NULL);
  g_autoptr (VasVerdict) verdict = vas_verdict_new ();

  if (qr != NULL)
    {
      choose_by_number (self, form, qr->number);
      vas_form_field_set_text (vas_form_get_field (form, "code"), qr->code);
      vas_form_field_set_text (vas_form_get_field (form, "number"), qr->number);
    }
  vas_rule_returned_qr (get_chosen (self, form), qr_text, verdict);
  vas_form_show (form, verdict);
  vas_form_field_set_hint (vas_form_get_field (form, "qr_text"),
                           vas_verdict_get_n (verdict) == 0 ? _("Code, number, date, amount and check code agree with the record.") : NULL);

  return vas_verdict_get_n (verdict) == 0;
}

/**
 * vas_return_dialog_scan:
 * @qr_text: what the scanner read
 *
 * Fills the form that verifies, and says at once what differs from the record. Where all agrees, the photo is the next to look at.
 */
void
vas_return_dialog_scan (VasReturnDialog *self,
                        const char      *qr_text)
{
  VasForm *form = vas_return_dialog_get_form (self, "return.verify");

  if (form == NULL)
    return;
  vas_form_field_set_text (vas_form_get_field (form, "qr_text"), qr_text);
  if (judge_qr (self, form, qr_text))
    gtk_widget_grab_focus (GTK_WIDGET (vas_form_get_field (form, "agrees_with_photo")));
}

/* Typed or pasted, the text fills the fields as soon as it can be read. */
static void
qr_changed_cb (VasReturnDialog *self)
{
  VasForm *form = vas_return_dialog_get_form (self, "return.verify");
  VasFormField *field = form != NULL ? vas_form_get_field (form, "qr_text") : NULL;
  g_autofree char *text = field != NULL ? vas_form_field_get_text (field) : NULL;
  g_autoptr (VasFapiaoQr) qr = text != NULL ? vas_fapiao_qr_parse (text, NULL) : NULL;

  if (qr != NULL)
    judge_qr (self, form, text);
  else if (field != NULL)
    vas_form_field_set_hint (field, NULL);
}

/* Enter behind a text is what a scanner sends; in the empty field it is that of every form. */
static void
qr_activated_cb (VasReturnDialog *self)
{
  VasForm *form = vas_return_dialog_get_form (self, "return.verify");
  g_autofree char *text = vas_form_field_get_text (vas_form_get_field (form, "qr_text"));

  if (*text != '\0')
    vas_return_dialog_scan (self, text);
  else
    vas_form_run (form);
}

static VasFormField *
add_paper_fields (VasForm *form)
{
  VasFormField *qr = vas_form_add (form, VAS_FORM_ENTRY, "qr_text", _("_QR code, scanned"));

  vas_form_field_set_optional (qr);
  vas_form_add (form, VAS_FORM_ENTRY, "code", _("_Code on the paper"));
  vas_form_add (form, VAS_FORM_ENTRY, "number", _("_Number on the paper"));
  vas_form_map (form, "paper-code-differs", "code");
  vas_form_map (form, "paper-number-differs", "number");
  vas_form_map (form, "paper-qr-unreadable", "qr_text");
  vas_form_map (form, "paper-amount-differs", "qr_text");
  vas_form_map (form, "paper-date-differs", "qr_text");
  vas_form_map (form, "paper-check-code-differs", "qr_text");
  vas_form_map (form, "paper-photo-differs", "agrees_with_photo");

  return qr;
}

/** vas_return_paper_form_new: (transfer floating): the form that verifies one of the sheets that are not back yet. */
VasForm *
vas_return_paper_form_new (VasReturnDialog *self,
                           VasCaseFile     *file)
{
  VasForm *form = vas_form_new (self->desk, "return.verify");
  VasFormField *choice, *qr;

  vas_form_set_argument (form, "request", self->key);
  self->locked = vas_request_is_locked (file->vas_case->request);
  choice = vas_sheet_add_choice (form, self->sheets);
  qr = add_paper_fields (form);
  self->picture = VAS_PHOTO_VIEW (vas_photo_view_new (_("Photo taken at issue"), PHOTO_HEIGHT));
  gtk_widget_set_visible (GTK_WIDGET (self->picture), FALSE);
  vas_form_add_widget (form, GTK_WIDGET (self->picture));
  vas_form_add (form, VAS_FORM_CHECK, "agrees_with_photo", _("The paper _agrees with its photo and is whole"));
  vas_form_set_confirm (form, _("_Take This Sheet Back"), FALSE);
  vas_form_set_done (form, _("The sheet is back and agrees with the record."));
  vas_form_free_enter (form, "qr_text");
  g_signal_connect_object (qr, "changed", G_CALLBACK (qr_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (qr, "activated", G_CALLBACK (qr_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (choice, "changed", G_CALLBACK (sheet_changed_cb), self, G_CONNECT_SWAPPED);
  show_photo (self, form);
  vas_form_set_draft (form, self->key);

  return form;
}
