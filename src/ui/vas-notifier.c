/* SPDX-License-Identifier: GPL-3.0-or-later */

/* See the header. When the last window loses the focus it is read how things stand; from then on every change is compared with that, so what
 * is told is all that is new since one left, and what has gone again is withdrawn. The focus that goes from one window of the program to
 * another is nowhere for a moment: only what lasts is leaving. Main thread; the reading is the store's.
 */

#include "vas-notifier.h"

#include "vas-away.h"

#include <glib/gi18n.h>

#define SETTLE_MS 300               /* of the focus */
#define COLLECT_MS 300              /* of changes */
#define MOST_NUMBERS 5

#define TARGET "app.show"
#define WATCHED "vas-notifier"

typedef enum {
  SECOND,
  BACK,
  TAKEN,
  REFUSED,
  N_KINDS,
} Kind;

static const char * const ids[] = { "second", "back", "taken", "refused" };

#define ENDED "ended"

struct _VasNotifier
{
  GObject       parent_instance;

  GApplication *application;        /* not owned: it owns this */
  VasDesk      *desk;               /* weak */
  GListModel   *windows;
  guint         settle_id;
  guint         collect_id;
  gboolean      away;
  gboolean      reading;
  VasAway      *left;               /* nullable: how it was when they left; not while somebody looks */
  char         *said[N_KINDS];      /* nullable: what was told of each */
  gboolean      said_ended;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VasNotifier, vas_notifier, G_TYPE_OBJECT)

typedef struct {
  char    *staff_key;
  gboolean may_second;
  VasAway *before;                  /* nullable */
  gint64   now;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  vas_away_free (question->before);
  g_free (question->staff_key);
  g_free (question);
}

static gpointer
read_away (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const Question *question = data;

  return vas_away_read (sql, question->staff_key, question->may_second, question->before, question->now, error);
}

static char *
describe_title (Kind  kind,
                guint n)
{
  switch (kind)
    {
    case SECOND:
      return g_strdup_printf (ngettext ("%u request waits for your second approval", "%u requests wait for your second approval", n), n);
    case BACK:
      return g_strdup_printf (ngettext ("%u request that you approved is back", "%u requests that you approved are back", n), n);
    case TAKEN:
      return g_strdup_printf (ngettext ("Another person took over %u case of yours", "Another person took over %u cases of yours", n), n);
    case REFUSED:
      return g_strdup_printf (ngettext ("The server refused %u command of yours", "The server refused %u commands of yours", n), n);
    case N_KINDS:
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
describe_numbers (Kind    kind,
                  char  **numbers)
{
  GString *text = g_string_new (NULL);
  const guint n = g_strv_length (numbers);

  if (kind == REFUSED)
    {
      g_string_append (text, _("What to do about it stands under Activity."));
      return g_string_free (text, FALSE);
    }
  for (guint i = 0; i < MIN (n, MOST_NUMBERS); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", numbers[i]);
  if (n > MOST_NUMBERS)
    g_string_append (text, " …");

  return g_string_free (text, FALSE);
}

static void
send (VasNotifier *self,
      const char  *id,
      const char  *title,
      const char  *body,
      const char  *target)
{
  g_autoptr (GNotification) notification = g_notification_new (title);

  if (body != NULL)
    g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, TARGET, "s", target);
  g_application_send_notification (self->application, id, notification);
}

static void
tell (VasNotifier *self,
      Kind         kind,
      GHashTable  *now,
      GHashTable  *before)
{
  g_autofree char *first = NULL;
  g_auto (GStrv) numbers = vas_away_list_new (now, before, &first);
  g_autofree char *all = g_strjoinv (" ", numbers);
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

  if (g_strcmp0 (self->said[kind], all) == 0 || (self->said[kind] == NULL && numbers[0] == NULL))
    return;
  g_free (self->said[kind]);
  self->said[kind] = g_steal_pointer (&all);
  if (numbers[0] == NULL)
    {
      g_clear_pointer (&self->said[kind], g_free);
      g_application_withdraw_notification (self->application, ids[kind]);
      return;
    }
  title = describe_title (kind, g_strv_length (numbers));
  body = describe_numbers (kind, numbers);
  send (self, ids[kind], title, body, kind == REFUSED ? "problems" : first);
}

static gboolean
is_looked_at (VasNotifier *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (self->windows, i);

      if (gtk_window_is_active (window))
        return TRUE;
    }

  return FALSE;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (VasNotifier) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasAway) now = vas_store_finish (VAS_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->reading = FALSE;
  if (now == NULL)
    {
      g_message ("What happened meanwhile could not be read: %s", error->message);
      return;
    }
  if (!self->away || self->desk == NULL)
    return;
  if (self->left == NULL)
    {
      self->left = g_steal_pointer (&now);
      return;
    }
  if (is_looked_at (self))
    return;
  if (!self->left->second_full)
    tell (self, SECOND, now->second, self->left->second);
  if (!self->left->back_full)
    tell (self, BACK, now->back, self->left->back);
  tell (self, TAKEN, now->taken, self->left->taken);
  tell (self, REFUSED, now->problems, self->left->problems);
}

static void
begin_read (VasNotifier *self)
{
  Question *question;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->reading = FALSE;
  if (self->desk == NULL || vas_desk_get_staff (self->desk) == NULL)
    return;

  self->reading = TRUE;
  self->cancellable = g_cancellable_new ();
  question = g_new0 (Question, 1);
  question->staff_key = g_strdup (vas_desk_get_staff_key (self->desk));
  question->may_second = vas_desk_may (self->desk, "request.second");
  question->before = self->left != NULL ? vas_away_copy (self->left) : NULL;
  question->now = vas_desk_get_now (self->desk);
  vas_store_read_async (vas_desk_get_store (self->desk), read_away, question, question_free, (GDestroyNotify) vas_away_free,
                        self->cancellable, read_cb, g_object_ref (self));
}

static void
withdraw_all (VasNotifier *self)
{
  for (guint kind = 0; kind < N_KINDS; kind++)
    {
      if (self->said[kind] != NULL)
        g_application_withdraw_notification (self->application, ids[kind]);
      g_clear_pointer (&self->said[kind], g_free);
    }
  if (self->said_ended)
    g_application_withdraw_notification (self->application, ENDED);
  self->said_ended = FALSE;
}

static gboolean
settled_cb (gpointer user_data)
{
  VasNotifier *self = user_data;
  const gboolean away = !is_looked_at (self);

  self->settle_id = 0;
  if (away == self->away)
    {
      if (away) /* what came while somebody looked in was not told */
        begin_read (self);
      return G_SOURCE_REMOVE;
    }

  self->away = away;
  g_clear_pointer (&self->left, vas_away_free);
  if (away)
    begin_read (self);
  else
    withdraw_all (self);

  return G_SOURCE_REMOVE;
}

static void
active_cb (VasNotifier *self)
{
  if (self->settle_id == 0)
    self->settle_id = g_timeout_add (SETTLE_MS, settled_cb, self);
}

/* What changes while it is still being read how things stood must not count as having been so before. */
static gboolean
collected_cb (gpointer user_data)
{
  VasNotifier *self = user_data;

  if (self->away && self->left == NULL && self->reading)
    return G_SOURCE_CONTINUE;

  self->collect_id = 0;
  if (self->away)
    begin_read (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (VasNotifier        *self,
            const char * const *tables)
{
  if (!self->away || self->collect_id != 0)
    return;
  if (g_strv_contains (tables, "request") || g_strv_contains (tables, "parcel") || g_strv_contains (tables, "outbox"))
    self->collect_id = g_timeout_add (COLLECT_MS, collected_cb, self);
}

/* Another person: what was of the one before concerns nobody here. */
static void
staff_cb (VasNotifier *self)
{
  g_clear_pointer (&self->left, vas_away_free);
  withdraw_all (self);
  if (self->away)
    begin_read (self);
}

static void
ended_cb (VasNotifier *self,
          const char  *text)
{
  if (!self->away || is_looked_at (self))
    return;
  self->said_ended = TRUE;
  send (self, ENDED, text, NULL, "");
}

static void
windows_cb (VasNotifier *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (self->windows, i);

      if (g_object_get_data (G_OBJECT (window), WATCHED) == self)
        continue;
      g_object_set_data (G_OBJECT (window), WATCHED, self);
      g_signal_connect_object (window, "notify::is-active", G_CALLBACK (active_cb), self, G_CONNECT_SWAPPED);
    }
  active_cb (self);
}

/* So that another one in this place of the memory does not take them for its own. */
static void
forget_windows (VasNotifier *self)
{
  for (guint i = 0; self->windows != NULL && i < g_list_model_get_n_items (self->windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (self->windows, i);

      if (g_object_get_data (G_OBJECT (window), WATCHED) == self)
        g_object_set_data (G_OBJECT (window), WATCHED, NULL);
    }
}

static void
vas_notifier_dispose (GObject *object)
{
  VasNotifier *self = VAS_NOTIFIER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_clear_handle_id (&self->collect_id, g_source_remove);
  g_clear_weak_pointer (&self->desk);
  withdraw_all (self);
  forget_windows (self);
  g_clear_object (&self->windows);

  G_OBJECT_CLASS (vas_notifier_parent_class)->dispose (object);
}

static void
vas_notifier_finalize (GObject *object)
{
  VasNotifier *self = VAS_NOTIFIER (object);

  g_clear_pointer (&self->left, vas_away_free);
  for (guint kind = 0; kind < N_KINDS; kind++)
    g_free (self->said[kind]);

  G_OBJECT_CLASS (vas_notifier_parent_class)->finalize (object);
}

static void
vas_notifier_class_init (VasNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vas_notifier_dispose;
  G_OBJECT_CLASS (klass)->finalize = vas_notifier_finalize;
}

static void
vas_notifier_init (VasNotifier *self)
{
  self->windows = g_object_ref (gtk_window_get_toplevels ());
}

/** vas_notifier_new: (transfer full): @application: outlives it, and has the action `app.show`; @desk: is not kept alive. */
VasNotifier *
vas_notifier_new (GApplication *application,
                  VasDesk      *desk)
{
  VasNotifier *self = g_object_new (VAS_TYPE_NOTIFIER, NULL);

  self->application = application;
  g_set_weak_pointer (&self->desk, desk);
  g_signal_connect_object (self->windows, "items-changed", G_CALLBACK (windows_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::staff", G_CALLBACK (staff_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  windows_cb (self);

  return self;
}

/** vas_notifier_get_desk: (transfer none) (nullable) */
VasDesk *
vas_notifier_get_desk (VasNotifier *self)
{
  return self->desk;
}

/** vas_notifier_is_away: whether nobody looks, and it is known how things stood when they left. */
gboolean
vas_notifier_is_away (VasNotifier *self)
{
  return self->away && self->left != NULL;
}
