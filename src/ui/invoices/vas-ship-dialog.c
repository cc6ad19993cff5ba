/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sending several cases: parcels are proposed, and the waybills are scanned or typed one after another. A wrong scan stops the
 * dialog until it is acknowledged, as it does in the second pass; a waybill that is refused leaves its parcel where it was. Each
 * parcel is a command of its own. Main thread.
 */

#include "vas-ship-dialog-private.h"

#include "vas-finding-text.h"
#include "vas-role.h"
#include "vas-waybill.h"

#include <glib/gi18n.h>

/* What one command takes. */
#define MOST_SHEETS 20

enum {
  JUDGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasShipDialog, vas_ship_dialog, ADW_TYPE_WINDOW)

static gboolean
is_stopped (VasShipDialog *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->alarm));
}

static guint
count (VasShipDialog *self,
       VasBatchState  state)
{
  guint n = 0;

  for (guint i = 0; i < self->parcels->len; i++)
    n += vas_batch_row_get_state (((VasShipParcel *) g_ptr_array_index (self->parcels, i))->row) == state ? 1 : 0;

  return n;
}

static void
show_summary (VasShipDialog *self)
{
  const guint n_sent = count (self, VAS_BATCH_DONE);
  g_autofree char *text = g_strdup_printf (ngettext ("%u of %u parcel is sent.", "%u of %u parcels are sent.", self->parcels->len),
                                           n_sent, self->parcels->len);

  gtk_label_set_text (self->summary, text);
}

/** vas_ship_dialog_show: shows which parcel is the next, and what can be done. */
void
vas_ship_dialog_show (VasShipDialog *self)
{
  const gboolean open = self->current != NULL && !is_stopped (self) && self->running == NULL;
  g_autofree char *heading = NULL;
  guint place = 0;

  if (self->current != NULL && g_ptr_array_find (self->parcels, self->current, &place))
    heading = g_strdup_printf (_("Parcel %u of %u: scan its waybill, or type it"), place + 1, self->parcels->len);
  else if (self->file != NULL)
    heading = g_strdup (self->parcels->len > 0 ? _("Nothing is left to be sent") : _("None of these can be sent"));
  gtk_label_set_text (self->heading, heading != NULL ? heading : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->waybill), open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->skip_button), open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->split_button), open && self->current->cases->len > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->sender_pays), (vas_desk_get_roles (self->desk) & VAS_ROLE_INVOICE_SUPERVISOR) != 0);
  show_summary (self);
  if (open)
    gtk_widget_grab_focus (GTK_WIDGET (self->waybill));
}

/** vas_ship_dialog_set_current: @parcel: (nullable): the next waybill is its. */
void
vas_ship_dialog_set_current (VasShipDialog *self,
                             VasShipParcel *parcel)
{
  if (self->current != NULL && vas_batch_row_get_state (self->current->row) == VAS_BATCH_CURRENT)
    vas_batch_row_set_state (self->current->row, VAS_BATCH_WAITING, NULL);
  self->current = parcel;
  g_clear_pointer (&self->scanned, g_free);
  if (parcel != NULL)
    {
      vas_batch_row_set_state (parcel->row, VAS_BATCH_CURRENT, NULL);
      vas_batch_row_show (parcel->row);
    }
  vas_ship_dialog_show (self);
  vas_ship_dialog_keep (self);
}

/* The first that waits after @after, and from the beginning again. */
static void
go_on (VasShipDialog *self,
       VasShipParcel *after)
{
  guint place = 0;

  if (after == NULL || !g_ptr_array_find (self->parcels, after, &place))
    place = self->parcels->len - 1;
  for (guint i = 1; i <= self->parcels->len; i++)
    {
      VasShipParcel *parcel = g_ptr_array_index (self->parcels, (place + i) % self->parcels->len);

      if (vas_batch_row_get_state (parcel->row) == VAS_BATCH_WAITING)
        {
          vas_ship_dialog_set_current (self, parcel);
          return;
        }
    }
  vas_ship_dialog_set_current (self, NULL);
}

static void
beep (VasShipDialog *self)
{
  if (g_settings_get_boolean (vas_desk_get_settings (self->desk), "wrong-scan-sound"))
    gdk_display_beep (gtk_widget_get_display (GTK_WIDGET (self)));
}

static void
stop (VasShipDialog *self,
      const char    *text)
{
  gtk_label_set_text (self->alarm_text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->alarm), TRUE);
  vas_ship_dialog_show (self);
  beep (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->acknowledge_button));
  g_signal_emit (self, signals[JUDGED], 0);
}

static void
acknowledge_cb (VasShipDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->alarm), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->waybill), "");
  vas_ship_dialog_show (self);
}

static void
shipped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasShipDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_desk_run_finish (VAS_DESK (object), result, &error);
  VasShipParcel *parcel = self->running;

  self->running = NULL;
  if (self->desk == NULL)
    return;
  if (receipt == NULL || !receipt->applied)
    {
      g_autofree char *why = receipt != NULL ? vas_verdict_describe_refusal (receipt->verdict) : g_strdup (error->message);

      stop (self, why);
      return;
    }

  vas_batch_row_set_state (parcel->row, VAS_BATCH_DONE, gtk_editable_get_text (GTK_EDITABLE (self->waybill)));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (parcel->row), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->waybill), "");
  gtk_check_button_set_active (self->sender_pays, FALSE);
  go_on (self, parcel);
  g_signal_emit (self, signals[JUDGED], 0);
}

static void
ship (VasShipDialog *self,
      const char    *waybill)
{
  g_autoptr (VasCommand) command = vas_desk_new_command (self->desk, "parcel.ship");
  g_autofree char *done = g_strdup_printf (_("Shipped with waybill %s."), waybill);
  g_auto (GStrv) sheets = vas_ship_parcel_list (self->current);

  vas_command_set_texts (command, "fapiao", (const char * const *) sheets);
  vas_command_set_text (command, "waybill", waybill);
  if (self->scanned != NULL)
    vas_command_set_text (command, "paired_with", self->scanned);
  if (gtk_check_button_get_active (self->sender_pays))
    vas_command_set_bool (command, "sender_pays", TRUE);
  self->running = self->current;
  vas_ship_dialog_show (self);
  vas_desk_run_async (self->desk, command, done, NULL, shipped_cb, g_object_ref (self));
}

static void
typed_cb (VasShipDialog *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->waybill)));

  if (*text != '\0' && self->current != NULL && self->running == NULL && !is_stopped (self))
    ship (self, text);
}

/* As in the second pass: a whole number goes on by itself. */
static void
changed_cb (VasShipDialog *self)
{
  vas_ship_dialog_keep (self);
  if (!self->restoring && vas_waybill_is_whole (gtk_editable_get_text (GTK_EDITABLE (self->waybill))))
    typed_cb (self);
}

static void
take_sheet (VasShipDialog *self,
            VasScanKind    kind,
            const char    *text)
{
  VasShipParcel *parcel;
  VasFapiao *sheet = vas_ship_dialog_find (self, kind, text, &parcel);

  if (sheet == NULL)
    {
      stop (self, _("R20 (§4.8): this sheet is in none of these parcels."));
      return;
    }
  if (vas_batch_row_get_state (parcel->row) == VAS_BATCH_DONE)
    {
      stop (self, _("R22 (§4.8): the parcel of this sheet is sent already."));
      return;
    }
  vas_ship_dialog_set_current (self, parcel);
  self->scanned = g_strdup (vas_entity_get_key (VAS_ENTITY (sheet)));
}

/** vas_ship_dialog_scan: a waybill is the current parcel's, a sheet says which parcel is the next; anything else stops it. */
void
vas_ship_dialog_scan (VasShipDialog *self,
                      VasScanKind    kind,
                      const char    *text)
{
  if (is_stopped (self) || self->running != NULL || self->file == NULL)
    {
      beep (self);
      return;
    }
  if (kind == VAS_SCAN_FAPIAO_QR || kind == VAS_SCAN_FAPIAO_NUMBER)
    {
      take_sheet (self, kind, text);
      return;
    }
  if (kind != VAS_SCAN_WAYBILL || self->current == NULL)
    {
      stop (self, kind == VAS_SCAN_WAYBILL ? _("No parcel waits for a waybill.") : _("This is neither a waybill nor a sheet."));
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->waybill), text);
  typed_cb (self);
}

static void
scanned_cb (VasShipDialog *self,
            guint          kind,
            const char    *text)
{
  vas_ship_dialog_scan (self, (VasScanKind) kind, text);
}

/** vas_ship_dialog_split: every case of the current parcel goes in one of its own. */
void
vas_ship_dialog_split (VasShipDialog *self)
{
  VasShipParcel *whole = self->current, *first = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  guint place;

  if (whole == NULL || whole->cases->len < 2 || !g_ptr_array_find (self->parcels, whole, &place))
    return;
  cases = g_ptr_array_ref (whole->cases);
  self->current = NULL;
  gtk_list_box_remove (self->list, GTK_WIDGET (whole->row));
  g_ptr_array_remove_index (self->parcels, place);
  for (guint i = 0; i < cases->len; i++)
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func (g_object_unref);
      VasShipParcel *parcel;

      g_ptr_array_add (one, g_object_ref (g_ptr_array_index (cases, i)));
      parcel = vas_ship_dialog_propose (self, one, (int) (place + i));
      parcel->apart = TRUE;
      first = first != NULL ? first : parcel;
    }
  vas_ship_dialog_set_current (self, first);
}

/** vas_ship_dialog_skip: the next parcel is the current one; this one waits. */
void
vas_ship_dialog_skip (VasShipDialog *self)
{
  VasShipParcel *parcel = self->current;

  if (parcel == NULL)
    return;
  vas_batch_row_set_state (parcel->row, VAS_BATCH_WAITING, NULL);
  go_on (self, parcel);
}

static void
activated_cb (VasShipDialog *self,
              GtkListBoxRow *row)
{
  for (guint i = 0; i < self->parcels->len && !is_stopped (self) && self->running == NULL; i++)
    {
      VasShipParcel *parcel = g_ptr_array_index (self->parcels, i);

      if (GTK_LIST_BOX_ROW (parcel->row) == row)
        vas_ship_dialog_set_current (self, parcel);
    }
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasShipDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parcels = NULL;
  VasBatchFile *file = vas_batch_file_load_finish (VAS_DESK (object), result, &error);

  if (file == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        stop (self, error->message);
      return;
    }

  self->file = file;
  parcels = vas_batch_file_make_parcels (file, MOST_SHEETS);
  for (guint i = 0; i < parcels->len; i++)
    vas_ship_dialog_propose (self, g_ptr_array_index (parcels, i), -1);
  vas_ship_dialog_list_out (self);
  go_on (self, NULL);
  vas_ship_dialog_restore (self);
}

static void
vas_ship_dialog_dispose (GObject *object)
{
  VasShipDialog *self = VAS_SHIP_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  self->current = NULL;
  g_clear_object (&self->scanner);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->file, vas_batch_file_free);
  g_ptr_array_set_size (self->parcels, 0);
  g_clear_pointer (&self->scanned, g_free);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_ship_dialog_parent_class)->dispose (object);
}

static void
vas_ship_dialog_finalize (GObject *object)
{
  VasShipDialog *self = VAS_SHIP_DIALOG (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->parcels);

  G_OBJECT_CLASS (vas_ship_dialog_parent_class)->finalize (object);
}

static void
vas_ship_dialog_class_init (VasShipDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_ship_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vas_ship_dialog_finalize;

  signals[JUDGED] = g_signal_new ("judged", VAS_TYPE_SHIP_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-ship-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VasShipDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, VasShipDialog, waybill);
  gtk_widget_class_bind_template_child (widget_class, VasShipDialog, alarm);
  gtk_widget_class_bind_template_child (widget_class, VasShipDialog, alarm_text);
  gtk_widget_class_bind_template_child (widget_class, VasShipDialog, acknowledge_button);
  gtk_widget_class_bind_template_child (widget_class, VasShipDialog, split_button);
  gtk_widget_class_bind_template_child (widget_class, VasShipDialog, skip_button);
  gtk_widget_class_bind_template_child (widget_class, VasShipDialog, sender_pays);
  gtk_widget_class_bind_template_child (widget_class, VasShipDialog, list);
  gtk_widget_class_bind_template_child (widget_class, VasShipDialog, summary);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, vas_ship_dialog_keep);
  gtk_widget_class_bind_template_callback (widget_class, acknowledge_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, vas_ship_dialog_split);
  gtk_widget_class_bind_template_callback (widget_class, vas_ship_dialog_skip);
}

static void
vas_ship_dialog_init (VasShipDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_ship_parcel_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_ship_dialog_new: (transfer none): @keys: (element-type utf8): of the requests that are to be sent */
GtkWidget *
vas_ship_dialog_new (VasDesk   *desk,
                     GtkWindow *parent,
                     GPtrArray *keys)
{
  VasShipDialog *self = g_object_new (VAS_TYPE_SHIP_DIALOG, "transient-for", parent, NULL);
  g_autofree char *title = g_strdup_printf (ngettext ("Send %u Request", "Send %u Requests", keys->len), keys->len);

  self->desk = g_object_ref (desk);
  self->subject = vas_draft_keeper_subject_of (keys);
  gtk_window_set_title (GTK_WINDOW (self), title);
  self->scanner = vas_scanner_new (GTK_WIDGET (self));
  vas_scanner_add_field (self->scanner, GTK_EDITABLE (self->waybill));
  g_signal_connect_object (self->scanner, "scanned", G_CALLBACK (scanned_cb), self, G_CONNECT_SWAPPED);
  vas_ship_dialog_show (self);
  vas_batch_file_load_async (desk, keys, self->cancellable, loaded_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}

/** vas_ship_dialog_set_sender_pays: R22: after our own mistake the sender pays for the current parcel; the supervisor's. */
void
vas_ship_dialog_set_sender_pays (VasShipDialog *self,
                                 gboolean       sender_pays)
{
  gtk_check_button_set_active (self->sender_pays, sender_pays);
}

/** vas_ship_dialog_get_list: (transfer none): the lines, each a #VasBatchRow. */
GtkListBox *
vas_ship_dialog_get_list (VasShipDialog *self)
{
  return self->list;
}

/** vas_ship_dialog_get_error: (transfer none) (nullable): what stops it. */
const char *
vas_ship_dialog_get_error (VasShipDialog *self)
{
  return is_stopped (self) ? gtk_label_get_text (self->alarm_text) : NULL;
}
