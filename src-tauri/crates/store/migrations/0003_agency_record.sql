-- 经办机构记录: what social-insurance bureaus and fund centres say of each person. Shipped text: never edited again.
-- Money is INTEGER fen, rates are TEXT fractions, months are INTEGER 202602. A side that no list has named is NULL.

CREATE TABLE agency_record (
  id                INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  employee_id       INTEGER REFERENCES employee (id), -- whom the row met; NULL: nobody of the roster
  unit_id           INTEGER NOT NULL REFERENCES unit (id), -- 参保单位
  insurance         TEXT NOT NULL,    -- 险种
  period            INTEGER NOT NULL, -- 费款所属期, its first month
  period_to         INTEGER NOT NULL, -- its last month, mostly the same
  booked            INTEGER NOT NULL, -- 入库年月
  kind              TEXT NOT NULL CHECK (kind IN ('regular', 'back_payment', 'true_up', 'refund')), -- 正常 / 补缴 / 补差 / 退费
  seq               INTEGER NOT NULL, -- 0, or counts further rows that say the same of the same person
  identity          TEXT NOT NULL,    -- by what the list names the person: the number or the name as printed, folded
  printed_name      TEXT,             -- 姓名, as printed
  printed_id        TEXT,             -- 证件号码, as printed, stars included
  personal_number   TEXT,             -- 个人编号或账号
  match_strength    TEXT CHECK (match_strength IN ('id', 'employee_no', 'masked_id', 'name', 'clerk')), -- by what it met the person
  declared          INTEGER,          -- 缴费工资, fen
  base              INTEGER,          -- 缴费基数, fen
  base_source       TEXT CHECK (base_source IN ('printed', 'declared', 'implied')), -- printed, or reproduced by the amounts
  employer_rate     TEXT,             -- 单位费率, as printed
  employee_rate     TEXT,             -- 个人费率, as printed
  employer          INTEGER,          -- 单位部分 without its fixed amount, fen
  employee          INTEGER,          -- 个人部分 without its fixed amount, fen
  employer_fixed    INTEGER,          -- 单位定额, fen
  employee_fixed    INTEGER,          -- 个人定额, fen
  both_shares       INTEGER,          -- the sum of both sides where the list prints only that, fen
  section           TEXT,             -- 人员分组 of the list
  status            TEXT,             -- 入账状态, as printed
  note              TEXT,             -- 备注, as printed
  origin_sheet_id   INTEGER REFERENCES import_sheet (id), -- sheet that named the record first
  origin_row        INTEGER,          -- row in that sheet
  employee_sheet_id INTEGER REFERENCES import_sheet (id), -- sheet that named the employee's share, if it is another one
  employee_row      INTEGER,          -- row in that sheet
  fixed_sheet_id    INTEGER REFERENCES import_sheet (id), -- sheet that named the fixed amount, if it is another one
  fixed_row         INTEGER           -- row in that sheet
) STRICT;
CREATE UNIQUE INDEX agency_record_once ON agency_record (unit_id, booked, insurance, period, period_to, kind, identity, seq);
CREATE INDEX agency_record_employee ON agency_record (employee_id, period);
CREATE INDEX agency_record_period ON agency_record (period, unit_id);
CREATE INDEX agency_record_identity ON agency_record (identity);
