/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-authority.h"
#include "vas-fixture.h"

G_BEGIN_DECLS

#define VAS_PAIR_CLIENT "0198a000-0000-7000-8000-000000000001"

/** VasPair: a backend, and a desk that began as its copy; @n_sent commands were pushed. */
typedef struct {
  VasFixture *backend;
  VasSql     *desk;
  char       *dir;
  gint64      n_sent;
} VasPair;

void         vas_pair_set_up      (VasPair        *pair,
                                   gconstpointer   data);
void         vas_pair_tear_down   (VasPair        *pair,
                                   gconstpointer   data);
void         vas_pair_exec        (VasSql         *sql,
                                   const char     *text);
VasPushItem *vas_pair_item        (VasCommand     *command,
                                   gint64          client_seq);
GPtrArray   *vas_pair_push        (VasPair        *pair,
                                   VasPushItem    *item,
                                   const char     *client,
                                   const char     *staff,
                                   GError        **error);
VasCommand  *vas_pair_enter       (VasPair        *pair,
                                   const char     *order,
                                   gint64          fen);
void         vas_pair_copy_orders (VasPair        *pair);
void         vas_pair_pull        (VasPair        *pair);
void         vas_pair_assert_same (VasPair        *pair);

G_END_DECLS
