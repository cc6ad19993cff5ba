/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sync.h"

G_BEGIN_DECLS

#define VAS_ACCESS_ERROR (vas_access_error_quark ())
GQuark vas_access_error_quark (void);

/**
 * VasAccessError:
 * @VAS_ACCESS_ERROR_OLD: what was given as one's own password is not it
 * @VAS_ACCESS_ERROR_PASSWORD: the new one is too short or too long
 * @VAS_ACCESS_ERROR_FORBIDDEN: another person's are an administrator's, in his own right
 * @VAS_ACCESS_ERROR_MISSING: the server knows no such person
 * @VAS_ACCESS_ERROR_TOO_MANY: too many tries
 * @VAS_ACCESS_ERROR_SIGNED_OUT: nobody is signed in at this desk any more
 * @VAS_ACCESS_ERROR_UNREACHABLE: the server does not answer
 * @VAS_ACCESS_ERROR_FAILED: it answered something else
 *
 * Why a password or the sessions of a person are as they were. The message is for the person at the desk.
 */
typedef enum {
  VAS_ACCESS_ERROR_OLD,
  VAS_ACCESS_ERROR_PASSWORD,
  VAS_ACCESS_ERROR_FORBIDDEN,
  VAS_ACCESS_ERROR_MISSING,
  VAS_ACCESS_ERROR_TOO_MANY,
  VAS_ACCESS_ERROR_SIGNED_OUT,
  VAS_ACCESS_ERROR_UNREACHABLE,
  VAS_ACCESS_ERROR_FAILED,
} VasAccessError;

/**
 * VasAccessSession:
 * @device: what the desk calls itself
 * @seen_at: instant of its last use, noted hourly
 * @own: whether it is the session of this desk
 *
 * Where a person is signed in.
 */
typedef struct {
  char     *device;
  gint64    seen_at;
  gboolean  own;
} VasAccessSession;

/**
 * VasAccess:
 * @password_at: instant at which the password was given; %VAS_NONE where there is none
 * @sessions: (element-type VasAccessSession): the one used last first
 *
 * How a person gets in, as the backend knows it. No replica holds it.
 */
typedef struct {
  gint64     password_at;
  GPtrArray *sessions;
} VasAccess;

void       vas_access_free           (VasAccess            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasAccess, vas_access_free)

void       vas_access_look_async     (VasSync              *sync,
                                      const char           *staff_key,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
VasAccess *vas_access_look_finish    (VasSync              *sync,
                                      GAsyncResult         *result,
                                      GError              **error);
void       vas_access_give_async     (VasSync              *sync,
                                      const char           *staff_key,
                                      const char           *password,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
void       vas_access_change_async   (VasSync              *sync,
                                      const char           *old,
                                      const char           *password,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
void       vas_access_end_async      (VasSync              *sync,
                                      const char           *staff_key,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean   vas_access_done_finish    (VasSync              *sync,
                                      GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
