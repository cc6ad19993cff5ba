/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What vasctl order and vasctl account share: records and the time line of a dossier, as JSON and as lines. Personal data are masked (R31). */

#include "vas-cli-dossier.h"

#include "vas-codec.h"
#include "vas-erased-words.h"
#include "vas-labels.h"

#include <glib/gi18n.h>

/** vas_cli_name_of: @key: (nullable): of a staff member. */
const char *
vas_cli_name_of (GHashTable *names,
                 const char *key)
{
  const char *name = key != NULL ? g_hash_table_lookup (names, key) : NULL;

  return name != NULL ? name : key != NULL ? key : "–";
}

/** vas_cli_add_entity: @entity: (nullable): null where there is none. */
void
vas_cli_add_entity (JsonBuilder *builder,
                    const char  *name,
                    gpointer     entity)
{
  json_builder_set_member_name (builder, name);
  if (entity != NULL)
    json_builder_add_value (builder, vas_codec_encode (entity, VAS_CODEC_WITHOUT_PERSONAL));
  else
    json_builder_add_null_value (builder);
}

/** vas_cli_add_entities: @entities: (element-type VasEntity). */
void
vas_cli_add_entities (JsonBuilder *builder,
                      const char  *name,
                      GPtrArray   *entities)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < entities->len; i++)
    json_builder_add_value (builder, vas_codec_encode (g_ptr_array_index (entities, i), VAS_CODEC_WITHOUT_PERSONAL));
  json_builder_end_array (builder);
}

static const char *
get_kind (VasEventKind kind)
{
  switch (kind)
    {
    case VAS_EVENT_MADE:
      return "made";
    case VAS_EVENT_PAID:
      return "paid";
    case VAS_EVENT_USED:
      return "used";
    case VAS_EVENT_NOTICE:
      return "notice";
    case VAS_EVENT_COMMAND:
    default:
      return "command";
    }
}

/** vas_cli_add_events: the member "time_line"; @events: (element-type VasEvent); @names: (element-type utf8 utf8): of the staff by key. */
void
vas_cli_add_events (JsonBuilder *builder,
                    GPtrArray   *events,
                    GHashTable  *names)
{
  json_builder_set_member_name (builder, "time_line");
  json_builder_begin_array (builder);
  for (guint i = 0; i < events->len; i++)
    {
      VasEvent *event = g_ptr_array_index (events, i);

      json_builder_begin_object (builder);
      vas_cli_add_int (builder, "at", event->at);
      vas_cli_add_text (builder, "kind", get_kind (event->kind));
      if (event->kind == VAS_EVENT_COMMAND)
        {
          vas_cli_add_text (builder, "type", event->type);
          vas_cli_add_text (builder, "actor", vas_cli_name_of (names, event->actor));
          vas_cli_add_text (builder, "reason", event->reason);
          vas_cli_add_text (builder, "record", event->record);
          vas_cli_add_bool (builder, "applied", event->applied);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/** vas_cli_print_notes: @notes: (element-type VasNote). */
void
vas_cli_print_notes (GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++)
    {
      VasNote *note = g_ptr_array_index (notes, i);
      g_autofree char *at = vas_instant_format_local (note->made_at);

      vas_cli_print (_("Note %s: %s\n"), at, vas_words_or_erased (note->text));
    }
}

static void
print_payment (const char *at,
               VasPayment *payment)
{
  g_autofree char *amount = payment != NULL ? vas_money_format (payment->amount) : NULL;

  if (payment == NULL)
    vas_cli_print ("  %s  %s\n", at, _("Paid"));
  else
    vas_cli_print ("  %s  %s  %s  %s  %s\n", at, vas_label (&vas_payment_state_enum, payment->state), amount,
                   vas_label (&vas_channel_enum, payment->channel), payment->transaction_no);
}

static void
print_command (const char *at,
               VasEvent   *event,
               GHashTable *names)
{
  vas_cli_print ("  %s  %s  %s%s%s%s%s%s\n", at, event->type, vas_cli_name_of (names, event->actor), event->applied ? "" : _(" (refused)"),
                 event->record != NULL ? "  " : "", event->record != NULL ? event->record : "",
                 event->reason != NULL ? "  " : "", event->reason != NULL ? event->reason : "");
}

/** vas_cli_print_events: as vas_cli_add_events(), a line each. */
void
vas_cli_print_events (GPtrArray  *events,
                      GHashTable *names)
{
  vas_cli_print (_("Time line:\n"));
  for (guint i = 0; i < events->len; i++)
    {
      VasEvent *event = g_ptr_array_index (events, i);
      g_autofree char *at = vas_instant_format_local (event->at);

      if (event->kind == VAS_EVENT_COMMAND)
        print_command (at, event, names);
      else if (event->kind == VAS_EVENT_PAID)
        print_payment (at, (VasPayment *) event->entity);
      else if (event->kind == VAS_EVENT_MADE)
        vas_cli_print ("  %s  %s\n", at, _("Order made"));
      else if (event->kind == VAS_EVENT_USED)
        vas_cli_print ("  %s  %s\n", at, _("Service used"));
      else
        vas_cli_print ("  %s  %s  %s\n", at, vas_label (&vas_notice_channel_enum, ((VasNotice *) event->entity)->channel),
                       vas_words_or_erased (((VasNotice *) event->entity)->text));
    }
}
