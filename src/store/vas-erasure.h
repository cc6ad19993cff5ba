/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"
#include "vas-sql.h"

G_BEGIN_DECLS

/** VAS_ERASURE_COMMAND: the command whose row of the trail says that the records it touched were erased. */
#define VAS_ERASURE_COMMAND "personal.erase"

/** VAS_ERASURE_AGAIN: the command of the system that does it once more, after a backup of before was put back, or to what was left; its row says the same. */
#define VAS_ERASURE_AGAIN "personal.erase-again"

void     vas_erasure_clear_record (VasEntity   *entity);
gboolean vas_erasure_clear_trail  (VasSql      *sql,
                                   GPtrArray   *keys,
                                   const char  *account_id,
                                   GError     **error);
gboolean vas_erasure_clear_images (VasSql      *sql,
                                   GPtrArray   *keys,
                                   GError     **error);
gboolean vas_erasure_find_left    (VasSql      *sql,
                                   const char  *account_key,
                                   gboolean    *left,
                                   GError     **error);
gboolean vas_erasure_forget       (VasSql      *sql,
                                   GPtrArray   *keys,
                                   GError     **error);
gboolean vas_erasure_forget_all   (VasSql      *sql,
                                   GError     **error);
gboolean vas_erasure_foresee      (VasSql      *sql,
                                   const char  *key,
                                   GError     **error);
gboolean vas_erasure_look_up      (VasSql      *sql,
                                   const char  *key,
                                   gint64      *erased_at,
                                   GError     **error);
gboolean vas_erasure_is_command   (const char  *type);
gboolean vas_erasure_came_after   (VasSql      *sql,
                                   gint64       seq,
                                   gboolean    *came,
                                   GError     **error);

G_END_DECLS
