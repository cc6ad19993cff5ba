/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings of the house. Every value is judged before the first is saved; then each that was changed is a command of its own
 * (who changed what, and when, is in the trail), and one that is refused stands at its field. What is typed is kept:
 * vas-house-dialog-draft.c. Main thread.
 */

#include "vas-house-dialog-private.h"

#include "vas-finding-text.h"
#include "vas-money.h"
#include "vas-house.h"
#include "vas-scanner.h"
#include "vas-settings.h"

#include <glib/gi18n.h>

static void save_next (VasHouseDialog *self);

G_DEFINE_FINAL_TYPE (VasHouseDialog, vas_house_dialog, ADW_TYPE_WINDOW)

static gpointer
load (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (VasHouse) house = vas_house_load (sql, error);
  GHashTable *values = NULL;
  gsize n_specs;
  const VasSettingSpec *specs = vas_settings_list (&n_specs);

  if (house == NULL)
    return NULL;
  values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (gsize i = 0; i < n_specs; i++)
    {
      if (specs[i].kind != VAS_SETTING_REASONS)
        g_hash_table_insert (values, (gpointer) specs[i].name,
                             g_strdup_printf ("%" G_GINT64_FORMAT, vas_house_get_int (house, specs[i].name)));
    }

  return values;
}

static char *
value_to_text (const VasSettingSpec *spec,
               const char           *value)
{
  if (spec->kind == VAS_SETTING_MONEY)
    return vas_money_format_plain (g_ascii_strtoll (value, NULL, 10));
  if (spec->kind == VAS_SETTING_SWITCH)
    return g_strdup (g_str_equal (value, "1") ? "1" : "");

  return g_strdup (value);
}

/* (nullable): what was typed has not the form of the setting. */
static char *
text_to_value (const VasSettingSpec *spec,
               const char           *text)
{
  VasMoney money;

  if (spec->kind == VAS_SETTING_SWITCH)
    return g_strdup (*text != '\0' ? "1" : "0");
  if (spec->kind == VAS_SETTING_NUMBER)
    return g_strdup (text);

  return vas_money_parse (text, &money, NULL) ? g_strdup_printf ("%" G_GINT64_FORMAT, money) : NULL;
}

static char *
describe_range (const VasSettingSpec *spec)
{
  g_autofree char *least = NULL;
  g_autofree char *most = NULL;

  if (spec->kind == VAS_SETTING_NUMBER)
    return g_strdup_printf (_("A whole number from %d to %d."), (int) spec->min, (int) spec->max);
  least = vas_money_format (spec->min);
  most = vas_money_format (spec->max);

  return g_strdup_printf (_("An amount from %s to %s."), least, most);
}

static const VasSettingSpec *
get_spec (VasFormField *field)
{
  return vas_settings_find (vas_form_field_get_id (field));
}

static char *
get_value (VasFormField *field)
{
  g_autofree char *text = vas_form_field_get_text (field);

  return text_to_value (get_spec (field), text);
}

static gboolean
judge (VasFormField *field)
{
  g_autofree char *value = get_value (field);
  g_autofree char *range = NULL;

  if (value != NULL && vas_settings_check (get_spec (field), value, NULL))
    return TRUE;
  range = describe_range (get_spec (field));
  vas_form_field_set_error (field, range);

  return FALSE;
}

/** vas_house_dialog_is_changed: whether something else stands in it than what is kept. */
gboolean
vas_house_dialog_is_changed (VasHouseDialog *self,
                             VasFormField   *field)
{
  g_autofree char *value = get_value (field);

  return g_strcmp0 (value, g_hash_table_lookup (self->values, vas_form_field_get_id (field))) != 0;
}

static gboolean
may_change (VasHouseDialog *self)
{
  return vas_desk_may (self->desk, "setting.set");
}

static void
update_button (VasHouseDialog *self)
{
  guint n_changed = 0;
  g_autofree char *hint = NULL;

  for (guint i = 0; i < self->fields->len; i++)
    n_changed += vas_house_dialog_is_changed (self, g_ptr_array_index (self->fields, i)) ? 1 : 0;
  hint = may_change (self) ? g_strdup_printf (ngettext ("%u setting is changed.", "%u settings are changed.", n_changed), n_changed)
                           : g_strdup (_("Only a supervisor or an administrator changes these."));
  gtk_label_set_text (self->hint, hint);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), may_change (self) && n_changed > 0 && g_queue_is_empty (&self->waiting));
}

static void
changed_cb (VasHouseDialog *self)
{
  update_button (self);
  vas_house_dialog_keep (self);
}

static void
stop (VasHouseDialog *self)
{
  g_queue_clear (&self->waiting);
  update_button (self);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasHouseDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_desk_run_finish (VAS_DESK (object), result, &error);
  VasFormField *field = g_queue_pop_head (&self->waiting);

  if (self->desk == NULL || field == NULL)
    return;
  if (receipt == NULL || !receipt->applied)
    {
      g_autofree char *sentence = receipt != NULL ? vas_verdict_describe_refusal (receipt->verdict)
                                                  : g_strdup (error->message);

      vas_form_field_set_error (field, sentence);
      stop (self);
      return;
    }

  g_hash_table_insert (self->values, (gpointer) get_spec (field)->name, get_value (field));
  vas_house_dialog_keep (self);
  save_next (self);
}

static void
save_next (VasHouseDialog *self)
{
  VasFormField *field = g_queue_peek_head (&self->waiting);
  g_autoptr (VasCommand) command = NULL;
  g_autofree char *value = NULL;

  if (field == NULL)
    {
      update_button (self);
      vas_desk_toast (self->desk, _("The settings of the house are saved."));
      return;
    }
  value = get_value (field);
  command = vas_desk_new_command (self->desk, "setting.set");
  vas_command_set_text (command, "name", vas_form_field_get_id (field));
  vas_command_set_text (command, "value", value);
  vas_desk_run_async (self->desk, command, NULL, NULL, saved_cb, g_object_ref (self));
}

static void
save_cb (VasHouseDialog *self)
{
  VasFormField *wrong = NULL;

  for (guint i = 0; i < self->fields->len; i++)
    {
      VasFormField *field = g_ptr_array_index (self->fields, i);

      if (!judge (field) && wrong == NULL)
        wrong = field;
    }
  if (wrong != NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (wrong));
      return;
    }

  for (guint i = 0; i < self->fields->len; i++)
    {
      if (vas_house_dialog_is_changed (self, g_ptr_array_index (self->fields, i)))
        g_queue_push_tail (&self->waiting, g_ptr_array_index (self->fields, i));
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), FALSE);
  save_next (self);
}

static void
add_field (VasHouseDialog       *self,
           const VasSettingSpec *spec)
{
  static const VasFormKind kinds[] = {
    [VAS_SETTING_NUMBER] = VAS_FORM_NUMBER, [VAS_SETTING_MONEY] = VAS_FORM_MONEY, [VAS_SETTING_SWITCH] = VAS_FORM_CHECK,
  };
  VasFormField *field = vas_form_field_new (kinds[spec->kind], spec->name, _(spec->label));
  g_autofree char *text = value_to_text (spec, g_hash_table_lookup (self->values, spec->name));

  vas_form_field_set_text (field, text);
  gtk_widget_set_sensitive (vas_form_field_get_input (field), may_change (self));
  g_ptr_array_add (self->fields, field);
  gtk_box_append (self->fields_box, GTK_WIDGET (field));
  g_signal_connect_object (field, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasHouseDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gsize n_specs;
  const VasSettingSpec *specs = vas_settings_list (&n_specs);

  self->values = vas_store_finish (VAS_STORE (object), result, &error);
  if (self->desk == NULL)
    return;
  if (self->values == NULL)
    {
      gtk_label_set_text (self->hint, error->message);
      return;
    }
  for (gsize i = 0; i < n_specs; i++)
    {
      if (specs[i].kind != VAS_SETTING_REASONS)
        add_field (self, &specs[i]);
    }
  update_button (self);
  if (may_change (self))
    vas_house_dialog_restore (self);
}

/* A reading that is under way keeps the window alive for a moment, maybe longer than its parent. */
static void
vas_house_dialog_unrealize (GtkWidget *widget)
{
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);
  if (VAS_HOUSE_DIALOG (widget)->draft != NULL)
    vas_draft_keeper_flush (VAS_HOUSE_DIALOG (widget)->draft);

  GTK_WIDGET_CLASS (vas_house_dialog_parent_class)->unrealize (widget);
}

static void
vas_house_dialog_dispose (GObject *object)
{
  g_clear_object (&VAS_HOUSE_DIALOG (object)->draft);
  g_clear_object (&VAS_HOUSE_DIALOG (object)->desk);

  G_OBJECT_CLASS (vas_house_dialog_parent_class)->dispose (object);
}

static void
vas_house_dialog_finalize (GObject *object)
{
  VasHouseDialog *self = VAS_HOUSE_DIALOG (object);

  g_ptr_array_unref (self->fields);
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_queue_clear (&self->waiting);

  G_OBJECT_CLASS (vas_house_dialog_parent_class)->finalize (object);
}

static void
vas_house_dialog_class_init (VasHouseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_house_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vas_house_dialog_finalize;
  widget_class->unrealize = vas_house_dialog_unrealize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/house/vas-house-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VasHouseDialog, fields_box);
  gtk_widget_class_bind_template_child (widget_class, VasHouseDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, VasHouseDialog, button);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
vas_house_dialog_init (VasHouseDialog *self)
{
  self->fields = g_ptr_array_new ();
  g_queue_init (&self->waiting);
  gtk_widget_init_template (GTK_WIDGET (self));
  vas_scanner_type_into (GTK_WIDGET (self));
}

/** vas_house_dialog_new: (transfer none) */
GtkWidget *
vas_house_dialog_new (VasDesk   *desk,
                      GtkWindow *parent)
{
  VasHouseDialog *self = g_object_new (VAS_TYPE_HOUSE_DIALOG, "transient-for", parent, "application", gtk_window_get_application (parent), NULL);

  self->desk = g_object_ref (desk);
  vas_store_read_async (vas_desk_get_store (desk), load, NULL, NULL, (GDestroyNotify) g_hash_table_unref, NULL, loaded_cb,
                        g_object_ref (self));

  return GTK_WIDGET (self);
}

/** vas_house_dialog_is_loaded: whether the fields are there. */
gboolean
vas_house_dialog_is_loaded (VasHouseDialog *self)
{
  return self->fields->len > 0;
}

/** vas_house_dialog_get_field: (transfer none) (nullable): of a setting. */
VasFormField *
vas_house_dialog_get_field (VasHouseDialog *self,
                            const char     *name)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      if (g_str_equal (vas_form_field_get_id (g_ptr_array_index (self->fields, i)), name))
        return g_ptr_array_index (self->fields, i);
    }

  return NULL;
}

/** vas_house_dialog_get_button: (transfer none): the button that saves. */
GtkWidget *
vas_house_dialog_get_button (VasHouseDialog *self)
{
  return GTK_WIDGET (self->button);
}
