/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VasLimiter:
 *
 * Counts attempts by key, such as failed sign-ins of a login, and says when there were too many within a window of time. Keeps a
 * bounded number of keys. Any thread.
 */
typedef struct _VasLimiter VasLimiter;

VasLimiter *vas_limiter_new     (guint        most,
                                 gint64       window,
                                 guint        most_keys);
void        vas_limiter_free    (VasLimiter  *self);

gboolean    vas_limiter_take    (VasLimiter  *self,
                                 const char  *key,
                                 gint64       now,
                                 gint64      *wait);
void        vas_limiter_give    (VasLimiter  *self,
                                 const char  *key,
                                 gint64       at);
void        vas_limiter_clear   (VasLimiter  *self,
                                 const char  *key);
guint       vas_limiter_n_keys  (VasLimiter  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasLimiter, vas_limiter_free)

G_END_DECLS
