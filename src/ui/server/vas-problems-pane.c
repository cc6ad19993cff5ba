/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of what was refused. It follows the outbox: a card goes when its command is laid aside, wherever that was done. Main thread. */

#include "vas-problems-pane.h"

#include "vas-finding-text.h"
#include "vas-outbox.h"

#include <glib/gi18n.h>

struct _VasProblemsPane
{
  AdwBin        parent_instance;

  GtkStack     *stack;
  GtkBox       *list;

  VasDesk      *desk;
  guint         n;
};

enum {
  LISTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasProblemsPane, vas_problems_pane, ADW_TYPE_BIN)

/* Something that is being done about one of them. */
typedef struct {
  VasProblemsPane *pane;
  VasProblemCard    *card;
  char              *command_id;
  char              *actor;
  gint64             now;
} Work;

static void
work_free (Work *work)
{
  g_object_unref (work->pane);
  g_object_unref (work->card);
  g_free (work->command_id);
  g_free (work->actor);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

static Work *
work_new (VasProblemsPane *self,
          VasProblemCard    *card)
{
  Work *work = g_new0 (Work, 1);

  work->pane = g_object_ref (self);
  work->card = g_object_ref (card);
  work->command_id = g_strdup (vas_command_get_id (vas_problem_card_get_problem (card)->command));
  work->actor = g_strdup (vas_desk_get_staff_key (self->desk));
  work->now = vas_desk_get_now (self->desk);
  vas_problem_card_set_busy (card, TRUE);
  vas_problem_card_set_error (card, NULL);

  return work;
}

static void
end_with (Work       *work,
          const char *error)
{
  vas_problem_card_set_busy (work->card, FALSE);
  vas_problem_card_set_error (work->card, error);
}

static gpointer
lay_aside (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const Work *work = data;

  return GINT_TO_POINTER (vas_outbox_close_problem (sql, work->command_id, work->now, error));
}

static void
laid_aside_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;

  vas_store_finish (VAS_STORE (object), result, &error);
  if (error != NULL)
    end_with (work, error->message);
}

/* @work: (transfer full) */
static void
lay_aside_now (Work *work)
{
  VasStore *store = vas_desk_get_store (work->pane->desk);

  vas_store_write_async (store, lay_aside, work, NULL, NULL, NULL, laid_aside_cb, work);
}

static void
lay_aside_cb (VasProblemsPane *self,
              VasProblemCard    *card)
{
  lay_aside_now (work_new (self, card));
}

static void
run_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_desk_run_finish (VAS_DESK (object), result, &error);
  g_autofree char *sentence = NULL;

  if (receipt != NULL && receipt->applied && work->pane->desk != NULL)
    {
      lay_aside_now (g_steal_pointer (&work));
      return;
    }
  if (receipt == NULL)
    {
      end_with (work, error->message);
      return;
    }
  sentence = vas_verdict_describe_refusal (receipt->verdict);
  end_with (work, sentence);
}

static gpointer
make_again (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const Work *work = data;

  return vas_problem_again (sql, vas_problem_card_get_problem (work->card), work->actor, work->now, error);
}

static void
made_again_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasCommand) again = vas_store_finish (VAS_STORE (object), result, &error);
  VasDesk *desk = work->pane->desk;

  if (again == NULL)
    end_with (work, error->message);
  else if (desk != NULL)
    vas_desk_run_async (desk, again, _("Asked for again."), NULL, run_cb, g_steal_pointer (&work));
}

static void
again_cb (VasProblemsPane *self,
          VasProblemCard    *card)
{
  Work *work = work_new (self, card);

  vas_store_read_async (vas_desk_get_store (self->desk), make_again, work, NULL, g_object_unref, NULL, made_again_cb, work);
}

static gpointer
load (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const gint64 *now = data;

  return vas_problem_list (sql, *now, error);
}

static void
show (VasProblemsPane *self,
      GPtrArray         *problems)
{
  GtkWidget *card;

  while ((card = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, card);
  self->n = problems->len;
  while (problems->len > 0)
    {
      card = vas_problem_card_new (g_ptr_array_steal_index (problems, 0));
      g_signal_connect_object (card, "again", G_CALLBACK (again_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (card, "lay-aside", G_CALLBACK (lay_aside_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->list, card);
    }
  gtk_stack_set_visible_child_name (self->stack, self->n > 0 ? "list" : "empty");
  g_signal_emit (self, signals[LISTED], 0);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasProblemsPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = vas_store_finish (VAS_STORE (object), result, &error);

  if (self->desk == NULL)
    return;
  if (problems != NULL)
    show (self, problems);
  else
    vas_desk_toast (self->desk, error->message);
}

static void
reload (VasProblemsPane *self)
{
  const gint64 now = vas_desk_get_now (self->desk);

  vas_store_read_async (vas_desk_get_store (self->desk), load, g_memdup2 (&now, sizeof now), g_free, (GDestroyNotify) g_ptr_array_unref, NULL, loaded_cb,
                        g_object_ref (self));
}

static void
changed_cb (VasProblemsPane  *self,
            const char * const *tables)
{
  if (g_strv_contains (tables, "outbox") || g_strv_contains (tables, "request"))
    reload (self);
}

static void
vas_problems_pane_dispose (GObject *object)
{
  g_clear_object (&VAS_PROBLEMS_PANE (object)->desk);

  G_OBJECT_CLASS (vas_problems_pane_parent_class)->dispose (object);
}

static void
vas_problems_pane_class_init (VasProblemsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_problems_pane_dispose;

  /** VasProblemsPane::listed: there are others than before, or as many again. */
  signals[LISTED] = g_signal_new ("listed", VAS_TYPE_PROBLEMS_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/server/vas-problems-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VasProblemsPane, stack);
  gtk_widget_class_bind_template_child (widget_class, VasProblemsPane, list);
}

static void
vas_problems_pane_init (VasProblemsPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_problems_pane_set_desk: once. */
void
vas_problems_pane_set_desk (VasProblemsPane *self,
                            VasDesk         *desk)
{
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}

/** vas_problems_pane_get_n: how many there are. */
guint
vas_problems_pane_get_n (VasProblemsPane *self)
{
  return self->n;
}

/** vas_problems_pane_get_card: (transfer none): the one at that place, newest first. */
VasProblemCard *
vas_problems_pane_get_card (VasProblemsPane *self,
                              guint              place)
{
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  while (place-- > 0)
    card = gtk_widget_get_next_sibling (card);

  return VAS_PROBLEM_CARD (card);
}
