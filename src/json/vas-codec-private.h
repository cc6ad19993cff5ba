/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-codec.h"

G_BEGIN_DECLS

/* Values of a new entity, which nobody listens to yet; both ways of reading one judge them here. */

gboolean  vas_codec_set_head     (VasEntity       *entity,
                                  const char      *key,
                                  gint64           ver,
                                  GError         **error);
gboolean  vas_codec_set_text     (const VasField  *field,
                                  const char      *text,
                                  VasEntity       *entity,
                                  GError         **error);
gboolean  vas_codec_set_integer  (const VasField  *field,
                                  gint64           value,
                                  VasEntity       *entity,
                                  GError         **error);

G_END_DECLS
