/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-csv.h"
#include "vas-importer.h"

G_BEGIN_DECLS

struct _VasImporter
{
  const VasRowsKind *kind;
  VasImporterHost    host;

  char              *base;          /* name of the file, without its directory */
  char              *sha256;
  GBytes            *bytes;
  VasCsvReader      *reader;
  int               *places;        /* of each column; -1 where the file has it not */
  const VasField   **fields;        /* that each column fills */
  char             **trimmed;       /* of each column: a cell without the blanks around it */

  VasSql            *sql;           /* (unowned): while a pass runs */
  gboolean           checking;
  const VasCsvRow   *row;
  guint64            line;
  guint64            n_row;         /* rows of the file read in this pass */
  gboolean           row_is_bad;
  char              *batch_id;
  gboolean           batch_done;    /* by an earlier run */
  guint              roles;
  gpointer           state;

  GByteArray        *marks;         /* a Mark for each row */
  GHashTable        *seen;          /* texts of the unique column */
  GStringChunk      *texts;
  GHashTable        *accounts;      /* id of an account → key */
  GHashTable        *staff;         /* login → key */
  GArray            *lines;         /* first and last line of each run of imported rows */
  GPtrArray         *told;              /* (element-type VasVerdict): of the batches that went in */
  VasImporterCounts  counts;
};

const char *vas_importer_get_cell    (VasImporter *self,
                                      guint        column);
void        vas_importer_complain_of (VasImporter *self,
                                      const char  *column,
                                      const char  *rule,
                                      const char  *message);

G_END_DECLS
