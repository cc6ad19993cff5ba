/* SPDX-License-Identifier: GPL-3.0-or-later */

/* VasReceipt: the answer to a command. Plain data, owned by whoever asked. */

#include "vas-engine.h"

/** vas_receipt_free: frees a receipt with all that it holds; NULL is allowed. */
void
vas_receipt_free (VasReceipt *self)
{
  if (self == NULL)
    return;
  g_free (self->command_id);
  g_clear_pointer (&self->verdict, vas_verdict_unref);
  g_strfreev (self->subjects);
  g_clear_pointer (&self->ended, g_ptr_array_unref);
  g_free (self);
}

/** vas_receipt_waits_for_second: whether it was an approval that a supervisor follows (R30): the amount is over the limit. */
gboolean
vas_receipt_waits_for_second (const VasReceipt *self)
{
  return self->applied && vas_verdict_find_code (self->verdict, "supervisor-follows") != NULL;
}
