/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command.h"
#include "vas-sql.h"

G_BEGIN_DECLS

#define VAS_AUTHORITY_ERROR (vas_authority_error_quark ())
GQuark vas_authority_error_quark (void);

/**
 * VasAuthorityError:
 * @VAS_AUTHORITY_ERROR_MALFORMED: a command is none, or its hash or a digest in it does not fit; the message says which
 * @VAS_AUTHORITY_ERROR_ACTOR: a command names another author than the person who is signed in
 * @VAS_AUTHORITY_ERROR_REUSED: the id was used before with other contents
 * @VAS_AUTHORITY_ERROR_FORKED: the number was used before by another command: the replica was copied
 * @VAS_AUTHORITY_ERROR_GAP: a number before this one never came
 * @VAS_AUTHORITY_ERROR_FOREIGN: the client belongs to another person
 *
 * Why a whole push was refused; nothing of it was done.
 */
typedef enum {
  VAS_AUTHORITY_ERROR_MALFORMED,
  VAS_AUTHORITY_ERROR_ACTOR,
  VAS_AUTHORITY_ERROR_REUSED,
  VAS_AUTHORITY_ERROR_FORKED,
  VAS_AUTHORITY_ERROR_GAP,
  VAS_AUTHORITY_ERROR_FOREIGN,
} VasAuthorityError;

/**
 * VasPushItem:
 * @client_seq: 1, 2, 3 … of the client, without holes
 * @body: the bytes of the command
 * @hash: SHA-256 of @body in hexadecimal
 * @personal: personal values, as of vas_command_get_personal()
 *
 * A command as a desk sends it; @command is what vas_authority_read() made of it, NULL before.
 */
typedef struct {
  gint64  client_seq;
  char   *body;
  char   *hash;
  char   *personal;
  VasCommand *command;
} VasPushItem;

void vas_push_item_free (VasPushItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasPushItem, vas_push_item_free)

/**
 * VasPushState:
 * @VAS_PUSH_APPLIED: done
 * @VAS_PUSH_REJECTED: a rule stands against it; kept in the trail with the verdict
 * @VAS_PUSH_DEFERRED: a command that this backend does not know yet; to be sent again later, under a new number
 */
typedef enum {
  VAS_PUSH_APPLIED,
  VAS_PUSH_REJECTED,
  VAS_PUSH_DEFERRED,
} VasPushState;

/**
 * VasPushResult:
 * @seq: place in the trail; 0 where it was deferred
 * @verdict: (nullable): as JSON
 *
 * What became of a command that was sent.
 */
typedef struct {
  char         *command_id;
  VasPushState  state;
  gint64        seq;
  char         *verdict;
} VasPushResult;

void vas_push_result_free (VasPushResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasPushResult, vas_push_result_free)

gboolean   vas_authority_read (GPtrArray    *items,
                               const char   *staff_key,
                               GError      **error);
gboolean   vas_authority_foresee
                              (VasSql       *sql,
                               const char   *client_id,
                               GPtrArray    *items,
                               GError      **error);
GPtrArray *vas_authority_push (VasSql       *sql,
                               const char   *client_id,
                               const char   *staff_key,
                               GPtrArray    *items,
                               gint64        now,
                               GError      **error);

G_END_DECLS
