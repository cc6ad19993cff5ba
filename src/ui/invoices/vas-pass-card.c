/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The card that holds the form of the second pass. Main thread. */

#include "vas-pass-card.h"

#include <glib/gi18n.h>

struct _VasPassCard
{
  VasCaseCard  parent_instance;

  VasPassForm *form;
};

G_DEFINE_FINAL_TYPE (VasPassCard, vas_pass_card, VAS_TYPE_CASE_CARD)

static void
vas_pass_card_update (VasCaseCard *card,
                      VasCaseFile *file)
{
  gtk_widget_set_visible (GTK_WIDGET (card), vas_pass_form_show (VAS_PASS_CARD (card)->form, file));
}

static void
vas_pass_card_class_init (VasPassCardClass *klass)
{
  VAS_CASE_CARD_CLASS (klass)->update = vas_pass_card_update;
}

static void
vas_pass_card_init (VasPassCard *self)
{
  self->form = g_object_new (VAS_TYPE_PASS_FORM, NULL);
  vas_case_card_set_title (VAS_CASE_CARD (self), _("Issue and send"));
  vas_case_card_add (VAS_CASE_CARD (self), GTK_WIDGET (self->form));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/** vas_pass_card_get_form: (transfer none) */
VasPassForm *
vas_pass_card_get_form (VasPassCard *self)
{
  return self->form;
}
