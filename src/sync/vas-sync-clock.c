/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The desk's clock is corrected by its backend's (R16): each answer of the backend says when it was made, and by that the desk stamps what
 * is done from then on. An answer says whole seconds and was on its way for a moment, so a smaller difference is none. The last that was
 * known is kept beside the replica. Main thread.
 */

#include "vas-sync-private.h"

#include "vas-clock-offset.h"

#define TOLERANCE (2 * G_USEC_PER_SEC)

static gboolean
is_near (gint64 one,
         gint64 other)
{
  return one - other <= TOLERANCE && other - one <= TOLERANCE;
}

/* vas_sync_start_clock: the desk works by what was known last, until the backend answers. */
void
vas_sync_start_clock (VasSync *self)
{
  const gint64 offset = vas_clock_offset_load (vas_store_get_directory (self->store));

  if (offset != vas_engine_get_offset (self->engine))
    vas_engine_set_offset (self->engine, offset);
}

/* vas_sync_take_clock: @answer: a whole one of the backend's. Once right, the clock is left alone: a time that trembled would be none. */
void
vas_sync_take_clock (VasSync         *self,
                     const VasAnswer *answer)
{
  const gint64 known = vas_engine_get_offset (self->engine);
  const gint64 ahead = CLAMP (answer->clock_ahead, -VAS_CLOCK_OFFSET_MAX, VAS_CLOCK_OFFSET_MAX);
  const gint64 offset = is_near (ahead, 0) ? 0 : ahead;

  if (!answer->tells_time || offset == known || (offset != 0 && is_near (offset, known)))
    return;
  if (vas_engine_set_offset (self->engine, offset))
    vas_clock_offset_save (vas_store_get_directory (self->store), offset);
}
