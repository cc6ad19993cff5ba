/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

/**
 * VasPhotoFeed:
 *
 * Pictures of issued fapiao (R18): what the document camera saves in the watched folder, and what a person chooses. Signal
 * `picture (path)`: a new picture lies in the watched folder.
 */
#define VAS_TYPE_PHOTO_FEED (vas_photo_feed_get_type ())
G_DECLARE_FINAL_TYPE (VasPhotoFeed, vas_photo_feed, VAS, PHOTO_FEED, GObject)

VasPhotoFeed *vas_photo_feed_new    (VasDesk       *desk);
void          vas_photo_feed_attach (VasPhotoFeed  *self,
                                     const char    *fapiao_key,
                                     const char    *path);

G_END_DECLS
