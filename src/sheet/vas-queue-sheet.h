/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vas-queue.h"
#include "vas-sheet-writer.h"

G_BEGIN_DECLS

/**
 * VasQueueSheet:
 * @done: rows written so far
 * @all: rows there are; 0 until that is known
 * @digest: SHA-256 of the file, once it is written
 *
 * How far an export is. Another thread may read @done and @all by g_atomic_int_get() meanwhile.
 */
typedef struct {
  int   done;
  int   all;
  char *digest;
} VasQueueSheet;

gboolean  vas_queue_sheet_write   (VasSql                 *sql,
                                   const VasQueueQuestion *question,
                                   const char             *path,
                                   VasSheetFormat          format,
                                   const char             *name,
                                   VasQueueSheet          *sheet,
                                   GCancellable           *cancellable,
                                   GError                **error);
char     *vas_queue_sheet_to_text (GPtrArray              *rows);

G_END_DECLS
