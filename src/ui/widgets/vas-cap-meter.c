/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cap meter: a bar as long as what was paid, in which stand what is invoiced already (solid), what this request asks for
 * (lighter, hatched, so that it reads without colour), and what stays free. Where more is asked for than was paid the bar is
 * scaled to the sum, a stroke marks what was paid, and all behind it is red. Money is cut to pixels only here.
 */

#include "vas-cap-meter.h"

#include <glib/gi18n.h>

#define BAR_HEIGHT 8
#define SPACING 3

struct _VasCapMeter
{
  GtkWidget  parent_instance;

  GtkWidget *legend;
  VasMoney   paid;
  VasMoney   invoiced;
  VasMoney   share;
};

G_DEFINE_FINAL_TYPE (VasCapMeter, vas_cap_meter, GTK_TYPE_WIDGET)

static VasMoney
get_whole (VasCapMeter *self)
{
  return MAX (MAX (self->paid, self->invoiced + self->share), 1);
}

/** vas_cap_meter_is_over: whether more is asked for than is left. */
gboolean
vas_cap_meter_is_over (VasCapMeter *self)
{
  return self->invoiced + self->share > self->paid;
}

/** vas_cap_meter_get_part: the pixels of @width that stand for @part; at least one where @part is more than nothing. */
int
vas_cap_meter_get_part (VasCapMeter *self,
                        VasMoney     part,
                        int          width)
{
  const VasMoney whole = get_whole (self);

  if (part <= 0 || width <= 0)
    return 0;

  return (int) CLAMP ((part * width + whole / 2) / whole, 1, width);
}

static void
look_up (GtkWidget  *widget,
         const char *name,
         const char *fallback,
         GdkRGBA    *colour)
{
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, colour))
    gdk_rgba_parse (colour, fallback);
}

static void
fill (GtkSnapshot   *snapshot,
      const GdkRGBA *colour,
      int            x,
      int            width,
      int            height)
{
  if (width > 0)
    gtk_snapshot_append_color (snapshot, colour, &GRAPHENE_RECT_INIT (x, 0, width, height));
}

/* Strokes aslant over the part of this request. */
static void
hatch (GtkSnapshot   *snapshot,
       const GdkRGBA *colour,
       int            x,
       int            width)
{
  cairo_t *cr;

  if (width <= 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (x, 0, width, BAR_HEIGHT));
  gdk_cairo_set_source_rgba (cr, colour);
  cairo_set_line_width (cr, 1.5);
  for (int at = x - BAR_HEIGHT; at < x + width; at += 6)
    {
      cairo_move_to (cr, at, BAR_HEIGHT);
      cairo_line_to (cr, at + BAR_HEIGHT, 0);
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_bar (VasCapMeter *self,
          GtkSnapshot *snapshot,
          int          width)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const int invoiced = vas_cap_meter_get_part (self, self->invoiced, width);
  const int share = MIN (vas_cap_meter_get_part (self, self->share, width), width - invoiced);
  const int paid = vas_cap_meter_get_part (self, self->paid, width);
  const int end = invoiced + share;
  GdkRGBA solid, light, empty, red;

  look_up (widget, "accent_bg_color", "#3584e4", &solid);
  look_up (widget, "destructive_bg_color", "#e01b24", &red);
  look_up (widget, "window_fg_color", "#2e3436", &empty);
  light = solid;
  light.alpha = 0.45f;
  empty.alpha = 0.14f;

  fill (snapshot, &empty, 0, width, BAR_HEIGHT);
  fill (snapshot, &solid, 0, invoiced, BAR_HEIGHT);
  fill (snapshot, &light, invoiced, share, BAR_HEIGHT);
  hatch (snapshot, &solid, invoiced, share);
  if (vas_cap_meter_is_over (self))
    {
      fill (snapshot, &red, paid, end - paid, BAR_HEIGHT);
      gtk_snapshot_append_color (snapshot, &red, &GRAPHENE_RECT_INIT (MAX (paid - 1, 0), 0, 2, BAR_HEIGHT));
    }
}

static void
vas_cap_meter_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  const int width = gtk_widget_get_width (widget);
  GskRoundedRect clip;

  gsk_rounded_rect_init_from_rect (&clip, &GRAPHENE_RECT_INIT (0, 0, width, BAR_HEIGHT), BAR_HEIGHT / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  draw_bar (VAS_CAP_METER (widget), snapshot, width);
  gtk_snapshot_pop (snapshot);

  GTK_WIDGET_CLASS (vas_cap_meter_parent_class)->snapshot (widget, snapshot);
}

static GtkSizeRequestMode
vas_cap_meter_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vas_cap_meter_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  gtk_widget_measure (VAS_CAP_METER (widget)->legend, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum += BAR_HEIGHT + SPACING;
      *natural += BAR_HEIGHT + SPACING;
    }
}

static void
vas_cap_meter_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  const int top = BAR_HEIGHT + SPACING;

  gtk_widget_size_allocate (VAS_CAP_METER (widget)->legend, &(GtkAllocation) { 0, top, width, MAX (height - top, 0) }, -1);
}

static void
vas_cap_meter_dispose (GObject *object)
{
  g_clear_pointer (&VAS_CAP_METER (object)->legend, gtk_widget_unparent);

  G_OBJECT_CLASS (vas_cap_meter_parent_class)->dispose (object);
}

static void
vas_cap_meter_class_init (VasCapMeterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_cap_meter_dispose;
  widget_class->snapshot = vas_cap_meter_snapshot;
  widget_class->get_request_mode = vas_cap_meter_get_request_mode;
  widget_class->measure = vas_cap_meter_measure;
  widget_class->size_allocate = vas_cap_meter_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "capmeter");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vas_cap_meter_init (VasCapMeter *self)
{
  self->legend = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                               NULL);
  gtk_widget_add_css_class (self->legend, "caption");
  gtk_widget_add_css_class (self->legend, "numeric");
  gtk_widget_set_parent (self->legend, GTK_WIDGET (self));
}

/** vas_cap_meter_new: (transfer floating) */
GtkWidget *
vas_cap_meter_new (void)
{
  return g_object_new (VAS_TYPE_CAP_METER, NULL);
}

/* As short as it can be: whole yuan stand without their zeros. */
static char *
format_short (VasMoney money)
{
  char *text = vas_money_format_plain (money);

  if (g_str_has_suffix (text, ".00"))
    text[strlen (text) - 3] = '\0';

  return text;
}

static char *
describe (VasCapMeter *self)
{
  g_autofree char *paid = format_short (self->paid);
  g_autofree char *invoiced = format_short (self->invoiced);
  g_autofree char *share = format_short (self->share);
  g_autofree char *left = format_short (ABS (self->paid - self->invoiced - self->share));

  if (vas_cap_meter_is_over (self))
    return g_strdup_printf (_("Paid %s · invoiced %s · this one %s · over by %s"), paid, invoiced, share, left);

  return g_strdup_printf (_("Paid %s · invoiced %s · this one %s · available %s"), paid, invoiced, share, left);
}

/**
 * vas_cap_meter_set:
 * @paid: fen paid and not refunded
 * @invoiced: fen that other live requests take
 * @share: fen that this request asks for
 */
void
vas_cap_meter_set (VasCapMeter *self,
                   VasMoney     paid,
                   VasMoney     invoiced,
                   VasMoney     share)
{
  g_autofree char *text = NULL;

  self->paid = MAX (paid, 0);
  self->invoiced = MAX (invoiced, 0);
  self->share = MAX (share, 0);
  text = describe (self);
  gtk_label_set_text (GTK_LABEL (self->legend), text);
  if (vas_cap_meter_is_over (self))
    gtk_widget_add_css_class (GTK_WIDGET (self), "over");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "over");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/** vas_cap_meter_get_text: the legend. */
const char *
vas_cap_meter_get_text (VasCapMeter *self)
{
  return gtk_label_get_text (GTK_LABEL (self->legend));
}
