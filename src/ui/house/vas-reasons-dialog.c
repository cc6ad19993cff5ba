/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The two lists of reasons as rows that are written, moved and taken away. A list is one setting (vas-reasons.h), so it is saved
 * whole, by one command with its Undo; what the rule of the setting refuses is said at the foot. A half-changed list is kept as
 * a draft. Ids stay with their sentences, since records name them. Main thread.
 */

#include "vas-reasons-dialog-private.h"

#include "vas-finding-text.h"
#include "vas-house.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (VasReasonsDialog, vas_reasons_dialog, ADW_TYPE_WINDOW)

/** vas_reasons_dialog_may_change: whether the acting person may. */
gboolean
vas_reasons_dialog_may_change (VasReasonsDialog *self)
{
  return vas_desk_may (self->desk, "setting.set");
}

static gboolean
is_changed (VasReasonsDialog *self,
            guint             kind)
{
  g_autofree char *text = vas_reasons_dialog_get_list (self, (VasReasonKind) kind);

  return self->kept[kind] != NULL && !g_str_equal (text, self->kept[kind]);
}

static void
update_foot (VasReasonsDialog *self)
{
  const gboolean changed = is_changed (self, VAS_REASON_REJECT) || is_changed (self, VAS_REASON_EXTEND);
  const char *hint = !vas_reasons_dialog_may_change (self) ? _("Only a supervisor or an administrator changes these.")
                     : changed ? _("Changed and not saved yet.") : "";

  gtk_label_set_text (self->hint, hint);
  gtk_widget_remove_css_class (GTK_WIDGET (self->hint), "error");
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), vas_reasons_dialog_may_change (self) && changed && !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reject_add), vas_reasons_dialog_may_change (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->extend_add), vas_reasons_dialog_may_change (self));
}

static JsonNode *
lists_to_json (VasReasonsDialog *self)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  if (!is_changed (self, VAS_REASON_REJECT) && !is_changed (self, VAS_REASON_EXTEND))
    return NULL;
  root = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  for (guint kind = 0; kind < VAS_REASONS_N_KINDS; kind++)
    {
      g_autofree char *text = vas_reasons_dialog_get_list (self, (VasReasonKind) kind);

      json_object_set_string_member (object, vas_reasons_get_setting ((VasReasonKind) kind), text);
    }
  json_node_take_object (root, object);

  return g_steal_pointer (&root);
}

/** vas_reasons_dialog_changed: a row was written, moved, added or taken away. */
void
vas_reasons_dialog_changed (VasReasonsDialog *self)
{
  g_autoptr (JsonNode) value = NULL;

  if (self->filling)
    return;
  vas_reasons_dialog_update_rows (self, VAS_REASON_REJECT);
  vas_reasons_dialog_update_rows (self, VAS_REASON_EXTEND);
  update_foot (self);
  value = lists_to_json (self);
  vas_draft_keeper_save (self->draft, value);
}

static void
add_reject_cb (VasReasonsDialog *self)
{
  vas_reasons_dialog_add_empty (self, VAS_REASON_REJECT);
}

static void
add_extend_cb (VasReasonsDialog *self)
{
  vas_reasons_dialog_add_empty (self, VAS_REASON_EXTEND);
}

static void
draft_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasReasonsDialog) self = user_data;
  g_autoptr (JsonNode) root = vas_draft_keeper_load_finish (VAS_DRAFT_KEEPER (object), result, NULL);

  if (self->desk == NULL || root == NULL || !vas_reasons_dialog_may_change (self))
    return;
  for (guint kind = 0; kind < VAS_REASONS_N_KINDS; kind++)
    vas_reasons_dialog_fill (self, kind, json_object_get_string_member_with_default (json_node_get_object (root),
                                                                  vas_reasons_get_setting ((VasReasonKind) kind), ""));
  update_foot (self);
}

static gpointer
read_lists (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (VasHouse) house = vas_house_load (sql, error);
  GStrv texts;

  if (house == NULL)
    return NULL;
  texts = g_new0 (char *, VAS_REASONS_N_KINDS + 1);
  for (guint kind = 0; kind < VAS_REASONS_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) reasons = vas_house_get_reasons (house, (VasReasonKind) kind);
      GString *text = g_string_new (NULL);

      for (guint i = 0; i < reasons->len; i++)
        {
          const VasReason *reason = g_ptr_array_index (reasons, i);

          g_string_append_printf (text, "%s|%s|%s\n", reason->id, reason->text, reason->label);
        }
      texts[kind] = g_string_free (text, FALSE);
    }

  return texts;
}

static void
lists_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasReasonsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) texts = vas_store_finish (VAS_STORE (object), result, &error);
  const gboolean first = self->kept[0] == NULL;

  if (self->desk == NULL)
    return;
  if (texts == NULL)
    {
      gtk_label_set_text (self->hint, error->message);
      return;
    }
  for (guint kind = 0; kind < VAS_REASONS_N_KINDS; kind++)
    {
      const gboolean own = is_changed (self, kind);

      g_free (self->kept[kind]);
      self->kept[kind] = g_strdup (texts[kind]);
      if (!own)
        vas_reasons_dialog_fill (self, kind, texts[kind]);
    }
  update_foot (self);
  if (first)
    vas_draft_keeper_load_async (self->draft, draft_cb, g_object_ref (self));
}

/* What is being changed here stays, whatever somebody else saves. */
static void
reload (VasReasonsDialog *self)
{
  vas_store_read_async (vas_desk_get_store (self->desk), read_lists, NULL, NULL, (GDestroyNotify) g_strfreev, NULL, lists_cb,
                        g_object_ref (self));
}

static void
tables_cb (VasReasonsDialog   *self,
           const char * const *tables)
{
  if (g_strv_contains (tables, "setting") && !self->busy)
    reload (self);
}

static void save_next (VasReasonsDialog *self);

static void
say_wrong (VasReasonsDialog *self,
           const char       *sentence)
{
  gtk_label_set_text (self->hint, sentence);
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "error");
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasReasonsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_desk_run_finish (VAS_DESK (object), result, &error);

  if (self->desk == NULL)
    return;
  self->busy = FALSE;
  if (receipt != NULL && receipt->applied)
    {
      g_free (self->kept[self->saving]);
      self->kept[self->saving] = g_steal_pointer (&self->sent);
      save_next (self);
      return;
    }
  update_foot (self);
  if (receipt == NULL)
    say_wrong (self, error->message);
  else
    {
      g_autofree char *sentence = vas_verdict_describe_refusal (receipt->verdict);

      say_wrong (self, sentence);
    }
}

static void
save_next (VasReasonsDialog *self)
{
  const guint kind = is_changed (self, VAS_REASON_REJECT) ? VAS_REASON_REJECT : VAS_REASON_EXTEND;
  g_autofree char *text = vas_reasons_dialog_get_list (self, (VasReasonKind) kind);
  g_autoptr (VasCommand) command = NULL;

  if (!is_changed (self, kind))
    {
      vas_draft_keeper_discard (self->draft);
      reload (self);
      return;
    }
  self->busy = TRUE;
  self->saving = kind;
  g_free (self->sent);
  self->sent = g_strdup (text);
  update_foot (self);
  command = vas_desk_new_command (self->desk, "setting.set");
  vas_command_set_text (command, "name", vas_reasons_get_setting ((VasReasonKind) kind));
  vas_command_set_text (command, "value", text);
  vas_desk_run_async (self->desk, command,
                      kind == VAS_REASON_REJECT ? _("The reasons for a rejection are saved.") : _("The reasons for an extension are saved."),
                      NULL, saved_cb, g_object_ref (self));
}

static void
save_cb (VasReasonsDialog *self)
{
  if (self->busy)
    return;
  for (guint kind = 0; kind < VAS_REASONS_N_KINDS; kind++)
    {
      g_autofree char *text = vas_reasons_dialog_get_list (self, (VasReasonKind) kind);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) reasons = vas_reasons_parse (text, &error);

      if (reasons == NULL)
        {
          say_wrong (self, error->message);
          return;
        }
    }
  save_next (self);
}

static void
staff_cb (VasReasonsDialog *self)
{
  for (guint kind = 0; kind < VAS_REASONS_N_KINDS; kind++)
    {
      for (guint i = 0; i < self->rows[kind]->len; i++)
        {
          GtkWidget *row = g_ptr_array_index (self->rows[kind], i);

          gtk_widget_set_sensitive (GTK_WIDGET (vas_reasons_dialog_get_entry (row, "text")), vas_reasons_dialog_may_change (self));
          gtk_widget_set_sensitive (GTK_WIDGET (vas_reasons_dialog_get_entry (row, "label")), vas_reasons_dialog_may_change (self));
        }
      vas_reasons_dialog_update_rows (self, kind);
    }
  update_foot (self);
}

/* A reading that is under way keeps the window alive for a moment, maybe longer than its parent. */
static void
vas_reasons_dialog_unrealize (GtkWidget *widget)
{
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);

  GTK_WIDGET_CLASS (vas_reasons_dialog_parent_class)->unrealize (widget);
}

static void
vas_reasons_dialog_dispose (GObject *object)
{
  g_clear_object (&VAS_REASONS_DIALOG (object)->draft);
  g_clear_object (&VAS_REASONS_DIALOG (object)->desk);

  G_OBJECT_CLASS (vas_reasons_dialog_parent_class)->dispose (object);
}

static void
vas_reasons_dialog_finalize (GObject *object)
{
  VasReasonsDialog *self = VAS_REASONS_DIALOG (object);

  for (guint kind = 0; kind < VAS_REASONS_N_KINDS; kind++)
    {
      g_ptr_array_unref (self->rows[kind]);
      g_free (self->kept[kind]);
    }
  g_free (self->sent);

  G_OBJECT_CLASS (vas_reasons_dialog_parent_class)->finalize (object);
}

static void
vas_reasons_dialog_class_init (VasReasonsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_reasons_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vas_reasons_dialog_finalize;
  widget_class->unrealize = vas_reasons_dialog_unrealize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/house/vas-reasons-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VasReasonsDialog, reject_group);
  gtk_widget_class_bind_template_child (widget_class, VasReasonsDialog, extend_group);
  gtk_widget_class_bind_template_child (widget_class, VasReasonsDialog, reject_add);
  gtk_widget_class_bind_template_child (widget_class, VasReasonsDialog, extend_add);
  gtk_widget_class_bind_template_child (widget_class, VasReasonsDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, VasReasonsDialog, button);
  gtk_widget_class_bind_template_callback (widget_class, add_reject_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_extend_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
vas_reasons_dialog_init (VasReasonsDialog *self)
{
  for (guint kind = 0; kind < VAS_REASONS_N_KINDS; kind++)
    self->rows[kind] = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_reasons_dialog_new: (transfer none) */
GtkWidget *
vas_reasons_dialog_new (VasDesk   *desk,
                        GtkWindow *parent)
{
  VasReasonsDialog *self = g_object_new (VAS_TYPE_REASONS_DIALOG, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  self->draft = vas_draft_keeper_new (desk, "reasons", "");
  g_signal_connect_object (desk, "changed", G_CALLBACK (tables_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::staff", G_CALLBACK (staff_cb), self, G_CONNECT_SWAPPED);
  reload (self);

  return GTK_WIDGET (self);
}

/** vas_reasons_dialog_is_loaded: whether the lists are there. */
gboolean
vas_reasons_dialog_is_loaded (VasReasonsDialog *self)
{
  return self->kept[0] != NULL;
}

/** vas_reasons_dialog_get_row: (transfer none) (nullable): the row of a reason, with its parts as data "text", "label", "up", "down", "remove". */
GtkWidget *
vas_reasons_dialog_get_row (VasReasonsDialog *self,
                            VasReasonKind     kind,
                            guint             place)
{
  return place < self->rows[kind]->len ? g_ptr_array_index (self->rows[kind], place) : NULL;
}

/** vas_reasons_dialog_get_button: (transfer none): the button that saves. */
GtkWidget *
vas_reasons_dialog_get_button (VasReasonsDialog *self)
{
  return GTK_WIDGET (self->button);
}
