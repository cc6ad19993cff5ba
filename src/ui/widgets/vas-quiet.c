/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Setters that leave alone what is so already, where those of GTK 4.8 do not: a tip asks the X server twice where the pointer
 * is; an icon, style classes and the text of an inscription are measured and painted anew. Main thread.
 */

#include "vas-quiet.h"

/** vas_quiet_set_tooltip: @text: (nullable) */
void
vas_quiet_set_tooltip (GtkWidget  *widget,
                       const char *text)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) != 0)
    gtk_widget_set_tooltip_text (widget, text);
}

/** vas_quiet_set_icon: @icon_name: (nullable) */
void
vas_quiet_set_icon (GtkImage   *image,
                    const char *icon_name)
{
  if (g_strcmp0 (gtk_image_get_icon_name (image), icon_name) != 0)
    gtk_image_set_from_icon_name (image, icon_name);
}

/** vas_quiet_set_text: @text: (nullable) */
void
vas_quiet_set_text (GtkInscription *inscription,
                    const char     *text)
{
  if (g_strcmp0 (gtk_inscription_get_text (inscription), text) != 0)
    gtk_inscription_set_text (inscription, text);
}

/** vas_quiet_set_classes: gives @widget the classes @first and @second (nullable) and no other. */
void
vas_quiet_set_classes (GtkWidget  *widget,
                       const char *first,
                       const char *second)
{
  const char *wanted[] = { first, second, NULL };
  g_auto (GStrv) classes = gtk_widget_get_css_classes (widget);

  if (!g_strv_equal ((const char * const *) classes, wanted))
    gtk_widget_set_css_classes (widget, wanted);
}
