/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A disk that fails on demand: a shim over SQLite's own VFS.
 *
 * Once armed it lets a number of writes through (writes, syncs and changes of length count), and then answers every further
 * one with a result code, SQLITE_FULL for instance, until it is disarmed. Reads are counted apart, and go through unless armed
 * themselves. Any thread.
 */

#include "vas-fault-vfs.h"

#include <sqlite3.h>

typedef struct
{
  sqlite3_file  base;
  sqlite3_file *real;
} FaultFile;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs fault_vfs;
static int writes_left;
static int failure;
static int reads_left;
static int read_failure;

#define REAL(file) (((FaultFile *) (file))->real)

/* SQLITE_OK, or what the armed disk says to a write. */
static int
judge_write (void)
{
  if (g_atomic_int_get (&failure) == SQLITE_OK)
    return SQLITE_OK;

  return g_atomic_int_add (&writes_left, -1) > 0 ? SQLITE_OK : g_atomic_int_get (&failure);
}

static int
judge_read (void)
{
  if (g_atomic_int_get (&read_failure) == SQLITE_OK)
    return SQLITE_OK;

  return g_atomic_int_add (&reads_left, -1) > 0 ? SQLITE_OK : g_atomic_int_get (&read_failure);
}

static int
fault_close (sqlite3_file *file)
{
  const int code = REAL (file)->pMethods != NULL ? REAL (file)->pMethods->xClose (REAL (file)) : SQLITE_OK;

  sqlite3_free (REAL (file));
  return code;
}

static int
fault_read (sqlite3_file  *file,
            void          *data,
            int            size,
            sqlite3_int64  at)
{
  const int code = judge_read ();

  return code == SQLITE_OK ? REAL (file)->pMethods->xRead (REAL (file), data, size, at) : code;
}

static int
fault_write (sqlite3_file  *file,
             const void    *data,
             int            size,
             sqlite3_int64  at)
{
  const int code = judge_write ();

  return code == SQLITE_OK ? REAL (file)->pMethods->xWrite (REAL (file), data, size, at) : code;
}

static int
fault_truncate (sqlite3_file  *file,
                sqlite3_int64  size)
{
  const int code = judge_write ();

  return code == SQLITE_OK ? REAL (file)->pMethods->xTruncate (REAL (file), size) : code;
}

static int
fault_sync (sqlite3_file *file,
            int           flags)
{
  const int code = judge_write ();

  return code == SQLITE_OK ? REAL (file)->pMethods->xSync (REAL (file), flags) : code;
}

static int
fault_size (sqlite3_file  *file,
            sqlite3_int64 *size)
{
  return REAL (file)->pMethods->xFileSize (REAL (file), size);
}

static int
fault_lock (sqlite3_file *file,
            int           level)
{
  return REAL (file)->pMethods->xLock (REAL (file), level);
}

static int
fault_unlock (sqlite3_file *file,
              int           level)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), level);
}

static int
fault_check_lock (sqlite3_file *file,
                  int          *held)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), held);
}

static int
fault_control (sqlite3_file *file,
               int           op,
               void         *argument)
{
  return REAL (file)->pMethods->xFileControl (REAL (file), op, argument);
}

static int
fault_sector (sqlite3_file *file)
{
  return REAL (file)->pMethods->xSectorSize (REAL (file));
}

static int
fault_characteristics (sqlite3_file *file)
{
  return REAL (file)->pMethods->xDeviceCharacteristics (REAL (file));
}

static int
fault_shm_map (sqlite3_file   *file,
               int             page,
               int             size,
               int             extend,
               void volatile **data)
{
  return REAL (file)->pMethods->xShmMap (REAL (file), page, size, extend, data);
}

static int
fault_shm_lock (sqlite3_file *file,
                int           from,
                int           n,
                int           flags)
{
  return REAL (file)->pMethods->xShmLock (REAL (file), from, n, flags);
}

static void
fault_shm_barrier (sqlite3_file *file)
{
  REAL (file)->pMethods->xShmBarrier (REAL (file));
}

static int
fault_shm_unmap (sqlite3_file *file,
                 int           remove)
{
  return REAL (file)->pMethods->xShmUnmap (REAL (file), remove);
}

static const sqlite3_io_methods fault_methods = {
  2,
  fault_close,
  fault_read,
  fault_write,
  fault_truncate,
  fault_sync,
  fault_size,
  fault_lock,
  fault_unlock,
  fault_check_lock,
  fault_control,
  fault_sector,
  fault_characteristics,
  fault_shm_map,
  fault_shm_lock,
  fault_shm_barrier,
  fault_shm_unmap,
  NULL,
  NULL,
};

static int
fault_open (sqlite3_vfs      *vfs,
            sqlite3_filename  name,
            sqlite3_file     *file,
            int               flags,
            int              *out_flags)
{
  FaultFile *self = (FaultFile *) file;
  int code;

  self->base.pMethods = NULL;
  self->real = sqlite3_malloc (real_vfs->szOsFile);
  code = real_vfs->xOpen (real_vfs, name, self->real, flags, out_flags);
  if (code == SQLITE_OK)
    self->base.pMethods = &fault_methods;
  else
    sqlite3_free (self->real);

  return code;
}

/** vas_fault_vfs_install: every database that is opened from here on stands on this disk. */
void
vas_fault_vfs_install (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  fault_vfs = *real_vfs;
  fault_vfs.zName = "fault";
  fault_vfs.szOsFile = sizeof (FaultFile);
  fault_vfs.xOpen = fault_open;
  g_assert_cmpint (sqlite3_vfs_register (&fault_vfs, 1), ==, SQLITE_OK);
}

/**
 * vas_fault_vfs_arm:
 * @n_writes: how many go through yet
 * @code: what all others get
 */
void
vas_fault_vfs_arm (int n_writes,
                   int code)
{
  g_atomic_int_set (&writes_left, n_writes);
  g_atomic_int_set (&failure, code);
}

/** vas_fault_vfs_arm_reads: the same for reads. */
void
vas_fault_vfs_arm_reads (int n_reads,
                         int code)
{
  g_atomic_int_set (&reads_left, n_reads);
  g_atomic_int_set (&read_failure, code);
}

/** vas_fault_vfs_disarm: the disk works again. */
void
vas_fault_vfs_disarm (void)
{
  g_atomic_int_set (&read_failure, SQLITE_OK);
  g_atomic_int_set (&failure, SQLITE_OK);
}
