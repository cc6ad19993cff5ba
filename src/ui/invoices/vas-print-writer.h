/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

void     vas_print_write_async  (VasDesk              *desk,
                                 GPtrArray            *rows,
                                 GFile                *file,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
gboolean vas_print_write_finish (VasDesk              *desk,
                                 GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
