-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 5: what a backend keeps beside the records, and what a desk keeps of its backend (doc/protocol.md).

-- What this file is: the only one there is ('own'), the truth that desks follow ('backend'), or a desk's replica ('desk').
ALTER TABLE replica ADD COLUMN role TEXT NOT NULL DEFAULT 'own' CHECK (role IN ('own', 'backend', 'desk'));
-- Of a desk: the last number that a command of it was sent under.
ALTER TABLE replica ADD COLUMN client_seq INTEGER NOT NULL DEFAULT 0 CHECK (client_seq >= 0);

-- Of a command on its way: that the backend has answered it (its row of the trail comes with the feed), and until when it waits to
-- be sent again since the backend did not know it yet. Of a refused one: when its author laid it aside.
ALTER TABLE outbox ADD COLUMN answered INTEGER NOT NULL DEFAULT 0 CHECK (answered IN (0, 1));
ALTER TABLE outbox ADD COLUMN try_after INTEGER;
ALTER TABLE outbox ADD COLUMN closed_at INTEGER;

-- What each row of the trail did to the records, as desks are told of it: images after the change, without whole personal
-- values (those are added when a desk reads); and the keys of the records that it bears on.
CREATE TABLE feed (
  seq INTEGER PRIMARY KEY,
  subjects TEXT NOT NULL,
  changes TEXT NOT NULL
) STRICT;

-- The desks that have sent commands, each with the last number it used: without holes, so that a copied replica is found out.
CREATE TABLE client (
  client_id TEXT PRIMARY KEY,
  staff_key TEXT NOT NULL,
  last_seq INTEGER NOT NULL DEFAULT 0 CHECK (last_seq >= 0),
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How staff prove who they are: argon2id, never a password (doc/operating.md).
CREATE TABLE credential (
  staff_key TEXT PRIMARY KEY,
  password_hash TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who is signed in where. The token itself is known to the desk alone; here is its SHA-256.
CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  staff_key TEXT NOT NULL,
  device TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL CHECK (expires_at > created_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_staff ON session (staff_key);
CREATE INDEX session_expires ON session (expires_at);
