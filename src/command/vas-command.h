/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

#include "vas-entity.h"

G_BEGIN_DECLS

#define VAS_COMMAND_ERROR (vas_command_error_quark ())
GQuark vas_command_error_quark (void);

/**
 * VasCommandError:
 * @VAS_COMMAND_ERROR_UNKNOWN_TYPE: no command of that name
 * @VAS_COMMAND_ERROR_ARGUMENT: an argument is missing, unknown or of the wrong form; the message names it
 * @VAS_COMMAND_ERROR_NOT_FOUND: a record that an argument names does not exist
 * @VAS_COMMAND_ERROR_REUSED: the command id was used before with another body
 * @VAS_COMMAND_ERROR_SETTLED: too late: the hold has ended
 */
typedef enum {
  VAS_COMMAND_ERROR_UNKNOWN_TYPE,
  VAS_COMMAND_ERROR_ARGUMENT,
  VAS_COMMAND_ERROR_NOT_FOUND,
  VAS_COMMAND_ERROR_REUSED,
  VAS_COMMAND_ERROR_SETTLED,
} VasCommandError;

/**
 * VasCommand:
 *
 * What somebody asks for, as it is saved and sent: type, author, moment, arguments. Its body is a string, so that
 * every side hashes the same bytes. Personal arguments stand apart; the body holds their salted digests (R29).
 * Built by one thread, then only read.
 */
#define VAS_TYPE_COMMAND (vas_command_get_type ())
G_DECLARE_FINAL_TYPE (VasCommand, vas_command, VAS, COMMAND, GObject)

VasCommand  *vas_command_new              (const char     *type,
                                           const char     *actor,
                                           gint64          made_at);
VasCommand  *vas_command_new_with_id      (const char     *id,
                                           const char     *type,
                                           const char     *actor,
                                           gint64          made_at);
VasCommand  *vas_command_from_text        (const char     *body,
                                           const char     *personal,
                                           GError        **error);
VasCommand  *vas_command_from_wire        (const char     *body,
                                           const char     *personal,
                                           GError        **error);
char        *vas_command_digest           (const char     *salt,
                                           JsonNode       *value);

/* Arguments. A name ending is no hint of the kind: the type's argument table decides. */
void         vas_command_set_text         (VasCommand     *self,
                                           const char     *name,
                                           const char     *value);
void         vas_command_set_int          (VasCommand     *self,
                                           const char     *name,
                                           gint64          value);
void         vas_command_set_bool         (VasCommand     *self,
                                           const char     *name,
                                           gboolean        value);
void         vas_command_set_texts        (VasCommand     *self,
                                           const char     *name,
                                           const char * const *values);
void         vas_command_set_node         (VasCommand     *self,
                                           const char     *name,
                                           JsonNode       *value);
void         vas_command_set_payload      (VasCommand     *self,
                                           const char     *digest,
                                           GPtrArray      *rows);
void         vas_command_expect           (VasCommand     *self,
                                           VasEntity      *entity);
void         vas_command_acknowledge      (VasCommand     *self,
                                           const char     *code);

void         vas_command_mark_sent        (VasCommand     *self);
gboolean     vas_command_was_sent         (VasCommand     *self);
const char  *vas_command_get_id           (VasCommand     *self);
const char  *vas_command_get_type_name    (VasCommand     *self);
const char  *vas_command_get_actor        (VasCommand     *self);
gint64       vas_command_get_made_at      (VasCommand     *self);
JsonObject  *vas_command_get_args         (VasCommand     *self);
JsonObject  *vas_command_get_expect       (VasCommand     *self);
GPtrArray   *vas_command_get_payload      (VasCommand     *self);
const char * const *vas_command_get_acknowledged (VasCommand *self);
const char  *vas_command_get_body         (VasCommand     *self);
char        *vas_command_get_body_hash    (VasCommand     *self);
char        *vas_command_get_personal     (VasCommand     *self);

G_END_DECLS
