/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Whole personal values by reveal (R31): who, when, which fields of which record, and why stand in the trail; the values never do.
 *
 * The command changes nothing: its row is the whole of it. It touches the record, in whose time line it stands. Whoever has the
 * authority runs it, and reads the values in the same transaction, so that no value is given out without its row.
 *
 * What tax law keeps of an erased user (R29) has this way out alone, and for auditors and administrators alone.
 */

#include "vas-reveal.h"

#include "vas-command-tables.h"
#include "vas-parcel.h"
#include "vas-personal-store.h"
#include "vas-table.h"
#include "vas-text.h"
#include "vas-uuid.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SHORTEST_REASON 2
#define REVEALERS (VAS_ROLE_ORDER_AGENT | VAS_ROLE_INVOICE_CLERK | VAS_ROLE_INVOICE_SUPERVISOR)

static const VasArgument reveal_arguments[] = {
  { "subject", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "subject_key", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "fields", VAS_ARG_TEXTS, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINE },
  { NULL },
};

void
vas_reveal_what_free (VasRevealWhat *self)
{
  g_free (self->subject);
  g_free (self->key);
  g_strfreev (self->fields);
  g_free (self->reason);
  g_free (self);
}

/* %G_TYPE_INVALID where there is no such kind of record with personal values. */
static GType
find_type (const char *subject)
{
  const GType types[] = { VAS_TYPE_ACCOUNT, VAS_TYPE_REQUEST, VAS_TYPE_PARCEL };
  static const char * const names[] = { "account", "request", "parcel" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (g_str_equal (subject, names[i]))
        return types[i];
    }

  return G_TYPE_INVALID;
}

static gboolean
refuse (const char  *message,
        GError     **error)
{
  g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, message);
  return FALSE;
}

/* Title and taxpayer id are no personal fields until they are locked. */
static gboolean
can_be_locked (GType        type,
               const char  *name)
{
  return type == VAS_TYPE_REQUEST && (g_str_equal (name, "title") || g_str_equal (name, "taxpayer_id"));
}

static const VasField *
find_field (GType        type,
            const char  *name)
{
  g_autoptr (VasEntityClass) klass = g_type_class_ref (type);
  const VasField *field = vas_entity_class_find_field (klass, name);

  return field != NULL && (field->flags & VAS_FIELD_PERSONAL || can_be_locked (type, name)) ? field : NULL;
}

static gboolean
judge_what (const char          *subject,
            const char * const  *fields,
            const char          *reason,
            GError             **error)
{
  const GType type = find_type (subject);
  g_autofree char *words = g_strstrip (g_strdup (reason));

  if (type == G_TYPE_INVALID)
    return refuse (_("record: account, request or parcel, and a key."), error);
  if (fields == NULL || fields[0] == NULL)
    return refuse (_("fields: name one at least."), error);
  for (guint i = 0; fields[i] != NULL; i++)
    {
      if (find_field (type, fields[i]) == NULL)
        return refuse (_("fields: one of them is no personal field of this kind of record."), error);
    }
  if (g_utf8_strlen (words, -1) < SHORTEST_REASON)
    return refuse (_("reason: must be said."), error);
  if (!vas_text_is_plain (reason, FALSE))
    return refuse (_("reason: must be one line, without control characters."), error);

  return TRUE;
}

/**
 * vas_reveal_what_new:
 * @record: such as "account/0198…"
 *
 * Returns: (transfer full) (nullable): what is asked for; %VAS_COMMAND_ERROR_ARGUMENT, with the name of the member in front, where there
 *   can be no such thing
 */
VasRevealWhat *
vas_reveal_what_new (const char          *record,
                     const char * const  *fields,
                     const char          *reason,
                     GError             **error)
{
  const char *slash = strchr (record, '/');
  g_autofree char *subject = g_strndup (record, slash != NULL ? (gsize) (slash - record) : 0);
  VasRevealWhat *what;

  if (slash == NULL || !vas_uuid_is_valid (slash + 1))
    {
      refuse (_("record: account, request or parcel, and a key."), error);
      return NULL;
    }
  if (!judge_what (subject, fields, reason, error))
    return NULL;

  what = g_new0 (VasRevealWhat, 1);
  what->subject = g_steal_pointer (&subject);
  what->key = g_strdup (slash + 1);
  what->fields = g_strdupv ((char **) fields);
  what->reason = g_strdup (reason);
  return what;
}

/**
 * vas_reveal_read:
 *
 * Reads what was revealed, after the row of the trail was written.
 *
 * Returns: (transfer full) (nullable): the values by the names of their fields, null where there is none (any more)
 */
JsonObject *
vas_reveal_read (VasSql               *sql,
                 const VasRevealWhat  *what,
                 GError              **error)
{
  const GType type = find_type (what->subject);
  g_autoptr (VasEntity) entity = vas_table_get (sql, type, what->key, error);
  g_autofree char *title = NULL, *taxpayer_id = NULL;
  JsonObject *values;

  if (entity == NULL || !vas_locked_read (sql, what->key, &title, &taxpayer_id, error))
    return NULL;

  values = json_object_new ();
  for (guint i = 0; what->fields[i] != NULL; i++)
    {
      const gboolean locked = can_be_locked (type, what->fields[i]);
      const char *kept = g_str_equal (what->fields[i], "title") ? title : taxpayer_id;
      const char *text = locked ? kept : vas_entity_get_text (entity, find_field (type, what->fields[i]));

      if (text != NULL)
        json_object_set_string_member (values, what->fields[i], text);
      else
        json_object_set_null_member (values, what->fields[i]);
    }

  return values;
}

/* (transfer full): the texts of the argument. */
static GStrv
get_fields (VasRun *run)
{
  JsonArray *array = vas_run_get_array (run, "fields");
  GPtrArray *fields = g_ptr_array_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_ptr_array_add (fields, g_strdup (json_array_get_string_element (array, i)));
  g_ptr_array_add (fields, NULL);

  return (GStrv) g_ptr_array_free (fields, FALSE);
}

static gboolean
is_locked (VasEntity *entity)
{
  return VAS_IS_REQUEST (entity) && VAS_REQUEST (entity)->locked_at != VAS_NONE;
}

/* The role that a person lacks, said as for any command: it tells nothing of the record, not even that there is one (R30). */
static void
fail_role (VasRun     *run,
           VasVerdict *verdict)
{
  g_autofree char *needed = vas_roles_to_text (REVEALERS);
  VasFinding *finding = vas_finding_new ("R30", "", VAS_OUTCOME_FAIL, "role-missing");

  vas_finding_set_text (finding, "needed", needed);
  vas_finding_set_text (finding, "actor", run->actor != NULL ? run->actor->name : vas_command_get_actor (run->command));
  vas_verdict_add (verdict, finding);
}

/* Who may see what is locked, and who the rest; nobody the title of a request that is not locked by this way: it is shown anyway. */
static gboolean
judge_locked (VasRun       *run,
              VasEntity    *entity,
              GStrv         fields,
              VasVerdict   *verdict,
              GError      **error)
{
  gboolean asks = FALSE;

  for (guint i = 0; fields[i] != NULL; i++)
    asks |= can_be_locked (G_OBJECT_TYPE (entity), fields[i]);
  if (is_locked (entity) && !vas_run_has_role (run, VAS_REVEAL_KEEPERS))
    vas_run_fail (verdict, "R30", "", "locked-is-auditors");
  else if (asks && !is_locked (entity))
    return refuse (_("fields: one of them is no personal field of this kind of record."), error);

  return TRUE;
}

static gboolean
reveal_check (VasRun      *run,
              VasVerdict  *verdict,
              GError     **error)
{
  g_auto (GStrv) fields = get_fields (run);
  const char *subject = vas_run_get_text (run, "subject");
  g_autoptr (GError) local_error = NULL;
  VasEntity *entity;

  if (!judge_what (subject, (const char * const *) fields, vas_run_get_text (run, "reason"), error))
    return FALSE;
  entity = vas_run_load (run, find_type (subject), vas_run_get_text (run, "subject_key"), &local_error);
  if (!vas_run_has_role (run, REVEALERS) && (entity == NULL ? local_error->domain == VAS_COMMAND_ERROR : !is_locked (entity)))
    {
      fail_role (run, verdict);
      return TRUE;
    }
  if (entity != NULL)
    return judge_locked (run, entity, fields, verdict, error);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
reveal_apply (VasRun  *run,
              GError **error)
{
  vas_run_touch (run, vas_run_get_text (run, "subject_key"));

  return TRUE;
}

const VasCommandType vas_reveal_commands[] = {
  { "personal.reveal", REVEALERS | VAS_REVEAL_KEEPERS, VAS_COMMAND_SERVER, reveal_arguments, reveal_check, reveal_apply },
  { NULL },
};
