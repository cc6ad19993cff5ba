/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

typedef struct _VasChanges VasChanges;

VasChanges *vas_changes_new   (VasSql      *sql);
void        vas_changes_free  (VasChanges  *self);
void        vas_changes_clear (VasChanges  *self);
char      **vas_changes_get   (VasChanges  *self);
GArray     *vas_changes_get_rows
                              (VasChanges  *self,
                               const char  *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasChanges, vas_changes_free)

G_END_DECLS
