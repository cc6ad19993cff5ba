/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A field of a form. What is wrong with it stands at it; typing on takes it away. vas-form-field-read.c makes arguments of what was
 * typed. Main thread.
 */

#include "vas-form-field-private.h"

enum {
  CHANGED,
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasFormField, vas_form_field, ADW_TYPE_BIN)

static void
changed_cb (VasFormField *self)
{
  vas_form_field_set_error (self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
activated_cb (VasFormField *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

/* Enter goes on in every field; a tick is set by the space bar. */
static gboolean
check_key_cb (VasFormField    *self,
              guint            keyval,
              guint            keycode,
              GdkModifierType  state)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter) || (state & GDK_CONTROL_MASK) != 0)
    return FALSE;

  activated_cb (self);
  return TRUE;
}

static gboolean
text_key_cb (VasFormField    *self,
             guint            keyval,
             guint            keycode,
             GdkModifierType  state)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || (state & GDK_CONTROL_MASK) == 0)
    return FALSE;

  activated_cb (self);
  return TRUE;
}

static GtkWidget *
make_entry (VasFormField *self)
{
  GtkWidget *entry = gtk_entry_new ();

  if (self->kind != VAS_FORM_ENTRY)
    gtk_widget_add_css_class (entry, "numeric");
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (activated_cb), self);
  self->input = entry;

  return entry;
}

static GtkWidget *
make_password (VasFormField *self)
{
  self->input = gtk_password_entry_new ();
  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (self->input), TRUE);
  g_signal_connect_swapped (self->input, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->input, "activate", G_CALLBACK (activated_cb), self);

  return self->input;
}

static GtkWidget *
make_text (VasFormField *self)
{
  GtkWidget *scroll = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_object_set (view, "wrap-mode", GTK_WRAP_WORD_CHAR, "accepts-tab", FALSE, "left-margin", 9, "right-margin", 9, "top-margin", 7,
                "bottom-margin", 7, NULL);
  g_object_set (scroll, "hscrollbar-policy", GTK_POLICY_NEVER, "min-content-height", 72, "max-content-height", 160,
                "propagate-natural-height", TRUE, "child", view, NULL);
  gtk_widget_add_css_class (scroll, "text-field");
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (text_key_cb), self);
  gtk_widget_add_controller (view, keys);
  self->input = view;

  return scroll;
}

static GtkWidget *
make_choice (VasFormField *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->input = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  g_signal_connect_swapped (self->input, "notify::selected", G_CALLBACK (changed_cb), self);

  return self->input;
}

static GtkWidget *
make_check (VasFormField *self,
            const char   *title)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (title);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->input = gtk_check_button_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (check_key_cb), self);
  gtk_widget_add_controller (self->input, keys);
  g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->input);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (self->input), label);
  g_signal_connect_swapped (self->input, "toggled", G_CALLBACK (changed_cb), self);
  gtk_widget_set_visible (GTK_WIDGET (self->title), FALSE);

  return self->input;
}

static GtkWidget *
make_input (VasFormField *self,
            const char   *title)
{
  switch (self->kind)
    {
    case VAS_FORM_TEXT:
      return make_text (self);
    case VAS_FORM_CHOICE:
      return make_choice (self);
    case VAS_FORM_CHECK:
      return make_check (self, title);
    case VAS_FORM_PASSWORD:
      return make_password (self);
    case VAS_FORM_ENTRY:
    case VAS_FORM_MONEY:
    case VAS_FORM_NUMBER:
    case VAS_FORM_DATE:
    default:
      return make_entry (self);
    }
}

static gboolean
vas_form_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (VAS_FORM_FIELD (widget)->input);
}

static void
vas_form_field_finalize (GObject *object)
{
  VasFormField *self = VAS_FORM_FIELD (object);

  g_free (self->id);
  g_ptr_array_unref (self->choices);

  G_OBJECT_CLASS (vas_form_field_parent_class)->finalize (object);
}

static void
vas_form_field_class_init (VasFormFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vas_form_field_finalize;
  widget_class->grab_focus = vas_form_field_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", VAS_TYPE_FORM_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", VAS_TYPE_FORM_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "vasformfield");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/widgets/vas-form-field.ui");
  gtk_widget_class_bind_template_child (widget_class, VasFormField, title);
  gtk_widget_class_bind_template_child (widget_class, VasFormField, slot);
  gtk_widget_class_bind_template_child (widget_class, VasFormField, error_box);
  gtk_widget_class_bind_template_child (widget_class, VasFormField, error);
  gtk_widget_class_bind_template_child (widget_class, VasFormField, hint);
}

static void
vas_form_field_init (VasFormField *self)
{
  self->choices = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vas_form_field_new: (transfer floating)
 * @id: the argument of the command that it is
 * @title: what people read, with its mnemonic
 */
VasFormField *
vas_form_field_new (VasFormKind  kind,
                    const char  *id,
                    const char  *title)
{
  VasFormField *self = g_object_new (VAS_TYPE_FORM_FIELD, NULL);
  GtkWidget *mnemonic_target;

  self->kind = kind;
  self->id = g_strdup (id);
  gtk_label_set_label (self->title, title);
  adw_bin_set_child (self->slot, make_input (self, title));
  mnemonic_target = self->input;
  gtk_label_set_mnemonic_widget (self->title, mnemonic_target);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_text (self->title), -1);

  return self;
}

/** vas_form_field_get_id: (transfer none) */
const char *
vas_form_field_get_id (VasFormField *self)
{
  return self->id;
}

/** vas_form_field_get_input: (transfer none): the widget in which the person types or chooses. */
GtkWidget *
vas_form_field_get_input (VasFormField *self)
{
  return self->input;
}

/** vas_form_field_set_optional: it may be left empty. */
void
vas_form_field_set_optional (VasFormField *self)
{
  self->optional = TRUE;
}

/** vas_form_field_set_local: it is no argument of the command; the form's prepare function makes of it what it needs. */
void
vas_form_field_set_local (VasFormField *self)
{
  self->local = TRUE;
}

/** vas_form_field_set_hint: what stands under the field, in small; (nullable) */
void
vas_form_field_set_hint (VasFormField *self,
                         const char   *hint)
{
  gtk_label_set_text (self->hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL);
}

/** vas_form_field_set_error: what is wrong with it; (nullable) */
void
vas_form_field_set_error (VasFormField *self,
                          const char   *error)
{
  gtk_label_set_text (self->error, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_box), error != NULL);
  if (error != NULL)
    {
      gtk_widget_add_css_class (self->input, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, error, -1);
    }
  else
    {
      gtk_widget_remove_css_class (self->input, "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
    }
}

/** vas_form_field_refuse: says what is wrong with it, where the person stands from then on. */
void
vas_form_field_refuse (VasFormField *self,
                       const char   *error)
{
  vas_form_field_set_error (self, error);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/** vas_form_field_demand: whether something stands in it; where nothing does, @else_say is said at it. */
gboolean
vas_form_field_demand (VasFormField *self,
                       const char   *else_say)
{
  g_autofree char *text = vas_form_field_get_text (self);

  if (*text != '\0')
    return TRUE;

  vas_form_field_refuse (self, else_say);
  return FALSE;
}

/** vas_form_field_get_error: (transfer none) (nullable): the sentence that stands at the field. */
const char *
vas_form_field_get_error (VasFormField *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->error_box)) ? gtk_label_get_text (self->error) : NULL;
}

/** vas_form_field_add_choice: adds a line to a field of the kind %VAS_FORM_CHOICE; @id is what it means. */
void
vas_form_field_add_choice (VasFormField *self,
                           const char   *id,
                           const char   *label)
{
  GListModel *names = gtk_drop_down_get_model (GTK_DROP_DOWN (self->input));

  g_ptr_array_add (self->choices, g_strdup (id));
  gtk_string_list_append (GTK_STRING_LIST (names), label);
}

/** vas_form_field_get_text: (transfer full): what is in it, without blanks at the ends; the id of a choice; "1" or "" of a check. */
char *
vas_form_field_get_text (VasFormField *self)
{
  GtkTextIter start, end;
  guint selected;

  switch (self->kind)
    {
    case VAS_FORM_TEXT:
      gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->input)), &start, &end);
      return g_strstrip (gtk_text_buffer_get_text (gtk_text_iter_get_buffer (&start), &start, &end, FALSE));
    case VAS_FORM_CHOICE:
      selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->input));
      return g_strdup (selected < self->choices->len ? g_ptr_array_index (self->choices, selected) : "");
    case VAS_FORM_CHECK:
      return g_strdup (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->input)) ? "1" : "");
    case VAS_FORM_ENTRY:
    case VAS_FORM_MONEY:
    case VAS_FORM_NUMBER:
    case VAS_FORM_DATE:
    case VAS_FORM_PASSWORD:
    default:
      return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->input))));
    }
}

/** vas_form_field_set_text: what vas_form_field_get_text() would give; whoever types goes on behind it. */
void
vas_form_field_set_text (VasFormField *self,
                         const char   *text)
{
  guint place;

  if (self->kind == VAS_FORM_TEXT)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->input)), text, -1);
  else if (self->kind == VAS_FORM_CHECK)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->input), *text != '\0');
  else if (self->kind != VAS_FORM_CHOICE)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->input), text);
      gtk_editable_set_position (GTK_EDITABLE (self->input), -1);
    }
  else if (g_ptr_array_find_with_equal_func (self->choices, text, g_str_equal, &place))
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->input), place);
}

/** vas_form_field_is_settled: whether there is nothing to choose: it is a list of one. */
gboolean
vas_form_field_is_settled (VasFormField *self)
{
  return self->kind == VAS_FORM_CHOICE && self->choices->len == 1;
}
