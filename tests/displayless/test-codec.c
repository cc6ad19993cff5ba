/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Entities and verdicts through JSON and back: nothing lost, nothing of this replica told, nothing ill-formed taken. */

#include "vas-account.h"
#include "vas-codec.h"
#include "vas-json-writer.h"
#include "vas-order.h"
#include "vas-request.h"
#include "vas-time.h"
#include "vas-uuid.h"
#include "vas-verdict-json.h"

#include <string.h>

#define KEY "017b7666-c000-7000-8000-000000000001"
#define ACCOUNT_KEY "017b7666-c000-7000-8000-000000000002"

static VasOrder *
new_order (void)
{
  VasOrder *order = g_object_new (VAS_TYPE_ORDER, "id", G_GINT64_CONSTANT (42), "key", KEY, "ver", G_GINT64_CONSTANT (3), NULL);

  order->number = g_strdup ("DD20210302000001");
  order->account_key = g_strdup (ACCOUNT_KEY);
  order->service_name = g_strdup ("职业导航仪");
  order->plan_name = g_strdup ("1 次 / 365 天");
  order->item_name = g_strdup ("*信息技术服务*职业导航");
  order->tax_code = g_strdup ("3040203000000000000");
  order->tax_rate = 600;
  order->price = 19800;
  order->state = VAS_ORDER_STATE_PAID;
  order->made_at = G_GINT64_CONSTANT (1614650000000001);
  order->paid_at = G_GINT64_CONSTANT (1614650400000000);
  order->channel = VAS_CHANNEL_ALIPAY;
  order->paid = 19800;
  order->valid_until = vas_date_from_ymd (2022, 3, 2);
  return order;
}

static VasAccount *
new_account (void)
{
  VasAccount *account = g_object_new (VAS_TYPE_ACCOUNT, "key", ACCOUNT_KEY, NULL);

  account->account_id = g_strdup ("88000217");
  account->name = g_strdup ("单田芳");
  account->name_masked = g_strdup ("单*");
  account->mobile = g_strdup ("13812341234");
  account->mobile_masked = g_strdup ("138****1234");
  return account;
}

/* The order's JSON with one member replaced; NULL takes the member out. */
static gpointer
decode_changed (const char  *name,
                const char  *value,
                GError     **error)
{
  g_autoptr(VasOrder) order = new_order ();
  g_autoptr(JsonNode) node = vas_codec_encode (VAS_ENTITY (order), VAS_CODEC_WHOLE);
  JsonObject *object = json_node_get_object (node);

  if (value == NULL)
    json_object_remove_member (object, name);
  else
    json_object_set_member (object, name, vas_json_parse_strict_full (value, -1, 1024, VAS_JSON_FRACTIONS, NULL));
  return vas_codec_decode (VAS_TYPE_ORDER, object, error);
}

static void
test_encodes_by_field_table (void)
{
  g_autoptr(VasOrder) order = new_order ();
  g_autoptr(JsonNode) node = vas_codec_encode (VAS_ENTITY (order), VAS_CODEC_WHOLE);
  g_autofree char *text = vas_json_to_text (node);

  g_assert_cmpstr (text, ==,
                   "{\"account_key\":\"" ACCOUNT_KEY "\",\"channel\":\"alipay\",\"closed_at\":null,"
                   "\"item_name\":\"*信息技术服务*职业导航\",\"key\":\"" KEY "\",\"made_at\":1614650000000001,"
                   "\"number\":\"DD20210302000001\",\"paid\":19800,\"paid_at\":1614650400000000,\"plan_key\":null,"
                   "\"plan_name\":\"1 次 / 365 天\",\"price\":19800,\"refunded\":0,\"service_name\":\"职业导航仪\","
                   "\"state\":\"paid\",\"tax_code\":\"3040203000000000000\",\"tax_rate\":600,\"terms_label\":null,"
                   "\"valid_until\":\"2022-03-02\",\"ver\":3}");
}

static void
test_reads_back_equal (void)
{
  g_autoptr(VasOrder) order = new_order ();
  g_autoptr(JsonNode) node = vas_codec_encode (VAS_ENTITY (order), VAS_CODEC_WHOLE);
  g_autofree char *text = vas_json_to_text (node);
  g_autoptr(JsonNode) parsed = vas_json_parse_strict (text, -1, 65536, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(VasOrder) back = vas_codec_decode (VAS_TYPE_ORDER, json_node_get_object (parsed), &error);

  g_assert_no_error (error);
  g_assert_cmpint (vas_entity_get_id (VAS_ENTITY (back)), ==, 0);
  vas_entity_set_id (VAS_ENTITY (back), 42);
  g_assert_true (vas_entity_equal (back, order));
  g_assert_cmpint (back->valid_until, ==, order->valid_until);
  g_assert_cmpint (back->closed_at, ==, VAS_NONE);
  g_assert_null (back->terms_label);
}

static void
test_personal_is_left_out (void)
{
  g_autoptr(VasAccount) account = new_account ();
  g_autoptr(JsonNode) whole = vas_codec_encode (VAS_ENTITY (account), VAS_CODEC_WHOLE);
  g_autoptr(JsonNode) masked = vas_codec_encode (VAS_ENTITY (account), VAS_CODEC_WITHOUT_PERSONAL);
  g_autofree char *text = vas_json_to_text (masked);
  g_autoptr(GError) error = NULL;
  g_autoptr(VasAccount) back = NULL;

  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (whole), "mobile"), ==, "13812341234");
  g_assert_false (json_object_has_member (json_node_get_object (masked), "mobile"));
  g_assert_false (json_object_has_member (json_node_get_object (masked), "name"));
  g_assert_null (strstr (text, "单田芳"));
  g_assert_null (strstr (text, "13812341234"));

  back = vas_codec_decode (VAS_TYPE_ACCOUNT, json_node_get_object (masked), &error);
  g_assert_no_error (error);
  g_assert_null (back->mobile);
  g_assert_cmpstr (back->mobile_masked, ==, "138****1234");
}

/* An entity with a field of this replica alone; no entity of the program has one. */
#define TEST_TYPE_SHELF (test_shelf_get_type ())
G_DECLARE_FINAL_TYPE (TestShelf, test_shelf, TEST, SHELF, VasEntity)

struct _TestShelf
{
  VasEntity  parent_instance;

  char     *label;
  gint64    seen_at;
};

static const VasField shelf_fields[] = {
  VAS_FIELD (TestShelf, label, TEXT, 0),
  VAS_FIELD (TestShelf, seen_at, TIME, VAS_FIELD_NULLABLE | VAS_FIELD_LOCAL),
};

VAS_DEFINE_ENTITY (TestShelf, test_shelf, "shelf", shelf_fields)

static void
test_local_never_leaves (void)
{
  g_autoptr(TestShelf) shelf = g_object_new (TEST_TYPE_SHELF, "id", G_GINT64_CONSTANT (42), "key", KEY, "label", "A1",
                                             "seen_at", G_GINT64_CONSTANT (5), NULL);
  g_autoptr(JsonNode) node = vas_codec_encode (VAS_ENTITY (shelf), VAS_CODEC_WHOLE);
  g_autofree char *text = vas_json_to_text (node);

  g_assert_cmpstr (text, ==, "{\"key\":\"" KEY "\",\"label\":\"A1\",\"ver\":0}");
}

static void
test_local_is_not_taken (void)
{
  g_autoptr(JsonNode) node = vas_json_parse_strict ("{\"key\":\"" KEY "\",\"label\":\"A1\",\"seen_at\":5,\"id\":42}", -1, 1024, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(TestShelf) shelf = vas_codec_decode (TEST_TYPE_SHELF, json_node_get_object (node), &error);

  g_assert_no_error (error);
  g_assert_cmpint (shelf->seen_at, ==, VAS_NONE);
  g_assert_cmpint (vas_entity_get_id (VAS_ENTITY (shelf)), ==, 0);
}

static void
test_unknown_members_are_ignored (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VasOrder) order = decode_changed ("of_a_newer_program", "{\"a\":[1]}", &error);

  g_assert_no_error (error);
  g_assert_cmpint (order->price, ==, 19800);
}

static void
test_absent_is_none_where_nullable (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VasOrder) without = decode_changed ("valid_until", NULL, &error);
  g_autoptr(VasOrder) null = decode_changed ("channel", "null", &error);
  g_autoptr(VasOrder) no_version = decode_changed ("ver", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (without->valid_until, ==, VAS_NONE_DATE);
  g_assert_cmpint ((int) null->channel, ==, -1);
  g_assert_cmpint (vas_entity_get_ver (VAS_ENTITY (no_version)), ==, 0);
}

static void
test_refuses_by_name (void)
{
  static const struct { const char *name; const char *value; int code; const char *says; } cases[] = {
    { "number", NULL, VAS_JSON_ERROR_MISSING, "number: this member is missing" },
    { "price", "null", VAS_JSON_ERROR_MISSING, "price: this member is missing" },
    { "key", NULL, VAS_JSON_ERROR_MISSING, "key: this member is missing" },
    { "state", NULL, VAS_JSON_ERROR_MISSING, "state: this member is missing" },
    { "key", "\"42\"", VAS_JSON_ERROR_VALUE, "key: not the key of a record" },
    { "account_key", "\"42\"", VAS_JSON_ERROR_VALUE, "account_key: not the key of a record" },
    { "ver", "-1", VAS_JSON_ERROR_VALUE, "ver: a version is not negative" },
    { "ver", "\"1\"", VAS_JSON_ERROR_VALUE, "ver: an integer is expected, not a text" },
    { "number", "5", VAS_JSON_ERROR_VALUE, "number: a text is expected, not an integer" },
    { "price", "\"198\"", VAS_JSON_ERROR_VALUE, "price: an integer is expected, not a text" },
    { "price", "198.5", VAS_JSON_ERROR_VALUE, "price: an integer is expected, not a fraction" },
    { "price", "10000000000001", VAS_JSON_ERROR_VALUE, "price: the amount is larger than any" },
    { "price", "-10000000000001", VAS_JSON_ERROR_VALUE, "price: the amount is larger than any" },
    { "tax_rate", "10001", VAS_JSON_ERROR_VALUE, "tax_rate: a rate is from 0 to 10000" },
    { "tax_rate", "-1", VAS_JSON_ERROR_VALUE, "tax_rate: a rate is from 0 to 10000" },
    { "state", "\"lost\"", VAS_JSON_ERROR_VALUE, "state: lost is no order_state" },
    { "state", "1", VAS_JSON_ERROR_VALUE, "state: a text is expected, not an integer" },
    { "valid_until", "\"2022-02-29\"", VAS_JSON_ERROR_VALUE, "valid_until: " },
    { "valid_until", "\"2022-3-2\"", VAS_JSON_ERROR_VALUE, "valid_until: " },
    { "valid_until", "18990", VAS_JSON_ERROR_VALUE, "valid_until: a text is expected" },
    { "made_at", "\"2021-03-02T00:00:00Z\"", VAS_JSON_ERROR_VALUE, "made_at: an integer is expected" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      gpointer order = decode_changed (cases[i].name, cases[i].value, &error);

      g_test_message ("%s", cases[i].says);
      g_assert_null (order);
      g_assert_error (error, VAS_JSON_ERROR, cases[i].code);
      g_assert_true (g_str_has_prefix (error->message, cases[i].says));
    }
}

static void
test_edges_are_taken (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VasOrder) most = decode_changed ("price", "10000000000000", &error);
  g_autoptr(VasOrder) rate = decode_changed ("tax_rate", "10000", &error);
  g_autoptr(VasOrder) leap = decode_changed ("valid_until", "\"2024-02-29\"", &error);

  g_assert_no_error (error);
  g_assert_cmpint (most->price, ==, VAS_MONEY_MAX);
  g_assert_cmpint (rate->tax_rate, ==, 10000);
  g_assert_cmpint (leap->valid_until, ==, vas_date_from_ymd (2024, 2, 29));
}

static void
test_boolean_is_true_or_false (void)
{
  g_autoptr(VasRequest) request = g_object_new (VAS_TYPE_REQUEST, "key", KEY, "due_provisional", TRUE, NULL);
  g_autoptr(JsonNode) node = vas_codec_encode (VAS_ENTITY (request), VAS_CODEC_WHOLE);

  g_assert_cmpint (json_node_get_value_type (json_object_get_member (json_node_get_object (node), "due_provisional")), ==, G_TYPE_BOOLEAN);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (node), "due_provisional"));
}

static VasVerdict *
new_verdict (void)
{
  VasVerdict *verdict = vas_verdict_new ();
  VasFinding *finding = vas_finding_new ("R16", "§4.8(2)", VAS_OUTCOME_FAIL, "window-missed");

  vas_finding_set_date (finding, "paid_date", vas_date_from_ymd (2024, 3, 2));
  vas_finding_set_int (finding, "late_days", 2);
  vas_finding_set_money (finding, "requested_fen", 39600);
  vas_finding_set_instant (finding, "requested_at", G_GINT64_CONSTANT (1614650400000000));
  vas_finding_set_text (finding, "order", "DD0001");
  vas_verdict_add (verdict, finding);
  vas_verdict_add (verdict, vas_finding_new ("R14", NULL, VAS_OUTCOME_ASK, "taxpayer-id-old"));
  return verdict;
}

static void
test_verdict_reads_back_equal (void)
{
  g_autoptr(VasVerdict) verdict = new_verdict ();
  g_autoptr(JsonNode) node = vas_verdict_to_json (verdict);
  g_autofree char *text = vas_json_to_text (node);
  g_autoptr(JsonNode) parsed = vas_json_parse_strict (text, -1, 65536, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(VasVerdict) back = vas_verdict_from_json (parsed, &error);

  g_assert_no_error (error);
  g_assert_true (vas_verdict_equal (back, verdict));
  g_assert_cmpstr (text, ==,
                   "{\"findings\":[{\"clause\":\"§4.8(2)\",\"code\":\"window-missed\",\"figures\":{\"late_days\":2,"
                   "\"order\":\"DD0001\",\"paid_date\":\"2024-03-02\",\"requested_at\":1614650400000000,"
                   "\"requested_fen\":39600},\"outcome\":\"fail\",\"rule\":\"R16\"},"
                   "{\"clause\":\"\",\"code\":\"taxpayer-id-old\",\"figures\":{},\"outcome\":\"ask\",\"rule\":\"R14\"}],"
                   "\"outcome\":\"fail\"}");
}

static void
test_verdict_refuses (void)
{
  static const struct { const char *text; const char *says; } cases[] = {
    { "[]", "verdict: an object is expected" },
    { "{}", "findings: this member is missing" },
    { "{\"findings\":{}}", "findings: an array is expected" },
    { "{\"findings\":[1]}", "finding: an object is expected" },
    { "{\"findings\":[{\"outcome\":\"pass\",\"code\":\"c\"}]}", "rule: this member is missing" },
    { "{\"findings\":[{\"rule\":\"R1\",\"outcome\":\"maybe\",\"code\":\"c\"}]}", "outcome: maybe is no outcome" },
    { "{\"findings\":[{\"rule\":\"R1\",\"outcome\":\"pass\"}]}", "code: this member is missing" },
    { "{\"findings\":[{\"rule\":\"R1\",\"outcome\":\"pass\",\"code\":\"c\",\"figures\":[]}]}", "figures: an object is expected" },
    { "{\"findings\":[{\"rule\":\"R1\",\"outcome\":\"pass\",\"code\":\"c\",\"figures\":{\"a_fen\":\"1\"}}]}", "a_fen: an integer" },
    { "{\"findings\":[{\"rule\":\"R1\",\"outcome\":\"pass\",\"code\":\"c\",\"figures\":{\"a_date\":1}}]}", "a_date: a text" },
    { "{\"findings\":[{\"rule\":\"R1\",\"outcome\":\"pass\",\"code\":\"c\",\"figures\":{\"a_date\":\"x\"}}]}", "a_date: " },
    { "{\"findings\":[{\"rule\":\"R1\",\"outcome\":\"pass\",\"code\":\"c\",\"figures\":{\"a\":true}}]}", "a: an integer" },
    { "{\"findings\":[{\"rule\":\"R1\",\"outcome\":\"pass\",\"code\":\"c\",\"figures\":{\"a\":null}}]}", "a: this member is missing" },
    { "{\"findings\":[{\"rule\":\"R1\",\"outcome\":\"pass\",\"code\":\"c\",\"figures\":{\"a\":{}}}]}", "a: an integer" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = vas_json_parse_strict (cases[i].text, -1, 4096, NULL);
      VasVerdict *verdict = vas_verdict_from_json (node, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_null (verdict);
      g_assert_nonnull (error);
      g_assert_true (g_str_has_prefix (error->message, cases[i].says));
    }
}

/* What both readers make of the same bytes. NULL where the strict one refuses. */
static gpointer
read_strictly (GType       type,
               const char *text,
               gsize       length)
{
  g_autoptr (JsonNode) node = vas_json_parse_strict (text, (gssize) length, 4096, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? vas_codec_decode (type, json_node_get_object (node), NULL) : NULL;
}

static void
assert_same (VasEntity *scanned,
             VasEntity *read)
{
  g_autoptr (JsonNode) one = vas_codec_encode (scanned, VAS_CODEC_WHOLE);
  g_autoptr (JsonNode) other = vas_codec_encode (read, VAS_CODEC_WHOLE);
  g_autofree char *text = vas_json_to_text (one);
  g_autofree char *other_text = vas_json_to_text (other);

  g_assert_cmpstr (text, ==, other_text);
}

static char *
plain_text (VasEntity *entity)
{
  g_autoptr (JsonNode) node = vas_codec_encode (entity, VAS_CODEC_WHOLE);

  return vas_json_to_text (node);
}

/* What a backend writes is read in one pass, escapes and all. */
static void
test_plain_form_is_scanned (void)
{
  g_autoptr (VasOrder) order = new_order ();
  g_autoptr (VasAccount) account = new_account ();
  VasEntity *all[] = { VAS_ENTITY (order), VAS_ENTITY (account) };

  g_free (order->service_name);
  order->service_name = g_strdup ("“\"\\/\n\t 职业");
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autofree char *text = plain_text (all[i]);
      g_autoptr (VasEntity) scanned = vas_codec_scan (G_OBJECT_TYPE (all[i]), text, strlen (text));

      g_assert_nonnull (scanned);
      assert_same (scanned, all[i]);
    }
}

#define CHANGES 40000

/* Bytes that were changed at random: what is scanned is what the strict reader reads, and nothing that it refuses. */
static void
test_scanned_is_as_read (void)
{
  static const char bytes[] = "\"\\{}[]:,-+0123456789.eEtfnu \n\x01\x7f\xe8\xff";
  g_autoptr (VasOrder) order = new_order ();
  g_autoptr (GRand) random = g_rand_new_with_seed (20210824);
  g_autofree char *text = plain_text (VAS_ENTITY (order));
  const gsize length = strlen (text);
  guint n_scanned = 0;

  for (guint i = 0; i < CHANGES; i++)
    {
      g_autofree char *changed = g_strdup (text);
      g_autoptr (VasEntity) scanned = NULL;
      g_autoptr (VasEntity) read = NULL;
      gsize size = length;

      for (int n = g_rand_int_range (random, 1, 4); n > 0; n--)
        {
          const gsize at = (gsize) g_rand_int_range (random, 0, (int) size);

          if (g_rand_boolean (random))
            changed[at] = bytes[g_rand_int_range (random, 0, (int) strlen (bytes))];
          else
            memmove (changed + at, changed + at + 1, size-- - at);
        }
      if (!g_utf8_validate_len (changed, size, NULL))
        continue;
      scanned = vas_codec_scan (VAS_TYPE_ORDER, changed, size);
      if (scanned == NULL)
        continue;
      read = read_strictly (VAS_TYPE_ORDER, changed, size);
      g_assert_nonnull (read);
      assert_same (scanned, read);
      n_scanned++;
    }
  g_assert_cmpuint (n_scanned, >, CHANGES / 100);
}

/* Lawful, but not as a backend writes it: left to the strict reader. */
static void
test_other_forms_are_left (void)
{
  g_autoptr (VasOrder) order = new_order ();
  g_autofree char *text = plain_text (VAS_ENTITY (order));
  g_autofree char *blank = g_strconcat (" ", text, NULL);
  g_autofree char *unknown = g_strconcat ("{\"zz\":1,", text + 1, NULL);
  g_autofree char *twice = g_strconcat ("{\"key\":\"" KEY "\",", text + 1, NULL);
  const char *const all[] = { blank, unknown, twice, "{}", "[]", "", "{\"key\":\"" KEY "\"}", "{\"key\":\"" KEY "\",\"ver\":01}" };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_assert_null (vas_codec_scan (VAS_TYPE_ORDER, all[i], strlen (all[i])));
  for (gsize i = 0; i < strlen (text); i++)
    g_assert_null (vas_codec_scan (VAS_TYPE_ORDER, text, i));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/codec/encodes-by-field-table", test_encodes_by_field_table);
  g_test_add_func ("/codec/reads-back-equal", test_reads_back_equal);
  g_test_add_func ("/codec/personal-is-left-out-R31", test_personal_is_left_out);
  g_test_add_func ("/codec/local-never-leaves", test_local_never_leaves);
  g_test_add_func ("/codec/local-is-not-taken", test_local_is_not_taken);
  g_test_add_func ("/codec/unknown-members-are-ignored", test_unknown_members_are_ignored);
  g_test_add_func ("/codec/absent-is-none-where-nullable", test_absent_is_none_where_nullable);
  g_test_add_func ("/codec/refuses-by-name", test_refuses_by_name);
  g_test_add_func ("/codec/edges-are-taken", test_edges_are_taken);
  g_test_add_func ("/codec/boolean-is-true-or-false", test_boolean_is_true_or_false);
  g_test_add_func ("/codec/scan/takes-what-a-backend-writes", test_plain_form_is_scanned);
  g_test_add_func ("/codec/scan/changed-bytes-are-as-the-strict-reader-reads-them", test_scanned_is_as_read);
  g_test_add_func ("/codec/scan/leaves-every-other-form-to-the-strict-reader", test_other_forms_are_left);
  g_test_add_func ("/codec/verdict/reads-back-equal", test_verdict_reads_back_equal);
  g_test_add_func ("/codec/verdict/refuses", test_verdict_refuses);

  return g_test_run ();
}
