/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-http-reply.h"

G_BEGIN_DECLS

/**
 * VasProblem:
 *
 * What can be wrong with a request: one row of the table in vas-problem.c each, with its type, status and title.
 */
typedef enum {
  VAS_PROBLEM_NONE,
  VAS_PROBLEM_BAD_REQUEST,
  VAS_PROBLEM_BAD_JSON,
  VAS_PROBLEM_BAD_VALUE,
  VAS_PROBLEM_MALFORMED,
  VAS_PROBLEM_NO_SESSION,
  VAS_PROBLEM_SIGN_IN,
  VAS_PROBLEM_FORBIDDEN,
  VAS_PROBLEM_ACTOR,
  VAS_PROBLEM_NOT_FOUND,
  VAS_PROBLEM_METHOD,
  VAS_PROBLEM_CONFLICT,
  VAS_PROBLEM_EPOCH,
  VAS_PROBLEM_REUSED,
  VAS_PROBLEM_FORKED,
  VAS_PROBLEM_FOREIGN,
  VAS_PROBLEM_GAP,
  VAS_PROBLEM_SNAPSHOT,
  VAS_PROBLEM_TOO_LARGE,
  VAS_PROBLEM_MEDIA_TYPE,
  VAS_PROBLEM_TOO_MANY,
  VAS_PROBLEM_INTERNAL,
  VAS_PROBLEM_UNAVAILABLE,
} VasProblem;

VasHttpReply *vas_problem_reply       (VasProblem     problem,
                                       const char    *detail);
VasHttpReply *vas_problem_reply_full  (VasProblem     problem,
                                       const char    *detail,
                                       const char    *rule,
                                       const char    *field,
                                       JsonObject    *more);
VasHttpReply *vas_problem_reply_error (const GError  *error);
VasHttpReply *vas_problem_reply_too_many
                                      (const char    *detail,
                                       gint64         wait);

G_END_DECLS
