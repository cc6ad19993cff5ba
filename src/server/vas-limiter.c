/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasLimiter: how many attempts there were lately.
 *
 * An attempt is counted before its outcome is known, so that a hundred at once are not let through together, and given back
 * where it succeeded. For each key the instants of its last attempts are kept, as many as are allowed: the oldest of them says
 * when the next may be made. Instants are the caller's. When there is no room for another key, those whose attempts are all
 * too old go, and then the one that was tried longest ago: who wants to be forgotten must try from many addresses.
 */

#include "vas-limiter.h"

struct _VasLimiter
{
  GMutex      mutex;
  GHashTable *keys;      /* (element-type utf8 GArray of gint64), the oldest first */
  guint       most;
  gint64      window;    /* microseconds */
  guint       most_keys;
};

/**
 * vas_limiter_new:
 * @most: attempts within a window
 * @window: microseconds
 * @most_keys: keys that are kept at once
 */
VasLimiter *
vas_limiter_new (guint  most,
                 gint64 window,
                 guint  most_keys)
{
  VasLimiter *self = g_new0 (VasLimiter, 1);

  g_mutex_init (&self->mutex);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->most = most;
  self->window = window;
  self->most_keys = most_keys;
  return self;
}

void
vas_limiter_free (VasLimiter *self)
{
  g_hash_table_unref (self->keys);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static gint64
newest (GArray *attempts)
{
  return attempts->len > 0 ? g_array_index (attempts, gint64, attempts->len - 1) : G_MININT64;
}

static void
make_room (VasLimiter *self,
           gint64      now)
{
  GHashTableIter iter;
  const char *key, *oldest_key = NULL;
  GArray *attempts;
  gint64 oldest = G_MAXINT64;

  g_hash_table_iter_init (&iter, self->keys);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, (gpointer *) &attempts))
    {
      if (attempts->len == 0 || newest (attempts) <= now - self->window)
        g_hash_table_iter_remove (&iter);
    }
  if (g_hash_table_size (self->keys) < self->most_keys)
    return;

  g_hash_table_iter_init (&iter, self->keys);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, (gpointer *) &attempts))
    {
      if (newest (attempts) < oldest)
        {
          oldest = newest (attempts);
          oldest_key = key;
        }
    }
  g_hash_table_remove (self->keys, oldest_key);
}

static GArray *
find (VasLimiter *self,
      const char *key,
      gint64      now)
{
  GArray *attempts = g_hash_table_lookup (self->keys, key);

  if (attempts != NULL)
    return attempts;
  if (g_hash_table_size (self->keys) >= self->most_keys)
    make_room (self, now);

  attempts = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_hash_table_insert (self->keys, g_strdup (key), attempts);
  return attempts;
}

/**
 * vas_limiter_take:
 * @now: instant
 * @wait: (out): microseconds until the next attempt is allowed; 0 where this one is
 *
 * Counts an attempt.
 *
 * Returns: whether it is allowed; one that is not is not counted
 */
gboolean
vas_limiter_take (VasLimiter *self,
                  const char *key,
                  gint64      now,
                  gint64     *wait)
{
  GArray *attempts;

  g_mutex_lock (&self->mutex);
  attempts = find (self, key, now);
  while (attempts->len > 0 && g_array_index (attempts, gint64, 0) <= now - self->window)
    g_array_remove_index (attempts, 0);
  *wait = attempts->len < self->most ? 0 : g_array_index (attempts, gint64, 0) + self->window - now;
  if (*wait == 0)
    g_array_append_val (attempts, now);
  g_mutex_unlock (&self->mutex);

  return *wait == 0;
}

/** vas_limiter_give: gives the attempt of the instant @at back. */
void
vas_limiter_give (VasLimiter *self,
                  const char *key,
                  gint64      at)
{
  GArray *attempts;

  g_mutex_lock (&self->mutex);
  attempts = g_hash_table_lookup (self->keys, key);
  for (guint i = 0; attempts != NULL && i < attempts->len; i++)
    {
      if (g_array_index (attempts, gint64, i) == at)
        {
          g_array_remove_index (attempts, i);
          break;
        }
    }
  g_mutex_unlock (&self->mutex);
}

/** vas_limiter_clear: forgets every attempt of @key. */
void
vas_limiter_clear (VasLimiter *self,
                   const char *key)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_remove (self->keys, key);
  g_mutex_unlock (&self->mutex);
}

/** vas_limiter_n_keys: how many keys are kept. */
guint
vas_limiter_n_keys (VasLimiter *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = g_hash_table_size (self->keys);
  g_mutex_unlock (&self->mutex);
  return n;
}
