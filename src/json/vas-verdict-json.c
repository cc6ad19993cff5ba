/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Findings and verdicts as JSON: {"findings":[{"clause":…,"code":…,"figures":{…},"outcome":…,"rule":…}],"outcome":"fail"}.
 *
 * Figures are typed by the end of their name, as in VasFinding: a `_date` is "2021-08-24", all other numbers are integers. The
 * outcome of the whole is written for readers of the text; when reading it follows from the findings. Any thread.
 */

#include "vas-verdict-json.h"

/* The object owns its nodes; a figure that is none of ours cannot come out of the setters. */
static void
add_figure (JsonObject *figures,
            const char *name,
            GVariant   *value)
{
  g_autofree char *date = NULL;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    json_object_set_string_member (figures, name, g_variant_get_string (value, NULL));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    json_object_set_int_member (figures, name, g_variant_get_int64 (value));
  else
    {
      date = vas_date_format (g_variant_get_int32 (value));
      json_object_set_string_member (figures, name, date);
    }
}

/**
 * vas_finding_to_json:
 *
 * Returns: (transfer full): an object
 */
JsonNode *
vas_finding_to_json (VasFinding *finding)
{
  JsonObject *object = json_object_new ();
  JsonNode *node;
  JsonObject *figures = json_object_new ();
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, finding->figures);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    add_figure (figures, name, value);

  json_object_set_string_member (object, "rule", finding->rule);
  json_object_set_string_member (object, "clause", finding->clause);
  json_object_set_string_member (object, "outcome", vas_enum_to_id (&vas_outcome_enum, (int) finding->outcome));
  json_object_set_string_member (object, "code", finding->code);
  json_object_set_object_member (object, "figures", g_steal_pointer (&figures));

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

static gboolean
read_figure (JsonObject  *figures,
             const char  *name,
             VasFinding  *finding,
             GError     **error)
{
  gboolean is_text = json_node_get_value_type (json_object_get_member (figures, name)) == G_TYPE_STRING;
  g_autoptr(GError) local_error = NULL;
  const char *text = NULL;
  gint64 value = 0;
  VasDate date = VAS_DATE_NONE;

  if (g_str_has_suffix (name, "_date"))
    {
      if (!vas_json_get_text (figures, name, TRUE, &text, error))
        return FALSE;
      if (!vas_date_parse (text, &date, &local_error))
        {
          g_set_error (error, VAS_JSON_ERROR, VAS_JSON_ERROR_VALUE, "%s: %s", name, local_error->message);
          return FALSE;
        }
      vas_finding_set_date (finding, name, date);
      return TRUE;
    }

  if (is_text && !g_str_has_suffix (name, "_fen") && !g_str_has_suffix (name, "_at"))
    {
      vas_finding_set_text (finding, name, json_object_get_string_member (figures, name));
      return TRUE;
    }

  if (!vas_json_get_int (figures, name, TRUE, &value, error))
    return FALSE;
  if (g_str_has_suffix (name, "_fen"))
    vas_finding_set_money (finding, name, value);
  else if (g_str_has_suffix (name, "_at"))
    vas_finding_set_instant (finding, name, value);
  else
    vas_finding_set_int (finding, name, value);
  return TRUE;
}

static VasFinding *
read_head (JsonObject  *object,
           GError     **error)
{
  const char *rule = NULL;
  const char *clause = NULL;
  const char *outcome_id = NULL;
  const char *code = NULL;
  int outcome = 0;

  if (!vas_json_get_text (object, "rule", TRUE, &rule, error) || !vas_json_get_text (object, "clause", FALSE, &clause, error)
      || !vas_json_get_text (object, "outcome", TRUE, &outcome_id, error)
      || !vas_json_get_text (object, "code", TRUE, &code, error))
    return NULL;
  if (!vas_enum_from_id (&vas_outcome_enum, outcome_id, &outcome))
    {
      g_set_error (error, VAS_JSON_ERROR, VAS_JSON_ERROR_VALUE, "outcome: %.64s is no outcome", outcome_id);
      return NULL;
    }

  return vas_finding_new (rule, clause, (VasOutcome) outcome, code);
}

static gboolean
expect_object (JsonNode    *node,
               const char  *what,
               GError     **error)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return TRUE;

  g_set_error (error, VAS_JSON_ERROR, VAS_JSON_ERROR_VALUE, "%s: an object is expected", what);
  return FALSE;
}

/**
 * vas_finding_from_json:
 *
 * Returns: (transfer full): the finding; %NULL with an error of %VAS_JSON_ERROR that names the member
 */
VasFinding *
vas_finding_from_json (JsonNode  *node,
                       GError   **error)
{
  g_autoptr(VasFinding) finding = NULL;
  g_autoptr(GList) names = NULL;
  JsonObject *figures = NULL;

  if (!expect_object (node, "finding", error))
    return NULL;
  finding = read_head (json_node_get_object (node), error);
  if (finding == NULL)
    return NULL;

  if (!vas_json_get_object (json_node_get_object (node), "figures", FALSE, &figures, error))
    return NULL;
  names = figures != NULL ? json_object_get_members (figures) : NULL;
  for (GList *l = names; l != NULL; l = l->next)
    {
      if (!read_figure (figures, l->data, finding, error))
        return NULL;
    }

  return g_steal_pointer (&finding);
}

/**
 * vas_verdict_to_json:
 *
 * Returns: (transfer full): an object
 */
JsonNode *
vas_verdict_to_json (VasVerdict *verdict)
{
  JsonObject *object = json_object_new ();
  JsonNode *node;
  JsonArray *findings = json_array_new ();

  for (guint i = 0; i < vas_verdict_get_n (verdict); i++)
    json_array_add_element (findings, vas_finding_to_json (vas_verdict_get (verdict, i)));
  json_object_set_string_member (object, "outcome", vas_enum_to_id (&vas_outcome_enum, (int) vas_verdict_get_outcome (verdict)));
  json_object_set_array_member (object, "findings", g_steal_pointer (&findings));

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

/**
 * vas_verdict_from_json:
 *
 * Returns: (transfer full): the verdict; %NULL with an error of %VAS_JSON_ERROR that names the member
 */
VasVerdict *
vas_verdict_from_json (JsonNode  *node,
                       GError   **error)
{
  g_autoptr(VasVerdict) verdict = NULL;
  JsonArray *findings = NULL;

  if (!expect_object (node, "verdict", error)
      || !vas_json_get_array (json_node_get_object (node), "findings", TRUE, &findings, error))
    return NULL;

  verdict = vas_verdict_new ();
  for (guint i = 0; i < json_array_get_length (findings); i++)
    {
      VasFinding *finding = vas_finding_from_json (json_array_get_element (findings, i), error);

      if (finding == NULL)
        return NULL;
      vas_verdict_add (verdict, finding);
    }

  return g_steal_pointer (&verdict);
}
