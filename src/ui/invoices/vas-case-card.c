/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the cards of a case have in common: a heading, a column of rows, and being shown anew with every reading of the
 * case. Main thread.
 */

#include "vas-case-card.h"

typedef struct {
  GtkLabel    *title_label;
  GtkBox      *head;
  GtkBox      *content;

  VasCaseFile *file;
} VasCaseCardPrivate;

typedef enum {
  PROP_FILE = 1,
  PROP_TITLE,
} VasCaseCardProperty;

static GParamSpec *properties[PROP_TITLE + 1];

G_DEFINE_TYPE_WITH_PRIVATE (VasCaseCard, vas_case_card, ADW_TYPE_BIN)

static void
vas_case_card_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  VasCaseCardPrivate *priv = vas_case_card_get_instance_private (VAS_CASE_CARD (object));

  switch ((VasCaseCardProperty) prop_id)
    {
    case PROP_FILE:
      g_value_set_object (value, priv->file);
      break;
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_text (priv->title_label));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_case_card_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch ((VasCaseCardProperty) prop_id)
    {
    case PROP_FILE:
      vas_case_card_set_file (VAS_CASE_CARD (object), g_value_get_object (value));
      break;
    case PROP_TITLE:
      vas_case_card_set_title (VAS_CASE_CARD (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_case_card_dispose (GObject *object)
{
  VasCaseCardPrivate *priv = vas_case_card_get_instance_private (VAS_CASE_CARD (object));

  g_clear_object (&priv->file);

  G_OBJECT_CLASS (vas_case_card_parent_class)->dispose (object);
}

static void
vas_case_card_class_init (VasCaseCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vas_case_card_get_property;
  object_class->set_property = vas_case_card_set_property;
  object_class->dispose = vas_case_card_dispose;

  properties[PROP_FILE] = g_param_spec_object ("file", NULL, NULL, VAS_TYPE_CASE_FILE,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "",
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "vascasecard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-case-card.ui");
  gtk_widget_class_bind_template_child_private (widget_class, VasCaseCard, title_label);
  gtk_widget_class_bind_template_child_private (widget_class, VasCaseCard, head);
  gtk_widget_class_bind_template_child_private (widget_class, VasCaseCard, content);
}

static void
vas_case_card_init (VasCaseCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_case_card_set_file: @file: (nullable): what to show; nothing hides the card. */
void
vas_case_card_set_file (VasCaseCard *self,
                        VasCaseFile *file)
{
  VasCaseCardPrivate *priv = vas_case_card_get_instance_private (self);

  if (!g_set_object (&priv->file, file))
    return;

  if (file != NULL)
    VAS_CASE_CARD_GET_CLASS (self)->update (self, file);
  else
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILE]);
}

/** vas_case_card_get_file: (transfer none) (nullable) */
VasCaseFile *
vas_case_card_get_file (VasCaseCard *self)
{
  return ((VasCaseCardPrivate *) vas_case_card_get_instance_private (self))->file;
}

/** vas_case_card_set_title: the heading, which is the name of the group too. */
void
vas_case_card_set_title (VasCaseCard *self,
                         const char  *title)
{
  VasCaseCardPrivate *priv = vas_case_card_get_instance_private (self);

  if (g_strcmp0 (gtk_label_get_text (priv->title_label), title) == 0)
    return;

  gtk_label_set_text (priv->title_label, title);
  gtk_widget_set_visible (GTK_WIDGET (priv->head), *title != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/** vas_case_card_add: puts @row under the rows that are there. */
void
vas_case_card_add (VasCaseCard *self,
                   GtkWidget   *row)
{
  VasCaseCardPrivate *priv = vas_case_card_get_instance_private (self);

  gtk_box_append (priv->content, row);
}

/** vas_case_card_add_suffix: puts @widget at the end of the heading. */
void
vas_case_card_add_suffix (VasCaseCard *self,
                          GtkWidget   *widget)
{
  VasCaseCardPrivate *priv = vas_case_card_get_instance_private (self);

  gtk_box_append (priv->head, widget);
}

/** vas_case_card_clear: takes all rows out. */
void
vas_case_card_clear (VasCaseCard *self)
{
  VasCaseCardPrivate *priv = vas_case_card_get_instance_private (self);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (priv->content))) != NULL)
    gtk_box_remove (priv->content, row);
}

/** vas_case_card_add_text: (transfer none): a label over the whole width that wraps, in style class @style (nullable). */
GtkWidget *
vas_case_card_add_text (VasCaseCard *self,
                        const char  *text,
                        const char  *style)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, NULL);

  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  vas_case_card_add (self, label);

  return label;
}

/** vas_case_card_add_field: (transfer none): a name with its value, that can be marked and copied; the value's label. */
GtkWidget *
vas_case_card_add_field (VasCaseCard *self,
                         const char  *name,
                         const char  *value)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "spacing", 12, NULL);
  GtkWidget *head = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0, "yalign", 0.0, "width-chars", 11, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", value, "xalign", 0.0, "hexpand", TRUE, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "selectable", TRUE, "focusable", FALSE, NULL);

  gtk_widget_add_css_class (head, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (row), head);
  gtk_box_append (GTK_BOX (row), label);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_RELATION_LABELLED_BY, head, NULL, -1);
  vas_case_card_add (self, row);

  return label;
}
