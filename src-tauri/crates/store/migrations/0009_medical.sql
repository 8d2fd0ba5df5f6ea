-- 医疗密钥: what tells of an illness stands under a key of its own, which only the entitled users' password slots lead to.

CREATE TABLE medical_key (
  id      INTEGER PRIMARY KEY AUTOINCREMENT, -- the newest is in use; earlier ones still read what the journal holds
  wrapped BLOB NOT NULL                      -- nonce + AES-256-GCM of the key, under what the master key derives
) STRICT;

-- 留用的密钥: a change of the master key must not change what the journal's chain was made with.
CREATE TABLE kept_key (
  id   INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  name TEXT NOT NULL CHECK (name IN ('audit', 'book_payload', 'person_wrap', 'backup')), -- 审计链 / 记录 / 人员 / 备份清单
  key  BLOB NOT NULL                      -- 32 bytes; whoever opens the book holds them anyway
) STRICT;

-- hospital, diagnosis and notes are empty from now on; an older book's are sealed at the next opening by an entitled user.
ALTER TABLE claim_medical ADD COLUMN sealed TEXT; -- number of the key, colon, nonce + AES-256-GCM in base64

-- A register of claims holds diagnoses too: its original is sealed like them.
ALTER TABLE stored_document ADD COLUMN medical INTEGER NOT NULL DEFAULT 0 CHECK (medical IN (0, 1)); -- 1: bytes are sealed
