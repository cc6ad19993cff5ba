/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The head of the case: title and amount large, kind and taxpayer id beside them, whole, since they are being checked. What
 * the request became where it is over, and the reason where it was extended. Main thread.
 */

#include "vas-case-header.h"

#include "vas-erased-words.h"
#include "vas-labels.h"
#include "vas-quiet.h"
#include "vas-row-layout.h"
#include "vas-taxpayer-id.h"

#include <glib/gi18n.h>

struct _VasCaseHeader
{
  VasCaseCard  parent_instance;

  GtkLabel    *title;
  GtkLabel    *amount;
  GtkLabel    *identity;
  GtkImage    *id_icon;
  GtkLabel    *id_words;
  GtkLabel    *remark;
};

G_DEFINE_FINAL_TYPE (VasCaseHeader, vas_case_header, VAS_TYPE_CASE_CARD)

static void
show_id_check (VasCaseHeader *self,
               VasRequest    *request)
{
  VasTaxpayerIdResult result = VAS_TAXPAYER_ID_EMPTY;
  const char *icon = "dialog-warning-symbolic";
  const char *words = _("to be checked");

  if (request->taxpayer_id != NULL)
    result = vas_taxpayer_id_check (request->taxpayer_id, NULL);
  if (result == VAS_TAXPAYER_ID_VALID)
    {
      icon = "emblem-ok-symbolic";
      words = _("check character right");
    }
  gtk_widget_set_visible (GTK_WIDGET (self->id_icon), request->taxpayer_id != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->id_words), request->taxpayer_id != NULL);
  vas_quiet_set_icon (self->id_icon, icon);
  gtk_label_set_text (self->id_words, words);
}

static char *
describe_identity (VasRequest *request)
{
  const char *kind = vas_label (&vas_title_kind_enum, request->title_kind);
  g_autofree char *locked = NULL;

  if (vas_request_is_locked (request))
    {
      locked = vas_date_format (vas_instant_to_date (request->locked_at));
      /* Translators: kind of the title, and the day on which its user's data were erased. */
      return g_strdup_printf (_("%s · title, taxpayer id and photo locked on %s: the user’s data were erased, and the tax law keeps these"),
                              kind, locked);
    }
  if (request->taxpayer_id == NULL)
    return g_strdup (kind);

  return g_strdup_printf (_("%s · taxpayer id %s"), kind, request->taxpayer_id);
}

static char *
describe_remark (VasCaseFile *file)
{
  VasRequest *request = vas_case_file_get_request (file);
  const char *state = vas_label (&vas_request_state_enum, request->state);

  if (request->state == VAS_REQUEST_STATE_REJECTED)
    return g_strdup_printf (_("%s: %s"), state, request->reject_text != NULL ? request->reject_text : "—");
  if (request->state >= VAS_REQUEST_STATE_DONE)
    return g_strdup (state);
  if (request->extensions > 0 && vas_case_file_is_reviewed (file))
    return g_strdup_printf (_("Extended: %s"), request->extension_reason != NULL ? request->extension_reason : "—");
  if (request->caller_note != NULL)
    return g_strdup_printf (_("The caller: %s"), request->caller_note);

  return NULL;
}

static void
vas_case_header_update (VasCaseCard *card,
                        VasCaseFile *file)
{
  VasCaseHeader *self = VAS_CASE_HEADER (card);
  VasRequest *request = vas_case_file_get_request (file);
  g_autofree char *amount = vas_money_format (request->amount);
  g_autofree char *identity = describe_identity (request);
  g_autofree char *remark = describe_remark (file);

  gtk_label_set_text (self->title, vas_request_name_title (request));
  gtk_label_set_text (self->amount, amount);
  gtk_label_set_text (self->identity, identity);
  gtk_label_set_text (self->remark, remark != NULL ? remark : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remark), remark != NULL);
  show_id_check (self, request);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
vas_case_header_class_init (VasCaseHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  VAS_CASE_CARD_CLASS (klass)->update = vas_case_header_update;

  g_type_ensure (VAS_TYPE_ROW_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-case-header.ui");
  gtk_widget_class_bind_template_child (widget_class, VasCaseHeader, title);
  gtk_widget_class_bind_template_child (widget_class, VasCaseHeader, amount);
  gtk_widget_class_bind_template_child (widget_class, VasCaseHeader, identity);
  gtk_widget_class_bind_template_child (widget_class, VasCaseHeader, id_icon);
  gtk_widget_class_bind_template_child (widget_class, VasCaseHeader, id_words);
  gtk_widget_class_bind_template_child (widget_class, VasCaseHeader, remark);
}

static void
vas_case_header_init (VasCaseHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
describe_due (VasCaseFile *file)
{
  VasRequest *request = vas_case_file_get_request (file);
  const VasDate received = vas_instant_to_date (request->received_at);
  g_autofree char *due = vas_date_format (request->due);
  const int days = vas_calendar_working_days_between (file->calendar, received, request->due);

  if (!vas_case_file_is_reviewed (file))
    return g_strdup_printf (_("due on %s"), due);
  if (request->due_provisional)
    return g_strdup_printf (_("due on %s (working day %d, provisional)"), due, days);

  return g_strdup_printf (_("due on %s (working day %d)"), due, days);
}

/** vas_case_header_describe_term: (transfer full): how the request came, when, and by when it is due. */
char *
vas_case_header_describe_term (VasCaseFile *file)
{
  VasRequest *request = vas_case_file_get_request (file);
  const char *source = vas_label (&vas_request_source_enum, request->source);
  g_autofree char *received = vas_instant_format_local (request->received_at);
  g_autofree char *due = NULL;

  if (request->due == VAS_NONE_DATE || request->state >= VAS_REQUEST_STATE_DONE)
    return g_strdup_printf ("%s · %s", source, received);

  due = describe_due (file);
  return g_strdup_printf ("%s · %s · %s", source, received, due);
}
