/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-flaky-transport.h"

#include "vas-soup-transport.h"

struct _VasFlakyTransport
{
  GObject       parent_instance;

  VasTransport *real;
  GRand        *rand;
  guint         percent;
  guint         n_failed;
  gboolean      down;
  gint64        ahead;              /* microseconds that the answers say more than the backend does */
  gint64        once_ahead;         /* the same of the next answer alone */
  gboolean      astray;             /* the next push comes to a path that is none */
};

static void
answer_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  VasFlakyTransport *self = g_task_get_source_object (task);
  GError *error = NULL;
  VasAnswer *answer = vas_transport_call_finish (VAS_TRANSPORT (object), result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else if (g_task_get_task_data (task) != NULL)
    {
      vas_answer_free (answer);
      g_task_return_new_error (task, VAS_TRANSPORT_ERROR, VAS_TRANSPORT_ERROR_UNREACHABLE, "The answer was lost.");
    }
  else
    {
      answer->clock_ahead += self->ahead + self->once_ahead;
      self->once_ahead = 0;
      g_task_return_pointer (task, answer, (GDestroyNotify) vas_answer_free);
    }
}

static void
call_async (VasTransport        *transport,
            const VasCall       *call,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  VasFlakyTransport *self = VAS_FLAKY_TRANSPORT (transport);
  GTask *task = g_task_new (self, NULL, callback, user_data);
  const gboolean astray = self->astray && g_str_equal (call->path, "/v1/push");
  VasCall what = *call;
  const gboolean fails = self->down || (guint) g_rand_int_range (self->rand, 0, 100) < self->percent;

  if (fails)
    self->n_failed++;
  if (fails && (self->down || g_rand_boolean (self->rand)))
    {
      g_task_return_new_error (task, VAS_TRANSPORT_ERROR, VAS_TRANSPORT_ERROR_UNREACHABLE, "The request was lost.");
      g_object_unref (task);
      return;
    }

  if (astray)
    {
      what.path = "/v1/pusi";
      self->astray = FALSE;
    }
  g_task_set_task_data (task, GINT_TO_POINTER (fails), NULL);
  vas_transport_call_async (self->real, &what, cancellable, answer_cb, task);
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

G_DEFINE_FINAL_TYPE_WITH_CODE (VasFlakyTransport, vas_flaky_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VAS_TYPE_TRANSPORT, transport_iface_init))

static void
vas_flaky_transport_finalize (GObject *object)
{
  VasFlakyTransport *self = VAS_FLAKY_TRANSPORT (object);

  g_clear_object (&self->real);
  g_rand_free (self->rand);

  G_OBJECT_CLASS (vas_flaky_transport_parent_class)->finalize (object);
}

static void
vas_flaky_transport_class_init (VasFlakyTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_flaky_transport_finalize;
}

static void
vas_flaky_transport_init (VasFlakyTransport *self)
{
}

/** vas_flaky_transport_new: (transfer full): one that does not fail yet. */
VasFlakyTransport *
vas_flaky_transport_new (const char *address,
                         guint32     seed)
{
  VasFlakyTransport *self = g_object_new (VAS_TYPE_FLAKY_TRANSPORT, NULL);
  g_autoptr (GError) error = NULL;

  self->real = vas_soup_transport_new (address, &error);
  g_assert_no_error (error);
  self->rand = g_rand_new_with_seed (seed);

  return self;
}

void
vas_flaky_transport_set_down (VasFlakyTransport *self,
                              gboolean           down)
{
  self->down = down;
}

/** vas_flaky_transport_set_clock: @ahead: microseconds by which the backend's clock seems ahead: as if this desk's were slow. */
void
vas_flaky_transport_set_clock (VasFlakyTransport *self,
                               gint64             ahead)
{
  self->ahead = ahead;
}

/** vas_flaky_transport_lead_astray: a bit of the path of the next push turns over on its way. */
void
vas_flaky_transport_lead_astray (VasFlakyTransport *self)
{
  self->astray = TRUE;
}

/** vas_flaky_transport_spoil_clock: @ahead: microseconds by which the clock of the next answer, and of no other, is ahead. */
void
vas_flaky_transport_spoil_clock (VasFlakyTransport *self,
                                 gint64             ahead)
{
  self->once_ahead = ahead;
}

/** vas_flaky_transport_set_chance: of 100 calls, how many fail; half of those after the backend did what was asked. */
void
vas_flaky_transport_set_chance (VasFlakyTransport *self,
                                guint              percent)
{
  self->percent = percent;
}

guint
vas_flaky_transport_get_n_failed (VasFlakyTransport *self)
{
  return self->n_failed;
}
