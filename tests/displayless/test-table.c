/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Persistence by field table: what goes in comes out, and nothing is written over unseen. */

#include "vas-account.h"
#include "vas-change-item.h"
#include "vas-order.h"
#include "vas-price.h"
#include "vas-table.h"
#include "vas-terms.h"
#include "vas-test-store.h"
#include "vas-types.h"

static VasAccount *
add_account (VasSql     *sql,
             const char *account_id,
             const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = g_strconcat ("key-", account_id, NULL);
  VasAccount *account = g_object_new (VAS_TYPE_ACCOUNT, "key", key, "account_id", account_id, "name", name,
                                      "name_masked", "王*", NULL);

  vas_table_insert (sql, VAS_ENTITY (account), &error);
  g_assert_no_error (error);
  return account;
}

/* Every field of every type gets a value of its own; an enumeration its last one, which finds ids that are missing. */
static void
fill (VasEntity *entity)
{
  VasEntityClass *klass = VAS_ENTITY_GET_CLASS (entity);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const VasField *field = &klass->fields[i];
      g_autofree char *text = g_strdup_printf ("%s-“%u”", field->name, i);
      gint64 value = 1000 + i;

      if (vas_entity_field_is_text (field))
        {
          if (!VAS_IS_CHANGE_ITEM (entity) || !g_str_equal (field->name, "service_key")) /* it is of a plan */
            vas_entity_set_text (entity, field, text);
          continue;
        }
      if (field->type == VAS_FIELD_BOOLEAN)
        value = 1;
      else if (field->type == VAS_FIELD_ENUM)
        value = (gint64) g_strv_length ((char **) field->enumeration->ids) - 1;
      else if (g_str_equal (field->name, "gross"))
        value = 2 * (1000 + i) + 3; /* the net and tax that follow it */
      else if (g_str_equal (field->name, "refunded"))
        value = 7; /* no more than was paid */
      vas_entity_set_integer (entity, field, value);
    }
}

static void
test_round_trip (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  guint n;
  const GType *types = vas_store_entity_types (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VasEntity) entity = g_object_new (types[i], "key", "0190-key", NULL);
      g_autoptr (VasEntity) back = NULL;

      fill (entity);
      vas_table_insert (sql, entity, &error);
      g_assert_no_error (error);
      g_assert_cmpint (vas_entity_get_id (entity), ==, 1);
      g_assert_cmpint (vas_entity_get_ver (entity), ==, 1);
      back = vas_table_get (sql, types[i], "0190-key", &error);
      g_assert_no_error (error);
      g_assert_true (vas_entity_equal (entity, back));
      g_assert_cmpint (vas_entity_get_id (back), ==, 1);
    }
}

static void
test_absent (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VasPrice) price = g_object_new (VAS_TYPE_PRICE, "key", "p", "plan_key", "x", "amount", (gint64) 0, NULL);
  g_autoptr (VasPrice) back = NULL;
  g_autoptr (VasPrice) open_ended = NULL;

  g_assert_true (vas_table_insert (sql, VAS_ENTITY (price), NULL));
  back = vas_table_get_by_id (sql, VAS_TYPE_PRICE, 1, NULL);
  g_assert_cmpint (back->ends_at, ==, VAS_NONE);
  g_assert_null (back->author_key);
  g_assert_true (vas_entity_equal (price, back));

  open_ended = vas_table_find_int (sql, VAS_TYPE_PRICE, "ends_at", VAS_NONE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (open_ended);
  g_object_set (back, "ends_at", (gint64) 5, NULL);
  g_assert_true (vas_table_update (sql, VAS_ENTITY (back), NULL));
  g_assert_null (vas_table_find_int (sql, VAS_TYPE_PRICE, "ends_at", VAS_NONE, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND);
}

static void
test_missing_text_is_refused (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VasAccount) account = g_object_new (VAS_TYPE_ACCOUNT, "key", "k", "account_id", "1", NULL);

  g_assert_false (vas_table_insert (sql, VAS_ENTITY (account), &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
  g_assert_cmpint (vas_entity_get_id (VAS_ENTITY (account)), ==, 0);
}

static void
test_unknown_enum_is_refused (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VasAccount) account = add_account (sql, "1", "王芳");

  account->state = VAS_ACCOUNT_STATE_CANCELLED + 1;
  g_assert_false (vas_table_update (sql, VAS_ENTITY (account), &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
  g_assert_cmpint (vas_entity_get_ver (VAS_ENTITY (account)), ==, 1);
}

static void
test_versions (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VasAccount) account = add_account (sql, "1", "王芳");
  g_autoptr (VasAccount) other = vas_entity_copy (account);
  g_autoptr (VasAccount) now = NULL;

  g_object_set (account, "name", "王方", NULL);
  g_assert_true (vas_table_update (sql, VAS_ENTITY (account), NULL));
  g_assert_cmpint (vas_entity_get_ver (VAS_ENTITY (account)), ==, 2);

  g_object_set (other, "name", "汪芳", NULL);
  g_assert_false (vas_table_update (sql, VAS_ENTITY (other), &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND);
  g_assert_cmpint (vas_entity_get_ver (VAS_ENTITY (other)), ==, 1);

  now = vas_table_get (sql, VAS_TYPE_ACCOUNT, "key-1", NULL);
  g_assert_cmpstr (now->name, ==, "王方");
  g_assert_cmpint (vas_entity_get_ver (VAS_ENTITY (now)), ==, 2);
}

static void
test_delete (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (GError) again = NULL;
  g_autoptr (GError) gone = NULL;
  g_autoptr (VasAccount) account = add_account (sql, "1", "王芳");

  g_assert_true (vas_table_delete (sql, VAS_ENTITY (account), NULL));
  g_assert_false (vas_table_delete (sql, VAS_ENTITY (account), &again));
  g_assert_error (again, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND);
  g_assert_null (vas_table_get (sql, VAS_TYPE_ACCOUNT, "key-1", &gone));
  g_assert_error (gone, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND);
}

static void
test_list (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (VasAccount) a = add_account (sql, "1", "王芳");
  g_autoptr (VasAccount) b = add_account (sql, "3", "李雷");
  g_autoptr (VasAccount) c = add_account (sql, "2", NULL);
  g_autoptr (GPtrArray) down = vas_table_list_all (sql, VAS_TYPE_ACCOUNT, "account_id desc", NULL);
  g_autoptr (GPtrArray) normal = vas_table_list (sql, VAS_TYPE_ACCOUNT, "state", "normal", "name", NULL);
  g_autoptr (GPtrArray) nameless = vas_table_list (sql, VAS_TYPE_ACCOUNT, "name", NULL, NULL, NULL);
  g_autoptr (GPtrArray) none = vas_table_list (sql, VAS_TYPE_ACCOUNT, "state", "frozen", NULL, NULL);
  g_autoptr (VasAccount) found = vas_table_find (sql, VAS_TYPE_ACCOUNT, "name", "李雷", NULL);

  g_assert_cmpuint (down->len, ==, 3);
  g_assert_true (vas_entity_equal (down->pdata[0], b));
  g_assert_true (vas_entity_equal (down->pdata[2], a));
  g_assert_cmpuint (normal->len, ==, 3);
  g_assert_true (vas_entity_equal (normal->pdata[0], c));
  g_assert_cmpuint (nameless->len, ==, 1);
  g_assert_true (vas_entity_equal (nameless->pdata[0], c));
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (vas_entity_equal (found, b));
}

static void
test_names_are_looked_up (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  const char *names[] = { "nick", "name; DROP TABLE account", "name desc", "", "NAME", "1" };
  const char *orders[] = { "nick", "name asc", "name  desc", "name, ver", " desc", "name desc desc" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) field = NULL;
      g_autoptr (GError) order = NULL;

      g_assert_null (vas_table_find (sql, VAS_TYPE_ACCOUNT, names[i], "x", &field));
      g_assert_error (field, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED);
      g_assert_null (vas_table_list_all (sql, VAS_TYPE_ACCOUNT, orders[i], &order));
      g_assert_error (order, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED);
    }
}

static void
test_columns (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (VasAccount) account = add_account (sql, "1", "王芳");
  g_autoptr (VasAccount) back = NULL;
  g_autofree char *query = g_strdup_printf ("SELECT 7, %s FROM account a", vas_table_columns (VAS_TYPE_ACCOUNT, "a"));
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, NULL);
  gboolean row;

  g_assert_true (vas_statement_step (statement, &row, NULL) && row);
  back = vas_table_read (VAS_TYPE_ACCOUNT, statement, 1);
  g_assert_true (vas_entity_equal (account, back));
}

static void
test_kept_id (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (VasAccount) first = add_account (sql, "1", "一");
  g_autoptr (VasAccount) stranger = NULL;
  g_autoptr (VasAccount) returned = NULL;
  g_autoptr (VasAccount) next = NULL;

  g_assert_true (vas_sql_exec (sql, "INSERT INTO kept_id (table_name, key, row_id) VALUES ('account', 'key-2', 2), "
                               "('orders', 'key-3', 900)", NULL));
  stranger = add_account (sql, "3", "三");
  g_assert_cmpint (vas_entity_get_id (VAS_ENTITY (stranger)), ==, 3);
  returned = add_account (sql, "2", "二");
  g_assert_cmpint (vas_entity_get_id (VAS_ENTITY (returned)), ==, 2);
  next = add_account (sql, "4", "四");
  g_assert_cmpint (vas_entity_get_id (VAS_ENTITY (next)), ==, 4);
}

static void
test_guard_passes_through (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VasTerms) terms = g_object_new (VAS_TYPE_TERMS, "key", "t", "label", "2021 年 8 月版", "text", "一", "state",
                                             (gint64) VAS_TERMS_STATE_CURRENT, NULL);

  g_assert_true (vas_table_insert (sql, VAS_ENTITY (terms), NULL));
  g_object_set (terms, "state", (gint64) VAS_TERMS_STATE_HISTORY, NULL);
  g_assert_true (vas_table_update (sql, VAS_ENTITY (terms), NULL));
  g_object_set (terms, "text", "二", NULL);
  g_assert_false (vas_table_update (sql, VAS_ENTITY (terms), &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
  g_assert_cmpstr (error->message, ==, "R25: what is published never changes");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/every-field-of-every-type-comes-back", test_round_trip);
  g_test_add_func ("/table/absent-values-stay-absent", test_absent);
  g_test_add_func ("/table/missing-text-is-refused", test_missing_text_is_refused);
  g_test_add_func ("/table/unknown-enum-value-is-refused", test_unknown_enum_is_refused);
  g_test_add_func ("/table/a-newer-version-is-never-written-over-R32", test_versions);
  g_test_add_func ("/table/what-is-deleted-is-not-found", test_delete);
  g_test_add_func ("/table/list-matches-and-orders", test_list);
  g_test_add_func ("/table/only-names-of-fields-are-taken", test_names_are_looked_up);
  g_test_add_func ("/table/columns-read-at-any-place", test_columns);
  g_test_add_func ("/table/kept-row-id-is-given-back-and-to-nobody-else", test_kept_id);
  g_test_add_func ("/table/guard-speaks-through-update-R25", test_guard_passes_through);
  return g_test_run ();
}
