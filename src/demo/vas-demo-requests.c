/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The requests of the demo business. Each has a goal and walks towards it step by step; the steps of all of them are run in the
 * order of their moments, so that numbers, paper and trail run as they would have.
 */

#include "vas-demo-private.h"

#include "vas-blobs.h"
#include "vas-case-store.h"
#include "vas-fapiao.h"
#include "vas-notice-text.h"
#include "vas-period.h"
#include "vas-table.h"

#define POINT "一号工位"

/* How many requests go where, and how many days ago, at the earliest and at the latest, they were entered. */
static const struct {
  VasDemoGoal  goal;
  guint n;
  int   first_days;
  int   last_days;
} plan[] = {
  { VAS_DEMO_DONE, 130, 100, 20 },
  { VAS_DEMO_REVERSED, 4, 100, 75 },
  { VAS_DEMO_VOIDED, 4, 62, 50 },
  { VAS_DEMO_REJECTED, 20, 60, 6 },
  { VAS_DEMO_WITHDRAWN, 8, 50, 6 },
  { VAS_DEMO_RETURNING, 4, 40, 25 },
  { VAS_DEMO_DUE_TODAY, 5, 19, 16 },
  { VAS_DEMO_CAME_BACK, 4, 13, 11 },
  { VAS_DEMO_SECOND, 4, 4, 2 },
  { VAS_DEMO_TO_TELL, 10, 5, 3 },
  { VAS_DEMO_TO_PICKUP, 5, 4, 3 },
  { VAS_DEMO_TO_SHIP, 16, 4, 3 },
  { VAS_DEMO_BOUND, 10, 4, 2 },
  { VAS_DEMO_TO_ISSUE, 16, 3, 1 },
  { VAS_DEMO_REVIEW, 60, 18, 0 },
};

typedef gboolean (*Step) (VasDemo        *demo,
                          VasDemoRequest *request);

static void
request_free (VasDemoRequest *self)
{
  g_free (self->key);
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_free (self);
}

/* Some moment of the working hours of the last working day that is at least @days ago. */
static gint64
moment_ago (VasDemo *demo,
            int      days)
{
  VasDate date = vas_instant_to_date (demo->now) - days;
  gint64 moment;

  while (!vas_calendar_is_working_day (demo->calendar, date, NULL))
    date--;
  moment = vas_date_start (date) + 9 * VAS_INSTANT_HOUR + vas_demo_pick (demo, 8 * 3600) * VAS_INSTANT_SECOND;

  return MIN (moment, demo->now - VAS_INSTANT_MINUTE);
}

static VasCommand *
request_command (VasDemo        *demo,
                 VasDemoRequest *request,
                 const char  *type,
                 const char  *actor)
{
  VasCommand *command = vas_demo_command (demo, type, actor);

  vas_command_set_text (command, "request", request->key);

  return command;
}

static const char *
clerk_of (VasDemo        *demo,
          VasDemoRequest *request)
{
  return demo->clerks[request->number % G_N_ELEMENTS (demo->clerks)];
}

static gboolean
approve (VasDemo        *demo,
         VasDemoRequest *request)
{
  vas_demo_wait (demo, request, request->goal == VAS_DEMO_DONE ? 1 : 0);

  return vas_demo_run (demo, request_command (demo, request, "request.approve", clerk_of (demo, request)));
}

/* Over the limit, the supervisor is the second person. */
static gboolean
second (VasDemo        *demo,
        VasDemoRequest *request)
{
  g_autoptr (VasRequest) stored = vas_table_get (demo->sql, VAS_TYPE_REQUEST, request->key, demo->error);

  if (stored == NULL)
    return FALSE;
  vas_demo_wait (demo, request, 1);
  if (stored->state != VAS_REQUEST_STATE_SECOND)
    return TRUE;

  return vas_demo_run (demo, request_command (demo, request, "request.second", demo->supervisor));
}

static gboolean
print (VasDemo        *demo,
       VasDemoRequest *request)
{
  VasCommand *command = vas_demo_command (demo, "print.list", clerk_of (demo, request));
  const char *keys[] = { request->key, NULL };

  vas_command_set_texts (command, "requests", keys);
  vas_command_set_text (command, "point", POINT);
  vas_demo_wait (demo, request, 0);

  return vas_demo_run (demo, command);
}

static VasFapiao *
sheet_of (VasDemo        *demo,
          VasDemoRequest *request)
{
  return vas_table_find (demo->sql, VAS_TYPE_FAPIAO, "request_key", request->key, demo->error);
}

static gboolean
issue (VasDemo        *demo,
       VasDemoRequest *request)
{
  g_autoptr (VasFapiao) sheet = sheet_of (demo, request);
  g_autofree char *date = vas_date_format (vas_instant_to_date (demo->moment));
  g_autofree char *check_code = g_strdup_printf ("%010u%010u", g_rand_int (demo->rand), g_rand_int (demo->rand));
  VasCommand *command;

  if (sheet == NULL)
    return FALSE;
  command = vas_demo_command (demo, "fapiao.issue", clerk_of (demo, request));
  vas_command_set_text (command, "fapiao", vas_entity_get_key (VAS_ENTITY (sheet)));
  vas_command_set_text (command, "code", sheet->code);
  vas_command_set_text (command, "number", sheet->number);
  vas_command_set_text (command, "date", date);
  vas_command_set_text (command, "check_code", check_code);
  vas_command_set_int (command, "net", sheet->net);
  vas_command_acknowledge (command, "number-skipped");
  vas_demo_wait (demo, request, request->goal == VAS_DEMO_DONE ? 1 : 0);

  return vas_demo_run (demo, command);
}

/* A photo of each sheet but a few of the last day, which the evening close asks for (R18). */
static gboolean
photograph (VasDemo        *demo,
            VasDemoRequest *request)
{
  g_autoptr (VasFapiao) sheet = sheet_of (demo, request);
  g_autoptr (GBytes) photo = NULL;
  g_autofree char *hash = NULL;
  VasCommand *command;

  if (sheet == NULL)
    return FALSE;
  if (vas_instant_to_date (demo->now) == sheet->issued_on && request->number % 8 == 0)
    return TRUE;
  photo = vas_demo_photo_new (sheet->number, demo->error);
  hash = photo != NULL ? vas_blobs_save (demo->directory, photo, demo->error) : NULL;
  if (hash == NULL)
    return FALSE;
  command = vas_demo_command (demo, "photo.attach", clerk_of (demo, request));
  vas_command_set_text (command, "fapiao", vas_entity_get_key (VAS_ENTITY (sheet)));
  vas_command_set_text (command, "sha256", hash);

  return vas_demo_run (demo, command);
}

static gboolean
ship (VasDemo        *demo,
      VasDemoRequest *request)
{
  g_autoptr (VasFapiao) sheet = sheet_of (demo, request);
  g_autofree char *waybill = g_strdup_printf ("SF14450%08u", 20931 + demo->n_waybills++ * 977);
  const char *keys[] = { NULL, NULL };
  VasCommand *command;

  if (sheet == NULL)
    return FALSE;
  keys[0] = vas_entity_get_key (VAS_ENTITY (sheet));
  command = vas_demo_command (demo, "parcel.ship", clerk_of (demo, request));
  vas_command_set_texts (command, "fapiao", keys);
  vas_command_set_text (command, "waybill", waybill);
  vas_demo_wait (demo, request, 0);

  return vas_demo_run (demo, command);
}

static gboolean
tell (VasDemo        *demo,
      VasDemoRequest *request)
{
  g_autoptr (VasCase) vas_case = vas_case_load (demo->sql, request->key, demo->error);
  g_autofree char *text = NULL;
  VasCommand *command;

  if (vas_case == NULL)
    return FALSE;
  text = vas_notice_text_told (vas_case);
  command = request_command (demo, request, "notice.tell", clerk_of (demo, request));
  vas_command_set_text (command, "channel", request->number % 5 == 0 ? "phone" : "site");
  vas_command_set_text (command, "text", text);
  vas_demo_wait (demo, request, 3);

  return vas_demo_run (demo, command);
}

static gboolean
parcel_event (VasDemo        *demo,
              VasDemoRequest *request)
{
  const gboolean refused = request->goal == VAS_DEMO_CAME_BACK;
  g_autoptr (VasFapiao) sheet = sheet_of (demo, request);
  VasCommand *command;

  if (sheet == NULL)
    return FALSE;
  command = vas_demo_command (demo, "parcel.event", clerk_of (demo, request));
  vas_command_set_text (command, "parcel", sheet->parcel_key);
  vas_command_set_text (command, "state", refused ? "refused" : "signed");
  if (refused)
    vas_command_set_text (command, "reason", "收件人拒付到付运费");
  vas_demo_wait (demo, request, request->goal == VAS_DEMO_REVERSED ? 25 : 0);

  return vas_demo_run (demo, command);
}

static gboolean
reject (VasDemo        *demo,
        VasDemoRequest *request)
{
  VasCommand *command = request_command (demo, request, "request.reject", clerk_of (demo, request));
  const char *reasons[] = { "taxpayer-id", NULL };

  vas_command_set_texts (command, "reasons", reasons);
  vas_command_set_text (command, "text", "您好，您的开票申请未通过：税号与抬头不一致，请核对后重新提交。");

  return vas_demo_run (demo, command);
}

static gboolean
withdraw (VasDemo        *demo,
          VasDemoRequest *request)
{
  return vas_demo_run (demo, request_command (demo, request, "request.withdraw", demo->agents[0]));
}

static gboolean
extend (VasDemo        *demo,
        VasDemoRequest *request)
{
  VasCommand *command = request_command (demo, request, "request.extend", clerk_of (demo, request));
  g_autofree char *today = vas_date_format (vas_instant_to_date (demo->now));

  vas_command_set_text (command, "reason", "快递信息待确认");
  vas_command_set_text (command, "due", today);
  vas_command_set_text (command, "text", "您好，您的开票申请需要确认快递信息，审核期限延长。");

  return vas_demo_run (demo, command);
}

static gboolean
open_return (VasDemo        *demo,
             VasDemoRequest *request)
{
  VasCommand *command = request_command (demo, request, "return.open", demo->agents[1]);

  vas_command_set_text (command, "reason", "用户申请退款");
  vas_demo_wait (demo, request, 0);

  return vas_demo_run (demo, command);
}

static gboolean
verify_return (VasDemo        *demo,
               VasDemoRequest *request)
{
  g_autoptr (VasFapiao) sheet = sheet_of (demo, request);
  VasCommand *command;

  if (sheet == NULL)
    return FALSE;
  command = request_command (demo, request, "return.verify", clerk_of (demo, request));
  vas_command_set_text (command, "fapiao", vas_entity_get_key (VAS_ENTITY (sheet)));
  vas_command_set_text (command, "code", sheet->code);
  vas_command_set_text (command, "number", sheet->number);
  vas_command_set_bool (command, "agrees_with_photo", TRUE);
  vas_demo_wait (demo, request, 0);

  return vas_demo_run (demo, command);
}

/* In the month of issue the sheet is voided; later a red-letter fapiao reverses it. */
static gboolean
close_return (VasDemo        *demo,
              VasDemoRequest *request)
{
  g_autoptr (VasFapiao) sheet = sheet_of (demo, request);
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  VasCommand *command;

  json_node_take_array (node, array);
  if (sheet == NULL)
    {
      json_node_unref (node);
      return FALSE;
    }
  if (request->goal == VAS_DEMO_REVERSED)
    {
      g_autofree char *number = g_strdup_printf ("%08u", 77120001 + request->number);
      JsonObject *red = json_object_new ();

      json_object_set_string_member (red, "fapiao", vas_entity_get_key (VAS_ENTITY (sheet)));
      json_object_set_string_member (red, "red_code", sheet->code);
      json_object_set_string_member (red, "red_number", number);
      json_array_add_object_element (array, red);
    }
  command = request_command (demo, request, "return.close", demo->supervisor);
  vas_command_set_node (command, "reds", node);

  return vas_demo_run (demo, command);
}

#define UP_TO_APPROVED vas_demo_enter, approve, second
#define UP_TO_ISSUED UP_TO_APPROVED, print, issue, photograph
#define UP_TO_TOLD UP_TO_ISSUED, ship, tell

/* The way to each goal, ended by NULL. */
static const Step ways[][14] = {
  [VAS_DEMO_REVIEW] = { vas_demo_enter },
  [VAS_DEMO_DUE_TODAY] = { vas_demo_enter, extend },
  [VAS_DEMO_SECOND] = { vas_demo_enter, approve },
  [VAS_DEMO_TO_ISSUE] = { UP_TO_APPROVED },
  [VAS_DEMO_BOUND] = { UP_TO_APPROVED, print },
  [VAS_DEMO_TO_SHIP] = { UP_TO_ISSUED },
  [VAS_DEMO_TO_PICKUP] = { UP_TO_ISSUED },
  [VAS_DEMO_TO_TELL] = { UP_TO_ISSUED, ship },
  [VAS_DEMO_CAME_BACK] = { UP_TO_TOLD, parcel_event },
  [VAS_DEMO_DONE] = { UP_TO_TOLD, parcel_event },
  [VAS_DEMO_REJECTED] = { vas_demo_enter, reject },
  [VAS_DEMO_WITHDRAWN] = { vas_demo_enter, withdraw },
  [VAS_DEMO_RETURNING] = { UP_TO_TOLD, parcel_event, open_return },
  [VAS_DEMO_VOIDED] = { UP_TO_ISSUED, open_return, verify_return, close_return },
  [VAS_DEMO_REVERSED] = { UP_TO_TOLD, parcel_event, open_return, verify_return, close_return },
};

/* What is due today was extended to today: its own term has ended before. */
static gint64
moment_of_ended_term (VasDemo *demo)
{
  const VasDate today = vas_instant_to_date (demo->now);
  VasDate date = today - 18;

  while (vas_calendar_add_working_days (demo->calendar, date, VAS_REVIEW_WORKING_DAYS, NULL) >= today)
    date--;

  return moment_ago (demo, today - date + vas_demo_pick (demo, 3));
}

/* A sheet can be voided only in the month of its issue: what is to be voided is entered at the start of a month. */
static gint64
first_moment (VasDemo *demo,
              guint    row)
{
  const int span = plan[row].first_days - plan[row].last_days + 1;
  const int days = plan[row].last_days + vas_demo_pick (demo, (guint) span);
  VasDate date;
  int year, month;

  if (plan[row].goal == VAS_DEMO_DUE_TODAY)
    return moment_of_ended_term (demo);
  if (plan[row].goal != VAS_DEMO_VOIDED)
    return moment_ago (demo, days);

  vas_date_to_ymd (vas_instant_to_date (demo->now) - plan[row].last_days, &year, &month, NULL);
  date = vas_calendar_next_working_day (demo->calendar, vas_date_from_ymd (year, month, 3), NULL);

  return vas_date_start (date) + 10 * VAS_INSTANT_HOUR;
}

static gboolean
make_row (VasDemo   *demo,
          guint      row,
          GPtrArray *requests)
{
  for (guint i = 0; i < plan[row].n; i++)
    {
      VasDemoRequest *request = g_new0 (VasDemoRequest, 1);

      request->goal = plan[row].goal;
      request->number = requests->len;
      request->orders = g_ptr_array_new_with_free_func (g_object_unref);
      request->next_at = first_moment (demo, row);
      g_ptr_array_add (requests, request);
      if (!vas_demo_take_orders (demo, request))
        {
          g_set_error (demo->error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_NOT_FOUND, "The demo ran out of orders at request %u.",
                       request->number);
          return FALSE;
        }
    }

  return TRUE;
}

static VasDemoRequest *
find_next (GPtrArray *requests)
{
  VasDemoRequest *next = NULL;

  for (guint i = 0; i < requests->len; i++)
    {
      VasDemoRequest *request = g_ptr_array_index (requests, i);

      if (ways[request->goal][request->step] != NULL && (next == NULL || request->next_at < next->next_at))
        next = request;
    }

  return next;
}

static gboolean
set_limit (VasDemo *demo)
{
  VasCommand *command = vas_demo_command (demo, "setting.set", demo->supervisor);
  g_autofree char *limit = g_strdup_printf ("%d", VAS_DEMO_LIMIT);

  vas_command_set_text (command, "name", "invoice.limit");
  vas_command_set_text (command, "value", limit);

  return vas_demo_run (demo, command);
}

static guint
count_steps (GPtrArray *requests)
{
  guint n = 0;

  for (guint i = 0; i < requests->len; i++)
    {
      const VasDemoRequest *request = g_ptr_array_index (requests, i);

      for (guint step = 0; ways[request->goal][step] != NULL; step++)
        n++;
    }

  return n;
}

/** vas_demo_make_requests: 300 requests, every step in the order of its moment. */
gboolean
vas_demo_make_requests (VasDemo *demo)
{
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  VasDemoRequest *request;
  guint total, done = 0;

  if (!set_limit (demo))
    return FALSE;
  for (guint row = 0; row < G_N_ELEMENTS (plan); row++)
    {
      if (!make_row (demo, row, requests))
        return FALSE;
    }

  total = count_steps (requests);
  while ((request = find_next (requests)) != NULL)
    {
      const Step step = ways[request->goal][request->step++];

      demo->moment = request->next_at;
      if (!step (demo, request))
        return FALSE;
      if (demo->progress != NULL)
        demo->progress (++done, total, demo->progress_data);
    }

  return TRUE;
}
