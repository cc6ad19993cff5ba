/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * See the header. The values come from the server and are in the labels alone: not in the replica, not in the case's file, not in a draft.
 * They go when the minute is over, when the popover is closed, and when another case is shown. A refusal, or that the server is not reached,
 * stands below the reason, which stays to be sent again. Main thread.
 */

#include "vas-reveal-popover.h"

#include "vas-erased-words.h"
#include "vas-json-reader.h"
#include "vas-reveal.h"

#include <glib/gi18n.h>

#define SECONDS 60
#define SHORTEST_REASON 2

struct _VasRevealPopover
{
  GtkPopover      parent_instance;

  GtkStack       *stack;
  GtkCheckButton *recipient;
  GtkCheckButton *account;
  GtkCheckButton *locked;
  GtkEntry       *reason;
  GtkLabel       *problem;
  GtkButton      *confirm;
  GtkGrid        *values;
  GtkLabel       *countdown;

  VasCaseFile    *file;             /* nullable */
  GCancellable   *cancellable;      /* nullable: it is being asked for */
  guint           timer;
  guint           left;             /* seconds */
};

G_DEFINE_FINAL_TYPE (VasRevealPopover, vas_reveal_popover, GTK_TYPE_POPOVER)

static const struct {
  const char *field;
  const char *label;
} labels[] = {
  { "name", N_("Name") },
  { "mobile", N_("Mobile") },
  { "email", N_("E-mail") },
  { "recipient_name", N_("Name") },
  { "recipient_mobile", N_("Mobile") },
  { "recipient_address", N_("Address") },
  { "title", N_("Title") },
  { "taxpayer_id", N_("Taxpayer id") },
};

static gboolean
has_reason (VasRevealPopover *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));

  return g_utf8_strlen (text, -1) >= SHORTEST_REASON;
}

/* Nothing whole is left, and what was being asked for is not waited for. */
static void
forget (VasRevealPopover *self)
{
  GtkWidget *child;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->values == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->values))) != NULL)
    gtk_grid_remove (self->values, child);
  gtk_stack_set_visible_child_name (self->stack, "ask");
  gtk_widget_set_sensitive (GTK_WIDGET (self->confirm), has_reason (self));
}

static void
changed_cb (VasRevealPopover *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->confirm), has_reason (self) && self->cancellable == NULL);
}

static void
show_left (VasRevealPopover *self)
{
  g_autofree char *text = g_strdup_printf (ngettext ("Hidden again in %u second", "Hidden again in %u seconds", self->left), self->left);

  gtk_label_set_text (self->countdown, text);
}

static gboolean
tick_cb (gpointer data)
{
  VasRevealPopover *self = data;

  self->left--;
  show_left (self);
  if (self->left > 0)
    return G_SOURCE_CONTINUE;

  self->timer = 0;
  gtk_popover_popdown (GTK_POPOVER (self));
  forget (self);
  return G_SOURCE_REMOVE;
}

static void
show_values (VasRevealPopover *self,
             JsonObject       *values)
{
  int row = 0;

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      const char *text = NULL;
      GtkWidget *name, *value;

      if (!json_object_has_member (values, labels[i].field))
        continue;
      vas_json_get_text (values, labels[i].field, FALSE, &text, NULL);
      name = g_object_new (GTK_TYPE_LABEL, "label", _(labels[i].label), "xalign", 0.0, "yalign", 0.0, NULL);
      value = g_object_new (GTK_TYPE_LABEL, "label", text != NULL ? text : "—", "xalign", 0.0, "selectable", TRUE, "wrap", TRUE,
                            "max-width-chars", 30, NULL);
      gtk_widget_add_css_class (name, "dim-label");
      gtk_grid_attach (self->values, name, 0, row, 1, 1);
      gtk_grid_attach (self->values, value, 1, row++, 1, 1);
    }

  self->left = SECONDS;
  show_left (self);
  self->timer = g_timeout_add_seconds (1, tick_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->reason), "");
  gtk_stack_set_visible_child_name (self->stack, "shown");
}

static void
revealed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (VasRevealPopover) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) values = vas_sync_reveal_finish (VAS_SYNC (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  changed_cb (self);
  if (values != NULL)
    {
      show_values (self, values);
      return;
    }
  gtk_label_set_text (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
reveal_cb (VasRevealPopover *self)
{
  static const char * const of_request[] = { "recipient_name", "recipient_mobile", "recipient_address", NULL };
  static const char * const of_account[] = { "name", "mobile", "email", NULL };
  static const char * const of_locked[] = { "title", "taxpayer_id", NULL };
  const gboolean account = gtk_check_button_get_active (self->account);
  const gboolean locked = gtk_check_button_get_active (self->locked);
  g_autofree char *record = NULL;

  if (self->file == NULL || self->file->sync == NULL || self->cancellable != NULL || !has_reason (self))
    return;

  record = account ? g_strconcat ("account/", vas_case_file_get_request (self->file)->account_key, NULL)
                   : g_strconcat ("request/", vas_case_file_get_key (self->file), NULL);
  self->cancellable = g_cancellable_new ();
  changed_cb (self);
  vas_sync_reveal_async (self->file->sync, record, account ? of_account : locked ? of_locked : of_request,
                         gtk_editable_get_text (GTK_EDITABLE (self->reason)), self->cancellable, revealed_cb, g_object_ref (self));
}

/* What is typed first is the reason. */
static void
mapped_cb (VasRevealPopover *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->reason));
}

static void
vas_reveal_popover_dispose (GObject *object)
{
  VasRevealPopover *self = VAS_REVEAL_POPOVER (object);

  forget (self);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (vas_reveal_popover_parent_class)->dispose (object);
}

static void
vas_reveal_popover_class_init (VasRevealPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_reveal_popover_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-reveal-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, VasRevealPopover, stack);
  gtk_widget_class_bind_template_child (widget_class, VasRevealPopover, recipient);
  gtk_widget_class_bind_template_child (widget_class, VasRevealPopover, account);
  gtk_widget_class_bind_template_child (widget_class, VasRevealPopover, locked);
  gtk_widget_class_bind_template_child (widget_class, VasRevealPopover, reason);
  gtk_widget_class_bind_template_child (widget_class, VasRevealPopover, problem);
  gtk_widget_class_bind_template_child (widget_class, VasRevealPopover, confirm);
  gtk_widget_class_bind_template_child (widget_class, VasRevealPopover, values);
  gtk_widget_class_bind_template_child (widget_class, VasRevealPopover, countdown);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reveal_cb);
}

static void
vas_reveal_popover_init (VasRevealPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "closed", G_CALLBACK (forget), NULL);
  g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
}

/** vas_reveal_popover_new: (transfer floating): without a case it can do nothing. */
GtkWidget *
vas_reveal_popover_new (void)
{
  return g_object_new (VAS_TYPE_REVEAL_POPOVER, NULL);
}

/** vas_reveal_popover_can_reveal: whether a server can be asked, and this person may see what is left there: what is locked not everybody. */
gboolean
vas_reveal_popover_can_reveal (VasCaseFile *file)
{
  return file->sync != NULL && (!vas_request_is_locked (vas_case_file_get_request (file)) || (file->roles & VAS_REVEAL_KEEPERS) != 0);
}

/** vas_reveal_popover_set_file: the case as it is now; what was revealed of another one goes. */
void
vas_reveal_popover_set_file (VasRevealPopover *self,
                             VasCaseFile      *file)
{
  VasRequest *request = vas_case_file_get_request (file);
  const gboolean masked = request->recipient_mobile == NULL && request->recipient_mobile_masked != NULL;
  const gboolean locked = vas_request_is_locked (request);
  GtkCheckButton *first = locked ? self->locked : masked ? self->recipient : self->account;

  if (self->file != NULL && !g_str_equal (vas_case_file_get_key (self->file), vas_case_file_get_key (file)))
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      forget (self);
      gtk_editable_set_text (GTK_EDITABLE (self->reason), "");
    }
  if (self->file == NULL || gtk_widget_get_visible (GTK_WIDGET (self->recipient)) != masked ||
      gtk_widget_get_visible (GTK_WIDGET (self->locked)) != locked)
    gtk_check_button_set_active (first, TRUE);
  g_set_object (&self->file, file);
  gtk_widget_set_visible (GTK_WIDGET (self->recipient), masked);
  gtk_widget_set_visible (GTK_WIDGET (self->account), !locked);
  gtk_widget_set_visible (GTK_WIDGET (self->locked), locked);
}
