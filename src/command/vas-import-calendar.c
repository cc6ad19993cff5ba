/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Days of the statutory calendar out of a file: new ones are added, known ones changed. Then the open terms are counted anew;
 * the requests whose term moved are the subjects of the command, and its verdict lists them with both dates, so that the trail tells them
 * for ever. A term that a user was told (by an extension) stays.
 */

#include "vas-import.h"

#include "vas-period.h"
#include "vas-personal-store.h"
#include "vas-table.h"

static gboolean
store_day (VasRun          *run,
           VasCalendarDay  *day,
           GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (VasCalendarDay) known = vas_table_find_int (run->sql, VAS_TYPE_CALENDAR_DAY, "date", day->date, &local_error);

  if (known == NULL)
    {
      if (g_error_matches (local_error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
        return vas_table_insert (run->sql, VAS_ENTITY (day), error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  g_object_set (known, "kind", (gint64) day->kind, "name", day->name, "source-doc", day->source_doc, NULL);
  return vas_table_update (run->sql, VAS_ENTITY (known), error);
}

/* Whether the term is another by @calendar. One that a user was told never is. */
static gboolean
moves (VasRequest  *request,
       VasCalendar *calendar,
       int          days,
       VasDate     *due,
       gboolean    *provisional)
{
  if (request->extensions > 0)
    return FALSE;
  *due = vas_calendar_add_working_days (calendar, vas_instant_to_date (request->received_at), days, provisional);

  return *due != request->review_due || *provisional != request->due_provisional;
}

static gboolean
count_term (VasRun      *run,
            VasRequest  *request,
            int          days,
            GError     **error)
{
  gboolean provisional = FALSE;
  VasDate due;

  if (!moves (request, vas_run_get_calendar (run), days, &due, &provisional))
    return TRUE;

  if (request->due == request->review_due)
    request->due = due;
  request->review_due = due;
  request->due_provisional = provisional;

  return vas_run_update (run, request, error);
}

/* (transfer container) (nullable) (element-type VasRequest): whose review has not ended. */
static GPtrArray *
list_open (VasRun  *run,
           GError **error)
{
  g_autoptr (GPtrArray) first = vas_table_list (run->sql, VAS_TYPE_REQUEST, "state", "review", NULL, error);
  g_autoptr (GPtrArray) second = first != NULL ? vas_table_list (run->sql, VAS_TYPE_REQUEST, "state", "second", NULL, error) : NULL;

  if (second == NULL)
    return NULL;
  g_ptr_array_extend_and_steal (first, g_steal_pointer (&second));

  return g_steal_pointer (&first);
}

static gboolean
count_terms (VasRun  *run,
             GError **error)
{
  const int days = (int) vas_run_get_setting (run, "review.days", VAS_REVIEW_WORKING_DAYS);
  g_autoptr (GPtrArray) requests = list_open (run, error);

  for (guint i = 0; requests != NULL && i < requests->len; i++)
    {
      if (!count_term (run, g_ptr_array_index (requests, i), days, error))
        return FALSE;
    }

  return requests != NULL;
}

static gboolean
add_day (VasCalendarBuilder *builder,
         GHashTable         *added,
         VasDate             date,
         VasDayKind          kind,
         const char         *name,
         const char         *source,
         GError            **error)
{
  const VasCalendarException day = { date, kind, name, source };

  return !g_hash_table_add (added, GINT_TO_POINTER (date)) || vas_calendar_builder_add (builder, &day, error);
}

/* (transfer full) (nullable): the calendar as it will be: what the file says of a day stands before what is known of it. */
static VasCalendar *
foresee (VasRun  *run,
         GError **error)
{
  VasCalendar *known = vas_run_get_calendar (run);
  GPtrArray *rows = vas_command_get_payload (run->command);
  g_autoptr (GHashTable) added = g_hash_table_new (NULL, NULL);
  g_autoptr (VasCalendarBuilder) builder = vas_calendar_builder_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      VasCalendarDay *day = g_ptr_array_index (rows, i);

      if (!add_day (builder, added, day->date, day->kind, day->name, day->source_doc, error))
        return NULL;
    }
  for (gsize i = 0; i < vas_calendar_get_n_days (known); i++)
    {
      const VasCalendarException *day = vas_calendar_get_day (known, i);

      if (!add_day (builder, added, day->date, day->kind, day->name, day->source, error))
        return NULL;
    }

  return vas_calendar_builder_end (g_steal_pointer (&builder));
}

static gboolean
list_moved (VasRun      *run,
            VasVerdict  *verdict,
            GError     **error)
{
  const int days = (int) vas_run_get_setting (run, "review.days", VAS_REVIEW_WORKING_DAYS);
  g_autoptr (VasCalendar) calendar = foresee (run, error);
  g_autoptr (GPtrArray) requests = calendar != NULL ? list_open (run, error) : NULL;

  for (guint i = 0; requests != NULL && i < requests->len; i++)
    {
      VasRequest *request = g_ptr_array_index (requests, i);
      gboolean provisional = FALSE;
      VasDate due = request->review_due;
      VasFinding *finding;

      if (!moves (request, calendar, days, &due, &provisional) || due == request->review_due)
        continue;
      finding = vas_finding_new ("R19", "§4.8", VAS_OUTCOME_PASS, "term-moved");
      vas_finding_set_text (finding, "request", request->number);
      vas_finding_set_date (finding, "from_date", request->review_due);
      vas_verdict_add (verdict, vas_finding_set_date (finding, "to_date", due));
    }

  return requests != NULL;
}

/* Terms of requests about personal data: later where a holiday was added, never earlier than what the user may have been told. */
static gboolean
count_personal_terms (VasRun  *run,
                      GError **error)
{
  g_autoptr (GPtrArray) requests = vas_personal_list (run->sql, TRUE, error);
  const int days = (int) vas_run_get_setting (run, "personal.days", VAS_PERSONAL_WORKING_DAYS);

  if (requests == NULL)
    return FALSE;
  for (guint i = 0; i < requests->len; i++)
    {
      VasPersonalRequest *request = g_ptr_array_index (requests, i);
      gboolean provisional = FALSE;
      const VasDate due = vas_period_personal_term (vas_run_get_calendar (run), request->received, days, &provisional);

      if (due <= request->due && provisional == request->due_provisional)
        continue;
      request->due = MAX (due, request->due);
      request->due_provisional = provisional;
      if (!vas_run_update (run, request, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
vas_import_calendar_check (VasRun      *run,
                           VasVerdict  *verdict,
                           GError     **error)
{
  return vas_import_check_types (run, (GType[]) { VAS_TYPE_CALENDAR_DAY, G_TYPE_INVALID }, error) && list_moved (run, verdict, error);
}

gboolean
vas_import_calendar_apply (VasRun  *run,
                           GError **error)
{
  GPtrArray *rows = vas_command_get_payload (run->command);

  for (guint i = 0; i < rows->len; i++)
    {
      if (!store_day (run, g_ptr_array_index (rows, i), error))
        return FALSE;
    }

  return vas_run_read_house (run, error) && count_terms (run, error) && count_personal_terms (run, error);
}
