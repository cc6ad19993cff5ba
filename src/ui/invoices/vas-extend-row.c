/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The date and the notice of one extension. The notice is proposed anew when the reason or the date changes, until somebody
 * wrote in it. Main thread.
 */

#include "vas-extend-row.h"

#include "vas-review-reasons.h"

#include <glib/gi18n.h>

struct _VasExtendRow
{
  AdwBin       parent_instance;

  GtkEntry    *due;
  GtkLabel    *error;
  GtkTextView *text;

  VasRequest  *request;
  char        *reason;
  gboolean     proposing;
  gboolean     written;             /* the notice is somebody's own */
};

G_DEFINE_FINAL_TYPE (VasExtendRow, vas_extend_row, ADW_TYPE_BIN)

static void
propose (VasExtendRow *self)
{
  g_autofree char *text = NULL;
  VasDate due = VAS_NONE_DATE;

  if (self->written || self->reason == NULL)
    return;
  vas_date_parse_lenient (gtk_editable_get_text (GTK_EDITABLE (self->due)), &due, NULL);
  text = vas_review_reasons_make_message (self->request, VAS_REVIEW_EXTEND, self->reason, due);
  self->proposing = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
  self->proposing = FALSE;
}

static void
due_changed_cb (VasExtendRow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  propose (self);
}

static void
text_changed_cb (VasExtendRow *self)
{
  self->written = self->written || !self->proposing;
}

static void
vas_extend_row_dispose (GObject *object)
{
  VasExtendRow *self = VAS_EXTEND_ROW (object);

  g_clear_object (&self->request);
  g_clear_pointer (&self->reason, g_free);

  G_OBJECT_CLASS (vas_extend_row_parent_class)->dispose (object);
}

static void
vas_extend_row_class_init (VasExtendRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_extend_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-extend-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VasExtendRow, due);
  gtk_widget_class_bind_template_child (widget_class, VasExtendRow, error);
  gtk_widget_class_bind_template_child (widget_class, VasExtendRow, text);
  gtk_widget_class_bind_template_callback (widget_class, due_changed_cb);
}

static void
vas_extend_row_init (VasExtendRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (text_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/** vas_extend_row_new: (transfer floating): @due: the date that is proposed */
GtkWidget *
vas_extend_row_new (VasRequest *request,
                    VasDate     due)
{
  VasExtendRow *self = g_object_new (VAS_TYPE_EXTEND_ROW, NULL);
  g_autofree char *text = vas_date_format (due);

  self->request = g_object_ref (request);
  gtk_editable_set_text (GTK_EDITABLE (self->due), text);

  return GTK_WIDGET (self);
}

/** vas_extend_row_set_reason: what the user is told it is for. */
void
vas_extend_row_set_reason (VasExtendRow *self,
                           const char   *reason)
{
  g_free (self->reason);
  self->reason = g_strdup (reason);
  propose (self);
}

/** vas_extend_row_get_due: (transfer full) (nullable): the date as records have it; NULL with the error at the field. */
char *
vas_extend_row_get_due (VasExtendRow *self)
{
  VasDate date;

  if (vas_date_parse_lenient (gtk_editable_get_text (GTK_EDITABLE (self->due)), &date, NULL))
    return vas_date_format (date);

  gtk_widget_set_visible (GTK_WIDGET (self->error), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->due));
  return NULL;
}

void
vas_extend_row_set_due (VasExtendRow *self,
                        const char   *due)
{
  gtk_editable_set_text (GTK_EDITABLE (self->due), due);
}

/** vas_extend_row_get_text: (transfer full): the notice. */
char *
vas_extend_row_get_text (VasExtendRow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}
