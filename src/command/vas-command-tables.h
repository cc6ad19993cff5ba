/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command-type.h"

G_BEGIN_DECLS

/* The tables of commands, one for each file of an aggregate; each ends with a NULL name. */
extern const VasCommandType vas_staff_commands[];
extern const VasCommandType vas_deputy_commands[];
extern const VasCommandType vas_setting_commands[];
extern const VasCommandType vas_request_commands[];
extern const VasCommandType vas_stock_commands[];
extern const VasCommandType vas_issue_commands[];
extern const VasCommandType vas_close_commands[];
extern const VasCommandType vas_order_commands[];
extern const VasCommandType vas_parcel_commands[];
extern const VasCommandType vas_notice_commands[];
extern const VasCommandType vas_return_commands[];
extern const VasCommandType vas_note_commands[];
extern const VasCommandType vas_import_commands[];
extern const VasCommandType vas_renew_commands[];
extern const VasCommandType vas_reveal_commands[];
extern const VasCommandType vas_account_commands[];
extern const VasCommandType vas_payment_commands[];
extern const VasCommandType vas_shop_commands[];
extern const VasCommandType vas_change_commands[];
extern const VasCommandType vas_erase_again_commands[];
extern const VasCommandType vas_personal_commands[];
extern const VasCommandType vas_refund_commands[];
extern const VasCommandType vas_measure_commands[];

extern const VasCommandType * const vas_command_tables[];

G_END_DECLS
