/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The second pass: what was scanned or typed is done one after another, in the order in which it came, however fast that was.
 * A sheet that is scanned opens its case and is issued (R20); the waybill after it takes all sheets of the envelope (R22);
 * then the user is told, and the case is done. What is not right stops everything until a person acknowledges, and what was
 * scanned meanwhile is not done. Main thread; readings and commands are the store's threads'.
 */

#include "vas-second-pass-private.h"

#include "vas-finding-text.h"

#include <glib/gi18n.h>

enum {
  OPEN,
  CHANGED,
  REFUSED,
  ALARMED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasSecondPass, vas_second_pass, G_TYPE_OBJECT)

static void start_next (VasSecondPass *self);

static void
clear_inputs (VasSecondPass *self)
{
  g_queue_clear_full (&self->inputs, (GDestroyNotify) vas_pass_input_free);
}

static void
clear_alarm (VasSecondPass *self)
{
  g_clear_pointer (&self->alarm, g_free);
  g_clear_pointer (&self->detail, g_free);
  self->asking = FALSE;
  g_ptr_array_set_size (self->asked, 0);
}

static void
drop_input (VasSecondPass *self)
{
  g_clear_pointer (&self->found, vas_pass_found_free);
  g_clear_pointer (&self->input, vas_pass_input_free);
}

/** vas_pass_say_changed: what is shown of the pass is another. */
void
vas_pass_say_changed (VasSecondPass *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/** vas_pass_done: the input is done with. */
void
vas_pass_done (VasSecondPass *self)
{
  drop_input (self);
  vas_pass_say_changed (self);
  start_next (self);
}

static VasPassField
field_of (const VasPassInput *input)
{
  if (input == NULL || !input->by_hand)
    return VAS_PASS_FIELD_NONE;

  return input->kind == VAS_PASS_TYPED ? VAS_PASS_FIELD_SHEET
       : input->kind == VAS_PASS_WAYBILL ? VAS_PASS_FIELD_WAYBILL : VAS_PASS_FIELD_NONE;
}

/**
 * vas_pass_stop:
 * @alarm: what is wrong, in a few words
 * @detail: (nullable): the same with its figures
 *
 * Stops the flow in red; what was typed into a field is refused there instead.
 */
void
vas_pass_stop (VasSecondPass *self,
               const char    *alarm,
               const char    *detail)
{
  const VasPassField field = field_of (self->input);

  clear_inputs (self);
  drop_input (self);
  if (field != VAS_PASS_FIELD_NONE)
    {
      g_signal_emit (self, signals[REFUSED], 0, (guint) field, detail != NULL ? detail : alarm);
      vas_pass_say_changed (self);
      return;
    }

  clear_alarm (self);
  self->alarm = g_strdup (alarm);
  self->detail = g_strdup (detail);
  vas_pass_say_changed (self);
  g_signal_emit (self, signals[ALARMED], 0);
}

/** vas_pass_ask: waits for a yes before it goes on with the same input. */
void
vas_pass_ask (VasSecondPass *self,
              const char    *question,
              const char    *detail)
{
  clear_inputs (self);
  g_clear_pointer (&self->alarm, g_free);
  g_clear_pointer (&self->detail, g_free);
  self->alarm = g_strdup (question);
  self->detail = g_strdup (detail);
  self->asking = TRUE;
  vas_pass_say_changed (self);
  g_signal_emit (self, signals[ALARMED], 0);
}

static char *
describe (VasVerdict *verdict,
          gboolean    asks)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < vas_verdict_get_n (verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (verdict, i);
      g_autofree char *line = NULL;

      if (finding->outcome == VAS_OUTCOME_PASS || (finding->outcome == VAS_OUTCOME_ASK) != asks)
        continue;
      line = vas_finding_describe_with_clause (finding);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }

  return g_string_free (text, FALSE);
}

/**
 * vas_pass_refuse:
 * @alarm: what is wrong, in a few words
 * @verdict: of the command that was not applied
 *
 * Stops where a rule is broken; asks where a person may confirm.
 */
void
vas_pass_refuse (VasSecondPass *self,
                 const char    *alarm,
                 VasVerdict    *verdict)
{
  const gboolean asks = vas_verdict_get_outcome (verdict) == VAS_OUTCOME_ASK;
  g_autofree char *detail = describe (verdict, asks);

  if (!asks)
    {
      vas_pass_stop (self, alarm, detail);
      return;
    }

  g_ptr_array_set_size (self->asked, 0);
  for (guint i = 0; i < vas_verdict_get_n (verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (verdict, i);

      if (finding->outcome == VAS_OUTCOME_ASK)
        g_ptr_array_add (self->asked, g_strdup (finding->code));
    }
  vas_pass_ask (self, _("Is this right?"), detail);
}

/** vas_pass_open: the case is to be shown. */
void
vas_pass_open (VasSecondPass *self,
               VasRequest    *request)
{
  const char *key = vas_entity_get_key (VAS_ENTITY (request));

  if (g_strcmp0 (self->current, key) == 0)
    return;

  vas_second_pass_set_current (self, key);
  g_signal_emit (self, signals[OPEN], 0, key);
}

/** vas_pass_take: @input: (transfer full): waits its turn. */
void
vas_pass_take (VasSecondPass *self,
               VasPassInput  *input)
{
  g_queue_push_tail (&self->inputs, input);
  start_next (self);
}

/** vas_pass_say_refused: a field holds what is not right. */
void
vas_pass_say_refused (VasSecondPass *self,
                      VasPassField   field,
                      const char    *text)
{
  g_signal_emit (self, signals[REFUSED], 0, (guint) field, text);
}

/** vas_pass_say_alarmed: a scan during an alarm. */
void
vas_pass_say_alarmed (VasSecondPass *self)
{
  g_signal_emit (self, signals[ALARMED], 0);
}

/** vas_pass_name: (transfer none): what a case is called. */
const char *
vas_pass_name (VasRequest *request)
{
  return request->number != NULL ? request->number : request->title;
}

static void
do_slip (VasSecondPass *self)
{
  if (self->found->vas_case == NULL)
    {
      g_autofree char *number = g_strdup (self->input->text);

      vas_pass_stop (self, _("There is no such case."), number);
      return;
    }

  vas_pass_open (self, self->found->vas_case->request);
  self->pinned = TRUE;
  vas_pass_done (self);
}

static void
do_stranger (VasSecondPass *self)
{
  g_autofree char *alarm = g_strdup (self->input->text);
  g_autofree char *detail = g_strdup (self->input->number);

  vas_pass_stop (self, alarm, detail);
}

static void
do_input (VasSecondPass *self)
{
  switch (self->input->kind)
    {
    case VAS_PASS_SHEET:
    case VAS_PASS_NUMBER:
    case VAS_PASS_TYPED:
      vas_pass_do_sheet (self);
      break;
    case VAS_PASS_WAYBILL:
      vas_pass_do_waybill (self);
      break;
    case VAS_PASS_SLIP:
      do_slip (self);
      break;
    case VAS_PASS_TELL:
      vas_pass_do_tell (self);
      break;
    case VAS_PASS_STRANGER:
      do_stranger (self);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasSecondPass) self = user_data;
  g_autoptr (GError) error = NULL;
  VasPassFound *found = vas_pass_look_finish (self, result, &error);

  if (self->input == NULL)
    {
      g_clear_pointer (&found, vas_pass_found_free);
      return;
    }
  if (found == NULL)
    {
      vas_pass_stop (self, _("The records cannot be read."), error->message);
      return;
    }

  self->found = found;
  do_input (self);
}

/* Those of the last envelope where the open case is one of them; else the open case. */
static GStrv
list_told (VasSecondPass *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const gboolean last = self->current == NULL ||
                        g_ptr_array_find_with_equal_func (self->telling, self->current, g_str_equal, NULL);

  for (guint i = 0; last && i < self->telling->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (self->telling, i));
  if (!last)
    g_strv_builder_add (builder, self->current);

  return g_strv_builder_end (builder);
}

static void
start_next (VasSecondPass *self)
{
  if (self->input != NULL || self->alarm != NULL)
    return;
  self->input = g_queue_pop_head (&self->inputs);
  if (self->input == NULL)
    return;

  self->input->request_key = g_strdup (self->current);
  if (self->input->kind == VAS_PASS_TELL)
    self->input->requests = list_told (self);
  vas_pass_look_async (self, self->input, looked_cb);
}

static void
vas_second_pass_finalize (GObject *object)
{
  VasSecondPass *self = VAS_SECOND_PASS (object);

  clear_inputs (self);
  drop_input (self);
  clear_alarm (self);
  g_clear_object (&self->desk);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->envelope);
  g_clear_pointer (&self->current, g_free);
  g_clear_pointer (&self->last_sheet, g_free);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_ptr_array_unref (self->asked);
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->telling);

  G_OBJECT_CLASS (vas_second_pass_parent_class)->finalize (object);
}

static guint
new_signal (const char *name,
            guint       n_params,
            GType       first,
            GType       second)
{
  return g_signal_new (name, VAS_TYPE_SECOND_PASS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, n_params, first, second);
}

static void
vas_second_pass_class_init (VasSecondPassClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_second_pass_finalize;

  signals[OPEN] = new_signal ("open", 1, G_TYPE_STRING, G_TYPE_NONE);
  signals[CHANGED] = new_signal ("changed", 0, G_TYPE_NONE, G_TYPE_NONE);
  signals[REFUSED] = new_signal ("refused", 2, G_TYPE_UINT, G_TYPE_STRING);
  signals[ALARMED] = new_signal ("alarmed", 0, G_TYPE_NONE, G_TYPE_NONE);
}

static void
vas_second_pass_init (VasSecondPass *self)
{
  g_queue_init (&self->inputs);
  self->cancellable = g_cancellable_new ();
  self->asked = g_ptr_array_new_with_free_func (g_free);
  self->sheets = g_ptr_array_new_with_free_func (g_free);
  self->telling = g_ptr_array_new_with_free_func (g_free);
}

/** vas_second_pass_new: (transfer full) */
VasSecondPass *
vas_second_pass_new (VasDesk *desk)
{
  VasSecondPass *self = g_object_new (VAS_TYPE_SECOND_PASS, NULL);

  self->desk = g_object_ref (desk);

  return self;
}

/** vas_second_pass_close: nothing more is looked up; answers under way are dropped. */
void
vas_second_pass_close (VasSecondPass *self)
{
  g_cancellable_cancel (self->cancellable);
  clear_inputs (self);
}

/** vas_second_pass_set_current: @request_key: (nullable): the case that is open, which what is typed is about. */
void
vas_second_pass_set_current (VasSecondPass *self,
                             const char    *request_key)
{
  if (g_strcmp0 (self->current, request_key) == 0)
    return;

  g_free (self->current);
  self->current = g_strdup (request_key);
  self->pinned = FALSE;
  vas_pass_say_changed (self);
}

/**
 * vas_second_pass_set_pinned:
 * @pinned: whether a person said that the sheet in the hand is of the open case
 *
 * Then a sheet of another case stops the flow and names its case (R20) instead of opening it.
 */
void
vas_second_pass_set_pinned (VasSecondPass *self,
                            gboolean       pinned)
{
  self->pinned = pinned && self->current != NULL;
}

/** vas_second_pass_get_alarm: (transfer none) (nullable): what stopped the flow, or the question. */
const char *
vas_second_pass_get_alarm (VasSecondPass *self)
{
  return self->alarm;
}

/** vas_second_pass_get_detail: (transfer none) (nullable) */
const char *
vas_second_pass_get_detail (VasSecondPass *self)
{
  return self->detail;
}

/** vas_second_pass_is_asking: whether a person may say yes to what stopped the flow. */
gboolean
vas_second_pass_is_asking (VasSecondPass *self)
{
  return self->asking;
}

/** vas_second_pass_acknowledge: ends an alarm, which accepts nothing; says yes to a question. */
void
vas_second_pass_acknowledge (VasSecondPass *self)
{
  const gboolean yes = self->asking && self->input != NULL;

  if (yes)
    {
      for (guint i = 0; i < self->asked->len; i++)
        g_ptr_array_add (self->input->acknowledged, g_strdup (g_ptr_array_index (self->asked, i)));
      self->input->confirmed = TRUE;
    }
  clear_alarm (self);
  vas_pass_say_changed (self);
  if (yes)
    do_input (self);
}

/** vas_second_pass_dismiss: ends an alarm; says no to a question. */
void
vas_second_pass_dismiss (VasSecondPass *self)
{
  drop_input (self);
  clear_alarm (self);
  vas_pass_say_changed (self);
}

/** vas_second_pass_get_last_sheet: (transfer none) (nullable): key of the sheet that was issued or scanned last. */
const char *
vas_second_pass_get_last_sheet (VasSecondPass *self)
{
  return self->last_sheet;
}
