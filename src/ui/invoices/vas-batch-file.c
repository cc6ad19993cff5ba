/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an act on several cases stands on, read whole by one job of a reader; and what is proposed for them: the date of an
 * extension, and who shares a parcel.
 */

#include "vas-batch-file.h"

#include "vas-case-store.h"
#include "vas-house.h"
#include "vas-parcel-rules.h"

void
vas_batch_file_free (VasBatchFile *self)
{
  g_ptr_array_unref (self->cases);
  g_clear_pointer (&self->calendar, vas_calendar_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_free (self);
}

static gpointer
load (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  GPtrArray *keys = data;
  g_autoptr (VasBatchFile) self = g_new0 (VasBatchFile, 1);
  g_autoptr (VasHouse) house = vas_house_load (sql, error);

  self->cases = g_ptr_array_new_with_free_func (g_object_unref);
  if (house == NULL)
    return NULL;
  self->calendar = vas_calendar_ref (vas_house_get_calendar (house));
  self->reasons = vas_house_get_reasons (house, VAS_REASON_EXTEND);
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (GError) local_error = NULL;
      VasCase *vas_case = vas_case_load (sql, g_ptr_array_index (keys, i), &local_error);

      if (vas_case != NULL)
        {
          g_ptr_array_add (self->cases, vas_case);
        }
      else if (!g_error_matches (local_error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }

  return g_steal_pointer (&self);
}

/** vas_batch_file_load_async: @keys: (element-type utf8): of the requests; a reference is taken. */
void
vas_batch_file_load_async (VasDesk             *desk,
                           GPtrArray           *keys,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  vas_desk_read_async (desk, load, g_ptr_array_ref (keys), (GDestroyNotify) g_ptr_array_unref,
                       (GDestroyNotify) vas_batch_file_free, cancellable, callback, user_data);
}

/** vas_batch_file_load_finish: (transfer full) (nullable) */
VasBatchFile *
vas_batch_file_load_finish (VasDesk       *desk,
                            GAsyncResult  *result,
                            GError       **error)
{
  return vas_desk_read_finish (desk, result, error);
}

static guint
count_waiting (VasCase *vas_case)
{
  guint n = 0;

  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);

      n += vas_fapiao_waits_here (sheet, vas_case_find_parcel (vas_case, sheet->parcel_key)) ? 1 : 0;
    }

  return n;
}

/* The parcel that the sheets of the case fit into: of the same recipient, and not too thick. */
static GPtrArray *
find_parcel (GPtrArray *parcels,
             VasCase   *vas_case,
             guint      most_sheets)
{
  for (guint i = 0; i < parcels->len; i++)
    {
      GPtrArray *cases = g_ptr_array_index (parcels, i);
      VasCase *first = g_ptr_array_index (cases, 0);
      guint n = count_waiting (vas_case);

      for (guint j = 0; j < cases->len; j++)
        n += count_waiting (g_ptr_array_index (cases, j));
      if (n <= most_sheets && vas_request_same_recipient (first->request, vas_case->request))
        return cases;
    }

  return NULL;
}

/**
 * vas_batch_file_make_parcels:
 *
 * R22: one parcel for one recipient, with all that lies here for him; only cases that wait for the courier.
 *
 * Returns: (transfer full) (element-type GPtrArray(VasCase)): the parcels, in the order of their first cases
 */
GPtrArray *
vas_batch_file_make_parcels (VasBatchFile *self,
                             guint         most_sheets)
{
  GPtrArray *parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < self->cases->len; i++)
    {
      VasCase *vas_case = g_ptr_array_index (self->cases, i);
      GPtrArray *cases;

      if (vas_case->request->state != VAS_REQUEST_STATE_TO_SHIP || count_waiting (vas_case) == 0)
        continue;
      cases = find_parcel (parcels, vas_case, most_sheets);
      if (cases == NULL)
        {
          cases = g_ptr_array_new_with_free_func (g_object_unref);
          g_ptr_array_add (parcels, cases);
        }
      g_ptr_array_add (cases, g_object_ref (vas_case));
    }

  return parcels;
}
