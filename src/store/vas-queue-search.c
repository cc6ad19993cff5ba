/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The search of the queue: by whatever stands on a paper or is said on the telephone. A part of the case number, the title or the
 * taxpayer id; the beginning of an order number, a fapiao number or a waybill; a fapiao's code and number together; all that the
 * search of accounts knows (name, pinyin, initials, account id, mobile or its last digits, e-mail).
 *
 * Titles, taxpayer ids and case numbers are looked through one by one, in the index of the queue, which has them beside what puts
 * the queue in its order (some 5 ms for 20,000 requests); all else goes by an index of its own. Runs on a reader's thread.
 */

#include "vas-queue-private.h"

#include "vas-search.h"
#include "vas-text.h"

#include <string.h>

/* The last character there is: what begins with a text lies between it and it with this behind. */
#define LAST_CHARACTER "\xf4\x8f\xbf\xbf"
/* A shorter beginning of an order number is that of thousands: it begins with its day. */
#define LEAST_OF_ORDER 10
#define LEAST_OF_PAPER 4
#define CODE_LENGTH 12
#define NUMBER_LENGTH 8

/* $4 in small letters, $5 in capitals and without spaces, $6 the end of the range of papers, $7 JSON list of account ids, $8 code and number of a
 * fapiao together, $9 the end of the range of orders; NULL where the text can be none. */
const char vas_queue_search_hits[] =
  ", hit (id) AS (SELECT q.id FROM request q WHERE q.key IN ("
  "SELECT h.request_key FROM orders o JOIN share h ON h.order_key = o.key WHERE o.number >= $5 AND o.number < $9 "
  "UNION SELECT request_key FROM fapiao WHERE number >= $5 AND number < $6 AND request_key IS NOT NULL "
  "UNION SELECT request_key FROM fapiao WHERE code = substr ($8, 1, 12) AND number = substr ($8, 13) AND request_key IS NOT NULL "
  "UNION SELECT f.request_key FROM parcel p JOIN fapiao f ON f.parcel_key = p.key "
  "WHERE p.waybill >= $5 AND p.waybill < $6 AND f.request_key IS NOT NULL) "
  "UNION SELECT q.id FROM request q JOIN account a ON a.key = q.account_key WHERE a.id IN (SELECT value FROM json_each ($7)))";

/* Of the request r; its words stand in the index of the queue. */
const char vas_queue_search_condition[] =
  "(instr (r.number, $5) OR instr (lower (r.title), $4) OR instr (r.taxpayer_id, $5) OR r.id IN (SELECT id FROM hit))";

static void
bind_end (VasStatement *statement,
          guint         place,
          const char   *text,
          gsize         least)
{
  g_autofree char *end = strlen (text) >= least ? g_strconcat (text, LAST_CHARACTER, NULL) : NULL;

  vas_statement_bind_text (statement, place, end);
}

static char *
list_accounts (VasSql      *sql,
               const char  *search,
               GError     **error)
{
  g_autoptr (GArray) ids = vas_search_account_ids (sql, search, 0, error);
  GString *list;

  if (ids == NULL)
    return NULL;
  list = g_string_new ("[");
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", g_array_index (ids, gint64, i));
  g_string_append_c (list, ']');

  return g_string_free (list, FALSE);
}

/*
 * vas_queue_search_get_words:
 * @lower: (out): @search in small letters, for titles; empty: nothing
 * @upper: (out): in capitals and without spaces, for numbers and taxpayer ids
 */
void
vas_queue_search_get_words (const char  *search,
                            char       **lower,
                            char       **upper)
{
  g_autofree char *half = vas_text_halfwidth (search);
  g_autofree char *text = vas_text_strip_controls (half);
  g_autofree char *compact = vas_text_compact (text);

  *lower = g_ascii_strdown (text, -1);
  *upper = g_ascii_strup (compact, -1);
}

/*
 * vas_queue_search_bind:
 * @search: as it was typed, not empty
 * @place: of the first parameter of the search
 */
gboolean
vas_queue_search_bind (VasSql        *sql,
                       const char    *search,
                       VasStatement  *statement,
                       guint          place,
                       GError       **error)
{
  g_autofree char *half = vas_text_halfwidth (search);
  g_autofree char *text = vas_text_strip_controls (half);
  g_autofree char *lower = g_ascii_strdown (text, -1);
  g_autofree char *compact = vas_text_compact (text);
  g_autofree char *upper = g_ascii_strup (compact, -1);
  g_autofree char *accounts = list_accounts (sql, text, error);
  const gboolean sheet = strlen (compact) == CODE_LENGTH + NUMBER_LENGTH && vas_text_is_digits (compact, strlen (compact));

  if (accounts == NULL)
    return FALSE;

  vas_statement_bind_text (statement, place, *lower != '\0' ? lower : NULL);
  vas_statement_bind_text (statement, place + 1, *upper != '\0' ? upper : NULL);
  bind_end (statement, place + 2, upper, LEAST_OF_PAPER);
  vas_statement_bind_text (statement, place + 3, accounts);
  vas_statement_bind_text (statement, place + 4, sheet ? compact : NULL);
  bind_end (statement, place + 5, upper, LEAST_OF_ORDER);

  return TRUE;
}
