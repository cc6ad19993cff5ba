/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-fixture.h"
#include "vas-personal-request.h"

G_BEGIN_DECLS

VasCommand         *vas_asked_new     (VasFixture  *f,
                                       const char  *actor,
                                       const char  *kind,
                                       const char  *received);
VasPersonalRequest *vas_asked_get     (VasFixture  *f);
VasPersonalRequest *vas_asked_opened  (VasFixture  *f,
                                       const char  *kind);
VasAccount         *vas_asked_get_account
                                      (VasFixture  *f);
VasCommand         *vas_asked_act     (VasFixture          *f,
                                       const char          *type,
                                       const char          *actor,
                                       VasPersonalRequest  *request);
VasCommand         *vas_asked_say     (VasFixture          *f,
                                       const char          *type,
                                       const char          *actor,
                                       VasPersonalRequest  *request);

G_END_DECLS
