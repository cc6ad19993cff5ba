-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 3: more guards of what is issued, for statements that go around those of version 1. REPLACE removes the row that is in
-- its way without a word to the triggers of deletion, so the row that comes is stopped; a state that went back would lay
-- open what the state protects. Never relied on; only the rebase passes.

CREATE TRIGGER guard_fapiao_replace BEFORE INSERT ON fapiao
WHEN (SELECT rebasing FROM guard) = 0 AND EXISTS (SELECT 1 FROM fapiao f WHERE f.state <> 'blank' AND
  (f.id = NEW.id OR f.key = NEW.key OR (f.code = NEW.code AND f.number = NEW.number)))
BEGIN
  SELECT RAISE (ABORT, 'R17: a used fapiao is never replaced');
END;

CREATE TRIGGER guard_fapiao_push BEFORE UPDATE OF id, key, code, number ON fapiao
WHEN (SELECT rebasing FROM guard) = 0 AND EXISTS (SELECT 1 FROM fapiao f WHERE f.id <> OLD.id AND f.state <> 'blank' AND
  (f.id = NEW.id OR f.key = NEW.key OR (f.code = NEW.code AND f.number = NEW.number)))
BEGIN
  SELECT RAISE (ABORT, 'R17: a used fapiao is never replaced');
END;

CREATE TRIGGER guard_fapiao_red_insert BEFORE INSERT ON fapiao
WHEN NEW.red_code IS NOT NULL AND (SELECT rebasing FROM guard) = 0 AND
  EXISTS (SELECT 1 FROM fapiao f WHERE f.red_code = NEW.red_code AND f.red_number = NEW.red_number)
BEGIN
  SELECT RAISE (ABORT, 'R20: a red-letter number is used once');
END;

CREATE TRIGGER guard_fapiao_red_update BEFORE UPDATE OF red_code, red_number ON fapiao
WHEN NEW.red_code IS NOT NULL AND (SELECT rebasing FROM guard) = 0 AND
  EXISTS (SELECT 1 FROM fapiao f WHERE f.id <> OLD.id AND f.red_code = NEW.red_code AND f.red_number = NEW.red_number)
BEGIN
  SELECT RAISE (ABORT, 'R20: a red-letter number is used once');
END;

CREATE TRIGGER guard_line_replace BEFORE INSERT ON fapiao_line
WHEN (SELECT rebasing FROM guard) = 0 AND EXISTS (SELECT 1 FROM fapiao_line l JOIN fapiao f ON f.key = l.fapiao_key
  WHERE f.state IN ('issued', 'voided', 'reversed') AND
  (l.id = NEW.id OR l.key = NEW.key OR (l.fapiao_key = NEW.fapiao_key AND l.position = NEW.position)))
BEGIN
  SELECT RAISE (ABORT, 'R17: the lines of an issued fapiao never change');
END;

CREATE TRIGGER guard_line_move BEFORE UPDATE ON fapiao_line
WHEN (SELECT rebasing FROM guard) = 0 AND (
  EXISTS (SELECT 1 FROM fapiao f WHERE f.key = NEW.fapiao_key AND f.state IN ('issued', 'voided', 'reversed')) OR
  EXISTS (SELECT 1 FROM fapiao_line l JOIN fapiao f ON f.key = l.fapiao_key WHERE l.id <> OLD.id AND
    (l.id = NEW.id OR l.key = NEW.key) AND f.state IN ('issued', 'voided', 'reversed')))
BEGIN
  SELECT RAISE (ABORT, 'R17: the lines of an issued fapiao never change');
END;

CREATE TRIGGER guard_request_replace BEFORE INSERT ON request
WHEN (SELECT rebasing FROM guard) = 0 AND EXISTS (SELECT 1 FROM request r WHERE r.state <> 'draft' AND
  (r.id = NEW.id OR r.key = NEW.key OR r.number = NEW.number))
BEGIN
  SELECT RAISE (ABORT, 'R29: a request is never replaced');
END;

CREATE TRIGGER guard_request_push BEFORE UPDATE OF id, key, number ON request
WHEN (SELECT rebasing FROM guard) = 0 AND EXISTS (SELECT 1 FROM request r WHERE r.id <> OLD.id AND r.state <> 'draft' AND
  (r.id = NEW.id OR r.key = NEW.key OR r.number = NEW.number))
BEGIN
  SELECT RAISE (ABORT, 'R29: a request is never replaced');
END;

-- 完成 and what stands before it go back to 待开票 by a misprint, and no further; what has ended stays ended.
CREATE TRIGGER guard_request_back BEFORE UPDATE OF state ON request
WHEN (SELECT rebasing FROM guard) = 0 AND NEW.state IS NOT OLD.state AND (OLD.state IN ('voided', 'reversed') OR
  (OLD.state IN ('to_ship', 'to_pickup', 'to_tell', 'done', 'returning') AND
   NEW.state IN ('draft', 'review', 'second', 'rejected', 'withdrawn')))
BEGIN
  SELECT RAISE (ABORT, 'R17: an issued request never goes back');
END;

-- Some sheets issued, others still to come: the contents stand already.
CREATE TRIGGER guard_request_part BEFORE UPDATE ON request
WHEN OLD.state NOT IN ('to_ship', 'to_pickup', 'to_tell', 'done', 'returning', 'voided', 'reversed')
  AND (SELECT rebasing FROM guard) = 0 AND (
  NEW.key IS NOT OLD.key OR NEW.number IS NOT OLD.number OR NEW.account_key IS NOT OLD.account_key OR
  NEW.title_kind IS NOT OLD.title_kind OR NEW.title IS NOT OLD.title OR NEW.taxpayer_id IS NOT OLD.taxpayer_id OR
  NEW.amount IS NOT OLD.amount OR NEW.requested_at IS NOT OLD.requested_at)
  AND EXISTS (SELECT 1 FROM fapiao f WHERE f.request_key = OLD.key AND f.state = 'issued')
BEGIN
  SELECT RAISE (ABORT, 'R17: an issued request never changes');
END;

CREATE TRIGGER guard_share_part_insert BEFORE INSERT ON share
WHEN (SELECT rebasing FROM guard) = 0 AND (
  EXISTS (SELECT 1 FROM fapiao f WHERE f.request_key = NEW.request_key AND f.state = 'issued') OR
  EXISTS (SELECT 1 FROM share s JOIN request r ON r.key = s.request_key WHERE
    (s.id = NEW.id OR s.key = NEW.key OR (s.request_key = NEW.request_key AND s.order_key = NEW.order_key)) AND
    (r.state IN ('to_ship', 'to_pickup', 'to_tell', 'done', 'returning', 'voided', 'reversed') OR
     EXISTS (SELECT 1 FROM fapiao f WHERE f.request_key = r.key AND f.state = 'issued'))))
BEGIN
  SELECT RAISE (ABORT, 'R17: the orders of an issued request never change');
END;

CREATE TRIGGER guard_share_part_update BEFORE UPDATE ON share
WHEN (SELECT rebasing FROM guard) = 0 AND (
  NEW.request_key IS NOT OLD.request_key OR NEW.order_key IS NOT OLD.order_key OR NEW.amount IS NOT OLD.amount) AND (
  EXISTS (SELECT 1 FROM fapiao f WHERE f.request_key IN (OLD.request_key, NEW.request_key) AND f.state = 'issued') OR
  EXISTS (SELECT 1 FROM request r WHERE r.key = NEW.request_key
    AND r.state IN ('to_ship', 'to_pickup', 'to_tell', 'done', 'returning', 'voided', 'reversed')))
BEGIN
  SELECT RAISE (ABORT, 'R17: the amounts of an issued request never change');
END;

CREATE TRIGGER guard_share_part_delete BEFORE DELETE ON share
WHEN (SELECT rebasing FROM guard) = 0 AND
  EXISTS (SELECT 1 FROM fapiao f WHERE f.request_key = OLD.request_key AND f.state = 'issued')
BEGIN
  SELECT RAISE (ABORT, 'R17: the orders of an issued request never change');
END;

CREATE TRIGGER guard_terms_replace BEFORE INSERT ON terms_version
WHEN (SELECT rebasing FROM guard) = 0 AND EXISTS (SELECT 1 FROM terms_version t WHERE t.state IN ('current', 'history') AND
  (t.id = NEW.id OR t.key = NEW.key OR t.label = NEW.label))
BEGIN
  SELECT RAISE (ABORT, 'R25: what is published is never replaced');
END;

CREATE TRIGGER guard_terms_push BEFORE UPDATE OF id, key, label ON terms_version
WHEN (SELECT rebasing FROM guard) = 0 AND EXISTS (SELECT 1 FROM terms_version t WHERE t.id <> OLD.id AND
  t.state IN ('current', 'history') AND (t.id = NEW.id OR t.key = NEW.key OR t.label = NEW.label))
BEGIN
  SELECT RAISE (ABORT, 'R25: what is published is never replaced');
END;

CREATE TRIGGER guard_log_replace BEFORE INSERT ON command_log
WHEN EXISTS (SELECT 1 FROM command_log l WHERE l.seq = NEW.seq OR l.command_id = NEW.command_id)
BEGIN
  SELECT RAISE (ABORT, 'R29: the trail is never changed');
END;
