/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasDaemon: starts vasdeskd for this desk alone, and keeps it.
 *
 * Two pipes are all that binds them (src/server/vas-owner.c has the words): by them the desk learns the address and is given sessions, and
 * their end tells the daemon that the desk has gone, however it went. A daemon that ends by itself is started again at once, later with
 * pauses. One that never came up is tried for PATIENCE_SECONDS, since that of a desk which was killed a moment ago may still be letting go
 * of the records; then those who wait are told what it said. Questions are answered in their order; those that a daemon took with it
 * are put to the next one.
 */

#include "vas-daemon.h"

#include "vas-sign-in.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PATIENCE_SECONDS 15
#define LONGEST_PAUSE_MS 10000
#define LONGEST_FIRST_PAUSE_MS 1000 /* while somebody waits for it to come up at all */
#define FIRST_PAUSE_MS 100
#define STOP_SECONDS 10

typedef enum {
  IDLE,         /* not started yet, or stopped */
  STARTING,     /* for the first time or again */
  READY,        /* it answers */
  FAILED,       /* it could not be started; the message says why */
} State;

struct _VasDaemon
{
  GObject               parent_instance;

  char                 *program;
  char                 *directory;
  gboolean              demo;
  VasDaemonConnectFunc  connect;

  State                 state;
  GSubprocess          *process;        /* nullable */
  VasTransport         *transport;      /* nullable: to the process that answers */
  GQueue                questions;      /* GTask, in their order */
  char                 *message;        /* nullable: what it said before it ended */
  int                   making;         /* per cent of the demo, or -1 */
  gint64                since;          /* monotonic: when the first of the present tries was */
  guint                 tries;
  guint                 retry_id;
  gboolean              was_ready;
  gboolean              stopping;
};

/* What a question is answered with. */
typedef struct {
  char *line;
  char *login;
  char *staff_key;
} Question;

enum {
  CHANGED,
  RESTARTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void vas_daemon_transport_init (VasTransportInterface *iface);
static void start (VasDaemon *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (VasDaemon, vas_daemon, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VAS_TYPE_TRANSPORT, vas_daemon_transport_init))

static void
question_free (Question *question)
{
  g_free (question->line);
  g_free (question->login);
  g_free (question->staff_key);
  g_free (question);
}

static void
set_state (VasDaemon *self,
           State      state)
{
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
put_question (VasDaemon *self,
              GTask     *task)
{
  const Question *question = g_task_get_task_data (task);

  /* A few bytes into an empty pipe; whether they arrived is told by the answer. */
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), question->line, strlen (question->line), NULL, NULL, NULL);
}

/* The first that waits is told why not; FALSE where nobody waits. */
static gboolean
fail_question (VasDaemon *self)
{
  g_autoptr (GTask) task = g_queue_pop_head (&self->questions);

  if (task == NULL)
    return FALSE;

  g_task_return_new_error (task, VAS_SIGN_IN_ERROR, VAS_SIGN_IN_ERROR_FAILED, "%s",
                           self->message != NULL ? self->message : _("The records’ own server could not be started."));
  return TRUE;
}

static void
fail_questions (VasDaemon *self)
{
  while (fail_question (self))
    ;
}

static gboolean
retry_cb (gpointer user_data)
{
  VasDaemon *self = user_data;

  self->retry_id = 0;
  start (self);
  return G_SOURCE_REMOVE;
}

static void
give_up (VasDaemon *self)
{
  set_state (self, FAILED);
  fail_questions (self);
}

/* It is not there any more, or did not come up. */
static void
lose (VasDaemon *self)
{
  const guint pause = MIN (FIRST_PAUSE_MS << MIN (self->tries, 10), self->was_ready ? LONGEST_PAUSE_MS : LONGEST_FIRST_PAUSE_MS);

  g_clear_object (&self->process);
  g_clear_object (&self->transport);
  if (self->stopping)
    return;
  if (self->state == READY)
    {
      self->tries = 0;
      self->since = g_get_monotonic_time ();
    }
  if (!self->was_ready && g_get_monotonic_time () - self->since > PATIENCE_SECONDS * G_USEC_PER_SEC)
    {
      give_up (self);
      return;
    }

  set_state (self, STARTING);
  self->retry_id = g_timeout_add (self->tries++ == 0 ? 0 : pause, retry_cb, self);
}

static void
take_listening (VasDaemon  *self,
                const char *address)
{
  g_autoptr (GError) error = NULL;

  self->transport = self->connect (address, &error);
  if (self->transport == NULL)
    {
      g_warning ("The records’ own server cannot be reached: %s", error->message);
      return;
    }

  self->making = -1;
  g_clear_pointer (&self->message, g_free);
  set_state (self, READY);
  for (GList *l = self->questions.head; l != NULL; l = l->next)
    put_question (self, l->data);
  if (self->was_ready)
    g_signal_emit (self, signals[RESTARTED], 0);
  self->was_ready = TRUE;
}

/* "TOKEN KEY LOGIN" */
static void
take_session (VasDaemon  *self,
              const char *text)
{
  GTask *task = g_queue_pop_head (&self->questions);
  g_auto (GStrv) words = g_strsplit (text, " ", 3);
  Question *question;

  if (task == NULL)
    return;

  question = g_task_get_task_data (task);
  if (g_strv_length (words) == 3)
    {
      question->staff_key = g_strdup (words[1]);
      question->login = g_strdup (words[2]);
      g_task_return_pointer (task, g_strdup (words[0]), g_free);
    }
  else
    {
      g_task_return_new_error (task, VAS_SIGN_IN_ERROR, VAS_SIGN_IN_ERROR_PASSWORD, "%s", _("Nobody here has that login."));
    }
  g_object_unref (task);
}

static void
take_line (VasDaemon  *self,
           const char *line)
{
  if (g_str_has_prefix (line, "listening on "))
    take_listening (self, line + strlen ("listening on "));
  else if (g_str_has_prefix (line, "session "))
    take_session (self, line + strlen ("session "));
  else if (g_str_equal (line, "nobody"))
    take_session (self, "");
  else if (g_str_has_prefix (line, "failed "))
    {
      g_free (self->message);
      self->message = g_strdup (line + strlen ("failed "));
      if (self->state == READY)   /* the answer to a question; before that, why it does not start */
        {
          fail_question (self);
          g_clear_pointer (&self->message, g_free);
        }
    }
  else if (g_str_has_prefix (line, "making "))
    {
      self->making = (int) g_ascii_strtoll (line + strlen ("making "), NULL, 10);
      set_state (self, self->state);
    }
}

static void
line_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (VasDaemon) self = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (object), result, NULL, NULL);

  if (line == NULL)
    return;

  take_line (self, line);
  g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (object), G_PRIORITY_DEFAULT, NULL, line_cb, g_object_ref (self));
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasDaemon) self = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (object), result, NULL);
  if (G_SUBPROCESS (object) == self->process)
    lose (self);
}

static GSubprocess *
spawn (VasDaemon  *self,
       GError    **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                                                        G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *log = g_build_filename (self->directory, "vasdeskd.log", NULL);
  const char *arguments[] = {
    self->program, "--data", self->directory, "--listen", "127.0.0.1:0", "--owned", self->demo ? "--demo" : NULL, NULL,
  };

  if (g_mkdir_with_parents (self->directory, 0700) == 0)
    g_subprocess_launcher_set_stderr_file_path (launcher, log);
  g_subprocess_launcher_unsetenv (launcher, "NOTIFY_SOCKET");
  g_subprocess_launcher_unsetenv (launcher, "WATCHDOG_USEC");
  return g_subprocess_launcher_spawnv (launcher, arguments, error);
}

static void
start (VasDaemon *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) input = NULL;

  self->process = spawn (self, &error);
  if (self->process == NULL)
    {
      g_free (self->message);
      self->message = g_strdup (error->message);
      give_up (self);
      return;
    }

  input = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, NULL, line_cb, g_object_ref (self));
  g_subprocess_wait_async (self->process, NULL, ended_cb, g_object_ref (self));
}

static void
call_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  VasAnswer *answer = vas_transport_call_finish (VAS_TRANSPORT (object), result, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) vas_answer_free);
  else
    g_task_return_error (task, error);
}

static void
vas_daemon_call_async (VasTransport        *transport,
                       const VasCall       *call,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  VasDaemon *self = VAS_DAEMON (transport);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  if (self->transport != NULL)
    {
      vas_transport_call_async (self->transport, call, cancellable, call_cb, task);
      return;
    }

  g_task_return_new_error (task, VAS_TRANSPORT_ERROR, VAS_TRANSPORT_ERROR_UNREACHABLE, "%s",
                           _("The records’ own server is being started."));
  g_object_unref (task);
}

static VasAnswer *
vas_daemon_call_finish (VasTransport  *transport,
                        GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
vas_daemon_transport_init (VasTransportInterface *iface)
{
  iface->call_async = vas_daemon_call_async;
  iface->call_finish = vas_daemon_call_finish;
}

static void
vas_daemon_finalize (GObject *object)
{
  VasDaemon *self = VAS_DAEMON (object);

  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_object (&self->process);
  g_clear_object (&self->transport);
  g_queue_clear_full (&self->questions, g_object_unref);
  g_free (self->program);
  g_free (self->directory);
  g_free (self->message);

  G_OBJECT_CLASS (vas_daemon_parent_class)->finalize (object);
}

static void
vas_daemon_class_init (VasDaemonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_daemon_finalize;

  signals[CHANGED] = g_signal_new ("changed", VAS_TYPE_DAEMON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RESTARTED] = g_signal_new ("restarted", VAS_TYPE_DAEMON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vas_daemon_init (VasDaemon *self)
{
  g_queue_init (&self->questions);
  self->making = -1;
}

/**
 * vas_daemon_new:
 * @program: path of vasdeskd
 * @directory: where its records are, or are to be
 * @demo: whether an empty folder is to hold the made-up business
 * @connect: makes the way to where it listens
 *
 * Returns: (transfer full): one that starts at the first question
 */
VasDaemon *
vas_daemon_new (const char           *program,
                const char           *directory,
                gboolean              demo,
                VasDaemonConnectFunc  connect)
{
  VasDaemon *self = g_object_new (VAS_TYPE_DAEMON, NULL);

  self->program = g_strdup (program);
  self->directory = g_strdup (directory);
  self->demo = demo;
  self->connect = connect;
  return self;
}

/** vas_daemon_get_directory: (transfer none): where its records are. */
const char *
vas_daemon_get_directory (VasDaemon *self)
{
  return self->directory;
}

/** vas_daemon_get_making: how far the demo is, in per cent; -1 while none is made. */
int
vas_daemon_get_making (VasDaemon *self)
{
  return self->making;
}

/* @line: (transfer full): with its end */
static void
ask (VasDaemon           *self,
     char                *line,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->line = line;
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_queue_push_tail (&self->questions, task);
  if (self->state == READY)
    {
      put_question (self, task);
    }
  else if (self->state != STARTING)
    {
      self->since = g_get_monotonic_time ();
      self->tries = 0;
      set_state (self, STARTING);
      start (self);
    }
}

/**
 * vas_daemon_begin_async:
 * @login: of the first person
 * @name: that person's
 *
 * Begins a business in empty records, and asks for the session of its first person, who has every role. vas_daemon_ask_finish() ends it.
 */
void
vas_daemon_begin_async (VasDaemon           *self,
                        const char          *login,
                        const char          *name,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autofree char *plain_login = g_strdelimit (g_strdup (login), "\t\r\n", ' ');
  g_autofree char *plain_name = g_strdelimit (g_strdup (name), "\t\r\n", ' ');

  ask (self, g_strdup_printf ("begin %s\t%s\n", plain_login, plain_name), callback, user_data);
}

/**
 * vas_daemon_ask_async:
 * @login: (nullable): who is to be signed in; NULL for whom the daemon proposes
 *
 * Asks for a session, for which no password is needed here. Starts the daemon where it does not run.
 */
void
vas_daemon_ask_async (VasDaemon           *self,
                      const char          *login,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  ask (self, login != NULL ? g_strdup_printf ("session %s\n", login) : g_strdup ("session\n"), callback, user_data);
}

/**
 * vas_daemon_ask_finish:
 * @login: (out) (transfer full): who it is
 * @staff_key: (out) (transfer full): the key of that person
 *
 * Returns: (transfer full) (nullable): the token; NULL with a #VasSignInError: PASSWORD where there is nobody of that login
 */
char *
vas_daemon_ask_finish (VasDaemon     *self,
                       GAsyncResult  *result,
                       char         **login,
                       char         **staff_key,
                       GError       **error)
{
  Question *question = g_task_get_task_data (G_TASK (result));
  char *token = g_task_propagate_pointer (G_TASK (result), error);

  if (token != NULL)
    {
      *login = g_steal_pointer (&question->login);
      *staff_key = g_steal_pointer (&question->staff_key);
    }

  return token;
}

static gboolean
too_long_cb (gpointer user_data)
{
  g_subprocess_force_exit (user_data);
  return G_SOURCE_CONTINUE;
}

static void
stopped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const guint timeout = GPOINTER_TO_UINT (g_task_get_task_data (task));

  g_subprocess_wait_finish (G_SUBPROCESS (object), result, NULL);
  g_source_remove (timeout);
  g_task_return_boolean (task, TRUE);
}

/** vas_daemon_stop_async: has it end by itself, with all that it has begun; after STOP_SECONDS it is ended. Who still waits is told. */
void
vas_daemon_stop_async (VasDaemon           *self,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GSubprocess) process = g_steal_pointer (&self->process);
  guint timeout;

  self->stopping = TRUE;
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_object (&self->transport);
  self->state = IDLE;
  fail_questions (self);
  if (process == NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL);
  timeout = g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, STOP_SECONDS, too_long_cb, g_object_ref (process), g_object_unref);
  g_task_set_task_data (task, GUINT_TO_POINTER (timeout), NULL);
  g_subprocess_wait_async (process, NULL, stopped_cb, task);
}

/** vas_daemon_stop_finish: it has ended. */
void
vas_daemon_stop_finish (VasDaemon    *self,
                        GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}
