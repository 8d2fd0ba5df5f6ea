//! 遗忘 — what names a person, and taking it out of every table.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::act::Tx;
use crate::error::Result;
use crate::image::RowValues;
use crate::roster::Employee;
use crate::row::Stored;
use crate::view::View;

/// Shorter numbers than this stand in too many texts by chance.
const SHORTEST_NUMBER: usize = 7;

/// Tables whose texts stay: the chain and its keys, what seals cover, the law, the program's own.
const KEPT: [&str; 18] = [
    "book_info",
    "user",
    "unit",
    "journal",
    "person_key",
    "payload_key",
    "erasure",
    "month_seal",
    "month_state",
    "contribution",
    "sealed_line",
    "true_up",
    "back_payment",
    "assessment_rule",
    "policy_key",
    "policy_layer",
    "policy_document",
    "year_archive",
];

/// Texts that a seal covers.
const SEALED: [(&str, &str); 3] = [("contribution", "note"), ("sealed_line", "note"), ("month_seal", "settings")];

/// 认得出人的文字 — names and numbers by which texts of no person still tell who is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits {
    names: BTreeSet<String>,
    numbers: BTreeSet<String>,
}

impl Traits {
    /// Learns them from a row of the roster, as it is or as it was.
    pub(crate) fn learn(&mut self, row: &RowValues) {
        let text = |name: &str| row.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        self.names.extend(["name", "name_folded"].into_iter().filter_map(text).map(str::to_owned));
        let numbers = ["id_number", "phone", "bank_account"].into_iter().filter_map(text);
        self.numbers.extend(numbers.filter(|n| n.chars().count() >= SHORTEST_NUMBER).map(str::to_owned));
    }

    /// Adds what stands now, and drops names that somebody else bears too: nothing of hers must go with them.
    pub(crate) fn settle(&mut self, view: View<'_>, person: &Stored<Employee>) -> Result<()> {
        self.names.extend([person.name.clone(), person.name_folded.clone()]);
        let numbers = [&person.id_number, &person.phone, &person.bank_account].into_iter().flatten();
        self.numbers.extend(numbers.filter(|n| n.chars().count() >= SHORTEST_NUMBER).cloned());
        let sql = "SELECT name FROM employee WHERE id <> ?1 UNION SELECT name_folded FROM employee WHERE id <> ?1
            UNION SELECT name FROM user";
        let others: Vec<String> = view.rows(sql, [person.id], |c| c.plain())?;
        self.names.retain(|name| name.chars().count() > 1 && !others.iter().any(|other| other.contains(name)));
        Ok(())
    }

    /// Whether a text names her.
    pub(crate) fn named_in(&self, text: &str) -> bool {
        self.all().any(|one| text.contains(one))
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        self.numbers.iter().chain(&self.names).map(String::as_str)
    }
}

/// What stands instead of a name.
const NOBODY: &str = "（已删除）";

impl Tx<'_> {
    /// Her own rows: what only tells of her goes, what amounts hang on stays under a pseudonym. Gives how many.
    pub(crate) fn forget_rows(&mut self, employee_id: i64) -> Result<usize> {
        let mut rows = 0;
        for table in ["claim_medical", "claim", "past_cover", "onboarding_check", "receipt", "wage_item", "frozen"] {
            rows += self.write(&format!("DELETE FROM {table} WHERE employee_id = ?1"), [employee_id])?;
        }
        rows += self.write("DELETE FROM match_confirmation WHERE employee_id = ?1", [employee_id])?;
        const EMPTIED: [&str; 9] = [
            "UPDATE employment SET department = NULL, post = NULL, reason = NULL WHERE employee_id = ?1",
            "UPDATE enrollment SET reason = NULL WHERE employee_id = ?1",
            "UPDATE wage SET gross = NULL, taxable = NULL, tax = NULL, net = NULL WHERE employee_id = ?1",
            "UPDATE agency_record SET printed_name = NULL, printed_id = NULL, personal_number = NULL, section = NULL,
             note = NULL, identity = 'erased:' || id WHERE employee_id = ?1",
            "UPDATE advance SET document = '（已删除）' WHERE employee_id = ?1",
            "UPDATE import_row SET message = '', detail = '{}' WHERE employee_id = ?1",
            "UPDATE privacy_request SET content = '（已删除）', answer = iif(answer IS NULL, NULL, '（已删除）')
             WHERE employee_id = ?1",
            "UPDATE import_question SET message = '（已删除）', choices = '[]' WHERE EXISTS (SELECT 1 FROM import_row r
             JOIN import_sheet s ON s.id = r.sheet_id WHERE r.employee_id = ?1 AND s.batch_id = import_question.batch_id
             AND s.sheet = import_question.sheet AND r.row = import_question.row)",
            "UPDATE employee SET employee_no = 'X' || id, name = '已删除人员' || id, name_folded = '已删除人员' || id,
             name_initials = '', id_type = NULL, id_number = NULL, id_status = 'missing', birth = NULL, sex = NULL,
             position_class = NULL, phone = NULL, bank_name = NULL, bank_account = NULL, department = NULL, post = NULL,
             notes = NULL, origin_sheet_id = NULL, origin_row = NULL WHERE id = ?1",
        ];
        for sql in EMPTIED {
            rows += self.write(sql, [employee_id])?;
        }
        Ok(rows)
    }

    /// Kept files that name her: the bytes go, what was read of the others stays. Gives how many.
    pub(crate) fn forget_files(&mut self, employee_id: i64, traits: &Traits) -> Result<usize> {
        let mut files: BTreeSet<i64> = BTreeSet::new();
        let own = "SELECT document_id FROM statement WHERE employee_id = ?1 AND document_id IS NOT NULL
            UNION SELECT b.document_id FROM import_batch b JOIN import_sheet s ON s.batch_id = b.id
            JOIN import_row r ON r.sheet_id = s.id WHERE r.employee_id = ?1 AND b.document_id IS NOT NULL
            UNION SELECT b.document_id FROM import_batch b JOIN import_sheet s ON s.batch_id = b.id
            JOIN agency_record a ON a.origin_sheet_id = s.id WHERE a.employee_id = ?1 AND b.document_id IS NOT NULL
            UNION SELECT b.document_id FROM import_batch b JOIN import_sheet s ON s.batch_id = b.id
            JOIN wage w ON w.origin_sheet_id = s.id WHERE w.employee_id = ?1 AND b.document_id IS NOT NULL";
        files.extend(self.rows(own, [employee_id], |c| c.plain::<i64>())?);
        let read_of_others =
            "SELECT DISTINCT b.document_id FROM import_batch b JOIN import_sheet s ON s.batch_id = b.id
            JOIN import_row r ON r.sheet_id = s.id WHERE b.document_id IS NOT NULL
            AND (instr(r.detail, ?1) > 0 OR instr(r.message, ?1) > 0)
            UNION SELECT b.document_id FROM import_batch b JOIN import_sheet s ON s.batch_id = b.id
            JOIN bank_line l ON l.origin_sheet_id = s.id WHERE b.document_id IS NOT NULL
            AND (instr(ifnull(l.counterparty, ''), ?1) > 0 OR instr(ifnull(l.summary, ''), ?1) > 0
              OR instr(ifnull(l.remark, ''), ?1) > 0 OR instr(ifnull(l.counterparty_account, ''), ?1) > 0)
            UNION SELECT id FROM stored_document WHERE instr(name, ?1) > 0";
        for text in traits.all() {
            files.extend(self.rows(read_of_others, [text], |c| c.plain::<i64>())?);
        }
        for id in &files {
            self.write("UPDATE statement SET document_id = NULL WHERE document_id = ?1", [id])?;
            self.write("UPDATE import_batch SET document_id = NULL WHERE document_id = ?1", [id])?;
            self.write("DELETE FROM stored_document WHERE id = ?1", [id])?;
        }
        Ok(files.len())
    }

    /// Texts of other rows that name her: a bank's remark, a refused row, a note. Gives how many.
    pub(crate) fn forget_texts(&mut self, traits: &Traits) -> Result<usize> {
        let columns: Vec<(String, String)> = self.rows(
            "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND c.type = 'TEXT' ORDER BY m.name, c.cid",
            [],
            |c| Ok((c.plain()?, c.plain()?)),
        )?;
        let mut rows = 0;
        for (table, column) in columns.iter().filter(|(table, _)| !KEPT.contains(&table.as_str())) {
            let sql = format!(
                "UPDATE {table} SET \"{column}\" = replace(\"{column}\", ?1, ?2) WHERE instr(\"{column}\", ?1) > 0"
            );
            for text in traits.all() {
                rows += self.write(&sql, (text, NOBODY))?;
            }
        }
        Ok(rows)
    }

    /// How many texts under a seal name her.
    pub(crate) fn sealed_texts(&self, traits: &Traits) -> Result<usize> {
        let mut found = 0;
        for (table, column) in SEALED {
            let sql = format!("SELECT count(*) FROM {table} WHERE instr(ifnull({column}, ''), ?1) > 0");
            for text in traits.all() {
                found += usize::try_from(self.number(&sql, [text])?).unwrap_or(0);
            }
        }
        Ok(found)
    }
}
