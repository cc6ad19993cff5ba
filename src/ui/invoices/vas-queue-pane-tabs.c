/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tabs of the queue with their counts, the foot of the list, and what stands in the place of an empty list: what to do
 * next, or how to see everything again.
 */

#include "vas-queue-pane-private.h"

#include "vas-deadline.h"

#include <glib/gi18n.h>

static const char * const names[VAS_QUEUE_N_TABS] = {
  [VAS_QUEUE_MINE] = NC_("queue", "Mine"),
  [VAS_QUEUE_REVIEW] = NC_("queue", "To review"),
  [VAS_QUEUE_SECOND] = NC_("queue", "Second review"),
  [VAS_QUEUE_DUE_TODAY] = NC_("queue", "Due today"),
  [VAS_QUEUE_TO_ISSUE] = NC_("queue", "To issue"),
  [VAS_QUEUE_TO_SHIP] = NC_("queue", "To ship"),
  [VAS_QUEUE_TO_TELL] = NC_("queue", "To tell"),
  [VAS_QUEUE_CAME_BACK] = NC_("queue", "Came back"),
  [VAS_QUEUE_RETURNING] = NC_("queue", "Returns"),
  [VAS_QUEUE_ALL] = NC_("queue", "All"),
};

static const char * const order_names[VAS_QUEUE_N_ORDERS] = {
  [VAS_QUEUE_BY_DUE] = NC_("order of the queue", "Deadline"),
  [VAS_QUEUE_BY_AMOUNT] = NC_("order of the queue", "Amount, Largest First"),
  [VAS_QUEUE_BY_ARRIVAL] = NC_("order of the queue", "Arrival, Oldest First"),
  [VAS_QUEUE_BY_NEWEST] = NC_("order of the queue", "Arrival, Newest First"),
  [VAS_QUEUE_BY_TITLE] = NC_("order of the queue", "Title"),
};

/** vas_queue_tab_get_name: what the tab is called. */
const char *
vas_queue_tab_get_name (VasQueueTab tab)
{
  return g_dpgettext2 (NULL, "queue", names[tab]);
}

/** vas_queue_tab_get_english: what the tab is called in English. */
const char *
vas_queue_tab_get_english (VasQueueTab tab)
{
  return names[tab];
}

/** vas_queue_order_get_name: what the order is called. */
const char *
vas_queue_order_get_name (VasQueueOrder order)
{
  return g_dpgettext2 (NULL, "order of the queue", order_names[order]);
}

static void
chip_toggled_cb (GtkToggleButton *chip,
                 VasQueuePane    *self)
{
  if (self->restoring || !gtk_toggle_button_get_active (chip))
    return;

  for (guint tab = 0; tab < VAS_QUEUE_N_TABS; tab++)
    {
      if (self->chips[tab] == chip)
        vas_queue_pane_set_tab (self, (VasQueueTab) tab);
    }
}

/** vas_queue_pane_set_up_tabs: makes a chip for each tab. */
void
vas_queue_pane_set_up_tabs (VasQueuePane *self)
{
  for (guint tab = 0; tab < VAS_QUEUE_N_TABS; tab++)
    {
      GtkWidget *chip = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "focus-on-click", FALSE, NULL);
      GtkWidget *content = g_object_new (GTK_TYPE_BOX, "spacing", 5, NULL);
      GtkWidget *count = g_object_new (GTK_TYPE_LABEL, "label", "0", NULL);

      gtk_widget_add_css_class (chip, "chip");
      gtk_widget_add_css_class (count, "numeric");
      gtk_box_append (GTK_BOX (content), gtk_label_new (vas_queue_tab_get_name ((VasQueueTab) tab)));
      gtk_box_append (GTK_BOX (content), count);
      gtk_button_set_child (GTK_BUTTON (chip), content);
      gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      vas_queue_tab_get_name ((VasQueueTab) tab), -1);
      if (tab > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (chip), self->chips[0]);
      self->chips[tab] = GTK_TOGGLE_BUTTON (chip);
      self->chip_counts[tab] = GTK_LABEL (count);
      gtk_box_append (self->tabs, chip);
    }
  gtk_toggle_button_set_active (self->chips[self->tab], TRUE);

  for (guint tab = 0; tab < VAS_QUEUE_N_TABS; tab++)
    g_signal_connect_object (self->chips[tab], "toggled", G_CALLBACK (chip_toggled_cb), self, 0);
}

/** vas_queue_pane_show_counts: the counts on the chips. */
void
vas_queue_pane_show_counts (VasQueuePane *self)
{
  for (guint tab = 0; tab < VAS_QUEUE_N_TABS; tab++)
    {
      g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, self->counts[tab]);
      g_autofree char *label = g_strdup_printf ("%s %s", vas_queue_tab_get_name ((VasQueueTab) tab), count);

      gtk_label_set_text (self->chip_counts[tab], count);
      if (self->counts[tab] == 0)
        gtk_widget_add_css_class (GTK_WIDGET (self->chips[tab]), "empty");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self->chips[tab]), "empty");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->chips[tab]), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    }
}

/** vas_queue_pane_is_searching: whether something is searched for. */
gboolean
vas_queue_pane_is_searching (VasQueuePane *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
}

/* (transfer full) (nullable): the nearest deadline, of the first row. */
static char *
describe_nearest (VasQueuePane *self)
{
  g_autoptr (VasRow) row = vas_queue_pane_get_row (self, 0);
  VasQueueRow *record = vas_row_get_entity (row);
  VasUrgency urgency;
  g_autofree char *due = NULL;

  if (record->request == NULL)
    return NULL;
  due = vas_deadline_describe (record->request, vas_desk_get_calendar (self->desk), vas_desk_get_today (self->desk), &urgency);

  return *due != '\0' ? g_strdup_printf (_("nearest: %s"), due) : NULL;
}

static void
show_foot (VasQueuePane *self)
{
  const guint n_rows = vas_queue_pane_get_n_rows (self);
  const guint count = vas_row_model_is_loading (self->model) ? (guint) self->counts[self->tab] : n_rows;
  g_autofree char *nearest = n_rows > 0 && self->order == VAS_QUEUE_BY_DUE ? describe_nearest (self) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->n_selected > 1)
    g_string_append_printf (text, _("%u of %u selected"), self->n_selected, count);
  else if (vas_queue_pane_is_searching (self))
    g_string_append_printf (text, ngettext ("%u hit", "%u hits", count), count);
  else
    g_string_append_printf (text, ngettext ("%u request", "%u requests", count), count);
  if (self->order != VAS_QUEUE_BY_DUE)
    g_string_append_printf (text, " · %s", vas_queue_order_get_name (self->order));
  if (nearest != NULL && self->n_selected <= 1)
    g_string_append_printf (text, " · %s", nearest);
  g_string_append_printf (text, " · %s", _("J/K move"));
  gtk_label_set_text (self->foot, text->str);
}

/* The first other tab that has something to do. */
static gboolean
find_other_work (VasQueuePane *self,
                 VasQueueTab  *other)
{
  for (guint tab = VAS_QUEUE_REVIEW; tab < VAS_QUEUE_N_TABS; tab++)
    {
      if (tab != self->tab && self->counts[tab] > 0)
        {
          *other = (VasQueueTab) tab;
          return TRUE;
        }
    }

  return FALSE;
}

static void
show_nothing (VasQueuePane *self)
{
  VasQueueTab other;
  g_autofree char *label = NULL;

  adw_status_page_set_title (self->empty_page, _("Nothing waits here"));
  if (find_other_work (self, &other))
    {
      label = g_strdup_printf (_("_Go to “%s” (%u)"), vas_queue_tab_get_name (other), (guint) self->counts[other]);
      adw_status_page_set_description (self->empty_page, _("There is work in another step."));
      gtk_button_set_label (self->empty_button, label);
      g_object_set_data (G_OBJECT (self->empty_button), "tab", GUINT_TO_POINTER ((guint) other + 1));
      gtk_widget_set_visible (GTK_WIDGET (self->empty_button), TRUE);
    }
  else
    {
      adw_status_page_set_description (self->empty_page, _("A new request is entered with N, when a user calls."));
      gtk_widget_set_visible (GTK_WIDGET (self->empty_button), FALSE);
    }
}

/* Nothing here; perhaps elsewhere: one press sees it, or everything again. */
static void
show_no_match (VasQueuePane *self)
{
  const guint64 elsewhere = self->tab != VAS_QUEUE_ALL ? self->counts[VAS_QUEUE_ALL] : 0;
  g_autofree char *label = NULL;

  if (elsewhere > 0)
    {
      label = g_strdup_printf (_("_Go to “%s” (%u)"), vas_queue_tab_get_name (VAS_QUEUE_ALL), (guint) elsewhere);
      adw_status_page_set_title (self->empty_page, _("No match in this tab"));
      adw_status_page_set_description (self->empty_page, _("Other requests match the search."));
      gtk_button_set_label (self->empty_button, label);
      g_object_set_data (G_OBJECT (self->empty_button), "tab", GUINT_TO_POINTER ((guint) VAS_QUEUE_ALL + 1));
    }
  else
    {
      adw_status_page_set_title (self->empty_page, _("No match"));
      adw_status_page_set_description (self->empty_page, _("Requests are found by their number, title or taxpayer id, by account, "
                                                           "order number, fapiao number or waybill; ended ones too."));
      gtk_button_set_label (self->empty_button, _("_Clear the Search"));
      g_object_set_data (G_OBJECT (self->empty_button), "tab", NULL);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->empty_button), TRUE);
}

/** vas_queue_pane_show_state: the list, or what stands in its place. */
void
vas_queue_pane_show_state (VasQueuePane *self)
{
  const gboolean empty = vas_queue_pane_get_n_rows (self) == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->older_button), vas_queue_pane_is_searching (self) && vas_desk_get_sync (self->desk) != NULL);
  if (empty && vas_row_model_is_loading (self->model))
    return;

  if (empty && vas_queue_pane_is_searching (self))
    show_no_match (self);
  else if (empty)
    show_nothing (self);
  adw_status_page_set_icon_name (self->empty_page, vas_queue_pane_is_searching (self) ? "edit-find-symbolic" : "emblem-ok-symbolic");
  vas_queue_pane_show_page (self, empty ? "empty" : "list");
  show_foot (self);
}
