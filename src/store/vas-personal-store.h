/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-personal-request.h"
#include "vas-sql.h"

G_BEGIN_DECLS

/* @code: of a finding, such as "erase-requests-open"; @names: (transfer none): what people call them, joined. */
typedef void (*VasOpenWorkFunc) (const char *code,
                                 const char *names,
                                 gpointer    data);

gboolean   vas_personal_list_open_work (VasSql           *sql,
                                        const char       *account_key,
                                        const char       *request_key,
                                        VasOpenWorkFunc   func,
                                        gpointer          data,
                                        GError          **error);
GPtrArray *vas_personal_list_records   (VasSql           *sql,
                                        const char       *account_key,
                                        GError          **error);
GPtrArray *vas_personal_list           (VasSql           *sql,
                                        gboolean          open,
                                        GError          **error);
gboolean   vas_personal_count_open     (VasSql           *sql,
                                        gint64           *count,
                                        GError          **error);

gboolean   vas_locked_keep             (VasSql           *sql,
                                        const char       *request_key,
                                        const char       *title,
                                        const char       *taxpayer_id,
                                        gint64            now,
                                        GError          **error);
gboolean   vas_locked_read             (VasSql           *sql,
                                        const char       *request_key,
                                        char            **title,
                                        char            **taxpayer_id,
                                        GError          **error);
gboolean   vas_locked_find_photo       (VasSql           *sql,
                                        const char       *hash,
                                        char            **request_key,
                                        GError          **error);
gboolean   vas_locked_was_revealed     (VasSql           *sql,
                                        const char       *request_key,
                                        const char       *staff_key,
                                        gint64            since,
                                        gboolean         *was,
                                        GError          **error);

G_END_DECLS
