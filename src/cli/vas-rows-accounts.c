/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Accounts out of a file. Masked values are made from the whole ones here, so that they can never disagree (R31). */

#include "vas-rows.h"

#include "vas-account.h"
#include "vas-mask.h"
#include "vas-mobile.h"

#include <glib/gi18n.h>
#include <string.h>

static const VasRowsColumn columns[] = {
  { "account_id", "account_id", TRUE },
  { "name", "name", TRUE },
  { "mobile", "mobile", FALSE },
  { "email", "email", FALSE },
  { "state", "state", FALSE },
  { "opened_at", "opened_at", FALSE },
};

static void
take_mobile (VasImporter *importer,
             VasAccount  *account)
{
  g_autoptr (GError) error = NULL;
  char *mobile = vas_mobile_normalize (account->mobile, &error);

  if (mobile == NULL)
    {
      vas_importer_complain (importer, "mobile", "form", "%s", error->message);
      return;
    }
  g_free (account->mobile);
  account->mobile = mobile;
  account->mobile_masked = vas_mask_mobile (mobile);
  account->mobile_last4 = g_strdup (mobile + strlen (mobile) - 4);
}

static void
take_email (VasImporter *importer,
            VasAccount  *account)
{
  const char *at = strchr (account->email, '@');

  if (at == NULL || at == account->email || at[1] == '\0' || strchr (at + 1, '@') != NULL || strchr (account->email, ' ') != NULL)
    vas_importer_complain (importer, "email", "form", _("it is no e-mail address"));
  else
    account->email_masked = vas_mask_email (account->email);
}

static VasRowsResult
read_account (VasImporter  *importer,
              VasEntity    *entity,
              GPtrArray    *records,
              GError      **error)
{
  VasAccount *account = VAS_ACCOUNT (entity);

  account->name_masked = vas_mask_name (account->name);
  if (account->mobile != NULL)
    take_mobile (importer, account);
  if (account->email != NULL)
    take_email (importer, account);

  if (!vas_importer_is_checking (importer))
    {
      g_autofree char *key = vas_importer_new_key (importer, "account");

      vas_entity_set_key (entity, key);
      g_ptr_array_add (records, g_object_ref (entity));
    }

  return VAS_ROWS_TAKE;
}

const VasRowsKind vas_rows_accounts = {
  "accounts", "import.accounts", columns, G_N_ELEMENTS (columns), vas_account_get_type, "account_id", NULL, read_account, NULL,
};
