//! 银行流水 — the lines of a statement into the book, each once, held against the balances the bank prints.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};
use shebao_documents::clean::{Issue, IssueCode, Severity};
use shebao_documents::recognise::SheetGuess;
use shebao_documents::rows::{BankLine as Line, BankStatement, account_number};
use shebao_rules::money::Yuan;
use shebao_rules::name;
use shebao_store::{BankLine, Origin, Tx};

use crate::error::Outcome;
use crate::exchange::ground::report::{Fate, Report, notes};
use crate::exchange::ground::run::Run;
use crate::wire::exchange::{Choice, ControlTotal, RowAction};

/// Whose account a line moves.
#[derive(Clone)]
struct Owner {
    account: String,
    unit_id: Option<i64>,
}

/// A statement on its way in.
struct Intake<'s> {
    sheet_id: i64,
    file_name: String,
    guess: &'s SheetGuess,
    statement: &'s BankStatement,
    /// How often each line of this file came by, per account.
    seen: BTreeMap<(String, String), i64>,
    /// What the book had before, per account.
    known: BTreeMap<String, BTreeSet<(String, i64)>>,
}

/// Takes in a statement.
pub(in crate::exchange) fn take_statement(
    tx: &mut Tx<'_>,
    run: &Run<'_>,
    sheet_id: i64,
    guess: &SheetGuess,
    statement: &BankStatement,
    issues: &[Issue],
    report: &mut Report,
) -> Outcome<()> {
    let (file_name, hash) = file_of(tx, sheet_id)?;
    let before = tx.bank_accounts_of_file(&hash)?;
    let mut intake = Intake { sheet_id, file_name, guess, statement, seen: BTreeMap::new(), known: BTreeMap::new() };
    let mut owners: BTreeMap<Option<String>, Option<Owner>> = BTreeMap::new();
    for line in &statement.lines {
        let written = line.account.as_deref().and_then(account_number);
        let owner = owners.entry(written.clone()).or_insert_with(|| intake.owner(run, written)).clone();
        intake.take_line(tx, line, owner.as_ref(), &before, report)?;
    }
    for owner in owners.into_values().flatten() {
        intake.compare_with_earlier(tx, &owner, report)?;
    }
    ask_about(issues, statement, report);
    Ok(())
}

fn file_of(tx: &Tx<'_>, sheet_id: i64) -> Outcome<(String, String)> {
    let sheet = tx.sheet(sheet_id)?;
    let batch = sheet.map(|s| tx.batch(s.batch_id)).transpose()?.flatten();
    Ok(batch.map(|b| (b.file_name.clone(), b.file_hash.clone())).unwrap_or_default())
}

impl Intake<'_> {
    /// Whose account: by the number, else by the unit that the clerk, the title or at last the file's name says.
    fn owner(&self, run: &Run<'_>, written: Option<String>) -> Option<Owner> {
        let head = &self.statement.head;
        let number = written.or_else(|| head.account.clone());
        if let Some((unit, account)) = number.as_deref().and_then(|n| run.places.by_account(n)) {
            return Some(Owner { account, unit_id: Some(unit) });
        }
        let library = run.library;
        let named = [self.guess.unit.as_deref(), head.holder.as_deref()].into_iter().flatten();
        let unit_id = named
            .filter_map(|name| run.places.find(library, Some(name), None))
            .next()
            .or_else(|| run.places.hinted(library, &self.file_name));
        let account = number.or_else(|| account_number(run.places.get(unit_id?)?.bank_account.as_deref()?))?;
        Some(Owner { account, unit_id })
    }

    fn take_line(
        &mut self,
        tx: &mut Tx<'_>,
        line: &Line,
        owner: Option<&Owner>,
        before: &[String],
        report: &mut Report,
    ) -> Outcome<()> {
        let mut action = RowAction { row: line.row, notes: notes(&line.issues), ..RowAction::default() };
        let day = line.day.filter(|_| !line.refused());
        let elsewhere = owner.is_some_and(|o| !before.is_empty() && !before.contains(&o.account));
        let Some((owner, day)) = owner.zip(day).filter(|_| !elsewhere) else {
            if owner.is_none() {
                let message = "认不出这是哪个账户的流水：文件里没有账号，户名也对不上填有扣款账号的参保单位。\
                               请先填写参保单位的扣款账号；文件里没有户名的，导入时再指定参保单位";
                report.reject(line.row, &[], "account_unknown", message.to_owned());
            } else if elsewhere {
                let message = "同一个文件已按另一个账户导入过。请先撤销那一批，或核对指定的单位";
                report.reject(line.row, &[], "file_of_another_account", message.to_owned());
            }
            line.issues.iter().filter(|i| i.severity == Severity::Refused).for_each(|i| report.reject_issue(i));
            action.action = "rejected".to_owned();
            report.row(action, Fate::Rejected);
            return Ok(());
        };
        let identity = identity(line);
        let count = self.seen.entry((owner.account.clone(), identity.clone())).or_default();
        *count += 1;
        let occurrence = *count;
        if !self.known.contains_key(&owner.account) {
            self.known.insert(owner.account.clone(), tx.bank_identities(&owner.account)?);
        }
        let known = self.known.get(&owner.account).is_some_and(|k| k.contains(&(identity.clone(), occurrence)));
        let fate = if known {
            Fate::Unchanged
        } else {
            tx.insert_bank_line(&BankLine {
                account: owner.account.clone(),
                unit_id: owner.unit_id,
                day,
                time: line.time,
                debit: line.debit,
                credit: line.credit,
                balance: line.balance,
                counterparty: line.counterparty.clone(),
                counterparty_account: line.counterparty_account.clone(),
                summary: line.summary.clone(),
                remark: line.remark.clone(),
                serial: line.serial.clone(),
                identity,
                occurrence,
                origin: Some(Origin { sheet_id: self.sheet_id, row: i64::from(line.row) }),
            })?;
            Fate::Accepted
        };
        action.action = if known { "unchanged" } else { "import" }.to_owned();
        report.row(action, fate);
        Ok(())
    }

    /// The balance that the account had before this statement, beside the one it begins with.
    fn compare_with_earlier(&self, tx: &Tx<'_>, owner: &Owner, report: &mut Report) -> Outcome<()> {
        let first = self.statement.lines.iter().filter_map(|line| line.day).min();
        let earlier = first.map(|day| tx.bank_line_before(&owner.account, day)).transpose()?.flatten();
        if let (Some(balance), Some(opening)) = (earlier.and_then(|line| line.balance), self.statement.opening) {
            report.whole.control_totals.push(ControlTotal {
                name: format!("{} 期初余额（与此前流水的最后余额）", report.sheet),
                file: Some(balance.to_string()),
                ours: opening.to_string(),
                explained: None,
            });
        }
        Ok(())
    }
}

/// What makes a line the same one in another export of the same account: day, amounts, balance and texts. Without a
/// printed balance the time has to tell lines apart. Equal lines are counted, not dropped.
fn identity(line: &Line) -> String {
    let fold = |text: &Option<String>| name::fold(text.as_deref().unwrap_or_default());
    let fen = |amount: Yuan| amount.fen().to_string();
    let time = line.time.filter(|_| line.balance.is_none()).map(|t| t.to_string()).unwrap_or_default();
    let parts = [
        line.day.map(|d| d.to_string()).unwrap_or_default(),
        fen(line.debit),
        fen(line.credit),
        line.balance.map(fen).unwrap_or_default(),
        time,
        fold(&line.counterparty),
        fold(&line.summary),
        fold(&line.remark),
    ];
    Sha256::digest(parts.join("\u{1f}")).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// What the clerk should look at before she relies on the statement.
fn ask_about(issues: &[Issue], statement: &BankStatement, report: &mut Report) {
    let keep = || vec![Choice { id: "keep".to_owned(), label: "已核对，按文件保留".to_owned() }];
    for issue in issues.iter().filter(|i| i.code != IssueCode::StrayRow && i.severity >= Severity::Question) {
        report.ask(issue.row, issue.code.id(), issue.message.clone(), keep());
    }
    let breaks: Vec<&Issue> = statement
        .lines
        .iter()
        .flat_map(|line| &line.issues)
        .filter(|issue| issue.code == IssueCode::BalanceBreaks)
        .collect();
    if let Some(first) = breaks.first() {
        let rows: Vec<String> = breaks.iter().take(10).map(|issue| issue.row.to_string()).collect();
        let message = format!("{}（第 {} 行，共 {} 处）", first.message, rows.join("、"), breaks.len());
        report.ask(first.row, first.code.id(), message, keep());
    }
}
