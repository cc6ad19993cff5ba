/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case.h"
#include "vas-desk.h"
#include "vas-fixture.h"
#include "vas-form.h"

G_BEGIN_DECLS

/**
 * VasDeskFixture:
 *
 * The office of #VasFixture on disk with a desk in front of it, for the tests of dialogs. @keys has what the test put into the
 * office, by names of its own.
 */
typedef struct {
  char       *directory;
  GHashTable *keys;
  VasStore   *store;
  VasEngine  *engine;
  GSettings  *settings;
  VasDesk    *desk;
  GtkWidget  *parent;
  char       *toast;                /* the newest; nullable */
} VasDeskFixture;

typedef void     (*VasDeskFixtureFill)  (VasFixture     *office,
                                         GHashTable     *keys);
typedef gboolean (*VasDeskFixtureUntil) (gpointer        data);
typedef GtkWidget *(*VasDeskFixtureMake) (VasDesk       *desk,
                                         GtkWindow     *parent,
                                         VasCase       *vas_case);

VasDeskFixture *vas_desk_fixture_new      (VasDeskFixtureFill   fill);
void            vas_desk_fixture_free     (VasDeskFixture      *self);
void            vas_desk_fixture_set_up   (VasDeskFixture     **fixture,
                                           gconstpointer        fill);
void            vas_desk_fixture_tear_down (VasDeskFixture    **fixture,
                                           gconstpointer        fill);
void            vas_desk_fixture_keep     (GHashTable          *keys,
                                           const char          *name,
                                           char                *key);
const char     *vas_desk_fixture_get_key  (VasDeskFixture      *self,
                                           const char          *name);
VasCase        *vas_desk_fixture_get_case (VasDeskFixture      *self,
                                           const char          *name);
void            vas_desk_fixture_act_as   (VasDeskFixture      *self,
                                           const char          *login);
void            vas_desk_fixture_wait     (VasDeskFixtureUntil  until,
                                           gpointer             data);
void            vas_desk_fixture_assert_state (VasDeskFixture  *self,
                                           const char          *name,
                                           VasRequestState      state);
VasForm        *vas_desk_fixture_open     (VasDeskFixture      *self,
                                           VasDeskFixtureMake   make,
                                           const char          *name,
                                           const char          *login);
void            vas_desk_fixture_settle   (VasDeskFixture      *self);
void            vas_desk_fixture_fill     (VasForm             *form,
                                           const char          *id,
                                           const char          *text);
gboolean        vas_desk_fixture_run      (VasForm             *form);
gboolean        vas_desk_fixture_has_said (VasForm             *form,
                                           const char          *code);

G_END_DECLS
