/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-ledger.h"

G_BEGIN_DECLS

/**
 * VasRebasePage:
 * @epoch: of the backend
 * @lines: of its feed, @length bytes
 *
 * What a backend tells.
 */
typedef struct {
  const char *epoch;
  const char *lines;
  gsize       length;
} VasRebasePage;

/**
 * VasRebase:
 * @settle: (nullable) (element-type utf8): ids to be given the last word here, by a file that is its own authority
 * @drop: (nullable) (element-type utf8): ids to take out for good
 * @page: (nullable): what the backend tells, to be applied to the confirmed state
 * @told: (nullable) (element-type VasPageResult): results the backend has told otherwise, whose rows are held already
 * @now: instant
 *
 * What is to happen while the open commands are taken back.
 */
typedef struct {
  GPtrArray           *settle;
  GPtrArray           *drop;
  const VasRebasePage *page;
  GPtrArray           *told;
  gint64               now;
} VasRebase;

GPtrArray *vas_rebase (VasSql           *sql,
                       const VasRebase  *rebase,
                       GError          **error);

G_END_DECLS
