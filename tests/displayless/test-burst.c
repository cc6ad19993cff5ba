/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which keys are a scan: by the time between them, and by how many there are. */

#include "vas-burst.h"

#include "vas-scan.h"

#include <string.h>

#define QR "01,04,031002100104,04158823,373.58,20210812,12345678901234567890,A1B2"

/* Types @text with @gap ms between the keys; the step of the last key. */
static VasBurstStep
type (VasBurst   *burst,
      const char *text,
      guint32    *time,
      guint       gap)
{
  VasBurstStep step = VAS_BURST_BEGAN;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      step = vas_burst_feed (burst, g_utf8_get_char (at), *time);
      *time += gap;
    }

  return step;
}

static void
assert_scan (const char *text,
             guint       gap,
             const char *expected)
{
  g_autoptr (VasBurst) burst = vas_burst_new ();
  g_autofree char *scan = NULL;
  guint32 time = 1000;

  type (burst, text, &time, gap);
  scan = vas_burst_take (burst, NULL);
  g_assert_cmpstr (scan, ==, expected);
}

static void
test_speeds (void)
{
  for (guint gap = 1; gap <= 5; gap++)
    assert_scan (QR, gap, QR);
}

static void
test_59 (void)
{
  assert_scan ("SF1234567890123", 59, "SF1234567890123");
}

static void
test_60 (void)
{
  assert_scan ("SF1234567890123", 60, NULL);
}

static void
test_typist (void)
{
  g_autoptr (VasBurst) burst = vas_burst_new ();
  guint32 time = 0;

  for (const char *at = "031002100104"; *at != '\0'; at++, time += 90)
    g_assert_cmpint (vas_burst_feed (burst, (gunichar) *at, time), ==, VAS_BURST_BEGAN);
  g_assert_null (vas_burst_take (burst, NULL));
}

static void
test_five (void)
{
  assert_scan ("12345", 2, NULL);
}

static void
test_six (void)
{
  assert_scan ("123456", 2, "123456");
}

/* What reached the focus before the sixth character is said to be taken back, once. */
static void
test_known_once (void)
{
  const VasBurstStep steps[] = {
    VAS_BURST_BEGAN, VAS_BURST_PASS, VAS_BURST_PASS, VAS_BURST_PASS, VAS_BURST_PASS, VAS_BURST_KNOWN, VAS_BURST_TAKEN,
    VAS_BURST_TAKEN,
  };
  g_autoptr (VasBurst) burst = vas_burst_new ();

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_cmpint (vas_burst_feed (burst, '1' + i, 10 + 2 * i), ==, steps[i]);
      g_assert_cmpint (vas_burst_is_known (burst), ==, i >= 5);
    }
}

static void
assert_end (gunichar end,
            gboolean ended)
{
  g_autoptr (VasBurst) burst = vas_burst_new ();
  g_autofree char *scan = NULL;
  guint32 time = 0;
  gunichar was;

  type (burst, "KP2108-000415", &time, 2);
  g_assert_cmpint (vas_burst_feed (burst, end, time), ==, ended ? VAS_BURST_ENDED : VAS_BURST_TAKEN);
  scan = vas_burst_take (burst, &was);
  g_assert_cmpstr (scan, ==, "KP2108-000415");
  g_assert_cmpuint (was, ==, !ended ? 0 : end == '\t' ? '\t' : '\r');
}

static void
test_ends (void)
{
  assert_end ('\r', TRUE);
  assert_end ('\n', TRUE);
  assert_end ('\t', TRUE);
}

static void
test_control (void)
{
  assert_end (0, FALSE);
  assert_end (0x1d, FALSE);
  assert_end (0x7f, FALSE);
}

/* A hand's Enter belongs to what has the focus, however fast it follows a few keys, and so does one after a scan. */
static void
test_hands_enter (void)
{
  g_autoptr (VasBurst) burst = vas_burst_new ();
  guint32 time = 0;

  type (burst, "12345", &time, 2);
  g_assert_cmpint (vas_burst_feed (burst, '\r', time), ==, VAS_BURST_BEGAN);
  g_assert_null (vas_burst_take (burst, NULL));

  time += 100;
  type (burst, "123456", &time, 2);
  g_assert_cmpint (vas_burst_feed (burst, '\r', time + 58), ==, VAS_BURST_BEGAN);
}

/* Enter may come 59 ms behind the last character, counted from it. */
static void
test_late_enter (void)
{
  g_autoptr (VasBurst) burst = vas_burst_new ();
  guint32 time = 0;

  type (burst, "123456", &time, 0);
  g_assert_cmpint (vas_burst_feed (burst, '\r', 59), ==, VAS_BURST_ENDED);
}

static void
test_letter_then_scan (void)
{
  g_autoptr (VasBurst) burst = vas_burst_new ();
  g_autofree char *scan = NULL;
  guint32 time = 1000;

  g_assert_cmpint (vas_burst_feed (burst, 'a', 900), ==, VAS_BURST_BEGAN);
  type (burst, QR, &time, 2);
  scan = vas_burst_take (burst, NULL);
  g_assert_cmpstr (scan, ==, QR);
}

static void
test_two_scans (void)
{
  g_autoptr (VasBurst) burst = vas_burst_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  guint32 time = 0;

  type (burst, QR, &time, 2);
  vas_burst_feed (burst, '\r', time);
  first = vas_burst_take (burst, NULL);
  g_assert_cmpstr (first, ==, QR);
  type (burst, "SF1234567890123", &time, 2);
  second = vas_burst_take (burst, NULL);
  g_assert_cmpstr (second, ==, "SF1234567890123");
}

static void
test_wrap (void)
{
  g_autoptr (VasBurst) burst = vas_burst_new ();
  g_autofree char *scan = NULL;
  guint32 time = G_MAXUINT32 - 5;

  type (burst, "12345678", &time, 2);
  scan = vas_burst_take (burst, NULL);
  g_assert_cmpstr (scan, ==, "12345678");
}

static void
test_back_in_time (void)
{
  g_autoptr (VasBurst) burst = vas_burst_new ();

  vas_burst_feed (burst, '1', 1000);
  g_assert_cmpint (vas_burst_feed (burst, '2', 999), ==, VAS_BURST_BEGAN);
}

static void
test_full_width (void)
{
  g_autoptr (VasBurst) burst = vas_burst_new ();
  g_autofree char *scan = NULL;
  g_autofree char *clean = NULL;
  guint32 time = 0;

  type (burst, "ＳＦ１２３４５６７８９０１２３", &time, 3);
  scan = vas_burst_take (burst, NULL);
  g_assert_cmpint (vas_scan_classify (scan, &clean), ==, VAS_SCAN_WAYBILL);
  g_assert_cmpstr (clean, ==, "SF1234567890123");
}

static void
test_endless (void)
{
  g_autoptr (VasBurst) burst = vas_burst_new ();
  g_autofree char *scan = NULL;

  for (guint32 i = 0; i < 100000; i++)
    vas_burst_feed (burst, '1', i);
  scan = vas_burst_take (burst, NULL);
  g_assert_cmpuint (strlen (scan), ==, VAS_SCAN_MAX + 1);
  g_assert_cmpint (vas_scan_classify (scan, NULL), ==, VAS_SCAN_UNKNOWN);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/burst/speed/one-to-five-ms-is-a-scan", test_speeds);
  g_test_add_func ("/burst/speed/59-ms-is-a-scan", test_59);
  g_test_add_func ("/burst/speed/60-ms-is-a-hand", test_60);
  g_test_add_func ("/burst/speed/a-quick-typist-is-a-hand", test_typist);
  g_test_add_func ("/burst/length/five-are-fingers", test_five);
  g_test_add_func ("/burst/length/six-are-a-scan", test_six);
  g_test_add_func ("/burst/length/endless-is-cut-and-unknown", test_endless);
  g_test_add_func ("/burst/known-once-with-the-sixth", test_known_once);
  g_test_add_func ("/burst/end/enter-and-tab-are-of-the-scan", test_ends);
  g_test_add_func ("/burst/end/59-ms-behind-is-of-the-scan", test_late_enter);
  g_test_add_func ("/burst/end/a-hands-enter-is-not", test_hands_enter);
  g_test_add_func ("/burst/end/control-characters-are-taken-and-dropped", test_control);
  g_test_add_func ("/burst/letter-before-it-is-a-hands", test_letter_then_scan);
  g_test_add_func ("/burst/two-in-a-row-are-two", test_two_scans);
  g_test_add_func ("/burst/time/wraps", test_wrap);
  g_test_add_func ("/burst/time/going-back-begins-anew", test_back_in_time);
  g_test_add_func ("/burst/full-width-forms-are-folded", test_full_width);

  return g_test_run ();
}
