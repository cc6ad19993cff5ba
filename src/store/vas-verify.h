/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

/**
 * VasVerifyFault:
 * @part: what was looked at, "trail"
 * @rule: the rule that is broken, or ""
 * @subject: which record: the number people know it by, or its key
 * @what: what is wrong with it, in figures
 *
 * Something that must not be.
 */
typedef struct {
  const char *part;
  const char *rule;
  const char *subject;
  const char *what;
} VasVerifyFault;

/**
 * VasVerifyHost:
 * @fault: told of each fault as it is found
 * @done: told when a part was looked at whole: how many rows, and how many of them are wrong
 * @step: (nullable): told after each row of the trail how many have been looked at
 */
typedef struct {
  void   (*fault) (const VasVerifyFault *fault,
                   gpointer              data);
  void   (*done)  (const char           *part,
                   guint64               rows,
                   guint64               wrong,
                   gpointer              data);
  gpointer data;
  void   (*step)  (guint64               rows,
                   gpointer              data);
} VasVerifyHost;

gboolean vas_verify_file    (VasSql               *sql,
                             const VasVerifyHost  *host,
                             GError              **error);
gboolean vas_verify_chain   (VasSql               *sql,
                             const VasVerifyHost  *host,
                             GError              **error);
gboolean vas_verify_trail   (VasSql               *sql,
                             const VasVerifyHost  *host,
                             GError              **error);
gboolean vas_verify_records (VasSql               *sql,
                             const VasVerifyHost  *host,
                             GError              **error);

G_END_DECLS
