/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-measure.h"

static const char * const vas_measure_kind_ids[] = { "freeze", "suspend", "cancel", NULL };

const VasEnum vas_measure_kind_enum = { "measure_kind", vas_measure_kind_ids };

static const char * const vas_measure_state_ids[] = { "proposed", "in_force", "lifting", "lifted", "rejected", "withdrawn", NULL };

const VasEnum vas_measure_state_enum = { "measure_state", vas_measure_state_ids };

static const VasField fields[] = {
  VAS_FIELD (VasMeasure, account_key, KEY, 0),
  VAS_FIELD_OF_ENUM (VasMeasure, kind, vas_measure_kind_enum, 0),
  VAS_FIELD_OF_ENUM (VasMeasure, state, vas_measure_state_enum, 0),
  VAS_FIELD (VasMeasure, reason, TEXT, 0),
  VAS_FIELD (VasMeasure, evidence, TEXT, 0),
  VAS_FIELD_OF_ENUM (VasMeasure, state_before, vas_account_state_enum, 0),
  VAS_FIELD (VasMeasure, proposed_by, KEY, 0),
  VAS_FIELD (VasMeasure, proposed_at, TIME, 0),
  VAS_FIELD (VasMeasure, decided_by, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasMeasure, decided_at, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasMeasure, decision, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasMeasure, ended_orders, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasMeasure, lift_reason, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasMeasure, lift_by, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasMeasure, lift_at, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasMeasure, lifted_by, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasMeasure, lifted_at, TIME, VAS_FIELD_NULLABLE),
};

VAS_DEFINE_ENTITY (VasMeasure, vas_measure, "measure", fields)

/** vas_measure_is_open: whether it is proposed, in force or being lifted. */
gboolean
vas_measure_is_open (VasMeasure *self)
{
  return self->state == VAS_MEASURE_STATE_PROPOSED || self->state == VAS_MEASURE_STATE_IN_FORCE || self->state == VAS_MEASURE_STATE_LIFTING;
}
