/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-request.h"

static const char * const vas_request_state_ids[] = {
  "draft",
  "review",
  "second",
  "to_issue",
  "to_ship",
  "to_pickup",
  "to_tell",
  "done",
  "rejected",
  "withdrawn",
  "returning",
  "voided",
  "reversed",
  NULL,
};

const VasEnum vas_request_state_enum = { "request_state", vas_request_state_ids };

static const char * const vas_request_source_ids[] = {
  "phone",
  "shop",
  "import",
  NULL,
};

const VasEnum vas_request_source_enum = { "request_source", vas_request_source_ids };

static const char * const vas_title_kind_ids[] = {
  "personal",
  "company",
  "body",
  NULL,
};

const VasEnum vas_title_kind_enum = { "title_kind", vas_title_kind_ids };

static const char * const vas_delivery_ids[] = {
  "courier",
  "pickup",
  NULL,
};

const VasEnum vas_delivery_enum = { "delivery", vas_delivery_ids };

static const VasField fields[] = {
  VAS_FIELD (VasRequest, number, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, account_key, KEY, 0),
  VAS_FIELD_OF_ENUM (VasRequest, state, vas_request_state_enum, 0),
  VAS_FIELD_OF_ENUM (VasRequest, source, vas_request_source_enum, 0),
  VAS_FIELD_OF_ENUM (VasRequest, title_kind, vas_title_kind_enum, 0),
  VAS_FIELD (VasRequest, title, TEXT, 0),
  VAS_FIELD (VasRequest, taxpayer_id, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, amount, MONEY, 0),
  VAS_FIELD (VasRequest, requested_at, TIME, 0),
  VAS_FIELD (VasRequest, received_at, TIME, 0),
  VAS_FIELD (VasRequest, entered_by, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, corrected_by, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD_OF_ENUM (VasRequest, delivery, vas_delivery_enum, 0),
  VAS_FIELD (VasRequest, recipient_name, TEXT, VAS_FIELD_NULLABLE | VAS_FIELD_PERSONAL),
  VAS_FIELD (VasRequest, recipient_mobile, TEXT, VAS_FIELD_NULLABLE | VAS_FIELD_PERSONAL),
  VAS_FIELD (VasRequest, recipient_address, TEXT, VAS_FIELD_NULLABLE | VAS_FIELD_PERSONAL),
  VAS_FIELD (VasRequest, recipient_name_masked, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, recipient_mobile_masked, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, recipient_address_masked, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, due, DATE, 0),
  VAS_FIELD (VasRequest, due_provisional, BOOLEAN, 0),
  VAS_FIELD (VasRequest, review_due, DATE, 0),
  VAS_FIELD (VasRequest, extensions, INTEGER, 0),
  VAS_FIELD (VasRequest, extension_reason, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, claimed_by, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, claimed_until, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, approved_by, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, approved_at, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, seconded_by, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, reject_reasons, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, reject_text, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, rejected_at, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, corrects_key, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, reissues_key, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, caller_note, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, return_reason, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, returned_by, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, tax_loss, MONEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, tax_loss_by, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, tax_loss_at, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, finished_at, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRequest, locked_at, TIME, VAS_FIELD_NULLABLE),
};

VAS_DEFINE_ENTITY (VasRequest, vas_request, "request", fields)

static gboolean
is_corrector (VasRequest *self,
              const char *staff_key)
{
  g_auto (GStrv) keys = self->corrected_by != NULL ? g_strsplit (self->corrected_by, " ", -1) : NULL;

  return keys != NULL && g_strv_contains ((const char * const *) keys, staff_key);
}

/** vas_request_was_written_by: R13: whether that person entered the request or corrected it since. */
gboolean
vas_request_was_written_by (VasRequest *self,
                            const char *staff_key)
{
  return g_strcmp0 (self->entered_by, staff_key) == 0 || is_corrector (self, staff_key);
}

/** vas_request_add_corrector: notes that somebody of the staff corrected what was asked; each person once. */
void
vas_request_add_corrector (VasRequest *self,
                           const char *staff_key)
{
  g_autofree char *keys = NULL;

  if (is_corrector (self, staff_key))
    return;
  keys = self->corrected_by != NULL ? g_strjoin (" ", self->corrected_by, staff_key, NULL) : g_strdup (staff_key);
  g_object_set (self, "corrected-by", keys, NULL);
}
