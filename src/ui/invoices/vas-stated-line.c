/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line of what the caller stated, matched among the account's orders. Main thread; never changes once made. */

#include "vas-stated-line.h"

G_DEFINE_FINAL_TYPE (VasStatedLine, vas_stated_line, G_TYPE_OBJECT)

static void
vas_stated_line_finalize (GObject *object)
{
  VasStatedLine *self = VAS_STATED_LINE (object);

  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->stated, vas_stated_free);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (vas_stated_line_parent_class)->finalize (object);
}

static void
vas_stated_line_class_init (VasStatedLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_stated_line_finalize;
}

static void
vas_stated_line_init (VasStatedLine *self)
{
}

/**
 * vas_stated_line_new:
 * @text: such as "4415 198"
 * @intake: the caller
 *
 * Returns: (transfer full) (nullable): the line; NULL with @error set where the text states nothing
 */
VasStatedLine *
vas_stated_line_new (const char  *text,
                     VasIntake   *intake,
                     GError     **error)
{
  g_autoptr (VasStatedLine) self = NULL;
  g_autoptr (VasStated) stated = vas_stated_parse (text, error);
  guint place;

  if (stated == NULL)
    return NULL;

  self = g_object_new (VAS_TYPE_STATED_LINE, NULL);
  self->text = g_strdup (text);
  self->stated = g_steal_pointer (&stated);
  self->match = vas_stated_match (self->stated, intake->plain_orders, &place);
  if (self->match == VAS_STATED_FOUND)
    self->item = g_object_ref (g_ptr_array_index (intake->orders, place));

  return g_steal_pointer (&self);
}

/** vas_stated_line_get_amount: fen to ask for: what was stated, or else what may still be invoiced. */
VasMoney
vas_stated_line_get_amount (VasStatedLine *self)
{
  if (self->stated->amount != VAS_NONE)
    return self->stated->amount;

  return self->item != NULL ? self->item->available : 0;
}

/** vas_stated_line_agrees: whether ours has room for what was stated. */
gboolean
vas_stated_line_agrees (VasStatedLine *self)
{
  return self->item != NULL && vas_stated_line_get_amount (self) > 0 &&
         vas_stated_line_get_amount (self) <= self->item->available;
}
