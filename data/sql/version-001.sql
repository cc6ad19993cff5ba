-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 1: every entity, the log of commands, the outbox, and the guards of what is issued.
-- Columns follow the field tables of src/core; tests/displayless/test-drift.c holds them together.

-- A value-added service, 增值服务 (R1).
CREATE TABLE service (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_en TEXT,
  description TEXT,
  position INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('on_sale', 'withdrawn'))
) STRICT;

-- A purchasable form of a service, 套餐 (R2).
CREATE TABLE plan (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  code TEXT NOT NULL UNIQUE,
  service_key TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT,
  days INTEGER,
  uses INTEGER,
  item_name TEXT NOT NULL,
  tax_code TEXT NOT NULL,
  tax_rate INTEGER NOT NULL,
  position INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('on_sale', 'withdrawn')),
  CHECK (days IS NOT NULL OR uses IS NOT NULL)
) STRICT;
CREATE INDEX plan_service ON plan (service_key);

-- The price of a plan over a half-open interval of time (R3).
CREATE TABLE price (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  plan_key TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount >= 0),
  starts_at INTEGER NOT NULL,
  ends_at INTEGER,
  author_key TEXT,
  approver_key TEXT,
  CHECK (ends_at IS NULL OR ends_at > starts_at),
  UNIQUE (plan_key, starts_at)
) STRICT;

-- A job seeker's account, 个人账户. Whole personal values may be absent: masked ones never are (R31).
CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  account_id TEXT NOT NULL UNIQUE,
  name TEXT,
  name_masked TEXT NOT NULL,
  mobile TEXT,
  mobile_masked TEXT,
  mobile_last4 TEXT,
  email TEXT,
  email_masked TEXT,
  state TEXT NOT NULL CHECK (state IN ('normal', 'flagged', 'proposed', 'frozen', 'suspended', 'cancelled')),
  opened_at INTEGER
) STRICT;
CREATE INDEX account_last4 ON account (mobile_last4) WHERE mobile_last4 IS NOT NULL;

-- An order, 订单. It keeps the name, plan, price, rate and terms in force when it was made (R5).
CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  number TEXT NOT NULL UNIQUE,
  account_key TEXT NOT NULL,
  plan_key TEXT,
  service_name TEXT NOT NULL,
  plan_name TEXT NOT NULL,
  item_name TEXT NOT NULL,
  tax_code TEXT NOT NULL,
  tax_rate INTEGER NOT NULL,
  price INTEGER NOT NULL CHECK (price >= 0),
  terms_label TEXT,
  state TEXT NOT NULL CHECK (state IN ('unpaid', 'paid', 'expired', 'closed', 'refunded')),
  made_at INTEGER NOT NULL,
  paid_at INTEGER,
  channel TEXT CHECK (channel IN ('wechat', 'alipay')),
  paid INTEGER NOT NULL CHECK (paid >= 0),
  refunded INTEGER NOT NULL CHECK (refunded >= 0),
  valid_until INTEGER,
  closed_at INTEGER,
  CHECK (refunded <= paid)
) STRICT;
CREATE INDEX orders_account ON orders (account_key);
CREATE INDEX orders_made ON orders (made_at);
CREATE INDEX orders_unpaid ON orders (made_at) WHERE state = 'unpaid';

-- A payment of a user, with the transaction number of its channel (R8).
CREATE TABLE payment (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  transaction_no TEXT NOT NULL UNIQUE,
  channel TEXT NOT NULL CHECK (channel IN ('wechat', 'alipay')),
  order_key TEXT,
  order_number TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount >= 0),
  paid_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('matched', 'desk', 'returned'))
) STRICT;
CREATE INDEX payment_order ON payment (order_key);

-- An invoice request, 开票申请 (R13 to R19). Its orders and amounts are its shares.
CREATE TABLE request (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  number TEXT UNIQUE,
  account_key TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'review', 'second', 'to_issue', 'to_ship', 'to_pickup', 'to_tell', 'done', 'rejected', 'withdrawn', 'returning', 'voided', 'reversed')),
  source TEXT NOT NULL CHECK (source IN ('phone', 'shop', 'import')),
  title_kind TEXT NOT NULL CHECK (title_kind IN ('personal', 'company', 'body')),
  title TEXT NOT NULL,
  taxpayer_id TEXT,
  amount INTEGER NOT NULL CHECK (amount >= 0),
  requested_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  entered_by TEXT,
  delivery TEXT NOT NULL CHECK (delivery IN ('courier', 'pickup')),
  recipient_name TEXT,
  recipient_mobile TEXT,
  recipient_address TEXT,
  recipient_name_masked TEXT,
  recipient_mobile_masked TEXT,
  recipient_address_masked TEXT,
  due INTEGER NOT NULL,
  due_provisional INTEGER NOT NULL CHECK (due_provisional IN (0, 1)),
  review_due INTEGER NOT NULL,
  extensions INTEGER NOT NULL,
  extension_reason TEXT,
  claimed_by TEXT,
  claimed_until INTEGER,
  approved_by TEXT,
  approved_at INTEGER,
  seconded_by TEXT,
  reject_reasons TEXT,
  reject_text TEXT,
  rejected_at INTEGER,
  corrects_key TEXT,
  reissues_key TEXT,
  caller_note TEXT,
  return_reason TEXT,
  tax_loss INTEGER CHECK (tax_loss >= 0),
  tax_loss_by TEXT,
  tax_loss_at INTEGER,
  finished_at INTEGER
) STRICT;
CREATE INDEX request_account ON request (account_key);
-- Covers the counts of all tabs, and gives the queue in its order.
CREATE INDEX request_queue ON request (state, due, received_at, claimed_by, claimed_until, key);
CREATE INDEX request_taxpayer ON request (taxpayer_id) WHERE taxpayer_id IS NOT NULL;

-- The share of one order in an invoice request, to the fen (R15), beside what the caller stated (R13).
CREATE TABLE share (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  request_key TEXT NOT NULL,
  order_key TEXT NOT NULL,
  position INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount >= 0),
  stated_order TEXT,
  stated_service TEXT,
  stated_amount INTEGER CHECK (stated_amount >= 0),
  live INTEGER NOT NULL CHECK (live IN (0, 1)),
  CHECK (amount > 0),
  UNIQUE (request_key, order_key)
) STRICT;
CREATE INDEX share_order ON share (order_key);

-- A range of blank fapiao paper at an issuing point, 发票领用 (R20).
CREATE TABLE stock (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  point TEXT NOT NULL,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  first_number TEXT NOT NULL,
  last_number TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  received_by TEXT NOT NULL,
  handed_by TEXT NOT NULL,
  UNIQUE (code, first_number)
) STRICT;

-- One sheet of fapiao paper (R17, R18, R20). Code and number are unique for ever.
CREATE TABLE fapiao (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  code TEXT NOT NULL,
  number TEXT NOT NULL,
  kind TEXT NOT NULL,
  stock_key TEXT,
  point TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('blank', 'bound', 'issued', 'voided', 'reversed')),
  request_key TEXT,
  position INTEGER NOT NULL,
  amount INTEGER CHECK (amount >= 0),
  net INTEGER CHECK (net >= 0),
  tax INTEGER CHECK (tax >= 0),
  print_list TEXT,
  bound_at INTEGER,
  issued_on INTEGER,
  check_code TEXT,
  issued_at INTEGER,
  issued_by TEXT,
  qr_text TEXT,
  difference INTEGER NOT NULL,
  photo TEXT,
  place TEXT NOT NULL CHECK (place IN ('desk', 'envelope', 'pickup', 'archive', 'user', 'returned', 'lost')),
  parcel_key TEXT,
  void_reason TEXT,
  voided_at INTEGER,
  voided_by TEXT,
  red_code TEXT,
  red_number TEXT,
  verified_at INTEGER,
  UNIQUE (code, number)
) STRICT;
CREATE INDEX fapiao_request ON fapiao (request_key) WHERE request_key IS NOT NULL;
CREATE INDEX fapiao_number ON fapiao (number);
CREATE INDEX fapiao_print_list ON fapiao (print_list) WHERE print_list IS NOT NULL;
CREATE UNIQUE INDEX fapiao_red ON fapiao (red_code, red_number) WHERE red_code IS NOT NULL;
CREATE INDEX fapiao_parcel ON fapiao (parcel_key) WHERE parcel_key IS NOT NULL;

-- One line of a fapiao: tax is split per line, to the fen (R23).
CREATE TABLE fapiao_line (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  fapiao_key TEXT NOT NULL,
  share_key TEXT NOT NULL,
  position INTEGER NOT NULL,
  item_name TEXT NOT NULL,
  tax_code TEXT NOT NULL,
  tax_rate INTEGER NOT NULL,
  gross INTEGER NOT NULL CHECK (gross >= 0),
  net INTEGER NOT NULL CHECK (net >= 0),
  tax INTEGER NOT NULL CHECK (tax >= 0),
  CHECK (net + tax = gross),
  UNIQUE (fapiao_key, position)
) STRICT;

-- A parcel by SF-Express, freight collect, or a pick-up at the desk (R22).
CREATE TABLE parcel (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  method TEXT NOT NULL CHECK (method IN ('courier', 'pickup')),
  waybill TEXT UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('packing', 'transit', 'signed', 'refused', 'returned', 'lost')),
  recipient_name TEXT,
  recipient_mobile TEXT,
  recipient_address TEXT,
  recipient_name_masked TEXT,
  recipient_mobile_masked TEXT,
  recipient_address_masked TEXT,
  sender_pays INTEGER NOT NULL CHECK (sender_pays IN (0, 1)),
  packed_by TEXT,
  handed_at INTEGER,
  receipt TEXT,
  ended_at INTEGER,
  replaces_key TEXT
) STRICT;
CREATE INDEX parcel_replaces ON parcel (replaces_key) WHERE replaces_key IS NOT NULL;

-- A notice to the user: channel, time, text, author (R22).
CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  request_key TEXT,
  account_key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('shipped', 'pickup', 'rejected', 'extended', 'reship', 'photo', 'other')),
  channel TEXT NOT NULL CHECK (channel IN ('site', 'sms', 'phone')),
  state TEXT NOT NULL CHECK (state IN ('queued', 'told', 'failed')),
  text TEXT NOT NULL,
  author_key TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  told_at INTEGER
) STRICT;
CREATE INDEX notice_request ON notice (request_key);

-- A note, or a complaint with its owner, term and answer.
CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  subject TEXT NOT NULL CHECK (subject IN ('account', 'order', 'request')),
  subject_key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('note', 'complaint')),
  text TEXT NOT NULL,
  author_key TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  owner_key TEXT,
  due INTEGER,
  answer TEXT,
  answered_at INTEGER
) STRICT;
CREATE INDEX note_subject ON note (subject_key);

-- A version of the terms of service (R24, R25).
CREATE TABLE terms_version (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  label TEXT NOT NULL UNIQUE,
  updated_on INTEGER NOT NULL,
  effective_at INTEGER,
  state TEXT NOT NULL CHECK (state IN ('draft', 'review', 'approved', 'scheduled', 'current', 'history')),
  text TEXT,
  sha256 TEXT
) STRICT;

-- Someone who uses this program (R30).
CREATE TABLE staff (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  roles INTEGER NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

-- A named and dated deputy: who may act with the roles of another (R30).
CREATE TABLE deputy (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  principal_key TEXT NOT NULL,
  deputy_key TEXT NOT NULL,
  roles INTEGER NOT NULL,
  from_date INTEGER NOT NULL,
  to_date INTEGER NOT NULL,
  named_by TEXT NOT NULL,
  CHECK (to_date >= from_date)
) STRICT;

-- A day that departs from the plain week, by notice of the State Council.
CREATE TABLE calendar_day (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  date INTEGER NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('holiday', 'workday')),
  name TEXT NOT NULL,
  source_doc TEXT NOT NULL
) STRICT;

-- A setting of the house, shared by all desks.
CREATE TABLE setting (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
) STRICT;

-- An evening close: the count of paper, and who took over (R20).
CREATE TABLE day_close (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  point TEXT NOT NULL,
  day INTEGER NOT NULL,
  opening INTEGER NOT NULL,
  received INTEGER NOT NULL,
  issued INTEGER NOT NULL,
  voided INTEGER NOT NULL,
  remaining INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  blue INTEGER NOT NULL CHECK (blue >= 0),
  void_amount INTEGER NOT NULL CHECK (void_amount >= 0),
  red INTEGER NOT NULL CHECK (red >= 0),
  open_items TEXT NOT NULL,
  closed_by TEXT NOT NULL,
  taken_by TEXT,
  taken_at INTEGER,
  UNIQUE (point, day)
) STRICT;

-- What this file is: one row.
CREATE TABLE replica (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  client_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  feed_seq INTEGER NOT NULL DEFAULT 0,
  log_head TEXT NOT NULL DEFAULT '',
  clean INTEGER NOT NULL DEFAULT 1 CHECK (clean IN (0, 1))
) STRICT;

-- Counters of numbers with legal meaning, such as the request numbers of a month.
CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The audit trail: every settled command, for ever, each row with the hash of the one before it (R29).
CREATE TABLE command_log (
  seq INTEGER PRIMARY KEY,
  command_id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  actor TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  logged_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('applied', 'rejected')),
  verdict TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

-- Which records a command touched: what the time line of a case is read from.
-- The columns of the primary key stand first and in its order: the quick_check of SQLite 3.40 takes them for NULL otherwise.
CREATE TABLE command_subject (
  subject_key TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (subject_key, seq)
) STRICT, WITHOUT ROWID;

-- Personal values of commands, apart from the trail, which holds their salted digest (R29).
CREATE TABLE personal_value (
  command_id TEXT NOT NULL,
  name TEXT NOT NULL,
  salt TEXT NOT NULL,
  value TEXT,
  PRIMARY KEY (command_id, name)
) STRICT, WITHOUT ROWID;

-- Commands of this desk on their way.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  command_id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  actor TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  personal TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('held', 'pending', 'settled', 'refused', 'undone')),
  hold_until INTEGER,
  client_seq INTEGER,
  verdict TEXT,
  settled_at INTEGER
) STRICT;
CREATE INDEX outbox_open ON outbox (state) WHERE state IN ('held', 'pending', 'refused');

-- The records an open outbox command touches: the next act on one ends its hold.
CREATE TABLE outbox_subject (
  subject_key TEXT NOT NULL,
  command_id TEXT NOT NULL,
  PRIMARY KEY (subject_key, command_id)
) STRICT, WITHOUT ROWID;

-- Forms being filled in: survive the end of the program at any moment. Of this desk alone.
CREATE TABLE draft (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  value TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  UNIQUE (kind, subject)
) STRICT;

-- One row: which command applies right now, and whether the rebase is at work.
CREATE TABLE guard (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  command_id TEXT,
  rebasing INTEGER NOT NULL DEFAULT 0 CHECK (rebasing IN (0, 1))
) STRICT;
INSERT INTO guard (id) VALUES (1);

-- Row ids of records that a rebase takes back and may make again: a replay gives them the same id.
CREATE TABLE kept_id (
  table_name TEXT NOT NULL,
  key TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  PRIMARY KEY (table_name, key)
) STRICT, WITHOUT ROWID;

-- Guards. Never relied on; only the rebase passes.

CREATE TRIGGER guard_fapiao_update BEFORE UPDATE ON fapiao
WHEN OLD.state IN ('issued', 'voided', 'reversed') AND (SELECT rebasing FROM guard) = 0 AND (
  NEW.key IS NOT OLD.key OR NEW.code IS NOT OLD.code OR NEW.number IS NOT OLD.number OR NEW.kind IS NOT OLD.kind OR
  NEW.request_key IS NOT OLD.request_key OR NEW.amount IS NOT OLD.amount OR NEW.net IS NOT OLD.net OR
  NEW.tax IS NOT OLD.tax OR NEW.issued_on IS NOT OLD.issued_on OR NEW.check_code IS NOT OLD.check_code OR
  NEW.issued_at IS NOT OLD.issued_at OR NEW.issued_by IS NOT OLD.issued_by OR NEW.qr_text IS NOT OLD.qr_text OR
  NEW.state IN ('blank', 'bound') OR (OLD.state <> 'issued' AND NEW.state IS NOT OLD.state))
BEGIN
  SELECT RAISE (ABORT, 'R17: an issued fapiao never changes');
END;

CREATE TRIGGER guard_fapiao_delete BEFORE DELETE ON fapiao
WHEN OLD.state <> 'blank' AND (SELECT rebasing FROM guard) = 0
BEGIN
  SELECT RAISE (ABORT, 'R17: a used fapiao is never deleted');
END;

CREATE TRIGGER guard_line_insert BEFORE INSERT ON fapiao_line
WHEN (SELECT rebasing FROM guard) = 0 AND
  EXISTS (SELECT 1 FROM fapiao f WHERE f.key = NEW.fapiao_key AND f.state IN ('issued', 'voided', 'reversed'))
BEGIN
  SELECT RAISE (ABORT, 'R17: the lines of an issued fapiao never change');
END;

CREATE TRIGGER guard_line_update BEFORE UPDATE ON fapiao_line
WHEN (SELECT rebasing FROM guard) = 0 AND
  EXISTS (SELECT 1 FROM fapiao f WHERE f.key = OLD.fapiao_key AND f.state IN ('issued', 'voided', 'reversed'))
BEGIN
  SELECT RAISE (ABORT, 'R17: the lines of an issued fapiao never change');
END;

CREATE TRIGGER guard_line_delete BEFORE DELETE ON fapiao_line
WHEN (SELECT rebasing FROM guard) = 0 AND
  EXISTS (SELECT 1 FROM fapiao f WHERE f.key = OLD.fapiao_key AND f.state IN ('issued', 'voided', 'reversed'))
BEGIN
  SELECT RAISE (ABORT, 'R17: the lines of an issued fapiao never change');
END;

CREATE TRIGGER guard_request_update BEFORE UPDATE ON request
WHEN OLD.state IN ('to_ship', 'to_pickup', 'to_tell', 'done', 'returning', 'voided', 'reversed')
  AND (SELECT rebasing FROM guard) = 0 AND (
  NEW.key IS NOT OLD.key OR NEW.number IS NOT OLD.number OR NEW.account_key IS NOT OLD.account_key OR
  NEW.title_kind IS NOT OLD.title_kind OR NEW.title IS NOT OLD.title OR NEW.taxpayer_id IS NOT OLD.taxpayer_id OR
  NEW.amount IS NOT OLD.amount OR NEW.requested_at IS NOT OLD.requested_at)
BEGIN
  SELECT RAISE (ABORT, 'R17: an issued request never changes');
END;

CREATE TRIGGER guard_request_delete BEFORE DELETE ON request
WHEN OLD.state <> 'draft' AND (SELECT rebasing FROM guard) = 0
BEGIN
  SELECT RAISE (ABORT, 'R29: a request is never deleted');
END;

CREATE TRIGGER guard_share_insert BEFORE INSERT ON share
WHEN (SELECT rebasing FROM guard) = 0 AND EXISTS (SELECT 1 FROM request r WHERE r.key = NEW.request_key
  AND r.state IN ('to_ship', 'to_pickup', 'to_tell', 'done', 'returning', 'voided', 'reversed'))
BEGIN
  SELECT RAISE (ABORT, 'R17: the orders of an issued request never change');
END;

CREATE TRIGGER guard_share_update BEFORE UPDATE ON share
WHEN (SELECT rebasing FROM guard) = 0 AND (
  NEW.request_key IS NOT OLD.request_key OR NEW.order_key IS NOT OLD.order_key OR NEW.amount IS NOT OLD.amount)
  AND EXISTS (SELECT 1 FROM request r WHERE r.key = OLD.request_key
  AND r.state IN ('to_ship', 'to_pickup', 'to_tell', 'done', 'returning', 'voided', 'reversed'))
BEGIN
  SELECT RAISE (ABORT, 'R17: the amounts of an issued request never change');
END;

CREATE TRIGGER guard_share_delete BEFORE DELETE ON share
WHEN (SELECT rebasing FROM guard) = 0 AND EXISTS (SELECT 1 FROM request r WHERE r.key = OLD.request_key
  AND r.state IN ('to_ship', 'to_pickup', 'to_tell', 'done', 'returning', 'voided', 'reversed'))
BEGIN
  SELECT RAISE (ABORT, 'R17: the orders of an issued request never change');
END;

CREATE TRIGGER guard_cap_insert AFTER INSERT ON share
WHEN NEW.live = 1 AND (SELECT rebasing FROM guard) = 0 AND
  (SELECT sum (s.amount) FROM share s WHERE s.order_key = NEW.order_key AND s.live = 1) >
  (SELECT o.paid - o.refunded FROM orders o WHERE o.key = NEW.order_key)
BEGIN
  SELECT RAISE (ABORT, 'R15: more would be invoiced than was paid');
END;

CREATE TRIGGER guard_cap_update AFTER UPDATE ON share
WHEN NEW.live = 1 AND (SELECT rebasing FROM guard) = 0 AND
  (SELECT sum (s.amount) FROM share s WHERE s.order_key = NEW.order_key AND s.live = 1) >
  (SELECT o.paid - o.refunded FROM orders o WHERE o.key = NEW.order_key)
BEGIN
  SELECT RAISE (ABORT, 'R15: more would be invoiced than was paid');
END;

CREATE TRIGGER guard_terms_update BEFORE UPDATE ON terms_version
WHEN OLD.state IN ('current', 'history') AND (SELECT rebasing FROM guard) = 0 AND (
  NEW.label IS NOT OLD.label OR NEW.text IS NOT OLD.text OR NEW.sha256 IS NOT OLD.sha256 OR
  NEW.updated_on IS NOT OLD.updated_on)
BEGIN
  SELECT RAISE (ABORT, 'R25: what is published never changes');
END;

CREATE TRIGGER guard_terms_delete BEFORE DELETE ON terms_version
WHEN OLD.state IN ('current', 'history') AND (SELECT rebasing FROM guard) = 0
BEGIN
  SELECT RAISE (ABORT, 'R25: what is published is never deleted');
END;

CREATE TRIGGER guard_log_update BEFORE UPDATE ON command_log
BEGIN
  SELECT RAISE (ABORT, 'R29: the trail is never changed');
END;

CREATE TRIGGER guard_log_delete BEFORE DELETE ON command_log
BEGIN
  SELECT RAISE (ABORT, 'R29: the trail is never shortened');
END;
