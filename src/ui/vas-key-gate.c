/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tells the hand from the scanner. A scanner is a keyboard that types a dozen characters with a few milliseconds between
 * them; a letter among them must never act as a shortcut. So a letter acts only when no key came in the
 * %VAS_KEY_GATE_MS before it, and none follows within that time.
 *
 * A controller on the window, of the capture phase, sees every key first and measures the distances by the times of the
 * events; another one there, of the bubble phase, sees the letters that no field wanted, wherever the focus is: in the sidebar they are
 * letters of the view that is shown. A key that is held down repeats at once. Main thread; no cost but a timer for each shortcut.
 */

#include "vas-key-gate.h"

typedef struct {
  guint            keyval;
  GdkModifierType  modifiers;
  char            *action;
} Binding;

struct _VasKeyGate
{
  GObject             parent_instance;

  GtkWidget          *widget;       /* not owned: it owns the gate */
  GtkWidget          *root;         /* not owned */
  GtkEventController *watcher;      /* of the root */
  GtkEventController *taker;        /* of the root */
  GArray             *bindings;
  const Binding      *waiting;
  guint               timer;
  guint32             last_time;
  gboolean            fast;         /* the key now handled came soon after another */
  guint               held;         /* keyval that is down; 0 for none */
  gboolean            repeats;      /* the key now handled is the one held down */
};

G_DEFINE_FINAL_TYPE (VasKeyGate, vas_key_gate, G_TYPE_OBJECT)

static void
binding_clear (gpointer data)
{
  g_clear_pointer (&((Binding *) data)->action, g_free);
}

static void
act (VasKeyGate    *self,
     const Binding *binding)
{
  gtk_widget_activate_action (self->widget, binding->action, NULL);
}

static gboolean
waited_cb (gpointer user_data)
{
  VasKeyGate *self = user_data;
  const Binding *binding = self->waiting;

  self->timer = 0;
  self->waiting = NULL;
  act (self, binding);

  return G_SOURCE_REMOVE;
}

/* Every key of the window comes by here first. */
static void
watch (VasKeyGate *self,
       guint       keyval,
       guint32     time)
{
  self->repeats = keyval == self->held;
  if (self->repeats)
    return;

  self->fast = self->last_time != 0 && time - self->last_time < VAS_KEY_GATE_MS;
  self->last_time = time;
  self->held = keyval;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->waiting = NULL;
}

static guint32
time_of (GtkEventController *controller)
{
  const guint32 time = gtk_event_controller_get_current_event_time (controller);

  return time != GDK_CURRENT_TIME ? time : (guint32) (g_get_monotonic_time () / 1000);
}

static gboolean
watch_pressed_cb (GtkEventControllerKey *controller,
                  guint                  keyval,
                  guint                  keycode,
                  GdkModifierType        state,
                  VasKeyGate            *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  if (!gdk_key_event_is_modifier (event))
    watch (self, keyval, time_of (GTK_EVENT_CONTROLLER (controller)));

  return FALSE;
}

static void
watch_released_cb (GtkEventControllerKey *controller,
                   guint                  keyval,
                   guint                  keycode,
                   GdkModifierType        state,
                   VasKeyGate            *self)
{
  vas_key_gate_release (self, keyval);
}

static const Binding *
find (VasKeyGate      *self,
      guint            keyval,
      GdkModifierType  modifiers)
{
  const GdkModifierType meant = modifiers & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK);

  for (guint i = 0; i < self->bindings->len; i++)
    {
      const Binding *binding = &g_array_index (self->bindings, Binding, i);

      if (binding->keyval == gdk_keyval_to_lower (keyval) && binding->modifiers == meant)
        return binding;
    }

  return NULL;
}

static gboolean
offer (VasKeyGate      *self,
       guint            keyval,
       GdkModifierType  modifiers)
{
  const Binding *binding = find (self, keyval, modifiers);

  if (binding == NULL)
    return FALSE;
  if (self->repeats)
    act (self, binding);
  else if (!self->fast)
    {
      self->waiting = binding;
      self->timer = g_timeout_add_full (G_PRIORITY_DEFAULT + 10, VAS_KEY_GATE_MS, waited_cb, self, NULL);
    }

  return TRUE;
}

/* Letters in a popover are the popover's, and those of a view that is not shown are nobody's. */
static gboolean
is_elsewhere (VasKeyGate *self)
{
  GtkWidget *focus = self->root != NULL ? gtk_root_get_focus (GTK_ROOT (self->root)) : NULL;

  if (!gtk_widget_get_mapped (self->widget))
    return TRUE;

  return focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus) ||
                           gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL);
}

static gboolean
pressed_cb (GtkEventControllerKey *controller,
            guint                  keyval,
            guint                  keycode,
            GdkModifierType        state,
            VasKeyGate            *self)
{
  return !is_elsewhere (self) && offer (self, keyval, state);
}

static void
leave_root (VasKeyGate *self)
{
  if (self->root != NULL)
    {
      gtk_widget_remove_controller (self->root, self->watcher);
      gtk_widget_remove_controller (self->root, self->taker);
      g_object_remove_weak_pointer (G_OBJECT (self->root), (gpointer *) &self->root);
    }
  self->root = NULL;
  self->watcher = NULL;
  self->taker = NULL;
}

static void
root_changed_cb (VasKeyGate *self)
{
  GtkRoot *root = gtk_widget_get_root (self->widget);

  leave_root (self);
  if (root == NULL)
    return;

  self->root = GTK_WIDGET (root);
  g_object_add_weak_pointer (G_OBJECT (root), (gpointer *) &self->root);
  self->watcher = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->watcher, GTK_PHASE_CAPTURE);
  g_signal_connect_object (self->watcher, "key-pressed", G_CALLBACK (watch_pressed_cb), self, 0);
  g_signal_connect_object (self->watcher, "key-released", G_CALLBACK (watch_released_cb), self, 0);
  gtk_widget_add_controller (self->root, self->watcher);
  self->taker = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->taker, GTK_PHASE_BUBBLE);
  g_signal_connect_object (self->taker, "key-pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (self->root, self->taker);
}

static void
vas_key_gate_dispose (GObject *object)
{
  VasKeyGate *self = VAS_KEY_GATE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  leave_root (self);

  G_OBJECT_CLASS (vas_key_gate_parent_class)->dispose (object);
}

static void
vas_key_gate_finalize (GObject *object)
{
  VasKeyGate *self = VAS_KEY_GATE (object);

  g_clear_pointer (&self->bindings, g_array_unref);

  G_OBJECT_CLASS (vas_key_gate_parent_class)->finalize (object);
}

static void
vas_key_gate_class_init (VasKeyGateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vas_key_gate_dispose;
  object_class->finalize = vas_key_gate_finalize;
}

static void
vas_key_gate_init (VasKeyGate *self)
{
  self->bindings = g_array_new (FALSE, TRUE, sizeof (Binding));
  g_array_set_clear_func (self->bindings, binding_clear);
}

/**
 * vas_key_gate_new:
 * @widget: whose shortcuts the letters are; it must outlive the gate
 *
 * Returns: (transfer full)
 */
VasKeyGate *
vas_key_gate_new (GtkWidget *widget)
{
  VasKeyGate *self = g_object_new (VAS_TYPE_KEY_GATE, NULL);

  self->widget = widget;
  g_signal_connect_object (widget, "notify::root", G_CALLBACK (root_changed_cb), self, G_CONNECT_SWAPPED);
  root_changed_cb (self);

  return self;
}

/**
 * vas_key_gate_add:
 * @keyval: of the letter, lower case
 * @action: name of an action of the widget, without a parameter
 */
void
vas_key_gate_add (VasKeyGate      *self,
                  guint            keyval,
                  GdkModifierType  modifiers,
                  const char      *action)
{
  const Binding binding = { keyval, modifiers, g_strdup (action) };

  g_array_append_val (self->bindings, binding);
}

/** vas_key_gate_is_waiting: whether a letter was pressed that will act unless another key follows. */
gboolean
vas_key_gate_is_waiting (VasKeyGate *self)
{
  return self->waiting != NULL;
}

/**
 * vas_key_gate_press:
 * @time: milliseconds
 * @in_field: whether something that takes letters has the focus
 *
 * A key, as the controllers would give it: for what brings keys by another way.
 *
 * Returns: whether the key was used up
 */
gboolean
vas_key_gate_press (VasKeyGate      *self,
                    guint            keyval,
                    GdkModifierType  modifiers,
                    guint32          time,
                    gboolean         in_field)
{
  watch (self, keyval, time);

  return !in_field && offer (self, keyval, modifiers);
}

/** vas_key_gate_release: the key is up again. */
void
vas_key_gate_release (VasKeyGate *self,
                      guint       keyval)
{
  if (gdk_keyval_to_lower (keyval) == gdk_keyval_to_lower (self->held))
    self->held = 0;
}
