/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the button of a form does: the fields become a command, the command is run, and what refuses it is said where it belongs.
 * Main thread.
 */

#include "vas-form-private.h"

#include "vas-finding-text.h"
#include "vas-verdict-row.h"

#include <glib/gi18n.h>

/** vas_form_show_hint: what stands beside the button: why it rests, or what it will confirm. */
void
vas_form_show_hint (VasForm *self)
{
  const char *hint = self->asks->len > 0 ? _("Press again to confirm what is marked.") : "";

  gtk_label_set_text (self->confirm_hint, self->why_not != NULL ? self->why_not : hint);
}

/** vas_form_clear_findings: takes away what was said below the fields. */
void
vas_form_clear_findings (VasForm *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->findings))) != NULL)
    gtk_box_remove (self->findings, row);
  gtk_widget_set_visible (GTK_WIDGET (self->findings), FALSE);
  g_ptr_array_set_size (self->asks, 0);
  vas_form_show_hint (self);
}

static void
add_row (VasForm   *self,
         GtkWidget *row)
{
  gtk_box_append (self->findings, row);
  gtk_widget_set_visible (GTK_WIDGET (self->findings), TRUE);
}

static void
add_sentence (VasForm    *self,
              const char *sentence)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", sentence, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign",
                                   0.0, NULL);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("dialog-error-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "error");
  add_row (self, box);
}

/* A rule of the house has no clause of the agreement: its id stands behind the sentence. */
static char *
describe_with_rule (VasFinding *finding)
{
  g_autofree char *sentence = vas_finding_describe (finding);

  /* Translators: what a rule says, then its id: "A login has … (R30)" */
  return g_strdup_printf (_("%s (%s)"), sentence, finding->rule);
}

static gboolean
show_at_field (VasForm    *self,
               VasFinding *finding)
{
  const char *id = g_hash_table_lookup (self->fields_by_code, finding->code);
  VasFormField *field = id != NULL ? vas_form_get_field (self, id) : NULL;
  g_autofree char *sentence = NULL;

  if (field == NULL || finding->outcome == VAS_OUTCOME_PASS || finding->outcome == VAS_OUTCOME_ASK)
    return FALSE;
  sentence = finding->clause[0] != '\0' ? vas_finding_describe_with_clause (finding) : describe_with_rule (finding);
  vas_form_field_set_error (field, sentence);

  return TRUE;
}

static void
show_verdict (VasForm    *self,
              VasVerdict *verdict)
{
  const VasOutcome outcome = vas_verdict_get_outcome (verdict);

  vas_form_clear_findings (self);
  for (guint i = 0; i < vas_verdict_get_n (verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (verdict, i);
      GtkWidget *row;

      if (finding->outcome == VAS_OUTCOME_PASS || show_at_field (self, finding))
        continue;
      row = vas_verdict_row_new (finding);
      add_row (self, row);
      if (finding->outcome != VAS_OUTCOME_ASK || outcome != VAS_OUTCOME_ASK)
        continue;
      vas_verdict_row_set_armed (VAS_VERDICT_ROW (row), _("Press again to confirm"));
      g_ptr_array_add (self->asks, g_strdup (finding->code));
    }
  if (self->asks->len > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->findings), "asking");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->findings), "asking");
  vas_form_show_hint (self);
  g_signal_emit_by_name (self, "judged");
}

/* An argument that could not be judged is named first in the message: “reason: …”. */
static void
show_error (VasForm *self,
            GError  *error)
{
  const char *colon = strstr (error->message, ": ");
  g_autofree char *id = colon != NULL ? g_strndup (error->message, (gsize) (colon - error->message)) : NULL;
  VasFormField *field = id != NULL ? vas_form_get_field (self, id) : NULL;

  vas_form_clear_findings (self);
  if (field != NULL && g_error_matches (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT))
    vas_form_field_set_error (field, colon + 2);
  else
    add_sentence (self, error->message);
  g_signal_emit_by_name (self, "judged");
}

static gboolean
read_fields (VasForm    *self,
             VasCommand *command)
{
  VasFormField *wrong = NULL;

  for (guint i = 0; i < self->fields->len; i++)
    {
      VasFormField *field = g_ptr_array_index (self->fields, i);

      if (!vas_form_field_read (field, command) && wrong == NULL)
        wrong = field;
    }
  if (wrong != NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (wrong));
      g_signal_emit_by_name (self, "judged");
      return FALSE;
    }

  return self->prepare == NULL || self->prepare (self, command, self->prepare_data);
}

static VasCommand *
make_command (VasForm *self)
{
  g_autoptr (VasCommand) command = vas_desk_new_command (self->desk, self->command);
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, self->arguments);
  while (g_hash_table_iter_next (&iter, &name, &value))
    vas_command_set_text (command, name, value);
  if (!read_fields (self, command))
    return NULL;
  if (self->expected != NULL)
    vas_command_expect (command, self->expected);
  for (guint i = 0; i < self->asks->len; i++)
    vas_command_acknowledge (command, g_ptr_array_index (self->asks, i));

  return g_steal_pointer (&command);
}

static void
set_busy (VasForm  *self,
          gboolean  busy)
{
  self->busy = busy;
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), !busy && self->why_not == NULL);
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (VasForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_desk_run_finish (VAS_DESK (object), result, &error);

  if (self->desk == NULL)
    return;
  set_busy (self, FALSE);
  if (receipt == NULL)
    {
      show_error (self, error);
      return;
    }
  if (!receipt->applied)
    {
      show_verdict (self, receipt->verdict);
      return;
    }

  vas_form_clear_findings (self);
  vas_form_draft_forget (self);
  g_signal_emit_by_name (self, "done", receipt);
}

/** vas_form_show: shows what was judged elsewhere, until something is typed. */
void
vas_form_show (VasForm    *self,
               VasVerdict *verdict)
{
  for (guint i = 0; i < self->fields->len; i++)
    vas_form_field_set_error (g_ptr_array_index (self->fields, i), NULL);
  show_verdict (self, verdict);
}

/** vas_form_run: what the button does. */
void
vas_form_run (VasForm *self)
{
  g_autoptr (VasCommand) command = NULL;

  if (self->busy || !gtk_widget_get_sensitive (GTK_WIDGET (self->button)))
    return;
  command = make_command (self);
  if (command == NULL)
    return;
  set_busy (self, TRUE);
  vas_desk_run_async (self->desk, command, self->done, NULL, ran_cb, g_object_ref (self));
}
