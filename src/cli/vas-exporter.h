/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-csv-writer.h"
#include "vas-store.h"

#include <stdio.h>

G_BEGIN_DECLS

/**
 * VasExportKind:
 * @name: the word on the command line
 * @get_type: (nullable): what is exported; NULL for the audit trail
 */
typedef struct {
  const char  *name;
  GType      (*get_type) (void);
} VasExportKind;

/**
 * VasExportResult:
 * @rows: how many records were written
 * @digest: SHA-256 of the file
 */
typedef struct {
  guint64  rows;
  char    *digest;
} VasExportResult;

const VasExportKind * vas_export_kinds     (guint                *n_kinds);
gboolean              vas_export_write     (VasStore             *store,
                                            const VasExportKind  *kind,
                                            VasCsvWriterFlags     flags,
                                            FILE                 *file,
                                            VasExportResult      *result,
                                            GError              **error);

G_END_DECLS
