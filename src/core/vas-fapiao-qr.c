/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text in the QR code of a fapiao:
 *
 *   01,<kind>,<code>,<number>,<amount>,<yyyymmdd>,<check code>,<4 hex digits>,
 *
 * Real ones are dirty: spaces in fields, hyphens in the date, a missing last field, amounts like 112 or 64.9; and an input
 * method that is on turns the commas full-width. Such dirt is taken off; beyond it the parser is strict, and an error names
 * the field, its place and the rule. The amount is net for paper and total for fully digital fapiao.
 *
 * Pure functions; any thread.
 */

#include "vas-fapiao-qr.h"

#include "vas-core-error.h"
#include "vas-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  FIELD_VERSION,
  FIELD_KIND,
  FIELD_CODE,
  FIELD_NUMBER,
  FIELD_AMOUNT,
  FIELD_DATE,
  FIELD_CHECK_CODE,
  FIELD_MARK,
  FIELD_END,
  N_FIELDS,
} Field;

static const struct {
  const char *id;                   /* what a finding holds */
  const char *name;
} field_words[] = {
  [FIELD_VERSION] = { "version", NC_("qr", "version") },
  [FIELD_KIND] = { "kind", NC_("qr", "kind") },
  [FIELD_CODE] = { "code", NC_("qr", "code") },
  [FIELD_NUMBER] = { "number", NC_("qr", "number") },
  [FIELD_AMOUNT] = { "amount", NC_("qr", "amount") },
  [FIELD_DATE] = { "date", NC_("qr", "date") },
  [FIELD_CHECK_CODE] = { "check-code", NC_("qr", "check code") },
  [FIELD_MARK] = { "mark", NC_("qr", "mark") },
  [FIELD_END] = { "end", NC_("qr", "end") },
};

/* What is found out while a text is read; @fault is kept for findings, which hold no words. */
typedef struct {
  Field    fault;
  GError **error;
} Report;

G_DEFINE_BOXED_TYPE (VasFapiaoQr, vas_fapiao_qr, vas_fapiao_qr_copy, vas_fapiao_qr_free)

static const char *
name_field (Field field)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "qr", field_words[field].name);
}

/* Always FALSE, so that a reader ends with it. */
static gboolean
refuse (Report     *report,
        Field       field,
        const char *value,
        const char *rule)
{
  report->fault = field;
  if (*value == '\0')
    g_set_error (report->error, VAS_CORE_ERROR, VAS_CORE_ERROR_MISSING, _("QR code, field %d (%s) is empty: %s"), field + 1,
                 name_field (field), _(rule));
  else
    g_set_error (report->error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID, _("QR code, field %d (%s) “%s”: %s"), field + 1,
                 name_field (field), value, _(rule));
  return FALSE;
}

static gboolean
read_identity (VasFapiaoQr *qr,
               GStrv        fields,
               Report      *report)
{
  if (strcmp (fields[FIELD_VERSION], "01") != 0)
    return refuse (report, FIELD_VERSION, fields[FIELD_VERSION], N_("it is 01"));
  if (!vas_fapiao_kind_from_code (fields[FIELD_KIND], &qr->kind))
    return refuse (report, FIELD_KIND, fields[FIELD_KIND], N_("it is 01, 04, 10, 11, 31 or 32"));

  if (vas_fapiao_kind_is_digital (qr->kind))
    {
      if (*fields[FIELD_CODE] != '\0')
        return refuse (report, FIELD_CODE, fields[FIELD_CODE], N_("a fully digital fapiao has none"));
      if (!vas_text_is_digits (fields[FIELD_NUMBER], 20))
        return refuse (report, FIELD_NUMBER, fields[FIELD_NUMBER], N_("it has 20 digits"));
    }
  else
    {
      if (!vas_fapiao_code_is_valid (fields[FIELD_CODE]))
        return refuse (report, FIELD_CODE, fields[FIELD_CODE], N_("it has 12 digits and begins with 0, or 10 digits"));
      if (!vas_text_is_digits (fields[FIELD_NUMBER], 8))
        return refuse (report, FIELD_NUMBER, fields[FIELD_NUMBER], N_("it has 8 digits"));
    }

  qr->code = g_strdup (fields[FIELD_CODE]);
  qr->number = g_strdup (fields[FIELD_NUMBER]);
  return TRUE;
}

static gboolean
read_amount_and_date (VasFapiaoQr *qr,
                      GStrv        fields,
                      Report      *report)
{
  const char *amount = fields[FIELD_AMOUNT];
  const char *date = fields[FIELD_DATE];

  if (amount[strspn (amount, "-.0123456789")] != '\0' || !vas_money_parse (amount, &qr->amount, NULL))
    return refuse (report, FIELD_AMOUNT, amount, N_("it is in yuan with at most two decimals"));
  if (date[strspn (date, "-0123456789")] != '\0' || !vas_date_parse_lenient (date, &qr->date, NULL))
    return refuse (report, FIELD_DATE, date, N_("it is a day of the calendar as yyyymmdd"));

  qr->amount_is_total = vas_fapiao_kind_amount_is_total (qr->kind);
  return TRUE;
}

/* The fields at the end may be missing, or empty where the kind has none. */
static gboolean
read_checks (VasFapiaoQr *qr,
             GStrv        fields,
             guint        n_fields,
             Report      *report)
{
  const char *check_code = n_fields > FIELD_CHECK_CODE ? fields[FIELD_CHECK_CODE] : "";
  const char *mark = n_fields > FIELD_MARK ? fields[FIELD_MARK] : "";

  if ((*check_code != '\0' || vas_fapiao_kind_has_check_code (qr->kind)) && !vas_fapiao_check_code_is_valid (check_code))
    return refuse (report, FIELD_CHECK_CODE, check_code, N_("it has 20 digits"));
  if (*mark != '\0' && (strlen (mark) != 4 || strspn (mark, "0123456789ABCDEFabcdef") != 4))
    return refuse (report, FIELD_MARK, mark, N_("it has four hexadecimal digits"));
  if (n_fields > FIELD_END && *fields[FIELD_END] != '\0')
    return refuse (report, FIELD_END, fields[FIELD_END], N_("nothing follows the mark"));

  qr->check_code = g_strdup (check_code);
  qr->mark = g_ascii_strup (mark, -1);
  qr->complete = *mark != '\0';
  return TRUE;
}

static gboolean
count_fields (guint   n_fields,
              Report *report)
{
  if (n_fields <= FIELD_DATE)
    {
      report->fault = (Field) n_fields;
      g_set_error (report->error, VAS_CORE_ERROR, VAS_CORE_ERROR_MISSING, _("QR code, field %u (%s): the text ends before it"),
                   n_fields + 1, name_field ((Field) n_fields));
      return FALSE;
    }
  if (n_fields > N_FIELDS)
    {
      report->fault = FIELD_END;
      g_set_error (report->error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID, _("QR code: it has %u fields, at most %d are known"),
                   n_fields, N_FIELDS);
      return FALSE;
    }

  return TRUE;
}

static VasFapiaoQr *
parse (const char *text,
       Report     *report)
{
  g_autoptr(VasFapiaoQr) qr = NULL;
  g_autofree char *compact = NULL;
  g_auto(GStrv) fields = NULL;
  guint n_fields;

  if (text != NULL && strnlen (text, VAS_FAPIAO_QR_MAX + 1) > VAS_FAPIAO_QR_MAX)
    {
      report->fault = FIELD_END;
      g_set_error (report->error, VAS_CORE_ERROR, VAS_CORE_ERROR_RANGE, _("QR code: the text is longer than %d bytes"),
                   VAS_FAPIAO_QR_MAX);
      return NULL;
    }

  compact = vas_text_compact (text);
  fields = g_strsplit (compact, ",", -1);
  n_fields = g_strv_length (fields);
  qr = g_new0 (VasFapiaoQr, 1);
  if (!count_fields (n_fields, report) ||
      !read_identity (qr, fields, report) ||
      !read_amount_and_date (qr, fields, report) ||
      !read_checks (qr, fields, n_fields, report))
    return NULL;

  return g_steal_pointer (&qr);
}

/**
 * vas_fapiao_qr_parse:
 * @text: (nullable): what the scanner delivered
 *
 * Returns: (transfer full) (nullable): what it says; NULL with %VAS_CORE_ERROR_MISSING where a field is not there,
 * %VAS_CORE_ERROR_INVALID where one breaks its rule, %VAS_CORE_ERROR_RANGE where the text is longer than %VAS_FAPIAO_QR_MAX
 */
VasFapiaoQr *
vas_fapiao_qr_parse (const char  *text,
                     GError     **error)
{
  Report report = { .error = error };

  return parse (text, &report);
}

/**
 * vas_fapiao_qr_find_fault:
 * @text: (nullable): what the scanner delivered
 *
 * Returns: (transfer none) (nullable): the id of the field for which vas_fapiao_qr_parse() refuses the text, "end" where it is
 *   too long; NULL where it refuses nothing
 */
const char *
vas_fapiao_qr_find_fault (const char *text)
{
  Report report = { .error = NULL };
  g_autoptr(VasFapiaoQr) qr = parse (text, &report);

  return qr != NULL ? NULL : field_words[report.fault].id;
}

/**
 * vas_fapiao_qr_field_name:
 * @id: of a field, as vas_fapiao_qr_find_fault() gives it
 *
 * Returns: (transfer none): the field in the user's language; @id itself where there is none of it
 */
const char *
vas_fapiao_qr_field_name (const char *id)
{
  for (guint field = 0; field < N_FIELDS; field++)
    {
      if (g_str_equal (field_words[field].id, id))
        return name_field ((Field) field);
    }

  return id;
}

/**
 * vas_fapiao_qr_format:
 *
 * Returns: (transfer full): the clean text that parses to @qr
 */
char *
vas_fapiao_qr_format (const VasFapiaoQr *qr)
{
  g_autofree char *amount = NULL;
  int year = 0, month = 0, day = 0;

  g_return_val_if_fail (qr != NULL, NULL);

  amount = vas_money_format_plain (qr->amount);
  vas_date_to_ymd (qr->date, &year, &month, &day);

  return g_strdup_printf ("01,%s,%s,%s,%s,%04d%02d%02d,%s,%s,", vas_fapiao_kind_to_code (qr->kind), qr->code, qr->number, amount,
                          year, month, day, qr->check_code, qr->mark);
}

/**
 * vas_fapiao_qr_looks_like:
 * @text: (nullable): any bytes
 *
 * Returns: TRUE where the text begins as the QR text of a fapiao does, so that a wrong one is reported as such
 */
gboolean
vas_fapiao_qr_looks_like (const char *text)
{
  g_autofree char *compact = vas_text_compact (text);
  const char *p = compact;
  guint commas = 0;

  for (; *p != '\0'; p++)
    commas += *p == ',';

  return g_str_has_prefix (compact, "01,") && commas >= 4;
}

/**
 * vas_fapiao_qr_copy:
 *
 * Returns: (transfer full): a deep copy
 */
VasFapiaoQr *
vas_fapiao_qr_copy (const VasFapiaoQr *qr)
{
  VasFapiaoQr *copy = g_memdup2 (qr, sizeof *qr);

  copy->code = g_strdup (qr->code);
  copy->number = g_strdup (qr->number);
  copy->check_code = g_strdup (qr->check_code);
  copy->mark = g_strdup (qr->mark);

  return copy;
}

/**
 * vas_fapiao_qr_free:
 * @qr: (transfer full) (nullable): NULL is passed over
 */
void
vas_fapiao_qr_free (VasFapiaoQr *qr)
{
  if (qr == NULL)
    return;

  g_free (qr->code);
  g_free (qr->number);
  g_free (qr->check_code);
  g_free (qr->mark);
  g_free (qr);
}
