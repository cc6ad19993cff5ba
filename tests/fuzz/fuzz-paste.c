/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A pasted message, and what is made of the names and addresses in it: masks and pinyin keys. */

#include "fuzz.h"

#include "vas-mask.h"
#include "vas-mobile.h"
#include "vas-paste.h"
#include "vas-pinyin.h"
#include "vas-taxpayer-id.h"

static void
check_value (const VasPasteValue *value)
{
  if (value->text == NULL)
    {
      g_assert_false (value->doubt);
      return;
    }

  g_assert_true (g_utf8_validate (value->text, -1, NULL));
  g_assert_cmpstr (value->text, !=, "");
  g_assert_false (g_ascii_isspace (value->text[0]));
}

/* What carries no doubt holds its check. */
static void
check_paste (const VasPaste *paste)
{
  check_value (&paste->title);
  check_value (&paste->taxpayer_id);
  check_value (&paste->recipient);
  check_value (&paste->mobile);
  check_value (&paste->address);
  check_value (&paste->account);
  check_value (&paste->email);
  g_assert_cmpuint (paste->orders->len, <=, VAS_PASTE_MAX_ITEMS);
  g_assert_cmpuint (paste->amounts->len, <=, VAS_PASTE_MAX_ITEMS);
  for (guint i = 0; i < paste->orders->len; i++)
    check_value (g_ptr_array_index (paste->orders, i));

  if (paste->mobile.text != NULL && !paste->mobile.doubt)
    g_assert_true (vas_mobile_is_valid (paste->mobile.text));
  if (paste->taxpayer_id.text != NULL && !paste->taxpayer_id.doubt)
    g_assert_cmpint (vas_taxpayer_id_check (paste->taxpayer_id.text, NULL), ==, VAS_TAXPAYER_ID_VALID);
}

static void
check_name (const char *name)
{
  g_auto (GStrv) readings = vas_pinyin_readings (name);
  g_auto (GStrv) initials = vas_pinyin_initials (name);
  g_autofree char *masked = vas_mask_name (name);

  g_assert_cmpuint (g_strv_length (readings), <=, VAS_PINYIN_MAX_READINGS);
  g_assert_true ((readings[0] == NULL) == (initials[0] == NULL));
  for (gsize i = 0; readings[i] != NULL; i++)
    g_assert_true (g_utf8_validate (readings[i], -1, NULL));
  g_assert_true (g_utf8_validate (masked, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *address = vas_mask_address (text);
  g_autofree char *email = vas_mask_email (text);
  g_autofree char *account = vas_mask_account (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (VasPaste) paste = vas_paste_parse ((const char *) data, (gssize) size, &error);
  g_autoptr (VasPaste) copy = NULL;

  g_assert_true ((paste == NULL) == (error != NULL));
  g_assert_true (g_utf8_validate (address, -1, NULL));
  g_assert_true (g_utf8_validate (email, -1, NULL));
  g_assert_true (g_utf8_validate (account, -1, NULL));
  check_name (text);
  if (paste == NULL)
    return 0;

  check_paste (paste);
  copy = vas_paste_copy (paste);
  check_paste (copy);

  return 0;
}
