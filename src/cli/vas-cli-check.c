/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl check: judges a taxpayer id, a waybill, a mobile number or what the QR code of a fapiao says, as the views do. */

#include "vas-cli.h"

#include "vas-fapiao-qr.h"
#include "vas-mobile.h"
#include "vas-taxpayer-id.h"
#include "vas-waybill.h"

#include <glib/gi18n.h>

static const char *
describe_id (VasTaxpayerIdResult result)
{
  switch (result)
    {
    case VAS_TAXPAYER_ID_EMPTY:
      return _("nothing is given");
    case VAS_TAXPAYER_ID_VALID:
      return _("valid");
    case VAS_TAXPAYER_ID_WRONG_CHECK:
      return _("the check character is wrong: ask");
    case VAS_TAXPAYER_ID_OLD_FORM:
      return _("an older form: accepted with a warning");
    case VAS_TAXPAYER_ID_LOOKS_PERSONAL:
      return _("looks like the number of an identity card: ask");
    case VAS_TAXPAYER_ID_WRONG_LENGTH:
      return _("the length is wrong");
    case VAS_TAXPAYER_ID_WRONG_ALPHABET:
      return _("holds a character that no taxpayer id has");
    default:
      g_return_val_if_reached ("");
    }
}

static VasCliStatus
check_id (VasCli     *cli,
          const char *text)
{
  g_autofree char *id = NULL;
  const VasTaxpayerIdResult result = vas_taxpayer_id_check (text, &id);
  const gboolean good = result == VAS_TAXPAYER_ID_VALID || result == VAS_TAXPAYER_ID_OLD_FORM;
  const char expected[] = { result == VAS_TAXPAYER_ID_WRONG_CHECK ? vas_taxpayer_id_compute_check (id) : '\0', '\0' };

  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

      vas_cli_add_text (builder, "kind", "taxid");
      vas_cli_add_bool (builder, "valid", good);
      vas_cli_add_text (builder, "normalized", id);
      vas_cli_add_text (builder, "result", vas_taxpayer_id_result_nick (result));
      vas_cli_add_text (builder, "expected_check", *expected != '\0' ? expected : NULL);
      json_builder_end_object (builder);
      vas_cli_print_builder (builder);
    }
  else if (*expected != '\0')
    {
      vas_cli_print (_("%s: %s (expected %s)\n"), id, describe_id (result), expected);
    }
  else
    {
      vas_cli_print (_("%s: %s\n"), id, describe_id (result));
    }

  return good ? VAS_CLI_OK : VAS_CLI_NO;
}

/* The answer of a judge that gives a normal form or a reason. */
static VasCliStatus
answer_normal (VasCli     *cli,
               const char *kind,
               const char *normalized,
               GError     *error)
{
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

      vas_cli_add_text (builder, "kind", kind);
      vas_cli_add_bool (builder, "valid", normalized != NULL);
      vas_cli_add_text (builder, "normalized", normalized);
      vas_cli_add_text (builder, "reason", error != NULL ? error->message : NULL);
      json_builder_end_object (builder);
      vas_cli_print_builder (builder);
    }
  else if (normalized != NULL)
    {
      vas_cli_print (_("%s: %s\n"), normalized, _("valid"));
    }
  else
    {
      return vas_cli_fail (error);
    }

  return normalized != NULL ? VAS_CLI_OK : VAS_CLI_NO;
}

static VasCliStatus
check_waybill (VasCli     *cli,
               const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *normalized = vas_waybill_normalize (text, &error);

  return answer_normal (cli, "waybill", normalized, error);
}

static VasCliStatus
check_mobile (VasCli     *cli,
              const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *normalized = vas_mobile_normalize (text, &error);

  return answer_normal (cli, "mobile", normalized, error);
}

static void
print_qr (VasCli      *cli,
          VasFapiaoQr *qr)
{
  g_autofree char *amount = vas_money_format (qr->amount);
  g_autofree char *date = vas_date_format (qr->date);

  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

      vas_cli_add_text (builder, "kind", "fapiao");
      vas_cli_add_bool (builder, "valid", TRUE);
      vas_cli_add_text (builder, "fapiao_kind", vas_fapiao_kind_to_code (qr->kind));
      vas_cli_add_bool (builder, "paper", vas_fapiao_kind_is_paper (qr->kind));
      vas_cli_add_text (builder, "code", qr->code);
      vas_cli_add_text (builder, "number", qr->number);
      vas_cli_add_int (builder, "amount_fen", qr->amount);
      vas_cli_add_bool (builder, "amount_is_total", qr->amount_is_total);
      vas_cli_add_text (builder, "date", date);
      vas_cli_add_text (builder, "check_code", qr->check_code);
      vas_cli_add_text (builder, "mark", qr->mark);
      vas_cli_add_bool (builder, "complete", qr->complete);
      json_builder_end_object (builder);
      vas_cli_print_builder (builder);
      return;
    }

  vas_cli_print (_("Kind %s, code %s, number %s\n"), vas_fapiao_kind_to_code (qr->kind), *qr->code != '\0' ? qr->code : "–",
                 qr->number);
  vas_cli_print (qr->amount_is_total ? _("%s with tax, of %s\n") : _("%s without tax, of %s\n"), amount, date);
  if (!qr->complete)
    vas_cli_print (_("Fields at the end are missing.\n"));
}

static VasCliStatus
check_fapiao (VasCli     *cli,
              const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasFapiaoQr) qr = vas_fapiao_qr_parse (text, &error);

  if (qr == NULL)
    return answer_normal (cli, "fapiao", NULL, error);
  print_qr (cli, qr);

  return VAS_CLI_OK;
}

/** vas_cli_check: vasctl check KIND TEXT: 0 for what is accepted, 1 for what is refused or asked about. */
VasCliStatus
vas_cli_check (VasCli  *cli,
               int      argc,
               char   **argv)
{
  static const struct {
    const char    *kind;
    VasCliStatus (*check) (VasCli *, const char *);
  } kinds[] = {
    { "taxid", check_id },
    { "waybill", check_waybill },
    { "mobile", check_mobile },
    { "fapiao", check_fapiao },
  };

  if (!vas_cli_parse (cli, NULL, 2, 2, &argc, &argv))
    return VAS_CLI_USAGE;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (argv[1], kinds[i].kind) && g_utf8_validate (argv[2], -1, NULL))
        return kinds[i].check (cli, argv[2]);
    }

  return vas_cli_misuse (_("“%s” is neither taxid, waybill, mobile nor fapiao, or the text is not UTF-8."), argv[1]);
}
