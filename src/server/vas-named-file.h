/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-http-reply.h"

G_BEGIN_DECLS

VasHttpReply *vas_named_file_reply           (const char  *path,
                                              const char  *hash,
                                              const char  *content_type,
                                              const char  *absent,
                                              gboolean     keep);
VasHttpReply *vas_named_file_reply_unchanged (const char  *hash);

G_END_DECLS
