/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON at the boundary: what is taken, what is refused and where, members by type, canonical text. */

#include "vas-entity.h"
#include "vas-json-reader.h"
#include "vas-json-writer.h"

#include <string.h>

#define MAX_SIZE 65536

static void
check_refused (const char *data,
               gssize      length,
               const char *says)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = vas_json_parse_strict (data, length, MAX_SIZE, &error);

  g_assert_error (error, VAS_JSON_ERROR, VAS_JSON_ERROR_SYNTAX);
  g_assert_null (node);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
}

static void
check_reads (const char *data,
             const char *canonical)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = vas_json_parse_strict (data, -1, MAX_SIZE, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = vas_json_to_text (node);
  g_assert_cmpstr (text, ==, canonical);
}

static void
test_reads_each_kind (void)
{
  check_reads ("{}", "{}");
  check_reads (" [ ] \n", "[]");
  check_reads ("\t{\"b\" : [1, -2, 0], \"a\":{\"z\":true,\"y\":false,\"x\":null}}\r\n",
               "{\"a\":{\"x\":null,\"y\":false,\"z\":true},\"b\":[1,-2,0]}");
  check_reads ("\"text\"", "\"text\"");
  check_reads ("12", "12");
  check_reads ("null", "null");
  check_reads ("true", "true");
}

static void
test_reads_strings (void)
{
  check_reads ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\"");
  check_reads ("\"\\u0041\\u00e9\\u738b\\ud842\\udfb7\"", "\"Aé王𠮷\"");
  check_reads ("\"王𠮷\"", "\"王𠮷\"");
  check_reads ("\"\\u0001\\u001f\x7f\"", "\"\\u0001\\u001f\x7f\"");
  check_reads ("\"\\uFFFF\\uD800\\uDC00\"", "\"\xef\xbf\xbf\xf0\x90\x80\x80\"");
  check_reads ("{\"\":1,\"\\u0061\":2,\"a \":3}", "{\"\":1,\"a\":2,\"a \":3}");
}

static void
test_canonical_text_is_stable (void)
{
  check_reads ("{\"b\":1,\"a\":2,\"B\":3,\"ab\":4}", "{\"B\":3,\"a\":2,\"ab\":4,\"b\":1}");
  check_reads ("{\"ab\":4, \"a\":2,\n\"B\":3,\"b\":1}", "{\"B\":3,\"a\":2,\"ab\":4,\"b\":1}");
  check_reads ("{\"王\":1,\"z\":2,\"𠮷\":3}", "{\"z\":2,\"王\":1,\"𠮷\":3}");
}

static void
test_integers_within_2_53 (void)
{
  check_reads ("9007199254740992", "9007199254740992");
  check_reads ("-9007199254740992", "-9007199254740992");
  check_reads ("4294967296", "4294967296");
  check_reads ("-2147483649", "-2147483649");
  check_refused ("9007199254740993", -1, "line 1, column 1: an integer is at most");
  check_refused ("-9007199254740993", -1, "line 1, column 1: an integer is at most");
  check_refused ("[1,\n18446744073709551617]", -1, "line 2, column 1: an integer is at most");
  check_refused ("99999999999999999999999999999999999999999999", -1, "an integer is at most");
}

static void
test_refuses_leading_zeros (void)
{
  check_reads ("0", "0");
  check_refused ("00012", -1, "line 1, column 1: an integer has no leading zeros");
  check_refused ("00", -1, "no leading zeros");
  check_refused ("-01", -1, "no leading zeros");
  check_refused ("-0", -1, "zero has no sign");
}

static void
test_refuses_fractions (void)
{
  check_refused ("{\"amount\":1.5}", -1, "line 1, column 11: only integers are taken");
  check_refused ("1.0", -1, "only integers are taken");
  check_refused ("1e3", -1, "only integers are taken");
  check_refused ("1E3", -1, "only integers are taken");
  check_refused ("0.1", -1, "only integers are taken");
}

static void
test_fractions_by_flag (void)
{
  static const struct { const char *text; const char *says; } cases[] = {
    { "1.5", NULL }, { "-0.25", NULL }, { "1e3", NULL }, { "1E+3", NULL }, { "2.5e-3", NULL }, { "7", NULL },
    { "1.", "a digit follows the decimal point" }, { "1e", "a digit follows the exponent" },
    { "1e+", "a digit follows the exponent" }, { "1e999", "too large" }, { "01.5", "no leading zeros" },
    { ".5", "a value is expected" }, { "-", "a digit follows the minus sign" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = vas_json_parse_strict_full (cases[i].text, -1, MAX_SIZE, VAS_JSON_FRACTIONS, &error);

      g_test_message ("%s", cases[i].text);
      if (cases[i].says == NULL)
        {
          double difference = g_ascii_strtod (cases[i].text, NULL);

          g_assert_no_error (error);
          difference -= json_node_get_double (node);
          g_assert_cmpfloat (ABS (difference), <, 1e-12);
        }
      else
        {
          g_assert_error (error, VAS_JSON_ERROR, VAS_JSON_ERROR_SYNTAX);
          g_assert_nonnull (strstr (error->message, cases[i].says));
        }
    }
}

static void
test_fraction_stays_a_fraction (void)
{
  g_autoptr(JsonNode) node = vas_json_parse_strict_full ("[1.0,-0.0,1e16,0.5,2,-2.5e-7]", -1, MAX_SIZE, VAS_JSON_FRACTIONS, NULL);
  g_autofree char *text = vas_json_to_text (node);

  g_assert_cmpstr (text, ==, "[1.0,-0.0,10000000000000000.0,0.5,2,-2.4999999999999999e-07]");
}

static void
test_refuses_duplicate_names (void)
{
  check_reads ("{\"a\":{\"a\":[{\"a\":1},{\"a\":2}]},\"b\":{\"a\":1}}", "{\"a\":{\"a\":[{\"a\":1},{\"a\":2}]},\"b\":{\"a\":1}}");
  check_refused ("{\"a\":1,\"b\":2,\n \"a\":1}", -1, "line 2, column 2: the member “a” comes twice");
  check_refused ("{\"a\":1,\"\\u0061\":2}", -1, "line 1, column 8: the member “a” comes twice");
  check_refused ("{\"x\":{\"b\":1,\"c\":{\"b\":1},\"b\":2}}", -1, "line 1, column 25: the member “b” comes twice");
  check_refused ("{\"\":1,\"\":2}", -1, "comes twice");
}

static void
check_depth (guint    depth,
             gboolean accepted)
{
  g_autofree char *open = g_strnfill (depth - 1, '[');
  g_autofree char *close = g_strnfill (depth - 1, ']');
  g_autofree char *text = g_strconcat (open, "{}", close, NULL);

  if (accepted)
    check_reads (text, text);
  else
    check_refused (text, -1, "line 1, column 33: objects and arrays stand at most 32 deep");
}

static void
test_depth_is_at_most_32 (void)
{
  check_depth (32, TRUE);
  check_depth (33, FALSE);
  check_depth (20000, FALSE);
}

static void
test_one_root (void)
{
  check_refused ("{} {}", -1, "line 1, column 4: something follows the value");
  check_refused ("{}\n\n]", -1, "line 3, column 1: something follows the value");
  check_refused ("1 2", -1, "something follows the value");
  check_refused ("null,", -1, "something follows the value");
  check_refused ("{}\v", -1, "something follows the value");
}

static void
test_refuses_empty (void)
{
  check_refused ("", 0, "line 1, column 1: empty, where one value is expected");
  check_refused (NULL, 0, "empty");
  check_refused (" \n\t", -1, "line 2, column 2: empty");
}

static void
test_refuses_nul (void)
{
  check_refused ("{\"a\":\"b\0\"}", 10, "line 1, column 8: a NUL byte is no text");
  check_refused ("{}\0", 3, "line 1, column 3: a NUL byte is no text");
  check_refused ("\"\\u0000\"", -1, "line 1, column 2: \\u0000 is no text");
}

static void
test_refuses_bad_utf8 (void)
{
  check_refused ("{\n\"王\":\"\xff\"}", -1, "line 2, column 6: not UTF-8");
  check_refused ("\"\xc0\xaf\"", -1, "not UTF-8");
  check_refused ("\"\xed\xa0\x80\"", -1, "not UTF-8");
  check_refused ("\"\xf4\x90\x80\x80\"", -1, "not UTF-8");
  check_refused ("\"\xe7\x8e\"", -1, "not UTF-8");
  check_refused ("\xef\xbb\xbf{}", -1, "a byte order mark has no place here");
}

static void
test_refuses_bad_strings (void)
{
  check_refused ("\"a\nb\"", -1, "line 1, column 3: a control character");
  check_refused ("\"a\tb\"", -1, "a control character");
  check_refused ("\"a\x01\"", -1, "a control character");
  check_refused ("\"abc", -1, "line 1, column 1: the string is never closed");
  check_refused ("\"abc\\\"", -1, "the string is never closed");
  check_refused ("\"abc\\", -1, "the string is never closed");
  check_refused ("\"\\x\"", -1, "line 1, column 2: there is no such escape");
  check_refused ("\"\\u12g4\"", -1, "four hexadecimal digits");
  check_refused ("\"\\u12\"", -1, "four hexadecimal digits");
  check_refused ("\"\\u", -1, "four hexadecimal digits");
  check_refused ("'a'", -1, "a value is expected");
}

static void
test_refuses_lone_surrogates (void)
{
  check_refused ("\"\\ud842\"", -1, "line 1, column 2: a high surrogate stands alone");
  check_refused ("\"\\ud842x\"", -1, "a high surrogate stands alone");
  check_refused ("\"\\ud842\\n\"", -1, "a high surrogate stands alone");
  check_refused ("\"\\ud842\\u0041\"", -1, "a high surrogate stands alone");
  check_refused ("\"\\ud842\\ud842\"", -1, "a high surrogate stands alone");
  check_refused ("\"\\udfb7\"", -1, "a low surrogate stands alone");
  check_refused ("\"\\ud842\\", -1, "a high surrogate stands alone");
}

static void
test_refuses_bad_structure (void)
{
  check_refused ("{", -1, "the name of a member");
  check_refused ("{\"a\"}", -1, "a colon is expected");
  check_refused ("{\"a\":}", -1, "a value is expected");
  check_refused ("{\"a\":1,}", -1, "the name of a member");
  check_refused ("{\"a\":1 \"b\":2}", -1, "a comma or the end of the object");
  check_refused ("{a:1}", -1, "the name of a member");
  check_refused ("{\"a\":1", -1, "a comma or the end of the object");
  check_refused ("[1,]", -1, "a value is expected");
  check_refused ("[1", -1, "a comma or the end of the array");
  check_refused ("[1}", -1, "a comma or the end of the array");
  check_refused ("[,1]", -1, "a value is expected");
  check_refused ("/* a */ 1", -1, "a value is expected");
  check_refused ("[1] // a", -1, "something follows");
  check_refused ("tru", -1, "a value is expected");
  check_refused ("nulls", -1, "something follows");
  check_refused ("True", -1, "a value is expected");
  check_refused ("NaN", -1, "a value is expected");
  check_refused ("-Infinity", -1, "a digit follows the minus sign");
  check_refused ("+1", -1, "a value is expected");
  check_refused ("0x10", -1, "something follows");
}

static void
test_size_is_limited (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) fits = vas_json_parse_strict ("[1,2]", -1, 5, &error);
  JsonNode *too_large;

  g_assert_no_error (error);
  g_assert_nonnull (fits);
  too_large = vas_json_parse_strict ("[1,2]", -1, 4, &error);
  g_assert_error (error, VAS_JSON_ERROR, VAS_JSON_ERROR_TOO_LARGE);
  g_assert_null (too_large);
}

static char *
object_of (guint n_members)
{
  GString *text = g_string_new ("{");

  for (guint i = 0; i < n_members; i++)
    g_string_append_printf (text, "%s\"m%u\":%u", i > 0 ? "," : "", i, i);
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

static void
test_members_are_limited (void)
{
  g_autofree char *most = object_of (VAS_JSON_MAX_MEMBERS);
  g_autofree char *more = object_of (VAS_JSON_MAX_MEMBERS + 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = vas_json_parse_strict (most, -1, MAX_SIZE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (json_object_get_size (json_node_get_object (node)), ==, VAS_JSON_MAX_MEMBERS);
  check_refused (more, -1, "an object has at most 1024 members");
}

/* A text cut anywhere is refused, never read past its end (the copy has exactly its bytes). */
static void
test_every_cut_is_refused (void)
{
  static const char whole[] = "{\"a\":[1,-20,\"\\ud842\\udfb7王\\n\",true,null],\"b\":{\"c\":false}}";

  for (gsize length = 0; length < sizeof whole - 1; length++)
    {
      g_autofree char *cut = g_memdup2 (whole, length);
      g_autoptr(GError) error = NULL;

      g_assert_false (vas_json_check (cut, length, MAX_SIZE, VAS_JSON_STRICT, &error));
      g_assert_error (error, VAS_JSON_ERROR, VAS_JSON_ERROR_SYNTAX);
    }
  g_assert_true (vas_json_check (whole, sizeof whole - 1, MAX_SIZE, VAS_JSON_STRICT, NULL));
}

static void
test_members_by_type (void)
{
  g_autoptr(JsonNode) node = vas_json_parse_strict ("{\"t\":\"x\",\"i\":5,\"b\":true,\"o\":{},\"l\":[1],\"n\":null}", -1, MAX_SIZE, NULL);
  JsonObject *object = json_node_get_object (node);
  const char *text = "before";
  gint64 integer = 7;
  gboolean truth = FALSE;
  JsonObject *inner = NULL;
  JsonArray *list = NULL;

  g_assert_true (vas_json_get_text (object, "t", TRUE, &text, NULL));
  g_assert_cmpstr (text, ==, "x");
  g_assert_true (vas_json_get_int (object, "i", TRUE, &integer, NULL));
  g_assert_cmpint (integer, ==, 5);
  g_assert_true (vas_json_get_bool (object, "b", TRUE, &truth, NULL));
  g_assert_true (truth);
  g_assert_true (vas_json_get_object (object, "o", TRUE, &inner, NULL));
  g_assert_nonnull (inner);
  g_assert_true (vas_json_get_array (object, "l", TRUE, &list, NULL));
  g_assert_cmpuint (json_array_get_length (list), ==, 1);

  g_assert_true (vas_json_get_text (object, "n", FALSE, &text, NULL));
  g_assert_null (text);
  g_assert_true (vas_json_get_int (object, "absent", FALSE, &integer, NULL));
  g_assert_cmpint (integer, ==, VAS_NONE);
  g_assert_true (vas_json_get_bool (object, "absent", FALSE, &truth, NULL));
  g_assert_false (truth);
  g_assert_true (vas_json_get_object (object, "n", FALSE, &inner, NULL));
  g_assert_null (inner);
  g_assert_true (vas_json_get_array (object, "absent", FALSE, &list, NULL));
  g_assert_null (list);
}

static void
test_members_are_refused_by_name (void)
{
  g_autoptr(JsonNode) node = vas_json_parse_strict ("{\"t\":\"x\",\"i\":5,\"b\":true,\"o\":{},\"l\":[1],\"n\":null}", -1, MAX_SIZE, NULL);
  JsonObject *object = json_node_get_object (node);
  g_autoptr(GError) error = NULL;
  const char *text = "before";
  gint64 integer = 7;
  gboolean truth = TRUE;
  JsonArray *list = NULL;

  g_assert_false (vas_json_get_text (object, "absent", TRUE, &text, &error));
  g_assert_error (error, VAS_JSON_ERROR, VAS_JSON_ERROR_MISSING);
  g_assert_cmpstr (error->message, ==, "absent: this member is missing");
  g_assert_cmpstr (text, ==, "before");
  g_clear_error (&error);

  g_assert_false (vas_json_get_int (object, "n", TRUE, &integer, &error));
  g_assert_error (error, VAS_JSON_ERROR, VAS_JSON_ERROR_MISSING);
  g_clear_error (&error);

  g_assert_false (vas_json_get_text (object, "i", FALSE, &text, &error));
  g_assert_error (error, VAS_JSON_ERROR, VAS_JSON_ERROR_VALUE);
  g_assert_cmpstr (error->message, ==, "i: a text is expected, not an integer");
  g_clear_error (&error);

  g_assert_false (vas_json_get_int (object, "b", TRUE, &integer, &error));
  g_assert_cmpstr (error->message, ==, "b: an integer is expected, not true or false");
  g_clear_error (&error);

  g_assert_false (vas_json_get_bool (object, "o", TRUE, &truth, &error));
  g_assert_cmpstr (error->message, ==, "o: true or false is expected, not an object");
  g_clear_error (&error);

  g_assert_false (vas_json_get_array (object, "t", TRUE, &list, &error));
  g_assert_cmpstr (error->message, ==, "t: an array is expected, not a text");
  g_assert_cmpint (integer, ==, 7);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/reads/each-kind", test_reads_each_kind);
  g_test_add_func ("/json/reads/strings", test_reads_strings);
  g_test_add_func ("/json/canonical-text-is-stable", test_canonical_text_is_stable);
  g_test_add_func ("/json/strict/integers-are-within-2-53", test_integers_within_2_53);
  g_test_add_func ("/json/strict/refuses-leading-zeros", test_refuses_leading_zeros);
  g_test_add_func ("/json/strict/refuses-fractions", test_refuses_fractions);
  g_test_add_func ("/json/strict/fractions-by-flag", test_fractions_by_flag);
  g_test_add_func ("/json/fraction-stays-a-fraction", test_fraction_stays_a_fraction);
  g_test_add_func ("/json/strict/refuses-duplicate-names", test_refuses_duplicate_names);
  g_test_add_func ("/json/strict/depth-is-at-most-32", test_depth_is_at_most_32);
  g_test_add_func ("/json/strict/one-root", test_one_root);
  g_test_add_func ("/json/strict/refuses-empty", test_refuses_empty);
  g_test_add_func ("/json/strict/refuses-nul", test_refuses_nul);
  g_test_add_func ("/json/strict/refuses-bad-utf8", test_refuses_bad_utf8);
  g_test_add_func ("/json/strict/refuses-bad-strings", test_refuses_bad_strings);
  g_test_add_func ("/json/strict/refuses-lone-surrogates", test_refuses_lone_surrogates);
  g_test_add_func ("/json/strict/refuses-bad-structure", test_refuses_bad_structure);
  g_test_add_func ("/json/strict/size-is-limited", test_size_is_limited);
  g_test_add_func ("/json/strict/members-are-limited", test_members_are_limited);
  g_test_add_func ("/json/strict/every-cut-is-refused", test_every_cut_is_refused);
  g_test_add_func ("/json/members/by-type", test_members_by_type);
  g_test_add_func ("/json/members/refused-by-name", test_members_are_refused_by_name);

  return g_test_run ();
}
