/* SPDX-License-Identifier: GPL-3.0-or-later */

/* See the header. The people are all who ever were, as a trail has them, read each time that it is shown; who was chosen stays chosen. A day
 * that is no date filters nothing, and is said to be none when its field is left, not while it is typed. Main thread.
 */

#include "vas-trail-filter.h"

#include "vas-command-words.h"
#include "vas-staff-names.h"
#include "vas-time.h"

#include <glib/gi18n.h>

struct _VasTrailFilter
{
  AdwBin           parent_instance;

  GtkSearchEntry  *record_entry;
  GtkDropDown     *person_drop;
  GtkDropDown     *type_drop;
  GtkEntry        *day_entry;
  GtkLabel        *day_problem;

  VasDesk         *desk;
  GPtrArray       *person_keys;     /* of the lines of the list of people after the first */
  gboolean         filling;         /* no person chooses: a list is filled, or all is cleared */
};

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasTrailFilter, vas_trail_filter, ADW_TYPE_BIN)

/* What the day says: FALSE where it is no date. Nothing typed is every day. */
static gboolean
read_day (VasTrailFilter  *self,
          gint64          *from,
          gint64          *to,
          GError         **error)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->day_entry))));
  VasDate date;

  *from = 0;
  *to = G_MAXINT64;
  if (*text == '\0')
    return TRUE;
  if (!vas_date_parse_lenient (text, &date, error))
    return FALSE;

  *from = vas_date_start (date);
  *to = *from + VAS_INSTANT_DAY;
  return TRUE;
}

static void
say_day (VasTrailFilter *self,
         const char     *problem)
{
  gtk_label_set_label (self->day_problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->day_problem), problem != NULL);
  (problem != NULL ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (GTK_WIDGET (self->day_entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->day_entry), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
changed_cb (VasTrailFilter *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
day_changed_cb (VasTrailFilter *self)
{
  gint64 from, to;

  if (!read_day (self, &from, &to, NULL))
    return;
  say_day (self, NULL);
  changed_cb (self);
}

static void
day_done_cb (VasTrailFilter *self)
{
  g_autoptr (GError) error = NULL;
  gint64 from, to;

  read_day (self, &from, &to, &error);
  say_day (self, error != NULL ? error->message : NULL);
}

static void
add_person (VasTrailFilter *self,
            GtkStringList  *lines,
            const char     *key,
            const char     *name)
{
  gtk_string_list_append (lines, name);
  g_ptr_array_add (self->person_keys, g_strdup (key));
}

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      names)
{
  return g_utf8_collate (g_hash_table_lookup (names, a), g_hash_table_lookup (names, b));
}

/* The program and the shop give commands too. */
static void
show_people (VasTrailFilter *self,
             GHashTable     *names)
{
  const guint before = gtk_drop_down_get_selected (self->person_drop);
  g_autofree char *chosen = before > 0 && before <= self->person_keys->len ? g_strdup (g_ptr_array_index (self->person_keys, before - 1))
                                                                           : NULL;
  g_autoptr (GtkStringList) lines = gtk_string_list_new (NULL);
  g_autoptr (GList) keys = g_list_sort_with_data (g_hash_table_get_keys (names), compare_names, names);
  guint place = 0;

  g_ptr_array_set_size (self->person_keys, 0);
  gtk_string_list_append (lines, _("Everybody"));
  for (const GList *l = keys; l != NULL; l = l->next)
    add_person (self, lines, l->data, g_hash_table_lookup (names, l->data));
  add_person (self, lines, VAS_TRAIL_SYSTEM, vas_command_words_actor (VAS_TRAIL_SYSTEM, NULL));
  add_person (self, lines, VAS_TRAIL_SHOP, vas_command_words_actor (VAS_TRAIL_SHOP, NULL));
  if (chosen != NULL && g_ptr_array_find_with_equal_func (self->person_keys, chosen, g_str_equal, &place))
    place++;

  self->filling = TRUE;
  gtk_drop_down_set_model (self->person_drop, G_LIST_MODEL (lines));
  gtk_drop_down_set_selected (self->person_drop, place);
  self->filling = FALSE;
}

static void
fill_types (VasTrailFilter *self)
{
  g_autoptr (GtkStringList) lines = gtk_string_list_new (NULL);
  const char *type;

  gtk_string_list_append (lines, _("Every action"));
  for (guint i = 0; (type = vas_command_words_get_type (i)) != NULL; i++)
    gtk_string_list_append (lines, vas_command_words (type));
  gtk_drop_down_set_model (self->type_drop, G_LIST_MODEL (lines));
}

static gpointer
load_people (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return vas_staff_names (sql, error);
}

static void
people_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasTrailFilter) self = user_data;
  g_autoptr (GHashTable) names = vas_desk_read_finish (VAS_DESK (object), result, NULL);

  if (self->desk != NULL && names != NULL)
    show_people (self, names);
}

static void
vas_trail_filter_map (GtkWidget *widget)
{
  VasTrailFilter *self = VAS_TRAIL_FILTER (widget);

  GTK_WIDGET_CLASS (vas_trail_filter_parent_class)->map (widget);

  if (self->desk != NULL)
    vas_desk_read_async (self->desk, load_people, NULL, NULL, (GDestroyNotify) g_hash_table_unref, NULL, people_cb, g_object_ref (self));
}

static void
vas_trail_filter_dispose (GObject *object)
{
  g_clear_object (&VAS_TRAIL_FILTER (object)->desk);

  G_OBJECT_CLASS (vas_trail_filter_parent_class)->dispose (object);
}

static void
vas_trail_filter_finalize (GObject *object)
{
  g_ptr_array_unref (VAS_TRAIL_FILTER (object)->person_keys);

  G_OBJECT_CLASS (vas_trail_filter_parent_class)->finalize (object);
}

static void
vas_trail_filter_class_init (VasTrailFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vas_trail_filter_dispose;
  object_class->finalize = vas_trail_filter_finalize;
  widget_class->map = vas_trail_filter_map;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/activity/vas-trail-filter.ui");
  gtk_widget_class_bind_template_child (widget_class, VasTrailFilter, record_entry);
  gtk_widget_class_bind_template_child (widget_class, VasTrailFilter, person_drop);
  gtk_widget_class_bind_template_child (widget_class, VasTrailFilter, type_drop);
  gtk_widget_class_bind_template_child (widget_class, VasTrailFilter, day_entry);
  gtk_widget_class_bind_template_child (widget_class, VasTrailFilter, day_problem);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_done_cb);
}

static void
vas_trail_filter_init (VasTrailFilter *self)
{
  g_autoptr (GHashTable) nobody = g_hash_table_new (g_str_hash, g_str_equal);

  self->person_keys = g_ptr_array_new_with_free_func (g_free);
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_types (self);
  show_people (self, nobody);
}

/** vas_trail_filter_set_desk: once. */
void
vas_trail_filter_set_desk (VasTrailFilter *self,
                           VasDesk        *desk)
{
  self->desk = g_object_ref (desk);
}

/** vas_trail_filter_search: puts @text, where there is any, into the field of the record, and the hand there. */
void
vas_trail_filter_search (VasTrailFilter *self,
                         const char     *text)
{
  if (*text != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->record_entry), text);
  gtk_widget_grab_focus (GTK_WIDGET (self->record_entry));
}

/** vas_trail_filter_clear: everything is asked for, which is said once. */
void
vas_trail_filter_clear (VasTrailFilter *self)
{
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->record_entry), "");
  gtk_editable_set_text (GTK_EDITABLE (self->day_entry), "");
  gtk_drop_down_set_selected (self->person_drop, 0);
  gtk_drop_down_set_selected (self->type_drop, 0);
  self->filling = FALSE;
  changed_cb (self);
}

/** vas_trail_filter_ask: @source: shows from now on what is asked for. */
void
vas_trail_filter_ask (VasTrailFilter *self,
                      VasTrailSource *source)
{
  const guint person = gtk_drop_down_get_selected (self->person_drop);
  const guint type = gtk_drop_down_get_selected (self->type_drop);
  g_autofree char *record = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->record_entry))));
  VasTrailQuestion question = { .record = record };

  read_day (self, &question.from, &question.to, NULL);
  question.actor = person > 0 && person <= self->person_keys->len ? g_ptr_array_index (self->person_keys, person - 1) : (char *) "";
  question.type = type > 0 && type != GTK_INVALID_LIST_POSITION ? (char *) vas_command_words_get_type (type - 1) : (char *) "";
  vas_trail_source_ask (source, &question);
}
