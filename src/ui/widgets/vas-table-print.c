/* SPDX-License-Identifier: GPL-3.0-or-later */

/* See the header. Heights are measured once when printing begins, in points; a page takes rows while they fit. Text is laid out as
 * Chinese, since Han characters have Japanese shapes otherwise. Main thread.
 */

#include "vas-table-print.h"

#include <glib/gi18n.h>

#define FONT "Sans 9"
#define HEAD_FONT "Sans Bold 9"
#define TITLE_FONT "Sans Bold 15"
#define MARGIN 12.0                 /* of the paper, in mm: a default of GTK is wider on one side */
#define GAP 6.0                     /* between columns, and above and below a row's text, in points */
#define FOOT 18.0
#define SIGNATURES 60.0             /* what they take below the last row */

typedef struct {
  char     *title;
  guint     weight;
  gboolean  to_the_right;
} Column;

struct _VasTablePrint
{
  GObject    parent_instance;

  char      *title;
  char      *subtitle;
  GPtrArray *columns;               /* (element-type Column) */
  GPtrArray *rows;                  /* (element-type GStrv) */
  GPtrArray *signatures;            /* (element-type utf8): who signs below the last row, from left to right */
  GArray    *starts;                /* first row of each page; of guint */
  double     head;                  /* height of what stands above the rows, on the first page and on the others */
  double     head_again;
};

G_DEFINE_FINAL_TYPE (VasTablePrint, vas_table_print, G_TYPE_OBJECT)

static void
column_free (Column *column)
{
  g_free (column->title);
  g_free (column);
}

static void
vas_table_print_finalize (GObject *object)
{
  VasTablePrint *self = VAS_TABLE_PRINT (object);

  g_free (self->title);
  g_free (self->subtitle);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->signatures);
  g_array_unref (self->starts);

  G_OBJECT_CLASS (vas_table_print_parent_class)->finalize (object);
}

static void
vas_table_print_class_init (VasTablePrintClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_table_print_finalize;
}

static void
vas_table_print_init (VasTablePrint *self)
{
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->signatures = g_ptr_array_new_with_free_func (g_free);
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
}

/** vas_table_print_new: (transfer full) */
VasTablePrint *
vas_table_print_new (const char *title,
                     const char *subtitle)
{
  VasTablePrint *self = g_object_new (VAS_TYPE_TABLE_PRINT, NULL);

  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle);

  return self;
}

/** vas_table_print_add_column: @weight: its share of the width; before the first row. */
void
vas_table_print_add_column (VasTablePrint *self,
                            const char    *title,
                            guint          weight,
                            gboolean       to_the_right)
{
  Column *column = g_new0 (Column, 1);

  column->title = g_strdup (title);
  column->weight = weight;
  column->to_the_right = to_the_right;
  g_ptr_array_add (self->columns, column);
}

/** vas_table_print_add_row: @cells: as many as there are columns. */
void
vas_table_print_add_row (VasTablePrint      *self,
                         const char * const *cells)
{
  GStrv row = g_new0 (char *, self->columns->len + 1);

  for (guint i = 0; i < self->columns->len; i++)
    row[i] = g_strdup (cells[i]);
  g_ptr_array_add (self->rows, row);
}

/** vas_table_print_add_signature: a line to sign on, with @who below it; beside those that are there. */
void
vas_table_print_add_signature (VasTablePrint *self,
                               const char    *who)
{
  g_ptr_array_add (self->signatures, g_strdup (who));
}

static PangoLayout *
new_layout (GtkPrintContext *context,
            const char      *text,
            const char      *font)
{
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_context_set_language (pango_layout_get_context (layout), pango_language_from_string ("zh-cn"));
  pango_layout_set_font_description (layout, description);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  pango_font_description_free (description);

  return layout;
}

static double
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);

  return (double) height / PANGO_SCALE;
}

static double
get_column_width (VasTablePrint   *self,
                  GtkPrintContext *context,
                  guint            place)
{
  const double width = gtk_print_context_get_width (context) - GAP * (self->columns->len - 1);
  guint sum = 0;

  for (guint i = 0; i < self->columns->len; i++)
    sum += ((Column *) g_ptr_array_index (self->columns, i))->weight;

  return width * ((Column *) g_ptr_array_index (self->columns, place))->weight / sum;
}

/* Draws the cells from @y on where @cr is given, and returns the height they take. */
static double
lay_row (VasTablePrint      *self,
         GtkPrintContext    *context,
         const char * const *cells,
         const char         *font,
         double              y,
         cairo_t            *cr)
{
  double x = 0;
  double most = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = g_ptr_array_index (self->columns, i);
      const double width = get_column_width (self, context, i);
      g_autoptr (PangoLayout) layout = new_layout (context, cells[i], font);

      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_alignment (layout, column->to_the_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
      most = MAX (most, get_height (layout));
      if (cr != NULL)
        {
          cairo_move_to (cr, x, y + GAP / 2);
          pango_cairo_show_layout (cr, layout);
        }
      x += width + GAP;
    }

  return most + GAP;
}

static GStrv
list_titles (VasTablePrint *self)
{
  GStrv titles = g_new0 (char *, self->columns->len + 1);

  for (guint i = 0; i < self->columns->len; i++)
    titles[i] = g_strdup (((Column *) g_ptr_array_index (self->columns, i))->title);

  return titles;
}

static void
begin_cb (GtkPrintOperation *operation,
          GtkPrintContext   *context,
          VasTablePrint     *self)
{
  g_auto (GStrv) titles = list_titles (self);
  g_autoptr (PangoLayout) title = new_layout (context, self->title, TITLE_FONT);
  g_autoptr (PangoLayout) subtitle = new_layout (context, self->subtitle, FONT);
  const double height = gtk_print_context_get_height (context) - FOOT;
  double y;
  guint first = 0;

  self->head_again = lay_row (self, context, (const char * const *) titles, HEAD_FONT, 0, NULL);
  self->head = self->head_again + get_height (title) + get_height (subtitle) + 2 * GAP;
  g_array_set_size (self->starts, 0);
  g_array_append_val (self->starts, first);
  y = self->head;
  for (guint i = 0; i < self->rows->len; i++)
    {
      const double row = lay_row (self, context, g_ptr_array_index (self->rows, i), FONT, 0, NULL);

      if (y + row > height && i > g_array_index (self->starts, guint, self->starts->len - 1))
        {
          g_array_append_val (self->starts, i);
          y = self->head_again;
        }
      y += row;
    }
  if (self->signatures->len > 0 && y + SIGNATURES > height && self->rows->len > 0)
    g_array_append_val (self->starts, self->rows->len);
  gtk_print_operation_set_n_pages (operation, (int) self->starts->len);
}

static void
draw_foot (VasTablePrint   *self,
           GtkPrintContext *context,
           int              page,
           cairo_t         *cr)
{
  g_autofree char *text = g_strdup_printf (_("Page %d of %d"), page + 1, (int) self->starts->len);
  g_autoptr (PangoLayout) layout = new_layout (context, text, FONT);

  pango_layout_set_width (layout, (int) (gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  cairo_move_to (cr, 0, gtk_print_context_get_height (context) - get_height (layout));
  pango_cairo_show_layout (cr, layout);
}

static double
draw_head (VasTablePrint   *self,
           GtkPrintContext *context,
           int              page,
           cairo_t         *cr)
{
  g_auto (GStrv) titles = list_titles (self);
  double y = 0;

  if (page == 0)
    {
      g_autoptr (PangoLayout) title = new_layout (context, self->title, TITLE_FONT);
      g_autoptr (PangoLayout) subtitle = new_layout (context, self->subtitle, FONT);

      cairo_move_to (cr, 0, 0);
      pango_cairo_show_layout (cr, title);
      cairo_move_to (cr, 0, get_height (title) + GAP / 2);
      pango_cairo_show_layout (cr, subtitle);
      y = self->head - self->head_again;
    }
  y += lay_row (self, context, (const char * const *) titles, HEAD_FONT, y, cr);
  cairo_set_line_width (cr, 0.8);
  cairo_move_to (cr, 0, y);
  cairo_line_to (cr, gtk_print_context_get_width (context), y);
  cairo_stroke (cr);

  return y;
}

static void
draw_signatures (VasTablePrint   *self,
                 GtkPrintContext *context,
                 double           y,
                 cairo_t         *cr)
{
  const double width = (gtk_print_context_get_width (context) + 4 * GAP) / self->signatures->len - 4 * GAP;
  const double line = y + SIGNATURES - 20.0;

  for (guint i = 0; i < self->signatures->len; i++)
    {
      const double x = i * (width + 4 * GAP);
      g_autoptr (PangoLayout) layout = new_layout (context, g_ptr_array_index (self->signatures, i), FONT);

      cairo_set_line_width (cr, 0.8);
      cairo_move_to (cr, x, line);
      cairo_line_to (cr, x + width, line);
      cairo_stroke (cr);
      cairo_move_to (cr, x, line + GAP / 2);
      pango_cairo_show_layout (cr, layout);
    }
}

static void
draw_cb (GtkPrintOperation *operation,
         GtkPrintContext   *context,
         int                page,
         VasTablePrint     *self)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  const guint first = g_array_index (self->starts, guint, page);
  const guint end = (guint) page + 1 < self->starts->len ? g_array_index (self->starts, guint, page + 1) : self->rows->len;
  double y = draw_head (self, context, page, cr);

  for (guint i = first; i < end; i++)
    {
      y += lay_row (self, context, g_ptr_array_index (self->rows, i), FONT, y, cr);
      cairo_set_line_width (cr, 0.25);
      cairo_move_to (cr, 0, y);
      cairo_line_to (cr, gtk_print_context_get_width (context), y);
      cairo_stroke (cr);
    }
  if (self->signatures->len > 0 && (guint) page + 1 == self->starts->len)
    draw_signatures (self, context, y, cr);
  draw_foot (self, context, page, cr);
}

static GtkPrintOperation *
new_operation (VasTablePrint *self)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size (setup, paper);
  gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_page_setup_set_top_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, self->title);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), self);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_cb), self);

  return operation;
}

/** vas_table_print_run: asks for the printer, and prints. */
gboolean
vas_table_print_run (VasTablePrint  *self,
                     GtkWindow      *parent,
                     GError        **error)
{
  g_autoptr (GtkPrintOperation) operation = new_operation (self);

  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, error) != GTK_PRINT_OPERATION_RESULT_ERROR;
}

/** vas_table_print_export: the same as a PDF. */
gboolean
vas_table_print_export (VasTablePrint  *self,
                        const char     *path,
                        GError        **error)
{
  g_autoptr (GtkPrintOperation) operation = new_operation (self);

  gtk_print_operation_set_export_filename (operation, path);

  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error) != GTK_PRINT_OPERATION_RESULT_ERROR;
}

/** vas_table_print_get_n_pages: how many pages the last printing took. */
guint
vas_table_print_get_n_pages (VasTablePrint *self)
{
  return self->starts->len;
}
