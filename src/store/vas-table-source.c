/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasTableSource: the records of one table that pass a filter, in the order of one field; equal ones stand in the order of
 * their ids, so every order is total. What columns in memory can answer is asked of them, the rest of the database; the answer
 * is the same. Main thread; both are asked on a reader of the store.
 */

#include "vas-table-source.h"

#include "vas-table-plan.h"
#include "vas-table.h"

/* What a reader needs to know; one for each job. */
typedef struct
{
  GType            type;
  VasFilter       *filter;
  const VasField  *order;
  gboolean         descending;
  VasColumnTable  *columns;           /* nullable */
  guint64          told;              /* of the columns */
} Question;

struct _VasTableSource
{
  VasSqlSource  parent_instance;

  Question     *question;
  const char   *tables[2];
};

G_DEFINE_FINAL_TYPE (VasTableSource, vas_table_source, VAS_TYPE_SQL_SOURCE)

static Question *
question_new (GType           type,
              VasFilter      *filter,
              const VasField *order,
              gboolean        descending,
              VasColumnTable *columns)
{
  Question *question = g_new0 (Question, 1);

  question->type = type;
  question->filter = vas_filter_ref (filter);
  question->order = order;
  question->descending = descending;
  if (columns != NULL)
    {
      question->columns = vas_column_table_ref (columns);
      question->told = vas_column_table_get_told (columns);
    }

  return question;
}

static gpointer
vas_table_source_ref_question (VasSqlSource *source)
{
  const Question *question = VAS_TABLE_SOURCE (source)->question;

  return question_new (question->type, question->filter, question->order, question->descending, question->columns);
}

static void
vas_table_source_unref_question (gpointer data)
{
  Question *question = data;

  vas_filter_unref (question->filter);
  g_clear_pointer (&question->columns, vas_column_table_unref);
  g_free (question);
}

static GType
vas_table_source_get_item_type (VasSqlSource *source)
{
  return VAS_TABLE_SOURCE (source)->question->type;
}

static const char * const *
vas_table_source_get_tables (VasSqlSource *source)
{
  return VAS_TABLE_SOURCE (source)->tables;
}

static gboolean
vas_table_source_find_ids (gconstpointer  data,
                           VasSql        *sql,
                           guint          limit,
                           VasRowView    *view)
{
  const Question *question = data;

  return question->columns != NULL &&
         vas_column_table_find (question->columns, question->told, question->filter, question->order->name,
                                question->descending, limit, view);
}

static VasStatement *
vas_table_source_prepare_ids (gconstpointer   data,
                              VasSql         *sql,
                              guint           limit,
                              GError        **error)
{
  const Question *question = data;
  const char *down = question->descending ? " DESC" : "";
  g_autoptr (GString) text = g_string_new ("SELECT id FROM ");
  VasStatement *statement;
  guint place;

  g_string_append (text, vas_table_plan_get (question->type)->klass->table);
  place = vas_filter_append (question->filter, text);
  g_string_append_printf (text, " ORDER BY %s%s, id%s", question->order->name, down, down);
  if (limit > 0)
    g_string_append_printf (text, " LIMIT $%u", place);

  statement = vas_sql_prepare (sql, text->str, error);
  if (statement == NULL)
    return NULL;
  vas_filter_bind (question->filter, statement);
  if (limit > 0)
    vas_statement_bind_int (statement, place, limit);

  return statement;
}

static VasStatement *
vas_table_source_prepare_record (gconstpointer   data,
                                 VasSql         *sql,
                                 GError        **error)
{
  const Question *question = data;
  g_autofree char *text = vas_table_plan_query (vas_table_plan_get (question->type), "id", FALSE, NULL, error);

  return text != NULL ? vas_sql_prepare (sql, text, error) : NULL;
}

static gpointer
vas_table_source_read_record (gconstpointer  data,
                              VasStatement  *statement)
{
  return vas_table_read (((const Question *) data)->type, statement, 0);
}

static void
vas_table_source_finalize (GObject *object)
{
  VasTableSource *self = VAS_TABLE_SOURCE (object);

  g_clear_pointer (&self->question, vas_table_source_unref_question);

  G_OBJECT_CLASS (vas_table_source_parent_class)->finalize (object);
}

static void
vas_table_source_class_init (VasTableSourceClass *klass)
{
  VasSqlSourceClass *source_class = VAS_SQL_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vas_table_source_finalize;

  source_class->get_item_type = vas_table_source_get_item_type;
  source_class->ref_question = vas_table_source_ref_question;
  source_class->unref_question = vas_table_source_unref_question;
  source_class->find_ids = vas_table_source_find_ids;
  source_class->prepare_ids = vas_table_source_prepare_ids;
  source_class->prepare_record = vas_table_source_prepare_record;
  source_class->read_record = vas_table_source_read_record;
  source_class->get_tables = vas_table_source_get_tables;
}

static void
vas_table_source_init (VasTableSource *self)
{
}

static void
ask (VasTableSource *self,
     Question       *question)
{
  g_clear_pointer (&self->question, vas_table_source_unref_question);
  self->question = question;
  vas_row_source_changed (VAS_ROW_SOURCE (self), VAS_ROW_CHANGE_VIEW);
}

static const VasField *
find_order (GType       type,
            const char *name)
{
  const VasField *field = vas_table_plan_field (vas_table_plan_get (type), name, strlen (name));

  if (field == NULL)
    g_critical ("%s has no field %s.", vas_table_plan_get (type)->klass->table, name);
  return field;
}

/**
 * vas_table_source_new:
 * @type: an entity type
 * @order_by: a field of it, or "id"
 * @descending: whether the greatest comes first
 */
VasTableSource *
vas_table_source_new (VasStore   *store,
                      GType       type,
                      const char *order_by,
                      gboolean    descending)
{
  const VasField *order = find_order (type, order_by);
  g_autoptr (VasFilter) filter = vas_filter_new (type);
  VasTableSource *self;

  g_return_val_if_fail (order != NULL, NULL);

  self = g_object_new (VAS_TYPE_TABLE_SOURCE, "store", store, NULL);
  self->tables[0] = vas_table_plan_get (type)->klass->table;
  self->question = question_new (type, filter, order, descending, NULL);

  return self;
}

/**
 * vas_table_source_set_columns:
 * @columns: (nullable): columns of the same table, which are asked as soon as they are loaded
 *
 * The answer stays the same, so nothing is read again.
 */
void
vas_table_source_set_columns (VasTableSource *self,
                              VasColumns     *columns)
{
  Question *old;

  g_return_if_fail (VAS_IS_TABLE_SOURCE (self));

  old = self->question;
  self->question = question_new (old->type, old->filter, old->order, old->descending,
                                 columns != NULL ? vas_columns_get_table (columns) : NULL);
  vas_table_source_unref_question (old);
}

/** vas_table_source_set_filter: @filter: (nullable): for the same type, and not to be changed any more; %NULL: everything. */
void
vas_table_source_set_filter (VasTableSource *self,
                             VasFilter      *filter)
{
  g_autoptr (VasFilter) used = NULL;

  g_return_if_fail (VAS_IS_TABLE_SOURCE (self));

  used = filter != NULL ? vas_filter_ref (filter) : vas_filter_new (self->question->type);
  ask (self, question_new (self->question->type, used, self->question->order, self->question->descending,
                           self->question->columns));
}

/** vas_table_source_set_order: by another field, or the other way round. */
void
vas_table_source_set_order (VasTableSource *self,
                            const char     *order_by,
                            gboolean        descending)
{
  const VasField *order;

  g_return_if_fail (VAS_IS_TABLE_SOURCE (self));

  order = find_order (self->question->type, order_by);
  if (order != NULL)
    ask (self, question_new (self->question->type, self->question->filter, order, descending, self->question->columns));
}
