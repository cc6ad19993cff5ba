/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case.h"
#include "vas-command.h"
#include "vas-house.h"
#include "vas-role.h"
#include "vas-sql.h"
#include "vas-staff.h"
#include "vas-verdict.h"

G_BEGIN_DECLS

/**
 * VasArgumentKind: what an argument may be.
 */
typedef enum {
  VAS_ARG_TEXT,             /* not empty, at most 2,000 characters */
  VAS_ARG_KEY,              /* the key of a record */
  VAS_ARG_INTEGER,
  VAS_ARG_MONEY,            /* fen, not negative */
  VAS_ARG_BOOLEAN,
  VAS_ARG_TIME,             /* microseconds UTC */
  VAS_ARG_DATE,             /* "2021-08-24" */
  VAS_ARG_TEXTS,            /* a list of texts */
  VAS_ARG_OBJECTS,          /* a list of objects, whose members the command judges */
} VasArgumentKind;

/**
 * VasArgumentFlags:
 * @VAS_ARG_REQUIRED: must be there
 * @VAS_ARG_PERSONAL: a personal datum: stands apart from the body
 * @VAS_ARG_LINE: words for people to read in a list: one line that reads as it was written (vas_text_is_plain())
 * @VAS_ARG_LINES: the same of several lines
 */
typedef enum {
  VAS_ARG_REQUIRED = 1 << 0,
  VAS_ARG_PERSONAL = 1 << 1,
  VAS_ARG_LINE     = 1 << 2,
  VAS_ARG_LINES    = 1 << 3,
} VasArgumentFlags;

typedef struct {
  const char       *name;
  VasArgumentKind   kind;
  VasArgumentFlags  flags;
} VasArgument;

/**
 * VasCommandFlags:
 * @VAS_COMMAND_HOLD: waits in the outbox with an Undo toast, since a slip could send it
 * @VAS_COMMAND_SYSTEM: work of the clock or of a file; no person runs it from a view
 * @VAS_COMMAND_ADVICE: says what somebody is about; where a backend refuses it, its author need not hear of it
 * @VAS_COMMAND_SERVER: records what a backend did by a way of its own; nobody sends it
 */
typedef enum {
  VAS_COMMAND_HOLD   = 1 << 0,
  VAS_COMMAND_SYSTEM = 1 << 1,
  VAS_COMMAND_ADVICE = 1 << 2,
  VAS_COMMAND_SERVER = 1 << 3,
} VasCommandFlags;

typedef struct _VasRun VasRun;

/**
 * VasCommandType:
 * @name: "invoice.approve"
 * @roles: bits of #VasRole, one of which the actor must hold
 * @arguments: the table of arguments, ended by a NULL name
 * @check: judges every rule that bears on it; FALSE with an error only where it cannot be judged at all
 * @apply: does it; judges nothing
 * @foresee: (nullable): says what @check will ask besides the records that @arguments name (vas-run-foresee.c); they are not checked yet
 *
 * A command, described once.
 */
typedef struct {
  const char         *name;
  guint               roles;
  VasCommandFlags     flags;
  const VasArgument  *arguments;
  gboolean          (*check) (VasRun      *run,
                              VasVerdict  *verdict,
                              GError     **error);
  gboolean          (*apply) (VasRun      *run,
                              GError     **error);
  gboolean        (*foresee) (VasSql      *sql,
                              JsonObject  *args,
                              GError     **error);
} VasCommandType;

const VasCommandType *vas_command_type_find          (const char           *name);
const VasCommandType * const *vas_command_type_list  (guint                *n_types);
const VasArgument    *vas_command_type_find_argument (const VasCommandType *type,
                                                      const char           *name);
gboolean              vas_command_check_arguments    (VasCommand           *command,
                                                      GError              **error);

/**
 * VasRun:
 *
 * One judging or applying of a command. No clock, random number or locale: @now is given, new keys derive from the
 * command's id, so that a replay makes the same records.
 */
struct _VasRun
{
  VasSql               *sql;
  VasCommand           *command;
  const VasCommandType *type;
  JsonObject           *args;
  VasStaff             *actor;      /* nullable for the system */
  guint                 roles;      /* of the actor now, deputised ones included */
  gint64                now;
  gint32                today;
  gboolean              authority;
  gint64                erased_at;  /* when the user was erased whose personal values it brings; VAS_NONE */
  VasHouse             *house;      /* settings and calendar */
  VasCase              *vas_case;   /* of the argument “request”, read at the first need */
  GPtrArray            *subjects;   /* keys of the records touched, each once */
  GHashTable           *kinds;      /* (element-type utf8 GType): of the subjects that it wrote */
  GHashTable           *loaded;     /* type and key → entity: check and apply see the same object */
};

gboolean    vas_run_foresee_erased (VasSql      *sql,
                                    VasCommand  *command,
                                    GError     **error);
gboolean    vas_run_find_erased  (VasSql      *sql,
                                  VasCommand  *command,
                                  gint64      *erased_at,
                                  GError     **error);
gboolean    vas_run_foresee      (VasSql      *sql,
                                  VasCommand  *command,
                                  GError     **error);
const char *vas_run_get_text     (VasRun      *run,
                                  const char  *name);
gint64      vas_run_get_int      (VasRun      *run,
                                  const char  *name);
gint64      vas_run_get_int_or   (VasRun      *run,
                                  const char  *name,
                                  gint64       fallback);
gboolean    vas_run_get_bool     (VasRun      *run,
                                  const char  *name);
gint32      vas_run_get_date     (VasRun      *run,
                                  const char  *name);
JsonArray  *vas_run_get_array    (VasRun      *run,
                                  const char  *name);
gboolean    vas_run_has          (VasRun      *run,
                                  const char  *name);
char       *vas_run_new_key      (VasRun      *run,
                                  const char  *name);

gpointer    vas_run_load         (VasRun      *run,
                                  GType        type,
                                  const char  *key,
                                  GError     **error);
gpointer    vas_run_load_arg     (VasRun      *run,
                                  GType        type,
                                  const char  *argument,
                                  GError     **error);
gboolean    vas_run_insert       (VasRun      *run,
                                  gpointer     entity,
                                  GError     **error);
gboolean    vas_run_update       (VasRun      *run,
                                  gpointer     entity,
                                  GError     **error);
void        vas_run_touch        (VasRun      *run,
                                  const char  *key);

VasCase    *vas_run_get_case     (VasRun      *run,
                                  GError     **error);
VasCase    *vas_run_load_case    (VasRun      *run,
                                  const char  *request_key,
                                  GError     **error);
gboolean    vas_run_has_role     (VasRun      *run,
                                  guint        roles);
gboolean    vas_run_has_own_role (VasRun      *run,
                                  guint        roles);
gint64      vas_run_get_setting  (VasRun      *run,
                                  const char  *name,
                                  gint64       fallback);
gboolean    vas_run_read_house   (VasRun      *run,
                                  GError     **error);
VasCalendar *vas_run_get_calendar (VasRun     *run);
gint32      vas_run_working_days (VasRun      *run,
                                  gint32       from,
                                  int          days,
                                  gboolean    *provisional);

VasRun     *vas_run_new          (VasSql      *sql,
                                  VasCommand  *command,
                                  gint64       now,
                                  gboolean     authority,
                                  GError     **error);
void        vas_run_free         (VasRun      *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasRun, vas_run_free)

VasVerdict *vas_run_judge        (VasRun      *run,
                                  GError     **error);

/* Short forms of a finding that fails. */
void        vas_run_fail         (VasVerdict  *verdict,
                                  const char  *rule,
                                  const char  *clause,
                                  const char  *code);
void        vas_run_fail_erased  (VasVerdict  *verdict,
                                  gint64       erased_at);
void        vas_run_fail_text    (VasVerdict  *verdict,
                                  const char  *rule,
                                  const char  *clause,
                                  const char  *code,
                                  const char  *figure,
                                  const char  *text);

G_END_DECLS
