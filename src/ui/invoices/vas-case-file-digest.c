/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether two readings of a case say the same. A case that was read ahead is read again when it is opened, and any commit reads the
 * open case anew; nearly always nothing of it changed, and its cards are then left as they are. The digest is over the
 * records whole, not their versions: what is taken back and done otherwise has the same version again.
 *
 * Made once by the reader's thread, a fraction of a millisecond; then never changed.
 */

#include "vas-case-file.h"

#include "vas-codec.h"
#include "vas-journal.h"
#include "vas-verdict-json.h"

static void
add_text (GChecksum  *digest,
          const char *text)
{
  g_checksum_update (digest, (const guchar *) (text != NULL ? text : "\1"), -1);
  g_checksum_update (digest, (const guchar *) "\n", 1);
}

static void
add_int (GChecksum *digest,
         gint64     value)
{
  char text[32];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value);
  add_text (digest, text);
}

static void
add_node (GChecksum *digest,
          JsonNode  *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  add_text (digest, text);
  json_node_unref (node);
}

static void
add_entity (GChecksum *digest,
            gpointer   entity)
{
  if (entity != NULL)
    add_node (digest, vas_codec_encode (entity, VAS_CODEC_WHOLE));
  else
    add_text (digest, NULL);
}

static void
add_entities (GChecksum *digest,
              GPtrArray *entities)
{
  add_int (digest, entities->len);
  for (guint i = 0; i < entities->len; i++)
    add_entity (digest, g_ptr_array_index (entities, i));
}

static void
add_case (GChecksum *digest,
          VasCase   *vas_case)
{
  add_entity (digest, vas_case->request);
  add_entity (digest, vas_case->account);
  for (guint i = 0; i < vas_case->orders->len; i++)
    {
      VasCaseOrder *item = g_ptr_array_index (vas_case->orders, i);

      add_entity (digest, item->share);
      add_entity (digest, item->order);
      add_int (digest, item->invoiced);
    }
  add_entities (digest, vas_case->fapiao);
  add_entities (digest, vas_case->lines);
  add_entities (digest, vas_case->parcels);
  add_entities (digest, vas_case->notices);
  add_entities (digest, vas_case->notes);
  add_text (digest, vas_case->earlier_title);
  add_int (digest, vas_case->in_doubt);
}

static void
add_house (GChecksum   *digest,
           VasCaseFile *self)
{
  for (guint kind = 0; kind < G_N_ELEMENTS (self->house); kind++)
    {
      for (guint i = 0; self->house[kind] != NULL && i < self->house[kind]->len; i++)
        {
          const VasReason *reason = g_ptr_array_index (self->house[kind], i);

          add_text (digest, reason->id);
          add_text (digest, reason->label);
          add_text (digest, reason->text);
        }
    }
}

static void
add_names (GChecksum   *digest,
           VasCaseFile *self)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (self->names), (GCompareFunc) g_strcmp0);

  for (GList *key = keys; key != NULL; key = key->next)
    {
      add_text (digest, key->data);
      add_text (digest, g_hash_table_lookup (self->names, key->data));
    }
}

static void
add_trail (GChecksum   *digest,
           VasCaseFile *self)
{
  for (guint i = 0; i < self->trail->len; i++)
    {
      const VasLogRow *row = g_ptr_array_index (self->trail, i);

      add_int (digest, row->seq);
      add_text (digest, row->command_id);
    }
}

/* vas_case_file_seal: makes the digest of what was read, the moment of reading apart. */
void
vas_case_file_seal (VasCaseFile *self)
{
  const VasRequest *request = self->vas_case->request;
  g_autoptr (GChecksum) digest = g_checksum_new (G_CHECKSUM_SHA256);

  add_case (digest, self->vas_case);
  for (guint act = 0; act < VAS_REVIEW_N_ACTS; act++)
    add_node (digest, vas_verdict_to_json (self->verdicts[act]));
  add_trail (digest, self);
  add_house (digest, self);
  add_text (digest, self->staff_key);
  add_int (digest, self->roles);
  add_text (digest, self->directory);
  add_names (digest, self);
  add_int (digest, request->claimed_until != VAS_NONE && request->claimed_until > self->now);
  add_int (digest, self->today);
  add_int (digest, self->proposed_due);
  add_int (digest, self->claim_length);
  if (request->due != VAS_NONE_DATE)
    add_int (digest, vas_calendar_working_days_between (self->calendar, self->today, request->due));
  self->digest = g_strdup (g_checksum_get_string (digest));
}

/** vas_case_file_equal: whether both say the same of the same case to the same person; their moments apart. */
gboolean
vas_case_file_equal (VasCaseFile *self,
                     VasCaseFile *other)
{
  return g_str_equal (self->digest, other->digest);
}
