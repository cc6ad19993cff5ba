/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

void     vas_desk_finish_async  (VasDesk              *self,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
gboolean vas_desk_finish_finish (VasDesk              *self,
                                 GAsyncResult         *result,
                                 GError              **error);
void     vas_desk_close_async   (VasDesk              *self,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);

G_END_DECLS
