/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The columns of the print list, which the tax-control program reads: which fields, in which order, under which headings. Kept
 * in the settings as a(ssb). Whatever stands there, a list that is read has each field exactly once. Main thread.
 */

#include "vas-print-column.h"

#include <glib/gi18n.h>

/* Longer headings are a mistake. */
#define LONGEST_HEADING 64

struct _VasPrintColumn
{
  GObject        parent_instance;

  VasPrintField  field;
  char          *heading;
  gboolean       on;
};

typedef enum {
  PROP_LABEL = 1,
  PROP_HEADING,
  PROP_ON,
} VasPrintColumnProperty;

static GParamSpec *properties[PROP_ON + 1];

static const struct {
  const char *id;
  const char *label;
} fields[] = {
  [VAS_PRINT_FIELD_NUMBER] = { "number", N_("Request number") },
  [VAS_PRINT_FIELD_TITLE] = { "title", N_("Title on the fapiao") },
  [VAS_PRINT_FIELD_TAXPAYER_ID] = { "taxpayer-id", N_("Taxpayer id") },
  [VAS_PRINT_FIELD_ITEM] = { "item", N_("Item name") },
  [VAS_PRINT_FIELD_TAX_CODE] = { "tax-code", N_("Tax category code") },
  [VAS_PRINT_FIELD_AMOUNT] = { "amount", N_("Amount with tax") },
  [VAS_PRINT_FIELD_NET] = { "net", N_("Amount without tax") },
  [VAS_PRINT_FIELD_RATE] = { "rate", N_("Tax rate") },
  [VAS_PRINT_FIELD_TAX] = { "tax", N_("Tax") },
  [VAS_PRINT_FIELD_FAPIAO_CODE] = { "fapiao-code", N_("Fapiao code") },
  [VAS_PRINT_FIELD_FAPIAO_NUMBER] = { "fapiao-number", N_("Fapiao number") },
  [VAS_PRINT_FIELD_REMARK] = { "remark", N_("Remark") },
  [VAS_PRINT_FIELD_RECIPIENT] = { "recipient", N_("Recipient") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == VAS_PRINT_FIELD_N);

G_DEFINE_FINAL_TYPE (VasPrintColumn, vas_print_column, G_TYPE_OBJECT)

static void
vas_print_column_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  VasPrintColumn *self = VAS_PRINT_COLUMN (object);

  switch ((VasPrintColumnProperty) prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, _(fields[self->field].label));
      break;
    case PROP_HEADING:
      g_value_set_string (value, self->heading);
      break;
    case PROP_ON:
      g_value_set_boolean (value, self->on);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_print_column_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  VasPrintColumn *self = VAS_PRINT_COLUMN (object);

  switch ((VasPrintColumnProperty) prop_id)
    {
    case PROP_HEADING:
      if (g_strcmp0 (self->heading, g_value_get_string (value)) == 0)
        break;
      g_free (self->heading);
      self->heading = g_value_dup_string (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_ON:
      if (self->on == g_value_get_boolean (value))
        break;
      self->on = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_LABEL:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_print_column_finalize (GObject *object)
{
  VasPrintColumn *self = VAS_PRINT_COLUMN (object);

  g_clear_pointer (&self->heading, g_free);

  G_OBJECT_CLASS (vas_print_column_parent_class)->finalize (object);
}

static void
vas_print_column_class_init (VasPrintColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags changing = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vas_print_column_get_property;
  object_class->set_property = vas_print_column_set_property;
  object_class->finalize = vas_print_column_finalize;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HEADING] = g_param_spec_string ("heading", NULL, NULL, "", changing);
  properties[PROP_ON] = g_param_spec_boolean ("on", NULL, NULL, TRUE, changing);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
vas_print_column_init (VasPrintColumn *self)
{
  self->heading = g_strdup ("");
  self->on = TRUE;
}

/** vas_print_column_new: @heading: "" for what the field is called here. */
VasPrintColumn *
vas_print_column_new (VasPrintField  field,
                      const char    *heading,
                      gboolean       on)
{
  VasPrintColumn *self = g_object_new (VAS_TYPE_PRINT_COLUMN, "heading", heading, "on", on, NULL);

  self->field = field;
  return self;
}

/** vas_print_column_get_field: */
VasPrintField
vas_print_column_get_field (VasPrintColumn *self)
{
  return self->field;
}

/** vas_print_column_get_heading: what stands above the column, in the file. */
const char *
vas_print_column_get_heading (VasPrintColumn *self)
{
  return *self->heading != '\0' ? self->heading : _(fields[self->field].label);
}

/** vas_print_column_is_on: whether it is written. */
gboolean
vas_print_column_is_on (VasPrintColumn *self)
{
  return self->on;
}

static gboolean
find_field (const char    *id,
            VasPrintField *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (g_str_equal (fields[i].id, id))
        {
          *field = (VasPrintField) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * vas_print_columns_load:
 *
 * Returns: (transfer full): a list of #VasPrintColumn with each field once; those the settings do not name come last and are off
 */
GListStore *
vas_print_columns_load (GSettings *settings)
{
  GListStore *columns = g_list_store_new (VAS_TYPE_PRINT_COLUMN);
  g_autoptr (GVariant) value = g_settings_get_value (settings, "print-columns");
  gboolean seen[VAS_PRINT_FIELD_N] = { FALSE };
  GVariantIter iter;
  const char *heading, *id;
  gboolean on;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_loop (&iter, "(&s&sb)", &heading, &id, &on))
    {
      VasPrintField field;
      g_autoptr (VasPrintColumn) column = NULL;

      if (!find_field (id, &field) || seen[field])
        continue;
      seen[field] = TRUE;
      column = vas_print_column_new (field, g_utf8_strlen (heading, -1) <= LONGEST_HEADING ? heading : "", on);
      g_list_store_append (columns, column);
    }

  for (guint i = 0; i < VAS_PRINT_FIELD_N; i++)
    {
      if (!seen[i])
        {
          g_autoptr (VasPrintColumn) column = vas_print_column_new ((VasPrintField) i, "", FALSE);

          g_list_store_append (columns, column);
        }
    }

  return columns;
}

static char *
list_fields (void)
{
  GString *text = g_string_new (fields[0].id);

  for (guint i = 1; i < G_N_ELEMENTS (fields); i++)
    g_string_append_printf (text, ", %s", fields[i].id);

  return g_string_free (text, FALSE);
}

/**
 * vas_print_columns_choose:
 * @columns: (array zero-terminated=1): each the name of a field, such as “tax-code”, or “tax-code=heading”
 *
 * Returns: (transfer full) (nullable): a list of #VasPrintColumn, in the order given; NULL with %G_IO_ERROR_INVALID_ARGUMENT where one
 *   is none, stands twice, or has too long a heading
 */
GListStore *
vas_print_columns_choose (const char * const *columns,
                          GError            **error)
{
  g_autoptr (GListStore) chosen = g_list_store_new (VAS_TYPE_PRINT_COLUMN);
  gboolean seen[VAS_PRINT_FIELD_N] = { FALSE };

  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (columns[i], "=", 2);
      const char *heading = parts[0] != NULL && parts[1] != NULL ? parts[1] : "";
      g_autoptr (VasPrintColumn) column = NULL;
      VasPrintField field;

      if (parts[0] == NULL || !find_field (parts[0], &field) || seen[field] || g_utf8_strlen (heading, -1) > LONGEST_HEADING)
        {
          g_autofree char *all = list_fields ();

          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” is no column, or stands twice; there are: %s."), columns[i],
                       all);
          return NULL;
        }
      seen[field] = TRUE;
      column = vas_print_column_new (field, heading, TRUE);
      g_list_store_append (chosen, column);
    }

  return g_steal_pointer (&chosen);
}

/** vas_print_columns_save: keeps a list of #VasPrintColumn. */
void
vas_print_columns_save (GListModel *columns,
                        GSettings  *settings)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ssb)"));
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (VasPrintColumn) column = g_list_model_get_item (columns, i);

      g_variant_builder_add (&builder, "(ssb)", column->heading, fields[column->field].id, column->on);
    }
  g_settings_set_value (settings, "print-columns", g_variant_builder_end (&builder));
}
