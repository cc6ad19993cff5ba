/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Making records a backend's, and giving its first people their passwords. What was held is settled in a transaction of its own,
 * then role and epoch change together, then comes the person with the password: whatever a kill leaves between them is whole, and
 * the same command goes on from there.
 *
 * Records that were their own become a backend's by a change of their role and an epoch of their own, so that a copy of
 * them that becomes another backend is another truth. Decisions that could still be undone on the desk are settled first.
 */

#include "vas-backend-make.h"

#include "vas-current.h"
#include "vas-demo.h"
#include "vas-ledger.h"
#include "vas-replica-head.h"
#include "vas-role.h"
#include "vas-secret.h"
#include "vas-server-error.h"
#include "vas-server-log.h"
#include "vas-session-store.h"
#include "vas-shop-store.h"
#include "vas-staff.h"
#include "vas-table.h"
#include "vas-uuid.h"

typedef struct {
  const char *login;
  const char *name;
  const char *hash;
  const char *roles;
  gint64      now;
} Person;

static gpointer
take_role (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return GINT_TO_POINTER (vas_replica_set_role (sql, VAS_REPLICA_BACKEND, error) && vas_replica_renew_epoch (sql, error));
}

/** vas_backend_open_store: (transfer full) (nullable): the records in @directory, or on the server where @database (nullable) names one. */
VasStore *
vas_backend_open_store (const char  *directory,
                        const char  *database,
                        GError     **error)
{
  return database != NULL ? vas_store_open_database (database, directory, VAS_STORE_DEFAULT, error)
                          : vas_store_open (directory, VAS_STORE_DEFAULT, error);
}

/**
 * vas_backend_make:
 * @store: open
 *
 * Makes the records a backend's where they are not yet. %VAS_SERVER_ERROR_START where they are a desk's, which follow another.
 */
gboolean
vas_backend_make (VasStore  *store,
                  GError   **error)
{
  g_autoptr (VasReplicaHead) head = vas_store_read (store, vas_replica_read_head, NULL, NULL, error);
  g_autoptr (VasEngine) engine = NULL;

  if (head == NULL)
    return FALSE;
  if (head->role == VAS_REPLICA_BACKEND)
    return TRUE;
  if (head->role == VAS_REPLICA_DESK)
    {
      g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_START,
                           "These records are a desk's: they follow another backend and cannot be one.");
      return FALSE;
    }

  engine = vas_engine_new (store);
  if (!vas_engine_flush (engine, error) || !vas_store_write (store, take_role, NULL, NULL, error))
    return FALSE;

  vas_server_log_event ("backend", "These records are a backend's from here on; desks may follow them.");
  return TRUE;
}

static gboolean
refuse (const char  *message,
        GError     **error)
{
  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_START, message);
  return FALSE;
}

/** vas_backend_is_there: FALSE with an error where a directory has no records; nothing is made. */
gboolean
vas_backend_is_there (const char  *directory,
                      GError     **error)
{
  g_autofree char *path = vas_current_get_path (directory, error);

  if (path == NULL)
    return FALSE;

  return g_file_test (path, G_FILE_TEST_EXISTS) || refuse ("There are no records in that folder.", error);
}

static gboolean
run_add (VasSql        *sql,
         const Person  *person,
         GError       **error)
{
  g_autoptr (VasCommand) command = vas_command_new ("staff.add", "system", person->now);
  g_autoptr (VasReceipt) receipt = NULL;

  vas_command_set_text (command, "login", person->login);
  vas_command_set_text (command, "name", person->name);
  vas_command_set_text (command, "roles", person->roles);
  receipt = vas_ledger_settle_command (sql, command, person->now, error);
  if (receipt == NULL)
    return FALSE;

  return receipt->applied || refuse ("There is an administrator already; the first is made in empty records only.", error);
}

static VasStaff *
find_staff (VasSql        *sql,
            const Person  *person,
            GError       **error)
{
  VasStaff *staff = NULL;

  if (vas_table_look_up (sql, VAS_TYPE_STAFF, "login", person->login, &staff, error) && staff == NULL)
    refuse ("There is nobody with that login.", error);

  return staff;
}

static gboolean
give_password (VasSql        *sql,
               const Person  *person,
               GError       **error)
{
  g_autoptr (VasStaff) staff = find_staff (sql, person, error);

  return staff != NULL
         && vas_credential_set (sql, vas_entity_get_key (VAS_ENTITY (staff)), person->hash, person->now, error)
         && vas_session_end_all (sql, vas_entity_get_key (VAS_ENTITY (staff)), NULL, error);
}

/* VasStoreFuncs. */
static gpointer
is_known (VasSql        *sql,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (VasStaff) staff = find_staff (sql, data, error);

  return GINT_TO_POINTER (staff != NULL);
}

static gpointer
add_first (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return GINT_TO_POINTER (run_add (sql, data, error) && give_password (sql, data, error));
}

/* R29: whoever holds the files gave it, which is nobody by name; the trail says so. */
static gboolean
record_password (VasSql        *sql,
                 const Person  *person,
                 GError       **error)
{
  g_autoptr (VasStaff) staff = find_staff (sql, person, error);
  g_autoptr (VasCommand) command = vas_command_new ("staff.password", "system", person->now);
  g_autoptr (VasReceipt) receipt = NULL;

  if (staff == NULL)
    return FALSE;
  vas_command_set_text (command, "staff", vas_entity_get_key (VAS_ENTITY (staff)));
  receipt = vas_ledger_settle_command (sql, command, person->now, error);
  if (receipt == NULL)
    return FALSE;

  return receipt->applied || refuse ("The rules do not allow this.", error);
}

static gpointer
set_password (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  return GINT_TO_POINTER (record_password (sql, data, error) && give_password (sql, data, error));
}

static gboolean
write_person (VasStore      *store,
              VasStoreFunc   func,
              Person        *person,
              const char    *password,
              GError       **error)
{
  g_autofree char *hash = NULL;

  if (!vas_password_is_fit (password))
    return refuse ("A password has at least 10 characters and at most 1024 bytes.", error);
  hash = vas_password_hash (password, error);
  person->hash = hash;

  return hash != NULL && vas_store_write (store, func, person, NULL, error) != NULL;
}

/**
 * vas_backend_add_first:
 * @now: instant
 *
 * Adds the first administrator of empty records, with a password. %VAS_SERVER_ERROR_START where there is one, or a value is not
 * fit; nothing was done then.
 */
gboolean
vas_backend_add_first (VasStore    *store,
                       const char  *login,
                       const char  *name,
                       const char  *password,
                       gint64       now,
                       GError     **error)
{
  Person person = { login, name, NULL, "administrator", now };

  return write_person (store, add_first, &person, password, error);
}

/* VasStoreFunc. */
static gpointer
add_owner (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const Person *person = data;

  return GINT_TO_POINTER (run_add (sql, person, error) && vas_demo_give_calendar (sql, person->now, error));
}

/**
 * vas_backend_add_owner:
 * @now: instant
 *
 * Adds the first person of empty records that are her own computer's, and the statutory calendar: with every role that a person may have and without a password, since
 * whoever reads the files may do anything. %VAS_SERVER_ERROR_START where there is an administrator, or a value is not fit.
 */
gboolean
vas_backend_add_owner (VasStore    *store,
                       const char  *login,
                       const char  *name,
                       gint64       now,
                       GError     **error)
{
  g_autofree char *roles = vas_roles_to_text (VAS_ROLES_OF_PERSONS);
  Person person = { login, name, NULL, roles, now };

  return vas_store_write (store, add_owner, &person, NULL, error) != NULL;
}

/**
 * vas_backend_set_password:
 *
 * Gives somebody a password, for whoever holds the files, and ends the person's sessions; the records become a backend's where they
 * are not yet. %VAS_SERVER_ERROR_START where there is nobody with that login; nothing was done then.
 */
gboolean
vas_backend_set_password (VasStore    *store,
                          const char  *login,
                          const char  *password,
                          gint64       now,
                          GError     **error)
{
  Person person = { login, NULL, NULL, NULL, now };

  return vas_store_read (store, is_known, &person, NULL, error) != NULL && vas_backend_make (store, error) && write_person (store, set_password, &person, password, error);
}

typedef struct {
  const char *name;
  char       *token_hash;
  char       *key;
  gint64      now;
  gboolean    found;
} Credential;

static gpointer
add_shop (VasSql        *sql,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const Credential *credential = data;

  return GINT_TO_POINTER (vas_shop_add (sql, credential->key, credential->name, credential->token_hash, credential->now, error));
}

static gpointer
revoke_shop (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Credential *credential = data;

  return GINT_TO_POINTER (vas_shop_revoke (sql, credential->name, credential->now, &credential->found, error));
}

/**
 * vas_backend_add_shop:
 * @name: 1 to 40 of small letters, digits and hyphens
 *
 * Gives a shop a token for the intake; one that it had before is none from then on.
 *
 * Returns: (transfer full) (nullable): the token, which is kept nowhere; an error of the store or %VAS_SERVER_ERROR_START
 */
char *
vas_backend_add_shop (VasStore    *store,
                      const char  *name,
                      gint64       now,
                      GError     **error)
{
  g_autofree char *token = vas_token_new ();
  g_autofree char *token_hash = vas_token_hash (token);
  g_autofree char *key = vas_uuid_v7 (now);
  Credential credential = { name, token_hash, key, now, FALSE };

  if (!vas_shop_name_is_fit (name))
    {
      refuse ("The name of a shop has 1 to 40 of small letters, digits and hyphens.", error);
      return NULL;
    }

  return vas_store_write (store, add_shop, &credential, NULL, error) ? g_steal_pointer (&token) : NULL;
}

/** vas_backend_revoke_shop: takes a shop's token away. */
gboolean
vas_backend_revoke_shop (VasStore    *store,
                         const char  *name,
                         gint64       now,
                         GError     **error)
{
  Credential credential = { name, NULL, NULL, now, FALSE };

  if (!vas_store_write (store, revoke_shop, &credential, NULL, error))
    return FALSE;

  return credential.found || refuse ("There is no shop of that name.", error);
}
