/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasQueueSource: the invoice queue, at any length, for a VasRowModel. Its records are VasQueueRow. The question has a moment of
 * its own: claims end by themselves, so whoever shows the queue asks anew now and then. Main thread; the statements run on a
 * reader of the store.
 */

#include "vas-queue-source.h"

#include "vas-queue-memory.h"

struct _VasQueueSource
{
  VasSqlSource      parent_instance;

  VasQueueQuestion *question;
};

G_DEFINE_FINAL_TYPE (VasQueueSource, vas_queue_source, VAS_TYPE_SQL_SOURCE)

static gpointer
vas_queue_source_ref_question (VasSqlSource *source)
{
  return vas_queue_question_ref (VAS_QUEUE_SOURCE (source)->question);
}

static void
vas_queue_source_unref_question (gpointer question)
{
  vas_queue_question_unref (question);
}

static GType
vas_queue_source_get_item_type (VasSqlSource *source)
{
  return VAS_TYPE_QUEUE_ROW;
}

static const char * const *
vas_queue_source_get_tables (VasSqlSource *source)
{
  static const char * const tables[] = { "request", "share", "account", "staff", "parcel", "fapiao", NULL };

  return tables;
}

static gboolean
vas_queue_source_find_ids (gconstpointer  question,
                           VasSql        *sql,
                           guint          limit,
                           VasRowView    *view)
{
  return vas_queue_memory_find (sql, question, limit, view);
}

static VasStatement *
vas_queue_source_prepare_ids (gconstpointer   question,
                              VasSql         *sql,
                              guint           limit,
                              GError        **error)
{
  return vas_queue_prepare_ids (sql, question, limit, error);
}

static VasStatement *
vas_queue_source_prepare_record (gconstpointer   question,
                                 VasSql         *sql,
                                 GError        **error)
{
  return vas_queue_prepare_row (sql, question, error);
}

static gpointer
vas_queue_source_read_record (gconstpointer  question,
                              VasStatement  *statement)
{
  return vas_queue_read_row (statement);
}

static void
vas_queue_source_finalize (GObject *object)
{
  VasQueueSource *self = VAS_QUEUE_SOURCE (object);

  g_clear_pointer (&self->question, vas_queue_question_unref);

  G_OBJECT_CLASS (vas_queue_source_parent_class)->finalize (object);
}

static void
vas_queue_source_class_init (VasQueueSourceClass *klass)
{
  VasSqlSourceClass *source_class = VAS_SQL_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vas_queue_source_finalize;

  source_class->get_item_type = vas_queue_source_get_item_type;
  source_class->ref_question = vas_queue_source_ref_question;
  source_class->unref_question = vas_queue_source_unref_question;
  source_class->find_ids = vas_queue_source_find_ids;
  source_class->prepare_ids = vas_queue_source_prepare_ids;
  source_class->prepare_record = vas_queue_source_prepare_record;
  source_class->read_record = vas_queue_source_read_record;
  source_class->get_tables = vas_queue_source_get_tables;
}

static void
vas_queue_source_init (VasQueueSource *self)
{
}

/** vas_queue_source_new: (transfer full): of the requests that answer @question. */
VasQueueSource *
vas_queue_source_new (VasStore         *store,
                      VasQueueQuestion *question)
{
  VasQueueSource *self = g_object_new (VAS_TYPE_QUEUE_SOURCE, "store", store, NULL);

  self->question = vas_queue_question_ref (question);

  return self;
}

/**
 * vas_queue_source_ask:
 * @change: %VAS_ROW_CHANGE_DATA where only the moment is another, so that what is shown stays until the answer is whole
 */
void
vas_queue_source_ask (VasQueueSource   *self,
                      VasQueueQuestion *question,
                      VasRowChange      change)
{
  g_return_if_fail (VAS_IS_QUEUE_SOURCE (self));

  vas_queue_question_ref (question);
  vas_queue_question_unref (self->question);
  self->question = question;
  vas_row_source_changed (VAS_ROW_SOURCE (self), change);
}
