/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command-type.h"

G_BEGIN_DECLS

/** VAS_IMPORT_BATCH: rows of a file in one command, at most. */
#define VAS_IMPORT_BATCH 1000

gboolean vas_import_check_types     (VasRun       *run,
                                     const GType  *types,
                                     GError      **error);
gboolean vas_import_insert          (VasRun       *run,
                                     GError      **error);

gboolean vas_import_payments_check  (VasRun       *run,
                                     VasVerdict   *verdict,
                                     GError      **error);
gboolean vas_import_payments_apply  (VasRun       *run,
                                     GError      **error);
gboolean vas_import_terms_check     (VasRun       *run,
                                     VasVerdict   *verdict,
                                     GError      **error);
gboolean vas_import_requests_check  (VasRun       *run,
                                     VasVerdict   *verdict,
                                     GError      **error);
gboolean vas_import_requests_apply  (VasRun       *run,
                                     GError      **error);
gboolean vas_import_calendar_check  (VasRun       *run,
                                     VasVerdict   *verdict,
                                     GError      **error);
gboolean vas_import_calendar_apply  (VasRun       *run,
                                     GError      **error);

G_END_DECLS
