/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The date and the notice of one extension. The notice is proposed anew when the reason or the date changes, until somebody
 * wrote in it. Main thread.
 *
 * Signal: `edited`: somebody wrote in it.
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
  gboolean     dated;               /* the date is somebody's own */
  gboolean     written;             /* the notice is somebody's own */
};

enum {
  EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

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
  if (self->proposing)
    return;
  self->dated = TRUE;
  propose (self);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
text_changed_cb (VasExtendRow *self)
{
  if (self->proposing)
    return;
  self->written = TRUE;
  g_signal_emit (self, signals[EDITED], 0);
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

  signals[EDITED] = g_signal_new ("edited", VAS_TYPE_EXTEND_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
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
  self->proposing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->due), text);
  self->proposing = FALSE;

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

/** vas_extend_row_to_json: (transfer full) (nullable): what somebody wrote in it; NULL where all of it is proposed. */
JsonNode *
vas_extend_row_to_json (VasExtendRow *self)
{
  JsonNode *root;
  JsonObject *object;

  if (!self->dated && !self->written)
    return NULL;
  object = json_object_new ();
  if (self->dated)
    json_object_set_string_member (object, "due", gtk_editable_get_text (GTK_EDITABLE (self->due)));
  if (self->written)
    {
      g_autofree char *text = vas_extend_row_get_text (self);

      json_object_set_string_member (object, "text", text);
    }
  root = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (root, object);

  return root;
}

/** vas_extend_row_restore: what vas_extend_row_to_json() kept. */
void
vas_extend_row_restore (VasExtendRow *self,
                        JsonObject   *kept)
{
  const char *due = json_object_get_string_member_with_default (kept, "due", NULL);
  const char *text = json_object_get_string_member_with_default (kept, "text", NULL);

  if (due != NULL)
    vas_extend_row_set_due (self, due);
  if (text != NULL)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
}
