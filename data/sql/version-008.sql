-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 8: a desk holds a scope of what its backend has; what was opened beyond it is kept. Requests about personal data, and erasure (R29).

-- Of how many months a desk holds orders, by the backend it follows: part of its cursor. 0 is everything; nothing is not told yet.
ALTER TABLE replica ADD COLUMN scope INTEGER CHECK (scope >= 0);

-- Records older than the scope that somebody opened on this desk: kept with what belongs to them.
CREATE TABLE pin (
  kind TEXT NOT NULL CHECK (kind IN ('order', 'request')),
  key TEXT NOT NULL,
  pinned_at INTEGER NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

-- What belongs together: a request and the one that corrects it or takes its place.
CREATE INDEX request_corrects ON request (corrects_key) WHERE corrects_key IS NOT NULL;
CREATE INDEX request_reissues ON request (reissues_key) WHERE reissues_key IS NOT NULL;

-- What the search of a backend looks for. Whole mobiles and e-mails are the backend's alone.
CREATE INDEX account_mobile ON account (mobile) WHERE mobile IS NOT NULL;
CREATE INDEX account_email ON account (email) WHERE email IS NOT NULL;
CREATE INDEX account_name ON account (name) WHERE name IS NOT NULL;

-- R5: what a change of the catalog took the place of, so that what was in force is known of any instant.
ALTER TABLE catalog_change_item ADD COLUMN was_name TEXT;
ALTER TABLE catalog_change_item ADD COLUMN was_item_name TEXT;
ALTER TABLE catalog_change_item ADD COLUMN was_tax_code TEXT;
ALTER TABLE catalog_change_item ADD COLUMN was_tax_rate INTEGER;
ALTER TABLE catalog_change_item ADD COLUMN was_state TEXT CHECK (was_state IN ('on_sale', 'withdrawn'));
CREATE INDEX catalog_change_item_subject ON catalog_change_item ((coalesce (plan_key, service_key)));

-- A user's request about his personal data, 个人信息请求: a copy, a correction or an erasure, with a term.
CREATE TABLE personal_request (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  number TEXT UNIQUE,
  account_key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('copy', 'correction', 'erasure')),
  source TEXT NOT NULL CHECK (source IN ('phone', 'shop', 'email', 'letter', 'visit')),
  text TEXT NOT NULL,
  identity TEXT NOT NULL,
  owner_key TEXT NOT NULL,
  opened_by TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  received INTEGER NOT NULL,
  due INTEGER NOT NULL,
  due_provisional INTEGER NOT NULL CHECK (due_provisional IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'refused', 'withdrawn')),
  answer TEXT,
  answered_by TEXT,
  answered_at INTEGER,
  CHECK ((state = 'open') = (answered_at IS NULL))
) STRICT;
CREATE INDEX personal_request_account ON personal_request (account_key);
CREATE INDEX personal_request_open ON personal_request (due) WHERE state = 'open';

-- When the personal values of an account were erased, and when what tax law keeps of a request was locked instead.
ALTER TABLE account ADD COLUMN erased_at INTEGER;
CREATE INDEX account_erased ON account (erased_at) WHERE erased_at IS NOT NULL;
ALTER TABLE request ADD COLUMN locked_at INTEGER;

-- What tax law keeps of an erased user's issued requests: it stays here alone, where nothing looks but a reveal for a reason.
CREATE TABLE locked_value (
  request_key TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  taxpayer_id TEXT,
  locked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_locked_update BEFORE UPDATE ON locked_value
BEGIN
  SELECT RAISE (ABORT, 'R29: what is locked never changes');
END;

CREATE TRIGGER guard_locked_delete BEFORE DELETE ON locked_value
BEGIN
  SELECT RAISE (ABORT, 'R29: what tax law keeps is never deleted');
END;

-- Locking is the one thing that takes title and id out of an issued request, and all it takes.
DROP TRIGGER guard_request_update;
CREATE TRIGGER guard_request_update BEFORE UPDATE ON request
WHEN OLD.state IN ('to_ship', 'to_pickup', 'to_tell', 'done', 'returning', 'voided', 'reversed')
  AND (SELECT rebasing FROM guard) = 0 AND (
  NEW.key IS NOT OLD.key OR NEW.number IS NOT OLD.number OR NEW.account_key IS NOT OLD.account_key OR
  NEW.title_kind IS NOT OLD.title_kind OR NEW.amount IS NOT OLD.amount OR NEW.requested_at IS NOT OLD.requested_at OR
  ((NEW.title IS NOT OLD.title OR NEW.taxpayer_id IS NOT OLD.taxpayer_id) AND NOT
   (OLD.locked_at IS NULL AND NEW.locked_at IS NOT NULL AND NEW.title = '***' AND NEW.taxpayer_id IS NULL)))
BEGIN
  SELECT RAISE (ABORT, 'R17: an issued request never changes');
END;

-- What an erasure looks for: notices and payments of a user, commands that were refused, and imports, whose rows no time line names.
CREATE INDEX notice_account ON notice (account_key);
CREATE INDEX payment_desk ON payment (order_number) WHERE state = 'desk';
CREATE INDEX command_log_rejected ON command_log (seq) WHERE result = 'rejected';
CREATE INDEX command_log_import ON command_log (seq) WHERE type IN ('import.accounts', 'import.requests');
