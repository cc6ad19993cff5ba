/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The right half of the invoice view. Cards and foot are made for the first case, so that the start need not wait for them. A new
 * reading of the same case keeps scroll and what is being done; another case starts at the top. Buttons that a rule or role
 * forbids say why. Main thread.
 */

#include "vas-case-pane-private.h"

#include "vas-case-header.h"
#include "vas-quiet.h"

#include <glib/gi18n.h>

typedef enum {
  PROP_FILE = 1,
  PROP_N_SELECTED,
} VasCasePaneProperty;

static GParamSpec *properties[PROP_N_SELECTED + 1];

G_DEFINE_FINAL_TYPE (VasCasePane, vas_case_pane, ADW_TYPE_BIN)

static gboolean
is_supervisor_free (VasCaseFile *file)
{
  g_autofree char *why = vas_case_file_why_not (file, VAS_REVIEW_CLAIM);

  return why == NULL;
}

static void
show_claim (VasCasePane *self)
{
  VasRequest *request = vas_case_file_get_request (self->file);
  const gboolean other = vas_case_file_is_claimed_by_other (self->file);

  if (other)
    {
      g_autofree char *until = vas_instant_format_local (request->claimed_until);
      g_autofree char *title = g_strdup_printf (_("%s is working on this case until %s."),
                                                vas_case_file_get_name (self->file, request->claimed_by), until);

      vas_banner_set_title (self->claim_banner, title);
      g_object_set (self->claim_banner, "button-label", is_supervisor_free (self->file) ? _("_Take Over") : "", NULL);
    }
  vas_banner_set_revealed (self->claim_banner, other);
}

static void
take_over_cb (VasCasePane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "case.take-over", NULL);
}

static void
show_case (VasCasePane *self)
{
  VasRequest *request = vas_case_file_get_request (self->file);
  g_autofree char *term = vas_case_header_describe_term (self->file);

  gtk_label_set_text (self->number, request->number);
  gtk_label_set_text (self->term, term);
  vas_quiet_set_tooltip (GTK_WIDGET (self->term), term);
  vas_case_cards_show (self->cards, self->file);
  show_claim (self);
}

static void
show_nothing (VasCasePane *self)
{
  gtk_label_set_text (self->number, "");
  gtk_label_set_text (self->term, "");
  vas_banner_set_revealed (self->claim_banner, FALSE);
}

static void
vas_case_pane_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  VasCasePane *self = VAS_CASE_PANE (object);

  switch ((VasCasePaneProperty) prop_id)
    {
    case PROP_FILE:
      g_value_set_object (value, self->file);
      break;
    case PROP_N_SELECTED:
      g_value_set_uint (value, self->n_selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_case_pane_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch ((VasCasePaneProperty) prop_id)
    {
    case PROP_FILE:
      vas_case_pane_set_file (VAS_CASE_PANE (object), g_value_get_object (value));
      break;
    case PROP_N_SELECTED:
      vas_case_pane_set_selected (VAS_CASE_PANE (object), g_value_get_uint (value), VAS_CASE_PANE (object)->many_acts);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_case_pane_dispose (GObject *object)
{
  g_clear_object (&VAS_CASE_PANE (object)->file);
  g_clear_object (&VAS_CASE_PANE (object)->desk);

  G_OBJECT_CLASS (vas_case_pane_parent_class)->dispose (object);
}

static void
vas_case_pane_class_init (VasCasePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vas_case_pane_get_property;
  object_class->set_property = vas_case_pane_set_property;
  object_class->dispose = vas_case_pane_dispose;

  properties[PROP_FILE] = g_param_spec_object ("file", NULL, NULL, VAS_TYPE_CASE_FILE, writable);
  properties[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0, writable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_signal_new ("reasoned", VAS_TYPE_CASE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 5,
                G_TYPE_UINT, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  g_signal_new ("noted", VAS_TYPE_CASE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);

  g_type_ensure (VAS_TYPE_BANNER);
  gtk_widget_class_set_css_name (widget_class, "vascasepane");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-case-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VasCasePane, number);
  gtk_widget_class_bind_template_child (widget_class, VasCasePane, term);
  gtk_widget_class_bind_template_child (widget_class, VasCasePane, claim_banner);
  gtk_widget_class_bind_template_child (widget_class, VasCasePane, stack);
  gtk_widget_class_bind_template_child (widget_class, VasCasePane, scroll);
  gtk_widget_class_bind_template_child (widget_class, VasCasePane, clamp);
  gtk_widget_class_bind_template_child (widget_class, VasCasePane, box);
  gtk_widget_class_bind_template_child (widget_class, VasCasePane, more_button);
  gtk_widget_class_bind_template_child (widget_class, VasCasePane, note_button);
  gtk_widget_class_bind_template_callback (widget_class, take_over_cb);
}

static void
vas_case_pane_init (VasCasePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vas_case_pane_set_up_head (self);
}

/** vas_case_pane_set_desk: where what is typed into the case is kept. */
void
vas_case_pane_set_desk (VasCasePane *self,
                        VasDesk     *desk)
{
  g_set_object (&self->desk, desk);
  if (self->cards != NULL)
    vas_pass_form_set_desk (vas_case_cards_get_pass_form (self->cards), desk);
}

/** vas_case_pane_complete: makes cards and foot, where they are not there. */
void
vas_case_pane_complete (VasCasePane *self)
{
  if (self->cards != NULL)
    return;

  self->cards = g_object_new (VAS_TYPE_CASE_CARDS, NULL);
  adw_clamp_set_child (self->clamp, GTK_WIDGET (self->cards));
  if (self->desk != NULL)
    vas_pass_form_set_desk (vas_case_cards_get_pass_form (self->cards), self->desk);
  vas_case_pane_add_bar (self);
}

/** vas_case_pane_set_file: @file: (nullable): the case to show, or a newer reading of the one that is shown. */
void
vas_case_pane_set_file (VasCasePane *self,
                        VasCaseFile *file)
{
  const gboolean same = file != NULL && self->file != NULL &&
                        g_strcmp0 (vas_case_file_get_key (file), vas_case_file_get_key (self->file)) == 0;

  if (!g_set_object (&self->file, file))
    return;

  if (file != NULL)
    vas_case_pane_complete (self);
  if (!same)
    vas_case_pane_set_armed (self, FALSE);
  if (file != NULL)
    show_case (self);
  else
    show_nothing (self);
  if (!same)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroll), 0);
  gtk_stack_set_visible_child_name (self->stack, file != NULL ? "case" : "nothing");
  gtk_widget_set_sensitive (GTK_WIDGET (self->note_button), file != NULL);
  vas_case_pane_show_bar (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILE]);
}

/** vas_case_pane_get_file: (transfer none) (nullable): what is shown. */
VasCaseFile *
vas_case_pane_get_file (VasCasePane *self)
{
  return self->file;
}

/** vas_case_pane_set_selected: how many requests the buttons are about, and what can be done with several. */
void
vas_case_pane_set_selected (VasCasePane *self,
                            guint        n_selected,
                            VasManyActs  acts)
{
  if (self->n_selected == n_selected && self->many_acts == acts)
    return;

  self->n_selected = n_selected;
  self->many_acts = acts;
  vas_case_pane_show_bar (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
}

/** vas_case_pane_get_sentence: (transfer full): what to tell the user of the open case. */
char *
vas_case_pane_get_sentence (VasCasePane *self)
{
  return vas_verdict_card_get_sentence (vas_case_cards_get_verdict_card (self->cards));
}

/** vas_case_pane_get_pass_form: (transfer none): the form of the second pass; made with the cards where it is not there. */
VasPassForm *
vas_case_pane_get_pass_form (VasCasePane *self)
{
  vas_case_pane_complete (self);

  return vas_case_cards_get_pass_form (self->cards);
}
