/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Tokens by libsecret, one for a server and a login. A machine without a secret service is no failure of the program: whoever keeps a
 * token is told, and says that it lasts as long as the program. Main thread; nothing here blocks.
 */

#include "vas-keyring.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

static const SecretSchema schema = {
  "org.vasdesk.Vasdesk",
  SECRET_SCHEMA_NONE,
  {
    { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "login", SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

/** vas_keyring_keep_async: keeps a token for the next start, in place of an earlier one. */
void
vas_keyring_keep_async (const char          *address,
                        const char          *login,
                        const char          *token,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  /* Translators: what the key ring shows: a login, and the address of a server. */
  g_autofree char *label = g_strdup_printf (_("Vasdesk: %s at %s"), login, address);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, token, cancellable, callback, user_data, "server", address,
                         "login", login, NULL);
}

/** vas_keyring_keep_finish: FALSE where it could not be kept: it lasts as long as the program. */
gboolean
vas_keyring_keep_finish (GAsyncResult  *result,
                         GError       **error)
{
  return secret_password_store_finish (result, error);
}

/** vas_keyring_find_async: asks for the token that was kept. */
void
vas_keyring_find_async (const char          *address,
                        const char          *login,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  secret_password_lookup (&schema, cancellable, callback, user_data, "server", address, "login", login, NULL);
}

/** vas_keyring_find_finish: (transfer full) (nullable): the token; NULL where there is none, with @error where it could not be asked for. */
char *
vas_keyring_find_finish (GAsyncResult  *result,
                         GError       **error)
{
  char *secret = secret_password_lookup_finish (result, error);
  char *token = g_strdup (secret);

  secret_password_free (secret); /* wipes it */
  return token;
}

static void
forgotten_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_message ("The key ring could not be asked to forget a session: %s", error->message);
}

/** vas_keyring_forget: has a token forgotten, where one is kept. */
void
vas_keyring_forget (const char *address,
                    const char *login)
{
  secret_password_clear (&schema, NULL, forgotten_cb, NULL, "server", address, "login", login, NULL);
}
