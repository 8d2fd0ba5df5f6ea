-- 列名: what the columns of journaled rows are called. Payloads name a heading by its digest; older ones spell it out.

CREATE TABLE journal_heading (
  digest  TEXT NOT NULL PRIMARY KEY, -- first 64 bits of the heading's SHA-256, lower-case hex
  heading TEXT NOT NULL              -- JSON list: the table, then its columns
) STRICT, WITHOUT ROWID;
