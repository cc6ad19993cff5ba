/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said when something that stood as done is refused in the end: what was asked, of which request, and the first rule that
 * refuses, by its clause. The toast stays longer than others and leads to the list of what was refused, where it stays. Main thread;
 * the refusal is read on a reader.
 */

#include "vas-desk-private.h"

#include "vas-command-words.h"
#include "vas-finding-text.h"
#include "vas-refused-command.h"

#include <glib/gi18n.h>

/* Seconds: it is to be read, by whoever is at another case already. */
#define SECONDS 15

typedef struct {
  char   *command_id;
  gint64  now;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->command_id);
  g_free (look);
}

/* A VasStoreFunc. */
static gpointer
find (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const Look *look = data;

  return vas_problem_find (sql, look->command_id, look->now, error);
}

static char *
describe (VasProblem *problem)
{
  const char *act = vas_command_words_act (vas_command_get_type_name (problem->command));
  g_autofree char *why = vas_verdict_describe_refusal (problem->verdict);

  if (problem->request == NULL || problem->request->number == NULL)
    /* Translators: what was asked for and refused, such as "Approval", and the rule that refuses. */
    return g_strdup_printf (_("Refused after all: %s. %s"), act, why);

  /* Translators: what was asked for and refused, such as "Approval", the number of the request, and the rule that refuses. */
  return g_strdup_printf (_("Refused after all: %s of %s. %s"), act, problem->request->number, why);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  VasDesk *self = VAS_DESK (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (VasProblem) problem = vas_desk_read_finish (self, result, &error);
  g_autofree char *text = problem != NULL ? describe (problem) : g_strdup (_("The last action was refused after all."));
  g_autofree char *title = g_markup_escape_text (text, -1);
  AdwToast *toast;

  if (error != NULL)
    g_message ("What was refused could not be read: %s", error->message);

  toast = adw_toast_new (title);
  adw_toast_set_button_label (toast, _("_Look"));
  adw_toast_set_action_name (toast, "app.problems");
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, SECONDS);
  vas_desk_add_toast (self, toast);
}

/** vas_desk_tell_refusal: says in a toast that a command which stood as done was refused in the end, and why. */
void
vas_desk_tell_refusal (VasDesk    *self,
                       const char *command_id)
{
  Look *look = g_new0 (Look, 1);

  look->command_id = g_strdup (command_id);
  look->now = vas_desk_get_now (self);
  vas_desk_read_async (self, find, look, look_free, (GDestroyNotify) vas_problem_free, NULL, found_cb, NULL);
}
