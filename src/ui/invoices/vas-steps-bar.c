/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way of a case: claim, review, issue, ship, tell. Each step has an icon of its own for done, current and to come, and
 * says so to a screen reader; the words are always there. Main thread.
 */

#include "vas-steps-bar.h"

#include "vas-quiet.h"
#include "vas-row-layout.h"

#include <glib/gi18n.h>

#define N_STEPS 5

struct _VasStepsBar
{
  VasCaseCard  parent_instance;

  GtkWidget   *steps[N_STEPS];
  GtkImage    *icons[N_STEPS];
};

G_DEFINE_FINAL_TYPE (VasStepsBar, vas_steps_bar, VAS_TYPE_CASE_CARD)

static const char * const names[N_STEPS] = { N_("Claim"), N_("Review"), N_("Issue"), N_("Ship"), N_("Tell") };

/* The step the case stands at; %N_STEPS when all are done. */
static guint
find_current (VasCaseFile *file)
{
  switch (vas_case_file_get_request (file)->state)
    {
    case VAS_REQUEST_STATE_DRAFT:
    case VAS_REQUEST_STATE_REVIEW:
    case VAS_REQUEST_STATE_SECOND:
      return vas_case_file_is_own (file) ? 1 : 0;
    case VAS_REQUEST_STATE_TO_ISSUE:
      return 2;
    case VAS_REQUEST_STATE_TO_SHIP:
    case VAS_REQUEST_STATE_TO_PICKUP:
      return 3;
    case VAS_REQUEST_STATE_TO_TELL:
      return 4;
    case VAS_REQUEST_STATE_DONE:
    case VAS_REQUEST_STATE_REJECTED:
    case VAS_REQUEST_STATE_WITHDRAWN:
    case VAS_REQUEST_STATE_RETURNING:
    case VAS_REQUEST_STATE_VOIDED:
    case VAS_REQUEST_STATE_REVERSED:
    default:
      return N_STEPS;
    }
}

static void
show_step (VasStepsBar *self,
           guint        step,
           guint        current)
{
  static const char * const styles[] = { "done", "current", "to-come" };
  static const char * const icons[] = { "emblem-ok-symbolic", "media-record-symbolic", "radio-symbolic" };
  static const char * const words[] = { N_("%s: done"), N_("%s: now"), N_("%s: to come") };
  const guint place = step < current ? 0 : step == current ? 1 : 2;
  g_autofree char *label = NULL;

  /* Translators: a step and where it stands. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  label = g_strdup_printf (_(words[place]), _(names[step]));
#pragma GCC diagnostic pop
  vas_quiet_set_classes (self->steps[step], "step", styles[place]);
  vas_quiet_set_icon (self->icons[step], icons[place]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->steps[step]), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
vas_steps_bar_update (VasCaseCard *card,
                      VasCaseFile *file)
{
  const VasRequestState state = vas_case_file_get_request (file)->state;
  const guint current = find_current (file);

  for (guint step = 0; step < N_STEPS; step++)
    show_step (VAS_STEPS_BAR (card), step, current);
  gtk_widget_set_visible (GTK_WIDGET (card), state <= VAS_REQUEST_STATE_DONE);
}

static void
vas_steps_bar_class_init (VasStepsBarClass *klass)
{
  VAS_CASE_CARD_CLASS (klass)->update = vas_steps_bar_update;
}

static void
vas_steps_bar_init (VasStepsBar *self)
{
  GtkLayoutManager *layout = g_object_new (VAS_TYPE_ROW_LAYOUT, "homogeneous", TRUE, NULL);
  GtkWidget *line = g_object_new (GTK_TYPE_BOX, "layout-manager", layout, NULL);

  for (guint step = 0; step < N_STEPS; step++)
    {
      self->steps[step] = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 3,
                                        "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
      self->icons[step] = g_object_new (GTK_TYPE_IMAGE, "halign", GTK_ALIGN_CENTER, "accessible-role",
                                        GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_box_append (GTK_BOX (self->steps[step]), GTK_WIDGET (self->icons[step]));
      gtk_box_append (GTK_BOX (self->steps[step]), gtk_label_new (_(names[step])));
      gtk_box_append (GTK_BOX (line), self->steps[step]);
    }
  gtk_widget_add_css_class (GTK_WIDGET (self), "steps");
  vas_case_card_add (VAS_CASE_CARD (self), line);
}
