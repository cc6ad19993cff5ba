/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vas-command.h"

G_BEGIN_DECLS

/**
 * VasFormKind:
 *
 * What a field of a form takes, and as what it becomes an argument.
 */
typedef enum {
  VAS_FORM_ENTRY,      /* a line */
  VAS_FORM_TEXT,       /* several lines */
  VAS_FORM_MONEY,      /* yuan as typed; fen as argument */
  VAS_FORM_NUMBER,     /* a whole number */
  VAS_FORM_DATE,       /* a date in any usual writing */
  VAS_FORM_CHOICE,     /* one of a list */
  VAS_FORM_CHECK,      /* yes or no */
  VAS_FORM_PASSWORD,   /* a line that nobody reads over a shoulder */
} VasFormKind;

/**
 * VasFormField:
 *
 * A field of a form: its name above it, what is wrong with it below. Signals: `changed`; `activated`, for Enter in a line and
 * Ctrl+Enter in a text.
 */
#define VAS_TYPE_FORM_FIELD (vas_form_field_get_type ())
G_DECLARE_FINAL_TYPE (VasFormField, vas_form_field, VAS, FORM_FIELD, AdwBin)

VasFormField *vas_form_field_new          (VasFormKind         kind,
                                           const char         *id,
                                           const char         *title);
const char   *vas_form_field_get_id       (VasFormField       *self);
char         *vas_form_field_get_text     (VasFormField       *self);
void          vas_form_field_set_text     (VasFormField       *self,
                                           const char         *text);
void          vas_form_field_add_choice   (VasFormField       *self,
                                           const char         *id,
                                           const char         *label);
void          vas_form_field_set_hint     (VasFormField       *self,
                                           const char         *hint);
void          vas_form_field_set_error    (VasFormField       *self,
                                           const char         *error);
void          vas_form_field_refuse       (VasFormField       *self,
                                           const char         *error);
gboolean      vas_form_field_demand       (VasFormField       *self,
                                           const char         *else_say);
const char   *vas_form_field_get_error    (VasFormField       *self);
void          vas_form_field_set_optional (VasFormField       *self);
void          vas_form_field_set_local    (VasFormField       *self);
GtkWidget    *vas_form_field_get_input    (VasFormField       *self);
gboolean      vas_form_field_read         (VasFormField       *self,
                                           VasCommand         *command);
gboolean      vas_form_field_is_settled   (VasFormField       *self);

G_END_DECLS
