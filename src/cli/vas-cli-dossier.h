/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-cli.h"
#include "vas-dossier.h"

G_BEGIN_DECLS

void        vas_cli_add_entity    (JsonBuilder *builder,
                                   const char  *name,
                                   gpointer     entity);
void        vas_cli_add_entities  (JsonBuilder *builder,
                                   const char  *name,
                                   GPtrArray   *entities);
void        vas_cli_add_events    (JsonBuilder *builder,
                                   GPtrArray   *events,
                                   GHashTable  *names);
void        vas_cli_print_notes   (GPtrArray   *notes);
void        vas_cli_print_events  (GPtrArray   *events,
                                   GHashTable  *names);
const char *vas_cli_name_of       (GHashTable  *names,
                                   const char  *key);

G_END_DECLS
