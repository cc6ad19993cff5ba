/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A stack of pages that each remember where the focus was, so that the hand goes on where it left off. Main thread. */

#include "vas-stack-focus.h"

#define LAST_FOCUS "vas-last-focus"

static void
keep_focus (GtkWidget *page)
{
  GtkRoot *root = gtk_widget_get_root (page);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, page))
    g_object_set_data_full (G_OBJECT (page), LAST_FOCUS, g_object_ref (focus), g_object_unref);
}

static void
put_focus (GtkWidget *page)
{
  GtkWidget *last = g_object_get_data (G_OBJECT (page), LAST_FOCUS);

  if (last == NULL || !gtk_widget_is_ancestor (last, page) || !gtk_widget_grab_focus (last))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

/** vas_stack_focus_show: shows the page @name, which must be there, with the focus where it was in it, else in its first place. */
void
vas_stack_focus_show (GtkStack   *stack,
                      const char *name)
{
  GtkWidget *before = gtk_stack_get_visible_child (stack);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (stack), name) == 0)
    return;

  if (before != NULL)
    keep_focus (before);
  gtk_stack_set_visible_child_name (stack, name);
  put_focus (gtk_stack_get_visible_child (stack));
}
