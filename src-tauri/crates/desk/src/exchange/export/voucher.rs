//! 记账凭证 — 计提 of a month's contributions and 缴纳 of what is paid in it.

use std::collections::BTreeMap;

use shebao_documents::export::voucher::{Entry, Side, Voucher, write};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_store::{ContributionLine, Employee};

use super::{Made, Wanted, left_out, not_written};
use crate::book::Desk;
use crate::error::Outcome;
use crate::wire::export::LeftOut;

/// What stands behind an account: unit, department (empty where it does not matter), account.
type Key = (String, String, String);

/// Amounts by side in the order of their accounts.
#[derive(Default)]
struct Book {
    debits: BTreeMap<(String, u8, Key), Yuan>,
    credits: BTreeMap<(String, u8, Key), Yuan>,
}

impl Book {
    fn add(&mut self, side: Side, order: u8, key: Key, amount: Yuan) {
        let book = if side == Side::Debit { &mut self.debits } else { &mut self.credits };
        *book.entry((key.0.clone(), order, key)).or_default() += amount;
    }

    /// Unit by unit: its debits, then its credits. An account of nothing is not booked.
    fn entries(self, summary: &str) -> Vec<Entry> {
        let entry = |side, (_, _, key): (String, u8, Key), amount| {
            let (unit, department, account) = key;
            Entry { summary: summary.to_owned(), account, unit, department, side, amount }
        };
        let debits = self.debits.into_iter().map(|(key, amount)| entry(Side::Debit, key, amount));
        let credits = self.credits.into_iter().map(|(key, amount)| entry(Side::Credit, key, amount));
        let mut all: Vec<Entry> = debits.chain(credits).filter(|entry| !entry.amount.is_zero()).collect();
        // Stable: within a unit debits stay before credits, each in the order of the accounts.
        all.sort_by(|a, b| a.unit.cmp(&b.unit));
        all
    }
}

/// The place of an account among others: the law's order of insurances.
fn order(insurance: Insurance) -> u8 {
    Insurance::ALL.iter().position(|i| *i == insurance).and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX)
}

const fn group(insurance: Insurance) -> &'static str {
    if insurance.is_fund() { "住房公积金" } else { "社会保险费" }
}

/// An account with its sub-account; the fund itself has none.
fn account(head: &str, insurance: Insurance) -> String {
    let group = group(insurance);
    if insurance == Insurance::HousingFund {
        format!("{head}—{group}")
    } else {
        format!("{head}—{group}—{}", insurance.chinese())
    }
}

impl Desk {
    /// 记账凭证 of the month.
    pub(super) fn voucher_file(&self, wanted: &Wanted) -> Outcome<Made> {
        let mut notes = Vec::new();
        let (people, units) = (self.employees_by_id()?, self.unit_names()?);
        let due = self.lines_of(wanted)?;
        let booked = self.booked_lines(wanted, &mut notes)?;
        let mut missing = Vec::new();
        let unit = |line: &ContributionLine| units.get(&line.unit_id).cloned().unwrap_or_default();
        let (mut accrued, mut paid) = (Book::default(), Book::default());
        for line in &due {
            let Some(person) = people.get(&line.employee_id) else { continue };
            match line.employer {
                Some(employer) => accrue(&mut accrued, &unit(line), person, line, employer),
                None => missing.push(unconfirmed(person, line)),
            }
        }
        for line in &booked {
            let Some(person) = people.get(&line.employee_id) else { continue };
            match (line.employer, line.employee) {
                (Some(employer), Some(employee)) => pay(&mut paid, &unit(line), line.insurance, employer, employee),
                _ => missing.push(unconfirmed(person, line)),
            }
        }
        let vouchers = self.vouchers(wanted, accrued, paid)?;
        let rows = vouchers.iter().map(|v| v.entries.len()).sum();
        let bytes = write(&vouchers).map_err(not_written)?;
        Ok(Made { bytes, rows, left_out: missing, notes, ..Made::default() })
    }

    fn vouchers(&self, wanted: &Wanted, accrued: Book, paid: Book) -> Outcome<[Voucher; 2]> {
        let (company, month) = (self.book.info()?.company, wanted.month.chinese());
        let traced = self.printed_line(wanted)?;
        let voucher = |sheet: &str, book: Book, notes: &[&str]| Voucher {
            sheet: sheet.to_owned(),
            title: format!("{company} {month} 社保公积金{sheet}凭证"),
            notes: notes.iter().map(ToString::to_string).chain([traced.clone()]).collect(),
            entries: book.entries(&format!("{sheet}{month}社保公积金")),
        };
        Ok([
            voucher(
                "计提",
                accrued,
                &["费用科目统一列“管理费用”，部门见“部门”列；销售、生产等部门请按本单位科目改记，金额不变。"],
            ),
            voucher(
                "缴纳",
                paid,
                &[
                    "按入库月汇总，含上月次月补缴；个人部分在发放工资时已由“应付职工薪酬—工资”转入“其他应付款”，该笔不在本凭证内。",
                ],
            ),
        ])
    }
}

/// 借 费用 by department, 贷 应付职工薪酬 by insurance: the employer's share of the period.
fn accrue(book: &mut Book, unit: &str, person: &Employee, line: &ContributionLine, employer: Yuan) {
    let department = person.department.clone().unwrap_or_default();
    let cost = format!("管理费用—{}", group(line.insurance));
    let cost_order = u8::from(line.insurance.is_fund());
    book.add(Side::Debit, cost_order, (unit.to_owned(), department, cost), employer);
    let payable = (unit.to_owned(), String::new(), account("应付职工薪酬", line.insurance));
    book.add(Side::Credit, order(line.insurance), payable, employer);
}

/// 借 应付职工薪酬 (employer) and 其他应付款 (employee), 贷 银行存款: what is paid in the month.
fn pay(book: &mut Book, unit: &str, insurance: Insurance, employer: Yuan, employee: Yuan) {
    let key = |account: String| (unit.to_owned(), String::new(), account);
    book.add(Side::Debit, order(insurance), key(account("应付职工薪酬", insurance)), employer);
    book.add(Side::Debit, 100 + order(insurance), key(account("其他应付款—代扣个人", insurance)), employee);
    let bank = format!("银行存款—{}", group(insurance));
    book.add(Side::Credit, u8::from(insurance.is_fund()), key(bank), employer + employee);
}

fn unconfirmed(person: &Employee, line: &ContributionLine) -> LeftOut {
    let insurance = line.insurance.chinese();
    let what = format!("{} {insurance}待确认，未计入凭证；请在月度台账中确认后重新导出", line.month);
    left_out(person, insurance, &what)
}
