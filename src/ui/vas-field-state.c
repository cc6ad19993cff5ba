/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A text field as it was before a scan's first characters reached it, to put it back. Putting back drops what an input
 * method holds of them: a selection that is set resets the method. (Never by setting the module of the field: that frees the
 * method's context, and ibus may be waiting in it for its answer.) Main thread; costs a copy of the text.
 */

#include "vas-field-state.h"

struct _VasFieldState
{
  GtkWidget *widget;                /* weak */
  char      *text;
  int        cursor;
  int        bound;
};

static void
read_view (VasFieldState *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->widget));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  self->text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  gtk_text_buffer_get_iter_at_mark (buffer, &start, gtk_text_buffer_get_insert (buffer));
  gtk_text_buffer_get_iter_at_mark (buffer, &end, gtk_text_buffer_get_selection_bound (buffer));
  self->cursor = gtk_text_iter_get_offset (&start);
  self->bound = gtk_text_iter_get_offset (&end);
}

static void
read_editable (VasFieldState *self)
{
  GtkEditable *editable = GTK_EDITABLE (self->widget);
  int start, end;

  self->text = g_strdup (gtk_editable_get_text (editable));
  self->cursor = gtk_editable_get_position (editable);
  gtk_editable_get_selection_bounds (editable, &start, &end);
  self->bound = start == self->cursor ? end : start;
}

/**
 * vas_field_state_new:
 * @widget: (nullable): any widget
 *
 * Returns: (transfer full) (nullable): %NULL if @widget is nothing that text is typed into
 */
VasFieldState *
vas_field_state_new (GtkWidget *widget)
{
  const gboolean is_view = widget != NULL && GTK_IS_TEXT_VIEW (widget);
  VasFieldState *self;

  if (is_view ? !gtk_text_view_get_editable (GTK_TEXT_VIEW (widget))
              : widget == NULL || !GTK_IS_EDITABLE (widget) || !gtk_editable_get_editable (GTK_EDITABLE (widget)))
    return NULL;

  self = g_new0 (VasFieldState, 1);
  self->widget = widget;
  g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) &self->widget);
  if (is_view)
    read_view (self);
  else
    read_editable (self);

  return self;
}

void
vas_field_state_free (VasFieldState *self)
{
  if (self->widget != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->widget), (gpointer *) &self->widget);
  g_free (self->text);
  g_free (self);
}

static void
put_back_view (VasFieldState *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->widget));
  GtkTextIter cursor, bound;

  gtk_text_buffer_set_text (buffer, self->text, -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &cursor, self->cursor);
  gtk_text_buffer_get_iter_at_offset (buffer, &bound, self->bound);
  gtk_text_buffer_select_range (buffer, &cursor, &bound);
}

/** vas_field_state_put_back: makes the field what it was, if it is still there. */
void
vas_field_state_put_back (VasFieldState *self)
{
  if (self->widget == NULL)
    return;

  if (GTK_IS_TEXT_VIEW (self->widget))
    {
      gtk_text_view_reset_im_context (GTK_TEXT_VIEW (self->widget));
      put_back_view (self);
      return;
    }
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->widget)), self->text))
    gtk_editable_set_text (GTK_EDITABLE (self->widget), self->text);
  gtk_editable_select_region (GTK_EDITABLE (self->widget), self->bound, self->cursor);
}

static void
type_into_view (GtkTextView *view,
                const char  *text,
                gunichar     end)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
  if (end == '\r')
    gtk_text_buffer_insert_at_cursor (buffer, "\n", 1);
}

static void
type_into_editable (GtkEditable *editable,
                    const char  *text,
                    gunichar     end)
{
  int position;

  gtk_editable_delete_selection (editable);
  position = gtk_editable_get_position (editable);
  gtk_editable_insert_text (editable, text, -1, &position);
  gtk_editable_set_position (editable, position);
  if (end == '\r' && GTK_IS_TEXT (editable))
    g_signal_emit_by_name (editable, "activate");
}

/**
 * vas_field_state_type:
 * @end: CR where Enter follows, TAB where Tab does, 0 for neither
 *
 * Types @text into the field over what is selected in it, as a hand does it.
 *
 * Returns: whether the field is still there
 */
gboolean
vas_field_state_type (VasFieldState *self,
                      const char    *text,
                      gunichar       end)
{
  if (self->widget == NULL)
    return FALSE;

  if (GTK_IS_TEXT_VIEW (self->widget))
    type_into_view (GTK_TEXT_VIEW (self->widget), text, end);
  else
    type_into_editable (GTK_EDITABLE (self->widget), text, end);
  if (end == '\t' && self->widget != NULL && gtk_widget_get_root (self->widget) != NULL)
    gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (self->widget)), GTK_DIR_TAB_FORWARD);

  return TRUE;
}

/** vas_field_state_is_search: whether Enter in the field finds something and changes nothing. */
gboolean
vas_field_state_is_search (VasFieldState *self)
{
  return self->widget != NULL && gtk_widget_get_ancestor (self->widget, GTK_TYPE_SEARCH_ENTRY) != NULL;
}
