/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VasAsideFile VasAsideFile;

VasAsideFile *vas_aside_file_new      (const char          *path,
                                       const char          *records,
                                       GError             **error);
const char   *vas_aside_file_get_path (const VasAsideFile  *self);
gboolean      vas_aside_file_write    (VasAsideFile        *self,
                                       GBytes              *bytes,
                                       GError             **error);
gboolean      vas_aside_file_name     (VasAsideFile        *self,
                                       GError             **error);
void          vas_aside_file_free     (VasAsideFile        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasAsideFile, vas_aside_file_free)

G_END_DECLS
