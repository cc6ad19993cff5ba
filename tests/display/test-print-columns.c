/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The columns of the print list: whatever the settings hold, each field comes exactly once. */

#include "vas-print-column.h"

static GSettings *
with_columns (const char *text)
{
  GSettings *settings = g_settings_new ("org.vasdesk.Vasdesk");

  g_settings_set_value (settings, "print-columns", g_variant_new_parsed (text));
  return settings;
}

static char *
describe (GListStore *columns)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (columns)); i++)
    {
      g_autoptr (VasPrintColumn) column = g_list_model_get_item (G_LIST_MODEL (columns), i);

      if (vas_print_column_is_on (column))
        g_string_append_printf (text, "%d:%s ", (int) vas_print_column_get_field (column), vas_print_column_get_heading (column));
    }

  return g_string_free (text, FALSE);
}

static void
assert_columns (const char *given,
                const char *wanted)
{
  g_autoptr (GSettings) settings = with_columns (given);
  g_autoptr (GListStore) columns = vas_print_columns_load (settings);
  g_autofree char *text = describe (columns);

  g_assert_cmpstr (text, ==, wanted);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (columns)), ==, VAS_PRINT_FIELD_N);
}

static void
test_order_and_headings (void)
{
  assert_columns ("[('GFSBH', 'taxpayer-id', true), ('', 'number', true), ('x', 'title', false)]", "2:GFSBH 0:Request number ");
}

static void
test_unknown (void)
{
  assert_columns ("[('a', 'colour', true), ('b', 'tax', true)]", "8:b ");
}

static void
test_twice (void)
{
  assert_columns ("[('a', 'tax', true), ('b', 'tax', true)]", "8:a ");
}

static void
test_long_heading (void)
{
  g_autofree char *kept = g_strnfill (64, 'h');
  g_autofree char *dropped = g_strnfill (65, 'h');
  g_autofree char *given = g_strdup_printf ("[('%s', 'tax', true), ('%s', 'rate', true)]", kept, dropped);
  g_autofree char *wanted = g_strdup_printf ("8:%s 7:Tax rate ", kept);
  g_autoptr (GVariant) value = g_variant_parse (NULL, given, NULL, NULL, NULL);
  g_autoptr (GSettings) settings = g_settings_new ("org.vasdesk.Vasdesk");
  g_autoptr (GListStore) columns = NULL;
  g_autofree char *text = NULL;

  g_settings_set_value (settings, "print-columns", value);
  columns = vas_print_columns_load (settings);
  text = describe (columns);
  g_assert_cmpstr (text, ==, wanted);
}

static void
test_round_trip (void)
{
  g_autoptr (GSettings) settings = with_columns ("[('A', 'amount', true), ('', 'number', true)]");
  g_autoptr (GListStore) columns = vas_print_columns_load (settings);
  g_autoptr (VasPrintColumn) first = g_list_model_get_item (G_LIST_MODEL (columns), 0);
  g_autoptr (GListStore) again = NULL;
  g_autofree char *text = NULL;

  g_object_set (first, "on", FALSE, NULL);
  g_list_store_remove (columns, 0);
  g_list_store_append (columns, first);
  vas_print_columns_save (G_LIST_MODEL (columns), settings);

  again = vas_print_columns_load (settings);
  text = describe (again);
  g_assert_cmpstr (text, ==, "0:Request number ");
}

static void
test_defaults (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.vasdesk.Vasdesk");
  g_autoptr (GListStore) columns = NULL;

  g_settings_reset (settings, "print-columns");
  columns = vas_print_columns_load (settings);
  for (guint i = 0; i < VAS_PRINT_FIELD_N; i++)
    {
      g_autoptr (VasPrintColumn) column = g_list_model_get_item (G_LIST_MODEL (columns), i);

      g_assert_cmpint (vas_print_column_get_field (column), ==, i);
      g_assert_cmpint (vas_print_column_is_on (column), ==, i != VAS_PRINT_FIELD_RECIPIENT);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/print-columns/defaults-are-every-field-but-the-recipient", test_defaults);
  g_test_add_func ("/print-columns/order-heading-and-choice-are-the-persons", test_order_and_headings);
  g_test_add_func ("/print-columns/unknown-fields-are-dropped", test_unknown);
  g_test_add_func ("/print-columns/a-field-named-twice-counts-once", test_twice);
  g_test_add_func ("/print-columns/a-heading-of-65-characters-is-dropped-64-kept", test_long_heading);
  g_test_add_func ("/print-columns/what-is-saved-is-read-back", test_round_trip);

  return g_test_run ();
}
