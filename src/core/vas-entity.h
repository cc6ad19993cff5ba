/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "vas-enum.h"

G_BEGIN_DECLS

/** VAS_NONE: the value of an absent integer, amount or instant (SQL NULL, JSON null). */
#define VAS_NONE G_MININT64

/** VAS_NONE_DATE: the value of an absent civil date. */
#define VAS_NONE_DATE G_MININT32

/**
 * VasFieldType:
 * @VAS_FIELD_TEXT: `char *`, UTF-8; SQL TEXT, JSON string
 * @VAS_FIELD_KEY: `char *`, the key of a record (UUIDv7); SQL TEXT, JSON string
 * @VAS_FIELD_INTEGER: `gint64`
 * @VAS_FIELD_MONEY: `gint64` fen
 * @VAS_FIELD_RATE: `gint64` in ten-thousandths
 * @VAS_FIELD_BOOLEAN: `gboolean`; SQL 0 or 1, JSON true or false
 * @VAS_FIELD_TIME: `gint64`, microseconds since 1970 UTC; JSON number
 * @VAS_FIELD_DATE: `gint32`, days since 1970-01-01, civil date of Asia/Shanghai; SQL INTEGER, JSON "2021-08-24"
 * @VAS_FIELD_ENUM: `int`; SQL TEXT and JSON string by the ids of its #VasEnum
 *
 * How a member of an entity is kept in memory, in SQL and in JSON.
 */
typedef enum {
  VAS_FIELD_TEXT,
  VAS_FIELD_KEY,
  VAS_FIELD_INTEGER,
  VAS_FIELD_MONEY,
  VAS_FIELD_RATE,
  VAS_FIELD_BOOLEAN,
  VAS_FIELD_TIME,
  VAS_FIELD_DATE,
  VAS_FIELD_ENUM,
} VasFieldType;

/**
 * VasFieldFlags:
 * @VAS_FIELD_NULLABLE: may be absent
 * @VAS_FIELD_PERSONAL: a whole personal datum (R31): never in logs, never in a trail, kept apart from exports
 * @VAS_FIELD_LOCAL: of this replica alone; never in JSON
 */
typedef enum {
  VAS_FIELD_NULLABLE = 1 << 0,
  VAS_FIELD_PERSONAL = 1 << 1,
  VAS_FIELD_LOCAL    = 1 << 2,
} VasFieldFlags;

/**
 * VasField:
 *
 * One member of an entity. Its name is the struct member, the GObject property, the JSON member and the SQL column.
 */
typedef struct {
  const char    *name;
  VasFieldType   type;
  VasFieldFlags  flags;
  gsize          offset;
  const VasEnum *enumeration;
} VasField;

#define VAS_FIELD(Type, member, TYPE, flags) \
  { #member, VAS_FIELD_##TYPE, (VasFieldFlags) (flags), G_STRUCT_OFFSET (Type, member), NULL }
#define VAS_FIELD_OF_ENUM(Type, member, values, flags) \
  { #member, VAS_FIELD_ENUM, (VasFieldFlags) (flags), G_STRUCT_OFFSET (Type, member), &(values) }

#define VAS_TYPE_ENTITY (vas_entity_get_type ())
G_DECLARE_DERIVABLE_TYPE (VasEntity, vas_entity, VAS, ENTITY, GObject)

/**
 * VasEntityClass:
 * @table: the SQL table
 * @fields: the entity's own fields, after the three of every entity (id, key, ver)
 */
struct _VasEntityClass
{
  GObjectClass    parent_class;

  const char     *table;
  const VasField *fields;
  guint           n_fields;
};

/**
 * VAS_DEFINE_ENTITY:
 *
 * Defines a final entity type from its field table: property install, get, set, notify and free all follow from @field_table.
 */
#define VAS_DEFINE_ENTITY(TypeName, type_name, sql_table, field_table)                               \
  G_DEFINE_FINAL_TYPE (TypeName, type_name, VAS_TYPE_ENTITY)                                         \
  static void type_name##_class_init (TypeName##Class *klass)                                        \
  {                                                                                                  \
    vas_entity_class_set_fields (VAS_ENTITY_CLASS (klass), sql_table, field_table,                   \
                                 G_N_ELEMENTS (field_table));                                        \
  }                                                                                                  \
  static void type_name##_init (TypeName *self)                                                      \
  {                                                                                                  \
    vas_entity_init_fields (VAS_ENTITY (self), field_table, G_N_ELEMENTS (field_table));             \
  }

void            vas_entity_class_set_fields (VasEntityClass *klass,
                                             const char     *table,
                                             const VasField *fields,
                                             guint           n_fields);
const VasField *vas_entity_class_find_field (VasEntityClass *klass,
                                             const char     *name);
void            vas_entity_init_fields      (VasEntity      *self,
                                             const VasField *fields,
                                             guint           n_fields);

gint64          vas_entity_get_id           (VasEntity      *self);
void            vas_entity_set_id           (VasEntity      *self,
                                             gint64          id);
const char     *vas_entity_get_key          (VasEntity      *self);
void            vas_entity_set_key          (VasEntity      *self,
                                             const char     *key);
gint64          vas_entity_get_ver          (VasEntity      *self);
void            vas_entity_set_ver          (VasEntity      *self,
                                             gint64          ver);

gint64          vas_entity_get_integer      (VasEntity      *self,
                                             const VasField *field);
gboolean        vas_entity_set_integer      (VasEntity      *self,
                                             const VasField *field,
                                             gint64          value);
const char     *vas_entity_get_text         (VasEntity      *self,
                                             const VasField *field);
gboolean        vas_entity_set_text         (VasEntity      *self,
                                             const VasField *field,
                                             const char     *text);
gboolean        vas_entity_field_is_text    (const VasField *field);
gboolean        vas_entity_field_is_none    (VasEntity      *self,
                                             const VasField *field);

gpointer        vas_entity_copy             (gpointer        self);
gboolean        vas_entity_equal            (gpointer        self,
                                             gpointer        other);

G_END_DECLS
