//! 裸引擎 — the same rows into the same tables by the engine alone: raw key, same settings, one prepared statement.

use std::path::Path;

use rusqlite::{Connection, params};
use shebao_store::{ContributionLine, DeclaredBase, Employee, Employment, Enrollment, Origin, Stored};

/// The tables as the program defines them.
const TABLES: &str = include_str!("../../src-tauri/crates/store/migrations/0001_start.sql");

/// A key as the program derives one: 32 bytes and a salt, used without any password.
const KEY: &str = "PRAGMA cipher_log_level = NONE;
    PRAGMA key = \"x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf'\";";

/// The settings the program gives every connection.
const SETTINGS: &str = "
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = TRUNCATE;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA secure_delete = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA recursive_triggers = ON;
    PRAGMA cache_size = -65536;
";

/// A database with the program's tables and nothing in them.
pub fn database(path: &Path) -> Connection {
    let conn = Connection::open(path).expect("a file");
    conn.set_prepared_statement_cache_capacity(128);
    conn.execute_batch(KEY).expect("a key");
    conn.execute_batch(SETTINGS).expect("settings");
    conn.execute_batch(&format!("BEGIN; {TABLES} COMMIT")).expect("tables");
    conn
}

/// What lines refer to: units, and terms of these ids.
pub fn insert_unit(conn: &Connection, id: i64) {
    let sql = "INSERT INTO unit (id, name, region, debit_groups) VALUES (?1, 'unit', '440300', '[]')";
    conn.execute(sql, [id]).expect("a unit");
}

/// The sheet that facts name as where they come from.
pub fn insert_sheet(conn: &Connection, id: i64) {
    let sql = "INSERT INTO import_batch (id, file_name, file_hash, imported_at, user, kinds, state, action_seq)
        VALUES (?1, 'file', '', '', 'user', 'roster', 'active', 1)";
    conn.execute(sql, [id]).expect("a batch");
    let sql = "INSERT INTO import_sheet (id, batch_id, sheet, kind, header_rows, columns, rows, accepted, unchanged,
        rejected, control_totals) VALUES (?1, ?1, 'sheet', 'roster', '[]', '{}', 0, 0, 0, 0, '[]')";
    conn.execute(sql, [id]).expect("a sheet");
}

/// The terms of an id; what they say does not matter to the engine.
pub fn insert_terms(conn: &Connection, id: i64) {
    let sql = "INSERT OR IGNORE INTO assessment_rule (id, hash, content) VALUES (?1, ?2, '{}')";
    conn.execute(sql, params![id, id.to_be_bytes()]).expect("terms");
}

/// Everything in one transaction.
pub fn transaction(conn: &Connection, work: impl FnOnce()) {
    conn.execute_batch("BEGIN IMMEDIATE").expect("a transaction");
    work();
    conn.execute_batch("COMMIT").expect("a commit");
}

/// Inserts the lines of a month.
pub fn insert_lines(conn: &Connection, lines: &[ContributionLine]) {
    let sql = "INSERT INTO contribution (month, employee_id, insurance, unit_id, kind, seq, booked_month, base_id,
            declared_base, base, employer, employee, employer_fixed, employee_fixed, status, gap, rule_id, note)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";
    let mut insert = conn.prepare(sql).expect("a statement");
    for line in lines {
        let values = params![
            line.month.compact(),
            line.employee_id,
            line.insurance.id(),
            line.unit_id,
            line.kind.id(),
            line.seq,
            line.booked_month.compact(),
            line.base_id,
            line.declared_base.map(|y| y.fen()),
            line.base.map(|y| y.fen()),
            line.employer.map(|y| y.fen()),
            line.employee.map(|y| y.fen()),
            line.employer_fixed.fen(),
            line.employee_fixed.fen(),
            line.status.id(),
            line.gap,
            line.rule_id,
            line.note,
        ];
        insert.execute(values).expect("a line");
    }
}

/// Inserts people.
pub fn insert_employees(conn: &Connection, people: &[Stored<Employee>]) {
    let sql = "INSERT INTO employee (id, employee_no, name, name_folded, name_initials, id_type, id_number, id_status,
            birth, sex, hukou, medical_tier, position_class, phone, bank_name, bank_account, department, post, notes,
            origin_sheet_id, origin_row, authority)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)";
    let mut insert = conn.prepare(sql).expect("a statement");
    for person in people {
        let values = params![
            person.id,
            person.employee_no,
            person.name,
            person.name_folded,
            person.name_initials,
            person.id_type.map(|w| w.id()),
            person.id_number,
            person.id_status.id(),
            person.birth.map(|day| day.to_string()),
            person.sex.map(|w| w.id()),
            person.hukou.map(|w| w.id()),
            person.medical_tier.map(|w| w.id()),
            person.position_class.map(|w| w.id()),
            person.phone,
            person.bank_name,
            person.bank_account,
            person.department,
            person.post,
            person.notes,
            person.origin.map(sheet),
            person.origin.map(row),
            person.authority,
        ];
        insert.execute(values).expect("a person");
    }
}

/// Inserts spells of employment.
pub fn insert_employments(conn: &Connection, spells: &[Stored<Employment>]) {
    let sql = "INSERT INTO employment (id, employee_id, unit_id, hired, left_on, department, post, reason,
            origin_sheet_id, origin_row, authority)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    let mut insert = conn.prepare(sql).expect("a statement");
    for spell in spells {
        let values = params![
            spell.id,
            spell.employee_id,
            spell.unit_id,
            spell.hired.map(|day| day.to_string()),
            spell.left.map(|day| day.to_string()),
            spell.department,
            spell.post,
            spell.reason,
            spell.origin.map(sheet),
            spell.origin.map(row),
            spell.authority,
        ];
        insert.execute(values).expect("a spell");
    }
}

/// Inserts covers.
pub fn insert_enrollments(conn: &Connection, covers: &[Stored<Enrollment>]) {
    let sql = "INSERT INTO enrollment (id, employee_id, unit_id, scope, first_month, last_month, first_month_late,
            reason, origin_sheet_id, origin_row, authority)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    let mut insert = conn.prepare(sql).expect("a statement");
    for cover in covers {
        let values = params![
            cover.id,
            cover.employee_id,
            cover.unit_id,
            cover.scope.id(),
            cover.first_month.compact(),
            cover.last_month.map(|month| month.compact()),
            cover.first_month_late,
            cover.reason,
            cover.origin.map(sheet),
            cover.origin.map(row),
            cover.authority,
        ];
        insert.execute(values).expect("a cover");
    }
}

/// Inserts declared bases.
pub fn insert_bases(conn: &Connection, bases: &[Stored<DeclaredBase>]) {
    let sql = "INSERT INTO declared_base (id, employee_id, unit_id, scope, from_month, to_month, amount, average_wage,
            reason, method, origin_sheet_id, origin_row, authority)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    let mut insert = conn.prepare(sql).expect("a statement");
    for base in bases {
        let values = params![
            base.id,
            base.employee_id,
            base.unit_id,
            base.scope.id(),
            base.from.compact(),
            base.to.map(|month| month.compact()),
            base.amount.fen(),
            base.average_wage.map(|amount| amount.fen()),
            base.reason.id(),
            base.method,
            base.origin.map(sheet),
            base.origin.map(row),
            base.authority,
        ];
        insert.execute(values).expect("a base");
    }
}

fn sheet(origin: Origin) -> i64 {
    origin.sheet_id
}

fn row(origin: Origin) -> i64 {
    origin.row
}
