/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-account.h"
#include "vas-calendar.h"
#include "vas-command.h"
#include "vas-demo.h"
#include "vas-engine.h"
#include "vas-order.h"
#include "vas-request.h"

G_BEGIN_DECLS

/** VasDemoRow: a row of a seed file: the cells of its columns, in the order of the file. */
typedef struct {
  char *cells[12];
} VasDemoRow;

/**
 * VasDemo:
 *
 * The making of the demo business: one transaction, every change a command with a given now.
 */
typedef struct {
  VasSql        *sql;
  const char    *directory;         /* of the replica, for photos */
  GRand         *rand;              /* the same at every run */
  gint64         now;               /* of the day the demo is made */
  gint64         moment;            /* of the command being run */
  VasCalendar   *calendar;
  char          *agents[2];         /* keys of staff */
  char          *clerks[2];
  char          *supervisor;
  char          *administrator;
  char          *terms_labels[2];   /* the version before, and the one in force */
  gint64         terms_from;        /* since when the second is in force */
  GPtrArray     *plans;             /* VasDemoRow of the catalog */
  GPtrArray     *plan_keys;
  GPtrArray     *people;            /* VasDemoRow */
  GPtrArray     *titles;
  GPtrArray     *addresses;
  GPtrArray     *accounts;          /* VasAccount */
  GPtrArray     *orders;            /* VasOrder, paid and not yet used for a request */
  guint          n_waybills;
  VasDemoFunc    progress;          /* nullable */
  gpointer       progress_data;
  GCancellable  *cancellable;
  GError       **error;
} VasDemo;

/** VAS_DEMO_LIMIT: fen over which the demo business wants a second person. */
#define VAS_DEMO_LIMIT 100000

/** VasDemoGoal: how far a request is to come. */
typedef enum {
  VAS_DEMO_REVIEW,
  VAS_DEMO_DUE_TODAY,
  VAS_DEMO_SECOND,
  VAS_DEMO_TO_ISSUE,
  VAS_DEMO_BOUND,
  VAS_DEMO_TO_SHIP,
  VAS_DEMO_TO_PICKUP,
  VAS_DEMO_TO_TELL,
  VAS_DEMO_CAME_BACK,
  VAS_DEMO_DONE,
  VAS_DEMO_REJECTED,
  VAS_DEMO_WITHDRAWN,
  VAS_DEMO_RETURNING,
  VAS_DEMO_VOIDED,
  VAS_DEMO_REVERSED,
} VasDemoGoal;

/** VasDemoRequest: a request on its way to its goal. */
typedef struct {
  VasDemoGoal  goal;
  guint       number;
  guint       step;
  gint64      next_at;
  char       *key;
  GPtrArray  *orders;               /* VasOrder */
  VasAccount *account;
} VasDemoRequest;

/* vas-demo-base.c: reading seed files, running commands, catalog, staff, accounts, orders */
GPtrArray  *vas_demo_read_file     (VasDemo     *demo,
                                    const char  *name);
VasCommand *vas_demo_command       (VasDemo     *demo,
                                    const char  *type,
                                    const char  *actor);
gboolean    vas_demo_run           (VasDemo     *demo,
                                    VasCommand  *command);
int         vas_demo_pick          (VasDemo     *demo,
                                    guint        n);
gboolean    vas_demo_import        (VasDemo     *demo,
                                    const char  *type,
                                    const char  *actor,
                                    GPtrArray   *rows);
char       *vas_demo_new_key       (VasDemo     *demo,
                                    const char  *kind,
                                    const char  *name,
                                    gint64       at);
gboolean    vas_demo_make_base     (VasDemo     *demo);
gboolean    vas_demo_make_people   (VasDemo     *demo);

/* vas-demo-enter.c: the first step of a request */
void        vas_demo_wait          (VasDemo        *demo,
                                    VasDemoRequest *request,
                                    int             working_days);
gboolean    vas_demo_take_orders   (VasDemo        *demo,
                                    VasDemoRequest *request);
gboolean    vas_demo_enter         (VasDemo        *demo,
                                    VasDemoRequest *request);

/* vas-demo-terms.c: two versions of the terms of service */
gboolean    vas_demo_make_terms    (VasDemo     *demo);
const char *vas_demo_get_terms     (VasDemo     *demo,
                                    gint64       at);

/* vas-demo-photo.c: pictures for sheets */
GBytes     *vas_demo_photo_new     (const char  *number,
                                    GError     **error);

/* vas-demo-requests.c: requests, each taken as far as it is to come */
gboolean    vas_demo_make_requests (VasDemo     *demo);

G_END_DECLS
