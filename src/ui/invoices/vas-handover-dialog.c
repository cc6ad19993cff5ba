/* SPDX-License-Identifier: GPL-3.0-or-later */

/* See the header. Read anew when a parcel changes or another day is looked at. Main thread. */

#include "vas-handover-dialog.h"

#include "vas-handover-store.h"
#include "vas-time.h"

#include <glib/gi18n.h>
#include <string.h>

struct _VasHandoverDialog
{
  AdwWindow       parent_instance;

  AdwWindowTitle *heading;
  GtkStack       *stack;
  GtkBox         *cards;

  VasDesk        *desk;
  char           *point;            /* nullable: of every point */
  VasDate         day;
  GPtrArray      *rows;             /* (element-type VasHandoverRow); nullable */
  char           *shown_day;        /* in the name of the file, and in the trail */
  GCancellable   *cancellable;
};

G_DEFINE_FINAL_TYPE (VasHandoverDialog, vas_handover_dialog, ADW_TYPE_WINDOW)

typedef struct {
  char    *point;
  VasDate  day;
} Wanted;

static void
wanted_free (gpointer data)
{
  g_free (((Wanted *) data)->point);
  g_free (data);
}

static gpointer
read_rows (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const Wanted *wanted = data;

  return vas_handover_list (sql, wanted->point, vas_date_start (wanted->day), vas_date_end (wanted->day), error);
}

static char *
join (GPtrArray  *texts,
      const char *separator)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? separator : "", (const char *) g_ptr_array_index (texts, i));

  return g_string_free (joined, FALSE);
}

static const char *
or_dash (const char *text)
{
  return text != NULL && *text != '\0' ? text : "—";
}

static char *
describe_time (gint64 instant)
{
  g_autofree char *text = vas_instant_format_local (instant);
  const char *space = strchr (text, ' ');

  return g_strdup (space != NULL ? space + 1 : text);
}

static char *
describe_sum (VasHandoverDialog *self)
{
  const guint n_sheets = vas_handover_n_sheets (self->rows);
  g_autofree char *parcels = g_strdup_printf (ngettext ("%u parcel", "%u parcels", self->rows->len), self->rows->len);
  g_autofree char *sheets = g_strdup_printf (ngettext ("%u fapiao", "%u fapiao", n_sheets), n_sheets);

  return g_strdup_printf ("%s · %s", parcels, sheets);
}

static GtkWidget *
make_row (VasHandoverRow *one)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *fapiao = join (one->fapiao, "、");
  g_autofree char *cases = join (one->cases, "、");
  g_autofree char *time = describe_time (one->parcel->handed_at);
  g_autofree char *title = g_strdup_printf ("%s · %s", or_dash (one->parcel->waybill), or_dash (one->parcel->recipient_name_masked));
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", or_dash (fapiao), or_dash (cases));
  GtkWidget *when = gtk_label_new (time);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (row, "numeric");
  gtk_widget_add_css_class (when, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), when);

  return row;
}

static void
build (VasHandoverDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *sum = describe_sum (self);
  GtkWidget *old;

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_box_remove (self->cards, old);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), sum);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (g_ptr_array_index (self->rows, i)));
  gtk_box_append (self->cards, group);
  gtk_stack_set_visible_child_name (self->stack, self->rows->len > 0 ? "list" : "nothing");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.print", self->rows->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.save", self->rows->len > 0);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasHandoverDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = vas_store_finish (VAS_STORE (object), result, &error);

  if (self->desk == NULL)
    return;
  if (rows == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        vas_desk_toast (self->desk, error->message);
      return;
    }
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_steal_pointer (&rows);
  build (self);
}

static void
reload (VasHandoverDialog *self)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->point = g_strdup (self->point);
  wanted->day = self->day;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  vas_store_read_async (vas_desk_get_store (self->desk), read_rows, wanted, wanted_free, (GDestroyNotify) g_ptr_array_unref,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

static void
show_day (VasHandoverDialog *self,
          VasDate            day)
{
  self->day = day;
  g_free (self->shown_day);
  self->shown_day = vas_date_format (day);
  adw_window_title_set_subtitle (self->heading, self->shown_day);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.next-day", day < vas_desk_get_today (self->desk));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.print", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.save", FALSE);
  reload (self);
}

static void
changed_cb (VasHandoverDialog  *self,
            const char * const *tables)
{
  if (g_strv_contains (tables, "parcel") || g_strv_contains (tables, "fapiao"))
    reload (self);
}

static void
day_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  VasHandoverDialog *self = VAS_HANDOVER_DIALOG (widget);

  show_day (self, vas_date_add_days (self->day, g_str_has_suffix (action_name, "next-day") ? 1 : -1));
}

static gboolean
run_list (gpointer    print,
          GtkWindow  *parent,
          GError    **error)
{
  return vas_table_print_run (print, parent, error);
}

static gboolean
export_list (gpointer     print,
             const char  *path,
             GError     **error)
{
  return vas_table_print_export (print, path, error);
}

/** vas_handover_dialog_make_job: @print: (transfer none): from vas_handover_dialog_make_print(); @job: (out): lives no longer than both. */
void
vas_handover_dialog_make_job (VasHandoverDialog *self,
                              VasTablePrint     *print,
                              VasPrintJob       *job)
{
  *job = (VasPrintJob) { print, run_list, export_list, "handover", self->shown_day, vas_handover_dialog_get_n_parcels (self) };
}

static void
print_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  VasHandoverDialog *self = VAS_HANDOVER_DIALOG (widget);
  g_autoptr (VasTablePrint) print = vas_handover_dialog_make_print (self);
  g_autofree char *title = g_strdup_printf (_("Handover list %s"), self->shown_day);
  g_autofree char *name = g_strconcat (title, ".pdf", NULL);
  VasPrintJob job;

  vas_handover_dialog_make_job (self, print, &job);
  if (g_str_has_suffix (action_name, "save"))
    vas_print_job_save (&job, self->desk, GTK_WINDOW (self), name);
  else
    vas_print_job_start (&job, self->desk, GTK_WINDOW (self));
}

/* A reading that is under way keeps the window alive for a moment, maybe longer than its parent. */
static void
vas_handover_dialog_unrealize (GtkWidget *widget)
{
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);

  GTK_WIDGET_CLASS (vas_handover_dialog_parent_class)->unrealize (widget);
}

static void
vas_handover_dialog_dispose (GObject *object)
{
  VasHandoverDialog *self = VAS_HANDOVER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->point, g_free);
  g_clear_pointer (&self->shown_day, g_free);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_handover_dialog_parent_class)->dispose (object);
}

static void
vas_handover_dialog_class_init (VasHandoverDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_handover_dialog_dispose;
  widget_class->unrealize = vas_handover_dialog_unrealize;
  gtk_widget_class_install_action (widget_class, "list.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "list.save", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "list.previous-day", NULL, day_action);
  gtk_widget_class_install_action (widget_class, "list.next-day", NULL, day_action);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-handover-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VasHandoverDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, VasHandoverDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, VasHandoverDialog, cards);
}

static void
vas_handover_dialog_init (VasHandoverDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_handover_dialog_new: (transfer none): @point: (nullable): of every issuing point; @day: the civil date that is shown first. */
GtkWidget *
vas_handover_dialog_new (VasDesk    *desk,
                         GtkWindow  *parent,
                         const char *point,
                         gint32      day)
{
  VasHandoverDialog *self = g_object_new (VAS_TYPE_HANDOVER_DIALOG, "transient-for", parent, NULL);
  g_autofree char *title = point != NULL ? g_strdup_printf (_("Handover List of %s"), point) : g_strdup (_("Handover List"));

  self->desk = g_object_ref (desk);
  self->point = g_strdup (point);
  adw_window_title_set_title (self->heading, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  g_signal_connect_object (desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  show_day (self, day);

  return GTK_WIDGET (self);
}

/** vas_handover_dialog_get_page: (transfer none): "loading", "nothing" or "list". */
const char *
vas_handover_dialog_get_page (VasHandoverDialog *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

/** vas_handover_dialog_get_n_parcels: of the day that is shown. */
guint
vas_handover_dialog_get_n_parcels (VasHandoverDialog *self)
{
  return self->rows != NULL ? self->rows->len : 0;
}

static void
add_print_row (VasTablePrint  *print,
               guint           place,
               VasHandoverRow *row)
{
  g_autofree char *number = g_strdup_printf ("%u", place + 1);
  g_autofree char *fapiao = join (row->fapiao, "\n");
  g_autofree char *cases = join (row->cases, "\n");
  g_autofree char *sheets = g_strdup_printf ("%u", row->fapiao->len);
  g_autofree char *time = describe_time (row->parcel->handed_at);
  const char * const cells[] = { number, or_dash (row->parcel->waybill), or_dash (row->parcel->recipient_name_masked),
                                 or_dash (row->parcel->recipient_address_masked), or_dash (fapiao), sheets, or_dash (cases),
                                 row->parcel->sender_pays ? _("sender pays") : _("collect"), time, "□" };

  vas_table_print_add_row (print, cells);
}

/** vas_handover_dialog_make_print: (transfer full): the list as it goes on paper, with the lines to sign on. */
VasTablePrint *
vas_handover_dialog_make_print (VasHandoverDialog *self)
{
  g_autofree char *now = vas_instant_format_local (vas_desk_get_now (self->desk));
  g_autofree char *sum = describe_sum (self);
  g_autofree char *subtitle = g_strdup_printf (_("%s · SF-Express · %s · printed %s"), self->shown_day, sum, now);
  g_autofree char *title = self->point != NULL ? g_strdup_printf (_("Handover List of %s"), self->point) : g_strdup (_("Handover List"));
  VasTablePrint *print = vas_table_print_new (title, subtitle);

  vas_table_print_add_column (print, _("No."), 4, TRUE);
  vas_table_print_add_column (print, _("Waybill"), 16, FALSE);
  vas_table_print_add_column (print, _("Recipient"), 9, FALSE);
  vas_table_print_add_column (print, _("Where to"), 20, FALSE);
  vas_table_print_add_column (print, _("Fapiao"), 20, FALSE);
  vas_table_print_add_column (print, _("Pieces"), 6, FALSE);
  vas_table_print_add_column (print, _("Request"), 15, FALSE);
  vas_table_print_add_column (print, _("Freight"), 9, FALSE);
  vas_table_print_add_column (print, _("Time"), 7, FALSE);
  vas_table_print_add_column (print, _("Checked"), 7, TRUE);
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    add_print_row (print, i, g_ptr_array_index (self->rows, i));
  vas_table_print_add_signature (print, _("Handed over by (desk), date, time"));
  vas_table_print_add_signature (print, _("Taken over by (courier), date, time"));

  return print;
}
