/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Items of the intake, and the commands that they make (doc/protocol.md, “Intake”).
 *
 * The shop names accounts, orders, plans and versions of the terms by what it knows of them; here they become keys of records. What is not
 * of its form is told with the member's name and makes nothing; what the rules say of it is for the command. Reads only, inside
 * the caller's transaction, on its thread. The file is longer than most: a reader for each type, over the same few helpers.
 */

#include "vas-shop-items.h"

#include "vas-account.h"
#include "vas-json-reader.h"
#include "vas-mobile.h"
#include "vas-money.h"
#include "vas-notice.h"
#include "vas-order.h"
#include "vas-order-rules.h"
#include "vas-plan.h"
#include "vas-request.h"
#include "vas-table.h"
#include "vas-terms.h"
#include "vas-text.h"
#include "vas-uuid.h"

#include <string.h>

#define SHORT 100
#define LONG 500
#define MOST_SHARES 100
#define MOST_USES 10000

G_DEFINE_QUARK (vas-shop-item-error-quark, vas_shop_item_error)

/* One pass over an item: what is read, and the command that is made. */
typedef struct {
  VasSql            *sql;
  const VasShopItem *item;
  JsonObject        *data;
  VasCommand        *command;
} Pass;

static gboolean
fail (const char       *name,
      VasShopItemError  code,
      const char       *rule,
      GError          **error)
{
  g_set_error (error, VAS_SHOP_ITEM_ERROR, code, "%s: %s", name, rule);
  return FALSE;
}

static gboolean
malformed (const char  *name,
           const char  *rule,
           GError     **error)
{
  return fail (name, VAS_SHOP_ITEM_ERROR_MALFORMED, rule, error);
}

/* A text of 1 to @most characters without control characters; NULL where it is absent and not required. */
static gboolean
read_text (Pass        *pass,
           const char  *name,
           gboolean     required,
           glong        most,
           const char **text,
           GError     **error)
{
  g_autofree char *plain = NULL;

  *text = NULL;
  if (!vas_json_get_text (pass->data, name, required, text, error))
    return FALSE;
  if (*text == NULL)
    return TRUE;
  plain = vas_text_strip_controls (*text);
  if (**text == '\0' || g_utf8_strlen (*text, -1) > most)
    return malformed (name, most == SHORT ? "must have 1 to 100 characters" : "must have 1 to 500 characters", error);

  return g_str_equal (plain, *text) || malformed (name, "must not have control characters", error);
}

/* The same, as an argument of the command. */
static gboolean
take_text (Pass        *pass,
           const char  *name,
           gboolean     required,
           glong        most,
           GError     **error)
{
  const char *text;

  if (!read_text (pass, name, required, most, &text, error))
    return FALSE;
  vas_command_set_text (pass->command, name, text);

  return TRUE;
}

static gboolean
read_money (Pass        *pass,
            const char  *name,
            gint64      *amount,
            GError     **error)
{
  if (!vas_json_get_int (pass->data, name, TRUE, amount, error))
    return FALSE;

  return (*amount > 0 && *amount <= VAS_MONEY_MAX) || malformed (name, "must be an amount in fen", error);
}

/* Nothing is done to a record before there is one. @moment: when it came to be, by a clock of the shop or ours. */
static gboolean
is_after (Pass        *pass,
          gint64       moment,
          const char  *rule,
          GError     **error)
{
  return pass->item->at + VAS_CLOCKS_APART >= moment || malformed ("at", rule, error);
}

/* The key of the record whose @field is the text of the member @name. */
static gboolean
find_record (Pass        *pass,
             const char  *name,
             GType        type,
             const char  *field,
             char       **key,
             GError     **error)
{
  const char *text;

  *key = NULL;
  if (!read_text (pass, name, TRUE, SHORT, &text, error) || !vas_table_find_key (pass->sql, type, field, text, key, error))
    return FALSE;

  return *key != NULL || fail (name, VAS_SHOP_ITEM_ERROR_UNKNOWN, "there is none of that name here", error);
}

/* The member @name, as an argument that is a key. */
static gboolean
take_record (Pass        *pass,
             const char  *name,
             GType        type,
             const char  *field,
             GError     **error)
{
  g_autofree char *key = NULL;

  if (!find_record (pass, name, type, field, &key, error))
    return FALSE;
  vas_command_set_text (pass->command, name, key);

  return TRUE;
}

/* An order or a request of the account that the item names; @type has a field “account_key”. @record: (out) (transfer full) */
static gboolean
take_own (Pass        *pass,
          const char  *name,
          GType        type,
          gpointer     record,
          GError     **error)
{
  g_autofree char *account = NULL, *key = NULL;
  g_autoptr (VasEntity) own = NULL;
  const VasField *field;

  if (!find_record (pass, "account", VAS_TYPE_ACCOUNT, "account_id", &account, error) ||
      !find_record (pass, name, type, "number", &key, error))
    return FALSE;
  own = vas_table_get (pass->sql, type, key, error);
  if (own == NULL)
    return FALSE;
  field = vas_entity_class_find_field (VAS_ENTITY_GET_CLASS (own), "account_key");
  if (g_strcmp0 (vas_entity_get_text (own, field), account) != 0)
    return fail (name, VAS_SHOP_ITEM_ERROR_UNKNOWN, "the account has none of that number", error);
  vas_command_set_text (pass->command, name, key);
  *(VasEntity **) record = g_steal_pointer (&own);

  return TRUE;
}

static gboolean
take_mobile (Pass    *pass,
             GError **error)
{
  g_autofree char *mobile = NULL;
  const char *text;

  if (!read_text (pass, "mobile", FALSE, SHORT, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  mobile = vas_mobile_normalize (text, NULL);
  if (mobile == NULL)
    return malformed ("mobile", "must be a mobile number", error);
  vas_command_set_text (pass->command, "mobile", mobile);

  return TRUE;
}

static gboolean
take_email (Pass    *pass,
            GError **error)
{
  const char *text, *at;

  if (!read_text (pass, "email", FALSE, SHORT, &text, error))
    return FALSE;
  at = text != NULL ? strchr (text, '@') : NULL;
  if (text != NULL && (at == NULL || at == text || at[1] == '\0' || strchr (at + 1, '@') != NULL || strchr (text, ' ') != NULL))
    return malformed ("email", "must be an e-mail address", error);
  vas_command_set_text (pass->command, "email", text);

  return TRUE;
}

static gboolean
read_profile (Pass    *pass,
              GError **error)
{
  const char *account;

  if (!read_text (pass, "account", TRUE, SHORT, &account, error))
    return FALSE;
  vas_command_set_text (pass->command, "account_id", account);

  return take_text (pass, "name", FALSE, SHORT, error) && take_mobile (pass, error) && take_email (pass, error);
}

static gboolean
take_number (Pass        *pass,
             const char  *name,
             const char  *argument,
             GError     **error)
{
  const char *text;

  if (!read_text (pass, name, TRUE, SHORT, &text, error))
    return FALSE;
  if (strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != strlen (text))
    return malformed (name, "must be letters, digits, - and _", error);
  vas_command_set_text (pass->command, argument, text);

  return TRUE;
}

static gboolean
read_order (Pass    *pass,
            GError **error)
{
  gint64 price;

  if (!take_record (pass, "account", VAS_TYPE_ACCOUNT, "account_id", error) || !take_number (pass, "order", "number", error) ||
      !take_record (pass, "plan", VAS_TYPE_PLAN, "code", error) || !read_money (pass, "price", &price, error))
    return FALSE;
  vas_command_set_int (pass->command, "price", price);

  return TRUE;
}

static gboolean
read_payment (Pass    *pass,
              GError **error)
{
  const char *channel;
  gint64 amount;
  int value;

  if (!take_number (pass, "order", "order_number", error) || !take_number (pass, "transaction", "transaction", error) ||
      !read_text (pass, "channel", TRUE, SHORT, &channel, error) || !read_money (pass, "amount", &amount, error))
    return FALSE;
  if (!vas_enum_from_id (&vas_channel_enum, channel, &value))
    return malformed ("channel", "must be wechat or alipay", error);
  vas_command_set_text (pass->command, "channel", channel);
  vas_command_set_int (pass->command, "amount", amount);
  vas_command_set_int (pass->command, "paid_at", pass->item->at);

  return TRUE;
}

static gboolean
read_cancellation (Pass    *pass,
                   GError **error)
{
  g_autoptr (VasOrder) order = NULL;

  vas_command_set_text (pass->command, "reason", "用户取消");

  return take_own (pass, "order", VAS_TYPE_ORDER, &order, error) &&
         is_after (pass, order->made_at, "must not be before the order was made", error);
}

static gboolean
read_use (Pass    *pass,
          GError **error)
{
  g_autoptr (VasOrder) order = NULL;
  gint64 uses = 1;

  if (json_object_has_member (pass->data, "uses") && !vas_json_get_int (pass->data, "uses", TRUE, &uses, error))
    return FALSE;
  if (uses < 1 || uses > MOST_USES)
    return malformed ("uses", "must be from 1 to 10,000", error);
  vas_command_set_int (pass->command, "uses", uses);

  return take_own (pass, "order", VAS_TYPE_ORDER, &order, error);
}

static gboolean
read_acceptance (Pass    *pass,
                 GError **error)
{
  return take_record (pass, "account", VAS_TYPE_ACCOUNT, "account_id", error) &&
         take_record (pass, "terms", VAS_TYPE_TERMS, "label", error) && take_text (pass, "act", TRUE, SHORT, error);
}

/* R13: what the user stated in the shop stands beside the share, as what a caller states does. */
static JsonObject *
read_share (Pass        *pass,
            JsonNode    *node,
            GError     **error)
{
  g_autoptr (JsonObject) share = json_object_new ();
  g_autoptr (VasOrder) order = NULL;
  g_autofree char *key = NULL;
  Pass one = *pass;
  const char *service;
  gint64 amount;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      malformed ("orders", "must be a list of objects", error);
      return NULL;
    }
  one.data = json_node_get_object (node);
  if (!find_record (&one, "order", VAS_TYPE_ORDER, "number", &key, error) || !read_money (&one, "amount", &amount, error) ||
      !read_text (&one, "service", FALSE, SHORT, &service, error))
    return NULL;
  order = vas_table_get (pass->sql, VAS_TYPE_ORDER, key, error);
  if (order == NULL || (order->paid_at != VAS_NONE && !is_after (pass, order->paid_at, "must not be before the order was paid", error)))
    return NULL;

  json_object_set_string_member (share, "order", key);
  json_object_set_int_member (share, "amount", amount);
  json_object_set_string_member (share, "stated_order", order->number);
  json_object_set_int_member (share, "stated_amount", amount);
  if (service != NULL)
    json_object_set_string_member (share, "stated_service", service);

  return g_steal_pointer (&share);
}

static gboolean
take_shares (Pass    *pass,
             GError **error)
{
  g_autoptr (JsonArray) shares = json_array_new ();
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);
  JsonNode *node;
  JsonArray *orders;

  if (!vas_json_get_array (pass->data, "orders", TRUE, &orders, error))
    return FALSE;
  if (json_array_get_length (orders) < 1 || json_array_get_length (orders) > MOST_SHARES)
    return malformed ("orders", "must be 1 to 100", error);
  for (guint i = 0; i < json_array_get_length (orders); i++)
    {
      JsonObject *share = read_share (pass, json_array_get_element (orders, i), error);

      if (share == NULL)
        return FALSE;
      json_array_add_object_element (shares, share);
      if (!g_hash_table_add (named, (gpointer) json_object_get_string_member (share, "order")))
        return malformed ("orders", "must name each order once", error);
    }

  node = json_node_new (JSON_NODE_ARRAY);
  json_node_set_array (node, shares);
  vas_command_set_node (pass->command, "shares", node);

  return TRUE;
}

static gboolean
take_enum (Pass           *pass,
           const char     *name,
           const VasEnum  *values,
           const char     *rule,
           GError        **error)
{
  const char *id;
  int value;

  if (!read_text (pass, name, TRUE, SHORT, &id, error))
    return FALSE;
  if (!vas_enum_from_id (values, id, &value))
    return malformed (name, rule, error);
  vas_command_set_text (pass->command, name, id);

  return TRUE;
}

static gboolean
read_request (Pass    *pass,
              GError **error)
{
  g_autoptr (VasRequest) corrected = NULL;

  vas_command_set_text (pass->command, "source", "shop");
  if (json_object_has_member (pass->data, "corrects") && !take_own (pass, "corrects", VAS_TYPE_REQUEST, &corrected, error))
    return FALSE;

  return take_record (pass, "account", VAS_TYPE_ACCOUNT, "account_id", error) &&
         take_enum (pass, "title_kind", &vas_title_kind_enum, "must be personal, company or body", error) &&
         take_text (pass, "title", TRUE, LONG, error) && take_text (pass, "taxpayer_id", FALSE, SHORT, error) &&
         take_enum (pass, "delivery", &vas_delivery_enum, "must be courier or pickup", error) &&
         take_text (pass, "recipient_name", FALSE, SHORT, error) && take_text (pass, "recipient_mobile", FALSE, SHORT, error) &&
         take_text (pass, "recipient_address", FALSE, LONG, error) && take_shares (pass, error);
}

static gboolean
read_withdrawal (Pass    *pass,
                 GError **error)
{
  g_autoptr (VasRequest) request = NULL;

  return take_own (pass, "request", VAS_TYPE_REQUEST, &request, error) &&
         is_after (pass, request->requested_at, "must not be before the request was made", error);
}

static gboolean
take_notice (Pass    *pass,
             GError **error)
{
  g_autoptr (VasNotice) notice = NULL;
  g_autofree char *key = NULL;

  if (!find_record (pass, "notice", VAS_TYPE_NOTICE, "key", &key, error))
    return FALSE;
  notice = vas_table_get (pass->sql, VAS_TYPE_NOTICE, key, error);
  if (notice == NULL)
    return FALSE;
  vas_command_set_text (pass->command, "notice", key);

  return is_after (pass, notice->made_at, "must not be before the message was made", error);
}

static gboolean
read_failure (Pass    *pass,
              GError **error)
{
  return take_notice (pass, error) && take_text (pass, "reason", TRUE, LONG, error);
}

static const struct {
  const char *type;
  const char *command;
  gboolean  (*read) (Pass    *pass,
                     GError **error);
} types[] = {
  { "account.profile", "account.profile", read_profile },
  { "order.made", "order.make", read_order },
  { "order.paid", "payment.take", read_payment },
  { "order.cancelled", "order.close", read_cancellation },
  { "order.used", "order.use", read_use },
  { "terms.accepted", "terms.accept", read_acceptance },
  { "request.made", "request.enter", read_request },
  { "request.withdrawn", "request.withdraw", read_withdrawal },
  { "notice.delivered", "notice.deliver", take_notice },
  { "notice.failed", "notice.fail", read_failure },
};

/**
 * vas_shop_item_to_command:
 *
 * Returns: (transfer full) (nullable): the command that @item makes; NULL with a #VasShopItemError, a #VasJsonError that names the
 *   member, or an error of the store
 */
VasCommand *
vas_shop_item_to_command (VasSql             *sql,
                          const VasShopItem  *item,
                          GError            **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (VasCommand) command = NULL;
      Pass pass;

      if (!g_str_equal (types[i].type, item->type))
        continue;
      command = vas_command_new_with_id (item->command_id, types[i].command, item->actor, item->at);
      pass = (Pass) { sql, item, item->data, command };

      return types[i].read (&pass, error) ? g_steal_pointer (&command) : NULL;
    }

  malformed ("type", "is none that is known here", error);
  return NULL;
}
