/* SPDX-License-Identifier: GPL-3.0-or-later */

/* VasUploads over a way to the backend whose answers the test gives by hand, so that sessions can change while a call is under way. */

#include "vas-uploads.h"

#include "vas-await.h"
#include "vas-blobs.h"
#include "vas-replica-head.h"
#include "vas-test-dir.h"

#define JPEG "\xff\xd8\xff\xe0 a photo"

/* One call at most is under way. */
#define TEST_TYPE_TRANSPORT (test_transport_get_type ())
G_DECLARE_FINAL_TYPE (TestTransport, test_transport, TEST, TRANSPORT, GObject)

struct _TestTransport
{
  GObject  parent_instance;

  GTask   *task;                    /* nullable */
  char    *method;
  char    *token;
  guint    n_calls;
};

static void
call_async (VasTransport        *transport,
            const VasCall       *call,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  TestTransport *self = TEST_TRANSPORT (transport);

  g_assert_null (self->task);
  self->task = g_task_new (self, cancellable, callback, user_data);
  g_free (self->method);
  self->method = g_strdup (call->method);
  g_free (self->token);
  self->token = g_strdup (call->token);
  self->n_calls++;
}

static VasAnswer *
call_finish (VasTransport  *transport,
             GAsyncResult  *result,
             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
transport_iface_init (VasTransportInterface *iface)
{
  iface->call_async = call_async;
  iface->call_finish = call_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestTransport, test_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VAS_TYPE_TRANSPORT, transport_iface_init))

static void
test_transport_finalize (GObject *object)
{
  TestTransport *self = TEST_TRANSPORT (object);

  g_assert_null (self->task);
  g_free (self->method);
  g_free (self->token);

  G_OBJECT_CLASS (test_transport_parent_class)->finalize (object);
}

static void
test_transport_class_init (TestTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_transport_finalize;
}

static void
test_transport_init (TestTransport *self)
{
}

/* What was asked is answered; one that was given up meanwhile is told that instead, as any transport does. */
static void
answer (TestTransport *self,
        guint          status,
        const char    *type,
        const char    *text)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  GBytes *body = g_bytes_new (text, strlen (text));

  g_task_return_pointer (task, vas_answer_new (status, type, body), (GDestroyNotify) vas_answer_free);
}

typedef struct {
  char          *directory;
  VasStore      *store;
  TestTransport *transport;
  VasUploads    *uploads;
} Fixture;

/* A VasStoreFunc: a desk whose outbox holds a command that attaches a photo. */
static gpointer
attach (VasSql        *sql,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autofree char *body = g_strdup_printf ("{\"args\":{\"sha256\":\"%s\"}}", (const char *) data);
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "INSERT INTO outbox (command_id, type, actor, made_at, body, body_hash, personal, state) "
                     "VALUES ('c', 'photo.attach', 'a', 1, $1, 'h', '{}', 'pending')", error);

  if (statement == NULL || !vas_replica_set_role (sql, VAS_REPLICA_DESK, error))
    return NULL;
  vas_statement_bind (statement, "t", body);

  return GINT_TO_POINTER (vas_statement_run (statement, error));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (JPEG, strlen (JPEG));
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;

  fixture->directory = vas_test_dir_make ();
  hash = vas_blobs_save (fixture->directory, bytes, &error);
  g_assert_no_error (error);
  fixture->store = vas_store_open (fixture->directory, VAS_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  vas_store_write (fixture->store, attach, hash, NULL, &error);
  g_assert_no_error (error);
  fixture->transport = g_object_new (TEST_TYPE_TRANSPORT, NULL);
  fixture->uploads = vas_uploads_new (fixture->store, VAS_TRANSPORT (fixture->transport));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gpointer watched = fixture->uploads;

  vas_uploads_close (fixture->uploads);
  if (fixture->transport->task != NULL)
    answer (fixture->transport, 503, "text/plain", "");
  g_object_add_weak_pointer (G_OBJECT (fixture->uploads), &watched);
  g_object_unref (fixture->uploads);
  vas_await (watched == NULL);
  g_assert_finalize_object (fixture->transport);
  vas_store_close (fixture->store);
  g_object_unref (fixture->store);
  vas_test_dir_remove (fixture->directory);
  g_free (fixture->directory);
}

static void
begin (Fixture    *fixture,
       const char *token)
{
  vas_uploads_set_session (fixture->uploads, token);
  vas_uploads_kick (fixture->uploads);
  vas_await (fixture->transport->task != NULL);
}

static void
finish (Fixture *fixture)
{
  g_autofree char *whole = g_strdup_printf ("{\"have\":%zu,\"size\":%zu,\"whole\":true}", strlen (JPEG), strlen (JPEG));

  answer (fixture->transport, 200, "application/json", whole);
  vas_await (!vas_uploads_is_busy (fixture->uploads));
  g_assert_cmpuint (vas_uploads_get_waiting (fixture->uploads), ==, 0);
}

static void
test_sent (Fixture       *fixture,
           gconstpointer  data)
{
  begin (fixture, "one");
  g_assert_cmpstr (fixture->transport->method, ==, "POST");
  answer (fixture->transport, 201, "application/json", "{\"have\":0,\"size\":13,\"whole\":false}");
  vas_await (fixture->transport->task != NULL);
  g_assert_cmpstr (fixture->transport->method, ==, "PUT");
  finish (fixture);
  g_assert_cmpuint (fixture->transport->n_calls, ==, 2);
}

static void
test_other_session (Fixture       *fixture,
                    gconstpointer  data)
{
  begin (fixture, "one");
  vas_uploads_set_session (fixture->uploads, "two");
  answer (fixture->transport, 401, "application/problem+json", "{\"type\":\"urn:vasdesk:problem:session\"}");
  vas_await (fixture->transport->task != NULL);
  g_assert_cmpstr (fixture->transport->token, ==, "two");
  finish (fixture);
}

static void
test_signed_out (Fixture       *fixture,
                 gconstpointer  data)
{
  begin (fixture, "one");
  vas_uploads_set_session (fixture->uploads, NULL);
  answer (fixture->transport, 201, "application/json", "{\"have\":0,\"size\":13,\"whole\":false}");
  vas_await (!vas_uploads_is_busy (fixture->uploads));
  g_assert_cmpuint (fixture->transport->n_calls, ==, 1);
  g_assert_cmpuint (vas_uploads_get_waiting (fixture->uploads), ==, 1);
  begin (fixture, "one");
  finish (fixture);
}

static void
test_ended (Fixture       *fixture,
            gconstpointer  data)
{
  begin (fixture, "one");
  answer (fixture->transport, 401, "application/problem+json", "{\"type\":\"urn:vasdesk:problem:session\"}");
  vas_await (!vas_uploads_is_busy (fixture->uploads));
  vas_uploads_kick (fixture->uploads);
  g_assert_false (vas_uploads_is_busy (fixture->uploads)); /* nothing goes without a session */
  begin (fixture, "two");
  finish (fixture);
}

static void
add (const char *path,
     void      (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/uploads/a-photo-is-announced-and-sent", test_sent);
  add ("/uploads/session/refusal-of-the-one-before-is-none-of-the-next", test_other_session);
  add ("/uploads/session/none-ends-what-is-under-way", test_signed_out);
  add ("/uploads/session/one-that-ended-waits-for-the-next", test_ended);

  return g_test_run ();
}
