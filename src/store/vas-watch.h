/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A thread that hears of commits on a server, whoever made them. */
typedef struct _VasWatch VasWatch;

/* Something was committed, or may have been; called on the watch's thread. */
typedef void (*VasWatchFunc) (gpointer data);

VasWatch *vas_watch_new  (const char    *uri,
                          VasWatchFunc   func,
                          gpointer       data,
                          GError       **error);
void      vas_watch_free (VasWatch      *self);

G_END_DECLS
