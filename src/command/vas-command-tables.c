/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which tables of commands there are. A new aggregate adds its table here and nowhere else. */

#include "vas-command-tables.h"

const VasCommandType * const vas_command_tables[] = {
  vas_staff_commands,
  vas_deputy_commands,
  vas_setting_commands,
  vas_request_commands,
  vas_stock_commands,
  vas_issue_commands,
  vas_close_commands,
  vas_order_commands,
  vas_parcel_commands,
  vas_notice_commands,
  vas_return_commands,
  vas_note_commands,
  vas_import_commands,
  vas_renew_commands,
  vas_reveal_commands,
  vas_account_commands,
  vas_payment_commands,
  vas_shop_commands,
  vas_change_commands,
  vas_erase_again_commands,
  vas_personal_commands,
  vas_refund_commands,
  vas_measure_commands,
  NULL,
};
