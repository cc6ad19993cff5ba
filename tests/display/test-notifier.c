/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notifications for who does not look: through GApplication to a notification service of the test's own on the session bus, which counts
 * what it is told to show and to close. Leaving is the window's being put away by the window manager.
 */

#include "vas-desk-fixture.h"
#include "vas-notifier.h"

#include <string.h>

#define SERVICE "org.freedesktop.Notifications"
#define OVER 1000001                /* fen: the limit of the house and one more */

static const char interface_xml[] =
  "<node><interface name='" SERVICE "'>"
  "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
  "<arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
  "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
  "</interface></node>";

typedef struct {
  VasDeskFixture  *office;
  GApplication    *application;
  VasNotifier     *notifier;
  guint            n_shown;
  guint            n_closed;
  guint32          newest;          /* id that the service gave it */
  char            *title;           /* of the newest */
  char            *body;
  char            *target;          /* what was asked to be shown by a press */
} Fixture;

/* The service, once for all tests. */
static Fixture *current;

static void
take_call_cb (GDBusConnection       *connection,
              const char            *sender,
              const char            *path,
              const char            *interface,
              const char            *method,
              GVariant              *parameters,
              GDBusMethodInvocation *invocation,
              gpointer               user_data)
{
  static guint32 last = 0;
  guint32 replaced;

  if (g_str_equal (method, "CloseNotification"))
    {
      if (current != NULL)
        current->n_closed++;
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  g_variant_get_child (parameters, 1, "u", &replaced);
  if (current != NULL)
    {
      g_clear_pointer (&current->title, g_free);
      g_clear_pointer (&current->body, g_free);
      g_variant_get_child (parameters, 3, "s", &current->title);
      g_variant_get_child (parameters, 4, "s", &current->body);
      current->n_shown++;
      current->newest = replaced != 0 ? replaced : last + 1;
    }
  last = replaced != 0 ? last : last + 1;
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", replaced != 0 ? replaced : last));
}

static const GDBusInterfaceVTable vtable = { .method_call = take_call_cb };

static void
show_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  Fixture *f = user_data;

  g_free (f->target);
  f->target = g_variant_dup_string (parameter, NULL);
}

static void
enter (VasFixture *office,
       GHashTable *keys,
       const char *name,
       const char *order_number)
{
  g_autofree char *order = vas_fixture_add_order (office, order_number, OVER, "2025-06-01");

  vas_desk_fixture_keep (keys, name, vas_fixture_enter (office, order, OVER));
}

static void
fill (VasFixture *office,
      GHashTable *keys)
{
  enter (office, keys, "one", "2025060110000001");
  enter (office, keys, "two", "2025060110000002");
  enter (office, keys, "three", "2025060110000003");
}

static gboolean
is_active (gpointer data)
{
  return gtk_window_is_active (GTK_WINDOW (((Fixture *) data)->office->parent));
}

static gboolean
is_away (gpointer data)
{
  return vas_notifier_is_away (((Fixture *) data)->notifier);
}

static gboolean
is_here (gpointer data)
{
  return is_active (data) && !is_away (data);
}

static gboolean
has_shown_one (gpointer data)
{
  return ((Fixture *) data)->n_shown >= 1;
}

static gboolean
has_shown_two (gpointer data)
{
  return ((Fixture *) data)->n_shown >= 2;
}

static gboolean
has_closed (gpointer data)
{
  return ((Fixture *) data)->n_closed >= 1;
}

static gboolean
has_target (gpointer data)
{
  return ((Fixture *) data)->target != NULL;
}

static gboolean
pass_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* Longer than a change takes to become a notification. */
static void
let_pass (void)
{
  gboolean passed = FALSE;

  g_timeout_add (1500, pass_cb, &passed);
  vas_desk_fixture_wait (is_true, &passed);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  static guint n = 0;
  const GActionEntry entry = { "show", show_cb, "s", NULL, NULL };
  g_autofree char *id = g_strdup_printf ("org.vasdesk.Test.N%u", n++);

  memset (f, 0, sizeof *f);
  current = f;
  f->office = vas_desk_fixture_new (fill);
  vas_desk_fixture_act_as (f->office, data);
  f->application = g_application_new (id, G_APPLICATION_NON_UNIQUE);
  g_action_map_add_action_entries (G_ACTION_MAP (f->application), &entry, 1, f);
  g_assert_true (g_application_register (f->application, NULL, NULL));
  vas_desk_fixture_wait (is_active, f);
  f->notifier = vas_notifier_new (f->application, f->office->desk);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  vas_desk_fixture_settle (f->office);
  g_assert_finalize_object (f->notifier);
  current = NULL;
  vas_desk_fixture_free (f->office);
  g_object_unref (f->application);
  g_free (f->title);
  g_free (f->body);
  g_free (f->target);
}

/* Another person at another desk. */
static void
run_as (Fixture    *f,
        const char *who,
        const char *type,
        const char *name,
        const char *acknowledged)
{
  g_autoptr (VasCommand) command = vas_command_new (type, vas_desk_fixture_get_key (f->office, who), vas_desk_get_now (f->office->desk));
  g_autoptr (VasReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  vas_command_set_text (command, "request", vas_desk_fixture_get_key (f->office, name));
  if (g_str_equal (type, "request.send-back"))
    vas_command_set_text (command, "reason", "抬头待确认");
  if (acknowledged != NULL)
    vas_command_acknowledge (command, acknowledged);
  receipt = vas_engine_run (f->office->engine, command, &error);
  g_assert_no_error (error);
  g_assert_true (receipt->applied);
}

static void
leave (Fixture *f)
{
  gtk_window_minimize (GTK_WINDOW (f->office->parent));
  vas_desk_fixture_wait (is_away, f);
}

static void
come_back (Fixture *f)
{
  gtk_window_present (GTK_WINDOW (f->office->parent));
  vas_desk_fixture_wait (is_here, f);
}

static char *
get_number (Fixture    *f,
            const char *name)
{
  g_autoptr (VasCase) vas_case = vas_desk_fixture_get_case (f->office, name);

  return g_strdup (vas_case->request->number);
}

static void
test_looking (Fixture       *f,
              gconstpointer  data)
{
  run_as (f, "clerk", "request.approve", "one", NULL);
  let_pass ();
  vas_desk_end_work (f->office->desk, "done");
  let_pass ();
  g_assert_cmpuint (f->n_shown, ==, 0);
}

/* What was there before one left is no news. */
static void
test_second (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *two = NULL;
  g_autofree char *three = NULL;

  run_as (f, "clerk", "request.approve", "one", NULL);
  leave (f);
  run_as (f, "clerk", "request.approve", "two", NULL);
  vas_desk_fixture_wait (has_shown_one, f);
  two = get_number (f, "two");
  g_assert_cmpstr (f->title, ==, "1 request waits for your second approval");
  g_assert_cmpstr (f->body, ==, two);

  run_as (f, "clerk", "request.approve", "three", NULL);
  vas_desk_fixture_wait (has_shown_two, f);
  three = get_number (f, "three");
  g_assert_cmpstr (f->title, ==, "2 requests wait for your second approval");
  g_assert_nonnull (strstr (f->body, three));
  g_assert_null (strstr (f->body, "单"));

  come_back (f);
  vas_desk_fixture_wait (has_closed, f);
  run_as (f, "supervisor", "request.second", "two", NULL);
  let_pass ();
  g_assert_cmpuint (f->n_shown, ==, 2);
}

/* Somebody else did it meanwhile. */
static void
test_gone (Fixture       *f,
           gconstpointer  data)
{
  leave (f);
  run_as (f, "clerk", "request.approve", "one", NULL);
  vas_desk_fixture_wait (has_shown_one, f);
  run_as (f, "supervisor", "request.second", "one", NULL);
  vas_desk_fixture_wait (has_closed, f);
  g_assert_cmpuint (f->n_shown, ==, 1);
}

static void
test_not_mine (Fixture       *f,
               gconstpointer  data)
{
  leave (f);
  run_as (f, "clerk", "request.approve", "one", NULL);
  let_pass ();
  g_assert_cmpuint (f->n_shown, ==, 0);
}

static void
test_back (Fixture       *f,
           gconstpointer  data)
{
  run_as (f, "clerk", "request.approve", "one", NULL);
  leave (f);
  run_as (f, "supervisor", "request.send-back", "one", NULL);
  vas_desk_fixture_wait (has_shown_one, f);
  g_assert_cmpstr (f->title, ==, "1 request that you approved is back");
}

static void
test_taken (Fixture       *f,
            gconstpointer  data)
{
  run_as (f, "clerk", "request.claim", "one", NULL);
  run_as (f, "clerk", "request.claim", "two", NULL);
  leave (f);
  run_as (f, "clerk", "request.release", "two", NULL);
  let_pass ();
  g_assert_cmpuint (f->n_shown, ==, 0);
  run_as (f, "supervisor", "request.claim", "one", "claimed-by-other");
  vas_desk_fixture_wait (has_shown_one, f);
  g_assert_cmpstr (f->title, ==, "Another person took over 1 case of yours");
}

static gpointer
refuse (VasSql        *sql,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  return GINT_TO_POINTER (vas_sql_exec (sql, "INSERT INTO outbox (command_id, type, actor, made_at, body, body_hash, personal, state, "
                                             "settled_at) VALUES ('x', 'request.approve', 'y', 1, '{}', 'z', '{}', 'refused', 2)", error));
}

static void
test_refused (Fixture       *f,
              gconstpointer  data)
{
  leave (f);
  g_assert_nonnull (vas_store_write (f->office->store, refuse, NULL, NULL, NULL));
  vas_desk_fixture_wait (has_shown_one, f);
  g_assert_cmpstr (f->title, ==, "The server refused 1 command of yours");
}

static void
test_ended (Fixture       *f,
            gconstpointer  data)
{
  leave (f);
  vas_desk_end_work (f->office->desk, "Approved 40 requests");
  vas_desk_fixture_wait (has_shown_one, f);
  g_assert_cmpstr (f->title, ==, "Approved 40 requests");
  come_back (f);
  vas_desk_fixture_wait (has_closed, f);
}

static void
test_press (Fixture       *f,
            gconstpointer  data)
{
  leave (f);
  run_as (f, "clerk", "request.approve", "one", NULL);
  vas_desk_fixture_wait (has_shown_one, f);
  let_pass ();
  g_assert_true (g_dbus_connection_emit_signal (g_application_get_dbus_connection (f->application), NULL, "/org/freedesktop/Notifications",
                                                SERVICE, "ActionInvoked", g_variant_new ("(us)", f->newest, "default"), NULL));
  vas_desk_fixture_wait (has_target, f);
  g_assert_cmpstr (f->target, ==, vas_desk_fixture_get_key (f->office, "one"));
}

static void
owned_cb (GDBusConnection *connection,
          const char      *name,
          gpointer         user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
serve (void)
{
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, NULL);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  gboolean owned = FALSE;

  g_assert_cmpuint (g_dbus_connection_register_object (bus, "/org/freedesktop/Notifications", node->interfaces[0], &vtable, NULL, NULL, NULL), >, 0);
  g_bus_own_name_on_connection (bus, SERVICE, G_BUS_NAME_OWNER_FLAGS_NONE, owned_cb, NULL, &owned, NULL);
  vas_desk_fixture_wait (is_true, &owned);
}

#define ADD(path, who, func) g_test_add (path, Fixture, who, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_init ();
  adw_init ();
  g_test_init (&argc, &argv, NULL);
  serve ();
  ADD ("/notifier/nothing-while-somebody-looks", "supervisor", test_looking);
  ADD ("/notifier/a-second-approval-is-told-by-number-and-withdrawn-when-seen-R31", "supervisor", test_second);
  ADD ("/notifier/what-another-did-meanwhile-is-withdrawn", "supervisor", test_gone);
  ADD ("/notifier/a-second-approval-of-others-is-not-told", "clerk", test_not_mine);
  ADD ("/notifier/what-was-sent-back-is-told-to-who-approved-it", "clerk", test_back);
  ADD ("/notifier/a-claim-taken-over-is-told-and-one-released-is-not", "clerk", test_taken);
  ADD ("/notifier/a-refused-command-is-told", "clerk", test_refused);
  ADD ("/notifier/work-that-ended-is-told", "clerk", test_ended);
  ADD ("/notifier/a-press-asks-for-the-case", "supervisor", test_press);
  return g_test_run ();
}
