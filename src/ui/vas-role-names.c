/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Roles of staff in words that people see, for the views. Any thread. */

#include "vas-role-names.h"

#include <glib/gi18n.h>

#include "vas-labels.h"

/** vas_role_names: (transfer full): as vas_label_roles(); who has no role at all is said to look only. */
char *
vas_role_names (guint roles)
{
  g_autofree char *names = vas_label_roles (roles);

  return *names != '\0' ? g_steal_pointer (&names) : g_strdup (_("Looks only"));
}
