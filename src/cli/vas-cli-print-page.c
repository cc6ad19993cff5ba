/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What vasctl print-list shows (R20): the paper of a point, the approved cases that need a number, the lists there are and the sheets of one. */

#include "vas-cli-print-page.h"

#include "vas-print-store.h"
#include "vas-table.h"
#include "vas-time.h"

#include <glib/gi18n.h>

/* As in the window: more are several lists, one after the other. */
#define MOST_OF_A_LIST 500
#define MOST_LISTS 30

void
vas_cli_print_page_clear (VasCliPrintPage *page)
{
  g_free (page->point);
  g_free (page->list);
  g_clear_pointer (&page->summary, vas_stock_summary_free);
  g_clear_pointer (&page->waiting, g_ptr_array_unref);
  g_clear_pointer (&page->named, g_ptr_array_unref);
  g_clear_pointer (&page->lists, g_ptr_array_unref);
  g_clear_pointer (&page->rows, g_ptr_array_unref);
}

static gboolean
find_point (VasSql           *sql,
            VasCliPrintPage  *page,
            GError          **error)
{
  g_autoptr (GPtrArray) points = vas_stock_points (sql, error);

  if (points == NULL)
    return FALSE;
  if (page->point == NULL && points->len > 0)
    page->point = g_strdup (g_ptr_array_index (points, 0));
  if (page->point != NULL && g_ptr_array_find_with_equal_func (points, page->point, g_str_equal, NULL))
    page->summary = vas_stock_summary (sql, page->point, error);

  return page->summary != NULL || error == NULL || *error == NULL;
}

/* Each by its number, as many as wait. */
static gboolean
find_named (VasSql           *sql,
            VasCliPrintPage  *page,
            GError          **error)
{
  page->named = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; page->numbers[i] != NULL; i++)
    {
      g_autoptr (GError) failure = NULL;
      VasRequest *request = vas_print_find_waiting (sql, page->numbers[i], &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (request != NULL)
        g_ptr_array_add (page->named, request);
    }

  return TRUE;
}

/** vas_cli_print_page_read: a VasStoreFunc; @data: the page, whose first members say what is asked for. */
gpointer
vas_cli_print_page_read (VasSql        *sql,
                         gpointer       data,
                         GCancellable  *cancellable,
                         GError       **error)
{
  VasCliPrintPage *page = data;

  if (!find_point (sql, page, error) || !find_named (sql, page, error))
    return NULL;
  page->waiting = vas_print_waiting (sql, MOST_OF_A_LIST, &page->n_waiting, error);
  page->lists = page->waiting != NULL ? vas_print_lists (sql, page->point, MOST_LISTS, error) : NULL;
  if (page->lists == NULL)
    return NULL;
  if (page->list == NULL && page->lists->len > 0)
    page->list = g_strdup (((VasPrintList *) g_ptr_array_index (page->lists, 0))->key);
  page->rows = page->list != NULL ? vas_print_rows (sql, page->list, error) : NULL;

  return page->list == NULL || page->rows != NULL ? page : NULL;
}

static void
add_waiting (JsonBuilder *builder,
             VasRequest  *request)
{
  json_builder_begin_object (builder);
  vas_cli_add_text (builder, "key", vas_entity_get_key (VAS_ENTITY (request)));
  vas_cli_add_text (builder, "number", request->number);
  vas_cli_add_text (builder, "title", request->title);
  vas_cli_add_text (builder, "taxpayer_id", request->taxpayer_id);
  vas_cli_add_int (builder, "amount", request->amount);
  vas_cli_add_date (builder, "due", request->due);
  json_builder_end_object (builder);
}

static void
add_list (JsonBuilder  *builder,
          VasPrintList *list)
{
  json_builder_begin_object (builder);
  vas_cli_add_text (builder, "key", list->key);
  vas_cli_add_text (builder, "point", list->point);
  vas_cli_add_int (builder, "bound_at", list->bound_at);
  vas_cli_add_int (builder, "sheets", list->n_sheets);
  vas_cli_add_int (builder, "open", list->n_open);
  json_builder_end_object (builder);
}

static void
add_row (JsonBuilder *builder,
         VasPrintRow *row)
{
  json_builder_begin_object (builder);
  vas_cli_add_text (builder, "request", row->request->number);
  vas_cli_add_text (builder, "code", row->fapiao->code);
  vas_cli_add_text (builder, "number", row->fapiao->number);
  vas_cli_add_text (builder, "state", vas_enum_to_id (&vas_fapiao_state_enum, (int) row->fapiao->state));
  vas_cli_add_int (builder, "amount", row->fapiao->amount);
  vas_cli_add_int (builder, "net", row->fapiao->net);
  vas_cli_add_int (builder, "tax", row->fapiao->tax);
  json_builder_end_object (builder);
}

void
vas_cli_print_page_print_json (VasCliPrintPage *page)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  vas_cli_add_text (builder, "point", page->point);
  vas_cli_add_int (builder, "left", page->summary != NULL ? page->summary->blank : 0);
  vas_cli_add_text (builder, "next", page->summary != NULL ? page->summary->next_number : NULL);
  vas_cli_add_int (builder, "n_waiting", (gint64) page->n_waiting);
  json_builder_set_member_name (builder, "waiting");
  json_builder_begin_array (builder);
  for (guint i = 0; i < page->waiting->len; i++)
    add_waiting (builder, g_ptr_array_index (page->waiting, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "lists");
  json_builder_begin_array (builder);
  for (guint i = 0; i < page->lists->len; i++)
    add_list (builder, g_ptr_array_index (page->lists, i));
  json_builder_end_array (builder);
  vas_cli_add_text (builder, "list", page->list);
  json_builder_set_member_name (builder, "sheets");
  json_builder_begin_array (builder);
  for (guint i = 0; page->rows != NULL && i < page->rows->len; i++)
    add_row (builder, g_ptr_array_index (page->rows, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  vas_cli_print_builder (builder);
}

void
vas_cli_print_page_print_text (VasCliPrintPage *page)
{
  if (page->summary != NULL)
    vas_cli_print (_("%s: %u sheets left, next %s\n"), page->point, (guint) page->summary->blank,
                   page->summary->next_number != NULL ? page->summary->next_number : "–");
  vas_cli_print (_("Need a number: %u\n"), (guint) page->n_waiting);
  for (guint i = 0; i < page->waiting->len; i++)
    {
      VasRequest *request = g_ptr_array_index (page->waiting, i);
      g_autofree char *amount = vas_money_format (request->amount);

      vas_cli_print ("  %s  %s  %s\n", request->number != NULL ? request->number : "–", amount, request->title);
    }
  for (guint i = 0; i < page->lists->len; i++)
    {
      VasPrintList *list = g_ptr_array_index (page->lists, i);
      g_autofree char *at = vas_instant_format_local (list->bound_at);

      vas_cli_print (_("List %s  %s  %s: %d sheets, %d not issued\n"), list->key, at, list->point, (int) list->n_sheets,
                     (int) list->n_open);
    }
  for (guint i = 0; page->rows != NULL && i < page->rows->len; i++)
    {
      VasPrintRow *row = g_ptr_array_index (page->rows, i);
      g_autofree char *amount = vas_money_format (row->fapiao->amount);

      vas_cli_print ("  %s %s  %s  %s  %s\n", row->fapiao->code, row->fapiao->number, row->request->number, amount, row->request->title);
    }
}
