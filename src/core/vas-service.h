/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"

G_BEGIN_DECLS

/**
 * VasServiceState:
 *
 * Whether a service or plan is sold (R6).
 */
typedef enum {
  VAS_SERVICE_STATE_ON_SALE,   /* 在售 */
  VAS_SERVICE_STATE_WITHDRAWN, /* 已下架: sells no more, what was sold stays valid */
} VasServiceState;

extern const VasEnum vas_service_state_enum;

#define VAS_TYPE_SERVICE (vas_service_get_type ())
G_DECLARE_FINAL_TYPE (VasService, vas_service, VAS, SERVICE, VasEntity)

/**
 * VasService:
 *
 * A value-added service, 增值服务 (R1).
 */
struct _VasService
{
  VasEntity  parent_instance;

  char     *code;                   /* stable name, such as resume-polish */
  char     *name;
  char     *name_en;
  char     *description;
  gint64    position;               /* place in lists */
  VasServiceState state;
};

G_END_DECLS
