/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What comes into the second pass: scans and typed values, read as far as that goes without the records. Main thread. */

#include "vas-second-pass-private.h"

#include "vas-fapiao-qr.h"
#include "vas-waybill.h"

#include <glib/gi18n.h>

static VasPassInput *
new_input (VasPassKind kind,
           gboolean    by_hand)
{
  VasPassInput *input = g_new0 (VasPassInput, 1);

  input->kind = kind;
  input->by_hand = by_hand;
  input->date = VAS_NONE_DATE;
  input->acknowledged = g_ptr_array_new_with_free_func (g_free);

  return input;
}

/* What cannot be read waits its turn too, so that the alarm is about it and not about what is being done. */
static void
take_stranger (VasSecondPass *self,
               const char    *alarm,
               const char    *detail)
{
  VasPassInput *input = new_input (VAS_PASS_STRANGER, FALSE);

  input->text = g_strdup (alarm);
  input->number = g_strdup (detail);
  vas_pass_take (self, input);
}

static void
take_qr (VasSecondPass *self,
         const char    *text)
{
  g_autoptr (VasFapiaoQr) qr = vas_fapiao_qr_parse (text, NULL);
  VasPassInput *input;

  if (qr == NULL)
    {
      take_stranger (self, _("This code cannot be read as a fapiao."),
                     _("R20 (§4.8): it is damaged, or it is not the code of a fapiao."));
      return;
    }

  input = new_input (VAS_PASS_SHEET, FALSE);
  input->text = g_strdup (text);
  input->code = g_strdup (qr->code);
  input->number = g_strdup (qr->number);
  vas_pass_take (self, input);
}

static void
take_text (VasSecondPass *self,
           VasPassKind    kind,
           const char    *text)
{
  VasPassInput *input = new_input (kind, FALSE);

  input->text = g_strdup (text);
  input->number = kind == VAS_PASS_NUMBER ? g_strdup (text) : NULL;
  vas_pass_take (self, input);
}

/** vas_second_pass_scan: a scan; during an alarm it is not done, only heard. */
void
vas_second_pass_scan (VasSecondPass *self,
                      VasScanKind    kind,
                      const char    *text)
{
  if (self->alarm != NULL)
    {
      vas_pass_say_alarmed (self);
      return;
    }

  switch (kind)
    {
    case VAS_SCAN_FAPIAO_QR:
      take_qr (self, text);
      break;
    case VAS_SCAN_WAYBILL:
      take_text (self, VAS_PASS_WAYBILL, text);
      break;
    case VAS_SCAN_CASE_SLIP:
      take_text (self, VAS_PASS_SLIP, text);
      break;
    case VAS_SCAN_FAPIAO_NUMBER:
      take_text (self, VAS_PASS_NUMBER, text);
      break;
    case VAS_SCAN_UNKNOWN:
    default:
      take_stranger (self, _("This is no fapiao, waybill or case slip."), text);
    }
}

/** vas_second_pass_enter_sheet: a sheet of the open case, typed; its amounts are the approved ones. */
void
vas_second_pass_enter_sheet (VasSecondPass *self,
                             const char    *code,
                             const char    *number,
                             VasDate        date,
                             const char    *check_code)
{
  VasPassInput *input = new_input (VAS_PASS_TYPED, TRUE);

  input->code = g_strdup (code);
  input->number = g_strdup (number);
  input->date = date;
  input->check_code = g_strdup (check_code);
  vas_pass_take (self, input);
}

/** vas_second_pass_enter_waybill: a waybill, typed, for the open case. */
void
vas_second_pass_enter_waybill (VasSecondPass *self,
                               const char    *waybill)
{
  g_autofree char *normal = vas_waybill_normalize (waybill, NULL);
  VasPassInput *input;

  if (normal == NULL)
    {
      vas_pass_say_refused (self, VAS_PASS_FIELD_WAYBILL,
                            _("R22 (§4.8): a waybill is SF and 13 digits, or 12 digits in the older form."));
      return;
    }

  input = new_input (VAS_PASS_WAYBILL, TRUE);
  input->text = g_steal_pointer (&normal);
  vas_pass_take (self, input);
}

/** vas_second_pass_tell: tells the users of the last envelope, or that of the open case. */
void
vas_second_pass_tell (VasSecondPass *self)
{
  VasPassInput *input;

  if (self->alarm != NULL)
    return;
  input = new_input (VAS_PASS_TELL, FALSE);
  vas_pass_take (self, input);
}
