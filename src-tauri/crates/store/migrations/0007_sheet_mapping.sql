-- 记住的列对应与匹配认可: what the clerk taught about headings, and which weak matches she looked at.

CREATE TABLE sheet_mapping (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice; the later entry of a signature wins
  signature   TEXT NOT NULL, -- digest of the headings in their order
  kind        TEXT NOT NULL, -- what a sheet with these headings is: roster, payroll …
  columns     TEXT NOT NULL, -- JSON list: column from the first heading, heading, field or null for left out
  file_name   TEXT NOT NULL, -- the file she taught it on, without folders
  sheet       TEXT NOT NULL, -- and the sheet
  recorded_at TEXT NOT NULL  -- when
) STRICT;
CREATE INDEX sheet_mapping_signature ON sheet_mapping (signature);

CREATE TABLE match_confirmation (
  sheet_id    INTEGER NOT NULL REFERENCES import_sheet (id), -- the sheet of the row
  row         INTEGER NOT NULL, -- 1-based row in it
  employee_id INTEGER REFERENCES employee (id), -- whom the clerk says it means; NULL: nobody of the roster
  recorded_at TEXT NOT NULL,    -- when
  PRIMARY KEY (sheet_id, row)
) STRICT, WITHOUT ROWID;
