/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-stated.h"

static void
test_parse (void)
{
  static const struct {
    const char *text, *order, *service;
    VasMoney    amount;
  } cases[] = {
    { "4415 198", "4415", NULL, 19800 },
    { "  ４４１５　１９８．００ ", "4415", NULL, 19800 },
    { "职业导航仪 29.8", NULL, "职业导航仪", 2980 },
    { "谁看过我的简历 4415 19.80", "4415", "谁看过我的简历", 1980 },
    { "2021030210004415 198", "2021030210004415", NULL, 19800 },
    { "4415", "4415", NULL, VAS_NONE },
    { "415 198", NULL, "415", 19800 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VasStated) stated = vas_stated_parse (cases[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (stated->order, ==, cases[i].order);
      g_assert_cmpstr (stated->service, ==, cases[i].service);
      g_assert_cmpint (stated->amount, ==, cases[i].amount);
    }
}

static void
test_parse_refuses (void)
{
  const char *texts[] = { "", "   ", "4415 abc", "4415 1.234" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (vas_stated_parse (texts[i], &error));
      g_assert_nonnull (error);
    }
}

static void
add (GPtrArray  *orders,
     const char *number,
     const char *service,
     gint64      paid)
{
  g_ptr_array_add (orders, g_object_new (VAS_TYPE_ORDER, "number", number, "service_name", service, "paid", paid, NULL));
}

static void
check (GPtrArray      *orders,
       const char     *text,
       VasStatedMatch  expected,
       guint           expected_place)
{
  g_autoptr (VasStated) stated = vas_stated_parse (text, NULL);
  guint place = 99;

  g_assert_cmpint (vas_stated_match (stated, orders, &place), ==, expected);
  if (expected == VAS_STATED_FOUND)
    g_assert_cmpint (place, ==, expected_place);
}

static void
test_match (void)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func (g_object_unref);

  add (orders, "2021030210004415", "职业导航仪", 19800);
  add (orders, "2021061810020931", "职业导航仪", 19800);
  add (orders, "2021061820004415", "谁看过我的简历", 1980);

  check (orders, "0931 198", VAS_STATED_FOUND, 1);
  check (orders, "4415 198", VAS_STATED_FOUND, 0);
  check (orders, "4415 19.8", VAS_STATED_FOUND, 2);
  check (orders, "4415 20", VAS_STATED_SEVERAL, 0);
  check (orders, "20004415 20", VAS_STATED_FOUND, 2);
  check (orders, "谁看过 7", VAS_STATED_FOUND, 2);
  check (orders, "职业导航仪 198", VAS_STATED_SEVERAL, 0);
  check (orders, "9999 198", VAS_STATED_NONE, 0);
}

static void
check_again (GPtrArray  *orders,
             guint       place,
             const char *order,
             const char *service,
             const char *expected)
{
  const VasStated stated = { (char *) order, (char *) service, ((VasOrder *) g_ptr_array_index (orders, place))->paid };
  g_autofree char *words = vas_stated_again (&stated, g_ptr_array_index (orders, place), orders);

  g_assert_cmpstr (words, ==, expected);
}

/* What was stated stays in the words of the user, and no digit more is shown than is needed to know the order. */
static void
test_again (void)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func (g_object_unref);

  add (orders, "2021030210004415", "职业导航仪", 19800);
  add (orders, "2021061810020931", "职业导航仪", 19800);
  add (orders, "2021061820004415", "谁看过我的简历", 1980);
  check_again (orders, 1, "0931", NULL, "0931");
  check_again (orders, 1, "020931", NULL, "020931");
  check_again (orders, 2, NULL, "谁看过", "谁看过");
  check_again (orders, 2, "4415", "谁看过", "4415 谁看过");
  check_again (orders, 0, "4415", NULL, "4415");
  check_again (orders, 1, NULL, NULL, "0931");
  check_again (orders, 1, NULL, "职业导航仪", "0931");

  add (orders, "2021091810004415", "职业导航仪", 19800);
  check_again (orders, 0, "4415", NULL, "210004415");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stated/digits-or-service-then-amount", test_parse);
  g_test_add_func ("/stated/nothing-or-no-amount-is-refused", test_parse_refuses);
  g_test_add_func ("/stated/amount-decides-between-several-R13", test_match);
  g_test_add_func ("/stated/stated-again-in-the-same-words-and-no-more-digits-than-needed-R13", test_again);
  return g_test_run ();
}
