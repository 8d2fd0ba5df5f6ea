//! 核定 — facts of a month into lines: for every cover the insurances due, their terms, base and shares.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shebao_rules::contribution::assess;
use shebao_rules::cover::{Cover, DeclaredBase, Reach, base_in, cover_in};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::terms::Bounds;
use shebao_rules::policy::{Gap, Library, Options, Query, Status, Terms, Unsettled};
use shebao_rules::setting::{UnitSetting, in_force};
use shebao_store::{ContributionKind, ContributionLine, MonthFacts, Person, SettingHolder, Stored, Unit};

use crate::error::{Code, Failure, Outcome};

/// What a run leaves: lines, the settled terms they refer to by position, and what is open.
pub(crate) struct Assessed {
    /// Lines in the order of person, unit, insurance; `rule_id` is a position in `terms` until it is stored.
    pub lines: Vec<ContributionLine>,
    /// The terms used, as they are kept beside the lines.
    pub terms: Vec<Terms>,
    /// What could not be settled, per unit and insurance.
    pub open: Vec<(i64, Unsettled)>,
}

/// The note of a line whose declared base is carried over beyond its period.
pub(crate) const BASE_CARRIED_OVER: &str = "base_carried_over";

/// A unit with the settings that hold for it and the insurances due there in the month.
struct Place<'f> {
    unit: &'f Stored<Unit>,
    settings: Vec<UnitSetting>,
    insurances: Vec<Insurance>,
    /// Which of them apply to which kind of person; there are few kinds.
    applying: Vec<(Options, Vec<Insurance>)>,
}

impl Place<'_> {
    fn applying(&mut self, library: &Library, options: Options) -> Vec<Insurance> {
        if let Some((_, known)) = self.applying.iter().find(|(kind, _)| *kind == options) {
            return known.clone();
        }
        let applies = |insurance: &&Insurance| library.applies(&self.unit.region, **insurance, &options);
        let found: Vec<Insurance> = self.insurances.iter().filter(applies).copied().collect();
        self.applying.push((options, found.clone()));
        found
    }
}

type Kind = (usize, Insurance, Option<bool>, Option<shebao_rules::words::MedicalTier>);

struct Bench<'f> {
    library: &'f Library,
    month: Month,
    today: NaiveDate,
    places: Vec<Place<'f>>,
    settled: BTreeMap<Kind, Result<usize, usize>>,
    out: Assessed,
}

/// Assesses a month with what is known on `today`.
pub(crate) fn assess_month(library: &Library, facts: &MonthFacts, month: Month, today: NaiveDate) -> Outcome<Assessed> {
    let mut bench = Bench::of(library, facts, month, today);
    let (mut covers, mut bases) = (facts.enrollments.as_slice(), facts.bases.as_slice());
    for person in &facts.persons {
        let own = take_while_of(&mut covers, person.id, |c| c.employee_id);
        let declared = take_while_of(&mut bases, person.id, |b| b.employee_id);
        let own: Vec<Cover> = own.iter().map(cover).collect();
        let declared: Vec<DeclaredBase> = declared.iter().map(base).collect();
        bench.person(person, &own, &declared)?;
    }
    Ok(bench.out)
}

/// Assesses lines of a closed month again with what is known on `today`: the declared bases as they were sealed, the
/// people as `options` tells them. `facts` gives units and settings.
pub(crate) fn assess_again(
    library: &Library,
    facts: &MonthFacts,
    sealed: &[ContributionLine],
    options: impl Fn(i64) -> Options,
    (month, today): (Month, NaiveDate),
) -> Outcome<Assessed> {
    let mut bench = Bench::of(library, facts, month, today);
    let places: BTreeMap<i64, usize> = bench.places.iter().enumerate().map(|(at, p)| (p.unit.id, at)).collect();
    for line in sealed {
        let Some(place) = places.get(&line.unit_id) else { continue };
        let settled = bench.settle(*place, line.insurance, &options(line.employee_id));
        let carried = line.note.as_deref() == Some(BASE_CARRIED_OVER);
        let reach = if carried { Reach::CarriedOver } else { Reach::Declared };
        let declared = line.declared_base.map(|amount| (amount, reach));
        let line = bench.settled_line(unassessed(line.clone()), settled, declared)?;
        bench.out.lines.push(line);
    }
    Ok(bench.out)
}

/// 当时的上下限 — those of each line by what was known on another day; none where they were not settled then. `facts` gives
/// units, settings and people.
pub(crate) fn bounds_known(
    library: &Library,
    facts: &MonthFacts,
    lines: &[ContributionLine],
    (month, known_on): (Month, NaiveDate),
) -> Vec<Option<Bounds>> {
    let mut bench = Bench::of(library, facts, month, known_on);
    let places: BTreeMap<i64, usize> = bench.places.iter().enumerate().map(|(at, p)| (p.unit.id, at)).collect();
    let bounds = |line: &ContributionLine| {
        let at = *places.get(&line.unit_id)?;
        bench.places.get(at).filter(|place| place.insurances.contains(&line.insurance))?;
        let person = facts.persons.binary_search_by_key(&line.employee_id, |person| person.id).ok()?;
        let settled = bench.settle(at, line.insurance, &options(facts.persons.get(person)?)).ok()?;
        bench.out.terms.get(settled).map(|terms| terms.bounds.value)
    };
    lines.iter().map(bounds).collect()
}

fn options(person: &Person) -> Options {
    Options { hukou_local: person.hukou.map(|h| h.is_local()), medical_tier: person.medical_tier }
}

/// A line before anything of it was computed.
fn unassessed(line: ContributionLine) -> ContributionLine {
    ContributionLine {
        base: None,
        employer: None,
        employee: None,
        employer_fixed: Yuan::ZERO,
        employee_fixed: Yuan::ZERO,
        status: Status::Unconfirmed,
        gap: None,
        rule_id: None,
        note: None,
        ..line
    }
}

/// Cuts the rows of one person off the front of rows sorted by person.
fn take_while_of<'f, T>(rows: &mut &'f [T], person: i64, of: impl Fn(&T) -> i64) -> &'f [T] {
    let start = rows.partition_point(|r| of(r) < person);
    let end = rows.partition_point(|r| of(r) <= person);
    let found = rows.get(start..end).unwrap_or_default();
    *rows = rows.get(end..).unwrap_or_default();
    found
}

fn place<'f>(
    library: &Library,
    facts: &MonthFacts,
    unit: &'f Stored<Unit>,
    month: Month,
    today: NaiveDate,
) -> Place<'f> {
    let settings = facts.settings.iter().filter(|s| match &s.holder {
        SettingHolder::Unit(id) => *id == unit.id,
        SettingHolder::Region(region) => *region == unit.region,
    });
    let settings: Vec<UnitSetting> = settings.map(Stored::rule).collect();
    let mut insurances = library.insurances(&unit.region, month, today);
    // The insurances of a person are the region's plus those the unit's settings bring.
    insurances.extend(settings.iter().filter(|s| s.holds_in(month)).map(|s| s.insurance));
    insurances.sort_unstable();
    insurances.dedup();
    Place { unit, settings, insurances, applying: Vec::new() }
}

pub(crate) fn cover(row: &Stored<shebao_store::Enrollment>) -> Cover {
    Cover {
        id: row.id,
        unit: row.unit_id,
        scope: row.scope,
        first: row.first_month,
        last: row.last_month,
        first_month_late: row.first_month_late,
    }
}

pub(crate) fn base(row: &Stored<shebao_store::DeclaredBase>) -> DeclaredBase {
    DeclaredBase { id: row.id, unit: row.unit_id, scope: row.scope, from: row.from, to: row.to, amount: row.amount }
}

impl<'f> Bench<'f> {
    fn of(library: &'f Library, facts: &'f MonthFacts, month: Month, today: NaiveDate) -> Self {
        let places = facts.units.iter().filter(|u| u.first_month.unwrap_or(Month::EARLIEST) <= month);
        Self {
            library,
            month,
            today,
            places: places.map(|unit| place(library, facts, unit, month, today)).collect(),
            settled: BTreeMap::new(),
            // Room for whatever may be due, so that a large company's lines are not moved about.
            out: Assessed {
                lines: Vec::with_capacity(facts.persons.len() * Insurance::ALL.len()),
                terms: Vec::new(),
                open: Vec::new(),
            },
        }
    }

    fn person(&mut self, person: &Person, covers: &[Cover], bases: &[DeclaredBase]) -> Outcome<()> {
        let options = options(person);
        for index in 0..self.places.len() {
            let Some(place) = self.places.get_mut(index) else { continue };
            let unit = place.unit.id;
            if !covers.iter().any(|c| c.unit == unit) {
                continue;
            }
            for insurance in place.applying(self.library, options) {
                let Some(cover) = cover_in(covers, unit, insurance, self.month) else { continue };
                let line = self.line(index, person.id, insurance, &options, cover, bases)?;
                self.out.lines.push(line);
            }
        }
        Ok(())
    }

    fn line(
        &mut self,
        place: usize,
        employee_id: i64,
        insurance: Insurance,
        options: &Options,
        cover: &Cover,
        bases: &[DeclaredBase],
    ) -> Outcome<ContributionLine> {
        let declared = base_in(bases, cover, insurance, self.month);
        let settled = self.settle(place, insurance, options);
        let line = ContributionLine {
            month: self.month,
            employee_id,
            insurance,
            unit_id: cover.unit,
            kind: ContributionKind::Regular,
            seq: 0,
            booked_month: cover.booked(self.month),
            base_id: declared.map(|(b, _)| b.id),
            declared_base: declared.map(|(b, _)| b.amount),
            base: None,
            employer: None,
            employee: None,
            employer_fixed: Yuan::ZERO,
            employee_fixed: Yuan::ZERO,
            status: Status::Unconfirmed,
            gap: None,
            rule_id: None,
            note: None,
        };
        self.settled_line(line, settled, declared.map(|(b, reach)| (b.amount, reach)))
    }

    /// Computes a line, or says which part is missing.
    fn settled_line(
        &self,
        mut line: ContributionLine,
        settled: Result<usize, Gap>,
        declared: Option<(Yuan, Reach)>,
    ) -> Outcome<ContributionLine> {
        let terms = match settled {
            Ok(position) => position,
            Err(gap) => {
                line.gap = Some(super::gap_id(gap).to_owned());
                return Ok(line);
            }
        };
        let Some((declared, reach)) = declared else {
            line.gap = Some(super::gap_id(Gap::DeclaredBase).to_owned());
            return Ok(line);
        };
        self.compute(&mut line, terms, declared, reach)?;
        Ok(line)
    }

    fn compute(&self, line: &mut ContributionLine, position: usize, declared: Yuan, reach: Reach) -> Outcome<()> {
        let Some(terms) = self.out.terms.get(position) else { return Err(Failure::new(Code::Internal)) };
        let result = assess(declared, terms).map_err(|_| Failure::new(Code::Internal).with("at", "assess"))?;
        line.base = Some(result.base);
        line.employer = Some(result.employer);
        line.employee = Some(result.employee);
        line.employer_fixed = terms.fixed.value.employer;
        line.employee_fixed = terms.fixed.value.employee;
        line.status = result.status;
        line.rule_id = i64::try_from(position).ok();
        if reach == Reach::CarriedOver {
            line.status = line.status.max(Status::CarriedOver);
            line.note = Some(BASE_CARRIED_OVER.to_owned());
        }
        Ok(())
    }

    /// The terms for a kind of person at a unit, settled once: their position, or the gap.
    fn settle(&mut self, index: usize, insurance: Insurance, options: &Options) -> Result<usize, Gap> {
        let kind = (index, insurance, options.hukou_local, options.medical_tier);
        if let Some(known) = self.settled.get(&kind) {
            let gap_of = |at: usize| self.out.open.get(at).map_or(Gap::Absent, |(_, u)| u.gap);
            return known.map_err(gap_of);
        }
        let Some(place) = self.places.get(index) else { return Err(Gap::Absent) };
        let setting = in_force(&place.settings, insurance, self.month);
        let query =
            Query { region: &place.unit.region, insurance, month: self.month, known_on: self.today, options, setting };
        match self.library.terms(&query) {
            Ok(terms) => {
                let position = self.out.terms.iter().position(|t| *t == terms).unwrap_or_else(|| {
                    self.out.terms.push(terms);
                    self.out.terms.len() - 1
                });
                self.settled.insert(kind, Ok(position));
                Ok(position)
            }
            Err(unsettled) => {
                let gap = unsettled.gap;
                self.out.open.push((place.unit.id, *unsettled));
                self.settled.insert(kind, Err(self.out.open.len() - 1));
                Err(gap)
            }
        }
    }
}
