/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The live result of the form: judged on a reader shortly after each change, shown rule by rule. */

#include "vas-request-dialog-private.h"

#include <glib/gi18n.h>

#include "vas-verdict-row.h"

#define CHECK_DELAY_MS 80

static void
show_total (VasRequestDialog *self)
{
  GListModel *lines = vas_stated_pane_get_lines (self->stated_pane);
  g_autofree char *amount = NULL;
  VasMoney total = 0;

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr (VasStatedLine) line = g_list_model_get_item (lines, i);

      if (line->item != NULL && !vas_money_add (total, vas_stated_line_get_amount (line), &total))
        return;
    }
  amount = vas_money_format (total);
  gtk_label_set_label (self->total_label, amount);
}

static void
clear_rows (VasRequestDialog *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->verdict_box))) != NULL)
    gtk_box_remove (self->verdict_box, child);
}

static void
add_rows (VasRequestDialog *self,
          VasOutcome        outcome)
{
  for (guint i = 0; i < vas_verdict_get_n (self->verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (self->verdict, i);
      GtkWidget *row;

      if (finding->outcome != outcome)
        continue;
      row = vas_verdict_row_new (finding);
      if (self->armed && outcome == VAS_OUTCOME_ASK)
        vas_verdict_row_set_armed (VAS_VERDICT_ROW (row), _("Ctrl+Enter again to confirm"));
      gtk_box_append (self->verdict_box, row);
    }
}

static const char *
verdict_words (VasRequestDialog *self)
{
  if (self->verdict == NULL)
    return _("Result");

  switch (vas_verdict_get_outcome (self->verdict))
    {
    case VAS_OUTCOME_PASS:
      return _("Result: can be submitted");
    case VAS_OUTCOME_ASK:
      return self->armed ? _("Result: Ctrl+Enter again confirms what is asked") : _("Result: please confirm");
    case VAS_OUTCOME_FAIL:
    case VAS_OUTCOME_UNKNOWN:
    default:
      return _("Result: cannot be submitted yet");
    }
}

/** vas_request_dialog_show_verdict: what does not pass comes first. */
void
vas_request_dialog_show_verdict (VasRequestDialog *self)
{
  const VasOutcome outcome = self->verdict != NULL ? vas_verdict_get_outcome (self->verdict) : VAS_OUTCOME_UNKNOWN;

  clear_rows (self);
  gtk_label_set_label (self->verdict_title, verdict_words (self));
  if (self->verdict != NULL)
    {
      add_rows (self, VAS_OUTCOME_FAIL);
      add_rows (self, VAS_OUTCOME_UNKNOWN);
      add_rows (self, VAS_OUTCOME_ASK);
      add_rows (self, VAS_OUTCOME_PASS);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->verdict_box), self->verdict != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->verdict_hint), self->verdict == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->submit_button),
                            !self->busy && (outcome == VAS_OUTCOME_PASS || outcome == VAS_OUTCOME_ASK));
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasRequestDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasVerdict) verdict = vas_engine_check_finish (VAS_ENGINE (object), result, &error);

  if (verdict == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->desk != NULL)
        gtk_label_set_label (self->verdict_title, error->message);
      return;
    }
  if (self->desk == NULL)
    return;

  g_clear_pointer (&self->verdict, vas_verdict_unref);
  self->verdict = g_steal_pointer (&verdict);
  vas_request_dialog_show_verdict (self);
}

static gboolean
check_cb (gpointer user_data)
{
  VasRequestDialog *self = user_data;
  g_autoptr (VasCommand) command = vas_request_dialog_to_command (self);

  self->check_timer = 0;
  g_cancellable_cancel (self->check_cancellable);
  g_clear_object (&self->check_cancellable);
  if (command == NULL)
    {
      g_clear_pointer (&self->verdict, vas_verdict_unref);
      vas_request_dialog_show_verdict (self);
      return G_SOURCE_REMOVE;
    }

  self->check_cancellable = g_cancellable_new ();
  vas_engine_check_async (vas_desk_get_engine (self->desk), command, self->check_cancellable, checked_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

/** vas_request_dialog_changed: after any change of the form: keeps the draft and judges it anew. */
void
vas_request_dialog_changed (VasRequestDialog *self)
{
  if (self->desk == NULL)
    return;

  self->armed = FALSE;
  show_total (self);
  vas_request_dialog_keep (self);
  if (self->check_timer == 0)
    self->check_timer = g_timeout_add (CHECK_DELAY_MS, check_cb, self);
}
