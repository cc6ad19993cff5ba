/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Photos of fapiao (R18) from the page: dropped on the card, chosen in the file chooser, watched for; what is wrong with a file is said;
 * a PDF shows as a document; and a photo that was given out is saved under the number of its fapiao.
 */

#include "vas-blobs.h"
#include "vas-desk-fixture.h"
#include "vas-form-dialog.h"
#include "vas-invoices-page-private.h"
#include "vas-issued.h"
#include "vas-photo-view.h"
#include "vas-table.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  VasDeskFixture  *office;
  GtkWidget       *window;
  VasInvoicesPage *page;
  char            *folder;
  GtkWindow       *chooser;
} Fixture;

static void
fill (VasFixture *office,
      GHashTable *keys)
{
  char *sheet = NULL;

  g_hash_table_insert (keys, g_strdup ("ready"), vas_issued_ready (office, "2025060110000001", "00015045", &sheet));
  g_hash_table_insert (keys, g_strdup ("sheet"), sheet);
  g_assert_true (vas_sql_exec (office->sql, "UPDATE fapiao SET photo = NULL", NULL));
}

static gboolean
is_open (gpointer data)
{
  return vas_case_pane_get_file (((Fixture *) data)->page->pane) != NULL;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->office = vas_desk_fixture_new (fill);
  f->folder = g_dir_make_tmp ("vas-photos-XXXXXX", NULL);
  vas_desk_fixture_act_as (f->office, "clerk");
  f->window = g_object_ref_sink (gtk_window_new ());
  f->page = VAS_INVOICES_PAGE (vas_invoices_page_new (f->office->desk));
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->page));
  gtk_window_present (GTK_WINDOW (f->window));
  vas_invoices_page_open (f->page, vas_desk_fixture_get_key (f->office, "ready"));
  vas_desk_fixture_wait (is_open, f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  gtk_window_destroy (GTK_WINDOW (f->window));
  g_object_unref (f->window);
  vas_desk_fixture_free (f->office);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
}

static char *
put_file (Fixture    *f,
          const char *name,
          const char *bytes,
          gsize       size)
{
  char *path = g_build_filename (f->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));

  return path;
}

/* A picture of one grey point, as a document camera would have taken it. */
static char *
put_picture (Fixture    *f,
             const char *name)
{
  static const guchar grey[] = { 128, 128, 128 };
  g_autoptr (GBytes) pixels = g_bytes_new_static (grey, sizeof grey);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (1, 1, GDK_MEMORY_R8G8B8, pixels, 3);
  g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (texture);

  return put_file (f, name, g_bytes_get_data (png, NULL), g_bytes_get_size (png));
}

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
has_said (gpointer data)
{
  return ((Fixture *) data)->office->toast != NULL;
}

/* What the page says next. */
static const char *
wait_for_toast (Fixture *f)
{
  vas_desk_fixture_wait (has_said, f);

  return f->office->toast;
}

/* The page's own answer to a drop on the card of the photos. */
static gboolean
drop (Fixture    *f,
      const char *path)
{
  GtkWidget *card = find_widget (GTK_WIDGET (f->page), g_type_from_name ("VasPhotoCard"));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (card);
  gboolean taken = FALSE;

  g_clear_pointer (&f->office->toast, g_free);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
      g_auto (GValue) value = G_VALUE_INIT;

      if (!GTK_IS_DROP_TARGET (controller))
        continue;
      g_value_init (&value, G_TYPE_FILE);
      g_value_take_object (&value, g_file_new_for_path (path));
      g_signal_emit_by_name (controller, "drop", &value, 1.0, 1.0, &taken);
    }

  return taken;
}

static gpointer
read_photo (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (VasFapiao) sheet = vas_table_get (sql, VAS_TYPE_FAPIAO, data, error);

  return g_strdup (sheet->photo != NULL ? sheet->photo : "");
}

static char *
get_photo (Fixture *f)
{
  return vas_store_read (f->office->store, read_photo, (gpointer) vas_desk_fixture_get_key (f->office, "sheet"), NULL, NULL);
}

static gboolean
has_photo (gpointer data)
{
  g_autofree char *photo = get_photo (data);

  return *photo != '\0';
}

static const char *
get_shown (Fixture *f)
{
  GtkWidget *view = find_widget (GTK_WIDGET (f->page), VAS_TYPE_PHOTO_VIEW);

  return view != NULL ? vas_photo_view_get_page (VAS_PHOTO_VIEW (view)) : "";
}

static gboolean
shows_picture (gpointer data)
{
  return g_str_equal (get_shown (data), "picture");
}

static gboolean
shows_document (gpointer data)
{
  return g_str_equal (get_shown (data), "document");
}

static void
test_drop (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *path = put_picture (f, "1.png");

  g_assert_true (drop (f, path));
  vas_desk_fixture_wait (has_photo, f);
  vas_desk_fixture_wait (shows_picture, f);
}

static void
test_pdf (Fixture       *f,
          gconstpointer  data)
{
  g_autofree char *path = put_file (f, "1.pdf", "%PDF-1.4\nnothing more", 21);

  g_assert_true (drop (f, path));
  vas_desk_fixture_wait (has_photo, f);
  vas_desk_fixture_wait (shows_document, f);
}

static void
test_wrong_files (Fixture       *f,
                  gconstpointer  data)
{
  g_autofree char *text = put_file (f, "photo.jpg", "not a picture at all", 20);
  g_autofree char *large = g_malloc0 (VAS_BLOBS_MOST_BYTES + 1);
  g_autofree char *large_path = NULL;
  g_autofree char *gone = g_build_filename (f->folder, "gone.png", NULL);

  g_assert_true (drop (f, text));
  g_assert_nonnull (strstr (wait_for_toast (f), "no JPEG, PNG or PDF"));
  memcpy (large, "\xff\xd8\xff\xe0", 4);
  large_path = put_file (f, "large.jpg", large, VAS_BLOBS_MOST_BYTES + 1);
  g_assert_true (drop (f, large_path));
  g_assert_nonnull (strstr (wait_for_toast (f), "larger than 10 MiB"));
  g_assert_true (drop (f, gone));
  g_assert_nonnull (strstr (wait_for_toast (f), "is no longer there"));
  g_assert_true (drop (f, f->folder));
  g_assert_nonnull (strstr (wait_for_toast (f), "is no file"));
  g_assert_false (has_photo (f));
}

static void
test_unreadable (Fixture       *f,
                 gconstpointer  data)
{
  g_autofree char *path = put_picture (f, "secret.png");

  if (geteuid () == 0)
    {
      g_test_skip ("root reads everything");
      return;
    }
  g_chmod (path, 0);
  g_assert_true (drop (f, path));
  g_assert_nonnull (strstr (wait_for_toast (f), "cannot be read"));
}

static gboolean
finds_chooser (gpointer data)
{
  Fixture *f = data;
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (GTK_IS_FILE_CHOOSER (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        f->chooser = window;
    }

  return f->chooser != NULL;
}

static gboolean
has_file (gpointer data)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (((Fixture *) data)->chooser));

  return file != NULL;
}

/* The chooser itself, without a person: it gets the file, and its button is pressed. */
static void
choose (Fixture    *f,
        const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  vas_desk_fixture_wait (finds_chooser, f);
  g_assert_true (gtk_file_chooser_set_file (GTK_FILE_CHOOSER (f->chooser), file, NULL));
  vas_desk_fixture_wait (has_file, f);
  gtk_dialog_response (GTK_DIALOG (f->chooser), GTK_RESPONSE_ACCEPT);
  f->chooser = NULL;
}

static void
test_chooser (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *path = put_picture (f, "2.png");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->page), "pass.photo", "(ss)", vas_desk_fixture_get_key (f->office, "sheet"), ""));
  choose (f, path);
  vas_desk_fixture_wait (has_photo, f);
}

static void
test_watched_folder (Fixture       *f,
                     gconstpointer  data)
{
  g_autofree char *gone = g_build_filename (f->folder, "no-such-folder", NULL);

  g_clear_pointer (&f->office->toast, g_free);
  g_settings_set_string (f->office->settings, "watched-folder", gone);
  g_assert_nonnull (strstr (wait_for_toast (f), "no-such-folder"));
  g_settings_reset (f->office->settings, "watched-folder");
}

static gboolean
is_written (gpointer data)
{
  return g_file_test (data, G_FILE_TEST_IS_REGULAR);
}

static gboolean
finds_dialog (gpointer data)
{
  Fixture *f = data;
  VasCaseFile *file = vas_case_pane_get_file (f->page->pane);
  GPtrArray *sheets = file->vas_case->fapiao;

  return sheets->len > 0 && ((VasFapiao *) g_ptr_array_index (sheets, 0))->photo != NULL;
}

/* The chooser goes to a folder of its own first, and says nothing when it is there. */
static void
settle (void)
{
  const gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
    }
}

static void
test_given_out (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *path = put_picture (f, "3.png");
  g_autofree char *name = NULL;
  g_autofree char *target = g_build_filename (f->folder, "given.png", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (f->folder);
  GListModel *windows = gtk_window_get_toplevels ();
  VasForm *form = NULL;

  g_assert_true (drop (f, path));
  vas_desk_fixture_wait (finds_dialog, f);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->page), "case.give-photo", NULL));
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (VAS_IS_FORM_DIALOG (window))
        form = vas_form_dialog_get_form (VAS_FORM_DIALOG (window));
    }
  g_assert_true (vas_desk_fixture_run (form));
  vas_desk_fixture_wait (finds_chooser, f);
  name = gtk_file_chooser_get_current_name (GTK_FILE_CHOOSER (f->chooser));
  g_assert_nonnull (strstr (name, "00015045"));
  g_assert_true (g_str_has_suffix (name, ".png"));
  settle ();
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (f->chooser), folder, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (f->chooser), "given.png");
  settle ();
  vas_desk_fixture_wait (has_file, f);
  gtk_dialog_response (GTK_DIALOG (f->chooser), GTK_RESPONSE_ACCEPT);
  vas_desk_fixture_wait (is_written, target);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_init ();
  adw_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("/photos/drop/a-picture-belongs-to-the-sheet-R18", test_drop);
  ADD ("/photos/drop/a-pdf-shows-as-a-document", test_pdf);
  ADD ("/photos/drop/what-is-wrong-with-a-file-is-said", test_wrong_files);
  ADD ("/photos/drop/an-unreadable-file-is-said", test_unreadable);
  ADD ("/photos/chooser/a-chosen-file-belongs-to-the-sheet-R18", test_chooser);
  ADD ("/photos/watched-folder/that-is-not-there-is-said", test_watched_folder);
  ADD ("/photos/given-out/is-saved-under-the-number-of-the-fapiao-R18", test_given_out);
  return g_test_run ();
}
