/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the house itself brings in files: days of the statutory calendar, blank fapiao paper, staff; and the list of all kinds. */

#include "vas-rows.h"

#include "vas-fapiao-kind.h"
#include "vas-role.h"
#include "vas-staff.h"
#include "vas-stock.h"
#include "vas-table.h"

#include <glib/gi18n.h>
#include <string.h>

static void
take_record (VasImporter *importer,
             VasEntity   *entity,
             GPtrArray   *records)
{
  g_autofree char *key = vas_importer_new_key (importer, "record");

  vas_entity_set_key (entity, key);
  g_ptr_array_add (records, g_object_ref (entity));
}

static const VasRowsColumn calendar_columns[] = {
  { "date", "date", TRUE },
  { "kind", "kind", TRUE },
  { "name", "name", TRUE },
  { "source_doc", "source_doc", TRUE },
};

/* A weekend day that is worked, or any other day that is not: what the plain week says needs no notice. */
static VasRowsResult
read_day (VasImporter  *importer,
          VasEntity    *entity,
          GPtrArray    *records,
          GError      **error)
{
  VasCalendarDay *day = VAS_CALENDAR_DAY (entity);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (VasCalendarDay) known = NULL;

  take_record (importer, entity, records);
  if (!vas_importer_is_checking (importer))
    return VAS_ROWS_TAKE;

  if (vas_importer_is_repeated (importer, vas_importer_get (importer, "date")))
    {
      vas_importer_complain (importer, "date", "unique", _("“%s” stands in the file twice"), vas_importer_get (importer, "date"));
      return VAS_ROWS_BAD;
    }
  known = vas_table_find_int (vas_importer_get_sql (importer), VAS_TYPE_CALENDAR_DAY, "date", day->date, &local_error);
  if (known == NULL && !g_error_matches (local_error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return VAS_ROWS_BAD;
    }

  return known != NULL && vas_importer_differs (importer, entity, VAS_ENTITY (known)) == NULL ? VAS_ROWS_SAME : VAS_ROWS_TAKE;
}

const VasRowsKind vas_rows_calendar = {
  "calendar", "import.calendar", calendar_columns, G_N_ELEMENTS (calendar_columns), vas_calendar_day_get_type, NULL, NULL, read_day,
  NULL,
};

static const VasRowsColumn stock_columns[] = {
  { "point", "point", TRUE },
  { "kind", "kind", TRUE },
  { "code", "code", TRUE },
  { "first_number", "first_number", TRUE },
  { "last_number", "last_number", TRUE },
  { "received_at", "received_at", TRUE },
  { "received_by", NULL, TRUE },
  { "handed_by", NULL, TRUE },
};

static gboolean
begin_stock (VasImporter  *importer,
             GError      **error)
{
  GPtrArray *ranges = vas_table_list_all (vas_importer_get_sql (importer), VAS_TYPE_STOCK, NULL, error);

  vas_importer_set_state (importer, ranges);

  return ranges != NULL;
}

static void
end_stock (VasImporter *importer)
{
  g_autoptr (GPtrArray) ranges = vas_importer_get_state (importer);

  vas_importer_set_state (importer, NULL);
}

static gboolean
judge_numbers (VasImporter *importer,
               VasStock    *stock)
{
  VasFapiaoKind kind;

  if (!vas_fapiao_kind_from_code (stock->kind, &kind) || !vas_fapiao_kind_is_paper (kind))
    vas_importer_complain (importer, "kind", "R20", _("“%s” is no kind of paper fapiao"), stock->kind);
  else if (!vas_fapiao_code_is_valid (stock->code))
    vas_importer_complain (importer, "code", "R20", _("“%s” is no code of a fapiao: it has 10 or 12 digits"), stock->code);
  else if (!vas_fapiao_number_is_valid (stock->first_number) || strlen (stock->first_number) != 8)
    vas_importer_complain (importer, "first_number", "R20", _("“%s” is no number of a fapiao: it has 8 digits"), stock->first_number);
  else if (!vas_fapiao_number_is_valid (stock->last_number) || strlen (stock->last_number) != 8)
    vas_importer_complain (importer, "last_number", "R20", _("“%s” is no number of a fapiao: it has 8 digits"), stock->last_number);
  else if (strcmp (stock->first_number, stock->last_number) > 0)
    vas_importer_complain (importer, "last_number", "R20", _("it lies before the first number"));
  else
    return TRUE;

  return FALSE;
}

/* Each number is used once: no two ranges of a code share one. */
static VasRowsResult
judge_range (VasImporter *importer,
             VasStock    *stock)
{
  GPtrArray *ranges = vas_importer_get_state (importer);

  for (guint i = 0; i < ranges->len; i++)
    {
      VasStock *other = g_ptr_array_index (ranges, i);

      if (!g_str_equal (other->code, stock->code) || strcmp (other->last_number, stock->first_number) < 0 ||
          strcmp (other->first_number, stock->last_number) > 0)
        continue;
      if (vas_entity_get_id (VAS_ENTITY (other)) != 0 && g_str_equal (other->first_number, stock->first_number) &&
          g_str_equal (other->last_number, stock->last_number) && g_str_equal (other->point, stock->point))
        return VAS_ROWS_SAME;
      vas_importer_complain (importer, "first_number", "R20", _("it overlaps the range %s to %s"), other->first_number, other->last_number);
      return VAS_ROWS_BAD;
    }
  g_ptr_array_add (ranges, g_object_ref (stock));

  return VAS_ROWS_TAKE;
}

static gboolean
take_person (VasImporter  *importer,
             const char   *column,
             char        **member,
             GError      **error)
{
  const char *login = vas_importer_get (importer, column);
  g_autoptr (GError) local_error = NULL;
  const char *key = vas_importer_find_staff (importer, login, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (key == NULL)
    vas_importer_complain (importer, column, "reference", _("there is no staff member with the login “%s”"), login);
  *member = g_strdup (key);

  return TRUE;
}

static VasRowsResult
read_stock (VasImporter  *importer,
            VasEntity    *entity,
            GPtrArray    *records,
            GError      **error)
{
  VasStock *stock = VAS_STOCK (entity);

  if (!take_person (importer, "received_by", &stock->received_by, error) ||
      !take_person (importer, "handed_by", &stock->handed_by, error))
    return VAS_ROWS_BAD;
  if (stock->received_by != NULL && g_strcmp0 (stock->received_by, stock->handed_by) == 0)
    vas_importer_complain (importer, "handed_by", "R20", _("paper is handed over between two people"));
  take_record (importer, entity, records);
  if (!vas_importer_is_checking (importer))
    return VAS_ROWS_TAKE;

  return judge_numbers (importer, stock) ? judge_range (importer, stock) : VAS_ROWS_BAD;
}

const VasRowsKind vas_rows_stock = {
  "stock", "import.stock", stock_columns, G_N_ELEMENTS (stock_columns), vas_stock_get_type, NULL, begin_stock, read_stock, end_stock,
  TRUE,
};

static const VasRowsColumn staff_columns[] = {
  { "login", "login", TRUE },
  { "name", "name", TRUE },
  { "roles", NULL, TRUE },
  { "active", "active", FALSE },
};

static VasRowsResult
read_staff (VasImporter  *importer,
            VasEntity    *entity,
            GPtrArray    *records,
            GError      **error)
{
  VasStaff *staff = VAS_STAFF (entity);
  guint roles;

  if (vas_roles_from_text (vas_importer_get (importer, "roles"), &roles) && roles != 0 && (roles & VAS_ROLES_NOT_OF_PERSONS) == 0)
    staff->roles = roles;
  else
    vas_importer_complain (importer, "roles", "R30", _("it must be words such as invoice-clerk, with blanks between them"));
  if (vas_importer_get (importer, "active") == NULL)
    staff->active = TRUE;
  take_record (importer, entity, records);

  return VAS_ROWS_TAKE;
}

const VasRowsKind vas_rows_staff = {
  "staff", "import.staff", staff_columns, G_N_ELEMENTS (staff_columns), vas_staff_get_type, "login", NULL, read_staff, NULL, TRUE,
};

static const VasRowsKind * const kinds[] = {
  &vas_rows_accounts,
  &vas_rows_orders,
  &vas_rows_payments,
  &vas_rows_requests,
  &vas_rows_catalog,
  &vas_rows_calendar,
  &vas_rows_stock,
  &vas_rows_staff,
};

/** vas_rows_kinds: (array length=n_kinds) (transfer none): every kind of file that can be imported. */
const VasRowsKind * const *
vas_rows_kinds (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);

  return kinds;
}

/** vas_rows_kind_find: (nullable): the kind of that name. */
const VasRowsKind *
vas_rows_kind_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i]->name, name))
        return kinds[i];
    }

  return NULL;
}
