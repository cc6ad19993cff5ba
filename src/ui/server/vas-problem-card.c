/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A refused command, with the rules that refused it and the record as it is now. Main thread. */

#include "vas-problem-card.h"

#include "vas-command-words.h"
#include "vas-erased-words.h"
#include "vas-labels.h"
#include "vas-time.h"
#include "vas-verdict-row.h"

#include <glib/gi18n.h>

struct _VasProblemCard
{
  AdwBin       parent_instance;

  GtkLabel    *title;
  GtkLabel    *made_at;
  GtkBox      *findings;
  GtkLabel    *now;
  GtkLabel    *error;
  GtkBox      *buttons;

  VasProblem  *problem;             /* owned */
};

enum {
  AGAIN,
  LAY_ASIDE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasProblemCard, vas_problem_card, ADW_TYPE_BIN)

static void
again_cb (VasProblemCard *self)
{
  g_signal_emit (self, signals[AGAIN], 0);
}

static void
lay_aside_cb (VasProblemCard *self)
{
  g_signal_emit (self, signals[LAY_ASIDE], 0);
}

static void
vas_problem_card_finalize (GObject *object)
{
  g_clear_pointer (&VAS_PROBLEM_CARD (object)->problem, vas_problem_free);

  G_OBJECT_CLASS (vas_problem_card_parent_class)->finalize (object);
}

static void
vas_problem_card_class_init (VasProblemCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vas_problem_card_finalize;

  signals[AGAIN] = g_signal_new ("again", VAS_TYPE_PROBLEM_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LAY_ASIDE] = g_signal_new ("lay-aside", VAS_TYPE_PROBLEM_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/server/vas-problem-card.ui");
  gtk_widget_class_bind_template_child (widget_class, VasProblemCard, title);
  gtk_widget_class_bind_template_child (widget_class, VasProblemCard, made_at);
  gtk_widget_class_bind_template_child (widget_class, VasProblemCard, findings);
  gtk_widget_class_bind_template_child (widget_class, VasProblemCard, now);
  gtk_widget_class_bind_template_child (widget_class, VasProblemCard, error);
  gtk_widget_class_bind_template_child (widget_class, VasProblemCard, buttons);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, lay_aside_cb);
}

static void
vas_problem_card_init (VasProblemCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
describe_now (VasProblem *problem)
{
  const VasRequest *request = problem->request;
  const char *state;

  if (request == NULL)
    return NULL;

  state = vas_label (&vas_request_state_enum, (int) request->state);
  if (problem->claimed_by != NULL)
    /* Translators: the state of a request, and who has taken it. */
    return g_strdup_printf (_("Now: %s, taken by %s"), state, problem->claimed_by);

  return g_strdup_printf (_("Now: %s"), state);
}

/* What was asked, and of which request. */
static char *
describe (VasProblem *problem)
{
  const char *words = vas_command_words (vas_command_get_type_name (problem->command));
  const VasRequest *request = problem->request;

  if (request == NULL)
    return g_strdup (words);
  if (request->number == NULL)
    return g_strdup_printf ("%s · %s", words, vas_request_name_title (request));

  return g_strdup_printf ("%s · %s · %s", words, request->number, vas_request_name_title (request));
}

/** vas_problem_card_new: (transfer floating) @problem: (transfer full) */
GtkWidget *
vas_problem_card_new (VasProblem *problem)
{
  VasProblemCard *self = g_object_new (VAS_TYPE_PROBLEM_CARD, NULL);
  g_autofree char *title = describe (problem);
  g_autofree char *now = describe_now (problem);
  g_autofree char *instant = vas_instant_format_local (vas_command_get_made_at (problem->command));
  g_autofree char *made_at = g_strdup_printf (_("Asked for on %s"), instant);

  self->problem = problem;
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->made_at, made_at);
  gtk_label_set_label (self->now, now != NULL ? now : "");
  gtk_widget_set_visible (GTK_WIDGET (self->now), now != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  for (guint i = 0; i < vas_verdict_get_n (problem->verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (problem->verdict, i);

      if (finding->outcome != VAS_OUTCOME_PASS)
        gtk_box_append (self->findings, vas_verdict_row_new (finding));
    }

  return GTK_WIDGET (self);
}

/** vas_problem_card_get_problem: (transfer none) */
VasProblem *
vas_problem_card_get_problem (VasProblemCard *self)
{
  return self->problem;
}

/** vas_problem_card_set_busy: whether something is being done about it. */
void
vas_problem_card_set_busy (VasProblemCard *self,
                           gboolean        busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->buttons), !busy);
}

/** vas_problem_card_set_error: @error: (nullable): why it could not be submitted again. */
void
vas_problem_card_set_error (VasProblemCard *self,
                            const char     *error)
{
  gtk_label_set_label (self->error, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
}

/** vas_problem_card_get_error: (transfer none) (nullable) */
const char *
vas_problem_card_get_error (VasProblemCard *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->error)) ? gtk_label_get_label (self->error) : NULL;
}

/** vas_problem_card_get_now: (transfer none): what it says of the record as it is now; "" where it says nothing. */
const char *
vas_problem_card_get_now (VasProblemCard *self)
{
  return gtk_label_get_label (self->now);
}
