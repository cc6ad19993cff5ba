/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-calendar.h"
#include "vas-entity.h"
#include "vas-sql.h"

G_BEGIN_DECLS

typedef struct _VasImporter VasImporter;

/**
 * VasRowsColumn:
 * @name: in the header of the file
 * @field: (nullable): the field of the entity that it fills; NULL where the kind reads it by itself
 * @required: whether the column must be there, and no cell of it empty
 */
typedef struct {
  const char *name;
  const char *field;
  gboolean    required;
} VasRowsColumn;

/**
 * VasRowsResult:
 * @VAS_ROWS_TAKE: to be imported
 * @VAS_ROWS_SAME: there already, with the same values
 * @VAS_ROWS_BAD: refused; a complaint was made
 */
typedef enum {
  VAS_ROWS_TAKE,
  VAS_ROWS_SAME,
  VAS_ROWS_BAD,
} VasRowsResult;

/**
 * VasRowsKind:
 * @name: the word on the command line
 * @command: the command that takes the rows
 * @unique: (nullable): the column whose text no two records share
 * @begin: (nullable): before each pass; may set the importer's state
 * @read: from a row, whose columns are in @entity already, to the records it makes; complains of what is wrong
 * @end: (nullable): after each pass, even where @begin was never reached
 * @person: whether somebody of the staff brings it in, who answers for it; the system may bring in the others
 *
 * What a kind of file holds. Everything runs inside one transaction or snapshot.
 */
typedef struct {
  const char          *name;
  const char          *command;
  const VasRowsColumn *columns;
  guint                n_columns;
  GType              (*get_type) (void);
  const char          *unique;
  gboolean           (*begin)    (VasImporter  *importer,
                                  GError      **error);
  VasRowsResult      (*read)     (VasImporter  *importer,
                                  VasEntity    *entity,
                                  GPtrArray    *records,
                                  GError      **error);
  void               (*end)      (VasImporter  *importer);
  gboolean             person;
} VasRowsKind;

extern const VasRowsKind vas_rows_accounts;
extern const VasRowsKind vas_rows_orders;
extern const VasRowsKind vas_rows_payments;
extern const VasRowsKind vas_rows_requests;
extern const VasRowsKind vas_rows_catalog;
extern const VasRowsKind vas_rows_calendar;
extern const VasRowsKind vas_rows_stock;
extern const VasRowsKind vas_rows_staff;

const VasRowsKind *vas_rows_kind_find      (const char   *name);
const VasRowsKind * const *vas_rows_kinds  (guint        *n_kinds);

/* For a kind, while it reads a row. */
gboolean     vas_importer_is_checking  (VasImporter  *self);
const char  *vas_importer_get          (VasImporter  *self,
                                        const char   *column);
void         vas_importer_complain     (VasImporter  *self,
                                        const char   *column,
                                        const char   *rule,
                                        const char   *format,
                                        ...) G_GNUC_PRINTF (4, 5);
char        *vas_importer_new_key      (VasImporter  *self,
                                        const char   *name);
const char  *vas_importer_find_account (VasImporter  *self,
                                        const char   *account_id,
                                        GError      **error);
const char  *vas_importer_find_staff   (VasImporter  *self,
                                        const char   *login,
                                        GError      **error);
gboolean     vas_importer_is_repeated  (VasImporter  *self,
                                        const char   *text);
const char  *vas_importer_differs      (VasImporter  *self,
                                        VasEntity    *entity,
                                        VasEntity    *known);
VasSql      *vas_importer_get_sql      (VasImporter  *self);
gint64       vas_importer_get_now      (VasImporter  *self);
gboolean     vas_importer_has_role     (VasImporter  *self,
                                        guint         roles);
gpointer     vas_importer_get_state    (VasImporter  *self);
void         vas_importer_set_state    (VasImporter  *self,
                                        gpointer      state);

G_END_DECLS
