/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening cases. The open case is read anew whenever the records change; while the person reads it, the next one of the
 * queue is read ahead, so that it stands there in the frame after the act. A case is claimed when it has been looked at for a
 * moment: who only leafs through the queue claims nothing.
 */

#include "vas-invoices-page-private.h"

#define CLAIM_AFTER_MS 400

static void read_open (VasInvoicesPage *self);

static void
forget_next (VasInvoicesPage *self)
{
  g_clear_handle_id (&self->next_idle, g_source_remove);
  g_clear_object (&self->next_file);
  g_clear_pointer (&self->next_key, g_free);
}

/** vas_invoices_page_close_case: gives up whatever is being read or waited for. */
void
vas_invoices_page_close_case (VasInvoicesPage *self)
{
  if (self->open_cancellable != NULL)
    g_cancellable_cancel (self->open_cancellable);
  g_clear_object (&self->open_cancellable);
  g_clear_handle_id (&self->claim_timer, g_source_remove);
  g_clear_pointer (&self->open_key, g_free);
  forget_next (self);
}

static void
next_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (VasInvoicesPage) self = user_data;
  g_autoptr (VasCaseFile) file = vas_case_file_load_finish (VAS_DESK (object), result, NULL);

  if (file != NULL && g_strcmp0 (vas_case_file_get_key (file), self->next_key) == 0)
    g_set_object (&self->next_file, file);
}

static gboolean
read_next_cb (gpointer user_data)
{
  VasInvoicesPage *self = user_data;

  self->next_idle = 0;
  g_clear_object (&self->next_file);
  g_free (self->next_key);
  self->next_key = vas_queue_pane_get_next (self->queue);
  if (self->next_key != NULL)
    vas_case_file_load_async (self->desk, self->next_key, NULL, next_read_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
read_ahead (VasInvoicesPage *self)
{
  if (self->next_idle == 0)
    self->next_idle = g_idle_add (read_next_cb, self);
}

static void
claimed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasInvoicesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_desk_run_finish (VAS_DESK (object), result, &error);

  self->claiming = FALSE;
  if (receipt == NULL && self->desk != NULL)
    vas_desk_toast (self->desk, error->message);
}

static void
claim_open (VasInvoicesPage *self)
{
  VasCaseFile *file = vas_case_pane_get_file (self->pane);
  g_autoptr (VasCommand) command = NULL;
  g_autofree char *why = NULL;

  if (file == NULL || self->busy || self->claiming || self->open_cancellable != NULL || vas_desk_is_read_only (self->desk) ||
      g_strcmp0 (vas_case_file_get_key (file), self->open_key) != 0 ||
      !vas_case_file_wants_claim (file, vas_desk_get_now (self->desk)))
    return;
  why = vas_case_file_why_not (file, VAS_REVIEW_CLAIM);
  if (why != NULL)
    return;

  self->claiming = TRUE;
  command = vas_desk_new_command (self->desk, "request.claim");
  vas_command_set_text (command, "request", self->open_key);
  vas_desk_run_async (self->desk, command, NULL, NULL, claimed_cb, g_object_ref (self));
}

static gboolean
claim_cb (gpointer user_data)
{
  VasInvoicesPage *self = user_data;

  self->claim_timer = 0;
  claim_open (self);

  return G_SOURCE_REMOVE;
}

static gboolean
work_cb (VasInvoicesPage *self)
{
  if (self->desk != NULL && self->claim_timer == 0)
    claim_open (self);

  return GDK_EVENT_PROPAGATE;
}

/** vas_invoices_page_watch_work: keys in @widget, the page or a dialog about the open case, are work on that case. */
void
vas_invoices_page_watch_work (VasInvoicesPage *self,
                              GtkWidget       *widget)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_name (controller, "work");
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (work_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, controller);
}

/* What was pressed while the case was being read, or a command under way. */
static void
run_queued (VasInvoicesPage *self)
{
  void (*queued) (VasInvoicesPage *) = self->queued;

  self->queued = NULL;
  if (queued != NULL && !self->busy)
    queued (self);
}

static void
show_file (VasInvoicesPage *self,
           VasCaseFile     *file)
{
  VasCaseFile *shown = vas_case_pane_get_file (self->pane);
  const gboolean same = shown != NULL && g_strcmp0 (vas_case_file_get_key (shown), vas_case_file_get_key (file)) == 0;

  /* Nearly always the same was read ahead: laying the cards out again would be half of the work. */
  if (!same || !vas_case_file_equal (shown, file))
    vas_case_pane_set_file (self->pane, file);
  if (!same)
    {
      g_clear_handle_id (&self->claim_timer, g_source_remove);
      self->claim_timer = g_timeout_add (CLAIM_AFTER_MS, claim_cb, self);
    }
  read_ahead (self);
}

static void
open_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (VasInvoicesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasCaseFile) file = vas_case_file_load_finish (VAS_DESK (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->desk == NULL)
    return;
  g_clear_object (&self->open_cancellable);
  if (file == NULL)
    {
      vas_desk_toast (self->desk, error->message);
      vas_case_pane_set_file (self->pane, NULL);
      return;
    }

  if (g_strcmp0 (vas_case_file_get_key (file), self->open_key) == 0)
    show_file (self, file);
  if (self->again)
    read_open (self);
  else
    run_queued (self);
}

/* One reading at a time; a change meanwhile asks for another. */
static void
read_open (VasInvoicesPage *self)
{
  self->again = self->open_cancellable != NULL;
  if (self->again || self->open_key == NULL)
    return;

  self->open_cancellable = g_cancellable_new ();
  vas_case_file_load_async (self->desk, self->open_key, self->open_cancellable, open_read_cb, g_object_ref (self));
}

/** vas_invoices_page_reload: reads the open case anew. */
void
vas_invoices_page_reload (VasInvoicesPage *self)
{
  if (self->open_key != NULL)
    read_open (self);
}

/** vas_invoices_page_open: shows the case of a request, at once where it was read ahead. */
void
vas_invoices_page_open (VasInvoicesPage *self,
                        const char      *key)
{
  g_autoptr (VasCaseFile) ahead = NULL;

  if (self->next_file != NULL && g_strcmp0 (vas_case_file_get_key (self->next_file), key) == 0)
    ahead = g_object_ref (self->next_file);

  self->queued = NULL;
  vas_invoices_page_close_case (self);
  self->open_key = g_strdup (key);
  if (ahead != NULL)
    show_file (self, ahead);
  read_open (self);
}

/** vas_invoices_page_open_next: @key: (nullable): the case that follows; the queue follows too. */
void
vas_invoices_page_open_next (VasInvoicesPage *self,
                             const char      *key)
{
  g_autofree char *next = g_strdup (key);

  vas_queue_pane_set_current (self->queue, next);
  if (next != NULL)
    {
      vas_invoices_page_open (self, next);
      return;
    }
  vas_invoices_page_close_case (self);
  vas_case_pane_set_file (self->pane, NULL);
}
