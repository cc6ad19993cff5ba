/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The catalog out of a file: a price a row, with its plan and service beside it (R1 to R3). Prices of a plan stand one after
 * the other, without overlap or hole; only the last may have no end. This fills an empty catalog: what is there already
 * may stand in the file again, but a change of it is drafted by one person and approved by another (R4), not imported.
 */

#include "vas-rows.h"

#include "vas-plan.h"
#include "vas-price.h"
#include "vas-table.h"

#include <glib/gi18n.h>

static const VasRowsColumn columns[] = {
  { "service_code", NULL, TRUE },
  { "service_name", NULL, TRUE },
  { "service_name_en", NULL, FALSE },
  { "plan_code", "code", TRUE },
  { "plan_name", "name", TRUE },
  { "plan_name_en", "name_en", FALSE },
  { "days", "days", FALSE },
  { "uses", "uses", FALSE },
  { "item_name", "item_name", TRUE },
  { "tax_code", "tax_code", TRUE },
  { "tax_rate", "tax_rate", TRUE },
  { "state", "state", FALSE },
  { "price", NULL, TRUE },
  { "starts_at", NULL, TRUE },
  { "ends_at", NULL, FALSE },
};

typedef struct {
  GHashTable *services;             /* code → VasService of this file */
  GHashTable *plans;                /* code → VasPlan of this file */
  GHashTable *prices;               /* code of a plan → its last VasPrice in this file */
} State;

static gboolean
begin (VasImporter  *importer,
       GError      **error)
{
  State *state = g_new0 (State, 1);

  state->services = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  state->plans = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  state->prices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  vas_importer_set_state (importer, state);

  return TRUE;
}

static void
end (VasImporter *importer)
{
  State *state = vas_importer_get_state (importer);

  if (state != NULL)
    {
      g_clear_pointer (&state->services, g_hash_table_unref);
      g_clear_pointer (&state->plans, g_hash_table_unref);
      g_clear_pointer (&state->prices, g_hash_table_unref);
    }
  g_free (state);
  vas_importer_set_state (importer, NULL);
}

/* The record of that code: of this file, or of the replica. NULL without an error where there is none. */
static gpointer
find_record (VasImporter  *importer,
             GHashTable   *of_file,
             GType         type,
             const char   *code,
             GError      **error)
{
  gpointer record = g_hash_table_lookup (of_file, code);
  g_autoptr (GError) local_error = NULL;

  if (record != NULL)
    return g_object_ref (record);
  record = vas_table_find (vas_importer_get_sql (importer), type, "code", code, &local_error);
  if (record == NULL && !g_error_matches (local_error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local_error));

  return record;
}

static VasService *
take_service (VasImporter  *importer,
              State        *state,
              GPtrArray    *records,
              gboolean     *is_new,
              GError      **error)
{
  const char *code = vas_importer_get (importer, "service_code");
  const char *name = vas_importer_get (importer, "service_name");
  g_autoptr (GError) local_error = NULL;
  g_autoptr (VasService) service = find_record (importer, state->services, VAS_TYPE_SERVICE, code, &local_error);
  g_autofree char *key = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (service != NULL)
    {
      if (!g_str_equal (service->name, name))
        vas_importer_complain (importer, "service_name", "R4", _("the service “%s” has another name already"), code);
      return g_steal_pointer (&service);
    }

  key = vas_importer_new_key (importer, "service");
  service = g_object_new (VAS_TYPE_SERVICE, "key", key, "ver", (gint64) 1, "code", code, "name", name, "name-en",
                          vas_importer_get (importer, "service_name_en"), "position",
                          (gint64) g_hash_table_size (state->services) + 1, "state", (gint64) VAS_SERVICE_STATE_ON_SALE, NULL);
  g_hash_table_insert (state->services, g_strdup (code), g_object_ref (service));
  g_ptr_array_add (records, g_object_ref (service));
  *is_new = TRUE;

  return g_steal_pointer (&service);
}

static void
judge_plan (VasImporter *importer,
            VasPlan     *plan)
{
  if (plan->days == VAS_NONE && plan->uses == VAS_NONE)
    vas_importer_complain (importer, "days", "R2", _("a plan has a validity: days, uses, or both"));
  if ((plan->days != VAS_NONE && (plan->days < 1 || plan->days > 36500)) || (plan->uses != VAS_NONE && plan->uses < 1))
    vas_importer_complain (importer, plan->days != VAS_NONE ? "days" : "uses", "R2", _("it is not at least 1"));
}

static VasPlan *
take_plan (VasImporter  *importer,
           State        *state,
           VasPlan      *plan,
           VasService   *service,
           GPtrArray    *records,
           gboolean     *is_new,
           GError      **error)
{
  g_autofree char *key = vas_importer_new_key (importer, "plan");
  g_autoptr (GError) local_error = NULL;
  g_autoptr (VasPlan) known = find_record (importer, state->plans, VAS_TYPE_PLAN, plan->code, &local_error);
  const char *column;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  judge_plan (importer, plan);
  if (known != NULL)
    {
      column = vas_importer_differs (importer, VAS_ENTITY (plan), VAS_ENTITY (known));
      if (column == NULL && g_strcmp0 (known->service_key, vas_entity_get_key (VAS_ENTITY (service))) != 0)
        column = "service_code";
      if (column != NULL)
        vas_importer_complain (importer, column, "R4", _("the plan “%s” has another value already"), plan->code);
      return g_steal_pointer (&known);
    }

  vas_entity_set_key (VAS_ENTITY (plan), key);
  plan->service_key = g_strdup (vas_entity_get_key (VAS_ENTITY (service)));
  plan->position = g_hash_table_size (state->plans) + 1;
  g_hash_table_insert (state->plans, g_strdup (plan->code), g_object_ref (plan));
  g_ptr_array_add (records, g_object_ref (plan));
  *is_new = TRUE;

  return g_object_ref (plan);
}

static gboolean
read_time (VasImporter *importer,
           const char  *column,
           gint64      *value)
{
  const char *text = vas_importer_get (importer, column);
  g_autoptr (GError) error = NULL;
  VasDate date;

  if (text == NULL)
    return TRUE;
  if (vas_date_parse (text, &date, NULL))
    {
      *value = vas_date_start (date);
      return TRUE;
    }
  if (vas_instant_parse (text, value, &error))
    return TRUE;

  vas_importer_complain (importer, column, "form", "%s", error->message);
  return FALSE;
}

/* (nullable): NULL after a complaint. */
static VasPrice *
read_price (VasImporter *importer,
            VasPlan     *plan)
{
  g_autofree char *key = vas_importer_new_key (importer, "price");
  g_autoptr (VasPrice) price = g_object_new (VAS_TYPE_PRICE, "key", key, "ver", (gint64) 1, "plan-key",
                                             vas_entity_get_key (VAS_ENTITY (plan)), NULL);
  g_autoptr (GError) error = NULL;

  price->ends_at = VAS_NONE;
  if (!vas_money_parse (vas_importer_get (importer, "price"), &price->amount, &error) || price->amount < 0)
    {
      vas_importer_complain (importer, "price", "form", "%s", error != NULL ? error->message : _("an amount here is not negative"));
      return NULL;
    }
  if (!read_time (importer, "starts_at", &price->starts_at) || !read_time (importer, "ends_at", &price->ends_at))
    return NULL;
  if (price->ends_at != VAS_NONE && price->ends_at <= price->starts_at)
    {
      vas_importer_complain (importer, "ends_at", "R3", _("the price ends before it starts"));
      return NULL;
    }

  return g_steal_pointer (&price);
}

/* Whether the replica has this very price. Any other of the same plan is a change, which is not imported. */
static gboolean
judge_known_prices (VasImporter  *importer,
                    VasPlan      *plan,
                    VasPrice     *price,
                    gboolean     *known,
                    GError      **error)
{
  g_autoptr (GPtrArray) prices = vas_table_list (vas_importer_get_sql (importer), VAS_TYPE_PRICE, "plan_key",
                                                 vas_entity_get_key (VAS_ENTITY (plan)), NULL, error);

  *known = FALSE;
  if (prices == NULL)
    return FALSE;
  for (guint i = 0; i < prices->len && !*known; i++)
    {
      VasPrice *other = g_ptr_array_index (prices, i);

      *known = other->starts_at == price->starts_at && other->amount == price->amount && other->ends_at == price->ends_at;
    }
  if (prices->len > 0 && !*known)
    vas_importer_complain (importer, "price", "R4", _("the plan “%s” has prices already: a change is drafted and approved"), plan->code);

  return TRUE;
}

static void
judge_sequence (VasImporter *importer,
                State       *state,
                VasPlan     *plan,
                VasPrice    *price)
{
  VasPrice *last = g_hash_table_lookup (state->prices, plan->code);

  if (last != NULL && last->ends_at == VAS_NONE)
    vas_importer_complain (importer, "starts_at", "R3", _("the price before it has no end"));
  else if (last != NULL && price->starts_at < last->ends_at)
    vas_importer_complain (importer, "starts_at", "R3", _("it overlaps the price before it"));
  else if (last != NULL && price->starts_at > last->ends_at)
    vas_importer_complain (importer, "starts_at", "R3", _("there is a hole between the price before it and this one"));
  g_hash_table_insert (state->prices, g_strdup (plan->code), g_object_ref (price));
}

static VasRowsResult
read_catalog (VasImporter  *importer,
              VasEntity    *entity,
              GPtrArray    *records,
              GError      **error)
{
  State *state = vas_importer_get_state (importer);
  gboolean is_new = FALSE, known = FALSE;
  g_autoptr (VasService) service = take_service (importer, state, records, &is_new, error);
  g_autoptr (VasPlan) plan = service != NULL ? take_plan (importer, state, VAS_PLAN (entity), service, records, &is_new, error) : NULL;
  g_autoptr (VasPrice) price = NULL;

  if (plan == NULL)
    return VAS_ROWS_BAD;
  price = read_price (importer, plan);
  if (price == NULL)
    return VAS_ROWS_BAD;
  if (vas_importer_is_checking (importer))
    {
      judge_sequence (importer, state, plan, price);
      if (!judge_known_prices (importer, plan, price, &known, error))
        return VAS_ROWS_BAD;
    }
  if (known && !is_new)
    return VAS_ROWS_SAME;
  g_ptr_array_add (records, g_object_ref (price));

  return VAS_ROWS_TAKE;
}

const VasRowsKind vas_rows_catalog = {
  "catalog", "import.catalog", columns, G_N_ELEMENTS (columns), vas_plan_get_type, NULL, begin, read_catalog, end,
};
