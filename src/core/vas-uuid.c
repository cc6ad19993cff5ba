/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ids of records and commands: UUID version 7 (RFC 9562), whose first 48 bits are the milliseconds since 1970, so that ids sort roughly by
 * time and land together in an index. One spelling only, lower case with hyphens: keys are compared as text.
 *
 * Random ids keep the last one given out behind a lock, so that those asked for one after another in the same millisecond still ascend.
 * Derived ids are pure: the same work done by any number of daemons gets the same id. Any thread. */

#include "vas-uuid.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#define LAST_MS ((G_GINT64_CONSTANT (1) << 48) - 1)
#define RAND_A_MASK 0xFFFu
#define RAND_B_MASK ((G_GUINT64_CONSTANT (1) << 62) - 1)

/* The 74 bits beside time, version and variant: 12 above, 62 below. */
typedef struct
{
  guint64 ms;
  guint64 rand_a;
  guint64 rand_b;
} Parts;

G_LOCK_DEFINE_STATIC (last);
static Parts last = { .ms = G_MAXUINT64 };

static char *
format (const Parts *parts)
{
  guint64 rand_b = parts->rand_b & RAND_B_MASK;

  return g_strdup_printf ("%08x-%04x-7%03x-%04x-%012" G_GINT64_MODIFIER "x",
                          (guint) (parts->ms >> 16), (guint) (parts->ms & 0xFFFF),
                          (guint) (parts->rand_a & RAND_A_MASK),
                          (guint) (0x8000 | rand_b >> 48), rand_b & ((G_GUINT64_CONSTANT (1) << 48) - 1));
}

static gboolean
has_ms (VasInstant instant)
{
  return instant >= 0 && instant / 1000 <= LAST_MS;
}

static void
fill_random (gpointer buffer,
             gsize    size)
{
  gssize got;

  do
    got = getrandom (buffer, size, 0);
  while (got < 0 && errno == EINTR);

  /* So few bytes come whole or not at all; without them ids would collide. */
  if (got != (gssize) size)
    g_error ("The system gives no random bytes: %s", g_strerror (errno));
}

/* A fresh number at a new millisecond, its top bit clear so that there is room above it; a random step up within one. */
static Parts
next_parts (guint64 ms)
{
  guint64 random[2], sum;

  fill_random (random, sizeof random);
  if (ms != last.ms)
    return (Parts) { .ms = ms, .rand_a = random[0] & RAND_A_MASK >> 1, .rand_b = random[1] & RAND_B_MASK };

  sum = last.rand_b + 1 + (random[1] & G_MAXUINT32);
  return (Parts) { .ms = ms, .rand_a = last.rand_a + (sum >> 62), .rand_b = sum & RAND_B_MASK };
}

/**
 * vas_uuid_v7:
 * @now: an instant from 1970 on
 *
 * Returns: (transfer full): a random id. Those asked for one after another with the same millisecond ascend.
 */
char *
vas_uuid_v7 (VasInstant now)
{
  Parts parts;

  g_return_val_if_fail (has_ms (now), NULL);

  G_LOCK (last);
  parts = last = next_parts (now / 1000);
  G_UNLOCK (last);

  return format (&parts);
}

static guint64
read_big_endian (const guint8 *bytes)
{
  guint64 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT64_FROM_BE (value);
}

/**
 * vas_uuid_derive:
 * @namespace: what kind of thing the id is for, such as "R7"
 * @name: which one, such as the key of the order
 * @at: the instant it belongs to, from 1970 on
 *
 * The id of work that several may do at once: time from @at to the millisecond, the other bits from the SHA-256 of @namespace, a NUL and
 * @name (12 bits from its first eight bytes, 62 from the next eight, lowest bits of each, big endian).
 *
 * Returns: (transfer full): the same id for the same three, on any machine
 */
char *
vas_uuid_derive (const char *namespace,
                 const char *name,
                 VasInstant  at)
{
  g_autoptr(GChecksum) checksum = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  g_return_val_if_fail (has_ms (at), NULL);

  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *) namespace, strlen (namespace) + 1);
  g_checksum_update (checksum, (const guchar *) name, strlen (name));
  g_checksum_get_digest (checksum, digest, &length);

  return format (&(Parts) { .ms = at / 1000, .rand_a = read_big_endian (digest), .rand_b = read_big_endian (digest + 8) });
}

/**
 * vas_uuid_is_valid:
 * @text: (nullable): anything
 *
 * Returns: TRUE for a version 7 id spelt as this program spells it: 36 characters, lower case, hyphens in their places
 */
gboolean
vas_uuid_is_valid (const char *text)
{
  if (text == NULL || strnlen (text, VAS_UUID_LENGTH + 1) != VAS_UUID_LENGTH)
    return FALSE;

  for (int i = 0; i < VAS_UUID_LENGTH; i++)
    {
      if (i == 8 || i == 13 || i == 18 || i == 23)
        {
          if (text[i] != '-')
            return FALSE;
        }
      else if (!g_ascii_isxdigit (text[i]) || g_ascii_isupper (text[i]))
        return FALSE;
    }

  return text[14] == '7' && strchr ("89ab", text[19]) != NULL;
}
