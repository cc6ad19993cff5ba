/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The steps of the second pass, each a command: the sheet issued, the parcel shipped, the user told. */

#include "vas-second-pass-private.h"

#include "vas-notice-text.h"
#include "vas-parcel-rules.h"

#include <glib/gi18n.h>

static VasCommand *
new_command (VasSecondPass *self,
             const char    *type)
{
  VasCommand *command = vas_desk_new_command (self->desk, type);

  for (guint i = 0; i < self->input->acknowledged->len; i++)
    vas_command_acknowledge (command, g_ptr_array_index (self->input->acknowledged, i));

  return command;
}

/* The receipt of a command that was applied; NULL where it was not, and the flow stands. */
static VasReceipt *
finish_command (VasSecondPass *self,
                GAsyncResult  *result,
                const char    *alarm)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_desk_run_finish (self->desk, result, &error);

  if (self->input == NULL)
    return NULL;
  if (receipt == NULL)
    {
      vas_pass_stop (self, alarm, error->message);
      return NULL;
    }
  if (!receipt->applied)
    {
      vas_pass_refuse (self, alarm, receipt->verdict);
      return NULL;
    }

  return g_steal_pointer (&receipt);
}

static void
remember_told (VasSecondPass *self,
               VasRequest    *request)
{
  const char *key = vas_entity_get_key (VAS_ENTITY (request));

  if (!g_ptr_array_find_with_equal_func (self->telling, key, g_str_equal, NULL))
    g_ptr_array_add (self->telling, g_strdup (key));
}

/* Another recipient is another envelope. */
static void
start_envelope (VasSecondPass *self,
                VasRequest    *request)
{
  if (self->envelope != NULL && self->sheets->len > 0)
    {
      g_autofree char *text = g_strdup_printf (_("%s still waits for its waybill."), vas_pass_name (self->envelope));

      vas_desk_toast (self->desk, text);
    }
  g_ptr_array_set_size (self->sheets, 0);
  g_ptr_array_set_size (self->telling, 0);
  g_set_object (&self->envelope, request);
}

static void
put_into_envelope (VasSecondPass *self,
                   VasRequest    *request,
                   VasFapiao     *sheet)
{
  const char *key = vas_entity_get_key (VAS_ENTITY (sheet));

  g_free (self->last_sheet);
  self->last_sheet = g_strdup (key);
  self->pinned = FALSE;
  if (request->delivery == VAS_DELIVERY_PICKUP)
    return;

  if (self->envelope == NULL || self->sheets->len == 0 || !vas_request_same_recipient (self->envelope, request))
    start_envelope (self, request);
  if (!g_ptr_array_find_with_equal_func (self->sheets, key, g_str_equal, NULL))
    g_ptr_array_add (self->sheets, g_strdup (key));
  remember_told (self, request);
  vas_pass_find_others (self);
}

static void
issued_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasSecondPass) self = user_data;
  g_autoptr (VasReceipt) receipt = finish_command (self, result, _("This sheet is not issued."));

  if (receipt == NULL)
    return;

  put_into_envelope (self, self->found->vas_case->request, self->found->sheet);
  vas_pass_done (self);
}

static void
issue (VasSecondPass *self)
{
  const VasPassInput *input = self->input;
  VasFapiao *sheet = self->found->sheet;
  g_autoptr (VasCommand) command = new_command (self, "fapiao.issue");

  vas_command_set_text (command, "fapiao", vas_entity_get_key (VAS_ENTITY (sheet)));
  if (input->kind == VAS_PASS_SHEET)
    {
      vas_command_set_text (command, "qr_text", input->text);
    }
  else
    {
      g_autofree char *date = vas_date_format (input->date);

      vas_command_set_text (command, "code", input->code);
      vas_command_set_text (command, "number", input->number);
      vas_command_set_text (command, "date", date);
      if (input->check_code != NULL && *input->check_code != '\0')
        vas_command_set_text (command, "check_code", input->check_code);
    }
  vas_desk_run_async (self->desk, command, NULL, self->cancellable, issued_cb, g_object_ref (self));
}

/* A sheet that nobody waits for, or that is another's. TRUE where the flow stands. */
static gboolean
stop_at_stranger (VasSecondPass *self)
{
  const VasPassInput *input = self->input;
  VasCase *vas_case = self->found->vas_case;
  g_autofree char *name = g_strdup_printf ("%s %s", input->code != NULL ? input->code : "", input->number);
  g_autofree char *detail = NULL;

  if (self->found->sheet == NULL && input->kind == VAS_PASS_TYPED)
    {
      vas_pass_stop (self, _("No number is bound to this case. It has to be on a print list first."), NULL);
      return TRUE;
    }
  if (self->found->sheet == NULL || vas_case == NULL)
    {
      detail = g_strdup_printf (_("R20 (§4.8): %s is bound to no case."), g_strstrip (name));
      vas_pass_stop (self, _("This sheet belongs to no case."), detail);
      return TRUE;
    }
  if (!self->pinned || g_strcmp0 (vas_entity_get_key (VAS_ENTITY (vas_case->request)), self->current) == 0)
    return FALSE;

  detail = g_strdup_printf (_("R20 (§4.8): %s is bound to %s (%s), which is not the case that is open."), g_strstrip (name),
                            vas_pass_name (vas_case->request), vas_case->request->title);
  vas_pass_stop (self, _("This sheet is another case's."), detail);
  return TRUE;
}

/** vas_pass_do_sheet: the case opens; a bound sheet is issued, an issued one that lies here goes into the envelope. */
void
vas_pass_do_sheet (VasSecondPass *self)
{
  VasFapiao *sheet = self->found->sheet;

  if (stop_at_stranger (self))
    return;

  vas_pass_open (self, self->found->vas_case->request);
  if (sheet->state == VAS_FAPIAO_STATE_BOUND && self->input->kind != VAS_PASS_NUMBER)
    {
      issue (self);
      return;
    }
  if (sheet->state == VAS_FAPIAO_STATE_VOIDED || sheet->state == VAS_FAPIAO_STATE_REVERSED)
    {
      g_autofree char *detail = g_strdup_printf (_("R20 (§4.8): %s %s is void; it is not sent."), sheet->code, sheet->number);

      vas_pass_stop (self, _("This sheet is void."), detail);
      return;
    }

  if (vas_fapiao_waits_here (sheet, vas_case_find_parcel (self->found->vas_case, sheet->parcel_key)) &&
      self->found->vas_case->request->state == VAS_REQUEST_STATE_TO_SHIP)
    put_into_envelope (self, self->found->vas_case->request, sheet);
  vas_pass_done (self);
}

static void
shipped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasSecondPass) self = user_data;
  g_autoptr (VasReceipt) receipt = finish_command (self, result, _("This envelope does not go with this waybill."));

  if (receipt == NULL)
    return;

  g_ptr_array_set_size (self->sheets, 0);
  g_clear_object (&self->envelope);
  vas_pass_done (self);
}

/* All sheets of the open case that lie here, though none of them was scanned. */
static void
take_open_case (VasSecondPass *self)
{
  VasCase *vas_case = self->found->vas_case;

  if (vas_case == NULL)
    return;
  start_envelope (self, vas_case->request);
  remember_told (self, vas_case->request);
  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);

      if (vas_fapiao_waits_here (sheet, vas_case_find_parcel (vas_case, sheet->parcel_key)))
        g_ptr_array_add (self->sheets, g_strdup (vas_entity_get_key (VAS_ENTITY (sheet))));
    }
}

static void
ship (VasSecondPass *self,
      gboolean       paired)
{
  g_autoptr (VasCommand) command = new_command (self, "parcel.ship");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *done = g_strdup_printf (_("Shipped with waybill %s."), self->input->text);
  g_auto (GStrv) keys = NULL;

  for (guint i = 0; i < self->sheets->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (self->sheets, i));
  keys = g_strv_builder_end (builder);
  vas_command_set_texts (command, "fapiao", (const char * const *) keys);
  vas_command_set_text (command, "waybill", self->input->text);
  if (paired)
    vas_command_set_text (command, "paired_with", self->last_sheet);
  vas_desk_run_async (self->desk, command, done, self->cancellable, shipped_cb, g_object_ref (self));
}

static void
stop_without_sheet (VasSecondPass *self)
{
  g_autofree char *waybill = g_strdup (self->input->text);

  vas_pass_stop (self, _("Scan the sheet first, then the waybill."), waybill);
}

/* A waybill without a sheet before it: that of a parcel opens its case; else a person says whose it is. */
static void
ship_unscanned (VasSecondPass *self)
{
  VasCase *vas_case = self->found->vas_case;

  if (vas_case == NULL)
    {
      stop_without_sheet (self);
      return;
    }
  if (vas_case->request->state != VAS_REQUEST_STATE_TO_SHIP)
    {
      if (g_strcmp0 (vas_entity_get_key (VAS_ENTITY (vas_case->request)), self->current) == 0)
        {
          stop_without_sheet (self);
          return;
        }
      vas_pass_open (self, vas_case->request);
      vas_pass_done (self);
      return;
    }
  if (!self->input->by_hand && !self->input->confirmed)
    {
      g_autofree char *detail = g_strdup_printf (_("No sheet of this envelope was scanned. Is %s the waybill of %s (%s)?"),
                                                 self->input->text, vas_pass_name (vas_case->request), vas_case->request->title);

      vas_pass_ask (self, _("Whose waybill is this?"), detail);
      return;
    }

  take_open_case (self);
  if (self->sheets->len == 0)
    vas_pass_stop (self, _("No sheet of this case lies here."), NULL);
  else
    ship (self, FALSE);
}

static gboolean
is_in_envelope (VasSecondPass *self)
{
  return self->last_sheet != NULL && g_ptr_array_find_with_equal_func (self->sheets, self->last_sheet, g_str_equal, NULL);
}

/* A case whose sheets are typed goes on by itself: its envelope is the one that is open. */
static gboolean
envelope_is_open (VasSecondPass *self)
{
  return self->sheets->len > 0 && (!self->input->by_hand || self->envelope == NULL || self->found->vas_case == NULL ||
                                   vas_request_same_recipient (self->envelope, self->found->vas_case->request));
}

/** vas_pass_do_waybill: all sheets of the envelope go with it; they are those scanned since the last one. */
void
vas_pass_do_waybill (VasSecondPass *self)
{
  if (envelope_is_open (self))
    ship (self, is_in_envelope (self));
  else
    ship_unscanned (self);
}

static void tell_next (VasSecondPass *self);

static void
told_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (VasSecondPass) self = user_data;
  g_autoptr (VasReceipt) receipt = finish_command (self, result, _("The user is not told."));

  if (receipt == NULL)
    return;

  g_ptr_array_remove_index (self->found->cases, 0);
  tell_next (self);
}

static char *
get_channel (VasSecondPass *self)
{
  return g_settings_get_string (vas_desk_get_settings (self->desk), "notice-channel");
}

static void
tell (VasSecondPass *self,
      VasCase       *vas_case)
{
  g_autoptr (VasCommand) command = new_command (self, "notice.tell");
  g_autofree char *channel = get_channel (self);
  g_autofree char *text = vas_notice_text_told (vas_case);
  g_autofree char *done = g_strdup_printf (_("The user of %s is told."), vas_pass_name (vas_case->request));

  vas_command_set_text (command, "request", vas_entity_get_key (VAS_ENTITY (vas_case->request)));
  vas_command_set_text (command, "channel", channel);
  vas_command_set_text (command, "text", text);
  vas_desk_run_async (self->desk, command, done, self->cancellable, told_cb, g_object_ref (self));
}

static void
ready_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasSecondPass) self = user_data;
  g_autoptr (VasReceipt) receipt = finish_command (self, result, _("This case is not ready for pick-up."));

  if (receipt != NULL)
    vas_pass_done (self);
}

/* What waits for pick-up is laid ready with the same key; the user is told with the next one. */
static void
lay_ready (VasSecondPass *self,
           VasCase       *vas_case)
{
  g_autoptr (VasCommand) command = new_command (self, "parcel.pickup");

  vas_command_set_text (command, "request", vas_entity_get_key (VAS_ENTITY (vas_case->request)));
  vas_desk_run_async (self->desk, command, _("Ready for pick-up. T tells the user."), self->cancellable, ready_cb,
                      g_object_ref (self));
}

static void
tell_next (VasSecondPass *self)
{
  VasCase *vas_case;

  if (self->found->cases->len == 0)
    {
      g_ptr_array_set_size (self->telling, 0);
      vas_pass_done (self);
      return;
    }

  vas_case = g_ptr_array_index (self->found->cases, 0);
  if (vas_case->request->state == VAS_REQUEST_STATE_TO_PICKUP)
    lay_ready (self, vas_case);
  else
    tell (self, vas_case);
}

/** vas_pass_do_tell: the proposed text by the usual channel, to everybody whose fapiao is in the last envelope. */
void
vas_pass_do_tell (VasSecondPass *self)
{
  tell_next (self);
}
