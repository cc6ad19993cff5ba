/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The photos of a case (R18): a line for each issued sheet with its picture, small, and what adds one. A picture is read
 * once for each sheet and photo. Main thread.
 */

#include "vas-photo-card.h"

#include "vas-erased-words.h"
#include "vas-photo-view.h"

#include <glib/gi18n.h>

#define HEIGHT 96

struct _VasPhotoCard
{
  VasCaseCard  parent_instance;

  char        *shown;               /* what the lines were made from */
  char        *first_missing;       /* key of the sheet that a drop is for */
};

G_DEFINE_FINAL_TYPE (VasPhotoCard, vas_photo_card, VAS_TYPE_CASE_CARD)

static GtkWidget *
new_picture (VasCaseFile *file,
             VasFapiao   *sheet)
{
  g_autofree char *text = g_strdup_printf (_("Photo of fapiao %s"), sheet->number);
  GtkWidget *view = vas_photo_view_new (text, HEIGHT);

  vas_photo_view_load (VAS_PHOTO_VIEW (view), file->sync, file->directory, sheet->photo);

  return view;
}

static void
add_sheet (VasPhotoCard *self,
           VasCaseFile  *file,
           VasFapiao    *sheet)
{
  GtkWidget *line = g_object_new (GTK_TYPE_BOX, "spacing", 12, NULL);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "label", sheet->number, "xalign", 0.0, NULL);
  GtkWidget *button = gtk_button_new_with_mnemonic (sheet->photo != NULL ? _("_Another Photo…") : _("Choose a _Photo…"));

  gtk_widget_add_css_class (name, "numeric");
  gtk_box_append (GTK_BOX (line), name);
  if (sheet->photo != NULL)
    gtk_box_append (GTK_BOX (line), new_picture (file, sheet));
  else
    {
      GtkWidget *missing = g_object_new (GTK_TYPE_LABEL, "label", _("no photo yet: save one into the watched folder, or drop it here"),
                                         "xalign", 0.0, "wrap", TRUE, "hexpand", TRUE, NULL);

      gtk_widget_add_css_class (missing, "dim-label");
      gtk_box_append (GTK_BOX (line), missing);
    }
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_hexpand (button, sheet->photo != NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "pass.photo");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", vas_entity_get_key (VAS_ENTITY (sheet)), "");
  gtk_box_append (GTK_BOX (line), button);
  vas_case_card_add (VAS_CASE_CARD (self), line);
}

/* What was erased is not looked at again: the photo shows the whole sheet (R29). */
static void
add_locked (VasPhotoCard *self,
            VasFapiao    *sheet)
{
  g_autofree char *text = g_strdup_printf (_("%s: the photo is locked, and kept for the tax law alone"), sheet->number);

  vas_case_card_add_text (VAS_CASE_CARD (self), text, "dim-label");
}

/* Of a locked case none is asked for any more. */
static gboolean
is_shown (VasCase   *vas_case,
          VasFapiao *sheet)
{
  return sheet->state == VAS_FAPIAO_STATE_ISSUED && (sheet->photo != NULL || !vas_request_is_locked (vas_case->request));
}

static char *
describe (VasCase *vas_case)
{
  GString *text = g_string_new (NULL);
  const char *locked = vas_request_is_locked (vas_case->request) ? "locked " : "";

  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);

      if (is_shown (vas_case, sheet))
        g_string_append_printf (text, "%s%s=%s ", locked, vas_entity_get_key (VAS_ENTITY (sheet)),
                                sheet->photo != NULL ? sheet->photo : "");
    }

  return g_string_free (text, FALSE);
}

static void
vas_photo_card_update (VasCaseCard *card,
                       VasCaseFile *file)
{
  VasPhotoCard *self = VAS_PHOTO_CARD (card);
  VasCase *vas_case = file->vas_case;
  g_autofree char *shown = describe (vas_case);

  gtk_widget_set_visible (GTK_WIDGET (card), *shown != '\0');
  if (g_strcmp0 (shown, self->shown) == 0)
    return;

  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  g_clear_pointer (&self->first_missing, g_free);
  vas_case_card_clear (card);
  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);

      if (!is_shown (vas_case, sheet))
        continue;
      if (vas_request_is_locked (vas_case->request))
        {
          add_locked (self, sheet);
          continue;
        }
      add_sheet (self, file, sheet);
      if (self->first_missing == NULL || sheet->photo == NULL)
        {
          g_free (self->first_missing);
          self->first_missing = g_strdup (vas_entity_get_key (VAS_ENTITY (sheet)));
        }
    }
}

static gboolean
drop_cb (VasPhotoCard *self,
         const GValue *value)
{
  g_autofree char *path = g_file_get_path (g_value_get_object (value));

  if (path == NULL || self->first_missing == NULL)
    return FALSE;

  return gtk_widget_activate_action (GTK_WIDGET (self), "pass.photo", "(ss)", self->first_missing, path);
}

static void
vas_photo_card_finalize (GObject *object)
{
  g_free (VAS_PHOTO_CARD (object)->shown);
  g_free (VAS_PHOTO_CARD (object)->first_missing);

  G_OBJECT_CLASS (vas_photo_card_parent_class)->finalize (object);
}

static void
vas_photo_card_class_init (VasPhotoCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_photo_card_finalize;
  VAS_CASE_CARD_CLASS (klass)->update = vas_photo_card_update;
}

static void
vas_photo_card_init (VasPhotoCard *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  vas_case_card_set_title (VAS_CASE_CARD (self), _("Photos of the fapiao"));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
