/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-service.h"

static const char * const vas_service_state_ids[] = {
  "on_sale",
  "withdrawn",
  NULL,
};

const VasEnum vas_service_state_enum = { "service_state", vas_service_state_ids };

static const VasField fields[] = {
  VAS_FIELD (VasService, code, TEXT, 0),
  VAS_FIELD (VasService, name, TEXT, 0),
  VAS_FIELD (VasService, name_en, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasService, description, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasService, position, INTEGER, 0),
  VAS_FIELD_OF_ENUM (VasService, state, vas_service_state_enum, 0),
};

VAS_DEFINE_ENTITY (VasService, vas_service, "service", fields)
