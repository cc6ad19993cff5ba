/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A backend by a clock of the test's own: how long a session lasts, when its use is written down, how long a door stays closed, and
 * that work of the clock is done once by however many that try. */

#include "vas-fixture.h"

#include "vas-backend-make.h"
#include "vas-backend.h"
#include "vas-maintain.h"
#include "vas-secret.h"
#include "vas-test-database.h"
#include "vas-test-dir.h"
#include "vas-time.h"

#include <string.h>

#define PASSWORD "correct horse battery"
#define BEGIN (G_GINT64_CONSTANT (1773108000) * VAS_INSTANT_SECOND)
#define LIFE (30 * VAS_INSTANT_DAY)

typedef struct {
  char       *dir;
  VasBackend *backend;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  const VasHttpLimits limits = VAS_HTTP_LIMITS_DEFAULT;
  g_autofree char *database = vas_test_database_make (NULL);
  g_autoptr (GError) error = NULL;

  f->dir = vas_test_dir_make ();
  f->backend = vas_backend_open (f->dir, database, &limits, &error);
  g_assert_no_error (error);
  g_assert_true (vas_backend_add_first (vas_backend_get_store (f->backend), "root", "管理员", PASSWORD, BEGIN, &error));
  vas_backend_set_now (f->backend, BEGIN);
  g_assert_true (vas_backend_start (f->backend, "127.0.0.1:0", &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  vas_backend_close (f->backend);
  vas_test_dir_remove (f->dir);
  g_free (f->dir);
}

/* The whole reply. */
static char *
exchange (Fixture    *f,
          const char *line,
          const char *token,
          const char *body)
{
  const char *uri = vas_http_server_get_uri (vas_backend_get_http (f->backend));
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (client, uri + strlen ("http://"), 0, NULL, NULL);
  g_autofree char *text = g_strdup_printf ("%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer %s\r\n"
                                           "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                                           line, token, strlen (body), body);
  GString *reply = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  g_assert_nonnull (connection);
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, strlen (text), NULL, NULL,
                                            NULL));
  while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (reply, buffer, n);

  return g_string_free (reply, FALSE);
}

static guint
status_of (const char *reply)
{
  g_assert_true (g_str_has_prefix (reply, "HTTP/1.1 "));
  return (guint) g_ascii_strtoull (reply + strlen ("HTTP/1.1 "), NULL, 10);
}

static char *
sign_in (Fixture    *f,
         const char *password,
         guint       status)
{
  g_autofree char *body = g_strdup_printf ("{\"device\":\"x\",\"login\":\"root\",\"password\":\"%s\"}", password);
  g_autofree char *reply = exchange (f, "POST /v1/session", "", body);
  const char *token = strstr (reply, "\"token\":\"");

  g_assert_cmpuint (status_of (reply), ==, status);
  return token != NULL ? g_strndup (token + strlen ("\"token\":\""), VAS_TOKEN_LENGTH) : NULL;
}

static guint
use_at (Fixture    *f,
        const char *token,
        gint64      now)
{
  g_autofree char *reply = NULL;

  vas_backend_set_now (f->backend, now);
  reply = exchange (f, "GET /v1/session", token, "");
  return status_of (reply);
}

static gpointer
read_expiry (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT expires_at FROM session", error);
  gboolean row;

  g_assert_true (statement != NULL && vas_statement_step (statement, &row, error) && row);
  *(gint64 *) data = vas_statement_get_int (statement, 0);
  return data;
}

static gint64
expiry (Fixture *f)
{
  gint64 at;

  g_assert_nonnull (vas_store_read (vas_backend_get_store (f->backend), read_expiry, &at, NULL, NULL));
  return at;
}

static void
test_life (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *token = sign_in (f, PASSWORD, 201);

  g_assert_cmpuint (use_at (f, token, BEGIN + LIFE - 1), ==, 200);
  g_assert_cmpuint (use_at (f, token, BEGIN + LIFE - 1 + LIFE - 1), ==, 200);
  g_assert_cmpuint (use_at (f, token, BEGIN + 2 * LIFE - 2 + LIFE), ==, 401);
  g_assert_cmpuint (use_at (f, token, BEGIN), ==, 200);
}

static void
test_hourly (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *token = sign_in (f, PASSWORD, 201);

  g_assert_cmpint (expiry (f), ==, BEGIN + LIFE);
  use_at (f, token, BEGIN + VAS_INSTANT_HOUR - 1);
  g_assert_cmpint (expiry (f), ==, BEGIN + LIFE);
  use_at (f, token, BEGIN + VAS_INSTANT_HOUR);
  g_assert_cmpint (expiry (f), ==, BEGIN + VAS_INSTANT_HOUR + LIFE);
}

static void
test_closed_door (Fixture       *f,
                  gconstpointer  data)
{
  const gint64 opens = BEGIN + 15 * VAS_INSTANT_MINUTE;

  for (int i = 0; i < 5; i++)
    g_assert_null (sign_in (f, "wrong", 401));
  g_assert_null (sign_in (f, PASSWORD, 429));

  vas_backend_set_now (f->backend, opens - 1);
  {
    g_autofree char *body = g_strdup ("{\"device\":\"x\",\"login\":\"root\",\"password\":\"x\"}");
    g_autofree char *reply = exchange (f, "POST /v1/session", "", body);

    g_assert_cmpuint (status_of (reply), ==, 429);
    g_assert_nonnull (strstr (reply, "Retry-After: 1\r\n"));
  }
  vas_backend_set_now (f->backend, opens);
  g_free (sign_in (f, PASSWORD, 201));
}

#define N_ORDERS 20
#define N_TRYING 4

static gpointer
try_thread (gpointer data)
{
  g_autoptr (VasEngine) engine = vas_engine_new (data);
  g_autoptr (GError) error = NULL;

  vas_engine_set_now (engine, BEGIN + 40 * VAS_INSTANT_DAY);
  g_assert_true (vas_maintain (engine, NULL, &error));
  g_assert_no_error (error);
  return NULL;
}

static gpointer
count_expired (VasSql        *sql,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "SELECT (SELECT count (*) FROM command_log WHERE type = 'order.expire' AND result = 'applied'), "
                          "(SELECT count (*) FROM command_log), (SELECT count (*) FROM orders WHERE state = 'closed'), "
                          "(SELECT count (*) FROM feed)", error);
  gboolean row;

  g_assert_no_error (*error);
  g_assert_true (vas_statement_step (statement, &row, error) && row);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (vas_statement_get_int (statement, i), ==, N_ORDERS);
  return data;
}

static void
test_clock (void)
{
  const VasHttpLimits limits = VAS_HTTP_LIMITS_DEFAULT;
  g_autofree char *dir = vas_test_dir_make ();
  g_autofree char *path = g_build_filename (dir, "replica.db", NULL);
  g_autofree char *database = vas_test_database_make (NULL);
  VasFixture *office = vas_fixture_new_at (database != NULL ? database : path);
  g_autoptr (GError) error = NULL;
  VasBackend *backend;
  GThread *threads[N_TRYING];

  for (int i = 0; i < N_ORDERS; i++)
    {
      g_autofree char *number = g_strdup_printf ("202603100000%04d", i);

      g_free (vas_fixture_add_order (office, number, 9800, NULL));
    }
  vas_fixture_free (office);

  backend = vas_backend_open (dir, database, &limits, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_TRYING; i++)
    threads[i] = g_thread_new ("try", try_thread, vas_backend_get_store (backend));
  for (guint i = 0; i < N_TRYING; i++)
    g_thread_join (threads[i]);
  g_assert_nonnull (vas_store_read (vas_backend_get_store (backend), count_expired, dir, NULL, &error));
  vas_backend_close (backend);
  vas_test_dir_remove (dir);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/backend/session/lasts-thirty-days-from-its-last-use", test_life);
  ADD ("/backend/session/its-use-is-written-down-once-an-hour", test_hourly);
  ADD ("/backend/sign-in/is-closed-for-fifteen-minutes-after-five-failures", test_closed_door);
  g_test_add_func ("/backend/clock/what-is-due-is-done-once-however-many-try-R7", test_clock);

  return g_test_run ();
}
