-- 缴费、欠费、补缴、重新打开月份: dates and payments of each unit, what is owed, lines of earlier periods, reversals.

-- 封账 covers the files a month was worked from; NULL of seals made before.
ALTER TABLE month_seal ADD COLUMN documents TEXT; -- JSON list of kind and SHA-256

-- 冲销: the lines of a seal that was taken off, as they stood. Evidence, only ever added.
CREATE TABLE sealed_line (
  seal_seq       INTEGER NOT NULL REFERENCES month_seal (seq), -- the seal
  place          INTEGER NOT NULL, -- order under it
  month          INTEGER NOT NULL, -- 所属期
  employee_id    INTEGER NOT NULL, -- who; no reference, evidence outlives the person's row
  insurance      TEXT NOT NULL,    -- 险种
  unit_id        INTEGER NOT NULL, -- participating unit; no reference either
  kind           TEXT NOT NULL,    -- 正常 / 补缴 / 补差
  seq            INTEGER NOT NULL, -- 0, or counts further lines of the same kind
  booked_month   INTEGER NOT NULL, -- 费款申报月
  base_id        INTEGER,          -- the declared base it came from
  declared_base  INTEGER,          -- 申报基数, fen
  base           INTEGER,          -- 缴费基数, fen
  employer       INTEGER,          -- 单位应缴, fen
  employee       INTEGER,          -- 个人应缴, fen
  employer_fixed INTEGER NOT NULL, -- of which fixed, fen
  employee_fixed INTEGER NOT NULL, -- of which fixed, fen
  status         TEXT NOT NULL,    -- the weakest status among the values used
  gap            TEXT,             -- which part is missing while unconfirmed
  rule_id        INTEGER,          -- the terms it was computed from
  note           TEXT,             -- what the clerk should know
  PRIMARY KEY (seal_seq, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE month_reopening (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  month       INTEGER NOT NULL, -- the month that was locked
  seal_seq    INTEGER NOT NULL REFERENCES month_seal (seq), -- the seal that was taken off
  reopened_at TEXT NOT NULL,    -- when
  user        TEXT NOT NULL,    -- by whom
  reason      TEXT NOT NULL CHECK (reason <> ''), -- 重新打开的原因
  lines       INTEGER NOT NULL, -- how many lines were reversed
  employer    INTEGER NOT NULL, -- 单位部分 that was reversed, fen
  employee    INTEGER NOT NULL  -- 个人部分 that was reversed, fen
) STRICT;
CREATE INDEX month_reopening_month ON month_reopening (month);

CREATE TABLE payment_day (
  id           INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice; the later entry wins
  unit_id      INTEGER NOT NULL REFERENCES unit (id), -- participating unit
  scope        TEXT NOT NULL,    -- social, housing_fund, or only:<insurance>
  from_month   INTEGER NOT NULL, -- 起
  to_month     INTEGER,          -- 止, included; NULL runs on
  months_after INTEGER NOT NULL CHECK (months_after BETWEEN 0 AND 2), -- 0: in the month itself
  declare_day  INTEGER CHECK (declare_day BETWEEN 1 AND 31), -- 申报截止日
  pay_day      INTEGER NOT NULL CHECK (pay_day BETWEEN 1 AND 31), -- 缴费截止日
  shift        TEXT NOT NULL CHECK (shift IN ('tax', 'roll', 'none')), -- 按税务期限顺延 / 遇休息日顺延 / 不顺延
  source       TEXT NOT NULL CHECK (source <> '') -- 出处
) STRICT;
CREATE INDEX payment_day_unit ON payment_day (unit_id);

-- 当地公布的期限: what an authority published for one month wins over every rule.
CREATE TABLE published_day (
  id         INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice; the later entry wins
  region     TEXT NOT NULL,    -- 统筹区代码
  scope      TEXT NOT NULL,    -- social, housing_fund, or only:<insurance>
  month      INTEGER NOT NULL, -- 费款申报月
  declare_by TEXT,             -- 申报截止日期
  pay_by     TEXT NOT NULL,    -- 缴费截止日期
  source     TEXT NOT NULL CHECK (source <> '') -- 出处
) STRICT;

CREATE TABLE payment (
  id        INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  unit_id   INTEGER NOT NULL REFERENCES unit (id), -- participating unit
  month     INTEGER NOT NULL, -- 费款申报月
  scope     TEXT NOT NULL,    -- social, housing_fund, or only:<insurance>
  principal INTEGER NOT NULL CHECK (principal >= 0), -- 本金, fen
  late_fee  INTEGER NOT NULL CHECK (late_fee >= 0),  -- 滞纳金, fen, the employer's
  paid_on   TEXT NOT NULL,    -- 缴款日期
  document  TEXT NOT NULL CHECK (document <> '') -- 凭证
) STRICT;
CREATE INDEX payment_unit ON payment (unit_id, month);

-- 欠费登记: arrears that cannot be computed here, such as those from before the book began.
CREATE TABLE arrears (
  id        INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  unit_id   INTEGER NOT NULL REFERENCES unit (id), -- participating unit
  month     INTEGER NOT NULL, -- 所属期
  insurance TEXT NOT NULL,    -- 险种
  principal INTEGER NOT NULL CHECK (principal > 0), -- 欠缴本金, fen
  due_on    TEXT NOT NULL,    -- 缴费截止日期: the day after is the first that counts
  document  TEXT NOT NULL CHECK (document <> ''), -- 依据
  UNIQUE (unit_id, month, insurance)
) STRICT;

CREATE TABLE arrears_notice (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  unit_id     INTEGER NOT NULL REFERENCES unit (id), -- participating unit
  number      TEXT NOT NULL CHECK (number <> ''), -- 文书编号
  agency      TEXT,             -- 出具机关
  received_on TEXT NOT NULL,    -- 收到日期
  due_on      TEXT NOT NULL,    -- 限期
  amount      INTEGER NOT NULL CHECK (amount > 0), -- 责令补足的金额, fen
  settled_on  TEXT,             -- 办结日期
  note        TEXT,             -- 说明
  UNIQUE (unit_id, number)
) STRICT;

-- 垫付与扣回: what the company paid of an employee's own share, and what came back. Never a late fee.
CREATE TABLE advance (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  employee_id INTEGER NOT NULL REFERENCES employee (id), -- whose share
  kind        TEXT NOT NULL CHECK (kind IN ('advance', 'recovery')), -- 垫付 / 扣回
  month       INTEGER NOT NULL, -- 所属期
  amount      INTEGER NOT NULL CHECK (amount > 0), -- fen
  day         TEXT NOT NULL,    -- 日期
  document    TEXT NOT NULL CHECK (document <> '') -- 凭证
) STRICT;
CREATE INDEX advance_employee ON advance (employee_id);

CREATE TABLE cash_balance (
  id     INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice; the latest day counts
  day    TEXT NOT NULL,    -- 余额日期
  amount INTEGER NOT NULL, -- 可用余额 as typed, fen
  note   TEXT              -- 说明
) STRICT;

-- 补缴: a period that has no line of its own is paid later; it becomes a line of that period.
CREATE TABLE back_payment (
  id             INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  month          INTEGER NOT NULL, -- 所属期
  employee_id    INTEGER NOT NULL REFERENCES employee (id), -- who
  insurance      TEXT NOT NULL,    -- 险种
  unit_id        INTEGER NOT NULL REFERENCES unit (id), -- participating unit
  booked_month   INTEGER NOT NULL, -- 申报月
  decided_at     TEXT NOT NULL,    -- when
  base_id        INTEGER,          -- the declared base it came from
  declared_base  INTEGER NOT NULL, -- 申报基数, fen
  base           INTEGER NOT NULL, -- 缴费基数, fen
  employer       INTEGER NOT NULL, -- 单位补缴, fen
  employee       INTEGER NOT NULL, -- 个人补缴, fen
  employer_fixed INTEGER NOT NULL, -- of which fixed, fen
  employee_fixed INTEGER NOT NULL, -- of which fixed, fen
  status         TEXT NOT NULL,    -- the weakest status among the values used
  rule_id        INTEGER NOT NULL REFERENCES assessment_rule (id), -- the terms of the period
  note           TEXT NOT NULL CHECK (note <> ''), -- 补缴原因
  UNIQUE (month, employee_id, insurance, unit_id)
) STRICT;
CREATE INDEX back_payment_employee ON back_payment (employee_id);
CREATE INDEX back_payment_unit ON back_payment (unit_id);
CREATE INDEX contribution_booked ON contribution (booked_month) WHERE kind <> 'regular';

CREATE TRIGGER back_payment_booked AFTER INSERT ON back_payment BEGIN
  INSERT INTO contribution (month, employee_id, insurance, unit_id, kind, seq, booked_month, base_id, declared_base,
    base, employer, employee, employer_fixed, employee_fixed, status, gap, rule_id, note)
  VALUES (NEW.month, NEW.employee_id, NEW.insurance, NEW.unit_id, 'back_payment', 0, NEW.booked_month, NEW.base_id,
    NEW.declared_base, NEW.base, NEW.employer, NEW.employee, NEW.employer_fixed, NEW.employee_fixed, NEW.status, NULL,
    NEW.rule_id, NEW.note);
END;
CREATE TRIGGER back_payment_unbooked AFTER DELETE ON back_payment BEGIN
  DELETE FROM contribution WHERE month = OLD.month AND employee_id = OLD.employee_id AND insurance = OLD.insurance
    AND unit_id = OLD.unit_id AND kind = 'back_payment' AND seq = 0;
END;
