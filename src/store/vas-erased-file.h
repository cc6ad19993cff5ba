/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

/**
 * VasErased:
 * @account_key: of a user who was erased
 * @erased_at: when
 *
 * A line of the file of erasures, or of whom an earlier one left something.
 */
typedef struct {
  char   *account_key;
  gint64  erased_at;
} VasErased;

void       vas_erased_free            (VasErased   *self);
GPtrArray *vas_erased_list_left       (VasSql      *sql,
                                       GError     **error);
gboolean   vas_erased_file_note       (VasSql      *sql,
                                       const char  *directory,
                                       GError     **error);
GPtrArray *vas_erased_file_list_again (VasSql      *sql,
                                       const char  *directory,
                                       GError     **error);
gboolean   vas_erased_file_carry      (const char  *from,
                                       const char  *to,
                                       GError     **error);

G_END_DECLS
