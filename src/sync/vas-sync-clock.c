/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The desk's clock is corrected by its backend's (R16): each answer of the backend says when it was made, and by that the desk stamps what
 * is done from then on. An answer says whole seconds and was on its way for a moment, so a smaller difference is none. The digest of an answer
 * is of its body, not of its head: one that came with a bit turned over may tell of another century, in which all that the outbox keeps
 * would be old. So a new time is believed when a second answer says it too. The last that was known is kept beside the replica. Main thread.
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

/* Another time than is known, for the second time running; after the first the backend is asked once more, soon. */
static gboolean
is_said_again (VasSync *self,
               gint64   ahead)
{
  if (self->heard && is_near (ahead, self->heard_ahead))
    return TRUE;

  self->again = self->again || !self->heard;
  self->heard = TRUE;
  self->heard_ahead = ahead;
  return FALSE;
}

/* vas_sync_take_clock: @answer: a whole one of the backend's. Once right, the clock is left alone: a time that trembled would be none. */
void
vas_sync_take_clock (VasSync         *self,
                     const VasAnswer *answer)
{
  const gint64 known = vas_engine_get_offset (self->engine);
  const gint64 ahead = CLAMP (answer->clock_ahead, -VAS_CLOCK_OFFSET_MAX, VAS_CLOCK_OFFSET_MAX);
  const gint64 offset = is_near (ahead, 0) ? 0 : ahead;

  if (!answer->tells_time)
    return;
  if (offset == known || (offset != 0 && is_near (offset, known)))
    self->heard = FALSE;
  else if (is_said_again (self, ahead) && vas_engine_set_offset (self->engine, offset))
    vas_clock_offset_save (vas_store_get_directory (self->store), offset);
}
