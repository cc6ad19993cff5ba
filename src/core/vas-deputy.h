/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"

G_BEGIN_DECLS

#define VAS_TYPE_DEPUTY (vas_deputy_get_type ())
G_DECLARE_FINAL_TYPE (VasDeputy, vas_deputy, VAS, DEPUTY, VasEntity)

/**
 * VasDeputy:
 *
 * A named and dated deputy: who may act with the roles of another (R30).
 */
struct _VasDeputy
{
  VasEntity  parent_instance;

  char     *principal_key;
  char     *deputy_key;
  gint64    roles;
  gint32    from_date;
  gint32    to_date;
  char     *named_by;
};

G_END_DECLS
