/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"

G_BEGIN_DECLS

/** VAS_ENTITY_TEXT_MAX: the longest text a field takes from a file, in characters. */
#define VAS_ENTITY_TEXT_MAX 2000

gboolean  vas_entity_set_from_text  (VasEntity       *self,
                                     const VasField  *field,
                                     const char      *text,
                                     GError         **error);
char     *vas_entity_to_text        (VasEntity       *self,
                                     const VasField  *field);

G_END_DECLS
