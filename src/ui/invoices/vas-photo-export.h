/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-fapiao.h"

G_BEGIN_DECLS

void vas_photo_export (VasDesk   *desk,
                       GtkWindow *parent,
                       VasFapiao *sheet);

G_END_DECLS
