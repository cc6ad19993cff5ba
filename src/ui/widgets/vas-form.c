/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A form that is one command: its fields are the arguments. What the fields cannot tell (roles, states, sums) is judged by the
 * command's own rules, which the form shows and never repeats. Main thread.
 */

#include "vas-form-private.h"

#include "vas-finding-text.h"
#include "vas-verdict-row.h"

#include <glib/gi18n.h>

enum {
  DONE,
  JUDGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasForm, vas_form, ADW_TYPE_BIN)

static void
show_hint (VasForm *self)
{
  const char *hint = self->asks->len > 0 ? _("Press again to confirm what is marked.") : "";

  gtk_label_set_text (self->confirm_hint, hint);
}

static void
clear_findings (VasForm *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->findings))) != NULL)
    gtk_box_remove (self->findings, row);
  gtk_widget_set_visible (GTK_WIDGET (self->findings), FALSE);
  g_ptr_array_set_size (self->asks, 0);
  show_hint (self);
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

static gboolean
show_at_field (VasForm    *self,
               VasFinding *finding)
{
  const char *id = g_hash_table_lookup (self->fields_by_code, finding->code);
  VasFormField *field = id != NULL ? vas_form_get_field (self, id) : NULL;
  g_autofree char *sentence = NULL;

  if (field == NULL || finding->outcome == VAS_OUTCOME_PASS || finding->outcome == VAS_OUTCOME_ASK)
    return FALSE;
  sentence = vas_finding_describe_with_clause (finding);
  vas_form_field_set_error (field, sentence);

  return TRUE;
}

static void
show_verdict (VasForm    *self,
              VasVerdict *verdict)
{
  const VasOutcome outcome = vas_verdict_get_outcome (verdict);

  clear_findings (self);
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
      vas_verdict_row_set_armed (VAS_VERDICT_ROW (row), TRUE);
      g_ptr_array_add (self->asks, g_strdup (finding->code));
    }
  show_hint (self);
  g_signal_emit (self, signals[JUDGED], 0);
}

/* An argument that could not be judged is named first in the message: “reason: …”. */
static void
show_error (VasForm *self,
            GError  *error)
{
  const char *colon = strstr (error->message, ": ");
  g_autofree char *id = colon != NULL ? g_strndup (error->message, (gsize) (colon - error->message)) : NULL;
  VasFormField *field = id != NULL ? vas_form_get_field (self, id) : NULL;

  clear_findings (self);
  if (field != NULL && g_error_matches (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT))
    vas_form_field_set_error (field, colon + 2);
  else
    add_sentence (self, error->message);
  g_signal_emit (self, signals[JUDGED], 0);
}

static void
field_changed_cb (VasForm *self)
{
  clear_findings (self);
  vas_form_draft_touch (self);
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
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), !busy);
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

  clear_findings (self);
  vas_form_draft_forget (self);
  g_signal_emit (self, signals[DONE], 0, receipt);
}

static void
vas_form_dispose (GObject *object)
{
  VasForm *self = VAS_FORM (object);

  vas_form_draft_flush (self);
  g_clear_object (&self->desk);
  g_clear_object (&self->expected);

  G_OBJECT_CLASS (vas_form_parent_class)->dispose (object);
}

static void
vas_form_finalize (GObject *object)
{
  VasForm *self = VAS_FORM (object);

  g_free (self->command);
  g_free (self->done);
  g_free (self->draft_subject);
  g_hash_table_unref (self->arguments);
  g_hash_table_unref (self->fields_by_code);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->asks);

  G_OBJECT_CLASS (vas_form_parent_class)->finalize (object);
}

/* Its window goes, though an answer may still be on its way to the form. */
static void
vas_form_unroot (GtkWidget *widget)
{
  vas_form_draft_flush (VAS_FORM (widget));

  GTK_WIDGET_CLASS (vas_form_parent_class)->unroot (widget);
}

static gboolean
vas_form_grab_focus (GtkWidget *widget)
{
  VasForm *self = VAS_FORM (widget);

  for (guint i = 0; i < self->fields->len; i++)
    {
      if (gtk_widget_get_visible (g_ptr_array_index (self->fields, i)))
        return gtk_widget_grab_focus (g_ptr_array_index (self->fields, i));
    }

  return gtk_widget_grab_focus (GTK_WIDGET (self->button));
}

static void
vas_form_class_init (VasFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = vas_form_finalize;
  widget_class->unroot = vas_form_unroot;
  widget_class->grab_focus = vas_form_grab_focus;

  signals[DONE] = g_signal_new ("done", VAS_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[JUDGED] = g_signal_new ("judged", VAS_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "vasform");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/widgets/vas-form.ui");
  gtk_widget_class_bind_template_child (widget_class, VasForm, intro);
  gtk_widget_class_bind_template_child (widget_class, VasForm, fields_box);
  gtk_widget_class_bind_template_child (widget_class, VasForm, findings);
  gtk_widget_class_bind_template_child (widget_class, VasForm, confirm_hint);
  gtk_widget_class_bind_template_child (widget_class, VasForm, button);
  gtk_widget_class_bind_template_callback (widget_class, vas_form_run);
}

static void
vas_form_init (VasForm *self)
{
  self->arguments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->fields_by_code = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->fields = g_ptr_array_new ();
  self->asks = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_form_new: (transfer floating): a form for a command of that name. */
VasForm *
vas_form_new (VasDesk    *desk,
              const char *command)
{
  VasForm *self = g_object_new (VAS_TYPE_FORM, NULL);

  self->desk = g_object_ref (desk);
  self->command = g_strdup (command);

  return self;
}

/** vas_form_set_argument: an argument that is no field. */
void
vas_form_set_argument (VasForm    *self,
                       const char *name,
                       const char *value)
{
  g_hash_table_insert (self->arguments, g_strdup (name), g_strdup (value));
}

/** vas_form_expect: the reading of a record that the person decides on: changed meanwhile, the command is refused (R32). */
void
vas_form_expect (VasForm   *self,
                 VasEntity *entity)
{
  g_set_object (&self->expected, entity);
}

/** vas_form_set_intro: what stands above the fields. */
void
vas_form_set_intro (VasForm    *self,
                    const char *text)
{
  gtk_label_set_text (self->intro, text);
  gtk_widget_set_visible (GTK_WIDGET (self->intro), *text != '\0');
}

/** vas_form_set_confirm: the button, which names what it does; @destructive: it cannot be taken back by another act. */
void
vas_form_set_confirm (VasForm    *self,
                      const char *label,
                      gboolean    destructive)
{
  gtk_button_set_label (self->button, label);
  gtk_widget_remove_css_class (GTK_WIDGET (self->button), destructive ? "suggested-action" : "destructive-action");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), destructive ? "destructive-action" : "suggested-action");
}

/** vas_form_set_done: what the toast says afterwards. */
void
vas_form_set_done (VasForm    *self,
                   const char *text)
{
  g_free (self->done);
  self->done = g_strdup (text);
}

/** vas_form_set_prepare: called for each command after the fields were read. */
void
vas_form_set_prepare (VasForm        *self,
                      VasFormPrepare  prepare,
                      gpointer        user_data)
{
  self->prepare = prepare;
  self->prepare_data = user_data;
}

/** vas_form_add: (transfer none): adds a field. */
VasFormField *
vas_form_add (VasForm     *self,
              VasFormKind  kind,
              const char  *id,
              const char  *title)
{
  VasFormField *field = vas_form_field_new (kind, id, title);

  g_ptr_array_add (self->fields, field);
  gtk_box_append (self->fields_box, GTK_WIDGET (field));
  g_signal_connect_swapped (field, "changed", G_CALLBACK (field_changed_cb), self);
  g_signal_connect_swapped (field, "activated", G_CALLBACK (vas_form_run), self);

  return field;
}

/** vas_form_add_widget: adds something that is no field below those that are there. */
void
vas_form_add_widget (VasForm   *self,
                     GtkWidget *widget)
{
  gtk_box_append (self->fields_box, widget);
}

/** vas_form_get_field: (transfer none) (nullable) */
VasFormField *
vas_form_get_field (VasForm    *self,
                    const char *id)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      if (g_str_equal (vas_form_field_get_id (g_ptr_array_index (self->fields, i)), id))
        return g_ptr_array_index (self->fields, i);
    }

  return NULL;
}

/** vas_form_map: where a finding of that code is shown. */
void
vas_form_map (VasForm    *self,
              const char *code,
              const char *id)
{
  g_hash_table_insert (self->fields_by_code, g_strdup (code), g_strdup (id));
}

/** vas_form_get_button: (transfer none): the button that runs it. */
GtkWidget *
vas_form_get_button (VasForm *self)
{
  return GTK_WIDGET (self->button);
}

/** vas_form_get_findings: (transfer none): the box with what no field shows; not visible where there is nothing. */
GtkWidget *
vas_form_get_findings (VasForm *self)
{
  return GTK_WIDGET (self->findings);
}

/** vas_form_forbid: the button cannot be pressed, and beside it stands why; (nullable) lets it be pressed. */
void
vas_form_forbid (VasForm    *self,
                 const char *why)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), why == NULL);
  if (why != NULL)
    gtk_label_set_text (self->confirm_hint, why);
  else
    show_hint (self);
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
