/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The terms of service of the demo business: two versions, invented, of which the second is in force for half a year. */

#include "vas-demo-private.h"

#include "vas-terms.h"

#define FIRST_DAYS 900
#define SECOND_DAYS 180

static char *
read_text (VasDemo    *demo,
           const char *name,
           const char *date,
           const char *label)
{
  g_autofree char *path = g_strconcat ("/org/vasdesk/seed/", name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, demo->error);
  g_autoptr (GString) text = NULL;

  if (bytes == NULL)
    return NULL;
  text = g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  g_string_replace (text, "@DATE@", date, 0);
  g_string_replace (text, "@LABEL@", label, 0);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static VasTerms *
make_version (VasDemo       *demo,
              guint          number,
              gint64         effective_at,
              VasTermsState  state)
{
  const VasDate day = vas_instant_to_date (effective_at);
  g_autofree char *file = g_strdup_printf ("terms-%u.txt", number + 1);
  g_autofree char *date = NULL;
  g_autofree char *text = NULL;
  g_autofree char *key = NULL;
  g_autofree char *sha256 = NULL;
  int year, month, of_month;

  vas_date_to_ymd (day, &year, &month, &of_month);
  demo->terms_labels[number] = g_strdup_printf ("%d 年 %d 月版", year, month);
  date = g_strdup_printf ("%d 年 %d 月 %d 日", year, month, of_month);
  text = read_text (demo, file, date, demo->terms_labels[number]);
  if (text == NULL)
    return NULL;
  sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  key = vas_demo_new_key (demo, "terms", file, demo->moment);

  return g_object_new (VAS_TYPE_TERMS, "key", key, "ver", (gint64) 1, "label", demo->terms_labels[number], "updated-on", (gint64) day,
                       "effective-at", effective_at, "state", (gint64) state, "text", text, "sha256", sha256, NULL);
}

/** vas_demo_make_terms: both versions, brought in by the administrator. */
gboolean
vas_demo_make_terms (VasDemo *demo)
{
  const gint64 moment = demo->moment;
  const gint64 today = vas_date_start (vas_instant_to_date (demo->now));
  g_autoptr (GPtrArray) versions = g_ptr_array_new_with_free_func (g_object_unref);
  VasTerms *first, *second;
  gboolean made;

  demo->terms_from = today - SECOND_DAYS * VAS_INSTANT_DAY;
  demo->moment = MAX (moment, demo->terms_from);
  first = make_version (demo, 0, today - FIRST_DAYS * VAS_INSTANT_DAY, VAS_TERMS_STATE_HISTORY);
  second = first != NULL ? make_version (demo, 1, demo->terms_from, VAS_TERMS_STATE_CURRENT) : NULL;
  if (first != NULL)
    g_ptr_array_add (versions, first);
  if (second != NULL)
    g_ptr_array_add (versions, second);

  made = second != NULL && vas_demo_import (demo, "import.terms", demo->administrator, versions);
  demo->moment = moment;

  return made;
}

/** vas_demo_get_terms: (transfer none): label of the version that was in force at an instant (R5). */
const char *
vas_demo_get_terms (VasDemo *demo,
                    gint64   at)
{
  return demo->terms_labels[at >= demo->terms_from ? 1 : 0];
}
