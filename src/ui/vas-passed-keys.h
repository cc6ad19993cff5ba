/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VasPassedKeys:
 *
 * The keys that went on to the focus before a scan was known, and what its input method still has of them.
 */
typedef struct _VasPassedKeys VasPassedKeys;

/**
 * VasPassedKey:
 * @VAS_PASSED_NEVER: a new one
 * @VAS_PASSED_BEFORE: handed back by an input method that does not want it
 * @VAS_PASSED_SCANNED: so, and it was of a scan: nobody wants it
 */
typedef enum {
  VAS_PASSED_NEVER,
  VAS_PASSED_BEFORE,
  VAS_PASSED_SCANNED,
} VasPassedKey;

VasPassedKeys *vas_passed_keys_new    (void);
void           vas_passed_keys_free   (VasPassedKeys *self);
VasPassedKey   vas_passed_keys_find   (VasPassedKeys *self,
                                       guint32        time,
                                       guint          keycode);
void           vas_passed_keys_note   (VasPassedKeys *self,
                                       guint32        time,
                                       guint          keycode);
void           vas_passed_keys_begin  (VasPassedKeys *self);
void           vas_passed_keys_mark   (VasPassedKeys *self);
void           vas_passed_keys_settle (VasPassedKeys *self);
void           vas_passed_keys_guard  (VasPassedKeys *self,
                                       GtkWidget     *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasPassedKeys, vas_passed_keys_free)

G_END_DECLS
