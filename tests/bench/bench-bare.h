/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BenchBare:
 * @window: shown
 * @adjustment: of the list; NULL for a page
 * @texts: the inscriptions that are bound now (a page: all of them)
 *
 * What GTK alone needs for a change that one of our views shows: GtkInscription in rows or on a page, and nothing below.
 */
typedef struct
{
  GtkWindow     *window;
  GtkAdjustment *adjustment;
  GPtrArray     *texts;
  guint          generation;
  guint          n_frames;
} BenchBare;

BenchBare *bench_bare_list_new (guint      n_rows);
BenchBare *bench_bare_page_new (guint      n_texts);
void       bench_bare_free     (BenchBare *self);
void       bench_bare_change   (BenchBare *self);
void       bench_bare_wait     (BenchBare *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchBare, bench_bare_free)

G_END_DECLS
