/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-row-source.h"

G_BEGIN_DECLS

typedef enum {
  VAS_FAKE_ASCENDING,
  VAS_FAKE_DESCENDING,
  VAS_FAKE_SHUFFLED,
} VasFakeOrder;

#define VAS_TYPE_FAKE_SOURCE (vas_fake_source_get_type ())
G_DECLARE_FINAL_TYPE (VasFakeSource, vas_fake_source, VAS, FAKE_SOURCE, GObject)

VasFakeSource *vas_fake_source_new        (guint          n_orders);
void           vas_fake_source_set_order  (VasFakeSource *self,
                                           VasFakeOrder   order);
void           vas_fake_source_set_filter (VasFakeSource *self,
                                           guint          divisor);
void           vas_fake_source_set_size   (VasFakeSource *self,
                                           guint          n_orders);
void           vas_fake_source_touch      (VasFakeSource *self,
                                           gint64         id);
void           vas_fake_source_set_speed (VasFakeSource *self,
                                          gboolean       is_prompt);
guint          vas_fake_source_get_tries (VasFakeSource *self);
void           vas_fake_source_fail_next  (VasFakeSource *self);
guint          vas_fake_source_get_views  (VasFakeSource *self);
guint          vas_fake_source_get_pages  (VasFakeSource *self);
gint64         vas_fake_source_id_at      (VasFakeSource *self,
                                           guint          position);

G_END_DECLS
