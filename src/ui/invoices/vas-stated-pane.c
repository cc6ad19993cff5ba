/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the caller states, order by order: one entry ("4415 198", Enter) and the list of comparisons. Orders that were not
 * stated stay masked: only their number is told. Emits `changed` with every line that comes or goes, and `pasted` with a
 * text of several lines, which is more than an order. Main thread.
 */

#include "vas-stated-pane.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vas-stated-row.h"

struct _VasStatedPane
{
  AdwBin      parent_instance;

  GtkEntry   *entry;
  GtkLabel   *error_label;
  GtkListBox *list;
  GtkLabel   *rest_label;

  VasIntake  *intake;
  GListStore *lines;                /* VasStatedLine */
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_PASTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasStatedPane, vas_stated_pane, ADW_TYPE_BIN)

static void
show_rest (VasStatedPane *self)
{
  const guint n_orders = self->intake != NULL ? self->intake->orders->len : 0;
  g_autoptr (GHashTable) stated = g_hash_table_new (NULL, NULL);
  g_autofree char *text = NULL;
  guint rest;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->lines)); i++)
    {
      g_autoptr (VasStatedLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), i);

      if (line->item != NULL)
        g_hash_table_add (stated, line->item);
    }

  rest = n_orders - MIN (n_orders, g_hash_table_size (stated));
  text = g_strdup_printf (ngettext ("%u order of this account has not been stated.",
                                    "%u orders of this account have not been stated.", rest), rest);
  gtk_label_set_label (self->rest_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->rest_label), self->intake != NULL && rest > 0);
}

static void
changed (VasStatedPane *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->list), g_list_model_get_n_items (G_LIST_MODEL (self->lines)) > 0);
  show_rest (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
remove_cb (VasStatedRow  *row,
           VasStatedPane *self)
{
  guint place;

  if (!g_list_store_find (self->lines, vas_stated_row_get_line (row), &place))
    return;

  g_list_store_remove (self->lines, place);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  changed (self);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  GtkWidget *row = vas_stated_row_new (item);

  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), user_data, 0);

  return row;
}

static gboolean
has_order (VasStatedPane *self,
           VasStatedLine *other)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->lines)); i++)
    {
      g_autoptr (VasStatedLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), i);

      if (line->item != NULL && line->item == other->item)
        return TRUE;
    }

  return FALSE;
}

static void
show_error (VasStatedPane *self,
            const char    *message)
{
  gtk_label_set_label (self->error_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), message != NULL);
}

/**
 * vas_stated_pane_add:
 * @text: such as "4415 198"
 *
 * Returns: whether a line was added; where not, the pane says why
 */
gboolean
vas_stated_pane_add (VasStatedPane *self,
                     const char    *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasStatedLine) line = NULL;

  if (self->intake == NULL)
    {
      show_error (self, _("First find the caller's account."));
      return FALSE;
    }
  line = vas_stated_line_new (text, self->intake, &error);
  if (line == NULL)
    {
      show_error (self, error->message);
      return FALSE;
    }
  if (has_order (self, line))
    {
      show_error (self, _("This order has been stated already."));
      return FALSE;
    }

  show_error (self, NULL);
  g_list_store_append (self->lines, line);
  changed (self);

  return TRUE;
}

static void
activate_cb (VasStatedPane *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (vas_stated_pane_add (self, text))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
text_changed_cb (VasStatedPane *self)
{
  show_error (self, NULL);
}

/* What is pasted with line breaks is a message, not an order. */
static void
insert_text_cb (GtkEditable   *delegate,
                const char    *text,
                int            length,
                int           *position,
                VasStatedPane *self)
{
  g_autofree char *copy = g_strndup (text, length < 0 ? strlen (text) : (gsize) length);

  if (strpbrk (copy, "\r\n") == NULL)
    return;

  g_signal_stop_emission_by_name (delegate, "insert-text");
  g_signal_emit (self, signals[SIGNAL_PASTED], 0, copy);
}

static gboolean
vas_stated_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (VAS_STATED_PANE (widget)->entry));
}

static void
vas_stated_pane_dispose (GObject *object)
{
  VasStatedPane *self = VAS_STATED_PANE (object);

  g_clear_object (&self->intake);
  g_clear_object (&self->lines);

  G_OBJECT_CLASS (vas_stated_pane_parent_class)->dispose (object);
}

static void
vas_stated_pane_class_init (VasStatedPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_stated_pane_dispose;
  widget_class->grab_focus = vas_stated_pane_grab_focus;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VAS_TYPE_STATED_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PASTED] = g_signal_new ("pasted", VAS_TYPE_STATED_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-stated-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VasStatedPane, entry);
  gtk_widget_class_bind_template_child (widget_class, VasStatedPane, error_label);
  gtk_widget_class_bind_template_child (widget_class, VasStatedPane, list);
  gtk_widget_class_bind_template_child (widget_class, VasStatedPane, rest_label);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
}

static void
vas_stated_pane_init (VasStatedPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->lines = g_list_store_new (VAS_TYPE_STATED_LINE);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->lines), create_row, self, NULL);
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)), "insert-text", G_CALLBACK (insert_text_cb), self, 0);
}

/** vas_stated_pane_set_intake: (nullable): the caller; lines stated for another one go, the others are matched anew. */
void
vas_stated_pane_set_intake (VasStatedPane *self,
                            VasIntake     *intake)
{
  g_set_object (&self->intake, intake);
  g_list_store_remove_all (self->lines);
  show_error (self, NULL);
  changed (self);
}

/** vas_stated_pane_get_lines: (transfer none): what was stated, VasStatedLine. */
GListModel *
vas_stated_pane_get_lines (VasStatedPane *self)
{
  return G_LIST_MODEL (self->lines);
}

/** vas_stated_pane_is_idle: whether nothing is half typed. */
gboolean
vas_stated_pane_is_idle (VasStatedPane *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';
}

/** vas_stated_pane_get_entry: (transfer none): where an order is stated. */
GtkEditable *
vas_stated_pane_get_entry (VasStatedPane *self)
{
  return GTK_EDITABLE (self->entry);
}
