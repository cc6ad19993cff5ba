/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** VAS_WIRE_COPY_PATH: where a backend makes a copy (doc/protocol.md). */
#define VAS_WIRE_COPY_PATH "/v1/personal-copy"

/**
 * VasWireCopy:
 * @file: as it is to be saved, with the digest that stands in the trail
 * @rows: how many values are in it
 *
 * What is held of a user, made by a backend (R29).
 */
typedef struct {
  GBytes *file;
  gint64  rows;
} VasWireCopy;

JsonNode    *vas_wire_new_copy  (const char   *request,
                                 const char   *reason);
VasWireCopy *vas_wire_read_copy (JsonNode     *root,
                                 GError      **error);
void         vas_wire_copy_free (VasWireCopy  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasWireCopy, vas_wire_copy_free)

G_END_DECLS
