-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 6: the shop: what it tells, the credentials by which it does, and what an account was flagged for.

-- That a user accepted a version of the terms, by what act (R27).
CREATE TABLE acceptance (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  account_key TEXT NOT NULL,
  terms_key TEXT NOT NULL,
  accepted_at INTEGER NOT NULL,
  act TEXT NOT NULL
) STRICT;
CREATE INDEX acceptance_account ON acceptance (account_key, accepted_at);

-- That a user used what an order bought (R10).
CREATE TABLE service_use (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  order_key TEXT NOT NULL,
  used_at INTEGER NOT NULL,
  uses INTEGER NOT NULL CHECK (uses > 0)
) STRICT;
CREATE INDEX service_use_order ON service_use (order_key);

-- Why a notice did not reach the user (R22).
ALTER TABLE notice ADD COLUMN failure TEXT;

-- Orders that nobody paid, by the day: what R9 counts. Few beside those that were paid.
CREATE INDEX orders_never_paid ON orders (made_at, account_key) WHERE state IN ('unpaid', 'closed');

-- Notices that wait for the shop.
CREATE INDEX notice_queued ON notice (made_at) WHERE state = 'queued';

-- Who may use the intake: the token itself is known to the shop alone; here is its SHA-256, or nothing once it is revoked.
CREATE TABLE shop (
  key TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  token_hash TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What came under a key of the shop: a salted digest, since items hold personal values (R29).
CREATE TABLE intake_item (
  command_id TEXT PRIMARY KEY,
  salt TEXT NOT NULL,
  item_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;
