/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-palette-item.h"

G_BEGIN_DECLS

#define VAS_TYPE_PALETTE_SOURCE (vas_palette_source_get_type ())
G_DECLARE_INTERFACE (VasPaletteSource, vas_palette_source, VAS, PALETTE_SOURCE, GObject)

/**
 * VasPaletteSourceInterface:
 * @query_async: looks for what fits @text; cancelled when the person types on
 * @query_finish: (transfer full) (element-type VasPaletteItem): what was found, best first; NULL with an error
 *
 * Something that puts lines into the palette. A page that implements it is asked by itself.
 */
struct _VasPaletteSourceInterface
{
  GTypeInterface  parent_interface;

  void       (*query_async)  (VasPaletteSource     *self,
                              const char           *text,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data);
  GPtrArray *(*query_finish) (VasPaletteSource     *self,
                              GAsyncResult         *result,
                              GError              **error);
};

void       vas_palette_source_query_async  (VasPaletteSource     *self,
                                            const char           *text,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
GPtrArray *vas_palette_source_query_finish (VasPaletteSource     *self,
                                            GAsyncResult         *result,
                                            GError              **error);
void       vas_palette_source_answer        (VasPaletteSource    *self,
                                             GPtrArray           *items,
                                             const char          *text,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
GPtrArray *vas_palette_source_take_answer   (GAsyncResult        *result,
                                             GError             **error);
void       vas_palette_source_take_matching (GPtrArray           *items,
                                            const char           *text,
                                            GPtrArray            *found);

G_END_DECLS
