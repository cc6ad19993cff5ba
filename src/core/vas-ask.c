/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Questions at a terminal. A password is typed twice without being shown, or is the first line of a standard input that is no
 * terminal; it is never an argument, which everybody on the machine could read.
 */

#include "vas-ask.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define LONGEST 4096

/* (nullable): a line of the standard input, without its end; NULL at the end of it, or where it is no UTF-8. */
static char *
read_line (void)
{
  char text[LONGEST];

  if (fgets (text, sizeof text, stdin) == NULL)
    return NULL;
  text[strcspn (text, "\r\n")] = '\0';

  return g_utf8_validate (text, -1, NULL) ? g_strdup (text) : NULL;
}

/** vas_ask_line: (transfer full) (nullable): what is answered at the terminal; NULL where there is none, or nothing was answered. */
char *
vas_ask_line (const char *question)
{
  g_autofree char *line = NULL;

  if (!isatty (STDIN_FILENO))
    return NULL;
  g_printerr ("%s ", question);
  line = read_line ();

  return line != NULL && *line != '\0' ? g_steal_pointer (&line) : NULL;
}

static struct termios shown;

/* Whoever interrupts the question gets his terminal back as it was; then the signal does what it always does. */
static void
interrupted (int number)
{
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
  raise (number);
}

static char *
read_unseen (void)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
  const struct sigaction give_back = { .sa_handler = interrupted, .sa_flags = (int) SA_RESETHAND };
  struct sigaction before[G_N_ELEMENTS (signals)];
  struct termios unseen = shown;
  char *line = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &give_back, &before[i]);
  unseen.c_lflag &= ~(tcflag_t) ECHO;
  if (tcsetattr (STDIN_FILENO, TCSAFLUSH, &unseen) == 0)
    line = read_line ();
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &before[i], NULL);

  return line;
}

static char *
ask_unseen (const char *question)
{
  char *line;

  if (tcgetattr (STDIN_FILENO, &shown) != 0)
    return NULL;

  g_printerr ("%s ", question);
  line = read_unseen ();
  g_printerr ("\n");
  return line;
}

/**
 * vas_ask_password:
 * @question: such as "Password:"
 * @again: (nullable): asks for the same once more
 *
 * Returns: (transfer full) (nullable): the password; NULL where there is none, or the two differ
 */
char *
vas_ask_password (const char *question,
                  const char *again)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (!isatty (STDIN_FILENO))
    return read_line ();

  first = ask_unseen (question);
  if (again == NULL)
    return g_steal_pointer (&first);
  second = first != NULL ? ask_unseen (again) : NULL;
  return second != NULL && g_str_equal (first, second) ? g_steal_pointer (&first) : NULL;
}
