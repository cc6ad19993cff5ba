/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was done: the trail is read when it is looked at, tells who saw whose data and why (R31), and is asked for anybody who ever gave a
 * command; the rows of the outbox stay.
 */

#include "vas-activity-page.h"
#include "vas-command-type.h"
#include "vas-command-words.h"
#include "vas-desk-fixture.h"
#include "vas-row.h"
#include "vas-outbox-pane.h"
#include "vas-trail-filter.h"
#include "vas-trail-source.h"

#define ORDER "2025060110000001"
#define REASON "核对收件人"

typedef struct {
  VasDeskFixture *office;
  GtkWidget      *window;
  GtkWidget      *page;
} Fixture;

/* Somebody looked at a user's mobile, and then left. */
static void
fill (VasFixture *office,
      GHashTable *keys)
{
  g_autofree char *order = vas_fixture_add_order (office, ORDER, 19800, "2025-06-01");
  g_autoptr (VasCommand) reveal = vas_command_new ("personal.reveal", office->second_clerk, office->now);
  g_autoptr (VasCommand) leave = vas_command_new ("staff.edit", office->administrator, office->now);

  vas_desk_fixture_keep (keys, "one", vas_fixture_enter (office, order, 19800));
  vas_command_set_text (reveal, "subject", "account");
  vas_command_set_text (reveal, "subject_key", office->account);
  vas_command_set_texts (reveal, "fields", (const char *[]) { "mobile", NULL });
  vas_command_set_text (reveal, "reason", REASON);
  vas_fixture_apply (office, reveal);
  vas_command_set_text (leave, "staff", office->second_clerk);
  vas_command_set_bool (leave, "active", FALSE);
  vas_fixture_apply (office, leave);
  vas_desk_fixture_keep (keys, "left", g_strdup (office->second_clerk));
}

/* As in the program: shown behind another view. */
static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  GtkWidget *views = gtk_stack_new ();

  f->office = vas_desk_fixture_new (fill);
  vas_desk_fixture_act_as (f->office, "clerk");
  f->window = g_object_ref_sink (gtk_window_new ());
  f->page = vas_activity_page_new (f->office->desk);
  gtk_stack_add_named (GTK_STACK (views), gtk_label_new (NULL), "other");
  gtk_stack_add_named (GTK_STACK (views), f->page, "activity");
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1000, 700);
  gtk_window_set_child (GTK_WINDOW (f->window), views);
  gtk_window_present (GTK_WINDOW (f->window));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_object_unref (f->window);
  vas_desk_fixture_free (f->office);
}

static void
look (Fixture *f)
{
  gtk_stack_set_visible_child_name (GTK_STACK (gtk_window_get_child (GTK_WINDOW (f->window))), "activity");
}

/* (nullable): the first of @type within @widget. */
static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (child), type) ? child : find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* What stands below the filter: the lists of persons and of actions have a list view of their own each. */
static GtkListView *
get_list (Fixture *f)
{
  GtkWidget *part = find (f->page, VAS_TYPE_TRAIL_FILTER);

  while (!GTK_IS_STACK (part))
    part = gtk_widget_get_next_sibling (part);
  return GTK_LIST_VIEW (find (part, GTK_TYPE_LIST_VIEW));
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static gboolean
has_people (gpointer data)
{
  return g_list_model_get_n_items (gtk_drop_down_get_model (data)) > 4;
}

/* Which line of the list of people @name is; they are read after the page is shown. */
static guint
find_person (GtkDropDown *people,
             const char  *name)
{
  GtkStringList *lines = GTK_STRING_LIST (gtk_drop_down_get_model (people));
  guint i = 0;

  while (g_strcmp0 (gtk_string_list_get_string (lines, i), name) != 0)
    g_assert_nonnull (gtk_string_list_get_string (lines, i++));

  return i;
}

static VasTrailEntry *
get_first (GListModel *rows)
{
  g_autoptr (VasRow) row = g_list_model_get_item (rows, 0);

  return row != NULL && vas_row_is_loaded (row) ? vas_row_get_entity (row) : NULL;
}

static gboolean
tells_of_reveal (gpointer data)
{
  VasTrailEntry *entry = get_first (G_LIST_MODEL (data));

  return g_list_model_get_n_items (G_LIST_MODEL (data)) == 1 && entry != NULL && g_str_equal (entry->type, "personal.reveal");
}

static void
test_read_when_looked_at (Fixture       *f,
                          gconstpointer  data)
{
  GtkListView *list = get_list (f);

  vas_desk_fixture_wait (is_mapped, gtk_window_get_child (GTK_WINDOW (f->window)));
  vas_desk_fixture_settle (f->office);
  g_assert_null (gtk_list_view_get_model (list));
  look (f);
  vas_desk_fixture_wait (is_mapped, list);
  g_assert_nonnull (gtk_list_view_get_model (list));
}

/* Who left has the name of then, and the row says whose data and why. */
static void
test_reveal (Fixture       *f,
             gconstpointer  data)
{
  GtkDropDown *people = GTK_DROP_DOWN (find (f->page, GTK_TYPE_DROP_DOWN));
  GtkListView *list = get_list (f);
  GListModel *rows;
  VasTrailEntry *entry;

  look (f);
  vas_desk_fixture_wait (has_people, people);
  gtk_drop_down_set_selected (people, find_person (people, "clerk2"));
  rows = G_LIST_MODEL (gtk_list_view_get_model (list));
  vas_desk_fixture_wait (tells_of_reveal, rows);
  entry = get_first (rows);
  g_assert_cmpstr (entry->actor, ==, "clerk2");
  g_assert_cmpstr (entry->record, ==, "80000217");
  g_assert_cmpstr (entry->reason, ==, REASON);
}

static void
changed_cb (guint *n_changes)
{
  (*n_changes)++;
}

/* The list of people is read anew each time that it is shown, which asks for nothing else than before. */
static void
test_person_stays (Fixture       *f,
                   gconstpointer  data)
{
  GtkStack *views = GTK_STACK (gtk_window_get_child (GTK_WINDOW (f->window)));
  GtkDropDown *people = GTK_DROP_DOWN (find (f->page, GTK_TYPE_DROP_DOWN));
  GListModel *before;
  guint shop, n_changes = 0;

  look (f);
  vas_desk_fixture_wait (has_people, people);
  shop = find_person (people, "Shop");
  gtk_drop_down_set_selected (people, shop);
  g_signal_connect_swapped (find (f->page, VAS_TYPE_TRAIL_FILTER), "changed", G_CALLBACK (changed_cb), &n_changes);
  before = gtk_drop_down_get_model (people);
  gtk_stack_set_visible_child_name (views, "other");
  look (f);
  while (gtk_drop_down_get_model (people) == before)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (gtk_drop_down_get_selected (people), ==, shop);
  g_assert_cmpuint (n_changes, ==, 0);
}

/* @id: also the key of the request that it is about, where there is one */
static gpointer
add_line (VasSql        *sql,
          gpointer       id,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "INSERT INTO outbox (command_id, type, actor, made_at, body, body_hash, personal, state) "
                          "VALUES ($1, 'note.add', 'somebody', 0, $2, '', '{}', 'pending')", error);
  g_autofree char *body = g_strdup_printf ("{\"args\":{\"request\":\"%s\"}}", (const char *) id);
  gboolean row;

  g_assert_nonnull (statement);
  vas_statement_bind_text (statement, 1, id);
  vas_statement_bind_text (statement, 2, body);
  g_assert_true (vas_statement_step (statement, &row, error));

  return id;
}

static void
do_something (Fixture    *f,
              const char *id)
{
  g_autoptr (GError) error = NULL;

  vas_store_write (f->office->store, add_line, (gpointer) id, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
has_one_line (gpointer data)
{
  return gtk_list_box_get_row_at_index (data, 0) != NULL;
}

static gboolean
has_two_lines (gpointer data)
{
  return gtk_list_box_get_row_at_index (data, 1) != NULL;
}

/* Whoever stands on a line of the outbox stands on it still when something else is done. */
static void
test_outbox_rows_stay (Fixture       *f,
                       gconstpointer  data)
{
  GtkListBox *list = GTK_LIST_BOX (find (find (f->page, VAS_TYPE_OUTBOX_PANE), GTK_TYPE_LIST_BOX));
  GtkWidget *row;

  look (f);
  gtk_widget_activate_action (f->page, "page.part", "s", "outbox");
  do_something (f, "first");
  vas_desk_fixture_wait (has_one_line, list);
  row = GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0));
  gtk_widget_grab_focus (row);
  do_something (f, "second");
  vas_desk_fixture_wait (has_two_lines, list);
  g_assert_true (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 1)) == row);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (f->window)) == row);
}

/* Who waits for it sees what it is about. */
static void
test_outbox_names_record (Fixture       *f,
                          gconstpointer  data)
{
  GtkListBox *list = GTK_LIST_BOX (find (find (f->page, VAS_TYPE_OUTBOX_PANE), GTK_TYPE_LIST_BOX));
  const char *words = vas_command_words ("note.add");
  g_autofree char *start = g_strdup_printf ("%s · KP", words);

  look (f);
  gtk_widget_activate_action (f->page, "page.part", "s", "outbox");
  do_something (f, "of-nothing");
  do_something (f, vas_desk_fixture_get_key (f->office, "one"));
  vas_desk_fixture_wait (has_two_lines, list);
  g_assert_true (g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (gtk_list_box_get_row_at_index (list, 0))), start));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (gtk_list_box_get_row_at_index (list, 1))), ==, words);
}

static gboolean
counts_all (gpointer data)
{
  GtkWidget *summary = gtk_widget_get_prev_sibling (data);

  return g_str_equal (gtk_label_get_label (GTK_LABEL (summary)), "210 on their way");
}

/* More than the list has. */
static void
test_outbox_counts_all (Fixture       *f,
                        gconstpointer  data)
{
  for (guint i = 0; i < 210; i++)
    {
      g_autofree char *id = g_strdup_printf ("line-%u", i);

      do_something (f, id);
    }
  look (f);
  gtk_widget_activate_action (f->page, "page.part", "s", "outbox");
  vas_desk_fixture_wait (counts_all, find (find (f->page, VAS_TYPE_OUTBOX_PANE), GTK_TYPE_LIST_BOX));
}

/* The time line, the trail and its filter have no raw names of commands. */
static void
test_words (void)
{
  guint n_types;
  const VasCommandType * const *types = vas_command_type_list (&n_types);

  g_assert_cmpuint (n_types, >, 50);
  for (guint i = 0; i < n_types; i++)
    {
      g_test_message ("%s", types[i]->name);
      g_assert_cmpstr (vas_command_words (types[i]->name), !=, types[i]->name);
    }
  g_assert_cmpstr (vas_command_words_actor ("system", NULL), ==, "System");
  g_assert_cmpstr (vas_command_words_actor ("shop/web", NULL), ==, "Shop");
  g_assert_cmpstr (vas_command_words_actor ("019e000d", "clerk2"), ==, "clerk2");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/activity/trail/is-read-when-it-is-looked-at", test_read_when_looked_at);
  ADD ("/activity/trail/tells-who-revealed-whose-data-and-why-R31", test_reveal);
  ADD ("/activity/trail/who-is-chosen-stays-chosen", test_person_stays);
  ADD ("/activity/outbox/a-line-keeps-its-row-and-the-focus", test_outbox_rows_stay);
  ADD ("/activity/outbox/a-line-names-its-record", test_outbox_names_record);
  ADD ("/activity/outbox/what-is-on-its-way-is-counted-beyond-the-list", test_outbox_counts_all);
  g_test_add_func ("/activity/words/every-command-has-a-sentence", test_words);
  return g_test_run ();
}
