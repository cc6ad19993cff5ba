/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"

G_BEGIN_DECLS

#define VAS_TYPE_STAFF (vas_staff_get_type ())
G_DECLARE_FINAL_TYPE (VasStaff, vas_staff, VAS, STAFF, VasEntity)

/**
 * VasStaff:
 *
 * Someone who uses this program (R30).
 */
struct _VasStaff
{
  VasEntity  parent_instance;

  char     *login;
  char     *name;
  gint64    roles;                  /* bits of VasRole */
  gboolean  active;
};

gboolean vas_staff_is_login (const char *text);
gboolean vas_staff_is_name  (const char *text);

G_END_DECLS
