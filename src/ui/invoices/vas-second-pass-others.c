/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Others for the same envelope (R22): what else lies here for the recipient of the sheet that was scanned last. It is proposed,
 * never put in by itself. A reader's job after each sheet; the last one counts.
 */

#include "vas-second-pass-private.h"

#include "vas-parcel-rules.h"
#include "vas-table.h"

typedef struct {
  char      *request_key;
  GPtrArray *sheets;                /* (element-type utf8): keys */
} Other;

static void
other_free (gpointer data)
{
  g_free (((Other *) data)->request_key);
  g_ptr_array_unref (((Other *) data)->sheets);
  g_free (data);
}

static gboolean
read_other (VasSql      *sql,
            VasRequest  *request,
            GPtrArray   *others,
            GError     **error)
{
  const char *key = vas_entity_get_key (VAS_ENTITY (request));
  g_autoptr (GPtrArray) sheets = vas_table_list (sql, VAS_TYPE_FAPIAO, "request_key", key, NULL, error);
  Other *other;

  if (sheets == NULL)
    return FALSE;

  other = g_new0 (Other, 1);
  other->request_key = g_strdup (key);
  other->sheets = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < sheets->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (sheets, i);

      g_autoptr (VasParcel) parcel = NULL;

      if (sheet->parcel_key != NULL)
        parcel = vas_table_get (sql, VAS_TYPE_PARCEL, sheet->parcel_key, NULL);
      if (vas_fapiao_waits_here (sheet, parcel))
        g_ptr_array_add (other->sheets, g_strdup (vas_entity_get_key (VAS_ENTITY (sheet))));
    }
  if (other->sheets->len > 0)
    g_ptr_array_add (others, other);
  else
    other_free (other);

  return TRUE;
}

static gpointer
read_others (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  VasRequest *wanted = data;
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (other_free);
  g_autoptr (GPtrArray) rows = NULL;

  if (wanted->recipient_mobile == NULL)
    return g_steal_pointer (&others);
  rows = vas_table_list (sql, VAS_TYPE_REQUEST, "recipient_mobile", wanted->recipient_mobile, "due", error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      VasRequest *request = g_ptr_array_index (rows, i);

      if (request->state != VAS_REQUEST_STATE_TO_SHIP || request->delivery != VAS_DELIVERY_COURIER ||
          !vas_request_same_recipient (wanted, request))
        continue;
      if (!read_other (sql, request, others, error))
        return NULL;
    }

  return g_steal_pointer (&others);
}

static gboolean
is_told (VasSecondPass *self,
         const Other   *other)
{
  return g_ptr_array_find_with_equal_func (self->telling, other->request_key, g_str_equal, NULL);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (VasSecondPass) self = user_data;
  g_autoptr (GPtrArray) others = vas_store_finish (VAS_STORE (object), result, NULL);

  if (others == NULL || self->sheets->len == 0)
    return;
  for (guint i = others->len; i > 0; i--)
    {
      if (is_told (self, g_ptr_array_index (others, i - 1)))
        g_ptr_array_remove_index (others, i - 1);
    }

  g_clear_pointer (&self->others, g_ptr_array_unref);
  self->others = g_steal_pointer (&others);
  vas_pass_say_changed (self);
}

/** vas_pass_find_others: looks for what else could go into the envelope. */
void
vas_pass_find_others (VasSecondPass *self)
{
  g_clear_pointer (&self->others, g_ptr_array_unref);
  vas_store_read_async (vas_desk_get_store (self->desk), read_others, g_object_ref (self->envelope), g_object_unref,
                        (GDestroyNotify) g_ptr_array_unref, self->cancellable, read_cb, g_object_ref (self));
}

/** vas_second_pass_get_n_others: how many cases of the same recipient wait here and are not in the envelope. */
guint
vas_second_pass_get_n_others (VasSecondPass *self)
{
  return self->others != NULL && self->sheets->len > 0 ? self->others->len : 0;
}

/** vas_second_pass_join: puts them into the envelope too; its waybill takes them all, and T tells everybody. */
void
vas_second_pass_join (VasSecondPass *self)
{
  for (guint i = 0; i < vas_second_pass_get_n_others (self); i++)
    {
      Other *other = g_ptr_array_index (self->others, i);

      g_ptr_array_add (self->telling, g_strdup (other->request_key));
      for (guint j = 0; j < other->sheets->len; j++)
        g_ptr_array_add (self->sheets, g_strdup (g_ptr_array_index (other->sheets, j)));
    }
  g_clear_pointer (&self->others, g_ptr_array_unref);
  vas_pass_say_changed (self);
}
