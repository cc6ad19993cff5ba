/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the invoice view puts into the palette: what can be done with the open case and in the queue, with the keys for it, and
 * requests that fit what was typed. Looking for requests is a reader's work.
 */

#include "vas-invoices-page-private.h"

#include "vas-erased-words.h"
#include "vas-labels.h"
#include "vas-palette-source.h"
#include "vas-table.h"

#include <glib/gi18n.h>

/* More is what the queue's own search is for. */
#define MOST_REQUESTS 20
#define LEAST_CHARACTERS 2

typedef struct {
  VasInvoicesPage *page;
  char            *text;
  char            *staff_key;
  gint64           now;
} Question;

static const struct {
  const char *title;
  const char *icon_name;
  const char *action;
  const char *keys;                 /* nullable */
  gboolean    of_case;
} acts[] = {
  { N_("New Request"), "list-add-symbolic", "request.enter", "N", FALSE },
  { N_("Next Request"), "go-down-symbolic", "queue.next", "J", FALSE },
  { N_("Previous Request"), "go-up-symbolic", "queue.previous", "K", FALSE },
  { N_("Approve"), "emblem-ok-symbolic", "case.approve", "A", TRUE },
  { N_("Reject…"), "window-close-symbolic", "case.reject", "R", TRUE },
  { N_("Extend…"), "alarm-symbolic", "case.extend", "E", TRUE },
  { N_("Send Back…"), "edit-undo-symbolic", "case.send-back", "B", TRUE },
  { N_("Correct the Request"), "document-edit-symbolic", "request.correct", "D", TRUE },
  { N_("Claim or Release"), "system-users-symbolic", "case.claim", "C", TRUE },
  { N_("Write a Note"), "document-edit-symbolic", "case.note", "M", TRUE },
  { N_("Copy the Sentence for the User"), "edit-copy-symbolic", "case.copy-sentence", "F2", TRUE },
  { N_("Type the Next Fapiao"), "input-keyboard-symbolic", "pass.type", "I", FALSE },
  { N_("Tell the User"), "mail-send-symbolic", "pass.tell", "T", TRUE },
  { N_("Tell the User Another Way…"), "mail-send-symbolic", "case.tell-otherwise", "Shift+T", TRUE },
  { N_("Print List…"), "printer-symbolic", "pass.print-list", "L", FALSE },
  { N_("Send Several…"), "mail-send-symbolic", "queue.ship", "S", FALSE },
  { N_("Print the Cover Slip…"), "printer-symbolic", "case.slip", "Ctrl+P", FALSE },
  { N_("Cover Slip as PDF…"), "document-save-symbolic", "case.slip-pdf", NULL, FALSE },
  { N_("Handover List…"), "printer-symbolic", "parcel.handover-list", "H", FALSE },
  { N_("Receive Fapiao Paper…"), "list-add-symbolic", "stock.receive", NULL, FALSE },
  { N_("Correct the Recipient…"), "document-edit-symbolic", "parcel.correct-recipient", NULL, TRUE },
  { N_("Correct the Waybill…"), "document-edit-symbolic", "parcel.correct-waybill", NULL, TRUE },
  { N_("Hand Over at the Desk…"), "emblem-ok-symbolic", "parcel.hand-over", NULL, TRUE },
  { N_("What Became of the Parcel…"), "mail-send-symbolic", "parcel.event", NULL, TRUE },
  { N_("Ask the User Where To…"), "mail-send-symbolic", "parcel.ask", NULL, TRUE },
  { N_("Keep What Came Back…"), "vas-fapiao-symbolic", "parcel.keep", NULL, TRUE },
  { N_("A Notice That Failed…"), "dialog-warning-symbolic", "case.notice-failed", NULL, TRUE },
  { N_("Withdraw for the User"), "edit-clear-symbolic", "case.withdraw", "W", TRUE },
  { N_("Return for a Refund…"), "vas-fapiao-symbolic", "case.return", "U", TRUE },
  { N_("Misprint…"), "vas-fapiao-symbolic", "case.misprint", NULL, TRUE },
  { N_("Number That Is Not Used…"), "vas-fapiao-symbolic", "case.unbind", NULL, TRUE },
  { N_("Issue Again after a Loss…"), "vas-fapiao-symbolic", "case.reissue", NULL, TRUE },
  { N_("Photo for the User…"), "camera-photo-symbolic", "case.give-photo", NULL, TRUE },
  { N_("Note on an Account or Order…"), "document-edit-symbolic", "case.add-note", NULL, TRUE },
  { N_("Complaint…"), "dialog-warning-symbolic", "case.complain", NULL, TRUE },
  { N_("Answer a Complaint…"), "dialog-warning-symbolic", "case.answer", NULL, TRUE },
  { N_("Request about Personal Data…"), "avatar-default-symbolic", "case.personal", NULL, TRUE },
  { N_("Ruined Blank Sheet…"), "vas-fapiao-symbolic", "stock.ruined", NULL, FALSE },
  { N_("Fapiao Stock"), "vas-fapiao-symbolic", "stock.list", NULL, FALSE },
  { N_("Entered and Approved by One Person"), "system-users-symbolic", "house.one-clerk", NULL, FALSE },
  { N_("Evening Close"), "weather-clear-night-symbolic", "stock.close-day", "Y", FALSE },
};

/* What the pane of the queue does. */
static const struct {
  const char *title;
  const char *icon_name;
  const char *action;
  const char *keys;                 /* nullable */
} queue_acts[] = {
  { N_("Export the List…"), "document-save-symbolic", "queue.export", NULL },
  { N_("Copy the Selected Rows"), "edit-copy-symbolic", "queue.copy", "Ctrl+C" },
  { N_("Save This View…"), "starred-symbolic", "queue.save-view", NULL },
};

static void
question_free (Question *question)
{
  g_object_unref (question->page);
  g_free (question->text);
  g_free (question->staff_key);
  g_free (question);
}

static void
add_tabs (VasInvoicesPage *self,
          GPtrArray       *items)
{
  for (guint tab = 0; tab < VAS_QUEUE_N_TABS; tab++)
    {
      const char *name = vas_queue_tab_get_name ((VasQueueTab) tab);
      /* Translators: a tab of the queue of invoice requests, in the palette. */
      g_autofree char *title = g_strdup_printf (_("Queue: %s"), name);
      VasPaletteItem *item = vas_palette_item_new (title, "view-list-symbolic", "page.show-tab", g_variant_new_uint32 (tab));

      vas_palette_item_add_words (item, name);
      vas_palette_item_add_words (item, vas_queue_tab_get_english ((VasQueueTab) tab));
      vas_palette_item_set_widget (item, GTK_WIDGET (self));
      g_ptr_array_add (items, item);
    }
}

static void
add_queue_acts (VasInvoicesPage *self,
                GPtrArray       *items)
{
  g_autoptr (GPtrArray) views = vas_queue_pane_list_views (self->queue);

  for (gsize i = 0; i < G_N_ELEMENTS (queue_acts); i++)
    {
      VasPaletteItem *item = vas_palette_item_new (_(queue_acts[i].title), queue_acts[i].icon_name, queue_acts[i].action, NULL);

      vas_palette_item_add_words (item, queue_acts[i].title);
      vas_palette_item_set_keys (item, queue_acts[i].keys);
      vas_palette_item_set_widget (item, GTK_WIDGET (self->queue));
      g_ptr_array_add (items, item);
    }
  for (guint i = 0; i < views->len; i++)
    {
      const char *name = g_ptr_array_index (views, i);
      g_autofree char *title = g_strdup_printf (_("View “%s”"), name);
      VasPaletteItem *item = vas_palette_item_new (title, "starred-symbolic", "queue.show-view", g_variant_new_string (name));

      vas_palette_item_set_widget (item, GTK_WIDGET (self->queue));
      g_ptr_array_add (items, item);
    }
}

static void
add_acts (VasInvoicesPage *self,
          const char      *text,
          GPtrArray       *found)
{
  const gboolean open = vas_case_pane_get_file (self->pane) != NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      VasPaletteItem *item;

      if (acts[i].of_case && !open)
        continue;
      item = vas_palette_item_new (_(acts[i].title), acts[i].icon_name, acts[i].action, NULL);
      vas_palette_item_add_words (item, acts[i].title);
      vas_palette_item_set_keys (item, acts[i].keys);
      vas_palette_item_set_widget (item, GTK_WIDGET (self));
      g_ptr_array_add (items, item);
    }
  add_tabs (self, items);
  add_queue_acts (self, items);
  vas_palette_source_take_matching (items, text, found);
}

static void
add_request (VasInvoicesPage *self,
             VasRequest      *request,
             GPtrArray       *found)
{
  g_autofree char *amount = vas_money_format (request->amount);
  g_autofree char *title = g_strdup_printf ("%s · %s", request->number, vas_request_name_title (request));
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", vas_label (&vas_request_state_enum, request->state), amount);
  VasPaletteItem *item = vas_palette_item_new (title, "vas-fapiao-symbolic", "page.open",
                                               g_variant_new_string (vas_entity_get_key (VAS_ENTITY (request))));

  vas_palette_item_set_subtitle (item, subtitle);
  vas_palette_item_set_widget (item, GTK_WIDGET (self));
  g_ptr_array_add (found, item);
}

/* The one of exactly that number; else what the search of the queue finds, open work first. */
static gpointer
look (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const Question *question = data;
  g_autoptr (VasQueueQuestion) all = vas_queue_question_new (VAS_QUEUE_ALL, VAS_QUEUE_BY_DUE, question->text, question->staff_key,
                                                             question->now);
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *number = g_ascii_strup (question->text, -1);
  g_autoptr (GPtrArray) rows = NULL;
  VasRequest *exact = vas_table_find (sql, VAS_TYPE_REQUEST, "number", number, NULL);

  if (exact != NULL)
    {
      g_ptr_array_add (requests, exact);
      return g_steal_pointer (&requests);
    }

  rows = vas_queue_list (sql, all, MOST_REQUESTS, error);
  if (rows == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  for (guint row = 0; row < rows->len; row++)
    g_ptr_array_add (requests, g_object_ref (((VasQueueRow *) g_ptr_array_index (rows, row))->request));

  return g_steal_pointer (&requests);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) requests = vas_store_finish (VAS_STORE (object), result, &error);
  VasInvoicesPage *self = g_task_get_source_object (task);
  GPtrArray *found;

  if (requests == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  found = g_ptr_array_new_with_free_func (g_object_unref);
  add_acts (self, g_task_get_task_data (task), found);
  for (guint i = 0; i < requests->len; i++)
    add_request (self, g_ptr_array_index (requests, i), found);
  g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
}

static void
query_async (VasPaletteSource    *source,
             const char          *text,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Question *question;

  g_task_set_source_tag (task, query_async);
  g_task_set_task_data (task, g_strdup (text), g_free);
  if (g_utf8_strlen (text, -1) < LEAST_CHARACTERS)
    {
      GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

      add_acts (self, text, found);
      g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
      g_object_unref (task);
      return;
    }

  question = g_new0 (Question, 1);
  question->page = g_object_ref (self);
  question->text = g_strstrip (g_strdup (text));
  question->staff_key = g_strdup (vas_desk_get_staff_key (self->desk));
  question->now = vas_desk_get_now (self->desk);
  vas_store_read_async (vas_desk_get_store (self->desk), look, question, (GDestroyNotify) question_free,
                        (GDestroyNotify) g_ptr_array_unref, cancellable, looked_cb, task);
}

static GPtrArray *
query_finish (VasPaletteSource  *source,
              GAsyncResult      *result,
              GError           **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/** vas_invoices_page_palette_init: the page as a source of the palette. */
void
vas_invoices_page_palette_init (VasPaletteSourceInterface *iface)
{
  iface->query_async = query_async;
  iface->query_finish = query_finish;
}
