/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A card of a dialog that is made of cards: a heading and what stands under it. Main thread. */

#include "vas-card.h"

/** vas_card_append: puts a card with @child under its @title below the others of @cards. */
void
vas_card_append (GtkBox     *cards,
                 const char *title,
                 GtkWidget  *child)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0.0, "wrap", TRUE, NULL);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "form-card");
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (card), heading);
  gtk_box_append (GTK_BOX (card), child);
  gtk_box_append (cards, card);
}
