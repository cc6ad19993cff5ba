/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl tax, words and pinyin: the small sums and spellings that a clerk checks by hand. */

#include "vas-cli.h"

#include "vas-money.h"
#include "vas-pinyin.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_LINES 1000

/* “29.80x12”: an amount, and how many lines of it. */
static gboolean
read_lines (const char  *text,
            VasMoney    *gross,
            guint64     *count)
{
  g_auto (GStrv) parts = g_strsplit_set (text, "x*", 2);
  g_autoptr (GError) error = NULL;

  *count = 1;
  if (!vas_money_parse (parts[0], gross, &error))
    {
      vas_cli_misuse ("%s", error->message);
      return FALSE;
    }
  if (parts[1] != NULL && !g_ascii_string_to_unsigned (parts[1], 10, 1, MOST_LINES, count, NULL))
    {
      vas_cli_misuse (_("“%s”: the number of lines goes from 1 to %d."), text, MOST_LINES);
      return FALSE;
    }

  return TRUE;
}

static gboolean
add_lines (GArray     *lines,
           const char *text)
{
  VasMoney gross;
  guint64 count;

  if (!read_lines (text, &gross, &count))
    return FALSE;
  for (guint64 i = 0; i < count; i++)
    g_array_append_val (lines, gross);

  return TRUE;
}

static void
add_split (JsonBuilder *builder,
           VasMoney     gross,
           VasMoney     net,
           VasMoney     tax)
{
  json_builder_begin_object (builder);
  vas_cli_add_int (builder, "gross_fen", gross);
  vas_cli_add_int (builder, "net_fen", net);
  vas_cli_add_int (builder, "tax_fen", tax);
  json_builder_end_object (builder);
}

static void
print_split (const char *label,
             VasMoney    gross,
             VasMoney    net,
             VasMoney    tax)
{
  g_autofree char *gross_text = vas_money_format (gross);
  g_autofree char *net_text = vas_money_format (net);
  g_autofree char *tax_text = vas_money_format (tax);

  vas_cli_print ("%s%s = %s + %s\n", label, gross_text, net_text, tax_text);
}

static gboolean
split_lines (VasCli      *cli,
             GArray      *lines,
             VasRate      rate,
             JsonBuilder *builder,
             VasMoney     sums[3])
{
  for (guint i = 0; i < lines->len; i++)
    {
      const VasMoney gross = g_array_index (lines, VasMoney, i);
      VasMoney net, tax;

      if (!vas_tax_split (gross, rate, &net, &tax) || !vas_money_add (sums[0], gross, &sums[0]) ||
          !vas_money_add (sums[1], net, &sums[1]) || !vas_money_add (sums[2], tax, &sums[2]))
        return FALSE;
      if (cli->json)
        add_split (builder, gross, net, tax);
      else if (lines->len > 1)
        print_split ("  ", gross, net, tax);
    }

  return TRUE;
}

/** vas_cli_tax: vasctl tax GROSS[xN] … RATE: the split of each line, and the sums of the lines (R23). */
VasCliStatus
vas_cli_tax (VasCli  *cli,
             int      argc,
             char   **argv)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (VasMoney));
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  g_autoptr (GError) error = NULL;
  VasMoney sums[3] = { 0, 0, 0 };
  VasRate rate;

  if (!vas_cli_parse (cli, NULL, 2, -1, &argc, &argv))
    return VAS_CLI_USAGE;
  if (!vas_rate_parse (argv[argc - 1], &rate, &error))
    return vas_cli_misuse ("RATE: %s", error->message);
  for (int i = 1; i < argc - 1; i++)
    {
      if (!add_lines (lines, argv[i]))
        return VAS_CLI_USAGE;
    }

  json_builder_set_member_name (builder, "lines");
  json_builder_begin_array (builder);
  if (!split_lines (cli, lines, rate, builder, sums))
    {
      vas_cli_complain (_("The amounts are too large."));
      return VAS_CLI_NO;
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "total");
  add_split (builder, sums[0], sums[1], sums[2]);
  json_builder_end_object (builder);
  if (cli->json)
    vas_cli_print_builder (builder);
  else
    print_split ("", sums[0], sums[1], sums[2]);

  return VAS_CLI_OK;
}

/** vas_cli_words: vasctl words AMOUNT. */
VasCliStatus
vas_cli_words (VasCli  *cli,
               int      argc,
               char   **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  VasMoney amount;

  if (!vas_cli_parse (cli, NULL, 1, 1, &argc, &argv))
    return VAS_CLI_USAGE;
  if (!vas_money_parse (argv[1], &amount, &error))
    return vas_cli_misuse ("%s", error->message);

  words = vas_money_to_words (amount);
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

      vas_cli_add_int (builder, "amount_fen", amount);
      vas_cli_add_text (builder, "words", words);
      json_builder_end_object (builder);
      vas_cli_print_builder (builder);
    }
  else
    {
      vas_cli_print ("%s\n", words);
    }

  return VAS_CLI_OK;
}

static void
add_list (JsonBuilder *builder,
          const char  *name,
          GStrv        texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; texts[i] != NULL; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
}

/** vas_cli_pinyin: vasctl pinyin TEXT: every full reading and every row of initials. */
VasCliStatus
vas_cli_pinyin (VasCli  *cli,
                int      argc,
                char   **argv)
{
  g_auto (GStrv) readings = NULL;
  g_auto (GStrv) initials = NULL;

  if (!vas_cli_parse (cli, NULL, 1, 1, &argc, &argv))
    return VAS_CLI_USAGE;
  if (!g_utf8_validate (argv[1], -1, NULL))
    return vas_cli_misuse (_("The text is not UTF-8."));

  readings = vas_pinyin_readings (argv[1]);
  initials = vas_pinyin_initials (argv[1]);
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

      vas_cli_add_text (builder, "text", argv[1]);
      add_list (builder, "readings", readings);
      add_list (builder, "initials", initials);
      json_builder_end_object (builder);
      vas_cli_print_builder (builder);
    }
  else
    {
      g_autofree char *full = g_strjoinv (" ", readings);
      g_autofree char *short_forms = g_strjoinv (" ", initials);

      vas_cli_print ("%s\n%s\n", full, short_forms);
    }

  return readings[0] != NULL ? VAS_CLI_OK : VAS_CLI_NO;
}
