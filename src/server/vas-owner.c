/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasOwner: the desk on this computer that started the daemon for itself (vasdeskd --owned, doc/operating.md).
 *
 * They speak in lines over the daemon's standard input and output: pipes that nobody else can reach, so that a session is given without
 * a password to whoever could read the files anyway, and no credential ever stands in a file, an argument or a request. The end of
 * the input is the end of the owner, however it came, and the daemon stops: none is left behind.
 *
 * In:  `session LOGIN`, or `session` for whom the daemon proposes; `begin LOGIN<tab>NAME`, for the first person of empty records, who is
 *      signed in then.
 * Out: `making PERCENT`, while a demo is made; `listening on URI`; `session TOKEN KEY LOGIN`, or `nobody`; `failed MESSAGE`.
 *
 * Main context of the thread that made it.
 */

#include "vas-owner.h"

#include "vas-backend-make.h"
#include "vas-demo.h"
#include "vas-role.h"
#include "vas-secret.h"
#include "vas-server-error.h"
#include "vas-server-log.h"
#include "vas-session-store.h"
#include "vas-sessions-private.h"
#include "vas-table.h"
#include "vas-time.h"

#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ASK "session"
#define BEGIN "begin"

struct _VasOwner
{
  VasBackend       *backend;
  GDataInputStream *input;
  GCancellable     *cancellable;
  VasOwnerFunc      ended;
  gpointer          data;
};

/* A session that is asked for. */
typedef struct {
  const char *login;        /* nullable */
  const char *token_hash;
  gint64      now;
} Wanted;

/** vas_owner_tell: a line to the owner. @text: (nullable) */
void
vas_owner_tell (const char *word,
                const char *text)
{
  if (text != NULL)
    printf ("%s %s\n", word, text);
  else
    printf ("%s\n", word);
  fflush (stdout);
}

/* Whoever reviews invoices is proposed first: that is what the desk is for. NULL without an error where there is nobody. */
static VasStaff *
propose (VasSql  *sql,
         GError **error)
{
  g_autoptr (GPtrArray) people = vas_table_list_all (sql, VAS_TYPE_STAFF, "name", error);
  VasStaff *proposed = NULL;

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      VasStaff *staff = g_ptr_array_index (people, i);

      if (!staff->active || (staff->roles & VAS_ROLES_NOT_OF_PERSONS) != 0)
        continue;
      if ((staff->roles & VAS_ROLE_INVOICE_CLERK) != 0)
        return g_object_ref (staff);
      if (proposed == NULL)
        proposed = staff;
    }

  return proposed != NULL ? g_object_ref (proposed) : NULL;
}

/* A VasStoreFunc: (transfer full) VasStaff; an empty one where there is nobody. */
static gpointer
begin_session (VasSql        *sql,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  const Wanted *wanted = data;
  g_autoptr (VasStaff) staff = NULL;
  g_autoptr (GError) local_error = NULL;

  if (wanted->login == NULL)
    staff = propose (sql, &local_error);
  else
    vas_table_look_up (sql, VAS_TYPE_STAFF, "login", wanted->login, &staff, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  if (staff == NULL || !staff->active || (staff->roles & VAS_ROLES_NOT_OF_PERSONS) != 0)
    return g_object_new (VAS_TYPE_STAFF, NULL);
  if (!vas_session_forget (sql, wanted->now, error) ||
      !vas_session_begin (sql, wanted->token_hash, vas_entity_get_key (VAS_ENTITY (staff)), g_get_host_name (), wanted->now,
                          wanted->now + VAS_SESSION_LIFE, error))
    return NULL;

  return g_steal_pointer (&staff);
}

static void
give_session (VasOwner   *self,
              const char *login)
{
  g_autofree char *token = vas_token_new ();
  g_autofree char *token_hash = vas_token_hash (token);
  Wanted wanted = { login, token_hash, vas_backend_get_now (self->backend) };
  g_autoptr (GError) error = NULL;
  g_autoptr (VasStaff) staff = vas_store_write (vas_backend_get_store (self->backend), begin_session, &wanted, NULL, &error);
  g_autofree char *text = NULL;

  if (staff == NULL)
    {
      vas_server_log_event ("owner", error->message);
      vas_owner_tell ("failed", error->message);
    }
  else if (staff->login == NULL)
    {
      vas_owner_tell ("nobody", NULL);
    }
  else
    {
      text = g_strdup_printf ("%s %s %s", token, vas_entity_get_key (VAS_ENTITY (staff)), staff->login);
      vas_owner_tell (ASK, text);
    }
}

/* @text: "LOGIN<tab>NAME" */
static void
begin_business (VasOwner   *self,
                const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, "\t", 2);
  g_autoptr (GError) error = NULL;

  if (g_strv_length (words) != 2)
    {
      vas_owner_tell ("failed", "not understood");
    }
  else if (!vas_backend_add_owner (vas_backend_get_store (self->backend), words[0], words[1], vas_backend_get_now (self->backend), &error))
    {
      vas_server_log_event ("owner", error->message);
      if (g_error_matches (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_START)) /* asked again, it is that person who began */
        give_session (self, words[0]);
      else
        vas_owner_tell ("failed", error->message);
    }
  else
    {
      give_session (self, words[0]);
    }
}

static void read_next (VasOwner *self);

static void
line_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  VasOwner *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (object), result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (line == NULL)
    {
      self->ended (self->data);
      return;
    }

  if (g_str_equal (line, ASK))
    give_session (self, NULL);
  else if (g_str_has_prefix (line, ASK " "))
    give_session (self, line + strlen (ASK " "));
  else if (g_str_has_prefix (line, BEGIN " "))
    begin_business (self, line + strlen (BEGIN " "));
  else
    vas_owner_tell ("failed", "not understood");
  read_next (self);
}

static void
read_next (VasOwner *self)
{
  g_data_input_stream_read_line_async (self->input, G_PRIORITY_DEFAULT, self->cancellable, line_cb, self);
}

/* A VasDemoFunc: a line for each hundredth. */
static void
making_cb (guint    done,
           guint    total,
           gpointer data)
{
  guint *told = data;
  const guint percent = done * 100 / MAX (total, 1);
  g_autofree char *text = NULL;

  if (percent == *told)
    return;

  *told = percent;
  text = g_strdup_printf ("%u", percent);
  vas_owner_tell ("making", text);
}

static gboolean
make_demo (VasStore  *store,
           gint64     now,
           GError   **error)
{
  guint told = 0;
  gboolean made;

  if (!vas_demo_is_made (store, &made, error))
    return FALSE;
  if (made)
    return TRUE;

  vas_owner_tell ("making", "0");
  return vas_demo_seed (store, now, making_cb, &told, NULL, error);
}

/**
 * vas_owner_prepare:
 * @directory: where the records are
 * @demo: whether the made-up business is to be there
 * @now: instant
 *
 * Where it is wanted and the folder is empty, or not there, makes the demo business in it, before the records become a backend's: its commands
 * have moments of their own, which no desk could send.
 */
gboolean
vas_owner_prepare (const char  *directory,
                   gboolean     demo,
                   gint64       now,
                   GError     **error)
{
  g_autoptr (VasStore) store = NULL;
  gboolean done;

  if (!demo)
    return TRUE;
  store = vas_store_open (directory, VAS_STORE_DEFAULT, error);
  if (store == NULL)
    return FALSE;

  done = make_demo (store, now, error);
  vas_store_close (store);
  return done;
}

/** vas_owner_new: (transfer full): listens to the standard input; @ended is called once, when that has ended. */
VasOwner *
vas_owner_new (VasBackend   *backend,
               VasOwnerFunc  ended,
               gpointer      data)
{
  VasOwner *self = g_new0 (VasOwner, 1);
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);

  self->backend = backend;
  self->input = g_data_input_stream_new (input);
  self->cancellable = g_cancellable_new ();
  self->ended = ended;
  self->data = data;
  read_next (self);
  return self;
}

/** vas_owner_free: before the backend is closed. */
void
vas_owner_free (VasOwner *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->input);
  g_free (self);
}
