/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Bulk import and the record of exports.
 *
 * An import command brings up to a thousand rows of a file as its payload; its body holds their digest. Whoever reads the file
 * has judged each row against the rules and can say which one is wrong and why; the command judges again what a
 * record can break for others (caps, states), and the database has the last word on what must be unique. Accounts and
 * orders are not entered into time lines one by one: the trail names file and batch.
 */

#include "vas-command-tables.h"
#include "vas-import.h"

#include "vas-account.h"
#include "vas-order.h"
#include "vas-plan.h"
#include "vas-price.h"
#include "vas-service.h"
#include "vas-staff-commands.h"
#include "vas-stock.h"
#include "vas-table.h"

#include <glib/gi18n-lib.h>

/* What other systems hold may come from a program; requests, money, paper and people are brought in by somebody (R13, R20, R30). */
#define IMPORTERS (VAS_ROLE_ADMINISTRATOR | VAS_ROLE_SYSTEM)
#define PERSONS VAS_ROLE_ADMINISTRATOR
#define EXPORTERS (VAS_ROLE_INVOICE_CLERK | VAS_ROLE_INVOICE_SUPERVISOR | VAS_ROLE_AUDITOR | VAS_ROLE_ADMINISTRATOR)

static const VasArgument import_arguments[] = {
  { "file", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "sha256", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "batch", VAS_ARG_INTEGER, VAS_ARG_REQUIRED },
  { "rows_left_out", VAS_ARG_INTEGER, 0 },
  { NULL },
};

static const VasArgument export_arguments[] = {
  { "kind", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "part", VAS_ARG_TEXT, 0 },
  { "rows", VAS_ARG_INTEGER, VAS_ARG_REQUIRED },
  { "digest", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { NULL },
};

/**
 * vas_import_check_types:
 * @types: what the payload may hold, ended by %G_TYPE_INVALID
 *
 * Returns: FALSE with %VAS_COMMAND_ERROR_ARGUMENT where there is no payload, or another one
 */
gboolean
vas_import_check_types (VasRun       *run,
                        const GType  *types,
                        GError      **error)
{
  GPtrArray *rows = vas_command_get_payload (run->command);

  if (rows == NULL)
    {
      g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("%s takes the rows of a file: use “vasctl import”."),
                   run->type->name);
      return FALSE;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const GType type = G_OBJECT_TYPE (g_ptr_array_index (rows, i));
      guint t = 0;

      while (types[t] != G_TYPE_INVALID && types[t] != type)
        t++;
      if (types[t] == G_TYPE_INVALID)
        {
          g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("%s brings no %s."), run->type->name, g_type_name (type));
          return FALSE;
        }
    }

  return TRUE;
}

/** vas_import_insert: stores the payload as it is. */
gboolean
vas_import_insert (VasRun  *run,
                   GError **error)
{
  GPtrArray *rows = vas_command_get_payload (run->command);

  for (guint i = 0; i < rows->len; i++)
    {
      if (!vas_table_insert (run->sql, g_ptr_array_index (rows, i), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
accounts_check (VasRun      *run,
                VasVerdict  *verdict,
                GError     **error)
{
  return vas_import_check_types (run, (GType[]) { VAS_TYPE_ACCOUNT, G_TYPE_INVALID }, error);
}

static gboolean
orders_check (VasRun      *run,
              VasVerdict  *verdict,
              GError     **error)
{
  return vas_import_check_types (run, (GType[]) { VAS_TYPE_ORDER, G_TYPE_INVALID }, error);
}

static gboolean
catalog_check (VasRun      *run,
               VasVerdict  *verdict,
               GError     **error)
{
  return vas_import_check_types (run, (GType[]) { VAS_TYPE_SERVICE, VAS_TYPE_PLAN, VAS_TYPE_PRICE, G_TYPE_INVALID }, error);
}

static gboolean
stock_check (VasRun      *run,
             VasVerdict  *verdict,
             GError     **error)
{
  return vas_import_check_types (run, (GType[]) { VAS_TYPE_STOCK, G_TYPE_INVALID }, error);
}

static gboolean
staff_check (VasRun      *run,
             VasVerdict  *verdict,
             GError     **error)
{
  GPtrArray *rows = vas_command_get_payload (run->command);

  if (!vas_import_check_types (run, (GType[]) { VAS_TYPE_STAFF, G_TYPE_INVALID }, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    vas_staff_judge_roles (run, NULL, 0, (guint) ((VasStaff *) g_ptr_array_index (rows, i))->roles, verdict);

  return TRUE;
}

static gboolean
export_check (VasRun      *run,
              VasVerdict  *verdict,
              GError     **error)
{
  return TRUE;
}

/* R31: that it was exported is the whole of it: the row in the trail. */
static gboolean
export_apply (VasRun  *run,
              GError **error)
{
  return TRUE;
}

const VasCommandType vas_import_commands[] = {
  { "import.accounts", IMPORTERS, VAS_COMMAND_SYSTEM, import_arguments, accounts_check, vas_import_insert },
  { "import.orders", IMPORTERS, VAS_COMMAND_SYSTEM, import_arguments, orders_check, vas_import_insert },
  { "import.payments", PERSONS, VAS_COMMAND_SYSTEM, import_arguments, vas_import_payments_check, vas_import_payments_apply },
  { "import.requests", PERSONS, VAS_COMMAND_SYSTEM, import_arguments, vas_import_requests_check, vas_import_requests_apply },
  { "import.catalog", IMPORTERS, VAS_COMMAND_SYSTEM, import_arguments, catalog_check, vas_import_insert },
  { "import.calendar", IMPORTERS, VAS_COMMAND_SYSTEM, import_arguments, vas_import_calendar_check, vas_import_calendar_apply },
  { "import.stock", PERSONS, VAS_COMMAND_SYSTEM, import_arguments, stock_check, vas_import_insert },
  { "import.staff", PERSONS, VAS_COMMAND_SYSTEM, import_arguments, staff_check, vas_import_insert },
  { "import.terms", PERSONS, VAS_COMMAND_SYSTEM, import_arguments, vas_import_terms_check, vas_import_insert },
  { "export.record", EXPORTERS, VAS_COMMAND_SYSTEM, export_arguments, export_check, export_apply },
  { NULL },
};
