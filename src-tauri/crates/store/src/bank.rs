//! 银行流水 — the lines of bank statements, each stored once however often its period is taken in.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};
use rusqlite::params;
use serde::Serialize;
use shebao_rules::money::Yuan;

use crate::act::Tx;
use crate::error::Result;
use crate::row::{Columns, Origin, Stored, fen, origin_columns};
use crate::view::View;

/// 流水行 — one movement of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BankLine {
    /// 本方账号.
    pub account: String,
    /// Whose account it is.
    pub unit_id: Option<i64>,
    /// 交易日期.
    pub day: NaiveDate,
    /// 交易时刻.
    pub time: Option<NaiveTime>,
    /// 支出; a red-letter entry is negative.
    pub debit: Yuan,
    /// 收入; a red-letter entry is negative.
    pub credit: Yuan,
    /// 余额 after it.
    pub balance: Option<Yuan>,
    /// 对方户名.
    pub counterparty: Option<String>,
    /// 对方账号.
    pub counterparty_account: Option<String>,
    /// 摘要.
    pub summary: Option<String>,
    /// 附言、用途.
    pub remark: Option<String>,
    /// 流水号.
    pub serial: Option<String>,
    /// Digest of what makes the line the same in another export.
    pub identity: String,
    /// 1, or counts lines of the same identity.
    pub occurrence: i64,
    /// Where it came from.
    pub origin: Option<Origin>,
}

const SELECT: &str = "SELECT id, account, unit_id, day, time, debit, credit, balance, counterparty,
    counterparty_account, summary, remark, serial, identity, occurrence, origin_sheet_id, origin_row FROM bank_line";

fn read(c: &mut Columns<'_, '_>) -> Result<Stored<BankLine>> {
    Ok(Stored {
        id: c.plain()?,
        row: BankLine {
            account: c.plain()?,
            unit_id: c.plain()?,
            day: c.date()?,
            time: c.word_or_none()?,
            debit: c.yuan()?,
            credit: c.yuan()?,
            balance: c.yuan_or_none()?,
            counterparty: c.plain()?,
            counterparty_account: c.plain()?,
            summary: c.plain()?,
            remark: c.plain()?,
            serial: c.plain()?,
            identity: c.plain()?,
            occurrence: c.plain()?,
            origin: c.origin()?,
        },
    })
}

impl View<'_> {
    /// 流水 of all accounts, account by account, each in the order of its statements.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn bank_lines(&self) -> Result<Vec<Stored<BankLine>>> {
        self.rows(&format!("{SELECT} ORDER BY account, day, id"), [], read)
    }

    /// The first day that any statement speaks of.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn first_bank_day(&self) -> Result<Option<NaiveDate>> {
        self.first("SELECT day FROM bank_line ORDER BY day LIMIT 1", [], |c| c.date())
    }

    /// 流水 of all accounts from one day to another, account by account, each in the order of its statements.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn bank_lines_between(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Stored<BankLine>>> {
        let sql = format!("{SELECT} WHERE day BETWEEN ?1 AND ?2 ORDER BY account, day, id");
        self.rows(&sql, (from.to_string(), to.to_string()), read)
    }

    /// The identities of an account's lines, each with its occurrence.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn bank_identities(&self, account: &str) -> Result<BTreeSet<(String, i64)>> {
        let sql = "SELECT identity, occurrence FROM bank_line WHERE account = ?1";
        Ok(self.rows(sql, [account], |c| Ok((c.plain()?, c.plain()?)))?.into_iter().collect())
    }

    /// 本方账号 that files with this content brought lines for.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn bank_accounts_of_file(&self, file_hash: &str) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT account FROM bank_line
            JOIN import_sheet ON import_sheet.id = bank_line.origin_sheet_id
            JOIN import_batch ON import_batch.id = import_sheet.batch_id
            WHERE import_batch.file_hash = ?1 ORDER BY account";
        self.rows(sql, [file_hash], |c| c.plain())
    }

    /// The last line of an account before a day.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn bank_line_before(&self, account: &str, day: NaiveDate) -> Result<Option<Stored<BankLine>>> {
        let sql = format!("{SELECT} WHERE account = ?1 AND day < ?2 ORDER BY day DESC, id DESC LIMIT 1");
        self.first(&sql, (account, day.to_string()), read)
    }
}

impl Tx<'_> {
    /// Adds a line.
    ///
    /// # Errors
    /// [`crate::StoreError::Duplicate`] if the account has this identity and occurrence.
    pub fn insert_bank_line(&mut self, line: &BankLine) -> Result<i64> {
        let (sheet, row) = origin_columns(line.origin);
        self.insert(
            "INSERT INTO bank_line (account, unit_id, day, time, debit, credit, balance, counterparty,
             counterparty_account, summary, remark, serial, identity, occurrence, origin_sheet_id, origin_row)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            params![
                line.account,
                line.unit_id,
                line.day.to_string(),
                line.time.map(|t| t.to_string()),
                line.debit.fen(),
                line.credit.fen(),
                fen(line.balance),
                line.counterparty,
                line.counterparty_account,
                line.summary,
                line.remark,
                line.serial,
                line.identity,
                line.occurrence,
                sheet,
                row
            ],
        )
    }
}
