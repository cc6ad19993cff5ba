-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 2: the full-text index of accounts, with the tokenizer of src/store/vas-tokenizer.c. It holds no text of its own:
-- it reads account. Code keeps it, no trigger: src/store/vas-search.c.
CREATE VIRTUAL TABLE account_fts USING fts5 (
  account_id, name, name_masked, mobile, mobile_last4, email,
  content = 'account', content_rowid = 'id', columnsize = 0, prefix = '1 2 3', tokenize = 'vas'
);
INSERT INTO account_fts (account_fts) VALUES ('rebuild');
