-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 8: a desk holds a scope of what its backend has; what was opened beyond it is kept.

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
