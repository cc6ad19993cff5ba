/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

/*
 * Before-images. While a command applies optimistically, triggers on every synced table copy each row as it was into a
 * twin table (`before_<table>`), so that no code path can forget one. Restoring is the only thing that may pass the guards
 * of what is issued.
 */

gboolean vas_capture_install (VasSql      *sql,
                              GError     **error);
gboolean vas_capture_begin   (VasSql      *sql,
                              const char  *command_id,
                              GError     **error);
gboolean vas_capture_end     (VasSql      *sql,
                              GError     **error);
gboolean vas_capture_pass    (VasSql      *sql,
                              gboolean     pass,
                              GError     **error);
gboolean vas_capture_restore (VasSql      *sql,
                              const char  *command_id,
                              GError     **error);
gboolean vas_capture_drop    (VasSql      *sql,
                              const char  *command_id,
                              GError     **error);
gboolean  vas_capture_drop_of (VasSql      *sql,
                               GType        type,
                               const char  *command_id,
                               GError     **error);

G_END_DECLS
