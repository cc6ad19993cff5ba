/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-fapiao.h"
#include "vas-fixture.h"
#include "vas-notice.h"
#include "vas-parcel.h"

G_BEGIN_DECLS

/* Issued cases for tests of what comes after the issue: sheets are put there as rows, without stock or print list. */

char      *vas_issued_request     (VasFixture     *self,
                                   const char     *order_number,
                                   gint64          fen);
char      *vas_issued_add_sheet   (VasFixture     *self,
                                   const char     *request,
                                   const char     *number,
                                   gint64          fen,
                                   const char     *issued_on);
char      *vas_issued_ready       (VasFixture     *self,
                                   const char     *order_number,
                                   const char     *sheet_number,
                                   char          **sheet);
VasCommand *vas_issued_ship       (VasFixture     *self,
                                   const char     *actor,
                                   const char     *waybill,
                                   const char     *sheet,
                                   const char     *other);
char      *vas_issued_shipped     (VasFixture     *self,
                                   const char     *waybill,
                                   const char     *sheet);
VasCommand *vas_issued_recipient  (VasFixture     *self,
                                   const char     *request,
                                   const char     *name,
                                   const char     *value);
void       vas_issued_event       (VasFixture     *self,
                                   const char     *parcel,
                                   const char     *state);
void       vas_issued_tell        (VasFixture     *self,
                                   const char     *request,
                                   const char     *channel,
                                   const char     *text);
VasFapiao *vas_issued_get_sheet   (VasFixture     *self,
                                   const char     *key);
VasParcel *vas_issued_get_parcel  (VasFixture     *self,
                                   const char     *key);
void       vas_issued_change      (VasFixture     *self,
                                   gpointer        entity);
void       vas_issued_malformed   (VasFixture     *self,
                                   VasCommand     *command);
int        vas_issued_get_state   (VasFixture     *self,
                                   const char     *request);

G_END_DECLS
