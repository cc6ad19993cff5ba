/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A place of the queue, which follows its row; bound and unbound as the list scrolls. A list of GTK keeps some 200 of them and
 * gives all new content when the view changes, while a dozen are seen. So a cell out of sight waits: it has no line at first, and
 * as much height as the lines have, until it comes into sight or there is time (VasQueueSight). Main thread.
 */

#include "vas-queue-cell.h"

#include "vas-queue-line.h"

struct _VasQueueCell
{
  GtkWidget      parent_instance;

  VasDesk       *desk;
  VasQueueSight *sight;
  GtkWidget     *line;              /* NULL until it was seen once */
  VasRow        *row;
  gulong         row_id;
  gboolean       with_step;         /* several steps stand in the list */
  char          *label;             /* what is said of the line */
};

G_DEFINE_FINAL_TYPE (VasQueueCell, vas_queue_cell, GTK_TYPE_WIDGET)

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

/** vas_queue_cell_show: shows what its row says now. */
void
vas_queue_cell_show (VasQueueCell *self)
{
  g_autofree char *label = NULL;

  vas_queue_sight_forget (self->sight, self);
  if (self->row == NULL)
    return;
  if (self->line == NULL)
    {
      self->line = vas_queue_line_new (self->desk);
      gtk_widget_set_parent (self->line, GTK_WIDGET (self));
    }

  label = vas_queue_line_show (VAS_QUEUE_LINE (self->line), vas_row_get_entity (self->row), self->with_step);
  say_label (self, label);
}

static void
changed_cb (VasQueueCell *self)
{
  if (vas_queue_sight_has (self->sight, vas_row_get_position (self->row)))
    vas_queue_cell_show (self);
  else
    vas_queue_sight_wait (self->sight, self);
}

static GtkSizeRequestMode
vas_queue_cell_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vas_queue_cell_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  VasQueueCell *self = VAS_QUEUE_CELL (widget);

  if (self->line != NULL)
    {
      gtk_widget_measure (self->line, orientation, for_size, minimum, natural, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        vas_queue_sight_set_line_height (self->sight, *minimum);
    }
  else if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = vas_queue_sight_get_line_height (self->sight);
}

static void
vas_queue_cell_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  VasQueueCell *self = VAS_QUEUE_CELL (widget);
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (parent != NULL)
    vas_queue_sight_set_row_height (self->sight, gtk_widget_get_allocated_height (parent));
  if (self->line != NULL)
    gtk_widget_size_allocate (self->line, &(GtkAllocation) { 0, 0, width, height }, baseline);
}

/* The tip is made when it is asked for: to set it looks for the pointer, which is several questions to the X server a line. */
static gboolean
vas_queue_cell_query_tooltip (GtkWidget  *widget,
                              int         x,
                              int         y,
                              gboolean    keyboard_mode,
                              GtkTooltip *tooltip)
{
  VasQueueCell *self = VAS_QUEUE_CELL (widget);
  g_autofree char *reason = self->row != NULL ? vas_queue_line_describe_reason (vas_row_get_entity (self->row)) : NULL;

  gtk_tooltip_set_text (tooltip, reason);

  return reason != NULL;
}

static void
vas_queue_cell_dispose (GObject *object)
{
  VasQueueCell *self = VAS_QUEUE_CELL (object);

  vas_queue_cell_set_row (self, NULL);
  g_clear_pointer (&self->line, gtk_widget_unparent);
  g_clear_object (&self->sight);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->label, g_free);

  G_OBJECT_CLASS (vas_queue_cell_parent_class)->dispose (object);
}

static void
vas_queue_cell_class_init (VasQueueCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_queue_cell_dispose;
  widget_class->get_request_mode = vas_queue_cell_get_request_mode;
  widget_class->measure = vas_queue_cell_measure;
  widget_class->size_allocate = vas_queue_cell_size_allocate;
  widget_class->query_tooltip = vas_queue_cell_query_tooltip;

  gtk_widget_class_set_css_name (widget_class, "vasqueuecell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vas_queue_cell_init (VasQueueCell *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/** vas_queue_cell_new: (transfer floating): @sight: says when it is worth while to show something. */
GtkWidget *
vas_queue_cell_new (VasDesk       *desk,
                    VasQueueSight *sight)
{
  VasQueueCell *self = g_object_new (VAS_TYPE_QUEUE_CELL, NULL);

  self->desk = g_object_ref (desk);
  self->sight = g_object_ref (sight);

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
    {
      g_clear_signal_handler (&self->row_id, self->row);
      vas_queue_sight_forget (self->sight, self);
    }
  g_set_object (&self->row, row);
  if (row == NULL)
    return;

  self->row_id = g_signal_connect_swapped (row, "notify::entity", G_CALLBACK (changed_cb), self);
  changed_cb (self);
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
    changed_cb (self);
}
