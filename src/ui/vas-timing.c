/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the start takes, told by the program itself: with VASDESK_TIMING set, each mark is a line "timing: WHAT MICROSECONDS"
 * of the monotonic clock on standard error, the first time it is come to. Without it a mark costs a look into the environment.
 * Main thread.
 */

#include "vas-timing.h"

/* vas_timing_mark: @what: a static word. */
void
vas_timing_mark (const char *what)
{
  static const char *said[8];

  if (g_getenv ("VASDESK_TIMING") == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    {
      if (g_strcmp0 (said[i], what) == 0)
        return;
      if (said[i] != NULL)
        continue;
      said[i] = what;
      g_printerr ("timing: %s %" G_GINT64_FORMAT "\n", what, g_get_monotonic_time ());
      return;
    }
}

typedef struct
{
  const char *what;
  gulong      handler;
} Frame;

static void
painted_cb (GdkFrameClock *clock,
            Frame         *frame)
{
  vas_timing_mark (frame->what);
  g_signal_handler_disconnect (clock, frame->handler);
}

static void
frame_free (gpointer  data,
            GClosure *closure)
{
  g_free (data);
}

/* vas_timing_mark_frame: marks when the next frame of @widget, which is realized, has been painted. */
void
vas_timing_mark_frame (const char *what,
                       GtkWidget  *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  Frame *frame;

  if (clock == NULL || g_getenv ("VASDESK_TIMING") == NULL)
    return;

  frame = g_new0 (Frame, 1);
  frame->what = what;
  frame->handler = g_signal_connect_data (clock, "after-paint", G_CALLBACK (painted_cb), frame, frame_free, 0);
  gtk_widget_queue_draw (widget);
}
