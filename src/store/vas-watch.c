/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasWatch: hears of commits on a PostgreSQL server, whichever daemon made them.
 *
 * One connection that listens, on a thread of its own. It is lost: it is made anew every second until it stands, and then somebody
 * may have committed meanwhile, so that counts as a commit. Nobody waits longer than the waiting of a desk lasts: its next
 * question looks for itself.
 */

#include "vas-watch.h"

#include "vas-sql-postgresql.h"

#include <sys/eventfd.h>
#include <unistd.h>

#define LISTEN_TO "LISTEN " VAS_POSTGRESQL_CHANNEL
#define AGAIN_US G_USEC_PER_SEC

struct _VasWatch
{
  VasSql       *sql;
  VasWatchFunc  func;
  gpointer      data;
  GThread      *thread;
  int           stop_fd;
  gint          stopped; /* atomic */
};

static gboolean
is_stopped (VasWatch *self)
{
  return g_atomic_int_get (&self->stopped) != 0;
}

static void
reconnect (VasWatch *self)
{
  while (!is_stopped (self))
    {
      if (vas_postgresql_connect ((VasPostgresql *) self->sql, NULL) && vas_sql_exec (self->sql, LISTEN_TO, NULL))
        {
          self->func (self->data);
          return;
        }
      g_usleep (AGAIN_US);
    }
}

static gpointer
thread_main (gpointer data)
{
  VasWatch *self = data;

  while (!is_stopped (self))
    {
      g_autoptr (GError) error = NULL;
      gboolean told;

      if (!vas_postgresql_wait (self->sql, self->stop_fd, -1, &told, &error))
        {
          g_warning ("The watch over the database was interrupted: %s", error->message);
          reconnect (self);
        }
      else if (told)
        self->func (self->data);
    }

  return NULL;
}

/* vas_watch_new: (transfer full) (nullable): listens when it returns. */
VasWatch *
vas_watch_new (const char    *uri,
               VasWatchFunc   func,
               gpointer       data,
               GError       **error)
{
  g_autoptr (VasSql) sql = vas_sql_open (uri, VAS_SQL_READ_ONLY, error);
  VasWatch *self;

  if (sql == NULL || !vas_sql_exec (sql, LISTEN_TO, error))
    return NULL;

  self = g_new0 (VasWatch, 1);
  self->sql = g_steal_pointer (&sql);
  self->func = func;
  self->data = data;
  self->stop_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  self->thread = g_thread_new ("store-watch", thread_main, self);
  return self;
}

/* vas_watch_free: its function is not called any more when this returns. */
void
vas_watch_free (VasWatch *self)
{
  g_atomic_int_set (&self->stopped, 1);
  if (eventfd_write (self->stop_fd, 1) != 0)
    g_warning ("The watch over the database could not be woken.");
  g_thread_join (self->thread);
  vas_sql_close (self->sql);
  close (self->stop_fd);
  g_free (self);
}
