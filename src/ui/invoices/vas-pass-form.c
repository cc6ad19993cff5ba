/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The second pass by hand, and what it waits for. The fields follow one another as on the paper: twelve digits of the code,
 * eight of the number, then the waybill; a full field hands the focus on, the last one lets go of it, so that T tells the
 * user. The whole text of the sheet's QR code may be typed or pasted into the first one instead: it counts as scanned. Escape goes back to
 * the queue. What was typed is kept for its case until the sheet or the waybill is saved: vas-pass-form-draft.c. Main thread.
 */

#include "vas-pass-form-private.h"

#include "vas-notice-text.h"
#include "vas-scan.h"
#include "vas-text.h"
#include "vas-waybill.h"

#include <glib/gi18n.h>

#define CODE_LENGTH 12
#define NUMBER_LENGTH 8

G_DEFINE_FINAL_TYPE (VasPassForm, vas_pass_form, ADW_TYPE_BIN)

static void
clear_error (VasPassForm *self)
{
  GtkEditable *entries[] = { self->code_entry, self->number_entry, self->date_entry, self->check_entry, self->waybill_entry };

  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (entries[i]), "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (entries[i]), GTK_ACCESSIBLE_STATE_INVALID);
    }
}

static void
mark (VasPassForm *self,
      GtkEditable *entry,
      const char  *text)
{
  clear_error (self);
  gtk_label_set_text (self->error, text);
  gtk_widget_set_visible (GTK_WIDGET (self->error), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  gtk_editable_select_region (entry, 0, -1);
}

static void
submit_sheet (VasPassForm *self)
{
  g_autofree char *code = vas_text_compact (gtk_editable_get_text (self->code_entry));
  g_autofree char *number = vas_text_compact (gtk_editable_get_text (self->number_entry));
  g_autofree char *check = vas_text_compact (gtk_editable_get_text (self->check_entry));
  const char *date = gtk_editable_get_text (self->date_entry);
  VasDate parsed;

  if (!vas_text_is_digits (code, CODE_LENGTH) && !vas_text_is_digits (code, 10))
    mark (self, self->code_entry, _("R20 (§4.8): the code of a fapiao has 12 digits, an older one 10."));
  else if (!vas_text_is_digits (number, NUMBER_LENGTH))
    mark (self, self->number_entry, _("R20 (§4.8): the number of a fapiao has 8 digits."));
  else if (!vas_date_parse (date, &parsed, NULL))
    mark (self, self->date_entry, _("R20 (§4.8): write the date as on 2021-08-12."));
  else
    {
      clear_error (self);
      if (self->state == VAS_REQUEST_STATE_TO_ISSUE && gtk_widget_get_visible (self->waybill_box))
        gtk_widget_grab_focus (GTK_WIDGET (self->waybill_entry));
      gtk_widget_activate_action (GTK_WIDGET (self), "pass.sheet", "(ssss)", code, number, date, check);
    }
}

/* Twelve characters that are no code are the beginning of a QR code's text, or are told when the sheet is submitted. */
static void
code_changed_cb (VasPassForm *self)
{
  g_autofree char *code = NULL;

  if (self->filling)
    return;
  clear_error (self);
  vas_pass_form_draft_touch (self);
  code = vas_text_compact (gtk_editable_get_text (self->code_entry));
  if (vas_text_is_digits (code, CODE_LENGTH))
    gtk_widget_grab_focus (GTK_WIDGET (self->number_entry));
}

static void
code_activate_cb (VasPassForm *self)
{
  g_autofree char *clean = NULL;

  if (vas_scan_classify (gtk_editable_get_text (self->code_entry), &clean) != VAS_SCAN_FAPIAO_QR)
    {
      submit_sheet (self);
      return;
    }
  self->filling = TRUE;
  gtk_editable_set_text (self->code_entry, "");
  self->filling = FALSE;
  vas_pass_form_draft_touch (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "pass.rest", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "pass.code", "s", clean);
}

static void
number_changed_cb (VasPassForm *self)
{
  if (self->filling)
    return;
  clear_error (self);
  vas_pass_form_draft_touch (self);
  if (gtk_entry_get_text_length (GTK_ENTRY (self->number_entry)) == NUMBER_LENGTH)
    submit_sheet (self);
}

static void
other_changed_cb (VasPassForm *self)
{
  if (!self->filling)
    vas_pass_form_draft_touch (self);
}

static void
sheet_activate_cb (VasPassForm *self)
{
  submit_sheet (self);
}

static void
submit_waybill (VasPassForm *self)
{
  clear_error (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "pass.rest", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "pass.waybill", "s", gtk_editable_get_text (self->waybill_entry));
}

static void
waybill_changed_cb (VasPassForm *self)
{
  if (self->filling)
    return;
  clear_error (self);
  vas_pass_form_draft_touch (self);
  if (vas_waybill_is_whole (gtk_editable_get_text (self->waybill_entry)))
    submit_waybill (self);
}

static void
waybill_activate_cb (VasPassForm *self)
{
  submit_waybill (self);
}

static void
vas_pass_form_dispose (GObject *object)
{
  g_clear_object (&VAS_PASS_FORM (object)->draft);
  g_clear_object (&VAS_PASS_FORM (object)->desk);

  G_OBJECT_CLASS (vas_pass_form_parent_class)->dispose (object);
}

static void
vas_pass_form_finalize (GObject *object)
{
  VasPassForm *self = VAS_PASS_FORM (object);

  g_free (self->shown);
  g_free (self->sheet);
  g_free (self->today);

  G_OBJECT_CLASS (vas_pass_form_parent_class)->finalize (object);
}

static void
vas_pass_form_class_init (VasPassFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_pass_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = vas_pass_form_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "pass.leave", NULL);
  g_type_ensure (VAS_TYPE_PASS_HEAD);
  g_type_ensure (VAS_TYPE_PASS_OTHERS);
  gtk_widget_class_set_css_name (widget_class, "vaspassform");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-pass-form.ui");
  gtk_widget_class_bind_template_child (widget_class, VasPassForm, head);
  gtk_widget_class_bind_template_child (widget_class, VasPassForm, fields);
  gtk_widget_class_bind_template_child (widget_class, VasPassForm, code_entry);
  gtk_widget_class_bind_template_child (widget_class, VasPassForm, number_entry);
  gtk_widget_class_bind_template_child (widget_class, VasPassForm, date_entry);
  gtk_widget_class_bind_template_child (widget_class, VasPassForm, check_entry);
  gtk_widget_class_bind_template_child (widget_class, VasPassForm, waybill_box);
  gtk_widget_class_bind_template_child (widget_class, VasPassForm, waybill_entry);
  gtk_widget_class_bind_template_child (widget_class, VasPassForm, tell_button);
  gtk_widget_class_bind_template_child (widget_class, VasPassForm, otherwise_button);
  gtk_widget_class_bind_template_child (widget_class, VasPassForm, print_button);
  gtk_widget_class_bind_template_child (widget_class, VasPassForm, others);
  gtk_widget_class_bind_template_child (widget_class, VasPassForm, error);
  gtk_widget_class_bind_template_callback (widget_class, code_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, code_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheet_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, waybill_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, waybill_activate_cb);
}

static void
vas_pass_form_init (VasPassForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
describe_prompt (VasCaseFile *file,
                 VasFapiao   *next)
{
  switch (vas_case_file_get_request (file)->state)
    {
    case VAS_REQUEST_STATE_TO_ISSUE:
      return next != NULL ? _("Scan the code on the fapiao, or type its numbers (I)")
                          : _("Approved. It goes on a print list next.");
    case VAS_REQUEST_STATE_TO_SHIP:
      return _("Scan the waybill of this envelope");
    case VAS_REQUEST_STATE_TO_PICKUP:
      return _("Lay it ready for pick-up (T), then tell the user (T)");
    case VAS_REQUEST_STATE_TO_TELL:
      return _("The user is to be told");
    default:
      return "";
    }
}

static void
show_amounts (VasPassForm *self,
              VasFapiao   *next)
{
  g_autofree char *net = NULL;
  g_autofree char *tax = NULL;
  g_autofree char *text = NULL;

  if (next == NULL)
    {
      vas_pass_head_set_next (self->head, "");
      return;
    }
  net = vas_money_format (next->net);
  tax = vas_money_format (next->tax);
  /* Translators: the number that is bound next, then the amount without tax and the tax on it. */
  text = g_strdup_printf (_("Next: %s %s · %s + %s tax"), next->code, next->number, net, tax);
  vas_pass_head_set_next (self->head, text);
}

/* The words that T sends, to be read before. */
static void
show_notice (VasPassForm *self,
             VasCaseFile *file)
{
  const gboolean tells = self->state == VAS_REQUEST_STATE_TO_TELL;
  g_autofree char *text = tells ? vas_notice_text_told (file->vas_case) : NULL;

  vas_pass_head_set_notice (self->head, text);
}

/* Another sheet or another case: the fields are empty but for what is proposed. */
static void
start_anew (VasPassForm *self,
            VasCaseFile *file)
{
  g_free (self->today);
  self->today = vas_date_format (file->today);

  self->filling = TRUE;
  gtk_editable_set_text (self->code_entry, "");
  gtk_editable_set_text (self->number_entry, "");
  gtk_editable_set_text (self->check_entry, "");
  gtk_editable_set_text (self->date_entry, self->today);
  self->filling = FALSE;
}

static void
start_case_anew (VasPassForm *self)
{
  self->filling = TRUE;
  gtk_editable_set_text (self->waybill_entry, "");
  self->filling = FALSE;
  clear_error (self);
}

/* Hiding a field takes its focus along: the page decides where it goes. */
static void
show_fields (VasPassForm *self,
             VasRequest  *request,
             gboolean     has_sheet)
{
  const VasRequestState state = request->state;
  const gboolean ships = request->delivery == VAS_DELIVERY_COURIER &&
                         (state == VAS_REQUEST_STATE_TO_SHIP || (state == VAS_REQUEST_STATE_TO_ISSUE && has_sheet));

  gtk_widget_set_visible (self->fields, state == VAS_REQUEST_STATE_TO_ISSUE && has_sheet);
  gtk_widget_set_visible (self->waybill_box, ships);
  gtk_widget_set_visible (self->tell_button, state == VAS_REQUEST_STATE_TO_PICKUP || state == VAS_REQUEST_STATE_TO_TELL);
  gtk_button_set_label (GTK_BUTTON (self->tell_button), state == VAS_REQUEST_STATE_TO_PICKUP ? _("Lay Ready (_T)")
                                                                                             : _("_Tell the User (T)"));
  gtk_widget_set_visible (self->otherwise_button, state == VAS_REQUEST_STATE_TO_TELL);
  gtk_widget_set_visible (self->print_button, state == VAS_REQUEST_STATE_TO_ISSUE && !has_sheet);
}

/** vas_pass_form_set_desk: where what is typed is kept from now on. */
void
vas_pass_form_set_desk (VasPassForm *self,
                        VasDesk     *desk)
{
  g_set_object (&self->desk, desk);
}

/**
 * vas_pass_form_show:
 *
 * Returns: whether the case is one of the second pass
 */
gboolean
vas_pass_form_show (VasPassForm *self,
                    VasCaseFile *file)
{
  VasRequest *request = vas_case_file_get_request (file);
  VasFapiao *next = vas_case_get_next_sheet (file->vas_case);
  const gboolean same_case = self->shown != NULL && g_str_has_prefix (self->shown, vas_case_file_get_key (file));
  g_autofree char *shown = g_strdup_printf ("%s %s", vas_case_file_get_key (file),
                                            next != NULL ? vas_entity_get_key (VAS_ENTITY (next)) : "");
  const gboolean moved_on = same_case && (self->state != request->state || g_strcmp0 (shown, self->shown) != 0);

  self->state = request->state;
  self->waits_sheet = next != NULL && request->state == VAS_REQUEST_STATE_TO_ISSUE;
  if (!same_case)
    start_case_anew (self);
  if (g_strcmp0 (shown, self->shown) != 0)
    start_anew (self, file);
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  g_free (self->sheet);
  self->sheet = g_strdup (next != NULL ? vas_entity_get_key (VAS_ENTITY (next)) : "");

  vas_pass_head_set_prompt (self->head, describe_prompt (file, next));
  show_amounts (self, self->waits_sheet ? next : NULL);
  show_notice (self, file);
  show_fields (self, request, self->waits_sheet);
  if (!same_case)
    vas_pass_form_draft_open (self, vas_case_file_get_key (file));
  else if (moved_on)
    vas_pass_form_draft_touch (self);

  return request->state >= VAS_REQUEST_STATE_TO_ISSUE && request->state <= VAS_REQUEST_STATE_TO_TELL;
}

/** vas_pass_form_set_others: how many other cases could go into the same envelope. */
void
vas_pass_form_set_others (VasPassForm *self,
                          guint        n_others)
{
  vas_pass_others_show (self->others, n_others);
}

/** vas_pass_form_refuse: says at the field why what was typed is not right. */
void
vas_pass_form_refuse (VasPassForm  *self,
                      VasPassField  field,
                      const char   *text)
{
  if (field == VAS_PASS_FIELD_SHEET)
    mark (self, self->number_entry, text);
  else if (field == VAS_PASS_FIELD_WAYBILL)
    mark (self, self->waybill_entry, text);
}

static GtkEditable *
find_first (VasPassForm *self)
{
  if (self->waits_sheet)
    return self->code_entry;

  return self->state == VAS_REQUEST_STATE_TO_SHIP ? self->waybill_entry : NULL;
}

/** vas_pass_form_start: goes to the first field that is to be filled; FALSE where there is none. */
gboolean
vas_pass_form_start (VasPassForm *self)
{
  GtkEditable *entry = find_first (self);

  return entry != NULL && gtk_widget_get_mapped (GTK_WIDGET (entry)) && gtk_widget_grab_focus (GTK_WIDGET (entry));
}

/**
 * vas_pass_form_type:
 *
 * A character that was typed while no field had the focus: it begins the first field that takes it.
 *
 * Returns: whether one did
 */
gboolean
vas_pass_form_type (VasPassForm *self,
                    gunichar     character)
{
  GtkEditable *entry = find_first (self);
  char text[8] = "";

  if (entry == NULL || !gtk_widget_get_mapped (GTK_WIDGET (entry)) || !g_unichar_isdigit (character))
    return FALSE;

  g_unichar_to_utf8 (character, text);
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  gtk_editable_set_text (entry, text);
  gtk_editable_set_position (entry, -1);

  return TRUE;
}

/** vas_pass_form_add_fields: tells the scanner of the fields that vas_pass_form_type() fills. */
void
vas_pass_form_add_fields (VasPassForm *self,
                          VasScanner  *scanner)
{
  vas_scanner_add_field (scanner, self->code_entry);
  vas_scanner_add_field (scanner, self->waybill_entry);
}
