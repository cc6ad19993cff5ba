/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-request.h"
#include "vas-order.h"

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  (*(int *) user_data)++;
}

static void
test_properties_follow_the_table (void)
{
  g_autoptr (VasOrder) order = g_object_new (VAS_TYPE_ORDER, "number", "2021030210004415", "paid", (gint64) 19800,
                                             "state", (gint64) VAS_ORDER_STATE_PAID, NULL);
  g_autofree char *number = NULL;
  gint64 paid_at;
  int notified = 0;

  g_assert_cmpstr (order->number, ==, "2021030210004415");
  g_assert_cmpint (order->paid, ==, 19800);
  g_assert_cmpint (order->state, ==, VAS_ORDER_STATE_PAID);

  g_signal_connect (order, "notify::paid-at", G_CALLBACK (count_cb), &notified);
  g_object_get (order, "number", &number, "paid_at", &paid_at, NULL);
  g_assert_cmpstr (number, ==, "2021030210004415");
  g_assert_cmpint (paid_at, ==, VAS_NONE);
  g_object_set (order, "paid_at", (gint64) 5, NULL);
  g_object_set (order, "paid_at", (gint64) 5, NULL);
  g_assert_cmpint (notified, ==, 1);
}

static void
test_absent_values (void)
{
  g_autoptr (VasRequest) request = g_object_new (VAS_TYPE_REQUEST, NULL);
  VasEntityClass *klass = VAS_ENTITY_GET_CLASS (request);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const VasField *field = &klass->fields[i];
      const gboolean none = vas_entity_field_is_none (VAS_ENTITY (request), field);

      if (field->flags & VAS_FIELD_NULLABLE || vas_entity_field_is_text (field))
        g_assert_true (none);
      else
        g_assert_false (none);
    }
}

static void
test_copy_and_equal (void)
{
  g_autoptr (VasOrder) order = g_object_new (VAS_TYPE_ORDER, "number", "1", "key", "k", "ver", (gint64) 3, NULL);
  g_autoptr (VasOrder) copy = vas_entity_copy (order);

  g_assert_true (vas_entity_equal (order, copy));
  g_object_set (copy, "refunded", (gint64) 1, NULL);
  g_assert_false (vas_entity_equal (order, copy));
  g_object_set (copy, "refunded", (gint64) 0, NULL);
  g_assert_true (vas_entity_equal (order, copy));
  vas_entity_set_ver (VAS_ENTITY (copy), 4);
  g_assert_false (vas_entity_equal (order, copy));
}

static void
test_enum_ids (void)
{
  int value = -7;

  g_assert_cmpstr (vas_enum_to_id (&vas_request_state_enum, VAS_REQUEST_STATE_TO_TELL), ==, "to_tell");
  g_assert_true (vas_enum_from_id (&vas_request_state_enum, "reversed", &value));
  g_assert_cmpint (value, ==, VAS_REQUEST_STATE_REVERSED);
  g_assert_false (vas_enum_from_id (&vas_request_state_enum, "gone", &value));
  g_assert_cmpint (value, ==, VAS_REQUEST_STATE_REVERSED);
  g_assert_null (vas_enum_to_id (&vas_request_state_enum, VAS_REQUEST_STATE_REVERSED + 1));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entity/properties-follow-the-table", test_properties_follow_the_table);
  g_test_add_func ("/entity/what-may-be-absent-begins-absent", test_absent_values);
  g_test_add_func ("/entity/copy-is-equal-until-a-field-differs", test_copy_and_equal);
  g_test_add_func ("/enum/ids-stand-for-values", test_enum_ids);
  return g_test_run ();
}
