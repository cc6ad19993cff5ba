/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The palette: what fits what is typed, and answers of sources that come late. */

#include "vas-palette.h"
#include "vas-ui-resources.h"

static VasPaletteItem *
item (const char *title)
{
  return vas_palette_item_new (title, "", "win.none", NULL);
}

static void
assert_better (const char *title,
               const char *better,
               const char *worse)
{
  g_autoptr (VasPaletteItem) one = item (title);

  g_assert_cmpint (vas_palette_item_match (one, better), >, vas_palette_item_match (one, worse));
}

static void
test_match (void)
{
  assert_better ("首选项", "首选", "选项");
  assert_better ("首选项", "sxx", "xx");
  assert_better ("首选项", "shouxuan", "xuanxiang");
  assert_better ("首选项", "xuan", "sxg");
  assert_better ("首选项", "sxg", "zz");
  assert_better ("Preferences", "pref", "ferenc");
  assert_better ("Preferences", "PREF", "pfz");
}

static void
test_no_match (void)
{
  g_autoptr (VasPaletteItem) one = item ("首选项");

  g_assert_cmpint (vas_palette_item_match (one, "xs"), ==, 0);
  g_assert_cmpint (vas_palette_item_match (one, "项首"), ==, 0);
  g_assert_cmpint (vas_palette_item_match (one, "  "), >, 0);
  g_assert_cmpint (vas_palette_item_match (one, " sxx "), >, 0);
}

static void
test_order (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) text = g_string_new (NULL);

  g_ptr_array_add (items, item ("Act on it"));
  g_ptr_array_add (items, item ("Retract"));
  g_ptr_array_add (items, item ("Quit"));
  g_ptr_array_add (items, item ("Actions"));
  vas_palette_source_take_matching (items, "act", found);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (text, "%s|", vas_palette_item_get_title (g_ptr_array_index (found, i)));
  g_assert_cmpstr (text->str, ==, "Act on it|Actions|Retract|");
}

/* A source whose answers wait until they are let go. */
#define TEST_TYPE_SOURCE (test_source_get_type ())
G_DECLARE_FINAL_TYPE (TestSource, test_source, TEST, SOURCE, GObject)

struct _TestSource
{
  GObject    parent_instance;

  GPtrArray *waiting;
};

static void
test_source_query_async (VasPaletteSource    *source,
                         const char          *text,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (text), g_free);
  g_ptr_array_add (TEST_SOURCE (source)->waiting, task);
}

static GPtrArray *
test_source_query_finish (VasPaletteSource  *source,
                          GAsyncResult      *result,
                          GError           **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_source_iface_init (VasPaletteSourceInterface *iface)
{
  iface->query_async = test_source_query_async;
  iface->query_finish = test_source_query_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSource, test_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VAS_TYPE_PALETTE_SOURCE, test_source_iface_init))

static void
test_source_finalize (GObject *object)
{
  g_ptr_array_unref (TEST_SOURCE (object)->waiting);
  G_OBJECT_CLASS (test_source_parent_class)->finalize (object);
}

static void
test_source_class_init (TestSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_source_finalize;
}

static void
test_source_init (TestSource *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
answer (TestSource *source,
        guint       place)
{
  GTask *task = g_ptr_array_index (source->waiting, place);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (lines, item (g_task_get_task_data (task)));
  g_task_return_pointer (task, lines, (GDestroyNotify) g_ptr_array_unref);
  while (g_main_context_iteration (NULL, FALSE));
}

/* The titles that the list shows. */
static char *
list_titles (GtkWidget *widget)
{
  GtkSelectionModel *model;
  GString *text;

  if (!GTK_IS_LIST_VIEW (widget))
    {
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
        {
          char *found = list_titles (child);

          if (found != NULL)
            return found;
        }
      return NULL;
    }

  text = g_string_new (NULL);
  model = gtk_list_view_get_model (GTK_LIST_VIEW (widget));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    {
      g_autoptr (VasPaletteItem) one = g_list_model_get_item (G_LIST_MODEL (model), i);

      g_string_append_printf (text, "%s|", vas_palette_item_get_title (one));
    }
  return g_string_free (text, FALSE);
}

static GtkEditable *
find_entry (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkEditable *found = GTK_IS_SEARCH_ENTRY (child) ? GTK_EDITABLE (child) : find_entry (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
assert_titles (VasPalette *palette,
               const char *wanted)
{
  g_autofree char *titles = list_titles (GTK_WIDGET (palette));

  g_assert_cmpstr (titles, ==, wanted);
}

static void
test_late_answer (void)
{
  VasPalette *palette = vas_palette_new (NULL);
  g_autoptr (TestSource) source = g_object_new (TEST_TYPE_SOURCE, NULL);

  vas_palette_add_item (palette, item ("Approve"));
  vas_palette_add_source (palette, VAS_PALETTE_SOURCE (source));
  gtk_editable_set_text (find_entry (GTK_WIDGET (palette)), "app");
  while (source->waiting->len < 2)
    g_main_context_iteration (NULL, TRUE);
  assert_titles (palette, "Approve|");

  answer (source, 0);
  assert_titles (palette, "Approve|");
  answer (source, 1);
  assert_titles (palette, "Approve|app|");
  gtk_window_destroy (GTK_WINDOW (palette));
}

/* Enter asks at once; the entry's own word of the change, which comes later, must not ask again and forget the Enter. */
static void
test_enter_before_the_entry_says_so (void)
{
  VasPalette *palette = vas_palette_new (NULL);
  g_autoptr (TestSource) source = g_object_new (TEST_TYPE_SOURCE, NULL);
  GtkEditable *entry = find_entry (GTK_WIDGET (palette));
  const gint64 end = g_get_monotonic_time () + 300 * G_TIME_SPAN_MILLISECOND;

  vas_palette_add_source (palette, VAS_PALETTE_SOURCE (source));
  gtk_editable_set_text (entry, "app");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpuint (source->waiting->len, ==, 2);
  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (source->waiting->len, ==, 2);

  answer (source, 0);
  answer (source, 1);
  gtk_window_destroy (GTK_WINDOW (palette));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (vas_ui_get_resource ());

  g_test_add_func ("/palette/match/start-beats-inside-beats-letters-left-out", test_match);
  g_test_add_func ("/palette/match/letters-in-another-order-do-not-fit", test_no_match);
  g_test_add_func ("/palette/best-first-then-in-their-own-order", test_order);
  g_test_add_func ("/palette/an-answer-to-an-earlier-question-is-passed-over", test_late_answer);
  g_test_add_func ("/palette/enter-asks-once-however-late-the-entry-tells-of-the-change", test_enter_before_the_entry_says_so);

  return g_test_run ();
}
