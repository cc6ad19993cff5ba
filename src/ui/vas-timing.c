/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the start takes, told by the program itself: with VASDESK_TIMING set, each mark is a line "timing: WHAT MICROSECONDS
 * WORK" on standard error, the first time it is come to: the monotonic clock, and the processor time of the main thread, which says
 * the same on a busy machine. Without it a mark costs a look into the environment.
 * Main thread.
 */

#include "vas-timing.h"

#include <time.h>

static gint64
get_work (void)
{
  struct timespec work = { 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &work);
  return (gint64) work.tv_sec * G_USEC_PER_SEC + work.tv_nsec / 1000;
}

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
      g_printerr ("timing: %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", what, g_get_monotonic_time (), get_work ());
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

static void
mark_frame (const char    *what,
            GtkWidget     *widget,
            GdkFrameClock *clock)
{
  Frame *frame = g_new0 (Frame, 1);

  frame->what = what;
  frame->handler = g_signal_connect_data (clock, "after-paint", G_CALLBACK (painted_cb), frame, frame_free, 0);
  gtk_widget_queue_draw (widget);
}

static void
mapped_cb (GtkWidget  *widget,
           const char *what)
{
  g_signal_handlers_disconnect_by_func (widget, mapped_cb, (gpointer) what);
  mark_frame (what, widget, gtk_widget_get_frame_clock (widget));
}

/* vas_timing_mark_frame: @what: a static word. Marks when the next frame with @widget has been painted; of one that is not shown yet the first. */
void
vas_timing_mark_frame (const char *what,
                       GtkWidget  *widget)
{
  if (g_getenv ("VASDESK_TIMING") == NULL)
    return;

  if (gtk_widget_get_mapped (widget))
    mark_frame (what, widget, gtk_widget_get_frame_clock (widget));
  else
    g_signal_connect (widget, "map", G_CALLBACK (mapped_cb), (gpointer) what);
}
