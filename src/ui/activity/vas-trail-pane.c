/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The audit trail as a list of any length, with a filter, and its verification from the first row to the last. It is read when it is shown for the
 * first time, and from then on follows. The trail is verified by a reader, which counts as it goes; the bar looks at the count now and then, and
 * a cancelled reading says nothing about the rows it did not reach. Main thread.
 */

#include "vas-trail-pane.h"

#include "vas-replica-head.h"
#include "vas-row-model.h"
#include "vas-trail-cell.h"
#include "vas-trail-filter.h"
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

  VasTrailFilter  *filter;
  GtkStack        *stack;
  GtkListView     *list;
  GtkImage        *result_icon;
  GtkLabel        *status;
  GtkProgressBar  *progress;
  GtkButton       *cancel_button;
  GtkButton       *verify_button;

  VasDesk         *desk;
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

/* What is asked for is told again; the outcome of a verification was of before. */
static void
filter_cb (VasTrailPane *self)
{
  if (self->source == NULL)
    return;

  if (self->verifying == NULL)
    {
      show_result (self, NULL, "");
      update_status (self);
    }
  vas_trail_filter_ask (self->filter, self->source);
}

static void
clear_cb (VasTrailPane *self)
{
  vas_trail_filter_clear (self->filter);
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

/* One of the two buttons takes the place of the other, with the focus where that one had it. */
static void
swap_buttons (VasTrailPane *self,
              GtkButton    *comes,
              GtkButton    *goes)
{
  const gboolean had_focus = gtk_widget_has_focus (GTK_WIDGET (goes));

  gtk_widget_set_visible (GTK_WIDGET (comes), TRUE);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (comes));
  gtk_widget_set_visible (GTK_WIDGET (goes), FALSE);
}

static void
end_verify (VasTrailPane *self)
{
  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_object (&self->verifying);
  g_clear_pointer (&self->check, check_unref);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  swap_buttons (self, self->verify_button, self->cancel_button);
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
  swap_buttons (self, self->cancel_button, self->verify_button);
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
begin (VasTrailPane *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) lines = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  self->source = vas_trail_source_new (vas_desk_get_store (self->desk));
  vas_trail_filter_ask (self->filter, self->source);
  self->model = vas_row_model_new (VAS_ROW_SOURCE (self->source));
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (update_status), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (update_status), self, G_CONNECT_SWAPPED);
  lines = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (lines));
  update_status (self);
}

/* Nobody looks at it when the program starts: it is read when somebody does. */
static void
vas_trail_pane_map (GtkWidget *widget)
{
  VasTrailPane *self = VAS_TRAIL_PANE (widget);

  GTK_WIDGET_CLASS (vas_trail_pane_parent_class)->map (widget);

  if (self->desk != NULL && self->model == NULL)
    begin (self);
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

  G_OBJECT_CLASS (vas_trail_pane_parent_class)->dispose (object);
}

static void
vas_trail_pane_class_init (VasTrailPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_trail_pane_dispose;
  widget_class->map = vas_trail_pane_map;

  g_type_ensure (VAS_TYPE_TRAIL_FILTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/activity/vas-trail-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VasTrailPane, filter);
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
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_trail_pane_set_desk: once. */
void
vas_trail_pane_set_desk (VasTrailPane *self,
                         VasDesk      *desk)
{
  self->desk = g_object_ref (desk);
  vas_trail_filter_set_desk (self->filter, desk);
}

/** vas_trail_pane_search: puts @text into the field of the record, and the hand there. */
void
vas_trail_pane_search (VasTrailPane *self,
                       const char   *text)
{
  vas_trail_filter_search (self->filter, text);
}
