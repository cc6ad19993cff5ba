/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Requests of the office's user about his personal data, for tests of what becomes of them. */

#include "vas-asked.h"

#include "vas-table.h"

/** vas_asked_new: (transfer full): a personal.open of the office's account, by @actor, owned by the clerk. @received: (nullable): today */
VasCommand *
vas_asked_new (VasFixture *f,
               const char *actor,
               const char *kind,
               const char *received)
{
  VasCommand *command = vas_command_new ("personal.open", actor, f->now);

  vas_command_set_text (command, "account", f->account);
  vas_command_set_text (command, "kind", kind);
  vas_command_set_text (command, "source", "phone");
  vas_command_set_text (command, "text", "单晓明要求处理本人信息");
  vas_command_set_text (command, "identity", "回拨登记手机并核对订单");
  vas_command_set_text (command, "owner", f->clerk);
  if (received != NULL)
    vas_command_set_text (command, "received", received);

  return command;
}

/** vas_asked_get: (transfer full): the request there is. */
VasPersonalRequest *
vas_asked_get (VasFixture *f)
{
  g_autoptr (GError) error = NULL;
  VasPersonalRequest *request = vas_table_find (f->sql, VAS_TYPE_PERSONAL_REQUEST, "account_key", f->account, &error);

  g_assert_no_error (error);
  return request;
}

/** vas_asked_opened: (transfer full): a request of that kind, taken by the clerk. */
VasPersonalRequest *
vas_asked_opened (VasFixture *f,
                  const char *kind)
{
  g_autoptr (VasCommand) command = vas_asked_new (f, f->clerk, kind, NULL);

  vas_fixture_apply (f, command);
  return vas_asked_get (f);
}

/** vas_asked_get_account: (transfer full): the user. */
VasAccount *
vas_asked_get_account (VasFixture *f)
{
  g_autoptr (GError) error = NULL;
  VasAccount *account = vas_table_get (f->sql, VAS_TYPE_ACCOUNT, f->account, &error);

  g_assert_no_error (error);
  return account;
}

/** vas_asked_act: (transfer full): a command about @request. */
VasCommand *
vas_asked_act (VasFixture         *f,
               const char         *type,
               const char         *actor,
               VasPersonalRequest *request)
{
  VasCommand *command = vas_command_new (type, actor, f->now);

  vas_command_set_text (command, "request", vas_entity_get_key (VAS_ENTITY (request)));
  return command;
}

/** vas_asked_say: (transfer full): a command about @request with the words that it needs. */
VasCommand *
vas_asked_say (VasFixture         *f,
               const char         *type,
               const char         *actor,
               VasPersonalRequest *request)
{
  VasCommand *command = vas_asked_act (f, type, actor, request);

  vas_command_set_text (command, g_str_equal (type, "personal.refuse") || g_str_equal (type, "personal.withdraw") ? "why" : "answer",
                        "已按请求办理");
  return command;
}
