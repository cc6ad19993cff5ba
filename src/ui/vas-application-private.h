/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-application.h"
#include "vas-notifier.h"

G_BEGIN_DECLS

/* The server that the records follow; all empty where they follow none. */
typedef struct {
  char         *address;            /* nullable */
  char         *login;              /* nullable: nobody has signed in here before */
  char         *staff_key;          /* nullable, as @login */
  char         *token;              /* nullable: nobody is signed in */
  VasTransport *transport;          /* nullable */
  VasDaemon    *daemon;             /* nullable: the server is this computer's own, and @address is its folder */
  VasSync      *sync;               /* nullable */
  gboolean      looking;            /* in the key ring */
  gboolean      unkept;             /* there is no key ring */
  gboolean      looked;             /* there, once */
  GCancellable *fetching;           /* nullable: everything is being fetched */
  gboolean      fetched;            /* or given up, since there are older records */
  char         *progress;           /* nullable: of the fetching */
  gboolean      changing;           /* @asked, and it may be another person */
  char         *next_login;         /* nullable: who has signed in and waits for the first to leave */
  char         *next_staff_key;     /* nullable, as @next_login */
  char         *next_token;         /* nullable, as @next_login */
  gboolean      asked;              /* a person wants to sign in while the work goes on */
} VasServer;

struct _VasApplication
{
  AdwApplication  parent_instance;

  VasOpenFunc     open;
  VasConnectFunc  connect;
  VasStartFunc    start;
  VasServer       server;
  GSettings      *settings;
  char           *directory;
  VasDeskFlags    flags;
  VasDesk        *desk;
  GError         *open_error;       /* nullable: why the records are not open */
  gboolean        opening;
  gboolean        welcoming;        /* nobody has chosen yet where the records are */
  gboolean        nobody;           /* and they are on this computer, and empty */
  guint           unpainted_id;     /* nothing of the program has been seen yet: what is read waits for that, for this long at most */
  gboolean        checked;          /* opened again after damage was found in them */

  /* What the command line asked for; taken when the records are open. */
  char           *wanted_view;
  char           *wanted_search;
  char           *wanted_login;

  /* One person leaves this desk to another, where the server is this computer's own. */
  gboolean        leaving;
  VasDesk        *left;             /* nullable: of who sat here, until the records of the other are open */
  char           *arriving;         /* nullable: login of who sits down */
  char           *next_login;       /* nullable: and who after that */

  gboolean        closing;
  gboolean        not_saved;        /* that was tried and failed, and the windows say so */
  guint           saving_id;        /* shows that it takes longer than a moment */
  guint           clock;            /* for what is due by the calendar */
  VasNotifier    *notifier;         /* nullable: of the records that are shown */
};

void vas_application_add_actions   (VasApplication *self);
void vas_application_update_rights (VasApplication *self);
void vas_application_open_records  (VasApplication *self,
                                    VasDeskFlags    flags);
void vas_application_show_state    (VasApplication *self,
                                    GtkWindow      *window);
void vas_application_show_state_everywhere (VasApplication *self);
void vas_application_show_records  (VasApplication *self);
void vas_application_take_wanted   (VasApplication *self);
void vas_application_start_clock   (VasApplication *self);
void vas_application_begin_close   (VasApplication *self);

void     vas_application_use_server    (VasApplication *self,
                                        const char     *address);
gboolean vas_application_knows_person  (VasApplication *self);
gboolean vas_application_needs_sign_in (VasApplication *self);
void     vas_application_look_for_token (VasApplication *self);
void     vas_application_forget_token (VasApplication *self);
gboolean vas_application_must_fetch    (VasApplication *self);
void     vas_application_fetch         (VasApplication *self);
void     vas_application_follow        (VasApplication *self);
void     vas_application_unfollow      (VasApplication *self);
void     vas_application_ask           (VasApplication *self,
                                        gboolean        asked);
void     vas_application_change_person (VasApplication *self);
void     vas_application_leave         (VasApplication *self);
void     vas_application_take_next     (VasApplication *self);
void     vas_application_refuse_next   (VasApplication *self);
void     vas_application_sync_again    (VasApplication *self);
void     vas_application_clear_server  (VasApplication *self);
void     vas_application_take_person   (VasApplication *self,
                                        const char     *login,
                                        const char     *staff_key);
void     vas_application_watch_sync    (VasApplication *self);
void     vas_application_start_here    (VasApplication *self);
void     vas_application_ask_here      (VasApplication *self);
char    *vas_application_describe_here (VasApplication *self);
char    *vas_application_find_staff_key (VasApplication *self,
                                        const char     *login);
void     vas_application_arrive        (VasApplication *self);
gboolean vas_application_stay          (VasApplication *self,
                                        const GError   *error);
void     vas_application_switch        (VasApplication *self,
                                        const char     *login);
void     vas_application_take_here     (VasApplication *self,
                                        const char     *login,
                                        const char     *staff_key,
                                        char           *token);

void     vas_application_find_records  (VasApplication *self);
void     vas_application_choose_server (VasApplication *self);
void     vas_application_choose_again  (VasApplication *self);
gboolean vas_application_is_choosing   (VasApplication *self);
void     vas_application_open_demo     (VasApplication *self);
void     vas_application_greet         (VasApplication *self);

void     vas_application_fail          (VasApplication *self,
                                        GError         *error);
void vas_application_end           (VasApplication *self);

G_END_DECLS
