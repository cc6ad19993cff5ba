/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How long to wait before trying again: full jitter, so that two hundred desks that lost their backend together do not come back
 * together. Pure.
 */

#include "vas-backoff.h"

#define CAP_MS (5 * 60 * 1000)

/**
 * vas_backoff_delay:
 * @base_ms: the longest pause after the first failure, in milliseconds; mostly %VAS_BACKOFF_BASE_MS
 * @failures: how often it has failed in a row, from 1
 * @retry_after: seconds that the backend asked for; 0 for none
 * @random: any number, all equally likely
 *
 * Returns: milliseconds to wait: anything up to @base_ms for the first failure, twice as much for each more, at most five
 *   minutes; never less than the backend asked for
 */
guint
vas_backoff_delay (guint   base_ms,
                   guint   failures,
                   guint   retry_after,
                   guint32 random)
{
  const guint64 most = MIN ((guint64) base_ms << MIN (failures - 1, 20), CAP_MS);

  return (guint) MAX (random % (most + 1), (guint64) retry_after * 1000);
}
