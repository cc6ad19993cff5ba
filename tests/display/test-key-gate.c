/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The hand and the scanner: when a letter acts. Keys come by vas_key_gate_press() with given times. */

#include "vas-await.h"
#include "vas-key-gate.h"

#include <adwaita.h>

#define HAND 200                    /* milliseconds between the keys of a hand */
#define SCANNER 5

typedef struct {
  GtkWidget          *window;
  VasKeyGate         *gate;
  GSimpleActionGroup *actions;
  guint               n_approved;
  guint               n_moved;
  guint32             time;
} Fixture;

static void
approve_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  ((Fixture *) user_data)->n_approved++;
}

static void
move_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  ((Fixture *) user_data)->n_moved++;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  const GActionEntry entries[] = { { "approve", approve_cb, NULL, NULL, NULL }, { "next", move_cb, NULL, NULL, NULL } };

  f->window = gtk_window_new ();
  f->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (f->actions), entries, G_N_ELEMENTS (entries), f);
  gtk_widget_insert_action_group (f->window, "case", G_ACTION_GROUP (f->actions));
  f->gate = vas_key_gate_new (f->window);
  vas_key_gate_add (f->gate, GDK_KEY_a, 0, "case.approve");
  vas_key_gate_add (f->gate, GDK_KEY_j, 0, "case.next");
  f->time = 1000;
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_object_unref (f->gate);
  g_object_unref (f->actions);
  gtk_window_destroy (GTK_WINDOW (f->window));
}

static gboolean
press (Fixture *f,
       guint    keyval,
       guint    after,
       gboolean in_field)
{
  gboolean used;

  f->time += after;
  used = vas_key_gate_press (f->gate, keyval, 0, f->time, in_field);
  vas_key_gate_release (f->gate, keyval);

  return used;
}

static gboolean
stop_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait (guint ms)
{
  gboolean done = FALSE;

  g_timeout_add (ms, stop_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
scan (Fixture    *f,
      const char *text,
      gboolean    in_field)
{
  for (const char *c = text; *c != '\0'; c++)
    press (f, gdk_unicode_to_keyval ((guint32) *c), c == text ? HAND : SCANNER, in_field);
}

static void
test_letter_acts_after_quiet (Fixture       *f,
                              gconstpointer  data)
{
  g_assert_true (press (f, GDK_KEY_a, HAND, FALSE));
  g_assert_cmpuint (f->n_approved, ==, 0);
  g_assert_true (vas_key_gate_is_waiting (f->gate));
  vas_await (f->n_approved > 0);
  g_assert_cmpuint (f->n_approved, ==, 1);
}

static void
test_capital_acts_too (Fixture       *f,
                       gconstpointer  data)
{
  press (f, GDK_KEY_A, HAND, FALSE);
  vas_await (f->n_approved > 0);
  g_assert_cmpuint (f->n_approved, ==, 1);
}

static void
test_letter_that_is_followed_acts_not (Fixture       *f,
                                       gconstpointer  data)
{
  press (f, GDK_KEY_a, HAND, FALSE);
  press (f, GDK_KEY_5, VAS_KEY_GATE_MS - 1, FALSE);
  wait (VAS_KEY_GATE_MS * 2);
  g_assert_cmpuint (f->n_approved, ==, 0);
}

static void
test_letter_that_follows_acts_not (Fixture       *f,
                                   gconstpointer  data)
{
  press (f, GDK_KEY_5, HAND, FALSE);
  press (f, GDK_KEY_a, VAS_KEY_GATE_MS - 1, FALSE);
  wait (VAS_KEY_GATE_MS * 2);
  g_assert_cmpuint (f->n_approved, ==, 0);
}

static void
test_edge_of_the_time (Fixture       *f,
                       gconstpointer  data)
{
  press (f, GDK_KEY_5, HAND, FALSE);
  press (f, GDK_KEY_a, VAS_KEY_GATE_MS, FALSE);
  vas_await (f->n_approved > 0);
  g_assert_cmpuint (f->n_approved, ==, 1);
}

static void
test_scan_is_no_shortcut (Fixture       *f,
                          gconstpointer  data)
{
  scan (f, "AJ1380013aja", FALSE);
  wait (VAS_KEY_GATE_MS * 3);
  g_assert_cmpuint (f->n_approved + f->n_moved, ==, 0);
}

/* What ends a scan is the scanner's (vas-scanner.c), not the gate's. */
static void
test_enter_passes (Fixture       *f,
                   gconstpointer  data)
{
  scan (f, "SF1234567890123", TRUE);
  g_assert_false (press (f, GDK_KEY_Return, SCANNER, TRUE));
}

static void
test_letters_in_a_field_are_text (Fixture       *f,
                                  gconstpointer  data)
{
  g_assert_false (press (f, GDK_KEY_a, HAND, TRUE));
  wait (VAS_KEY_GATE_MS * 2);
  g_assert_cmpuint (f->n_approved, ==, 0);
}

static void
test_held_key_repeats (Fixture       *f,
                       gconstpointer  data)
{
  f->time += HAND;
  vas_key_gate_press (f->gate, GDK_KEY_j, 0, f->time, FALSE);
  vas_await (f->n_moved == 1);
  for (guint i = 0; i < 3; i++)
    vas_key_gate_press (f->gate, GDK_KEY_j, 0, f->time += 30, FALSE);
  vas_key_gate_release (f->gate, GDK_KEY_j);
  g_assert_cmpuint (f->n_moved, ==, 4);
}

#define ADD(path, func) g_test_add ("/ui/key-gate/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  ADD ("letter-acts-when-nothing-follows", test_letter_acts_after_quiet);
  ADD ("letter-acts-with-caps-lock", test_capital_acts_too);
  ADD ("letter-followed-within-60-ms-acts-not", test_letter_that_is_followed_acts_not);
  ADD ("letter-within-60-ms-of-another-acts-not", test_letter_that_follows_acts_not);
  ADD ("letter-60-ms-after-another-acts", test_edge_of_the_time);
  ADD ("scan-is-no-shortcut", test_scan_is_no_shortcut);
  ADD ("enter-passes-always", test_enter_passes);
  ADD ("letters-in-a-field-are-text", test_letters_in_a_field_are_text);
  ADD ("held-key-repeats", test_held_key_repeats);

  return g_test_run ();
}
