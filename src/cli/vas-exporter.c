/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Records into comma-separated rows: every field of a kind but the whole personal data (R31), by its name. Where a record
 * points to another there stands the number that people know it by. What import reads back it finds under the names of
 * its columns. One snapshot, one record in memory at a time; the keys that were looked up are kept.
 */

#include "vas-exporter.h"

#include "vas-account.h"
#include "vas-calendar-day.h"
#include "vas-entity-text.h"
#include "vas-fapiao.h"
#include "vas-journal.h"
#include "vas-order.h"
#include "vas-payment.h"
#include "vas-plan.h"
#include "vas-request.h"
#include "vas-share.h"
#include "vas-staff.h"
#include "vas-stock.h"
#include "vas-table.h"

#include <errno.h>
#include <string.h>

#define FLUSH_AT (1 << 16)
#define PAGE 500

static const VasExportKind kinds[] = {
  { "accounts", vas_account_get_type },
  { "orders", vas_order_get_type },
  { "payments", vas_payment_get_type },
  { "requests", vas_request_get_type },
  { "calendar", vas_calendar_day_get_type },
  { "stock", vas_stock_get_type },
  { "fapiao", vas_fapiao_get_type },
  { "audit", NULL },
};

/* By which field people know the record that a field points to, and what the column is called then. */
typedef struct {
  const char *field;
  const char *column;
  GType     (*get_type) (void);
  const char *natural;
} Pointer;

static const Pointer pointers[] = {
  { "account_key", "account_id", vas_account_get_type, "account_id" },
  { "plan_key", "plan", vas_plan_get_type, "code" },
  { "order_key", "order", vas_order_get_type, "number" },
  { "request_key", "request", vas_request_get_type, "number" },
  { "corrects_key", "corrects", vas_request_get_type, "number" },
  { "reissues_key", "reissues", vas_request_get_type, "number" },
};

static const Pointer to_order = { NULL, NULL, vas_order_get_type, "number" };
static const Pointer to_staff = { NULL, NULL, vas_staff_get_type, "login" };

typedef struct {
  const VasExportKind *kind;
  VasCsvWriter        *writer;
  FILE                *file;
  GChecksum           *checksum;
  VasSql              *sql;
  GHashTable          *known;       /* key of a record → the number people know it by */
  guint64              rows;
} Export;

/** vas_export_kinds: (array length=n_kinds) (transfer none): everything that can be exported. */
const VasExportKind *
vas_export_kinds (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);

  return kinds;
}

static gboolean
flush (Export   *export,
       gsize     least,
       GError  **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gconstpointer data;
  gsize size;

  if (vas_csv_writer_get_length (export->writer) < least)
    return TRUE;
  bytes = vas_csv_writer_take (export->writer);
  data = g_bytes_get_data (bytes, &size);
  g_checksum_update (export->checksum, data, (gssize) size);
  if (size == 0 || fwrite (data, size, 1, export->file) == 1)
    return TRUE;

  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));
  return FALSE;
}

static const Pointer *
find_pointer (const VasField *field)
{
  if (field->type != VAS_FIELD_KEY)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (pointers); i++)
    {
      if (g_str_equal (pointers[i].field, field->name))
        return &pointers[i];
    }

  return &to_staff;
}

static gboolean
is_exported (const VasField *field)
{
  return (field->flags & (VAS_FIELD_PERSONAL | VAS_FIELD_LOCAL)) == 0;
}

static void
write_header (Export         *export,
              VasEntityClass *klass)
{
  for (guint i = 0; i < klass->n_fields; i++)
    {
      const Pointer *pointer = find_pointer (&klass->fields[i]);

      if (is_exported (&klass->fields[i]))
        vas_csv_writer_add_text (export->writer, pointer != NULL && pointer->column != NULL ? pointer->column : klass->fields[i].name);
    }
  if (klass == g_type_class_peek (VAS_TYPE_REQUEST))
    vas_csv_writer_add_text (export->writer, "orders");
  vas_csv_writer_end_row (export->writer);
}

/* (transfer none): what people know the record by; its key where nothing is known of it. */
static const char *
follow (Export        *export,
        const Pointer *pointer,
        const char    *key)
{
  const char *known = g_hash_table_lookup (export->known, key);
  g_autoptr (VasEntity) record = NULL;
  const VasField *field;
  char *natural;

  if (known != NULL)
    return known;
  record = vas_table_get (export->sql, pointer->get_type (), key, NULL);
  field = record != NULL ? vas_entity_class_find_field (VAS_ENTITY_GET_CLASS (record), pointer->natural) : NULL;
  natural = g_strdup (field != NULL && vas_entity_get_text (record, field) != NULL ? vas_entity_get_text (record, field) : key);
  g_hash_table_insert (export->known, g_strdup (key), natural);

  return natural;
}

static void
write_field (Export         *export,
             VasEntity      *entity,
             const VasField *field)
{
  const Pointer *pointer = find_pointer (field);
  g_autofree char *text = vas_entity_to_text (entity, field);

  if (pointer != NULL && *text != '\0')
    vas_csv_writer_add_identifier (export->writer, follow (export, pointer, text));
  else if (field->type == VAS_FIELD_TEXT && *text != '\0' && strspn (text, "0123456789") == strlen (text))
    vas_csv_writer_add_identifier (export->writer, text);
  else
    vas_csv_writer_add_text (export->writer, text);
}

/* What a request covers, as an import reads it: “number=amount;number=amount”. */
static gboolean
write_shares (Export     *export,
              VasEntity  *request,
              GError    **error)
{
  g_autoptr (GPtrArray) shares = vas_table_list (export->sql, VAS_TYPE_SHARE, "request_key", vas_entity_get_key (request), "position",
                                                 error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (shares == NULL)
    return FALSE;
  for (guint i = 0; i < shares->len; i++)
    {
      VasShare *share = g_ptr_array_index (shares, i);
      g_autofree char *amount = vas_money_format_plain (share->amount);

      g_string_append_printf (text, "%s%s=%s", i > 0 ? ";" : "", follow (export, &to_order, share->order_key), amount);
    }
  vas_csv_writer_add_text (export->writer, text->str);

  return TRUE;
}

static gboolean
write_entity (gpointer   entity,
              gpointer   data,
              GError   **error)
{
  VasEntityClass *klass = VAS_ENTITY_GET_CLASS (entity);
  Export *export = data;

  for (guint i = 0; i < klass->n_fields; i++)
    {
      if (is_exported (&klass->fields[i]))
        write_field (export, entity, &klass->fields[i]);
    }
  if (VAS_IS_REQUEST (entity) && !write_shares (export, entity, error))
    return FALSE;
  vas_csv_writer_end_row (export->writer);
  export->rows++;

  return flush (export, FLUSH_AT, error);
}

static void
write_log_row (Export    *export,
               VasLogRow *row)
{
  g_autofree char *made_at = vas_instant_format_utc (row->made_at);
  g_autofree char *logged_at = vas_instant_format_utc (row->logged_at);

  vas_csv_writer_add_integer (export->writer, row->seq);
  vas_csv_writer_add_text (export->writer, row->command_id);
  vas_csv_writer_add_text (export->writer, row->type);
  vas_csv_writer_add_text (export->writer, follow (export, &to_staff, row->actor));
  vas_csv_writer_add_text (export->writer, made_at);
  vas_csv_writer_add_text (export->writer, logged_at);
  vas_csv_writer_add_text (export->writer, row->result);
  vas_csv_writer_add_text (export->writer, row->body);
  vas_csv_writer_add_text (export->writer, row->verdict);
  vas_csv_writer_add_text (export->writer, row->previous_hash);
  vas_csv_writer_add_text (export->writer, row->hash);
  vas_csv_writer_end_row (export->writer);
  export->rows++;
}

static gboolean
write_audit (Export   *export,
             GError  **error)
{
  static const char * const names[] = {
    "seq", "command_id", "type", "actor", "made_at", "logged_at", "result", "body", "verdict", "previous_hash", "hash",
  };
  gint64 seq = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    vas_csv_writer_add_text (export->writer, names[i]);
  vas_csv_writer_end_row (export->writer);

  while (TRUE)
    {
      g_autoptr (GPtrArray) rows = vas_journal_list_after (export->sql, seq, PAGE, error);

      if (rows == NULL)
        return FALSE;
      for (guint i = 0; i < rows->len; i++)
        {
          write_log_row (export, g_ptr_array_index (rows, i));
          seq = ((VasLogRow *) g_ptr_array_index (rows, i))->seq;
        }
      if (!flush (export, FLUSH_AT, error))
        return FALSE;
      if (rows->len < PAGE)
        return TRUE;
    }
}

static gpointer
export_cb (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Export *export = data;
  VasEntityClass *klass;
  gboolean good;

  export->sql = sql;
  if (export->kind->get_type == NULL)
    return GINT_TO_POINTER (write_audit (export, error) && flush (export, 0, error));

  klass = g_type_class_ref (export->kind->get_type ());
  write_header (export, klass);
  good = vas_table_walk (sql, export->kind->get_type (), write_entity, export, error) && flush (export, 0, error);
  g_type_class_unref (klass);

  return GINT_TO_POINTER (good);
}

/**
 * vas_export_write:
 * @file: where the rows go
 * @result: (out): what was written; the digest is the caller's
 *
 * Returns: FALSE with @error set where it could not be read or written whole
 */
gboolean
vas_export_write (VasStore             *store,
                  const VasExportKind  *kind,
                  VasCsvWriterFlags     flags,
                  FILE                 *file,
                  VasExportResult      *result,
                  GError              **error)
{
  g_autoptr (VasCsvWriter) writer = vas_csv_writer_new (flags);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Export export = { .kind = kind, .writer = writer, .file = file, .checksum = checksum, .known = known };

  if (vas_store_read (store, export_cb, &export, NULL, error) == NULL)
    return FALSE;
  if (fflush (file) != 0)
    {
      g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));
      return FALSE;
    }
  result->rows = export.rows;
  result->digest = g_strdup (g_checksum_get_string (checksum));

  return TRUE;
}
