/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-limiter.h"
#include "vas-sessions.h"
#include "vas-staff.h"

G_BEGIN_DECLS

#define VAS_SESSION_LIFE (30 * VAS_INSTANT_DAY)

struct _VasSessions
{
  VasBackend  *backend;
  GThreadPool *slow;         /* where passwords are worked on: two at once, since each takes 64 MiB */
  VasLimiter  *by_login;
  VasLimiter  *by_address;
};

/*
 * Something that takes a password. The strings are its own.
 */
typedef struct _VasPasswordWork VasPasswordWork;
struct _VasPasswordWork
{
  void           (*run) (VasSessions     *self,
                         VasPasswordWork *work);
  VasHttpRequest  *request;
  gint64           now;
  gboolean         counted;  /* among the attempts of its login and address */
  char            *login;
  char            *password;
  char            *old;      /* (nullable) */
  char            *staff;    /* (nullable) */
  char            *device;   /* (nullable) */
};

VasPasswordWork *vas_password_work_new  (VasSessions     *self,
                                         VasHttpRequest  *request);
void             vas_password_work_free (VasPasswordWork *work);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasPasswordWork, vas_password_work_free)

void             vas_sessions_push      (VasSessions     *self,
                                         VasPasswordWork *work);
gboolean         vas_sessions_may_try   (VasSessions     *self,
                                         VasPasswordWork *work);
void             vas_sessions_succeeded (VasSessions     *self,
                                         VasPasswordWork *work);

void             vas_sessions_forgive   (VasSessions     *self,
                                         VasPasswordWork *work);
void             vas_sessions_count     (VasSessions     *self,
                                         const char      *label);
JsonObject      *vas_sessions_describe  (VasStaff        *staff);
void             vas_session_handle     (VasHttpRequest  *request,
                                         gpointer         data);
void             vas_sign_out_handle    (VasHttpRequest  *request,
                                         gpointer         data);
void             vas_sign_in_handle     (VasHttpRequest  *request,
                                         gpointer         data);
void             vas_password_handle    (VasHttpRequest  *request,
                                         gpointer         data);

G_END_DECLS
