/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notes and complaints on accounts, orders and requests: a complaint has an owner, a term and an answer. */

#include "vas-command-tables.h"

#include "vas-table.h"

#include <glib/gi18n-lib.h>

#define WRITERS (VAS_ROLE_CATALOG_EDITOR | VAS_ROLE_CATALOG_APPROVER | VAS_ROLE_ORDER_AGENT | VAS_ROLE_INVOICE_CLERK | \
                 VAS_ROLE_INVOICE_SUPERVISOR | VAS_ROLE_TERMS_EDITOR | VAS_ROLE_TERMS_PUBLISHER | VAS_ROLE_ADMINISTRATOR)

static const VasArgument note_arguments[] = {
  { "subject", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "subject_key", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "text", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES | VAS_ARG_PERSONAL },
  { NULL },
};

static const VasArgument complaint_arguments[] = {
  { "subject", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "subject_key", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "text", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES | VAS_ARG_PERSONAL },
  { "owner", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "due", VAS_ARG_DATE, VAS_ARG_REQUIRED },
  { NULL },
};

static const VasArgument answer_arguments[] = {
  { "note", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "answer", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES | VAS_ARG_PERSONAL },
  { NULL },
};

/* The subject is one that there is. */
static gboolean
read_subject (VasRun      *run,
              VasSubject  *subject,
              GError     **error)
{
  const GType types[] = { VAS_TYPE_ACCOUNT, VAS_TYPE_ORDER, VAS_TYPE_REQUEST };
  int value;

  if (!vas_enum_from_id (&vas_subject_enum, vas_run_get_text (run, "subject"), &value))
    {
      g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("subject: account, order or request."));
      return FALSE;
    }
  *subject = (VasSubject) value;

  return vas_run_load_arg (run, types[value], "subject_key", error) != NULL;
}

static gboolean
note_check (VasRun      *run,
            VasVerdict  *verdict,
            GError     **error)
{
  VasSubject subject;

  return read_subject (run, &subject, error);
}

static gboolean
insert_note (VasRun       *run,
             VasNoteKind   kind,
             GError      **error)
{
  g_autofree char *key = vas_run_new_key (run, "note");
  g_autoptr (VasNote) note = NULL;
  VasSubject subject;

  if (!read_subject (run, &subject, error))
    return FALSE;
  note = g_object_new (VAS_TYPE_NOTE, "key", key, "ver", (gint64) 1, "subject", (gint64) subject,
                       "subject-key", vas_run_get_text (run, "subject_key"), "kind", (gint64) kind,
                       "text", vas_run_get_text (run, "text"), "author-key", vas_command_get_actor (run->command),
                       "made-at", run->now, "owner-key", vas_run_get_text (run, "owner"), NULL);
  note->due = vas_run_get_date (run, "due");
  vas_run_touch (run, note->subject_key);

  return vas_run_insert (run, note, error);
}

static gboolean
note_apply (VasRun  *run,
            GError **error)
{
  return insert_note (run, VAS_NOTE_KIND_NOTE, error);
}

static gboolean
complaint_check (VasRun      *run,
                 VasVerdict  *verdict,
                 GError     **error)
{
  VasStaff *owner = vas_run_load_arg (run, VAS_TYPE_STAFF, "owner", error);
  VasSubject subject;

  if (owner == NULL || !read_subject (run, &subject, error))
    return FALSE;
  if (!owner->active)
    vas_verdict_add (verdict, vas_finding_set_text (vas_finding_new ("R29", "", VAS_OUTCOME_FAIL, "owner-inactive"),
                                                    "owner", owner->name));
  if (vas_run_get_date (run, "due") < run->today)
    vas_verdict_add (verdict, vas_finding_set_date (vas_finding_new ("R29", "", VAS_OUTCOME_FAIL, "term-past"),
                                                    "until_date", vas_run_get_date (run, "due")));

  return TRUE;
}

static gboolean
complaint_apply (VasRun  *run,
                 GError **error)
{
  return insert_note (run, VAS_NOTE_KIND_COMPLAINT, error);
}

static gboolean
answer_check (VasRun      *run,
              VasVerdict  *verdict,
              GError     **error)
{
  VasNote *note = vas_run_load_arg (run, VAS_TYPE_NOTE, "note", error);

  if (note == NULL)
    return FALSE;
  if (note->kind != VAS_NOTE_KIND_COMPLAINT)
    vas_run_fail (verdict, "R29", "", "note-not-complaint");
  else if (note->answered_at != VAS_NONE)
    vas_run_fail (verdict, "R29", "", "complaint-answered");
  else if (g_strcmp0 (note->owner_key, vas_command_get_actor (run->command)) != 0 &&
           !vas_run_has_role (run, VAS_ROLE_INVOICE_SUPERVISOR | VAS_ROLE_ADMINISTRATOR))
    vas_run_fail (verdict, "R30", "", "complaint-not-own");

  return TRUE;
}

static gboolean
answer_apply (VasRun  *run,
              GError **error)
{
  VasNote *note = vas_run_load_arg (run, VAS_TYPE_NOTE, "note", error);

  g_object_set (note, "answer", vas_run_get_text (run, "answer"), "answered-at", run->now, NULL);
  vas_run_touch (run, note->subject_key);

  return vas_run_update (run, note, error);
}

const VasCommandType vas_note_commands[] = {
  { "note.add", WRITERS, 0, note_arguments, note_check, note_apply },
  { "complaint.open", WRITERS, 0, complaint_arguments, complaint_check, complaint_apply },
  { "complaint.answer", WRITERS, 0, answer_arguments, answer_check, answer_apply },
  { NULL },
};
