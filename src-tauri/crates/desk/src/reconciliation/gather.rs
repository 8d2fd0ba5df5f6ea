//! 取数 — cells of a month from what was computed, listed and deducted.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use shebao_rules::agency::split;
use shebao_rules::contribution::clamp;
use shebao_rules::insurance::{Insurance, Scope};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::Terms;
use shebao_rules::reconciliation::{Cell, Deduction, Due, DueState, Facts, Person, Record, Spell, Who};
use shebao_store::{AgencyRecord, BankLine, ContributionLine, Deducted, DeductionKind, Employee, Origin, Stored};

use super::sources::{Asked, Booked, Found, booked_cells, pay_sheets};
use crate::book::Desk;
use crate::contribution::{Assessed, assess_month};
use crate::error::Outcome;

/// How far around a month payments are looked for.
const MONTHS_AROUND: i32 = 6;

/// The question about a row that several people of one name may be meant by.
const AMBIGUOUS: &str = "ambiguous_name";

/// How long after a month its late deductions are looked for.
const MONTHS_AFTER: i32 = 12;

/// Which cell: who, unit, insurance, period.
pub(super) type Key = (Who, i64, Insurance, Month);

/// 取到的数 — the facts for the law, and what is needed to show them again.
pub(super) struct Gathered {
    /// For the law.
    pub facts: Facts,
    /// Where rows came from, by id.
    pub record_origins: BTreeMap<i64, Vec<Origin>>,
    /// Where pay slips came from, by id.
    pub wage_origins: BTreeMap<i64, Origin>,
    /// Where bank lines came from, by id.
    pub line_origins: BTreeMap<i64, Origin>,
    /// Rows that their own list calls 未入账 or 未到账.
    pub uncredited: BTreeSet<i64>,
    /// 证件号码 of those of no roster, as printed.
    pub printed_ids: BTreeMap<Who, String>,
    /// The roster, each as she may be named now.
    pub employees: BTreeMap<i64, Employee>,
}

impl Gathered {
    /// 姓名 of somebody as she may be named now, or as a list prints it of who is of no roster.
    pub fn name_of(&self, who: &Who) -> String {
        let name = match who {
            Who::Employee(id) => self.employees.get(id).map(|employee| &employee.name),
            Who::Stranger(_) => self.facts.people.get(who).map(|person| &person.name),
        };
        name.cloned().unwrap_or_default()
    }
}

/// 清单行 put into cells: where each came from, and whom only the lists name.
#[derive(Default)]
struct Listed {
    origins: BTreeMap<i64, Vec<Origin>>,
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

/// 对账格 by key.
#[derive(Default)]
pub(super) struct Cells(pub BTreeMap<Key, Cell>);

impl Cells {
    pub fn at(&mut self, key: Key) -> &mut Cell {
        let (who, unit, insurance, period) = key.clone();
        self.0.entry(key).or_insert_with(|| Cell {
            who,
            unit,
            insurance,
            period,
            due: DueState::None,
            records: Vec::new(),
            deductions: Vec::new(),
        })
    }

    /// Where somebody is due for an insurance in a period, if at one unit only.
    fn unit_due(&self, who: &Who, insurance: Insurance, period: Month) -> Option<i64> {
        let from = (who.clone(), i64::MIN, Insurance::Pension, Month::EARLIEST);
        let own = self.0.range(from..).take_while(|((other, ..), _)| other == who);
        let due = own.filter(|((_, _, i, p), cell)| *i == insurance && *p == period && cell.due != DueState::None);
        let mut units = due.map(|((_, unit, ..), _)| *unit);
        units.next().filter(|_| units.next().is_none())
    }
}

impl Desk {
    /// Everything the law needs to hold a month's sources against each other, with what is known on `today`. Nothing is
    /// written.
    pub(super) fn reconciliation_facts(&self, month: Month, today: NaiveDate) -> Outcome<Gathered> {
        let mut cells = Cells::default();
        self.dues(&mut cells, month, today)?;
        let listed = self.put_records(&mut cells, month)?;
        let paid = self.put_deductions(&mut cells, month, today)?;
        let mut cells: Vec<Cell> = cells.0.into_values().collect();
        let employees = self.employees_by_id()?;
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
            record_origins: listed.origins,
            wage_origins: paid.origins,
            line_origins,
            printed_ids: listed.ids,
            uncredited: listed.uncredited,
            employees,
        })
    }

    /// 来源 around the month: what is booked in it as the cells have it, and in other months as it was computed.
    fn paying_sources(&self, month: Month, cells: &[Cell]) -> Outcome<Found> {
        let (from, to) = (month.plus(-MONTHS_AROUND), month.plus(MONTHS_AROUND));
        let (heads, own) = booked_cells(cells);
        let computed = self.view().booked_sums(from, to)?;
        let mut dues: Booked<Yuan> = computed
            .iter()
            .map(|sum| ((sum.unit_id, sum.booked, sum.insurance), sum.employer + sum.employee))
            .collect();
        dues.extend(own.into_iter().filter(|((_, booked, _), _)| *booked == month));
        self.unit_sources(Asked { from, to, until: to.last_day(), heads, dues })
    }

    /// 应缴 of the month and of the one before.
    fn dues(&self, cells: &mut Cells, month: Month, today: NaiveDate) -> Outcome<()> {
        let before = self.month_assessed(month.previous(), today)?;
        let current = self.month_assessed(month, today)?;
        let at_the_time =
            if today > month.last_day() { Some(self.month_assessed(month, month.last_day())?) } else { None };
        let earlier = [Some(&before), at_the_time.as_ref()].into_iter().flatten().map(by_place).collect::<Vec<_>>();
        for (assessed, is_current) in [(&before, false), (&current, true)] {
            for line in &assessed.lines {
                let key = (Who::Employee(line.employee_id), line.unit_id, line.insurance, line.month);
                let mut due = due(line, assessed);
                if is_current && let DueState::Known(known) = &mut due {
                    known.earlier_base = earlier.iter().find_map(|terms| earlier_base(line, known, terms));
                }
                cells.at(key).due = due;
            }
        }
        Ok(())
    }

    fn month_assessed(&self, month: Month, today: NaiveDate) -> Outcome<Assessed> {
        assess_month(&self.library, &self.view().facts_for_month(month, None)?, month, today)
    }

    /// 经办机构记录 of the month's period and of the one before, and whatever was booked in the month.
    fn put_records(&self, cells: &mut Cells, month: Month) -> Outcome<Listed> {
        let mut listed = Listed::default();
        for record in self.view().agency_records_of(month.previous(), month)? {
            let who = match record.employee_id {
                Some(id) => Who::Employee(id),
                None => Who::Stranger(record.identity.clone()),
            };
            if record.employee_id.is_none() {
                listed.ids.extend(record.printed_id.clone().map(|id| (who.clone(), id)));
                listed.names.extend(record.printed_name.clone().map(|name| (who.clone(), name)));
            }
            if record.status.as_deref().is_some_and(|status| status.contains('未')) {
                listed.uncredited.insert(record.id);
            }
            let all = [record.origin, record.employee_origin, record.fixed_origin];
            listed.origins.insert(record.id, all.into_iter().flatten().collect());
            for (period, (employer, employee)) in spread(&record, |period| {
                cells
                    .0
                    .get(&(who.clone(), record.unit_id, record.insurance, period))
                    .and_then(|c| c.due.known())
                    .copied()
            }) {
                cells.at((who.clone(), record.unit_id, record.insurance, period)).records.push(Record {
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
    fn put_deductions(&self, cells: &mut Cells, month: Month, today: NaiveDate) -> Outcome<Paid> {
        let all = self.view().deductions_between(month, month.plus(MONTHS_AFTER))?;
        let later: Vec<Deducted> =
            all.iter().filter(|d| d.pay_month > month && d.kind != DeductionKind::Current).copied().collect();
        let attributed = self.attributed(&later, today)?;
        let mut paid = Paid::default();
        for part in &all {
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
            cells.at((who, unit, part.insurance, month)).deductions.push(deduction);
        }
        self.put_merged(cells, &all, (month, today), &mut paid)?;
        paid.sheets.sort_unstable();
        paid.sheets.dedup();
        Ok(paid)
    }

    /// Who may be meant by a row of the month's pay sheets that nobody has assigned yet.
    fn waiting_for_an_answer(&self, month: Month) -> Outcome<BTreeSet<i64>> {
        let view = self.view();
        let mut waiting = BTreeSet::new();
        for question in view.questions(true)?.into_iter().filter(|question| question.code == AMBIGUOUS) {
            let sheets = view.sheets(question.batch_id)?;
            let own = sheets.iter().find(|sheet| Some(&sheet.sheet) == question.sheet.as_ref());
            if own.and_then(|sheet| sheet.month) != Some(month) {
                continue;
            }
            let choices = question.choices.as_array().into_iter().flatten();
            let ids = choices.filter_map(|choice| choice.get("id")?.as_str()?.strip_prefix("person:")?.parse().ok());
            waiting.extend(ids.collect::<Vec<i64>>());
        }
        Ok(waiting)
    }

    /// What lists print of somebody who may not be named now tells nothing.
    fn veil_printed(&self, cells: &mut [Cell]) -> Outcome<()> {
        let unnamed = self.unnamed()?;
        let hers = |cell: &&mut Cell| matches!(&cell.who, Who::Employee(id) if unnamed.contains(id));
        cells.iter_mut().filter(hers).flat_map(|cell| &mut cell.records).for_each(|record| record.printed_name = None);
        Ok(())
    }

    fn people_in(&self, month: Month, cells: &[Cell], names: &BTreeMap<Who, String>) -> Outcome<BTreeMap<Who, Person>> {
        // Whether two people bear one name decides what is found, so the law hears the names themselves.
        let roster = self.employees_as_kept()?;
        let mut people: BTreeMap<Who, Person> = BTreeMap::new();
        for cell in cells {
            people.entry(cell.who.clone()).or_insert_with(|| Person {
                name: match &cell.who {
                    Who::Employee(id) => roster.get(id).map(|e| e.name.clone()).unwrap_or_default(),
                    Who::Stranger(_) => names.get(&cell.who).cloned().unwrap_or_default(),
                },
                ..Person::default()
            });
        }
        for id in self.waiting_for_an_answer(month)? {
            people.get_mut(&Who::Employee(id)).into_iter().for_each(|person| person.waiting = true);
        }
        for row in self.view().enrollments()? {
            let Some(person) = people.get_mut(&Who::Employee(row.employee_id)) else { continue };
            let group = match row.scope {
                Scope::Group(group) => group,
                Scope::One(insurance) => insurance.group(),
            };
            person.spells.push(Spell { unit: row.unit_id, group, first: row.first_month, last: row.last_month });
        }
        for base in self.view().declared_bases()? {
            people.get_mut(&Who::Employee(base.employee_id)).into_iter().for_each(|p| p.bases.push(base.amount));
        }
        Ok(people)
    }
}

fn terms_of<'a>(line: &ContributionLine, assessed: &'a Assessed) -> Option<&'a Terms> {
    assessed.terms.get(usize::try_from(line.rule_id?).ok()?)
}

fn due(line: &ContributionLine, assessed: &Assessed) -> DueState {
    let amounts = line.employer.zip(line.employee).zip(line.base);
    let Some((((employer, employee), base), terms)) = amounts.zip(terms_of(line, assessed)) else {
        return DueState::Open;
    };
    DueState::Known(Due {
        employer,
        employee,
        base,
        earlier_base: None,
        rates: terms.rates.value,
        fixed: terms.fixed.value,
        rounding: terms.rounding.value,
        bounds: terms.bounds.value,
        booked: line.booked_month,
    })
}

/// Terms by person, unit and insurance.
fn by_place(assessed: &Assessed) -> BTreeMap<(i64, i64, Insurance), &Terms> {
    let lines = assessed.lines.iter();
    lines.filter_map(|l| Some(((l.employee_id, l.unit_id, l.insurance), terms_of(l, assessed)?))).collect()
}

/// The base that other bounds give, if it is another one.
fn earlier_base(line: &ContributionLine, due: &Due, terms: &BTreeMap<(i64, i64, Insurance), &Terms>) -> Option<Yuan> {
    let earlier = terms.get(&(line.employee_id, line.unit_id, line.insurance))?;
    let base = clamp(line.declared_base?, earlier.bounds.value);
    (base != due.base).then_some(base)
}

/// Both sides of a record by period: a row over several months is spread evenly where that comes out to the fen, and a
/// sum of both sides is taken apart as it was put together.
fn spread(record: &Stored<AgencyRecord>, due: impl Fn(Month) -> Option<Due>) -> Vec<(Month, (Yuan, Yuan))> {
    let with = |share: Option<Yuan>, fixed: Option<Yuan>| share.unwrap_or_default() + fixed.unwrap_or_default();
    let (employer, employee) = match (record.employer, record.employee, record.both_shares) {
        (None, None, Some(both)) => shares(both, record, due(record.period).as_ref()),
        (employer, employee, _) => (with(employer, record.employer_fixed), with(employee, record.employee_fixed)),
    };
    let months: Vec<Month> = record.period.through(record.period_to.max(record.period)).collect();
    let count = i64::try_from(months.len()).unwrap_or(1);
    let even = |amount: Yuan| amount.fen() % count == 0;
    if count > 1 && even(employer) && even(employee) {
        let part = |amount: Yuan| Yuan::from_fen(amount.fen() / count);
        return months.into_iter().map(|month| (month, (part(employer), part(employee)))).collect();
    }
    vec![(record.period, (employer, employee))]
}

fn shares(both: Yuan, record: &AgencyRecord, due: Option<&Due>) -> (Yuan, Yuan) {
    match due {
        Some(due) if due.employer + due.employee == both => (due.employer, due.employee),
        Some(due) => split(both, record.base, due.rates, due.rounding).unwrap_or((both, Yuan::ZERO)),
        None => (both, Yuan::ZERO),
    }
}
