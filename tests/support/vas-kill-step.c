/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * kill -9 at a moment that can be played again: LD_PRELOAD of this with VAS_KILL_AT=N ends the program at its Nth step, whichever
 * thread takes it. A step is whatever the outside could notice: something written to disk, made durable, cut short, renamed or deleted,
 * a connection, something sent, something received. At an odd step half of what was to be written or sent still is. The last step is told in
 * a line that is added to the file VAS_KILL_NOTE: which call, and the name of its file. With VAS_KILL_OF=network or =disk only steps of that
 * kind are counted: connections, what is sent and received; what is made durable, cut short, renamed, deleted.
 */

#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#define WAKE_UP 8                   /* bytes that one thread writes to wake another; nobody outside sees them */

typedef enum {
  ANY,
  NETWORK,
  DISK,
} Kind;

static atomic_long steps;
static long kill_at;
static Kind kill_of;

static __attribute__ ((constructor)) void
read_step (void)
{
  const char *text = getenv ("VAS_KILL_AT");

  kill_at = text != NULL ? atol (text) : 0;
  text = getenv ("VAS_KILL_OF");
  kill_of = text == NULL ? ANY : strcmp (text, "network") == 0 ? NETWORK : strcmp (text, "disk") == 0 ? DISK : ANY;
}

static void *
real (const char *name)
{
  return dlsym (RTLD_NEXT, name);
}

/* Whether this is the step at which the program ends. @kind: ANY for one that is counted only among all. */
static int
is_last (Kind kind)
{
  return kill_at > 0 && (kill_of == ANY || kill_of == kind) && atomic_fetch_add (&steps, 1) + 1 == kill_at;
}

/* How much of @size still gets out at the last step. */
static size_t
part_of (size_t size)
{
  return kill_at % 2 != 0 ? size / 2 : 0;
}

/* Adds a line to the notes. It is no step itself. */
static void
note (const char *call,
      int         fd,
      const char *path)
{
  ssize_t (*func) (int, const void *, size_t) = real ("write");
  const char *notes = getenv ("VAS_KILL_NOTE");
  const int out = notes != NULL ? open (notes, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
  char link[64], target[PATH_MAX] = "", line[512];
  const char *name;
  int length;

  if (out < 0)
    return;
  if (path == NULL)
    {
      snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
      if (readlink (link, target, sizeof target - 1) > 0)
        path = target;
    }
  path = path != NULL ? path : "";
  name = strrchr (path, '/');
  length = snprintf (line, sizeof line, "%s %.200s\n", call, name != NULL ? name + 1 : path);
  if (func (out, line, (size_t) length) == length)
    close (out);
}

static void
die (const char *call,
     int         fd,
     const char *path)
{
  note (call, fd, path);
  kill (getpid (), SIGKILL);
  for (;;)
    pause ();
}

/* What has to be done before a step, where there is nothing that could be done by half. */
static void
take_step (Kind        kind,
           const char *call,
           int         fd,
           const char *path)
{
  if (is_last (kind))
    die (call, fd, path);
}

ssize_t
write (int         fd,
       const void *data,
       size_t      size)
{
  ssize_t (*func) (int, const void *, size_t) = real ("write");

  if (size != WAKE_UP && is_last (ANY))
    {
      if (func (fd, data, part_of (size)) <= (ssize_t) size)
        die ("write", fd, NULL);
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

  if (is_last (ANY))
    {
      if (func (fd, data, part_of (size), place) <= (ssize_t) size)
        die ("pwrite", fd, NULL);
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

  if (is_last (NETWORK))
    {
      if (func (fd, data, part_of (size), flags) <= (ssize_t) size)
        die ("send", fd, NULL);
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

  take_step (NETWORK, "recv", fd, NULL);

  return func (fd, data, size, flags);
}

ssize_t
sendmsg (int                  fd,
         const struct msghdr *message,
         int                  flags)
{
  ssize_t (*func) (int, const struct msghdr *, int) = real ("sendmsg");

  take_step (NETWORK, "sendmsg", fd, NULL);

  return func (fd, message, flags);
}

int
fsync (int fd)
{
  int (*func) (int) = real ("fsync");

  take_step (DISK, "fsync", fd, NULL);

  return func (fd);
}

int
fdatasync (int fd)
{
  int (*func) (int) = real ("fdatasync");

  take_step (DISK, "fdatasync", fd, NULL);

  return func (fd);
}

int
rename (const char *from,
        const char *to)
{
  int (*func) (const char *, const char *) = real ("rename");

  take_step (DISK, "rename", -1, to);

  return func (from, to);
}

int
unlink (const char *path)
{
  int (*func) (const char *) = real ("unlink");

  take_step (DISK, "unlink", -1, path);

  return func (path);
}

int
ftruncate (int   fd,
           off_t size)
{
  int (*func) (int, off_t) = real ("ftruncate64");

  take_step (DISK, "ftruncate", fd, NULL);

  return func (fd, size);
}

int
connect (int                    fd,
         const struct sockaddr *address,
         socklen_t              length)
{
  int (*func) (int, const struct sockaddr *, socklen_t) = real ("connect");

  take_step (NETWORK, "connect", fd, NULL);

  return func (fd, address, length);
}
