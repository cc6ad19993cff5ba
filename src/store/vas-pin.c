/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Pins: the records beyond its scope that a desk keeps, because somebody opened them there.
 *
 * A pin names an order or a request; its whole case is kept (vas-scope.h). It is the desk's own: no command makes it, no feed
 * tells of it, and it goes with the desk when everything is fetched anew. It ends by itself when it is as old as the scope is
 * long. On the caller's connection, in its transaction.
 */

#include "vas-pin.h"

#include "vas-order.h"
#include "vas-request.h"

void
vas_pin_free (VasPin *self)
{
  g_free (self->key);
  g_free (self);
}

static const char *
kind_of (GType type)
{
  return type == VAS_TYPE_ORDER ? "order" : "request";
}

/** vas_pin_put: @type: %VAS_TYPE_ORDER or %VAS_TYPE_REQUEST; @now: instant, from which on the pin counts. */
gboolean
vas_pin_put (VasSql      *sql,
             GType        type,
             const char  *key,
             gint64       now,
             GError     **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "INSERT INTO pin (kind, key, pinned_at) VALUES ($1, $2, $3) "
                          "ON CONFLICT (kind, key) DO UPDATE SET pinned_at = $3", error);

  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "tti", kind_of (type), key, now);
  return vas_statement_run (statement, error);
}

/** vas_pin_remove: what it kept goes with the next maintenance. */
gboolean
vas_pin_remove (VasSql      *sql,
                GType        type,
                const char  *key,
                GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "DELETE FROM pin WHERE kind = $1 AND key = $2", error);

  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "tt", kind_of (type), key);
  return vas_statement_run (statement, error);
}

/** vas_pin_list_missing: (transfer full) (nullable) (element-type VasPin): pins whose records are not here, as after a new snapshot. */
GPtrArray *
vas_pin_list_missing (VasSql  *sql,
                      GError **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "SELECT p.kind, p.key FROM pin p WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.key = p.key) "
                          "AND NOT EXISTS (SELECT 1 FROM request r WHERE r.key = p.key) ORDER BY p.pinned_at DESC", error);
  g_autoptr (GPtrArray) pins = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_pin_free);
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (vas_statement_step (statement, &row, error))
    {
      VasPin *pin;

      if (!row)
        return g_steal_pointer (&pins);
      pin = g_new0 (VasPin, 1);
      pin->type = g_strcmp0 (vas_statement_get_text (statement, 0), "order") == 0 ? VAS_TYPE_ORDER : VAS_TYPE_REQUEST;
      pin->key = g_strdup (vas_statement_get_text (statement, 1));
      g_ptr_array_add (pins, pin);
    }

  return NULL;
}
