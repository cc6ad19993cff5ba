/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What a caller states of an order, as it is typed while listening: "4415 198", "职业导航仪 198", "2021030210004415 198.00".
 * Pure functions; any thread.
 */

#include "vas-stated.h"

#include <string.h>

#include "vas-core-error.h"
#include "vas-text.h"

#include <glib/gi18n-lib.h>

#define MIN_DIGITS 4

static void
take_word (VasStated  *self,
           const char *word)
{
  char **member = vas_text_is_digits (word, strlen (word)) && strlen (word) >= MIN_DIGITS ? &self->order : &self->service;
  char *joined = *member != NULL ? g_strconcat (*member, word, NULL) : g_strdup (word);

  g_free (*member);
  *member = joined;
}

/**
 * vas_stated_parse:
 * @text: an order's last digits (four at least) or a service's name, then the amount; full-width forms are allowed
 *
 * The last word is the amount, unless it is the only one. A line of one word states no amount.
 *
 * Returns: (transfer full) (nullable): what it states; NULL with %VAS_CORE_ERROR_INVALID where it states nothing
 */
VasStated *
vas_stated_parse (const char  *text,
                  GError     **error)
{
  g_autofree char *half = vas_text_halfwidth (text);
  g_auto (GStrv) words = g_strsplit_set (g_strstrip (half), " \t", -1);
  g_autoptr (VasStated) self = g_new0 (VasStated, 1);
  const char *last = NULL;

  self->amount = VAS_NONE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (last != NULL)
        take_word (self, last);
      last = words[i];
    }

  if (last == NULL)
    {
      g_set_error_literal (error, VAS_CORE_ERROR, VAS_CORE_ERROR_MISSING,
                           _("Give the last four digits of the order or its service, and the amount."));
      return NULL;
    }
  if (self->order == NULL && self->service == NULL)
    take_word (self, last);
  else if (!vas_money_parse (last, &self->amount, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
vas_stated_free (VasStated *self)
{
  if (self == NULL)
    return;
  g_free (self->order);
  g_free (self->service);
  g_free (self);
}

static gboolean
means (const VasStated *self,
       VasOrder        *order)
{
  if (self->order != NULL && !g_str_has_suffix (order->number, self->order))
    return FALSE;

  return self->service == NULL || strstr (order->service_name, self->service) != NULL;
}

/**
 * vas_stated_match:
 * @orders: (element-type VasOrder): the account's orders
 * @place: (out): which of them is meant
 *
 * Where several fit, one whose paid amount is the stated one is meant, if it is the only one.
 */
VasStatedMatch
vas_stated_match (const VasStated *self,
                  GPtrArray       *orders,
                  guint           *place)
{
  guint n_fitting = 0, n_exact = 0, exact = 0;

  for (guint i = 0; i < orders->len; i++)
    {
      VasOrder *order = g_ptr_array_index (orders, i);

      if (!means (self, order))
        continue;
      if (n_fitting++ == 0)
        *place = i;
      if (self->amount != VAS_NONE && order->paid == self->amount)
        {
          n_exact++;
          exact = i;
        }
    }

  if (n_fitting == 0)
    return VAS_STATED_NONE;
  if (n_fitting == 1)
    return VAS_STATED_FOUND;
  if (n_exact != 1)
    return VAS_STATED_SEVERAL;
  *place = exact;

  return VAS_STATED_FOUND;
}

static gboolean
names (const VasStated *self,
       VasOrder        *order,
       GPtrArray       *orders)
{
  guint place = 0;

  return vas_stated_match (self, orders, &place) == VAS_STATED_FOUND && g_ptr_array_index (orders, place) == order;
}

/**
 * vas_stated_again:
 * @self: what was stated of @order; without digits and service for nothing
 * @orders: (element-type VasOrder): the account's orders now, with @order
 *
 * Returns: (transfer full): the same once more, without the amount, in as many digits as were stated (R13). Where that names @order
 *   no longer, because there are more orders now, as many digits as do, four at least
 */
char *
vas_stated_again (const VasStated *self,
                  VasOrder        *order,
                  GPtrArray       *orders)
{
  const gsize length = strlen (order->number);
  VasStated digits = { NULL, NULL, self->amount };

  if ((self->order != NULL || self->service != NULL) && names (self, order, orders))
    return self->order != NULL && self->service != NULL ? g_strjoin (" ", self->order, self->service, NULL)
                                                        : g_strdup (self->order != NULL ? self->order : self->service);

  for (gsize n = MIN (MIN_DIGITS, length); n < length; n++)
    {
      digits.order = order->number + length - n;
      if (names (&digits, order, orders))
        return g_strdup (digits.order);
    }

  return g_strdup (order->number);
}
