/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cards of a case, in the order in which a clerk reads them. Main thread. */

#include "vas-case-cards.h"

#include "vas-case-header.h"
#include "vas-delivery-card.h"
#include "vas-fapiao-card.h"
#include "vas-next-card.h"
#include "vas-notes-card.h"
#include "vas-orders-card.h"
#include "vas-pass-card.h"
#include "vas-photo-card.h"
#include "vas-row-layout.h"
#include "vas-steps-bar.h"
#include "vas-timeline-card.h"

struct _VasCaseCards
{
  GtkBox          parent_instance;

  VasPassCard    *pass_card;
  VasVerdictCard *verdict_card;
};

G_DEFINE_FINAL_TYPE (VasCaseCards, vas_case_cards, GTK_TYPE_BOX)

static void
ensure_types (void)
{
  g_type_ensure (VAS_TYPE_CASE_HEADER);
  g_type_ensure (VAS_TYPE_DELIVERY_CARD);
  g_type_ensure (VAS_TYPE_FAPIAO_CARD);
  g_type_ensure (VAS_TYPE_NEXT_CARD);
  g_type_ensure (VAS_TYPE_NOTES_CARD);
  g_type_ensure (VAS_TYPE_ORDERS_CARD);
  g_type_ensure (VAS_TYPE_PASS_CARD);
  g_type_ensure (VAS_TYPE_PHOTO_CARD);
  g_type_ensure (VAS_TYPE_ROW_LAYOUT);
  g_type_ensure (VAS_TYPE_STEPS_BAR);
  g_type_ensure (VAS_TYPE_TIMELINE_CARD);
  g_type_ensure (VAS_TYPE_VERDICT_CARD);
}

static void
vas_case_cards_class_init (VasCaseCardsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ensure_types ();
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-case-cards.ui");
  gtk_widget_class_bind_template_child (widget_class, VasCaseCards, pass_card);
  gtk_widget_class_bind_template_child (widget_class, VasCaseCards, verdict_card);
}

static void
vas_case_cards_init (VasCaseCards *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_case_cards_show: has each card show @file, also those that stand side by side. */
void
vas_case_cards_show (VasCaseCards *self,
                     VasCaseFile  *file)
{
  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self)); card != NULL; card = gtk_widget_get_next_sibling (card))
    {
      if (VAS_IS_CASE_CARD (card))
        vas_case_card_set_file (VAS_CASE_CARD (card), file);
      for (GtkWidget *inner = gtk_widget_get_first_child (card); !VAS_IS_CASE_CARD (card) && inner != NULL;
           inner = gtk_widget_get_next_sibling (inner))
        {
          if (VAS_IS_CASE_CARD (inner))
            vas_case_card_set_file (VAS_CASE_CARD (inner), file);
        }
    }
}

/** vas_case_cards_get_verdict_card: (transfer none) */
VasVerdictCard *
vas_case_cards_get_verdict_card (VasCaseCards *self)
{
  return self->verdict_card;
}

/** vas_case_cards_get_pass_form: (transfer none): the form of the second pass. */
VasPassForm *
vas_case_cards_get_pass_form (VasCaseCards *self)
{
  return vas_pass_card_get_form (self->pass_card);
}
