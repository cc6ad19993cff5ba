/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The letters of the invoice view, and what they do beside the review: moving in the queue, notes, the sentence for the user. */

#include "vas-invoices-page-private.h"

#include "vas-draft-keeper.h"
#include "vas-note-popover.h"

#include <glib/gi18n.h>

static const struct {
  guint            keyval;
  GdkModifierType  modifiers;
  const char      *action;
} keys[] = {
  { GDK_KEY_a, 0, "case.approve" },
  { GDK_KEY_r, 0, "case.reject" },
  { GDK_KEY_e, 0, "case.extend" },
  { GDK_KEY_b, 0, "case.send-back" },
  { GDK_KEY_s, 0, "queue.ship" },
  { GDK_KEY_w, 0, "case.withdraw" },
  { GDK_KEY_c, 0, "case.claim" },
  { GDK_KEY_n, 0, "request.enter" },
  { GDK_KEY_d, 0, "request.correct" },
  { GDK_KEY_m, 0, "case.note" },
  { GDK_KEY_p, 0, "case.copy-sentence" },
  { GDK_KEY_F2, 0, "case.copy-sentence" },
  { GDK_KEY_j, 0, "queue.next" },
  { GDK_KEY_k, 0, "queue.previous" },
  { GDK_KEY_j, GDK_SHIFT_MASK, "queue.extend-next" },
  { GDK_KEY_k, GDK_SHIFT_MASK, "queue.extend-previous" },
};

static void
copy_sentence_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);
  g_autofree char *sentence = NULL;

  if (vas_case_pane_get_file (self->pane) == NULL)
    return;
  sentence = vas_case_pane_get_sentence (self->pane);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), sentence);
  vas_desk_toast (self->desk, _("The sentence for the user is copied."));
}

static void
note_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  vas_case_pane_ask_note (VAS_INVOICES_PAGE (widget)->pane);
}

typedef struct {
  VasInvoicesPage *page;
  char            *key;             /* of the request that the note is on */
} Noting;

static void
noted_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree Noting *noting = user_data;
  g_autoptr (VasInvoicesPage) self = noting->page;
  g_autofree char *key = noting->key;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_desk_run_finish (VAS_DESK (object), result, &error);

  if (receipt != NULL && receipt->applied)
    vas_draft_keeper_forget (VAS_DESK (object), VAS_NOTE_POPOVER_DRAFT, key);
  else if (receipt == NULL)
    vas_desk_toast (VAS_DESK (object), error->message);
  else if (self->desk != NULL)
    vas_invoices_page_say_why (self, receipt->verdict);
}

/** vas_invoices_page_noted_cb: a note was written: keeps it. */
void
vas_invoices_page_noted_cb (VasInvoicesPage *self,
                            const char      *text)
{
  g_autoptr (VasCommand) command = vas_desk_new_command (self->desk, "note.add");
  Noting *noting = g_new0 (Noting, 1);

  noting->page = g_object_ref (self);
  noting->key = g_strdup (vas_case_file_get_key (vas_case_pane_get_file (self->pane)));
  vas_command_set_text (command, "subject", "request");
  vas_command_set_text (command, "subject_key", noting->key);
  vas_command_set_text (command, "text", text);
  vas_desk_run_async (self->desk, command, _("The note is saved."), NULL, noted_cb, noting);
}

static void
move_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  const gboolean back = g_str_has_suffix (action_name, "previous");

  vas_queue_pane_move (VAS_INVOICES_PAGE (widget)->queue, back ? -1 : 1, g_str_has_prefix (action_name, "queue.extend"));
}

/* Round the tabs of the queue; a list of many rows keeps Tab and the arrows for itself. */
static void
tab_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  VasQueuePane *queue = VAS_INVOICES_PAGE (widget)->queue;
  const guint by = g_str_has_suffix (action_name, "previous-tab") ? VAS_QUEUE_N_TABS - 1 : 1;

  vas_queue_pane_set_tab (queue, (VasQueueTab) ((vas_queue_pane_get_tab (queue) + by) % VAS_QUEUE_N_TABS));
  vas_queue_pane_focus (queue);
}

/* From the palette, maybe over another view. */
static void
show_tab_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  VasQueuePane *queue = VAS_INVOICES_PAGE (widget)->queue;

  gtk_widget_activate_action (widget, "win.view", "s", "invoices");
  vas_queue_pane_set_tab (queue, (VasQueueTab) MIN (g_variant_get_uint32 (parameter), VAS_QUEUE_N_TABS - 1));
  vas_queue_pane_focus (queue);
}

static void
focus_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  vas_queue_pane_focus (VAS_INVOICES_PAGE (widget)->queue);
}

/** vas_invoices_page_install_moves: the actions of the queue, and those that change nothing in the case. */
void
vas_invoices_page_install_moves (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "case.copy-sentence", NULL, copy_sentence_action);
  gtk_widget_class_install_action (widget_class, "case.note", NULL, note_action);
  gtk_widget_class_install_action (widget_class, "page.show-tab", "u", show_tab_action);
  gtk_widget_class_install_action (widget_class, "queue.focus", NULL, focus_action);
  gtk_widget_class_install_action (widget_class, "queue.next-tab", NULL, tab_action);
  gtk_widget_class_install_action (widget_class, "queue.previous-tab", NULL, tab_action);
  gtk_widget_class_install_action (widget_class, "queue.next", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "queue.previous", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "queue.extend-next", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "queue.extend-previous", NULL, move_action);
}

/** vas_invoices_page_add_keys: the letters of the page, and the keys of the tabs, which the list would take otherwise. */
void
vas_invoices_page_add_keys (VasInvoicesPage *self)
{
  GtkEventController *tabs = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (tabs, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (tabs),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Page_Down, GDK_CONTROL_MASK),
                                                          gtk_named_action_new ("queue.next-tab")));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (tabs),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Page_Up, GDK_CONTROL_MASK),
                                                          gtk_named_action_new ("queue.previous-tab")));
  gtk_widget_add_controller (GTK_WIDGET (self), tabs);
  self->gate = vas_key_gate_new (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    vas_key_gate_add (self->gate, keys[i].keyval, keys[i].modifiers, keys[i].action);
}

/** vas_invoices_page_allow_keys: whether anything may be done at all: a wrong scan stops everything until it is acknowledged. */
void
vas_invoices_page_allow_keys (VasInvoicesPage *self,
                              gboolean         allowed)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), keys[i].action, allowed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "queue.next-tab", allowed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "queue.previous-tab", allowed);
}
