/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

/**
 * VasJournalEntry:
 *
 * A command in the outbox.
 */
typedef struct {
  char   *command_id;
  char   *body;
  char   *personal;
  char   *state;
  gint64  hold_until;
} VasJournalEntry;

void vas_journal_entry_free (VasJournalEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasJournalEntry, vas_journal_entry_free)

/**
 * VasLogRow:
 *
 * A settled command: a row of the audit trail.
 */
typedef struct {
  gint64  seq;
  char   *command_id;
  char   *type;
  char   *actor;
  gint64  made_at;
  gint64  logged_at;
  char   *body;
  char   *body_hash;
  char   *result;
  char   *verdict;
  char   *previous_hash;
  char   *hash;
  char   *subjects_hash;            /* nullable: from before there was one */
} VasLogRow;

void vas_log_row_free (VasLogRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasLogRow, vas_log_row_free)

gboolean   vas_journal_save           (VasSql           *sql,
                                       const VasLogRow  *command,
                                       const char       *personal,
                                       const char       *state,
                                       gint64            hold_until,
                                       GError          **error);
gboolean   vas_journal_set_subjects   (VasSql           *sql,
                                       const char       *command_id,
                                       GPtrArray        *subjects,
                                       GError          **error);
gboolean   vas_journal_hold_until     (VasSql           *sql,
                                       const char       *command_id,
                                       gint64            hold_until,
                                       GError          **error);
gboolean   vas_journal_drop           (VasSql           *sql,
                                       const char       *command_id,
                                       GError          **error);
gboolean   vas_journal_set_state      (VasSql           *sql,
                                       const char       *command_id,
                                       const char       *state,
                                       const char       *verdict,
                                       gint64            now,
                                       GError          **error);
GPtrArray *vas_journal_list_open      (VasSql           *sql,
                                       GError          **error);
gboolean   vas_journal_has_open_on    (VasSql           *sql,
                                       const char       *command_id,
                                       GPtrArray        *subjects,
                                       gboolean         *has,
                                       GError          **error);
gboolean   vas_journal_log            (VasSql           *sql,
                                       VasLogRow        *row,
                                       GPtrArray        *subjects,
                                       GError          **error);
gboolean   vas_journal_take_over      (VasSql           *sql,
                                       const VasLogRow  *row,
                                       GPtrArray        *subjects,
                                       GError          **error);
gboolean   vas_journal_keep_personal  (VasSql           *sql,
                                       const char       *command_id,
                                       const char       *name,
                                       const char       *salt,
                                       const char       *value,
                                       GError          **error);
gboolean   vas_journal_foresee_logged (VasSql           *sql,
                                       const char       *command_id,
                                       GError          **error);
gboolean   vas_journal_find_logged    (VasSql           *sql,
                                       const char       *command_id,
                                       VasLogRow       **row,
                                       GError          **error);
gboolean   vas_journal_get            (VasSql           *sql,
                                       gint64            seq,
                                       VasLogRow       **row,
                                       GError          **error);
GPtrArray *vas_journal_list_subject   (VasSql           *sql,
                                       const char       *subject_key,
                                       GError          **error);
GPtrArray *vas_journal_list_after     (VasSql           *sql,
                                       gint64            seq,
                                       guint             limit,
                                       GError          **error);
char      *vas_journal_row_hash       (const VasLogRow  *row);
char      *vas_journal_subjects_hash  (GPtrArray        *subjects);
gboolean   vas_counter_next           (VasSql           *sql,
                                       const char       *name,
                                       gint64           *value,
                                       GError          **error);

G_END_DECLS
