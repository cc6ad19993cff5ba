/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one error domain of the json layer. Any thread. */

#include "vas-json-error.h"

G_DEFINE_QUARK (vas-json-error-quark, vas_json_error)
