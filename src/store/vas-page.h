/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

/**
 * VasPageResult:
 * @command_id: a command that the backend settled
 * @applied: whether it was applied; otherwise @verdict says why not
 * @verdict: as JSON
 *
 * What became of a command.
 */
typedef struct {
  char     *command_id;
  gboolean  applied;
  char     *verdict;
} VasPageResult;

void       vas_page_result_free (VasPageResult  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasPageResult, vas_page_result_free)

GPtrArray *vas_page_apply       (VasSql         *sql,
                                 const char     *epoch,
                                 const char     *lines,
                                 gsize           length,
                                 GPtrArray      *erased,
                                 GError        **error);
gboolean   vas_page_load        (VasSql         *sql,
                                 const char     *lines,
                                 gsize           length,
                                 GError        **error);

G_END_DECLS
