/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What goes on paper: the cover slip, read back by zbar as a label printer of 203 dpi prints it and from the PDF, and the list for the
 * courier; what leaves is in the trail (R31), and who may not export gets nothing.
 */

#include "vas-desk-fixture.h"
#include "vas-handover-dialog.h"
#include "vas-issued.h"
#include "vas-print-job.h"
#include "vas-slip-print.h"
#include "vas-test-dir.h"

#include <string.h>

#define DPI 203.0
#define LONG_TITLE "内蒙古自治区呼伦贝尔市鄂伦春自治旗大杨树镇职业技能培训与人力资源综合服务中心（有限合伙）第一分公司驻海拉尔办事处"

static void
fill (VasFixture *office,
      GHashTable *keys)
{
  static const char * const sheets[] = { "00000201", "00000202", "00000203" };
  static const char * const waybills[] = { "SF1000000000011", "SF1000000000012" };

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autofree char *order = g_strdup_printf ("202506011000000%u", i);
      g_autofree char *sheet = NULL;
      char *request = vas_issued_ready (office, order, sheets[i], &sheet);

      if (i < G_N_ELEMENTS (waybills))
        g_free (vas_issued_shipped (office, waybills[i], sheet));
      vas_desk_fixture_keep (keys, sheets[i], request);
    }
}

static void
set_up (VasDeskFixture **fixture,
        gconstpointer    data)
{
  *fixture = vas_desk_fixture_new (fill);
  vas_desk_fixture_act_as (*fixture, "clerk");
}

static void
tear_down (VasDeskFixture **fixture,
           gconstpointer    data)
{
  vas_desk_fixture_free (*fixture);
}

static VasRequest *
make_request (const char *number,
              const char *title)
{
  return g_object_new (VAS_TYPE_REQUEST, "number", number, "state", (gint64) VAS_REQUEST_STATE_TO_SHIP, "title", title, "taxpayer-id",
                       "91350100M000100Y43", "amount", (gint64) 1234500, "due", (gint64) vas_date_from_ymd (2026, 3, 9), "due-provisional",
                       TRUE, "extensions", (gint64) 1, "recipient-name", "王小明", "recipient-name-masked", "王*",
                       "recipient-mobile", "13812341234", "recipient-mobile-masked", "138****1234", NULL);
}

static VasSlipPrint *
make_slips (void)
{
  gint64 now;
  VasSlipPrint *print;
  g_autoptr (VasRequest) one = make_request ("KP2108-000415", "阿里巴巴（中国）网络技术有限公司");
  g_autoptr (VasRequest) two = make_request ("KP2612-999999", LONG_TITLE);

  g_assert_true (vas_instant_parse ("2026-03-10 10:00", &now, NULL));
  print = vas_slip_print_new (now);
  g_assert_true (vas_slip_print_add (print, one, "总部"));
  g_assert_true (vas_slip_print_add (print, two, NULL));

  return print;
}

/* (transfer full) (nullable): what the tool says; NULL where it is not there, which ends the test. */
static char *
ask_tool (const char *tool,
          const char *option,
          const char *other,
          const char *path)
{
  const char *argv[] = { tool, option, other, path, NULL, NULL };
  g_autofree char *found = g_find_program_in_path (tool);
  char *said = NULL;
  int status;

  if (found == NULL)
    {
      g_autofree char *why = g_strdup_printf ("%s is not installed", tool);

      g_test_skip (why);
      return NULL;
    }
  if (g_str_equal (tool, "pdftotext"))
    argv[4] = "-";
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &said, NULL,
                               &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));

  return said;
}

/* As a label printer puts it: dots that are black or white, eight to the millimetre. */
static void
draw_to_png (VasSlipPrint *print,
             guint         page,
             const char   *path)
{
  const double scale = DPI / 25.4;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (VAS_SLIP_WIDTH * scale),
                                                         (int) (VAS_SLIP_HEIGHT * scale));
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  vas_slip_print_draw (print, cr, page);
  cairo_destroy (cr);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
}

static void
test_bars (VasDeskFixture **fixture,
           gconstpointer    data)
{
  g_autoptr (VasSlipPrint) print = make_slips ();
  g_autofree char *folder = vas_test_dir_make ();
  static const char * const numbers[] = { "KP2108-000415\n", "KP2612-999999\n" };

  for (guint page = 0; page < G_N_ELEMENTS (numbers); page++)
    {
      g_autofree char *path = g_strdup_printf ("%s/slip-%u.png", folder, page);
      g_autofree char *read = NULL;

      draw_to_png (print, page, path);
      read = ask_tool ("zbarimg", "--quiet", "--raw", path);
      if (read != NULL)
        g_assert_cmpstr (read, ==, numbers[page]);
    }
  vas_test_dir_remove (folder);
}

static void
test_pdf (VasDeskFixture **fixture,
          gconstpointer    data)
{
  g_autoptr (VasSlipPrint) print = make_slips ();
  g_autofree char *folder = vas_test_dir_make ();
  g_autofree char *path = g_build_filename (folder, "slips.pdf", NULL);
  g_autofree char *info = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (vas_slip_print_export (print, path, &error));
  g_assert_no_error (error);
  info = ask_tool ("pdfinfo", "-f", "1", path);
  text = ask_tool ("pdftotext", "-layout", "-q", path);
  if (info != NULL)
    {
      g_assert_nonnull (strstr (info, "Pages:           2\n"));
      g_assert_nonnull (strstr (info, "283.46"));
      g_assert_nonnull (strstr (info, "425.19"));
    }
  if (text != NULL)
    {
      g_assert_nonnull (strstr (text, "KP2108-000415"));
      g_assert_nonnull (strstr (text, "¥12,345.00"));
      g_assert_nonnull (strstr (text, "2026-03-09"));
      g_assert_nonnull (strstr (text, "138****1234"));
      g_assert_null (strstr (text, "13812341234"));
      g_assert_null (strstr (text, "王小明"));
    }
  vas_test_dir_remove (folder);
}

/* What cannot be written is said, and leaves nothing. */
static void
test_pdf_nowhere (VasDeskFixture **fixture,
                  gconstpointer    data)
{
  g_autoptr (VasSlipPrint) print = make_slips ();
  g_autoptr (GError) error = NULL;

  g_assert_false (vas_slip_print_export (print, "/nonexistent/slips.pdf", &error));
  g_assert_nonnull (error);
}

static void
test_no_number (VasDeskFixture **fixture,
                gconstpointer    data)
{
  g_autoptr (VasSlipPrint) print = vas_slip_print_new (0);
  g_autoptr (VasRequest) request = make_request (NULL, "甲");
  g_autoptr (VasRequest) wide = make_request ("this is far too long for bars that a scanner reads", "甲");

  g_assert_false (vas_slip_print_add (print, request, NULL));
  g_assert_false (vas_slip_print_add (print, wide, NULL));
  g_assert_cmpuint (vas_slip_print_get_n_pages (print), ==, 0);
}

static gboolean
is_list (gpointer data)
{
  return g_str_equal (vas_handover_dialog_get_page (data), "list");
}

static gboolean
is_nothing (gpointer data)
{
  return g_str_equal (vas_handover_dialog_get_page (data), "nothing");
}

static GtkWidget *
open_list (VasDeskFixture *f,
           const char     *point,
           int             days_before)
{
  GtkWidget *dialog = vas_handover_dialog_new (f->desk, GTK_WINDOW (f->parent), point, vas_desk_get_today (f->desk) - days_before);

  gtk_window_present (GTK_WINDOW (dialog));

  return dialog;
}

static void
test_list (VasDeskFixture **fixture,
           gconstpointer    data)
{
  GtkWidget *dialog = open_list (*fixture, NULL, 0);

  vas_desk_fixture_wait (is_list, dialog);
  g_assert_cmpuint (vas_handover_dialog_get_n_parcels (VAS_HANDOVER_DIALOG (dialog)), ==, 2);
  gtk_widget_activate_action (dialog, "list.previous-day", NULL);
  vas_desk_fixture_wait (is_nothing, dialog);
  gtk_widget_activate_action (dialog, "list.next-day", NULL);
  vas_desk_fixture_wait (is_list, dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_list_of_another_point (VasDeskFixture **fixture,
                            gconstpointer    data)
{
  GtkWidget *dialog = open_list (*fixture, "另一处", 0);

  vas_desk_fixture_wait (is_nothing, dialog);
  g_assert_cmpuint (vas_handover_dialog_get_n_parcels (VAS_HANDOVER_DIALOG (dialog)), ==, 0);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

typedef struct {
  gboolean done;
  GError  *error;
} Ending;

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Ending *ending = user_data;

  vas_print_job_finish (VAS_DESK (object), result, &ending->error);
  ending->done = TRUE;
}

static gboolean
has_ended (gpointer data)
{
  return ((Ending *) data)->done;
}

static gpointer
count_records (VasSql        *sql,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  gint64 *n = data;
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT count (*) FROM command_log WHERE type = 'export.record' AND "
                                                             "body LIKE '%handover%'", error);
  gboolean row;

  g_assert_true (vas_statement_step (statement, &row, error));
  *n = vas_statement_get_int (statement, 0);

  return n;
}

static gint64
count_in_trail (VasDeskFixture *f)
{
  gint64 n = -1;

  g_assert_nonnull (vas_store_read (f->store, count_records, &n, NULL, NULL));

  return n;
}

static void
save_list (VasDeskFixture *f,
           const char     *path,
           Ending         *ending)
{
  GtkWidget *dialog = open_list (f, NULL, 0);
  g_autoptr (VasTablePrint) print = NULL;
  VasPrintJob job;

  vas_desk_fixture_wait (is_list, dialog);
  print = vas_handover_dialog_make_print (VAS_HANDOVER_DIALOG (dialog));
  vas_handover_dialog_make_job (VAS_HANDOVER_DIALOG (dialog), print, &job);
  vas_print_job_async (&job, f->desk, GTK_WINDOW (dialog), path, ended_cb, ending);
  vas_desk_fixture_wait (has_ended, ending);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_recorded (VasDeskFixture **fixture,
               gconstpointer    data)
{
  g_autofree char *folder = vas_test_dir_make ();
  g_autofree char *path = g_build_filename (folder, "list.pdf", NULL);
  g_autofree char *text = NULL;
  Ending ending = { FALSE, NULL };

  save_list (*fixture, path, &ending);
  g_assert_no_error (ending.error);
  g_assert_cmpint (count_in_trail (*fixture), ==, 1);
  text = ask_tool ("pdftotext", "-layout", "-q", path);
  if (text != NULL)
    {
      g_assert_nonnull (strstr (text, "SF1000000000011"));
      g_assert_nonnull (strstr (text, "SF1000000000012"));
      g_assert_nonnull (strstr (text, "00000202"));
      g_assert_null (strstr (text, "00000203"));
    }
  vas_test_dir_remove (folder);
}

static void
test_refused (VasDeskFixture **fixture,
              gconstpointer    data)
{
  g_autofree char *folder = vas_test_dir_make ();
  g_autofree char *path = g_build_filename (folder, "list.pdf", NULL);
  g_autoptr (GDir) dir = NULL;
  Ending ending = { FALSE, NULL };

  vas_desk_fixture_act_as (*fixture, "agent");
  save_list (*fixture, path, &ending);
  g_assert_error (ending.error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_clear_error (&ending.error);
  g_assert_cmpint (count_in_trail (*fixture), ==, 0);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
  vas_test_dir_remove (folder);
}

/* Signatures that find no room below the last row get a page of their own. */
static void
test_signatures (VasDeskFixture **fixture,
                 gconstpointer    data)
{
  g_autofree char *folder = vas_test_dir_make ();
  g_autofree char *path = g_build_filename (folder, "table.pdf", NULL);
  const char * const cells[] = { "SF1000000000011", "1" };
  guint pages[2] = { 0, 0 };

  for (guint n_rows = 15; pages[1] <= pages[0] && n_rows < 60; n_rows++)
    {
      for (guint signed_too = 0; signed_too < 2; signed_too++)
        {
          g_autoptr (VasTablePrint) print = vas_table_print_new ("List", "now");

          vas_table_print_add_column (print, "Waybill", 3, FALSE);
          vas_table_print_add_column (print, "Pieces", 1, TRUE);
          for (guint i = 0; i < n_rows; i++)
            vas_table_print_add_row (print, cells);
          if (signed_too)
            vas_table_print_add_signature (print, "Clerk");
          g_assert_true (vas_table_print_export (print, path, NULL));
          pages[signed_too] = vas_table_print_get_n_pages (print);
        }
    }
  g_assert_cmpuint (pages[1], ==, pages[0] + 1);
  vas_test_dir_remove (folder);
}

#define ADD(path, func) g_test_add (path, VasDeskFixture *, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_init ();
  adw_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("/slip/a-reader-of-its-own-reads-the-bars-at-203-dpi", test_bars);
  ADD ("/slip/pdf-has-a-page-of-100-by-150-mm-each-and-masks-the-recipient-R31", test_pdf);
  ADD ("/slip/what-cannot-be-written-is-said", test_pdf_nowhere);
  ADD ("/slip/a-case-without-a-number-or-with-too-long-a-one-gets-none", test_no_number);
  ADD ("/handover/the-parcels-of-a-day-and-not-of-the-one-before-R22", test_list);
  ADD ("/handover/another-point-has-none", test_list_of_another_point);
  ADD ("/handover/a-list-that-is-saved-is-recorded-R31", test_recorded);
  ADD ("/handover/who-may-not-export-gets-no-file-R31", test_refused);
  ADD ("/handover/signatures-are-never-torn-from-their-room", test_signatures);
  return g_test_run ();
}
