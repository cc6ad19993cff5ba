/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The evening close of an issuing point. The window stays beside the main one: there the next person chooses the own name and
 * takes over here. It is read anew whenever records or the acting person change, and built anew only where what it shows did,
 * so that a count that is being typed stays. Main thread.
 */

#include "vas-close-dialog-private.h"

#include "vas-close-loader.h"
#include "vas-handover-dialog.h"
#include "vas-scanner.h"

#include <glib/gi18n.h>

enum {
  CASE_OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void reload (VasCloseDialog *self);

G_DEFINE_FINAL_TYPE (VasCloseDialog, vas_close_dialog, ADW_TYPE_WINDOW)

static void
show_points (VasCloseDialog *self)
{
  GListModel *names = G_LIST_MODEL (self->point_names);

  self->filling = TRUE;
  gtk_string_list_splice (self->point_names, 0, g_list_model_get_n_items (names), NULL);
  for (guint i = 0; i < self->book->points->len; i++)
    {
      const char *point = g_ptr_array_index (self->book->points, i);

      gtk_string_list_append (self->point_names, point);
      if (g_strcmp0 (point, self->book->point) == 0)
        gtk_drop_down_set_selected (self->point_choice, i);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->point_choice), self->book->points->len > 1);
  self->filling = FALSE;
}

/* Everything that the cards show, but for what stands below them and never changes alone. */
static char *
describe_state (VasCloseDialog *self)
{
  const VasStockDay *day = &self->book->day;
  VasDayClose *today = self->book->today;
  GString *text = g_string_new (self->book->point);

  g_string_append_printf (text, " %s %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s %s",
                          vas_desk_get_staff_key (self->desk), self->book->closes->len, day->opening, day->received, day->issued,
                          day->voided, today != NULL ? vas_entity_get_key (VAS_ENTITY (today)) : "",
                          today != NULL && today->taken_by != NULL ? today->taken_by : "");
  for (guint i = 0; i < self->book->items->len; i++)
    {
      VasOpenItem *item = g_ptr_array_index (self->book->items, i);

      g_string_append_printf (text, " %s %s", item->kind, item->key);
    }

  return g_string_free (text, FALSE);
}

static void
show_book (VasCloseDialog *self)
{
  g_autofree char *state = NULL;

  if (self->book->point == NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->point_choice), FALSE);
      gtk_stack_set_visible_child_name (self->stack, "nothing");
      return;
    }

  state = describe_state (self);
  if (g_strcmp0 (state, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&state);
  show_points (self);
  g_hash_table_remove_all (self->forms);
  vas_close_dialog_build (self);
  gtk_stack_set_visible_child_name (self->stack, "book");
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasCloseDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  VasCloseBook *book = vas_close_load_finish (VAS_DESK (object), result, &error);

  if (book == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        vas_desk_toast (VAS_DESK (object), error->message);
      return;
    }
  g_clear_pointer (&self->book, vas_close_book_free);
  self->book = book;
  show_book (self);
}

static void
reload (VasCloseDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  vas_close_load_async (self->desk, self->point, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
changed_cb (VasCloseDialog     *self,
            const char * const *tables)
{
  if (g_strv_contains (tables, "fapiao") || g_strv_contains (tables, "stock") || g_strv_contains (tables, "day_close") ||
      g_strv_contains (tables, "request"))
    reload (self);
}

static void
point_chosen_cb (VasCloseDialog *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->point_choice);

  if (self->filling || chosen == NULL)
    return;
  g_free (self->point);
  self->point = g_strdup (gtk_string_object_get_string (chosen));
  reload (self);
}

static void
handover_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  VasCloseDialog *self = VAS_CLOSE_DIALOG (widget);

  gtk_window_present (GTK_WINDOW (vas_handover_dialog_new (self->desk, GTK_WINDOW (self), vas_close_dialog_get_point (self),
                                                           vas_desk_get_today (self->desk))));
}

/* A reading that is under way keeps the window alive for a moment, maybe longer than its parent. */
static void
vas_close_dialog_unrealize (GtkWidget *widget)
{
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);

  GTK_WIDGET_CLASS (vas_close_dialog_parent_class)->unrealize (widget);
}

static void
vas_close_dialog_dispose (GObject *object)
{
  VasCloseDialog *self = VAS_CLOSE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_close_dialog_parent_class)->dispose (object);
}

static void
vas_close_dialog_finalize (GObject *object)
{
  VasCloseDialog *self = VAS_CLOSE_DIALOG (object);

  g_clear_pointer (&self->book, vas_close_book_free);
  g_hash_table_unref (self->forms);
  g_free (self->point);
  g_free (self->shown);

  G_OBJECT_CLASS (vas_close_dialog_parent_class)->finalize (object);
}

static void
vas_close_dialog_class_init (VasCloseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_close_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vas_close_dialog_finalize;
  widget_class->unrealize = vas_close_dialog_unrealize;

  signals[CASE_OPENED] = g_signal_new ("case-opened", VAS_TYPE_CLOSE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "close.handover-list", NULL, handover_action);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-close-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VasCloseDialog, point_choice);
  gtk_widget_class_bind_template_child (widget_class, VasCloseDialog, point_names);
  gtk_widget_class_bind_template_child (widget_class, VasCloseDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, VasCloseDialog, cards);
}

static void
vas_close_dialog_init (VasCloseDialog *self)
{
  self->forms = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
  vas_scanner_type_into (GTK_WIDGET (self));
}

/** vas_close_dialog_new: (transfer none): @point: (nullable): the first one where none is given. */
GtkWidget *
vas_close_dialog_new (VasDesk    *desk,
                      GtkWindow  *parent,
                      const char *point)
{
  VasCloseDialog *self = g_object_new (VAS_TYPE_CLOSE_DIALOG, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  self->point = g_strdup (point);
  g_signal_connect_object (self->point_choice, "notify::selected", G_CALLBACK (point_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::staff", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  reload (self);

  return GTK_WIDGET (self);
}

/** vas_close_dialog_is_loaded: whether the books are there. */
gboolean
vas_close_dialog_is_loaded (VasCloseDialog *self)
{
  return self->book != NULL;
}

/** vas_close_dialog_get_point: (transfer none) (nullable): the issuing point that is shown. */
const char *
vas_close_dialog_get_point (VasCloseDialog *self)
{
  return self->book != NULL ? self->book->point : NULL;
}

/** vas_close_dialog_get_form: (transfer none) (nullable): of “close.count” or “close.take”, while there is that to do. */
VasForm *
vas_close_dialog_get_form (VasCloseDialog *self,
                           const char     *command)
{
  return g_hash_table_lookup (self->forms, command);
}

/** vas_close_dialog_get_open: how many things the close leaves open. */
guint
vas_close_dialog_get_open (VasCloseDialog *self)
{
  return self->book != NULL && self->book->items != NULL ? self->book->items->len : 0;
}
