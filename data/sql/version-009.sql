-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 9: refunds (R11, R21), measures against accounts (R9, R12), and the end of validity by the clock (R10).

-- A refund, 退款: an exception with a reason and a second person (R11).
CREATE TABLE refund (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  order_key TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  ground TEXT NOT NULL CHECK (ground IN ('failure', 'minor', 'law')),
  reason TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'done', 'failed', 'rejected', 'withdrawn')),
  order_state TEXT NOT NULL CHECK (order_state IN ('unpaid', 'paid', 'expired', 'closed', 'refunded')),
  proposed_by TEXT NOT NULL,
  proposed_at INTEGER NOT NULL,
  decided_by TEXT,
  decided_at INTEGER,
  decision TEXT,
  channel_no TEXT,
  failure TEXT,
  ended_at INTEGER,
  CHECK ((state = 'proposed') = (decided_at IS NULL)),
  CHECK (state NOT IN ('approved', 'done', 'failed', 'rejected') OR decided_by <> proposed_by)
) STRICT;
CREATE INDEX refund_order ON refund (order_key);
CREATE INDEX refund_open ON refund (proposed_at) WHERE state IN ('proposed', 'approved');

-- A measure against an account, 处置: freezing, suspending or cancelling it, with its evidence, by two persons (R9, R12).
CREATE TABLE measure (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  ver INTEGER NOT NULL DEFAULT 1,
  account_key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('freeze', 'suspend', 'cancel')),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'in_force', 'lifting', 'lifted', 'rejected', 'withdrawn')),
  reason TEXT NOT NULL,
  evidence TEXT NOT NULL,
  state_before TEXT NOT NULL CHECK (state_before IN ('normal', 'flagged', 'proposed', 'frozen', 'suspended', 'cancelled')),
  proposed_by TEXT NOT NULL,
  proposed_at INTEGER NOT NULL,
  decided_by TEXT,
  decided_at INTEGER,
  decision TEXT,
  ended_orders TEXT,
  lift_reason TEXT,
  lift_by TEXT,
  lift_at INTEGER,
  lifted_by TEXT,
  lifted_at INTEGER,
  CHECK ((state = 'proposed') = (decided_at IS NULL)),
  CHECK (state IN ('proposed', 'withdrawn') OR decided_by <> proposed_by),
  CHECK (lifted_by IS NULL OR lifted_by <> lift_by)
) STRICT;
CREATE INDEX measure_account ON measure (account_key);
CREATE INDEX measure_open ON measure (proposed_at) WHERE state IN ('proposed', 'lifting');

-- R10: what the clock may have to end.
CREATE INDEX orders_valid ON orders (valid_until) WHERE state = 'paid' AND valid_until IS NOT NULL;
