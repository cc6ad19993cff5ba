/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql-source.h"

G_BEGIN_DECLS

/** VAS_TRAIL_SYSTEM: the actor of what no person did. */
#define VAS_TRAIL_SYSTEM "system"

/** VAS_TRAIL_SHOP: what the actors of all shops begin with. */
#define VAS_TRAIL_SHOP "shop/"

/**
 * VasTrailEntry:
 * @seq: its place in the trail
 * @type: of the command
 * @actor: the name of who gave it; the key, or "system", where nobody of that key is known
 * @record: (nullable): number of the request, account or order that it is about, or name of the person; where it is about one
 * @reason: (nullable): that was given for it
 * @logged_at: instant
 * @applied: whether it was, or was refused
 *
 * A row of the audit trail, as people read it.
 */
#define VAS_TYPE_TRAIL_ENTRY (vas_trail_entry_get_type ())
G_DECLARE_FINAL_TYPE (VasTrailEntry, vas_trail_entry, VAS, TRAIL_ENTRY, GObject)

struct _VasTrailEntry
{
  GObject   parent_instance;

  gint64    seq;
  char     *type;
  char     *actor;
  char     *record;
  char     *reason;
  gint64    logged_at;
  gboolean  applied;
};

/**
 * VasTrailQuestion:
 * @actor: key of a person, %VAS_TRAIL_SYSTEM or %VAS_TRAIL_SHOP; "" for everybody
 * @type: of the command; "" for all
 * @record: number of a request, an order or a fapiao, or id of an account; "" for all
 * @from: instant
 * @to: instant, not included
 *
 * Which rows of the trail.
 */
typedef struct {
  char   *actor;
  char   *type;
  char   *record;
  gint64  from;
  gint64  to;
} VasTrailQuestion;

#define VAS_TYPE_TRAIL_SOURCE (vas_trail_source_get_type ())
G_DECLARE_FINAL_TYPE (VasTrailSource, vas_trail_source, VAS, TRAIL_SOURCE, VasSqlSource)

VasTrailSource *vas_trail_source_new (VasStore               *store);
void            vas_trail_source_ask (VasTrailSource         *self,
                                      const VasTrailQuestion *question);
GPtrArray      *vas_trail_list       (VasSql                 *sql,
                                      const VasTrailQuestion *question,
                                      guint                   limit,
                                      GError                **error);

G_END_DECLS
