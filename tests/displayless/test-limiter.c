/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How often one may try, by a clock of the test's own. */

#include "vas-limiter.h"

#define WINDOW 900

static gboolean
take (VasLimiter *limiter,
      const char *key,
      gint64      now)
{
  gint64 wait;

  return vas_limiter_take (limiter, key, now, &wait);
}

static void
test_window (void)
{
  g_autoptr (VasLimiter) limiter = vas_limiter_new (3, WINDOW, 10);
  gint64 wait;

  for (gint64 now = 1000; now < 1030; now += 10)
    g_assert_true (take (limiter, "a", now));
  g_assert_false (vas_limiter_take (limiter, "a", 1030, &wait));
  g_assert_cmpint (wait, ==, 870);
  g_assert_true (take (limiter, "b", 1030));

  g_assert_false (vas_limiter_take (limiter, "a", 1899, &wait));
  g_assert_cmpint (wait, ==, 1);
  g_assert_true (take (limiter, "a", 1900));
  g_assert_false (take (limiter, "a", 1909));
  g_assert_true (take (limiter, "a", 1910));
}

static void
test_give (void)
{
  g_autoptr (VasLimiter) limiter = vas_limiter_new (2, WINDOW, 10);

  g_assert_true (take (limiter, "a", 1));
  g_assert_true (take (limiter, "a", 2));
  g_assert_false (take (limiter, "a", 3));
  vas_limiter_give (limiter, "a", 7);
  g_assert_false (take (limiter, "a", 3));
  vas_limiter_give (limiter, "a", 2);
  g_assert_true (take (limiter, "a", 3));
  vas_limiter_clear (limiter, "a");
  g_assert_true (take (limiter, "a", 4));
  g_assert_true (take (limiter, "a", 4));
  vas_limiter_give (limiter, "nobody", 4);
}

static void
test_bounded (void)
{
  g_autoptr (VasLimiter) limiter = vas_limiter_new (1, WINDOW, 3);

  g_assert_true (take (limiter, "a", 10));
  g_assert_true (take (limiter, "b", 20));
  g_assert_true (take (limiter, "c", 30));
  g_assert_true (take (limiter, "d", 40));
  g_assert_cmpuint (vas_limiter_n_keys (limiter), ==, 3);
  g_assert_false (take (limiter, "b", 50));
  g_assert_false (take (limiter, "d", 50));

  g_assert_true (take (limiter, "e", 5000));
  g_assert_cmpuint (vas_limiter_n_keys (limiter), ==, 1);

  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *key = g_strdup_printf ("%d", i);

      g_assert_true (take (limiter, key, 6000 + i));
      g_assert_cmpuint (vas_limiter_n_keys (limiter), <=, 3);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/limiter/attempts-within-the-window-are-counted", test_window);
  g_test_add_func ("/limiter/what-is-given-back-may-be-tried-again", test_give);
  g_test_add_func ("/limiter/keys-are-bounded-and-the-oldest-goes", test_bounded);

  return g_test_run ();
}
