/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The errors of the server layer. */

#include "vas-server-error.h"

G_DEFINE_QUARK (vas-server-error, vas_server_error)
