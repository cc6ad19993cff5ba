/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

const GType *vas_store_entity_types (guint      *n);
GType        vas_store_entity_type  (const char *table);

G_END_DECLS
