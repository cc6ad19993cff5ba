/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A claim lasts for some minutes from the last work of the claimant on the case, and ends by itself. Every command of his that
 * bears on the request moves the end; it never moves back. The version of the request stays, whoever claims it: a claim is
 * advice, and what somebody decides on is the same as before. In the run's transaction; one look-up by key for each record touched.
 */

#include "vas-claim.h"

#include "vas-case-store.h"
#include "vas-settings.h"
#include "vas-table.h"

#define SETTING "claim.minutes"

/* Whether the actor has claimed the request and the claim has not ended. */
static gboolean
is_own (VasRun     *run,
        VasRequest *request)
{
  return request->claimed_by != NULL && request->claimed_until > run->now &&
         g_str_equal (request->claimed_by, vas_command_get_actor (run->command));
}

/* The instant at which a claim ends that begins, or is worked on, now. */
static gint64
get_end (VasRun *run)
{
  return run->now + vas_run_get_setting (run, SETTING, vas_settings_get_default (SETTING)) * VAS_INSTANT_MINUTE;
}

/** vas_claim_take: the request is the actor's from now on; a claim of his that runs lasts longer. */
gboolean
vas_claim_take (VasRun      *run,
                VasRequest  *request,
                GError     **error)
{
  const gint64 until = get_end (run);

  vas_run_touch (run, vas_entity_get_key (VAS_ENTITY (request)));
  if (is_own (run, request) && until <= request->claimed_until)
    return TRUE;
  g_object_set (request, "claimed-by", vas_command_get_actor (run->command), "claimed-until", until, NULL);

  return vas_case_set_claim (run->sql, request, error);
}

/* The request of that key, the run's object where it has one; NULL without an error where the key is of another record. */
static VasRequest *
find_request (VasRun      *run,
              const char  *key,
              GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  VasRequest *request = vas_run_load (run, VAS_TYPE_REQUEST, key, &local_error);

  if (request == NULL && !g_error_matches (local_error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local_error));

  return request;
}

/** vas_claim_prolong_all: after a command of a person was applied: every claim of his on what it touched lasts from now on. */
gboolean
vas_claim_prolong_all (VasRun  *run,
                       GError **error)
{
  if (run->actor == NULL || (run->type->flags & VAS_COMMAND_SYSTEM) != 0)
    return TRUE;

  for (guint i = 0; i < run->subjects->len; i++)
    {
      const char *key = g_ptr_array_index (run->subjects, i);
      const GType kind = GPOINTER_TO_SIZE (g_hash_table_lookup (run->kinds, key));
      g_autoptr (GError) local_error = NULL;
      VasRequest *request = kind == 0 || kind == VAS_TYPE_REQUEST ? find_request (run, key, &local_error) : NULL;

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (request != NULL && is_own (run, request) && !vas_claim_take (run, request, error))
        return FALSE;
    }

  return TRUE;
}
