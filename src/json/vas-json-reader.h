/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "vas-json-check.h"

G_BEGIN_DECLS

JsonNode *vas_json_parse_strict       (const char    *data,
                                       gssize         length,
                                       gsize          max_size,
                                       GError       **error);
JsonNode *vas_json_parse_strict_full  (const char    *data,
                                       gssize         length,
                                       gsize          max_size,
                                       VasJsonFlags   flags,
                                       GError       **error);

gboolean  vas_json_get_text           (JsonObject    *object,
                                       const char    *name,
                                       gboolean       required,
                                       const char   **out,
                                       GError       **error);
gboolean  vas_json_get_int            (JsonObject    *object,
                                       const char    *name,
                                       gboolean       required,
                                       gint64        *out,
                                       GError       **error);
gboolean  vas_json_get_bool           (JsonObject    *object,
                                       const char    *name,
                                       gboolean       required,
                                       gboolean      *out,
                                       GError       **error);
gboolean  vas_json_get_object         (JsonObject    *object,
                                       const char    *name,
                                       gboolean       required,
                                       JsonObject   **out,
                                       GError       **error);
gboolean  vas_json_get_array          (JsonObject    *object,
                                       const char    *name,
                                       gboolean       required,
                                       JsonArray    **out,
                                       GError       **error);

G_END_DECLS
