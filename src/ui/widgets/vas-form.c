/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A form that is one command: its fields are the arguments. What the fields cannot tell (roles, states, sums) is judged by the
 * command's own rules, which the form shows and never repeats: vas-form-run.c. Main thread.
 */

#include "vas-form-private.h"

enum {
  DONE,
  JUDGED,
  RESTORED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasForm, vas_form, ADW_TYPE_BIN)

static void
field_changed_cb (VasForm *self)
{
  vas_form_clear_findings (self);
  vas_form_draft_touch (self);
}

static void
vas_form_dispose (GObject *object)
{
  VasForm *self = VAS_FORM (object);

  g_clear_object (&self->draft);
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
  g_free (self->why_not);
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

/* Who opens a form types at once: into the first field that waits for something. */
static gboolean
vas_form_grab_focus (GtkWidget *widget)
{
  VasForm *self = VAS_FORM (widget);
  GtkWidget *settled = NULL;

  for (guint i = 0; i < self->fields->len; i++)
    {
      VasFormField *field = g_ptr_array_index (self->fields, i);

      if (!gtk_widget_get_visible (GTK_WIDGET (field)))
        continue;
      if (!vas_form_field_is_settled (field))
        return gtk_widget_grab_focus (GTK_WIDGET (field));
      settled = settled != NULL ? settled : GTK_WIDGET (field);
    }

  return gtk_widget_grab_focus (settled != NULL ? settled : GTK_WIDGET (self->button));
}

/* Wherever the focus is in the form. */
static gboolean
run_cb (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   user_data)
{
  VasForm *self = VAS_FORM (widget);

  if (!gtk_widget_is_sensitive (GTK_WIDGET (self->button)))
    return FALSE;

  vas_form_run (self);
  return TRUE;
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
  signals[RESTORED] = g_signal_new ("restored", VAS_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[JUDGED] = g_signal_new ("judged", VAS_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "vasform");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/widgets/vas-form.ui");
  gtk_widget_class_bind_template_child (widget_class, VasForm, column);
  gtk_widget_class_bind_template_child (widget_class, VasForm, intro);
  gtk_widget_class_bind_template_child (widget_class, VasForm, fields_box);
  gtk_widget_class_bind_template_child (widget_class, VasForm, findings);
  gtk_widget_class_bind_template_child (widget_class, VasForm, bar);
  gtk_widget_class_bind_template_child (widget_class, VasForm, confirm_hint);
  gtk_widget_class_bind_template_child (widget_class, VasForm, button);
  gtk_widget_class_bind_template_callback (widget_class, vas_form_run);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, run_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, run_cb, NULL);
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

/** vas_form_free_enter: Enter in the field does not run the form: "activated" of the field is its owner's. */
void
vas_form_free_enter (VasForm    *self,
                     const char *id)
{
  g_signal_handlers_disconnect_by_func (vas_form_get_field (self, id), vas_form_run, self);
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

/** vas_form_move_bar: puts the button and what stands beside it into @bin, where it does not scroll with the fields. */
void
vas_form_move_bar (VasForm *self,
                   AdwBin  *bin)
{
  g_object_ref (self->bar);
  gtk_box_remove (self->column, GTK_WIDGET (self->bar));
  adw_bin_set_child (bin, GTK_WIDGET (self->bar));
  g_object_unref (self->bar);
}

/** vas_form_get_findings: (transfer none): the box with what no field shows; not visible where there is nothing. */
GtkWidget *
vas_form_get_findings (VasForm *self)
{
  return GTK_WIDGET (self->findings);
}

/** vas_form_forbid: the button cannot be pressed, and beside it stands why. @why: (nullable): it can be pressed again */
void
vas_form_forbid (VasForm    *self,
                 const char *why)
{
  g_free (self->why_not);
  self->why_not = g_strdup (why);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), why == NULL && !self->busy);
  vas_form_show_hint (self);
}
