/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A scanner that is a keyboard. A controller of the capture phase on the window sees every key before the focus, its input
 * method and all shortcuts do, and tells by time (VasBurst) which of them are a scan. The first characters of a scan cannot
 * be told from a hand's and go where the focus is; when the scan is known, the fields and the focus are put back to what they
 * were, and the rest reaches nobody. An input method may answer late, after that: so they are put back once more at the end, and what
 * comes of the scan then is kept from them (VasPassedKeys; VasBurst would think them keys of long ago, and the scan torn).
 * Keys of a popover do not pass its window: the controller is given to each popover that takes the focus, and a scan closes it.
 * Main thread; costs a copy of the focused field for each first key.
 */

#include "vas-scanner.h"

#include "vas-burst.h"
#include "vas-field-state.h"
#include "vas-passed-keys.h"

#define MODIFIERS (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)

struct _VasScanner
{
  GObject             parent_instance;

  GtkWidget          *widget;       /* not owned: it owns the scanner */
  GtkWidget          *root;         /* weak */
  GPtrArray          *listeners;    /* (element-type GtkEventController): of the root, and of popovers that had its focus */
  gboolean            types;        /* everything goes into the field with the focus */
  VasBurst           *burst;
  GPtrArray          *fields;       /* (element-type GtkEditable), weak */
  GtkWidget          *focus;        /* weak: where the focus was when the burst began */
  VasFieldState      *focus_state;
  GPtrArray          *field_states;
  VasPassedKeys      *passed;
  guint               held;         /* key code that is down; 0 for none */
  guint               quiet_timer;
};

enum {
  SCANNED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasScanner, vas_scanner, G_TYPE_OBJECT)

static void
forget (VasScanner *self)
{
  g_clear_weak_pointer (&self->focus);
  g_clear_pointer (&self->focus_state, vas_field_state_free);
  g_ptr_array_set_size (self->field_states, 0);
}

static void
remember (VasScanner *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->root));

  forget (self);
  g_set_weak_pointer (&self->focus, focus);
  self->focus_state = vas_field_state_new (focus);
  for (guint i = 0; i < self->fields->len; i++)
    {
      VasFieldState *state = vas_field_state_new (g_ptr_array_index (self->fields, i));

      if (state != NULL)
        g_ptr_array_add (self->field_states, state);
    }
}

static GtkWidget *
get_popover (VasScanner *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->root));

  return focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;
}

static void
put_focus_back (VasScanner *self)
{
  GtkWidget *now = gtk_root_get_focus (GTK_ROOT (self->root));

  if (now == self->focus)
    return;
  if (self->focus == NULL)
    gtk_root_set_focus (GTK_ROOT (self->root), NULL);
  else if (GTK_IS_TEXT (self->focus))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (self->focus));
  else
    gtk_widget_grab_focus (self->focus);
}

static void
put_back (VasScanner *self)
{
  put_focus_back (self);
  for (guint i = 0; i < self->field_states->len; i++)
    vas_field_state_put_back (g_ptr_array_index (self->field_states, i));
  if (self->focus_state != NULL)
    vas_field_state_put_back (self->focus_state);
}

/* What is known for a scan by what it says, not by its speed, brings an Enter that nobody pressed: it may find something, not do it. */
static gunichar
get_end (VasScanner *self,
         const char *raw,
         gunichar    end)
{
  g_autofree char *text = NULL;

  if (vas_scan_classify (raw, &text) == VAS_SCAN_UNKNOWN || vas_field_state_is_search (self->focus_state))
    return end;

  return 0;
}

static void
type_whole (VasScanner *self,
            const char *raw,
            gunichar    end)
{
  if (self->focus_state == NULL || !vas_field_state_type (self->focus_state, raw, get_end (self, raw, end)))
    gtk_widget_error_bell (self->widget);
}

static void
tell (VasScanner  *self,
      VasScanKind  kind,
      const char  *text)
{
  GtkWidget *popover = get_popover (self);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  g_signal_emit (self, signals[SCANNED], 0, (guint) kind, text);
}

static void
finish (VasScanner *self)
{
  gunichar end;
  g_autofree char *raw = vas_burst_take (self->burst, &end);
  g_autofree char *text = NULL;
  VasScanKind kind;

  g_clear_handle_id (&self->quiet_timer, g_source_remove);
  if (raw == NULL)
    return;

  put_back (self);
  if (self->types)
    {
      type_whole (self, raw, end);
    }
  else
    {
      kind = vas_scan_classify (raw, &text);
      if (kind != VAS_SCAN_UNKNOWN || self->focus_state == NULL || !vas_field_state_type (self->focus_state, raw, end))
        tell (self, kind, text);
    }
  vas_passed_keys_guard (self->passed, self->focus);
  forget (self);
}

static gboolean
quiet_cb (gpointer user_data)
{
  VasScanner *self = user_data;

  self->quiet_timer = 0;
  vas_passed_keys_settle (self->passed);
  finish (self);

  return G_SOURCE_REMOVE;
}

/* Behind the events that already wait, so that a busy program does not tear a scan apart. */
static void
wait_for_quiet (VasScanner *self)
{
  g_clear_handle_id (&self->quiet_timer, g_source_remove);
  self->quiet_timer = g_timeout_add_full (G_PRIORITY_DEFAULT + 10, VAS_BURST_MS, quiet_cb, self, NULL);
}

static gunichar
read_key (guint           keyval,
          GdkModifierType state)
{
  if ((state & MODIFIERS) != 0)
    return 0;
  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    return '\r';
  if (keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab || keyval == GDK_KEY_KP_Tab)
    return '\t';

  return gdk_keyval_to_unicode (keyval);
}

/* No scanner presses these; but one may send a control character as Ctrl and a letter. */
static gboolean
is_hand (guint           keyval,
         GdkModifierType state)
{
  return keyval == GDK_KEY_Escape || (gdk_keyval_to_unicode (keyval) < 0x20 && (state & MODIFIERS) != 0);
}

static gboolean
take (VasScanner *self,
      gunichar    character,
      guint32     time)
{
  switch (vas_burst_feed (self->burst, character, time))
    {
    case VAS_BURST_BEGAN:
      vas_passed_keys_begin (self->passed);
      remember (self);
      return FALSE;
    case VAS_BURST_PASS:
      return FALSE;
    case VAS_BURST_KNOWN:
      vas_passed_keys_mark (self->passed);
      put_back (self);
      wait_for_quiet (self);
      return TRUE;
    case VAS_BURST_TAKEN:
      wait_for_quiet (self);
      return TRUE;
    case VAS_BURST_ENDED:
      finish (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
pressed_cb (GtkEventControllerKey *controller,
            guint                  keyval,
            guint                  keycode,
            GdkModifierType        state,
            VasScanner            *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  const guint32 given = gdk_event_get_time (event);
  const guint32 time = given != GDK_CURRENT_TIME ? given : (guint32) (g_get_monotonic_time () / 1000);
  const VasPassedKey passed = vas_passed_keys_find (self->passed, time, keycode);

  if (gdk_key_event_is_modifier (event))
    return GDK_EVENT_PROPAGATE;
  if (passed != VAS_PASSED_NEVER)
    return passed == VAS_PASSED_SCANNED || vas_burst_is_known (self->burst);
  if (keycode == self->held)
    return GDK_EVENT_PROPAGATE;
  self->held = keycode;
  vas_passed_keys_settle (self->passed);
  if (is_hand (keyval, state) && vas_burst_is_known (self->burst))
    finish (self);
  if (take (self, read_key (keyval, state), time))
    return GDK_EVENT_STOP;

  vas_passed_keys_note (self->passed, time, keycode);
  return GDK_EVENT_PROPAGATE;
}

static void
released_cb (GtkEventControllerKey *controller,
             guint                  keyval,
             guint                  keycode,
             GdkModifierType        state,
             VasScanner            *self)
{
  if (keycode == self->held)
    self->held = 0;
}

static void
listen (VasScanner *self,
        GtkWidget  *widget)
{
  GtkEventController *controller;

  for (guint i = 0; i < self->listeners->len; i++)
    {
      if (gtk_event_controller_get_widget (g_ptr_array_index (self->listeners, i)) == widget)
        return;
    }

  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (pressed_cb), self, 0);
  g_signal_connect_object (controller, "key-released", G_CALLBACK (released_cb), self, 0);
  g_ptr_array_add (self->listeners, g_object_ref (controller));
  gtk_widget_add_controller (widget, controller);
}

static void
focus_moved_cb (VasScanner *self)
{
  GtkWidget *popover = self->root != NULL ? get_popover (self) : NULL;

  if (popover != NULL)
    listen (self, popover);
}

static void
leave_root (VasScanner *self)
{
  for (guint i = 0; i < self->listeners->len; i++)
    {
      GtkEventController *controller = g_ptr_array_index (self->listeners, i);

      if (gtk_event_controller_get_widget (controller) != NULL)
        gtk_widget_remove_controller (gtk_event_controller_get_widget (controller), controller);
    }
  g_ptr_array_set_size (self->listeners, 0);
  if (self->root != NULL)
    g_signal_handlers_disconnect_by_func (self->root, focus_moved_cb, self);
  g_clear_weak_pointer (&self->root);
  forget (self);
}

static void
root_changed_cb (VasScanner *self)
{
  GtkRoot *root = gtk_widget_get_root (self->widget);

  leave_root (self);
  if (root == NULL)
    return;

  g_set_weak_pointer (&self->root, GTK_WIDGET (root));
  g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (focus_moved_cb), self, G_CONNECT_SWAPPED);
  listen (self, self->root);
  focus_moved_cb (self);
}

static void
field_gone_cb (gpointer  data,
               GObject  *field)
{
  g_ptr_array_remove_fast (VAS_SCANNER (data)->fields, field);
}

static void
vas_scanner_dispose (GObject *object)
{
  VasScanner *self = VAS_SCANNER (object);

  g_clear_handle_id (&self->quiet_timer, g_source_remove);
  leave_root (self);
  for (guint i = 0; i < self->fields->len; i++)
    g_object_weak_unref (g_ptr_array_index (self->fields, i), field_gone_cb, self);
  g_ptr_array_set_size (self->fields, 0);

  G_OBJECT_CLASS (vas_scanner_parent_class)->dispose (object);
}

static void
vas_scanner_finalize (GObject *object)
{
  VasScanner *self = VAS_SCANNER (object);

  vas_burst_free (self->burst);
  vas_passed_keys_free (self->passed);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->field_states);
  g_ptr_array_unref (self->listeners);

  G_OBJECT_CLASS (vas_scanner_parent_class)->finalize (object);
}

static void
vas_scanner_class_init (VasScannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vas_scanner_dispose;
  object_class->finalize = vas_scanner_finalize;

  signals[SCANNED] = g_signal_new ("scanned", VAS_TYPE_SCANNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}

static void
vas_scanner_init (VasScanner *self)
{
  self->burst = vas_burst_new ();
  self->passed = vas_passed_keys_new ();
  self->fields = g_ptr_array_new ();
  self->listeners = g_ptr_array_new_with_free_func (g_object_unref);
  self->field_states = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_field_state_free);
}

/**
 * vas_scanner_new:
 * @widget: whose window is listened to; it must outlive the scanner
 *
 * Returns: (transfer full)
 */
VasScanner *
vas_scanner_new (GtkWidget *widget)
{
  VasScanner *self = g_object_new (VAS_TYPE_SCANNER, NULL);

  self->widget = widget;
  g_signal_connect_object (widget, "notify::root", G_CALLBACK (root_changed_cb), self, G_CONNECT_SWAPPED);
  root_changed_cb (self);

  return self;
}

/**
 * vas_scanner_type_into:
 * @window: a dialog that awaits no scans; it keeps the scanner
 *
 * Whatever is scanned over @window goes whole into the field that has its focus, past the input method; where no field has the
 * focus it goes nowhere, with a bell. Enter behind a sheet or a waybill is left to the person, but in a search; behind anything else
 * it is the field's, since that was a fast hand, or a text that was sent as keys.
 */
void
vas_scanner_type_into (GtkWidget *window)
{
  VasScanner *self = vas_scanner_new (window);

  self->types = TRUE;
  g_object_set_data_full (G_OBJECT (window), "vas-scanner", self, g_object_unref);
}

/**
 * vas_scanner_add_field:
 * @field: a field that takes characters typed elsewhere
 *
 * Such a field is put back too when the characters were a scan's.
 */
void
vas_scanner_add_field (VasScanner  *self,
                       GtkEditable *field)
{
  g_object_weak_ref (G_OBJECT (field), field_gone_cb, self);
  g_ptr_array_add (self->fields, field);
}
