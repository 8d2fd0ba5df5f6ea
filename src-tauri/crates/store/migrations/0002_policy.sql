-- 社保台账, schema 2: what a book adds to the policy library, closed months, 补差. Never edited again, like the first.

CREATE TABLE policy_key (
  fingerprint TEXT NOT NULL PRIMARY KEY, -- of the public key of an issuer whose packs are accepted
  trusted_at  TEXT NOT NULL              -- when the clerk accepted it
) STRICT, WITHOUT ROWID;

CREATE TABLE policy_layer (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- the later layer counts where two speak of one day
  author      TEXT NOT NULL CHECK (author IN ('issuer', 'clerk')), -- 政策包 / 经办人自录
  pack        TEXT,             -- 政策包编号
  number      INTEGER,          -- 期号
  issued_on   TEXT,             -- 发布日期
  issuer      TEXT,             -- 出具方
  fingerprint TEXT,             -- of the key that signed it
  known_from  TEXT NOT NULL,    -- from when an entry without a day of publication is known
  taken_at    TEXT NOT NULL,    -- when it was taken in
  first_month INTEGER NOT NULL, -- the earliest month it speaks of
  UNIQUE (pack, number),
  CHECK ((author = 'clerk') = (pack IS NULL) AND (pack IS NULL) = (number IS NULL)
    AND (pack IS NULL) = (issued_on IS NULL) AND (pack IS NULL) = (issuer IS NULL)
    AND (pack IS NULL) = (fingerprint IS NULL))
) STRICT;

CREATE TABLE policy_document (
  layer_id INTEGER NOT NULL REFERENCES policy_layer (id), -- the layer
  place    INTEGER NOT NULL, -- order in it
  path     TEXT NOT NULL,    -- regions/<code>-<pinyin>/<insurance>.toml
  text     TEXT NOT NULL,    -- TOML under the policy standard
  PRIMARY KEY (layer_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE month_seal (
  seq       INTEGER PRIMARY KEY AUTOINCREMENT, -- place in the chain of seals
  month     INTEGER NOT NULL, -- the month that was closed
  closed_at TEXT NOT NULL,    -- when
  user      TEXT NOT NULL,    -- by whom
  settings  TEXT NOT NULL,    -- JSON: the unit settings as they stood
  persons   TEXT NOT NULL,    -- JSON: of each person what decided her terms
  lines     INTEGER NOT NULL, -- how many lines were sealed
  prev      TEXT NOT NULL,    -- digest of the seal before; empty for the first
  digest    TEXT NOT NULL     -- SHA-256 over prev and everything sealed, lower-case hex
) STRICT;
CREATE INDEX month_seal_month ON month_seal (month);

CREATE TABLE true_up (
  id             INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  month          INTEGER NOT NULL, -- 原所属期, a closed month
  employee_id    INTEGER NOT NULL REFERENCES employee (id), -- who
  insurance      TEXT NOT NULL,    -- 险种
  unit_id        INTEGER NOT NULL REFERENCES unit (id), -- participating unit
  seq            INTEGER NOT NULL, -- counts the decisions on one line
  decision       TEXT NOT NULL CHECK (decision IN ('accepted', 'refused')), -- 接受 / 不补
  decided_at     TEXT NOT NULL,    -- when
  booked_month   INTEGER,          -- 入账月; NULL of a refused one
  base_id        INTEGER,          -- the declared base of the line
  declared_base  INTEGER,          -- 申报基数, fen
  base           INTEGER NOT NULL, -- 缴费基数 by the new terms, fen
  employer       INTEGER NOT NULL, -- 单位差额, fen
  employee       INTEGER NOT NULL, -- 个人差额, fen
  employer_fixed INTEGER NOT NULL, -- of which a difference of fixed amounts, fen
  employee_fixed INTEGER NOT NULL, -- of which a difference of fixed amounts, fen
  due_employer   INTEGER NOT NULL, -- 单位应缴 by the new terms, fen
  due_employee   INTEGER NOT NULL, -- 个人应缴 by the new terms, fen
  status         TEXT NOT NULL,    -- the weakest status among the values used
  rule_id        INTEGER NOT NULL REFERENCES assessment_rule (id), -- the new terms
  note           TEXT NOT NULL,    -- why: what changed
  UNIQUE (month, employee_id, insurance, unit_id, seq),
  CHECK ((decision = 'accepted') = (booked_month IS NOT NULL))
) STRICT;
CREATE INDEX true_up_employee ON true_up (employee_id);
CREATE INDEX true_up_unit ON true_up (unit_id);
CREATE INDEX contribution_true_up ON contribution (booked_month) WHERE kind = 'true_up';

-- An accepted difference is a line of its own, and goes when the acceptance is taken back.
CREATE TRIGGER true_up_booked AFTER INSERT ON true_up WHEN NEW.decision = 'accepted' BEGIN
  INSERT INTO contribution (month, employee_id, insurance, unit_id, kind, seq, booked_month, base_id, declared_base,
    base, employer, employee, employer_fixed, employee_fixed, status, gap, rule_id, note)
  VALUES (NEW.month, NEW.employee_id, NEW.insurance, NEW.unit_id, 'true_up', NEW.seq, NEW.booked_month, NEW.base_id,
    NEW.declared_base, NEW.base, NEW.employer, NEW.employee, NEW.employer_fixed, NEW.employee_fixed, NEW.status, NULL,
    NEW.rule_id, NEW.note);
END;
CREATE TRIGGER true_up_unbooked AFTER DELETE ON true_up WHEN OLD.decision = 'accepted' BEGIN
  DELETE FROM contribution WHERE month = OLD.month AND employee_id = OLD.employee_id AND insurance = OLD.insurance
    AND unit_id = OLD.unit_id AND kind = 'true_up' AND seq = OLD.seq;
END;
