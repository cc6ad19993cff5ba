/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Records as JSON, read in one pass from the bytes: what comes in bulk (pages of the feed, chunks of a snapshot).
 *
 * It takes only the plain form that vas_codec_encode() makes: an object of members that a field table knows, each once, without
 * blanks. Whatever differs from that, however lawful, is not judged here: the caller reads it by the strict reader, which also
 * finds the words for what is wrong. So this takes a part of what the strict reader takes, with the same values, and nothing besides; a
 * test compares the two over changed bytes (tests/displayless/test-codec.c).
 *
 * Any thread. Some 2 µs a record; nothing is built but the entity.
 */

#include "vas-codec-private.h"

#include <string.h>

#define MOST_MEMBERS 64

/* A member of a kind of record; members stand in the order of their names, as they are written. */
typedef struct {
  const char     *name;
  gsize           length;
  const VasField *field; /* NULL for the key and the version */
} Member;

typedef struct {
  guint    n;
  guint64  required; /* a bit for each that is there and not null */
  Member   members[MOST_MEMBERS];
} Shape;

typedef struct {
  const Shape *shape;
  const char  *at;
  const char  *end;
  guint        next; /* the member that is likely */
  guint64      seen;
  GString     *text; /* of the value that is read, unescaped */
  char        *key;
  gint64       ver;
  VasEntity   *entity;
} Scan;

static int
compare_members (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (((const Member *) a)->name, ((const Member *) b)->name);
}

static void
add_member (Shape          *shape,
            const char     *name,
            const VasField *field)
{
  if (shape->n < MOST_MEMBERS)
    shape->members[shape->n] = (Member) { name, strlen (name), field };
  shape->n++;
}

/* Lives as long as the program; made twice where two threads need it first at the same moment, to no harm. */
static const Shape *
get_shape (VasEntityClass *klass)
{
  static GQuark quark;
  const GType type = G_TYPE_FROM_CLASS (klass);
  Shape *shape;

  if (quark == 0)
    quark = g_quark_from_static_string ("vas-codec-shape");
  shape = g_type_get_qdata (type, quark);
  if (shape != NULL)
    return shape;

  shape = g_new0 (Shape, 1);
  add_member (shape, "key", NULL);
  add_member (shape, "ver", NULL);
  for (guint i = 0; i < klass->n_fields; i++)
    {
      if (!(klass->fields[i].flags & VAS_FIELD_LOCAL))
        add_member (shape, klass->fields[i].name, &klass->fields[i]);
    }
  qsort (shape->members, MIN (shape->n, MOST_MEMBERS), sizeof (Member), compare_members);
  for (guint i = 0; i < MIN (shape->n, MOST_MEMBERS); i++)
    {
      const VasField *field = shape->members[i].field;

      if (field != NULL ? !(field->flags & VAS_FIELD_NULLABLE) : g_str_equal (shape->members[i].name, "key"))
        shape->required |= G_GUINT64_CONSTANT (1) << i;
    }
  g_type_set_qdata (type, quark, shape);

  return shape;
}

static gboolean
take (Scan *self,
      char  c)
{
  if (self->at >= self->end || *self->at != c)
    return FALSE;

  self->at++;
  return TRUE;
}

static gboolean
take_word (Scan       *self,
           const char *word)
{
  const gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;

  self->at += length;
  return TRUE;
}

static gboolean
is_at (const Scan   *self,
       const Member *member)
{
  return (gsize) (self->end - self->at) > member->length && self->at[member->length] == '"' &&
         memcmp (self->at, member->name, member->length) == 0;
}

/* A name, with its quotes and the colon; each once. */
static gboolean
take_name (Scan  *self,
           guint *place)
{
  if (!take (self, '"'))
    return FALSE;

  *place = self->next;
  if (*place >= self->shape->n || !is_at (self, &self->shape->members[*place]))
    {
      for (*place = 0; *place < self->shape->n && !is_at (self, &self->shape->members[*place]); )
        (*place)++;
    }
  if (*place == self->shape->n || (self->seen & (G_GUINT64_CONSTANT (1) << *place)) != 0)
    return FALSE;

  self->at += self->shape->members[*place].length + 1;
  self->next = *place + 1;
  return take (self, ':');
}

/* A text, from its opening quote, into Scan.text. Escapes in hexadecimal are left to the strict reader. */
static gboolean
take_text (Scan *self)
{
  static const char from[] = "\"\\/bfnrt";
  static const char to[] = "\"\\/\b\f\n\r\t";

  g_string_truncate (self->text, 0);
  if (!take (self, '"'))
    return FALSE;
  while (self->at < self->end)
    {
      const char *start = self->at;
      const char *place;

      while (self->at < self->end && *self->at != '"' && *self->at != '\\' && (guchar) *self->at >= 0x20)
        self->at++;
      g_string_append_len (self->text, start, self->at - start);
      if (take (self, '"'))
        return TRUE;
      if (!take (self, '\\') || self->at == self->end || *self->at == '\0')
        return FALSE;
      place = strchr (from, *self->at++);
      if (place == NULL)
        return FALSE;
      g_string_append_c (self->text, to[place - from]);
    }

  return FALSE;
}

static gboolean
take_integer (Scan   *self,
              gint64 *value)
{
  const gboolean negative = take (self, '-');
  const char *digits = self->at;

  *value = 0;
  while (self->at < self->end && g_ascii_isdigit (*self->at))
    {
      *value = *value * 10 + (*self->at++ - '0');
      if (*value > VAS_JSON_MAX_INTEGER)
        return FALSE;
    }
  if (self->at == digits || (*digits == '0' && (self->at - digits > 1 || negative)))
    return FALSE;

  if (negative)
    *value = -*value;
  return TRUE;
}

static gboolean
take_head (Scan         *self,
           const Member *member)
{
  if (*member->name == 'v')
    return take_integer (self, &self->ver);
  if (!take_text (self))
    return FALSE;

  self->key = g_strdup (self->text->str);
  return TRUE;
}

static gboolean
take_value (Scan           *self,
            const VasField *field)
{
  gint64 value = 0;

  switch (field->type)
    {
    case VAS_FIELD_BOOLEAN:
      if (take_word (self, "true"))
        return vas_codec_set_integer (field, TRUE, self->entity, NULL);
      return take_word (self, "false") && vas_codec_set_integer (field, FALSE, self->entity, NULL);
    case VAS_FIELD_INTEGER:
    case VAS_FIELD_MONEY:
    case VAS_FIELD_RATE:
    case VAS_FIELD_TIME:
      return take_integer (self, &value) && vas_codec_set_integer (field, value, self->entity, NULL);
    case VAS_FIELD_TEXT:
    case VAS_FIELD_KEY:
    case VAS_FIELD_DATE:
    case VAS_FIELD_ENUM:
    default:
      return take_text (self) && vas_codec_set_text (field, self->text->str, self->entity, NULL);
    }
}

/* What is null is as if it were not there. */
static gboolean
take_member (Scan *self)
{
  const Member *member;
  guint place;

  if (!take_name (self, &place))
    return FALSE;

  member = &self->shape->members[place];
  if (member->field != NULL && (member->field->flags & VAS_FIELD_NULLABLE) && take_word (self, "null"))
    {
      self->seen |= G_GUINT64_CONSTANT (1) << place;
      return TRUE;
    }
  if (!(member->field != NULL ? take_value (self, member->field) : take_head (self, member)))
    return FALSE;

  self->seen |= G_GUINT64_CONSTANT (1) << place;
  return TRUE;
}

static gboolean
take_object (Scan *self)
{
  if (!take (self, '{'))
    return FALSE;
  do
    {
      if (!take_member (self))
        return FALSE;
    }
  while (take (self, ','));

  return take (self, '}') && self->at == self->end && (self->seen & self->shape->required) == self->shape->required;
}

/**
 * vas_codec_scan:
 * @type: a final entity type
 * @data: (array length=length): an object, UTF-8 as vas_json_check() demands it
 *
 * Returns: (transfer full) (nullable) (type VasEntity): the record; NULL where it is not of the plain form and is to be read by
 *   vas_json_parse_strict() and vas_codec_decode(), which take it or say what is wrong
 */
gpointer
vas_codec_scan (GType       type,
                const char *data,
                gsize       length)
{
  g_autoptr (VasEntity) entity = g_object_new (type, NULL);
  const Shape *shape = get_shape (VAS_ENTITY_GET_CLASS (entity));
  g_autoptr (GString) text = g_string_sized_new (256);
  Scan scan = { shape, data, data + length, 0, 0, text, NULL, VAS_NONE, entity };
  gboolean taken;

  taken = shape->n <= MOST_MEMBERS && take_object (&scan) && vas_codec_set_head (entity, scan.key, scan.ver, NULL);
  g_free (scan.key);

  return taken ? g_steal_pointer (&entity) : NULL;
}
