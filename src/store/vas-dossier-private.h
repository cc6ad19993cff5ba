/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-dossier.h"
#include "vas-journal.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** VasDossierTrail: the trail of several records put together, each row once. */
typedef struct {
  GPtrArray  *rows;                 /* VasLogRow */
  GHashTable *seen;                 /* place in the trail → row */
} VasDossierTrail;

void        vas_dossier_trail_init     (VasDossierTrail *self);
void        vas_dossier_trail_clear    (VasDossierTrail *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VasDossierTrail, vas_dossier_trail_clear)
gboolean    vas_dossier_trail_add      (VasDossierTrail *self,
                                        VasSql          *sql,
                                        const char      *subject_key,
                                        GError         **error);

GPtrArray  *vas_dossier_events_new     (void);
VasEvent   *vas_dossier_events_add     (GPtrArray       *events,
                                        VasEventKind     kind,
                                        gint64           at,
                                        gpointer         entity);
void        vas_dossier_events_add_trail (GPtrArray     *events,
                                        VasDossierTrail *trail,
                                        GPtrArray       *requests);
void        vas_dossier_events_sort    (GPtrArray       *events);

JsonObject *vas_dossier_get_args       (VasLogRow       *row,
                                        JsonNode       **body);
gboolean    vas_dossier_get_optional   (VasSql          *sql,
                                        GType            type,
                                        const char      *key,
                                        gpointer         entity,
                                        GError         **error);
gboolean    vas_dossier_take_list      (VasSql          *sql,
                                        GType            type,
                                        const char      *field,
                                        const char      *key,
                                        const char      *order_by,
                                        GPtrArray       *list,
                                        GError         **error);
gboolean    vas_dossier_find_doubt     (VasSql          *sql,
                                        const char      *key,
                                        gboolean        *in_doubt,
                                        GError         **error);

G_END_DECLS
