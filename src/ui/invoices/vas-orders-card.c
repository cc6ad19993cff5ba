/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The orders of a case, in the order they were asked for. Main thread. */

#include "vas-orders-card.h"

#include "vas-erased-words.h"
#include "vas-order-row.h"

#include <glib/gi18n.h>

struct _VasOrdersCard
{
  VasCaseCard parent_instance;
};

G_DEFINE_FINAL_TYPE (VasOrdersCard, vas_orders_card, VAS_TYPE_CASE_CARD)

static void
vas_orders_card_update (VasCaseCard *card,
                        VasCaseFile *file)
{
  VasCase *vas_case = file->vas_case;
  g_autofree char *title = NULL;

  title = vas_case->account != NULL
          ? g_strdup_printf (_("Orders of %s, account %s"), vas_words_or_erased (vas_case->account->name_masked), vas_case->account->account_id)
          : g_strdup (_("Orders of an unknown account"));
  vas_case_card_set_title (card, title);
  vas_case_card_clear (card);
  for (guint i = 0; i < vas_case->orders->len; i++)
    vas_order_row_show (VAS_ORDER_ROW (vas_case_card_take (card, VAS_TYPE_ORDER_ROW)), g_ptr_array_index (vas_case->orders, i));
  gtk_widget_set_visible (GTK_WIDGET (card), TRUE);
}

static void
vas_orders_card_class_init (VasOrdersCardClass *klass)
{
  VAS_CASE_CARD_CLASS (klass)->update = vas_orders_card_update;
}

static void
vas_orders_card_init (VasOrdersCard *self)
{
}
