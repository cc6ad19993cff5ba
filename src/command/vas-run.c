/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasRun: one judging or applying of a command. It gives check and apply what they may know: arguments, the actor with the
 * roles of that day, a moment, the records. Entities are loaded once for both, so that apply works on exactly what check
 * judged. Lives inside one transaction, on its thread.
 */

#include "vas-command-type.h"

#include "vas-case-store.h"
#include "vas-roles-now.h"
#include "vas-table.h"
#include "vas-types.h"
#include "vas-uuid.h"

#include <glib/gi18n-lib.h>

#define SYSTEM_ACTOR "system"
#define SHOP_PREFIX "shop/"

static gboolean
load_actor (VasRun  *run,
            GError **error)
{
  const char *actor = vas_command_get_actor (run->command);
  g_autoptr (GError) local_error = NULL;

  if (g_str_equal (actor, SYSTEM_ACTOR))
    {
      run->roles = VAS_ROLE_SYSTEM;
      return TRUE;
    }
  if (g_str_has_prefix (actor, SHOP_PREFIX))
    {
      run->roles = VAS_ROLE_SHOP;
      return TRUE;
    }

  run->actor = vas_table_get (run->sql, VAS_TYPE_STAFF, actor, &local_error);
  if (run->actor == NULL)
    {
      if (g_error_matches (local_error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return vas_roles_now (run->sql, run->actor, run->today, &run->roles, error);
}

/**
 * vas_run_new:
 * @now: instant by which it is judged: the desk's made_at, or the authority's own clock
 * @authority: whether this is the last word
 *
 * Returns: (transfer full) (nullable): a run; NULL with @error set where the command is unknown or an argument is wrong
 */
VasRun *
vas_run_new (VasSql      *sql,
             VasCommand  *command,
             gint64       now,
             gboolean     authority,
             GError     **error)
{
  g_autoptr (VasRun) run = NULL;

  if (!vas_command_check_arguments (command, error))
    return NULL;

  run = g_new0 (VasRun, 1);
  run->sql = sql;
  run->command = g_object_ref (command);
  run->type = vas_command_type_find (vas_command_get_type_name (command));
  run->args = vas_command_get_args (command);
  run->now = now;
  run->today = vas_instant_to_date (now);
  run->authority = authority;
  run->subjects = g_ptr_array_new_with_free_func (g_free);
  run->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->loaded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  if (!vas_run_read_house (run, error) || !load_actor (run, error) || !vas_run_find_erased (sql, command, &run->erased_at, error))
    return NULL;

  return g_steal_pointer (&run);
}

void
vas_run_free (VasRun *run)
{
  g_clear_object (&run->command);
  g_clear_object (&run->actor);
  g_clear_object (&run->vas_case);
  g_clear_pointer (&run->house, vas_house_unref);
  g_clear_pointer (&run->subjects, g_ptr_array_unref);
  g_clear_pointer (&run->kinds, g_hash_table_unref);
  g_clear_pointer (&run->loaded, g_hash_table_unref);
  g_free (run);
}

static void
judge_role (VasRun     *run,
            VasVerdict *verdict)
{
  g_autofree char *needed = vas_roles_to_text (run->type->roles);
  VasFinding *finding;

  if (vas_run_has_role (run, run->type->roles))
    return;

  finding = vas_finding_new ("R30", "", VAS_OUTCOME_FAIL, "role-missing");
  vas_finding_set_text (finding, "needed", needed);
  vas_finding_set_text (finding, "actor", run->actor != NULL ? run->actor->name : vas_command_get_actor (run->command));
  vas_verdict_add (verdict, finding);
}

static gboolean
judge_expectation (VasRun      *run,
                   const char  *name,
                   gint64       ver,
                   VasVerdict  *verdict,
                   GError     **error)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", 2);
  const GType type = vas_store_entity_type (parts[0]);
  VasEntity *entity;

  if (type == G_TYPE_INVALID || parts[1] == NULL)
    {
      g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("“%s” names no record that can be expected."), name);
      return FALSE;
    }
  entity = vas_run_load (run, type, parts[1], error);
  if (entity == NULL)
    return FALSE;
  if (vas_entity_get_ver (entity) != ver)
    vas_run_fail (verdict, "R32", "", "changed-meanwhile");

  return TRUE;
}

static gboolean
judge_expectations (VasRun      *run,
                    VasVerdict  *verdict,
                    GError     **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *ver;

  json_object_iter_init (&iter, vas_command_get_expect (run->command));
  while (json_object_iter_next (&iter, &name, &ver))
    {
      if (!judge_expectation (run, name, json_node_get_int (ver), verdict, error))
        return FALSE;
    }

  return TRUE;
}

/* vas_run_fail_erased: R29: nothing of a person is written where what there was has been erased. Said once. */
void
vas_run_fail_erased (VasVerdict *verdict,
                     gint64      erased_at)
{
  VasFinding *finding;

  if (erased_at == VAS_NONE || vas_verdict_find_code (verdict, "account-erased") != NULL)
    return;

  finding = vas_finding_new ("R29", "", VAS_OUTCOME_FAIL, "account-erased");
  vas_verdict_add (verdict, vas_finding_set_date (finding, "erased_date", vas_instant_to_date (erased_at)));
}

/* Whether an error leaves the verdict as it is: what is known already refuses the command, and it is no fault of the store. */
static gboolean
is_refused_anyway (VasRun *run,
                   GError *error)
{
  return error->domain == VAS_COMMAND_ERROR && (run->erased_at != VAS_NONE || !vas_run_has_role (run, run->type->roles));
}

/**
 * vas_run_judge:
 *
 * Judges everything that bears on the command: the actor's roles, the versions it expects, and its own rules. Whoever lacks
 * the role is told so whether the records that he names are there or not (R30); by an authority nothing else, so that what
 * stands in them is not told beside it. Values of an erased user refuse it whatever the rules say (R29).
 *
 * Returns: (transfer full) (nullable): the verdict; NULL with @error set where it cannot be judged
 */
VasVerdict *
vas_run_judge (VasRun  *run,
               GError **error)
{
  g_autoptr (VasVerdict) verdict = vas_verdict_new ();
  g_autoptr (GError) local_error = NULL;

  judge_role (run, verdict);
  if (run->authority && !vas_run_has_role (run, run->type->roles))
    return g_steal_pointer (&verdict);
  if ((run->type->flags & VAS_COMMAND_SERVER) && vas_command_was_sent (run->command))
    {
      vas_run_fail (verdict, "R30", "", "not-by-push");
      return g_steal_pointer (&verdict);
    }
  vas_run_fail_erased (verdict, run->erased_at);
  if ((judge_expectations (run, verdict, &local_error) && run->type->check (run, verdict, &local_error))
      || is_refused_anyway (run, local_error))
    return g_steal_pointer (&verdict);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

gboolean
vas_run_has (VasRun     *run,
             const char *name)
{
  return json_object_has_member (run->args, name);
}

/** vas_run_get_text: (nullable) (transfer none): a text, key or date argument as it was given. */
const char *
vas_run_get_text (VasRun     *run,
                  const char *name)
{
  return vas_run_has (run, name) ? json_object_get_string_member (run->args, name) : NULL;
}

/** vas_run_get_int: a number argument, or %VAS_NONE. */
gint64
vas_run_get_int (VasRun     *run,
                 const char *name)
{
  return vas_run_get_int_or (run, name, VAS_NONE);
}

gint64
vas_run_get_int_or (VasRun     *run,
                    const char *name,
                    gint64      fallback)
{
  return vas_run_has (run, name) ? json_object_get_int_member (run->args, name) : fallback;
}

/** vas_run_get_bool: a boolean argument; FALSE where it was not given. */
gboolean
vas_run_get_bool (VasRun     *run,
                  const char *name)
{
  return vas_run_has (run, name) && json_object_get_boolean_member (run->args, name);
}

/** vas_run_get_date: a date argument, or %VAS_NONE_DATE. */
gint32
vas_run_get_date (VasRun     *run,
                  const char *name)
{
  VasDate date = VAS_NONE_DATE;

  if (vas_run_has (run, name))
    vas_date_parse (json_object_get_string_member (run->args, name), &date, NULL);

  return date;
}

/** vas_run_get_array: (nullable) (transfer none): a list argument. */
JsonArray *
vas_run_get_array (VasRun     *run,
                   const char *name)
{
  return vas_run_has (run, name) ? json_object_get_array_member (run->args, name) : NULL;
}

/**
 * vas_run_new_key:
 * @name: what the record is within this command, such as "share/2"
 *
 * Returns: (transfer full): a key that every replay of the command derives anew
 */
char *
vas_run_new_key (VasRun     *run,
                 const char *name)
{
  return vas_uuid_derive (vas_command_get_id (run->command), name, vas_command_get_made_at (run->command));
}

/**
 * vas_run_load:
 *
 * Returns: (transfer none) (nullable): the record, the same object at every call of this run; NULL with
 *   %VAS_COMMAND_ERROR_NOT_FOUND or an error of the store
 */
gpointer
vas_run_load (VasRun      *run,
              GType        type,
              const char  *key,
              GError     **error)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", g_type_name (type), key);
  VasEntity *entity = g_hash_table_lookup (run->loaded, name);
  g_autoptr (GError) local_error = NULL;

  if (entity != NULL)
    return entity;

  entity = vas_table_get (run->sql, type, key, &local_error);
  if (entity != NULL)
    {
      g_hash_table_insert (run->loaded, g_steal_pointer (&name), entity);
      return entity;
    }

  if (g_error_matches (local_error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
    g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_NOT_FOUND, _("There is no %s with the key %s."),
                 g_type_name (type) + strlen ("Vas"), key);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
}

/** vas_run_load_arg: vas_run_load() of the key that an argument gives. */
gpointer
vas_run_load_arg (VasRun      *run,
                  GType        type,
                  const char  *argument,
                  GError     **error)
{
  return vas_run_load (run, type, vas_run_get_text (run, argument), error);
}

/* What the case and the run know of a record is to be one object, whichever of them read it first. */
static gpointer
share_entity (VasRun   *run,
              gpointer  entity)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", G_OBJECT_TYPE_NAME (entity), vas_entity_get_key (entity));
  gpointer loaded = g_hash_table_lookup (run->loaded, name);

  if (loaded != NULL)
    return loaded;
  g_hash_table_insert (run->loaded, g_steal_pointer (&name), g_object_ref (entity));

  return entity;
}

static void
share_entities (VasRun  *run,
                VasCase *vas_case)
{
  g_set_object (&vas_case->request, share_entity (run, vas_case->request));

  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      gpointer shared = share_entity (run, g_ptr_array_index (vas_case->fapiao, i));

      if (shared != g_ptr_array_index (vas_case->fapiao, i))
        {
          g_object_unref (g_ptr_array_index (vas_case->fapiao, i));
          g_ptr_array_index (vas_case->fapiao, i) = g_object_ref (shared);
        }
    }
}

/**
 * vas_run_load_case:
 *
 * Returns: (transfer none) (nullable): the case of a request, the same object at every call of this run; its request and
 *   sheets are those of vas_run_load(). NULL with %VAS_COMMAND_ERROR_NOT_FOUND or an error of the store
 */
VasCase *
vas_run_load_case (VasRun      *run,
                   const char  *request_key,
                   GError     **error)
{
  g_autofree char *name = g_strconcat ("VasCase/", request_key, NULL);
  VasCase *vas_case = g_hash_table_lookup (run->loaded, name);
  g_autoptr (GError) local_error = NULL;

  if (vas_case != NULL)
    return vas_case;

  vas_case = vas_case_load (run->sql, request_key, &local_error);
  if (vas_case == NULL)
    {
      if (g_error_matches (local_error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
        g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_NOT_FOUND, _("There is no request with the key %s."), request_key);
      else
        g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  share_entities (run, vas_case);
  g_hash_table_insert (run->loaded, g_steal_pointer (&name), vas_case);

  return vas_case;
}

/** vas_run_get_case: (transfer none) (nullable): the case of the argument “request”, read at the first need. */
VasCase *
vas_run_get_case (VasRun  *run,
                  GError **error)
{
  if (run->vas_case == NULL)
    {
      VasCase *vas_case = vas_run_load_case (run, vas_run_get_text (run, "request"), error);

      g_set_object (&run->vas_case, vas_case);
    }

  return run->vas_case;
}

/** vas_run_touch: notes that the command bears on a record, for its time line and for the end of holds. */
void
vas_run_touch (VasRun     *run,
               const char *key)
{
  if (!g_ptr_array_find_with_equal_func (run->subjects, key, g_str_equal, NULL))
    g_ptr_array_add (run->subjects, g_strdup (key));
}

static void
touch_record (VasRun    *run,
              VasEntity *entity)
{
  vas_run_touch (run, vas_entity_get_key (entity));
  g_hash_table_replace (run->kinds, g_strdup (vas_entity_get_key (entity)), GSIZE_TO_POINTER (G_OBJECT_TYPE (entity)));
}

gboolean
vas_run_insert (VasRun   *run,
                gpointer  entity,
                GError  **error)
{
  touch_record (run, entity);

  return vas_table_insert (run->sql, entity, error);
}

gboolean
vas_run_update (VasRun   *run,
                gpointer  entity,
                GError  **error)
{
  touch_record (run, entity);

  return vas_table_update (run->sql, entity, error);
}

/** vas_run_has_role: whether the actor holds one of @roles, by himself or as a deputy today. */
gboolean
vas_run_has_role (VasRun *run,
                  guint   roles)
{
  return (run->roles & roles) != 0;
}

/** vas_run_has_own_role: the same without what he holds as a deputy. */
gboolean
vas_run_has_own_role (VasRun *run,
                      guint   roles)
{
  return vas_run_has_role (run, roles) && (run->actor == NULL || ((guint) run->actor->roles & roles) != 0);
}

/** vas_run_read_house: reads settings and calendar, again where the command itself has changed them. */
gboolean
vas_run_read_house (VasRun  *run,
                    GError **error)
{
  g_clear_pointer (&run->house, vas_house_unref);
  run->house = vas_house_load (run->sql, error);

  return run->house != NULL;
}

/** vas_run_get_setting: a setting of the house that is a number, or @fallback where it is not set. */
gint64
vas_run_get_setting (VasRun     *run,
                     const char *name,
                     gint64      fallback)
{
  return vas_house_get_int_or (run->house, name, fallback);
}

/** vas_run_get_calendar: (transfer none): the statutory calendar. */
VasCalendar *
vas_run_get_calendar (VasRun *run)
{
  return vas_house_get_calendar (run->house);
}

/** vas_run_working_days: the @days-th working day after @from. */
gint32
vas_run_working_days (VasRun    *run,
                      gint32     from,
                      int        days,
                      gboolean  *provisional)
{
  return vas_calendar_add_working_days (vas_run_get_calendar (run), from, days, provisional);
}

void
vas_run_fail (VasVerdict *verdict,
              const char *rule,
              const char *clause,
              const char *code)
{
  vas_verdict_add (verdict, vas_finding_new (rule, clause, VAS_OUTCOME_FAIL, code));
}

/** vas_run_fail_text: with one figure, which is a text. */
void
vas_run_fail_text (VasVerdict *verdict,
                   const char *rule,
                   const char *clause,
                   const char *code,
                   const char *figure,
                   const char *text)
{
  VasFinding *finding = vas_finding_new (rule, clause, VAS_OUTCOME_FAIL, code);

  vas_verdict_add (verdict, vas_finding_set_text (finding, figure, text));
}
