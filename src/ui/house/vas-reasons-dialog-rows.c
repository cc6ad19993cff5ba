/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of the two lists: the sentence, its name in English, and what moves or takes away. Main thread. */

#include "vas-reasons-dialog-private.h"

#include <glib/gi18n.h>

#define MOST_LENGTH 200

static AdwPreferencesGroup *
get_group (VasReasonsDialog *self,
           guint             kind)
{
  return kind == VAS_REASON_REJECT ? self->reject_group : self->extend_group;
}

/** vas_reasons_dialog_get_entry: (transfer none): "text" or "label" of a row. */
GtkEditable *
vas_reasons_dialog_get_entry (GtkWidget  *row,
                              const char *name)
{
  return g_object_get_data (G_OBJECT (row), name);
}

/* An empty name in English is the sentence itself; a row without either is none. */
static void
append_line (GString   *text,
             GtkWidget *row)
{
  g_autofree char *sentence = g_strstrip (g_strdup (gtk_editable_get_text (vas_reasons_dialog_get_entry (row, "text"))));
  g_autofree char *label = g_strstrip (g_strdup (gtk_editable_get_text (vas_reasons_dialog_get_entry (row, "label"))));

  if (*sentence == '\0' && *label == '\0')
    return;
  g_string_append_printf (text, "%s|%s|%s\n", (const char *) g_object_get_data (G_OBJECT (row), "id"), sentence,
                          *label != '\0' ? label : sentence);
}

/** vas_reasons_dialog_get_list: (transfer full): the list as the setting would have it. */
char *
vas_reasons_dialog_get_list (VasReasonsDialog *self,
                             VasReasonKind     kind)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->rows[kind]->len; i++)
    append_line (text, g_ptr_array_index (self->rows[kind], i));

  return g_string_free (text, FALSE);
}

/** vas_reasons_dialog_update_rows: numbers, and what can be done with each row. */
void
vas_reasons_dialog_update_rows (VasReasonsDialog *self,
                                guint             kind)
{
  const guint n = self->rows[kind]->len;

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows[kind], i);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      gtk_label_set_text (g_object_get_data (G_OBJECT (row), "number"), number);
      gtk_widget_set_sensitive (g_object_get_data (G_OBJECT (row), "up"), vas_reasons_dialog_may_change (self) && i > 0);
      gtk_widget_set_sensitive (g_object_get_data (G_OBJECT (row), "down"), vas_reasons_dialog_may_change (self) && i + 1 < n);
      gtk_widget_set_sensitive (g_object_get_data (G_OBJECT (row), "remove"), vas_reasons_dialog_may_change (self) && n > 1);
    }
}

static guint
find_row (VasReasonsDialog *self,
          GtkWidget        *row,
          guint            *place)
{
  return g_ptr_array_find (self->rows[VAS_REASON_REJECT], row, place)
         ? VAS_REASON_REJECT
         : (g_ptr_array_find (self->rows[VAS_REASON_EXTEND], row, place), VAS_REASON_EXTEND);
}

/* The rows of a group are put in again behind the ones that stay. */
static void
move_row (VasReasonsDialog *self,
          GtkWidget        *row,
          int               by)
{
  guint place = 0;
  const guint kind = find_row (self, row, &place);
  const int to = (int) place + by;

  if (to < 0 || to >= (int) self->rows[kind]->len)
    return;
  g_ptr_array_remove_index (self->rows[kind], place);
  g_ptr_array_insert (self->rows[kind], to, row);
  for (guint i = 0; i < self->rows[kind]->len; i++)
    {
      GtkWidget *one = g_object_ref (g_ptr_array_index (self->rows[kind], i));

      adw_preferences_group_remove (get_group (self, kind), one);
      adw_preferences_group_add (get_group (self, kind), one);
      g_object_unref (one);
    }
  gtk_widget_grab_focus (GTK_WIDGET (vas_reasons_dialog_get_entry (row, "text")));
  vas_reasons_dialog_changed (self);
}

static void
up_cb (GtkWidget        *row,
       GtkWidget        *button)
{
  move_row (VAS_REASONS_DIALOG (gtk_widget_get_root (button)), row, -1);
}

static void
down_cb (GtkWidget *row,
         GtkWidget *button)
{
  move_row (VAS_REASONS_DIALOG (gtk_widget_get_root (button)), row, 1);
}

static void
remove_cb (GtkWidget *row,
           GtkWidget *button)
{
  VasReasonsDialog *self = VAS_REASONS_DIALOG (gtk_widget_get_root (button));
  guint place = 0;
  const guint kind = find_row (self, row, &place);

  g_ptr_array_remove_index (self->rows[kind], place);
  adw_preferences_group_remove (get_group (self, kind), row);
  vas_reasons_dialog_changed (self);
}

static void
add_entry (VasReasonsDialog *self,
           GtkWidget        *row,
           GtkWidget        *box,
           const char       *name,
           const char       *label,
           const char       *text)
{
  GtkWidget *entry = gtk_entry_new ();

  g_object_set (entry, "placeholder-text", label, "hexpand", TRUE, "max-length", MOST_LENGTH, "text", text, "sensitive",
                vas_reasons_dialog_may_change (self), "width-chars", 14, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (vas_reasons_dialog_changed), self, G_CONNECT_SWAPPED);
  g_object_set_data (G_OBJECT (row), name, entry);
  gtk_box_append (GTK_BOX (box), entry);
}

static void
add_button (GtkWidget  *row,
            GtkWidget  *box,
            const char *name,
            const char *icon_name,
            const char *label,
            GCallback   callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", callback, row, G_CONNECT_SWAPPED);
  g_object_set_data (G_OBJECT (row), name, button);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
add_row (VasReasonsDialog *self,
         guint             kind,
         const VasReason  *reason)
{
  GtkWidget *row = g_object_new (ADW_TYPE_PREFERENCES_ROW, "activatable", FALSE, "focusable", FALSE, NULL);
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "spacing", 6, "margin-top", 6, "margin-bottom", 6, "margin-start", 10, "margin-end",
                                 6, NULL);
  GtkWidget *number = g_object_new (GTK_TYPE_LABEL, "valign", GTK_ALIGN_CENTER, "width-chars", 2, "margin-end", 6, NULL);

  gtk_widget_add_css_class (number, "keycap");
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (reason->id), g_free);
  g_object_set_data (G_OBJECT (row), "number", number);
  gtk_box_append (GTK_BOX (box), number);
  add_entry (self, row, box, "text", _("Sentence for the user, in Chinese"), reason->text);
  add_entry (self, row, box, "label", _("The same in English, for staff"), reason->label);
  add_button (row, box, "up", "go-up-symbolic", _("Move up"), G_CALLBACK (up_cb));
  add_button (row, box, "down", "go-down-symbolic", _("Move down"), G_CALLBACK (down_cb));
  add_button (row, box, "remove", "user-trash-symbolic", _("Take away"), G_CALLBACK (remove_cb));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_ptr_array_add (self->rows[kind], row);
  adw_preferences_group_add (get_group (self, kind), row);

  return row;
}

/** vas_reasons_dialog_add_empty: a row to write into. */
void
vas_reasons_dialog_add_empty (VasReasonsDialog *self,
                              guint             kind)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *id = g_strdup_printf ("house-%.8s", uuid);
  VasReason reason = { .id = id, .text = (char *) "", .label = (char *) "" };
  GtkWidget *row = add_row (self, kind, &reason);

  vas_reasons_dialog_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (vas_reasons_dialog_get_entry (row, "text")));
}

/** vas_reasons_dialog_fill: the rows anew from a list; one that is none changes nothing. */
void
vas_reasons_dialog_fill (VasReasonsDialog *self,
                         guint             kind,
                         const char       *text)
{
  g_autoptr (GPtrArray) reasons = vas_reasons_parse (text, NULL);

  if (reasons == NULL)
    return;
  self->filling = TRUE;
  for (guint i = 0; i < self->rows[kind]->len; i++)
    adw_preferences_group_remove (get_group (self, kind), g_ptr_array_index (self->rows[kind], i));
  g_ptr_array_set_size (self->rows[kind], 0);
  for (guint i = 0; i < reasons->len; i++)
    add_row (self, kind, g_ptr_array_index (reasons, i));
  self->filling = FALSE;
  vas_reasons_dialog_update_rows (self, kind);
}
