/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a new request knows of a caller. */

#include "vas-fixture.h"

#include "vas-intake.h"
#include "vas-time.h"

static void
test_orders (void)
{
  g_autoptr (VasFixture) f = vas_fixture_new ();
  g_autofree char *paid = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *unpaid = vas_fixture_add_order (f, "2025060110004416", 19800, NULL);
  g_autofree char *request = vas_fixture_enter (f, paid, 5000);
  g_autoptr (GError) error = NULL;
  g_autoptr (VasIntake) intake = vas_intake_load (f->sql, f->account, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (request);
  g_assert_nonnull (unpaid);
  g_assert_cmpint (intake->orders->len, ==, 2);
  for (guint i = 0; i < intake->orders->len; i++)
    {
      VasIntakeOrder *item = g_ptr_array_index (intake->orders, i);
      const gboolean is_paid = item->order->paid > 0;

      g_assert_cmpint (item->invoiced, ==, is_paid ? 5000 : 0);
      g_assert_cmpint (item->available, ==, is_paid ? 14800 : 0);
      g_assert_cmpint (item->until, ==, is_paid ? vas_date_from_ymd (2026, 6, 1) : VAS_NONE_DATE);
    }
}

static void
test_own_share (void)
{
  g_autoptr (VasFixture) f = vas_fixture_new ();
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *other = vas_fixture_enter (f, order, 5000);
  g_autofree char *corrected = vas_fixture_enter (f, order, 14800);
  g_autoptr (VasIntake) anew = vas_intake_load (f->sql, f->account, NULL, NULL);
  g_autoptr (VasIntake) again = vas_intake_load (f->sql, f->account, corrected, NULL);

  g_assert_cmpstr (other, !=, corrected);
  g_assert_cmpint (((VasIntakeOrder *) g_ptr_array_index (anew->orders, 0))->available, ==, 0);
  g_assert_cmpint (((VasIntakeOrder *) g_ptr_array_index (again->orders, 0))->invoiced, ==, 5000);
  g_assert_cmpint (((VasIntakeOrder *) g_ptr_array_index (again->orders, 0))->available, ==, 14800);
}

static void
test_earlier_titles_once (void)
{
  g_autoptr (VasFixture) f = vas_fixture_new ();
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *one = vas_fixture_enter (f, order, 5000);
  g_autofree char *two = vas_fixture_enter (f, order, 5000);
  g_autoptr (VasIntake) intake = vas_intake_load (f->sql, f->account, NULL, NULL);

  g_assert_cmpstr (one, !=, two);
  g_assert_cmpint (intake->earlier->len, ==, 1);
  g_assert_cmpstr (((VasRequest *) g_ptr_array_index (intake->earlier, 0))->title, ==, "个人");
}

static void
test_unknown_account (void)
{
  g_autoptr (VasFixture) f = vas_fixture_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (vas_intake_load (f->sql, f->agent, NULL, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/orders-with-what-is-left-and-until-when", test_orders);
  g_test_add_func ("/intake/own-share-of-the-corrected-request-is-available-R17", test_own_share);
  g_test_add_func ("/intake/earlier-titles-come-once", test_earlier_titles_once);
  g_test_add_func ("/intake/unknown-account-is-said", test_unknown_account);
  return g_test_run ();
}
