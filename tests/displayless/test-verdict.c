/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What rules say: findings and their figures, what a verdict lets through, and the sentences. */

#include "vas-finding-codes.h"
#include "vas-finding-text.h"
#include "vas-verdict.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

static VasFinding *
cap_finding (VasOutcome  outcome,
             const char *code)
{
  VasFinding *finding = vas_finding_new ("R15", "§4.8(1)", outcome, code);

  vas_finding_set_money (finding, "requested_fen", 39600);
  vas_finding_set_money (finding, "available_fen", 39600);
  vas_finding_set_money (finding, "paid_fen", 39600);
  vas_finding_set_money (finding, "invoiced_fen", 0);
  return vas_finding_set_text (finding, "order", "DD0001");
}

static VasFinding *
window_missed (void)
{
  VasFinding *finding = vas_finding_new ("R16", "§4.8(2)", VAS_OUTCOME_FAIL, "window-missed");

  vas_finding_set_date (finding, "paid_date", vas_date_from_ymd (2024, 3, 2));
  vas_finding_set_date (finding, "until_date", vas_date_from_ymd (2025, 3, 3));
  vas_finding_set_date (finding, "requested_date", vas_date_from_ymd (2025, 3, 5));
  vas_finding_set_text (finding, "order", "DD0001");
  return vas_finding_set_int (finding, "late_days", 2);
}

static VasVerdict *
verdict_of (const char *outcomes)
{
  VasVerdict *verdict = vas_verdict_new ();

  for (const char *c = outcomes; *c != '\0'; c++)
    {
      VasOutcome outcome = *c == 'p' ? VAS_OUTCOME_PASS : *c == 'f' ? VAS_OUTCOME_FAIL
                         : *c == 'a' ? VAS_OUTCOME_ASK : VAS_OUTCOME_UNKNOWN;
      const char code[] = { *c, '\0' };

      vas_verdict_add (verdict, vas_finding_new ("R15", "", outcome, code));
    }
  return verdict;
}

static void
test_figures_are_typed_by_name (void)
{
  g_autoptr(VasFinding) finding = window_missed ();
  gint64 value = 7;

  g_assert_true (vas_finding_get_integer (finding, "late_days", &value));
  g_assert_cmpint (value, ==, 2);
  g_assert_true (vas_finding_get_integer (finding, "paid_date", &value));
  g_assert_cmpint (value, ==, vas_date_from_ymd (2024, 3, 2));
  g_assert_cmpstr (vas_finding_get_text (finding, "order"), ==, "DD0001");

  value = 7;
  g_assert_false (vas_finding_get_integer (finding, "order", &value));
  g_assert_false (vas_finding_get_integer (finding, "absent", &value));
  g_assert_cmpint (value, ==, 7);
  g_assert_null (vas_finding_get_text (finding, "late_days"));
  g_assert_null (vas_finding_get_text (finding, "absent"));
}

static void
test_figure_set_again_is_replaced (void)
{
  g_autoptr(VasFinding) finding = cap_finding (VAS_OUTCOME_PASS, "cap-kept");
  gsize n_figures = g_variant_n_children (finding->figures);
  gint64 value = 0;

  vas_finding_set_money (finding, "requested_fen", 1);
  vas_finding_set_text (finding, "nothing", NULL);
  g_assert_cmpuint (g_variant_n_children (finding->figures), ==, n_figures);
  g_assert_true (vas_finding_get_integer (finding, "requested_fen", &value));
  g_assert_cmpint (value, ==, 1);
}

static void
test_shared_finding_refuses_figures (void)
{
  g_autoptr(VasFinding) finding = cap_finding (VAS_OUTCOME_PASS, "cap-kept");
  g_autoptr(VasFinding) other = vas_finding_ref (finding);
  gint64 value = 0;

  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*is_unshared*");
  vas_finding_set_money (finding, "requested_fen", 1);
  g_test_assert_expected_messages ();
  g_assert_true (vas_finding_get_integer (other, "requested_fen", &value));
  g_assert_cmpint (value, ==, 39600);
}

static void
test_misnamed_figure_is_refused (void)
{
  g_autoptr(VasFinding) finding = vas_finding_new ("R15", NULL, VAS_OUTCOME_PASS, "cap-kept");

  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*_fen*");
  vas_finding_set_money (finding, "requested", 1);
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*_date*");
  vas_finding_set_date (finding, "paid_at", 1);
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*_at*");
  vas_finding_set_instant (finding, "paid_date", 1);
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*special*");
  vas_finding_set_int (finding, "paid_fen", 1);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (g_variant_n_children (finding->figures), ==, 0);
}

static void
test_equal_looks_at_everything (void)
{
  g_autoptr(VasFinding) one = cap_finding (VAS_OUTCOME_PASS, "cap-kept");
  g_autoptr(VasFinding) same = cap_finding (VAS_OUTCOME_PASS, "cap-kept");
  g_autoptr(VasFinding) outcome = cap_finding (VAS_OUTCOME_FAIL, "cap-kept");
  g_autoptr(VasFinding) code = cap_finding (VAS_OUTCOME_PASS, "cap-exceeded");
  g_autoptr(VasFinding) figure = vas_finding_set_money (cap_finding (VAS_OUTCOME_PASS, "cap-kept"), "paid_fen", 1);
  g_autoptr(VasFinding) more = vas_finding_set_int (cap_finding (VAS_OUTCOME_PASS, "cap-kept"), "orders", 1);

  g_assert_true (vas_finding_equal (one, same));
  g_assert_false (vas_finding_equal (one, outcome));
  g_assert_false (vas_finding_equal (one, code));
  g_assert_false (vas_finding_equal (one, figure));
  g_assert_false (vas_finding_equal (one, more));
}

static void
test_heaviest_outcome_decides (void)
{
  static const struct { const char *findings; VasOutcome outcome; } cases[] = {
    { "", VAS_OUTCOME_PASS }, { "pp", VAS_OUTCOME_PASS }, { "pap", VAS_OUTCOME_ASK }, { "apu", VAS_OUTCOME_UNKNOWN },
    { "ua", VAS_OUTCOME_UNKNOWN }, { "uf", VAS_OUTCOME_FAIL }, { "fua", VAS_OUTCOME_FAIL }, { "fp", VAS_OUTCOME_FAIL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VasVerdict) verdict = verdict_of (cases[i].findings);

      g_test_message ("%s", cases[i].findings);
      g_assert_cmpint (vas_verdict_get_outcome (verdict), ==, cases[i].outcome);
    }
}

static void
test_accepted_when_asks_are_acknowledged (void)
{
  const char * const other[] = { "b", NULL };
  const char * const right[] = { "b", "a", NULL };
  const char * const all[] = { "a", "f", "u", "p", NULL };
  g_autoptr(VasVerdict) passes = verdict_of ("pp");
  g_autoptr(VasVerdict) asks = verdict_of ("pap");
  g_autoptr(VasVerdict) fails = verdict_of ("fa");
  g_autoptr(VasVerdict) unknown = verdict_of ("au");

  g_assert_true (vas_verdict_is_accepted (passes, NULL));
  g_assert_false (vas_verdict_is_accepted (asks, NULL));
  g_assert_false (vas_verdict_is_accepted (asks, other));
  g_assert_true (vas_verdict_is_accepted (asks, right));
  g_assert_false (vas_verdict_is_accepted (fails, all));
  g_assert_false (vas_verdict_is_accepted (unknown, all));
}

static void
test_each_ask_is_acknowledged_by_itself (void)
{
  const char * const one[] = { "taxpayer-id-old", NULL };
  const char * const both[] = { "taxpayer-id-old", "title-differs-from-earlier", NULL };
  g_autoptr(VasVerdict) verdict = vas_verdict_new ();

  vas_verdict_add (verdict, vas_finding_new ("R14", "", VAS_OUTCOME_ASK, "taxpayer-id-old"));
  vas_verdict_add (verdict, vas_finding_new ("R14", "", VAS_OUTCOME_ASK, "title-differs-from-earlier"));
  g_assert_false (vas_verdict_is_accepted (verdict, one));
  g_assert_true (vas_verdict_is_accepted (verdict, both));
}

static void
test_find_gives_what_decides (void)
{
  g_autoptr(VasVerdict) verdict = vas_verdict_new ();

  vas_verdict_add (verdict, cap_finding (VAS_OUTCOME_PASS, "cap-kept"));
  vas_verdict_add (verdict, cap_finding (VAS_OUTCOME_FAIL, "cap-exceeded"));
  vas_verdict_add (verdict, cap_finding (VAS_OUTCOME_FAIL, "order-not-paid"));
  vas_verdict_add (verdict, cap_finding (VAS_OUTCOME_PASS, "cap-kept"));

  g_assert_true (vas_verdict_find (verdict, "R15") == vas_verdict_get (verdict, 1));
  g_assert_null (vas_verdict_find (verdict, "R16"));
  g_assert_true (vas_verdict_find_code (verdict, "order-not-paid") == vas_verdict_get (verdict, 2));
  g_assert_null (vas_verdict_find_code (verdict, "window-kept"));
  g_assert_null (vas_verdict_get (verdict, 4));
}

static void
test_append_shares_findings (void)
{
  g_autoptr(VasVerdict) verdict = verdict_of ("p");
  g_autoptr(VasVerdict) more = verdict_of ("pa");

  vas_verdict_append (verdict, more);
  g_assert_cmpuint (vas_verdict_get_n (verdict), ==, 3);
  g_assert_true (vas_verdict_get (verdict, 2) == vas_verdict_get (more, 1));
  g_assert_false (vas_verdict_equal (verdict, more));
  g_assert_cmpint (vas_verdict_get_outcome (verdict), ==, VAS_OUTCOME_ASK);
}

static void
test_sentence_shows_money (void)
{
  g_autoptr(VasFinding) finding = cap_finding (VAS_OUTCOME_PASS, "cap-kept");
  g_autofree char *text = vas_finding_describe (finding);

  g_assert_cmpstr (text, ==, "Requested ¥396.00 ≤ available ¥396.00 (paid ¥396.00, invoiced ¥0.00)");
  g_assert_cmpstr (vas_finding_title (finding), ==, "Within what was paid");
}

static void
test_sentence_shows_dates_and_clause (void)
{
  g_autoptr(VasFinding) finding = window_missed ();
  g_autofree char *text = vas_finding_describe_with_clause (finding);

  g_assert_cmpstr (text, ==, "§4.8(2): Order DD0001: paid on 2024-03-02, term until 2025-03-03, requested on 2025-03-05, "
                             "days late: 2");
}

static void
test_sentence_shows_instants_of_shanghai (void)
{
  g_autoptr(VasFinding) finding = vas_finding_new ("R16", "", VAS_OUTCOME_UNKNOWN, "window-late-arrival");
  g_autofree char *text = NULL;

  vas_finding_set_instant (finding, "requested_at", vas_date_start (vas_date_from_ymd (2021, 8, 5)));
  text = vas_finding_describe_with_clause (finding);
  g_assert_cmpstr (text, ==, "Requested at 2021-08-05 00:00, arrived at —: a supervisor decides");
}

/* Last of all: the locale is the whole program's. */
static void
test_sentence_is_chinese (void)
{
  g_autoptr(VasFinding) cap = cap_finding (VAS_OUTCOME_PASS, "cap-kept");
  g_autoptr(VasFinding) window = window_missed ();
  g_autofree char *cap_text = NULL;
  g_autofree char *window_text = NULL;

  if (setlocale (LC_ALL, "zh_CN.UTF-8") == NULL)
    {
      g_test_skip ("the locale zh_CN.UTF-8 is not installed (Debian: locales-all)");
      return;
    }
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("VAS_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  cap_text = vas_finding_describe (cap);
  g_assert_cmpstr (cap_text, ==, "申请 ¥396.00 ≤ 可开 ¥396.00（实付 ¥396.00，已开 ¥0.00）");
  window_text = vas_finding_describe_with_clause (window);
  g_assert_cmpstr (window_text, ==, "§4.8(2)：订单 DD0001：2024-03-02 付款，期限至 2025-03-03，2025-03-05 申请，逾期 2 天");
  g_assert_cmpstr (vas_finding_title (cap), ==, "不超过实付金额");
}

static void
test_sentence_shows_words_for_ids (void)
{
  g_autoptr (VasFinding) role = vas_finding_new ("R30", "", VAS_OUTCOME_FAIL, "role-missing");
  g_autoptr (VasFinding) state = vas_finding_new ("R32", "", VAS_OUTCOME_FAIL, "state-moved");
  g_autofree char *role_text = NULL;
  g_autofree char *state_text = NULL;

  vas_finding_set_text (role, "actor", "Zhou");
  vas_finding_set_text (role, "needed", "invoice-clerk invoice-supervisor");
  role_text = vas_finding_describe (role);
  g_assert_cmpstr (role_text, ==, "Zhou lacks the role for this: Invoice clerk, Invoice supervisor");

  vas_finding_set_text (state, "state", "to_issue");
  state_text = vas_finding_describe (state);
  g_assert_cmpstr (state_text, ==, "The request has moved on: To issue");
}

static void
test_unknown_code_names_rule (void)
{
  g_autoptr(VasFinding) finding = vas_finding_new ("R15", "§4.8(1)", VAS_OUTCOME_FAIL, "not-in-the-table");
  g_autofree char *text = vas_finding_describe (finding);

  g_assert_cmpstr (text, ==, "R15 (not-in-the-table)");
  g_assert_cmpstr (vas_finding_title (finding), ==, "R15");
}

/* A rule that is kept, or asked about, before the one that refuses is not what is said. */
static void
test_refusal_is_what_decides (void)
{
  g_autoptr (VasVerdict) verdict = vas_verdict_new ();
  g_autofree char *nothing = NULL;
  g_autofree char *asked = NULL;
  g_autofree char *refused = NULL;

  vas_verdict_add (verdict, vas_finding_new ("R1", "", VAS_OUTCOME_PASS, "first-code"));
  nothing = vas_verdict_describe_refusal (verdict);
  g_assert_cmpstr (nothing, ==, "");
  vas_verdict_add (verdict, vas_finding_new ("R2", "", VAS_OUTCOME_ASK, "second-code"));
  asked = vas_verdict_describe_refusal (verdict);
  g_assert_cmpstr (asked, ==, "R2 (second-code)");
  vas_verdict_add (verdict, vas_finding_new ("R3", "", VAS_OUTCOME_FAIL, "third-code"));
  vas_verdict_add (verdict, vas_finding_new ("R4", "", VAS_OUTCOME_FAIL, "fourth-code"));
  refused = vas_verdict_describe_refusal (verdict);
  g_assert_cmpstr (refused, ==, "R3 (third-code)");
}

static void
test_codes_are_unique_and_well_formed (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n_codes = 0;
  const VasFindingCode *codes = vas_finding_codes_get (&n_codes);

  g_assert_cmpuint (n_codes, >, 0);
  for (gsize i = 0; i < n_codes; i++)
    {
      g_test_message ("%s", codes[i].code);
      g_assert_true (g_regex_match_simple ("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", codes[i].code, 0, 0));
      g_assert_true (g_hash_table_add (seen, (gpointer) codes[i].code));
      g_assert_true (g_regex_match_simple ("^([^{}]|\\{[a-z][a-z0-9_]*\\})+$", codes[i].sentence, 0, 0));
      g_assert_null (strpbrk (codes[i].title, "{}"));
      g_assert_cmpuint (strlen (codes[i].title), >, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/verdict/finding/figures-are-typed-by-name", test_figures_are_typed_by_name);
  g_test_add_func ("/verdict/finding/figure-set-again-is-replaced", test_figure_set_again_is_replaced);
  g_test_add_func ("/verdict/finding/shared-one-refuses-figures", test_shared_finding_refuses_figures);
  g_test_add_func ("/verdict/finding/misnamed-figure-is-refused", test_misnamed_figure_is_refused);
  g_test_add_func ("/verdict/finding/equal-looks-at-everything", test_equal_looks_at_everything);
  g_test_add_func ("/verdict/heaviest-outcome-decides", test_heaviest_outcome_decides);
  g_test_add_func ("/verdict/accepted-when-asks-are-acknowledged", test_accepted_when_asks_are_acknowledged);
  g_test_add_func ("/verdict/each-ask-is-acknowledged-by-itself", test_each_ask_is_acknowledged_by_itself);
  g_test_add_func ("/verdict/find-gives-what-decides", test_find_gives_what_decides);
  g_test_add_func ("/verdict/append-shares-findings", test_append_shares_findings);
  g_test_add_func ("/verdict/text/shows-money", test_sentence_shows_money);
  g_test_add_func ("/verdict/text/shows-dates-and-clause", test_sentence_shows_dates_and_clause);
  g_test_add_func ("/verdict/text/shows-instants-of-shanghai", test_sentence_shows_instants_of_shanghai);
  g_test_add_func ("/verdict/text/shows-words-for-ids", test_sentence_shows_words_for_ids);
  g_test_add_func ("/verdict/text/unknown-code-names-rule", test_unknown_code_names_rule);
  g_test_add_func ("/verdict/text/refusal-is-the-first-that-decides", test_refusal_is_what_decides);
  g_test_add_func ("/verdict/text/codes-are-unique-and-well-formed", test_codes_are_unique_and_well_formed);
  g_test_add_func ("/verdict/translated/sentence-is-chinese", test_sentence_is_chinese);

  return g_test_run ();
}
