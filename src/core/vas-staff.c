/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-staff.h"

#include "vas-text.h"

#include <string.h>

#define MOST_LOGIN 64 /* bytes */
#define MOST_NAME 60  /* characters */

static const VasField fields[] = {
  VAS_FIELD (VasStaff, login, TEXT, 0),
  VAS_FIELD (VasStaff, name, TEXT, 0),
  VAS_FIELD (VasStaff, roles, INTEGER, 0),
  VAS_FIELD (VasStaff, active, BOOLEAN, 0),
};

VAS_DEFINE_ENTITY (VasStaff, vas_staff, "staff", fields)

/** vas_staff_is_login: R30: a login is typed into a line and told over the telephone: no spaces and nothing that cannot be seen. */
gboolean
vas_staff_is_login (const char *text)
{
  gboolean good = *text != '\0' && strlen (text) <= MOST_LOGIN;

  for (const char *c = text; good && *c != '\0'; c = g_utf8_next_char (c))
    good = g_unichar_isgraph (g_utf8_get_char (c));

  return good;
}

/** vas_staff_is_name: R30: a name stands in one line beside what its person decided, and can be seen. */
gboolean
vas_staff_is_name (const char *text)
{
  gboolean seen = FALSE;

  for (const char *c = text; !seen && *c != '\0'; c = g_utf8_next_char (c))
    seen = g_unichar_isgraph (g_utf8_get_char (c));

  return seen && g_utf8_strlen (text, -1) <= MOST_NAME && vas_text_is_plain (text, FALSE);
}
