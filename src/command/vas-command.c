/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasCommand: what is asked, as it is saved, hashed and sent. The body is made once, with sorted members, at the first
 * look; after that the command no longer changes. Personal values are salted and digested into the body; the
 * values themselves travel beside it.
 */

#include "vas-command.h"

#include "vas-command-type.h"
#include "vas-json-reader.h"
#include "vas-json-writer.h"
#include "vas-uuid.h"

struct _VasCommand
{
  GObject     parent_instance;

  char       *id;
  char       *type;
  char       *actor;
  gint64      made_at;
  JsonObject *args;                 /* with the personal values */
  JsonObject *expect;
  GPtrArray  *acknowledged;         /* NULL-terminated when the body is made */
  JsonObject *salts;                /* name → salt, of the personal arguments */
  char       *payload_digest;
  GPtrArray  *payload;
  char       *body;
  gboolean    sent;                 /* by a desk, to this backend */
};

G_DEFINE_FINAL_TYPE (VasCommand, vas_command, G_TYPE_OBJECT)
G_DEFINE_QUARK (vas-command-error-quark, vas_command_error)

#define BODY_VERSION 1
#define MAX_BODY (1024 * 1024)

static void
vas_command_finalize (GObject *object)
{
  VasCommand *self = VAS_COMMAND (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->actor, g_free);
  g_clear_pointer (&self->args, json_object_unref);
  g_clear_pointer (&self->expect, json_object_unref);
  g_clear_pointer (&self->acknowledged, g_ptr_array_unref);
  g_clear_pointer (&self->salts, json_object_unref);
  g_clear_pointer (&self->payload_digest, g_free);
  g_clear_pointer (&self->payload, g_ptr_array_unref);
  g_clear_pointer (&self->body, g_free);

  G_OBJECT_CLASS (vas_command_parent_class)->finalize (object);
}

static void
vas_command_class_init (VasCommandClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_command_finalize;
}

static void
vas_command_init (VasCommand *self)
{
  self->args = json_object_new ();
  self->expect = json_object_new ();
  self->salts = json_object_new ();
  self->acknowledged = g_ptr_array_new_null_terminated (2, g_free, TRUE);
}

/**
 * vas_command_new:
 * @type: such as "invoice.approve"
 * @actor: key of the staff member
 * @made_at: instant at which the user acted
 *
 * Returns: (transfer full): a command with a new id and no arguments
 */
VasCommand *
vas_command_new (const char *type,
                 const char *actor,
                 gint64      made_at)
{
  g_autofree char *id = vas_uuid_v7 (made_at);

  return vas_command_new_with_id (id, type, actor, made_at);
}

/** vas_command_new_with_id: like vas_command_new(), with an id derived elsewhere: of an import batch, of work of the clock. */
VasCommand *
vas_command_new_with_id (const char *id,
                         const char *type,
                         const char *actor,
                         gint64      made_at)
{
  VasCommand *self = g_object_new (VAS_TYPE_COMMAND, NULL);

  self->id = g_strdup (id);
  self->type = g_strdup (type);
  self->actor = g_strdup (actor);
  self->made_at = made_at;

  return self;
}

void
vas_command_set_text (VasCommand *self,
                      const char *name,
                      const char *value)
{
  g_return_if_fail (self->body == NULL);

  if (value != NULL)
    json_object_set_string_member (self->args, name, value);
}

/** vas_command_set_int: an integer, an amount in fen or an instant; %VAS_NONE sets nothing. Dates are texts. */
void
vas_command_set_int (VasCommand *self,
                     const char *name,
                     gint64      value)
{
  g_return_if_fail (self->body == NULL);

  if (value != G_MININT64)
    json_object_set_int_member (self->args, name, value);
}

void
vas_command_set_bool (VasCommand *self,
                      const char *name,
                      gboolean    value)
{
  g_return_if_fail (self->body == NULL);

  json_object_set_boolean_member (self->args, name, value);
}

void
vas_command_set_texts (VasCommand         *self,
                       const char         *name,
                       const char * const *values)
{
  JsonArray *array = json_array_new ();

  g_return_if_fail (self->body == NULL);

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    json_array_add_string_element (array, values[i]);
  json_object_set_array_member (self->args, name, array);
}

/** vas_command_set_node: (transfer full): @value is taken over. */
void
vas_command_set_node (VasCommand *self,
                      const char *name,
                      JsonNode   *value)
{
  g_return_if_fail (self->body == NULL);

  json_object_set_member (self->args, name, value);
}

/**
 * vas_command_set_payload:
 * @digest: SHA-256 of the rows as they came
 * @rows: (element-type VasEntity): what an import brings; a reference is taken
 *
 * The rows of a bulk import. The body holds their digest and number; the records hold the rest.
 */
void
vas_command_set_payload (VasCommand *self,
                         const char *digest,
                         GPtrArray  *rows)
{
  g_return_if_fail (self->body == NULL);

  self->payload_digest = g_strdup (digest);
  self->payload = g_ptr_array_ref (rows);
}

/** vas_command_expect: a record as the author saw it; where it has another version by then, the command fails (R32). */
void
vas_command_expect (VasCommand *self,
                    VasEntity  *entity)
{
  g_autofree char *name = NULL;

  g_return_if_fail (self->body == NULL);

  name = g_strdup_printf ("%s/%s", VAS_ENTITY_GET_CLASS (entity)->table, vas_entity_get_key (entity));
  json_object_set_int_member (self->expect, name, vas_entity_get_ver (entity));
}

/** vas_command_acknowledge: the author has seen the *ask* with this code and goes on. */
void
vas_command_acknowledge (VasCommand *self,
                         const char *code)
{
  g_return_if_fail (self->body == NULL);

  g_ptr_array_add (self->acknowledged, g_strdup (code));
}

/** vas_command_mark_sent: a desk has sent it: the backend does not record work of its own by it. */
void
vas_command_mark_sent (VasCommand *self)
{
  self->sent = TRUE;
}

gboolean
vas_command_was_sent (VasCommand *self)
{
  return self->sent;
}

const char *
vas_command_get_id (VasCommand *self)
{
  return self->id;
}

const char *
vas_command_get_type_name (VasCommand *self)
{
  return self->type;
}

const char *
vas_command_get_actor (VasCommand *self)
{
  return self->actor;
}

gint64
vas_command_get_made_at (VasCommand *self)
{
  return self->made_at;
}

/** vas_command_get_args: (transfer none): the arguments, personal values included. */
JsonObject *
vas_command_get_args (VasCommand *self)
{
  return self->args;
}

JsonObject *
vas_command_get_expect (VasCommand *self)
{
  return self->expect;
}

GPtrArray *
vas_command_get_payload (VasCommand *self)
{
  return self->payload;
}

const char * const *
vas_command_get_acknowledged (VasCommand *self)
{
  return (const char * const *) self->acknowledged->pdata;
}

/** vas_command_digest: (transfer full): what the body says of a personal value: SHA-256 of salt and JSON, in hexadecimal. */
char *
vas_command_digest (const char *salt,
                    JsonNode   *value)
{
  g_autofree char *text = vas_json_to_text (value);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) salt, -1);
  g_checksum_update (checksum, (const guchar *) text, -1);

  return g_strdup (g_checksum_get_string (checksum));
}

/* A salt is an id of its own: 74 random bits, enough that a digest of a mobile number cannot be looked up. */
static const char *
salt_for (VasCommand *self,
          const char *name)
{
  if (!json_object_has_member (self->salts, name))
    {
      g_autofree char *a = vas_uuid_v7 (self->made_at);
      g_autofree char *b = vas_uuid_v7 (self->made_at);
      g_autofree char *salt = g_strconcat (a, b, NULL);

      json_object_set_string_member (self->salts, name, salt);
    }

  return json_object_get_string_member (self->salts, name);
}

static void
split_args (VasCommand *self,
            JsonObject *args,
            JsonObject *digests)
{
  const VasCommandType *type = vas_command_type_find (self->type);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, self->args);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const VasArgument *argument = type != NULL ? vas_command_type_find_argument (type, name) : NULL;

      if (argument != NULL && argument->flags & VAS_ARG_PERSONAL)
        {
          g_autofree char *digest = vas_command_digest (salt_for (self, name), node);

          json_object_set_string_member (digests, name, digest);
        }
      else
        {
          json_object_set_member (args, name, json_node_copy (node));
        }
    }
}

static JsonNode *
node_of (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

/**
 * vas_command_get_body:
 *
 * Makes the body at the first call; the command is frozen from then on.
 *
 * Returns: (transfer none): the bytes that are hashed, logged and sent
 */
const char *
vas_command_get_body (VasCommand *self)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *body, *args, *digests;
  JsonArray *acknowledged;

  if (self->body != NULL)
    return self->body;

  body = json_object_new ();
  args = json_object_new ();
  digests = json_object_new ();
  acknowledged = json_array_new ();
  split_args (self, args, digests);
  for (guint i = 0; i < self->acknowledged->len; i++)
    json_array_add_string_element (acknowledged, g_ptr_array_index (self->acknowledged, i));

  json_object_set_string_member (body, "id", self->id);
  json_object_set_string_member (body, "type", self->type);
  json_object_set_int_member (body, "tv", BODY_VERSION);
  json_object_set_string_member (body, "actor", self->actor);
  json_object_set_int_member (body, "made_at", self->made_at);
  json_object_set_object_member (body, "expect", json_object_ref (self->expect));
  json_object_set_object_member (body, "args", args);
  json_object_set_object_member (body, "personal", digests);
  json_object_set_array_member (body, "acknowledged", acknowledged);
  if (self->payload != NULL)
    {
      json_object_set_string_member (body, "rows_sha256", self->payload_digest);
      json_object_set_int_member (body, "rows", self->payload->len);
    }

  root = node_of (body);
  self->body = vas_json_to_text (root);

  return self->body;
}

/** vas_command_get_body_hash: (transfer full): SHA-256 of the body, in hexadecimal. */
char *
vas_command_get_body_hash (VasCommand *self)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, vas_command_get_body (self), -1);
}

/**
 * vas_command_get_personal:
 *
 * Returns: (transfer full): the personal arguments as JSON: name → {salt, value}. Never logged.
 */
char *
vas_command_get_personal (VasCommand *self)
{
  JsonObject *personal = json_object_new ();
  g_autoptr (JsonNode) root = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *salt;

  vas_command_get_body (self);
  json_object_iter_init (&iter, self->salts);
  while (json_object_iter_next (&iter, &name, &salt))
    {
      JsonObject *entry = json_object_new ();

      json_object_set_member (entry, "salt", json_node_copy (salt));
      json_object_set_member (entry, "value", json_node_copy (json_object_get_member (self->args, name)));
      json_object_set_object_member (personal, name, entry);
    }

  root = node_of (personal);
  return vas_json_to_text (root);
}

static void
read_personal (VasCommand *self,
               JsonObject *personal)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, personal);
  while (json_object_iter_next (&iter, &name, &node))
    {
      JsonObject *entry = json_node_get_object (node);

      json_object_set_member (self->salts, name, json_node_copy (json_object_get_member (entry, "salt")));
      json_object_set_member (self->args, name, json_node_copy (json_object_get_member (entry, "value")));
    }
}

/**
 * vas_command_from_text:
 * @body: as of vas_command_get_body()
 * @personal: as of vas_command_get_personal()
 *
 * Reads a command back, for its replay. It keeps the very bytes of @body.
 *
 * Returns: (transfer full) (nullable): the command; NULL with @error set where the text is none
 */
VasCommand *
vas_command_from_text (const char  *body,
                       const char  *personal,
                       GError     **error)
{
  g_autoptr (JsonNode) root = vas_json_parse_strict (body, -1, MAX_BODY, error);
  g_autoptr (JsonNode) private_root = NULL;
  g_autoptr (VasCommand) self = NULL;
  JsonObject *object;
  JsonArray *acknowledged;

  if (root == NULL)
    return NULL;
  private_root = vas_json_parse_strict (personal, -1, MAX_BODY, error);
  if (private_root == NULL)
    return NULL;

  object = json_node_get_object (root);
  self = vas_command_new_with_id (json_object_get_string_member (object, "id"),
                                  json_object_get_string_member (object, "type"),
                                  json_object_get_string_member (object, "actor"),
                                  json_object_get_int_member (object, "made_at"));
  g_clear_pointer (&self->args, json_object_unref);
  self->args = json_object_ref (json_object_get_object_member (object, "args"));
  g_clear_pointer (&self->expect, json_object_unref);
  self->expect = json_object_ref (json_object_get_object_member (object, "expect"));
  acknowledged = json_object_get_array_member (object, "acknowledged");
  for (guint i = 0; i < json_array_get_length (acknowledged); i++)
    vas_command_acknowledge (self, json_array_get_string_element (acknowledged, i));
  read_personal (self, json_node_get_object (private_root));
  self->body = g_strdup (body);

  return g_steal_pointer (&self);
}
