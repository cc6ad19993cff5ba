/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ids: their form, their order, and that derived ones are the same everywhere. */

#include "vas-uuid.h"

#include <string.h>

#define N_THREADS 4
#define N_EACH 2000

static void
test_form (void)
{
  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *id = vas_uuid_v7 (VAS_INSTANT_SECOND * i);

      g_assert_true (vas_uuid_is_valid (id));
      g_assert_true (g_uuid_string_is_valid (id));
    }
}

static void
test_time (void)
{
  /* 1629786005000 ms is 0x017b76d0de08. */
  g_autofree char *early = vas_uuid_v7 (G_GINT64_CONSTANT (1629786005000000));
  g_autofree char *late = vas_uuid_v7 (G_GINT64_CONSTANT (1629786005000999));
  g_autofree char *next = vas_uuid_v7 (G_GINT64_CONSTANT (1629786005001000));
  g_autofree char *epoch = vas_uuid_v7 (0);

  g_assert_true (g_str_has_prefix (early, "017b76d0-de08-7"));
  g_assert_true (g_str_has_prefix (late, "017b76d0-de08-7"));
  g_assert_true (g_str_has_prefix (next, "017b76d0-de09-7"));
  g_assert_true (g_str_has_prefix (epoch, "00000000-0000-7"));
  g_assert_cmpstr (early, <, late);
  g_assert_cmpstr (late, <, next);
}

static void
test_ascending (void)
{
  g_autofree char *previous = vas_uuid_v7 (1000000);

  for (int i = 0; i < 10000; i++)
    {
      char *id = vas_uuid_v7 (1000000);

      g_assert_cmpstr (previous, <, id);
      g_free (previous);
      previous = id;
    }
}

static void
test_random (void)
{
  g_autoptr(GHashTable) tails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  /* A new millisecond each time, so that no id is a step from the one before. */
  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *id = vas_uuid_v7 (i * 1000);

      g_assert_true (g_hash_table_add (tails, g_strdup (id + strlen ("00000000-0000-"))));
    }
}

static gpointer
make_ids (gpointer data)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < N_EACH; i++)
    g_ptr_array_add (ids, vas_uuid_v7 (5000000));

  return ids;
}

static void
test_threads (void)
{
  g_autoptr(GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GThread *threads[N_THREADS];

  for (int i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("ids", make_ids, NULL);
  for (int i = 0; i < N_THREADS; i++)
    {
      g_autoptr(GPtrArray) ids = g_thread_join (threads[i]);

      for (guint j = 0; j < ids->len; j++)
        {
          if (j > 0)
            g_assert_cmpstr (g_ptr_array_index (ids, j - 1), <, g_ptr_array_index (ids, j));
          g_assert_true (g_hash_table_add (all, g_strdup (g_ptr_array_index (ids, j))));
        }
    }

  g_assert_cmpuint (g_hash_table_size (all), ==, N_THREADS * N_EACH);
}

/* The figures are from Python's hashlib, by the layout that vas_uuid_derive() documents. */
static void
test_derive (void)
{
  static const struct { const char *namespace; const char *name; VasInstant at; const char *id; } cases[] = {
    { "R7", "order-1", G_GINT64_CONSTANT (1629786005000001), "017b76d0-de08-7c6f-a225-19c9cfc46f5c" },
    { "R7", "订单", G_GINT64_CONSTANT (281474976710655999), "ffffffff-ffff-7a11-b595-b2599a460e73" },
    { "", "", 0, "00000000-0000-7a98-9ca5-44e6bb780a2c" },
    { "a", "bc", 0, "00000000-0000-7d31-b18e-e37ac8799e7e" },
    { "ab", "c", 0, "00000000-0000-714d-85af-f7e319546af7" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = vas_uuid_derive (cases[i].namespace, cases[i].name, cases[i].at);

      g_assert_cmpstr (id, ==, cases[i].id);
      g_assert_true (vas_uuid_is_valid (id));
    }
}

static void
test_derive_differs (void)
{
  g_autofree char *id = vas_uuid_derive ("R7", "order-1", 1000000);
  g_autofree char *same_ms = vas_uuid_derive ("R7", "order-1", 1000999);
  g_autofree char *other_ms = vas_uuid_derive ("R7", "order-1", 1001000);
  g_autofree char *other_name = vas_uuid_derive ("R7", "order-2", 1000000);
  g_autofree char *other_namespace = vas_uuid_derive ("R9", "order-1", 1000000);

  g_assert_cmpstr (id, ==, same_ms);
  g_assert_cmpstr (id, !=, other_ms);
  g_assert_cmpstr (id, !=, other_name);
  g_assert_cmpstr (id, !=, other_namespace);
}

static void
test_valid (void)
{
  static const char *const bad[] = {
    "", "017b76d0", "017b76d0-de08-7c6f-a225-19c9cfc46f5", "017b76d0-de08-7c6f-a225-19c9cfc46f5c0", "017B76D0-de08-7c6f-a225-19c9cfc46f5c",
    "017b76d0-de08-4c6f-a225-19c9cfc46f5c", "017b76d0-de08-7c6f-c225-19c9cfc46f5c", "017b76d0-de08-7c6f-7225-19c9cfc46f5c",
    "017b76d0-de08-7c6f-a225-19c9cfc46f5g", "017b76d0ade08-7c6f-a225-19c9cfc46f5c", "017b76d0-de08-7c6f-a225-19c9cfc46f-c",
    "{17b76d0-de08-7c6f-a225-19c9cfc46f5}", " 17b76d0-de08-7c6f-a225-19c9cfc46f5c",
  };

  g_assert_true (vas_uuid_is_valid ("017b76d0-de08-7c6f-a225-19c9cfc46f5c"));
  g_assert_true (vas_uuid_is_valid ("ffffffff-ffff-7fff-8fff-ffffffffffff"));
  g_assert_true (vas_uuid_is_valid ("ffffffff-ffff-7fff-bfff-ffffffffffff"));
  g_assert_false (vas_uuid_is_valid (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (vas_uuid_is_valid (bad[i]));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uuid/random/has-the-form-of-version-7", test_form);
  g_test_add_func ("/uuid/random/begins-with-the-millisecond", test_time);
  g_test_add_func ("/uuid/random/ascends-within-a-millisecond", test_ascending);
  g_test_add_func ("/uuid/random/does-not-repeat-over-milliseconds", test_random);
  g_test_add_func ("/uuid/random/threads-get-ascending-ids-none-twice", test_threads);
  g_test_add_func ("/uuid/derived/agrees-with-another-implementation", test_derive);
  g_test_add_func ("/uuid/derived/differs-in-namespace-name-and-millisecond", test_derive_differs);
  g_test_add_func ("/uuid/valid/one-spelling-of-version-7-only", test_valid);
  return g_test_run ();
}
