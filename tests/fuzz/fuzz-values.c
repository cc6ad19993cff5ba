/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Amounts, rates, dates and instants as text: what is read and written again is read as the same. */

#include "fuzz.h"

#include "vas-money.h"
#include "vas-time.h"

static void
try_money (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *plain = NULL;
  VasMoney money;
  VasMoney again;

  if (!vas_money_parse (text, &money, &error))
    {
      g_assert_nonnull (error);
      return;
    }

  plain = vas_money_format_plain (money);
  vas_money_parse (plain, &again, &error);
  g_assert_no_error (error);
  g_assert_cmpint (money, ==, again);
}

static void
try_rate (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;
  VasRate rate;
  VasRate again;

  if (!vas_rate_parse (text, &rate, &error))
    {
      g_assert_nonnull (error);
      return;
    }

  shown = vas_rate_format (rate);
  vas_rate_parse (shown, &again, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rate, ==, again);
}

static void
try_date (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;
  VasDate date;
  VasDate again;

  if (vas_date_parse (text, &date, NULL))
    {
      shown = vas_date_format (date);
      g_assert_cmpstr (shown, ==, text);
    }
  if (vas_date_parse_lenient (text, &date, NULL))
    {
      g_autofree char *regular = vas_date_format (date);

      vas_date_parse (regular, &again, &error);
      g_assert_no_error (error);
      g_assert_cmpint (date, ==, again);
    }
}

static void
try_instant (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;
  VasInstant instant;
  VasInstant again;

  if (!vas_instant_parse (text, &instant, &error))
    {
      g_assert_nonnull (error);
      return;
    }

  shown = vas_instant_format_utc (instant);
  vas_instant_parse (shown, &again, &error);
  g_assert_no_error (error);
  g_assert_cmpint (instant, ==, again);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  try_money (text);
  try_rate (text);
  try_date (text);
  try_instant (text);

  return 0;
}
