/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notes and complaints, oldest first, each with its author and time; a complaint says whether it is answered. Main thread. */

#include "vas-notes-card.h"

#include "vas-erased-words.h"

#include <glib/gi18n.h>

struct _VasNotesCard
{
  VasCaseCard parent_instance;
};

G_DEFINE_FINAL_TYPE (VasNotesCard, vas_notes_card, VAS_TYPE_CASE_CARD)

static char *
describe_head (VasCaseFile *file,
               VasNote     *note)
{
  g_autofree char *made = vas_instant_format_local (note->made_at);
  g_autofree char *due = note->due != VAS_NONE_DATE ? vas_date_format (note->due) : NULL;
  const char *author = vas_case_file_get_name (file, note->author_key);

  if (note->kind == VAS_NOTE_KIND_NOTE)
    return g_strdup_printf ("%s · %s", made, author);
  if (note->answered_at != VAS_NONE)
    return g_strdup_printf (_("%s · %s · complaint, answered"), made, author);
  if (due != NULL)
    return g_strdup_printf (_("%s · %s · complaint, to be answered by %s"), made, author, due);

  return g_strdup_printf (_("%s · %s · complaint, open"), made, author);
}

static void
add_answer (VasCaseCard *card,
            VasNote     *note)
{
  GtkWidget *button;
  g_autofree char *answer = NULL;

  if (note->answer != NULL)
    {
      answer = g_strdup_printf (_("Answer: %s"), note->answer);
      vas_case_card_add_text (card, answer, NULL);
    }
  else if (note->kind == VAS_NOTE_KIND_COMPLAINT)
    {
      button = gtk_button_new_with_mnemonic (_("A_nswer…"));
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "case.answer");
      vas_case_card_add (card, button);
    }
}

static void
vas_notes_card_update (VasCaseCard *card,
                       VasCaseFile *file)
{
  GPtrArray *notes = file->vas_case->notes;

  vas_case_card_clear (card);
  for (guint i = 0; i < notes->len; i++)
    {
      VasNote *note = g_ptr_array_index (notes, i);
      g_autofree char *head = describe_head (file, note);

      vas_case_card_add_text (card, head, "dim-label");
      vas_case_card_add_text (card, vas_words_or_erased (note->text), NULL);
      add_answer (card, note);
    }
  gtk_widget_set_visible (GTK_WIDGET (card), notes->len > 0);
}

static void
vas_notes_card_class_init (VasNotesCardClass *klass)
{
  VAS_CASE_CARD_CLASS (klass)->update = vas_notes_card_update;
}

static void
vas_notes_card_init (VasNotesCard *self)
{
  vas_case_card_set_title (VAS_CASE_CARD (self), _("Notes and complaints"));
}
