/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the cards of a case have in common: a heading, a column of rows, and being shown anew with every reading of the
 * case. A card that clears itself while it is shown anew gets its rows back one by one, where they are of the same kind, to say
 * something else: making a row costs ten times as much as another text in it. Main thread.
 */

#include "vas-case-card.h"

#include "vas-case-field.h"
#include "vas-quiet.h"
#include "vas-row-layout.h"

typedef struct {
  GtkLabel    *title_label;
  GtkBox      *head;
  GtkBox      *content;

  VasCaseFile *file;
  GtkWidget   *rest;                /* the first of the rows that have not been used again; NULL: none */
  gboolean     updating;
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

  g_type_ensure (VAS_TYPE_ROW_LAYOUT);
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

static void
remove_rest (VasCaseCardPrivate *priv)
{
  while (priv->rest != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (priv->rest);

      gtk_box_remove (priv->content, priv->rest);
      priv->rest = next;
    }
}

/** vas_case_card_set_file: @file: (nullable): what to show; nothing hides the card. */
void
vas_case_card_set_file (VasCaseCard *self,
                        VasCaseFile *file)
{
  VasCaseCardPrivate *priv = vas_case_card_get_instance_private (self);

  if (!g_set_object (&priv->file, file))
    return;

  priv->updating = TRUE;
  if (file != NULL)
    VAS_CASE_CARD_GET_CLASS (self)->update (self, file);
  priv->updating = FALSE;
  remove_rest (priv);
  if (file == NULL)
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

  if (priv->rest != NULL)
    gtk_box_insert_child_after (priv->content, row, gtk_widget_get_prev_sibling (priv->rest));
  else
    gtk_box_append (priv->content, row);
}

/** vas_case_card_take: (transfer none): a row of @type under the rows that are there, which may have said something before. */
GtkWidget *
vas_case_card_take (VasCaseCard *self,
                    GType        type)
{
  VasCaseCardPrivate *priv = vas_case_card_get_instance_private (self);
  GtkWidget *row = priv->rest;

  if (row != NULL && G_OBJECT_TYPE (row) == type)
    {
      priv->rest = gtk_widget_get_next_sibling (row);
      return row;
    }

  row = g_object_new (type, NULL);
  vas_case_card_add (self, row);

  return row;
}

/** vas_case_card_add_suffix: puts @widget at the end of the heading. */
void
vas_case_card_add_suffix (VasCaseCard *self,
                          GtkWidget   *widget)
{
  VasCaseCardPrivate *priv = vas_case_card_get_instance_private (self);

  gtk_box_append (priv->head, widget);
}

/** vas_case_card_clear: takes all rows out; while the card is shown anew they may come back. */
void
vas_case_card_clear (VasCaseCard *self)
{
  VasCaseCardPrivate *priv = vas_case_card_get_instance_private (self);

  priv->rest = gtk_widget_get_first_child (GTK_WIDGET (priv->content));
  if (!priv->updating)
    remove_rest (priv);
}

/** vas_case_card_add_text: (transfer none): a label over the whole width that wraps, in style class @style (nullable). */
GtkWidget *
vas_case_card_add_text (VasCaseCard *self,
                        const char  *text,
                        const char  *style)
{
  GtkWidget *label = vas_case_card_take (self, GTK_TYPE_LABEL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_text (GTK_LABEL (label), text);
  vas_quiet_set_classes (label, style, NULL);

  return label;
}

/** vas_case_card_add_field: a name with its value, that can be marked and copied. */
void
vas_case_card_add_field (VasCaseCard *self,
                         const char  *name,
                         const char  *value)
{
  vas_case_field_show (VAS_CASE_FIELD (vas_case_card_take (self, VAS_TYPE_CASE_FIELD)), name, value);
}
