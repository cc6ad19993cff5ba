/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasColumns: some fields of every record of a table, in memory and kept current, so that filtering, sorting and grouping a
 * million records take milliseconds where SQLite's sorter takes most of a second. A VasTableSource asks them by itself
 * (vas_table_source_set_columns()); sums and counts are asked of vas_columns_get_table().
 *
 * They are loaded in the background, by chunks, so that what the window needs comes in between; until then the database
 * answers. What the store says was changed is read again by its row ids; where too much was changed to be named, everything
 * is loaded anew. Main thread; the reading happens on the store's readers. Cost: some 0.6 s of one reader for a million rows,
 * then 29 bytes a row for moment, amount, state and account.
 */

#include "vas-columns.h"

#include "vas-table-plan.h"

#define CHUNK 20000

struct _VasColumns
{
  GObject         parent_instance;

  VasStore       *store;
  GType           type;
  char          **names;
  VasColumnTable *table;
  gboolean        loading;
  gboolean        again;            /* what is being loaded is old already */
  GArray         *touched;          /* (element-type gint64): rows that changed meanwhile */
};

typedef enum {
  PROP_READY = 1,
  N_PROPS,
} VasColumnsProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VasColumns, vas_columns, G_TYPE_OBJECT)

/* Handed on from chunk to chunk. */
typedef struct
{
  VasColumns    *columns;
  VasColumnData *data;
  gint64         last;              /* id */
  gboolean       whole;
} Load;

/* Rows that are to be read again. */
typedef struct
{
  VasColumnTable *table;
  VasColumnData  *shape;            /* without rows: what the statement is made of */
  guint64         number;
  GArray         *ids;
} Refresh;

static void load_next (Load       *load);
static void start     (VasColumns *self);

static void
load_free (Load *load)
{
  vas_column_data_free (load->data);
  g_object_unref (load->columns);
  g_free (load);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_free)

static gboolean
count_rows (Load    *load,
            VasSql  *sql,
            GError **error)
{
  const VasTablePlan *plan = vas_table_plan_get (load->columns->type);
  g_autofree char *text = g_strdup_printf ("SELECT count (*) FROM %s", plan->klass->table);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);
  gboolean row;

  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return FALSE;

  vas_column_data_reserve (load->data, (guint) vas_statement_get_int (statement, 0));
  return TRUE;
}

static gpointer
load_chunk (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Load *load = data;
  g_autofree char *text = vas_column_data_query (load->data, "WHERE id > $1 ORDER BY id LIMIT $2");
  g_autofree gint64 *values = g_new (gint64, vas_column_data_get_width (load->data) + 1);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);
  gboolean row = FALSE;
  guint n = 0;

  if (statement == NULL || (load->last == 0 && !count_rows (load, sql, error)))
    return NULL;

  vas_statement_bind (statement, "ii", load->last, (gint64) CHUNK);
  while (vas_statement_step (statement, &row, error))
    {
      if (!row)
        {
          load->whole = n < CHUNK;
          return load;
        }
      load->last = vas_statement_get_int (statement, 0);
      vas_column_data_read (load->data, statement, values);
      vas_column_data_append (load->data, load->last, values);
      n++;
    }

  return NULL;
}

static void
refresh_free (gpointer data)
{
  Refresh *refresh = data;

  vas_column_table_give_up (refresh->table, refresh->number);
  vas_column_table_unref (refresh->table);
  vas_column_data_free (refresh->shape);
  g_array_unref (refresh->ids);
  g_free (refresh);
}

static gpointer
refresh_rows (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Refresh *refresh = data;
  const guint width = vas_column_data_get_width (refresh->shape);
  const guint n = refresh->ids->len;
  const gint64 *ids = (gconstpointer) refresh->ids->data;
  g_autofree char *text = vas_column_data_query (refresh->shape, "WHERE id = $1");
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);
  g_autofree gboolean *present = g_new0 (gboolean, n);
  g_autofree gint64 *values = g_new0 (gint64, (gsize) n * width + 1);

  if (statement == NULL)
    return NULL;

  for (guint i = 0; i < n; i++)
    {
      vas_statement_bind_int (statement, 1, ids[i]);
      if (!vas_statement_step (statement, &present[i], error))
        return NULL;
      if (!present[i])
        continue;
      vas_column_data_read (refresh->shape, statement, values + (gsize) i * width);
      if (!vas_statement_run (statement, error))
        return NULL;
    }
  vas_column_table_catch_up (refresh->table, refresh->number, ids, present, values, n);

  return data;
}

static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (VasColumns) self = user_data;
  g_autoptr (GError) error = NULL;

  if (vas_store_finish (VAS_STORE (object), result, &error) != NULL)
    return;

  g_info ("Columns could not be kept current: %s", error->message);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    start (self);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  const gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

/* Has rows read again; whoever asks from here on waits for them. */
static void
refresh_touched (VasColumns *self)
{
  Refresh *refresh = g_new0 (Refresh, 1);
  guint n = 0;

  g_array_sort (self->touched, compare_ids);
  for (guint i = 0; i < self->touched->len; i++)
    {
      const gint64 id = g_array_index (self->touched, gint64, i);

      if (n == 0 || id != g_array_index (self->touched, gint64, n - 1))
        g_array_index (self->touched, gint64, n++) = id;
    }
  g_array_set_size (self->touched, n);

  refresh->table = vas_column_table_ref (self->table);
  refresh->shape = vas_column_data_new (self->type, (const char * const *) self->names);
  refresh->ids = g_steal_pointer (&self->touched);
  refresh->number = vas_column_table_expect (self->table);
  self->touched = g_array_new (FALSE, FALSE, sizeof (gint64));
  vas_store_read_async (self->store, refresh_rows, refresh, refresh_free, NULL, NULL, refreshed_cb, g_object_ref (self));
}

static void
finish_load (VasColumns *self,
             Load       *load)
{
  self->loading = FALSE;
  if (self->again)
    {
      start (self);
      return;
    }

  vas_column_table_fill (self->table, g_steal_pointer (&load->data));
  if (self->touched->len > 0)
    refresh_touched (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Load) load = user_data;
  g_autoptr (GError) error = NULL;

  if (vas_store_finish (VAS_STORE (object), result, &error) == NULL)
    {
      load->columns->loading = FALSE;
      g_info ("Columns could not be loaded; the database answers instead: %s", error->message);
    }
  else if (load->whole)
    {
      finish_load (load->columns, load);
    }
  else
    {
      load_next (g_steal_pointer (&load));
    }
}

/* @load: (transfer full): comes back to loaded_cb(). */
static void
load_next (Load *load)
{
  vas_store_read_async (load->columns->store, load_chunk, load, NULL, NULL, NULL, loaded_cb, load);
}

static void
start (VasColumns *self)
{
  Load *load;

  vas_column_table_reset (self->table);
  self->again = self->loading;
  if (self->loading)
    return;

  self->loading = TRUE;
  g_array_set_size (self->touched, 0);
  load = g_new0 (Load, 1);
  load->columns = g_object_ref (self);
  load->data = vas_column_data_new (self->type, (const char * const *) self->names);
  load_next (load);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
rows_changed_cb (VasStore   *store,
                 const char *table,
                 GArray     *ids,
                 VasColumns *self)
{
  if (ids == NULL || (!self->loading && !vas_column_table_is_ready (self->table)))
    {
      start (self);
      return;
    }

  g_array_append_vals (self->touched, ids->data, ids->len);
  if (!self->loading)
    refresh_touched (self);
}

static void
vas_columns_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch ((VasColumnsProperty) prop_id)
    {
    case PROP_READY:
      g_value_set_boolean (value, vas_columns_is_ready (VAS_COLUMNS (object)));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_columns_finalize (GObject *object)
{
  VasColumns *self = VAS_COLUMNS (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->table, vas_column_table_unref);
  g_clear_pointer (&self->touched, g_array_unref);
  g_strfreev (self->names);

  G_OBJECT_CLASS (vas_columns_parent_class)->finalize (object);
}

static void
vas_columns_class_init (VasColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vas_columns_get_property;
  object_class->finalize = vas_columns_finalize;

  /** VasColumns:ready: whether they are loaded. */
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vas_columns_init (VasColumns *self)
{
  self->touched = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * vas_columns_new:
 * @type: an entity type
 * @names: (array zero-terminated=1): fields of it, no texts
 *
 * Begins to load them. Made before the lists that use it, so that it hears of changes before them.
 */
VasColumns *
vas_columns_new (VasStore           *store,
                 GType               type,
                 const char * const *names)
{
  VasColumns *self = g_object_new (VAS_TYPE_COLUMNS, NULL);
  g_autofree char *signal = g_strdup_printf ("rows-changed::%s", vas_table_plan_get (type)->klass->table);

  self->store = g_object_ref (store);
  self->type = type;
  self->names = g_strdupv ((char **) names);
  self->table = vas_column_table_new (vas_column_data_new (type, names));
  g_signal_connect_object (store, signal, G_CALLBACK (rows_changed_cb), self, 0);
  start (self);

  return self;
}

/** vas_columns_get_table: (transfer none): what can be asked, by any thread. */
VasColumnTable *
vas_columns_get_table (VasColumns *self)
{
  g_return_val_if_fail (VAS_IS_COLUMNS (self), NULL);

  return self->table;
}

/** vas_columns_is_ready: whether they are loaded, so that they answer. */
gboolean
vas_columns_is_ready (VasColumns *self)
{
  g_return_val_if_fail (VAS_IS_COLUMNS (self), FALSE);

  return vas_column_table_is_ready (self->table);
}
