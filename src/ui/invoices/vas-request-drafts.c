/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * See the header. A caller who has to look for the taxpayer id calls again: what was stated until then is set aside, and the next
 * caller gets an empty form. A draft is of this desk alone and counts nowhere until it is submitted. With the user's data it is
 * erased (R29); nobody can tell whose it is where the caller was not found yet, so none waits longer than a month. Each row says whose it is, how much was stated, and since when it waits. Main thread; read by the writer, behind what was
 * set aside last.
 */

#include "vas-request-drafts.h"

#include "vas-account.h"
#include "vas-draft.h"
#include "vas-json-reader.h"
#include "vas-mask.h"
#include "vas-mobile.h"
#include "vas-table.h"
#include "vas-time.h"
#include "vas-uuid.h"

#include <glib/gi18n.h>

#define PREFIX "aside:"
#define MAX_SIZE (256 * 1024)
#define N_KEYS 5
#define KEPT (30 * VAS_INSTANT_DAY)

struct _VasRequestDrafts
{
  AdwBin      parent_instance;

  GtkListBox *list;
  GPtrArray  *found;        /* (element-type Draft) */
  GPtrArray  *shown;        /* (element-type Draft): those of the caller, or all; not owned */
  gboolean    wanted;
  char       *account_key;  /* (nullable): of whom alone */
};

enum {
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasRequestDrafts, vas_request_drafts, ADW_TYPE_BIN)

typedef struct {
  char   *subject;
  char   *account_key;  /* (nullable) */
  char   *account_id;   /* (nullable): masked, since the caller states it */
  char   *title;        /* (nullable): whose */
  guint   n_orders;
  gint64  saved_at;
} Draft;

static void
draft_free (Draft *self)
{
  g_free (self->subject);
  g_free (self->account_key);
  g_free (self->account_id);
  g_free (self->title);
  g_free (self);
}

/* (transfer full): what was typed of a caller may be a whole mobile (R31). */
static char *
mask (const char *typed)
{
  g_autofree char *mobile = vas_mobile_normalize (typed, NULL);

  return mobile != NULL ? vas_mask_mobile (mobile) : g_strdup (typed);
}

/* The account, or what was typed of the caller until then. */
static void
name (Draft      *self,
      VasSql     *sql,
      JsonObject *object)
{
  const char *typed = json_object_get_string_member_with_default (object, "searching", "");
  g_autoptr (VasAccount) account = NULL;

  if (*typed == '\0')
    typed = json_object_get_string_member_with_default (object, "title", "");
  self->account_key = g_strdup (json_object_get_string_member_with_default (object, "account", NULL));
  if (self->account_key != NULL)
    account = vas_table_get (sql, VAS_TYPE_ACCOUNT, self->account_key, NULL);
  if (account != NULL)
    self->account_id = vas_mask_account (account->account_id);
  if (account != NULL && account->name_masked != NULL)
    self->title = g_strdup (account->name_masked);
  else if (*typed != '\0')
    self->title = mask (typed);
}

/* (transfer full): which account, how much was stated, since when; what there is of it. */
static char *
describe (const Draft *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (self->account_id != NULL)
    g_ptr_array_add (words, g_strdup (self->account_id));
  if (self->n_orders > 0)
    g_ptr_array_add (words, g_strdup_printf (ngettext ("%u order stated", "%u orders stated", self->n_orders), self->n_orders));
  g_ptr_array_add (words, vas_instant_format_local (self->saved_at));
  g_ptr_array_add (words, NULL);

  return g_strjoinv (" · ", (char **) words->pdata);
}

static Draft *
read_draft (VasSql         *sql,
            const VasDraft *kept)
{
  g_autoptr (JsonNode) node = vas_json_parse_strict (kept->value, -1, MAX_SIZE, NULL);
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  Draft *self;

  if (object == NULL)
    return NULL;
  self = g_new0 (Draft, 1);
  self->subject = g_strdup (kept->subject);
  self->saved_at = kept->saved_at;
  if (json_object_has_member (object, "stated"))
    self->n_orders = json_array_get_length (json_object_get_array_member (object, "stated"));
  name (self, sql, object);

  return self;
}

static gpointer
read_all (VasSql        *sql,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const gint64 *now = data;
  g_autoptr (GPtrArray) kept = vas_draft_forget (sql, "request", PREFIX, *now - KEPT, error) ? vas_draft_list (sql, "request", error) : NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) draft_free);

  if (kept == NULL)
    return NULL;
  for (guint i = 0; i < kept->len; i++)
    {
      const VasDraft *one = g_ptr_array_index (kept, i);
      Draft *draft = g_str_has_prefix (one->subject, PREFIX) ? read_draft (sql, one) : NULL;

      if (draft != NULL)
        g_ptr_array_add (found, draft);
    }

  return g_steal_pointer (&found);
}

/* @place: whose key it has; beyond %N_KEYS it has none. */
static GtkWidget *
new_row (const Draft *draft,
         guint        place)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = describe (draft);
  g_autofree char *key = g_strdup_printf ("Alt+%u", place + 1);
  GtkWidget *key_label = gtk_label_new (key);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), draft->title != NULL ? draft->title : _("Caller not known yet"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_add_css_class (key_label, "keycap");
  gtk_widget_set_valign (key_label, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (key_label, place < N_KEYS);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), key_label);

  return row;
}

static void
fill (VasRequestDrafts *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  g_ptr_array_set_size (self->shown, 0);

  for (guint i = 0; i < self->found->len; i++)
    {
      Draft *draft = g_ptr_array_index (self->found, i);

      if (self->account_key != NULL && g_strcmp0 (draft->account_key, self->account_key) != 0)
        continue;
      gtk_list_box_append (self->list, new_row (draft, self->account_key == NULL ? self->shown->len : N_KEYS));
      g_ptr_array_add (self->shown, draft);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->wanted && self->shown->len > 0);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (VasRequestDrafts) self = user_data;
  g_autoptr (GPtrArray) found = vas_store_finish (VAS_STORE (object), result, NULL);

  if (found == NULL)
    return;

  g_ptr_array_set_size (self->shown, 0);
  g_ptr_array_unref (self->found);
  self->found = g_steal_pointer (&found);
  fill (self);
}

static void
row_activated_cb (VasRequestDrafts *self,
                  GtkListBoxRow    *row)
{
  vas_request_drafts_choose (self, (guint) gtk_list_box_row_get_index (row));
}

static void
vas_request_drafts_finalize (GObject *object)
{
  VasRequestDrafts *self = VAS_REQUEST_DRAFTS (object);

  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->found);
  g_free (self->account_key);

  G_OBJECT_CLASS (vas_request_drafts_parent_class)->finalize (object);
}

static void
vas_request_drafts_class_init (VasRequestDraftsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vas_request_drafts_finalize;

  /**
   * VasRequestDrafts::chosen:
   * @subject: of the draft
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", VAS_TYPE_REQUEST_DRAFTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-request-drafts.ui");
  gtk_widget_class_bind_template_child (widget_class, VasRequestDrafts, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
vas_request_drafts_init (VasRequestDrafts *self)
{
  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) draft_free);
  self->shown = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_request_drafts_new_subject: (transfer full): for one more that is set aside. */
char *
vas_request_drafts_new_subject (void)
{
  g_autofree char *id = vas_uuid_v7 (vas_instant_now ());

  return g_strconcat (PREFIX, id, NULL);
}

/** vas_request_drafts_load: reads what was set aside until now. */
void
vas_request_drafts_load (VasRequestDrafts *self,
                         VasDesk          *desk)
{
  const gint64 now = vas_desk_get_now (desk);

  if (!vas_desk_is_read_only (desk))
    vas_store_write_async (vas_desk_get_store (desk), read_all, g_memdup2 (&now, sizeof now), g_free, (GDestroyNotify) g_ptr_array_unref, NULL, read_cb,
                           g_object_ref (self));
}

/**
 * vas_request_drafts_show:
 * @wanted: whether there is room for another draft in the form
 * @account_key: (nullable): of whom alone
 */
void
vas_request_drafts_show (VasRequestDrafts *self,
                         gboolean          wanted,
                         const char       *account_key)
{
  self->wanted = wanted;
  if (g_strcmp0 (account_key, self->account_key) == 0)
    {
      gtk_widget_set_visible (GTK_WIDGET (self), wanted && self->shown->len > 0);
      return;
    }

  g_free (self->account_key);
  self->account_key = g_strdup (account_key);
  fill (self);
}

/** vas_request_drafts_choose: as if the row at @place were activated. Returns: FALSE where none is seen there */
gboolean
vas_request_drafts_choose (VasRequestDrafts *self,
                           guint             place)
{
  g_autofree char *subject = NULL;

  if (!gtk_widget_get_visible (GTK_WIDGET (self)) || place >= self->shown->len)
    return FALSE;

  subject = g_strdup (((const Draft *) g_ptr_array_index (self->shown, place))->subject);
  g_ptr_array_set_size (self->shown, 0);
  g_ptr_array_set_size (self->found, 0);
  fill (self);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, subject);
  return TRUE;
}
