/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void vas_fault_vfs_install   (void);
void vas_fault_vfs_arm       (int  n_writes,
                              int  code);
void vas_fault_vfs_arm_reads (int  n_reads,
                              int  code);
void vas_fault_vfs_disarm    (void);

G_END_DECLS
