/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Looking for orders and requests by what a caller names, among all there are: what a backend does for desks that hold a scope of
 * its records. Each question is a look-up by an index, so it costs the same at any size, on either engine: numbers of orders and
 * requests (from six characters on, also their beginning), account id, name, whole mobile or its last four, whole e-mail, taxpayer id, number
 * of a fapiao, waybill. What is found by a number comes first, then what belongs to accounts, newest first.
 *
 * On the caller's connection, in its snapshot.
 */

#include "vas-find.h"

#include "vas-mobile.h"
#include "vas-order.h"
#include "vas-request.h"
#include "vas-table.h"
#include "vas-text.h"

#include <string.h>

#define LEAST_OF_NUMBER 6
#define MOST_ACCOUNTS 20

typedef struct {
  VasSql     *sql;
  guint       limit;
  gboolean    more;
  GPtrArray  *found;   /* VasFound */
  GHashTable *keys;    /* of the records in it */
} Finding;

/* A way to find records of @type: $1 is what was typed, $2 how many at most. */
typedef struct {
  GType     (*type) (void);
  const char *alias;
  const char *rest;
} Way;

static const Way by_number[] = {
  { vas_order_get_type, "o", "FROM orders o WHERE o.number = $1 LIMIT $2" },
  { vas_request_get_type, "r", "FROM request r WHERE r.number = $1 LIMIT $2" },
  { vas_request_get_type, "r", "FROM request r WHERE r.taxpayer_id = $1 ORDER BY r.received_at DESC LIMIT $2" },
  { vas_request_get_type, "r", "FROM fapiao f JOIN request r ON r.key = f.request_key WHERE f.number = $1 LIMIT $2" },
  { vas_request_get_type, "r", "FROM parcel p JOIN fapiao f ON f.parcel_key = p.key JOIN request r ON r.key = f.request_key "
                               "WHERE p.waybill = $1 LIMIT $2" },
};

/* '~' comes behind every character of a number. */
static const Way by_beginning[] = {
  { vas_order_get_type, "o", "FROM orders o WHERE o.number > $1 AND o.number < $1 || '~' ORDER BY o.number LIMIT $2" },
  { vas_request_get_type, "r", "FROM request r WHERE r.number > $1 AND r.number < $1 || '~' ORDER BY r.number LIMIT $2" },
};

static const Way of_account[] = {
  { vas_order_get_type, "o", "FROM orders o WHERE o.account_key = $1 ORDER BY o.made_at DESC LIMIT $2" },
  { vas_request_get_type, "r", "FROM request r WHERE r.account_key = $1 ORDER BY r.received_at DESC LIMIT $2" },
};

void
vas_found_free (VasFound *self)
{
  g_clear_object (&self->record);
  g_clear_object (&self->account);
  g_free (self);
}

static const char *
account_of (VasEntity *record)
{
  return VAS_IS_ORDER (record) ? VAS_ORDER (record)->account_key : VAS_REQUEST (record)->account_key;
}

static gboolean
add (Finding    *self,
     VasEntity  *record,
     GError    **error)
{
  VasFound *found;

  if (g_hash_table_contains (self->keys, vas_entity_get_key (record)))
    return TRUE;
  if (self->found->len == self->limit)
    {
      self->more = TRUE;
      return TRUE;
    }

  found = g_new0 (VasFound, 1);
  found->record = g_object_ref (record);
  g_ptr_array_add (self->found, found);
  g_hash_table_add (self->keys, (gpointer) vas_entity_get_key (record));
  return vas_table_look_up (self->sql, VAS_TYPE_ACCOUNT, "key", account_of (record), &found->account, error);
}

static gboolean
go (Finding     *self,
    const Way   *way,
    const char  *text,
    GError     **error)
{
  const GType type = way->type ();
  g_autofree char *query = g_strconcat ("SELECT ", vas_table_columns (type, way->alias), " ", way->rest, NULL);
  g_autoptr (VasStatement) statement = vas_sql_prepare (self->sql, query, error);
  g_autoptr (GPtrArray) records = NULL;

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ti", text, (gint64) self->limit + 1);
  records = vas_table_read_all (type, statement, error);
  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      if (!add (self, g_ptr_array_index (records, i), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
go_all (Finding     *self,
        const Way   *ways,
        gsize        n_ways,
        const char  *text,
        GError     **error)
{
  for (gsize i = 0; i < n_ways; i++)
    {
      if (!go (self, &ways[i], text, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
go_accounts (Finding     *self,
             const char  *field,
             const char  *value,
             GError     **error)
{
  g_autoptr (GPtrArray) accounts = vas_table_list (self->sql, VAS_TYPE_ACCOUNT, field, value, "account_id", error);

  if (accounts == NULL)
    return FALSE;
  self->more |= accounts->len > MOST_ACCOUNTS;
  for (guint i = 0; i < MIN (accounts->len, MOST_ACCOUNTS); i++)
    {
      if (!go_all (self, of_account, G_N_ELEMENTS (of_account), vas_entity_get_key (g_ptr_array_index (accounts, i)), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
find_accounts (Finding     *self,
               const char  *text,
               GError     **error)
{
  g_autofree char *mobile = vas_mobile_normalize (text, NULL);

  return go_accounts (self, "account_id", text, error) && (mobile == NULL || go_accounts (self, "mobile", mobile, error)) &&
         (!vas_text_is_digits (text, 4) || go_accounts (self, "mobile_last4", text, error)) &&
         (strchr (text, '@') == NULL || go_accounts (self, "email", text, error)) && go_accounts (self, "name", text, error);
}

/**
 * vas_find_records:
 * @text: what was typed; nothing is found by one character
 * @limit: at most so many, up to %VAS_FIND_MOST
 * @more: (out): whether there are others
 *
 * Returns: (transfer full) (nullable) (element-type VasFound): orders and requests; NULL with @error set
 */
GPtrArray *
vas_find_records (VasSql      *sql,
                  const char  *text,
                  guint        limit,
                  gboolean    *more,
                  GError     **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_found_free);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  Finding self = { sql, MIN (limit, VAS_FIND_MOST), FALSE, found, keys };
  g_autofree char *plain = g_strstrip (g_strdup (text));
  g_autofree char *number = g_ascii_strup (plain, -1);

  *more = FALSE;
  if (g_utf8_strlen (plain, -1) < 2)
    return g_steal_pointer (&found);
  if (!go_all (&self, by_number, G_N_ELEMENTS (by_number), number, error) ||
      (strlen (number) >= LEAST_OF_NUMBER && !go_all (&self, by_beginning, G_N_ELEMENTS (by_beginning), number, error)) ||
      !find_accounts (&self, plain, error))
    return NULL;

  *more = self.more;
  return g_steal_pointer (&found);
}
