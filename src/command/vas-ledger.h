/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-engine.h"

G_BEGIN_DECLS

/* The transactions of the engine: each runs inside one write of the store. */

VasReceipt *vas_ledger_save   (VasSql       *sql,
                               VasCommand   *command,
                               guint         hold_seconds,
                               gint64        now,
                               GError      **error);
GPtrArray  *vas_ledger_settle (VasSql       *sql,
                               GPtrArray    *command_ids,
                               gint64        now,
                               GError      **error);
VasReceipt *vas_ledger_settle_command (VasSql      *sql,
                                       VasCommand  *command,
                                       gint64       now,
                                       GError     **error);
GPtrArray  *vas_ledger_pull   (VasSql       *sql,
                               const char   *epoch,
                               const char   *lines,
                               gsize         length,
                               gint64        now,
                               GError      **error);
GPtrArray  *vas_ledger_confirm (VasSql      *sql,
                               GPtrArray    *results,
                               gint64        now,
                               GError      **error);
GPtrArray  *vas_ledger_refuse (VasSql       *sql,
                               const char   *command_id,
                               const char   *reason,
                               gint64        now,
                               GError      **error);
gboolean    vas_ledger_undo   (VasSql       *sql,
                               GPtrArray    *command_ids,
                               gint64        now,
                               guint        *n_undone,
                               GPtrArray   **refused,
                               GError      **error);

G_END_DECLS
