-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 7: what is asked often is found by an index; old rows of the feed lose what the feed keeps no more.

-- What a desk has settled, by when: what it may forget.
CREATE INDEX outbox_settled ON outbox (settled_at) WHERE settled_at IS NOT NULL;

-- Photos that a desk may have to bring to its backend.
CREATE INDEX outbox_photo ON outbox (id) WHERE type = 'photo.attach';

-- Images in the feed once held whole personal values (R31). Only those of that time have these members at all; the rest of each
-- line stays as it is, and desks that may hold a value are given it when they read.
UPDATE feed SET changes = (
  SELECT group_concat (line, '') FROM (
    SELECT CASE json_extract (l.value, '$[0]')
        WHEN 'account' THEN json_remove (l.value, '$[1].name', '$[1].mobile', '$[1].email')
        WHEN 'request' THEN json_remove (l.value, '$[1].recipient_name', '$[1].recipient_mobile', '$[1].recipient_address')
        WHEN 'parcel' THEN json_remove (l.value, '$[1].recipient_name', '$[1].recipient_mobile', '$[1].recipient_address', '$[1].receipt')
        ELSE l.value
      END || char (10) AS line
    FROM json_each ('[' || replace (rtrim (feed.changes, char (10)), char (10), ',') || ']') l ORDER BY l.id))
WHERE instr (changes, '"recipient_name":') > 0 OR instr (changes, '"mobile":') > 0;

-- What the queue is put in order by, counted by and searched for stands in its index: no request is read for that.
DROP INDEX request_queue;
CREATE INDEX request_queue ON request (state, due, received_at, claimed_by, claimed_until, key, amount, number, title, taxpayer_id);

-- A change of the catalog: drafted by one person, approved by another, in force from its start on (R4).
CREATE TABLE catalog_change (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  title TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'review', 'returned', 'scheduled', 'started', 'withdrawn', 'lapsed')),
  author_key TEXT NOT NULL,
  approver_key TEXT,
  reason TEXT,
  CHECK (state NOT IN ('scheduled', 'started') OR (approver_key IS NOT NULL AND approver_key <> author_key))
) STRICT;
-- What the clock starts, or lets lapse.
CREATE INDEX catalog_change_due ON catalog_change (starts_at) WHERE state IN ('review', 'scheduled');

-- What becomes of one plan or one service by a change.
CREATE TABLE catalog_change_item (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  change_key TEXT NOT NULL,
  position INTEGER NOT NULL,
  plan_key TEXT,
  service_key TEXT,
  amount INTEGER CHECK (amount >= 0),
  ends_at INTEGER,
  name TEXT,
  name_en TEXT,
  item_name TEXT,
  tax_code TEXT,
  tax_rate INTEGER,
  state TEXT CHECK (state IN ('on_sale', 'withdrawn')),
  CHECK ((plan_key IS NULL) <> (service_key IS NULL))
) STRICT;
CREATE INDEX catalog_change_item_change ON catalog_change_item (change_key, position);
