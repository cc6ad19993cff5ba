/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which keys are a scan. A scanner is a keyboard that types its text with a few milliseconds between the characters, and
 * maybe Enter or Tab behind it. Characters less than %VAS_BURST_MS apart form a burst; with the %VAS_BURST_LEAST th it is
 * known for a scan. Time is given, so that this can be tested without a keyboard; a few bytes for a scan, no cost else.
 */

#include "vas-burst.h"

#include "vas-scan.h"

struct _VasBurst
{
  GString  *text;
  guint     n_characters;
  guint32   last;
  gboolean  running;                /* something came, that the next key may follow */
  gunichar  end;                    /* CR or TAB for the key that ended it; 0 for none */
};

/** vas_burst_new: (transfer full) */
VasBurst *
vas_burst_new (void)
{
  VasBurst *self = g_new0 (VasBurst, 1);

  self->text = g_string_new (NULL);

  return self;
}

void
vas_burst_free (VasBurst *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
start_anew (VasBurst *self)
{
  g_string_truncate (self->text, 0);
  self->n_characters = 0;
  self->running = FALSE;
  self->end = 0;
}

static gboolean
is_end (gunichar character)
{
  return character == '\r' || character == '\n' || character == '\t';
}

/* One more than the most is kept, so that what is too long shows as too long. */
static void
add (VasBurst *self,
     gunichar  character)
{
  self->n_characters++;
  if (self->text->len <= VAS_SCAN_MAX)
    g_string_append_unichar (self->text, character);
}

/**
 * vas_burst_feed:
 * @character: what the key types; CR, LF or TAB for the keys that end a scan; 0 for a key that types nothing
 * @time: of the key, in milliseconds, of any origin; it may wrap
 *
 * Keys that only modify others are not fed, nor are those that repeat by being held.
 */
VasBurstStep
vas_burst_feed (VasBurst *self,
                gunichar  character,
                guint32   time)
{
  const gboolean types = character >= 0x20 && character != 0x7f;
  const gboolean follows = self->running && self->end == 0 && time - self->last < VAS_BURST_MS;

  if (!follows)
    start_anew (self);
  self->last = time;

  if (!types)
    {
      if (!vas_burst_is_known (self))
        {
          start_anew (self);
          return VAS_BURST_BEGAN;
        }
      if (!is_end (character))
        return VAS_BURST_TAKEN;
      self->end = character == '\t' ? '\t' : '\r';
      return VAS_BURST_ENDED;
    }

  self->running = TRUE;
  add (self, character);
  if (self->n_characters == 1)
    return VAS_BURST_BEGAN;
  if (self->n_characters < VAS_BURST_LEAST)
    return VAS_BURST_PASS;

  return self->n_characters == VAS_BURST_LEAST ? VAS_BURST_KNOWN : VAS_BURST_TAKEN;
}

/** vas_burst_is_known: whether the keys fed last are a scan. */
gboolean
vas_burst_is_known (VasBurst *self)
{
  return self->n_characters >= VAS_BURST_LEAST;
}

/**
 * vas_burst_take:
 * @end: (out) (optional): CR where Enter ended it, TAB where Tab did, else 0
 *
 * To be called when a key ended the scan, or when none has come for %VAS_BURST_MS.
 *
 * Returns: (transfer full) (nullable): what was scanned, as it was typed; %NULL if it was a hand
 */
char *
vas_burst_take (VasBurst *self,
                gunichar *end)
{
  g_autofree char *text = vas_burst_is_known (self) ? g_strdup (self->text->str) : NULL;

  if (end != NULL)
    *end = self->end;
  start_anew (self);

  return g_steal_pointer (&text);
}
