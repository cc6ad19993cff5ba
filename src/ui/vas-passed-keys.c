/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first keys of a scan go where the focus is, before anybody knows that they are of a scan, and an input method on a busy machine
 * answers them long after it. What it does not want comes back in one of two ways:
 * - as an event of the same moment and key. Two presses of one key cannot be of one moment.
 * - ibus, where it answers late, waits for it in a main loop of its own, within the handling of the key, and the next keys come within that
 *   loop, and so on. They end in the reverse order, and each goes into the field then. Nothing can stop that, but it is known: what is
 *   typed at the depth of main loops at which such a key was handled is that key. So the field is watched after the scan until no key of
 *   it is handled any more, and put back to what it was, and what was typed by hand since.
 *
 * Main thread; a few bytes for a key, a copy of the field's text for a scan that is still with an input method when it ends.
 */

#include "vas-passed-keys.h"

#include "vas-field-state.h"

/* So many may be with an input method at once. */
#define N_KEYS 64

typedef struct {
  guint32  time;
  guint    keycode;
  int      depth;                   /* of main loops, where it is still handled; else 0 */
  gboolean scanned;
} Key;

struct _VasPassedKeys
{
  Key            keys[N_KEYS];      /* the newest, from n_keys back */
  guint          n_keys;
  guint          first;             /* which of them was the first of the burst */
  VasFieldState *state;             /* of the field that is watched; NULL: none is */
  GObject       *watched;           /* weak: what says that its text changed */
  GtkWidget     *field;             /* weak */
  gboolean       late;              /* a key of the scan was typed into it */
  guint          look;
};

/** vas_passed_keys_new: (transfer full) */
VasPassedKeys *
vas_passed_keys_new (void)
{
  return g_new0 (VasPassedKeys, 1);
}

static void changed_cb (VasPassedKeys *self);

static void
leave_field (VasPassedKeys *self)
{
  if (self->watched != NULL)
    g_signal_handlers_disconnect_by_func (self->watched, changed_cb, self);
  g_clear_weak_pointer (&self->watched);
  g_clear_weak_pointer (&self->field);
  g_clear_pointer (&self->state, vas_field_state_free);
  g_clear_handle_id (&self->look, g_source_remove);
  self->late = FALSE;
}

void
vas_passed_keys_free (VasPassedKeys *self)
{
  leave_field (self);
  g_free (self);
}

static gboolean
is_handled (VasPassedKeys *self,
            int            at_depth)
{
  for (guint i = 0; i < MIN (self->n_keys, N_KEYS); i++)
    {
      const Key *key = &self->keys[i];

      if (key->scanned && key->depth > 0 && (at_depth == 0 || key->depth == at_depth))
        return TRUE;
    }

  return FALSE;
}

/* Before the next event, whichever main loop it comes in. */
static gboolean
look_cb (gpointer user_data)
{
  VasPassedKeys *self = user_data;

  self->look = 0;
  if (self->field == NULL || self->state == NULL)
    {
      leave_field (self);
      return G_SOURCE_REMOVE;
    }
  if (self->late)
    {
      g_signal_handlers_block_by_func (self->watched, changed_cb, self);
      vas_field_state_put_back (self->state);
      g_signal_handlers_unblock_by_func (self->watched, changed_cb, self);
      self->late = FALSE;
    }
  else
    {
      g_clear_pointer (&self->state, vas_field_state_free);
      self->state = vas_field_state_new (self->field);
    }
  vas_passed_keys_settle (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (VasPassedKeys *self)
{
  self->late = self->late || is_handled (self, g_main_depth ());
  if (self->look == 0)
    self->look = g_idle_add_full (G_PRIORITY_HIGH, look_cb, self, NULL);
}

/** vas_passed_keys_settle: to be called from a main loop: what was handled at its depth or deeper has been. */
void
vas_passed_keys_settle (VasPassedKeys *self)
{
  const int depth = g_main_depth ();

  for (guint i = 0; i < MIN (self->n_keys, N_KEYS); i++)
    {
      if (self->keys[i].depth >= depth)
        self->keys[i].depth = 0;
    }
  if (self->look == 0 && !is_handled (self, 0))
    leave_field (self);
}

/** vas_passed_keys_find: whether this press was there before. */
VasPassedKey
vas_passed_keys_find (VasPassedKeys *self,
                      guint32        time,
                      guint          keycode)
{
  for (guint i = 0; i < MIN (self->n_keys, N_KEYS); i++)
    {
      if (self->keys[i].time == time && self->keys[i].keycode == keycode)
        return self->keys[i].scanned ? VAS_PASSED_SCANNED : VAS_PASSED_BEFORE;
    }

  return VAS_PASSED_NEVER;
}

/** vas_passed_keys_note: a press goes on to the focus now. */
void
vas_passed_keys_note (VasPassedKeys *self,
                      guint32        time,
                      guint          keycode)
{
  self->keys[self->n_keys++ % N_KEYS] = (Key) { time, keycode, g_main_depth (), FALSE };
}

/** vas_passed_keys_begin: the next press may be the first of a scan. */
void
vas_passed_keys_begin (VasPassedKeys *self)
{
  self->first = self->n_keys;
}

/** vas_passed_keys_mark: those since the first one were a scan's. */
void
vas_passed_keys_mark (VasPassedKeys *self)
{
  for (guint i = self->first; i < self->n_keys; i++)
    self->keys[i % N_KEYS].scanned = TRUE;
}

/**
 * vas_passed_keys_guard:
 * @field: (nullable): where the focus is, a scan having ended
 *
 * Keeps the keys of the scan that are still handled out of the field, where text is typed into it.
 */
void
vas_passed_keys_guard (VasPassedKeys *self,
                       GtkWidget     *field)
{
  leave_field (self);
  if (!is_handled (self, 0))
    return;

  self->state = vas_field_state_new (field);
  if (self->state == NULL)
    return;

  g_set_weak_pointer (&self->field, field);
  g_set_weak_pointer (&self->watched, GTK_IS_TEXT_VIEW (field) ? G_OBJECT (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field))) : G_OBJECT (field));
  g_signal_connect_swapped (self->watched, "changed", G_CALLBACK (changed_cb), self);
}
