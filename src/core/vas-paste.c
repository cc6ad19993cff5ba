/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Paste-anything: a chat message in, the fields of an invoice request out.
 *
 * The message is folded (full-width digits, letters and colons; invisible characters out), split at its labels
 * (vas-paste-labels.c), and each segment is read twice: first for the value its label promises, then for what shows itself by
 * its form (order numbers, mobiles, e-mails, ids that pass their check, amounts with ¥ or 元). What is left may be a title, an
 * address or a name. Nothing is certain here: a value that was guessed, or fails its check, carries a doubt, and the clerk
 * sees it before it is used.
 *
 * Pure functions; any thread; any bytes. Linear in the message but for the small bounded patterns.
 */

#include "vas-paste-private.h"

#include "vas-core-error.h"
#include "vas-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (VasPaste, vas_paste, vas_paste_copy, vas_paste_free)

static void
value_free (gpointer data)
{
  VasPasteValue *value = data;

  g_free (value->text);
  g_free (value);
}

static gpointer
value_copy (gconstpointer source,
            gpointer      unused)
{
  const VasPasteValue *value = source;
  VasPasteValue *copy = g_new (VasPasteValue, 1);

  copy->text = g_strdup (value->text);
  copy->doubt = value->doubt;
  return copy;
}

static VasPaste *
paste_new (void)
{
  VasPaste *paste = g_new0 (VasPaste, 1);

  paste->orders = g_ptr_array_new_with_free_func (value_free);
  paste->amounts = g_array_new (FALSE, FALSE, sizeof (VasPasteAmount));

  return paste;
}

static gunichar
fold_char (gunichar c)
{
  if ((c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A))
    return c - 0xFEE0;
  switch (c)
    {
    case 0xFF1A: case 0xFF20: case 0xFF0E: case 0xFF0D: case 0xFF0B: case 0xFF1D: case 0xFF3F:  /* ：＠．－＋＝＿ */
      return c - 0xFEE0;
    case 0xFFE5:
      return 0x00A5;
    case '|': case 0xFF5C:  /* the bar is ours, for what was taken */
      return ';';
    default:
      return c;
    }
}

/* What labels and patterns expect: lines by LF, single spaces, plain digits and letters; Chinese punctuation stays. */
static char *
fold (const char *text)
{
  g_auto(GStrv) lines = g_strsplit_set (text, "\r\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = vas_text_strip_controls (lines[i]);
      GString *folded = g_string_sized_new (strlen (line));

      for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
        g_string_append_unichar (folded, fold_char (g_utf8_get_char (p)));
      g_free (lines[i]);
      lines[i] = g_string_free (folded, FALSE);
    }

  return g_strjoinv ("\n", lines);
}

static gboolean
validate (const char  *text,
          gsize        length,
          GError     **error)
{
  if (length > VAS_PASTE_MAX)
    {
      g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_RANGE, _("The message is longer than %d bytes"), VAS_PASTE_MAX);
      return FALSE;
    }
  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error_literal (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID, _("The message is not UTF-8 text"));
      return FALSE;
    }

  return TRUE;
}

/**
 * vas_paste_parse:
 * @text: any bytes
 * @length: their number, or -1 where a NUL ends them
 *
 * Reads a pasted message.
 *
 * Returns: (transfer full) (nullable): what it holds, maybe nothing (vas_paste_is_empty()); NULL with %VAS_CORE_ERROR_RANGE
 * where it is longer than %VAS_PASTE_MAX, %VAS_CORE_ERROR_INVALID where it is not UTF-8 or holds a NUL
 */
VasPaste *
vas_paste_parse (const char  *text,
                 gssize       length,
                 GError     **error)
{
  gsize size = length < 0 ? strnlen (text, VAS_PASTE_MAX + 1) : (gsize) length;
  g_autoptr(VasPaste) paste = NULL;
  g_autoptr(GPtrArray) segments = NULL;
  g_autofree char *message = NULL;
  g_autofree char *folded = NULL;

  if (!validate (text, size, error))
    return NULL;

  message = g_strndup (text, size);
  folded = fold (message);
  segments = _vas_paste_split (folded);
  paste = paste_new ();

  _vas_paste_take_codes (paste, segments);
  for (guint i = 0; i < segments->len; i++)
    _vas_paste_take_texts (paste, g_ptr_array_index (segments, i));

  return g_steal_pointer (&paste);
}

/**
 * vas_paste_is_empty:
 *
 * Returns: TRUE where nothing was found
 */
gboolean
vas_paste_is_empty (const VasPaste *paste)
{
  g_return_val_if_fail (paste != NULL, TRUE);

  return paste->orders->len == 0 && paste->amounts->len == 0 && paste->title.text == NULL && paste->taxpayer_id.text == NULL &&
         paste->recipient.text == NULL && paste->mobile.text == NULL && paste->address.text == NULL &&
         paste->account.text == NULL && paste->email.text == NULL;
}

/**
 * vas_paste_copy:
 *
 * Returns: (transfer full): a deep copy
 */
VasPaste *
vas_paste_copy (const VasPaste *paste)
{
  VasPaste *copy = g_memdup2 (paste, sizeof *paste);

  copy->orders = g_ptr_array_copy (paste->orders, value_copy, NULL);
  g_ptr_array_set_free_func (copy->orders, value_free);
  copy->amounts = g_array_copy (paste->amounts);
  copy->title.text = g_strdup (paste->title.text);
  copy->taxpayer_id.text = g_strdup (paste->taxpayer_id.text);
  copy->recipient.text = g_strdup (paste->recipient.text);
  copy->mobile.text = g_strdup (paste->mobile.text);
  copy->address.text = g_strdup (paste->address.text);
  copy->account.text = g_strdup (paste->account.text);
  copy->email.text = g_strdup (paste->email.text);

  return copy;
}

/**
 * vas_paste_free:
 * @paste: (transfer full) (nullable): NULL is passed over
 */
void
vas_paste_free (VasPaste *paste)
{
  if (paste == NULL)
    return;

  g_ptr_array_unref (paste->orders);
  g_array_unref (paste->amounts);
  g_free (paste->title.text);
  g_free (paste->taxpayer_id.text);
  g_free (paste->recipient.text);
  g_free (paste->mobile.text);
  g_free (paste->address.text);
  g_free (paste->account.text);
  g_free (paste->email.text);
  g_free (paste);
}
