/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * kill -9 at a moment that can be played again: LD_PRELOAD of this with VAS_KILL_AT=N ends the program at its Nth step, whichever
 * thread takes it. A step is whatever the outside could notice: something written to disk, made durable, renamed or deleted,
 * something sent, something received. At an odd step half of what was to be written or sent still is.
 */

#include <dlfcn.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#define WAKE_UP 8                   /* bytes that one thread writes to wake another; nobody outside sees them */

static atomic_long steps;
static long kill_at;

static __attribute__ ((constructor)) void
read_step (void)
{
  const char *text = getenv ("VAS_KILL_AT");

  kill_at = text != NULL ? atol (text) : 0;
}

static void *
real (const char *name)
{
  return dlsym (RTLD_NEXT, name);
}

/* Whether this is the step at which the program ends. */
static int
is_last (void)
{
  return kill_at > 0 && atomic_fetch_add (&steps, 1) + 1 == kill_at;
}

/* How much of @size still gets out at the last step. */
static size_t
part_of (size_t size)
{
  return kill_at % 2 != 0 ? size / 2 : 0;
}

static void
die (void)
{
  kill (getpid (), SIGKILL);
  for (;;)
    pause ();
}

/* What has to be done before a step, where there is nothing that could be done by half. */
static void
take_step (void)
{
  if (is_last ())
    die ();
}

ssize_t
write (int         fd,
       const void *data,
       size_t      size)
{
  ssize_t (*func) (int, const void *, size_t) = real ("write");

  if (size != WAKE_UP && is_last ())
    {
      if (func (fd, data, part_of (size)) <= (ssize_t) size)
        die ();
    }

  return func (fd, data, size);
}

ssize_t
pwrite (int         fd,
        const void *data,
        size_t      size,
        off_t       place)
{
  ssize_t (*func) (int, const void *, size_t, off_t) = real ("pwrite64");

  if (is_last ())
    {
      if (func (fd, data, part_of (size), place) <= (ssize_t) size)
        die ();
    }

  return func (fd, data, size, place);
}

ssize_t
send (int         fd,
      const void *data,
      size_t      size,
      int         flags)
{
  ssize_t (*func) (int, const void *, size_t, int) = real ("send");

  if (is_last ())
    {
      if (func (fd, data, part_of (size), flags) <= (ssize_t) size)
        die ();
    }

  return func (fd, data, size, flags);
}

ssize_t
recv (int     fd,
      void   *data,
      size_t  size,
      int     flags)
{
  ssize_t (*func) (int, void *, size_t, int) = real ("recv");

  take_step ();

  return func (fd, data, size, flags);
}

ssize_t
sendmsg (int                  fd,
         const struct msghdr *message,
         int                  flags)
{
  ssize_t (*func) (int, const struct msghdr *, int) = real ("sendmsg");

  take_step ();

  return func (fd, message, flags);
}

int
fsync (int fd)
{
  int (*func) (int) = real ("fsync");

  take_step ();

  return func (fd);
}

int
fdatasync (int fd)
{
  int (*func) (int) = real ("fdatasync");

  take_step ();

  return func (fd);
}

int
rename (const char *from,
        const char *to)
{
  int (*func) (const char *, const char *) = real ("rename");

  take_step ();

  return func (from, to);
}

int
unlink (const char *path)
{
  int (*func) (const char *) = real ("unlink");

  take_step ();

  return func (path);
}
