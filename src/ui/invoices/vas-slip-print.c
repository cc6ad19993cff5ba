/* SPDX-License-Identifier: GPL-3.0-or-later */

/* See the header. A page is drawn in millimetres from its upper left corner; type is laid out in points of 1/72 inch whatever the
 * surface, without hinting, so that the PDF breaks its lines where the printer does. Text is laid out as Chinese, since Han characters
 * have Japanese shapes otherwise. Black on white alone: label printers have no grey. Main thread.
 */

#include "vas-slip-print.h"

#include "vas-code128.h"
#include "vas-erased-words.h"
#include "vas-labels.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>

#define POINT (25.4 / 72.0)         /* mm */
#define EDGE 6.0                    /* mm that stay white around everything: what printers cannot reach */
#define INNER (VAS_SLIP_WIDTH - 2 * EDGE)
#define BARS_TOP 18.0
#define BARS_HEIGHT 30.0
#define LEAST_MODULE 0.25           /* mm: finer bars melt together on a label printer */
#define NUMBER_TOP 50.0
#define FIELDS_TOP 68.0
#define LABEL_WIDTH 22.0
#define FOOT_TOP 138.0
#define MOST_LINES 3
#define SMALLEST_TYPE 6.0           /* points */

#define FACE "Sans"
#define SMALL 9.0
#define NORMAL 12.0

struct _VasSlipPrint
{
  GObject    parent_instance;

  gint64     now;
  GPtrArray *slips;                 /* (element-type Slip) */
};

typedef struct {
  VasRequest *request;
  char       *point;                /* nullable */
} Slip;

G_DEFINE_FINAL_TYPE (VasSlipPrint, vas_slip_print, G_TYPE_OBJECT)

static void
slip_free (Slip *slip)
{
  g_object_unref (slip->request);
  g_free (slip->point);
  g_free (slip);
}

static void
vas_slip_print_finalize (GObject *object)
{
  VasSlipPrint *self = VAS_SLIP_PRINT (object);

  g_ptr_array_unref (self->slips);

  G_OBJECT_CLASS (vas_slip_print_parent_class)->finalize (object);
}

static void
vas_slip_print_class_init (VasSlipPrintClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_slip_print_finalize;
}

static void
vas_slip_print_init (VasSlipPrint *self)
{
  self->slips = g_ptr_array_new_with_free_func ((GDestroyNotify) slip_free);
}

/** vas_slip_print_new: (transfer full): @now: the moment that the slips name as theirs. */
VasSlipPrint *
vas_slip_print_new (gint64 now)
{
  VasSlipPrint *self = g_object_new (VAS_TYPE_SLIP_PRINT, NULL);

  self->now = now;

  return self;
}

static PangoLayout *
new_layout (cairo_t    *cr,
            const char *text,
            double      points,
            gboolean    bold)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoContext *context = pango_layout_get_context (layout);
  PangoFontDescription *font = pango_font_description_from_string (FACE);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 72.0);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string ("zh-cn"));
  pango_font_description_set_absolute_size (font, points * POINT * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  cairo_font_options_destroy (options);
  pango_font_description_free (font);

  return layout;
}

/* Draws one text into a column and returns its height, all in mm; more lines than @lines end in an ellipsis. */
static double
draw_text (cairo_t        *cr,
           const char     *text,
           double          points,
           gboolean        bold,
           double          x,
           double          y,
           double          width,
           PangoAlignment  alignment,
           int             lines)
{
  g_autoptr (PangoLayout) layout = new_layout (cr, text, points, bold);
  int height;

  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_height (layout, -lines);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, alignment);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  pango_layout_get_size (layout, NULL, &height);

  return (double) height / PANGO_SCALE;
}

/* One line in the largest type, up to @points, that fits the width. */
static void
draw_large (cairo_t    *cr,
            const char *text,
            double      points,
            double      y)
{
  g_autoptr (PangoLayout) layout = new_layout (cr, text, points, TRUE);
  int width;

  pango_layout_get_size (layout, &width, NULL);
  if (width > INNER * PANGO_SCALE)
    points = MAX (SMALLEST_TYPE, points * INNER * PANGO_SCALE / width * 0.98);
  draw_text (cr, text, points, TRUE, EDGE, y, INNER, PANGO_ALIGN_CENTER, 1);
}

static void
draw_rule (cairo_t *cr,
           double   y)
{
  cairo_set_line_width (cr, 0.3);
  cairo_move_to (cr, EDGE, y);
  cairo_line_to (cr, VAS_SLIP_WIDTH - EDGE, y);
  cairo_stroke (cr);
}

/* How wide a module may be that the bars and both quiet zones fit between the edges; 0 where it would be too fine. */
static double
get_module (guint modules)
{
  const double most = VAS_SLIP_WIDTH / (modules + 2 * VAS_CODE128_QUIET);

  return most >= VAS_SLIP_MODULE ? VAS_SLIP_MODULE : most >= LEAST_MODULE ? LEAST_MODULE : 0;
}

/* Bars are filled rectangles without smoothing at their edges, in the middle of the page. */
static void
draw_bars (cairo_t    *cr,
           const char *number)
{
  g_autoptr (GByteArray) symbols = vas_code128_encode (number);
  g_autofree char *widths = vas_code128_get_widths (symbols);
  const guint modules = vas_code128_get_modules (symbols);
  const double module = get_module (modules);
  double x = (VAS_SLIP_WIDTH - modules * module) / 2;

  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  for (guint i = 0; widths[i] != '\0'; i++)
    {
      const double width = (widths[i] - '0') * module;

      if (i % 2 == 0)
        cairo_rectangle (cr, x, BARS_TOP, width, BARS_HEIGHT);
      x += width;
    }
  cairo_fill (cr);
  cairo_restore (cr);
}

/* Returns where the next field begins. */
static double
draw_field (cairo_t    *cr,
            double      y,
            const char *label,
            const char *value,
            double      points,
            gboolean    bold,
            int         lines)
{
  const double shift = (points - SMALL) * POINT * 0.9; /* the label stands on the value's first line */
  double height;

  draw_text (cr, label, SMALL, FALSE, EDGE, y + shift, LABEL_WIDTH, PANGO_ALIGN_LEFT, 1);
  height = draw_text (cr, value, points, bold, EDGE + LABEL_WIDTH, y, INNER - LABEL_WIDTH, PANGO_ALIGN_LEFT, lines);

  return y + height + 1.6;
}

static char *
describe_recipient (VasRequest *request)
{
  if (request->delivery == VAS_DELIVERY_PICKUP || request->recipient_name_masked == NULL)
    return NULL;

  return g_strdup_printf ("%s  %s", request->recipient_name_masked,
                          request->recipient_mobile_masked != NULL ? request->recipient_mobile_masked : "");
}

/* What is due when, and what should be known of it before the envelope is opened. */
static char *
describe_due (VasSlipPrint *self,
              VasRequest   *request)
{
  g_autofree char *due = request->due != VAS_NONE_DATE ? vas_date_format (request->due) : NULL;
  GString *text = g_string_new (due != NULL ? due : "—");

  if (request->due_provisional)
    g_string_append_printf (text, " · %s", _("provisional"));
  if (due != NULL && request->due < vas_instant_to_date (self->now))
    g_string_append_printf (text, " · %s", _("late"));
  if (request->extensions > 0)
    g_string_append_printf (text, " · %s", _("extended"));

  return g_string_free (text, FALSE);
}

static void
draw_fields (VasSlipPrint *self,
             cairo_t      *cr,
             Slip         *slip)
{
  VasRequest *request = slip->request;
  g_autofree char *amount = vas_money_format (request->amount);
  g_autofree char *due = describe_due (self, request);
  g_autofree char *recipient = describe_recipient (request);
  double y = FIELDS_TOP;

  y = draw_field (cr, y, _("Title"), vas_request_name_title (request), NORMAL + 2, TRUE, MOST_LINES);
  if (request->taxpayer_id != NULL)
    y = draw_field (cr, y, _("Taxpayer id"), request->taxpayer_id, NORMAL, FALSE, 1);
  y = draw_field (cr, y, _("Amount"), amount, NORMAL + 6, TRUE, 1);
  y = draw_field (cr, y, _("Due"), due, NORMAL + 2, TRUE, 1);
  if (recipient != NULL)
    y = draw_field (cr, y, _("Recipient"), recipient, NORMAL, FALSE, 1);
  y = draw_field (cr, y, _("Step"), vas_label (&vas_request_state_enum, (int) request->state), NORMAL, FALSE, 1);
  if (slip->point != NULL && *slip->point != '\0')
    draw_field (cr, y, _("Point"), slip->point, NORMAL, FALSE, 1);
}

/** vas_slip_print_draw: a page, on whatever @cr draws on, which is scaled to millimetres and begins in the page's upper left corner. */
void
vas_slip_print_draw (VasSlipPrint *self,
                     cairo_t      *cr,
                     guint         page)
{
  Slip *slip = g_ptr_array_index (self->slips, page);
  g_autofree char *now = vas_instant_format_local (self->now);
  g_autofree char *printed = g_strdup_printf (_("Printed %s"), now);

  cairo_set_source_rgb (cr, 0, 0, 0);
  draw_text (cr, _("Invoice request"), NORMAL, TRUE, EDGE, EDGE + 1, INNER / 2, PANGO_ALIGN_LEFT, 1);
  draw_text (cr, vas_label (&vas_delivery_enum, (int) slip->request->delivery), NORMAL + 4, TRUE, EDGE + INNER / 2, EDGE, INNER / 2,
             PANGO_ALIGN_RIGHT, 1);
  draw_bars (cr, slip->request->number);
  draw_large (cr, slip->request->number, 30, NUMBER_TOP);
  draw_rule (cr, FIELDS_TOP - 2);
  draw_fields (self, cr, slip);
  draw_rule (cr, FOOT_TOP - 1);
  draw_text (cr, _("Stays in the office: never into the envelope."), SMALL - 1, FALSE, EDGE, FOOT_TOP, INNER, PANGO_ALIGN_LEFT, 1);
  draw_text (cr, printed, SMALL - 1, FALSE, EDGE, FOOT_TOP, INNER, PANGO_ALIGN_RIGHT, 1);
}

/**
 * vas_slip_print_add:
 * @request: kept, not copied
 * @point: (nullable): the issuing point
 *
 * Returns: FALSE where it gets no slip, since it has no number yet: the authority gives it one
 */
gboolean
vas_slip_print_add (VasSlipPrint *self,
                    VasRequest   *request,
                    const char   *point)
{
  g_autoptr (GByteArray) symbols = request->number != NULL ? vas_code128_encode (request->number) : NULL;
  Slip *slip;

  if (symbols == NULL || get_module (vas_code128_get_modules (symbols)) <= 0)
    return FALSE;

  slip = g_new0 (Slip, 1);
  slip->request = g_object_ref (request);
  slip->point = g_strdup (point);
  g_ptr_array_add (self->slips, slip);

  return TRUE;
}

/** vas_slip_print_get_n_pages: one for each case that was added. */
guint
vas_slip_print_get_n_pages (VasSlipPrint *self)
{
  return self->slips->len;
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              VasSlipPrint      *self)
{
  vas_slip_print_draw (self, gtk_print_context_get_cairo_context (context), (guint) page);
}

/**
 * vas_slip_print_run:
 *
 * Asks for the printer, and prints.
 *
 * Returns: FALSE with @error set where it could not be printed; TRUE where somebody thought better of it, too
 */
gboolean
vas_slip_print_run (VasSlipPrint  *self,
                    GtkWindow     *parent,
                    GError       **error)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  GtkPaperSize *paper = gtk_paper_size_new_custom ("vasdesk_slip", _("Cover slip"), VAS_SLIP_WIDTH, VAS_SLIP_HEIGHT, GTK_UNIT_MM);

  gtk_page_setup_set_paper_size (setup, paper);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_MM);
  gtk_print_operation_set_n_pages (operation, (int) self->slips->len);
  gtk_print_operation_set_job_name (operation, _("Cover slip"));
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), self);
  gtk_paper_size_free (paper);

  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, error) != GTK_PRINT_OPERATION_RESULT_ERROR;
}

/** vas_slip_print_export: the same as a PDF. */
gboolean
vas_slip_print_export (VasSlipPrint  *self,
                       const char    *path,
                       GError       **error)
{
  cairo_surface_t *surface = cairo_pdf_surface_create (path, VAS_SLIP_WIDTH / POINT, VAS_SLIP_HEIGHT / POINT);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, 1 / POINT, 1 / POINT);
  for (guint page = 0; page < self->slips->len; page++)
    {
      vas_slip_print_draw (self, cr, page);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", path, cairo_status_to_string (status));
  return FALSE;
}
