/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-aside-file.h"
#include "vas-engine.h"
#include "vas-staff.h"

G_BEGIN_DECLS

/**
 * VasCliStatus:
 * @VAS_CLI_OK: done, or “yes”
 * @VAS_CLI_NO: “no”: refused, wrong, not found, or it could not be done
 * @VAS_CLI_USAGE: wrong use of the command line
 *
 * How vasctl ends.
 */
typedef enum {
  VAS_CLI_OK,
  VAS_CLI_NO,
  VAS_CLI_USAGE,
} VasCliStatus;

/**
 * VasCli:
 *
 * One call of vasctl: what the options say, and the replica once it is open. One thread.
 */
typedef struct {
  char      *replica;               /* nullable: not given */
  char      *login;                 /* nullable: who acts */
  char      *server;                /* nullable: address of a server */
  char      *credential;            /* nullable: file of its session */
  char      *now_text;
  gint64     now;                   /* an instant, or VAS_NONE for the clock */
  gboolean   json;
  gboolean   progress;

  gpointer   transport;             /* nullable: VasTransport, once the server was spoken to */
  VasStore  *store;
  VasEngine *engine;
  char      *actor;                 /* key of the staff member, or "system" */
} VasCli;

/**
 * VasCliCommand:
 * @name: the word on the command line
 * @arguments: what follows it, for the help
 * @summary: what it does, a message id
 * @run: does it; @argv[0] is the command's name
 *
 * A command of vasctl.
 */
typedef struct {
  const char    *name;
  const char    *arguments;
  const char    *summary;
  VasCliStatus (*run) (VasCli  *cli,
                       int      argc,
                       char   **argv);
} VasCliCommand;

/* The commands. */
VasCliStatus vas_cli_init          (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_seed_demo     (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_import        (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_export        (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_queue         (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_case          (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_order         (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_account       (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_stock         (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_handover      (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_one_clerk     (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_print_list    (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_close_day     (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_activity      (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_find_account  (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_personal      (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_photo         (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_run           (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_sync          (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_outbox        (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_check_command (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_commands      (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_verify        (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_backup        (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_restore       (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_reveal        (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_search        (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_keep          (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_maintain      (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_hello         (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_sign_in       (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_sign_out      (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_fetch         (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_staff         (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_workdays      (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_period        (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_check         (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_tax           (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_words         (VasCli *cli, int argc, char **argv);
VasCliStatus vas_cli_pinyin        (VasCli *cli, int argc, char **argv);

VasCliStatus vas_cli_copy (VasCli *cli, const char *number, const char *path, const char *reason);

/* What they share. */
gboolean     vas_cli_parse         (VasCli              *cli,
                                    const GOptionEntry  *entries,
                                    int                  least,
                                    int                  most,
                                    int                 *argc,
                                    char              ***argv);
GOptionEntry *vas_cli_global_options (VasCli *cli);
gboolean     vas_cli_read_now      (VasCli *cli);
char        *vas_cli_get_replica   (VasCli *cli);
gboolean     vas_cli_open          (VasCli *cli, VasStoreFlags flags);
gboolean     vas_cli_open_as       (VasCli *cli, VasStoreFlags flags, gboolean person);
void         vas_cli_close         (VasCli *cli);
gint64       vas_cli_get_now       (VasCli *cli);

VasCliStatus vas_cli_record        (VasCli              *cli,
                                    VasCommand          *command,
                                    VasAsideFile        *aside);
VasCliStatus vas_cli_record_export (VasCli              *cli,
                                    const char          *kind,
                                    const char          *part,
                                    gint64               rows,
                                    const char          *digest,
                                    VasAsideFile        *aside);

/** VasCliOutbox: what a replica has not sent yet, and what was refused. */
typedef struct _VasCliOutbox VasCliOutbox;

VasCliOutbox *vas_cli_outbox_read  (VasCli              *cli,
                                    GError             **error);
void         vas_cli_outbox_free   (VasCliOutbox        *self);
void         vas_cli_outbox_add    (VasCliOutbox        *outbox,
                                    JsonBuilder         *builder);
void         vas_cli_outbox_print  (VasCliOutbox        *outbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasCliOutbox, vas_cli_outbox_free)

void         vas_cli_complain      (const char *format, ...) G_GNUC_PRINTF (1, 2);
VasCliStatus vas_cli_misuse        (const char *format, ...) G_GNUC_PRINTF (1, 2);
VasCliStatus vas_cli_fail          (GError *error);
void         vas_cli_print         (const char *format, ...) G_GNUC_PRINTF (1, 2);
void         vas_cli_print_json    (JsonNode *node);
void         vas_cli_print_verdict (VasVerdict *verdict);

/* Short forms to build an answer in JSON; absent values become null. */
void         vas_cli_add_text      (JsonBuilder *builder, const char *name, const char *text);
void         vas_cli_add_int       (JsonBuilder *builder, const char *name, gint64 value);
void         vas_cli_add_bool      (JsonBuilder *builder, const char *name, gboolean value);
void         vas_cli_add_date      (JsonBuilder *builder, const char *name, gint32 date);
void         vas_cli_print_builder (JsonBuilder *builder);

G_END_DECLS
