/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-fapiao.h"
#include "vas-fixture.h"

G_BEGIN_DECLS

/* Fapiao paper for the tests of commands. The issuing point is VAS_FIXTURE_POINT, the code VAS_FIXTURE_CODE. */

#define VAS_FIXTURE_POINT "一号窗口"
#define VAS_FIXTURE_CODE "044001900104"

void        vas_fixture_receive     (VasFixture  *self,
                                     const char  *first,
                                     const char  *last);
VasCommand *vas_fixture_print       (VasFixture  *self,
                                     const char  *request);
VasFapiao  *vas_fixture_get_sheet   (VasFixture  *self,
                                     const char  *number);
VasCommand *vas_fixture_on_sheet    (VasFixture  *self,
                                     const char  *type,
                                     const char  *actor,
                                     const char  *number);
VasCommand *vas_fixture_issue       (VasFixture  *self,
                                     const char  *number);
char       *vas_fixture_enter_bound (VasFixture  *self,
                                     const char  *order,
                                     gint64       fen);
char       *vas_fixture_enter_issued (VasFixture *self,
                                     const char  *order,
                                     gint64       fen);

G_END_DECLS
