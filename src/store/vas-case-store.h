/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case.h"
#include "vas-sql.h"

G_BEGIN_DECLS

gboolean  vas_case_foresee        (VasSql      *sql,
                                   const char  *request_key,
                                   GError     **error);
VasCase   *vas_case_load           (VasSql       *sql,
                                    const char   *request_key,
                                    GError      **error);
VasCase   *vas_case_load_by_number (VasSql       *sql,
                                    const char   *number,
                                    GError      **error);
VasCase   *vas_case_load_draft     (VasSql       *sql,
                                    VasRequest   *request,
                                    GPtrArray    *shares,
                                    GError      **error);
gboolean   vas_case_set_claim      (VasSql       *sql,
                                    VasRequest   *request,
                                    GError      **error);

G_END_DECLS
