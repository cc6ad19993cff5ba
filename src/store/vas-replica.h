/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

VasSql  *vas_replica_open           (const char  *directory,
                                     gboolean    *unclean,
                                     GError     **error);
VasSql  *vas_replica_open_to_look   (const char  *directory,
                                     gboolean     maybe_frozen,
                                     GError     **error);
void     vas_replica_close          (VasSql      *sql,
                                     gboolean     damaged);
VasSql  *vas_replica_open_file      (const char  *path,
                                     GError     **error);
void     vas_replica_remove_file    (const char  *path);
char    *vas_replica_get_epoch      (VasSql      *sql,
                                     GError     **error);
gboolean vas_replica_make_directory (const char  *directory,
                                     GError     **error);

G_END_DECLS
