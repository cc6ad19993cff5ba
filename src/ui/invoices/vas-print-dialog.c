/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The print list. Its first page is the approved cases, all of them chosen; binding makes the second: the sheets in the order
 * of the paper, as the file has them, with the keys that copy what is typed into the tax-control program. Main thread.
 */

#include "vas-print-dialog.h"

#include "vas-compat.h"
#include "vas-finding-text.h"
#include "vas-print-loader.h"
#include "vas-print-writer.h"

#include <glib/gi18n.h>

struct _VasPrintDialog
{
  AdwWindow      parent_instance;

  GtkDropDown   *points;
  GtkWidget     *save_button;
  GtkButton     *bind_button;
  GtkLabel      *stock_label;
  GtkLabel      *error;
  GtkStack      *stack;
  GtkListBox    *list;
  GtkWidget     *keys_label;

  VasDesk       *desk;
  GCancellable  *cancellable;
  VasPrintPage  *page;
  VasVerdict    *asked;             /* (nullable): what the next press of the button confirms, of this choice of cases */
  gboolean       bound;             /* the second page is shown */
  gboolean       filling;
};

G_DEFINE_FINAL_TYPE (VasPrintDialog, vas_print_dialog, ADW_TYPE_WINDOW)

static void load (VasPrintDialog *self,
                  const char     *point);

static void
say_error (VasPrintDialog *self,
           const char     *text)
{
  gtk_label_set_text (self->error, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), text != NULL);
}

static void
clear_list (VasPrintDialog *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static GtkWidget *
add_row (VasPrintDialog *self,
         const char     *title,
         const char     *subtitle,
         VasMoney        amount)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = vas_money_format (amount);
  GtkWidget *label = gtk_label_new (text);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_append (self->list, row);

  return row;
}

static guint
count_chosen (VasPrintDialog *self)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkCheckButton *check = g_object_get_data (G_OBJECT (row), "check");

      if (check != NULL && gtk_check_button_get_active (check))
        n++;
    }

  return n;
}

static void
show_chosen (VasPrintDialog *self)
{
  const guint n = self->bound ? 0 : count_chosen (self);
  g_autofree char *text = g_strdup_printf (ngettext ("_Bind and Write %u Case", "_Bind and Write %u Cases", n), n);

  g_clear_pointer (&self->asked, vas_verdict_unref);
  gtk_button_set_label (self->bind_button, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->bind_button), n > 0 && self->page != NULL && self->page->point != NULL);
}

static void
add_waiting (VasPrintDialog *self,
             VasRequest     *request)
{
  g_autofree char *subtitle = NULL;
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row;

  subtitle = g_strdup_printf ("%s%s%s", request->number != NULL ? request->number : "", request->taxpayer_id != NULL ? " · " : "",
                              request->taxpayer_id != NULL ? request->taxpayer_id : "");
  row = add_row (self, request->title, subtitle, request->amount);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, request->title, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_object_set_data (G_OBJECT (row), "check", check);
}

static void
show_stock (VasPrintDialog *self)
{
  const VasStockSummary *summary = self->page->summary;
  g_autofree char *text = NULL;

  if (summary == NULL)
    text = g_strdup (_("No fapiao paper was ever received. Receive it first (fapiao stock)."));
  else if (summary->next_number == NULL)
    text = g_strdup_printf (_("No paper is left at %s."), summary->point);
  else
    text = g_strdup_printf (_("%s: %u sheets left, next %s %s · %u bound"), summary->point, (guint) summary->blank,
                            summary->next_code, summary->next_number, (guint) summary->bound);
  if (!self->bound && self->page->n_waiting > self->page->waiting->len)
    {
      g_autofree char *before = g_steal_pointer (&text);

      text = g_strdup_printf (_("%s\n%u of %u cases are on this list; the others follow on the next"), before,
                              self->page->waiting->len, (guint) self->page->n_waiting);
    }
  gtk_label_set_text (self->stock_label, text);
}

static void
show_waiting (VasPrintDialog *self)
{
  clear_list (self);
  for (guint i = 0; i < self->page->waiting->len; i++)
    add_waiting (self, g_ptr_array_index (self->page->waiting, i));
  gtk_stack_set_visible_child_name (self->stack, self->page->waiting->len > 0 ? "list" : "empty");
  show_chosen (self);
  if (self->page->waiting->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->bind_button));
  else
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
}

static void
show_sheets (VasPrintDialog *self)
{
  clear_list (self);
  for (guint i = 0; self->page->rows != NULL && i < self->page->rows->len; i++)
    {
      VasPrintRow *row = g_ptr_array_index (self->page->rows, i);
      g_autofree char *subtitle = NULL;
      GtkWidget *widget;

      subtitle = g_strdup_printf ("%s %s · %s%s%s", row->fapiao->code, row->fapiao->number, row->request->number,
                                  row->request->taxpayer_id != NULL ? " · " : "",
                                  row->request->taxpayer_id != NULL ? row->request->taxpayer_id : "");
      widget = add_row (self, row->request->title, subtitle, row->fapiao->amount);
      g_object_set_data (G_OBJECT (widget), "row", row);
    }
  gtk_stack_set_visible_child_name (self->stack, "list");
  gtk_widget_set_visible (GTK_WIDGET (self->bind_button), FALSE);
  gtk_widget_set_visible (self->save_button, TRUE);
  gtk_widget_set_visible (self->keys_label, TRUE);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
}

static void
show_points (VasPrintDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char * const *) self->page->points);

  self->filling = TRUE;
  gtk_drop_down_set_model (self->points, G_LIST_MODEL (names));
  for (guint i = 0; self->page->points[i] != NULL; i++)
    {
      if (g_strcmp0 (self->page->points[i], self->page->point) == 0)
        gtk_drop_down_set_selected (self->points, i);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->points), self->page->points[0] != NULL && !self->bound);
  self->filling = FALSE;
}

static void write_file (VasPrintDialog *self,
                        gboolean        ask);

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasPrintDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  VasPrintPage *page = vas_print_load_finish (self->desk, result, &error);

  if (page == NULL || g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&page, vas_print_page_free);
      if (!g_cancellable_is_cancelled (self->cancellable))
        say_error (self, error->message);
      return;
    }

  clear_list (self);
  g_clear_pointer (&self->page, vas_print_page_free);
  self->page = page;
  show_points (self);
  show_stock (self);
  if (self->bound)
    {
      show_sheets (self);
      write_file (self, FALSE);
    }
  else
    show_waiting (self);
}

static void
load (VasPrintDialog *self,
      const char     *point)
{
  vas_print_load_async (self->desk, point, self->bound, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
point_cb (VasPrintDialog *self)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (self->points);

  if (self->filling || item == NULL)
    return;
  g_settings_set_string (vas_desk_get_settings (self->desk), "issuing-point", gtk_string_object_get_string (item));
  load (self, gtk_string_object_get_string (item));
}

/* Why nothing was bound. What may be confirmed is confirmed by pressing again; the button had lost the focus while it was off. */
static void
say_refused (VasPrintDialog *self,
             VasVerdict     *verdict)
{
  const gboolean asks = vas_verdict_get_outcome (verdict) == VAS_OUTCOME_ASK;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < vas_verdict_get_n (verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (verdict, i);
      g_autofree char *line = vas_finding_describe_with_clause (finding);

      if (finding->outcome != VAS_OUTCOME_PASS)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }
  if (asks)
    {
      g_string_append_printf (text, "\n%s", _("Press again to confirm"));
      self->asked = vas_verdict_ref (verdict);
    }
  say_error (self, text->str);
  gtk_widget_grab_focus (GTK_WIDGET (self->bind_button));
  g_string_free (text, TRUE);
}

static void
bound_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasPrintDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_desk_run_finish (VAS_DESK (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (receipt != NULL && receipt->applied)
    {
      self->bound = TRUE;
      load (self, self->page->point);
      return;
    }

  gtk_widget_set_sensitive (GTK_WIDGET (self->bind_button), TRUE);
  if (receipt != NULL)
    say_refused (self, receipt->verdict);
  else
    say_error (self, error->message);
}

static void
acknowledge_asked (VasPrintDialog *self,
                   VasCommand     *command)
{
  for (guint i = 0; self->asked != NULL && i < vas_verdict_get_n (self->asked); i++)
    {
      VasFinding *finding = vas_verdict_get (self->asked, i);

      if (finding->outcome == VAS_OUTCOME_ASK)
        vas_command_acknowledge (command, finding->code);
    }
  g_clear_pointer (&self->asked, vas_verdict_unref);
}

static void
bind_cb (VasPrintDialog *self)
{
  g_autoptr (VasCommand) command = vas_desk_new_command (self->desk, "print.list");
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  guint place = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      VasRequest *request = g_ptr_array_index (self->page->waiting, place++);

      if (gtk_check_button_get_active (g_object_get_data (G_OBJECT (row), "check")))
        g_ptr_array_add (keys, (gpointer) vas_entity_get_key (VAS_ENTITY (request)));
    }
  g_ptr_array_add (keys, NULL);

  say_error (self, NULL);
  acknowledge_asked (self, command);
  gtk_widget_set_sensitive (GTK_WIDGET (self->bind_button), FALSE);
  vas_command_set_texts (command, "requests", (const char * const *) keys->pdata);
  vas_command_set_text (command, "point", self->page->point);
  vas_desk_run_async (self->desk, command, NULL, self->cancellable, bound_cb, g_object_ref (self));
}

typedef struct {
  VasPrintDialog *dialog;
  char           *path;             /* or another place that a file was written to */
} Writing;

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Writing *writing = user_data;
  g_autoptr (VasPrintDialog) self = writing->dialog;
  g_autofree char *path = writing->path;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  const gboolean written = vas_print_write_finish (VAS_DESK (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  say_error (self, written ? NULL : error->message);
  if (!written)
    return;
  text = g_strdup_printf (_("%u sheets were written to %s."), self->page->rows->len, path);
  gtk_label_set_text (self->stock_label, text);
}

static void
write_to (VasPrintDialog *self,
          GFile          *file)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->dialog = g_object_ref (self);
  writing->path = g_file_get_path (file);
  if (writing->path == NULL)
    writing->path = g_file_get_uri (file);
  vas_print_write_async (self->desk, self->page->rows, file, self->cancellable, written_cb, writing);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasPrintDialog) self = user_data;
  g_autoptr (GFile) file = vas_compat_choose_file_finish (result, NULL);
  g_autoptr (GFile) folder = file != NULL ? g_file_get_parent (file) : NULL;
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  if (file == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (path != NULL)
    g_settings_set_string (vas_desk_get_settings (self->desk), "print-list-folder", path);
  write_to (self, file);
}

/* The folder of the last list is asked for once. */
static void
write_file (VasPrintDialog *self,
            gboolean        ask)
{
  g_autofree char *folder = g_settings_get_string (vas_desk_get_settings (self->desk), "print-list-folder");
  g_autofree char *date = vas_date_format (vas_desk_get_today (self->desk));
  g_autofree char *name = NULL;
  VasPrintRow *first;

  if (self->page->rows == NULL || self->page->rows->len == 0)
    return;
  first = g_ptr_array_index (self->page->rows, 0);
  name = g_strdup_printf ("%s-%s.csv", date, first->fapiao->number);
  if (!ask && *folder != '\0' && g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_autoptr (GFile) file = g_file_new_build_filename (folder, name, NULL);

      write_to (self, file);
      return;
    }
  vas_compat_choose_file_async (GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _("Save the Print List"), name, NULL,
                                self->cancellable, chosen_cb, g_object_ref (self));
}

static void
save_cb (VasPrintDialog *self)
{
  write_file (self, TRUE);
}

static char *
get_copy (VasPrintRow *row,
          guint        keyval)
{
  if (keyval == GDK_KEY_F6)
    return g_strdup (row->request->title);
  if (keyval == GDK_KEY_F7)
    return g_strdup (row->request->taxpayer_id != NULL ? row->request->taxpayer_id : "");

  return vas_money_format_plain (row->fapiao->net);
}

static gboolean
go_on (VasPrintDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  GtkListBoxRow *next = gtk_list_box_get_row_at_index (self->list, row != NULL ? gtk_list_box_row_get_index (row) + 1 : 0);

  if (next == NULL)
    return GDK_EVENT_STOP;
  gtk_list_box_select_row (self->list, next);
  gtk_widget_grab_focus (GTK_WIDGET (next));

  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (VasPrintDialog *self,
                guint           keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  g_autofree char *text = NULL;
  g_autofree char *said = NULL;

  if (keyval == GDK_KEY_Escape)
    {
      gtk_window_close (GTK_WINDOW (self));
      return GDK_EVENT_STOP;
    }
  if (!self->bound || row == NULL || keyval < GDK_KEY_F6 || keyval > GDK_KEY_F9)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_F9)
    return go_on (self);

  text = get_copy (g_object_get_data (G_OBJECT (row), "row"), keyval);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  said = g_strdup_printf (_("Copied: %s"), text);
  gtk_label_set_text (self->stock_label, said);

  return GDK_EVENT_STOP;
}

static void
vas_print_dialog_dispose (GObject *object)
{
  VasPrintDialog *self = VAS_PRINT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (vas_print_dialog_parent_class)->dispose (object);
}

static void
vas_print_dialog_finalize (GObject *object)
{
  VasPrintDialog *self = VAS_PRINT_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->asked, vas_verdict_unref);
  g_clear_pointer (&self->page, vas_print_page_free);

  G_OBJECT_CLASS (vas_print_dialog_parent_class)->finalize (object);
}

static void
vas_print_dialog_class_init (VasPrintDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vas_print_dialog_dispose;
  object_class->finalize = vas_print_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-print-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VasPrintDialog, points);
  gtk_widget_class_bind_template_child (widget_class, VasPrintDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, VasPrintDialog, bind_button);
  gtk_widget_class_bind_template_child (widget_class, VasPrintDialog, stock_label);
  gtk_widget_class_bind_template_child (widget_class, VasPrintDialog, error);
  gtk_widget_class_bind_template_child (widget_class, VasPrintDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, VasPrintDialog, list);
  gtk_widget_class_bind_template_child (widget_class, VasPrintDialog, keys_label);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
vas_print_dialog_init (VasPrintDialog *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  g_signal_connect_object (self->points, "notify::selected", G_CALLBACK (point_cb), self, G_CONNECT_SWAPPED);
}

/** vas_print_dialog_new: (transfer none): a window of its own, that reads by itself. */
GtkWidget *
vas_print_dialog_new (VasDesk   *desk,
                      GtkWindow *parent)
{
  VasPrintDialog *self = g_object_new (VAS_TYPE_PRINT_DIALOG, "transient-for", parent, NULL);
  g_autofree char *point = g_settings_get_string (vas_desk_get_settings (desk), "issuing-point");

  self->desk = g_object_ref (desk);
  load (self, point);

  return GTK_WIDGET (self);
}
