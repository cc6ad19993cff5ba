/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The people in the window of the staff: read with their deputies at each change of them, sorted by the sound of their names, and found by
 * what is typed. Main thread.
 */

#include "vas-staff-window-private.h"

#include "vas-deputy.h"
#include "vas-pinyin.h"
#include "vas-staff-line.h"
#include "vas-table.h"

typedef struct {
  GPtrArray *people;
  GPtrArray *deputies;
} Loaded;

static void
loaded_free (Loaded *loaded)
{
  g_clear_pointer (&loaded->people, g_ptr_array_unref);
  g_clear_pointer (&loaded->deputies, g_ptr_array_unref);
  g_free (loaded);
}

static int
match (VasStaffWindow *self,
       GtkListBoxRow  *row)
{
  return vas_staff_line_match (VAS_STAFF_LINE (row), gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static gboolean
filter_cb (GtkListBoxRow *row,
           gpointer       user_data)
{
  return match (user_data, row) > 0;
}

/* The first of those that are found best. */
static GtkListBoxRow *
best_match (VasStaffWindow *self)
{
  GtkListBoxRow *best = NULL;
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      if (match (self, row) > (best != NULL ? match (self, best) : 0))
        best = row;
    }

  return best;
}

static void
search_changed_cb (VasStaffWindow *self)
{
  gtk_list_box_invalidate_filter (self->list);
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0' || vas_staff_window_get_chosen (self) == NULL)
    gtk_list_box_select_row (self->list, best_match (self));
}

/* Down from the search goes into the list; Enter to the person. */
static gboolean
search_key_cb (VasStaffWindow *self,
               guint           keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (keyval != GDK_KEY_Down || row == NULL)
    return FALSE;

  gtk_widget_grab_focus (GTK_WIDGET (row));
  return TRUE;
}

/* Escape takes back the search first, then the window. */
static void
stop_search_cb (VasStaffWindow *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
search_activated_cb (VasStaffWindow *self)
{
  if (vas_staff_window_get_chosen (self) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->pane));
}

static gpointer
load (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (GPtrArray) people = vas_table_list_all (sql, VAS_TYPE_STAFF, "name", error);
  g_autoptr (GPtrArray) deputies = people != NULL ? vas_table_list_all (sql, VAS_TYPE_DEPUTY, "from_date", error) : NULL;
  Loaded *loaded;

  if (deputies == NULL)
    return NULL;
  loaded = g_new0 (Loaded, 1);
  loaded->people = g_steal_pointer (&people);
  loaded->deputies = g_steal_pointer (&deputies);
  return loaded;
}

/* Who works here comes first, each by the sound of the name. */
static int
compare (gconstpointer a,
         gconstpointer b)
{
  VasStaff *one = *(VasStaff * const *) a;
  VasStaff *other = *(VasStaff * const *) b;
  g_auto (GStrv) one_sound = vas_pinyin_readings (one->name);
  g_auto (GStrv) other_sound = vas_pinyin_readings (other->name);
  const char *first = one_sound != NULL && one_sound[0] != NULL ? one_sound[0] : one->name;
  const char *second = other_sound != NULL && other_sound[0] != NULL ? other_sound[0] : other->name;

  return one->active != other->active ? (one->active ? -1 : 1) : g_ascii_strcasecmp (first, second);
}

static void
keep_persons (GPtrArray *people)
{
  for (guint i = people->len; i > 0; i--)
    {
      if ((((VasStaff *) g_ptr_array_index (people, i - 1))->roles & VAS_ROLES_NOT_OF_PERSONS) != 0)
        g_ptr_array_remove_index (people, i - 1);
    }
  g_ptr_array_sort (people, compare);
}

/* Lines that stand for the same people in the same order stay, and with them the focus. */
static void
fill_list (VasStaffWindow *self,
           GPtrArray      *people)
{
  GtkListBoxRow *row;
  guint same = 0;

  while (same < people->len && (row = gtk_list_box_get_row_at_index (self->list, (int) same)) != NULL &&
         g_strcmp0 (vas_entity_get_key (VAS_ENTITY (vas_staff_line_get_staff (VAS_STAFF_LINE (row)))),
                    vas_entity_get_key (g_ptr_array_index (people, same))) == 0)
    vas_staff_line_set_staff (VAS_STAFF_LINE (row), g_ptr_array_index (people, same++));
  while ((row = gtk_list_box_get_row_at_index (self->list, (int) same)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (; same < people->len; same++)
    gtk_list_box_append (self->list, vas_staff_line_new (g_ptr_array_index (people, same)));
}

/** vas_staff_window_choose: whether there is somebody of that login, who is chosen then. */
gboolean
vas_staff_window_choose (VasStaffWindow *self,
                         const char     *login)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      if (g_strcmp0 (vas_staff_line_get_staff (VAS_STAFF_LINE (row))->login, login) != 0)
        continue;
      gtk_list_box_select_row (self->list, row);
      return TRUE;
    }

  return FALSE;
}

/* Somebody who was added waits for a password. */
static void
take_wanted (VasStaffWindow *self)
{
  if (self->wanted == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  if (!vas_staff_window_choose (self, self->wanted))
    return;
  g_clear_pointer (&self->wanted, g_free);
  vas_staff_access_give (vas_staff_pane_get_access (self->pane));
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasStaffWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  Loaded *loaded = vas_store_finish (VAS_STORE (object), result, &error);
  VasStaff *chosen = self->desk != NULL ? vas_staff_window_get_chosen (self) : NULL;
  g_autofree char *login = chosen != NULL ? g_strdup (chosen->login) : NULL;

  self->reading = FALSE;
  if (loaded == NULL || self->desk == NULL)
    {
      if (loaded == NULL && self->desk != NULL)
        vas_staff_window_say (self, error->message);
      g_clear_pointer (&loaded, loaded_free);
      return;
    }
  g_clear_pointer (&self->deputies, g_ptr_array_unref);
  self->deputies = g_steal_pointer (&loaded->deputies);
  keep_persons (loaded->people);
  fill_list (self, loaded->people);
  loaded_free (loaded);
  if (login == NULL || !vas_staff_window_choose (self, login))
    gtk_list_box_select_row (self->list, best_match (self));
  vas_staff_window_show_chosen (self);
  take_wanted (self);
  if (self->again)
    vas_staff_window_reload (self);
}

/** vas_staff_window_reload: reads the people again. One reading at a time: two could end in another order than they began. */
void
vas_staff_window_reload (VasStaffWindow *self)
{
  self->again = self->reading;
  if (self->reading)
    return;

  self->reading = TRUE;
  vas_store_read_async (vas_desk_get_store (self->desk), load, NULL, NULL, (GDestroyNotify) loaded_free, NULL, loaded_cb, g_object_ref (self));
}

/** vas_staff_window_get_n: how many people are listed, found or not. */
guint
vas_staff_window_get_n (VasStaffWindow *self)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (self->list, (int) n) != NULL)
    n++;

  return n;
}

/** vas_staff_window_search: what typing into the search does, at once. */
void
vas_staff_window_search (VasStaffWindow *self,
                         const char     *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  search_changed_cb (self);
}

/** vas_staff_window_set_up_list: the template is there. */
void
vas_staff_window_set_up_list (VasStaffWindow *self)
{
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  gtk_list_box_set_placeholder (self->list, GTK_WIDGET (self->no_match));
}

/** vas_staff_window_bind_list: the callbacks of the search, for the template. */
void
vas_staff_window_bind_list (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}
