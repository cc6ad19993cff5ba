/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* How long a test waits for what has to come: a machine that does much else is slow, not wrong. */
#define VAS_AWAIT_SECONDS 60

/* vas_await: runs the main loop until @condition holds; the test fails where it never does. */
#define vas_await(condition) \
  G_STMT_START { \
    const gint64 vas_await_until = g_get_monotonic_time () + VAS_AWAIT_SECONDS * G_USEC_PER_SEC; \
    while (!(condition)) \
      { \
        if (g_get_monotonic_time () > vas_await_until) \
          g_assertion_message (G_LOG_DOMAIN, __FILE__, __LINE__, G_STRFUNC, "never came true: " #condition); \
        if (!g_main_context_iteration (NULL, FALSE)) \
          g_usleep (1000); \
      } \
  } G_STMT_END
