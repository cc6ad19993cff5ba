-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 8 on PostgreSQL: indexes of ../version-008.sql. A server pins nothing; its row of replica has the column all the same,
-- since both sides read that row by one statement.

ALTER TABLE replica ADD COLUMN scope BIGINT CHECK (scope >= 0);

-- What belongs together: a request and the one that corrects it or takes its place.
CREATE INDEX request_corrects ON request (corrects_key) WHERE corrects_key IS NOT NULL;
CREATE INDEX request_reissues ON request (reissues_key) WHERE reissues_key IS NOT NULL;

-- What the search of a backend looks for. Whole mobiles and e-mails are the backend's alone.
CREATE INDEX account_mobile ON account (mobile) WHERE mobile IS NOT NULL;
CREATE INDEX account_email ON account (email) WHERE email IS NOT NULL;
CREATE INDEX account_name ON account (name) WHERE name IS NOT NULL;

-- R5: what a change of the catalog took the place of, so that what was in force is known of any instant.
ALTER TABLE catalog_change_item ADD COLUMN was_name TEXT COLLATE "C";
ALTER TABLE catalog_change_item ADD COLUMN was_item_name TEXT COLLATE "C";
ALTER TABLE catalog_change_item ADD COLUMN was_tax_code TEXT COLLATE "C";
ALTER TABLE catalog_change_item ADD COLUMN was_tax_rate BIGINT;
ALTER TABLE catalog_change_item ADD COLUMN was_state TEXT COLLATE "C" CHECK (was_state IN ('on_sale', 'withdrawn'));
CREATE INDEX catalog_change_item_subject ON catalog_change_item ((coalesce (plan_key, service_key)));
