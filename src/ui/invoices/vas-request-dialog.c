/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The form of an invoice request (R13 to R16): the caller, what the caller states beside ours, title and recipient proposed
 * from earlier requests, the result live. Ctrl+Enter submits; what is asked about is confirmed by a second Ctrl+Enter.
 * It closes when the request is saved; closed before that, it keeps its draft. Main thread.
 */

#include "vas-request-dialog-private.h"

#include <glib/gi18n.h>

#include "vas-compat.h"
#include "vas-labels.h"
#include "vas-scanner.h"
#include "vas-uuid.h"

enum {
  SIGNAL_ENTERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasRequestDialog, vas_request_dialog, ADW_TYPE_WINDOW)

/** vas_request_dialog_say: says @text in a toast of the dialog. */
void
vas_request_dialog_say (VasRequestDialog *self,
                        const char       *message)
{
  adw_toast_overlay_add_toast (self->overlay, adw_toast_new (message));
}

/* A request on its way: the form may be closed before it is saved, and its draft goes all the same. */
typedef struct {
  VasRequestDialog *dialog;
  VasDraftKeeper   *draft;
} Submitting;

static void
submitting_free (Submitting *submitting)
{
  g_object_unref (submitting->dialog);
  g_object_unref (submitting->draft);
  g_free (submitting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Submitting, submitting_free)

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Submitting) submitting = user_data;
  VasRequestDialog *self = submitting->dialog;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_desk_run_finish (VAS_DESK (object), result, &error);

  if (receipt != NULL && receipt->applied)
    vas_draft_keeper_discard (submitting->draft);
  self->busy = FALSE;
  if (self->desk == NULL)
    return;
  if (receipt == NULL)
    {
      vas_request_dialog_say (self, error->message);
      vas_request_dialog_show_verdict (self);
      return;
    }
  if (!receipt->applied)
    {
      g_clear_pointer (&self->verdict, vas_verdict_unref);
      self->verdict = vas_verdict_ref (receipt->verdict);
      vas_request_dialog_show_verdict (self);
      return;
    }

  g_signal_emit (self, signals[SIGNAL_ENTERED], 0, self->key);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
acknowledge_all (VasRequestDialog *self,
                 VasCommand       *command)
{
  for (guint i = 0; i < vas_verdict_get_n (self->verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (self->verdict, i);

      if (finding->outcome == VAS_OUTCOME_ASK)
        vas_command_acknowledge (command, finding->code);
    }
}

static void
submit (VasRequestDialog *self)
{
  g_autoptr (VasCommand) command = vas_request_dialog_to_command (self);
  Submitting *submitting;

  if (command == NULL || self->busy)
    return;
  if (!vas_stated_pane_is_idle (self->stated_pane))
    {
      vas_request_dialog_say (self, _("One order is typed but not taken yet: press Enter in its field."));
      gtk_widget_grab_focus (GTK_WIDGET (self->stated_pane));
      return;
    }
  if (self->verdict != NULL && vas_verdict_get_outcome (self->verdict) == VAS_OUTCOME_ASK)
    {
      if (!self->armed)
        {
          self->armed = TRUE;
          vas_request_dialog_show_verdict (self);
          return;
        }
      acknowledge_all (self, command);
    }

  g_free (self->key);
  self->key = json_object_has_member (vas_command_get_args (command), "request")
              ? g_strdup (vas_entity_get_key (VAS_ENTITY (self->vas_case->request)))
              : vas_uuid_derive (vas_command_get_id (command), "request", vas_command_get_made_at (command));
  self->busy = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->submit_button), FALSE);
  submitting = g_new0 (Submitting, 1);
  submitting->dialog = g_object_ref (self);
  submitting->draft = g_object_ref (self->draft);
  vas_desk_run_async (self->desk, command, self->vas_case != NULL ? _("Corrected") : _("Request entered"), NULL, saved_cb,
                      submitting);
}

static void
submit_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  submit (VAS_REQUEST_DIALOG (widget));
}

static void
pasted_cb (VasRequestDialog *self,
           const char       *text)
{
  vas_request_dialog_paste (self, text);
}

static void
clipboard_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (VasRequestDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, &error);

  if (self->desk == NULL)
    return;
  if (text != NULL)
    vas_request_dialog_paste (self, text);
  else
    vas_request_dialog_say (self, error != NULL ? error->message : _("The clipboard holds no text."));
}

static void
paste_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, clipboard_cb, g_object_ref (widget));
}

static void
discard_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  VasRequestDialog *self = VAS_REQUEST_DIALOG (widget);

  vas_draft_keeper_discard (self->draft);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
set_aside_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  vas_request_dialog_set_aside (VAS_REQUEST_DIALOG (widget));
}

/* Alt and a digit: before the caller is known a draft, then what an earlier request proposes. */
static void
propose_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  VasRequestDialog *self = VAS_REQUEST_DIALOG (widget);
  VasIntake *intake = vas_caller_pane_get_intake (self->caller_pane);
  const int place = g_variant_get_int32 (parameter);

  if (intake == NULL && place >= 0)
    vas_request_drafts_choose (self->drafts, (guint) place);
  if (intake == NULL || place < 0 || (guint) place >= intake->earlier->len)
    return;

  vas_title_pane_propose (self->title_pane, g_ptr_array_index (intake->earlier, place));
  vas_request_dialog_changed (self);
}

static void
proposal_activated_cb (VasRequestDialog *self,
                       GtkListBoxRow    *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "request.propose", "i", gtk_list_box_row_get_index (row));
}

static void
show_proposals (VasRequestDialog *self,
                VasIntake        *intake)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->proposals_list))) != NULL)
    gtk_list_box_remove (self->proposals_list, child);

  for (guint i = 0; intake != NULL && i < intake->earlier->len; i++)
    {
      VasRequest *earlier = g_ptr_array_index (intake->earlier, i);
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *subtitle = NULL;
      g_autofree char *key = g_strdup_printf ("Alt+%u", i + 1);
      GtkWidget *key_label = gtk_label_new (key);

      subtitle = g_strdup_printf ("%s · %s", vas_label (&vas_title_kind_enum, earlier->title_kind),
                                  earlier->taxpayer_id != NULL ? earlier->taxpayer_id : vas_label (&vas_delivery_enum, earlier->delivery));
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), earlier->title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_widget_add_css_class (key_label, "keycap");
      gtk_widget_set_valign (key_label, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), key_label);
      gtk_list_box_append (self->proposals_list, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->proposals_box), intake != NULL && intake->earlier->len > 0);
}

/* (nullable): the order among those of the caller. */
static VasOrder *
find_order (VasIntake  *intake,
            const char *number)
{
  for (guint i = 0; i < intake->plain_orders->len; i++)
    {
      VasOrder *order = g_ptr_array_index (intake->plain_orders, i);

      if (g_strcmp0 (order->number, number) == 0)
        return order;
    }

  return NULL;
}

/* Of a request that is corrected, what was stated then is stated still, in the same words. */
static void
propose_case (VasRequestDialog *self,
              VasIntake        *intake)
{
  for (guint i = 0; i < self->vas_case->orders->len; i++)
    {
      VasCaseOrder *item = g_ptr_array_index (self->vas_case->orders, i);
      g_autofree char *amount = vas_money_format_plain (item->share->amount);
      const VasStated stated = { item->share->stated_order, item->share->stated_service, item->share->amount };
      VasOrder *order = item->order != NULL ? find_order (intake, item->order->number) : NULL;
      g_autofree char *words = NULL;
      g_autofree char *text = NULL;

      if (order == NULL)
        continue;
      words = vas_stated_again (&stated, order, intake->plain_orders);
      text = g_strdup_printf ("%s %s", words, amount);
      vas_stated_pane_add (self->stated_pane, text);
    }
  vas_request_dialog_set_proposed (self);
}

static void
intake_changed_cb (VasRequestDialog *self)
{
  VasIntake *intake = vas_caller_pane_get_intake (self->caller_pane);
  g_autoptr (GPtrArray) awaiting = NULL;

  vas_stated_pane_set_intake (self->stated_pane, intake);
  show_proposals (self, intake);
  if (intake != NULL)
    {
      if (vas_title_pane_is_empty (self->title_pane) && intake->earlier->len > 0)
        vas_title_pane_propose (self->title_pane, g_ptr_array_index (intake->earlier, 0));
      g_clear_pointer (&self->caller, g_free);
      g_clear_pointer (&self->awaited, g_free);
      awaiting = g_steal_pointer (&self->awaiting);
      if (awaiting != NULL)
        vas_request_dialog_add_lines (self, awaiting);
      else if (self->vas_case != NULL)
        propose_case (self, intake);
      gtk_widget_grab_focus (GTK_WIDGET (self->stated_pane));
    }
  vas_request_dialog_changed (self);
}

static void
vas_request_dialog_dispose (GObject *object)
{
  VasRequestDialog *self = VAS_REQUEST_DIALOG (object);

  g_clear_handle_id (&self->check_timer, g_source_remove);
  g_cancellable_cancel (self->check_cancellable);
  g_clear_object (&self->check_cancellable);
  g_clear_pointer (&self->awaiting, g_ptr_array_unref);
  g_clear_pointer (&self->caller, g_free);
  g_clear_pointer (&self->awaited, g_free);
  g_clear_pointer (&self->proposed, g_free);
  g_clear_pointer (&self->verdict, vas_verdict_unref);
  g_clear_pointer (&self->key, g_free);
  if (self->draft != NULL)
    vas_draft_keeper_flush (self->draft);
  g_clear_object (&self->draft);
  g_clear_object (&self->vas_case);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_request_dialog_parent_class)->dispose (object);
}

static void
add_shortcuts (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "request.submit", NULL, submit_action);
  gtk_widget_class_install_action (widget_class, "request.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "request.discard", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "request.set-aside", NULL, set_aside_action);
  gtk_widget_class_install_action (widget_class, "request.propose", "i", propose_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "request.submit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "request.submit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "request.paste", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "request.set-aside", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  for (int i = 0; i < 5; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + (guint) i, GDK_ALT_MASK, "request.propose", "i", i);
}

static void
vas_request_dialog_class_init (VasRequestDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_request_dialog_dispose;

  signals[SIGNAL_ENTERED] = g_signal_new ("entered", VAS_TYPE_REQUEST_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                          1, G_TYPE_STRING);

  g_type_ensure (VAS_TYPE_CALLER_PANE);
  g_type_ensure (VAS_TYPE_REQUEST_DRAFTS);
  g_type_ensure (VAS_TYPE_STATED_PANE);
  g_type_ensure (VAS_TYPE_TITLE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-request-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VasRequestDialog, overlay);
  gtk_widget_class_bind_template_child (widget_class, VasRequestDialog, caller_pane);
  gtk_widget_class_bind_template_child (widget_class, VasRequestDialog, stated_pane);
  gtk_widget_class_bind_template_child (widget_class, VasRequestDialog, title_pane);
  gtk_widget_class_bind_template_child (widget_class, VasRequestDialog, drafts);
  gtk_widget_class_bind_template_child (widget_class, VasRequestDialog, aside_button);
  gtk_widget_class_bind_template_child (widget_class, VasRequestDialog, proposals_box);
  gtk_widget_class_bind_template_child (widget_class, VasRequestDialog, proposals_list);
  gtk_widget_class_bind_template_child (widget_class, VasRequestDialog, verdict_title);
  gtk_widget_class_bind_template_child (widget_class, VasRequestDialog, verdict_box);
  gtk_widget_class_bind_template_child (widget_class, VasRequestDialog, verdict_hint);
  gtk_widget_class_bind_template_child (widget_class, VasRequestDialog, total_label);
  gtk_widget_class_bind_template_child (widget_class, VasRequestDialog, submit_button);
  gtk_widget_class_bind_template_callback (widget_class, intake_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, vas_request_dialog_changed);
  gtk_widget_class_bind_template_callback (widget_class, vas_request_dialog_take_up);
  gtk_widget_class_bind_template_callback (widget_class, pasted_cb);
  gtk_widget_class_bind_template_callback (widget_class, proposal_activated_cb);
  add_shortcuts (widget_class);
}

static void
vas_request_dialog_init (VasRequestDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vas_compat_name_toasts (self->overlay);
  vas_scanner_type_into (GTK_WIDGET (self));
}

static VasRequestDialog *
dialog_new (VasDesk    *desk,
            GtkWindow  *parent,
            VasCase    *vas_case)
{
  VasRequestDialog *self = g_object_new (VAS_TYPE_REQUEST_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->desk = g_object_ref (desk);
  g_set_object (&self->vas_case, vas_case);
  self->draft = vas_draft_keeper_new (desk, "request", vas_case != NULL ? vas_entity_get_key (VAS_ENTITY (vas_case->request))
                                                                    : VAS_REQUEST_DRAFT_NEW);
  gtk_widget_set_visible (self->aside_button, vas_case == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "request.set-aside", vas_case == NULL);
  vas_caller_pane_set_desk (self->caller_pane, desk);
  if (vas_case != NULL)
    vas_caller_pane_set_corrected (self->caller_pane, vas_entity_get_key (VAS_ENTITY (vas_case->request)));
  g_signal_connect_object (vas_caller_pane_get_entry (self->caller_pane), "changed", G_CALLBACK (vas_request_dialog_keep), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (vas_stated_pane_get_entry (self->stated_pane), "changed", G_CALLBACK (vas_request_dialog_keep), self,
                           G_CONNECT_SWAPPED);
  vas_request_dialog_show_verdict (self);

  return self;
}

/** vas_request_dialog_new: a new request by telephone, as the last one was left. */
GtkWidget *
vas_request_dialog_new (VasDesk   *desk,
                        GtkWindow *parent)
{
  VasRequestDialog *self = dialog_new (desk, parent, NULL);

  vas_request_dialog_load (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->caller_pane));

  return GTK_WIDGET (self);
}

/** vas_request_dialog_new_for_account: a new request of that account; as the last one was left, where one was. */
GtkWidget *
vas_request_dialog_new_for_account (VasDesk    *desk,
                                    GtkWindow  *parent,
                                    const char *account_key)
{
  VasRequestDialog *self = dialog_new (desk, parent, NULL);

  self->caller = g_strdup (account_key);
  vas_request_dialog_load (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->caller_pane));

  return GTK_WIDGET (self);
}

/**
 * vas_request_dialog_new_for:
 * @vas_case: a request before issue, which is corrected, or one that was rejected or ended, which a new one corrects
 */
GtkWidget *
vas_request_dialog_new_for (VasDesk   *desk,
                            GtkWindow *parent,
                            VasCase   *vas_case)
{
  VasRequestDialog *self = dialog_new (desk, parent, vas_case);

  gtk_window_set_title (GTK_WINDOW (self), _("Correct the Request"));
  vas_request_dialog_load (self);

  return GTK_WIDGET (self);
}
