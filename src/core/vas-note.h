/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"

G_BEGIN_DECLS

/**
 * VasSubject:
 *
 * What a note hangs on.
 */
typedef enum {
  VAS_SUBJECT_ACCOUNT,
  VAS_SUBJECT_ORDER,
  VAS_SUBJECT_REQUEST,
} VasSubject;

extern const VasEnum vas_subject_enum;

/**
 * VasNoteKind:
 *
 * A remark, or something that must be answered.
 */
typedef enum {
  VAS_NOTE_KIND_NOTE,
  VAS_NOTE_KIND_COMPLAINT,
} VasNoteKind;

extern const VasEnum vas_note_kind_enum;

#define VAS_TYPE_NOTE (vas_note_get_type ())
G_DECLARE_FINAL_TYPE (VasNote, vas_note, VAS, NOTE, VasEntity)

/**
 * VasNote:
 *
 * A note, or a complaint with its owner, term and answer.
 */
struct _VasNote
{
  VasEntity  parent_instance;

  VasSubject subject;
  char     *subject_key;
  VasNoteKind kind;
  char     *text;
  char     *author_key;
  gint64    made_at;
  char     *owner_key;
  gint32    due;
  char     *answer;
  gint64    answered_at;
};

G_END_DECLS
