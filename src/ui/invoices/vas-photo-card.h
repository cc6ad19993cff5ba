/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case-card.h"

G_BEGIN_DECLS

/**
 * VasPhotoCard:
 *
 * The photos of the issued sheets of a case; a file can be dropped on it. It activates `pass.photo (sheet, path)`; the empty
 * path asks for a file.
 */
#define VAS_TYPE_PHOTO_CARD (vas_photo_card_get_type ())
G_DECLARE_FINAL_TYPE (VasPhotoCard, vas_photo_card, VAS, PHOTO_CARD, VasCaseCard)

G_END_DECLS
