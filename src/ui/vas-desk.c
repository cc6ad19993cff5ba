/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What every page of the desktop stands on: the records, the engine that changes them, who is acting, the calendar, the
 * clock, and the way to say something to the person (toasts). One for a replica, shared by all windows; it arrives in
 * a page by construct property. Main thread only; nothing here waits for the database.
 *
 * Signals: `changed (GStrv tables)`, relayed from the store; `toast (AdwToast)`, for the window that is in use; `undone
 * (command_id)`, the first of what was taken back.
 */

#include "vas-desk-private.h"

#include "vas-calendar-day.h"
#include "vas-table.h"
#include "vas-time.h"

#include <glib/gi18n.h>

/* What a load reads. */
typedef struct {
  GPtrArray   *staff;
  GHashTable  *roles;               /* (element-type utf8 guint): of each of them by key, those of a deputy today included */
  VasCalendar *calendar;
} Loaded;

typedef enum {
  PROP_STORE = 1,
  PROP_ENGINE,
  PROP_SETTINGS,
  PROP_FLAGS,
  PROP_STAFF,
  PROP_CALENDAR,
  PROP_PENDING,
} VasDeskProperty;

enum {
  CHANGED,
  TOAST,
  UNDONE,
  ENDED,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_PENDING + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasDesk, vas_desk, G_TYPE_OBJECT)

static void
loaded_free (Loaded *loaded)
{
  g_clear_pointer (&loaded->staff, g_ptr_array_unref);
  g_clear_pointer (&loaded->roles, g_hash_table_unref);
  g_clear_pointer (&loaded->calendar, vas_calendar_unref);
  g_free (loaded);
}

static VasCalendar *
build_calendar (GPtrArray  *days,
                GError    **error)
{
  g_autoptr (VasCalendarBuilder) builder = vas_calendar_builder_new ();

  for (guint i = 0; i < days->len; i++)
    {
      const VasCalendarDay *day = g_ptr_array_index (days, i);
      const VasCalendarException exception = { day->date, day->kind, day->name, day->source_doc };

      if (!vas_calendar_builder_add (builder, &exception, error))
        return NULL;
    }

  return vas_calendar_builder_end (g_steal_pointer (&builder));
}

static gpointer
read_loaded (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GPtrArray) staff = vas_table_list_all (sql, VAS_TYPE_STAFF, "name", error);
  g_autoptr (GPtrArray) days = NULL;
  g_autoptr (GHashTable) roles = staff != NULL ? vas_desk_read_roles (sql, staff, GPOINTER_TO_INT (data), error) : NULL;
  g_autoptr (VasCalendar) calendar = NULL;
  Loaded *loaded;

  if (roles == NULL)
    return NULL;
  days = vas_table_list_all (sql, VAS_TYPE_CALENDAR_DAY, "date", error);
  if (days == NULL)
    return NULL;
  calendar = build_calendar (days, error);
  if (calendar == NULL)
    return NULL;

  loaded = g_new0 (Loaded, 1);
  loaded->staff = g_steal_pointer (&staff);
  loaded->roles = g_steal_pointer (&roles);
  loaded->calendar = g_steal_pointer (&calendar);
  return loaded;
}

/* Nobody has acted at this desk yet: it is a clerk's before it is anybody else's. */
static VasStaff *
propose_staff (VasDesk *self)
{
  const guint n_staff = g_list_model_get_n_items (G_LIST_MODEL (self->staff_list));

  for (guint i = 0; i < n_staff; i++)
    {
      g_autoptr (VasStaff) one = g_list_model_get_item (G_LIST_MODEL (self->staff_list), i);

      if ((one->roles & VAS_ROLE_INVOICE_CLERK) != 0)
        return g_steal_pointer (&one);
    }

  return g_list_model_get_item (G_LIST_MODEL (self->staff_list), 0);
}

/* Who is signed in to the server acts, and nobody else; nobody, until the records know that person. */
static void
take_session (VasDesk *self)
{
  GListModel *list = G_LIST_MODEL (self->staff_list);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (VasStaff) staff = g_list_model_get_item (list, i);

      if (g_strcmp0 (vas_entity_get_key (VAS_ENTITY (staff)), self->session_key) == 0)
        {
          vas_desk_set_staff (self, staff);
          return;
        }
    }

  vas_desk_set_staff (self, NULL);
}

/* Who acts stays the same person across a reload; somebody who was switched off no longer acts. */
static void
take_staff (VasDesk   *self,
            GPtrArray *staff)
{
  g_autofree char *login = self->staff != NULL ? g_strdup (self->staff->login)
                                               : g_settings_get_string (self->settings, "staff-login");

  g_list_store_remove_all (self->staff_list);
  for (guint i = 0; i < staff->len; i++)
    {
      VasStaff *one = g_ptr_array_index (staff, i);

      if (one->active && (one->roles & VAS_ROLES_NOT_OF_PERSONS) == 0)
        g_list_store_append (self->staff_list, one);
    }

  if (self->sync != NULL)
    take_session (self);
  else if (!vas_desk_choose_staff (self, login))
    {
      g_autoptr (VasStaff) proposed = propose_staff (self);

      vas_desk_set_staff (self, proposed);
    }
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  VasDesk *self = g_task_get_source_object (task);
  Loaded *loaded = vas_store_finish (VAS_STORE (object), result, &error);

  if (loaded == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (vas_desk_take_load (self, task))
    {
      g_clear_pointer (&self->roles, g_hash_table_unref);
      self->roles = g_steal_pointer (&loaded->roles);
      take_staff (self, loaded->staff);
      g_clear_pointer (&self->calendar, vas_calendar_unref);
      self->calendar = g_steal_pointer (&loaded->calendar);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CALENDAR]);
    }
  loaded_free (loaded);
  g_task_return_boolean (task, TRUE);
}

static void
reloaded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!vas_desk_load_finish (VAS_DESK (object), result, &error))
    vas_desk_toast (VAS_DESK (object), error->message);
}

static void
store_changed_cb (VasDesk            *self,
                  const char * const *tables)
{
  if (g_strv_contains (tables, "staff") || g_strv_contains (tables, "deputy") || g_strv_contains (tables, "calendar_day"))
    vas_desk_load_async (self, NULL, reloaded_cb, NULL);

  g_signal_emit (self, signals[CHANGED], 0, tables);
}

static void
hold_changed_cb (VasDesk *self)
{
  vas_engine_set_hold (self->engine, (guint) g_settings_get_int (self->settings, "hold-seconds"));
}

static void
vas_desk_constructed (GObject *object)
{
  VasDesk *self = VAS_DESK (object);

  G_OBJECT_CLASS (vas_desk_parent_class)->constructed (object);

  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->engine, "settled", G_CALLBACK (vas_desk_settle), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::hold-seconds", G_CALLBACK (hold_changed_cb), self,
                           G_CONNECT_SWAPPED);
  hold_changed_cb (self);
}

static void
vas_desk_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  VasDesk *self = VAS_DESK (object);

  switch ((VasDeskProperty) prop_id)
    {
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;
    case PROP_ENGINE:
      g_value_set_object (value, self->engine);
      break;
    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;
    case PROP_FLAGS:
      g_value_set_uint (value, self->flags);
      break;
    case PROP_STAFF:
      g_value_set_object (value, self->staff);
      break;
    case PROP_CALENDAR:
      g_value_set_boxed (value, self->calendar);
      break;
    case PROP_PENDING:
      g_value_set_uint (value, self->held->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_desk_set_property (GObject      *object,
                       guint         prop_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  VasDesk *self = VAS_DESK (object);

  switch ((VasDeskProperty) prop_id)
    {
    case PROP_STORE:
      self->store = g_value_dup_object (value);
      break;
    case PROP_ENGINE:
      self->engine = g_value_dup_object (value);
      break;
    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;
    case PROP_FLAGS:
      self->flags = g_value_get_uint (value);
      break;
    case PROP_STAFF:
      vas_desk_set_staff (self, g_value_get_object (value));
      break;
    case PROP_CALENDAR:
    case PROP_PENDING:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_desk_finalize (GObject *object)
{
  VasDesk *self = VAS_DESK (object);

  g_clear_object (&self->store);
  g_clear_object (&self->engine);
  g_clear_object (&self->settings);
  g_clear_object (&self->sync);
  g_free (self->session_key);
  g_clear_object (&self->staff);
  g_clear_object (&self->staff_list);
  g_clear_pointer (&self->roles, g_hash_table_unref);
  g_clear_pointer (&self->calendar, vas_calendar_unref);
  g_clear_pointer (&self->held, g_ptr_array_unref);

  G_OBJECT_CLASS (vas_desk_parent_class)->finalize (object);
}

static void
vas_desk_class_init (VasDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags constructed = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = vas_desk_constructed;
  object_class->get_property = vas_desk_get_property;
  object_class->set_property = vas_desk_set_property;
  object_class->finalize = vas_desk_finalize;

  properties[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, VAS_TYPE_STORE, constructed);
  properties[PROP_ENGINE] = g_param_spec_object ("engine", NULL, NULL, VAS_TYPE_ENGINE, constructed);
  properties[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS, constructed);
  properties[PROP_FLAGS] = g_param_spec_uint ("flags", NULL, NULL, 0, G_MAXUINT, 0, constructed);
  properties[PROP_STAFF] = g_param_spec_object ("staff", NULL, NULL, VAS_TYPE_STAFF,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CALENDAR] = g_param_spec_boxed ("calendar", NULL, NULL, VAS_TYPE_CALENDAR,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PENDING] = g_param_spec_uint ("pending", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[CHANGED] = g_signal_new ("changed", VAS_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[TOAST] = g_signal_new ("toast", VAS_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, ADW_TYPE_TOAST);
  signals[UNDONE] = g_signal_new ("undone", VAS_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ENDED] = g_signal_new ("ended", VAS_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
vas_desk_init (VasDesk *self)
{
  self->staff_list = g_list_store_new (VAS_TYPE_STAFF);
  self->calendar = vas_calendar_builder_end (vas_calendar_builder_new ());
  vas_desk_init_held (self);
}

/**
 * vas_desk_new:
 * @settings: of the schema of the program
 *
 * People and calendar are empty until vas_desk_load_async() has ended.
 */
VasDesk *
vas_desk_new (VasStore     *store,
              VasEngine    *engine,
              GSettings    *settings,
              VasDeskFlags  flags)
{
  return g_object_new (VAS_TYPE_DESK,
                       "store", store,
                       "engine", engine,
                       "settings", settings,
                       "flags", flags,
                       NULL);
}

/**
 * vas_desk_load_async:
 *
 * Reads the people, what they may do today, and the calendar anew. Done by itself whenever the store says that they changed.
 */
void
vas_desk_load_async (VasDesk             *self,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vas_desk_load_async);
  vas_desk_begin_load (self, task);
  vas_store_read_async (self->store, read_loaded, GINT_TO_POINTER (vas_desk_get_today (self)), NULL, (GDestroyNotify) loaded_free,
                        cancellable, loaded_cb, task);
}

/** vas_desk_load_finish: errors are the store's, or the calendar's. */
gboolean
vas_desk_load_finish (VasDesk       *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/** vas_desk_get_store: (transfer none) */
VasStore *
vas_desk_get_store (VasDesk *self)
{
  return self->store;
}

/** vas_desk_get_engine: (transfer none) */
VasEngine *
vas_desk_get_engine (VasDesk *self)
{
  return self->engine;
}

/** vas_desk_get_settings: (transfer none) */
GSettings *
vas_desk_get_settings (VasDesk *self)
{
  return self->settings;
}

/** vas_desk_is_demo: whether the records are a made-up business. */
gboolean
vas_desk_is_demo (VasDesk *self)
{
  return (self->flags & VAS_DESK_DEMO) != 0;
}

/** vas_desk_is_read_only: whether commands will be refused because the records cannot be written here. */
gboolean
vas_desk_is_read_only (VasDesk *self)
{
  return (self->flags & VAS_DESK_READ_ONLY) != 0;
}

/** vas_desk_is_shared: whether the next person takes over by choosing the own name, without a password. */
gboolean
vas_desk_is_shared (VasDesk *self)
{
  return self->sync == NULL || (self->flags & VAS_DESK_HERE) != 0;
}

/** vas_desk_get_staff: (transfer none) (nullable): who is acting; NULL where the records know nobody yet. */
VasStaff *
vas_desk_get_staff (VasDesk *self)
{
  return self->staff;
}

/** vas_desk_get_staff_key: the key of who is acting, "" where nobody is. */
const char *
vas_desk_get_staff_key (VasDesk *self)
{
  const char *key = self->staff != NULL ? vas_entity_get_key (VAS_ENTITY (self->staff)) : NULL;

  return key != NULL ? key : "";
}

/**
 * vas_desk_set_staff:
 * @staff: (nullable): who acts from now on; remembered for the next start by the login
 */
void
vas_desk_set_staff (VasDesk  *self,
                    VasStaff *staff)
{
  if (!g_set_object (&self->staff, staff))
    return;

  if (staff != NULL && self->sync == NULL && !vas_desk_is_read_only (self))
    g_settings_set_string (self->settings, "staff-login", staff->login);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAFF]);
}

/**
 * vas_desk_choose_staff:
 *
 * Returns: whether somebody active has this login; only then the acting person changes. Where the records follow a server, who is
 *   signed in acts and nobody is chosen
 */
gboolean
vas_desk_choose_staff (VasDesk    *self,
                       const char *login)
{
  GListModel *list = G_LIST_MODEL (self->staff_list);

  if (self->sync != NULL)
    return FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (VasStaff) staff = g_list_model_get_item (list, i);

      if (g_strcmp0 (staff->login, login) == 0)
        {
          vas_desk_set_staff (self, staff);
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * vas_desk_follow:
 * @sync: of the records with their server
 * @staff_key: of the person who is signed in there
 *
 * From now on that person acts, as soon as the records know him.
 */
void
vas_desk_follow (VasDesk    *self,
                 VasSync    *sync,
                 const char *staff_key)
{
  g_set_object (&self->sync, sync);
  g_free (self->session_key);
  self->session_key = g_strdup (staff_key);
  take_session (self);
}

/** vas_desk_get_sync: (transfer none) (nullable): with the server; NULL where the records follow none. */
VasSync *
vas_desk_get_sync (VasDesk *self)
{
  return self->sync;
}

/** vas_desk_get_staff_list: (transfer none): a model of #VasStaff, the active people by name. */
GListModel *
vas_desk_get_staff_list (VasDesk *self)
{
  return G_LIST_MODEL (self->staff_list);
}

/** vas_desk_get_calendar: (transfer none): the working days as last read; never NULL. Take a reference to keep it. */
VasCalendar *
vas_desk_get_calendar (VasDesk *self)
{
  return self->calendar;
}

/** vas_desk_get_now: the instant by which commands of this desk are judged. */
gint64
vas_desk_get_now (VasDesk *self)
{
  return vas_engine_get_now (self->engine);
}

/** vas_desk_get_today: the civil date of Asia/Shanghai now. */
gint32
vas_desk_get_today (VasDesk *self)
{
  return vas_instant_to_date (vas_desk_get_now (self));
}

/** vas_desk_emit_undone: tells that a command was taken back. */
void
vas_desk_emit_undone (VasDesk    *self,
                      const char *command_id)
{
  g_signal_emit (self, signals[UNDONE], 0, command_id);
}

/** vas_desk_notify_pending: tells that the commands that can be undone are others now. */
void
vas_desk_notify_pending (VasDesk *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

/** vas_desk_add_toast: @toast: (transfer full): shown in the window that is in use. */
void
vas_desk_add_toast (VasDesk  *self,
                    AdwToast *toast)
{
  g_autoptr (AdwToast) owned = g_object_ref_sink (toast);

  g_signal_emit (self, signals[TOAST], 0, owned);
}

/** vas_desk_toast: says @text, a whole sentence without markup, for a few seconds. */
void
vas_desk_toast (VasDesk    *self,
                const char *text)
{
  g_autofree char *title = g_markup_escape_text (text, -1);

  vas_desk_add_toast (self, adw_toast_new (title));
}
