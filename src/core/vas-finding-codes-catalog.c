/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of the findings on changes of the catalog. Conventions: vas-finding-codes.c. */

#include "vas-finding-codes-groups.h"

#include <glib/gi18n-lib.h>

const VasFindingCode vas_finding_codes_catalog[] = {
  /* R3: prices without overlap and without a hole. */
  { "price-begins-within", N_("{plan}: another price begins at {starts_at}; it must be withdrawn first"), N_("Price") },
  { "price-none-after", N_("{plan}: no price would be in force from {starts_at} on"), N_("Price") },
  { "price-built-upon", N_("{plan}: a price that begins at {starts_at} builds upon this one; it must be withdrawn first"), N_("Price") },

  /* R4: two persons, an instant. */
  { "change-state", N_("The change is at another step already"), N_("Catalog change") },
  { "change-of-author", N_("{author} drafted this change, so another person must decide"), N_("Two persons") },
  { "change-not-own", N_("Only {author}, who drafted this change, may work on it"), N_("Two persons") },
  { "change-start-past", N_("It would start at {starts_at}, which is past"), N_("Start of the change") },
  { "change-started", N_("It started at {starts_at} and cannot be withdrawn any more"), N_("Start of the change") },
  { "change-not-due", N_("It starts at {starts_at} and not before"), N_("Start of the change") },
  { "change-same-start", N_("{name}: another change of it starts at {starts_at}, too"), N_("Start of the change") },
  { "change-item-twice", N_("{name} stands in this change twice"), N_("Catalog change") },
  { "change-of-nothing", N_("{name}: nothing would change"), N_("Catalog change") },
  { "change-ends-early", N_("{name}: the promotion would end at {ends_at}, before it starts"), N_("Price") },
  { NULL },
};
