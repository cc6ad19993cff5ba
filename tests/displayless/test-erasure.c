/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R29: the erasure of what is held of a user: what stands against it, what it takes away, and what it leaves. */

#include "vas-asked.h"
#include "vas-issued.h"

#include "vas-blob-queue.h"
#include "vas-blobs.h"
#include "vas-erased-file.h"
#include "vas-payment.h"
#include "vas-personal-store.h"
#include "vas-replica-head.h"
#include "vas-search.h"
#include "vas-table.h"
#include "vas-test-dir.h"
#include "vas-uuid.h"

static void
test_only_an_erasure_erases (VasFixture    **fixture,
                             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasPersonalRequest) request = vas_asked_opened (f, "copy");
  g_autoptr (VasCommand) erase = vas_asked_say (f, "personal.erase", f->supervisor, request);

  vas_fixture_refuse (f, erase, "personal-not-erasure");
}

static void
test_two_persons (VasFixture    **fixture,
                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) command = vas_asked_new (f, f->supervisor, "erasure", NULL);
  g_autoptr (VasPersonalRequest) request = NULL;
  g_autoptr (VasCommand) own = NULL, clerk = NULL, second = NULL;

  vas_fixture_apply (f, command);
  request = vas_asked_get (f);
  own = vas_asked_say (f, "personal.erase", f->supervisor, request);
  clerk = vas_asked_say (f, "personal.erase", f->clerk, request);
  second = vas_asked_say (f, "personal.erase", f->administrator, request);
  vas_fixture_refuse (f, own, "erase-by-proposer");
  vas_fixture_refuse (f, clerk, "role-missing");
  vas_fixture_apply (f, second);
}

static void
test_open_work (VasFixture    **fixture,
                gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "26010100000001", 9800, "2026-03-01");
  g_autofree char *invoice = vas_fixture_enter (f, order, 9800);
  g_autoptr (VasPersonalRequest) request = vas_asked_opened (f, "erasure");
  g_autoptr (VasCommand) early = vas_asked_say (f, "personal.erase", f->supervisor, request);
  g_autoptr (VasCommand) late = vas_asked_say (f, "personal.erase", f->supervisor, request);
  g_autoptr (VasCommand) withdraw = vas_fixture_command (f, "request.withdraw", f->clerk, invoice);

  vas_fixture_refuse (f, early, "erase-requests-open");
  vas_fixture_apply (f, withdraw);
  vas_fixture_apply (f, late);
}

static void
test_open_complaint (VasFixture    **fixture,
                     gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) complain = vas_command_new ("complaint.open", f->agent, f->now);
  g_autoptr (VasCommand) answer = vas_command_new ("complaint.answer", f->clerk, f->now);
  g_autoptr (VasPersonalRequest) request = NULL;
  g_autoptr (VasCommand) erase = NULL, again = NULL;
  g_autofree char *note = NULL;

  vas_command_set_text (complain, "subject", "account");
  vas_command_set_text (complain, "subject_key", f->account);
  vas_command_set_text (complain, "text", "太慢");
  vas_command_set_text (complain, "owner", f->clerk);
  vas_command_set_text (complain, "due", "2026-03-20");
  vas_fixture_apply (f, complain);
  request = vas_asked_opened (f, "erasure");
  erase = vas_asked_say (f, "personal.erase", f->supervisor, request);
  vas_fixture_refuse (f, erase, "erase-complaints-open");
  note = vas_fixture_text (f, "SELECT key FROM note");
  vas_command_set_text (answer, "note", note);
  vas_command_set_text (answer, "answer", "已说明");
  vas_fixture_apply (f, answer);
  again = vas_asked_say (f, "personal.erase", f->supervisor, request);
  vas_fixture_apply (f, again);
}

/* An order that may still be paid needs the user; once it is closed it does not. */
static void
test_open_order (VasFixture    **fixture,
                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "26010100000001", 9800, NULL);
  g_autoptr (VasPersonalRequest) request = vas_asked_opened (f, "erasure");
  g_autoptr (VasCommand) early = vas_asked_say (f, "personal.erase", f->supervisor, request);
  g_autoptr (VasCommand) late = vas_asked_say (f, "personal.erase", f->supervisor, request);
  g_autoptr (VasCommand) close = vas_command_new ("order.close", f->agent, f->now);

  vas_fixture_refuse (f, early, "erase-orders-unpaid");
  vas_command_set_text (close, "order", order);
  vas_command_set_text (close, "reason", "用户取消");
  vas_fixture_apply (f, close);
  vas_fixture_apply (f, late);
}

/* A payment that is at the payment desk is somebody's to be given back; that of another order is another's. */
static void
test_open_payment (VasFixture    **fixture,
                   gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "26010100000001", 9800, "2026-03-01");
  g_autofree char *key = vas_uuid_v7 (f->now);
  g_autoptr (VasPayment) payment = g_object_new (VAS_TYPE_PAYMENT, "key", key, "transaction-no", "4200001", "channel",
                                                 (gint64) VAS_CHANNEL_WECHAT, "order-number", "26010100000001", "amount", (gint64) 9800,
                                                 "paid-at", f->now, "state", (gint64) VAS_PAYMENT_STATE_DESK, NULL);
  g_autoptr (VasPersonalRequest) request = vas_asked_opened (f, "erasure");
  g_autoptr (VasCommand) early = vas_asked_say (f, "personal.erase", f->supervisor, request);
  g_autoptr (VasCommand) late = vas_asked_say (f, "personal.erase", f->supervisor, request);

  g_assert_true (vas_table_insert (f->sql, VAS_ENTITY (payment), NULL));
  vas_fixture_refuse (f, early, "erase-payments-open");
  g_assert_true (vas_sql_exec (f->sql, "UPDATE payment SET order_number = '26010100000009'", NULL));
  vas_fixture_apply (f, late);
}

/* A message that the shop has still to send needs its words. */
static void
test_waiting_notice (VasFixture    **fixture,
                     gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "26010100000002", "00000001", &sheet);
  g_autofree char *parcel = vas_issued_shipped (f, "SF1234567890123", sheet);
  g_autoptr (VasPersonalRequest) request = NULL;
  g_autoptr (VasCommand) early = NULL, late = NULL;

  vas_issued_tell (f, key, "sms", "您的发票已寄出，单号 SF1234567890123。");
  vas_issued_event (f, parcel, "signed");
  request = vas_asked_opened (f, "erasure");
  early = vas_asked_say (f, "personal.erase", f->supervisor, request);
  late = vas_asked_say (f, "personal.erase", f->supervisor, request);
  vas_fixture_refuse (f, early, "erase-notices-waiting");
  g_assert_true (vas_sql_exec (f->sql, "UPDATE notice SET state = 'told'", NULL));
  vas_fixture_apply (f, late);
}

static void
test_other_case (VasFixture    **fixture,
                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasPersonalRequest) request = vas_asked_opened (f, "erasure");
  g_autoptr (VasCommand) other = vas_asked_new (f, f->clerk, "copy", NULL);
  g_autoptr (VasCommand) withdraw = vas_command_new ("personal.withdraw", f->clerk, f->now);
  g_autoptr (VasCommand) erase = vas_asked_say (f, "personal.erase", f->supervisor, request);
  g_autoptr (VasCommand) again = vas_asked_say (f, "personal.erase", f->supervisor, request);
  g_autofree char *key = NULL;

  vas_fixture_apply (f, other);
  vas_fixture_refuse (f, erase, "erase-cases-open");
  key = vas_fixture_text (f, "SELECT key FROM personal_request WHERE kind = 'copy'");
  vas_command_set_text (withdraw, "request", key);
  vas_command_set_text (withdraw, "why", "用户撤回");
  vas_fixture_apply (f, withdraw);
  vas_fixture_apply (f, again);
}

/* A request that was issued, sent, signed for and told. */
static char *
finish (VasFixture *f)
{
  g_autofree char *sheet = NULL;
  g_autofree char *request = vas_issued_ready (f, "26010100000002", "00000001", &sheet);
  g_autofree char *parcel = vas_issued_shipped (f, "SF1234567890123", sheet);
  g_autoptr (VasPersonalRequest) erasure = NULL;
  g_autoptr (VasCommand) early = NULL;

  vas_issued_tell (f, request, "phone", "您的发票已寄出，单号 SF1234567890123。");
  erasure = vas_asked_opened (f, "erasure");
  early = vas_asked_say (f, "personal.erase", f->supervisor, erasure);
  vas_fixture_refuse (f, early, "erase-parcels-open");
  vas_issued_event (f, parcel, "signed");

  return g_steal_pointer (&request);
}

static gint64
count_values (VasFixture *f)
{
  return vas_fixture_count (f, "SELECT count (*) FROM personal_value p JOIN command_log l ON l.command_id = p.command_id "
                               "WHERE p.value IS NOT NULL AND l.type <> 'personal.erase'");
}

static void
test_erase (VasFixture    **fixture,
            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = finish (f);
  g_autoptr (VasPersonalRequest) request = vas_asked_get (f);
  g_autoptr (VasCommand) erase = vas_asked_say (f, "personal.erase", f->supervisor, request);
  const gboolean indexed = vas_sql_get_engine (f->sql) == VAS_SQL_SQLITE;
  g_autoptr (GPtrArray) before = indexed ? vas_search_accounts (f->sql, "单晓明", 0, NULL) : NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (VasAccount) account = NULL;
  g_autoptr (VasRequest) locked = NULL;
  g_autofree char *title = NULL, *taxpayer_id = NULL;

  g_assert_true (!indexed || before->len == 1);
  vas_fixture_apply (f, erase);
  account = vas_asked_get_account (f);
  g_assert_null (account->name);
  g_assert_null (account->mobile_masked);
  g_assert_cmpstr (account->name_masked, ==, VAS_PERSONAL_MASK);
  g_assert_cmpint (account->erased_at, ==, f->now);
  after = indexed ? vas_search_accounts (f->sql, "单晓明", 0, NULL) : NULL;
  g_assert_true (!indexed || after->len == 0);
  g_assert_cmpint (count_values (f), ==, 0);

  locked = vas_fixture_get_request (f, key);
  g_assert_cmpstr (locked->title, ==, VAS_PERSONAL_MASK);
  g_assert_null (locked->recipient_name_masked);
  g_assert_cmpint (locked->locked_at, ==, f->now);
  g_assert_true (vas_locked_read (f->sql, key, &title, &taxpayer_id, NULL));
  g_assert_nonnull (title);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM parcel WHERE recipient_name IS NOT NULL OR recipient_name_masked IS NOT NULL"), ==, 0);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM notice WHERE text <> '***'"), ==, 0);
}

/* What the caller said of the order goes; order and amount are of the house. */
static void
test_stated (VasFixture    **fixture,
             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "26010100000001", 9800, "2026-03-01");
  g_autoptr (VasCommand) enter = vas_fixture_pickup (f, order, 9800, "0001");
  g_autofree char *invoice = NULL;
  g_autoptr (VasCommand) withdraw = NULL, erase = NULL;
  g_autoptr (VasPersonalRequest) request = NULL;

  vas_fixture_apply (f, enter);
  invoice = vas_fixture_text (f, "SELECT key FROM request");
  withdraw = vas_fixture_command (f, "request.withdraw", f->clerk, invoice);
  vas_fixture_apply (f, withdraw);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM share WHERE stated_order = '0001'"), ==, 1);
  request = vas_asked_opened (f, "erasure");
  erase = vas_asked_say (f, "personal.erase", f->supervisor, request);
  vas_fixture_apply (f, erase);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM share WHERE coalesce (stated_order, stated_service) IS NOT NULL"), ==, 0);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM share WHERE amount = 9800"), ==, 1);
}

/* As records are whose user a program erased that did not know of what was stated. */
static void
leave_stated (VasFixture *f)
{
  g_assert_true (vas_sql_exec (f->sql, "UPDATE share SET stated_order = '0001', stated_service = '优化简历'", NULL));
}

static gint64
count_stated (VasFixture *f)
{
  return vas_fixture_count (f, "SELECT count (*) FROM share WHERE coalesce (stated_order, stated_service) IS NOT NULL");
}

/* What an earlier program left goes, once; what the user asked since stays. */
static void
test_left_is_taken (VasFixture    **fixture,
                    gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (GPtrArray) left = vas_erased_list_left (f->sql, NULL);
  g_autofree char *key = finish (f);
  g_autoptr (VasPersonalRequest) request = vas_asked_get (f);
  g_autoptr (VasCommand) erase = vas_asked_say (f, "personal.erase", f->supervisor, request);
  g_autoptr (VasCommand) again = vas_command_new ("personal.erase-again", "system", f->now);
  g_autoptr (VasCommand) more = NULL;
  g_autoptr (VasPersonalRequest) later = NULL;

  g_assert_cmpuint (left->len, ==, 0);
  vas_fixture_apply (f, erase);
  leave_stated (f);
  g_assert_cmpint (count_stated (f), ==, 1);
  f->now += 1000000;
  later = vas_asked_opened (f, "copy");
  g_clear_pointer (&left, g_ptr_array_unref);
  left = vas_erased_list_left (f->sql, NULL);
  g_assert_cmpuint (left->len, ==, 1);

  vas_command_set_text (again, "account", f->account);
  vas_command_set_int (again, "erased_at", ((VasErased *) g_ptr_array_index (left, 0))->erased_at);
  vas_fixture_apply (f, again);
  g_assert_cmpint (count_stated (f), ==, 0);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM personal_request WHERE state = 'open' AND text <> '***'"), ==, 1);
  g_clear_pointer (&left, g_ptr_array_unref);
  left = vas_erased_list_left (f->sql, NULL);
  g_assert_cmpuint (left->len, ==, 0);

  more = vas_command_new ("personal.erase-again", "system", f->now);
  vas_command_set_text (more, "account", f->account);
  vas_command_set_int (more, "erased_at", f->now);
  vas_fixture_refuse (f, more, "account-erased");
}

static void
test_nothing_comes_back (VasFixture    **fixture,
                         gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "26010100000001", 9800, "2026-03-01");
  g_autoptr (VasPersonalRequest) request = vas_asked_opened (f, "erasure");
  g_autoptr (VasCommand) erase = vas_asked_say (f, "personal.erase", f->supervisor, request);
  g_autoptr (VasCommand) enter = vas_fixture_pickup (f, order, 9800, NULL);

  vas_fixture_apply (f, erase);
  vas_fixture_refuse (f, enter, "account-erased");
}

static VasCommand *
give_photo (VasFixture *f,
            const char *request,
            const char *sheet)
{
  VasCommand *command = vas_fixture_command (f, "photo.give", f->agent, request);

  vas_command_set_text (command, "fapiao", sheet);
  vas_command_set_text (command, "channel", "phone");
  vas_command_set_text (command, "text", "已口头告知");
  return command;
}

static VasCommand *
attach_photo (VasFixture *f,
              const char *sheet,
              const char *hash)
{
  VasCommand *command = vas_fixture_command (f, "photo.attach", f->clerk, NULL);

  vas_command_set_text (command, "fapiao", sheet);
  vas_command_set_text (command, "sha256", hash);
  vas_command_acknowledge (command, "photo-replaced");
  return command;
}

static VasCommand *
reveal_title (VasFixture *f,
              const char *actor,
              const char *request)
{
  VasCommand *command = vas_command_new ("personal.reveal", actor, f->now);
  JsonArray *fields = json_array_new ();

  vas_command_set_text (command, "subject", "request");
  vas_command_set_text (command, "subject_key", request);
  json_array_add_string_element (fields, "title");
  json_object_set_array_member (vas_command_get_args (command), "fields", fields);
  vas_command_set_text (command, "reason", "税务检查");
  return command;
}

static void
test_locked_guard (VasFixture    **fixture,
                   gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = finish (f);
  g_autoptr (VasPersonalRequest) request = vas_asked_get (f);
  g_autoptr (VasCommand) erase = vas_asked_say (f, "personal.erase", f->supervisor, request);

  g_assert_false (vas_sql_exec (f->sql, "UPDATE request SET title = '***'", NULL));
  vas_fixture_apply (f, erase);
  g_assert_false (vas_sql_exec (f->sql, "UPDATE request SET title = 'x'", NULL));
  g_assert_false (vas_sql_exec (f->sql, "UPDATE locked_value SET title = 'x'", NULL));
  g_assert_false (vas_sql_exec (f->sql, "DELETE FROM locked_value", NULL));
}

/* What tax law keeps: its photo is given to nobody, its title to auditors and administrators. */
static void
test_locked_is_shown_to_few (VasFixture    **fixture,
                             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = finish (f);
  g_autofree char *sheet = vas_fixture_text (f, "SELECT key FROM fapiao");
  g_autoptr (VasPersonalRequest) request = vas_asked_get (f);
  g_autoptr (VasCommand) erase = vas_asked_say (f, "personal.erase", f->supervisor, request);
  g_autoptr (VasCommand) before = give_photo (f, key, sheet), after = give_photo (f, key, sheet);
  g_autoptr (VasCommand) earlier = attach_photo (f, sheet, "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
  g_autoptr (VasCommand) later = attach_photo (f, sheet, "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
  g_autoptr (VasCommand) clerk = reveal_title (f, f->clerk, key);
  g_autoptr (VasCommand) administrator = reveal_title (f, f->administrator, key);

  vas_fixture_apply (f, before);
  vas_fixture_apply (f, earlier);
  vas_fixture_apply (f, erase);
  vas_fixture_refuse (f, after, "sheet-locked");
  vas_fixture_refuse (f, later, "sheet-locked");
  vas_fixture_refuse (f, clerk, "locked-is-auditors");
  vas_fixture_apply (f, administrator);
}

static char *
save_photo (const char *directory,
            const char *text)
{
  g_autofree char *content = g_strconcat ("\xff\xd8\xff\xe0", text, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));
  g_autoptr (GError) error = NULL;
  char *hash = vas_blobs_save (directory, bytes, &error);

  g_assert_no_error (error);
  return hash;
}

static void
drop_as (VasFixture     *f,
         VasReplicaRole  role,
         const char     *directory)
{
  g_autoptr (VasReplicaHead) before = vas_replica_get_head (f->sql, NULL);
  g_autoptr (GError) error = NULL;

  vas_replica_set_role (f->sql, role, &error);
  vas_blob_queue_drop_locked (f->sql, directory, &error);
  vas_replica_set_role (f->sql, before->role, &error);
  g_assert_no_error (error);
}

/* A desk's file of it goes where its sheet is locked, once the backend has it; that of another's sheet stays, and the backend's own. */
static void
test_locked_photos_leave_the_desk (VasFixture    **fixture,
                                   gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *directory = vas_test_dir_make ();
  g_autofree char *replaced = save_photo (directory, "too dark"), *shown = save_photo (directory, "it"), *other = save_photo (directory, "other");
  g_autofree char *waits = g_strdup_printf ("INSERT INTO outbox (command_id, type, actor, made_at, body, body_hash, personal, state) VALUES "
                                            "('c', 'photo.attach', 'a', 1, '{\"args\":{\"sha256\":\"%s\"}}', 'h', '{}', 'pending')", shown);
  g_autofree char *key = finish (f);
  g_autofree char *sheet = vas_fixture_text (f, "SELECT key FROM fapiao");
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (f->sql, NULL);
  g_autoptr (VasPersonalRequest) request = vas_asked_get (f);
  g_autoptr (VasCommand) first = attach_photo (f, sheet, replaced), second = attach_photo (f, sheet, shown);
  g_autoptr (VasCommand) erase = vas_asked_say (f, "personal.erase", f->supervisor, request);

  if (vas_sql_get_engine (f->sql) == VAS_SQL_SQLITE)
    {
      vas_fixture_apply (f, first);
      vas_fixture_apply (f, second);
      g_assert_true (vas_blob_queue_note (directory, head->epoch, replaced, NULL));
      drop_as (f, VAS_REPLICA_DESK, directory);
      g_assert_true (vas_blobs_has (directory, replaced));

      vas_fixture_apply (f, erase);
      g_assert_true (vas_sql_exec (f->sql, waits, NULL));
      drop_as (f, VAS_REPLICA_BACKEND, directory);
      g_assert_true (vas_blobs_has (directory, replaced));
      drop_as (f, VAS_REPLICA_DESK, directory);
      g_assert_false (vas_blobs_has (directory, replaced));
      g_assert_true (vas_blobs_has (directory, shown));
      g_assert_true (vas_blob_queue_note (directory, head->epoch, shown, NULL));
      drop_as (f, VAS_REPLICA_DESK, directory);
      g_assert_false (vas_blobs_has (directory, shown));
      g_assert_true (vas_blobs_has (directory, other));
    }
  vas_test_dir_remove (directory);
}

#define ADD(path, func) g_test_add (path, VasFixture *, NULL, vas_fixture_set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/erasure/needs-a-second-person-R30", test_two_persons);
  ADD ("/erasure/waits-for-open-requests-R29", test_open_work);
  ADD ("/erasure/waits-for-complaints-R29", test_open_complaint);
  ADD ("/erasure/waits-for-orders-that-may-be-paid-R29", test_open_order);
  ADD ("/erasure/waits-for-payments-at-the-desk-R29", test_open_payment);
  ADD ("/erasure/waits-for-messages-that-are-not-sent-R29", test_waiting_notice);
  ADD ("/erasure/only-where-it-was-asked-for-R29", test_only_an_erasure_erases);
  ADD ("/erasure/waits-for-other-requests-of-the-user-R29", test_other_case);
  ADD ("/erasure/leaves-nothing-but-what-is-locked-R29", test_erase);
  ADD ("/erasure/takes-what-was-stated-R13-R29", test_stated);
  ADD ("/erasure/what-an-earlier-program-left-is-taken-R29", test_left_is_taken);
  ADD ("/erasure/nothing-comes-back-R29", test_nothing_comes_back);
  ADD ("/erasure/locked/no-photo-and-a-title-for-auditors-R29", test_locked_is_shown_to_few);
  ADD ("/erasure/locked/photos-leave-the-desk-that-has-sent-them-R29", test_locked_photos_leave_the_desk);
  ADD ("/erasure/locking-is-all-that-changes-what-is-issued-R17", test_locked_guard);

  return g_test_run ();
}
