/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a request looks in the queue. Follows its row by one notification; bound and unbound as the list scrolls. A row that is not
 * read yet is blank. A list of GTK keeps some 200 lines and gives all of them new content when the view changes, so texts are
 * inscriptions, whose size does not depend on what they say, and what stays as it was is not touched. Main thread.
 */

#include "vas-queue-cell.h"

#include "vas-deadline.h"
#include "vas-labels.h"
#include "vas-queue.h"

#include <glib/gi18n.h>

struct _VasQueueCell
{
  AdwBin        parent_instance;

  GtkBox       *badge;
  GtkImage     *badge_icon;
  GtkLabel     *badge_label;
  GtkInscription *title;
  GtkInscription *subtitle;
  GtkInscription *amount;
  GtkInscription *claimer;

  VasDesk      *desk;
  VasRow       *row;
  gulong        row_id;
  gboolean      with_step;          /* several steps stand in the list */
  int           urgency;            /* that the badge shows; -1: none yet */
  char         *label;              /* what is said of the line */
};

G_DEFINE_FINAL_TYPE (VasQueueCell, vas_queue_cell, ADW_TYPE_BIN)

static gboolean
is_extended (VasRequest *request)
{
  return request->extensions > 0 && request->extension_reason != NULL;
}

/* The reason is longer than the line: it stands in the tip, and is said with the rest. */
static char *
describe_request (VasQueueRow *row,
                  gboolean     with_step)
{
  VasRequest *request = row->request;
  g_autofree char *orders = g_strdup_printf (ngettext ("%u order", "%u orders", row->n_orders), row->n_orders);
  const char *name = row->account_name != NULL ? row->account_name : "—";
  const char *step = with_step ? vas_label (&vas_request_state_enum, request->state) : "";

  const char *extended = is_extended (request) ? _("extended") : "";

  return g_strdup_printf ("%s%s%s%s%s · %s · %s", step, with_step ? " · " : "", extended, *extended != '\0' ? " · " : "",
                          request->number, orders, name);
}

/* A name of ten characters and an amount of millions still fit; mostly both are short, and what is left is the subtitle's. */
static void
fit (GtkInscription *inscription,
     guint           least,
     guint           most)
{
  const char *text = gtk_inscription_get_text (inscription);
  guint width = 1;

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p))
    width += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;
  width = CLAMP (width, least, most);
  if (gtk_inscription_get_min_chars (inscription) == width)
    return;
  gtk_inscription_set_min_chars (inscription, width);
  gtk_inscription_set_nat_chars (inscription, width);
}

static void
show_urgency (VasQueueCell *self,
              VasUrgency    urgency)
{
  const char *icon = vas_urgency_icon (urgency);

  if (self->urgency == (int) urgency)
    return;

  self->urgency = (int) urgency;
  gtk_widget_set_css_classes (GTK_WIDGET (self->badge), (const char *[]) { "due", vas_urgency_class (urgency), NULL });
  gtk_image_set_from_icon_name (self->badge_icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->badge_icon), icon != NULL);
}

static void
show_deadline (VasQueueCell *self,
               VasRequest   *request)
{
  VasUrgency urgency;
  g_autofree char *text = vas_deadline_describe (request, vas_desk_get_calendar (self->desk), vas_desk_get_today (self->desk),
                                                 &urgency);

  show_urgency (self, urgency);
  gtk_label_set_text (self->badge_label, *text != '\0' ? text : vas_label (&vas_request_state_enum, request->state));
}

static const char *
describe_claimer (VasQueueCell *self,
                  VasQueueRow  *row)
{
  if (row->claimer == NULL)
    return "—";

  return g_strcmp0 (row->request->claimed_by, vas_desk_get_staff_key (self->desk)) == 0 ? _("me") : row->claimer;
}

static void
say_label (VasQueueCell *self,
           const char   *label)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (g_strcmp0 (self->label, label) == 0)
    return;

  g_free (self->label);
  self->label = g_strdup (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  /* The row around it is what has the focus. */
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_blank (VasQueueCell *self)
{
  show_urgency (self, VAS_URGENCY_NONE);
  gtk_label_set_text (self->badge_label, "");
  gtk_inscription_set_text (self->title, "…");
  gtk_inscription_set_text (self->subtitle, NULL);
  gtk_inscription_set_text (self->amount, NULL);
  gtk_inscription_set_text (self->claimer, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), NULL);
  say_label (self, _("This row is being read"));
}

/* GTK sets the layout anew even for the same text. */
static void
set_text (GtkInscription *inscription,
          const char     *text)
{
  if (g_strcmp0 (gtk_inscription_get_text (inscription), text) != 0)
    gtk_inscription_set_text (inscription, text);
}

static void
show_row (VasQueueCell *self)
{
  VasQueueRow *row = vas_row_get_entity (self->row);
  VasRequest *request = row->request;
  g_autofree char *amount = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *label = NULL;

  if (request == NULL)
    {
      show_blank (self);
      return;
    }

  amount = vas_money_format (request->amount);
  subtitle = describe_request (row, self->with_step);
  show_deadline (self, request);
  set_text (self->title, request->title != NULL ? request->title : "—");
  set_text (self->subtitle, subtitle);
  set_text (self->amount, amount);
  set_text (self->claimer, describe_claimer (self, row));
  fit (self->amount, 9, 18);
  fit (self->claimer, 2, 12);

  if (is_extended (request))
    reason = g_strdup_printf (_("Extended: %s"), request->extension_reason);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), reason);
  label = g_strdup_printf ("%s, %s, %s, %s%s%s", gtk_inscription_get_text (self->title), gtk_label_get_text (self->badge_label),
                           subtitle, amount, reason != NULL ? ", " : "", reason != NULL ? reason : "");
  say_label (self, label);
}

static void
vas_queue_cell_dispose (GObject *object)
{
  VasQueueCell *self = VAS_QUEUE_CELL (object);

  vas_queue_cell_set_row (self, NULL);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->label, g_free);

  G_OBJECT_CLASS (vas_queue_cell_parent_class)->dispose (object);
}

static void
vas_queue_cell_class_init (VasQueueCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_queue_cell_dispose;

  gtk_widget_class_set_css_name (widget_class, "vasqueuecell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-queue-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, VasQueueCell, badge);
  gtk_widget_class_bind_template_child (widget_class, VasQueueCell, badge_icon);
  gtk_widget_class_bind_template_child (widget_class, VasQueueCell, badge_label);
  gtk_widget_class_bind_template_child (widget_class, VasQueueCell, title);
  gtk_widget_class_bind_template_child (widget_class, VasQueueCell, subtitle);
  gtk_widget_class_bind_template_child (widget_class, VasQueueCell, amount);
  gtk_widget_class_bind_template_child (widget_class, VasQueueCell, claimer);
}

static void
vas_queue_cell_init (VasQueueCell *self)
{
  self->urgency = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_queue_cell_new: (transfer floating) */
GtkWidget *
vas_queue_cell_new (VasDesk *desk)
{
  VasQueueCell *self = g_object_new (VAS_TYPE_QUEUE_CELL, NULL);

  self->desk = g_object_ref (desk);

  return GTK_WIDGET (self);
}

/** vas_queue_cell_get_row: (transfer none) (nullable) */
VasRow *
vas_queue_cell_get_row (VasQueueCell *self)
{
  return self->row;
}

/** vas_queue_cell_set_row: @row: (nullable): what to show, and to follow. */
void
vas_queue_cell_set_row (VasQueueCell *self,
                        VasRow       *row)
{
  if (self->row != NULL)
    g_clear_signal_handler (&self->row_id, self->row);
  g_set_object (&self->row, row);
  if (row == NULL)
    return;

  self->row_id = g_signal_connect_swapped (row, "notify::entity", G_CALLBACK (show_row), self);
  show_row (self);
}

/** vas_queue_cell_set_with_step: whether to say in which step the request is. */
void
vas_queue_cell_set_with_step (VasQueueCell *self,
                              gboolean      with_step)
{
  if (self->with_step == with_step)
    return;

  self->with_step = with_step;
  if (self->row != NULL)
    show_row (self);
}
