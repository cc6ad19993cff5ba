/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vas-authority.h"
#include "vas-transport.h"

G_BEGIN_DECLS

/* The words of doc/protocol.md, written and read. Pure functions; any thread. */

#define VAS_WIRE_ERROR (vas_wire_error_quark ())
GQuark vas_wire_error_quark (void);

/**
 * VasWireError:
 * @VAS_WIRE_ERROR_NONSENSE: the answer is not what the protocol says
 * @VAS_WIRE_ERROR_SIGNED_OUT: there is no session any more
 * @VAS_WIRE_ERROR_REFUSED: not allowed, or wrong; sending it again makes no sense
 * @VAS_WIRE_ERROR_ACTOR: the session is another person's than the commands
 * @VAS_WIRE_ERROR_EPOCH: the backend is another one than before
 * @VAS_WIRE_ERROR_SNAPSHOT: the feed does not reach back far enough
 * @VAS_WIRE_ERROR_COPIED: another replica uses this client id
 * @VAS_WIRE_ERROR_GAP: the backend misses commands that it once had
 * @VAS_WIRE_ERROR_NEWER: the backend's records have a form that this program does not know
 * @VAS_WIRE_ERROR_LATER: not now
 *
 * What an answer means that is no success.
 */
typedef enum {
  VAS_WIRE_ERROR_NONSENSE,
  VAS_WIRE_ERROR_SIGNED_OUT,
  VAS_WIRE_ERROR_REFUSED,
  VAS_WIRE_ERROR_ACTOR,
  VAS_WIRE_ERROR_EPOCH,
  VAS_WIRE_ERROR_SNAPSHOT,
  VAS_WIRE_ERROR_COPIED,
  VAS_WIRE_ERROR_GAP,
  VAS_WIRE_ERROR_NEWER,
  VAS_WIRE_ERROR_LATER,
} VasWireError;

/**
 * VasWirePage:
 * @through: the last row of the trail in it
 * @head: the last row there was
 * @schema: the version that its records have
 * @scope: of how many months the house wants desks to hold orders; -1 where it is not said
 * @lines: the rows, without the first line
 *
 * A page of the feed.
 */
typedef struct {
  char    *epoch;
  gint64   after;
  gint64   through;
  gint64   head;
  gint64   schema;
  gint64   scope;
  GBytes  *lines;
} VasWirePage;

void         vas_wire_page_clear    (VasWirePage      *page);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VasWirePage, vas_wire_page_clear)

gboolean     vas_wire_is_passing    (const GError     *error);
gboolean     vas_wire_check         (VasAnswer        *answer,
                                     guint             wanted,
                                     GError          **error);
char        *vas_wire_write_push    (const char       *epoch,
                                     const char       *client_id,
                                     GPtrArray        *items);
GPtrArray   *vas_wire_read_results  (VasAnswer        *answer,
                                     GPtrArray        *items,
                                     GError          **error);
gboolean     vas_wire_read_page     (VasAnswer        *answer,
                                     VasWirePage      *page,
                                     GError          **error);
gboolean     vas_wire_read_head     (VasAnswer        *answer,
                                     gint64           *head,
                                     GError          **error);
gboolean     vas_wire_read_hello    (VasAnswer        *answer,
                                     char            **epoch,
                                     GError          **error);
char        *vas_wire_write_sign_in (const char       *login,
                                     const char       *password,
                                     const char       *device);
JsonNode    *vas_wire_new_reveal    (const char         *record,
                                     const char * const *fields,
                                     const char         *reason);
gboolean     vas_wire_read_session  (VasAnswer        *answer,
                                     char            **token,
                                     char            **staff_key,
                                     GError          **error);

G_END_DECLS
