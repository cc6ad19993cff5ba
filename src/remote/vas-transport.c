/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasTransport: what sync needs of a network, and all of it. The real one is VasSoupTransport; tests put their own in its place.
 */

#include "vas-transport.h"

G_DEFINE_QUARK (vas-transport-error-quark, vas_transport_error)
G_DEFINE_INTERFACE (VasTransport, vas_transport, G_TYPE_OBJECT)

static void
vas_transport_default_init (VasTransportInterface *iface)
{
}

/** vas_answer_new: (transfer full): @body: (transfer full). */
VasAnswer *
vas_answer_new (guint       status,
                const char *content_type,
                GBytes     *body)
{
  VasAnswer *self = g_new0 (VasAnswer, 1);

  self->status = status;
  self->content_type = g_strdup (content_type);
  self->body = body;

  return self;
}

void
vas_answer_free (VasAnswer *self)
{
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * vas_transport_call_async:
 * @call: what to send; it and what it names may go when this returns, the body is referenced
 */
void
vas_transport_call_async (VasTransport        *self,
                          const VasCall       *call,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  VAS_TRANSPORT_GET_IFACE (self)->call_async (self, call, cancellable, callback, user_data);
}

/**
 * vas_transport_call_finish:
 *
 * Returns: (transfer full) (nullable): the answer, whatever its status; NULL with a %VAS_TRANSPORT_ERROR or %G_IO_ERROR_CANCELLED
 */
VasAnswer *
vas_transport_call_finish (VasTransport  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return VAS_TRANSPORT_GET_IFACE (self)->call_finish (self, result, error);
}
