/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"

G_BEGIN_DECLS

/**
 * VasTermsState:
 *
 * The states of a terms version (R24).
 */
typedef enum {
  VAS_TERMS_STATE_DRAFT,     /* 草稿 */
  VAS_TERMS_STATE_REVIEW,    /* 待审 */
  VAS_TERMS_STATE_APPROVED,  /* 已批 */
  VAS_TERMS_STATE_SCHEDULED, /* 已排期 */
  VAS_TERMS_STATE_CURRENT,   /* 现行 */
  VAS_TERMS_STATE_HISTORY,   /* 历史 */
} VasTermsState;

extern const VasEnum vas_terms_state_enum;

#define VAS_TYPE_TERMS (vas_terms_get_type ())
G_DECLARE_FINAL_TYPE (VasTerms, vas_terms, VAS, TERMS, VasEntity)

/**
 * VasTerms:
 *
 * A version of the terms of service (R24, R25).
 */
struct _VasTerms
{
  VasEntity  parent_instance;

  char     *label;
  gint32    updated_on;
  gint64    effective_at;
  VasTermsState state;
  char     *text;                   /* imported history may lack it */
  char     *sha256;
};

G_END_DECLS
