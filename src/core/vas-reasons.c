/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The house's own reasons for rejecting a request and for extending a review. Each list is a setting, one reason a line:
 *
 *     id|the sentence for the user|its label in English
 *
 * The sentence goes to users and is Chinese whatever the desk's language. Ids are kept in records. Pure; any thread.
 */

#include "vas-reasons.h"

#include "vas-core-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_REASONS 20

static const char default_reject[] =
  "account-mismatch|订单信息与账号不符|Orders do not match the account\n"
  "taxpayer-id-wrong|纳税人识别号有误|Taxpayer id is wrong\n"
  "title-incomplete|发票抬头不完整|Title is incomplete\n"
  "recipient-incomplete|收件信息不全|Recipient is incomplete\n"
  "window-missed|已超过付款后一年的开票申请期限|Requested more than a year after payment\n"
  "invoiced-already|该订单已开具发票|Order is invoiced already\n"
  "user-asked|应您本人要求取消|The user asked for it\n";

static const char default_extend[] =
  "check-rejection|需核对驳回原因|Checking the reason for a rejection\n"
  "courier-pending|快递信息待确认|Courier information to be confirmed\n"
  "title-pending|发票抬头或税号待确认|Title or taxpayer id to be confirmed\n"
  "order-check|订单付款信息核对中|Payment of the order being checked\n";

G_DEFINE_BOXED_TYPE (VasReason, vas_reason, vas_reason_copy, vas_reason_free)

VasReason *
vas_reason_copy (const VasReason *self)
{
  VasReason *copy = g_new0 (VasReason, 1);

  copy->id = g_strdup (self->id);
  copy->text = g_strdup (self->text);
  copy->label = g_strdup (self->label);

  return copy;
}

void
vas_reason_free (VasReason *self)
{
  g_free (self->id);
  g_free (self->text);
  g_free (self->label);
  g_free (self);
}

/** vas_reasons_get_setting: the name of the setting that holds the list. */
const char *
vas_reasons_get_setting (VasReasonKind kind)
{
  return kind == VAS_REASON_REJECT ? "reasons.reject" : "reasons.extend";
}

/** vas_reasons_get_default: the list of a house that has set none. */
const char *
vas_reasons_get_default (VasReasonKind kind)
{
  return kind == VAS_REASON_REJECT ? default_reject : default_extend;
}

/** vas_reasons_find: (nullable) (transfer none): the reason of that id. */
VasReason *
vas_reasons_find (GPtrArray  *reasons,
                  const char *id)
{
  for (guint i = 0; i < reasons->len; i++)
    {
      VasReason *reason = g_ptr_array_index (reasons, i);

      if (g_str_equal (reason->id, id))
        return reason;
    }

  return NULL;
}

static gboolean
is_id (const char *text)
{
  return *text != '\0' && text[strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

static VasReason *
parse_line (const char  *line,
            GPtrArray   *before,
            GError     **error)
{
  g_auto (GStrv) parts = g_strsplit (line, "|", -1);
  VasReason *reason;

  if (g_strv_length (parts) != 3 || !is_id (parts[0]) || *parts[1] == '\0' || *parts[2] == '\0')
    {
      g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID, _("“%s” is no reason: id|sentence|label"), line);
      return NULL;
    }
  if (vas_reasons_find (before, parts[0]) != NULL)
    {
      g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID, _("The reason “%s” is there twice"), parts[0]);
      return NULL;
    }

  reason = g_new0 (VasReason, 1);
  reason->id = g_strdup (parts[0]);
  reason->text = g_strdup (parts[1]);
  reason->label = g_strdup (parts[2]);

  return reason;
}

/**
 * vas_reasons_parse:
 *
 * Returns: (transfer full) (nullable) (element-type VasReason): the reasons in their order; NULL with %VAS_CORE_ERROR_INVALID
 *   that names the line, %VAS_CORE_ERROR_RANGE beyond twenty, %VAS_CORE_ERROR_MISSING for none
 */
GPtrArray *
vas_reasons_parse (const char  *text,
                   GError     **error)
{
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_reason_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      VasReason *reason;

      g_strstrip (lines[i]);
      if (*lines[i] == '\0')
        continue;
      reason = parse_line (lines[i], reasons, error);
      if (reason == NULL)
        return NULL;
      g_ptr_array_add (reasons, reason);
    }
  if (reasons->len == 0 || reasons->len > MAX_REASONS)
    {
      g_set_error (error, VAS_CORE_ERROR, reasons->len == 0 ? VAS_CORE_ERROR_MISSING : VAS_CORE_ERROR_RANGE,
                   _("There must be 1 to %d reasons"), MAX_REASONS);
      return NULL;
    }

  return g_steal_pointer (&reasons);
}
