-- 名册滞纳金与申报留底: what a list charges beside the contributions, and the files that were taken to be declared.

-- 滞纳金 as the list prints it, fen, always the employer's whoever's row it stands in; NULL: none printed.
ALTER TABLE agency_record ADD COLUMN late_fee INTEGER;          -- in the row of the employer's share, or of both
ALTER TABLE agency_record ADD COLUMN employee_late_fee INTEGER; -- in the row of the employee's share
ALTER TABLE agency_record ADD COLUMN fixed_late_fee INTEGER;    -- in the row of the fixed amount

CREATE TABLE declaration (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  kind        TEXT NOT NULL,    -- which export: declaration, enroll_batch, housing_fund_change …
  month       INTEGER NOT NULL, -- 费款申报月
  file_name   TEXT NOT NULL,    -- 导出的文件, without folders
  sha256      TEXT NOT NULL,    -- of its bytes, lower-case hex
  declared_on TEXT NOT NULL     -- the day it was taken
) STRICT;

CREATE TABLE declaration_line (
  declaration_id INTEGER NOT NULL REFERENCES declaration (id), -- the file
  employee_id    INTEGER NOT NULL REFERENCES employee (id),    -- who stands in it
  unit_id        INTEGER NOT NULL REFERENCES unit (id),        -- 参保单位
  scope          TEXT NOT NULL, -- social, housing_fund, or only:<insurance>
  PRIMARY KEY (declaration_id, employee_id, unit_id, scope)
) STRICT, WITHOUT ROWID;
CREATE INDEX declaration_line_employee ON declaration_line (employee_id);
