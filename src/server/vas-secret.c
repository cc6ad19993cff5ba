/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Passwords by argon2id (libsodium's crypto_pwhash_str: 64 MiB, three passes) and tokens of 256 random bits.
 *
 * A password costs about 0.15 s and 64 MiB while it lasts: whoever calls for one sees to it that there are few at once
 * (vas-sessions.c). A token is random throughout, so that its SHA-256 is all that need be kept of it.
 */

#include "vas-secret.h"

#include "vas-server-error.h"

#include <sodium.h>
#include <string.h>

#define MEMORY (64 * 1024 * 1024)
#define PASSES crypto_pwhash_OPSLIMIT_MODERATE

/* Nobody's: what the password of an unknown login is checked against, with the same memory and passes. */
static const char nobody[] = "$argon2id$v=19$m=65536,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/** vas_secret_start: makes libsodium ready; before anything else here, once, before there are threads. */
gboolean
vas_secret_start (GError **error)
{
  if (sodium_init () >= 0)
    return TRUE;

  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_START, "The system gives no random numbers.");
  return FALSE;
}

/** vas_password_hash: (transfer full) (nullable): what is kept of @password; NULL where there is not the memory for it. Slow. */
char *
vas_password_hash (const char  *password,
                   GError     **error)
{
  char hash[crypto_pwhash_STRBYTES];

  if (crypto_pwhash_str (hash, password, strlen (password), PASSES, MEMORY) == 0)
    return g_strdup (hash);

  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_BUSY, "There is not the memory to keep a password.");
  return NULL;
}

/**
 * vas_password_verify:
 * @hash: (nullable): of vas_password_hash(); NULL where there is none, which takes as long and says no
 *
 * Slow.
 */
gboolean
vas_password_verify (const char *password,
                     const char *hash)
{
  const gboolean fits = crypto_pwhash_str_verify (hash != NULL ? hash : nobody, password, strlen (password)) == 0;

  return fits && hash != NULL;
}

/** vas_token_new: (transfer full): a token that nobody else has. */
char *
vas_token_new (void)
{
  guint8 bytes[VAS_TOKEN_LENGTH / 2];
  char *token = g_malloc (VAS_TOKEN_LENGTH + 1);

  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2hex (token, VAS_TOKEN_LENGTH + 1, bytes, sizeof bytes);
  sodium_memzero (bytes, sizeof bytes);
  return token;
}

/** vas_token_hash: (transfer full): what is kept of a token. */
char *
vas_token_hash (const char *token)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
}
