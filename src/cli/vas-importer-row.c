/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a kind of file sees of its importer while it reads a row: cells, complaints, keys, look-ups. On the thread of the pass. */

#include "vas-importer-private.h"

#include "vas-account.h"
#include "vas-staff.h"
#include "vas-table.h"
#include "vas-uuid.h"

#include <string.h>

gboolean
vas_importer_is_checking (VasImporter *self)
{
  return self->checking;
}

VasSql *
vas_importer_get_sql (VasImporter *self)
{
  return self->sql;
}

gint64
vas_importer_get_now (VasImporter *self)
{
  return self->host.now;
}

gboolean
vas_importer_has_role (VasImporter *self,
                       guint        roles)
{
  return (self->roles & roles) != 0;
}

gpointer
vas_importer_get_state (VasImporter *self)
{
  return self->state;
}

void
vas_importer_set_state (VasImporter *self,
                        gpointer     state)
{
  self->state = state;
}

/* Cells may have blanks around them, and the TAB that a spreadsheet is kept from reckoning with. */
const char *
vas_importer_get_cell (VasImporter *self,
          guint        column)
{
  const char *text = vas_csv_row_get (self->row, self->places[column]);
  gsize length;

  if (text == NULL)
    return NULL;
  while (*text == ' ' || *text == '\t')
    text++;
  length = strlen (text);
  if (length == 0)
    return NULL;
  if (text[length - 1] != ' ' && text[length - 1] != '\t')
    return text;

  g_free (self->trimmed[column]);
  self->trimmed[column] = g_strchomp (g_strdup (text));

  return self->trimmed[column];
}

/** vas_importer_get: (nullable) (transfer none): the cell of the current row; NULL where it is empty or the file has no such column. */
const char *
vas_importer_get (VasImporter *self,
                  const char  *column)
{
  for (guint i = 0; i < self->kind->n_columns; i++)
    {
      if (strcmp (self->kind->columns[i].name, column) == 0)
        return vas_importer_get_cell (self, i);
    }

  g_return_val_if_reached (NULL);
}

void
vas_importer_complain_of (VasImporter *self,
          const char  *column,
          const char  *rule,
          const char  *message)
{
  VasImporterComplaint complaint = { self->line, column, rule, message };

  self->row_is_bad = TRUE;
  if (self->checking)
    self->host.complain (&complaint, self->host.data);
}

/** vas_importer_complain: of the current row, which is bad from then on. */
void
vas_importer_complain (VasImporter *self,
                       const char  *column,
                       const char  *rule,
                       const char  *format,
                       ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  vas_importer_complain_of (self, column, rule, message);
}

/** vas_importer_new_key: (transfer full): the key of a record that the current row makes; @name tells several apart. */
char *
vas_importer_new_key (VasImporter *self,
                      const char  *name)
{
  char place[64];

  g_snprintf (place, sizeof place, "%" G_GUINT64_FORMAT "/%s", self->n_row, name);

  return vas_uuid_derive (self->batch_id, place, self->host.now + (gint64) self->n_row * 1000);
}

static const char *
find_cached (VasImporter  *self,
             GHashTable   *cache,
             GType         type,
             const char   *field,
             const char   *text,
             GError      **error)
{
  const char *known = g_hash_table_lookup (cache, text);
  char *key;

  if (known != NULL)
    return known;
  if (!vas_table_find_key (self->sql, type, field, text, &key, error) || key == NULL)
    return NULL;
  g_hash_table_insert (cache, g_strdup (text), key);

  return key;
}

/** vas_importer_find_account: (nullable) (transfer none): the key of the account with that id; NULL without an error where there is none. */
const char *
vas_importer_find_account (VasImporter  *self,
                           const char   *account_id,
                           GError      **error)
{
  return find_cached (self, self->accounts, VAS_TYPE_ACCOUNT, "account_id", account_id, error);
}

/** vas_importer_find_staff: (nullable) (transfer none): like vas_importer_find_account(), of a login. */
const char *
vas_importer_find_staff (VasImporter  *self,
                         const char   *login,
                         GError      **error)
{
  return find_cached (self, self->staff, VAS_TYPE_STAFF, "login", login, error);
}

/** vas_importer_is_repeated: whether @text was asked for in this pass before. */
gboolean
vas_importer_is_repeated (VasImporter *self,
                          const char  *text)
{
  if (g_hash_table_contains (self->seen, text))
    return TRUE;
  g_hash_table_add (self->seen, g_string_chunk_insert (self->texts, text));

  return FALSE;
}

/** vas_importer_differs: (nullable) (transfer none): the first column that the row fills otherwise than the record that is @known. */
const char *
vas_importer_differs (VasImporter *self,
                      VasEntity   *entity,
                      VasEntity   *known)
{
  for (guint i = 0; i < self->kind->n_columns; i++)
    {
      const VasField *field = self->fields[i];
      gboolean same;

      if (field == NULL || vas_importer_get_cell (self, i) == NULL)
        continue;
      same = vas_entity_field_is_text (field)
             ? g_strcmp0 (vas_entity_get_text (entity, field), vas_entity_get_text (known, field)) == 0
             : vas_entity_get_integer (entity, field) == vas_entity_get_integer (known, field);
      if (!same)
        return self->kind->columns[i].name;
    }

  return NULL;
}
