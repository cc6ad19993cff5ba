/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the headers of this folder take from the system: read once by a build with -Db_pch=true. */

#include <glib-object.h>
