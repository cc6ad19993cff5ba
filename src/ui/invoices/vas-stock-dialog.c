/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The stock of fapiao paper. Read anew whenever sheets, ranges or the acting person change. Who takes a range over presses its
 * button under the own name: the window is not modal, the person is chosen in the main window beside it. Main thread.
 */

#include "vas-stock-dialog.h"

#include "vas-close-dialog.h"
#include "vas-finding-text.h"
#include "vas-parcel-dialogs.h"
#include "vas-stock-ranges.h"

#include <glib/gi18n.h>

struct _VasStockDialog
{
  AdwWindow     parent_instance;

  GtkStack     *stack;
  GtkBox       *cards;

  VasDesk      *desk;
  GPtrArray    *ranges;             /* nullable */
  GCancellable *cancellable;
};

enum {
  CASE_OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasStockDialog, vas_stock_dialog, ADW_TYPE_WINDOW)

static gpointer
read_ranges (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return vas_stock_ranges (sql, NULL, error);
}

static void
taken_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_desk_run_finish (VAS_DESK (object), result, &error);
  g_autofree char *sentence = NULL;

  if (receipt != NULL && receipt->applied)
    return;
  sentence = receipt != NULL ? vas_verdict_describe_refusal (receipt->verdict) : g_strdup (error->message);
  vas_desk_toast (VAS_DESK (object), sentence);
}

static void
take_cb (GtkButton      *button,
         VasStockDialog *self)
{
  VasStock *stock = g_object_get_data (G_OBJECT (button), "stock");
  g_autoptr (VasCommand) command = vas_desk_new_command (self->desk, "stock.take");
  g_autofree char *done = g_strdup_printf (_("Taken over: %s to %s."), stock->first_number, stock->last_number);

  vas_command_set_text (command, "stock", vas_entity_get_key (VAS_ENTITY (stock)));
  vas_command_expect (command, VAS_ENTITY (stock));
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  vas_desk_run_async (self->desk, command, done, NULL, taken_cb, NULL);
}

static void
add_figure (GtkWidget  *box,
            const char *caption,
            gint64      figure,
            gboolean    heavy)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, figure);
  GtkWidget *number = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 1.0, "width-chars", 6, NULL);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "label", caption, "xalign", 1.0, NULL);

  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (number, heavy || figure > 0 ? "heading" : "dim-label");
  gtk_widget_add_css_class (name, "caption");
  gtk_widget_add_css_class (name, "dim-label");
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (column), number);
  gtk_box_append (GTK_BOX (column), name);
  gtk_box_append (GTK_BOX (box), column);
}

static char *
describe_holder (const VasStockRange *range)
{
  g_autofree char *received = vas_instant_format_local (range->stock->received_at);
  const char *holder = range->holder != NULL ? range->holder : "—";
  const char *giver = range->giver != NULL ? range->giver : "—";

  if (range->next != NULL)
    return g_strdup_printf (_("Held by %s, from %s\nReceived %s · next %s"), holder, giver, received, range->next);

  return g_strdup_printf (_("Held by %s, from %s\nReceived %s"), holder, giver, received);
}

/* Who holds it cannot take it over; a range without paper is nobody's to take. */
static void
add_take (VasStockDialog      *self,
          GtkWidget           *row,
          const VasStockRange *range)
{
  const char *actor = vas_desk_get_staff_key (self->desk);
  const gboolean own = g_strcmp0 (actor, range->stock->received_by) == 0;
  const gboolean may = !own && range->left + range->bound > 0 && vas_desk_may (self->desk, "stock.take");
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Take Over"));

  g_object_set (button, "valign", GTK_ALIGN_CENTER, "sensitive", may, "margin-start", 6, "tooltip-text",
                own ? _("You hold it. Who takes it over chooses the own name at the foot of the sidebar first.")
                    : _("From now on you answer for these sheets"), NULL);
  g_object_set_data_full (G_OBJECT (button), "stock", g_object_ref (range->stock), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (take_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_row (VasStockDialog      *self,
          const VasStockRange *range)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *figures = g_object_new (GTK_TYPE_BOX, "spacing", 12, "valign", GTK_ALIGN_CENTER, NULL);
  g_autofree char *title = g_strdup_printf ("%s · %s–%s", range->stock->code, range->stock->first_number, range->stock->last_number);
  g_autofree char *subtitle = describe_holder (range);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (row, "numeric");
  add_figure (figures, _("left"), range->left, TRUE);
  add_figure (figures, _("bound"), range->bound, FALSE);
  add_figure (figures, _("issued"), range->issued, FALSE);
  add_figure (figures, _("void"), range->voided, FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), figures);
  add_take (self, row, range);

  return row;
}

/* Returns the list of the point that begins. */
static GtkWidget *
add_point (VasStockDialog *self,
           guint           place)
{
  const VasStockRange *first = g_ptr_array_index (self->ranges, place);
  GtkWidget *group = adw_preferences_group_new ();
  gint64 total = 0, left = 0;
  g_autofree char *description = NULL;

  for (guint i = place; i < self->ranges->len; i++)
    {
      const VasStockRange *range = g_ptr_array_index (self->ranges, i);

      if (!g_str_equal (range->stock->point, first->stock->point))
        break;
      total += range->total;
      left += range->left;
    }
  description = g_strdup_printf (_("%d of %d sheets are left."), (int) left, (int) total);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), first->stock->point);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (self->cards, group);

  return group;
}

static void
build (VasStockDialog *self)
{
  GtkWidget *group = NULL;
  GtkWidget *old;
  const char *point = NULL;

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_box_remove (self->cards, old);
  for (guint i = 0; i < self->ranges->len; i++)
    {
      const VasStockRange *range = g_ptr_array_index (self->ranges, i);

      if (g_strcmp0 (range->stock->point, point) != 0)
        group = add_point (self, i);
      point = range->stock->point;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (self, range));
    }
  gtk_stack_set_visible_child_name (self->stack, self->ranges->len > 0 ? "ranges" : "nothing");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "stock.print", self->ranges->len > 0);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasStockDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *ranges = vas_store_finish (VAS_STORE (object), result, &error);

  if (self->desk == NULL)
    {
      g_clear_pointer (&ranges, g_ptr_array_unref);
      return;
    }
  if (ranges == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        vas_desk_toast (self->desk, error->message);
      return;
    }
  g_clear_pointer (&self->ranges, g_ptr_array_unref);
  self->ranges = ranges;
  build (self);
}

static void
reload (VasStockDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  vas_store_read_async (vas_desk_get_store (self->desk), read_ranges, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, self->cancellable,
                        loaded_cb, g_object_ref (self));
}

static void
changed_cb (VasStockDialog     *self,
            const char * const *tables)
{
  if (g_strv_contains (tables, "fapiao") || g_strv_contains (tables, "stock"))
    reload (self);
}

static char *
get_point (VasStockDialog *self)
{
  return g_settings_get_string (vas_desk_get_settings (self->desk), "issuing-point");
}

static void
receive_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  VasStockDialog *self = VAS_STOCK_DIALOG (widget);
  g_autofree char *point = get_point (self);

  gtk_window_present (GTK_WINDOW (vas_receive_dialog_new (self->desk, GTK_WINDOW (self), point)));
}

static void
forward_case_cb (VasStockDialog *self,
                 const char     *key)
{
  g_signal_emit (self, signals[CASE_OPENED], 0, key);
}

static void
close_day_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  VasStockDialog *self = VAS_STOCK_DIALOG (widget);
  g_autofree char *point = get_point (self);
  GtkWidget *dialog = vas_close_dialog_new (self->desk, GTK_WINDOW (self), point);

  g_signal_connect_object (dialog, "case-opened", G_CALLBACK (forward_case_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
print_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  VasStockDialog *self = VAS_STOCK_DIALOG (widget);
  g_autoptr (VasTablePrint) print = vas_stock_dialog_make_print (self);
  g_autoptr (GError) error = NULL;

  if (!vas_table_print_run (print, GTK_WINDOW (self), &error))
    vas_desk_toast (self->desk, error->message);
}

/* A reading that is under way keeps the window alive for a moment, maybe longer than its parent. */
static void
vas_stock_dialog_unrealize (GtkWidget *widget)
{
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);

  GTK_WIDGET_CLASS (vas_stock_dialog_parent_class)->unrealize (widget);
}

static void
vas_stock_dialog_dispose (GObject *object)
{
  VasStockDialog *self = VAS_STOCK_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->ranges, g_ptr_array_unref);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_stock_dialog_parent_class)->dispose (object);
}

static void
vas_stock_dialog_class_init (VasStockDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_stock_dialog_dispose;
  widget_class->unrealize = vas_stock_dialog_unrealize;
  signals[CASE_OPENED] = g_signal_new ("case-opened", VAS_TYPE_STOCK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "stock.receive", NULL, receive_action);
  gtk_widget_class_install_action (widget_class, "stock.close-day", NULL, close_day_action);
  gtk_widget_class_install_action (widget_class, "stock.print", NULL, print_action);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-stock-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VasStockDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, VasStockDialog, cards);
}

static void
vas_stock_dialog_init (VasStockDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "stock.print", FALSE);
}

/** vas_stock_dialog_new: (transfer none) */
GtkWidget *
vas_stock_dialog_new (VasDesk   *desk,
                      GtkWindow *parent)
{
  VasStockDialog *self = g_object_new (VAS_TYPE_STOCK_DIALOG, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::staff", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  reload (self);

  return GTK_WIDGET (self);
}

/** vas_stock_dialog_is_loaded: whether the ranges are there. */
gboolean
vas_stock_dialog_is_loaded (VasStockDialog *self)
{
  return self->ranges != NULL;
}

static void
add_print_row (VasTablePrint       *print,
               const VasStockRange *range)
{
  g_autofree char *numbers = g_strdup_printf ("%s–%s", range->stock->first_number, range->stock->last_number);
  g_autofree char *received = vas_instant_format_local (range->stock->received_at);
  g_autofree char *total = g_strdup_printf ("%" G_GINT64_FORMAT, range->total);
  g_autofree char *left = g_strdup_printf ("%" G_GINT64_FORMAT, range->left);
  g_autofree char *bound = g_strdup_printf ("%" G_GINT64_FORMAT, range->bound);
  g_autofree char *issued = g_strdup_printf ("%" G_GINT64_FORMAT, range->issued);
  g_autofree char *voided = g_strdup_printf ("%" G_GINT64_FORMAT, range->voided);
  const char * const cells[] = { range->stock->point, range->stock->code, numbers, received, range->giver != NULL ? range->giver : "—",
                                 range->holder != NULL ? range->holder : "—", total, left, bound, issued, voided, "" };

  vas_table_print_add_row (print, cells);
}

/** vas_stock_dialog_make_print: (transfer full): the list as it goes on paper, with a column to sign in. */
VasTablePrint *
vas_stock_dialog_make_print (VasStockDialog *self)
{
  g_autofree char *now = vas_instant_format_local (vas_desk_get_now (self->desk));
  g_autofree char *subtitle = g_strdup_printf (_("As of %s"), now);
  VasTablePrint *print = vas_table_print_new (_("Fapiao Stock"), subtitle);

  vas_table_print_add_column (print, _("Point"), 8, FALSE);
  vas_table_print_add_column (print, _("Code"), 12, FALSE);
  vas_table_print_add_column (print, _("Numbers"), 16, FALSE);
  vas_table_print_add_column (print, _("Received"), 14, FALSE);
  vas_table_print_add_column (print, _("From"), 7, FALSE);
  vas_table_print_add_column (print, _("Held by"), 7, FALSE);
  vas_table_print_add_column (print, _("Sheets"), 6, TRUE);
  vas_table_print_add_column (print, _("Left"), 6, TRUE);
  vas_table_print_add_column (print, _("Bound"), 6, TRUE);
  vas_table_print_add_column (print, _("Issued"), 6, TRUE);
  vas_table_print_add_column (print, _("Void"), 5, TRUE);
  vas_table_print_add_column (print, _("Signature"), 10, FALSE);
  for (guint i = 0; self->ranges != NULL && i < self->ranges->len; i++)
    add_print_row (print, g_ptr_array_index (self->ranges, i));

  return print;
}
