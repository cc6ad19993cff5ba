/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

/** VasTouched: a record that a command changed: its type and key. */
typedef struct {
  GType  type;
  char  *key;
} VasTouched;

void       vas_touched_free  (VasTouched  *self);

/** VasTouchedForesee: says that a record will be asked for in this transaction. */
typedef gboolean (*VasTouchedForesee) (VasSql            *sql,
                                       const VasTouched  *touched,
                                       GError           **error);

void       vas_touched_hint  (VasSql      *sql,
                              GType        type,
                              const char  *key);
gboolean   vas_touched_foresee
                             (VasSql             *sql,
                              VasTouchedForesee   foresee,
                              GError            **error);
gboolean   vas_touched_begin (VasSql      *sql,
                              const char  *command_id,
                              GError     **error);
GPtrArray *vas_touched_end   (VasSql      *sql,
                              const char  *command_id,
                              GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasTouched, vas_touched_free)

G_END_DECLS
