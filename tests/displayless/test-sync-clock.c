/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The clock of a desk follows the backend’s, by more than one answer (R16). */

#include "vas-sync-office.h"

#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

static void
assert_ahead (VasSyncDesk *desk,
              gint64       expected)
{
  const gint64 ahead = vas_engine_get_now (desk->engine) - vas_instant_now ();

  g_assert_cmpint (ABS (ahead - expected), <, 3 * G_USEC_PER_SEC);
}

/* A desk whose clock is three hours slow stamps by the backend's, without it too, and at its next start. */
static void
test_clock_corrected (VasSyncOffice *office,
                      gconstpointer  data)
{
  VasSyncDesk *desk = &office->desks[0];

  vas_flaky_transport_set_clock (desk->transport, 3 * HOUR);
  assert_ahead (desk, 0);
  vas_sync_desk_sign_in (desk);
  assert_ahead (desk, 3 * HOUR);
  vas_flaky_transport_set_down (desk->transport, TRUE);
  vas_sync_desk_close (desk);
  vas_sync_desk_open (desk, office, "desk-a");
  assert_ahead (desk, 3 * HOUR);

  /* It was set right meanwhile. */
  vas_sync_desk_sign_in (desk);
  assert_ahead (desk, 0);
}

/* Half a second of a whole one, and the way of the answer, are no error of the clock. */
static void
test_clock_left_alone (VasSyncOffice *office,
                       gconstpointer  data)
{
  VasSyncDesk *desk = &office->desks[0];

  vas_sync_desk_sign_in (desk);
  g_assert_cmpint (vas_engine_get_offset (desk->engine), ==, 0);
  vas_sync_desk_close (desk);
  vas_sync_desk_open (desk, office, "desk-a");
  vas_flaky_transport_set_clock (desk->transport, -26 * HOUR);
  vas_sync_desk_sign_in (desk);
  assert_ahead (desk, -26 * HOUR);
}

static gpointer
count_kept (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT count (*) FROM outbox WHERE state = 'settled'", error);
  gboolean row;

  g_assert_true (statement != NULL && vas_statement_step (statement, &row, error));
  return GINT_TO_POINTER (vas_statement_get_int (statement, 0));
}

/* One answer whose head was spoiled on its way says that it is five years later: all that the outbox keeps would be old. */
static void
test_clock_spoiled (VasSyncOffice *office,
                    gconstpointer  data)
{
  VasSyncDesk *desk = &office->desks[0];

  vas_sync_desk_sign_in (desk);
  vas_sync_desk_add_clerk (desk, "li");
  vas_sync_office_settle (office, 1);
  g_assert_cmpint (GPOINTER_TO_INT (vas_store_read (desk->store, count_kept, NULL, NULL, NULL)), ==, 1);

  vas_flaky_transport_spoil_clock (desk->transport, 5 * 365 * 24 * HOUR);
  vas_sync_desk_add_clerk (desk, "wu");
  vas_sync_office_settle (office, 1);
  assert_ahead (desk, 0);
  g_assert_cmpint (GPOINTER_TO_INT (vas_store_read (desk->store, count_kept, NULL, NULL, NULL)), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  VAS_SYNC_OFFICE_ADD ("/sync/clock/a-desk-whose-clock-is-wrong-stamps-by-the-backends-R16", test_clock_corrected);
  VAS_SYNC_OFFICE_ADD ("/sync/clock/a-clock-that-is-right-is-left-alone-R16", test_clock_left_alone);
  VAS_SYNC_OFFICE_ADD ("/sync/clock/one-answer-alone-moves-no-clock-I2", test_clock_spoiled);

  return g_test_run ();
}
