/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-form.h"

G_BEGIN_DECLS

VasForm *vas_staff_form_new_add  (VasDesk  *desk);
VasForm *vas_staff_form_new_edit (VasDesk  *desk,
                                  VasStaff *staff);
guint    vas_staff_form_get_roles (VasForm *form);

G_END_DECLS
