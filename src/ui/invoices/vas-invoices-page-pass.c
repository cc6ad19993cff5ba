/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The second pass on the page: the scanner of the window, the keys, the alarm that covers the page, and the sheet that is to
 * be typed next. What is scanned or typed goes to the second pass, which says what is to be shown.
 */

#include "vas-invoices-page-private.h"

#include "vas-compat.h"
#include "vas-print-dialog.h"
#include "vas-print-store.h"

#include <glib/gi18n.h>

static VasPassForm *
get_form (VasInvoicesPage *self)
{
  return vas_case_pane_get_pass_form (self->pane);
}

static void
scanned_cb (VasInvoicesPage *self,
            guint            kind,
            const char      *text)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", "invoices");
  vas_second_pass_scan (self->pass, (VasScanKind) kind, text);
}

static void
open_cb (VasInvoicesPage *self,
         const char      *key)
{
  vas_invoices_page_open_next (self, key);
}

static void
current_cb (VasInvoicesPage *self)
{
  vas_second_pass_set_current (self->pass, vas_queue_pane_get_current (self->queue));
}

static void
refused_cb (VasInvoicesPage *self,
            guint            field,
            const char      *text)
{
  vas_pass_form_refuse (get_form (self), (VasPassField) field, text);
}

static void
alarmed_cb (VasInvoicesPage *self)
{
  if (g_settings_get_boolean (vas_desk_get_settings (self->desk), "wrong-scan-sound"))
    gdk_display_beep (gtk_widget_get_display (GTK_WIDGET (self)));
}

static void
raise_alarm (VasInvoicesPage *self,
             const char      *title)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!gtk_widget_get_visible (GTK_WIDGET (self->alarm)))
    g_set_weak_pointer (&self->alarm_focus, root != NULL ? gtk_root_get_focus (root) : NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->paned), FALSE);
  vas_invoices_page_allow_keys (self, FALSE);
  vas_alarm_pane_raise (self->alarm, title, vas_second_pass_get_detail (self->pass), vas_second_pass_is_asking (self->pass));
}

static void
lower_alarm (VasInvoicesPage *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->alarm)))
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->paned), TRUE);
  vas_invoices_page_allow_keys (self, TRUE);
  vas_alarm_pane_lower (self->alarm);
  if (self->alarm_focus == NULL || !gtk_widget_grab_focus (self->alarm_focus))
    vas_queue_pane_focus (self->queue);
  g_clear_weak_pointer (&self->alarm_focus);
}

static void
changed_cb (VasInvoicesPage *self)
{
  const char *title = vas_second_pass_get_alarm (self->pass);

  vas_pass_form_set_others (get_form (self), vas_second_pass_get_n_others (self->pass));
  if (title != NULL)
    raise_alarm (self, title);
  else
    lower_alarm (self);
}

static void
acknowledged_cb (VasInvoicesPage *self)
{
  vas_second_pass_acknowledge (self->pass);
}

static void
dismissed_cb (VasInvoicesPage *self)
{
  vas_second_pass_dismiss (self->pass);
}

static void
sheet_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  const char *code, *number, *date_text, *check;
  VasDate date;

  g_variant_get (parameter, "(&s&s&s&s)", &code, &number, &date_text, &check);
  if (vas_date_parse (date_text, &date, NULL))
    vas_second_pass_enter_sheet (VAS_INVOICES_PAGE (widget)->pass, code, number, date, check);
}

/* The text of a QR code that no scanner typed. */
static void
code_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  vas_second_pass_scan (VAS_INVOICES_PAGE (widget)->pass, VAS_SCAN_FAPIAO_QR, g_variant_get_string (parameter, NULL));
}

static void
waybill_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  vas_second_pass_enter_waybill (VAS_INVOICES_PAGE (widget)->pass, g_variant_get_string (parameter, NULL));
}

static void
tell_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  vas_second_pass_tell (VAS_INVOICES_PAGE (widget)->pass);
}

static void
join_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  vas_second_pass_join (VAS_INVOICES_PAGE (widget)->pass);
}

static void
rest_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  vas_queue_pane_focus (VAS_INVOICES_PAGE (widget)->queue);
}

/* Escape in a field: the sheet in the hand is no longer said to be of the open case. */
static void
leave_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);

  vas_second_pass_set_pinned (self->pass, FALSE);
  vas_queue_pane_focus (self->queue);
}

static void
print_list_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  GtkWidget *dialog = vas_print_dialog_new (VAS_INVOICES_PAGE (widget)->desk, GTK_WINDOW (gtk_widget_get_root (widget)));

  gtk_window_present (GTK_WINDOW (dialog));
}

/* The newest picture is of the sheet that was issued last. */
static void
picture_cb (VasInvoicesPage *self,
            const char      *path)
{
  const char *sheet = vas_second_pass_get_last_sheet (self->pass);

  if (sheet != NULL)
    vas_photo_feed_attach (self->photos, sheet, path);
  else
    vas_desk_toast (self->desk, _("A picture came, but no sheet was scanned yet."));
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasInvoicesPage) self = user_data;
  g_autoptr (GFile) file = vas_compat_choose_file_finish (result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *sheet = g_steal_pointer (&self->photo_sheet);

  if (path != NULL && sheet != NULL && self->photos != NULL)
    vas_photo_feed_attach (self->photos, sheet, path);
}

static void
photo_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  static const char * const kinds[] = { "image/jpeg", "image/png", "application/pdf", NULL };
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);
  g_autofree char *folder = g_settings_get_string (vas_desk_get_settings (self->desk), "watched-folder");
  const char *sheet, *path;

  g_variant_get (parameter, "(&s&s)", &sheet, &path);
  if (*path != '\0')
    {
      vas_photo_feed_attach (self->photos, sheet, path);
      return;
    }
  g_free (self->photo_sheet);
  self->photo_sheet = g_strdup (sheet);
  vas_compat_choose_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), GTK_FILE_CHOOSER_ACTION_OPEN,
                                _("Photo of the Fapiao"), *folder != '\0' ? folder : NULL, kinds, NULL, chosen_cb, g_object_ref (self));
}

static gpointer
find_waiting (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  return vas_print_find_lowest (sql, error);
}

/* Who goes to the fields says that the sheet in the hand is of the case that is open. */
static gboolean
start_typing (VasInvoicesPage *self)
{
  if (!vas_pass_form_start (get_form (self)))
    return FALSE;

  vas_second_pass_set_pinned (self->pass, TRUE);
  return TRUE;
}

static void
shown_cb (VasInvoicesPage *self)
{
  VasCaseFile *file = vas_case_pane_get_file (self->pane);

  /* The form is there since the first case. */
  if (file != NULL && !self->knows_fields)
    {
      self->knows_fields = TRUE;
      vas_pass_form_add_fields (get_form (self), self->scanner);
    }
  if (!self->typing || file == NULL || g_strcmp0 (vas_case_file_get_key (file), self->open_key) != 0)
    return;
  self->typing = FALSE;
  start_typing (self);
}

static void
waiting_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasInvoicesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = vas_store_finish (VAS_STORE (object), result, &error);

  if (self->desk == NULL)
    return;
  if (key == NULL)
    vas_desk_toast (self->desk, error->message);
  else if (*key == '\0')
    vas_desk_toast (self->desk, _("No sheet waits: make a print list first (L)."));
  else
    {
      self->typing = TRUE;
      vas_invoices_page_open_next (self, key);
      shown_cb (self);
    }
}

static void
type_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);

  if (!start_typing (self))
    vas_store_read_async (vas_desk_get_store (self->desk), find_waiting, NULL, NULL, g_free, NULL, waiting_cb,
                          g_object_ref (self));
}

/* Digits that no field wanted begin the first field of the case. */
static gboolean
key_pressed_cb (VasInvoicesPage *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || vas_second_pass_get_alarm (self->pass) != NULL)
    return GDK_EVENT_PROPAGATE;
  if (focus != NULL && (GTK_IS_EDITABLE (focus) || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL))
    return GDK_EVENT_PROPAGATE;

  return vas_pass_form_type (get_form (self), gdk_keyval_to_unicode (keyval));
}

/** vas_invoices_page_install_pass: the actions of the second pass. */
void
vas_invoices_page_install_pass (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "pass.sheet", "(ssss)", sheet_action);
  gtk_widget_class_install_action (widget_class, "pass.code", "s", code_action);
  gtk_widget_class_install_action (widget_class, "pass.waybill", "s", waybill_action);
  gtk_widget_class_install_action (widget_class, "pass.tell", NULL, tell_action);
  gtk_widget_class_install_action (widget_class, "pass.print-list", NULL, print_list_action);
  gtk_widget_class_install_action (widget_class, "pass.photo", "(ss)", photo_action);
  gtk_widget_class_install_action (widget_class, "pass.join", NULL, join_action);
  gtk_widget_class_install_action (widget_class, "pass.type", NULL, type_action);
  gtk_widget_class_install_action (widget_class, "pass.rest", NULL, rest_action);
  gtk_widget_class_install_action (widget_class, "pass.leave", NULL, leave_action);
}

/** vas_invoices_page_add_pass: joins scanner, second pass and panes; the panes and the gate are there. */
void
vas_invoices_page_add_pass (VasInvoicesPage *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  self->pass = vas_second_pass_new (self->desk);
  self->scanner = vas_scanner_new (GTK_WIDGET (self));
  self->photos = vas_photo_feed_new (self->desk);
  g_signal_connect_object (self->photos, "picture", G_CALLBACK (picture_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scanner, "scanned", G_CALLBACK (scanned_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pass, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pass, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pass, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pass, "alarmed", G_CALLBACK (alarmed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->alarm, "acknowledged", G_CALLBACK (acknowledged_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->alarm, "dismissed", G_CALLBACK (dismissed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "notify::current", G_CALLBACK (current_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "notify::file", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);

  vas_key_gate_add (self->gate, GDK_KEY_t, 0, "pass.tell");
  vas_key_gate_add (self->gate, GDK_KEY_i, 0, "pass.type");
  vas_key_gate_add (self->gate, GDK_KEY_g, 0, "pass.join");
  vas_key_gate_add (self->gate, GDK_KEY_l, 0, "pass.print-list");
}

/** vas_invoices_page_close_pass: ends it; may be called again. */
void
vas_invoices_page_close_pass (VasInvoicesPage *self)
{
  if (self->pass != NULL)
    vas_second_pass_close (self->pass);
  g_clear_object (&self->pass);
  g_clear_object (&self->scanner);
  g_clear_object (&self->photos);
  g_clear_pointer (&self->photo_sheet, g_free);
  g_clear_weak_pointer (&self->alarm_focus);
}
