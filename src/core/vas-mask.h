/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char  *vas_mask_mobile   (const char *mobile);
char  *vas_mask_name     (const char *name);
char  *vas_mask_email    (const char *email);
char  *vas_mask_account  (const char *account);
char  *vas_mask_address  (const char *address);

G_END_DECLS
