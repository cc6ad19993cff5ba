/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The invoice view: its place in the window, with the number of requests that wait for review. Main thread. */

#include "vas-invoices-page.h"

struct _VasInvoicesPage
{
  AdwBin          parent_instance;

  GtkSearchEntry *search;

  VasDesk        *desk;
  guint           count;
};

typedef enum {
  PROP_DESK = 1,
  PROP_COUNT,
} VasInvoicesPageProperty;

static GParamSpec *properties[PROP_COUNT + 1];

G_DEFINE_FINAL_TYPE (VasInvoicesPage, vas_invoices_page, ADW_TYPE_BIN)

static void
search_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);
  const char *text = g_variant_get_string (parameter, NULL);

  if (*text != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
vas_invoices_page_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (object);

  switch ((VasInvoicesPageProperty) prop_id)
    {
    case PROP_DESK:
      g_value_set_object (value, self->desk);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_invoices_page_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (object);

  switch ((VasInvoicesPageProperty) prop_id)
    {
    case PROP_DESK:
      self->desk = g_value_dup_object (value);
      break;
    case PROP_COUNT:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_invoices_page_dispose (GObject *object)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (object);

  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_invoices_page_parent_class)->dispose (object);
}

static void
vas_invoices_page_class_init (VasInvoicesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vas_invoices_page_get_property;
  object_class->set_property = vas_invoices_page_set_property;
  object_class->dispose = vas_invoices_page_dispose;

  properties[PROP_DESK] = g_param_spec_object ("desk", NULL, NULL, VAS_TYPE_DESK,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-invoices-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VasInvoicesPage, search);
  gtk_widget_class_install_action (widget_class, "page.search", "s", search_action);
}

static void
vas_invoices_page_init (VasInvoicesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_invoices_page_new: (transfer floating) */
GtkWidget *
vas_invoices_page_new (VasDesk *desk)
{
  return g_object_new (VAS_TYPE_INVOICES_PAGE, "desk", desk, NULL);
}
