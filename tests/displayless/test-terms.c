/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R24, R25, R28: terms versions that are brought in: published ones, each with the digest of its text, exactly one of them in force. */

#include "vas-fixture.h"
#include "vas-table.h"
#include "vas-terms.h"
#include "vas-uuid.h"

static VasTerms *
version (VasFixture    *f,
         const char    *label,
         VasTermsState  state,
         const char    *text)
{
  g_autofree char *key = vas_uuid_derive ("terms", label, f->now);
  g_autofree char *sha256 = text != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1) : NULL;

  return g_object_new (VAS_TYPE_TERMS, "key", key, "ver", (gint64) 1, "label", label, "updated-on", (gint64) 20000, "effective-at",
                       f->now - (state == VAS_TERMS_STATE_HISTORY ? 2 : 1) * VAS_INSTANT_DAY, "state", (gint64) state, "text", text, "sha256", sha256, NULL);
}

/* (transfer full) @one, and @other unless it is NULL, which are taken. */
static VasCommand *
import (VasFixture *f,
        const char *actor,
        VasTerms   *one,
        VasTerms   *other)
{
  VasCommand *command = vas_fixture_command (f, "import.terms", actor, NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, vas_command_get_id (command), -1);

  g_ptr_array_add (rows, one);
  if (other != NULL)
    g_ptr_array_add (rows, other);
  vas_command_set_text (command, "file", "terms");
  vas_command_set_text (command, "sha256", digest);
  vas_command_set_int (command, "batch", 1);
  vas_command_set_payload (command, digest, rows);

  return command;
}

static void
take_refuse (VasFixture *f,
             VasCommand *command,
             const char *code)
{
  g_autoptr (VasCommand) owned = command;

  vas_fixture_refuse (f, owned, code);
}

static VasTerms *
current (VasFixture *f)
{
  return version (f, "二", VAS_TERMS_STATE_CURRENT, "正文");
}

static void
test_import (VasFixture    **fixture,
             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) both = import (f, f->administrator, version (f, "一", VAS_TERMS_STATE_HISTORY, NULL), current (f));

  take_refuse (f, import (f, "system", current (f), NULL), "role-missing");
  take_refuse (f, import (f, f->clerk, current (f), NULL), "role-missing");
  vas_fixture_apply (f, both);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM terms_version"), ==, 2);
  take_refuse (f, import (f, f->administrator, version (f, "一", VAS_TERMS_STATE_HISTORY, "其他"), NULL), "terms-label-taken");
  take_refuse (f, import (f, f->administrator, version (f, "三", VAS_TERMS_STATE_CURRENT, "其他"), NULL), "terms-in-force");
}

static void
test_in_force (VasFixture    **fixture,
               gconstpointer   data)
{
  VasFixture *f = *fixture;

  take_refuse (f, import (f, f->administrator, version (f, "一", VAS_TERMS_STATE_HISTORY, "正文"), NULL), "terms-in-force");
  take_refuse (f, import (f, f->administrator, version (f, "一", VAS_TERMS_STATE_CURRENT, "正文"), current (f)), "terms-in-force");
}

static void
test_history_is_earlier (VasFixture    **fixture,
                         gconstpointer   data)
{
  VasFixture *f = *fixture;
  VasTerms *same = version (f, "一", VAS_TERMS_STATE_HISTORY, "正文");
  VasTerms *before = version (f, "一", VAS_TERMS_STATE_HISTORY, "正文");
  g_autoptr (VasCommand) command = NULL;

  same->effective_at = f->now - VAS_INSTANT_DAY;
  take_refuse (f, import (f, f->administrator, same, current (f)), "terms-in-force");
  before->effective_at = f->now - VAS_INSTANT_DAY - 1;
  command = import (f, f->administrator, before, current (f));
  vas_fixture_apply (f, command);
}

static void
test_published (VasFixture    **fixture,
                gconstpointer   data)
{
  VasFixture *f = *fixture;
  VasTerms *later = version (f, "一", VAS_TERMS_STATE_HISTORY, "正文");
  VasTerms *never = version (f, "一", VAS_TERMS_STATE_HISTORY, "正文");
  g_autoptr (VasCommand) now = NULL;
  VasTerms *just = current (f);

  later->effective_at = f->now + 1;
  take_refuse (f, import (f, f->administrator, later, current (f)), "terms-not-published");
  never->effective_at = VAS_NONE;
  take_refuse (f, import (f, f->administrator, never, current (f)), "terms-not-published");
  take_refuse (f, import (f, f->administrator, version (f, "一", VAS_TERMS_STATE_DRAFT, "正文"), current (f)), "terms-not-published");
  just->effective_at = f->now;
  now = import (f, f->administrator, just, NULL);
  vas_fixture_apply (f, now);
}

static void
test_digest (VasFixture    **fixture,
             gconstpointer   data)
{
  VasFixture *f = *fixture;
  VasTerms *other = current (f);

  g_object_set (other, "text", "正文。", NULL);
  take_refuse (f, import (f, f->administrator, other, NULL), "terms-text-differs");
  take_refuse (f, import (f, f->administrator, version (f, "二", VAS_TERMS_STATE_CURRENT, NULL), NULL), "terms-text-differs");
}

#define ADD(path, func) g_test_add (path, VasFixture *, NULL, vas_fixture_set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/terms/import/by-an-administrator-labels-unique-R24", test_import);
  ADD ("/terms/import/exactly-one-in-force-R25", test_in_force);
  ADD ("/terms/import/history-began-before-what-is-in-force-R25", test_history_is_earlier);
  ADD ("/terms/import/only-what-is-published-R24", test_published);
  ADD ("/terms/import/text-and-digest-belong-together-R25", test_digest);
  return g_test_run ();
}
