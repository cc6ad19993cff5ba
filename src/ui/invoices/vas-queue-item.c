/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An item of the queue's list. What it shows is replaced as a whole, so that a cell follows by one notification and the list
 * keeps focus, selection and scroll. Main thread.
 */

#include "vas-queue-item.h"

struct _VasQueueItem
{
  GObject      parent_instance;

  VasQueueRow *row;
};

typedef enum {
  PROP_ROW = 1,
} VasQueueItemProperty;

static GParamSpec *properties[PROP_ROW + 1];

G_DEFINE_FINAL_TYPE (VasQueueItem, vas_queue_item, G_TYPE_OBJECT)

static void
vas_queue_item_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch ((VasQueueItemProperty) prop_id)
    {
    case PROP_ROW:
      g_value_set_object (value, VAS_QUEUE_ITEM (object)->row);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_queue_item_dispose (GObject *object)
{
  g_clear_object (&VAS_QUEUE_ITEM (object)->row);

  G_OBJECT_CLASS (vas_queue_item_parent_class)->dispose (object);
}

static void
vas_queue_item_class_init (VasQueueItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vas_queue_item_get_property;
  object_class->dispose = vas_queue_item_dispose;

  properties[PROP_ROW] = g_param_spec_object ("row", NULL, NULL, VAS_TYPE_QUEUE_ROW,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
vas_queue_item_init (VasQueueItem *self)
{
}

/** vas_queue_item_new: (transfer full) */
VasQueueItem *
vas_queue_item_new (VasQueueRow *row)
{
  VasQueueItem *self = g_object_new (VAS_TYPE_QUEUE_ITEM, NULL);

  self->row = g_object_ref (row);

  return self;
}

/** vas_queue_item_get_row: (transfer none) */
VasQueueRow *
vas_queue_item_get_row (VasQueueItem *self)
{
  return self->row;
}

/** vas_queue_item_set_row: @row: of the same request, as it is now. */
void
vas_queue_item_set_row (VasQueueItem *self,
                        VasQueueRow  *row)
{
  if (g_set_object (&self->row, row))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROW]);
}

/** vas_queue_item_get_key: (transfer none): the key of its request. */
const char *
vas_queue_item_get_key (VasQueueItem *self)
{
  return vas_entity_get_key (VAS_ENTITY (self->row->request));
}
