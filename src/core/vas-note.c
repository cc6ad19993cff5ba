/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-note.h"

static const char * const vas_subject_ids[] = {
  "account",
  "order",
  "request",
  NULL,
};

const VasEnum vas_subject_enum = { "subject", vas_subject_ids };

static const char * const vas_note_kind_ids[] = {
  "note",
  "complaint",
  NULL,
};

const VasEnum vas_note_kind_enum = { "note_kind", vas_note_kind_ids };

static const VasField fields[] = {
  VAS_FIELD_OF_ENUM (VasNote, subject, vas_subject_enum, 0),
  VAS_FIELD (VasNote, subject_key, KEY, 0),
  VAS_FIELD_OF_ENUM (VasNote, kind, vas_note_kind_enum, 0),
  VAS_FIELD (VasNote, text, TEXT, 0),
  VAS_FIELD (VasNote, author_key, KEY, 0),
  VAS_FIELD (VasNote, made_at, TIME, 0),
  VAS_FIELD (VasNote, owner_key, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasNote, due, DATE, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasNote, answer, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasNote, answered_at, TIME, VAS_FIELD_NULLABLE),
};

VAS_DEFINE_ENTITY (VasNote, vas_note, "note", fields)
