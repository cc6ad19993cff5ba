/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vas-sync.h"

G_BEGIN_DECLS

/**
 * VasPhotoView:
 *
 * A stored photo, small: the picture of a JPEG or PNG; of a PDF a document with its size, since nothing here draws PDF; of what cannot
 * be read, that and why; of what another desk took, that it is being fetched, or why it is not here yet. Never a broken picture.
 */
#define VAS_TYPE_PHOTO_VIEW (vas_photo_view_get_type ())
G_DECLARE_FINAL_TYPE (VasPhotoView, vas_photo_view, VAS, PHOTO_VIEW, AdwBin)

GtkWidget  *vas_photo_view_new      (const char   *label,
                                     int           height);
void        vas_photo_view_load     (VasPhotoView *self,
                                     VasSync      *sync,
                                     const char   *directory,
                                     const char   *hash);
const char *vas_photo_view_get_page (VasPhotoView *self);

G_END_DECLS
