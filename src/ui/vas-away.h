/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

/**
 * VasAway:
 * @second: what waits for the second approval of this person
 * @passed: what this person approved and waits for the second approval of another
 * @back: what this person approved and is back: sent back by the second person, or by the courier
 * @claimed: what this person has claimed
 * @second_full, @back_full: there are more than were read: what is not in @second, @passed or @back may have been there all the same
 * @taken: what this person had claimed and another has claimed now
 * @problems: what was refused of this desk, by the id of the command
 *
 * What concerns a person who is not looking, at one moment. Each has numbers of requests by their key; numbers name nobody (R31).
 */
typedef struct {
  GHashTable *second;
  GHashTable *passed;
  GHashTable *back;
  GHashTable *claimed;
  GHashTable *taken;
  GHashTable *problems;
  gboolean    second_full;
  gboolean    back_full;
} VasAway;

void     vas_away_free (VasAway     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasAway, vas_away_free)

VasAway *vas_away_read (VasSql      *sql,
                        const char  *staff_key,
                        gboolean     may_second,
                        VasAway     *before,
                        gint64       now,
                        GError     **error);
VasAway *vas_away_copy (VasAway     *self);
char   **vas_away_list_new (GHashTable  *now,
                            GHashTable  *before,
                            char       **first);

G_END_DECLS
