/* SPDX-License-Identifier: GPL-3.0-or-later */

/* By how much the clock of this computer was found wrong (R16): a small file beside a desk's replica, so that a desk which starts without
 * its backend goes on by what it knew last. It may be lost: then the computer's clock is believed until the backend answers. Any thread.
 */

#include "vas-clock-offset.h"

#define NAME "clock-offset"
#define MAX_SIZE 32

/** vas_clock_offset_load: @directory: (nullable): of the replica. Returns: microseconds by which the backend is ahead; 0 where nothing is known */
gint64
vas_clock_offset_load (const char *directory)
{
  g_autofree char *path = directory != NULL ? g_build_filename (directory, NAME, NULL) : NULL;
  g_autofree char *text = NULL;
  gsize length = 0;
  gint64 offset = 0;

  if (path == NULL || !g_file_get_contents (path, &text, &length, NULL) || length > MAX_SIZE)
    return 0;

  return g_ascii_string_to_signed (g_strchomp (text), 10, -VAS_CLOCK_OFFSET_MAX, VAS_CLOCK_OFFSET_MAX, &offset, NULL) ? offset : 0;
}

/** vas_clock_offset_save: @directory: (nullable): nothing is kept */
void
vas_clock_offset_save (const char *directory,
                       gint64      offset)
{
  g_autofree char *path = directory != NULL ? g_build_filename (directory, NAME, NULL) : NULL;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT "\n", offset);
  g_autoptr (GError) error = NULL;

  if (path != NULL && !g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_message ("What is known of the backend's clock could not be kept: %s", error->message);
}
