/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the palette finds on the server: orders and requests that this desk does not hold, marked as such.
 *
 * The server is asked when typing pauses, and only for what a caller may name: four digits in a row, or an e-mail; who types the name of an
 * action asks nobody. What is held here is left out, for the desk's own search shows it. Choosing a line activates `page.open-older` of
 * the page of requests. Where the server does not answer, a line says so, and choosing it opens the palette again. Main thread.
 */

#include "vas-palette-server.h"

#include "vas-labels.h"
#include "vas-money.h"
#include "vas-order.h"
#include "vas-palette-item.h"
#include "vas-request.h"
#include "vas-table.h"
#include "vas-time.h"

#include <glib/gi18n.h>
#include <string.h>

#define PAUSE_MS 300
#define LEAST_DIGITS 4
#define MOST_HITS 20

struct _VasPaletteServer
{
  GObject    parent_instance;

  VasDesk   *desk;
  GtkWidget *page;
};

/* One question; the task data. */
typedef struct {
  char      *text;
  guint      pause;
  GPtrArray *hits;   /* VasServerHit */
} Question;

static void source_init (VasPaletteSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VasPaletteServer, vas_palette_server, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VAS_TYPE_PALETTE_SOURCE, source_init))

static void
question_free (Question *question)
{
  g_clear_handle_id (&question->pause, g_source_remove);
  g_clear_pointer (&question->hits, g_ptr_array_unref);
  g_free (question->text);
  g_free (question);
}

static gboolean
names_something (const char *text)
{
  guint digits = 0;

  for (const char *c = text; *c != '\0' && digits < LEAST_DIGITS; c++)
    digits = g_ascii_isdigit (*c) ? digits + 1 : 0;

  return digits == LEAST_DIGITS || strchr (text, '@') != NULL;
}

static gboolean
is_order (const VasServerHit *hit)
{
  return g_str_has_prefix (hit->record, "order/");
}

/** vas_server_hit_get_title: (transfer full): number and title, for a line of a list. */
char *
vas_server_hit_get_title (const VasServerHit *hit)
{
  return g_strdup_printf ("%s · %s", hit->number != NULL ? hit->number : "—", hit->title != NULL ? hit->title : "—");
}

/** vas_server_hit_get_subtitle: (transfer full): whose it is, how it stands, how much and when. */
char *
vas_server_hit_get_subtitle (const VasServerHit *hit)
{
  const VasEnum *states = is_order (hit) ? &vas_order_state_enum : &vas_request_state_enum;
  g_autofree char *amount = vas_money_format (hit->amount);
  g_autofree char *day = vas_date_format (vas_instant_to_date (hit->at));
  int state;

  return g_strdup_printf ("%s · %s · %s · %s", hit->name != NULL ? hit->name : "—",
                          vas_enum_from_id (states, hit->state, &state) ? vas_label (states, state) : hit->state, amount, day);
}

static void
add_hit (VasPaletteServer   *self,
         const VasServerHit *hit,
         GPtrArray          *found)
{
  g_autofree char *title = vas_server_hit_get_title (hit);
  g_autofree char *about = vas_server_hit_get_subtitle (hit);
  g_autofree char *subtitle = g_strdup_printf (_("Older record on the server · %s"), about);
  VasPaletteItem *item = vas_palette_item_new (title, is_order (hit) ? "document-open-recent-symbolic" : "vas-fapiao-symbolic",
                                               "page.open-older", g_variant_new_string (hit->record));

  vas_palette_item_set_subtitle (item, subtitle);
  vas_palette_item_set_widget (item, self->page);
  g_ptr_array_add (found, item);
}

/* A VasStoreFunc: (transfer full) (element-type VasServerHit): those of the question that are not held here; they are taken out of it. */
static gpointer
leave_out_held (VasSql        *sql,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  Question *question = g_task_get_task_data (data);
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_server_hit_free);

  while (question->hits->len > 0)
    {
      VasServerHit *hit = g_ptr_array_steal_index (question->hits, 0);
      const char *key = strchr (hit->record, '/') + 1;
      g_autoptr (VasEntity) here = NULL;

      g_ptr_array_add (hits, hit);
      if (!vas_table_look_up (sql, is_order (hit) ? VAS_TYPE_ORDER : VAS_TYPE_REQUEST, "key", key, &here, error))
        return NULL;
      if (here != NULL)
        g_ptr_array_remove_index (hits, hits->len - 1);
    }

  return g_steal_pointer (&hits);
}

static void
compared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  VasPaletteServer *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) hits = vas_store_finish (VAS_STORE (object), result, &error);
  GPtrArray *found;

  if (hits == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  found = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < hits->len; i++)
    add_hit (self, g_ptr_array_index (hits, i), found);
  g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
}

static void
say_why_not (GTask        *task,
             const GError *error)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  VasPaletteItem *item = vas_palette_item_new (_("Older records cannot be looked for now"), "network-offline-symbolic", "win.palette", NULL);

  vas_palette_item_set_subtitle (item, error->message);
  g_ptr_array_add (found, item);
  g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
}

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  VasPaletteServer *self = g_task_get_source_object (task);
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean more;

  question->hits = vas_sync_search_finish (VAS_SYNC (object), result, &more, &error);
  if (question->hits != NULL)
    {
      vas_store_read_async (vas_desk_get_store (self->desk), leave_out_held, g_object_ref (task), g_object_unref,
                            (GDestroyNotify) g_ptr_array_unref, NULL, compared_cb, g_object_ref (task));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      return;
    }

  say_why_not (task, error);
  g_error_free (error);
}

static gboolean
paused_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VasPaletteServer *self = g_task_get_source_object (task);
  Question *question = g_task_get_task_data (task);

  question->pause = 0;
  if (!g_task_return_error_if_cancelled (task))
    vas_sync_search_async (vas_desk_get_sync (self->desk), question->text, MOST_HITS, g_task_get_cancellable (task), searched_cb,
                           g_object_ref (task));
  return G_SOURCE_REMOVE;
}

static void
query_async (VasPaletteSource    *source,
             const char          *text,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  VasPaletteServer *self = VAS_PALETTE_SERVER (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, query_async);
  question->text = g_strstrip (g_strdup (text));
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  if (vas_desk_get_sync (self->desk) != NULL && names_something (question->text))
    question->pause = g_timeout_add (PAUSE_MS, paused_cb, g_object_ref (task));
  else
    g_task_return_pointer (task, g_ptr_array_new_with_free_func (g_object_unref), (GDestroyNotify) g_ptr_array_unref);
}

static GPtrArray *
query_finish (VasPaletteSource  *source,
              GAsyncResult      *result,
              GError           **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
source_init (VasPaletteSourceInterface *iface)
{
  iface->query_async = query_async;
  iface->query_finish = query_finish;
}

static void
vas_palette_server_dispose (GObject *object)
{
  g_clear_object (&VAS_PALETTE_SERVER (object)->desk);
  g_clear_object (&VAS_PALETTE_SERVER (object)->page);

  G_OBJECT_CLASS (vas_palette_server_parent_class)->dispose (object);
}

static void
vas_palette_server_class_init (VasPaletteServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vas_palette_server_dispose;
}

static void
vas_palette_server_init (VasPaletteServer *self)
{
}

/** vas_palette_server_new: (transfer full): @page: the page of requests, which opens what is chosen. */
VasPaletteServer *
vas_palette_server_new (VasDesk   *desk,
                        GtkWidget *page)
{
  VasPaletteServer *self = g_object_new (VAS_TYPE_PALETTE_SERVER, NULL);

  self->desk = g_object_ref (desk);
  self->page = g_object_ref (page);
  return self;
}
