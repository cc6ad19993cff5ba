/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The intake: what the shop tells, item after item, each by a command of its own.
 *
 * The id of the command derives from the shop and the item's key, so that an item that is sent again finds its row in the trail, whatever
 * became of it. What came under a key is kept as a salted digest, for the same key with other contents is a conflict. An item that
 * makes no command leaves nothing behind and stands in nobody's way. The items run in their order in the caller's transaction,
 * a savepoint each; an error of the store takes all of them back, and they are sent again.
 */

#include "vas-shop.h"

#include "vas-command-type.h"
#include "vas-json-error.h"
#include "vas-json-reader.h"
#include "vas-json-writer.h"
#include "vas-journal.h"
#include "vas-ledger.h"
#include "vas-order-rules.h"
#include "vas-payment.h"
#include "vas-replica-head.h"
#include "vas-request.h"
#include "vas-shop-items.h"
#include "vas-table.h"
#include "vas-time.h"
#include "vas-uuid.h"
#include "vas-verdict-json.h"

#include <string.h>

#define MOST_KEY 200

void
vas_shop_result_free (VasShopResult *self)
{
  g_free (self->key);
  g_free (self->rule);
  g_free (self->clause);
  g_free (self->code);
  g_free (self->field);
  g_free (self->detail);
  g_free (self->request);
  g_free (self->payment);
  g_free (self);
}

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

/** vas_shop_result_to_json: (transfer full): as doc/protocol.md has it. */
JsonObject *
vas_shop_result_to_json (VasShopResult *self)
{
  static const char *const states[] = {
    [VAS_SHOP_APPLIED] = "applied", [VAS_SHOP_REFUSED] = "refused", [VAS_SHOP_UNKNOWN] = "unknown",
    [VAS_SHOP_MALFORMED] = "malformed", [VAS_SHOP_CONFLICT] = "conflict",
  };
  JsonObject *object = json_object_new ();

  set_text (object, "key", self->key);
  json_object_set_string_member (object, "state", states[self->state]);
  json_object_set_boolean_member (object, "duplicate", self->duplicate);
  if (self->seq > 0)
    json_object_set_int_member (object, "feed", self->seq);
  set_text (object, "rule", self->rule);
  set_text (object, "clause", self->clause);
  set_text (object, "code", self->code);
  set_text (object, "field", self->field);
  set_text (object, "detail", self->detail);
  set_text (object, "request", self->request);
  set_text (object, "payment", self->payment);

  return object;
}

/* Takes what @error says of an item into @result; FALSE where the store failed, and nothing more can be done. */
static gboolean
take_error (VasShopResult  *result,
            GError         *local_error,
            GError        **error)
{
  const gsize length = strcspn (local_error->message, ": ");

  if (local_error->domain != VAS_SHOP_ITEM_ERROR && local_error->domain != VAS_JSON_ERROR)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  result->state = g_error_matches (local_error, VAS_SHOP_ITEM_ERROR, VAS_SHOP_ITEM_ERROR_UNKNOWN) ? VAS_SHOP_UNKNOWN : VAS_SHOP_MALFORMED;
  if (local_error->message[length] == ':')
    result->field = g_strndup (local_error->message, length);
  result->detail = g_strdup (local_error->message);
  g_error_free (local_error);

  return TRUE;
}

static gboolean
malformed (const char  *message,
           GError     **error)
{
  g_set_error_literal (error, VAS_SHOP_ITEM_ERROR, VAS_SHOP_ITEM_ERROR_MALFORMED, message);
  return FALSE;
}

static gboolean
read_item (JsonNode     *node,
           gint64        now,
           VasShopItem  *item,
           GError      **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL)
    return malformed ("items: must be objects", error);
  if (!vas_json_get_text (object, "key", TRUE, &item->key, error))
    return FALSE;
  if (*item->key == '\0' || strlen (item->key) > MOST_KEY)
    {
      item->key = NULL;
      return malformed ("key: must have 1 to 200 bytes", error);
    }
  if (!vas_json_get_text (object, "type", TRUE, &item->type, error) || !vas_json_get_int (object, "at", TRUE, &item->at, error) ||
      !vas_json_get_object (object, "data", TRUE, &item->data, error))
    return FALSE;
  if (item->at <= 0 || item->at > now + VAS_CLOCKS_APART)
    return malformed ("at: must be an instant in microseconds, and not in the future", error);
  item->at = MIN (item->at, now);

  return TRUE;
}

/* What the shop is told of a command beside its result: of a request its number, of a payment where it stands. */
static gboolean
describe (VasSql         *sql,
          const char     *type,
          const char     *command_id,
          gint64          made_at,
          VasShopResult  *result,
          GError        **error)
{
  const gboolean request = g_str_equal (type, "request.enter");
  g_autofree char *key = vas_uuid_derive (command_id, request ? "request" : "payment", made_at);
  g_autoptr (VasEntity) entity = NULL;

  if (!request && !g_str_equal (type, "payment.take"))
    return TRUE;
  entity = vas_table_get (sql, request ? VAS_TYPE_REQUEST : VAS_TYPE_PAYMENT, key, error);
  if (entity == NULL)
    return FALSE;
  if (request)
    result->request = g_strdup (VAS_REQUEST (entity)->number);
  else
    result->payment = g_strdup (vas_enum_to_id (&vas_payment_state_enum, VAS_PAYMENT (entity)->state));

  return TRUE;
}

/* Where a rule stands against it, the first that does; of a payment, where it belongs and why. */
static void
take_verdict (VasVerdict     *verdict,
              VasShopResult  *result)
{
  const VasOutcome wanted = result->state == VAS_SHOP_REFUSED ? VAS_OUTCOME_FAIL : VAS_OUTCOME_PASS;

  for (guint i = 0; i < vas_verdict_get_n (verdict) && result->rule == NULL; i++)
    {
      const VasFinding *finding = vas_verdict_get (verdict, i);

      if (finding->outcome != wanted || (wanted == VAS_OUTCOME_PASS && !g_str_equal (finding->rule, "R8")))
        continue;
      result->rule = g_strdup (finding->rule);
      result->clause = *finding->clause != '\0' ? g_strdup (finding->clause) : NULL;
      result->code = g_strdup (finding->code);
    }
}

static gboolean
read_verdict (const char     *text,
              VasShopResult  *result,
              GError        **error)
{
  g_autoptr (JsonNode) node = vas_json_parse_strict (text, -1, G_MAXSIZE, error);
  g_autoptr (VasVerdict) verdict = node != NULL ? vas_verdict_from_json (node, error) : NULL;

  if (verdict == NULL)
    return FALSE;

  take_verdict (verdict, result);
  return TRUE;
}

/* What the trail says of the command. */
static gboolean
take_row (VasSql         *sql,
          const char     *command_id,
          VasShopResult  *result,
          gboolean       *found,
          GError        **error)
{
  g_autoptr (VasLogRow) row = NULL;

  if (!vas_journal_find_logged (sql, command_id, &row, error))
    return FALSE;
  *found = row != NULL;
  if (row == NULL)
    return TRUE;

  result->seq = row->seq;
  result->state = g_str_equal (row->result, "applied") ? VAS_SHOP_APPLIED : VAS_SHOP_REFUSED;

  return read_verdict (row->verdict, result, error) &&
         (result->state == VAS_SHOP_REFUSED || describe (sql, row->type, row->command_id, row->made_at, result, error));
}

/* An item of a user whose data were erased has no digest any more, and is believed. *came: whether something came under the item's key before; then @result says what is said of it now. */
static gboolean
recall (VasSql         *sql,
        const char     *command_id,
        JsonNode       *node,
        VasShopResult  *result,
        gboolean       *came,
        GError        **error)
{
  g_autofree char *salt = NULL, *kept = NULL, *hash = NULL;

  if (!vas_intake_item_find (sql, command_id, &salt, &kept, error))
    return FALSE;
  *came = salt != NULL;
  if (salt == NULL)
    return TRUE;

  hash = vas_command_digest (salt, node);
  if (*kept != '\0' && !g_str_equal (hash, kept))
    {
      result->state = VAS_SHOP_CONFLICT;
      result->field = g_strdup ("key");
      result->detail = g_strdup ("key: came before with other contents");
      return TRUE;
    }
  result->duplicate = TRUE;

  return take_row (sql, command_id, result, came, error);
}

static gboolean
settle (VasSql         *sql,
        VasCommand     *command,
        JsonNode       *node,
        gint64          now,
        VasShopResult  *result,
        GError        **error)
{
  const char *id = vas_command_get_id (command);
  g_autofree char *salt = vas_uuid_v7 (now);
  g_autofree char *hash = vas_command_digest (salt, node);
  g_autoptr (VasReceipt) receipt = vas_ledger_settle_command (sql, command, now, error);
  const gboolean erased = receipt != NULL && vas_verdict_find_code (receipt->verdict, "account-erased") != NULL;

  if (receipt == NULL || !vas_intake_item_keep (sql, id, erased ? "" : salt, erased ? "" : hash, error))
    return FALSE;

  result->seq = receipt->seq;
  result->state = receipt->applied ? VAS_SHOP_APPLIED : VAS_SHOP_REFUSED;
  take_verdict (receipt->verdict, result);
  return !receipt->applied ||
         describe (sql, vas_command_get_type_name (command), id, vas_command_get_made_at (command), result, error);
}

static gboolean
take_item (VasSql         *sql,
           const VasShop  *shop,
           JsonNode       *node,
           gint64          now,
           VasShopResult  *result,
           GError        **error)
{
  g_autofree char *id = NULL, *actor = g_strconcat ("shop/", shop->name, NULL);
  g_autoptr (VasCommand) command = NULL;
  GError *local_error = NULL;
  VasShopItem item = { .actor = actor };
  gboolean readable = read_item (node, now, &item, &local_error), came = FALSE;

  result->key = g_strdup (item.key);
  if (!readable)
    return take_error (result, local_error, error);

  item.command_id = id = vas_uuid_derive (shop->key, item.key, shop->created_at);
  if (!recall (sql, id, node, result, &came, error))
    return FALSE;
  if (came)
    return TRUE;
  command = vas_shop_item_to_command (sql, &item, &local_error);
  if (command == NULL)
    return take_error (result, local_error, error);

  return settle (sql, command, node, now, result, error);
}

/**
 * vas_shop_take_in:
 * @sql: a backend's connection, in a transaction
 * @shop: who tells
 * @items: what it tells, in the order in which it happened
 * @now: instant by the backend's clock
 *
 * Returns: (transfer full) (nullable) (element-type VasShopResult): a result for each; NULL with an error of the store, and the caller
 *   takes the transaction back
 */
GPtrArray *
vas_shop_take_in (VasSql         *sql,
                  const VasShop  *shop,
                  JsonArray      *items,
                  gint64          now,
                  GError        **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_shop_result_free);

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      VasShopResult *result = g_new0 (VasShopResult, 1);

      g_ptr_array_add (results, result);
      if (!take_item (sql, shop, json_array_get_element (items, i), now, result, error))
        return NULL;
    }

  return g_steal_pointer (&results);
}
