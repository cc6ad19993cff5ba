/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Drafting a change of the catalog, and working on a draft again (R2, R3, R4). Each item has the members of VasChangeItem; one that
 * has any other is refused, so that no mistyped price is passed over.
 */

#include "vas-change-steps.h"

#include "vas-codec.h"
#include "vas-table.h"
#include "vas-text.h"

#include <glib/gi18n-lib.h>

#define TAX_CODE_DIGITS 19
#define MAX_TEXT 100

static gboolean
complain (GError     **error,
          guint        place,
          const char  *member,
          const char  *rule)
{
  /* Translators: 1: which item of the list, 2: a member such as “tax_code”, 3: a sentence. */
  g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("items, %u: %s: %s"), place + 1, member, rule);

  return FALSE;
}

static gboolean
judge_members (JsonObject  *object,
               guint        place,
               GError     **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &value))
    {
      const char *text = json_node_get_value_type (value) == G_TYPE_STRING ? json_node_get_string (value) : NULL;

      if (!vas_change_item_may_draft (name))
        return complain (error, place, name, _("there is no such member"));
      if (JSON_NODE_HOLDS_NULL (value) || g_strcmp0 (text, "") == 0)
        return complain (error, place, name, _("it has no value; what is to stay is left out"));
      if (text != NULL && (!vas_text_is_plain (text, FALSE) || g_utf8_strlen (text, -1) > MAX_TEXT))
        return complain (error, place, name, _("a text here is one line of at most 100 characters"));
    }

  return TRUE;
}

/* R2: what is a plan's alone, and what form it has. */
static gboolean
judge_item (VasChangeItem  *item,
            guint           place,
            GError        **error)
{
  if ((item->plan_key == NULL) == (item->service_key == NULL))
    return complain (error, place, "plan_key", _("an item names a plan or a service, one of them"));
  if (item->service_key != NULL &&
      (item->amount != VAS_NONE || item->item_name != NULL || item->tax_code != NULL || item->tax_rate != VAS_NONE))
    return complain (error, place, "service_key", _("a service has neither price nor tax data; its plans have"));
  if (item->amount != VAS_NONE && item->amount < 0)
    return complain (error, place, "amount", _("an amount here is not negative"));
  if (item->ends_at != VAS_NONE && item->amount == VAS_NONE)
    return complain (error, place, "ends_at", _("only a price ends"));
  if (item->tax_code != NULL && (strlen (item->tax_code) != TAX_CODE_DIGITS || !vas_text_is_digits (item->tax_code, TAX_CODE_DIGITS)))
    return complain (error, place, "tax_code", _("a tax category code has 19 digits"));

  return TRUE;
}

/* The members as they were given, and those that the draft adds. */
static VasChangeItem *
decode_item (VasRun      *run,
             const char  *change_key,
             JsonObject  *given,
             guint        place,
             GError     **error)
{
  g_autofree char *name = g_strdup_printf ("item/%u", place);
  g_autofree char *key = vas_run_new_key (run, name);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GList) members = json_object_get_members (given);

  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (object, l->data, json_object_dup_member (given, l->data));
  json_object_set_string_member (object, "key", key);
  json_object_set_int_member (object, "ver", 1);
  json_object_set_string_member (object, "change_key", change_key);
  json_object_set_int_member (object, "position", place);

  return vas_codec_decode (VAS_TYPE_CHANGE_ITEM, object, error);
}

static VasChangeItem *
read_item (VasRun      *run,
           const char  *change_key,
           JsonObject  *given,
           guint        place,
           GError     **error)
{
  g_autoptr (VasChangeItem) item = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!judge_members (given, place, error))
    return NULL;
  item = decode_item (run, change_key, given, place, &local_error);
  if (item == NULL)
    {
      /* Translators: 1: which item of the list, 2: a sentence that begins with the name of a member. */
      g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("items, %u: %s"), place + 1, local_error->message);
      return NULL;
    }

  return judge_item (item, place, error) ? g_steal_pointer (&item) : NULL;
}

static GPtrArray *
read_items (VasRun      *run,
            const char  *change_key,
            GError     **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array = vas_run_get_array (run, "items");

  if (json_array_get_length (array) == 0)
    {
      g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("items: must have one at least."));
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      VasChangeItem *item = read_item (run, change_key, json_array_get_object_element (array, i), i, error);

      if (item == NULL)
        return NULL;
      g_ptr_array_add (items, item);
    }

  return g_steal_pointer (&items);
}

static gboolean
is_same_subject (VasChangeItem *a,
                 VasChangeItem *b)
{
  return g_strcmp0 (a->plan_key, b->plan_key) == 0 && g_strcmp0 (a->service_key, b->service_key) == 0;
}

static void
judge_subject (GPtrArray  *items,
               guint       place,
               const char *name,
               VasVerdict *verdict)
{
  for (guint i = 0; i < place; i++)
    {
      if (is_same_subject (g_ptr_array_index (items, i), g_ptr_array_index (items, place)))
        {
          vas_run_fail_text (verdict, "R4", "", "change-item-twice", "name", name);
          return;
        }
    }
}

static gboolean
judge_items (VasRun      *run,
             GPtrArray   *items,
             VasVerdict  *verdict,
             GError     **error)
{
  const gint64 starts_at = vas_run_get_int (run, "starts_at");

  for (guint i = 0; i < items->len; i++)
    {
      VasChangeItem *item = g_ptr_array_index (items, i);
      const char *name = vas_change_item_get_name (run, item, error);

      if (name == NULL)
        return FALSE;
      judge_subject (items, i, name, verdict);
      if (vas_change_item_is_empty (item))
        vas_run_fail_text (verdict, "R4", "", "change-of-nothing", "name", name);
      if (item->ends_at != VAS_NONE && item->ends_at <= starts_at)
        {
          VasFinding *finding = vas_finding_new ("R3", "§4.2", VAS_OUTCOME_FAIL, "change-ends-early");

          vas_finding_set_text (finding, "name", name);
          vas_verdict_add (verdict, vas_finding_set_instant (finding, "ends_at", item->ends_at));
        }
    }

  return TRUE;
}

/** vas_change_draft_check: R2 to R4 over a draft, new or worked on again by its author. */
gboolean
vas_change_draft_check (VasRun      *run,
                        VasVerdict  *verdict,
                        GError     **error)
{
  VasChange *change = NULL;
  g_autoptr (GPtrArray) items = NULL;

  if (vas_run_has (run, "change"))
    {
      change = vas_run_load_arg (run, VAS_TYPE_CHANGE, "change", error);
      if (change == NULL || !vas_change_judge_author (run, change, TRUE, verdict, error))
        return FALSE;
      vas_change_judge_state (change, 1 << VAS_CHANGE_STATE_DRAFT | 1 << VAS_CHANGE_STATE_RETURNED, verdict);
    }
  items = read_items (run, vas_command_get_id (run->command), error);

  return items != NULL && vas_change_judge_future (run, vas_run_get_int (run, "starts_at"), verdict) &&
         judge_items (run, items, verdict, error);
}

static gboolean
delete_items (VasRun     *run,
              VasChange  *change,
              GError    **error)
{
  g_autoptr (GPtrArray) items = vas_change_list_items (run, change, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      if (!vas_table_delete (run->sql, g_ptr_array_index (items, i), error))
        return FALSE;
    }

  return items != NULL;
}

static VasChange *
save_change (VasRun  *run,
             GError **error)
{
  g_autofree char *key = vas_run_new_key (run, "change");
  g_autoptr (VasChange) change = NULL;
  VasChange *known;

  if (vas_run_has (run, "change"))
    {
      known = vas_run_load_arg (run, VAS_TYPE_CHANGE, "change", error);
      g_object_set (known, "title", vas_run_get_text (run, "title"), "starts-at", vas_run_get_int (run, "starts_at"), "state",
                    (gint64) VAS_CHANGE_STATE_DRAFT, "reason", NULL, NULL);
      return delete_items (run, known, error) && vas_run_update (run, known, error) ? g_object_ref (known) : NULL;
    }

  change = g_object_new (VAS_TYPE_CHANGE, "key", key, "ver", (gint64) 1, "title", vas_run_get_text (run, "title"), "starts-at",
                         vas_run_get_int (run, "starts_at"), "author-key", vas_command_get_actor (run->command), NULL);

  return vas_run_insert (run, change, error) ? g_steal_pointer (&change) : NULL;
}

/** vas_change_draft_apply: what a draft had before goes; its author alone has seen it, and the trail keeps it. */
gboolean
vas_change_draft_apply (VasRun  *run,
                        GError **error)
{
  g_autoptr (VasChange) change = save_change (run, error);
  g_autoptr (GPtrArray) items = change != NULL ? read_items (run, vas_entity_get_key (VAS_ENTITY (change)), error) : NULL;

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      if (!vas_run_insert (run, g_ptr_array_index (items, i), error))
        return FALSE;
    }

  return items != NULL;
}
