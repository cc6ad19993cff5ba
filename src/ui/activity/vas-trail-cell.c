/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One row of the audit trail: when, what and why, about which record, by whom, and its place. What was refused says so in a word and a picture. Main thread. */

#include "vas-trail-cell.h"

#include "vas-command-words.h"
#include "vas-quiet.h"
#include "vas-time.h"
#include "vas-trail-source.h"

#include <glib/gi18n.h>

struct _VasTrailCell
{
  AdwBin          parent_instance;

  GtkImage       *icon;
  GtkInscription *when;
  GtkInscription *what;
  GtkInscription *record;
  GtkInscription *who;
  GtkInscription *place;

  VasRow         *row;
};

G_DEFINE_FINAL_TYPE (VasTrailCell, vas_trail_cell, ADW_TYPE_BIN)

/* The list has no name for its rows in GTK 4.8; the widget around the cell gets it. */
static void
say (VasTrailCell *self,
     const char   *label)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
clear (VasTrailCell *self)
{
  gtk_image_clear (self->icon);
  gtk_inscription_set_text (self->when, "");
  gtk_inscription_set_text (self->what, "");
  gtk_inscription_set_text (self->record, "");
  gtk_inscription_set_text (self->who, "");
  gtk_inscription_set_text (self->place, "");
  vas_quiet_set_tooltip (GTK_WIDGET (self), NULL);
  say (self, _("This row is being read"));
}

/* (transfer full): what was done and why. */
static char *
describe (VasTrailEntry *entry)
{
  const char *words = vas_command_words (entry->type);
  g_autofree char *done = entry->applied ? g_strdup (words) : g_strdup_printf (_("%s — refused"), words);

  /* Translators: what was done, and the reason that was given for it. */
  return entry->reason != NULL ? g_strdup_printf (C_("reason", "%s: %s"), done, entry->reason) : g_steal_pointer (&done);
}

static void
show (VasTrailCell  *self,
      VasTrailEntry *entry)
{
  const char *who = vas_command_words_actor (entry->actor, entry->actor);
  const char *record = entry->record != NULL ? entry->record : "";
  g_autofree char *when = vas_instant_format_local (entry->logged_at);
  g_autofree char *what = describe (entry);
  g_autofree char *place = g_strdup_printf ("#%" G_GINT64_FORMAT, entry->seq);
  g_autofree char *label = g_strdup_printf ("%s, %s, %s%s%s, %s", when, what, record, *record != '\0' ? ", " : "", who, place);

  gtk_image_set_from_icon_name (self->icon, entry->applied ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  gtk_inscription_set_text (self->when, when);
  gtk_inscription_set_text (self->what, what);
  gtk_inscription_set_text (self->record, record);
  gtk_inscription_set_text (self->who, who);
  gtk_inscription_set_text (self->place, place);
  vas_quiet_set_tooltip (GTK_WIDGET (self), entry->reason != NULL ? what : NULL);   /* it may be longer than its place */
  say (self, label);
}

static void
update (VasTrailCell *self)
{
  if (self->row != NULL && vas_row_is_loaded (self->row))
    show (self, vas_row_get_entity (self->row));
  else
    clear (self);
}

static void
vas_trail_cell_dispose (GObject *object)
{
  vas_trail_cell_set_row (VAS_TRAIL_CELL (object), NULL);

  G_OBJECT_CLASS (vas_trail_cell_parent_class)->dispose (object);
}

static void
vas_trail_cell_class_init (VasTrailCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_trail_cell_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/activity/vas-trail-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, VasTrailCell, icon);
  gtk_widget_class_bind_template_child (widget_class, VasTrailCell, when);
  gtk_widget_class_bind_template_child (widget_class, VasTrailCell, what);
  gtk_widget_class_bind_template_child (widget_class, VasTrailCell, record);
  gtk_widget_class_bind_template_child (widget_class, VasTrailCell, who);
  gtk_widget_class_bind_template_child (widget_class, VasTrailCell, place);
}

static void
vas_trail_cell_init (VasTrailCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_trail_cell_new: (transfer floating) */
GtkWidget *
vas_trail_cell_new (void)
{
  return g_object_new (VAS_TYPE_TRAIL_CELL, NULL);
}

/** vas_trail_cell_set_row: @row: (nullable): of a model of #VasTrailEntry; it may be read later. */
void
vas_trail_cell_set_row (VasTrailCell *self,
                        VasRow       *row)
{
  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_set_object (&self->row, row);
  if (row == NULL)
    return;

  g_signal_connect_object (row, "notify::entity", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
