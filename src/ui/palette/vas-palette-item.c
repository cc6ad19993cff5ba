/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line of the palette. It is found by its title, by the pinyin of its title and by the initials of that, each from the start,
 * inside, or with letters left out, and so by whatever else it is called: its English name, another word for it. Main thread; a match
 * costs a few string searches.
 */

#include "vas-palette-item.h"

#include "vas-pinyin.h"

#include <string.h>

struct _VasPaletteItem
{
  GObject     parent_instance;

  char       *title;
  char       *subtitle;
  char       *icon_name;
  char       *keys;
  char       *action;
  GVariant   *target;
  GWeakRef    widget;               /* where the action is known; the window where it is empty */

  GPtrArray  *searched;             /* folded title, then its pinyin and initials */
};

typedef enum {
  PROP_TITLE = 1,
  PROP_SUBTITLE,
  PROP_ICON_NAME,
  PROP_KEYS,
  PROP_HAS_KEYS,
} VasPaletteItemProperty;

static GParamSpec *properties[PROP_HAS_KEYS + 1];

G_DEFINE_FINAL_TYPE (VasPaletteItem, vas_palette_item, G_TYPE_OBJECT)

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

static void
add_searched (VasPaletteItem *self,
              GStrv           keys)
{
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    g_ptr_array_add (self->searched, fold (keys[i]));
}

/* Whether the letters of @needle come in @text in their order. */
static gboolean
has_letters (const char *text,
             const char *needle)
{
  for (; *needle != '\0'; needle = g_utf8_next_char (needle))
    {
      const gunichar c = g_utf8_get_char (needle);
      const char *at = g_utf8_strchr (text, -1, c);

      if (at == NULL)
        return FALSE;
      text = g_utf8_next_char (at);
    }

  return TRUE;
}

static int
rate (const char *text,
      const char *needle)
{
  if (g_str_has_prefix (text, needle))
    return 100;
  if (strstr (text, needle) != NULL)
    return 80;
  if (has_letters (text, needle))
    return 30;

  return 0;
}

static void
vas_palette_item_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  VasPaletteItem *self = VAS_PALETTE_ITEM (object);

  switch ((VasPaletteItemProperty) prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_KEYS:
      g_value_set_string (value, self->keys);
      break;
    case PROP_HAS_KEYS:
      g_value_set_boolean (value, *self->keys != '\0');
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_palette_item_finalize (GObject *object)
{
  VasPaletteItem *self = VAS_PALETTE_ITEM (object);

  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
  g_clear_pointer (&self->icon_name, g_free);
  g_clear_pointer (&self->keys, g_free);
  g_clear_pointer (&self->action, g_free);
  g_clear_pointer (&self->target, g_variant_unref);
  g_clear_pointer (&self->searched, g_ptr_array_unref);
  g_weak_ref_clear (&self->widget);

  G_OBJECT_CLASS (vas_palette_item_parent_class)->finalize (object);
}

static void
vas_palette_item_class_init (VasPaletteItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vas_palette_item_get_property;
  object_class->finalize = vas_palette_item_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, "", flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, "", flags);
  properties[PROP_KEYS] = g_param_spec_string ("keys", NULL, NULL, "", flags);
  properties[PROP_HAS_KEYS] = g_param_spec_boolean ("has-keys", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
vas_palette_item_init (VasPaletteItem *self)
{
  self->subtitle = g_strdup ("");
  self->keys = g_strdup ("");
  self->searched = g_ptr_array_new_with_free_func (g_free);
  g_weak_ref_init (&self->widget, NULL);
}

/**
 * vas_palette_item_new:
 * @title: what it does, or what it is, in the language of the person
 * @action: name of an action, such as "win.view"
 * @target: (nullable): its parameter; a floating one is taken
 */
VasPaletteItem *
vas_palette_item_new (const char *title,
                      const char *icon_name,
                      const char *action,
                      GVariant   *target)
{
  VasPaletteItem *self = g_object_new (VAS_TYPE_PALETTE_ITEM, NULL);

  self->title = g_strdup (title);
  self->icon_name = g_strdup (icon_name);
  self->action = g_strdup (action);
  self->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  vas_palette_item_add_words (self, title);
  return self;
}

/** vas_palette_item_add_words: other words by which it is found, by their pinyin too. */
void
vas_palette_item_add_words (VasPaletteItem *self,
                            const char     *words)
{
  g_auto (GStrv) readings = vas_pinyin_readings (words);
  g_auto (GStrv) initials = vas_pinyin_initials (words);

  g_ptr_array_add (self->searched, fold (words));
  add_searched (self, readings);
  add_searched (self, initials);
}

/** vas_palette_item_set_subtitle: a second line; searched like the title. */
void
vas_palette_item_set_subtitle (VasPaletteItem *self,
                               const char     *subtitle)
{
  g_free (self->subtitle);
  self->subtitle = g_strdup (subtitle);
  g_ptr_array_add (self->searched, fold (subtitle));
}

/** vas_palette_item_set_keys: @keys: (nullable): the keys that do the same, as shown; nothing where it has none. */
void
vas_palette_item_set_keys (VasPaletteItem *self,
                           const char     *keys)
{
  g_free (self->keys);
  self->keys = g_strdup (keys != NULL ? keys : "");
}

/** vas_palette_item_set_accel: the keys that do the same, as of gtk_accelerator_parse(). */
void
vas_palette_item_set_accel (VasPaletteItem *self,
                            const char     *accelerator)
{
  g_autofree char *label = NULL;
  GdkModifierType modifiers;
  guint key;

  if (!gtk_accelerator_parse (accelerator, &key, &modifiers))
    return;

  label = gtk_accelerator_get_label (key, modifiers);
  vas_palette_item_set_keys (self, label);
}

/** vas_palette_item_set_widget: where the action is known, when the window does not know it. Not kept alive. */
void
vas_palette_item_set_widget (VasPaletteItem *self,
                             GtkWidget      *widget)
{
  g_weak_ref_set (&self->widget, widget);
}

/** vas_palette_item_get_title: */
const char *
vas_palette_item_get_title (VasPaletteItem *self)
{
  return self->title;
}

/** vas_palette_item_get_action: the name of its action. */
const char *
vas_palette_item_get_action (VasPaletteItem *self)
{
  return self->action;
}

/**
 * vas_palette_item_match:
 * @text: what was typed
 *
 * Returns: how well it fits, 0 for not at all; everything fits ""
 */
int
vas_palette_item_match (VasPaletteItem *self,
                        const char     *text)
{
  g_autofree char *folded = fold (text);
  const char *needle = g_strstrip (folded);
  int best = 0;

  if (*needle == '\0')
    return 1;

  for (guint i = 0; i < self->searched->len; i++)
    best = MAX (best, rate (g_ptr_array_index (self->searched, i), needle));
  return best;
}

/** vas_palette_item_activate: does it, in @window. */
void
vas_palette_item_activate (VasPaletteItem *self,
                           GtkWidget      *window)
{
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&self->widget);

  gtk_widget_activate_action_variant (widget != NULL ? widget : window, self->action, self->target);
}
