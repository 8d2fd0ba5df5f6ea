//! 银行 − 经办机构 — why the debits of a month are not what was booked in it, group by group.

use std::collections::{BTreeMap, BTreeSet};

use super::agency;
use super::cause::{Cause, CauseCode, Evidence, Figures, Source};
use super::facts::{BankLine, Cell, DebitGroup, Who};
use super::groups::Statement;
use super::late::{Late, Months, fee_after, sum};
use super::subset::making_up;
use super::survey::Survey;
use crate::insurance::Insurance;
use crate::money::Yuan;
use crate::month::Month;

/// The longest that a late fee within a month runs: from the day on which it was owed a month earlier.
const LONGEST_WITHIN: i64 = 62;

/// 入库对账 — one group's list and debits of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingRow {
    /// 参保单位.
    pub unit: i64,
    /// 扣款分组.
    pub group: DebitGroup,
    /// 清单合计 of the month, 滞纳金 that it prints included; `None`: not imported.
    pub agency: Option<Yuan>,
    /// 清单所列滞纳金, the employer's.
    pub late_fee: Yuan,
    /// 扣款合计 of the month; `None`: not imported.
    pub bank: Option<Yuan>,
    /// Lines of the group.
    pub lines: Vec<i64>,
    /// 原因; they add up to the difference.
    pub causes: Vec<Cause>,
}

/// What was due and what was listed of one person's insurances in a month of booking.
#[derive(Clone)]
struct Item<'f> {
    cells: Vec<&'f Cell>,
    amount: Yuan,
}

struct Bench<'s, 'f> {
    survey: &'s Survey<'f>,
    id: i64,
    months: Months<'s, 'f>,
    /// The unit's cells of the group's insurances.
    cells: Vec<&'f Cell>,
}

/// Cells by unit and insurance.
type Places<'f> = BTreeMap<(i64, Insurance), Vec<&'f Cell>>;

/// Every group of every unit.
#[must_use]
pub fn rows(survey: &Survey<'_>) -> Vec<BookingRow> {
    let facts = survey.facts;
    let mut places = Places::new();
    for cell in &facts.cells {
        places.entry((cell.unit, cell.insurance)).or_default().push(cell);
    }
    let mut rows = Vec::new();
    for (id, unit) in &facts.units {
        let statement = Statement::of(unit);
        let settled = statement.settled();
        let assigned = statement.assigned(&settled);
        for (at, group) in settled.groups.iter().enumerate() {
            let daily = facts.late_fee;
            let months = Months { statement: &statement, settled: &settled, at, group, assigned: &assigned, daily };
            let own = group.insurances.iter().filter_map(|insurance| places.get(&(*id, *insurance)));
            let cells = own.flatten().copied().collect();
            rows.extend(Bench { survey, id: *id, months, cells }.row(facts.month));
        }
    }
    rows
}

impl<'f> Bench<'_, 'f> {
    fn row(&self, month: Month) -> Option<BookingRow> {
        let (group, unit) = (self.months.group, self.months.statement.unit);
        let expected = self.cells.iter().any(|cell| cell.period == month);
        let agency = unit.listed_of(month, group);
        let lines = self.months.lines(month);
        let bank = self.months.is_banked(month).then(|| sum(&lines));
        if !expected && agency.is_none() && lines.is_empty() {
            return None;
        }
        let causes = match (agency, bank) {
            (Some(agency), Some(bank)) => self.causes(month, agency, bank),
            _ => Vec::new(),
        };
        let mut lines: Vec<i64> = lines.iter().map(|line| line.id).collect();
        lines.dedup();
        let fees = group.insurances.iter().filter_map(|insurance| unit.fees.get(&(month, *insurance)));
        let late_fee = fees.copied().sum();
        Some(BookingRow { unit: self.id, group: group.clone(), agency, late_fee, bank, lines, causes })
    }

    fn causes(&self, month: Month, agency: Yuan, bank: Yuan) -> Vec<Cause> {
        // Sums that agree hide something only where the list has what was debited before.
        if agency == bank && !self.cells.iter().any(|cell| is_listed_late(cell, month)) {
            return Vec::new();
        }
        let besides = |of| self.items(of, |_| true).into_iter().map(|item| item.amount).collect();
        let lates = self.months.lates(besides);
        let own = self.months.left(month, &lates);
        let mut causes: Vec<Cause> = lates.iter().flat_map(|late| self.late(month, late)).collect();
        let left = bank - agency - causes.iter().map(|cause| cause.amount).sum();
        let beside = self.beside_paid_before(month, left, &lates);
        if left.is_zero() {
            causes.extend(beside.unwrap_or_default());
            return causes;
        }
        let items = self.items(month, |_| true);
        let paid_late = lates.iter().any(|late| late.owed_in == month);
        let found = self
            .unpaid(agency, &own, paid_late)
            .or(beside)
            .or_else(|| self.persons(month, left, &items))
            .or_else(|| self.twice(month, left, &own, &items))
            .or_else(|| self.fee_within(month, left, &own))
            .or_else(|| self.other_period(month, left, &own, &items));
        causes.extend(found.unwrap_or_else(|| vec![self.cause(CauseCode::Unknown, left, &own, Figures::default())]));
        causes
    }

    fn cause(&self, code: CauseCode, amount: Yuan, lines: &[&BankLine], figures: Figures) -> Cause {
        let mut evidence: Vec<Evidence> = lines.iter().map(|line| Evidence::Line(line.id)).collect();
        evidence.dedup();
        Cause { code, who: None, insurance: None, source: Source::Bank, side: None, amount, evidence, figures }
    }

    /// 逾期 as the month that owed sees it, and as the one that paid does.
    fn late(&self, month: Month, late: &Late<'f>) -> Vec<Cause> {
        let code = if late.fee.is_zero() { CauseCode::LatePayment } else { CauseCode::LatePaymentWithSurcharge };
        let figures =
            |other, expected| Figures { month: Some(other), days: Some(late.days), expected, ..Figures::default() };
        let mut causes = Vec::new();
        if late.owed_in == month {
            causes.push(self.cause(code, -late.principal, &[late.line], figures(late.paid_in, None)));
        }
        if late.paid_in == month {
            for amount in [late.principal, late.fee].into_iter().filter(|amount| !amount.is_zero()) {
                let figures = figures(late.owed_in, Some(late.principal));
                causes.push(self.cause(code, amount, &[late.line], figures));
            }
        }
        causes
    }

    /// 没有扣款 — nothing was debited in the month nor later.
    fn unpaid(&self, agency: Yuan, own: &[&BankLine], paid_late: bool) -> Option<Vec<Cause>> {
        if !own.is_empty() || paid_late || agency <= Yuan::ZERO {
            return None;
        }
        let fund = self.months.group.insurances.iter().all(|i| i.is_fund());
        let code = if fund { CauseCode::FundNotRemitted } else { CauseCode::NotRemitted };
        Some(vec![self.cause(code, -agency, &[], Figures::default())])
    }

    /// 逐人 — the debit followed what was due for some people, and the list something else.
    fn persons(&self, month: Month, left: Yuan, items: &[Item<'f>]) -> Option<Vec<Cause>> {
        let chosen = chosen(month, left, items)?;
        Some(chosen.iter().flat_map(|item| self.person(month, item)).collect())
    }

    /// 上月已扣、本月才列 — what the debits of the month before show is certain; the rest of the difference is others'. Two
    /// that cancel are both told by it, though debits and list agree.
    fn beside_paid_before(&self, month: Month, left: Yuan, lates: &[Late<'f>]) -> Option<Vec<Cause>> {
        let certain = self.paid_before(month, lates);
        if certain.is_empty() {
            return None;
        }
        let told: BTreeSet<(&Who, Insurance, Month)> =
            certain.iter().flat_map(|item| &item.cells).map(|cell| place(cell)).collect();
        let others = self.items(month, |cell| !told.contains(&place(cell)));
        let rest = left - certain.iter().map(|item| item.amount).sum();
        let rest = chosen(month, rest, &others)?;
        Some(certain.iter().chain(&rest).flat_map(|item| self.person(month, item)).collect())
    }

    /// What the debits of the month before took beyond their list, and this month's list has: person by person.
    fn paid_before(&self, month: Month, lates: &[Late<'f>]) -> Vec<Item<'f>> {
        let before = month.previous();
        let agency = self.months.statement.unit.listed_of(before, self.months.group);
        let listed_late = self.cells.iter().any(|cell| is_listed_late(cell, month));
        let Some(agency) = agency.filter(|_| listed_late && self.months.is_banked(before)) else { return Vec::new() };
        let told: Yuan = lates.iter().flat_map(|late| self.late(before, late)).map(|cause| cause.amount).sum();
        let left = sum(&self.months.lines(before)) - agency - told;
        let paid = chosen(before, left, &self.items(before, |_| true)).unwrap_or_default();
        let late = |item: Item<'f>| {
            let cells: Vec<&Cell> = item.cells.into_iter().filter(|cell| is_listed_late(cell, month)).collect();
            let amount = cells.iter().map(|cell| booked(cell, month)).sum();
            Item { cells, amount }
        };
        paid.into_iter().map(late).filter(|item| !item.cells.is_empty()).collect()
    }

    /// 支付两次 — of equal debits one is too many.
    fn twice(&self, month: Month, left: Yuan, own: &[&BankLine], items: &[Item<'f>]) -> Option<Vec<Cause>> {
        let mut seen: BTreeMap<Yuan, Vec<&BankLine>> = BTreeMap::new();
        for line in own.iter().filter(|line| line.amount > Yuan::ZERO) {
            seen.entry(line.amount).or_default().push(line);
        }
        seen.into_iter().filter(|(_, lines)| lines.len() > 1).find_map(|(amount, lines)| {
            (1..lines.len()).find_map(|times| {
                let extra: Yuan = std::iter::repeat_n(amount, times).sum();
                let rest = left - extra;
                let others = if rest.is_zero() { Vec::new() } else { self.persons(month, rest, items)? };
                let cause = self.cause(CauseCode::AmountPaidTwice, extra, &lines, Figures::default());
                Some(std::iter::once(cause).chain(others).collect())
            })
        })
    }

    /// 滞纳金 within the month: on the whole sum, or on what was booked for earlier periods.
    fn fee_within(&self, month: Month, left: Yuan, own: &[&BankLine]) -> Option<Vec<Cause>> {
        let line = own.iter().max_by_key(|line| line.amount)?;
        let back: Yuan = self
            .cells
            .iter()
            .filter(|cell| cell.period < month)
            .flat_map(|cell| cell.records.iter().filter(|record| record.booked == month))
            .map(|record| record.employer + record.employee)
            .sum();
        let whole = sum(own) - left;
        let in_month = (line.day - month.first_day()).num_days();
        let daily = self.survey.facts.late_fee;
        let (days, fee) =
            fee_after(daily, whole, left, in_month).or_else(|| fee_after(daily, back, left, LONGEST_WITHIN))?;
        let figures = Figures { days: Some(days), expected: Some(whole), ..Figures::default() };
        Some(vec![self.cause(CauseCode::LatePaymentWithSurcharge, fee, &[line], figures)])
    }

    /// 其他月份 — a debit that names another month whose list is not known.
    fn other_period(&self, month: Month, left: Yuan, own: &[&BankLine], items: &[Item<'f>]) -> Option<Vec<Cause>> {
        own.iter().filter(|line| !line.periods.is_empty() && !line.periods.contains(&month)).find_map(|line| {
            let rest = left - line.amount;
            let others = if rest.is_zero() { Vec::new() } else { self.persons(month, rest, items)? };
            let figures = Figures { month: line.periods.first().copied(), ..Figures::default() };
            let cause = self.cause(CauseCode::BackPayment, line.amount, &[line], figures);
            Some(std::iter::once(cause).chain(others).collect())
        })
    }

    /// Per person what was due in the month of booking less what was listed in it, where these differ.
    fn items(&self, month: Month, counts: impl Fn(&Cell) -> bool) -> Vec<Item<'f>> {
        let mut people: BTreeMap<&Who, Item<'f>> = BTreeMap::new();
        for cell in self.cells.iter().copied().filter(|cell| counts(cell)) {
            let amount = booked(cell, month);
            if !amount.is_zero() {
                let item = people.entry(&cell.who).or_insert_with(|| Item { cells: Vec::new(), amount: Yuan::ZERO });
                item.cells.push(cell);
                item.amount += amount;
            }
        }
        people.into_values().filter(|item| !item.amount.is_zero()).collect()
    }

    /// The causes of a person's part, insurance by insurance.
    fn person(&self, month: Month, item: &Item<'f>) -> Vec<Cause> {
        let causes = item.cells.iter().map(|cell| {
            let amount = booked(cell, month);
            let later = cell.records.iter().any(|record| record.booked > month);
            let earlier = cell.due.known().is_some_and(|due| due.booked < month);
            let code = if cell.records.is_empty() {
                CauseCode::RecordMissingThoughDebited
            } else if (later && amount > Yuan::ZERO) || (earlier && amount < Yuan::ZERO) {
                CauseCode::LateCreditedNextMonth
            } else {
                agency::causes(self.survey, cell).first().map_or(CauseCode::Unknown, |cause| cause.code)
            };
            let lines = self.months.lines(month);
            let records = cell.records.iter().map(|record| Evidence::Record(record.id));
            let evidence = lines.iter().map(|line| Evidence::Line(line.id)).chain(records).collect();
            let figures = Figures { month: Some(cell.period), ..Figures::default() };
            Cause {
                code,
                who: Some(cell.who.clone()),
                insurance: Some(cell.insurance),
                source: Source::Bank,
                side: None,
                amount,
                evidence,
                figures,
            }
        });
        causes.collect()
    }
}

/// What was due in a month of booking less what was listed in it.
fn booked(cell: &Cell, month: Month) -> Yuan {
    let due = cell.due.known().filter(|due| due.booked == month).map_or(Yuan::ZERO, |due| due.employer + due.employee);
    let (employer, employee) = agency::listed(cell.records.iter().filter(|record| record.booked == month));
    due - employer - employee
}

/// Whether a cell that was due earlier stands in the list of a month.
fn is_listed_late(cell: &Cell, month: Month) -> bool {
    cell.due.known().is_some_and(|due| due.booked < month) && booked(cell, month) < Yuan::ZERO
}

/// Which cell of a unit: who, insurance and period.
const fn place(cell: &Cell) -> (&Who, Insurance, Month) {
    (&cell.who, cell.insurance, cell.period)
}

/// The people who make up a sum: with all their insurances, or with some of them.
fn chosen<'f>(month: Month, sum: Yuan, items: &[Item<'f>]) -> Option<Vec<Item<'f>>> {
    let picked = |from: &[Item<'f>]| {
        let amounts: Vec<Yuan> = from.iter().map(|item| item.amount).collect();
        let places = making_up(sum, &amounts)?.into_iter();
        Some(places.filter_map(|at| from.get(at).cloned()).collect::<Vec<_>>())
    };
    let single = || -> Vec<Item<'f>> {
        let cells = items.iter().flat_map(|item| &item.cells);
        cells.map(|cell| Item { cells: vec![*cell], amount: booked(cell, month) }).collect()
    };
    picked(items).or_else(|| picked(&single()))
}
