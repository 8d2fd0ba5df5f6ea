//! 银行 − 经办机构 — why the debits of a month are not what was booked in it, group by group.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::agency;
use super::cause::{Cause, CauseCode, Evidence, Figures, Source};
use super::facts::{BankLine, Cell, DebitGroup, Facts, UnitSources, Who};
use super::groups::{Assigned, assigned, listed_sum, settled};
use super::subset::making_up;
use super::survey::Survey;
use crate::insurance::Insurance;
use crate::money::Yuan;
use crate::month::Month;
use crate::rounding::Rounding;

/// How many months a payment may be late, to be told by its amount.
const MONTHS_LATE: i32 = 6;

/// 入库对账 — one group's list and debits of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingRow {
    /// 参保单位.
    pub unit: i64,
    /// 扣款分组.
    pub group: DebitGroup,
    /// 清单合计 of the month; `None`: not imported.
    pub agency: Option<Yuan>,
    /// 扣款合计 of the month; `None`: not imported.
    pub bank: Option<Yuan>,
    /// Lines of the group.
    pub lines: Vec<i64>,
    /// 原因; they add up to the difference.
    pub causes: Vec<Cause>,
}

/// What was due and what was listed of one person's insurances in a month of booking.
struct Item<'f> {
    cells: Vec<&'f Cell>,
    amount: Yuan,
}

struct Bench<'s, 'f> {
    survey: &'s Survey<'f>,
    unit: &'f UnitSources,
    id: i64,
    group: &'s DebitGroup,
    at: usize,
    assigned: &'s Assigned<'f>,
}

/// Every group of every unit.
#[must_use]
pub fn rows(survey: &Survey<'_>) -> Vec<BookingRow> {
    let facts = survey.facts;
    let mut rows = Vec::new();
    for (id, unit) in &facts.units {
        let groups = settled(unit);
        let assigned = assigned(unit, &groups);
        for (at, group) in groups.iter().enumerate() {
            let bench = Bench { survey, unit, id: *id, group, at, assigned: &assigned };
            rows.extend(bench.row(facts));
        }
    }
    rows
}

impl<'f> Bench<'_, 'f> {
    fn row(&self, facts: &Facts) -> Option<BookingRow> {
        let month = facts.month;
        let known = |insurance: &Insurance| self.unit.listed.contains(&(month, *insurance));
        let expected = facts.cells.iter().any(|cell| {
            cell.unit == self.id && cell.period == month && self.group.insurances.contains(&cell.insurance)
        });
        let agency = self.group.insurances.iter().any(known).then(|| listed_sum(self.unit, month, self.group));
        let lines = self.lines(month);
        let bank = self.unit.banked.contains(&month).then(|| sum(&lines));
        if !expected && agency.is_none() && lines.is_empty() {
            return None;
        }
        let causes = match (agency, bank) {
            (Some(agency), Some(bank)) if agency != bank => self.causes(month, agency, &lines),
            _ => Vec::new(),
        };
        let lines = lines.iter().map(|line| line.id).collect();
        Some(BookingRow { unit: self.id, group: self.group.clone(), agency, bank, lines, causes })
    }

    fn lines(&self, month: Month) -> Vec<&'f BankLine> {
        self.assigned.get(&(month, self.at)).cloned().unwrap_or_default()
    }

    fn causes(&self, month: Month, agency: Yuan, lines: &[&'f BankLine]) -> Vec<Cause> {
        let (mut causes, own) = self.paid_late(month, agency, lines);
        let left = sum(&own) - agency;
        if left.is_zero() {
            return causes;
        }
        let items = self.items(month);
        let found = self
            .unpaid(month, agency, &own, &items)
            .or_else(|| self.persons(month, left, &items))
            .or_else(|| self.twice(month, left, &own, &items))
            .or_else(|| self.fee_within(month, left, &own))
            .or_else(|| self.other_period(month, left, &own, &items));
        causes.extend(found.unwrap_or_else(|| vec![self.cause(CauseCode::Unknown, left, &own, Figures::default())]));
        causes
    }

    fn cause(&self, code: CauseCode, amount: Yuan, lines: &[&BankLine], figures: Figures) -> Cause {
        let evidence = lines.iter().map(|line| Evidence::Line(line.id)).collect();
        Cause { code, who: None, insurance: None, source: Source::Bank, side: None, amount, evidence, figures }
    }

    /// 逾期 — lines of the month that pay an earlier one, and the lines that are left.
    fn paid_late(&self, month: Month, agency: Yuan, lines: &[&'f BankLine]) -> (Vec<Cause>, Vec<&'f BankLine>) {
        let mut own = lines.to_vec();
        let mut causes = Vec::new();
        for back in 1..=MONTHS_LATE {
            let earlier = month.plus(-back);
            let owed = listed_sum(self.unit, earlier, self.group);
            if owed <= Yuan::ZERO || !self.lines(earlier).is_empty() {
                continue;
            }
            let found = own.iter().enumerate().find_map(|(at, line)| {
                let late = self.late(owed, line, earlier)?;
                // The same sum every month: a line that the month itself needs is the month's own.
                let spare = !late.1.is_zero() || sum(&own) - line.amount == agency || line.amount != agency;
                (spare && (self.unit.banked.contains(&earlier) || !late.1.is_zero())).then_some((at, late))
            });
            let Some((at, (days, fee))) = found else { continue };
            let line = own.remove(at);
            let code = if fee.is_zero() { CauseCode::LatePayment } else { CauseCode::LatePaymentWithSurcharge };
            let figures =
                Figures { month: Some(earlier), days: Some(days), expected: Some(owed), ..Figures::default() };
            causes.push(self.cause(code, line.amount - fee, &[line], figures.clone()));
            if !fee.is_zero() {
                causes.push(self.cause(code, fee, &[line], figures));
            }
        }
        (causes, own)
    }

    /// Days and late fee if a line is a sum owed of an earlier month, with a late fee or without.
    fn late(&self, owed: Yuan, line: &BankLine, earlier: Month) -> Option<(i64, Yuan)> {
        let longest = (line.day - earlier.first_day()).num_days();
        if line.amount == owed {
            return Some((0, Yuan::ZERO));
        }
        self.fee(owed, line.amount - owed, longest)
    }

    /// The days after which a late fee is this amount.
    fn fee(&self, owed: Yuan, fee: Yuan, longest: i64) -> Option<(i64, Yuan)> {
        let daily = owed.decimal().checked_mul(self.survey.facts.late_fee.fraction())?;
        if fee <= Yuan::ZERO || daily <= Decimal::ZERO {
            return None;
        }
        let near = i64::try_from(fee.decimal().checked_div(daily)?.round()).ok()?;
        let fits = |days: &i64| {
            let exact = daily.checked_mul(Decimal::from(*days));
            exact.and_then(|exact| Rounding::HALF_UP_FEN.apply(exact).ok()) == Some(fee)
        };
        (near - 1..=near + 1).filter(|days| (1..=longest).contains(days)).find(fits).map(|days| (days, fee))
    }

    /// 没有扣款 — nothing was debited: paid in a later month, or not at all.
    fn unpaid(&self, month: Month, agency: Yuan, own: &[&BankLine], items: &[Item<'f>]) -> Option<Vec<Cause>> {
        if !own.is_empty() || agency <= Yuan::ZERO {
            return None;
        }
        for ahead in 1..=MONTHS_LATE {
            let later = month.plus(ahead);
            let needed = listed_sum(self.unit, later, self.group);
            let lines = self.lines(later);
            for line in &lines {
                let spare = |fee: Yuan| !fee.is_zero() || line.amount != needed || sum(&lines) - line.amount == needed;
                if let Some((days, fee)) = self.late(agency, line, month).filter(|(_, fee)| spare(*fee)) {
                    let code = if fee.is_zero() { CauseCode::LatePayment } else { CauseCode::LatePaymentWithSurcharge };
                    let figures = Figures { month: Some(later), days: Some(days), ..Figures::default() };
                    return Some(vec![self.cause(code, -agency, &[*line], figures)]);
                }
                if let Some(causes) = self.late_with_persons(month, agency, (line, later), items) {
                    return Some(causes);
                }
            }
        }
        let fund = self.group.insurances.iter().all(|i| i.is_fund());
        let code = if fund { CauseCode::FundNotRemitted } else { CauseCode::NotRemitted };
        Some(vec![self.cause(code, -agency, &[], Figures::default())])
    }

    /// A late payment that also paid for somebody whom the list lacks.
    fn late_with_persons(
        &self,
        month: Month,
        agency: Yuan,
        (line, later): (&BankLine, Month),
        items: &[Item<'f>],
    ) -> Option<Vec<Cause>> {
        items.iter().filter(|item| item.amount > Yuan::ZERO).find_map(|item| {
            let owed = agency + item.amount;
            let (days, fee) = self.late(owed, line, month)?;
            let figures = Figures { month: Some(later), days: Some(days), ..Figures::default() };
            let code = if fee.is_zero() { CauseCode::LatePayment } else { CauseCode::LatePaymentWithSurcharge };
            let mut causes = self.person(month, item);
            causes.push(self.cause(code, -owed, &[line], figures));
            Some(causes)
        })
    }

    /// 逐人 — the debit followed what was due for some people, and the list something else.
    fn persons(&self, month: Month, left: Yuan, items: &[Item<'f>]) -> Option<Vec<Cause>> {
        let whole: Vec<Yuan> = items.iter().map(|item| item.amount).collect();
        if let Some(chosen) = making_up(left, &whole) {
            let chosen = chosen.into_iter().filter_map(|at| items.get(at));
            return Some(chosen.flat_map(|item| self.person(month, item)).collect());
        }
        let single: Vec<Item<'_>> = items
            .iter()
            .flat_map(|item| &item.cells)
            .map(|cell| Item { cells: vec![*cell], amount: booked(cell, month) })
            .filter(|item| !item.amount.is_zero())
            .collect();
        let amounts: Vec<Yuan> = single.iter().map(|item| item.amount).collect();
        let chosen = making_up(left, &amounts)?.into_iter().filter_map(|at| single.get(at));
        Some(chosen.flat_map(|item| self.person(month, item)).collect())
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
            .cells()
            .filter(|cell| cell.period < month)
            .flat_map(|cell| cell.records.iter().filter(|record| record.booked == month))
            .map(|record| record.employer + record.employee)
            .sum();
        let whole = sum(own) - left;
        let in_month = (line.day - month.first_day()).num_days();
        let (days, fee) = self.fee(whole, left, in_month).or_else(|| self.fee(back, left, 62))?;
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

    fn cells(&self) -> impl Iterator<Item = &'f Cell> {
        let (unit, group) = (self.id, self.group);
        self.survey.facts.cells.iter().filter(move |c| c.unit == unit && group.insurances.contains(&c.insurance))
    }

    /// Per person what was due in the month of booking less what was listed in it, where these differ.
    fn items(&self, month: Month) -> Vec<Item<'f>> {
        let mut people: BTreeMap<&Who, Item<'f>> = BTreeMap::new();
        for cell in self.cells() {
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
            let lines = self.lines(month);
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

fn sum(lines: &[&BankLine]) -> Yuan {
    lines.iter().map(|line| line.amount).sum()
}

/// What was due in a month of booking less what was listed in it.
fn booked(cell: &Cell, month: Month) -> Yuan {
    let due = cell.due.known().filter(|due| due.booked == month).map_or(Yuan::ZERO, |due| due.employer + due.employee);
    let (employer, employee) = agency::listed(cell.records.iter().filter(|record| record.booked == month));
    due - employer - employee
}
