/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-backend.h"

G_BEGIN_DECLS

/**
 * VasOwnerFunc: the program that started this one has ended, or wants it to.
 */
typedef void (*VasOwnerFunc) (gpointer data);

/**
 * VasOwner:
 *
 * The program that started this daemon and speaks to it by its standard input and output.
 */
typedef struct _VasOwner VasOwner;

gboolean  vas_owner_prepare (const char    *directory,
                             gboolean       demo,
                             gint64         now,
                             GError       **error);
VasOwner *vas_owner_new     (VasBackend    *backend,
                             VasOwnerFunc   ended,
                             gpointer       data);
void      vas_owner_free    (VasOwner      *self);
void      vas_owner_tell    (const char    *word,
                             const char    *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasOwner, vas_owner_free)

G_END_DECLS
