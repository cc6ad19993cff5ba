/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The floor of a start: an application with one empty window, as little as libadwaita allows. For bench-start.py. */

#include <adwaita.h>
#include <time.h>

static void
mark (const char *what)
{
  struct timespec work = { 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &work);
  g_printerr ("timing: %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", what, g_get_monotonic_time (),
              (gint64) work.tv_sec * G_USEC_PER_SEC + work.tv_nsec / 1000);
}

static void
painted_cb (GdkFrameClock *clock,
            gpointer       user_data)
{
  mark ("frame");
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 760);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), NULL);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (AdwApplication) application = NULL;

  mark ("main");
  application = adw_application_new ("org.vasdesk.Bench", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
