/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-change-item.h"
#include "vas-change.h"
#include "vas-plan.h"
#include "vas-sql.h"

G_BEGIN_DECLS

/* Changes of the catalog: what is due, and what is scheduled already. */

GPtrArray *vas_change_list_due    (VasSql         *sql,
                                   gint64          now,
                                   guint           limit,
                                   GError        **error);
gboolean   vas_change_find_other  (VasSql         *sql,
                                   VasChangeItem  *item,
                                   gint64          starts_at,
                                   gboolean       *found,
                                   GError        **error);
gboolean   vas_change_find_promotion (VasSql      *sql,
                                   const char     *plan_key,
                                   gint64          ends_at,
                                   gint64         *starts_at,
                                   GError        **error);

gboolean   vas_catalog_set_back   (VasSql         *sql,
                                   VasPlan        *plan,
                                   VasService     *service,
                                   gint64          at,
                                   GError        **error);

G_END_DECLS
