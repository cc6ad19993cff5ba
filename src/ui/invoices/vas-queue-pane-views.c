/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The menu of the queue and the saved views: showing, saving, renaming and deleting them, each with Undo where something is lost.
 * Their counts are read when the menu opens, and again while it is open and records change.
 */

#include "vas-queue-pane-private.h"

#include "vas-queue-menu.h"

#include <glib/gi18n.h>

/* Not while the pane is taken down: its button may go before the popover does. */
static gboolean
is_menu_shown (VasQueuePane *self)
{
  GtkPopover *menu = self->menu_button != NULL ? gtk_menu_button_get_popover (self->menu_button) : NULL;

  return menu != NULL && gtk_widget_get_visible (GTK_WIDGET (menu));
}

static VasQueueMenu *
get_menu (VasQueuePane *self)
{
  return VAS_QUEUE_MENU (gtk_menu_button_get_popover (self->menu_button));
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasQueuePane) self = user_data;
  g_autoptr (GPtrArray) answers = vas_queue_count_finish (VAS_DESK (object), result, NULL);

  if (answers == NULL || self->desk == NULL || answers->len != vas_queue_views_get_n (self->views))
    return;
  for (guint i = 0; i < answers->len; i++)
    {
      VasQueueCounts *answer = g_ptr_array_index (answers, i);

      vas_queue_menu_set_count (get_menu (self), i, answer->counts[answer->question->tab]);
    }
}

static void
count_views (VasQueuePane *self)
{
  g_autoptr (GPtrArray) questions = NULL;

  if (!is_menu_shown (self))
    return;

  questions = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_queue_question_unref);
  for (guint i = 0; i < vas_queue_views_get_n (self->views); i++)
    {
      const VasQueueView *view = vas_queue_views_get (self->views, i);

      g_ptr_array_add (questions, vas_queue_question_new (view->tab, view->order, view->search, vas_desk_get_staff_key (self->desk),
                                                          vas_desk_get_now (self->desk)));
    }
  vas_queue_menu_set_shown (get_menu (self), vas_queue_pane_get_n_rows (self), self->n_selected);
  vas_queue_count_async (self->desk, questions, NULL, counted_cb, g_object_ref (self));
}

static void
menu_cb (VasQueuePane *self)
{
  count_views (self);
}

static void
undo_cb (AdwToast     *toast,
         VasQueuePane *self)
{
  if (self->views != NULL)
    vas_queue_views_put (self->views, g_object_get_data (G_OBJECT (toast), "before"));
}

/* What was done to the views, and the way back. */
static void
offer_undo (VasQueuePane *self,
            const char   *text,
            GVariant     *before)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_button_label (toast, _("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "before", g_variant_ref (before), (GDestroyNotify) g_variant_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, 0);
  vas_desk_add_toast (self->desk, toast);
}

static void
show_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  VasQueuePane *self = VAS_QUEUE_PANE (widget);
  const VasQueueView *view;
  guint place;

  if (!vas_queue_views_find (self->views, g_variant_get_string (parameter, NULL), &place))
    return;
  view = vas_queue_views_get (self->views, place);
  vas_queue_pane_show_view (self, view->tab, view->order, view->search);
  vas_queue_pane_focus (self);
}

static void
save_as_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  VasQueuePane *self = VAS_QUEUE_PANE (widget);
  g_autoptr (VasQueueQuestion) question = vas_queue_pane_make_question (self);
  g_autoptr (GVariant) before = vas_queue_views_dup (self->views);
  g_autofree char *name = g_variant_dup_string (parameter, NULL);
  const VasQueueView view = { name, question->tab, question->order, question->search };
  g_autofree char *text = g_strdup_printf (_("The view “%s” is saved."), name);

  vas_queue_views_save (self->views, &view);
  count_views (self);
  offer_undo (self, text, before);
}

static void
rename_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  VasQueuePane *self = VAS_QUEUE_PANE (widget);
  g_autoptr (GVariant) before = vas_queue_views_dup (self->views);
  g_autofree char *text = NULL;
  const char *name, *wanted;
  guint place;

  g_variant_get (parameter, "(&s&s)", &name, &wanted);
  if (!vas_queue_views_find (self->views, name, &place) || !vas_queue_views_rename (self->views, place, wanted))
    return;
  text = g_strdup_printf (_("The view is called “%s” now."), wanted);
  count_views (self);
  offer_undo (self, text, before);
}

static void
remove_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  VasQueuePane *self = VAS_QUEUE_PANE (widget);
  g_autoptr (GVariant) before = vas_queue_views_dup (self->views);
  const char *name = g_variant_get_string (parameter, NULL);
  g_autofree char *text = g_strdup_printf (_("The view “%s” is deleted."), name);
  guint place;

  if (!vas_queue_views_find (self->views, name, &place))
    return;
  vas_queue_views_remove (self->views, place);
  count_views (self);
  offer_undo (self, text, before);
}

/* What is shown now, in words. */
static char *
propose_name (VasQueuePane *self)
{
  g_autoptr (VasQueueQuestion) question = vas_queue_pane_make_question (self);

  return *question->search != '\0' ? g_strdup_printf ("%s · %s", vas_queue_tab_get_name (self->tab), question->search)
                                   : g_strdup (vas_queue_tab_get_name (self->tab));
}

static void
save_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  VasQueuePane *self = VAS_QUEUE_PANE (widget);
  g_autofree char *proposal = propose_name (self);

  gtk_menu_button_popup (self->menu_button);
  vas_queue_menu_ask_name (get_menu (self), proposal);
}

/** vas_queue_pane_install_views: the actions of the saved views. */
void
vas_queue_pane_install_views (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "queue.show-view", "s", show_action);
  gtk_widget_class_install_action (widget_class, "queue.save-view", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "queue.save-view-as", "s", save_as_action);
  gtk_widget_class_install_action (widget_class, "queue.rename-view", "(ss)", rename_action);
  gtk_widget_class_install_action (widget_class, "queue.remove-view", "s", remove_action);
}

static void
make_menu (GtkMenuButton *button,
           gpointer       user_data)
{
  VasQueuePane *self = user_data;
  GtkWidget *menu;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  menu = vas_queue_menu_new (self->views);
  g_signal_connect_object (menu, "notify::visible", G_CALLBACK (menu_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, menu);
}

/** vas_queue_pane_set_up_menu: gives the menu button its menu, made when it is opened. */
void
vas_queue_pane_set_up_menu (VasQueuePane *self)
{
  gtk_menu_button_set_create_popup_func (self->menu_button, make_menu, self, NULL);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (count_views), self, G_CONNECT_SWAPPED);
}

/** vas_queue_pane_list_views: (transfer full) (element-type utf8): the names of the saved views. */
GPtrArray *
vas_queue_pane_list_views (VasQueuePane *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < vas_queue_views_get_n (self->views); i++)
    g_ptr_array_add (names, g_strdup (vas_queue_views_get (self->views, i)->name));

  return names;
}
