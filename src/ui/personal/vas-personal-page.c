/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The requests about personal data, 个人信息请求 (R29), by their terms. `count` is how many wait. Read anew when they, their accounts or the
 * acting person change. Main thread; reading is a reader's work.
 */

#include "vas-personal-page.h"

#include "vas-compat.h"
#include "vas-personal-copier.h"
#include "vas-personal-dialogs.h"
#include "vas-personal-row.h"
#include "vas-personal-store.h"
#include "vas-staff-names.h"
#include "vas-table.h"

#include <glib/gi18n.h>

struct _VasPersonalPage
{
  AdwBin           parent_instance;

  GtkEntry        *account;
  GtkToggleButton *ended;
  GtkStack        *stack;
  GtkListBox      *list;

  VasDesk         *desk;
  GCancellable    *cancellable;
  guint            count;
  gboolean         waiting;         /* for the first reading, with the focus where it does no harm */
  gboolean         entered;         /* the hand has been here */
};

typedef enum {
  PROP_COUNT = 1,
} VasPersonalPageProperty;

static GParamSpec *properties[PROP_COUNT + 1];

G_DEFINE_FINAL_TYPE (VasPersonalPage, vas_personal_page, ADW_TYPE_BIN)

typedef struct {
  GPtrArray  *requests;         /* VasPersonalRequest */
  GPtrArray  *accounts;         /* VasAccount, one for each */
  GHashTable *names;
  gint64      open;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->requests, g_ptr_array_unref);
  g_clear_pointer (&reading->accounts, g_ptr_array_unref);
  g_clear_pointer (&reading->names, g_hash_table_unref);
  g_free (reading);
}

static gboolean
read_accounts (VasSql   *sql,
               Reading  *reading,
               GError  **error)
{
  reading->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < reading->requests->len; i++)
    {
      VasPersonalRequest *request = g_ptr_array_index (reading->requests, i);
      VasEntity *account = vas_table_get (sql, VAS_TYPE_ACCOUNT, request->account_key, error);

      if (account == NULL)
        return FALSE;
      g_ptr_array_add (reading->accounts, account);
    }

  return TRUE;
}

/* @data: whether only what is open is wanted. */
static gpointer
read_list (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->names = vas_staff_names (sql, error);
  reading->requests = reading->names != NULL ? vas_personal_list (sql, GPOINTER_TO_INT (data), error) : NULL;
  if (reading->requests != NULL && read_accounts (sql, reading, error) && vas_personal_count_open (sql, &reading->open, error))
    return reading;

  reading_free (reading);
  return NULL;
}

static GtkWindow *
get_window (VasPersonalPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  vas_desk_toast (VAS_DESK (object), vas_personal_copier_run_finish (result, &error) ? _("The copy is written.") : error->message);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasPersonalRow) row = user_data;
  g_autoptr (GFile) file = vas_compat_choose_file_finish (result, NULL);
  VasDesk *desk = g_object_get_data (G_OBJECT (row), "desk");

  if (file != NULL)
    vas_personal_copier_run_async (desk, vas_personal_row_get_request (row), file, NULL, copied_cb, NULL);
}

static void
save_copy (VasPersonalPage *self,
           VasPersonalRow  *row)
{
  VasPersonalRequest *request = vas_personal_row_get_request (row);
  g_autofree char *name = g_strdup_printf ("%s.csv", request->number != NULL ? request->number : "personal");

  g_object_set_data_full (G_OBJECT (row), "desk", g_object_ref (self->desk), g_object_unref);
  vas_compat_choose_file_async (get_window (self), GTK_FILE_CHOOSER_ACTION_SAVE, _("Save the Copy"), name, NULL, NULL, chosen_cb,
                                g_object_ref (row));
}

static void
act_cb (VasPersonalPage *self,
        const char      *command,
        VasPersonalRow  *row)
{
  if (g_str_equal (command, "personal.copy"))
    save_copy (self, row);
  else
    gtk_window_present (GTK_WINDOW (vas_personal_act_dialog_new (self->desk, get_window (self), command,
                                                                 vas_personal_row_get_request (row))));
}

/* (transfer full) (nullable): key of the row that is open, which is opened again. */
static char *
find_expanded (VasPersonalPage *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)))
        return g_strdup (vas_entity_get_key (VAS_ENTITY (vas_personal_row_get_request (VAS_PERSONAL_ROW (row)))));
    }

  return NULL;
}

/*
 * The hand that came before the requests were there goes on to the first of them, unless it has begun to type. They may be there
 * before the window is.
 */
static void
take_focus (VasPersonalPage *self)
{
  if (!self->waiting || !gtk_widget_get_mapped (GTK_WIDGET (self)) || g_str_equal (vas_personal_page_get_part (self), "loading"))
    return;

  self->waiting = FALSE;
  if (*gtk_editable_get_text (GTK_EDITABLE (self->account)) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* The request that the focus is in, or NULL: (transfer full). */
static char *
find_focused (VasPersonalPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, VAS_TYPE_PERSONAL_ROW) : NULL;

  return row != NULL ? g_strdup (vas_entity_get_key (VAS_ENTITY (vas_personal_row_get_request (VAS_PERSONAL_ROW (row))))) : NULL;
}

/* What is read anew takes no hand away: it stays at its request, or where that was. */
static void
return_focus (VasPersonalPage *self,
              const char      *key)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  while (row != NULL && !g_str_equal (vas_entity_get_key (VAS_ENTITY (vas_personal_row_get_request (VAS_PERSONAL_ROW (row)))), key))
    row = gtk_widget_get_next_sibling (row);
  if (row == NULL || !gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
build (VasPersonalPage *self,
       Reading         *reading)
{
  g_autofree char *expanded = find_expanded (self);
  g_autofree char *focused = find_focused (self);
  GtkWidget *old;

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, old);
  for (guint i = 0; i < reading->requests->len; i++)
    {
      VasPersonalRequest *request = g_ptr_array_index (reading->requests, i);
      const char *owner = g_hash_table_lookup (reading->names, request->owner_key);
      GtkWidget *row = vas_personal_row_new (self->desk, request, g_ptr_array_index (reading->accounts, i), owner != NULL ? owner : "—");

      g_signal_connect_object (row, "act", G_CALLBACK (act_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->list, row);
      if (g_strcmp0 (expanded, vas_entity_get_key (VAS_ENTITY (request))) == 0)
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
    }
  gtk_stack_set_visible_child_name (self->stack, reading->requests->len > 0 ? "list" : "empty");
  if (focused != NULL)
    return_focus (self, focused);
  take_focus (self);
  if (self->count == (guint) reading->open)
    return;

  self->count = (guint) reading->open;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasPersonalPage) self = user_data;
  g_autoptr (GError) error = NULL;
  Reading *reading = vas_desk_read_finish (VAS_DESK (object), result, &error);

  if (reading == NULL && self->desk != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vas_desk_toast (self->desk, error->message);
  if (reading == NULL)
    return;
  if (self->desk != NULL)
    build (self, reading);
  reading_free (reading);
}

static void
reload (VasPersonalPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  vas_desk_read_async (self->desk, read_list, GINT_TO_POINTER (!gtk_toggle_button_get_active (self->ended)), NULL, reading_free,
                       self->cancellable, loaded_cb, g_object_ref (self));
}

static void
changed_cb (VasPersonalPage    *self,
            const char * const *tables)
{
  if (g_strv_contains (tables, "personal_request") || g_strv_contains (tables, "account") || g_strv_contains (tables, "staff"))
    reload (self);
}

static gpointer
find_account (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  return vas_table_find (sql, VAS_TYPE_ACCOUNT, "account_id", data, error);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasPersonalPage) self = user_data;
  g_autoptr (VasAccount) account = vas_desk_read_finish (VAS_DESK (object), result, NULL);

  if (self->desk == NULL)
    return;
  if (account == NULL)
    {
      vas_desk_toast (self->desk, _("There is no account with this id."));
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->account), "");
  gtk_window_present (GTK_WINDOW (vas_personal_open_dialog_new (self->desk, get_window (self), account)));
}

static void
account_cb (VasPersonalPage *self)
{
  char *id = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->account))));

  vas_desk_read_async (self->desk, find_account, id, g_free, g_object_unref, NULL, found_cb, g_object_ref (self));
}

/* The hand begins at the first request, or where a new one is taken. */
static gboolean
vas_personal_page_grab_focus (GtkWidget *widget)
{
  VasPersonalPage *self = VAS_PERSONAL_PAGE (widget);
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  self->entered = TRUE;
  self->waiting = g_str_equal (vas_personal_page_get_part (self), "loading");
  return first != NULL ? gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD)
                       : gtk_widget_grab_focus (GTK_WIDGET (self->account));
}

static void
vas_personal_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vas_personal_page_parent_class)->map (widget);
  take_focus (VAS_PERSONAL_PAGE (widget));
}

static void
vas_personal_page_unmap (GtkWidget *widget)
{
  VAS_PERSONAL_PAGE (widget)->waiting = FALSE;
  GTK_WIDGET_CLASS (vas_personal_page_parent_class)->unmap (widget);
}

/* A stack that shows a page for the first time gives the focus to what can have it first; the hand begins elsewhere. */
static gboolean
vas_personal_page_focus (GtkWidget        *widget,
                         GtkDirectionType  direction)
{
  if (!VAS_PERSONAL_PAGE (widget)->entered && direction == GTK_DIR_TAB_FORWARD)
    return gtk_widget_grab_focus (widget);

  return GTK_WIDGET_CLASS (vas_personal_page_parent_class)->focus (widget, direction);
}

/* Down from the head of the page goes to the requests; in them it is theirs. */
static gboolean
down_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  return gtk_widget_child_focus (GTK_WIDGET (VAS_PERSONAL_PAGE (widget)->list), GTK_DIR_TAB_FORWARD);
}

static void
vas_personal_page_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch ((VasPersonalPageProperty) prop_id)
    {
    case PROP_COUNT:
      g_value_set_uint (value, VAS_PERSONAL_PAGE (object)->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_personal_page_dispose (GObject *object)
{
  VasPersonalPage *self = VAS_PERSONAL_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_personal_page_parent_class)->dispose (object);
}

static void
vas_personal_page_class_init (VasPersonalPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vas_personal_page_get_property;
  object_class->dispose = vas_personal_page_dispose;
  widget_class->map = vas_personal_page_map;
  widget_class->unmap = vas_personal_page_unmap;
  widget_class->focus = vas_personal_page_focus;
  widget_class->grab_focus = vas_personal_page_grab_focus;
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, down_cb, NULL);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/personal/vas-personal-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VasPersonalPage, account);
  gtk_widget_class_bind_template_child (widget_class, VasPersonalPage, ended);
  gtk_widget_class_bind_template_child (widget_class, VasPersonalPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VasPersonalPage, list);
  gtk_widget_class_bind_template_callback (widget_class, account_cb);
  gtk_widget_class_bind_template_callback (widget_class, reload);
}

static void
vas_personal_page_init (VasPersonalPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_personal_page_new: (transfer none) */
GtkWidget *
vas_personal_page_new (VasDesk *desk)
{
  VasPersonalPage *self = g_object_new (VAS_TYPE_PERSONAL_PAGE, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::staff", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  reload (self);

  return GTK_WIDGET (self);
}

/** vas_personal_page_get_part: (transfer none): "loading", "empty" or "list". For tests. */
const char *
vas_personal_page_get_part (VasPersonalPage *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

/** vas_personal_page_get_row: (transfer none) (nullable): the line at that place. For tests. */
GtkWidget *
vas_personal_page_get_row (VasPersonalPage *self,
                           guint            place)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) place));
}
