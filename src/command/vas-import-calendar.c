/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Days of the statutory calendar out of a file: new ones are added, known ones changed. Then the open terms are counted anew;
 * the requests whose term moved are the subjects of the command. A term that a user was told (by an extension) stays.
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

static gboolean
count_term (VasRun      *run,
            VasRequest  *request,
            int          days,
            GError     **error)
{
  gboolean provisional = FALSE;
  VasDate due;

  if (request->extensions > 0)
    return TRUE;
  due = vas_run_working_days (run, vas_instant_to_date (request->received_at), days, &provisional);
  if (due == request->review_due && provisional == request->due_provisional)
    return TRUE;

  if (request->due == request->review_due)
    request->due = due;
  request->review_due = due;
  request->due_provisional = provisional;

  return vas_run_update (run, request, error);
}

static gboolean
count_terms (VasRun  *run,
             GError **error)
{
  static const char * const open_states[] = { "review", "second" };
  const int days = (int) vas_run_get_setting (run, "review.days", VAS_REVIEW_WORKING_DAYS);

  for (gsize s = 0; s < G_N_ELEMENTS (open_states); s++)
    {
      g_autoptr (GPtrArray) requests = vas_table_list (run->sql, VAS_TYPE_REQUEST, "state", open_states[s], NULL, error);

      if (requests == NULL)
        return FALSE;
      for (guint i = 0; i < requests->len; i++)
        {
          if (!count_term (run, g_ptr_array_index (requests, i), days, error))
            return FALSE;
        }
    }

  return TRUE;
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
  return vas_import_check_types (run, (GType[]) { VAS_TYPE_CALENDAR_DAY, G_TYPE_INVALID }, error);
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
