-- 社保台账, schema 1. Shipped text: never edited again (a test holds its hash); a change is the next migration.
-- Money is INTEGER fen, rates are TEXT fractions, months are INTEGER 202602, dates are TEXT 2026-02-15
-- ("2021-03" where no more than the month is known), ids are never used twice.
-- origin_sheet_id + origin_row name the imported cell's row; its column letter stands in import_sheet.columns.

CREATE TABLE book_info (
  key   TEXT NOT NULL PRIMARY KEY, -- book_id, company, credit_code, created_at, demo
  value TEXT NOT NULL              -- the value as text
) STRICT, WITHOUT ROWID;

CREATE TABLE user (
  id         INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  name       TEXT NOT NULL UNIQUE,              -- as in the key file's slot
  role       TEXT NOT NULL CHECK (role IN ('owner', 'clerk', 'viewer', 'auditor')), -- 负责人 / 经办 / 查看 / 审计
  created_at TEXT NOT NULL                      -- when the user was added
) STRICT;

CREATE TABLE journal (
  seq         INTEGER PRIMARY KEY AUTOINCREMENT, -- place in the chain, without gaps
  time        TEXT NOT NULL,    -- when it was done, local time of the PC
  user        TEXT NOT NULL,    -- who did it
  role        TEXT NOT NULL,    -- the user's role at that time
  action      TEXT NOT NULL,    -- what was done, as an identifier
  object      TEXT NOT NULL,    -- on what, by id; never a name or a number of a person
  action_seq  INTEGER NOT NULL, -- seq of the first row of the same action
  employee_id INTEGER,          -- whom the payload concerns; NULL: no person, and the action's head
  undoes      INTEGER,          -- action_seq that this action takes back
  payload     BLOB NOT NULL,    -- nonce + AES-256-GCM of the row images, under the person's key or the book's
  prev        BLOB NOT NULL,    -- mac of the row before
  mac         BLOB NOT NULL     -- HMAC-SHA256 over all other columns
) STRICT;
CREATE INDEX journal_heads ON journal (seq) WHERE seq = action_seq;
CREATE INDEX journal_employee ON journal (employee_id, seq) WHERE employee_id IS NOT NULL;
CREATE INDEX journal_undoes ON journal (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_keeps_text BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE person_key (
  employee_id INTEGER PRIMARY KEY, -- the person; no reference, the key outlives an undone entry
  wrapped_key BLOB NOT NULL        -- nonce + AES-256-GCM of the person's key; destroying it erases the payloads
) STRICT;

CREATE TABLE stored_document (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  kind        TEXT NOT NULL,        -- import, statement, proof …
  name        TEXT NOT NULL,        -- file name without folders
  sha256      TEXT NOT NULL UNIQUE, -- of the bytes, lower-case hex; the same bytes are kept once
  bytes       BLOB NOT NULL,        -- the file itself
  recorded_at TEXT NOT NULL         -- when it was taken in
) STRICT;

CREATE TABLE import_batch (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- the number a clerk undoes by
  file_name   TEXT NOT NULL,    -- without folders
  file_hash   TEXT NOT NULL,    -- SHA-256 of the file, lower-case hex
  imported_at TEXT NOT NULL,    -- when
  user        TEXT NOT NULL,    -- by whom
  kinds       TEXT NOT NULL,    -- kinds of sheets in it, joined by a comma
  document_id INTEGER REFERENCES stored_document (id), -- the file itself, where it is kept
  state       TEXT NOT NULL CHECK (state IN ('active', 'undone')), -- 有效 / 已撤销
  action_seq  INTEGER NOT NULL  -- the journal's action that took it in
) STRICT;
CREATE INDEX import_batch_hash ON import_batch (file_hash);
CREATE INDEX import_batch_action ON import_batch (action_seq);

CREATE TABLE unit (
  id                       INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  name                     TEXT NOT NULL UNIQUE, -- 参保单位名称
  region                   TEXT NOT NULL, -- 统筹区代码 (GB/T 2260)
  credit_code              TEXT,    -- 统一社会信用代码
  social_account           TEXT,    -- 社保编号
  fund_account             TEXT,    -- 公积金单位账号
  bank_name                TEXT,    -- 扣款银行
  bank_account             TEXT,    -- 扣款账号
  first_month              INTEGER, -- 开始参保年月: no line before it
  enroll_cutoff_day        INTEGER CHECK (enroll_cutoff_day BETWEEN 1 AND 31),        -- 社保增员截止日
  withdraw_cutoff_day      INTEGER CHECK (withdraw_cutoff_day BETWEEN 1 AND 31),      -- 社保减员截止日
  fund_enroll_cutoff_day   INTEGER CHECK (fund_enroll_cutoff_day BETWEEN 1 AND 31),   -- 公积金增员截止日
  fund_withdraw_cutoff_day INTEGER CHECK (fund_withdraw_cutoff_day BETWEEN 1 AND 31), -- 公积金减员截止日
  debit_groups             TEXT NOT NULL, -- JSON: which insurances the bank debits in one sum
  origin_sheet_id          INTEGER REFERENCES import_sheet (id), -- sheet it came from
  origin_row               INTEGER  -- row in that sheet
) STRICT;

CREATE TABLE import_sheet (
  id             INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  batch_id       INTEGER NOT NULL REFERENCES import_batch (id), -- the file
  sheet          TEXT NOT NULL,    -- sheet name
  kind           TEXT NOT NULL,    -- roster, bases, payroll …
  unit_id        INTEGER,          -- the unit it speaks of; no reference, evidence outlives the unit
  month          INTEGER,          -- the month it speaks of
  header_rows    TEXT NOT NULL,    -- JSON list of 1-based rows
  columns        TEXT NOT NULL,    -- JSON object: field → column letter
  rows           INTEGER NOT NULL, -- data rows read
  accepted       INTEGER NOT NULL, -- rows that changed something
  unchanged      INTEGER NOT NULL, -- rows that said what was known
  rejected       INTEGER NOT NULL, -- rows refused
  control_totals TEXT NOT NULL     -- JSON list: the file's own sums beside ours
) STRICT;
CREATE INDEX import_sheet_batch ON import_sheet (batch_id);

CREATE TABLE import_row (
  sheet_id    INTEGER NOT NULL REFERENCES import_sheet (id), -- the sheet
  row         INTEGER NOT NULL, -- 1-based row in it
  part        INTEGER NOT NULL, -- 0, or counts several outcomes of one row
  action      TEXT NOT NULL,    -- what was done with it
  code        TEXT NOT NULL,    -- why, as an identifier; empty if nothing is to be said
  message     TEXT NOT NULL,    -- why, in the clerk's words; empty if nothing is to be said
  employee_id INTEGER,          -- whom it met; no reference, evidence outlives the person's row
  detail      TEXT NOT NULL,    -- JSON: what was read
  PRIMARY KEY (sheet_id, row, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_question (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  batch_id    INTEGER NOT NULL REFERENCES import_batch (id), -- the file
  sheet       TEXT,             -- sheet name
  row         INTEGER,          -- 1-based row
  code        TEXT NOT NULL,    -- what is asked, as an identifier
  message     TEXT NOT NULL,    -- what is asked, in the clerk's words
  choices     TEXT NOT NULL,    -- JSON list
  answer      TEXT,             -- the choice taken
  answered_at TEXT              -- when
) STRICT;
CREATE INDEX import_question_batch ON import_question (batch_id);

CREATE TABLE unit_setting (
  id              INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice; the later entry wins
  unit_id         INTEGER REFERENCES unit (id), -- the unit it applies to, or
  region          TEXT,             -- the city whose every unit it applies to
  label           TEXT,             -- the wording of the sheet it came from
  insurance       TEXT NOT NULL,    -- 险种
  from_month      INTEGER NOT NULL, -- 起
  to_month        INTEGER,          -- 止, included; NULL runs on
  mode            TEXT NOT NULL CHECK (mode IN ('rate', 'add', 'replace')), -- 只采用费率 / 在公布费率上加 / 整条采用
  employer_rate   TEXT NOT NULL,    -- 单位费率 or surcharge
  employee_rate   TEXT NOT NULL,    -- 个人费率 or surcharge
  employer_fixed  INTEGER NOT NULL, -- 单位固定额, fen
  employee_fixed  INTEGER NOT NULL, -- 个人固定额, fen
  floor           INTEGER,          -- 基数下限, fen
  cap             INTEGER,          -- 基数上限, fen
  reason          TEXT NOT NULL CHECK (reason <> ''), -- 说明或出处
  confirmed       INTEGER NOT NULL CHECK (confirmed IN (0, 1)), -- 1: 单位确认 of an open policy value
  recorded_on     TEXT NOT NULL,    -- the day it became known here
  origin_sheet_id INTEGER REFERENCES import_sheet (id), -- sheet it came from
  origin_row      INTEGER,          -- row in that sheet
  CHECK ((unit_id IS NULL) <> (region IS NULL))
) STRICT;

CREATE TABLE employee (
  id              INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  employee_no     TEXT NOT NULL UNIQUE, -- 工号
  name            TEXT NOT NULL,    -- 姓名 as written
  name_folded     TEXT NOT NULL,    -- 姓名 for meeting: width, blanks and middle dots folded
  name_initials   TEXT NOT NULL,    -- 拼音首字母 for search
  id_type         TEXT,             -- 证件类型
  id_number       TEXT,             -- 证件号码; NULL while it is in question or unknown
  id_status       TEXT NOT NULL CHECK (id_status IN ('checked', 'in_question', 'missing')), -- 已校验 / 存疑 / 未填
  birth           TEXT,             -- 出生日期
  sex             TEXT,             -- 性别
  hukou           TEXT,             -- 户口性质
  medical_tier    TEXT,             -- 医保档次
  position_class  TEXT,             -- 退休口径
  phone           TEXT,             -- 手机号码
  bank_name       TEXT,             -- 工资卡开户行
  bank_account    TEXT,             -- 工资卡号
  department      TEXT,             -- 部门
  post            TEXT,             -- 岗位
  notes           TEXT,             -- 备注
  origin_sheet_id INTEGER REFERENCES import_sheet (id), -- sheet it came from
  origin_row      INTEGER,          -- row in that sheet
  authority       TEXT NOT NULL,    -- which kind of source last spoke
  UNIQUE (id_type, id_number)
) STRICT;
CREATE INDEX employee_name ON employee (name_folded);

CREATE TABLE employment (
  id              INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  employee_id     INTEGER NOT NULL REFERENCES employee (id), -- who
  unit_id         INTEGER REFERENCES unit (id), -- participating unit
  hired           TEXT,          -- 入职日期
  left_on         TEXT,          -- 离职日期, the last day
  department      TEXT,          -- 部门
  post            TEXT,          -- 岗位
  reason          TEXT,          -- 入职或离职原因
  origin_sheet_id INTEGER REFERENCES import_sheet (id), -- sheet it came from
  origin_row      INTEGER,       -- row in that sheet
  authority       TEXT NOT NULL  -- which kind of source last spoke
) STRICT;
CREATE INDEX employment_employee ON employment (employee_id);
CREATE INDEX employment_unit ON employment (unit_id);

CREATE TABLE enrollment (
  id               INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  employee_id      INTEGER NOT NULL REFERENCES employee (id), -- who
  unit_id          INTEGER NOT NULL REFERENCES unit (id), -- participating unit
  scope            TEXT NOT NULL,    -- social, housing_fund, or only:<insurance>
  first_month      INTEGER NOT NULL, -- 起缴年月
  last_month       INTEGER,          -- 停缴前最后年月; NULL: still covered
  first_month_late INTEGER NOT NULL CHECK (first_month_late IN (0, 1)), -- 首月次月补缴
  reason           TEXT,             -- 增减员原因
  origin_sheet_id  INTEGER REFERENCES import_sheet (id), -- sheet it came from
  origin_row       INTEGER,          -- row in that sheet
  authority        TEXT NOT NULL     -- which kind of source last spoke
) STRICT;
CREATE INDEX enrollment_employee ON enrollment (employee_id);
CREATE INDEX enrollment_unit ON enrollment (unit_id);

CREATE TABLE declared_base (
  id              INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice; the later entry wins
  employee_id     INTEGER NOT NULL REFERENCES employee (id), -- who
  unit_id         INTEGER NOT NULL REFERENCES unit (id), -- declared by
  scope           TEXT NOT NULL,    -- social, housing_fund, or only:<insurance>
  from_month      INTEGER NOT NULL, -- 起
  to_month        INTEGER,          -- 止, included; NULL runs on
  amount          INTEGER NOT NULL, -- 申报基数, fen, as declared: never clamped here
  average_wage    INTEGER,          -- 上年月平均工资, fen, where it was worked out
  reason          TEXT NOT NULL CHECK (reason IN ('onboarding', 'annual', 'correction', 'import')), -- 入职 / 年度 / 更正 / 导入
  method          TEXT,             -- how it was worked out
  origin_sheet_id INTEGER REFERENCES import_sheet (id), -- sheet it came from
  origin_row      INTEGER,          -- row in that sheet
  authority       TEXT NOT NULL     -- which kind of source last spoke
) STRICT;
CREATE INDEX declared_base_employee ON declared_base (employee_id);
CREATE INDEX declared_base_unit ON declared_base (unit_id);

CREATE TABLE wage (
  id              INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  employee_id     INTEGER NOT NULL REFERENCES employee (id), -- who
  pay_month       INTEGER NOT NULL, -- 工资所属月份
  unit_id         INTEGER REFERENCES unit (id), -- paid by
  gross           INTEGER,          -- 应发, fen
  taxable         INTEGER,          -- 应税, fen
  tax             INTEGER,          -- 个税, fen
  net             INTEGER,          -- 实发, fen
  match_strength  TEXT NOT NULL CHECK (match_strength IN ('id', 'employee_no', 'masked_id', 'name')), -- by what the row met the person
  origin_sheet_id INTEGER REFERENCES import_sheet (id), -- sheet it came from
  origin_row      INTEGER           -- row in that sheet
) STRICT;
CREATE UNIQUE INDEX wage_once ON wage (employee_id, pay_month, ifnull(unit_id, 0));
CREATE INDEX wage_month ON wage (pay_month);

CREATE TABLE wage_item (
  wage_id     INTEGER NOT NULL REFERENCES wage (id), -- the pay slip
  place       INTEGER NOT NULL, -- order on the sheet
  employee_id INTEGER NOT NULL, -- the wage's person, kept here so that the journal needs no look-up
  name        TEXT NOT NULL,    -- 工资项目, the heading of its column
  amount      INTEGER NOT NULL, -- fen
  PRIMARY KEY (wage_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE wage_deduction (
  wage_id     INTEGER NOT NULL REFERENCES wage (id), -- the pay slip
  insurance   TEXT NOT NULL,    -- 险种
  kind        TEXT NOT NULL CHECK (kind IN ('current', 'late', 'true_up')), -- 当月 / 补扣 / 补差
  employee_id INTEGER NOT NULL, -- the wage's person, kept here so that the journal needs no look-up
  amount      INTEGER NOT NULL, -- fen taken from pay
  PRIMARY KEY (wage_id, insurance, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE assessment_rule (
  id      INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  hash    BLOB NOT NULL UNIQUE, -- SHA-256 of the content
  content TEXT NOT NULL         -- JSON of the resolved terms a line was computed from, byte for byte
) STRICT;

CREATE TABLE assessment_run (
  id         INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  month      INTEGER NOT NULL, -- 所属期
  unit_id    INTEGER,          -- one unit only, or NULL for all
  known_on   TEXT NOT NULL,    -- with the knowledge of this day
  run_at     TEXT NOT NULL,    -- when
  lines      INTEGER NOT NULL, -- how many lines it left
  digest     TEXT NOT NULL,    -- hash over these lines
  action_seq INTEGER NOT NULL, -- the journal's action
  state      TEXT NOT NULL CHECK (state IN ('active', 'undone')) -- 有效 / 已撤销
) STRICT;
CREATE INDEX assessment_run_month ON assessment_run (month);

CREATE TABLE contribution (
  month          INTEGER NOT NULL, -- 所属期
  employee_id    INTEGER NOT NULL REFERENCES employee (id), -- who
  insurance      TEXT NOT NULL,    -- 险种
  unit_id        INTEGER NOT NULL REFERENCES unit (id), -- participating unit
  kind           TEXT NOT NULL CHECK (kind IN ('regular', 'back_payment', 'true_up')), -- 正常 / 补缴 / 补差
  seq            INTEGER NOT NULL, -- 0, or counts further lines of the same kind
  booked_month   INTEGER NOT NULL, -- 费款申报月: the month it is declared in
  base_id        INTEGER,          -- the declared base it came from
  declared_base  INTEGER,          -- 申报基数, fen
  base           INTEGER,          -- 缴费基数 after the clamp, fen
  employer       INTEGER,          -- 单位应缴 incl. its fixed amount, fen; NULL while unconfirmed
  employee       INTEGER,          -- 个人应缴 incl. its fixed amount, fen; NULL while unconfirmed
  employer_fixed INTEGER NOT NULL, -- of which fixed, fen
  employee_fixed INTEGER NOT NULL, -- of which fixed, fen
  status         TEXT NOT NULL,    -- the weakest status among the values used
  gap            TEXT,             -- which part is missing while unconfirmed
  rule_id        INTEGER REFERENCES assessment_rule (id), -- the terms it was computed from
  note           TEXT,             -- what the clerk should know
  PRIMARY KEY (month, employee_id, insurance, unit_id, kind, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX contribution_employee ON contribution (employee_id, month);

CREATE TABLE month_state (
  month INTEGER PRIMARY KEY, -- 所属期
  state TEXT NOT NULL CHECK (state IN ('draft', 'checked', 'locked')), -- 草稿 / 已核对 / 已锁定
  seal  TEXT                 -- hash over what the month was locked with
) STRICT;

CREATE TABLE statement (
  id           INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  number       TEXT NOT NULL UNIQUE, -- 编号 printed on it
  kind         TEXT NOT NULL,    -- which paper
  employee_id  INTEGER REFERENCES employee (id), -- whom it speaks of; NULL for a list
  from_month   INTEGER NOT NULL, -- 起
  to_month     INTEGER NOT NULL, -- 止
  issued_on    TEXT NOT NULL,    -- 出具日期
  sha256       TEXT NOT NULL,    -- of the PDF, lower-case hex
  document_id  INTEGER REFERENCES stored_document (id), -- the PDF, where it is kept
  journal_code TEXT NOT NULL,    -- the journal's short code printed on it
  action_seq   INTEGER NOT NULL  -- the journal's action that issued it
) STRICT;
CREATE INDEX statement_employee ON statement (employee_id);

CREATE TABLE preference (
  key   TEXT NOT NULL PRIMARY KEY, -- which choice of the screen
  value TEXT NOT NULL              -- JSON
) STRICT, WITHOUT ROWID;
