/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-replica-head.h"
#include "vas-sync.h"
#include "vas-uploads.h"
#include "vas-wire.h"

G_BEGIN_DECLS

struct _VasSync
{
  GObject          parent_instance;

  VasEngine       *engine;
  VasStore        *store;
  VasTransport    *transport;
  VasUploads      *uploads;
  GCancellable    *closing;
  GCancellable    *session;     /* ended with the session */
  GCancellable    *cycle;       /* (nullable): of the session under which the last cycle began */
  GCancellable    *waiting;     /* (nullable): of the long poll that is under way */

  char            *token;       /* (nullable) */
  char            *staff_key;   /* (nullable): whose session it is */
  VasReplicaHead  *cursor;      /* (nullable): what the replica is and holds, as of this cycle */
  gint64           head;        /* rows of the backend's trail, as far as is known */

  VasSyncState     state;
  char            *message;
  gint64           offline_since;
  VasOutboxCounts  counts;

  GPtrArray       *sent;        /* (nullable): VasOutboxItem, of the push that is under way */
  gboolean         heard;       /* the last answer told another time than is known, which none before it did */
  gint64           heard_ahead; /* microseconds by which the backend's clock is ahead after that one */
  gboolean         asked_who;   /* @staff_key is of the backend's own telling */
  gboolean         renumbered;  /* in this cycle */
  gboolean         bulk;        /* the writer may be set for much at once */
  gboolean         one_by_one;  /* a push was refused as a whole */
  gboolean         refused;     /* so was one command; it is sent once more */
  gboolean         busy;
  gboolean         again;
  guint            pause_ms;
  guint            failures;
  guint            retry;
  guint            tidy;        /* until the next maintenance of the scope; 0 before the first */
  GPtrArray       *missing;     /* (nullable): VasPin, that are not here and are fetched one after another */
  guint            next_pin;
  gint64           looked_at;   /* row of the trail up to which erasures were looked for; 0: they are to be looked for whatever it says */
  guint            put_off;     /* until the first command that was put off is to be sent again */
};

void vas_sync_begin        (VasSync  *self);
void vas_sync_wait         (VasSync  *self);
void vas_sync_push         (VasSync  *self);
void vas_sync_pull         (VasSync  *self);
void vas_sync_fail         (VasSync  *self,
                            GError   *error,
                            guint     retry_after);
void vas_sync_finish       (VasSync  *self);
void vas_sync_tidy_later   (VasSync  *self);
void vas_sync_drop_locked  (VasSync  *self);
void vas_sync_clear_cursor (VasSync  *self);
gboolean vas_sync_take_cursor (VasSync  *self,
                               GObject  *store,
                               GAsyncResult *result);
void vas_sync_end_bulk     (VasSync  *self);
void vas_sync_notify_progress
                           (VasSync  *self);
void vas_sync_call         (VasSync             *self,
                            const char          *method,
                            const char          *path,
                            char                *body,
                            guint                timeout,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback);

/* vas-sync-clock.c */
void vas_sync_start_clock  (VasSync         *self);
void vas_sync_take_clock   (VasSync         *self,
                            const VasAnswer *answer);

G_END_DECLS
