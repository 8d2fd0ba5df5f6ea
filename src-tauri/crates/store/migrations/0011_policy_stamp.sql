-- 明细验证印记: which insurances of a region the clerk has proved by the lists this book took in, and what they prove.

CREATE TABLE policy_stamp (
  id         INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  region     TEXT NOT NULL, -- 统筹区代码
  insurance  TEXT NOT NULL, -- 险种
  stamped_at TEXT NOT NULL, -- when
  UNIQUE (region, insurance)
) STRICT;

-- What the records of a stamp prove, value by value and side by side: derived, worked out again when records change.
CREATE TABLE policy_proof (
  region     TEXT NOT NULL,    -- 统筹区代码
  insurance  TEXT NOT NULL,    -- 险种
  part       TEXT NOT NULL CHECK (part IN ('rates', 'rounding')), -- 费率 / 取整
  option     TEXT NOT NULL,    -- 适用条件; empty: everybody
  from_month INTEGER NOT NULL, -- 起 of the value
  side       TEXT NOT NULL CHECK (side IN ('employer', 'employee', 'both')), -- 承担方
  finding    TEXT NOT NULL CHECK (finding IN ('proved', 'ambiguous', 'contradicted', 'none')), -- 结论
  stamp      TEXT NOT NULL,    -- 印记, in the clerk's words
  rows       TEXT NOT NULL,    -- JSON list: the rows that contradict, by their place
  lines      INTEGER NOT NULL, -- 行数
  months     TEXT NOT NULL,    -- JSON list of 所属期
  agrees     INTEGER CHECK (agrees IN (0, 1)), -- whether the value is what they prove; NULL: it has no single number
  PRIMARY KEY (region, insurance, part, option, from_month, side)
) STRICT, WITHOUT ROWID;
