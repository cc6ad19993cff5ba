/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-spoil-transport.h"

#include "vas-soup-transport.h"

#include <string.h>

struct _VasSpoilTransport
{
  GObject       parent_instance;

  VasTransport *real;
  VasSpoil      how;
  guint         from;       /* which chunk is the first */
  guint         times;
  guint         n_chunks;   /* that were asked for */
  GBytes       *last;       /* (nullable) */
};

/* The first digest with another first digit. */
static GBytes *
change_digest (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  char *text = g_strndup (data, length);
  char *digest = strstr (text, "\"digest\":\"");

  g_assert_nonnull (digest);
  digest += strlen ("\"digest\":\"");
  *digest = *digest == '0' ? '1' : '0';
  return g_bytes_new_take (text, length);
}

static GBytes *
spoil (VasSpoilTransport *self,
       GBytes            *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint8 *copy;

  if (self->how == VAS_SPOIL_DIGEST)
    return change_digest (bytes);
  if (self->how == VAS_SPOIL_CUT)
    return g_bytes_new (data, length / 2);
  if (self->how == VAS_SPOIL_OTHER && self->last != NULL)
    return g_bytes_ref (self->last);

  copy = g_memdup2 (data, length);
  copy[length / 2] ^= 1;
  return g_bytes_new_take (copy, length);
}

static void
answer_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  VasSpoilTransport *self = g_task_get_source_object (task);
  GError *error = NULL;
  VasAnswer *answer = vas_transport_call_finish (VAS_TRANSPORT (object), result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_task_get_task_data (task) != NULL)
    {
      GBytes *spoiled = spoil (self, answer->body);

      g_bytes_unref (answer->body);
      answer->body = spoiled;
    }
  else
    {
      g_clear_pointer (&self->last, g_bytes_unref);
      self->last = g_bytes_ref (answer->body);
    }
  g_task_return_pointer (task, answer, (GDestroyNotify) vas_answer_free);
}

static void
call_async (VasTransport        *transport,
            const VasCall       *call,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  VasSpoilTransport *self = VAS_SPOIL_TRANSPORT (transport);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  gboolean spoils = FALSE;

  if (g_str_has_prefix (call->path, "/v1/chunks/"))
    {
      spoils = self->how != VAS_SPOIL_NOTHING && self->how != VAS_SPOIL_DIGEST && self->n_chunks >= self->from && self->times > 0;
      self->n_chunks++;
      if (spoils)
        self->times--;
    }
  else if (g_str_equal (call->path, "/v1/snapshots"))
    {
      spoils = self->how == VAS_SPOIL_DIGEST;
    }
  if (spoils && self->how == VAS_SPOIL_GONE)
    {
      g_task_return_new_error (task, VAS_TRANSPORT_ERROR, VAS_TRANSPORT_ERROR_UNREACHABLE, "Nobody answers.");
      g_object_unref (task);
      return;
    }

  g_task_set_task_data (task, GINT_TO_POINTER (spoils), NULL);
  vas_transport_call_async (self->real, call, cancellable, answer_cb, task);
}

static VasAnswer *
call_finish (VasTransport  *transport,
             GAsyncResult  *result,
             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
transport_iface_init (VasTransportInterface *iface)
{
  iface->call_async = call_async;
  iface->call_finish = call_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VasSpoilTransport, vas_spoil_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VAS_TYPE_TRANSPORT, transport_iface_init))

static void
vas_spoil_transport_finalize (GObject *object)
{
  VasSpoilTransport *self = VAS_SPOIL_TRANSPORT (object);

  g_clear_object (&self->real);
  g_clear_pointer (&self->last, g_bytes_unref);

  G_OBJECT_CLASS (vas_spoil_transport_parent_class)->finalize (object);
}

static void
vas_spoil_transport_class_init (VasSpoilTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_spoil_transport_finalize;
}

static void
vas_spoil_transport_init (VasSpoilTransport *self)
{
}

/** vas_spoil_transport_new: (transfer full): one that spoils nothing yet. */
VasSpoilTransport *
vas_spoil_transport_new (const char *address)
{
  VasSpoilTransport *self = g_object_new (VAS_TYPE_SPOIL_TRANSPORT, NULL);
  g_autoptr (GError) error = NULL;

  self->real = vas_soup_transport_new (address, &error);
  g_assert_no_error (error);

  return self;
}

/** vas_spoil_transport_set: @from: which chunk from now on is the first to be spoilt, counted from 0; @times: how many. */
void
vas_spoil_transport_set (VasSpoilTransport *self,
                         VasSpoil           how,
                         guint              from,
                         guint              times)
{
  self->how = how;
  self->from = from;
  self->times = times;
  self->n_chunks = 0;
}

/** vas_spoil_transport_get_n: how many chunks were asked for since. */
guint
vas_spoil_transport_get_n (VasSpoilTransport *self)
{
  return self->n_chunks;
}
