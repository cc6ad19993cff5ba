/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

GPtrArray *vas_search_accounts      (VasSql      *sql,
                                     const char  *query,
                                     guint        limit,
                                     GError     **error);
GArray    *vas_search_account_ids   (VasSql      *sql,
                                     const char  *query,
                                     guint        limit,
                                     GError     **error);
gboolean   vas_search_rebuild       (VasSql      *sql,
                                     GError     **error);
gboolean   vas_search_merge         (VasSql      *sql,
                                     GError     **error);
gboolean   vas_search_check         (VasSql      *sql,
                                     GError     **error);

/* For the code that writes accounts: an entry goes before its row changes, and comes back after. */
gboolean   vas_search_add           (VasSql      *sql,
                                     gint64       account,
                                     GError     **error);
gboolean   vas_search_flush         (VasSql      *sql,
                                     GError     **error);
gboolean   vas_search_forget        (VasSql      *sql,
                                     gint64       account,
                                     GError     **error);
gboolean   vas_search_remember      (VasSql      *sql,
                                     gint64       account,
                                     GError     **error);
gboolean   vas_search_forget_images (VasSql      *sql,
                                     const char  *command_id,
                                     GError     **error);
gboolean   vas_search_remember_images (VasSql      *sql,
                                       const char  *command_id,
                                       GError     **error);

G_END_DECLS
