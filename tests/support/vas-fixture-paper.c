/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Paper in the office of the tests: received, printed on, issued. */

#include "vas-fixture-paper.h"

#include "vas-table.h"
#include "vas-time.h"

/** vas_fixture_receive: the clerk receives a range from the supervisor. */
void
vas_fixture_receive (VasFixture *self,
                     const char *first,
                     const char *last)
{
  g_autoptr (VasCommand) command = vas_fixture_command (self, "stock.receive", self->clerk, NULL);

  vas_command_set_text (command, "point", VAS_FIXTURE_POINT);
  vas_command_set_text (command, "kind", "04");
  vas_command_set_text (command, "code", VAS_FIXTURE_CODE);
  vas_command_set_text (command, "first", first);
  vas_command_set_text (command, "last", last);
  vas_command_set_text (command, "handed_by", self->supervisor);
  vas_fixture_apply (self, command);
}

/** vas_fixture_print: (transfer full): a print list by the clerk of one request, not yet run. */
VasCommand *
vas_fixture_print (VasFixture *self,
                   const char *request)
{
  VasCommand *command = vas_fixture_command (self, "print.list", self->clerk, NULL);
  const char * const requests[] = { request, NULL };

  vas_command_set_texts (command, "requests", requests);
  vas_command_set_text (command, "point", VAS_FIXTURE_POINT);

  return command;
}

/** vas_fixture_get_sheet: (transfer full) (nullable): the sheet of a number. */
VasFapiao *
vas_fixture_get_sheet (VasFixture *self,
                       const char *number)
{
  return vas_table_find (self->sql, VAS_TYPE_FAPIAO, "number", number, NULL);
}

/** vas_fixture_on_sheet: (transfer full): a command on the sheet of a number, which must have a record. */
VasCommand *
vas_fixture_on_sheet (VasFixture *self,
                      const char *type,
                      const char *actor,
                      const char *number)
{
  VasCommand *command = vas_fixture_command (self, type, actor, NULL);
  g_autoptr (VasFapiao) sheet = vas_fixture_get_sheet (self, number);

  g_assert_nonnull (sheet);
  vas_command_set_text (command, "fapiao", vas_entity_get_key (VAS_ENTITY (sheet)));

  return command;
}

/** vas_fixture_issue: (transfer full): the issue by the clerk of a bound number, typed, dated today, not yet run. */
VasCommand *
vas_fixture_issue (VasFixture *self,
                   const char *number)
{
  VasCommand *command = vas_fixture_on_sheet (self, "fapiao.issue", self->clerk, number);
  g_autofree char *date = vas_date_format (vas_instant_to_date (self->now));

  vas_command_set_text (command, "code", VAS_FIXTURE_CODE);
  vas_command_set_text (command, "number", number);
  vas_command_set_text (command, "date", date);

  return command;
}

/** vas_fixture_enter_bound: (transfer full): key of an approved request whose numbers are bound. */
char *
vas_fixture_enter_bound (VasFixture *self,
                         const char *order,
                         gint64      fen)
{
  char *key = vas_fixture_enter_approved (self, order, fen);
  g_autoptr (VasCommand) print = vas_fixture_print (self, key);

  vas_fixture_apply (self, print);

  return key;
}

/** vas_fixture_enter_issued: (transfer full): key of a request of which every sheet is issued, skipped numbers acknowledged. */
char *
vas_fixture_enter_issued (VasFixture *self,
                          const char *order,
                          gint64      fen)
{
  char *key = vas_fixture_enter_bound (self, order, fen);
  g_autoptr (GPtrArray) sheets = vas_table_list (self->sql, VAS_TYPE_FAPIAO, "request_key", key, "number", NULL);

  g_assert_cmpuint (sheets->len, >, 0);
  for (guint i = 0; i < sheets->len; i++)
    {
      g_autoptr (VasCommand) issue = vas_fixture_issue (self, ((VasFapiao *) g_ptr_array_index (sheets, i))->number);

      vas_command_acknowledge (issue, "number-skipped");
      vas_fixture_apply (self, issue);
    }

  return key;
}
