/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

/**
 * VasAside:
 *
 * A file that names people and leaves the program: written aside, recorded in the trail (R31), and only then given its name. What is not
 * recorded leaves no file behind.
 */
typedef struct _VasAside VasAside;

VasAside   *vas_aside_new           (VasDesk              *desk,
                                     const char           *path,
                                     GError              **error);
void        vas_aside_free          (VasAside             *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasAside, vas_aside_free)

const char *vas_aside_get_path      (VasAside             *self);
void        vas_aside_record_async  (VasAside             *self,
                                     VasCommand           *command,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean    vas_aside_record_finish (VasDesk              *desk,
                                     GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
