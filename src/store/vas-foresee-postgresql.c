/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Queries that a connection to PostgreSQL put before their time (vas_statement_foresee()), and their answers.
 *
 * They are sent along like statements that nobody waits for, and answered all in the round trip of the first of them that is really put.
 * An answer is good for one who puts the same text with the same values. It says what was when it was sent, so the first statement that
 * writes, or takes back, forgets all of them; nobody but this connection can change anything meanwhile.
 */

#include "vas-sql-postgresql.h"

typedef struct {
  char      *text;
  guint      n;
  char     **values;
  guint      place;  /* among the statements under way, from 0 */
  PGresult  *result; /* NULL while it is under way */
} Foreseen;

static void
foreseen_free (Foreseen *self)
{
  for (guint i = 0; i < self->n; i++)
    g_free (self->values[i]);
  g_free (self->values);
  g_free (self->text);
  g_clear_pointer (&self->result, PQclear);
  g_free (self);
}

/* vas_postgresql_foreseen_new: (transfer full): none yet. */
GPtrArray *
vas_postgresql_foreseen_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) foreseen_free);
}

static gboolean
is_same (const Foreseen  *foreseen,
         const char      *text,
         guint            n,
         char           **values)
{
  if (foreseen->n != n || !g_str_equal (foreseen->text, text))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (g_strcmp0 (foreseen->values[i], values[i]) != 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
find (VasPostgresql  *self,
      const char     *text,
      guint           n,
      char          **values,
      guint          *index)
{
  for (*index = 0; *index < self->foreseen->len; (*index)++)
    {
      if (is_same (g_ptr_array_index (self->foreseen, *index), text, n, values))
        return TRUE;
    }

  return FALSE;
}

/* vas_postgresql_is_foreseen: whether it is under way, or answered, already. */
gboolean
vas_postgresql_is_foreseen (VasPostgresql  *self,
                            const char     *text,
                            guint           n,
                            char          **values)
{
  guint index;

  return find (self, text, n, values, &index);
}

/* vas_postgresql_note_foreseen: the statement that was sent last is one; what is given is copied. */
void
vas_postgresql_note_foreseen (VasPostgresql  *self,
                              const char     *text,
                              guint           n,
                              char          **values)
{
  Foreseen *foreseen = g_new0 (Foreseen, 1);

  foreseen->text = g_strdup (text);
  foreseen->n = n;
  foreseen->values = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    foreseen->values[i] = g_strdup (values[i]);
  foreseen->place = self->pending - 1;
  g_ptr_array_add (self->foreseen, foreseen);
}

/* vas_postgresql_keep_foreseen: @result: (transfer full) where it is the answer of one: then TRUE. */
gboolean
vas_postgresql_keep_foreseen (VasPostgresql *self,
                              guint          place,
                              PGresult      *result)
{
  for (guint i = 0; i < self->foreseen->len; i++)
    {
      Foreseen *foreseen = g_ptr_array_index (self->foreseen, i);

      if (foreseen->result == NULL && foreseen->place == place)
        {
          foreseen->result = result;
          return TRUE;
        }
    }

  return FALSE;
}

/* vas_postgresql_take_foreseen: *result: (transfer full) (nullable): the answer, waited for where it is under way; NULL where it was not foreseen. */
gboolean
vas_postgresql_take_foreseen (VasPostgresql  *self,
                              const char     *text,
                              guint           n,
                              char          **values,
                              PGresult      **result,
                              GError        **error)
{
  Foreseen *foreseen;
  guint index;

  *result = NULL;
  if (!find (self, text, n, values, &index))
    return TRUE;

  foreseen = g_ptr_array_index (self->foreseen, index);
  if (foreseen->result == NULL && !vas_postgresql_settle (self, error)) /* which forgets them all where it fails */
    return FALSE;
  *result = g_steal_pointer (&foreseen->result);
  g_ptr_array_remove_index (self->foreseen, index);

  return TRUE;
}

/* vas_postgresql_forget_foreseen: what they say may not hold any more. */
void
vas_postgresql_forget_foreseen (VasPostgresql *self)
{
  g_ptr_array_set_size (self->foreseen, 0);
}
