/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one error domain of the core layer. Any thread. */

#include "vas-core-error.h"

G_DEFINE_QUARK (vas-core-error-quark, vas_core_error)
