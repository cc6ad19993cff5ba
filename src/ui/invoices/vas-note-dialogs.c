/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notes and complaints on a request, its account or one of its orders; and the answer to a complaint. Main thread. */

#include "vas-ending-dialogs.h"

#include "vas-form-dialog.h"

#include <glib/gi18n.h>

/* Working days until a complaint is answered, as a proposal. */
#define ANSWER_DAYS 5

static void
add_subject (VasFormField *field,
             const char   *subject,
             gpointer      entity,
             const char   *label)
{
  g_autofree char *id = g_strdup_printf ("%s:%s", subject, vas_entity_get_key (VAS_ENTITY (entity)));

  vas_form_field_add_choice (field, id, label);
}

static void
add_subjects (VasForm *form,
              VasCase *vas_case)
{
  VasFormField *field = vas_form_add (form, VAS_FORM_CHOICE, "about", _("_About"));
  g_autofree char *request = g_strdup_printf (_("Request %s"), vas_case->request->number);

  vas_form_field_set_local (field);
  add_subject (field, "request", vas_case->request, request);
  if (vas_case->account != NULL)
    {
      g_autofree char *account = g_strdup_printf (_("Account %s, %s"), vas_case->account->account_id, vas_case->account->name_masked);

      add_subject (field, "account", vas_case->account, account);
    }
  for (guint i = 0; i < vas_case->orders->len; i++)
    {
      VasOrder *order = ((VasCaseOrder *) g_ptr_array_index (vas_case->orders, i))->order;
      g_autofree char *label = order != NULL ? g_strdup_printf (_("Order %s, %s"), order->number, order->service_name) : NULL;

      if (order != NULL)
        add_subject (field, "order", order, label);
    }
}

/* “request:KEY” becomes the two arguments that it is. */
static gboolean
prepare_subject (VasForm    *form,
                 VasCommand *command,
                 gpointer    user_data)
{
  g_autofree char *about = vas_form_field_get_text (vas_form_get_field (form, "about"));
  g_auto (GStrv) parts = g_strsplit (about, ":", 2);

  vas_command_set_text (command, "subject", parts[0]);
  vas_command_set_text (command, "subject_key", parts[1]);

  return TRUE;
}

/** vas_note_dialog_new: (transfer none): a remark that stays. */
GtkWidget *
vas_note_dialog_new (VasDesk   *desk,
                     GtkWindow *parent,
                     VasCase   *vas_case)
{
  VasForm *form = vas_form_new (desk, "note.add");

  add_subjects (form, vas_case);
  vas_form_field_set_hint (vas_form_add (form, VAS_FORM_TEXT, "text", _("_Note")), _("Ctrl+Enter saves the note."));
  vas_form_set_prepare (form, prepare_subject, NULL);
  vas_form_set_confirm (form, _("_Save the Note"), FALSE);
  vas_form_set_done (form, _("The note is saved."));
  vas_form_set_draft (form, vas_entity_get_key (VAS_ENTITY (vas_case->request)));

  return vas_form_dialog_new (parent, _("Note on an Account or Order"), form);
}

/** vas_complaint_dialog_new: (transfer none): a complaint with who answers it, and by when. */
GtkWidget *
vas_complaint_dialog_new (VasDesk   *desk,
                          GtkWindow *parent,
                          VasCase   *vas_case)
{
  VasForm *form = vas_form_new (desk, "complaint.open");
  const VasDate due = vas_calendar_add_working_days (vas_desk_get_calendar (desk), vas_desk_get_today (desk), ANSWER_DAYS, NULL);
  g_autofree char *due_text = vas_date_format (due);

  add_subjects (form, vas_case);
  vas_form_add (form, VAS_FORM_TEXT, "text", _("_Complaint, in the user's words"));
  vas_form_add_person (form, desk, "owner", _("A_nswered by"), VAS_FORM_ME_FIRST);
  vas_form_field_set_text (vas_form_add (form, VAS_FORM_DATE, "due", _("Answered _until")), due_text);
  vas_form_set_prepare (form, prepare_subject, NULL);
  vas_form_map (form, "term-past", "due");
  vas_form_map (form, "owner-inactive", "owner");
  vas_form_set_confirm (form, _("_Record the Complaint"), FALSE);
  vas_form_set_done (form, _("The complaint is recorded."));
  vas_form_set_draft (form, vas_entity_get_key (VAS_ENTITY (vas_case->request)));

  return vas_form_dialog_new (parent, _("Complaint"), form);
}

static void
add_open_complaints (VasForm *form,
                     VasCase *vas_case)
{
  VasFormField *field = vas_form_add (form, VAS_FORM_CHOICE, "note", _("_Complaint"));
  guint n_open = 0;

  for (guint i = 0; i < vas_case->notes->len; i++)
    {
      VasNote *note = g_ptr_array_index (vas_case->notes, i);
      g_autofree char *made = vas_instant_format_local (note->made_at);
      g_autofree char *start = g_utf8_substring (note->text, 0, MIN (g_utf8_strlen (note->text, -1), 24));
      g_autofree char *label = g_strdup_printf ("%s · %s", made, start);

      if (note->kind != VAS_NOTE_KIND_COMPLAINT || note->answered_at != VAS_NONE)
        continue;
      g_strdelimit (label, "\n", ' ');
      vas_form_field_add_choice (field, vas_entity_get_key (VAS_ENTITY (note)), label);
      n_open++;
    }
  if (n_open == 0)
    vas_form_forbid (form, _("No complaint on this case waits for an answer."));
}

/** vas_answer_dialog_new: (transfer none): the answer to one of the open complaints of the case. */
GtkWidget *
vas_answer_dialog_new (VasDesk   *desk,
                       GtkWindow *parent,
                       VasCase   *vas_case)
{
  VasForm *form = vas_form_new (desk, "complaint.answer");

  vas_form_set_confirm (form, _("_Answer and Close the Complaint"), FALSE);
  add_open_complaints (form, vas_case);
  vas_form_add (form, VAS_FORM_TEXT, "answer", _("A_nswer"));
  vas_form_set_done (form, _("The complaint is answered."));
  vas_form_map (form, "complaint-not-own", "note");
  vas_form_map (form, "complaint-answered", "note");
  vas_form_set_draft (form, vas_entity_get_key (VAS_ENTITY (vas_case->request)));

  return vas_form_dialog_new (parent, _("Answer a Complaint"), form);
}
