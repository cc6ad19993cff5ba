/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A desk on a real store, for the tests of dialogs: what is filled in and pressed, and how it came out. */

#include "vas-desk-fixture.h"

#include "vas-form-dialog.h"

#include "vas-case-store.h"
#include "vas-test-dir.h"
#include "vas-ui-resources.h"
#include "vas-verdict-row.h"

#define PATIENCE (20 * G_USEC_PER_SEC)

typedef struct {
  gboolean done;
  gboolean judged;
} Answer;

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_assert_true (vas_desk_load_finish (VAS_DESK (object), result, NULL));
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
toast_cb (VasDeskFixture *self,
          AdwToast       *toast)
{
  g_free (self->toast);
  self->toast = g_strdup (adw_toast_get_title (toast));
}

/** vas_desk_fixture_wait: lets the program run until it is so; gives up after some seconds. */
void
vas_desk_fixture_wait (VasDeskFixtureUntil until,
                       gpointer            data)
{
  const gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!until (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (2000);
    }
}

static gint64
make_office (VasDeskFixture     *self,
             VasDeskFixtureFill  fill)
{
  g_autofree char *path = g_build_filename (self->directory, "replica.db", NULL);
  g_autoptr (VasFixture) office = vas_fixture_new_at (path);

  g_hash_table_insert (self->keys, g_strdup ("supervisor"), g_strdup (office->supervisor));
  g_hash_table_insert (self->keys, g_strdup ("clerk"), g_strdup (office->clerk));
  g_hash_table_insert (self->keys, g_strdup ("clerk2"), g_strdup (office->second_clerk));
  fill (office, self->keys);

  return office->now;
}

/** vas_desk_fixture_new: (transfer full): the moment is the one at which @fill left the office; nobody waits for an undo. */
VasDeskFixture *
vas_desk_fixture_new (VasDeskFixtureFill fill)
{
  VasDeskFixture *self = g_new0 (VasDeskFixture, 1);
  g_autoptr (GError) error = NULL;
  gboolean loaded = FALSE;
  gint64 now;

  g_resources_register (vas_ui_get_resource ());
  self->directory = vas_test_dir_make ();
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  now = make_office (self, fill);
  self->store = vas_store_open (self->directory, VAS_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  self->engine = vas_engine_new (self->store);
  vas_engine_set_now (self->engine, now);
  self->settings = g_settings_new ("org.vasdesk.Vasdesk");
  g_settings_reset (self->settings, "staff-login");
  g_settings_set_int (self->settings, "hold-seconds", 0);
  self->desk = vas_desk_new (self->store, self->engine, self->settings, VAS_DESK_DEFAULT);
  g_signal_connect_swapped (self->desk, "toast", G_CALLBACK (toast_cb), self);
  vas_desk_load_async (self->desk, NULL, loaded_cb, &loaded);
  vas_desk_fixture_wait (is_true, &loaded);
  self->parent = g_object_ref_sink (gtk_window_new ());
  gtk_window_present (GTK_WINDOW (self->parent));

  return self;
}

void
vas_desk_fixture_free (VasDeskFixture *self)
{
  gtk_window_destroy (GTK_WINDOW (self->parent));
  vas_store_close (self->store);
  while (g_main_context_iteration (NULL, FALSE));
  g_object_unref (self->parent);
  g_assert_finalize_object (self->desk);
  g_object_unref (self->engine);
  g_settings_reset (self->settings, "hold-seconds");
  g_object_unref (self->settings);
  g_object_unref (self->store);
  vas_test_dir_remove (self->directory);
  g_hash_table_unref (self->keys);
  g_free (self->directory);
  g_free (self->toast);
  g_free (self);
}

/** vas_desk_fixture_get_key: (transfer none): what is called so. */
const char *
vas_desk_fixture_get_key (VasDeskFixture *self,
                          const char     *name)
{
  const char *key = g_hash_table_lookup (self->keys, name);

  g_assert_nonnull (key);

  return key;
}

static gpointer
read_case (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return vas_case_load (sql, data, error);
}

/** vas_desk_fixture_get_case: (transfer full): the case of a request as it is now. */
VasCase *
vas_desk_fixture_get_case (VasDeskFixture *self,
                           const char     *name)
{
  g_autoptr (GError) error = NULL;
  VasCase *vas_case = vas_store_read (self->store, read_case, (gpointer) vas_desk_fixture_get_key (self, name), NULL, &error);

  g_assert_no_error (error);

  return vas_case;
}

void
vas_desk_fixture_act_as (VasDeskFixture *self,
                         const char     *login)
{
  g_assert_true (vas_desk_choose_staff (self->desk, login));
}

/** vas_desk_fixture_set_up: for g_test_add() with a #VasDeskFixture pointer; @fill: the test's #VasDeskFixtureFill. */
void
vas_desk_fixture_set_up (VasDeskFixture **fixture,
                         gconstpointer    fill)
{
  *fixture = vas_desk_fixture_new ((VasDeskFixtureFill) fill);
}

/** vas_desk_fixture_tear_down: the other end of vas_desk_fixture_set_up(). */
void
vas_desk_fixture_tear_down (VasDeskFixture **fixture,
                            gconstpointer    fill)
{
  vas_desk_fixture_free (*fixture);
}

/** vas_desk_fixture_keep: @key: (transfer full): found by @name from now on. */
void
vas_desk_fixture_keep (GHashTable *keys,
                       const char *name,
                       char       *key)
{
  g_hash_table_insert (keys, g_strdup (name), key);
}

/** vas_desk_fixture_assert_state: of the request that was kept by @name. */
void
vas_desk_fixture_assert_state (VasDeskFixture  *self,
                               const char      *name,
                               VasRequestState  state)
{
  g_autoptr (VasCase) vas_case = vas_desk_fixture_get_case (self, name);

  g_assert_cmpint (vas_case->request->state, ==, state);
}

/** vas_desk_fixture_open: (transfer none): the form of a dialog about a case, before the one with @login. */
VasForm *
vas_desk_fixture_open (VasDeskFixture     *self,
                       VasDeskFixtureMake  make,
                       const char         *name,
                       const char         *login)
{
  g_autoptr (VasCase) vas_case = NULL;
  GtkWidget *dialog;

  vas_desk_fixture_act_as (self, login);
  vas_case = vas_desk_fixture_get_case (self, name);
  dialog = make (self->desk, GTK_WINDOW (self->parent), vas_case);
  gtk_window_present (GTK_WINDOW (dialog));

  return vas_form_dialog_get_form (VAS_FORM_DIALOG (dialog));
}

static gpointer
write_nothing (VasSql        *sql,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  return data;
}

static void
settled_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  vas_store_finish (VAS_STORE (object), result, NULL);
  *(gboolean *) user_data = TRUE;
}

/** vas_desk_fixture_settle: waits until what was handed to the writer is written: there is one, and it takes one after the other. */
void
vas_desk_fixture_settle (VasDeskFixture *self)
{
  gboolean settled = FALSE;

  vas_store_write_async (self->store, write_nothing, self, NULL, NULL, NULL, settled_cb, &settled);
  vas_desk_fixture_wait (is_true, &settled);
}

/** vas_desk_fixture_fill: what a person types or chooses. */
void
vas_desk_fixture_fill (VasForm    *form,
                       const char *id,
                       const char *text)
{
  VasFormField *field = vas_form_get_field (form, id);

  g_assert_nonnull (field);
  vas_form_field_set_text (field, text);
}

static void
done_cb (VasForm  *form,
         gpointer  receipt,
         Answer   *answer)
{
  answer->done = TRUE;
}

static void
judged_cb (VasForm *form,
           Answer  *answer)
{
  answer->judged = TRUE;
}

static gboolean
is_answered (gpointer data)
{
  const Answer *answer = data;

  return answer->done || answer->judged;
}

/** vas_desk_fixture_run: presses the button. Returns: whether the command was applied; where not, the form says why. */
gboolean
vas_desk_fixture_run (VasForm *form)
{
  Answer answer = { FALSE, FALSE };
  gulong done = g_signal_connect (form, "done", G_CALLBACK (done_cb), &answer);
  gulong judged = g_signal_connect (form, "judged", G_CALLBACK (judged_cb), &answer);

  g_object_ref (form);
  g_signal_emit_by_name (vas_form_get_button (form), "clicked");
  if (!gtk_widget_get_sensitive (vas_form_get_button (form)))
    vas_desk_fixture_wait (is_answered, &answer);
  g_signal_handler_disconnect (form, done);
  g_signal_handler_disconnect (form, judged);
  g_object_unref (form);

  return answer.done;
}

/** vas_desk_fixture_has_said: whether a finding of that code stands under the fields. */
gboolean
vas_desk_fixture_has_said (VasForm    *form,
                           const char *code)
{
  for (GtkWidget *row = gtk_widget_get_first_child (vas_form_get_findings (form)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      if (VAS_IS_VERDICT_ROW (row) && g_str_equal (gtk_widget_get_name (row), code))
        return TRUE;
    }

  return FALSE;
}
