/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasImporter: a file into the replica, in two passes.
 *
 * Pass one reads every row over one snapshot, judges it and writes nothing. Pass two reads the file again and runs commands of
 * up to a thousand rows, many of them in one transaction. The id of a command derives from the file's SHA-256 and the
 * number of its batch: what the trail has already is passed over, so an interrupted import goes on where it was, and the
 * same file again does nothing. Batches count rows of the file, bad ones included, so their bounds never move.
 *
 * Both passes run on threads of the store while the caller waits. Cost: a byte a row, and the texts of the unique column; 1 M
 * orders take some 40 s, half of it SQLite's.
 */

#include "vas-importer-private.h"

#include "vas-entity-text.h"
#include "vas-import.h"
#include "vas-journal.h"
#include "vas-ledger.h"
#include "vas-table.h"
#include "vas-uuid.h"

#include <glib/gi18n.h>
#include <string.h>

#define BATCHES_AT_ONCE 100
#define ROWS_BETWEEN_NEWS 5000
#define MOST_BYTES (G_GINT64_CONSTANT (4) << 30)

typedef enum {
  MARK_TAKE,
  MARK_SAME,
  MARK_BAD,
  MARK_BEFORE,
} Mark;

static gboolean
find_fields (VasImporter *self)
{
  VasEntityClass *klass = g_type_class_ref (self->kind->get_type ());

  for (guint i = 0; i < self->kind->n_columns; i++)
    {
      const char *name = self->kind->columns[i].field;

      self->fields[i] = name != NULL ? vas_entity_class_find_field (klass, name) : NULL;
      g_return_val_if_fail (name == NULL || self->fields[i] != NULL, FALSE);
    }
  g_type_class_unref (klass);

  return TRUE;
}

static gboolean
is_known_column (VasImporter *self,
                 const char  *name)
{
  for (guint i = 0; i < self->kind->n_columns; i++)
    {
      if (g_str_equal (self->kind->columns[i].name, name))
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_header (VasImporter  *self,
             GError      **error)
{
  g_autofree VasCsvColumn *columns = g_new0 (VasCsvColumn, self->kind->n_columns);

  for (guint i = 0; i < self->kind->n_columns; i++)
    columns[i] = (VasCsvColumn) { self->kind->columns[i].name, self->kind->columns[i].required };
  if (!vas_csv_reader_read_header (self->reader, columns, self->kind->n_columns, self->places, error))
    return FALSE;

  for (guint i = 0; i < vas_csv_reader_get_n_names (self->reader); i++)
    {
      const char *name = vas_csv_reader_get_name (self->reader, (int) i);

      if (name != NULL && *name != '\0' && is_known_column (self, name))
        continue;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("line 1, column %u (%s): a file of %s has no such column"), i + 1,
                   name != NULL ? name : "", self->kind->name);
      return FALSE;
    }

  return TRUE;
}

/**
 * vas_importer_new:
 * @host: copied; what it points to must live as long as the importer
 *
 * Returns: (transfer full) (nullable): an importer of the file at @path; NULL with @error set where it cannot be read or its
 *   header is wrong
 */
VasImporter *
vas_importer_new (const VasRowsKind      *kind,
                  const char             *path,
                  const VasImporterHost  *host,
                  GError                **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (VasImporter) self = NULL;

  if (file == NULL)
    return NULL;
  if (g_mapped_file_get_length (file) > MOST_BYTES)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("the file is larger than 4 GB; import it in parts"));
      return NULL;
    }

  self = g_new0 (VasImporter, 1);
  self->kind = kind;
  self->host = *host;
  self->base = g_path_get_basename (path);
  self->bytes = g_mapped_file_get_bytes (file);
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->bytes);
  self->places = g_new0 (int, kind->n_columns);
  self->fields = g_new0 (const VasField *, kind->n_columns);
  self->trimmed = g_new0 (char *, kind->n_columns);
  self->marks = g_byte_array_new ();
  self->seen = g_hash_table_new (g_str_hash, g_str_equal);
  self->texts = g_string_chunk_new (1 << 16);
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->staff = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->lines = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->told = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_verdict_unref);
  self->reader = vas_csv_reader_new (self->bytes);
  if (!find_fields (self) || !read_header (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
vas_importer_free (VasImporter *self)
{
  for (guint i = 0; i < self->kind->n_columns; i++)
    g_free (self->trimmed[i]);
  g_free (self->trimmed);
  g_free (self->fields);
  g_free (self->places);
  g_clear_pointer (&self->reader, vas_csv_reader_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->marks, g_byte_array_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_clear_pointer (&self->accounts, g_hash_table_unref);
  g_clear_pointer (&self->staff, g_hash_table_unref);
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->told, g_ptr_array_unref);
  g_free (self->batch_id);
  g_free (self->base);
  g_free (self->sha256);
  g_free (self);
}

const VasImporterCounts *
vas_importer_get_counts (VasImporter *self)
{
  return &self->counts;
}

/** vas_importer_get_lines: (transfer none) (element-type guint64): first and last line of each run of imported rows, in turn. */
GArray *
vas_importer_get_lines (VasImporter *self)
{
  return self->lines;
}

/** vas_importer_get_told: (transfer none) (element-type VasVerdict): what was said of the batches that went in. */
GPtrArray *
vas_importer_get_told (VasImporter *self)
{
  return self->told;
}

/* Nothing with the same text in the unique column: neither in the file nor, with other values, in the replica. */
static VasRowsResult
judge_unique (VasImporter  *self,
              VasEntity    *entity,
              GError      **error)
{
  const char *text = vas_importer_get (self, self->kind->unique);
  g_autofree char *key = NULL;
  g_autoptr (VasEntity) known = NULL;
  const char *column;

  if (vas_importer_is_repeated (self, text))
    {
      vas_importer_complain (self, self->kind->unique, "unique", _("“%s” stands in the file twice"), text);
      return VAS_ROWS_BAD;
    }
  if (!vas_table_find_key (self->sql, self->kind->get_type (), self->kind->unique, text, &key, error))
    return VAS_ROWS_BAD;
  if (key == NULL)
    return VAS_ROWS_TAKE;

  known = vas_table_get (self->sql, self->kind->get_type (), key, error);
  if (known == NULL)
    return VAS_ROWS_BAD;
  column = vas_importer_differs (self, entity, known);
  if (column == NULL)
    return VAS_ROWS_SAME;

  vas_importer_complain (self, column, "unique", _("“%s” is there already with another value"), text);
  return VAS_ROWS_BAD;
}

static void
fill_entity (VasImporter *self,
             VasEntity   *entity)
{
  for (guint i = 0; i < self->kind->n_columns; i++)
    {
      const char *text = vas_importer_get_cell (self, i);
      g_autoptr (GError) error = NULL;

      if (text == NULL && self->kind->columns[i].required)
        vas_importer_complain_of (self, self->kind->columns[i].name, "form", _("it is empty"));
      else if (text != NULL && self->fields[i] != NULL && !vas_entity_set_from_text (entity, self->fields[i], text, &error))
        vas_importer_complain_of (self, self->kind->columns[i].name, "form", error->message);
    }
}

static VasRowsResult
read_entity (VasImporter  *self,
             GPtrArray    *records,
             GError      **error)
{
  g_autoptr (VasEntity) entity = g_object_new (self->kind->get_type (), "ver", (gint64) 1, NULL);
  g_autoptr (GError) local_error = NULL;
  VasRowsResult result;

  self->row_is_bad = FALSE;
  fill_entity (self, entity);
  if (self->row_is_bad)
    return VAS_ROWS_BAD;
  result = self->kind->read (self, entity, records, &local_error);
  if (local_error == NULL && result == VAS_ROWS_TAKE && !self->row_is_bad && self->checking && self->kind->unique != NULL)
    result = judge_unique (self, entity, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return VAS_ROWS_BAD;
    }

  return self->row_is_bad ? VAS_ROWS_BAD : result;
}

/* The id of the batch that begins: the first one that the trail does not have, unless a batch of it was taken already. */
static gboolean
begin_batch (VasImporter  *self,
             GError      **error)
{
  const guint64 batch = self->n_row / VAS_IMPORT_BATCH;

  for (guint attempt = 0;; attempt++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%" G_GUINT64_FORMAT "/%u", self->kind->name, batch, attempt);
      g_autoptr (VasLogRow) logged = NULL;

      g_free (self->batch_id);
      self->batch_id = vas_uuid_derive (self->sha256, name, 0);
      if (!vas_journal_find_logged (self->sql, self->batch_id, &logged, error))
        return FALSE;
      self->batch_done = logged != NULL && g_str_equal (logged->result, "applied");
      if (logged == NULL || self->batch_done)
        return TRUE;
    }
}

static void
tell_progress (VasImporter *self)
{
  const gsize size = g_bytes_get_size (self->bytes);
  const guint percent = size > 0 ? (guint) (vas_csv_reader_get_offset (self->reader) * 100 / size) : 100;

  if (self->n_row % ROWS_BETWEEN_NEWS == 0)
    self->host.progress (self->checking, percent, self->n_row, self->host.data);
}

/* The next row; *more is FALSE at the end. A row that is not of the form counts, and is bad. */
static gboolean
next_row (VasImporter  *self,
          gboolean     *well_formed,
          gboolean     *more)
{
  g_autoptr (GError) error = NULL;

  *well_formed = vas_csv_reader_next (self->reader, &self->row, &error);
  *more = !*well_formed || self->row != NULL;
  self->line = vas_csv_reader_get_row (self->reader)->line;
  if (*well_formed)
    return *more;

  self->row_is_bad = TRUE;
  vas_importer_complain_of (self, "–", "form", error->message);
  return TRUE;
}

static gboolean
check_row (VasImporter  *self,
           gboolean      well_formed,
           GError      **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local_error = NULL;
  guint8 mark = MARK_BEFORE;

  if (!self->batch_done)
    {
      const VasRowsResult result = well_formed ? read_entity (self, records, &local_error) : VAS_ROWS_BAD;

      mark = result == VAS_ROWS_TAKE ? MARK_TAKE : result == VAS_ROWS_SAME ? MARK_SAME : MARK_BAD;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_byte_array_append (self->marks, &mark, 1);
  self->counts.rows++;
  self->counts.bad += mark == MARK_BAD;
  self->counts.same += mark == MARK_SAME;
  self->counts.before += mark == MARK_BEFORE;

  return TRUE;
}

static gboolean
check_rows (VasImporter  *self,
            GError      **error)
{
  gboolean well_formed, more;

  while (!*self->host.stop)
    {
      if (!next_row (self, &well_formed, &more))
        return TRUE;
      if ((self->n_row % VAS_IMPORT_BATCH == 0 && !begin_batch (self, error)) || !check_row (self, well_formed, error))
        return FALSE;
      self->n_row++;
      tell_progress (self);
    }

  return TRUE;
}

static gboolean
read_roles (VasImporter  *self,
            GError      **error)
{
  g_autoptr (VasCommand) command = vas_command_new (self->kind->command, self->host.actor, self->host.now);
  g_autoptr (VasRun) run = NULL;

  vas_command_set_text (command, "file", self->base);
  vas_command_set_text (command, "sha256", self->sha256);
  vas_command_set_int (command, "batch", 0);
  run = vas_run_new (self->sql, command, self->host.now, FALSE, error);
  if (run == NULL)
    return FALSE;
  self->roles = run->roles;
  if (vas_run_has_role (run, run->type->roles))
    return TRUE;

  g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("R30: only an administrator imports files."));
  return FALSE;
}

static gpointer
check_cb (VasSql        *sql,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VasImporter *self = data;
  gboolean good;

  self->sql = sql;
  self->checking = TRUE;
  good = read_roles (self, error) && (self->kind->begin == NULL || self->kind->begin (self, error)) && check_rows (self, error);
  if (self->kind->end != NULL)
    self->kind->end (self);
  self->sql = NULL;

  return GINT_TO_POINTER (good);
}

/**
 * vas_importer_check:
 *
 * Pass one: judges every row and writes nothing. What is wrong goes to the host's complain function.
 *
 * Returns: FALSE with @error set where it could not be judged
 */
gboolean
vas_importer_check (VasImporter  *self,
                    GError      **error)
{
  return vas_store_read (self->host.store, check_cb, self, NULL, error) != NULL;
}

typedef struct {
  VasImporter  *importer;
  GPtrArray    *records;
  GChecksum    *digest;             /* over the taken rows, as they stand in the file */
  guint64       first_row;
  guint64       taken;
  VasVerdict  **refused;
  gboolean      end;
} Batch;

static void
note_line (VasImporter *self,
           guint64      last_line,
           gboolean     follows)
{
  if (!follows || self->lines->len == 0)
    {
      g_array_append_val (self->lines, self->line);
      g_array_append_val (self->lines, last_line);
    }
  g_array_index (self->lines, guint64, self->lines->len - 1) = last_line;
}

/* Reads the rows of one batch. */
static gboolean
gather (Batch   *batch,
        GError **error)
{
  VasImporter *self = batch->importer;
  gboolean well_formed, more, follows = self->lines->len > 0 && self->n_row > 0 && self->marks->data[self->n_row - 1] == MARK_TAKE;

  do
    {
      const gsize begin = vas_csv_reader_get_offset (self->reader);
      g_autoptr (GError) local_error = NULL;

      if (!next_row (self, &well_formed, &more))
        {
          batch->end = TRUE;
          return TRUE;
        }
      if (self->n_row % VAS_IMPORT_BATCH == 0 && !begin_batch (self, error))
        return FALSE;
      if (self->marks->data[self->n_row] == MARK_TAKE)
        {
          const guint8 *data = g_bytes_get_data (self->bytes, NULL);

          read_entity (self, batch->records, &local_error);
          if (local_error != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&local_error));
              return FALSE;
            }
          g_checksum_update (batch->digest, data + begin, (gssize) (vas_csv_reader_get_offset (self->reader) - begin));
          note_line (self, self->row->last_line, follows);
          batch->taken++;
        }
      follows = self->marks->data[self->n_row] == MARK_TAKE;
      self->n_row++;
      tell_progress (self);
    }
  while (self->n_row % VAS_IMPORT_BATCH != 0);

  return TRUE;
}

static gboolean
run_batch (Batch   *batch,
           GError **error)
{
  VasImporter *self = batch->importer;
  g_autoptr (VasCommand) command = vas_command_new_with_id (self->batch_id, self->kind->command, self->host.actor, self->host.now);
  g_autoptr (VasReceipt) receipt = NULL;

  vas_command_set_text (command, "file", self->base);
  vas_command_set_text (command, "sha256", self->sha256);
  vas_command_set_int (command, "batch", (gint64) (batch->first_row / VAS_IMPORT_BATCH));
  if (self->n_row - batch->first_row > batch->taken)
    vas_command_set_int (command, "rows_left_out", (gint64) (self->n_row - batch->first_row - batch->taken));
  vas_command_set_payload (command, g_checksum_get_string (batch->digest), batch->records);
  receipt = vas_ledger_save (self->sql, command, 0, self->host.now, error);
  if (receipt == NULL)
    return FALSE;
  if (receipt->applied)
    {
      self->counts.imported += batch->taken;
      g_ptr_array_add (self->told, vas_verdict_ref (receipt->verdict));
    }
  else
    *batch->refused = vas_verdict_ref (receipt->verdict);

  return TRUE;
}

/* One transaction: many batches, or fewer where the user wants to stop. */
static gpointer
run_cb (VasSql        *sql,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  Batch *batch = data;
  VasImporter *self = batch->importer;

  self->sql = sql;
  for (guint i = 0; i < BATCHES_AT_ONCE && !batch->end && !*self->host.stop && *batch->refused == NULL; i++)
    {
      g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GChecksum) digest = g_checksum_new (G_CHECKSUM_SHA256);

      batch->records = records;
      batch->digest = digest;
      batch->first_row = self->n_row;
      batch->taken = 0;
      if (!gather (batch, error) || (records->len > 0 && !run_batch (batch, error)))
        return NULL;
    }
  self->sql = NULL;

  return GINT_TO_POINTER (TRUE);
}

static gpointer
bulk_cb (VasSql        *sql,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  return GINT_TO_POINTER (vas_sql_set_bulk (sql, data != NULL, error));
}

static gpointer
begin_cb (VasSql        *sql,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VasImporter *self = data;

  self->sql = sql;

  return GINT_TO_POINTER (self->kind->begin == NULL || self->kind->begin (self, error));
}

/**
 * vas_importer_run:
 * @refused: (out) (nullable) (transfer full): why a batch was refused; the batches before it are in
 *
 * Pass two: imports the rows that pass one found good. What was committed stays where it ends early; the next run goes on.
 *
 * Returns: FALSE with @error set where it could not be written
 */
gboolean
vas_importer_run (VasImporter  *self,
                  VasVerdict  **refused,
                  GError      **error)
{
  Batch batch = { .importer = self, .refused = refused };
  gboolean good;

  *refused = NULL;
  self->checking = FALSE;
  self->n_row = 0;
  g_clear_pointer (&self->reader, vas_csv_reader_free);
  self->reader = vas_csv_reader_new (self->bytes);
  g_hash_table_remove_all (self->seen);
  g_string_chunk_clear (self->texts);
  good = read_header (self, error) && vas_store_write (self->host.store, begin_cb, self, NULL, error) != NULL &&
         vas_store_write (self->host.store, bulk_cb, self, NULL, error) != NULL;

  while (good && !batch.end && !*self->host.stop && *refused == NULL)
    good = vas_store_write (self->host.store, run_cb, &batch, NULL, error) != NULL;

  if (self->kind->end != NULL)
    self->kind->end (self);

  return vas_store_write (self->host.store, bulk_cb, NULL, NULL, good ? error : NULL) != NULL && good;
}
