/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasAccountDossier: an account with all its orders, requests, marks and acceptances: what the page of an account and `vasctl account`
 * say. Look-ups by index, and one walk over the orders of the account. Inside the caller's snapshot.
 */

#include "vas-dossier-private.h"

#include "vas-calendar-store.h"
#include "vas-json-reader.h"
#include "vas-sql-private.h"
#include "vas-staff-names.h"
#include "vas-table.h"

G_DEFINE_FINAL_TYPE (VasAccountDossier, vas_account_dossier, G_TYPE_OBJECT)

static void
flag_free (VasDossierFlag *self)
{
  g_ptr_array_unref (self->orders);
  g_free (self);
}

static void
vas_account_dossier_finalize (GObject *object)
{
  VasAccountDossier *self = VAS_ACCOUNT_DOSSIER (object);

  g_clear_object (&self->account);
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_clear_pointer (&self->flags, g_ptr_array_unref);
  g_clear_pointer (&self->measures, g_ptr_array_unref);
  g_clear_pointer (&self->never_paid, g_ptr_array_unref);
  g_clear_pointer (&self->acceptances, g_ptr_array_unref);
  g_clear_pointer (&self->terms, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->calendar, vas_calendar_unref);

  G_OBJECT_CLASS (vas_account_dossier_parent_class)->finalize (object);
}

static void
vas_account_dossier_class_init (VasAccountDossierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_account_dossier_finalize;
}

static void
vas_account_dossier_init (VasAccountDossier *self)
{
  self->orders = g_ptr_array_new_with_free_func (g_object_unref);
  self->requests = g_ptr_array_new_with_free_func (g_object_unref);
  self->flags = g_ptr_array_new_with_free_func ((GDestroyNotify) flag_free);
  self->measures = g_ptr_array_new_with_free_func (g_object_unref);
  self->never_paid = g_ptr_array_new_with_free_func (g_object_unref);
  self->acceptances = g_ptr_array_new_with_free_func (g_object_unref);
  self->terms = g_ptr_array_new_with_free_func (g_object_unref);
  self->notes = g_ptr_array_new_with_free_func (g_object_unref);
  self->events = vas_dossier_events_new ();
}

/* The evidence of a mark: the orders that its command names, as they are now. One that a desk does not hold is left out. */
static gboolean
add_flag (VasSql             *sql,
          VasAccountDossier  *self,
          VasLogRow          *row,
          GError            **error)
{
  g_autoptr (JsonNode) body = NULL;
  JsonObject *args = vas_dossier_get_args (row, &body);
  VasDossierFlag *flag = g_new0 (VasDossierFlag, 1);
  JsonArray *keys = NULL;

  flag->at = row->made_at;
  flag->orders = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_insert (self->flags, 0, flag);
  if (args == NULL || !vas_json_get_array (args, "orders", FALSE, &keys, NULL) || keys == NULL)
    return TRUE;
  for (guint i = 0; i < json_array_get_length (keys); i++)
    {
      VasOrder *order;

      if (!vas_dossier_get_optional (sql, VAS_TYPE_ORDER, json_array_get_string_element (keys, i), &order, error))
        return FALSE;
      if (order != NULL)
        g_ptr_array_add (flag->orders, order);
    }

  return TRUE;
}

static gboolean
read_events (VasSql             *sql,
             VasAccountDossier  *self,
             GError            **error)
{
  g_auto (VasDossierTrail) trail = { NULL };

  vas_dossier_trail_init (&trail);
  if (!vas_dossier_trail_add (&trail, sql, vas_entity_get_key (VAS_ENTITY (self->account)), error))
    return FALSE;
  for (guint i = 0; i < trail.rows->len; i++)
    {
      VasLogRow *row = g_ptr_array_index (trail.rows, i);

      if (g_str_equal (row->type, "account.flag") && g_str_equal (row->result, "applied") && !add_flag (sql, self, row, error))
        return FALSE;
    }
  vas_dossier_events_add_trail (self->events, &trail, self->requests);
  vas_dossier_events_sort (self->events);

  return TRUE;
}

static gboolean
read_terms (VasSql             *sql,
            VasAccountDossier  *self,
            GError            **error)
{
  for (guint i = 0; i < self->acceptances->len; i++)
    {
      VasAcceptance *acceptance = g_ptr_array_index (self->acceptances, i);
      VasTerms *terms = vas_table_get (sql, VAS_TYPE_TERMS, acceptance->terms_key, error);

      if (terms == NULL)
        return FALSE;
      g_ptr_array_add (self->terms, terms);
    }

  return TRUE;
}

/**
 * vas_account_dossier_load:
 * @now: instant by which days left are counted
 *
 * Returns: (transfer full) (nullable): the account of that key with all that is around it; %VAS_STORE_ERROR_NOT_FOUND where there is none
 */
VasAccountDossier *
vas_account_dossier_load (VasSql      *sql,
                          const char  *account_key,
                          gint64       now,
                          GError     **error)
{
  g_autoptr (VasAccountDossier) self = g_object_new (VAS_TYPE_ACCOUNT_DOSSIER, NULL);

  self->today = vas_instant_to_date (now);
  self->account = vas_table_get (sql, VAS_TYPE_ACCOUNT, account_key, error);
  self->calendar = self->account != NULL ? vas_calendar_load (sql, error) : NULL;
  self->names = self->calendar != NULL ? vas_staff_names (sql, error) : NULL;
  if (self->names == NULL ||
      !vas_dossier_take_list (sql, VAS_TYPE_ORDER, "account_key", account_key, "made_at desc", self->orders, error) ||
      !vas_dossier_take_list (sql, VAS_TYPE_REQUEST, "account_key", account_key, "received_at desc", self->requests, error) ||
      !vas_dossier_take_list (sql, VAS_TYPE_MEASURE, "account_key", account_key, "proposed_at desc", self->measures, error) ||
      !vas_dossier_take_list (sql, VAS_TYPE_ACCEPTANCE, "account_key", account_key, "accepted_at desc", self->acceptances, error) ||
      !read_terms (sql, self, error) ||
      !vas_dossier_take_list (sql, VAS_TYPE_NOTE, "subject_key", account_key, "made_at", self->notes, error) ||
      !read_events (sql, self, error) || !vas_dossier_find_doubt (sql, account_key, &self->in_doubt, error))
    return NULL;

  for (guint i = 0; i < self->orders->len; i++)
    {
      VasOrder *order = g_ptr_array_index (self->orders, i);

      if (order->paid_at == VAS_NONE)
        g_ptr_array_add (self->never_paid, g_object_ref (order));
    }

  return g_steal_pointer (&self);
}
