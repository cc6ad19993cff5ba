/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

/* How staff prove who they are, and who is signed in where. Nothing here is a secret: passwords and tokens are kept as hashes. */

gboolean  vas_credential_get    (VasSql      *sql,
                                 const char  *staff_key,
                                 char       **password_hash,
                                 GError     **error);
gboolean  vas_credential_set    (VasSql      *sql,
                                 const char  *staff_key,
                                 const char  *password_hash,
                                 gint64       now,
                                 GError     **error);

gboolean  vas_credential_get_moment
                                (VasSql      *sql,
                                 const char  *staff_key,
                                 gint64      *changed_at,
                                 GError     **error);

/**
 * VasSession:
 * @device: what the desk called itself
 * @created_at: instant of the sign-in
 * @seen_at: instant of its last use, noted hourly
 *
 * Where somebody is signed in.
 */
typedef struct {
  char   *token_hash;
  char   *device;
  gint64  created_at;
  gint64  seen_at;
} VasSession;

void       vas_session_free     (VasSession  *self);
GPtrArray *vas_session_list     (VasSql      *sql,
                                 const char  *staff_key,
                                 gint64       now,
                                 GError     **error);
gboolean  vas_session_begin     (VasSql      *sql,
                                 const char  *token_hash,
                                 const char  *staff_key,
                                 const char  *device,
                                 gint64       now,
                                 gint64       expires_at,
                                 GError     **error);
gboolean   vas_session_foresee   (VasSql      *sql,
                                  const char  *token_hash,
                                  gint64       now,
                                  GError     **error);
gboolean  vas_session_find      (VasSql      *sql,
                                 const char  *token_hash,
                                 gint64       now,
                                 char       **staff_key,
                                 gint64      *seen_at,
                                 GError     **error);
gboolean  vas_session_extend    (VasSql      *sql,
                                 const char  *token_hash,
                                 gint64       now,
                                 gint64       expires_at,
                                 GError     **error);
gboolean  vas_session_end       (VasSql      *sql,
                                 const char  *token_hash,
                                 GError     **error);
gboolean  vas_session_end_all   (VasSql      *sql,
                                 const char  *staff_key,
                                 const char  *but_token_hash,
                                 GError     **error);
gboolean  vas_session_end_inactive
                                (VasSql      *sql,
                                 GError     **error);
gboolean  vas_session_end_everybody
                                (VasSql      *sql,
                                 GError     **error);
gboolean  vas_session_forget    (VasSql      *sql,
                                 gint64       now,
                                 GError     **error);

G_END_DECLS
