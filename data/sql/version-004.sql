-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 4: the trail holds which records a command touched; who corrected a request and who began a return stand with it, for the
-- rule of two persons; the house's settings and calendar have a revision; what ended a sheet never changes.

-- SHA-256 over the keys that the command touched. NULL in rows from before this version, which hold no such digest.
ALTER TABLE command_log ADD COLUMN subjects_hash TEXT;

-- Keys of staff: everybody who corrected what was asked (R13), separated by spaces; who began the return (R21).
ALTER TABLE request ADD COLUMN corrected_by TEXT;
ALTER TABLE request ADD COLUMN returned_by TEXT;

-- One row: counts the changes of settings and calendar, so that they are read once and not for every command.
CREATE TABLE house (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL
) STRICT;
INSERT INTO house (id, revision) VALUES (1, 1);

CREATE TRIGGER house_setting_insert AFTER INSERT ON setting
BEGIN
  UPDATE house SET revision = revision + 1;
END;

CREATE TRIGGER house_setting_update AFTER UPDATE ON setting
BEGIN
  UPDATE house SET revision = revision + 1;
END;

CREATE TRIGGER house_setting_delete AFTER DELETE ON setting
BEGIN
  UPDATE house SET revision = revision + 1;
END;

CREATE TRIGGER house_day_insert AFTER INSERT ON calendar_day
BEGIN
  UPDATE house SET revision = revision + 1;
END;

CREATE TRIGGER house_day_update AFTER UPDATE ON calendar_day
BEGIN
  UPDATE house SET revision = revision + 1;
END;

CREATE TRIGGER house_day_delete AFTER DELETE ON calendar_day
BEGIN
  UPDATE house SET revision = revision + 1;
END;

-- How a sheet ended stands for ever, and nobody gives an end to one that has none.
CREATE TRIGGER guard_fapiao_ended BEFORE UPDATE ON fapiao
WHEN OLD.state IN ('voided', 'reversed') AND (SELECT rebasing FROM guard) = 0 AND (
  NEW.void_reason IS NOT OLD.void_reason OR NEW.voided_at IS NOT OLD.voided_at OR NEW.voided_by IS NOT OLD.voided_by OR
  NEW.red_code IS NOT OLD.red_code OR NEW.red_number IS NOT OLD.red_number OR NEW.verified_at IS NOT OLD.verified_at)
BEGIN
  SELECT RAISE (ABORT, 'R20: how a sheet ended never changes');
END;

CREATE TRIGGER guard_fapiao_end_of_issued BEFORE UPDATE ON fapiao
WHEN OLD.state = 'issued' AND NEW.state = 'issued' AND (SELECT rebasing FROM guard) = 0 AND (
  NEW.void_reason IS NOT OLD.void_reason OR NEW.voided_at IS NOT OLD.voided_at OR NEW.voided_by IS NOT OLD.voided_by OR
  NEW.red_code IS NOT OLD.red_code OR NEW.red_number IS NOT OLD.red_number)
BEGIN
  SELECT RAISE (ABORT, 'R20: an issued sheet that stands has no end');
END;

-- Where the sheet came from, and what its reading differed by.
CREATE TRIGGER guard_fapiao_origin BEFORE UPDATE ON fapiao
WHEN OLD.state IN ('issued', 'voided', 'reversed') AND (SELECT rebasing FROM guard) = 0 AND (
  NEW.stock_key IS NOT OLD.stock_key OR NEW.point IS NOT OLD.point OR NEW.position IS NOT OLD.position OR
  NEW.print_list IS NOT OLD.print_list OR NEW.bound_at IS NOT OLD.bound_at OR NEW.difference IS NOT OLD.difference)
BEGIN
  SELECT RAISE (ABORT, 'R17: an issued fapiao never changes');
END;

-- Who entered, corrected and approved what was issued (R13).
CREATE TRIGGER guard_request_persons BEFORE UPDATE ON request
WHEN OLD.state IN ('to_ship', 'to_pickup', 'to_tell', 'done', 'returning', 'voided', 'reversed')
  AND (SELECT rebasing FROM guard) = 0 AND (
  NEW.entered_by IS NOT OLD.entered_by OR NEW.corrected_by IS NOT OLD.corrected_by OR
  NEW.approved_by IS NOT OLD.approved_by OR NEW.approved_at IS NOT OLD.approved_at OR NEW.seconded_by IS NOT OLD.seconded_by)
BEGIN
  SELECT RAISE (ABORT, 'R13: who entered and approved an issued request never changes');
END;
