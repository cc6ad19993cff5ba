/* SPDX-License-Identifier: GPL-3.0-or-later */

/* See the header. Main thread. */

#include "vas-front-foot.h"

struct _VasFrontFoot
{
  GtkBox     parent_instance;

  GtkBox    *error_box;
  GtkLabel  *error;
  GtkButton *button;
  GtkStack  *stack;
  GtkLabel  *label;
};

typedef enum {
  PROP_LABEL = 1,
  PROP_SPOKEN,
} VasFrontFootProperty;

enum {
  PRESSED,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_SPOKEN + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasFrontFoot, vas_front_foot, GTK_TYPE_BOX)

static void
clicked_cb (VasFrontFoot *self)
{
  vas_front_foot_press (self);
}

static void
vas_front_foot_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  VasFrontFoot *self = VAS_FRONT_FOOT (object);

  switch ((VasFrontFootProperty) prop_id)
    {
    case PROP_LABEL:
      gtk_label_set_label (self->label, g_value_get_string (value));
      break;
    case PROP_SPOKEN:
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, g_value_get_string (value), -1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_front_foot_class_init (VasFrontFootClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = vas_front_foot_set_property;
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SPOKEN] = g_param_spec_string ("spoken", NULL, NULL, "", G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[PRESSED] = g_signal_new ("pressed", VAS_TYPE_FRONT_FOOT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/server/vas-front-foot.ui");
  gtk_widget_class_bind_template_child (widget_class, VasFrontFoot, error_box);
  gtk_widget_class_bind_template_child (widget_class, VasFrontFoot, error);
  gtk_widget_class_bind_template_child (widget_class, VasFrontFoot, button);
  gtk_widget_class_bind_template_child (widget_class, VasFrontFoot, stack);
  gtk_widget_class_bind_template_child (widget_class, VasFrontFoot, label);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
vas_front_foot_init (VasFrontFoot *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_front_foot_press: what pressing the button does, from a field too. */
void
vas_front_foot_press (VasFrontFoot *self)
{
  if (!vas_front_foot_is_busy (self))
    g_signal_emit (self, signals[PRESSED], 0);
}

/** vas_front_foot_set_busy: whether an answer is awaited: it cannot be pressed meanwhile. */
void
vas_front_foot_set_busy (VasFrontFoot *self,
                         gboolean      busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), !busy);
  gtk_stack_set_visible_child_name (self->stack, busy ? "busy" : "ready");
}

gboolean
vas_front_foot_is_busy (VasFrontFoot *self)
{
  return !gtk_widget_get_sensitive (GTK_WIDGET (self->button));
}

/** vas_front_foot_set_error: @error: (nullable): the sentence above the button. */
void
vas_front_foot_set_error (VasFrontFoot *self,
                          const char   *error)
{
  gtk_label_set_text (self->error, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_box), error != NULL);
}

/** vas_front_foot_get_error: (transfer none) (nullable) */
const char *
vas_front_foot_get_error (VasFrontFoot *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->error_box)) ? gtk_label_get_text (self->error) : NULL;
}

/** vas_front_foot_get_button: (transfer none) */
GtkWidget *
vas_front_foot_get_button (VasFrontFoot *self)
{
  return GTK_WIDGET (self->button);
}
