/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-row-source.h"
#include "vas-store.h"

G_BEGIN_DECLS

#define VAS_TYPE_SQL_SOURCE (vas_sql_source_get_type ())
G_DECLARE_DERIVABLE_TYPE (VasSqlSource, vas_sql_source, VAS, SQL_SOURCE, GObject)

/**
 * VasSqlSourceClass:
 * @get_item_type: the type of its records
 * @ref_question: (transfer full): what a reader needs to know, as it is now; never changed afterwards. Main thread
 * @unref_question: any thread
 * @find_ids: puts the first @limit ids (0: all) into @view without a statement of their order; FALSE where it cannot. May be absent. Reader's
 *   thread
 * @prepare_ids: the statement of the ids in view order, one column, at most @limit (0: all), bound. Reader's thread
 * @prepare_record: the statement of one record, whose id becomes $1; what else it needs is bound. Reader's thread
 * @read_record: (transfer full): the record of the current row. Reader's thread
 * @get_tables: (array zero-terminated=1): what the answer depends on
 *
 * A question to a #VasStore. A subclass has the statements.
 */
struct _VasSqlSourceClass
{
  GObjectClass          parent_class;

  GType              (*get_item_type)  (VasSqlSource   *self);
  gpointer           (*ref_question)   (VasSqlSource   *self);
  void               (*unref_question) (gpointer        question);
  gboolean           (*find_ids)       (gconstpointer   question,
                                        VasSql         *sql,
                                        guint           limit,
                                        VasRowView     *view);
  VasStatement      *(*prepare_ids)    (gconstpointer   question,
                                        VasSql         *sql,
                                        guint           limit,
                                        GError        **error);
  VasStatement      *(*prepare_record) (gconstpointer   question,
                                        VasSql         *sql,
                                        GError        **error);
  gpointer           (*read_record)    (gconstpointer   question,
                                        VasStatement   *statement);
  const char * const *(*get_tables)    (VasSqlSource   *self);
};

VasStore *vas_sql_source_get_store (VasSqlSource *self);

G_END_DECLS
