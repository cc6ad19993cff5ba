/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-personal-request.h"

G_BEGIN_DECLS

void     vas_personal_copier_run_async  (VasDesk              *desk,
                                         VasPersonalRequest   *request,
                                         GFile                *file,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean vas_personal_copier_run_finish (GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
