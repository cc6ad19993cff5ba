/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-form.h"

G_BEGIN_DECLS

/** VAS_STAFF_FORM_ROLES: how many roles a person can have; the field of each is “role/0” and so on, in the order of their bits. */
#define VAS_STAFF_FORM_ROLES 9

VasForm *vas_staff_form_new_add   (VasDesk  *desk);
VasForm *vas_staff_form_new_edit  (VasDesk  *desk,
                                   VasStaff *staff);
void     vas_staff_form_forget    (VasDesk  *desk,
                                   VasStaff *staff);
guint    vas_staff_form_get_roles (VasForm  *form);

G_END_DECLS
