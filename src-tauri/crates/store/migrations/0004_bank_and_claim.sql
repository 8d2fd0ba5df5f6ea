-- 银行流水与报销台账: lines of bank statements and rows of claim registers, as they were taken in.

CREATE TABLE bank_line (
  id                   INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice; within a day the order of the statement
  account              TEXT NOT NULL,    -- 本方账号, digits
  unit_id              INTEGER REFERENCES unit (id), -- whose account it is, where that is known
  day                  TEXT NOT NULL,    -- 交易日期
  time                 TEXT,             -- 交易时刻, where it is printed
  debit                INTEGER NOT NULL, -- 支出, fen; a red-letter entry is negative
  credit               INTEGER NOT NULL, -- 收入, fen; a red-letter entry is negative
  balance              INTEGER,          -- 余额 after it, fen
  counterparty         TEXT,             -- 对方户名
  counterparty_account TEXT,             -- 对方账号
  summary              TEXT,             -- 摘要
  remark               TEXT,             -- 附言、用途
  serial               TEXT,             -- 流水号
  identity             TEXT NOT NULL,    -- digest of what makes the line the same in another export
  occurrence           INTEGER NOT NULL, -- 1, or counts lines of the same identity: they are no duplicates
  origin_sheet_id      INTEGER REFERENCES import_sheet (id), -- sheet it came from
  origin_row           INTEGER,          -- row in that sheet
  UNIQUE (account, identity, occurrence)
) STRICT;
CREATE INDEX bank_line_day ON bank_line (day);

CREATE TABLE claim (
  id              INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  employee_id     INTEGER NOT NULL REFERENCES employee (id), -- whose
  unit_id         INTEGER REFERENCES unit (id), -- where covered at the visit
  match_strength  TEXT NOT NULL CHECK (match_strength IN ('id', 'employee_no', 'masked_id', 'name')), -- by what the row met the person
  registered      TEXT,             -- 登记日期
  visit_kind      TEXT,             -- 就诊类型, an identifier; NULL where the word is not known
  visit_written   TEXT,             -- 就诊类型 as written
  visit_from      TEXT,             -- 就诊开始
  visit_to        TEXT,             -- 就诊结束
  bill            TEXT,             -- 票据号码
  bill_count      INTEGER,          -- 票据张数
  total           INTEGER,          -- 费用总额, fen
  own_expense     INTEGER,          -- 自费, fen
  first_self_pay  INTEGER,          -- 先行自付, fen
  deductible      INTEGER,          -- 起付线 as printed, fen
  rate            TEXT,             -- 报销比例 as printed, a fraction
  fund_share      INTEGER,          -- 统筹支付 as printed, fen
  self_share      INTEGER,          -- 个人负担 as printed, fen
  papers          TEXT NOT NULL,    -- 材料 (JSON list of name and there)
  status          TEXT,             -- 办理状态, an identifier; NULL where the word is not known
  status_written  TEXT,             -- 办理状态 as written
  submitted       TEXT,             -- 提交日期
  arrived         TEXT,             -- 到账日期
  received        INTEGER,          -- 到账金额, fen
  occurrence      INTEGER NOT NULL, -- 1, or counts rows that say the same of one person and bill
  origin_sheet_id INTEGER REFERENCES import_sheet (id), -- sheet it came from
  origin_row      INTEGER           -- row in that sheet
) STRICT;
CREATE INDEX claim_employee ON claim (employee_id);
CREATE INDEX claim_bill ON claim (bill);

-- 就诊信息: what tells of an illness stands apart, so that nothing that lists claims needs to read it.
CREATE TABLE claim_medical (
  claim_id    INTEGER PRIMARY KEY REFERENCES claim (id), -- the claim
  employee_id INTEGER NOT NULL, -- the claim's person, kept here so that the journal needs no look-up
  hospital    TEXT, -- 就诊医院
  diagnosis   TEXT, -- 诊断
  notes       TEXT  -- 备注, which may speak of an illness too
) STRICT;
