/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-account.h"
#include "vas-command.h"
#include "vas-engine.h"
#include "vas-order.h"
#include "vas-request.h"
#include "vas-sql.h"

G_BEGIN_DECLS

/**
 * VasFixture:
 *
 * A small office in memory: staff, an account with orders, the statutory calendar. The moment is given: @now, at first
 * 2026-03-10 10:00 of Shanghai, a Tuesday.
 */
typedef struct {
  VasSql  *sql;
  char    *agent;
  char    *clerk;
  char    *second_clerk;
  char    *supervisor;
  char    *administrator;
  char    *account;                 /* key of the account 80000217, 单晓明 */
  gint64   now;
} VasFixture;

VasFixture *vas_fixture_new            (void);
VasFixture *vas_fixture_new_at         (const char  *path);
void        vas_fixture_free           (VasFixture  *self);
void        vas_fixture_set_up         (VasFixture   **fixture,
                                        gconstpointer  data);
void        vas_fixture_tear_down      (VasFixture   **fixture,
                                        gconstpointer  data);

char       *vas_fixture_add_order      (VasFixture  *self,
                                        const char  *number,
                                        gint64       fen,
                                        const char  *paid_on);
VasCommand *vas_fixture_command        (VasFixture  *self,
                                        const char  *type,
                                        const char  *actor,
                                        const char  *request);
VasReceipt *vas_fixture_save           (VasFixture  *self,
                                        VasCommand  *command,
                                        guint        hold);
void        vas_fixture_apply          (VasFixture  *self,
                                        VasCommand  *command);
void        vas_fixture_refuse         (VasFixture  *self,
                                        VasCommand  *command,
                                        const char  *code);
void        vas_fixture_add_share      (VasCommand  *command,
                                        const char  *order,
                                        gint64       fen,
                                        const char  *stated_order,
                                        gint64       stated_fen);
VasCommand *vas_fixture_pickup         (VasFixture  *self,
                                        const char  *order,
                                        gint64       fen,
                                        const char  *stated_order);
char       *vas_fixture_enter_shares   (VasFixture         *self,
                                        const char * const *orders,
                                        const gint64       *fen,
                                        guint               n);
char       *vas_fixture_enter          (VasFixture  *self,
                                        const char  *order,
                                        gint64       fen);
char       *vas_fixture_enter_approved (VasFixture  *self,
                                        const char  *order,
                                        gint64       fen);
VasRequest *vas_fixture_get_request    (VasFixture  *self,
                                        const char  *key);
char       *vas_fixture_first_subject  (VasReceipt  *receipt,
                                        VasFixture  *self,
                                        GType        type);
gint64      vas_fixture_count          (VasFixture  *self,
                                        const char  *query);
char       *vas_fixture_text           (VasFixture  *self,
                                        const char  *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasFixture, vas_fixture_free)

G_END_DECLS
