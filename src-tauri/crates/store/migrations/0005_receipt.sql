-- 增减员办理与入职核查: days that a unit sets for itself, receipts of agencies, cover before the hire, checks of newcomers.

CREATE TABLE unit_day (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice; the later entry wins
  unit_id     INTEGER NOT NULL REFERENCES unit (id), -- 参保单位
  kind        TEXT NOT NULL,    -- which day: enroll_cutoff, unemployed_list, onboarding …
  day         INTEGER NOT NULL CHECK (day BETWEEN 0 AND 366), -- day of the month, or number of days
  from_month  INTEGER NOT NULL, -- 起
  to_month    INTEGER,          -- 止, included; NULL runs on
  reason      TEXT NOT NULL CHECK (reason <> ''), -- 说明或出处
  recorded_on TEXT NOT NULL     -- the day it became known here
) STRICT;
CREATE INDEX unit_day_unit ON unit_day (unit_id);

CREATE TABLE receipt (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  employee_id INTEGER NOT NULL REFERENCES employee (id), -- for whom
  unit_id     INTEGER NOT NULL REFERENCES unit (id), -- 参保单位
  kind        TEXT NOT NULL CHECK (kind IN ('enroll', 'withdraw', 'unemployed_list', 'certificate', 'relations')), -- 事项
  scope       TEXT CHECK (scope IN ('social', 'housing_fund')), -- 社保 or 公积金; NULL of a paper
  event_day   TEXT NOT NULL,    -- the hire or the leaving that it answers
  received_on TEXT NOT NULL,    -- 回执日期
  number      TEXT,             -- 回执编号
  note        TEXT,             -- 办理机构、经办渠道
  recorded_on TEXT NOT NULL     -- the day it was recorded here
) STRICT;
CREATE INDEX receipt_employee ON receipt (employee_id);
CREATE INDEX receipt_unit ON receipt (unit_id);

CREATE TABLE past_cover (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  employee_id INTEGER NOT NULL REFERENCES employee (id), -- whose
  insurance   TEXT NOT NULL,    -- 险种
  kind        TEXT NOT NULL CHECK (kind IN ('employee', 'resident', 'flexible')), -- 职工 / 城乡居民 / 灵活就业
  employer    TEXT,             -- 参保单位 there
  region      TEXT,             -- 参保地
  first_month INTEGER NOT NULL, -- 起
  last_month  INTEGER,          -- 止, included; NULL still runs
  arrears     INTEGER NOT NULL CHECK (arrears IN (0, 1)), -- 1: months in it are not paid
  source      TEXT NOT NULL CHECK (source <> ''), -- 凭证: which paper says so
  recorded_on TEXT NOT NULL     -- the day it was recorded here
) STRICT;
CREATE INDEX past_cover_employee ON past_cover (employee_id);

CREATE TABLE onboarding_check (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  employee_id INTEGER NOT NULL REFERENCES employee (id), -- whom
  hired       TEXT NOT NULL,    -- the hire that was checked
  checked_on  TEXT NOT NULL,    -- when
  first_ever  INTEGER CHECK (first_ever IN (0, 1)), -- 1: 首次参加工作; NULL was not asked
  note        TEXT              -- 说明
) STRICT;
CREATE INDEX onboarding_check_employee ON onboarding_check (employee_id);
