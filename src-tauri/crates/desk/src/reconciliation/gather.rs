//! 取数 — cells of a month from what was computed, listed and deducted.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::terms::Bounds;
use shebao_rules::reconciliation::{Cell, Deduction, DueState, Facts, Reconciliation, Record, Who};
use shebao_store::{
    BankLine, BookedSum, BookedSums, ContributionLine, Deducted, DeductionKind, Employee, ListedRow, MonthFacts,
    Origin, Person as PersonFacts, Stored,
};

use super::cells::{Cells, spread};
use super::sources::{Asked, Booked, Found, booked_cells, pay_sheets};
use crate::book::Desk;
use crate::contribution::{assess_month, bounds_known};
use crate::error::Outcome;

/// How far around a month payments are looked for.
const MONTHS_AROUND: i32 = 6;

/// How long after a month its late deductions are looked for.
const MONTHS_AFTER: i32 = 12;

/// 取到的数 — the facts for the law, and what is needed to show them again.
pub(crate) struct Gathered {
    /// For the law.
    pub facts: Facts,
    /// Where pay slips came from, by id.
    pub wage_origins: BTreeMap<i64, Origin>,
    /// Where bank lines came from, by id.
    pub line_origins: BTreeMap<i64, Origin>,
    /// Rows that their own list calls 未入账 or 未到账.
    pub uncredited: BTreeSet<i64>,
    /// 证件号码 of those of no roster, as printed.
    pub printed_ids: BTreeMap<Who, String>,
}

/// 对账 of a month with everything it was found from.
pub(crate) struct Reconciled {
    /// The facts.
    pub gathered: Gathered,
    /// What the law finds in them.
    pub found: Reconciliation,
}

impl Gathered {
    /// 姓名 of somebody as she may be named now, or as a list prints it of who is of no roster.
    pub fn name_of(&self, who: &Who, employees: &BTreeMap<i64, Employee>) -> String {
        let name = match who {
            Who::Employee(id) => employees.get(id).map(|employee| &employee.name),
            Who::Stranger(_) => self.facts.people.get(who).map(|person| &person.name),
        };
        name.cloned().unwrap_or_default()
    }
}

/// 清单行 put into cells: whom only the lists name, and which rows they call 未入账.
#[derive(Default)]
struct Listed {
    ids: BTreeMap<Who, String>,
    names: BTreeMap<Who, String>,
    uncredited: BTreeSet<i64>,
}

/// 扣款 put into cells: where the pay slips came from, and which units' sheets tell of which insurance.
#[derive(Default)]
pub(super) struct Paid {
    pub origins: BTreeMap<i64, Origin>,
    sheets: Vec<(i64, Month, Insurance)>,
}

impl Desk {
    /// Everything the law needs to hold a month's sources against each other, with what is known on `today`. Nothing is
    /// written.
    pub(super) fn reconciliation_facts(&self, month: Month, today: NaiveDate) -> Outcome<Gathered> {
        let mut cells = self.due_cells(month, today)?;
        let listed = self.put_records(&mut cells, month)?;
        let deducted = self.view().deductions_between(month, month.plus(MONTHS_AFTER))?;
        let paid = self.put_deductions(&mut cells, &deducted, (month, today))?;
        let mut cells = cells.into_cells();
        let found = self.paying_sources(month, &cells)?;
        let mut units = found.units;
        pay_sheets(&mut units, &paid.sheets, month, &cells);
        let origin = |(id, line): (i64, Stored<BankLine>)| Some((id, line.row.origin?));
        let line_origins = found.lines.into_iter().filter_map(origin).collect();
        // Cells of other units stay: a person listed there may be missing here.
        let kept = |cell: &Cell| cell.due != DueState::None || !cell.records.is_empty() || !cell.deductions.is_empty();
        cells.retain(kept);
        self.veil_printed(&mut cells)?;
        let people = self.people_in(month, &cells, &listed.names)?;
        let late_fee = self.tools.national.daily_late_fee(month.last_day()).unwrap_or_default();
        let facts = Facts { month, late_fee, people, cells, units };
        Ok(Gathered {
            facts,
            wage_origins: paid.origins,
            line_origins,
            printed_ids: listed.ids,
            uncredited: listed.uncredited,
        })
    }

    /// 来源 around the month: what is booked in it as the cells have it, in a closed one as it was sealed, and in other months as it
    /// was computed; 补差 are due in those alone.
    fn paying_sources(&self, month: Month, cells: &[Cell]) -> Outcome<Found> {
        let (from, to) = around(month);
        let (heads, own) = booked_cells(cells);
        let computed = self.kept.booked_sums(self, (from, to))?;
        let mut dues: Booked<Yuan> = computed.iter().map(booked).collect();
        // What was booked elsewhere since is in the cells of a closed month, and is not due with it.
        let own = if self.is_locked(month)? { self.sealed_booked(month)? } else { own };
        dues.extend(own.into_iter().filter(|((_, booked, _), _)| *booked == month));
        self.unit_sources(Asked { from, to, until: to.last_day(), heads, dues })
    }

    /// What is booked in a closed month of its own period and of the one before.
    fn sealed_booked(&self, month: Month) -> Outcome<Booked<Yuan>> {
        let mut sums = BookedSums::default();
        for period in [month.previous(), month] {
            sums.add(self.computed(period)?.iter().filter(|line| line.is_regular() && line.booked == month));
        }
        Ok(sums.sums().iter().map(booked).collect())
    }

    /// 对账事实 of some people in a month that no list and no run speaks of: only what they owe by today's facts and what pay sheets
    /// took for it can be known.
    pub(super) fn facts_of_untouched(
        &self,
        people: &BTreeSet<i64>,
        month: Month,
        today: NaiveDate,
    ) -> Outcome<Gathered> {
        let mut facts = self.month_facts(month, None)?;
        facts.persons.retain(|person| people.contains(&person.id));
        let assessed = assess_month(&self.library, &facts, month, today)?;
        let mut cells = Cells::of_dues(None, &assessed, Vec::new());
        let mut deducted = self.view().deductions_between(month, month.plus(MONTHS_AFTER))?;
        deducted.retain(|part| people.contains(&part.employee_id));
        let paid = self.put_deductions(&mut cells, &deducted, (month, today))?;
        let cells = cells.into_cells();
        let people = self.people_in(month, &cells, &BTreeMap::new())?;
        let late_fee = self.tools.national.daily_late_fee(month.last_day()).unwrap_or_default();
        Ok(Gathered {
            facts: Facts { month, late_fee, people, cells, units: BTreeMap::new() },
            wage_origins: paid.origins,
            line_origins: BTreeMap::new(),
            printed_ids: BTreeMap::new(),
            uncredited: BTreeSet::new(),
        })
    }

    /// 应缴 of the month and of the one before.
    fn due_cells(&self, month: Month, today: NaiveDate) -> Outcome<Cells> {
        let months = [month.previous(), month];
        let [before, current] = self.dues_of_both(months, today, || self.read_ahead(month))?;
        let sealed = if self.is_locked(month)? { self.sealed_bounds(month, &current.lines)? } else { None };
        let known_then = sealed.map_or_else(|| self.bounds_at_end(&current.lines, month, today), Ok)?;
        Ok(Cells::of_dues(Some(&before), &current, known_then))
    }

    /// Reads what the dues of a month are held against: it is kept, and is there when it is asked for.
    fn read_ahead(&self, month: Month) -> Outcome<()> {
        self.kept.booked_sums(self, around(month))?;
        self.kept.listed_rows(self, month.previous())?;
        self.kept.listed_rows(self, month)?;
        Ok(())
    }

    /// 月末已知的上下限 of a month's lines; of none while the month is not over.
    pub(crate) fn bounds_at_end(
        &self,
        lines: &[ContributionLine],
        month: Month,
        today: NaiveDate,
    ) -> Outcome<Vec<Option<Bounds>>> {
        if today <= month.last_day() {
            return Ok(Vec::new());
        }
        let persons = self.people()?.iter().map(|(id, row)| PersonFacts::of(*id, row)).collect();
        let (units, settings) = (self.view().units()?, self.view().settings()?);
        let facts = MonthFacts { units, settings, persons, enrollments: Vec::new(), bases: Vec::new() };
        Ok(bounds_known(&self.library, &facts, lines, (month, month.last_day())))
    }

    /// 经办机构记录 of the month's period and of the one before, and whatever was booked in the month.
    fn put_records(&self, cells: &mut Cells, month: Month) -> Outcome<Listed> {
        let mut listed = Listed::default();
        let before = self.kept.listed_rows(self, month.previous())?;
        let current = self.kept.listed_rows(self, month)?;
        let besides = self.view().listed_rows_besides(month.previous(), month)?;
        let mut records: Vec<&ListedRow> = before.iter().chain(current.iter()).chain(&besides).collect();
        records.sort_by(|a, b| a.in_order(b));
        for record in records {
            let who = match record.employee_id {
                Some(id) => Who::Employee(id),
                None => Who::Stranger(record.identity.clone()),
            };
            if record.employee_id.is_none() {
                listed.ids.extend(record.printed_id.clone().map(|id| (who.clone(), id)));
                listed.names.extend(record.printed_name.clone().map(|name| (who.clone(), name)));
            }
            if record.uncredited {
                listed.uncredited.insert(record.id);
            }
            let mut own = cells.of(who);
            for (period, (employer, employee)) in
                spread(record, |period| own.due((record.unit_id, record.insurance, period)))
            {
                let records = &mut own.at((record.unit_id, record.insurance, period)).records;
                // Nearly every cell has one.
                records.reserve_exact(1);
                records.push(Record {
                    id: record.id,
                    booked: record.booked,
                    employer,
                    employee,
                    base: record.base,
                    printed_name: record.printed_name.clone(),
                });
            }
        }
        Ok(listed)
    }

    /// 工资扣款 for the month's period: of its own pay sheets, and what later ones made up.
    fn put_deductions(&self, cells: &mut Cells, all: &[Deducted], (month, today): (Month, NaiveDate)) -> Outcome<Paid> {
        let later: Vec<Deducted> =
            all.iter().filter(|d| d.pay_month > month && d.kind != DeductionKind::Current).copied().collect();
        let attributed = self.attributed(&later, today)?;
        let mut paid = Paid::default();
        for part in all {
            let who = Who::Employee(part.employee_id);
            let period = if part.kind == DeductionKind::Current { part.pay_month } else { part.pay_month.previous() };
            let unit = part.unit_id.or_else(|| cells.unit_due(&who, part.insurance, period.min(month)));
            let Some(unit) = unit else { continue };
            let amount = match part.kind {
                DeductionKind::Current => {
                    paid.sheets.push((unit, part.pay_month, part.insurance));
                    (part.pay_month == month).then_some(part.amount)
                }
                _ if part.pay_month == month => None,
                _ => match attributed.get(&(part.wage_id, part.insurance, part.kind)).map(Vec::as_slice) {
                    // Which month was meant cannot be told from the amounts: the one before, as is the rule.
                    None | Some([]) => (period == month).then_some(part.amount),
                    Some(months) => months.iter().find(|(own, _)| *own == month).map(|(_, amount)| *amount),
                },
            };
            let Some(amount) = amount.filter(|amount| !amount.is_zero()) else { continue };
            paid.origins.extend(part.origin.map(|origin| (part.wage_id, origin)));
            let deduction = Deduction { wage: part.wage_id, month: part.pay_month, amount };
            cells.of(who).at((unit, part.insurance, month)).deductions.push(deduction);
        }
        self.put_merged(cells, all, (month, today), &mut paid)?;
        paid.sheets.sort_unstable();
        paid.sheets.dedup();
        Ok(paid)
    }
}

fn booked(sum: &BookedSum) -> ((i64, Month, Insurance), Yuan) {
    ((sum.unit_id, sum.booked, sum.insurance), sum.employer + sum.employee)
}

/// The months of booking that are looked at around a month.
fn around(month: Month) -> (Month, Month) {
    (month.plus(-MONTHS_AROUND), month.plus(MONTHS_AROUND))
}
