/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-application.h"

G_BEGIN_DECLS

struct _VasApplication
{
  AdwApplication  parent_instance;

  VasOpenFunc     open;
  GSettings      *settings;
  char           *directory;
  VasDeskFlags    flags;
  VasDesk        *desk;
  GError         *open_error;       /* nullable: why the records are not open */
  gboolean        opening;
  gboolean        checked;          /* opened again after damage was found in them */

  /* What the command line asked for; taken when the records are open. */
  char           *wanted_view;
  char           *wanted_search;
  char           *wanted_login;

  gboolean        closing;
  gboolean        not_saved;        /* that was tried and failed, and the windows say so */
  guint           saving_id;        /* shows that it takes longer than a moment */
  guint           clock;            /* for what is due by the calendar */
};

void vas_application_add_actions   (VasApplication *self);
void vas_application_open_records  (VasApplication *self,
                                    VasDeskFlags    flags);
void vas_application_show_state    (VasApplication *self,
                                    GtkWindow      *window);
void vas_application_take_wanted   (VasApplication *self);
void vas_application_start_clock   (VasApplication *self);
void vas_application_begin_close   (VasApplication *self);
void vas_application_end           (VasApplication *self);

G_END_DECLS
