/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Roles of staff as bits, and as the words files and command lines use. Pure functions; any thread. */

#include "vas-role.h"

static const struct {
  VasRole     role;
  const char *id;
} roles_by_id[] = {
  { VAS_ROLE_CATALOG_EDITOR, "catalog-editor" },
  { VAS_ROLE_CATALOG_APPROVER, "catalog-approver" },
  { VAS_ROLE_ORDER_AGENT, "order-agent" },
  { VAS_ROLE_INVOICE_CLERK, "invoice-clerk" },
  { VAS_ROLE_INVOICE_SUPERVISOR, "invoice-supervisor" },
  { VAS_ROLE_TERMS_EDITOR, "terms-editor" },
  { VAS_ROLE_TERMS_PUBLISHER, "terms-publisher" },
  { VAS_ROLE_AUDITOR, "auditor" },
  { VAS_ROLE_ADMINISTRATOR, "administrator" },
  { VAS_ROLE_SYSTEM, "system" },
  { VAS_ROLE_SHOP, "shop" },
};

/** vas_roles_to_text: (transfer full): "order-agent invoice-clerk". */
char *
vas_roles_to_text (guint roles)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (roles_by_id); i++)
    {
      if ((roles & (guint) roles_by_id[i].role) == 0)
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, roles_by_id[i].id);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * vas_roles_from_text:
 * @text: words as of vas_roles_to_text(), in any order, parted by spaces
 * @roles: (out): the bits
 *
 * Returns: FALSE where a word is no role; @roles is untouched then
 */
gboolean
vas_roles_from_text (const char *text,
                     guint      *roles)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ", -1);
  guint bits = 0;

  for (guint w = 0; words[w] != NULL; w++)
    {
      gsize i;

      if (*words[w] == '\0')
        continue;
      for (i = 0; i < G_N_ELEMENTS (roles_by_id); i++)
        {
          if (g_str_equal (words[w], roles_by_id[i].id))
            break;
        }
      if (i == G_N_ELEMENTS (roles_by_id))
        return FALSE;
      bits |= (guint) roles_by_id[i].role;
    }

  *roles = bits;
  return TRUE;
}
