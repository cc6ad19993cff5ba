/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"
#include "vas-sql.h"

G_BEGIN_DECLS

/* The statements of one entity type, as text. Built once for each type, never freed. */
typedef struct {
  VasEntityClass *klass;
  const char     *insert[VAS_SQL_N_ENGINES];  /* $1 key, $2 ver, $3 … the fields */
  const char     *put[VAS_SQL_N_ENGINES];     /* as insert; where the key is there, the row takes on the version and the fields */
  const char     *update[VAS_SQL_N_ENGINES];  /* $1 id, or key on a server; $2 the version it has now, $3 … the fields */
  const char     *remove[VAS_SQL_N_ENGINES];  /* $1 likewise */
} VasTablePlan;

const VasTablePlan *vas_table_plan_get   (GType                type);
char               *vas_table_plan_query (const VasTablePlan  *plan,
                                          const char          *field,
                                          gboolean             none,
                                          const char          *order_by,
                                          GError             **error);
char               *vas_table_plan_key_query
                                         (const VasTablePlan  *plan,
                                          const char          *field,
                                          GError             **error);
const VasField     *vas_table_plan_field (const VasTablePlan  *plan,
                                          const char          *name,
                                          gsize                length);

G_END_DECLS
