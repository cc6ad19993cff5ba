/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-form-field.h"

G_BEGIN_DECLS

#define VAS_TYPE_FORM (vas_form_get_type ())
G_DECLARE_FINAL_TYPE (VasForm, vas_form, VAS, FORM, AdwBin)

/**
 * VasFormPrepare:
 * @form: the form
 * @command: the command with the arguments that the fields are
 * @user_data: of vas_form_set_prepare()
 *
 * Adds to a command what no single field is.
 *
 * Returns: FALSE where something is wrong, which it has said at the field
 */
typedef gboolean (*VasFormPrepare) (VasForm    *form,
                                    VasCommand *command,
                                    gpointer    user_data);

/**
 * VasFormPeople:
 * @VAS_FORM_EVERYBODY: all of them
 * @VAS_FORM_ME_FIRST: all of them, and the acting person is chosen
 * @VAS_FORM_ME: the acting person alone
 * @VAS_FORM_OTHERS: all but the acting person
 */
typedef enum {
  VAS_FORM_EVERYBODY,
  VAS_FORM_ME_FIRST,
  VAS_FORM_ME,
  VAS_FORM_OTHERS,
} VasFormPeople;

/**
 * VasForm:
 *
 * The fields of one command and the button that runs it. A rule that refuses stands at the field that vas_form_map() names,
 * or under the fields, with its clause; what may be confirmed is marked, and the button confirms it when it is pressed again.
 * Signals: `done (VasReceipt)`: it was applied; `judged`: something was refused, and it is said; `restored`: what was kept
 * of an earlier filling in is in the fields again.
 */
VasForm      *vas_form_new             (VasDesk        *desk,
                                        const char     *command);
void          vas_form_set_argument    (VasForm        *self,
                                        const char     *name,
                                        const char     *value);
void          vas_form_expect          (VasForm        *self,
                                        VasEntity      *entity);
void          vas_form_set_intro       (VasForm        *self,
                                        const char     *text);
void          vas_form_set_confirm     (VasForm        *self,
                                        const char     *label,
                                        gboolean        destructive);
void          vas_form_set_done        (VasForm        *self,
                                        const char     *text);
void          vas_form_set_prepare     (VasForm        *self,
                                        VasFormPrepare  prepare,
                                        gpointer        user_data);
void          vas_form_set_draft       (VasForm        *self,
                                        const char     *subject);
VasFormField *vas_form_add             (VasForm        *self,
                                        VasFormKind     kind,
                                        const char     *id,
                                        const char     *title);
VasFormField *vas_form_add_person      (VasForm        *self,
                                        VasDesk        *desk,
                                        const char     *id,
                                        const char     *title,
                                        VasFormPeople   who);
void          vas_form_add_widget      (VasForm        *self,
                                        GtkWidget      *widget);
VasFormField *vas_form_get_field       (VasForm        *self,
                                        const char     *id);
void          vas_form_free_enter      (VasForm        *self,
                                        const char     *id);
void          vas_form_map             (VasForm        *self,
                                        const char     *code,
                                        const char     *id);
GtkWidget    *vas_form_get_button      (VasForm        *self);
void          vas_form_move_bar        (VasForm        *self,
                                        AdwBin         *bin);
GtkWidget    *vas_form_get_findings    (VasForm        *self);
void          vas_form_forbid          (VasForm        *self,
                                        const char     *why);
void          vas_form_show            (VasForm        *self,
                                        VasVerdict     *verdict);
void          vas_form_run             (VasForm        *self);

G_END_DECLS
