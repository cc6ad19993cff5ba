/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command.h"
#include "vas-request.h"
#include "vas-sql.h"
#include "vas-verdict.h"

G_BEGIN_DECLS

/**
 * VasProblem:
 * @command: what was asked
 * @verdict: why not
 * @request: (nullable): what it was about, as it is now
 * @claimed_by: (nullable): the name of who works on it now
 *
 * A command of this desk that was refused, with everything that its author has to see.
 */
typedef struct {
  VasCommand *command;
  VasVerdict *verdict;
  VasRequest *request;
  char       *claimed_by;
} VasProblem;

void        vas_problem_free  (VasProblem  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasProblem, vas_problem_free)

GPtrArray  *vas_problem_list  (VasSql      *sql,
                               gint64       now,
                               GError     **error);
VasProblem *vas_problem_find  (VasSql      *sql,
                               const char  *command_id,
                               gint64       now,
                               GError     **error);
VasCommand *vas_problem_again (VasSql      *sql,
                               VasProblem  *problem,
                               const char  *actor,
                               gint64       now,
                               GError     **error);

G_END_DECLS
