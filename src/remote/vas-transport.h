/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VAS_TRANSPORT_ERROR (vas_transport_error_quark ())
GQuark vas_transport_error_quark (void);

/**
 * VasTransportError:
 * @VAS_TRANSPORT_ERROR_ADDRESS: the address is none, or is plain HTTP to another machine
 * @VAS_TRANSPORT_ERROR_UNREACHABLE: nobody answered: whether the request was done is not known
 * @VAS_TRANSPORT_ERROR_UNTRUSTED: the system does not trust the other side's certificate
 * @VAS_TRANSPORT_ERROR_DAMAGED: an answer came whose length or digest does not fit; nothing of it may be used
 * @VAS_TRANSPORT_ERROR_TOO_LARGE: an answer came that is larger than it may be
 *
 * Why there is no answer.
 */
typedef enum {
  VAS_TRANSPORT_ERROR_ADDRESS,
  VAS_TRANSPORT_ERROR_UNREACHABLE,
  VAS_TRANSPORT_ERROR_UNTRUSTED,
  VAS_TRANSPORT_ERROR_DAMAGED,
  VAS_TRANSPORT_ERROR_TOO_LARGE,
} VasTransportError;

/**
 * VasCall:
 * @method: such as "POST"
 * @path: from the root of the server, with its query
 * @content_type: (nullable): of @body
 * @body: (nullable)
 * @token: (nullable): of the session
 * @timeout: seconds for @body to go and for the head of the answer to come, and as many again for its body; each besides a second for
 *   every 32 KiB, as the server allows
 *
 * What is sent.
 */
typedef struct {
  const char *method;
  const char *path;
  const char *content_type;
  GBytes     *body;
  const char *token;
  guint       timeout;
} VasCall;

/**
 * VasAnswer:
 * @status: of HTTP
 * @content_type: (nullable)
 * @body: whole, its length and digest checked
 * @retry_after: seconds, 0 where it was not said
 * @tells_time: whether it said when it was made
 * @clock_ahead: microseconds by which the other side's clock is ahead of this computer's, to half a second and the way of the answer
 *
 * What came back.
 */
typedef struct {
  guint     status;
  char     *content_type;
  GBytes   *body;
  guint     retry_after;
  gboolean  tells_time;
  gint64    clock_ahead;
} VasAnswer;

VasAnswer *vas_answer_new  (guint        status,
                            const char  *content_type,
                            GBytes      *body);
void       vas_answer_free (VasAnswer   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasAnswer, vas_answer_free)

/**
 * VasTransport:
 *
 * How a desk talks to its backend: one call, one answer. Lives in the thread of its main context; any number of calls may be under
 * way. An answer with an error's status is an answer.
 */
#define VAS_TYPE_TRANSPORT (vas_transport_get_type ())
G_DECLARE_INTERFACE (VasTransport, vas_transport, VAS, TRANSPORT, GObject)

struct _VasTransportInterface
{
  GTypeInterface parent_iface;

  void       (*call_async)  (VasTransport         *self,
                             const VasCall        *call,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data);
  VasAnswer *(*call_finish) (VasTransport         *self,
                             GAsyncResult         *result,
                             GError              **error);
};

void       vas_transport_call_async  (VasTransport         *self,
                                      const VasCall        *call,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
VasAnswer *vas_transport_call_finish (VasTransport         *self,
                                      GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
