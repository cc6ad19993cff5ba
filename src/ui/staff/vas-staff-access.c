/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * See the header. Switching off is a command, judged before its button can be pressed; passwords and sessions are asked of the server
 * (R30: for another person only by an administrator in his own right). It is long because three rows, password, sessions and the switch, are
 * shut and opened together by the same reasons, and each asks the server in its own words. Main thread.
 */

#include "vas-staff-access.h"

#include "vas-access.h"
#include "vas-finding-text.h"
#include "vas-password-dialog.h"
#include "vas-time.h"

#include <glib/gi18n.h>

struct _VasStaffAccess
{
  AdwBin        parent_instance;

  AdwActionRow *password_row;
  GtkButton    *password_button;
  AdwActionRow *sessions_row;
  GtkButton    *sessions_button;
  AdwActionRow *active_row;
  GtkButton    *active_button;
  AdwActionRow *deputies_row;

  VasDesk      *desk;               /* nullable */
  VasStaff     *staff;              /* nullable */
  char         *why_not;            /* nullable: why nothing can be changed now */
  char         *done;               /* nullable: what to say when the switch was thrown */
  GCancellable *cancellable;        /* of what is asked about this person */
};

enum {
  SAID,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasStaffAccess, vas_staff_access, ADW_TYPE_BIN)

static void
say (VasStaffAccess *self,
     const char     *text)
{
  g_signal_emit (self, signals[SAID], 0, text);
}

static gboolean
is_self (VasStaffAccess *self)
{
  return g_strcmp0 (vas_entity_get_key (VAS_ENTITY (self->staff)), vas_desk_get_staff_key (self->desk)) == 0;
}

/* (nullable): why passwords and sessions of this person cannot be changed here. */
static const char *
why_no_access (VasStaffAccess *self)
{
  VasStaff *acting = vas_desk_get_staff (self->desk);

  if (vas_desk_get_sync (self->desk) == NULL)
    return _("These records follow no server: nobody signs in here.");
  if (self->why_not != NULL)
    return self->why_not;
  if (!is_self (self) && (acting == NULL || (acting->roles & VAS_ROLE_ADMINISTRATOR) == 0))
    return _("Only an administrator in his own right does this for another person (R30).");

  return NULL;
}

static void
ask_again (VasStaffAccess *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static char *
describe_sessions (VasAccess *access)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < access->sessions->len; i++)
    {
      VasAccessSession *session = g_ptr_array_index (access->sessions, i);
      g_autofree char *seen = vas_instant_format_local (session->seen_at);

      g_string_append_printf (text, session->own ? _("%s%s, this one") : _("%s%s, last used %s"), i > 0 ? "\n" : "", session->device, seen);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
describe_none (VasStaffAccess *self)
{
  return vas_desk_is_shared (self->desk) ? _("None yet: on this computer nobody is asked for one.")
                                         : _("None yet: without one the person does not get in.");
}

static void
show_access (VasStaffAccess *self,
             VasAccess      *access)
{
  const guint n = access->sessions->len;
  g_autofree char *title = g_strdup_printf (ngettext ("Signed in at %u desk", "Signed in at %u desks", n), n);
  g_autofree char *sessions = describe_sessions (access);
  g_autofree char *given = access->password_at != VAS_NONE ? vas_instant_format_local (access->password_at) : NULL;
  g_autofree char *password = given != NULL ? g_strdup_printf (_("Given on %s"), given) : g_strdup (describe_none (self));
  const gboolean others = n > 1 || (n == 1 && !((VasAccessSession *) g_ptr_array_index (access->sessions, 0))->own);

  adw_action_row_set_subtitle (self->password_row, password);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->sessions_row), n > 0 ? title : _("Signed in nowhere"));
  adw_action_row_set_subtitle (self->sessions_row, sessions);
  gtk_widget_set_sensitive (GTK_WIDGET (self->password_button), self->staff->active);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sessions_button), others);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasStaffAccess) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasAccess) access = vas_access_look_finish (VAS_SYNC (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->desk == NULL)
    return;
  if (access != NULL)
    show_access (self, access);
  else if (g_error_matches (error, VAS_ACCESS_ERROR, VAS_ACCESS_ERROR_MISSING))
    adw_action_row_set_subtitle (self->password_row, _("On the way to the server…"));
  else
    adw_action_row_set_subtitle (self->password_row, error->message);
}

static void
look (VasStaffAccess *self)
{
  const char *why_not = why_no_access (self);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->sessions_row), _("Sessions"));
  adw_action_row_set_subtitle (self->sessions_row, "");
  adw_action_row_set_subtitle (self->password_row, why_not != NULL ? why_not : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->password_button), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sessions_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->password_button), !is_self (self) || !vas_desk_is_shared (self->desk));
  gtk_button_set_label (self->sessions_button, is_self (self) ? _("_End the Others") : _("_End All"));
  if (why_not == NULL)
    vas_access_look_async (vas_desk_get_sync (self->desk), vas_entity_get_key (VAS_ENTITY (self->staff)), self->cancellable, looked_cb,
                           g_object_ref (self));
}

static VasCommand *
new_switch (VasStaffAccess *self)
{
  VasCommand *command = vas_desk_new_command (self->desk, "staff.edit");

  vas_command_set_text (command, "staff", vas_entity_get_key (VAS_ENTITY (self->staff)));
  vas_command_set_bool (command, "active", !self->staff->active);
  vas_command_expect (command, VAS_ENTITY (self->staff));
  return command;
}

static const char *
describe_active (VasStaffAccess *self)
{
  return self->staff->active ? _("Switched off, the person is signed out everywhere and gets in no more. Nothing of the past changes.")
                             : _("Switched off: gets in nowhere, and the deputies act no more.");
}

/* What refuses it stands there before anybody presses anything, with its rule. */
static void
judged_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasStaffAccess) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasVerdict) verdict = vas_engine_check_finish (VAS_ENGINE (object), result, &error);
  g_autofree char *sentence = NULL;
  g_autofree char *text = NULL;

  if (verdict == NULL || self->desk == NULL || self->why_not != NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->active_button), vas_verdict_get_outcome (verdict) == VAS_OUTCOME_PASS);
  if (vas_verdict_get_outcome (verdict) == VAS_OUTCOME_PASS)
    return;
  sentence = vas_verdict_describe_refusal (verdict);
  text = g_strdup_printf (self->staff->active ? _("Cannot be switched off: %s (%s)") : _("Cannot be switched on: %s (%s)"), sentence, "R30");
  adw_action_row_set_subtitle (self->active_row, text);
}

static void
judge (VasStaffAccess *self)
{
  g_autoptr (VasCommand) command = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->active_row), self->staff->active ? _("Works here") : _("Works here no more"));
  adw_action_row_set_subtitle (self->active_row, describe_active (self));
  gtk_button_set_label (self->active_button, self->staff->active ? _("Switch _Off") : _("Switch _On"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->active_button), FALSE);
  if (self->why_not != NULL)
    return;
  command = new_switch (self);
  vas_engine_check_async (vas_desk_get_engine (self->desk), command, self->cancellable, judged_cb, g_object_ref (self));
}

static void
switched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (VasStaffAccess) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_desk_run_finish (VAS_DESK (object), result, &error);
  g_autofree char *sentence = NULL;

  if (self->desk == NULL)
    return;
  if (receipt != NULL && receipt->applied)
    {
      say (self, self->done);
      return;
    }
  sentence = receipt != NULL ? vas_verdict_describe_refusal (receipt->verdict) : g_strdup (error->message);
  say (self, sentence);
  judge (self);
}

static void
switch_cb (VasStaffAccess *self)
{
  g_autoptr (VasCommand) command = new_switch (self);

  g_free (self->done);
  self->done = g_strdup_printf (self->staff->active ? _("%s is switched off.") : _("%s is switched on."), self->staff->name);
  gtk_widget_set_sensitive (GTK_WIDGET (self->active_button), FALSE);
  vas_desk_run_async (self->desk, command, NULL, NULL, switched_cb, g_object_ref (self));
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasStaffAccess) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean ended = vas_access_done_finish (VAS_SYNC (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->desk == NULL)
    return;
  say (self, ended ? _("The sessions have ended.") : error->message);
  look (self);
}

static void
end_cb (VasStaffAccess *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->sessions_button), FALSE);
  vas_access_end_async (vas_desk_get_sync (self->desk), vas_entity_get_key (VAS_ENTITY (self->staff)), self->cancellable, ended_cb,
                        g_object_ref (self));
}

/** vas_staff_access_give: opens the window that gives the person a password, where that can be done; one's own takes the old one. */
void
vas_staff_access_give (VasStaffAccess *self)
{
  GtkWidget *dialog;

  if (self->staff == NULL || why_no_access (self) != NULL)
    return;
  if (is_self (self))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "app.own-password", NULL);
      return;
    }
  dialog = vas_password_dialog_new (self->desk, self->staff, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  g_signal_connect_object (dialog, "given", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
vas_staff_access_dispose (GObject *object)
{
  VasStaffAccess *self = VAS_STAFF_ACCESS (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->staff);

  G_OBJECT_CLASS (vas_staff_access_parent_class)->dispose (object);
}

static void
vas_staff_access_finalize (GObject *object)
{
  VasStaffAccess *self = VAS_STAFF_ACCESS (object);

  g_free (self->why_not);
  g_free (self->done);

  G_OBJECT_CLASS (vas_staff_access_parent_class)->finalize (object);
}

static void
vas_staff_access_class_init (VasStaffAccessClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_staff_access_dispose;
  G_OBJECT_CLASS (klass)->finalize = vas_staff_access_finalize;
  signals[SAID] = g_signal_new ("said", VAS_TYPE_STAFF_ACCESS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/staff/vas-staff-access.ui");
  gtk_widget_class_bind_template_child (widget_class, VasStaffAccess, password_row);
  gtk_widget_class_bind_template_child (widget_class, VasStaffAccess, password_button);
  gtk_widget_class_bind_template_child (widget_class, VasStaffAccess, sessions_row);
  gtk_widget_class_bind_template_child (widget_class, VasStaffAccess, sessions_button);
  gtk_widget_class_bind_template_child (widget_class, VasStaffAccess, active_row);
  gtk_widget_class_bind_template_child (widget_class, VasStaffAccess, active_button);
  gtk_widget_class_bind_template_child (widget_class, VasStaffAccess, deputies_row);
  gtk_widget_class_bind_template_callback (widget_class, vas_staff_access_give);
  gtk_widget_class_bind_template_callback (widget_class, end_cb);
  gtk_widget_class_bind_template_callback (widget_class, switch_cb);
}

static void
vas_staff_access_init (VasStaffAccess *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vas_staff_access_show:
 * @deputies: who stands in for the person, a line each; "" where nobody does
 * @why_not: (nullable): why nothing can be changed now
 */
void
vas_staff_access_show (VasStaffAccess *self,
                       VasDesk        *desk,
                       VasStaff       *staff,
                       const char     *deputies,
                       const char     *why_not)
{
  g_set_object (&self->desk, desk);
  g_set_object (&self->staff, staff);
  g_free (self->why_not);
  self->why_not = g_strdup (why_not);
  ask_again (self);
  adw_action_row_set_subtitle (self->deputies_row, *deputies != '\0' ? deputies : _("Nobody stands in for this person."));
  look (self);
  judge (self);
}

/** vas_staff_access_get_button: (transfer none): @name: `password`, `sessions` or `active`. */
GtkWidget *
vas_staff_access_get_button (VasStaffAccess *self,
                             const char     *name)
{
  if (g_str_equal (name, "password"))
    return GTK_WIDGET (self->password_button);

  return GTK_WIDGET (g_str_equal (name, "sessions") ? self->sessions_button : self->active_button);
}

/** vas_staff_access_get_subtitle: (transfer none): what stands there; @name as of vas_staff_access_get_button(). */
const char *
vas_staff_access_get_subtitle (VasStaffAccess *self,
                               const char     *name)
{
  if (g_str_equal (name, "password"))
    return adw_action_row_get_subtitle (self->password_row);

  return adw_action_row_get_subtitle (g_str_equal (name, "sessions") ? self->sessions_row : self->active_row);
}
