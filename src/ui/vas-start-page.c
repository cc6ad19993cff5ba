/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of a window without records: opening, failed, saving. A failure says what it means and what to do, and offers
 * only what can help. Main thread.
 */

#include "vas-start-page.h"

#include "vas-sql.h"
#include "vas-wire.h"

#include <glib/gi18n.h>

/* Milliseconds of an empty page before it says that it is busy: most of the time it is over by then. */
#define SILENT_MSEC 400

struct _VasStartPage
{
  AdwBin         parent_instance;

  GtkStack      *stack;
  GtkLabel      *busy_label;
  AdwStatusPage *status;
  GtkButton     *retry_button;
  GtkButton     *read_only_button;
  GtkButton     *close_button;
  GtkLabel      *detail;

  guint          busy_id;
};

/* What a failure is called, what to do, and what to offer. @advice has one %s, the folder of the records. */
typedef struct {
  VasStoreError  code;
  const char    *icon_name;
  const char    *title;
  const char    *advice;
  gboolean       read_only;
} Failure;

static const Failure failures[] = {
  { VAS_STORE_ERROR_BUSY, "changes-prevent-symbolic", N_("The Records Are in Use"),
    N_("Another program on this computer has opened the records in %s. Close it there and try again, or look at them "
       "without changing anything."), TRUE },
  { VAS_STORE_ERROR_DAMAGED, "dialog-warning-symbolic", N_("The Records Are Damaged"),
    N_("The file in %s was damaged. It was set aside in that folder, and the commands of this desk that could be read were "
       "saved beside it. Put the last backup in its place before you open the records again."), FALSE },
  { VAS_STORE_ERROR_NEWER, "software-update-available-symbolic", N_("The Records Need a Newer Program"),
    N_("A newer version of this program has worked on the records in %s. Update this computer; nothing was changed."), FALSE },
  { VAS_STORE_ERROR_READ_ONLY, "changes-prevent-symbolic", N_("The Records Cannot Be Written"),
    N_("The folder %s does not allow changes. Ask for the right to write there and try again, or look at the records without "
       "changing anything."), TRUE },
  { VAS_STORE_ERROR_FULL, "drive-harddisk-symbolic", N_("The Disk Is Full"),
    N_("There is no room left for %s. Make room and try again; everything that was saved is still there."), TRUE },
};

static const Failure other_failure = {
  VAS_STORE_ERROR_FAILED, "dialog-error-symbolic", N_("The Records Cannot Be Opened"),
  N_("Something is wrong with %s. Nothing was changed."), FALSE,
};

G_DEFINE_FINAL_TYPE (VasStartPage, vas_start_page, ADW_TYPE_BIN)

static const Failure *
find_failure (const GError *error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      if (g_error_matches (error, VAS_STORE_ERROR, (int) failures[i].code))
        return &failures[i];
    }

  return &other_failure;
}

static gboolean
busy_cb (gpointer user_data)
{
  VasStartPage *self = user_data;

  self->busy_id = 0;
  gtk_stack_set_visible_child_name (self->stack, "busy");
  return G_SOURCE_REMOVE;
}

static void
vas_start_page_dispose (GObject *object)
{
  VasStartPage *self = VAS_START_PAGE (object);

  g_clear_handle_id (&self->busy_id, g_source_remove);

  G_OBJECT_CLASS (vas_start_page_parent_class)->dispose (object);
}

static void
vas_start_page_class_init (VasStartPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vas_start_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/vas-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VasStartPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VasStartPage, busy_label);
  gtk_widget_class_bind_template_child (widget_class, VasStartPage, status);
  gtk_widget_class_bind_template_child (widget_class, VasStartPage, retry_button);
  gtk_widget_class_bind_template_child (widget_class, VasStartPage, read_only_button);
  gtk_widget_class_bind_template_child (widget_class, VasStartPage, close_button);
  gtk_widget_class_bind_template_child (widget_class, VasStartPage, detail);
}

static void
vas_start_page_init (VasStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_start_page_show_opening: the records are being opened. */
void
vas_start_page_show_opening (VasStartPage *self)
{
  gtk_label_set_label (self->busy_label, _("Opening the records…"));
  gtk_stack_set_visible_child_name (self->stack, "blank");
  if (self->busy_id == 0)
    self->busy_id = g_timeout_add (SILENT_MSEC, busy_cb, self);
}

/** vas_start_page_show_fetching: the records are fetched from the server; @progress: how far that is. */
void
vas_start_page_show_fetching (VasStartPage *self,
                              const char   *progress)
{
  g_clear_handle_id (&self->busy_id, g_source_remove);
  gtk_label_set_label (self->busy_label, progress);
  gtk_stack_set_visible_child_name (self->stack, "busy");
}

/** vas_start_page_show_saving: the program ends as soon as everything is saved. */
void
vas_start_page_show_saving (VasStartPage *self)
{
  g_clear_handle_id (&self->busy_id, g_source_remove);
  gtk_label_set_label (self->busy_label, _("Saving the last changes…"));
  gtk_stack_set_visible_child_name (self->stack, "busy");
}

static void
show_status (VasStartPage *self,
             const char   *icon_name,
             const char   *title,
             const char   *description,
             const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  g_clear_handle_id (&self->busy_id, g_source_remove);
  adw_status_page_set_icon_name (self->status, icon_name);
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, escaped);
  gtk_label_set_label (self->detail, error->message);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}

static void
show_unfetched (VasStartPage *self,
                const GError *error)
{
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->read_only_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->close_button), FALSE);
  if (g_error_matches (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_NEWER))
    {
      show_status (self, "software-update-available-symbolic", _("The Records Need a Newer Program"), error->message, error);
      gtk_label_set_label (self->detail, "");
    }
  else
    show_status (self, "network-offline-symbolic", _("The Records Could Not Be Fetched"),
                 _("What has come is kept; trying again goes on from there."), error);
  gtk_widget_grab_focus (GTK_WIDGET (self->retry_button));
}

/**
 * vas_start_page_show_failure:
 * @directory: where the records are
 * @error: of the store, or of the way to the server
 */
void
vas_start_page_show_failure (VasStartPage *self,
                             const char   *directory,
                             const GError *error)
{
  const Failure *failure = find_failure (error);
  g_autofree char *shown = g_filename_display_name (directory);
  g_auto (GStrv) parts = g_strsplit (_(failure->advice), "%s", 2);
  g_autofree char *advice = g_strjoinv (shown, parts);

  if (error->domain == VAS_TRANSPORT_ERROR || error->domain == VAS_WIRE_ERROR)
    {
      show_unfetched (self, error);
      return;
    }

  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->read_only_button), failure->read_only);
  gtk_widget_set_visible (GTK_WIDGET (self->close_button), FALSE);
  show_status (self, failure->icon_name, _(failure->title), advice, error);
  gtk_widget_grab_focus (GTK_WIDGET (self->retry_button));
}

/** vas_start_page_show_not_saved: the program was to end, but what is held could not be settled. */
void
vas_start_page_show_not_saved (VasStartPage *self,
                               const GError *error)
{
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->read_only_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->close_button), TRUE);
  show_status (self, "dialog-warning-symbolic", _("The Last Changes Wait"),
               _("They are kept on this computer, but could not be settled now. They will be when the program is opened again."),
               error);
  gtk_widget_grab_focus (GTK_WIDGET (self->close_button));
}
