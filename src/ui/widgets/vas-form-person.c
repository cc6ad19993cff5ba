/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A field of a form that chooses among the people who work here. Main thread. */

#include "vas-form.h"

/**
 * vas_form_add_person:
 * @desk: of the people
 * @who: which of them can be chosen, and who is at first
 *
 * Returns: (transfer none): a choice of one of the active people, whose key is its text
 */
VasFormField *
vas_form_add_person (VasForm       *self,
                     VasDesk       *desk,
                     const char    *id,
                     const char    *title,
                     VasFormPeople  who)
{
  VasFormField *field = vas_form_add (self, VAS_FORM_CHOICE, id, title);
  GListModel *people = vas_desk_get_staff_list (desk);
  const char *me = vas_desk_get_staff_key (desk);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (VasStaff) staff = g_list_model_get_item (people, i);
      const char *key = vas_entity_get_key (VAS_ENTITY (staff));
      const gboolean mine = g_strcmp0 (key, me) == 0;

      if ((mine && who != VAS_FORM_OTHERS) || (!mine && who != VAS_FORM_ME))
        vas_form_field_add_choice (field, key, staff->name);
    }
  if (who == VAS_FORM_ME_FIRST && me != NULL)
    vas_form_field_set_text (field, me);

  return field;
}
