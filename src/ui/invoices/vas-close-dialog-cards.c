/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cards of the evening close: figures, count or taking over, what is left open, the month, the closes before. Main thread. */

#include "vas-close-dialog-private.h"

#include "vas-card.h"
#include "vas-time.h"

#include <glib/gi18n.h>

/* More than this nobody works off in one evening; the heading has the whole number. */
#define MOST_ITEMS 200
#define MOST_CLOSES 31

static void
add_figure (GtkWidget  *row,
            const char *name,
            gint64      sheets,
            gboolean    strong)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, sheets);
  GtkWidget *value = gtk_label_new (number);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", name, "wrap", TRUE, "justify", GTK_JUSTIFY_CENTER, NULL);

  gtk_widget_add_css_class (value, "numeric");
  gtk_widget_add_css_class (value, "title-3");
  if (strong)
    gtk_widget_add_css_class (value, "accent");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), value);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (row), box);
}

static void
add_figures (VasCloseDialog *self)
{
  const VasStockDay *day = &self->book->day;
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "homogeneous", TRUE, "spacing", 8, NULL);
  g_autofree char *title = g_strdup_printf (_("Sheets of %s today, by the books"), self->book->point);

  add_figure (row, _("Opening"), day->opening, FALSE);
  add_figure (row, _("+ received"), day->received, FALSE);
  add_figure (row, _("− issued"), day->issued, FALSE);
  add_figure (row, _("− void"), day->voided, FALSE);
  add_figure (row, _("= left"), day->remaining, TRUE);
  vas_card_append (self->cards, title, row);
}

/* What differs is said while it is typed, and asks for its reason. */
static void
counted_cb (VasCloseDialog *self)
{
  VasForm *form = vas_close_dialog_get_form (self, "close.count");
  VasFormField *counted = vas_form_get_field (form, "counted");
  VasFormField *reason = vas_form_get_field (form, "reason");
  g_autofree char *text = vas_form_field_get_text (counted);
  const int remaining = (int) self->book->day.remaining;
  g_autofree char *error = NULL;
  gint64 number;
  int difference;

  if (!g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &number, NULL) || number == remaining)
    {
      gtk_widget_set_visible (GTK_WIDGET (reason), FALSE);
      return;
    }
  difference = ABS ((int) number - remaining);
  if (number > remaining)
    error = g_strdup_printf (ngettext ("%d sheet too many: %d should be left.", "%d sheets too many: %d should be left.",
                                       (gulong) difference), difference, remaining);
  else
    error = g_strdup_printf (ngettext ("%d sheet is missing: %d should be left.", "%d sheets are missing: %d should be left.",
                                       (gulong) difference), difference, remaining);
  vas_form_field_set_error (counted, error);
  gtk_widget_set_visible (GTK_WIDGET (reason), TRUE);
}

static void
add_count (VasCloseDialog *self)
{
  VasForm *form = vas_form_new (self->desk, "close.count");
  g_autofree char *day = vas_date_format (vas_desk_get_today (self->desk));
  g_autofree char *subject = g_strdup_printf ("%s %s", self->book->point, day);
  VasFormField *counted, *reason;

  g_hash_table_insert (self->forms, (gpointer) "close.count", form);
  vas_form_set_argument (form, "point", self->book->point);
  counted = vas_form_add (form, VAS_FORM_NUMBER, "counted", _("Blank sheets _counted by hand"));
  reason = vas_form_add (form, VAS_FORM_ENTRY, "reason", _("_Why it differs"));
  gtk_widget_set_visible (GTK_WIDGET (reason), FALSE);
  g_signal_connect_object (counted, "changed", G_CALLBACK (counted_cb), self, G_CONNECT_SWAPPED);
  vas_form_map (form, "close-twice", "counted");
  vas_form_set_confirm (form, _("Close the _Day with This Count"), TRUE);
  vas_form_set_done (form, _("The day is closed. Another person takes over."));
  vas_form_set_draft (form, subject);
  vas_card_append (self->cards, _("Count"), GTK_WIDGET (form));
}

static char *
describe_count (VasCloseDialog *self,
                VasDayClose    *close)
{
  return g_strdup_printf (_("%s counted %d sheets; %d should be left."),
                          vas_close_book_get_name (self->book, close->closed_by), (int) close->counted, (int) close->remaining);
}

/* R20, R30: another person takes over; who counted sees why the button rests. */
static void
add_take (VasCloseDialog *self)
{
  VasDayClose *today = self->book->today;
  VasForm *form = vas_form_new (self->desk, "close.take");
  g_autofree char *count = describe_count (self, today);
  g_autofree char *intro = g_strdup_printf (_("%s Another person takes the paper over and answers for it (§4.8)."), count);
  g_autofree char *label = g_strdup_printf (_("_Take Over the Paper as %s"),
                                            vas_close_book_get_name (self->book, vas_desk_get_staff_key (self->desk)));

  g_hash_table_insert (self->forms, (gpointer) "close.take", form);
  vas_form_set_argument (form, "close", vas_entity_get_key (VAS_ENTITY (today)));
  vas_form_set_intro (form, intro);
  vas_form_set_confirm (form, label, FALSE);
  vas_form_set_done (form, _("The paper is taken over."));
  if (g_strcmp0 (today->closed_by, vas_desk_get_staff_key (self->desk)) == 0)
    vas_form_forbid (form, _("Who takes over chooses the own name at the foot of the sidebar first."));
  vas_card_append (self->cards, _("Taking over"), GTK_WIDGET (form));
}

static void
add_taken (VasCloseDialog *self)
{
  VasDayClose *today = self->book->today;
  g_autofree char *count = describe_count (self, today);
  g_autofree char *when = vas_instant_format_local (today->taken_at);
  g_autofree char *text = g_strdup_printf (_("%s %s took over at %s."), count, vas_close_book_get_name (self->book, today->taken_by), when);

  vas_card_append (self->cards, _("Closed today"),
                   g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, NULL));
}

static void
open_cb (VasCloseDialog *self,
         GtkWidget      *row)
{
  g_signal_emit_by_name (self, "case-opened", g_object_get_data (G_OBJECT (row), "request"));
}

static GtkWidget *
make_item_row (VasCloseDialog *self,
               VasOpenItem    *item)
{
  GtkWidget *row = adw_action_row_new ();
  const char *key = item->case_number != NULL ? g_hash_table_lookup (self->book->requests, item->case_number) : NULL;
  g_autofree char *subtitle = item->fapiao != NULL && item->case_number != NULL
                              ? g_strdup_printf ("%s · %s", item->case_number, item->fapiao)
                              : g_strdup (item->case_number != NULL ? item->case_number : item->fapiao);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), vas_open_item_describe (item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  if (key == NULL)
    return row;
  g_object_set_data_full (G_OBJECT (row), "request", g_strdup (key), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect_object (row, "activated", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static GtkWidget *
new_list (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");

  return list;
}

static void
add_items (VasCloseDialog *self)
{
  GPtrArray *items = self->book->items;
  g_autofree char *title = g_strdup_printf (_("Left open: %u"), items->len);
  GtkWidget *list;

  if (items->len == 0)
    {
      vas_card_append (self->cards, title,
                       g_object_new (GTK_TYPE_LABEL, "label",
                                     _("Nothing: every issued sheet has a photo and one place, every case is finished."),
                                     "xalign", 0.0, "wrap", TRUE, NULL));
      return;
    }
  list = new_list ();
  for (guint i = 0; i < MIN (items->len, MOST_ITEMS); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_item_row (self, g_ptr_array_index (items, i)));
  vas_card_append (self->cards, title, list);
}

static void
add_total (GtkWidget  *grid,
           int         line,
           const char *name,
           gint64      sheets,
           VasMoney    amount)
{
  g_autofree char *count = g_strdup_printf (ngettext ("%d sheet", "%d sheets", (gulong) sheets), (int) sheets);
  g_autofree char *money = vas_money_format (amount);
  const char * const texts[] = { name, count, money };

  for (int i = 0; i < (int) G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", texts[i], "xalign", i == 0 ? 0.0 : 1.0, "hexpand", i == 0, NULL);

      gtk_widget_add_css_class (label, "numeric");
      gtk_grid_attach (GTK_GRID (grid), label, i, line, 1, 1);
    }
}

static void
add_month (VasCloseDialog *self)
{
  const VasStockTotals *month = &self->book->month;
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID, "column-spacing", 24, "row-spacing", 4, NULL);

  add_total (grid, 0, _("Blue (issued)"), month->n_blue, month->blue);
  add_total (grid, 1, _("Void"), month->n_void, month->void_amount);
  add_total (grid, 2, _("Red (reversed)"), month->n_red, month->red);
  vas_card_append (self->cards, _("This month so far"), grid);
}

static void
add_history (VasCloseDialog *self)
{
  GtkWidget *list;

  if (self->book->closes->len == 0)
    return;
  list = new_list ();
  for (guint i = 0; i < MIN (self->book->closes->len, MOST_CLOSES); i++)
    {
      VasDayClose *one = g_ptr_array_index (self->book->closes, i);
      g_autofree char *day = vas_date_format (one->day);
      g_autofree char *count = describe_count (self, one);
      g_autofree char *subtitle = one->taken_by != NULL
                                  ? g_strdup_printf (_("%s Taken over by %s."), count, vas_close_book_get_name (self->book, one->taken_by))
                                  : g_strdup_printf (_("%s Nobody has taken over."), count);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), day);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      if (one->counted != one->remaining)
        adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  vas_card_append (self->cards, _("Closes before"), list);
}

/** vas_close_dialog_build: builds the cards anew. */
void
vas_close_dialog_build (VasCloseDialog *self)
{
  GtkWidget *card;

  while ((card = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_box_remove (self->cards, card);
  add_figures (self);
  if (self->book->today == NULL)
    add_count (self);
  else if (self->book->today->taken_by == NULL)
    add_take (self);
  else
    add_taken (self);
  add_items (self);
  add_month (self);
  add_history (self);
}
