/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The audit trail as a list of any length, with a filter, and its verification from the first row to the last. A day that is no date filters
 * nothing and says so at its field. The trail is verified by a reader, which counts as it goes; the bar looks at the count now and then, and a
 * cancelled reading says nothing about the rows it did not reach. Main thread.
 */

#include "vas-trail-pane.h"

#include "vas-command-words.h"
#include "vas-replica-head.h"
#include "vas-row-model.h"
#include "vas-time.h"
#include "vas-trail-cell.h"
#include "vas-trail-source.h"
#include "vas-verify.h"

#include <glib/gi18n.h>

#define LOOK_MSEC 100

/* A verification under way; counted, since a reader and the main thread look at it. */
typedef struct {
  guint64  rows;                    /* atomic */
  guint64  total;                   /* atomic: 0 until it is known */
  guint64  wrong;
  char    *first;                   /* nullable: of what is wrong */
} Check;

struct _VasTrailPane
{
  AdwBin           parent_instance;

  GtkSearchEntry  *record_entry;
  GtkDropDown     *person_drop;
  GtkDropDown     *type_drop;
  GtkEntry        *day_entry;
  GtkStack        *stack;
  GtkListView     *list;
  GtkImage        *result_icon;
  GtkLabel        *status;
  GtkProgressBar  *progress;
  GtkButton       *cancel_button;
  GtkButton       *verify_button;

  VasDesk         *desk;
  GPtrArray       *person_keys;     /* of the lines of the list of people after the first */
  VasTrailSource  *source;
  VasRowModel     *model;
  GCancellable    *verifying;       /* nullable */
  Check           *check;           /* nullable */
  guint            look_id;
  gboolean         judged;          /* what the status says is the outcome of a verification */
};

G_DEFINE_FINAL_TYPE (VasTrailPane, vas_trail_pane, ADW_TYPE_BIN)

static void
check_clear (gpointer data)
{
  g_free (((Check *) data)->first);
}

static void
check_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, check_clear);
}

static void
update_status (VasTrailPane *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *text = g_strdup_printf (ngettext ("%u row", "%u rows", n), n);

  gtk_stack_set_visible_child_name (self->stack, n > 0 || vas_row_model_is_loading (self->model) ? "list" : "none");
  if (self->verifying != NULL || self->judged)
    return;

  gtk_label_set_label (self->status, text);
}

static void
show_result (VasTrailPane *self,
             const char   *icon_name,
             const char   *text)
{
  self->judged = icon_name != NULL;
  gtk_image_set_from_icon_name (self->result_icon, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->result_icon), icon_name != NULL);
  gtk_label_set_label (self->status, text);
}

/* What the day says: FALSE where it is no date. Nothing typed is every day. */
static gboolean
read_day (VasTrailPane *self,
          gint64       *from,
          gint64       *to)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->day_entry))));
  VasDate date;

  *from = 0;
  *to = G_MAXINT64;
  if (*text == '\0')
    return TRUE;
  if (!vas_date_parse (text, &date, NULL))
    return FALSE;

  *from = vas_date_start (date);
  *to = *from + VAS_INSTANT_DAY;
  return TRUE;
}

static void
filter_cb (VasTrailPane *self)
{
  const guint person = gtk_drop_down_get_selected (self->person_drop);
  const guint type = gtk_drop_down_get_selected (self->type_drop);
  g_autofree char *record = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->record_entry))));
  VasTrailQuestion question = { .record = record };
  gboolean dated;

  if (self->source == NULL)
    return;

  dated = read_day (self, &question.from, &question.to);
  if (dated)
    gtk_widget_remove_css_class (GTK_WIDGET (self->day_entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->day_entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->day_entry), GTK_ACCESSIBLE_STATE_INVALID,
                               dated ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  question.actor = person > 0 && person != GTK_INVALID_LIST_POSITION ? g_ptr_array_index (self->person_keys, person - 1) : (char *) "";
  question.type = type > 0 && type != GTK_INVALID_LIST_POSITION ? (char *) vas_command_words_get_type (type - 1) : (char *) "";
  vas_trail_source_ask (self->source, &question);
}

static void
clear_cb (VasTrailPane *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->record_entry), "");
  gtk_editable_set_text (GTK_EDITABLE (self->day_entry), "");
  gtk_drop_down_set_selected (self->person_drop, 0);
  gtk_drop_down_set_selected (self->type_drop, 0);
  filter_cb (self);
}

static void
fault_cb (const VasVerifyFault *fault,
          gpointer              data)
{
  Check *check = data;

  check->wrong++;
  if (check->first == NULL)
    check->first = g_strdup_printf ("%s %s: %s", fault->part, fault->subject, fault->what);
}

static void
done_cb (const char *part,
         guint64     rows,
         guint64     wrong,
         gpointer    data)
{
}

static void
step_cb (guint64  rows,
         gpointer data)
{
  __atomic_store_n (&((Check *) data)->rows, rows, __ATOMIC_RELAXED);
}

/* A VasStoreFunc: TRUE where it went to the end, whatever it found. */
static gpointer
verify (VasSql        *sql,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  Check *check = data;
  const VasVerifyHost host = { .fault = fault_cb, .done = done_cb, .step = step_cb, .data = check };
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);

  if (head == NULL)
    return NULL;

  __atomic_store_n (&check->total, (guint64) head->seq, __ATOMIC_RELAXED);
  return GINT_TO_POINTER (head->role == VAS_REPLICA_DESK ? vas_verify_chain (sql, &host, error) : vas_verify_trail (sql, &host, error));
}

static void
end_verify (VasTrailPane *self)
{
  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_object (&self->verifying);
  g_clear_pointer (&self->check, check_unref);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->verify_button), TRUE);
}

static void
show_outcome (VasTrailPane *self,
              const Check  *check)
{
  g_autofree char *text = NULL;

  if (check->wrong == 0)
    {
      text = g_strdup_printf (_("Verified: all %u rows follow from one another, and nothing was changed."), (guint) check->rows);
      show_result (self, "emblem-ok-symbolic", text);
      return;
    }

  text = g_strdup_printf (_("%u faults. The first: %s. Tell whoever keeps the records, and change nothing."), (guint) check->wrong,
                          check->first);
  show_result (self, "dialog-error-symbolic", text);
}

static void
verified_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (VasTrailPane) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean whole = vas_store_finish (VAS_STORE (object), result, &error) != NULL;

  if (self->check == NULL)
    return;
  if (whole)
    show_outcome (self, self->check);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_result (self, "dialog-information-symbolic", _("Cancelled: the rest was not looked at."));
  else
    show_result (self, "dialog-error-symbolic", error->message);
  end_verify (self);
}

static gboolean
look_cb (gpointer user_data)
{
  VasTrailPane *self = user_data;
  const guint64 rows = __atomic_load_n (&self->check->rows, __ATOMIC_RELAXED);
  const guint64 total = __atomic_load_n (&self->check->total, __ATOMIC_RELAXED);
  g_autofree char *text = g_strdup_printf (_("Verified %u of %u rows"), (guint) rows, (guint) total);

  gtk_label_set_label (self->status, text);
  if (total > 0)
    gtk_progress_bar_set_fraction (self->progress, MIN ((double) rows / (double) total, 1.0));
  return G_SOURCE_CONTINUE;
}

static void
verify_cb (VasTrailPane *self)
{
  if (self->verifying != NULL)
    return;

  self->verifying = g_cancellable_new ();
  self->check = g_atomic_rc_box_new0 (Check);
  show_result (self, NULL, _("Verifying…"));
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->verify_button), FALSE);
  self->look_id = g_timeout_add (LOOK_MSEC, look_cb, self);
  vas_store_read_async (vas_desk_get_store (self->desk), verify, g_atomic_rc_box_acquire (self->check), check_unref, NULL,
                        self->verifying, verified_cb, g_object_ref (self));
}

static void
cancel_cb (VasTrailPane *self)
{
  if (self->verifying != NULL)
    g_cancellable_cancel (self->verifying);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  gtk_list_item_set_child (list_item, vas_trail_cell_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  vas_trail_cell_set_row (VAS_TRAIL_CELL (gtk_list_item_get_child (list_item)), gtk_list_item_get_item (list_item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item)
{
  vas_trail_cell_set_row (VAS_TRAIL_CELL (gtk_list_item_get_child (list_item)), NULL);
}

static void
fill_people (VasTrailPane *self)
{
  GListModel *people = vas_desk_get_staff_list (self->desk);
  g_autoptr (GtkStringList) lines = gtk_string_list_new (NULL);

  gtk_string_list_append (lines, _("Everybody"));
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (VasStaff) staff = g_list_model_get_item (people, i);

      gtk_string_list_append (lines, staff->name);
      g_ptr_array_add (self->person_keys, g_strdup (vas_entity_get_key (VAS_ENTITY (staff))));
    }
  gtk_string_list_append (lines, _("The program"));
  g_ptr_array_add (self->person_keys, g_strdup ("system"));
  gtk_drop_down_set_model (self->person_drop, G_LIST_MODEL (lines));
}

static void
fill_types (VasTrailPane *self)
{
  g_autoptr (GtkStringList) lines = gtk_string_list_new (NULL);
  const char *type;

  gtk_string_list_append (lines, _("Every action"));
  for (guint i = 0; (type = vas_command_words_get_type (i)) != NULL; i++)
    gtk_string_list_append (lines, vas_command_words (type));
  gtk_drop_down_set_model (self->type_drop, G_LIST_MODEL (lines));
}

static void
vas_trail_pane_dispose (GObject *object)
{
  VasTrailPane *self = VAS_TRAIL_PANE (object);

  cancel_cb (self);
  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_object (&self->verifying);
  g_clear_pointer (&self->check, check_unref);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->source);
  g_clear_object (&self->model);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->person_keys, g_ptr_array_unref);

  G_OBJECT_CLASS (vas_trail_pane_parent_class)->dispose (object);
}

static void
vas_trail_pane_class_init (VasTrailPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_trail_pane_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/activity/vas-trail-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VasTrailPane, record_entry);
  gtk_widget_class_bind_template_child (widget_class, VasTrailPane, person_drop);
  gtk_widget_class_bind_template_child (widget_class, VasTrailPane, type_drop);
  gtk_widget_class_bind_template_child (widget_class, VasTrailPane, day_entry);
  gtk_widget_class_bind_template_child (widget_class, VasTrailPane, stack);
  gtk_widget_class_bind_template_child (widget_class, VasTrailPane, list);
  gtk_widget_class_bind_template_child (widget_class, VasTrailPane, result_icon);
  gtk_widget_class_bind_template_child (widget_class, VasTrailPane, status);
  gtk_widget_class_bind_template_child (widget_class, VasTrailPane, progress);
  gtk_widget_class_bind_template_child (widget_class, VasTrailPane, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, VasTrailPane, verify_button);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, verify_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
vas_trail_pane_init (VasTrailPane *self)
{
  self->person_keys = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_trail_pane_set_desk: once. */
void
vas_trail_pane_set_desk (VasTrailPane *self,
                         VasDesk      *desk)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) lines = NULL;

  self->desk = g_object_ref (desk);
  fill_people (self);
  fill_types (self);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  self->source = vas_trail_source_new (vas_desk_get_store (desk));
  self->model = vas_row_model_new (VAS_ROW_SOURCE (self->source));
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (update_status), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (update_status), self, G_CONNECT_SWAPPED);
  lines = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (lines));
  update_status (self);
}

/** vas_trail_pane_search: puts @text into the field of the record, and the hand there. */
void
vas_trail_pane_search (VasTrailPane *self,
                       const char   *text)
{
  if (*text != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->record_entry), text);
  gtk_widget_grab_focus (GTK_WIDGET (self->record_entry));
}
