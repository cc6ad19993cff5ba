/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An account that was found, in the list under the field of the caller: the masked name over account id and mobile. It looks as an
 * AdwActionRow, but its texts are inscriptions, whose size does not depend on what they say: eight action rows with other texts took
 * 25 ms to be measured and placed, longer than the search itself. Main thread.
 */

#include "vas-hit-row.h"

#include "vas-mask.h"
#include "vas-quiet.h"

struct _VasHitRow
{
  AdwPreferencesRow parent_instance;

  GtkInscription   *name;
  GtkInscription   *known_by;
};

G_DEFINE_FINAL_TYPE (VasHitRow, vas_hit_row, ADW_TYPE_PREFERENCES_ROW)

static void
vas_hit_row_class_init (VasHitRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-hit-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VasHitRow, name);
  gtk_widget_class_bind_template_child (widget_class, VasHitRow, known_by);
}

static void
vas_hit_row_init (VasHitRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_hit_row_new: (transfer floating): blank. */
GtkWidget *
vas_hit_row_new (void)
{
  return g_object_new (VAS_TYPE_HIT_ROW, NULL);
}

/** vas_hit_row_show: shows @account, masked. */
void
vas_hit_row_show (VasHitRow  *self,
                  VasAccount *account)
{
  g_autofree char *id = vas_mask_account (account->account_id);
  g_autofree char *known_by = g_strdup_printf ("%s · %s", id, account->mobile_masked != NULL ? account->mobile_masked : "—");
  g_autofree char *label = g_strdup_printf ("%s, %s", account->name_masked, known_by);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), account->name_masked);
  vas_quiet_set_text (self->name, account->name_masked);
  vas_quiet_set_text (self->known_by, known_by);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
