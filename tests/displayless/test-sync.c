/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Desks and a backend, by real HTTP in one process: what is saved at one is at the others, once, whatever gets lost (I1–I3, I6, I11). */

#include "vas-sync-office.h"

#include "vas-current.h"

static void
test_saved_here_is_there (VasSyncOffice *office,
                          gconstpointer  data)
{
  vas_sync_desk_sign_in (&office->desks[0]);
  vas_sync_desk_sign_in (&office->desks[1]);
  vas_sync_office_settle (office, 2);
  g_assert_cmpuint (vas_sync_office_count_staff (office->desks[1].store), ==, 1);

  vas_sync_desk_add_clerk (&office->desks[0], "li");
  vas_sync_office_settle (office, 2);
  g_assert_cmpuint (vas_sync_office_count_staff (office->desks[1].store), ==, 2);
  vas_sync_desk_add_clerk (&office->desks[1], "wu");
  vas_sync_office_settle (office, 2);
  g_assert_cmpuint (vas_sync_office_count_staff (office->desks[0].store), ==, 3);
}

static void
test_offline_and_back (VasSyncOffice *office,
                       gconstpointer  data)
{
  VasSyncDesk *a = &office->desks[0];

  vas_sync_desk_sign_in (a);
  vas_await (vas_sync_desk_is_quiet (a));
  vas_flaky_transport_set_down (a->transport, TRUE);
  vas_sync_desk_add_clerk (a, "li");
  vas_await (vas_sync_desk_is (a, VAS_SYNC_OFFLINE));
  g_assert_cmpint (vas_sync_get_offline_since (a->sync), >, 0);
  g_assert_nonnull (vas_sync_get_message (a->sync));
  vas_sync_desk_add_clerk (a, "wu");
  g_assert_cmpuint (vas_sync_office_count_staff (a->store), ==, 3);
  g_assert_cmpuint (vas_sync_office_count_staff (vas_backend_get_store (office->backend)), ==, 1);

  vas_flaky_transport_set_down (a->transport, FALSE);
  vas_sync_office_settle (office, 1);
  g_assert_cmpint (vas_sync_get_offline_since (a->sync), ==, 0);
  g_assert_cmpuint (vas_sync_office_count_staff (vas_backend_get_store (office->backend)), ==, 3);
}

/* Both desks, offline, take the same login: the one that comes first has it, the other is told why not. */
static void
test_two_want_the_same (VasSyncOffice *office,
                        gconstpointer  data)
{
  for (guint i = 0; i < 2; i++)
    {
      vas_sync_desk_sign_in (&office->desks[i]);
      vas_await (vas_sync_desk_is_quiet (&office->desks[i]));
      vas_flaky_transport_set_down (office->desks[i].transport, TRUE);
      vas_sync_desk_add_clerk (&office->desks[i], "li");
    }
  vas_flaky_transport_set_down (office->desks[0].transport, FALSE);
  vas_sync_office_settle (office, 1);
  vas_flaky_transport_set_down (office->desks[1].transport, FALSE);
  vas_sync_office_settle (office, 2);

  g_assert_cmpuint (vas_sync_desk_count_problems (&office->desks[0]), ==, 0);
  g_assert_cmpuint (vas_sync_desk_count_problems (&office->desks[1]), ==, 1);
  g_assert_cmpuint (vas_sync_office_count_staff (office->desks[1].store), ==, 2);
}

static guint
n_lost (VasSyncOffice *office)
{
  return vas_flaky_transport_get_n_failed (office->desks[0].transport) + vas_flaky_transport_get_n_failed (office->desks[1].transport);
}

static gboolean
has_lost_enough (gpointer data)
{
  VasSyncOffice *office = data;

  return n_lost (office) >= 20 || (vas_sync_desk_is_quiet (&office->desks[0]) && vas_sync_desk_is_quiet (&office->desks[1]));
}

/* The pauses between tries double, so a storm that lasted would outlast every patience: it ends, and the network says so. */
static void
calm (VasSyncDesk *desk)
{
  vas_flaky_transport_set_chance (desk->transport, 0);
  vas_sync_kick (desk->sync);
}

static void
test_answers_get_lost (VasSyncOffice *office,
                       gconstpointer  data)
{
  for (guint i = 0; i < 2; i++)
    {
      vas_sync_desk_sign_in (&office->desks[i]);
      vas_await (vas_sync_desk_is_quiet (&office->desks[i]));
      vas_flaky_transport_set_chance (office->desks[i].transport, 60);
    }
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *login = g_strdup_printf ("p%u", i);

      vas_sync_desk_add_clerk (&office->desks[i % 2], login);
    }
  vas_await (has_lost_enough (office));
  for (guint i = 0; i < 2; i++)
    calm (&office->desks[i]);
  vas_sync_office_settle (office, 2);

  g_assert_cmpuint (n_lost (office), >, 0);
  g_assert_cmpuint (vas_sync_office_count_staff (office->desks[0].store), ==, 31);
  g_assert_cmpuint (vas_sync_desk_count_problems (&office->desks[0]) + vas_sync_desk_count_problems (&office->desks[1]), ==, 0);
}

static gpointer
spoil_first (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return GINT_TO_POINTER (vas_sql_exec (sql, "UPDATE outbox SET body_hash = 'no hash' "
                                             "WHERE id = (SELECT min (id) FROM outbox WHERE state = 'pending')", error));
}

static void
test_bad_command_blocks_nobody (VasSyncOffice *office,
                                gconstpointer  data)
{
  VasSyncDesk *a = &office->desks[0];

  vas_sync_desk_sign_in (a);
  vas_await (vas_sync_desk_is_quiet (a));
  vas_flaky_transport_set_down (a->transport, TRUE);
  vas_sync_desk_add_clerk (a, "li");
  vas_sync_desk_add_clerk (a, "wu");
  vas_sync_desk_add_clerk (a, "he");
  g_assert_nonnull (vas_store_write (a->store, spoil_first, NULL, NULL, NULL));
  vas_flaky_transport_set_down (a->transport, FALSE);
  vas_sync_office_settle (office, 1);

  g_assert_cmpuint (vas_sync_desk_count_problems (a), ==, 1);
  g_assert_cmpuint (vas_sync_office_count_staff (a->store), ==, 3);
}

static gpointer
put_off (VasSql        *sql,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "UPDATE outbox SET try_after = $1 WHERE state = 'pending'", error);

  vas_statement_bind (statement, "i", *(gint64 *) data);
  return GINT_TO_POINTER (vas_statement_run (statement, error));
}

/* What was put off is sent again at its time, not when something else happens. */
static void
test_put_off (VasSyncOffice *office,
              gconstpointer  data)
{
  VasSyncDesk *a = &office->desks[0];
  gint64 until, began;

  vas_sync_desk_sign_in (a);
  vas_sync_office_settle (office, 1);
  vas_flaky_transport_set_down (a->transport, TRUE);
  vas_sync_desk_add_clerk (a, "li");
  vas_await (vas_sync_desk_is (a, VAS_SYNC_OFFLINE));
  until = vas_engine_get_now (a->engine) + 2 * G_USEC_PER_SEC;
  g_assert_nonnull (vas_store_write (a->store, put_off, &until, NULL, NULL));
  vas_flaky_transport_set_down (a->transport, FALSE);
  vas_await (vas_sync_desk_is (a, VAS_SYNC_SYNCED));
  g_assert_cmpuint (vas_sync_desk_count_waiting (a), ==, 1);

  began = g_get_monotonic_time ();
  vas_sync_office_settle (office, 1);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 20 * G_USEC_PER_SEC); /* a long poll takes 25 */
  g_assert_cmpint (vas_engine_get_now (a->engine), >=, until);
}

/* The server knows no such path, and says so: that is of the request, not of the command in it. */
static void
test_led_astray (VasSyncOffice *office,
                 gconstpointer  data)
{
  VasSyncDesk *desk = &office->desks[0];
  VasOutboxCounts counts;

  vas_sync_desk_sign_in (desk);
  vas_flaky_transport_lead_astray (desk->transport);
  vas_sync_desk_add_clerk (desk, "li");
  vas_sync_office_settle (office, 1);
  g_assert_cmpuint (vas_sync_office_count_staff (desk->store), ==, 2);
  vas_sync_get_counts (desk->sync, &counts);
  g_assert_cmpuint (counts.problems, ==, 0);
}

static gpointer
change_trail (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  return GINT_TO_POINTER (vas_sql_exec (sql, "UPDATE replica SET log_head = 'another'", error));
}

/* A page that does not follow what is here is not asked for again for ever: the next start fetches everything (R29). */
static void
test_page_does_not_fit (VasSyncOffice *office,
                        gconstpointer  data)
{
  VasSyncDesk *a = &office->desks[0], *b = &office->desks[1];

  vas_sync_desk_sign_in (a);
  vas_sync_desk_sign_in (b);
  vas_sync_office_settle (office, 2);
  g_assert_nonnull (vas_store_write (b->store, change_trail, NULL, NULL, NULL));
  vas_sync_desk_add_clerk (a, "li");
  vas_await (vas_sync_desk_is (b, VAS_SYNC_STOPPED));
  g_assert_true (vas_current_is_marked (b->dir));
  g_assert_cmpuint (vas_sync_office_count_staff (b->store), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  VAS_SYNC_OFFICE_ADD ("/sync/saved-at-one-desk-is-at-the-other-I6", test_saved_here_is_there);
  VAS_SYNC_OFFICE_ADD ("/sync/offline-work-goes-on-and-arrives-later-I11", test_offline_and_back);
  VAS_SYNC_OFFICE_ADD ("/sync/two-want-the-same-one-is-told-why-not-I2", test_two_want_the_same);
  VAS_SYNC_OFFICE_ADD ("/sync/lost-answers-lose-and-double-nothing-I1-I3", test_answers_get_lost);
  VAS_SYNC_OFFICE_ADD ("/sync/one-bad-command-blocks-nobody", test_bad_command_blocks_nobody);
  VAS_SYNC_OFFICE_ADD ("/sync/what-was-put-off-is-sent-at-its-time-I11", test_put_off);
  VAS_SYNC_OFFICE_ADD ("/sync/a-command-is-refused-when-that-is-said-twice-I2", test_led_astray);
  VAS_SYNC_OFFICE_ADD ("/sync/a-page-that-does-not-fit-stops-it-R29", test_page_does_not_fit);

  return g_test_run ();
}
