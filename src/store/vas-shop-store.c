/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Shops that may use the intake, and what came under their keys. No entity: neither desks nor the trail ever hear of them. Each
 * function is one statement inside the caller's transaction, on its thread.
 */

#include "vas-shop-store.h"

#include "vas-sql-private.h"

#include <string.h>

#define NAME_MAX_LENGTH 40

void
vas_shop_free (VasShop *self)
{
  g_free (self->key);
  g_free (self->name);
  g_free (self);
}

/** vas_shop_name_is_fit: whether @name is 1 to 40 of small letters, digits and hyphens. */
gboolean
vas_shop_name_is_fit (const char *name)
{
  const gsize length = strlen (name);

  return length >= 1 && length <= NAME_MAX_LENGTH && strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

/**
 * vas_shop_add:
 * @key: for a name that is new; one that is known keeps its own
 * @token_hash: SHA-256 of the token, in hexadecimal
 * @now: instant
 *
 * Gives a shop a token. One that it had before is none from then on.
 */
gboolean
vas_shop_add (VasSql      *sql,
              const char  *key,
              const char  *name,
              const char  *token_hash,
              gint64       now,
              GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "INSERT INTO shop (key, name, token_hash, created_at, changed_at) VALUES ($1, $2, $3, $4, $4) "
                                    "ON CONFLICT (name) DO UPDATE SET token_hash = excluded.token_hash, "
                                    "changed_at = excluded.changed_at", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ttti", key, name, token_hash, now);

  return vas_statement_run (statement, error);
}

/** vas_shop_revoke: takes a shop's token away. @found: (out): whether there is a shop of that name. */
gboolean
vas_shop_revoke (VasSql      *sql,
                 const char  *name,
                 gint64       now,
                 gboolean    *found,
                 GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "UPDATE shop SET token_hash = NULL, changed_at = $1 WHERE name = $2 RETURNING key", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "it", now, name);

  return vas_statement_step (statement, found, error);
}

/** vas_shop_find: @shop: (out) (nullable): whose token it is; NULL where it is nobody's. */
gboolean
vas_shop_find (VasSql      *sql,
               const char  *token_hash,
               VasShop    **shop,
               GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  *shop = NULL;
  statement = vas_sql_prepare (sql, "SELECT key, name, created_at FROM shop WHERE token_hash = $1", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "t", token_hash);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  *shop = g_new0 (VasShop, 1);
  (*shop)->key = g_strdup (vas_statement_get_text (statement, 0));
  (*shop)->name = g_strdup (vas_statement_get_text (statement, 1));
  (*shop)->created_at = vas_statement_get_int (statement, 2);
  return TRUE;
}

/** vas_intake_item_find: @salt: (out) (nullable): @item_hash: (out) (nullable): NULL where nothing came under that id. */
gboolean
vas_intake_item_find (VasSql      *sql,
                      const char  *command_id,
                      char       **salt,
                      char       **item_hash,
                      GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  *salt = *item_hash = NULL;
  statement = vas_sql_prepare (sql, "SELECT salt, item_hash FROM intake_item WHERE command_id = $1", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "t", command_id);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      *salt = g_strdup (vas_statement_get_text (statement, 0));
      *item_hash = g_strdup (vas_statement_get_text (statement, 1));
    }

  return TRUE;
}

/** vas_intake_item_keep: what came under @command_id: SHA-256 of @salt and the item. */
gboolean
vas_intake_item_keep (VasSql      *sql,
                      const char  *command_id,
                      const char  *salt,
                      const char  *item_hash,
                      GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "INSERT INTO intake_item (command_id, salt, item_hash) VALUES ($1, $2, $3)", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ttt", command_id, salt, item_hash);

  return vas_statement_run_later (statement, error);
}
