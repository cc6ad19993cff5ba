/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was typed into a field is judged for its form, when the form is sent, and becomes an argument. Main thread. */

#include "vas-form-field-private.h"

#include "vas-money.h"
#include "vas-text.h"
#include "vas-time.h"

#include <glib/gi18n.h>

static gboolean
read_money (VasFormField *self,
            const char   *text,
            VasCommand   *command)
{
  VasMoney money;

  if (!vas_money_parse (text, &money, NULL))
    {
      vas_form_field_set_error (self, _("An amount is written like 1,234.50."));
      return FALSE;
    }
  if (!self->local)
    vas_command_set_int (command, self->id, money);

  return TRUE;
}

static gboolean
read_number (VasFormField *self,
             const char   *text,
             VasCommand   *command)
{
  g_autofree char *plain = vas_text_compact (text);
  gint64 number;

  if (!g_ascii_string_to_signed (plain, 10, 0, G_MAXINT32, &number, NULL))
    {
      vas_form_field_set_error (self, _("A whole number is needed, in digits."));
      return FALSE;
    }
  if (!self->local)
    vas_command_set_int (command, self->id, number);

  return TRUE;
}

static gboolean
read_date (VasFormField *self,
           const char   *text,
           VasCommand   *command)
{
  g_autofree char *plain = NULL;
  VasDate date;

  if (!vas_date_parse_lenient (text, &date, NULL))
    {
      vas_form_field_set_error (self, _("A date is written like 2026-03-10."));
      return FALSE;
    }
  plain = vas_date_format (date);
  if (!self->local)
    vas_command_set_text (command, self->id, plain);

  return TRUE;
}

/**
 * vas_form_field_read:
 *
 * Sets the argument of @command that the field is.
 *
 * Returns: FALSE where the field is empty and must not be, or has the wrong form: the sentence stands at it then
 */
gboolean
vas_form_field_read (VasFormField *self,
                     VasCommand   *command)
{
  g_autofree char *text = vas_form_field_get_text (self);

  vas_form_field_set_error (self, NULL);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return TRUE;
  if (self->kind == VAS_FORM_CHECK)
    {
      if (!self->local)
        vas_command_set_bool (command, self->id, *text != '\0');
      return TRUE;
    }
  if (*text == '\0')
    {
      if (!self->optional)
        vas_form_field_set_error (self, self->kind == VAS_FORM_CHOICE ? _("Choose one.") : _("This must be filled in."));
      return self->optional;
    }

  if (self->kind == VAS_FORM_MONEY)
    return read_money (self, text, command);
  if (self->kind == VAS_FORM_NUMBER)
    return read_number (self, text, command);
  if (self->kind == VAS_FORM_DATE)
    return read_date (self, text, command);
  if (!self->local)
    vas_command_set_text (command, self->id, text);

  return TRUE;
}
