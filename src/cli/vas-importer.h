/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-rows.h"
#include "vas-store.h"
#include "vas-verdict.h"

G_BEGIN_DECLS

/**
 * VasImporterComplaint:
 * @line: where the row begins, from 1
 * @field: the column
 * @rule: "R15", or "form", "reference", "unique" for what every file must keep
 *
 * What is wrong with a row.
 */
typedef struct {
  guint64     line;
  const char *field;
  const char *rule;
  const char *message;
} VasImporterComplaint;

/**
 * VasImporterCounts: rows of the file, and what became of them.
 */
typedef struct {
  guint64 rows;
  guint64 bad;
  guint64 same;                     /* there already */
  guint64 before;                   /* imported by an earlier run of this file */
  guint64 imported;
} VasImporterCounts;

typedef void (*VasImporterComplainFunc) (const VasImporterComplaint *complaint,
                                         gpointer                    data);
typedef void (*VasImporterProgressFunc) (gboolean  checking,
                                         guint     percent,
                                         guint64   rows,
                                         gpointer  data);

/**
 * VasImporterHost:
 * @stop: becomes non-zero when the user wants to stop; looked at between batches
 *
 * What the importer needs from who runs it.
 */
typedef struct {
  VasStore                *store;
  const char              *actor;
  gint64                   now;
  VasImporterComplainFunc  complain;
  VasImporterProgressFunc  progress;
  gpointer                 data;
  const volatile int      *stop;
} VasImporterHost;

VasImporter *vas_importer_new        (const VasRowsKind      *kind,
                                      const char             *path,
                                      const VasImporterHost  *host,
                                      GError                **error);
void         vas_importer_free       (VasImporter            *self);
gboolean     vas_importer_check      (VasImporter            *self,
                                      GError                **error);
gboolean     vas_importer_run        (VasImporter            *self,
                                      VasVerdict            **refused,
                                      GError                **error);
const VasImporterCounts *
             vas_importer_get_counts (VasImporter            *self);
GArray      *vas_importer_get_lines  (VasImporter            *self);
GPtrArray   *vas_importer_get_told   (VasImporter            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasImporter, vas_importer_free)

G_END_DECLS
