/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The invoice view in a window, for the benchmarks of what is on the screen; see bench-scene.h. */

#include "bench-scene.h"

#include "vas-engine.h"
#include "vas-invoices-page.h"
#include "vas-row-selection.h"
#include "vas-store.h"
#include "vas-ui-resources.h"

static void
after_paint_cb (GdkFrameClock *clock,
                BenchScene    *self)
{
  self->n_frames++;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!vas_desk_load_finish (VAS_DESK (object), result, &error))
    g_error ("%s", error->message);
  ((BenchScene *) user_data)->loaded = TRUE;
}

/** bench_find: (nullable) (transfer none): the first widget of that type, @widget included. */
GtkWidget *
bench_find (GtkWidget *widget,
            GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = bench_find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/** bench_scene_wait_for_frame: until a frame of the window was painted. */
void
bench_scene_wait_for_frame (BenchScene *self)
{
  const guint before = self->n_frames;

  gtk_widget_queue_draw (GTK_WIDGET (self->window));
  while (self->n_frames == before)
    g_main_context_iteration (NULL, TRUE);
}

/** bench_scene_wait_for_rows: until all that is seen has been read and painted. */
void
bench_scene_wait_for_rows (BenchScene *self)
{
  while (!vas_row_model_is_settled (self->model))
    g_main_context_iteration (NULL, TRUE);
  bench_scene_wait_for_frame (self);
}

/** bench_scene_read: @text: (nullable): $1; all rows of a query are read and thrown away, on the bare connection. */
void
bench_scene_read (BenchScene *self,
                  const char *query,
                  const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasStatement) statement = vas_sql_prepare (self->sql, query, &error);
  gboolean row = statement != NULL;

  if (row && text != NULL)
    vas_statement_bind_text (statement, 1, text);
  while (row && vas_statement_step (statement, &row, &error) && row)
    {
      for (guint i = 0; i < 8; i++)
        vas_statement_get_text (statement, i);
    }
  if (error != NULL)
    g_error ("%s", error->message);
}

/** bench_scene_open: the records, people and calendar; no window yet. Ends the program where it cannot. */
void
bench_scene_open (BenchScene *self,
                  const char *directory)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (directory, "replica.db", NULL);

  adw_init ();
  g_resources_register (vas_ui_get_resource ());
  self->store = vas_store_open (directory, VAS_STORE_DEFAULT, &error);
  if (self->store == NULL)
    g_error ("%s", error->message);
  self->sql = vas_sql_open (path, VAS_SQL_READ_ONLY, &error);
  if (self->sql == NULL)
    g_error ("%s", error->message);
  self->engine = vas_engine_new (self->store);
  self->settings = g_settings_new ("org.vasdesk.Vasdesk");
  self->desk = vas_desk_new (self->store, self->engine, self->settings, VAS_DESK_DEFAULT);
  vas_desk_load_async (self->desk, NULL, loaded_cb, self);
  while (!self->loaded)
    g_main_context_iteration (NULL, TRUE);
}

/** bench_scene_present: makes the view and its window and shows it; rows come later. */
void
bench_scene_present (BenchScene *self)
{
  GtkWidget *list;

  self->page = vas_invoices_page_new (self->desk);
  self->window = GTK_WINDOW (gtk_window_new ());
  self->queue = VAS_QUEUE_PANE (bench_find (self->page, VAS_TYPE_QUEUE_PANE));
  list = vas_queue_pane_get_list (self->queue);
  self->model = vas_row_selection_get_model (VAS_ROW_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (list))));
  self->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  gtk_window_set_default_size (self->window, 1280, 800);
  gtk_window_set_child (self->window, self->page);
  gtk_widget_realize (GTK_WIDGET (self->window));
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (self->window)), "after-paint", G_CALLBACK (after_paint_cb), self);
  gtk_window_present (self->window);
}

void
bench_scene_close (BenchScene *self)
{
  gtk_window_destroy (self->window);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  vas_sql_close (self->sql);
  vas_store_close (self->store);
  g_object_unref (self->desk);
  g_object_unref (self->engine);
  g_object_unref (self->settings);
  g_object_unref (self->store);
}
