/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command-type.h"
#include "vas-journal.h"
#include "vas-ledger.h"

G_BEGIN_DECLS

/* What saving, rebasing and settling share. */

char       *vas_ledger_verdict_to_text   (VasVerdict   *verdict);
char       *vas_ledger_verdict_for_trail (VasVerdict   *verdict);
VasVerdict *vas_ledger_verdict_from_text (const char   *text,
                                          GError      **error);
VasVerdict *vas_ledger_verdict_not_possible
                                         (const char   *reason);
VasReceipt *vas_ledger_receipt_new       (VasRun       *run,
                                          VasVerdict   *verdict,
                                          gboolean      applied,
                                          gint64        hold_until);
VasLogRow  *vas_ledger_log_row_new       (VasCommand   *command,
                                          gint64        now);
gboolean    vas_ledger_log_result        (VasSql       *sql,
                                          VasRun       *run,
                                          VasVerdict   *verdict,
                                          gboolean      applied,
                                          gboolean      on,
                                          gint64       *seq,
                                          GError      **error);
gboolean    vas_ledger_attempt           (VasRun       *run,
                                          VasVerdict  **verdict,
                                          gboolean     *applied,
                                          GError      **error);
gboolean    vas_ledger_attempt_safely    (VasRun       *run,
                                          VasVerdict  **verdict,
                                          gboolean     *applied,
                                          GError      **error);

gboolean    vas_ledger_settle_at_once    (VasSql       *sql,
                                          VasCommand   *command,
                                          gint64        now,
                                          VasReceipt  **receipt,
                                          GError      **error);

G_END_DECLS
