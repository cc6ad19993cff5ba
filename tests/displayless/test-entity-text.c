/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fields as cells of a file: what is written reads back, and what is no such thing is refused and changes nothing. */

#include "vas-account.h"
#include "vas-calendar-day.h"
#include "vas-core-error.h"
#include "vas-entity-text.h"
#include "vas-order.h"
#include "vas-staff.h"

static const VasField *
find_field (gpointer    entity,
            const char *name)
{
  const VasField *field = vas_entity_class_find_field (VAS_ENTITY_GET_CLASS (entity), name);

  g_assert_nonnull (field);
  return field;
}

static void
assert_reads (gpointer    entity,
              const char *name,
              const char *text,
              const char *back)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *cell = NULL;

  vas_entity_set_from_text (entity, find_field (entity, name), text, &error);
  g_assert_no_error (error);
  cell = vas_entity_to_text (entity, find_field (entity, name));
  g_assert_cmpstr (cell, ==, back);
}

static void
assert_refuses (gpointer      entity,
                const char   *name,
                const char   *text,
                VasCoreError  code)
{
  g_autofree char *before = vas_entity_to_text (entity, find_field (entity, name));
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (vas_entity_set_from_text (entity, find_field (entity, name), text, &error));
  g_assert_error (error, VAS_CORE_ERROR, (int) code);
  after = vas_entity_to_text (entity, find_field (entity, name));
  g_assert_cmpstr (after, ==, before);
}

static void
test_cells_read_back (void)
{
  g_autoptr (VasOrder) order = g_object_new (VAS_TYPE_ORDER, NULL);
  g_autoptr (VasCalendarDay) day = g_object_new (VAS_TYPE_CALENDAR_DAY, NULL);
  g_autoptr (VasStaff) staff = g_object_new (VAS_TYPE_STAFF, NULL);

  assert_reads (order, "number", "0021", "0021");
  assert_reads (order, "price", "1234.5", "1234.50");
  assert_reads (order, "tax_rate", "6%", "6%");
  assert_reads (order, "state", "refunded", "refunded");
  assert_reads (order, "channel", "alipay", "alipay");
  assert_reads (order, "made_at", "2021-08-24 14:20", "2021-08-24T06:20:00.000000Z");
  assert_reads (order, "valid_until", "2024-02-29", "2024-02-29");
  assert_reads (day, "kind", "workday", "workday");
  assert_reads (staff, "active", "true", "true");
  assert_reads (staff, "active", "false", "false");
  assert_reads (staff, "roles", "9007199254740992", "9007199254740992");
}

static void
test_absent_is_empty (void)
{
  g_autoptr (VasOrder) order = g_object_new (VAS_TYPE_ORDER, NULL);
  static const char * const names[] = { "plan_key", "paid_at", "channel", "valid_until", "terms_label" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *cell = vas_entity_to_text (VAS_ENTITY (order), find_field (order, names[i]));

      g_assert_cmpstr (cell, ==, "");
    }
}

static void
test_wrong_cells_are_refused (void)
{
  g_autoptr (VasOrder) order = g_object_new (VAS_TYPE_ORDER, NULL);
  g_autoptr (VasStaff) staff = g_object_new (VAS_TYPE_STAFF, NULL);

  assert_refuses (order, "price", "9.8.0", VAS_CORE_ERROR_INVALID);
  assert_refuses (order, "price", "-0.01", VAS_CORE_ERROR_RANGE);
  assert_refuses (order, "tax_rate", "6", VAS_CORE_ERROR_INVALID);
  assert_refuses (order, "state", "sold", VAS_CORE_ERROR_INVALID);
  assert_refuses (order, "made_at", "2021-08-24", VAS_CORE_ERROR_INVALID);
  assert_refuses (order, "valid_until", "2023-02-29", VAS_CORE_ERROR_RANGE);
  assert_refuses (staff, "active", "yes", VAS_CORE_ERROR_INVALID);
  assert_refuses (staff, "roles", "1.5", VAS_CORE_ERROR_INVALID);
  assert_refuses (staff, "roles", "9007199254740993", VAS_CORE_ERROR_INVALID);
}

static void
test_texts_have_an_end_and_no_controls (void)
{
  g_autoptr (VasAccount) account = g_object_new (VAS_TYPE_ACCOUNT, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < VAS_ENTITY_TEXT_MAX; i++)
    g_string_append (text, "王");
  assert_reads (account, "name", text->str, text->str);
  g_string_append (text, "王");
  assert_refuses (account, "name", text->str, VAS_CORE_ERROR_RANGE);
  assert_refuses (account, "name", "王\n芳", VAS_CORE_ERROR_INVALID);
  assert_refuses (account, "name", "王\x7f", VAS_CORE_ERROR_INVALID);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entity-text/cells-read-back", test_cells_read_back);
  g_test_add_func ("/entity-text/absent-is-empty", test_absent_is_empty);
  g_test_add_func ("/entity-text/wrong-cells-are-refused", test_wrong_cells_are_refused);
  g_test_add_func ("/entity-text/texts-have-an-end-and-no-controls", test_texts_have_an_end_and_no_controls);

  return g_test_run ();
}
