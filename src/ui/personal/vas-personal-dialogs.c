/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What is done with a request about personal data, 个人信息请求 (R29): taking it, answering, refusing and withdrawing it, the correction and
 * the erasure. Each is a form, and a form is one command. Main thread.
 */

#include "vas-personal-dialogs.h"

#include "vas-form-dialog.h"
#include "vas-labels.h"

#include <glib/gi18n.h>

static void
add_enum (VasForm       *form,
          const char    *id,
          const char    *title,
          const VasEnum *enumeration)
{
  VasFormField *field = vas_form_add (form, VAS_FORM_CHOICE, id, title);

  for (int i = 0; enumeration->ids[i] != NULL; i++)
    vas_form_field_add_choice (field, enumeration->ids[i], vas_label (enumeration, i));
}

/** vas_personal_open_dialog_new: (transfer none): a user asks for a copy, a correction or an erasure. */
GtkWidget *
vas_personal_open_dialog_new (VasDesk    *desk,
                              GtkWindow  *parent,
                              VasAccount *account)
{
  VasForm *form = vas_form_new (desk, "personal.open");
  g_autofree char *today = vas_date_format (vas_desk_get_today (desk));
  g_autofree char *intro = g_strdup_printf (_("Account %s, %s. The term begins on the day the request came: 15 working days at most, and "
                                              "never more than 30 days."), account->account_id, account->name_masked);

  vas_form_set_intro (form, intro);
  vas_form_set_argument (form, "account", vas_entity_get_key (VAS_ENTITY (account)));
  add_enum (form, "kind", _("_The user asks for"), &vas_personal_kind_enum);
  add_enum (form, "source", _("It _came by"), &vas_personal_source_enum);
  vas_form_add (form, VAS_FORM_TEXT, "text", _("_What was asked, in the user’s words"));
  vas_form_field_set_hint (vas_form_add (form, VAS_FORM_ENTRY, "identity", _("How the _identity was verified")),
                           _("Called back on the registered mobile, for example. Nobody else’s data are given out or erased."));
  vas_form_add_person (form, desk, "owner", _("A_nswered by"), VAS_FORM_ME_FIRST);
  vas_form_field_set_text (vas_form_add (form, VAS_FORM_DATE, "received", _("_Received on")), today);
  vas_form_map (form, "personal-not-yet", "received");
  vas_form_map (form, "owner-inactive", "owner");
  vas_form_set_confirm (form, _("_Record the Request"), FALSE);
  vas_form_set_done (form, _("The request about personal data is recorded."));
  vas_form_set_draft (form, vas_entity_get_key (VAS_ENTITY (account)));

  return vas_form_dialog_new (parent, _("Request about Personal Data"), form);
}

/** vas_personal_case_dialog_new: (transfer none): the same, for the user of a case. */
GtkWidget *
vas_personal_case_dialog_new (VasDesk   *desk,
                              GtkWindow *parent,
                              VasCase   *vas_case)
{
  return vas_personal_open_dialog_new (desk, parent, vas_case->account);
}

static void
add_answer (VasForm *form)
{
  vas_form_add (form, VAS_FORM_TEXT, "answer", _("A_nswer to the user"));
  vas_form_set_confirm (form, _("_Answer and Close"), FALSE);
  vas_form_set_done (form, _("The request is answered."));
}

static void
add_refusal (VasForm *form)
{
  vas_form_field_set_hint (vas_form_add (form, VAS_FORM_TEXT, "why", _("_Reason")),
                           _("The user is told why (Personal Information Protection Law, art. 50)."));
  vas_form_set_confirm (form, _("_Refuse"), TRUE);
  vas_form_set_done (form, _("The request is refused."));
}

static void
add_withdrawal (VasForm *form)
{
  vas_form_add (form, VAS_FORM_TEXT, "why", _("_What the user said"));
  vas_form_set_confirm (form, _("_Withdraw for the User"), FALSE);
  vas_form_set_done (form, _("The request is withdrawn."));
}

static void
add_correction (VasForm *form)
{
  vas_form_set_intro (form, _("What is left empty stays as it is. Issued fapiao never change (R17)."));
  vas_form_field_set_optional (vas_form_add (form, VAS_FORM_ENTRY, "name", _("_Name")));
  vas_form_field_set_optional (vas_form_add (form, VAS_FORM_ENTRY, "mobile", _("_Mobile")));
  vas_form_field_set_optional (vas_form_add (form, VAS_FORM_ENTRY, "email", _("_E-mail")));
  vas_form_map (form, "personal-nothing-given", "name");
  vas_form_map (form, "personal-mobile-malformed", "mobile");
  vas_form_map (form, "personal-email-malformed", "email");
  vas_form_set_confirm (form, _("_Correct"), FALSE);
  vas_form_set_done (form, _("The account is corrected; the request still wants its answer."));
}

static void
add_erasure (VasForm *form)
{
  vas_form_set_intro (form, _("Name, mobile, e-mail, recipients, notes and messages are erased here, on every desk and beside the trail, "
                              "and do not come back. The title and the taxpayer id of issued fapiao are locked for 30 years, as the tax "
                              "law asks. Who took the request does not approve it."));
  vas_form_add (form, VAS_FORM_TEXT, "answer", _("A_nswer to the user"));
  vas_form_set_confirm (form, _("_Erase for Good"), TRUE);
  vas_form_set_done (form, _("The personal data are erased."));
}

static const struct {
  const char *command;
  const char *title;
  void      (*fill) (VasForm *form);
} acts[] = {
  { "personal.answer", N_("Answer"), add_answer },
  { "personal.refuse", N_("Refusal"), add_refusal },
  { "personal.withdraw", N_("Withdrawal"), add_withdrawal },
  { "personal.correct", N_("Correction"), add_correction },
  { "personal.erase", N_("Erasure"), add_erasure },
};

/**
 * vas_personal_act_dialog_new:
 * @command: one of personal.answer, .refuse, .withdraw, .correct and .erase
 *
 * Returns: (transfer none): its form
 */
GtkWidget *
vas_personal_act_dialog_new (VasDesk            *desk,
                             GtkWindow          *parent,
                             const char         *command,
                             VasPersonalRequest *request)
{
  VasForm *form = vas_form_new (desk, command);
  const char *title = "";

  vas_form_set_argument (form, "request", vas_entity_get_key (VAS_ENTITY (request)));
  vas_form_expect (form, VAS_ENTITY (request));
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      if (!g_str_equal (acts[i].command, command))
        continue;
      acts[i].fill (form);
      title = _(acts[i].title);
    }
  vas_form_set_draft (form, vas_entity_get_key (VAS_ENTITY (request)));

  return vas_form_dialog_new (parent, title, form);
}
