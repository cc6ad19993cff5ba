/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *vas_print_file_format (GPtrArray  *rows,
                               GListModel *columns);

G_END_DECLS
