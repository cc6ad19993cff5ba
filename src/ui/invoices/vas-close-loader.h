/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-close-book.h"
#include "vas-desk.h"

G_BEGIN_DECLS

void          vas_close_load_async  (VasDesk              *desk,
                                     const char           *point,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
VasCloseBook *vas_close_load_finish (VasDesk              *desk,
                                     GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
