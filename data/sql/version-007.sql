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
