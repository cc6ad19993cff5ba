/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl close: the evening close as its window shows it (R20): the day's books of a point, what is left open, the month so far, the closes
 * before. Counting and taking over are the commands close.count and close.take.
 */

#include "vas-cli.h"

#include "vas-close-book.h"
#include "vas-time.h"

#include <glib/gi18n.h>

/* As in the window. */
#define MOST_CLOSES 31

typedef struct {
  const char *point;
  VasDate     today;
} Wanted;

static gpointer
read_book (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const Wanted *wanted = data;

  return vas_close_book_read (sql, wanted->point, wanted->today, error);
}

typedef struct {
  const char *name;
  gint64      value;
} Figure;

/* @figures: ended by one without a name */
static void
add_figures (JsonBuilder  *builder,
             const char   *name,
             const Figure *figures)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  for (const Figure *figure = figures; figure->name != NULL; figure++)
    vas_cli_add_int (builder, figure->name, figure->value);
  json_builder_end_object (builder);
}

static void
add_day (JsonBuilder       *builder,
         const VasStockDay *day)
{
  const Figure figures[] = {
    { "opening", day->opening }, { "received", day->received }, { "issued", day->issued }, { "void", day->voided }, { "left", day->remaining }, { NULL },
  };

  add_figures (builder, "day", figures);
}

static void
add_month (JsonBuilder          *builder,
           const VasStockTotals *month)
{
  const Figure figures[] = {
    { "blue_sheets", month->n_blue }, { "blue", month->blue }, { "void_sheets", month->n_void }, { "void", month->void_amount },
    { "red_sheets", month->n_red }, { "red", month->red }, { NULL },
  };

  add_figures (builder, "month", figures);
}

static void
add_items (JsonBuilder  *builder,
           VasCloseBook *book)
{
  json_builder_set_member_name (builder, "open_items");
  json_builder_begin_array (builder);
  for (guint i = 0; i < book->items->len; i++)
    {
      VasOpenItem *item = g_ptr_array_index (book->items, i);

      json_builder_begin_object (builder);
      vas_cli_add_text (builder, "kind", item->kind);
      vas_cli_add_text (builder, "request", item->case_number);
      vas_cli_add_text (builder, "fapiao", item->fapiao);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_closes (JsonBuilder  *builder,
            VasCloseBook *book)
{
  json_builder_set_member_name (builder, "closes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < MIN (book->closes->len, MOST_CLOSES); i++)
    {
      VasDayClose *one = g_ptr_array_index (book->closes, i);

      json_builder_begin_object (builder);
      vas_cli_add_text (builder, "key", vas_entity_get_key (VAS_ENTITY (one)));
      vas_cli_add_date (builder, "day", one->day);
      vas_cli_add_int (builder, "left", one->remaining);
      vas_cli_add_int (builder, "counted", one->counted);
      vas_cli_add_text (builder, "closed_by", vas_close_book_get_name (book, one->closed_by));
      vas_cli_add_text (builder, "taken_by", one->taken_by != NULL ? vas_close_book_get_name (book, one->taken_by) : NULL);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (VasCloseBook *book)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  vas_cli_add_text (builder, "point", book->point);
  add_day (builder, &book->day);
  add_items (builder, book);
  add_month (builder, &book->month);
  add_closes (builder, book);
  json_builder_end_object (builder);
  vas_cli_print_builder (builder);
}

static void
print_total (const char *name,
             gint64      sheets,
             VasMoney    amount)
{
  g_autofree char *money = vas_money_format (amount);

  vas_cli_print (_("  %s: %d sheets, %s\n"), name, (int) sheets, money);
}

static void
print_text (VasCloseBook *book)
{
  vas_cli_print (_("%s: opening %d + received %d − issued %d − void %d = left %d\n"), book->point, (int) book->day.opening,
                 (int) book->day.received, (int) book->day.issued, (int) book->day.voided, (int) book->day.remaining);
  vas_cli_print (_("Left open: %u\n"), book->items->len);
  for (guint i = 0; i < book->items->len; i++)
    {
      VasOpenItem *item = g_ptr_array_index (book->items, i);

      vas_cli_print ("  %s  %s  %s\n", vas_open_item_describe (item), item->case_number != NULL ? item->case_number : "–",
                     item->fapiao != NULL ? item->fapiao : "–");
    }
  vas_cli_print (_("This month so far:\n"));
  print_total (_("Blue (issued)"), book->month.n_blue, book->month.blue);
  print_total (_("Void"), book->month.n_void, book->month.void_amount);
  print_total (_("Red (reversed)"), book->month.n_red, book->month.red);
  for (guint i = 0; i < MIN (book->closes->len, MOST_CLOSES); i++)
    {
      VasDayClose *one = g_ptr_array_index (book->closes, i);
      g_autofree char *day = vas_date_format (one->day);

      vas_cli_print (_("Close %s: counted %d of %d by %s, taken over by %s\n"), day, (int) one->counted, (int) one->remaining,
                     vas_close_book_get_name (book, one->closed_by), vas_close_book_get_name (book, one->taken_by));
    }
}

/** vas_cli_close_day: vasctl close [--point NAME]: 1 where there is no paper, or none of that point. */
VasCliStatus
vas_cli_close_day (VasCli  *cli,
                   int      argc,
                   char   **argv)
{
  g_autofree char *point = NULL;
  g_autoptr (VasCloseBook) book = NULL;
  g_autoptr (GError) error = NULL;
  Wanted wanted = { NULL, VAS_NONE_DATE };
  const GOptionEntry entries[] = {
    { "point", 0, 0, G_OPTION_ARG_STRING, &point, N_("The paper of this issuing point; else of the first one"), N_("NAME") },
    { NULL },
  };

  if (!vas_cli_parse (cli, entries, 0, 0, &argc, &argv))
    return VAS_CLI_USAGE;
  if (!vas_cli_open_as (cli, VAS_STORE_READ_ONLY, FALSE))
    return VAS_CLI_NO;
  wanted = (Wanted) { point, vas_instant_to_date (vas_cli_get_now (cli)) };
  book = vas_store_read (cli->store, read_book, &wanted, NULL, &error);
  if (book == NULL)
    return vas_cli_fail (error);
  if (book->point == NULL || (point != NULL && !g_str_equal (point, book->point)))
    {
      if (point != NULL)
        vas_cli_complain (_("There is no paper at “%s”."), point);
      else
        vas_cli_complain (_("No fapiao paper was ever received."));
      return VAS_CLI_NO;
    }
  if (cli->json)
    print_json (book);
  else
    print_text (book);

  return VAS_CLI_OK;
}
