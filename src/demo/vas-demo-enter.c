/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a request of the demo business is entered: its orders, its title with a right taxpayer id, its recipient. */

#include "vas-demo-private.h"

#include <string.h>

#include "vas-taxpayer-id.h"
#include "vas-uuid.h"

/** vas_demo_wait: the next step comes some working days later, never after now. */
void
vas_demo_wait (VasDemo        *demo,
               VasDemoRequest *request,
               int             working_days)
{
  const VasDate date = vas_calendar_add_working_days (demo->calendar, vas_instant_to_date (demo->moment), working_days, NULL);
  gint64 moment = demo->moment + (5 + vas_demo_pick (demo, 20)) * VAS_INSTANT_MINUTE;

  if (working_days > 0)
    moment = vas_date_start (date) + 9 * VAS_INSTANT_HOUR + vas_demo_pick (demo, 8 * 3600) * VAS_INSTANT_SECOND;
  request->next_at = MIN (moment, demo->now);
}

/** vas_demo_take_orders: orders of one account that were paid before the request: one, mostly, or a few. */
gboolean
vas_demo_take_orders (VasDemo        *demo,
                      VasDemoRequest *request)
{
  const VasMoney wanted = request->goal == VAS_DEMO_SECOND ? VAS_DEMO_LIMIT + 1 : 1;
  const guint most = request->goal == VAS_DEMO_SECOND ? 12 : 1 + (guint) vas_demo_pick (demo, 3);
  VasMoney total = 0;

  for (guint i = 0; i < demo->orders->len && (request->orders->len < most || total < wanted); i++)
    {
      VasOrder *order = g_ptr_array_index (demo->orders, i);
      VasOrder *first = request->orders->len > 0 ? g_ptr_array_index (request->orders, 0) : NULL;

      if (order->paid_at >= request->next_at - VAS_INSTANT_HOUR ||
          (first != NULL && !g_str_equal (first->account_key, order->account_key)) ||
          (request->goal == VAS_DEMO_SECOND && first == NULL && order->paid < 59800))
        continue;
      total += order->paid;
      g_ptr_array_add (request->orders, g_ptr_array_steal_index_fast (demo->orders, i));
      i--;
    }

  return request->orders->len > 0;
}

static VasAccount *
account_of (VasDemo  *demo,
            VasOrder *order,
            guint    *place)
{
  for (guint i = 0; i < demo->accounts->len; i++)
    {
      VasAccount *account = g_ptr_array_index (demo->accounts, i);

      if (g_strcmp0 (vas_entity_get_key (VAS_ENTITY (account)), order->account_key) == 0)
        {
          *place = i;
          return account;
        }
    }

  return NULL;
}

/* An invented id with right check characters: authority 9, class 1, the area, an organisation code. */
static char *
make_taxpayer_id (VasDemoRow *title,
                  guint       number)
{
  g_autofree char *organisation = g_strdup_printf ("MA5%05u", 10007 + number * 1009 % 80000);
  g_autofree char *first = g_strdup_printf ("91%s%s%c", title->cells[2], organisation,
                                            vas_organisation_code_compute_check (organisation));

  return g_strdup_printf ("%s%c", first, vas_taxpayer_id_compute_check (first));
}

static void
set_title (VasDemo        *demo,
           VasDemoRequest *request,
           VasCommand  *command,
           guint        place)
{
  const guint number = place % (2 * demo->titles->len);
  VasDemoRow *title;

  if (number >= demo->titles->len)
    {
      vas_command_set_text (command, "title_kind", "personal");
      vas_command_set_text (command, "title", place % 3 == 0 ? "个人" : request->account->name);
      return;
    }

  title = g_ptr_array_index (demo->titles, number);
  vas_command_set_text (command, "title_kind", title->cells[0]);
  vas_command_set_text (command, "title", title->cells[1]);
  if (g_str_equal (title->cells[0], "company"))
    {
      g_autofree char *id = make_taxpayer_id (title, number);

      vas_command_set_text (command, "taxpayer_id", id);
    }
}

static void
set_recipient (VasDemo        *demo,
               VasDemoRequest *request,
               VasCommand  *command,
               guint        place)
{
  VasDemoRow *address = g_ptr_array_index (demo->addresses, place % demo->addresses->len);

  vas_command_set_text (command, "delivery", request->goal == VAS_DEMO_TO_PICKUP ? "pickup" : "courier");
  vas_command_set_text (command, "recipient_name", request->account->name);
  vas_command_set_text (command, "recipient_mobile", request->account->mobile);
  vas_command_set_text (command, "recipient_address", address->cells[0]);
}

static void
set_shares (VasDemoRequest *request,
            VasCommand  *command)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < request->orders->len; i++)
    {
      VasOrder *order = g_ptr_array_index (request->orders, i);
      JsonObject *share = json_object_new ();

      json_object_set_string_member (share, "order", vas_entity_get_key (VAS_ENTITY (order)));
      json_object_set_int_member (share, "amount", order->paid);
      json_object_set_string_member (share, "stated_order", order->number + strlen (order->number) - 4);
      json_object_set_int_member (share, "stated_amount", order->paid);
      json_array_add_object_element (array, share);
    }
  json_node_take_array (node, array);
  vas_command_set_node (command, "shares", node);
}

/** vas_demo_enter: the first step: the request is entered, by telephone or by the shop. */
gboolean
vas_demo_enter (VasDemo        *demo,
                VasDemoRequest *request)
{
  VasCommand *command = vas_demo_command (demo, "request.enter", demo->agents[request->number % 2]);
  guint place = 0;

  request->account = account_of (demo, g_ptr_array_index (request->orders, 0), &place);
  request->key = vas_uuid_derive (vas_command_get_id (command), "request", demo->moment);
  vas_command_set_text (command, "account", vas_entity_get_key (VAS_ENTITY (request->account)));
  vas_command_set_text (command, "source", request->number % 4 == 3 ? "shop" : "phone");
  set_title (demo, request, command, place);
  set_recipient (demo, request, command, place);
  set_shares (request, command);
  vas_demo_wait (demo, request, 1 + vas_demo_pick (demo, 2));

  return vas_demo_run (demo, command);
}
