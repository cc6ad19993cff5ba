/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The parcels of the dialog that sends several cases: what is proposed, what cannot be sent and why, and whose a sheet is. */

#include "vas-ship-dialog-private.h"

#include "vas-fapiao-qr.h"
#include "vas-labels.h"
#include "vas-parcel-rules.h"

#include <glib/gi18n.h>

void
vas_ship_parcel_free (VasShipParcel *parcel)
{
  g_ptr_array_unref (parcel->cases);
  g_free (parcel);
}

static const char *
choose (const char *whole,
        const char *masked)
{
  return whole != NULL ? whole : masked != NULL ? masked : _("missing");
}

static char *
describe_recipient (VasRequest *request)
{
  return g_strdup_printf ("%s %s", choose (request->recipient_name, request->recipient_name_masked),
                          choose (request->recipient_mobile, request->recipient_mobile_masked));
}

/* The address, and which sheets of which requests go there. */
static char *
describe_contents (VasShipParcel *parcel)
{
  VasCase *first = g_ptr_array_index (parcel->cases, 0);
  GString *text = g_string_new (choose (first->request->recipient_address, first->request->recipient_address_masked));

  for (guint i = 0; i < parcel->cases->len; i++)
    {
      VasCase *vas_case = g_ptr_array_index (parcel->cases, i);

      g_string_append_printf (text, "\n%s · %s", vas_case->request->number, vas_case->request->title);
      for (guint j = 0; j < vas_case->fapiao->len; j++)
        {
          VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, j);

          if (vas_fapiao_waits_here (sheet, vas_case_find_parcel (vas_case, sheet->parcel_key)))
            g_string_append_printf (text, " · %s", sheet->number);
        }
    }

  return g_string_free (text, FALSE);
}

/** vas_ship_parcel_list: (transfer full): the keys of the sheets that go into it. */
char **
vas_ship_parcel_list (VasShipParcel *parcel)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < parcel->cases->len; i++)
    {
      VasCase *vas_case = g_ptr_array_index (parcel->cases, i);

      for (guint j = 0; j < vas_case->fapiao->len; j++)
        {
          VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, j);

          if (vas_fapiao_waits_here (sheet, vas_case_find_parcel (vas_case, sheet->parcel_key)))
            g_strv_builder_add (builder, vas_entity_get_key (VAS_ENTITY (sheet)));
        }
    }

  return g_strv_builder_end (builder);
}

/** vas_ship_dialog_propose: (transfer none): another parcel with @cases, at @place of the list, or at its end for -1. */
VasShipParcel *
vas_ship_dialog_propose (VasShipDialog *self,
                         GPtrArray     *cases,
                         int            place)
{
  VasShipParcel *parcel = g_new0 (VasShipParcel, 1);
  g_autofree char *recipient = describe_recipient (((VasCase *) g_ptr_array_index (cases, 0))->request);
  g_autofree char *contents = NULL;
  g_autofree char *count = NULL;
  g_auto (GStrv) sheets = NULL;

  parcel->cases = g_ptr_array_ref (cases);
  sheets = vas_ship_parcel_list (parcel);
  contents = describe_contents (parcel);
  count = g_strdup_printf (ngettext ("%u fapiao", "%u fapiao", g_strv_length (sheets)), g_strv_length (sheets));
  parcel->row = VAS_BATCH_ROW (vas_batch_row_new (recipient, contents, count));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (parcel->row), TRUE);
  gtk_list_box_insert (self->list, GTK_WIDGET (parcel->row), place);
  g_ptr_array_insert (self->parcels, place < 0 ? -1 : place, parcel);

  return parcel;
}

static const char *
why_not (VasCase *vas_case)
{
  switch (vas_case->request->state)
    {
    case VAS_REQUEST_STATE_REVIEW:
    case VAS_REQUEST_STATE_SECOND:
    case VAS_REQUEST_STATE_DRAFT:
      return _("It is not approved yet.");
    case VAS_REQUEST_STATE_TO_ISSUE:
      return _("Its fapiao is not issued yet: scan the sheet, or type it.");
    case VAS_REQUEST_STATE_TO_PICKUP:
      return _("The user picks it up at the desk: T lays it ready.");
    case VAS_REQUEST_STATE_TO_SHIP:
      return _("No sheet of this case lies here.");
    case VAS_REQUEST_STATE_TO_TELL:
    case VAS_REQUEST_STATE_DONE:
      return _("It is sent already.");
    case VAS_REQUEST_STATE_REJECTED:
    case VAS_REQUEST_STATE_WITHDRAWN:
    case VAS_REQUEST_STATE_RETURNING:
    case VAS_REQUEST_STATE_VOIDED:
    case VAS_REQUEST_STATE_REVERSED:
    default:
      return _("There is nothing to send.");
    }
}

static gboolean
is_proposed (VasShipDialog *self,
             VasCase       *vas_case)
{
  for (guint i = 0; i < self->parcels->len; i++)
    {
      if (g_ptr_array_find (((VasShipParcel *) g_ptr_array_index (self->parcels, i))->cases, vas_case, NULL))
        return TRUE;
    }

  return FALSE;
}

/** vas_ship_dialog_list_out: the selected cases that cannot be sent, each with its reason. */
void
vas_ship_dialog_list_out (VasShipDialog *self)
{
  for (guint i = 0; i < self->file->cases->len; i++)
    {
      VasCase *vas_case = g_ptr_array_index (self->file->cases, i);
      g_autofree char *title = NULL;
      GtkWidget *row;

      if (is_proposed (self, vas_case))
        continue;
      title = g_strdup_printf ("%s · %s", vas_case->request->number, vas_case->request->title);
      row = vas_batch_row_new (title, "", vas_label (&vas_request_state_enum, vas_case->request->state));
      vas_batch_row_set_state (VAS_BATCH_ROW (row), VAS_BATCH_LEFT_OUT, why_not (vas_case));
      gtk_list_box_append (self->list, row);
    }
}

static gboolean
is_sheet (VasFapiao         *sheet,
          const VasFapiaoQr *qr,
          const char        *number)
{
  return qr != NULL ? g_strcmp0 (sheet->code, qr->code) == 0 && g_strcmp0 (sheet->number, qr->number) == 0
                    : g_strcmp0 (sheet->number, number) == 0;
}

/** vas_ship_dialog_find: (nullable) (transfer none): the sheet that was scanned; *parcel is the one it is proposed for. */
VasFapiao *
vas_ship_dialog_find (VasShipDialog  *self,
                      VasScanKind     kind,
                      const char     *text,
                      VasShipParcel **parcel)
{
  g_autoptr (VasFapiaoQr) qr = kind == VAS_SCAN_FAPIAO_QR ? vas_fapiao_qr_parse (text, NULL) : NULL;

  if (kind == VAS_SCAN_FAPIAO_QR && qr == NULL)
    return NULL;
  for (guint i = 0; i < self->parcels->len; i++)
    {
      *parcel = g_ptr_array_index (self->parcels, i);
      for (guint j = 0; j < (*parcel)->cases->len; j++)
        {
          VasCase *vas_case = g_ptr_array_index ((*parcel)->cases, j);

          for (guint k = 0; k < vas_case->fapiao->len; k++)
            {
              VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, k);

              if (vas_fapiao_waits_here (sheet, vas_case_find_parcel (vas_case, sheet->parcel_key)) && is_sheet (sheet, qr, text))
                return sheet;
            }
        }
    }

  *parcel = NULL;
  return NULL;
}
