/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a desk makes of the backend’s answers, before anything of them is used. */

#include "vas-outbox.h"
#include "vas-wire.h"

#include <string.h>

static void
assert_means (guint         status,
              const char   *type,
              VasWireError  code)
{
  g_autofree char *text = g_strdup_printf ("{\"type\":\"%s\"}", type != NULL ? type : "");
  g_autoptr (GBytes) body = g_bytes_new (type != NULL ? text : "", type != NULL ? strlen (text) : 0);
  g_autoptr (VasAnswer) answer = vas_answer_new (status, type != NULL ? "application/problem+json" : NULL, g_steal_pointer (&body));
  g_autoptr (GError) error = NULL;

  g_assert_false (vas_wire_check (answer, 200, &error));
  g_assert_error (error, VAS_WIRE_ERROR, (int) code);
}

/* Only the backend refuses; an empty answer of something in between passes. */
static void
test_what_answers_mean (void)
{
  assert_means (403, "urn:vasdesk:problem:forbidden", VAS_WIRE_ERROR_REFUSED);
  assert_means (403, "urn:vasdesk:problem:actor", VAS_WIRE_ERROR_ACTOR);
  assert_means (404, "urn:vasdesk:problem:not-found", VAS_WIRE_ERROR_REFUSED);
  assert_means (409, "urn:vasdesk:problem:gap", VAS_WIRE_ERROR_GAP);
  assert_means (401, "urn:vasdesk:problem:no-session", VAS_WIRE_ERROR_SIGNED_OUT);
  assert_means (503, "urn:vasdesk:problem:unavailable", VAS_WIRE_ERROR_LATER);
  assert_means (403, NULL, VAS_WIRE_ERROR_LATER);
  assert_means (404, "about:blank", VAS_WIRE_ERROR_LATER);
  assert_means (502, NULL, VAS_WIRE_ERROR_LATER);
  assert_means (204, NULL, VAS_WIRE_ERROR_NONSENSE);
}

static gboolean
reads_results (const char *text,
               GPtrArray  *items)
{
  g_autoptr (VasAnswer) answer = vas_answer_new (200, "application/json", g_bytes_new (text, strlen (text)));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = vas_wire_read_results (answer, items, &error);

  if (results == NULL)
    g_assert_error (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_NONSENSE);
  return results != NULL;
}

/* A result for each command that was sent, in order; anything else is nonsense, and nothing of it is used. */
static void
test_results_are_of_what_was_sent (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_outbox_item_free);

  for (guint i = 0; i < 2; i++)
    {
      VasOutboxItem *item = g_new0 (VasOutboxItem, 1);

      item->command_id = g_strdup (i == 0 ? "a" : "b");
      g_ptr_array_add (items, item);
    }
  g_assert_true (reads_results ("{\"results\":[{\"id\":\"a\",\"state\":\"deferred\"},{\"id\":\"b\",\"state\":\"deferred\"}]}", items));
  g_assert_false (reads_results ("{\"results\":[{\"id\":\"b\",\"state\":\"deferred\"},{\"id\":\"a\",\"state\":\"deferred\"}]}", items));
  g_assert_false (reads_results ("{\"results\":[{\"id\":\"a\",\"state\":\"deferred\"}]}", items));
  g_assert_false (reads_results ("{\"results\":[]}", items));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync/wire/only-the-backend-refuses", test_what_answers_mean);
  g_test_add_func ("/sync/wire/results-are-of-what-was-sent", test_results_are_of_what_was_sent);

  return g_test_run ();
}
