/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The copy that a user may ask for (R29; Personal Information Protection Law, art. 45): everything that is held of him, value by value, as he
 * would read it. What the staff did with his requests is in the trail and is no datum of his. Inside the caller's snapshot.
 */

#include "vas-personal-copy.h"

#include "vas-csv-writer.h"
#include "vas-entity-text.h"
#include "vas-order.h"
#include "vas-personal-store.h"
#include "vas-table.h"

#include <string.h>

/* What of each kind of record is the user's, with what he knows the record by. */
static const struct {
  const char *table;
  const char *name;
  const char *fields;
} parts[] = {
  { "account", "account_id", " account_id name mobile email state opened_at " },
  { "orders", "number", " number service_name plan_name price paid refunded state made_at paid_at channel terms_label valid_until " },
  { "request", "number", " number title_kind title taxpayer_id amount requested_at delivery recipient_name recipient_mobile recipient_address "
                         "caller_note reject_text state finished_at " },
  { "parcel", "waybill", " method waybill recipient_name recipient_mobile recipient_address receipt handed_at state " },
  { "share", NULL, " stated_order stated_service stated_amount amount " },
  { "note", NULL, " made_at text answer " },
  { "notice", NULL, " made_at channel text state " },
  { "personal_request", "number", " number kind source received text state answer " },
};

static void
value_free (gpointer data)
{
  VasPersonalValue *self = data;

  g_free (self->record);
  g_free (self->name);
  g_free (self->field);
  g_free (self->value);
  g_free (self);
}

static gboolean
is_named (const char *fields,
          const char *field)
{
  g_autofree char *word = g_strdup_printf (" %s ", field);

  return strstr (fields, word) != NULL;
}

static void
add_values (VasEntity  *entity,
            const char *name_field,
            const char *fields,
            GPtrArray  *values)
{
  VasEntityClass *klass = VAS_ENTITY_GET_CLASS (entity);
  const char *name = name_field != NULL ? vas_entity_get_text (entity, vas_entity_class_find_field (klass, name_field)) : NULL;

  for (guint i = 0; i < klass->n_fields; i++)
    {
      VasPersonalValue *value;

      if (!is_named (fields, klass->fields[i].name) || vas_entity_field_is_none (entity, &klass->fields[i]))
        continue;
      value = g_new0 (VasPersonalValue, 1);
      value->record = g_strdup (klass->table);
      value->name = g_strdup (name != NULL ? name : "");
      value->field = g_strdup (klass->fields[i].name);
      value->value = vas_entity_to_text (entity, &klass->fields[i]);
      g_ptr_array_add (values, value);
    }
}

static void
add_record (VasEntity *entity,
            GPtrArray *values)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (g_str_equal (parts[i].table, VAS_ENTITY_GET_CLASS (entity)->table))
        add_values (entity, parts[i].name, parts[i].fields, values);
    }
}

/**
 * vas_personal_copy:
 *
 * Returns: (transfer full) (nullable) (element-type VasPersonalValue): what is held here of the user; a desk holds less than its backend
 */
GPtrArray *
vas_personal_copy (VasSql      *sql,
                   const char  *account_key,
                   GError     **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (value_free);
  g_autoptr (GPtrArray) records = vas_personal_list_records (sql, account_key, error);
  g_autoptr (GPtrArray) orders = NULL;

  if (records == NULL)
    return NULL;
  orders = vas_table_list (sql, VAS_TYPE_ORDER, "account_key", account_key, NULL, error);
  if (orders == NULL)
    return NULL;

  for (guint i = 0; i < records->len; i++)
    add_record (g_ptr_array_index (records, i), values);
  for (guint i = 0; i < orders->len; i++)
    add_record (g_ptr_array_index (orders, i), values);

  return g_steal_pointer (&values);
}

/** vas_personal_copy_to_csv: (transfer full): @values as a file that a spreadsheet opens. */
GBytes *
vas_personal_copy_to_csv (GPtrArray *values)
{
  g_autoptr (VasCsvWriter) writer = vas_csv_writer_new (VAS_CSV_WRITER_BOM);
  static const char * const header[] = { "record", "name", "field", "value" };

  for (guint i = 0; i < G_N_ELEMENTS (header); i++)
    vas_csv_writer_add_text (writer, header[i]);
  vas_csv_writer_end_row (writer);
  for (guint i = 0; i < values->len; i++)
    {
      VasPersonalValue *value = g_ptr_array_index (values, i);

      vas_csv_writer_add_text (writer, value->record);
      vas_csv_writer_add_identifier (writer, value->name);
      vas_csv_writer_add_text (writer, value->field);
      vas_csv_writer_add_text (writer, value->value);
      vas_csv_writer_end_row (writer);
    }

  return vas_csv_writer_take (writer);
}
