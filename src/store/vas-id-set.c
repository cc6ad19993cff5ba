/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasIdSet: a bitmap over row ids, in blocks of 65,536 of which only those in use exist (8 kB each). Row ids of a replica
 * are dense, so a set over a million rows is at most 16 blocks, whatever is in it. One thread. Cost: a hash look-up, which
 * is saved while ids of one block follow one another.
 */

#include "vas-id-set.h"

#define BLOCK_BITS 16
#define BLOCK_WORDS (1u << (BLOCK_BITS - 6))

typedef struct
{
  gint64  number;                   /* id >> BLOCK_BITS; the hash's key points here */
  guint64 words[BLOCK_WORDS];
} Block;

struct _VasIdSet
{
  GHashTable *blocks;
  Block      *last;                 /* the one that was written to last */
  guint       size;
};

static Block *
find_block (const VasIdSet *self,
            gint64          id)
{
  const gint64 number = id >> BLOCK_BITS;

  if (self->last != NULL && self->last->number == number)
    return self->last;

  return g_hash_table_lookup (self->blocks, &number);
}

static guint
get_word (gint64 id)
{
  return (guint) (id >> 6) & (BLOCK_WORDS - 1);
}

static guint64
get_bit (gint64 id)
{
  return G_GUINT64_CONSTANT (1) << (id & 63);
}

VasIdSet *
vas_id_set_new (void)
{
  VasIdSet *self = g_new0 (VasIdSet, 1);

  self->blocks = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  return self;
}

void
vas_id_set_free (VasIdSet *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->blocks);
  g_free (self);
}

/** vas_id_set_add: returns whether @id, 0 or more, was not in it before. */
gboolean
vas_id_set_add (VasIdSet *self,
                gint64    id)
{
  Block *block = find_block (self, id);

  g_return_val_if_fail (id >= 0, FALSE);

  if (block == NULL)
    {
      block = g_new0 (Block, 1);
      block->number = id >> BLOCK_BITS;
      g_hash_table_insert (self->blocks, &block->number, block);
    }
  self->last = block;

  if (block->words[get_word (id)] & get_bit (id))
    return FALSE;
  block->words[get_word (id)] |= get_bit (id);
  self->size++;
  return TRUE;
}

/** vas_id_set_remove: returns whether @id was in it. */
gboolean
vas_id_set_remove (VasIdSet *self,
                   gint64    id)
{
  Block *block = find_block (self, id);

  if (!vas_id_set_contains (self, id))
    return FALSE;

  block->words[get_word (id)] &= ~get_bit (id);
  self->last = block;
  self->size--;
  return TRUE;
}

gboolean
vas_id_set_contains (const VasIdSet *self,
                     gint64          id)
{
  const Block *block = find_block (self, id);

  return block != NULL && (block->words[get_word (id)] & get_bit (id)) != 0;
}

/** vas_id_set_size: how many ids are in it. */
guint
vas_id_set_size (const VasIdSet *self)
{
  return self->size;
}

void
vas_id_set_clear (VasIdSet *self)
{
  self->last = NULL;
  self->size = 0;
  g_hash_table_remove_all (self->blocks);
}
