/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Who is calling: one search over everything an account is known by, then the account that was found. Typing searches at
 * once, Enter takes the first hit, Down goes into the list. `notify::intake` says that the caller is known (or no longer).
 * Main thread; the reading is the store's.
 */

#include "vas-caller-pane.h"

#include <glib/gi18n.h>

#include "vas-account.h"
#include "vas-erased-words.h"
#include "vas-hit-row.h"
#include "vas-mask.h"
#include "vas-older-row.h"
#include "vas-search.h"

#define MAX_HITS 8

struct _VasCallerPane
{
  AdwBin          parent_instance;

  GtkStack       *stack;
  GtkSearchEntry *entry;
  GtkListBox     *list;
  GtkLabel       *nothing_label;
  AdwActionRow   *account_row;
  VasOlderRow    *older_row;

  VasDesk        *desk;
  VasIntake      *intake;
  GPtrArray      *hits;             /* VasAccount */
  GCancellable   *search_cancellable;
  char           *corrected;        /* nullable: the request whose own shares do not count */
  char           *searched;         /* what @hits answer, or will */
  gboolean        take_first;       /* Enter came before the answer */
};

typedef enum {
  PROP_INTAKE = 1,
  N_PROPS,
} VasCallerPaneProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VasCallerPane, vas_caller_pane, ADW_TYPE_BIN)

static gpointer
search_accounts (VasSql        *sql,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  return vas_search_accounts (sql, data, MAX_HITS, error);
}

static gpointer
load_intake (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  const char * const *keys = data;

  return vas_intake_load (sql, keys[0], keys[1], error);
}

static void
show_account (VasCallerPane *self)
{
  VasAccount *account = self->intake->account;
  g_autofree char *id = vas_mask_account (account->account_id);
  g_autofree char *subtitle = NULL;

  subtitle = g_strdup_printf ("%s · %s", id, account->mobile_masked != NULL ? account->mobile_masked : "—");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->account_row), vas_words_or_erased (account->name_masked));
  adw_action_row_set_subtitle (self->account_row, subtitle);
  vas_older_row_set_caller (self->older_row, self->desk, self->intake);
  gtk_stack_set_visible_child_name (self->stack, "account");
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasCallerPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasIntake) intake = vas_store_finish (VAS_STORE (object), result, &error);

  if (self->desk == NULL)
    return;
  if (intake == NULL)
    {
      gtk_label_set_label (self->nothing_label, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->nothing_label), TRUE);
      return;
    }

  g_set_object (&self->intake, intake);
  show_account (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INTAKE]);
}

/** vas_caller_pane_load: takes the account of that key for the caller. */
void
vas_caller_pane_load (VasCallerPane *self,
                      const char    *account_key)
{
  const char * const keys[] = { account_key, self->corrected, NULL };

  vas_store_read_async (vas_desk_get_store (self->desk), load_intake, g_strdupv ((char **) keys), (GDestroyNotify) g_strfreev,
                        g_object_unref, NULL, loaded_cb, g_object_ref (self));
}

/** vas_caller_pane_set_corrected: (nullable): the request of that key is being corrected; to be said before the account is loaded. */
void
vas_caller_pane_set_corrected (VasCallerPane *self,
                               const char    *request_key)
{
  g_free (self->corrected);
  self->corrected = g_strdup (request_key);
}

/* More of the caller's orders are here: he is read anew. */
static void
older_kept_cb (VasCallerPane *self)
{
  if (self->intake != NULL)
    vas_caller_pane_load (self, vas_entity_get_key (VAS_ENTITY (self->intake->account)));
}

/* Rows are used again for the next answer: to make eight of them takes longer than the search. */
static void
show_hits (VasCallerPane *self)
{
  guint n = 0;

  for (; n < self->hits->len; n++)
    {
      if (gtk_list_box_get_row_at_index (self->list, (int) n) == NULL)
        gtk_list_box_append (self->list, vas_hit_row_new ());
      vas_hit_row_show (VAS_HIT_ROW (gtk_list_box_get_row_at_index (self->list, (int) n)), g_ptr_array_index (self->hits, n));
    }
  for (GtkListBoxRow *row; (row = gtk_list_box_get_row_at_index (self->list, (int) n)) != NULL;)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  gtk_widget_set_visible (GTK_WIDGET (self->list), self->hits->len > 0);
  gtk_label_set_label (self->nothing_label, _("No account is known by this. Try the last four digits of the mobile."));
  gtk_widget_set_visible (GTK_WIDGET (self->nothing_label), self->hits->len == 0);
}

static void
take_hit (VasCallerPane *self,
          guint          place)
{
  if (self->hits == NULL || place >= self->hits->len)
    return;

  vas_caller_pane_load (self, vas_entity_get_key (g_ptr_array_index (self->hits, place)));
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasCallerPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = vas_store_finish (VAS_STORE (object), result, &error);

  if (self->desk == NULL)
    return;
  if (hits == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_label_set_label (self->nothing_label, error->message);
      return;
    }

  g_clear_object (&self->search_cancellable);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  self->hits = g_steal_pointer (&hits);
  show_hits (self);
  if (self->take_first && self->hits->len > 0)
    take_hit (self, 0);
  self->take_first = FALSE;
}

static void
search_changed_cb (VasCallerPane *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  /* Enter was quicker than the entry's own word of the change, and has asked. */
  if (g_strcmp0 (text, self->searched) == 0 && (self->search_cancellable != NULL || self->hits != NULL))
    return;

  g_cancellable_cancel (self->search_cancellable);
  g_clear_object (&self->search_cancellable);
  self->take_first = FALSE;
  g_free (self->searched);
  self->searched = g_strdup (text);
  if (*text == '\0')
    {
      gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->nothing_label), FALSE);
      g_clear_pointer (&self->hits, g_ptr_array_unref);
      return;
    }

  self->search_cancellable = g_cancellable_new ();
  vas_store_read_async (vas_desk_get_store (self->desk), search_accounts, g_steal_pointer (&text), g_free,
                        (GDestroyNotify) g_ptr_array_unref, self->search_cancellable, found_cb, g_object_ref (self));
}

static void
activate_cb (VasCallerPane *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (g_strcmp0 (text, self->searched) != 0)
    search_changed_cb (self);
  if (self->search_cancellable != NULL)
    self->take_first = TRUE;
  else
    take_hit (self, 0);
}

/* Escape: what is typed first, then the form, whose draft stays. */
static void
stop_search_cb (VasCallerPane *self)
{
  GtkEditable *entry = GTK_EDITABLE (self->entry);

  if (*gtk_editable_get_text (entry) != '\0')
    gtk_editable_set_text (entry, "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "window.close", NULL);
}

static void
row_activated_cb (VasCallerPane *self,
                  GtkListBoxRow *row)
{
  take_hit (self, (guint) gtk_list_box_row_get_index (row));
}

static void
change_clicked_cb (VasCallerPane *self)
{
  g_clear_object (&self->intake);
  gtk_stack_set_visible_child_name (self->stack, "search");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INTAKE]);
}

static void
vas_caller_pane_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((VasCallerPaneProperty) prop_id)
    {
    case PROP_INTAKE:
      g_value_set_object (value, VAS_CALLER_PANE (object)->intake);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
vas_caller_pane_grab_focus (GtkWidget *widget)
{
  VasCallerPane *self = VAS_CALLER_PANE (widget);

  if (self->intake != NULL)
    return FALSE;

  return gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
vas_caller_pane_dispose (GObject *object)
{
  VasCallerPane *self = VAS_CALLER_PANE (object);

  g_cancellable_cancel (self->search_cancellable);
  g_clear_object (&self->search_cancellable);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_pointer (&self->corrected, g_free);
  g_clear_pointer (&self->searched, g_free);
  g_clear_object (&self->intake);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_caller_pane_parent_class)->dispose (object);
}

static void
vas_caller_pane_class_init (VasCallerPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vas_caller_pane_get_property;
  object_class->dispose = vas_caller_pane_dispose;
  widget_class->grab_focus = vas_caller_pane_grab_focus;

  properties[PROP_INTAKE] = g_param_spec_object ("intake", NULL, NULL, VAS_TYPE_INTAKE,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VAS_TYPE_OLDER_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-caller-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VasCallerPane, stack);
  gtk_widget_class_bind_template_child (widget_class, VasCallerPane, entry);
  gtk_widget_class_bind_template_child (widget_class, VasCallerPane, list);
  gtk_widget_class_bind_template_child (widget_class, VasCallerPane, nothing_label);
  gtk_widget_class_bind_template_child (widget_class, VasCallerPane, account_row);
  gtk_widget_class_bind_template_child (widget_class, VasCallerPane, older_row);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, older_kept_cb);
}

static void
vas_caller_pane_init (VasCallerPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->account_row), FALSE);
}

/** vas_caller_pane_set_desk: whose store is searched; once, before anything else. */
void
vas_caller_pane_set_desk (VasCallerPane *self,
                          VasDesk       *desk)
{
  g_set_object (&self->desk, desk);
}

/** vas_caller_pane_get_intake: (nullable) (transfer none): the caller, once known. */
VasIntake *
vas_caller_pane_get_intake (VasCallerPane *self)
{
  return self->intake;
}

/** vas_caller_pane_get_entry: (transfer none): where the caller is searched for. */
GtkEditable *
vas_caller_pane_get_entry (VasCallerPane *self)
{
  return GTK_EDITABLE (self->entry);
}

/** vas_caller_pane_search: searches for @text, as if it were typed; what is found first is taken. */
void
vas_caller_pane_search (VasCallerPane *self,
                        const char    *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  activate_cb (self);
}
