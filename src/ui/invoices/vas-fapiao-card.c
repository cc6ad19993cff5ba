/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The fapiao of a case: before the print list what will stand on it (amount without tax and tax, R23), afterwards each sheet
 * with its number and state. Main thread.
 */

#include "vas-fapiao-card.h"

#include "vas-labels.h"

#include <glib/gi18n.h>

struct _VasFapiaoCard
{
  VasCaseCard parent_instance;
};

G_DEFINE_FINAL_TYPE (VasFapiaoCard, vas_fapiao_card, VAS_TYPE_CASE_CARD)

/* R23: split at each order's rate, line by line, to the fen. */
static gboolean
split_tax (VasCase  *vas_case,
           VasMoney *net,
           VasMoney *tax)
{
  *net = *tax = 0;
  for (guint i = 0; i < vas_case->orders->len; i++)
    {
      VasCaseOrder *item = g_ptr_array_index (vas_case->orders, i);
      VasMoney line_net, line_tax;

      if (item->order == NULL || item->order->tax_rate == VAS_NONE ||
          !vas_tax_split (item->share->amount, (VasRate) item->order->tax_rate, &line_net, &line_tax))
        return FALSE;
      *net += line_net;
      *tax += line_tax;
    }

  return vas_case->orders->len > 0;
}

static void
add_split (VasCaseCard *card,
           VasCase     *vas_case)
{
  VasMoney net, tax;
  g_autofree char *net_text = NULL;
  g_autofree char *tax_text = NULL;
  g_autofree char *text = NULL;

  if (!split_tax (vas_case, &net, &tax))
    return;
  net_text = vas_money_format (net);
  tax_text = vas_money_format (tax);
  text = g_strdup_printf (_("%s + %s tax"), net_text, tax_text);
  vas_case_card_add_field (card, _("Without tax"), text);
}

/* Names of what is invoiced, each once. */
static void
add_items (VasCaseCard *card,
           VasCase     *vas_case)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < vas_case->orders->len; i++)
    {
      VasCaseOrder *item = g_ptr_array_index (vas_case->orders, i);

      if (item->order != NULL && item->order->item_name != NULL &&
          !g_ptr_array_find_with_equal_func (names, item->order->item_name, g_str_equal, NULL))
        g_ptr_array_add (names, item->order->item_name);
    }
  if (names->len == 0)
    return;

  g_ptr_array_add (names, NULL);
  text = g_strjoinv ("\n", (char **) names->pdata);
  vas_case_card_add_field (card, _("Item"), text);
}

static void
add_sheet (VasCaseCard *card,
           VasFapiao   *sheet)
{
  g_autofree char *name = g_strdup_printf ("%s %s", sheet->code, sheet->number);
  g_autofree char *amount = sheet->amount != VAS_NONE ? vas_money_format (sheet->amount) : g_strdup ("—");
  g_autofree char *text = g_strdup_printf ("%s · %s", amount, vas_label (&vas_fapiao_state_enum, sheet->state));

  vas_case_card_add_field (card, name, text);
}

static void
vas_fapiao_card_update (VasCaseCard *card,
                        VasCaseFile *file)
{
  VasCase *vas_case = file->vas_case;

  vas_case_card_clear (card);
  add_split (card, vas_case);
  add_items (card, vas_case);
  for (guint i = 0; i < vas_case->fapiao->len; i++)
    add_sheet (card, g_ptr_array_index (vas_case->fapiao, i));
  gtk_widget_set_visible (GTK_WIDGET (card), TRUE);
}

static void
vas_fapiao_card_class_init (VasFapiaoCardClass *klass)
{
  VAS_CASE_CARD_CLASS (klass)->update = vas_fapiao_card_update;
}

static void
vas_fapiao_card_init (VasFapiaoCard *self)
{
  vas_case_card_set_title (VAS_CASE_CARD (self), _("Fapiao (VAT ordinary invoice, paper)"));
}
