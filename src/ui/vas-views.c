/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The views that a window can show, in their order: how each is called, opened and made. All have a line in the sidebar and a key
 * from the start; the page of a view is made when it is asked for. Main thread.
 */

#include "vas-views.h"

#include "vas-activity-page.h"
#include "vas-invoices-page.h"
#include "personal/vas-personal-page.h"

#include <glib/gi18n.h>

/* Each keeps its key when others come to stand beside it. */
typedef struct {
  const char  *name;
  const char  *title;
  const char  *icon_name;
  const char  *accelerator;
  GtkWidget *(*create) (VasDesk *desk);
} View;

static const View views[] = {
  { "invoices", N_("Invoices"), "vas-fapiao-symbolic", "<Control>2", vas_invoices_page_new },
  { "activity", N_("Activity"), "document-open-recent-symbolic", "<Control>6", vas_activity_page_new },
  { "personal", N_("Personal Data"), "avatar-default-symbolic", "<Control>7", vas_personal_page_new },
};

static const View *
find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      if (g_strcmp0 (views[i].name, name) == 0)
        return &views[i];
    }

  return NULL;
}

/** vas_views_get_first: the name of the view that is shown where none was chosen. */
const char *
vas_views_get_first (void)
{
  return views[0].name;
}

/** vas_views_has: whether there is a view of this name. */
gboolean
vas_views_has (const char *view)
{
  return find (view) != NULL;
}

/** vas_views_announce: gives each view its line in the sidebar, and its key. */
void
vas_views_announce (VasSidebar     *sidebar,
                    GtkApplication *application)
{
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autofree char *action = g_strdup_printf ("win.view::%s", views[i].name);
      const char *accelerators[] = { views[i].accelerator, NULL };
      g_autofree char *keys = NULL;
      GdkModifierType modifiers;
      guint key;

      gtk_accelerator_parse (views[i].accelerator, &key, &modifiers);
      keys = gtk_accelerator_get_label (key, modifiers);
      gtk_application_set_accels_for_action (application, action, accelerators);
      vas_sidebar_add_view (sidebar, views[i].name, _(views[i].title), views[i].icon_name, keys);
    }
}

/**
 * vas_views_ensure:
 * @stack: of the pages, each under the name of its view
 *
 * Returns: (transfer none) (nullable): the page of @view, made where it is not there yet; NULL where there is no such view
 */
GtkWidget *
vas_views_ensure (GtkStack   *stack,
                  VasSidebar *sidebar,
                  VasDesk    *desk,
                  const char *view)
{
  GtkWidget *page = gtk_stack_get_child_by_name (stack, view);
  const View *found = find (view);

  if (page != NULL || found == NULL || desk == NULL)
    return page;

  page = found->create (desk);
  gtk_stack_add_named (stack, page, view);
  vas_sidebar_set_page (sidebar, view, page);

  return page;
}

/** vas_views_ensure_all: the same for each. */
void
vas_views_ensure_all (GtkStack   *stack,
                      VasSidebar *sidebar,
                      VasDesk    *desk)
{
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    vas_views_ensure (stack, sidebar, desk, views[i].name);
}

/** vas_views_add_to_palette: the way to each view, and what the pages that are there offer. */
void
vas_views_add_to_palette (GtkStack   *stack,
                          VasPalette *palette)
{
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autofree char *title = g_strdup_printf (_("Go to %s"), _(views[i].title));
      VasPaletteItem *item = vas_palette_item_new (title, views[i].icon_name, "win.view", g_variant_new_string (views[i].name));
      GtkWidget *page = gtk_stack_get_child_by_name (stack, views[i].name);

      vas_palette_item_set_accel (item, views[i].accelerator);
      vas_palette_item_add_words (item, _(views[i].title));
      vas_palette_item_add_words (item, views[i].title);
      vas_palette_add_item (palette, item);
      if (VAS_IS_PALETTE_SOURCE (page))
        vas_palette_add_source (palette, VAS_PALETTE_SOURCE (page));
    }
}
