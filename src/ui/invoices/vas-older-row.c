/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The orders of a caller that this desk does not hold (sync.md: orders of so many months). Pressing the button asks the server by the
 * account id; what it has beyond the orders that are here is fetched one after another and kept, and the caller is read anew. The row says
 * how many came, that there are none, or why it cannot be told now. Main thread.
 */

#include "vas-older-row.h"

#include "vas-sync-scope.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST 50

struct _VasOlderRow
{
  AdwActionRow  parent_instance;

  GtkButton    *button;
  GtkSpinner   *spinner;

  VasDesk      *desk;
  VasIntake    *intake;        /* nullable */
  GCancellable *cancellable;   /* of what is under way */
  GPtrArray    *records;       /* still to be fetched; nullable */
  guint         n_kept;
  char         *account;       /* that the row speaks of; nullable */
};

enum {
  SIGNAL_KEPT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasOlderRow, vas_older_row, ADW_TYPE_ACTION_ROW)

static void
say (VasOlderRow *self,
     const char  *text,
     gboolean     busy)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), !busy);
}

static void
say_why_not (VasOlderRow  *self,
             const GError *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = g_strdup_printf (_("Older records cannot be looked for now: %s"), error->message);
  say (self, text, FALSE);
}

static void keep_next (VasOlderRow *self);

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (VasOlderRow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!vas_sync_keep_finish (VAS_SYNC (object), result, &error))
    {
      say_why_not (self, error);
      if (self->n_kept > 0)
        g_signal_emit (self, signals[SIGNAL_KEPT], 0);
      return;
    }

  self->n_kept++;
  keep_next (self);
}

static void
keep_next (VasOlderRow *self)
{
  g_autofree char *record = NULL;
  g_autofree char *text = NULL;

  if (self->records->len > 0)
    {
      record = g_ptr_array_steal_index (self->records, 0);
      vas_sync_keep_async (vas_desk_get_sync (self->desk), record, self->cancellable, kept_cb, g_object_ref (self));
      return;
    }
  if (self->n_kept == 0)
    {
      say (self, _("The server has no older ones either."), FALSE);
      return;
    }

  text = g_strdup_printf (ngettext ("%u older record from the server is kept here now.", "%u older records from the server are kept here now.",
                                    self->n_kept), self->n_kept);
  say (self, text, FALSE);
  g_signal_emit (self, signals[SIGNAL_KEPT], 0);
}

static gboolean
is_here (VasOlderRow *self,
         const char  *key)
{
  for (guint i = 0; i < self->intake->plain_orders->len; i++)
    {
      if (g_str_equal (vas_entity_get_key (g_ptr_array_index (self->intake->plain_orders, i)), key))
        return TRUE;
    }

  return FALSE;
}

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (VasOlderRow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean more;
  g_autoptr (GPtrArray) hits = vas_sync_search_finish (VAS_SYNC (object), result, &more, &error);

  if (hits == NULL)
    {
      say_why_not (self, error);
      return;
    }
  if (self->intake == NULL)
    return;

  g_clear_pointer (&self->records, g_ptr_array_unref);
  self->records = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < hits->len; i++)
    {
      const VasServerHit *hit = g_ptr_array_index (hits, i);

      if (g_str_has_prefix (hit->record, "order/") && !is_here (self, hit->record + strlen ("order/")))
        g_ptr_array_add (self->records, g_strdup (hit->record));
    }
  self->n_kept = 0;
  keep_next (self);
}

static void
clicked_cb (VasOlderRow *self)
{
  if (self->intake == NULL || vas_desk_get_sync (self->desk) == NULL)
    return;

  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  say (self, _("The server is asked …"), TRUE);
  vas_sync_search_async (vas_desk_get_sync (self->desk), self->intake->account->account_id, MOST, self->cancellable, searched_cb,
                         g_object_ref (self));
}

static void
vas_older_row_dispose (GObject *object)
{
  VasOlderRow *self = VAS_OLDER_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->intake);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->account, g_free);

  G_OBJECT_CLASS (vas_older_row_parent_class)->dispose (object);
}

static void
vas_older_row_class_init (VasOlderRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_older_row_dispose;

  /**
   * VasOlderRow::kept:
   *
   * More orders of the caller are here than before.
   */
  signals[SIGNAL_KEPT] = g_signal_new ("kept", VAS_TYPE_OLDER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-older-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VasOlderRow, button);
  gtk_widget_class_bind_template_child (widget_class, VasOlderRow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
vas_older_row_init (VasOlderRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_older_row_set_caller: @intake: (nullable): who calls, and which of the orders are here; the row of another caller begins anew. */
void
vas_older_row_set_caller (VasOlderRow *self,
                          VasDesk     *desk,
                          VasIntake   *intake)
{
  const char *account = intake != NULL ? intake->account->account_id : NULL;

  g_set_object (&self->desk, desk);
  g_set_object (&self->intake, intake);
  gtk_widget_set_visible (GTK_WIDGET (self), intake != NULL && vas_desk_get_sync (desk) != NULL);
  if (g_strcmp0 (account, self->account) == 0)
    return;

  g_cancellable_cancel (self->cancellable);
  g_free (self->account);
  self->account = g_strdup (account);
  say (self, _("This desk holds those of the last months."), FALSE);
}
