/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The chunks of snapshots on a server. A desk may ask one daemon for a snapshot and another, on another machine, for its chunks: what
 * a daemon lacks as a file it finds here. Named by the SHA-256 of their bytes, at most 1 MiB each, and never changed.
 */

#include "vas-chunk-store.h"

/** vas_chunk_name: a snapshot made at @now has this chunk. @known: (out): whether it is kept already. */
gboolean
vas_chunk_name (VasSql      *sql,
                const char  *hash,
                gint64       now,
                gboolean    *known,
                GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "UPDATE chunk SET named_at = $2 WHERE hash = $1", error);

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ti", hash, now);
  if (!vas_statement_run (statement, error))
    return FALSE;

  *known = vas_sql_get_changes (sql) > 0;
  return TRUE;
}

/** vas_chunk_keep: one that was not known. */
gboolean
vas_chunk_keep (VasSql      *sql,
                const char  *hash,
                GBytes      *bytes,
                gint64       now,
                GError     **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "INSERT INTO chunk (hash, bytes, named_at) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING", error);

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "tbi", hash, bytes, now);

  return vas_statement_run (statement, error);
}

/** vas_chunk_get: @bytes: (out) (nullable) (transfer full): NULL where no snapshot of the last day has it. */
gboolean
vas_chunk_get (VasSql      *sql,
               const char  *hash,
               GBytes     **bytes,
               GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT encode (bytes, 'base64') FROM chunk WHERE hash = $1", error);
  gboolean row;
  gsize size;

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "t", hash);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;

  *bytes = NULL;
  if (row)
    {
      guchar *decoded = g_base64_decode (vas_statement_get_text (statement, 0), &size);

      *bytes = g_bytes_new_take (decoded, size);
    }

  return TRUE;
}

/** vas_chunk_forget: takes away those that no snapshot has named since @before. */
gboolean
vas_chunk_forget (VasSql  *sql,
                  gint64   before,
                  GError **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "DELETE FROM chunk WHERE named_at < $1", error);

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "i", before);

  return vas_statement_run (statement, error);
}
