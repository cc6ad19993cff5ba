/* SPDX-License-Identifier: GPL-3.0-or-later */

/* VasDaemon as the desk meets it: the other end is a script that speaks the daemon's lines, so that it can say what the real one says rarely. */

#include "vas-daemon.h"

#include "vas-await.h"
#include "vas-sign-in.h"
#include "vas-soup-transport.h"
#include "vas-test-dir.h"

/* Answers by who is asked for. */
static const char script[] =
  "#!/bin/sh\n"
  "echo 'listening on http://127.0.0.1:1'\n"
  "while read -r word login; do\n"
  "  case \"$login\" in\n"
  "    full) echo 'failed The disk is full.' ;;\n"
  "    stranger) echo nobody ;;\n"
  "    silent) ;;\n"
  "    *) echo \"session token-$login key-$login $login\" ;;\n"
  "  esac\n"
  "done\n";

typedef struct {
  char      *directory;
  VasDaemon *daemon;
} Fixture;

/* What became of a question. */
typedef struct {
  gboolean  answered;
  char     *token;
  char     *login;
  char     *staff_key;
  GError   *error;
} Answer;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *program = NULL;
  g_autofree char *records = NULL;
  g_autoptr (GError) error = NULL;

  fixture->directory = vas_test_dir_make ();
  program = g_build_filename (fixture->directory, "vasdeskd", NULL);
  records = g_build_filename (fixture->directory, "data", NULL);
  g_file_set_contents_full (program, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, &error);
  g_assert_no_error (error);
  fixture->daemon = vas_daemon_new (program, records, FALSE, vas_soup_transport_new);
}

static void
stopped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  gboolean *stopped = user_data;

  vas_daemon_stop_finish (VAS_DAEMON (object), result);
  *stopped = TRUE;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gpointer watched = fixture->daemon;
  gboolean stopped = FALSE;

  g_object_add_weak_pointer (G_OBJECT (fixture->daemon), &watched);
  vas_daemon_stop_async (fixture->daemon, stopped_cb, &stopped);
  vas_await (stopped);
  g_object_unref (fixture->daemon);
  vas_await (watched == NULL); /* nothing holds it when it has ended */
  vas_test_dir_remove (fixture->directory);
  g_free (fixture->directory);
}

static void
answer_clear (Answer *answer)
{
  g_free (answer->token);
  g_free (answer->login);
  g_free (answer->staff_key);
  g_clear_error (&answer->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Answer *answer = user_data;

  answer->token = vas_daemon_ask_finish (VAS_DAEMON (object), result, &answer->login, &answer->staff_key, &answer->error);
  answer->answered = TRUE;
}

static void
test_session (Fixture       *fixture,
              gconstpointer  data)
{
  g_auto (Answer) one = { FALSE };
  g_auto (Answer) other = { FALSE };

  vas_daemon_ask_async (fixture->daemon, "wang", asked_cb, &one);
  vas_daemon_ask_async (fixture->daemon, "li", asked_cb, &other);
  vas_await (one.answered && other.answered);
  g_assert_cmpstr (one.token, ==, "token-wang");
  g_assert_cmpstr (one.staff_key, ==, "key-wang");
  g_assert_cmpstr (one.login, ==, "wang");
  g_assert_cmpstr (other.token, ==, "token-li");
}

static void
test_nobody (Fixture       *fixture,
             gconstpointer  data)
{
  g_auto (Answer) answer = { FALSE };

  vas_daemon_ask_async (fixture->daemon, "stranger", asked_cb, &answer);
  vas_await (answer.answered);
  g_assert_error (answer.error, VAS_SIGN_IN_ERROR, VAS_SIGN_IN_ERROR_PASSWORD);
}

static void
test_failed (Fixture       *fixture,
             gconstpointer  data)
{
  g_auto (Answer) full = { FALSE };
  g_auto (Answer) next = { FALSE };

  vas_daemon_ask_async (fixture->daemon, "full", asked_cb, &full);
  vas_daemon_ask_async (fixture->daemon, "li", asked_cb, &next);
  vas_await (full.answered && next.answered);
  g_assert_error (full.error, VAS_SIGN_IN_ERROR, VAS_SIGN_IN_ERROR_FAILED);
  g_assert_cmpstr (full.error->message, ==, "The disk is full.");
  g_assert_cmpstr (next.token, ==, "token-li");
}

static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  g_auto (Answer) first = { FALSE };
  g_auto (Answer) waiting = { FALSE };
  gboolean stopped = FALSE;

  vas_daemon_ask_async (fixture->daemon, "li", asked_cb, &first);
  vas_await (first.answered);
  vas_daemon_ask_async (fixture->daemon, "silent", asked_cb, &waiting);
  vas_daemon_stop_async (fixture->daemon, stopped_cb, &stopped);
  vas_await (stopped && waiting.answered);
  g_assert_error (waiting.error, VAS_SIGN_IN_ERROR, VAS_SIGN_IN_ERROR_FAILED);
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

  add ("/daemon/session/questions-are-answered-in-their-order", test_session);
  add ("/daemon/session/nobody-of-that-login-is-a-wrong-person", test_nobody);
  add ("/daemon/session/what-failed-ends-its-own-question-and-no-other", test_failed);
  add ("/daemon/stop/who-still-waits-is-told", test_stop);

  return g_test_run ();
}
