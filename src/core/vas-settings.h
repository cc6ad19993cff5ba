/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VasSettingKind: what the value of a setting is.
 */
typedef enum {
  VAS_SETTING_NUMBER,
  VAS_SETTING_MONEY,        /* fen */
  VAS_SETTING_SWITCH,       /* 0 or 1 */
  VAS_SETTING_REASONS,      /* a list of reasons: vas-reasons.h */
} VasSettingKind;

/**
 * VasSettingSpec:
 * @name: "invoice.limit"
 * @min: the least a number may be
 * @max: the most
 * @fallback: what counts where it is not set
 * @label: for preferences, to be translated
 *
 * A setting of the house that there is.
 */
typedef struct {
  const char     *name;
  VasSettingKind  kind;
  gint64          min;
  gint64          max;
  gint64          fallback;
  const char     *label;
} VasSettingSpec;

const VasSettingSpec *vas_settings_list        (gsize                 *n_specs);
const VasSettingSpec *vas_settings_find        (const char            *name);
gint64                vas_settings_get_default (const char            *name);
gboolean              vas_settings_check       (const VasSettingSpec  *spec,
                                                const char            *value,
                                                GError               **error);

G_END_DECLS
