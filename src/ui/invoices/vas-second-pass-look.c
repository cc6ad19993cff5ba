/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the records say of something scanned or typed: the sheet, its case. One job of a reader for each input. */

#include "vas-second-pass-private.h"

#include "vas-case-store.h"
#include "vas-table.h"

#include <gio/gio.h>

void
vas_pass_input_free (VasPassInput *input)
{
  g_free (input->text);
  g_free (input->code);
  g_free (input->number);
  g_free (input->check_code);
  g_free (input->request_key);
  g_strfreev (input->requests);
  g_ptr_array_unref (input->acknowledged);
  g_free (input);
}

void
vas_pass_found_free (VasPassFound *found)
{
  g_clear_object (&found->sheet);
  g_clear_object (&found->vas_case);
  g_clear_pointer (&found->cases, g_ptr_array_unref);
  g_free (found);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasPassFound, vas_pass_found_free)

static gboolean
find_case (VasSql        *sql,
           const char    *request_key,
           VasPassFound  *found,
           GError       **error)
{
  if (request_key == NULL)
    return TRUE;

  found->vas_case = vas_case_load (sql, request_key, error);
  return found->vas_case != NULL;
}

/* Code and number are unique; a number alone may be of several codes, and counts only where it is of one. */
static gboolean
find_sheet (VasSql              *sql,
            const VasPassInput  *input,
            VasPassFound        *found,
            GError             **error)
{
  g_autoptr (GPtrArray) sheets = vas_table_list (sql, VAS_TYPE_FAPIAO, "number", input->number, NULL, error);
  VasFapiao *only = NULL;
  guint n = 0;

  if (sheets == NULL)
    return FALSE;
  for (guint i = 0; i < sheets->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (sheets, i);

      if (input->code != NULL && g_strcmp0 (sheet->code, input->code) != 0)
        continue;
      only = sheet;
      n++;
    }
  if (n != 1)
    return TRUE;

  found->sheet = g_object_ref (only);
  return find_case (sql, only->request_key, found, error);
}

/* The case that is open; where none is, that of the parcel which has the waybill already. */
static gboolean
find_parcel (VasSql              *sql,
             const VasPassInput  *input,
             VasPassFound        *found,
             GError             **error)
{
  g_autoptr (GPtrArray) parcels = NULL;
  g_autoptr (GPtrArray) sheets = NULL;

  if (!find_case (sql, input->request_key, found, error))
    return FALSE;
  if (found->vas_case != NULL && found->vas_case->request->state == VAS_REQUEST_STATE_TO_SHIP)
    return TRUE;

  parcels = vas_table_list (sql, VAS_TYPE_PARCEL, "waybill", input->text, NULL, error);
  if (parcels == NULL)
    return FALSE;
  if (parcels->len == 0)
    return TRUE;
  sheets = vas_table_list (sql, VAS_TYPE_FAPIAO, "parcel_key",
                           vas_entity_get_key (g_ptr_array_index (parcels, 0)), NULL, error);
  if (sheets == NULL)
    return FALSE;
  if (sheets->len == 0)
    return TRUE;

  g_clear_object (&found->vas_case);
  return find_case (sql, ((VasFapiao *) g_ptr_array_index (sheets, 0))->request_key, found, error);
}

static gboolean
find_slip (VasSql              *sql,
           const VasPassInput  *input,
           VasPassFound        *found,
           GError             **error)
{
  const gboolean is_key = g_uuid_string_is_valid (input->text);
  g_autoptr (GPtrArray) requests = NULL;

  requests = vas_table_list (sql, VAS_TYPE_REQUEST, is_key ? "key" : "number", input->text, NULL, error);
  if (requests == NULL)
    return FALSE;
  if (requests->len == 0)
    return TRUE;

  return find_case (sql, vas_entity_get_key (g_ptr_array_index (requests, 0)), found, error);
}

static gboolean
find_told (VasSql              *sql,
           const VasPassInput  *input,
           VasPassFound        *found,
           GError             **error)
{
  found->cases = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; input->requests[i] != NULL; i++)
    {
      VasCase *vas_case = vas_case_load (sql, input->requests[i], error);

      if (vas_case == NULL)
        return FALSE;
      g_ptr_array_add (found->cases, vas_case);
    }

  return TRUE;
}

static gboolean
find (VasSql              *sql,
      const VasPassInput  *input,
      VasPassFound        *found,
      GError             **error)
{
  switch (input->kind)
    {
    case VAS_PASS_SHEET:
    case VAS_PASS_NUMBER:
      return find_sheet (sql, input, found, error);
    case VAS_PASS_TYPED:
      if (!find_case (sql, input->request_key, found, error))
        return FALSE;
      if (found->vas_case != NULL)
        g_set_object (&found->sheet, vas_case_get_next_sheet (found->vas_case));
      return TRUE;
    case VAS_PASS_WAYBILL:
      return find_parcel (sql, input, found, error);
    case VAS_PASS_SLIP:
      return find_slip (sql, input, found, error);
    case VAS_PASS_TELL:
      return find_told (sql, input, found, error);
    case VAS_PASS_STRANGER:
      return TRUE;
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gpointer
look (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (VasPassFound) found = g_new0 (VasPassFound, 1);

  return find (sql, data, found, error) ? g_steal_pointer (&found) : NULL;
}

/** vas_pass_look_async: @input: stays as it is until the answer has come. */
void
vas_pass_look_async (VasSecondPass       *self,
                     VasPassInput        *input,
                     GAsyncReadyCallback  callback)
{
  vas_store_read_async (vas_desk_get_store (self->desk), look, input, NULL, (GDestroyNotify) vas_pass_found_free,
                        self->cancellable, callback, g_object_ref (self));
}

/** vas_pass_look_finish: (transfer full) */
VasPassFound *
vas_pass_look_finish (VasSecondPass  *self,
                      GAsyncResult   *result,
                      GError        **error)
{
  return vas_store_finish (vas_desk_get_store (self->desk), result, error);
}
