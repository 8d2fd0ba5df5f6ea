//! 记入 — lays what a row says onto the record that stands, or begins a new one.

use std::collections::{BTreeMap, BTreeSet};

use shebao_documents::clean::{Payer, Period};
use shebao_documents::rows::{AgencyCharge, AgencyRow};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::Terms;
use shebao_store::{AgencyRecord, AgencyRecordKind, MatchStrength, Origin, Stored, Tx};

use super::amounts::{self, Sides};
use super::whose::Whose;
use super::{SheetWork, problem};
use crate::error::Outcome;
use crate::exchange::ground::report::{BY_WHOM, Fate, Report};
use crate::exchange::ground::run::{Run, same_batch};
use crate::exchange::ground::told::Told;
use crate::wire::exchange::Problem;

/// What a row says of all its insurances.
pub(super) struct Said {
    pub employee: Option<i64>,
    pub unit: i64,
    pub period: Period,
    pub booked: Month,
    pub kind: AgencyRecordKind,
    pub identity: String,
    pub origin: Origin,
}

/// How often one sheet has said the same of the same person: a person listed twice stands twice.
#[derive(Default)]
pub(super) struct Tally(BTreeMap<(String, Insurance, Month, AgencyRecordKind, Payer, bool), i64>);

impl Tally {
    fn next(&mut self, said: &Said, charge: &AgencyCharge) -> i64 {
        let key = (said.identity.clone(), charge.insurance, said.period.from, said.kind, charge.payer, charge.fixed);
        let count = self.0.entry(key).or_default();
        *count += 1;
        *count - 1
    }
}

/// What became of a row.
pub(super) struct Kept {
    pub fate: Fate,
    pub notes: Vec<Problem>,
    /// Insurances that the book has no record of, where nothing new is wanted.
    pub unknown: Vec<Insurance>,
    /// Whether an insurance of the row could not be taken in.
    pub refused: bool,
}

/// What the clerk reads of a sum that could not be split, and of a rate that is nobody's.
const UNSPLIT: &str = "只印了单位与个人的合计，按缴存比例拆不出两边的整数金额；已按合计记入，请核对比例和基数。";
const NOBODYS: &str = "只印了一个费率的金额，没有写明是单位还是个人缴纳；请在标题、工作表名或文件名里写明“单位缴纳”或“个人缴纳”后重新导入";

/// Keeps every insurance of a row.
pub(super) fn row(
    tx: &mut Tx<'_>,
    sheet: &mut SheetWork<'_, '_>,
    row: &AgencyRow,
    said: &Said,
    whose: &Whose,
    report: &mut Report,
) -> Outcome<Kept> {
    let mut kept = Kept { fate: Fate::Unchanged, notes: Vec::new(), unknown: Vec::new(), refused: false };
    let insurances: BTreeSet<Insurance> = row.charges.iter().map(|c| c.insurance).collect();
    for insurance in insurances {
        let charges: Vec<&AgencyCharge> = row.charges.iter().filter(|c| c.insurance == insurance).collect();
        let mut seqs: Vec<i64> = charges.iter().map(|charge| sheet.tally.next(said, charge)).collect();
        let first_month = first_month(sheet, row, said, insurance).filter(|_| seqs.first().is_some_and(|seq| *seq > 0));
        if let Some(earlier) = &first_month {
            seqs = charges.iter().map(|charge| sheet.tally.next(earlier, charge)).collect();
        }
        let said = first_month.as_ref().unwrap_or(said);
        let person = said.employee.and_then(|id| sheet.run.people.get(id));
        let terms = sheet.facts.terms(sheet.run, said.unit, insurance, said.period.to, person);
        let mut record = new_record(row, said, whose, insurance, seqs.first().copied().unwrap_or(0));
        let sides = amounts::fill(&mut record, &charges, terms.as_ref());
        if kept.can_split(sides, row, insurance, report) {
            kept.lay_in(tx, sheet.run, (row, record, terms.as_ref()), report)?;
        }
    }
    Ok(kept)
}

impl Kept {
    /// Whether the amounts are known to be whose; says where they are not.
    fn can_split(&mut self, sides: Sides, row: &AgencyRow, insurance: Insurance, report: &mut Report) -> bool {
        match sides {
            Sides::Known => true,
            Sides::Unsplit => {
                self.notes.push(problem("split_unclear", UNSPLIT.to_owned()));
                true
            }
            Sides::Whose => {
                let message = format!("{}{NOBODYS}", insurance.chinese());
                report.reject(row.row, BY_WHOM, "payer_unknown", message);
                self.refused = true;
                false
            }
        }
    }

    /// A record takes its place: a new one, or laid onto the one that stands there.
    fn lay_in(
        &mut self,
        tx: &mut Tx<'_>,
        run: &Run<'_>,
        (row, mut record, terms): (&AgencyRow, AgencyRecord, Option<&Terms>),
        report: &mut Report,
    ) -> Outcome<()> {
        match tx.agency_record_like(&record)? {
            None if row.own_record && !completes(tx, &record)? => {
                let message = format!(
                    "{} {}：本单位的名册里已有此人的记录，或名册还没有导入；本人记录不代替单位名册，没有记入。",
                    record.period_to,
                    record.insurance.chinese()
                );
                self.notes.push(problem("own_record", message));
            }
            None if !run.mode.adds() => self.unknown.push(record.insurance),
            None => {
                amounts::find_base(&mut record, row, terms);
                tx.insert_agency_record(&record)?;
                self.fate = Fate::Accepted;
            }
            Some(old) => {
                let mut merged = lay_onto(tx, run, &old, record, report)?;
                amounts::find_base(&mut merged, row, terms);
                if merged != old.row {
                    tx.update_agency_record(old.id, &merged)?;
                    self.fate = Fate::Accepted;
                }
            }
        }
        Ok(())
    }
}

/// 本人记录 stands beside the unit's lists and for none of them: it adds what a list that is here does not have.
fn completes(tx: &Tx<'_>, record: &AgencyRecord) -> Outcome<bool> {
    let Some(employee) = record.employee_id else { return Ok(false) };
    let known = tx.is_recorded(employee, record.unit_id, record.insurance, record.period)?;
    Ok(!known && tx.is_listed(record.unit_id, record.insurance, record.booked)?)
}

/// A list without a column for the period prints a first month that is made up beside the month's own row: the second row
/// of such a newcomer is that month.
fn first_month(sheet: &SheetWork<'_, '_>, row: &AgencyRow, said: &Said, insurance: Insurance) -> Option<Said> {
    let person = said.employee.filter(|_| !row.own_period && said.kind == AgencyRecordKind::Regular)?;
    let late = sheet.facts.first_month_is_late(person, said.unit, insurance, said.booked);
    let month = said.booked.previous();
    (late && said.period.from == said.booked).then(|| Said {
        period: Period { from: month, to: month, booked: Some(said.booked) },
        kind: AgencyRecordKind::BackPayment,
        identity: said.identity.clone(),
        ..*said
    })
}

fn new_record(row: &AgencyRow, said: &Said, whose: &Whose, insurance: Insurance, seq: i64) -> AgencyRecord {
    AgencyRecord {
        employee_id: said.employee,
        unit_id: said.unit,
        insurance,
        period: said.period.from,
        period_to: said.period.to,
        booked: said.booked,
        kind: said.kind,
        seq,
        identity: said.identity.clone(),
        printed_name: row.person.name.clone(),
        printed_id: row.printed_id.clone(),
        personal_number: row.personal_number.clone(),
        match_strength: whose.strength(),
        declared: row.declared,
        base: None,
        base_source: None,
        employer_rate: None,
        employee_rate: None,
        employer: None,
        employee: None,
        employer_fixed: None,
        employee_fixed: None,
        both_shares: None,
        late_fee: None,
        employee_late_fee: None,
        fixed_late_fee: None,
        section: row.section.clone(),
        status: row.status.clone(),
        note: row.notes.clone(),
        origin: Some(said.origin),
        employee_origin: None,
        fixed_origin: None,
    }
}

/// The record with what the row adds. An amount that differs takes the place of an older file's; a second sheet of the
/// same file only tells it.
fn lay_onto(
    tx: &Tx<'_>,
    run: &Run<'_>,
    old: &Stored<AgencyRecord>,
    mut new: AgencyRecord,
    report: &mut Report,
) -> Outcome<AgencyRecord> {
    // Sides that were printed are worth more than those taken from their sum.
    if let (Some(sum), Some(employer), Some(employee)) = (new.both_shares, old.employer, old.employee)
        && employer + employee == sum
    {
        (new.employer, new.employee) = (None, None);
    }
    let same_file = same_batch(tx, old.origin, new.origin)?;
    let mut record = old.row.clone();
    let name = record.printed_name.clone().unwrap_or_default();
    let row = new.origin.map_or(0, |origin| origin.row);
    let applied = !same_file && run.mode.changes();
    let told = Told { row, employee_no: "", name: &name, applied };
    let insurance = record.insurance.chinese();
    let mut differs = |field: &str, old: Option<Yuan>, new: Option<Yuan>| -> Option<Yuan> {
        let (Some(before), Some(after)) = (old, new) else { return old.or(new) };
        let text = |amount: Yuan| Some(amount.to_string());
        told.field(report, &format!("{insurance} {field}"), text(before), text(after));
        if applied { new } else { old }
    };
    let employer = differs("单位", old.employer, new.employer);
    let employee = differs("个人", old.employee, new.employee);
    let employer_fixed = differs("单位定额", old.employer_fixed, new.employer_fixed);
    let employee_fixed = differs("个人定额", old.employee_fixed, new.employee_fixed);
    let both_shares = differs("合计", old.both_shares, new.both_shares);
    let late_fee = differs("滞纳金", old.late_fee, new.late_fee);
    let employee_late_fee = differs("个人行滞纳金", old.employee_late_fee, new.employee_late_fee);
    let fixed_late_fee = differs("定额行滞纳金", old.fixed_late_fee, new.fixed_late_fee);
    if !same_file && !run.mode.changes() {
        return Ok(old.row.clone());
    }
    move_origins(&mut record, &new);
    record.employer = employer;
    record.employee = employee;
    record.employer_fixed = employer_fixed;
    record.employee_fixed = employee_fixed;
    record.both_shares = both_shares;
    (record.late_fee, record.employee_late_fee, record.fixed_late_fee) = (late_fee, employee_late_fee, fixed_late_fee);
    if old.match_strength != Some(MatchStrength::Clerk) && new.employee_id.is_some() {
        (record.employee_id, record.match_strength) = (new.employee_id, new.match_strength);
    }
    if new.base.is_some() {
        (record.base, record.base_source) = (new.base, new.base_source);
    }
    record.employer_rate = new.employer_rate.or(record.employer_rate);
    record.employee_rate = new.employee_rate.or(record.employee_rate);
    record.declared = new.declared.or(record.declared);
    record.personal_number = new.personal_number.or(record.personal_number);
    record.section = new.section.or(record.section);
    record.status = new.status.or(record.status);
    record.note = new.note.or(record.note);
    Ok(record)
}

/// Each share keeps the row that named it first.
fn move_origins(record: &mut AgencyRecord, new: &AgencyRecord) {
    let fixed = |r: &AgencyRecord| r.employer_fixed.is_some() || r.employee_fixed.is_some();
    if record.employer.is_none() && new.employer.is_some() && new.origin != record.origin {
        if record.employee.is_some() {
            record.employee_origin = record.employee_origin.or(record.origin);
        }
        if fixed(record) {
            record.fixed_origin = record.fixed_origin.or(record.origin);
        }
        record.origin = new.origin;
    } else if record.employee.is_none() && new.employee.is_some() && new.origin != record.origin {
        record.employee_origin = new.origin;
    }
    if !fixed(record) && fixed(new) && new.origin != record.origin {
        record.fixed_origin = new.origin;
    }
}
