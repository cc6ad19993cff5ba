/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The words people read for the values of enumerations: states, kinds, channels, roles. One table for every view and for the
 * terminal, keyed by the name of the enumeration and the id of the value. Any thread.
 */

#include "vas-labels.h"

#include <glib/gi18n-lib.h>

#include "vas-role.h"

typedef struct {
  const char *enumeration;
  const char *id;
  const char *label;
} Label;

static const Label labels[] = {
  { "request_state", "draft", NC_("request", "Draft") },
  { "request_state", "review", NC_("request", "To review") },
  { "request_state", "second", NC_("request", "Second review") },
  { "request_state", "to_issue", NC_("request", "To issue") },
  { "request_state", "to_ship", NC_("request", "To ship") },
  { "request_state", "to_pickup", NC_("request", "To pick up") },
  { "request_state", "to_tell", NC_("request", "To tell") },
  { "request_state", "done", NC_("request", "Done") },
  { "request_state", "rejected", NC_("request", "Rejected") },
  { "request_state", "withdrawn", NC_("request", "Withdrawn") },
  { "request_state", "returning", NC_("request", "Being returned") },
  { "request_state", "voided", NC_("request", "Voided") },
  { "request_state", "reversed", NC_("request", "Reversed") },
  { "request_source", "phone", NC_("request", "By telephone") },
  { "request_source", "shop", NC_("request", "From the shop") },
  { "request_source", "import", NC_("request", "From a file") },
  { "title_kind", "personal", NC_("title", "Person") },
  { "title_kind", "company", NC_("title", "Company") },
  { "title_kind", "body", NC_("title", "Non-company body") },
  { "delivery", "courier", NC_("delivery", "SF-Express, freight collect") },
  { "delivery", "pickup", NC_("delivery", "Pick-up at the desk") },
  { "order_state", "unpaid", NC_("order", "Unpaid") },
  { "order_state", "paid", NC_("order", "Paid") },
  { "order_state", "expired", NC_("order", "Expired") },
  { "order_state", "closed", NC_("order", "Closed") },
  { "order_state", "refunded", NC_("order", "Refunded") },
  { "payment_state", "matched", NC_("payment", "Paid") },
  { "payment_state", "desk", NC_("payment", "At the payment desk") },
  { "payment_state", "returned", NC_("payment", "Returned") },
  { "refund_ground", "failure", NC_("refund", "Our failure") },
  { "refund_ground", "minor", NC_("refund", "A minor") },
  { "refund_ground", "law", NC_("refund", "Required by law") },
  { "refund_state", "proposed", NC_("refund", "Proposed") },
  { "refund_state", "approved", NC_("refund", "At the channel") },
  { "refund_state", "done", NC_("refund", "Paid out") },
  { "refund_state", "failed", NC_("refund", "Failed") },
  { "refund_state", "rejected", NC_("refund", "Rejected") },
  { "refund_state", "withdrawn", NC_("refund", "Withdrawn") },
  { "measure_kind", "freeze", NC_("measure", "Freeze") },
  { "measure_kind", "suspend", NC_("measure", "Suspend") },
  { "measure_kind", "cancel", NC_("measure", "Cancel") },
  { "measure_state", "proposed", NC_("measure", "Proposed") },
  { "measure_state", "in_force", NC_("measure", "In force") },
  { "measure_state", "lifting", NC_("measure", "Lifting proposed") },
  { "measure_state", "lifted", NC_("measure", "Lifted") },
  { "measure_state", "rejected", NC_("measure", "Rejected") },
  { "measure_state", "withdrawn", NC_("measure", "Withdrawn") },
  { "account_state", "normal", NC_("account", "Normal") },
  { "account_state", "flagged", NC_("account", "Marked") },
  { "account_state", "proposed", NC_("account", "Measure proposed") },
  { "account_state", "frozen", NC_("account", "Frozen") },
  { "account_state", "suspended", NC_("account", "Suspended") },
  { "account_state", "cancelled", NC_("account", "Cancelled") },
  { "fapiao_state", "blank", NC_("fapiao", "Blank") },
  { "fapiao_state", "bound", NC_("fapiao", "Bound") },
  { "fapiao_state", "issued", NC_("fapiao", "Issued") },
  { "fapiao_state", "voided", NC_("fapiao", "Voided") },
  { "fapiao_state", "reversed", NC_("fapiao", "Reversed") },
  { "fapiao_place", "desk", NC_("fapiao", "On the desk") },
  { "fapiao_place", "envelope", NC_("fapiao", "In its envelope") },
  { "fapiao_place", "pickup", NC_("fapiao", "Waiting for the user") },
  { "fapiao_place", "archive", NC_("fapiao", "In the archive") },
  { "fapiao_place", "user", NC_("fapiao", "With the user") },
  { "fapiao_place", "returned", NC_("fapiao", "Came back") },
  { "fapiao_place", "lost", NC_("fapiao", "Lost") },
  { "parcel_state", "packing", NC_("parcel", "Being packed") },
  { "parcel_state", "transit", NC_("parcel", "On its way") },
  { "parcel_state", "signed", NC_("parcel", "Signed for") },
  { "parcel_state", "refused", NC_("parcel", "Refused") },
  { "parcel_state", "returned", NC_("parcel", "Returned") },
  { "parcel_state", "lost", NC_("parcel", "Lost") },
  { "notice_channel", "site", NC_("notice", "Site message") },
  { "notice_channel", "sms", NC_("notice", "Text message") },
  { "notice_channel", "phone", NC_("notice", "Telephone") },
  { "notice_state", "queued", NC_("notice", "Waiting to be sent") },
  { "notice_state", "told", NC_("notice", "Told") },
  { "notice_state", "failed", NC_("notice", "Failed") },
  { "personal_kind", "copy", NC_("personal", "Copy") },
  { "personal_kind", "correction", NC_("personal", "Correction") },
  { "personal_kind", "erasure", NC_("personal", "Erasure") },
  { "personal_source", "phone", NC_("personal", "Telephone") },
  { "personal_source", "shop", NC_("personal", "Shop") },
  { "personal_source", "email", NC_("personal", "E-mail") },
  { "personal_source", "letter", NC_("personal", "Letter") },
  { "personal_source", "visit", NC_("personal", "In person") },
  { "personal_state", "open", NC_("personal", "Open") },
  { "personal_state", "answered", NC_("personal", "Answered") },
  { "personal_state", "refused", NC_("personal", "Refused") },
  { "personal_state", "withdrawn", NC_("personal", "Withdrawn") },
  { "channel", "wechat", NC_("payment", "WeChat Pay") },
  { "channel", "alipay", NC_("payment", "Alipay") },
  { "role", "catalog-editor", NC_("role", "Catalog editor") },
  { "role", "catalog-approver", NC_("role", "Catalog approver") },
  { "role", "order-agent", NC_("role", "Order agent") },
  { "role", "invoice-clerk", NC_("role", "Invoice clerk") },
  { "role", "invoice-supervisor", NC_("role", "Invoice supervisor") },
  { "role", "terms-editor", NC_("role", "Terms editor") },
  { "role", "terms-publisher", NC_("role", "Terms publisher") },
  { "role", "auditor", NC_("role", "Auditor") },
  { "role", "administrator", NC_("role", "Administrator") },
  { "role", "system", NC_("role", "System") },
  { "role", "shop", NC_("role", "Shop") },
};

/* The context of a message is the word before the enumeration's last part; the tables above name it once for each group. */
static const struct {
  const char *enumeration;
  const char *context;
} contexts[] = {
  { "request_state", "request" },
  { "request_source", "request" },
  { "title_kind", "title" },
  { "delivery", "delivery" },
  { "order_state", "order" },
  { "payment_state", "payment" },
  { "account_state", "account" },
  { "refund_ground", "refund" },
  { "refund_state", "refund" },
  { "measure_kind", "measure" },
  { "measure_state", "measure" },
  { "fapiao_state", "fapiao" },
  { "fapiao_place", "fapiao" },
  { "parcel_state", "parcel" },
  { "notice_channel", "notice" },
  { "notice_state", "notice" },
  { "personal_kind", "personal" },
  { "personal_source", "personal" },
  { "personal_state", "personal" },
  { "channel", "payment" },
  { "role", "role" },
};

static const char *
find_label (const char *enumeration,
            const char *id)
{
  const char *context = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (contexts) && context == NULL; i++)
    {
      if (g_str_equal (contexts[i].enumeration, enumeration))
        context = contexts[i].context;
    }
  if (context == NULL)
    return id;

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      if (g_str_equal (labels[i].enumeration, enumeration) && g_str_equal (labels[i].id, id))
        return g_dpgettext2 (GETTEXT_PACKAGE, context, labels[i].label);
    }

  return id;
}

/**
 * vas_label:
 * @enumeration: such as &vas_request_state_enum
 * @value: a value of it
 *
 * Returns: (transfer none): the word people read for it, in their language; its id where there is none; "—" for no value
 */
const char *
vas_label (const VasEnum *enumeration,
           int            value)
{
  const char *id = vas_enum_to_id (enumeration, value);

  return id != NULL ? find_label (enumeration->name, id) : "—";
}

/** vas_label_roles: (transfer full): roles in words, such as "Order agent, Invoice clerk". */
char *
vas_label_roles (guint roles)
{
  g_autofree char *text = vas_roles_to_text (roles);
  g_auto (GStrv) ids = g_strsplit (text, " ", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  for (guint i = 0; ids[i] != NULL && *ids[i] != '\0'; i++)
    g_strv_builder_add (builder, find_label ("role", ids[i]));
  words = g_strv_builder_end (builder);

  /* Translators: what parts the words of a list, such as roles. */
  return g_strjoinv (C_("list", ", "), words);
}
