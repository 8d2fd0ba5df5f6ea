//! 对照资料 — what the book knows of its people while a bureau's sheet is read: cover, jobs, declared bases, terms.

use std::collections::BTreeMap;

use shebao_rules::cover::{Cover, DeclaredBase, base_in, cover_in};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::{Options, Query, Terms};
use shebao_rules::setting::{UnitSetting, in_force};
use shebao_store::{Employee, Setting, SettingHolder, Stored, View};

use crate::contribution::{base_of_row, cover_of_row};
use crate::error::Outcome;
use crate::exchange::ground::run::Run;

/// Read once per sheet.
pub(super) struct Facts {
    covers: BTreeMap<i64, Vec<Cover>>,
    bases: BTreeMap<i64, Vec<DeclaredBase>>,
    jobs: BTreeMap<i64, Vec<i64>>,
    hired: BTreeMap<i64, Month>,
    settings: Vec<Stored<Setting>>,
    today: chrono::NaiveDate,
}

/// How a person belongs to a unit, from the nearest to the farthest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    /// Covered there in the month.
    Covered,
    /// Covered or employed there at another time.
    Known,
    /// Never.
    Stranger,
}

impl Facts {
    pub(super) fn of(tx: &shebao_store::Tx<'_>) -> Outcome<Self> {
        let view: &View<'_> = tx;
        let mut facts = Self {
            covers: BTreeMap::new(),
            bases: BTreeMap::new(),
            jobs: BTreeMap::new(),
            hired: BTreeMap::new(),
            settings: view.settings()?,
            today: tx.now().date(),
        };
        for row in view.enrollments()? {
            facts.covers.entry(row.employee_id).or_default().push(cover_of_row(&row));
        }
        for row in view.declared_bases()? {
            facts.bases.entry(row.employee_id).or_default().push(base_of_row(&row));
        }
        for job in view.employments()? {
            facts.jobs.entry(job.employee_id).or_default().extend(job.unit_id);
            if let Some(month) = job.hired.map(|day| Month::of(shebao_rules::enrollment::day_of(day))) {
                let first = facts.hired.entry(job.employee_id).or_insert(month);
                *first = (*first).min(month);
            }
        }
        Ok(facts)
    }

    fn covers_of(&self, person: i64) -> &[Cover] {
        self.covers.get(&person).map_or(&[], Vec::as_slice)
    }

    /// The units a person is covered at in a month, for anything.
    pub(super) fn units_in(&self, person: i64, month: Month) -> impl Iterator<Item = i64> {
        self.covers_of(person).iter().filter(move |cover| cover.includes(month)).map(|cover| cover.unit)
    }

    /// How a person belongs to a unit.
    pub(super) fn tie(&self, person: i64, unit: i64, insurance: Option<Insurance>, month: Month) -> Tie {
        let covers = self.covers_of(person);
        let covered = match insurance {
            Some(insurance) => cover_in(covers, unit, insurance, month).is_some(),
            None => covers.iter().any(|cover| cover.unit == unit && cover.includes(month)),
        };
        let employed = self.jobs.get(&person).is_some_and(|jobs| jobs.contains(&unit));
        if covered {
            Tie::Covered
        } else if employed || covers.iter().any(|cover| cover.unit == unit) {
            Tie::Known
        } else {
            Tie::Stranger
        }
    }

    /// The declared base of a person, if she is covered there.
    pub(super) fn declared(&self, person: i64, unit: i64, insurance: Insurance, month: Month) -> Option<Yuan> {
        let cover = cover_in(self.covers_of(person), unit, insurance, month)?;
        let bases = self.bases.get(&person).map_or(&[][..], Vec::as_slice);
        base_in(bases, cover, insurance, month).map(|(base, _)| base.amount)
    }

    /// Whether a person's first job and first cover with us began after a month.
    pub(super) fn began_after(&self, person: i64, month: Month) -> bool {
        let hired = self.hired.get(&person).copied();
        let covered = self.covers_of(person).iter().map(|cover| cover.first).min();
        hired.into_iter().chain(covered).min().is_some_and(|first| month < first)
    }

    /// 首月次月补缴 — whether the person's first month of an insurance at a unit is the one before and is declared in this
    /// one.
    pub(super) fn first_month_is_late(&self, person: i64, unit: i64, insurance: Insurance, booked: Month) -> bool {
        let first = cover_in(self.covers_of(person), unit, insurance, booked.previous());
        first.is_some_and(|cover| cover.first_month_late && cover.first == booked.previous())
    }

    /// The terms that hold for a person of a unit, if they are settled.
    pub(super) fn terms(
        &self,
        run: &Run<'_>,
        unit: i64,
        insurance: Insurance,
        month: Month,
        person: Option<&Employee>,
    ) -> Option<Terms> {
        let region = run.places.get(unit)?.region.clone();
        let settings = self.settings.iter().filter(|s| match &s.holder {
            SettingHolder::Unit(id) => *id == unit,
            SettingHolder::Region(of) => *of == region,
        });
        let settings: Vec<UnitSetting> = settings.map(Stored::rule).collect();
        let options = Options {
            hukou_local: person.and_then(|p| p.hukou).map(|h| h.is_local()),
            medical_tier: person.and_then(|p| p.medical_tier),
        };
        let setting = in_force(&settings, insurance, month);
        let query = Query { region: &region, insurance, month, known_on: self.today, options: &options, setting };
        run.library.terms(&query).ok()
    }
}
