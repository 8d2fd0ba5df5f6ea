-- 个人信息: keys of single payloads, 封存, 删除, requests of persons, forms, yearly archives. Shipped text: never edited again.

-- What an action did to rows of no person may still name one (a bank's line, a record that met nobody): such a payload
-- stands under a key of its own, so that it can be forgotten while the chain stays whole.
CREATE TABLE payload_key (
  seq         INTEGER PRIMARY KEY, -- the journal's row
  wrapped_key BLOB                 -- nonce + AES-256-GCM of the payload's key; NULL: destroyed
) STRICT;

-- 封存: nothing is done with the person's data any more but keeping and protecting them.
CREATE TABLE frozen (
  employee_id INTEGER PRIMARY KEY REFERENCES employee (id), -- who
  since       TEXT NOT NULL, -- 封存日期
  reason      TEXT NOT NULL CHECK (reason <> '') -- 封存原因
) STRICT;

-- 删除: what is left of an erased person. Evidence, only ever added; applied again to every older backup.
CREATE TABLE erasure (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  mark        TEXT NOT NULL UNIQUE, -- SHA-256 of the person's destroyed key, lower-case hex
  employee_id INTEGER,          -- the pseudonym's row; NULL where this book never held her
  erased_at   TEXT NOT NULL,    -- when first
  ground      TEXT NOT NULL CHECK (ground <> ''), -- 删除依据
  action_seq  INTEGER NOT NULL  -- the journal's action
) STRICT;

CREATE TABLE privacy_request (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  employee_id INTEGER NOT NULL REFERENCES employee (id), -- whose data
  kind        TEXT NOT NULL CHECK (kind IN ('access', 'correct', 'erase', 'restrict', 'explain')), -- 查阅复制 / 更正补充 / 删除 / 限制拒绝 / 解释说明
  received_on TEXT NOT NULL,    -- 收到日期
  due_on      TEXT NOT NULL,    -- 答复期限
  content     TEXT NOT NULL,    -- 请求内容
  state       TEXT NOT NULL CHECK (state IN ('open', 'done', 'refused')), -- 待处理 / 已办理 / 已拒绝
  answered_on TEXT,             -- 答复日期
  answer      TEXT,             -- 答复; of a refusal its reason
  CHECK ((state = 'open') = (answered_on IS NULL) AND (answered_on IS NULL) = (answer IS NULL))
) STRICT;
CREATE INDEX privacy_request_employee ON privacy_request (employee_id);

CREATE TABLE privacy_form (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  kind        TEXT NOT NULL CHECK (kind IN ('assessment', 'audit', 'incident')), -- 影响评估 / 合规审计自查 / 安全事件
  title       TEXT NOT NULL CHECK (title <> ''), -- 事项
  made_on     TEXT NOT NULL,    -- 建立日期
  answers     TEXT NOT NULL,    -- JSON: item → what the program saw, the choice, the note
  finished_on TEXT,             -- 完成日期
  due_on      TEXT,             -- 应完成或下次应做的日期
  keep_until  TEXT              -- 至少保存至
) STRICT;

-- 年度档案: what was handed out once to be kept elsewhere. Evidence, only ever added.
CREATE TABLE year_archive (
  id         INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  year       INTEGER NOT NULL, -- 年度
  made_at    TEXT NOT NULL,    -- when
  files      INTEGER NOT NULL, -- how many files
  manifest   TEXT NOT NULL,    -- SHA-256 of manifest.json, lower-case hex
  action_seq INTEGER NOT NULL  -- the journal's action
) STRICT;
