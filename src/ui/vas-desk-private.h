/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

struct _VasDesk
{
  GObject       parent_instance;

  VasStore     *store;
  VasEngine    *engine;
  GSettings    *settings;
  VasDeskFlags  flags;
  VasStaff     *staff;
  GListStore   *staff_list;
  GHashTable   *roles;              /* (element-type utf8 guint): of each by key; NULL before the first load */
  guint         loads;              /* readings that were begun */
  guint         taken;              /* the newest of them that was taken over */
  VasCalendar  *calendar;
  GPtrArray    *held;               /* Held, oldest first */
  VasSync      *sync;               /* nullable: with the server that the records follow */
  char         *session_key;        /* nullable: of the person who is signed in there */
};

void        vas_desk_begin_load  (VasDesk     *self,
                                  GTask       *task);
gboolean    vas_desk_take_load   (VasDesk     *self,
                                  GTask       *task);
GHashTable *vas_desk_read_roles (VasSql     *sql,
                                 GPtrArray  *staff,
                                 gint32      today,
                                 GError    **error);
void vas_desk_init_held     (VasDesk    *self);
void vas_desk_settle        (VasDesk    *self,
                             const char *command_id,
                             gboolean    refused);
void vas_desk_tell_refusal  (VasDesk    *self,
                             const char *command_id);
void vas_desk_notify_pending (VasDesk   *self);
void vas_desk_emit_undone   (VasDesk    *self,
                             const char *command_id);

G_END_DECLS
