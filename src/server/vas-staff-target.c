/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Whose password or sessions a request is about, and whether the one who asks may have to do with them (R30): oneself always; another
 * person only an administrator in his own right, so that no deputy becomes somebody this way. Who may not is told the same of
 * people who are there and of those who are not. What was done stands in the trail, without what it was done with.
 */

#include "vas-staff-target.h"

#include "vas-command.h"
#include "vas-ledger.h"
#include "vas-role.h"
#include "vas-server-error.h"
#include "vas-staff.h"
#include "vas-table.h"

static gboolean
is_self (VasStaff   *asker,
         const char *named)
{
  return named == NULL || g_strcmp0 (vas_entity_get_key (VAS_ENTITY (asker)), named) == 0 || g_strcmp0 (asker->login, named) == 0;
}

/**
 * vas_staff_target_find:
 * @named: (nullable): key or login; NULL for oneself
 *
 * Inside the caller's transaction.
 *
 * Returns: (transfer full) (nullable): the key of the person; NULL with %VAS_SERVER_ERROR_FORBIDDEN, or, for who may ask,
 *   %VAS_STORE_ERROR_NOT_FOUND
 */
char *
vas_staff_target_find (VasSql           *sql,
                       const VasCaller  *caller,
                       const char       *named,
                       GError          **error)
{
  g_autoptr (VasStaff) asker = vas_table_get (sql, VAS_TYPE_STAFF, caller->staff_key, error);
  g_autoptr (VasStaff) staff = NULL;

  if (asker == NULL)
    return NULL;
  if (is_self (asker, named))
    return g_strdup (caller->staff_key);
  if (!asker->active || ((guint) asker->roles & VAS_ROLE_ADMINISTRATOR) == 0)
    {
      g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_FORBIDDEN,
                           "Only an administrator in his own right does this for another person.");
      return NULL;
    }
  if (!vas_table_look_up (sql, VAS_TYPE_STAFF, "key", named, &staff, error)
      || (staff == NULL && !vas_table_look_up (sql, VAS_TYPE_STAFF, "login", named, &staff, error)))
    return NULL;
  if (staff != NULL)
    return g_strdup (vas_entity_get_key (VAS_ENTITY (staff)));

  g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND, "There is nobody with that key or login.");
  return NULL;
}

/**
 * vas_staff_target_record:
 * @type: `staff.password` or `staff.sign-out`
 * @target: key of the person
 *
 * Writes into the trail what is done in the same transaction, whose first statement has taken the head of the feed.
 */
gboolean
vas_staff_target_record (VasSql           *sql,
                         const VasCaller  *caller,
                         const char       *type,
                         const char       *target,
                         gint64            now,
                         GError          **error)
{
  g_autoptr (VasCommand) command = vas_command_new (type, caller->staff_key, now);
  g_autoptr (VasReceipt) receipt = NULL;

  vas_command_set_text (command, "staff", target);
  receipt = vas_ledger_settle_command (sql, command, now, error);
  if (receipt == NULL)
    return FALSE;
  if (receipt->applied)
    return TRUE;

  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_FORBIDDEN, "The rules do not allow this.");
  return FALSE;
}
