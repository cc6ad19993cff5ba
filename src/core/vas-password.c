/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What a password must be, and one made by the program to be told to a person: sixteen characters of thirty-one that are not taken for each
 * other when they are read aloud or copied by hand, in groups of four (79 random bits). How it is kept is the server's. Any thread.
 */

#include "vas-password.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#define N_CHARACTERS 16
#define GROUP 4

static const char alphabet[] = "abcdefghjkmnpqrstuvwxyz23456789";

/** vas_password_is_fit: whether @password, in UTF-8, is long enough to be somebody's, and not too long. */
gboolean
vas_password_is_fit (const char *password)
{
  return strlen (password) <= VAS_PASSWORD_MAX && g_utf8_strlen (password, -1) >= VAS_PASSWORD_MIN;
}

static guint8
random_byte (void)
{
  guint8 byte;
  gssize got;

  do
    got = getrandom (&byte, 1, 0);
  while (got < 0 && errno == EINTR);

  if (got != 1)
    g_error ("The system gives no random bytes: %s", g_strerror (errno));

  return byte;
}

/* Each as likely as any other: bytes beyond the last whole multiple are thrown away. */
static char
random_character (void)
{
  const guint n = sizeof alphabet - 1;
  guint8 byte;

  do
    byte = random_byte ();
  while (byte >= 256 / n * n);

  return alphabet[byte % n];
}

/** vas_password_make: (transfer full): a new one, such as "k7mw-3xpa-tq9d-hn42". */
char *
vas_password_make (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < N_CHARACTERS; i++)
    {
      if (i > 0 && i % GROUP == 0)
        g_string_append_c (text, '-');
      g_string_append_c (text, random_character ());
    }

  return g_string_free (text, FALSE);
}
