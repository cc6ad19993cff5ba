/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a request looks in the queue: its deadline in a badge, title and amount, what else is known of it, who has it. Blank where
 * it is not read yet. Texts are inscriptions, whose size does not depend on what they say, and what stays as it was is not
 * touched. Main thread.
 */

#include "vas-queue-line.h"

#include "vas-deadline.h"
#include "vas-erased-words.h"
#include "vas-labels.h"
#include "vas-quiet.h"
#include "vas-row-layout.h"

#include <glib/gi18n.h>

#define PLAIN_DPI (96 * 1024)
#define LARGE_DPI (144 * 1024)
/* What a line of the badge holds, in letters; a character of Han is as wide as two. */
#define BADGE_CELLS 14
#define MOST_BADGE_LINES 3
#define ICON_MARGIN 14              /* as in the .ui: pictures stand below one another, words near the middle */

struct _VasQueueLine
{
  AdwBin          parent_instance;

  GtkBox         *badge;
  GtkImage       *badge_icon;
  GtkInscription *badge_text;
  GtkInscription *title;
  GtkInscription *subtitle;
  GtkInscription *amount;
  GtkInscription *claimer;
  GtkBox         *first;            /* title, and mostly the amount */
  GtkBox         *middle;           /* with large text alone: amount and claimer */
  GtkBox         *last;             /* subtitle, and mostly the claimer */

  VasDesk        *desk;
  gboolean        large;            /* the text is so large that title and amount need a line each */
};

G_DEFINE_FINAL_TYPE (VasQueueLine, vas_queue_line, ADW_TYPE_BIN)

static gboolean
is_extended (VasRequest *request)
{
  return request->extensions > 0 && request->extension_reason != NULL;
}

/* The reason is longer than the line: it stands in the tip, and is said with the rest. */
static char *
describe_request (VasQueueRow *row,
                  gboolean     with_step)
{
  VasRequest *request = row->request;
  g_autofree char *orders = g_strdup_printf (ngettext ("%u order", "%u orders", row->n_orders), row->n_orders);
  const char *name = vas_words_or_erased (row->account_name);
  const char *step = with_step ? vas_label (&vas_request_state_enum, request->state) : "";

  const char *extended = is_extended (request) ? _("extended") : "";

  return g_strdup_printf ("%s%s%s%s%s · %s · %s", step, with_step ? " · " : "", extended, *extended != '\0' ? " · " : "",
                          request->number, orders, name);
}

/* As wide as so many letters. */
static guint
count_cells (const char *text)
{
  guint n = 0;

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p))
    n += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;

  return n;
}

/* A name of ten characters and an amount of millions still fit; mostly both are short, and what is left is the subtitle's. In steps of
 * three: each other width has the line measured anew. */
static void
fit (GtkInscription *inscription,
     guint           least,
     guint           most)
{
  const guint cells = 1 + count_cells (gtk_inscription_get_text (inscription));
  const guint width = CLAMP ((cells + 2) / 3 * 3, least, most);

  if (gtk_inscription_get_min_chars (inscription) == width)
    return;
  gtk_inscription_set_min_chars (inscription, width);
  gtk_inscription_set_nat_chars (inscription, width);
}

static void
show_urgency (VasQueueLine *self,
              VasUrgency    urgency)
{
  const char *icon = vas_urgency_icon (urgency);

  vas_quiet_set_classes (GTK_WIDGET (self->badge), "due", vas_urgency_class (urgency));
  vas_quiet_set_icon (self->badge_icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->badge_icon), icon != NULL);
  /* The words stand beside their picture, not in the middle of what it leaves. */
  gtk_inscription_set_xalign (self->badge_text, icon != NULL ? 0 : 0.5);
}

/* The badge is as wide as ever and mostly a line high: another text of as many lines is painted, and nothing is measured. */
static void
show_badge (VasQueueLine *self,
            const char   *text)
{
  const guint cells = self->large ? BADGE_CELLS / 2 : BADGE_CELLS;
  const guint n_lines = CLAMP ((count_cells (text) + cells - 1) / cells, 1, MOST_BADGE_LINES);

  vas_quiet_set_text (self->badge_text, text);
  if (gtk_inscription_get_min_lines (self->badge_text) == n_lines)
    return;
  gtk_inscription_set_min_lines (self->badge_text, n_lines);
  gtk_inscription_set_nat_lines (self->badge_text, n_lines);
}

static void
show_deadline (VasQueueLine *self,
               VasRequest   *request)
{
  VasUrgency urgency;
  g_autofree char *text = vas_deadline_describe (request, vas_desk_get_calendar (self->desk), vas_desk_get_today (self->desk),
                                                 &urgency);

  show_urgency (self, urgency);
  show_badge (self, *text != '\0' ? text : vas_label (&vas_request_state_enum, request->state));
}

static const char *
describe_claimer (VasQueueLine *self,
                  VasQueueRow  *row)
{
  if (row->claimer == NULL)
    return "—";

  return g_strcmp0 (row->request->claimed_by, vas_desk_get_staff_key (self->desk)) == 0 ? _("me") : row->claimer;
}

static void
show_blank (VasQueueLine *self)
{
  show_urgency (self, VAS_URGENCY_NONE);
  show_badge (self, "");
  vas_quiet_set_text (self->title, "…");
  vas_quiet_set_text (self->subtitle, NULL);
  vas_quiet_set_text (self->amount, NULL);
  vas_quiet_set_text (self->claimer, NULL);
}

static char *
show_request (VasQueueLine *self,
              VasQueueRow  *row,
              gboolean      with_step)
{
  VasRequest *request = row->request;
  g_autofree char *amount = vas_money_format (request->amount);
  g_autofree char *subtitle = describe_request (row, with_step);
  g_autofree char *reason = vas_queue_line_describe_reason (row);

  show_deadline (self, request);
  vas_quiet_set_text (self->title, vas_request_name_title (request));
  vas_quiet_set_text (self->subtitle, subtitle);
  vas_quiet_set_text (self->amount, amount);
  vas_quiet_set_text (self->claimer, describe_claimer (self, row));
  fit (self->amount, 9, 18);
  fit (self->claimer, 3, 12);

  return g_strdup_printf ("%s, %s, %s, %s%s%s", gtk_inscription_get_text (self->title), gtk_inscription_get_text (self->badge_text),
                          subtitle, amount, reason != NULL ? ", " : "", reason != NULL ? reason : "");
}

static void
move (GtkInscription *inscription,
      GtkBox         *box)
{
  GtkWidget *widget = GTK_WIDGET (inscription);

  g_object_ref (widget);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (widget)), widget);
  gtk_box_append (box, widget);
  g_object_unref (widget);
}

/* Where the text is large the title has a line of its own: four letters of it would tell nobody whose request it is. */
static void
arrange (VasQueueLine *self)
{
  int dpi = PLAIN_DPI;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  if (self->large == (dpi >= LARGE_DPI))
    return;

  self->large = !self->large;
  move (self->amount, self->large ? self->middle : self->first);
  move (self->claimer, self->large ? self->middle : self->last);
  gtk_inscription_set_xalign (self->amount, self->large ? 0 : 1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->amount), self->large);
  gtk_widget_set_margin_start (GTK_WIDGET (self->badge_icon), self->large ? 0 : ICON_MARGIN);
  gtk_widget_set_visible (GTK_WIDGET (self->middle), self->large);
}

static void
vas_queue_line_dispose (GObject *object)
{
  g_clear_object (&VAS_QUEUE_LINE (object)->desk);

  G_OBJECT_CLASS (vas_queue_line_parent_class)->dispose (object);
}

static void
vas_queue_line_class_init (VasQueueLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_queue_line_dispose;

  g_type_ensure (VAS_TYPE_ROW_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-queue-line.ui");
  gtk_widget_class_bind_template_child (widget_class, VasQueueLine, badge);
  gtk_widget_class_bind_template_child (widget_class, VasQueueLine, badge_icon);
  gtk_widget_class_bind_template_child (widget_class, VasQueueLine, badge_text);
  gtk_widget_class_bind_template_child (widget_class, VasQueueLine, title);
  gtk_widget_class_bind_template_child (widget_class, VasQueueLine, subtitle);
  gtk_widget_class_bind_template_child (widget_class, VasQueueLine, amount);
  gtk_widget_class_bind_template_child (widget_class, VasQueueLine, claimer);
  gtk_widget_class_bind_template_child (widget_class, VasQueueLine, first);
  gtk_widget_class_bind_template_child (widget_class, VasQueueLine, middle);
  gtk_widget_class_bind_template_child (widget_class, VasQueueLine, last);
}

static void
vas_queue_line_init (VasQueueLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-xft-dpi", G_CALLBACK (arrange), self,
                           G_CONNECT_SWAPPED);
  arrange (self);
}

/** vas_queue_line_new: (transfer floating) */
GtkWidget *
vas_queue_line_new (VasDesk *desk)
{
  VasQueueLine *self = g_object_new (VAS_TYPE_QUEUE_LINE, NULL);

  self->desk = g_object_ref (desk);

  return GTK_WIDGET (self);
}

/**
 * vas_queue_line_show:
 * @row: what to show; without a request it is being read
 * @with_step: whether to say in which step the request is
 *
 * Returns: (transfer full): all of it in words, for who does not see it
 */
char *
vas_queue_line_show (VasQueueLine *self,
                     VasQueueRow  *row,
                     gboolean      with_step)
{
  if (row->request != NULL)
    return show_request (self, row, with_step);

  show_blank (self);

  return g_strdup (_("This row is being read"));
}

/** vas_queue_line_describe_reason: (transfer full) (nullable): why its term was extended, which is longer than the line. */
char *
vas_queue_line_describe_reason (VasQueueRow *row)
{
  if (row->request == NULL || !is_extended (row->request))
    return NULL;

  return g_strdup_printf (_("Extended: %s"), row->request->extension_reason);
}
