/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The foot of the case: what can be done with it, the reasons that are asked for, and why something cannot be done. */

#include "vas-case-pane-private.h"

#include "vas-note-popover.h"
#include "vas-quiet.h"
#include "vas-reason-popover.h"

#include <glib/gi18n.h>

static void
allow (VasCasePane  *self,
       GtkWidget    *button,
       VasReviewAct  act,
       const char   *words)
{
  g_autofree char *why = NULL;

  if (vas_desk_is_read_only (self->desk))
    why = g_strdup (_("The records can be looked at, but not changed here."));
  else if (self->n_selected <= 1)
    why = vas_case_file_why_not (self->file, act);
  gtk_widget_set_sensitive (button, why == NULL);
  vas_quiet_set_tooltip (button, why != NULL ? why : words);
}

static gboolean
is_second (VasCasePane *self)
{
  return self->file != NULL && vas_case_file_get_request (self->file)->state == VAS_REQUEST_STATE_SECOND;
}

/* Four buttons leave no room for what everybody learns on the first day. */
static void
show_hint (VasCasePane *self)
{
  g_autofree char *text = NULL;

  if (self->n_selected > 1)
    text = g_strdup_printf (ngettext ("%u request is selected", "%u requests are selected", self->n_selected), self->n_selected);
  else if (vas_case_pane_is_armed (self))
    text = g_strdup (_("Press A again to confirm what is marked"));
  else if (vas_desk_is_read_only (self->desk))
    text = g_strdup (_("The records can be looked at, but not changed here."));
  else
    text = g_strdup (is_second (self) ? "" : _("Next case opens · Ctrl+Z undoes"));
  gtk_label_set_text (self->bar->hint, text);
}

static void
show_many (VasCasePane *self,
           gboolean     many)
{
  const gboolean may_extend = (self->many_acts & VAS_MANY_EXTEND) != 0;

  gtk_widget_set_visible (GTK_WIDGET (self->bar->extend_many_button), many && (self->many_acts & VAS_MANY_REVIEW) != 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->bar->extend_many_button), may_extend);
  vas_quiet_set_tooltip (GTK_WIDGET (self->bar->extend_many_button),
                         may_extend ? _("One reason for all, a date and a notice for each (E)")
                                    : _("§4.8: Extending several requests at once needs the supervisor"));
  gtk_widget_set_visible (GTK_WIDGET (self->bar->ship_button), many && (self->many_acts & VAS_MANY_SHIP) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->bar->slips_button), many);
}

/** vas_case_pane_show_bar: shows what can be done with the case, or with all that are selected. */
void
vas_case_pane_show_bar (VasCasePane *self)
{
  const gboolean many = self->n_selected > 1;
  const gboolean second = is_second (self);

  if (self->bar == NULL && !many && self->file == NULL)
    return;

  vas_case_pane_complete (self);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), many || (self->file != NULL && vas_case_file_is_reviewed (self->file)));
  if (!many && self->file == NULL)
    return;

  allow (self, GTK_WIDGET (self->bar->approve_button), VAS_REVIEW_APPROVE, _("Approve and open the next case (A)"));
  allow (self, GTK_WIDGET (self->bar->reject_button), VAS_REVIEW_REJECT, _("Reject with a reason (R)"));
  allow (self, GTK_WIDGET (self->bar->extend_button), VAS_REVIEW_EXTEND, _("Extend the term with a reason and a notice (E)"));
  allow (self, GTK_WIDGET (self->bar->send_back_button), VAS_REVIEW_SEND_BACK, _("Send back to the review (B)"));
  gtk_widget_set_visible (GTK_WIDGET (self->bar->approve_button), !many || (self->many_acts & VAS_MANY_REVIEW) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->bar->reject_button), !many || (self->many_acts & VAS_MANY_REVIEW) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->bar->extend_button), !many);
  gtk_widget_set_visible (GTK_WIDGET (self->bar->send_back_button), !many && second);
  show_many (self, many);
  show_hint (self);
}

static void
fill_popover (GtkMenuButton *button,
              gpointer       user_data)
{
  VasCasePane *self = user_data;

  vas_reason_popover_fill (VAS_REASON_POPOVER (gtk_menu_button_get_popover (button)), self->desk, self->file, self->n_selected);
}

static GtkMenuButton *
find_button (VasCasePane  *self,
             VasReviewAct  act)
{
  return act == VAS_REVIEW_REJECT ? self->bar->reject_button
         : act == VAS_REVIEW_EXTEND ? self->bar->extend_button : self->bar->send_back_button;
}

static void
emit_reasoned (VasCasePane  *self,
               VasReviewAct  act,
               const char   *reason,
               const char   *label,
               const char   *text,
               const char   *due)
{
  g_signal_emit_by_name (self, "reasoned", (guint) act, reason, label, text, due);
}

static void
reject_confirmed_cb (VasCasePane *self,
                     const char  *reason,
                     const char  *label,
                     const char  *text,
                     const char  *due)
{
  emit_reasoned (self, VAS_REVIEW_REJECT, reason, label, text, due);
}

static void
extend_confirmed_cb (VasCasePane *self,
                     const char  *reason,
                     const char  *label,
                     const char  *text,
                     const char  *due)
{
  emit_reasoned (self, VAS_REVIEW_EXTEND, reason, label, text, due);
}

static void
send_back_confirmed_cb (VasCasePane *self,
                        const char  *reason,
                        const char  *label,
                        const char  *text,
                        const char  *due)
{
  emit_reasoned (self, VAS_REVIEW_SEND_BACK, reason, label, text, due);
}

/* The keys are the queue's again. */
static void
closed_cb (VasCasePane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "queue.focus", NULL);
}

static void
add_popover (VasCasePane  *self,
             VasReviewAct  act,
             GCallback     callback)
{
  GtkWidget *popover = vas_reason_popover_new (act);

  g_signal_connect_object (popover, "confirmed", callback, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (find_button (self, act), popover);
  gtk_menu_button_set_create_popup_func (find_button (self, act), fill_popover, self, NULL);
}

static void
note_written_cb (VasCasePane *self,
                 const char  *text)
{
  g_signal_emit_by_name (self, "noted", text);
}

static void
make_note (VasCasePane *self)
{
  GtkWidget *popover = vas_note_popover_new ();

  g_signal_connect_object (popover, "written", G_CALLBACK (note_written_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->note_button, popover);
}

static void
fill_note (GtkMenuButton *button,
           gpointer       user_data)
{
  VasCasePane *self = user_data;

  if (gtk_menu_button_get_popover (button) == NULL)
    make_note (self);
  if (self->file != NULL)
    vas_note_popover_fill (VAS_NOTE_POPOVER (gtk_menu_button_get_popover (button)), self->desk, vas_case_file_get_key (self->file));
}

static void
fill_menu (GtkMenuButton *button,
           gpointer       user_data)
{
  g_autoptr (GtkBuilder) builder = NULL;

  if (gtk_menu_button_get_menu_model (button) != NULL)
    return;
  builder = gtk_builder_new_from_resource ("/org/vasdesk/Vasdesk/ui/invoices/vas-case-menu.ui");
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (gtk_builder_get_object (builder, "menu")));
}

/** vas_case_pane_set_up_head: gives the buttons above the case what they open. */
void
vas_case_pane_set_up_head (VasCasePane *self)
{
  gtk_menu_button_set_create_popup_func (self->note_button, fill_note, self, NULL);
  gtk_menu_button_set_create_popup_func (self->more_button, fill_menu, NULL, NULL);
}

/** vas_case_pane_add_bar: makes the foot, and gives its buttons what they ask with. */
void
vas_case_pane_add_bar (VasCasePane *self)
{
  self->bar = g_object_new (VAS_TYPE_CASE_BAR, NULL);
  gtk_box_append (self->box, GTK_WIDGET (self->bar));
  add_popover (self, VAS_REVIEW_REJECT, G_CALLBACK (reject_confirmed_cb));
  add_popover (self, VAS_REVIEW_EXTEND, G_CALLBACK (extend_confirmed_cb));
  add_popover (self, VAS_REVIEW_SEND_BACK, G_CALLBACK (send_back_confirmed_cb));
}

/** vas_case_pane_is_armed: whether the next approval confirms what is marked. */
gboolean
vas_case_pane_is_armed (VasCasePane *self)
{
  gboolean armed = FALSE;

  if (self->cards != NULL)
    g_object_get (vas_case_cards_get_verdict_card (self->cards), "armed", &armed, NULL);

  return armed;
}

/** vas_case_pane_set_armed: marks what must be confirmed, and says how. */
void
vas_case_pane_set_armed (VasCasePane *self,
                         gboolean     armed)
{
  if (self->cards == NULL)
    return;
  g_object_set (vas_case_cards_get_verdict_card (self->cards), "armed", armed, NULL);
  show_hint (self);
}

/** vas_case_pane_ask: asks for the reason of an act, where the case allows it. */
void
vas_case_pane_ask (VasCasePane  *self,
                   VasReviewAct  act)
{
  GtkMenuButton *button = self->bar != NULL ? find_button (self, act) : NULL;

  if (button != NULL && gtk_widget_is_visible (GTK_WIDGET (button)) && gtk_widget_is_sensitive (GTK_WIDGET (button)))
    gtk_menu_button_popup (button);
}

/** vas_case_pane_ask_note: lets a note on the open case be written. */
void
vas_case_pane_ask_note (VasCasePane *self)
{
  if (self->file != NULL)
    gtk_menu_button_popup (self->note_button);
}
