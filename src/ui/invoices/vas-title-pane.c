/* SPDX-License-Identifier: GPL-3.0-or-later */

/* See the header. What was pasted and is in doubt is marked until touched. */

#include "vas-title-pane.h"

#include <glib/gi18n.h>

struct _VasTitlePane
{
  AdwBin           parent_instance;

  GtkToggleButton *personal_button;
  GtkToggleButton *company_button;
  GtkToggleButton *body_button;
  GtkToggleButton *courier_button;
  GtkToggleButton *pickup_button;
  GtkWidget       *rows[VAS_TITLE_N_FIELDS];
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasTitlePane, vas_title_pane, ADW_TYPE_BIN)

static const char * const arguments[VAS_TITLE_N_FIELDS] = {
  [VAS_TITLE_FIELD_TITLE] = "title",
  [VAS_TITLE_FIELD_TAXPAYER_ID] = "taxpayer_id",
  [VAS_TITLE_FIELD_RECIPIENT] = "recipient_name",
  [VAS_TITLE_FIELD_MOBILE] = "recipient_mobile",
  [VAS_TITLE_FIELD_ADDRESS] = "recipient_address",
};

static void
show_fields (VasTitlePane *self)
{
  const gboolean courier = vas_title_pane_get_delivery (self) == VAS_DELIVERY_COURIER;

  gtk_widget_set_visible (self->rows[VAS_TITLE_FIELD_TAXPAYER_ID], vas_title_pane_get_kind (self) != VAS_TITLE_KIND_PERSONAL);
  for (guint field = VAS_TITLE_FIELD_RECIPIENT; field <= VAS_TITLE_FIELD_ADDRESS; field++)
    gtk_widget_set_visible (self->rows[field], courier);
}

static void
emit_changed (VasTitlePane *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
toggled_cb (VasTitlePane *self)
{
  show_fields (self);
  emit_changed (self);
}

static void
edited_cb (VasTitlePane *self,
           GtkWidget    *row)
{
  gtk_widget_remove_css_class (row, "warning");
  emit_changed (self);
}

static void
vas_title_pane_class_init (VasTitlePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VAS_TYPE_TITLE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-title-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VasTitlePane, personal_button);
  gtk_widget_class_bind_template_child (widget_class, VasTitlePane, company_button);
  gtk_widget_class_bind_template_child (widget_class, VasTitlePane, body_button);
  gtk_widget_class_bind_template_child (widget_class, VasTitlePane, courier_button);
  gtk_widget_class_bind_template_child (widget_class, VasTitlePane, pickup_button);
  gtk_widget_class_bind_template_child_full (widget_class, "title_row", FALSE,
                                             G_STRUCT_OFFSET (VasTitlePane, rows[VAS_TITLE_FIELD_TITLE]));
  gtk_widget_class_bind_template_child_full (widget_class, "taxpayer_id_row", FALSE,
                                             G_STRUCT_OFFSET (VasTitlePane, rows[VAS_TITLE_FIELD_TAXPAYER_ID]));
  gtk_widget_class_bind_template_child_full (widget_class, "recipient_row", FALSE,
                                             G_STRUCT_OFFSET (VasTitlePane, rows[VAS_TITLE_FIELD_RECIPIENT]));
  gtk_widget_class_bind_template_child_full (widget_class, "mobile_row", FALSE,
                                             G_STRUCT_OFFSET (VasTitlePane, rows[VAS_TITLE_FIELD_MOBILE]));
  gtk_widget_class_bind_template_child_full (widget_class, "address_row", FALSE,
                                             G_STRUCT_OFFSET (VasTitlePane, rows[VAS_TITLE_FIELD_ADDRESS]));
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
vas_title_pane_init (VasTitlePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_fields (self);
}

/** vas_title_pane_set_text: fills a field; @doubt marks it until somebody touches it. */
void
vas_title_pane_set_text (VasTitlePane  *self,
                         VasTitleField  field,
                         const char    *text,
                         gboolean       doubt)
{
  gtk_editable_set_text (GTK_EDITABLE (self->rows[field]), text != NULL ? text : "");
  if (doubt)
    gtk_widget_add_css_class (self->rows[field], "warning");
}

/** vas_title_pane_get_text: (transfer none): what stands in a field. */
const char *
vas_title_pane_get_text (VasTitlePane  *self,
                         VasTitleField  field)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->rows[field]));
}

VasTitleKind
vas_title_pane_get_kind (VasTitlePane *self)
{
  if (gtk_toggle_button_get_active (self->company_button))
    return VAS_TITLE_KIND_COMPANY;

  return gtk_toggle_button_get_active (self->body_button) ? VAS_TITLE_KIND_BODY : VAS_TITLE_KIND_PERSONAL;
}

void
vas_title_pane_set_kind (VasTitlePane *self,
                         VasTitleKind  kind)
{
  GtkToggleButton *buttons[] = { self->personal_button, self->company_button, self->body_button };

  gtk_toggle_button_set_active (buttons[kind], TRUE);
}

VasDelivery
vas_title_pane_get_delivery (VasTitlePane *self)
{
  return gtk_toggle_button_get_active (self->pickup_button) ? VAS_DELIVERY_PICKUP : VAS_DELIVERY_COURIER;
}

void
vas_title_pane_set_delivery (VasTitlePane *self,
                             VasDelivery   delivery)
{
  gtk_toggle_button_set_active (delivery == VAS_DELIVERY_PICKUP ? self->pickup_button : self->courier_button, TRUE);
}

/** vas_title_pane_propose: fills everything as an earlier request had it. */
void
vas_title_pane_propose (VasTitlePane *self,
                        VasRequest   *earlier)
{
  vas_title_pane_set_kind (self, earlier->title_kind);
  vas_title_pane_set_delivery (self, earlier->delivery);
  vas_title_pane_set_text (self, VAS_TITLE_FIELD_TITLE, earlier->title, FALSE);
  vas_title_pane_set_text (self, VAS_TITLE_FIELD_TAXPAYER_ID, earlier->taxpayer_id, FALSE);
  vas_title_pane_set_text (self, VAS_TITLE_FIELD_RECIPIENT, earlier->recipient_name, FALSE);
  vas_title_pane_set_text (self, VAS_TITLE_FIELD_MOBILE, earlier->recipient_mobile, FALSE);
  vas_title_pane_set_text (self, VAS_TITLE_FIELD_ADDRESS, earlier->recipient_address, FALSE);
}

/** vas_title_pane_is_empty: whether nothing was filled in yet, so that a proposal overwrites nothing. */
gboolean
vas_title_pane_is_empty (VasTitlePane *self)
{
  for (guint field = 0; field < VAS_TITLE_N_FIELDS; field++)
    {
      if (*vas_title_pane_get_text (self, field) != '\0')
        return FALSE;
    }

  return TRUE;
}

/** vas_title_pane_fill: sets the arguments of a request.enter or request.correct that the pane knows. */
void
vas_title_pane_fill (VasTitlePane *self,
                     VasCommand   *command)
{
  vas_command_set_text (command, "title_kind", vas_enum_to_id (&vas_title_kind_enum, vas_title_pane_get_kind (self)));
  vas_command_set_text (command, "delivery", vas_enum_to_id (&vas_delivery_enum, vas_title_pane_get_delivery (self)));
  for (guint field = 0; field < VAS_TITLE_N_FIELDS; field++)
    {
      const char *text = vas_title_pane_get_text (self, field);

      if (gtk_widget_get_visible (self->rows[field]) && *text != '\0')
        vas_command_set_text (command, arguments[field], text);
    }
}
