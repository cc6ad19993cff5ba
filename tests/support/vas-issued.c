/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cases that are issued already, for the tests of what comes after. Everything in them is invented. */

#include "vas-issued.h"

#include "vas-ledger.h"
#include "vas-table.h"
#include "vas-uuid.h"

#define CODE "044002100304"

/** vas_issued_change: writes a record as no command would, to make a case. */
void
vas_issued_change (VasFixture *self,
                   gpointer    entity)
{
  g_autoptr (GError) error = NULL;

  vas_table_update (self->sql, entity, &error);
  g_assert_no_error (error);
}

/** vas_issued_add_sheet: (transfer full): key of a sheet issued for the request on that day, at 6 %, with a photo. */
char *
vas_issued_add_sheet (VasFixture *self,
                      const char *request,
                      const char *number,
                      gint64      fen,
                      const char *issued_on)
{
  g_autofree char *key = vas_uuid_derive (request, number, self->now);
  g_autoptr (VasFapiao) sheet = NULL;
  g_autoptr (GError) error = NULL;
  VasMoney net, tax;

  g_assert_true (vas_tax_split (fen, 600, &net, &tax));
  sheet = g_object_new (VAS_TYPE_FAPIAO, "key", key, "ver", (gint64) 1, "code", CODE, "number", number, "kind", "04",
                        "point", "A", "state", (gint64) VAS_FAPIAO_STATE_ISSUED, "request-key", request, "amount", fen,
                        "net", net, "tax", tax, "check-code", "48114255542168294433", "photo", "sha", NULL);
  g_assert_true (vas_date_parse (issued_on, &sheet->issued_on, NULL));
  vas_table_insert (self->sql, VAS_ENTITY (sheet), &error);
  g_assert_no_error (error);

  return g_steal_pointer (&key);
}

/** vas_issued_request: (transfer full): key of a request at 待寄出 that has no sheets yet, for a new order of @fen. */
char *
vas_issued_request (VasFixture *self,
                    const char *order_number,
                    gint64      fen)
{
  g_autofree char *order = vas_fixture_add_order (self, order_number, fen, "2025-06-01");
  char *key = vas_fixture_enter_approved (self, order, fen);
  g_autoptr (VasRequest) request = vas_fixture_get_request (self, key);

  request->state = VAS_REQUEST_STATE_TO_SHIP;
  vas_issued_change (self, request);

  return key;
}

/** vas_issued_ready: (transfer full): key of a request over ¥298.00 whose one sheet, of this month, lies at the desk. */
char *
vas_issued_ready (VasFixture  *self,
                  const char  *order_number,
                  const char  *sheet_number,
                  char       **sheet)
{
  char *key = vas_issued_request (self, order_number, 29800);

  *sheet = vas_issued_add_sheet (self, key, sheet_number, 29800, "2026-03-09");

  return key;
}

/** vas_issued_ship: (transfer full): a parcel.ship of one sheet, or two. */
VasCommand *
vas_issued_ship (VasFixture *self,
                 const char *actor,
                 const char *waybill,
                 const char *sheet,
                 const char *other)
{
  VasCommand *command = vas_command_new ("parcel.ship", actor, self->now);
  const char *keys[] = { sheet, other, NULL };

  vas_command_set_texts (command, "fapiao", keys);
  vas_command_set_text (command, "waybill", waybill);

  return command;
}

/** vas_issued_shipped: (transfer full): key of the parcel in which the clerk has sent the sheet. */
char *
vas_issued_shipped (VasFixture *self,
                    const char *waybill,
                    const char *sheet)
{
  g_autoptr (VasCommand) command = vas_issued_ship (self, self->clerk, waybill, sheet, NULL);
  g_autoptr (VasFapiao) sent = NULL;

  vas_fixture_apply (self, command);
  sent = vas_issued_get_sheet (self, sheet);

  return g_strdup (sent->parcel_key);
}

/** vas_issued_recipient: (transfer full): a recipient.correct by the agent, of one argument. */
VasCommand *
vas_issued_recipient (VasFixture *self,
                      const char *request,
                      const char *name,
                      const char *value)
{
  VasCommand *command = vas_fixture_command (self, "recipient.correct", self->agent, request);

  vas_command_set_text (command, name, value);
  vas_command_set_text (command, "reason", "用户来电更正");

  return command;
}

void
vas_issued_event (VasFixture *self,
                  const char *parcel,
                  const char *state)
{
  g_autoptr (VasCommand) command = vas_command_new ("parcel.event", self->clerk, self->now);

  vas_command_set_text (command, "parcel", parcel);
  vas_command_set_text (command, "state", state);
  vas_fixture_apply (self, command);
}

void
vas_issued_tell (VasFixture *self,
                 const char *request,
                 const char *channel,
                 const char *text)
{
  g_autoptr (VasCommand) command = vas_fixture_command (self, "notice.tell", self->clerk, request);

  vas_command_set_text (command, "channel", channel);
  vas_command_set_text (command, "text", text);
  vas_fixture_apply (self, command);
}

VasFapiao *
vas_issued_get_sheet (VasFixture *self,
                      const char *key)
{
  g_autoptr (GError) error = NULL;
  VasFapiao *sheet = vas_table_get (self->sql, VAS_TYPE_FAPIAO, key, &error);

  g_assert_no_error (error);

  return sheet;
}

VasParcel *
vas_issued_get_parcel (VasFixture *self,
                       const char *key)
{
  g_autoptr (GError) error = NULL;
  VasParcel *parcel = vas_table_get (self->sql, VAS_TYPE_PARCEL, key, &error);

  g_assert_no_error (error);

  return parcel;
}

/** vas_issued_malformed: saves a command that cannot even be judged, for an argument of its. */
void
vas_issued_malformed (VasFixture *self,
                      VasCommand *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = NULL;

  g_assert_true (vas_sql_begin (self->sql, NULL));
  receipt = vas_ledger_save (self->sql, command, 0, self->now, &error);
  g_assert_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT);
  g_assert_null (receipt);
  vas_sql_rollback (self->sql);
}

int
vas_issued_get_state (VasFixture *self,
                      const char *request)
{
  g_autoptr (VasRequest) row = vas_fixture_get_request (self, request);

  return (int) row->state;
}
