/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Roles of staff in words that people see. Any thread. */

#include "vas-role-names.h"

#include <glib/gi18n.h>

static const struct {
  VasRole     role;
  const char *name;
} names[] = {
  { VAS_ROLE_INVOICE_CLERK, N_("Invoice clerk") },
  { VAS_ROLE_INVOICE_SUPERVISOR, N_("Invoice supervisor") },
  { VAS_ROLE_ORDER_AGENT, N_("Order agent") },
  { VAS_ROLE_CATALOG_EDITOR, N_("Catalog editor") },
  { VAS_ROLE_CATALOG_APPROVER, N_("Catalog approver") },
  { VAS_ROLE_TERMS_EDITOR, N_("Terms editor") },
  { VAS_ROLE_TERMS_PUBLISHER, N_("Terms publisher") },
  { VAS_ROLE_AUDITOR, N_("Auditor") },
  { VAS_ROLE_ADMINISTRATOR, N_("Administrator") },
};

/** vas_role_names: (transfer full): "Invoice clerk, Order agent"; who has none of them is said to look only. */
char *
vas_role_names (guint roles)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if ((roles & (guint) names[i].role) == 0)
        continue;
      if (text->len > 0)
        /* TRANSLATORS: stands between the roles of one person, with its space */
        g_string_append (text, _(", "));
      g_string_append (text, _(names[i].name));
    }

  if (text->len == 0)
    g_string_append (text, _("Looks only"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
