//! 明细验证印记 — what the lists that a book took in prove of the dated values of a region, value by value. The stamp is the
//! clerk's and can be undone; what it says is worked out again whenever records change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use shebao_rules::insurance::Insurance;
use shebao_rules::month::Month;
use shebao_rules::policy::value::{Dated, InsurancePolicy, PublishedRates, in_force};
use shebao_rules::policy::{Choice, Options, Part, RateSide, Region, TimelineEntry, TimelineValue};
use shebao_rules::proving::{self, Side, SideProof};
use shebao_rules::rate::Rate;
use shebao_rules::rounding::Rounding;
use shebao_rules::setting::{self, SettingMode, UnitSetting};
use shebao_store::{Action, AgencyRecord, Employee, PolicyProof, Stored, Tx};

use super::evidence::{Evidence, month_of};
use super::prove::{code_of, finding_of, is_as_held, side_id, stands};
use super::values::part_id;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::origin::Origins;
use crate::wire::policy_proof::BookProof;
use crate::wire::small;
use crate::{Moment, read};

/// How many months of lists are looked at, up to the newest: a book of ten years is proved as quickly as one of three.
const LOOKED_AT: i32 = 36;

/// A value by its place on the time line.
type Place = (Part, Option<Choice>, Month);

/// What the records of one region and insurance prove, and how many amounts could not serve.
#[derive(Default)]
struct Proved {
    proofs: Vec<PolicyProof>,
    skipped: usize,
}

/// What a record's value depends on.
struct Look<'a> {
    policy: &'a InsurancePolicy,
    settings: BTreeMap<i64, Vec<UnitSetting>>,
    people: Arc<BTreeMap<i64, Employee>>,
    on: NaiveDate,
}

impl Desk {
    /// 明细验证 by the lists of this book: per region of its units (or the one given) and insurance, each dated value by
    /// the records of its own months. Nothing is written.
    ///
    /// # Errors
    /// [`Code::UnknownRegion`], [`Code::UnknownInsurance`]; [`Code::UnknownRecord`] when no list can serve.
    pub fn policy_prove_book(&self, region: Option<&str>, insurance: Option<&str>, now: Moment) -> Outcome<BookProof> {
        let mut proofs = Vec::new();
        let mut skipped = 0;
        for (region, insurance) in self.provable(region, insurance)? {
            let proved = self.proofs_of(&region, insurance, now.date())?;
            proofs.extend(proved.proofs);
            skipped += proved.skipped;
        }
        self.book_proof(&proofs, skipped)
    }

    /// 盖明细验证印记 on what [`Self::policy_prove_book`] proves: kept in the book, shown on the values and in the coverage,
    /// and taken back as one action.
    ///
    /// # Errors
    /// Those of [`Self::policy_prove_book`]; nothing is written then.
    pub fn policy_stamp(&mut self, region: Option<&str>, insurance: Option<&str>, now: Moment) -> Outcome<BookProof> {
        let wanted = self.provable(region, insurance)?;
        let stamped: BTreeSet<(String, Insurance)> =
            self.view().policy_stamps()?.into_iter().map(|stamp| (stamp.row.region, stamp.row.insurance)).collect();
        let (mut own, mut skipped, mut fresh) = (Vec::new(), 0, Vec::new());
        for (region, insurance) in wanted {
            let proved = self.proofs_of(&region, insurance, now.date())?;
            skipped += proved.skipped;
            own.extend(proved.proofs);
            fresh.extend(Some((region, insurance)).filter(|place| !stamped.contains(place)));
        }
        let mut report = self.book_proof(&own, skipped)?;
        let known: BTreeSet<(&str, Insurance)> = own.iter().map(|p| (p.region.as_str(), p.insurance)).collect();
        fresh.retain(|(region, insurance)| known.contains(&(region.as_str(), *insurance)));
        let action = Action { action: "policy.stamp", object: "policy" };
        let (_, seq) = self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<()> {
            for (region, insurance) in &fresh {
                tx.insert_policy_stamp(region, *insurance)?;
            }
            Ok(())
        })?;
        self.restamp(now)?;
        report.action_seq = Some(small(seq)).filter(|_| !fresh.is_empty());
        Ok(report)
    }

    /// Works out anew what every stamp says, after records, units or values may have changed.
    pub(crate) fn restamp(&mut self, now: Moment) -> Outcome<()> {
        let (stamps, mut held) = (self.view().policy_stamps()?, self.view().policy_proofs()?);
        let mut fresh = Vec::new();
        for stamp in &stamps {
            fresh.extend(self.proofs_of(&stamp.region, stamp.insurance, now.date())?.proofs);
        }
        fresh.sort();
        held.sort();
        if fresh != held {
            let action = Action { action: "policy.stamp", object: "policy" };
            self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<()> { Ok(tx.replace_policy_proofs(&fresh)?) })?;
        }
        Ok(())
    }

    /// 统筹区 of the book's units.
    pub(super) fn unit_regions(&self) -> Outcome<BTreeSet<String>> {
        Ok(self.view().units()?.into_iter().map(|unit| unit.row.region).collect())
    }

    /// The regions and insurances that the book has lists of, as far as they are asked for.
    fn provable(&self, region: Option<&str>, insurance: Option<&str>) -> Outcome<BTreeSet<(String, Insurance)>> {
        let region = read::given(region).map(|name| code_of(&self.library, name)).transpose()?;
        let insurance = read::given(insurance).map(read::insurance).transpose()?;
        let view = self.view();
        let regions: BTreeMap<i64, String> = view.units()?.into_iter().map(|u| (u.id, u.row.region)).collect();
        let listed = view.recorded_insurances()?.into_iter();
        Ok(listed
            .filter_map(|(unit, listed)| Some((regions.get(&unit)?.clone(), listed)))
            .filter(|(code, listed)| {
                region.as_ref().is_none_or(|wanted| wanted == code) && insurance.is_none_or(|wanted| wanted == *listed)
            })
            .collect())
    }

    fn book_proof(&self, proofs: &[PolicyProof], skipped: usize) -> Outcome<BookProof> {
        if proofs.is_empty() {
            return Err(Failure::new(Code::UnknownRecord).with("what", "可验证的经办机构明细"));
        }
        let places: BTreeSet<(&str, Insurance)> = proofs.iter().map(|p| (p.region.as_str(), p.insurance)).collect();
        let mut values = Vec::new();
        for (region, insurance) in places {
            let mut all = super::values(&self.library, region, insurance.id(), None, None)?;
            super::stamped::put(&mut all, proofs);
            all.retain(|value| !value.stamps.is_empty());
            values.extend(all);
        }
        Ok(BookProof { values, unused: small(i64::try_from(skipped).unwrap_or(i64::MAX)), action_seq: None })
    }

    /// What the records prove of every value of a region and insurance that they speak of.
    fn proofs_of(&self, region: &str, insurance: Insurance, on: NaiveDate) -> Outcome<Proved> {
        let policy = self.library.region(region).and_then(|held: &Region| held.policy(insurance));
        let Some(policy) = policy else { return Ok(Proved::default()) };
        let view = self.view();
        let mut settings = BTreeMap::new();
        for unit in view.units()?.into_iter().filter(|unit| unit.region == region) {
            let own = view.settings_of_unit(unit.id)?;
            settings.insert(unit.id, own.iter().map(Stored::rule).collect());
        }
        let look = Look { policy, settings, people: self.employees_by_id()?, on };
        let seen = self.seen(&look, insurance)?;
        let mut proved = Proved::default();
        for entry in self.library.timeline(region, insurance, None).iter().filter(|entry| !entry.corrected) {
            let Some(evidence) = seen.get(&(entry.part, entry.option, entry.from)) else { continue };
            if entry.part == Part::Rounding {
                proved.skipped += evidence.skipped;
            }
            let sides = proving::prove(&evidence.rows, &[]);
            proved.proofs.extend(sides.iter().filter_map(|side| proof(region, insurance, entry, side)));
        }
        Ok(proved)
    }

    /// The records of an insurance under the values that held for them.
    fn seen(&self, look: &Look<'_>, insurance: Insurance) -> Outcome<BTreeMap<Place, Evidence>> {
        let view = self.view();
        let mut origins = Origins::of(view)?;
        let mut seen: BTreeMap<Place, Evidence> = BTreeMap::new();
        let mut lists: BTreeMap<(i64, Option<i64>, Option<Place>), u32> = BTreeMap::new();
        let Some(newest) = view.newest_listed_period()? else { return Ok(seen) };
        for record in view.agency_records_since(insurance, newest.plus(1 - LOOKED_AT))? {
            let Some(settings) = look.settings.get(&record.unit_id) else { continue };
            let month = month_of(&record).unwrap_or(record.period);
            let own = setting::in_force(settings, insurance, month);
            let (rates, rounding) = look.places(&record, month);
            let at = origins.find(record.origin, None)?;
            let place = at.map(|o| format!("{} {} 第 {} 行", o.file, o.sheet, o.row)).unwrap_or_default();
            let next = u32::try_from(lists.len()).unwrap_or(u32::MAX);
            let list = *lists.entry((record.unit_id, own.map(|own| own.id), rates)).or_insert(next);
            if let Some(rounding) = rounding {
                seen.entry(rounding).or_default().record(&record, (&place, list));
            }
            if let Some(rates) = rates.filter(|_| own.is_none_or(|own| look.is_published(own, &record, month))) {
                seen.entry(rates).or_default().record(&record, (&place, 0));
            }
        }
        Ok(seen)
    }
}

impl Look<'_> {
    fn options(&self, record: &AgencyRecord) -> Options {
        let person = record.employee_id.and_then(|id| self.people.get(&id));
        Options {
            hukou_local: person.and_then(|p| p.hukou).map(|hukou| hukou.is_local()),
            medical_tier: person.and_then(|p| p.medical_tier),
        }
    }

    /// The rates and the rounding that hold for a record; none where what they depend on is not recorded of the person.
    fn places(&self, record: &AgencyRecord, month: Month) -> (Option<Place>, Option<Place>) {
        let options = self.options(record);
        let rates = place(Part::Rates, &self.policy.rates, month, self.on, &options);
        (rates, place(Part::Rounding, &self.policy.rounding, month, self.on, &options))
    }

    /// Whether a unit's own setting leaves the published rates as they are: only then its rows speak of these.
    fn is_published(&self, own: &UnitSetting, record: &AgencyRecord, month: Month) -> bool {
        let held = in_force(&self.policy.rates, month, self.on, &self.options(record)).ok().flatten();
        let published = held.and_then(|held| held.value.both());
        own.mode == SettingMode::Rate
            && published.is_some_and(|rates| (rates.employer, rates.employee) == (own.employer_rate, own.employee_rate))
    }
}

fn place<T>(part: Part, entries: &[Dated<T>], month: Month, on: NaiveDate, options: &Options) -> Option<Place> {
    let held = in_force(entries, month, on, options).ok().flatten()?;
    Some((part, held.entry.option, held.entry.from))
}

/// What one side's rows prove of a value.
fn proof(region: &str, insurance: Insurance, entry: &TimelineEntry, side: &SideProof) -> Option<PolicyProof> {
    let ((finding, rows), stamp, agrees, lines, months) = match &entry.value {
        TimelineValue::Rates(rates) => {
            let agrees = published(*rates, side.side).map(|held| stands(&side.rate, |rate| *rate == held));
            let stamp = side.rate.chinese(|rate| rate.percent());
            (finding_of(&side.rate), stamp, agrees, side.rate.lines, &side.rate.months)
        }
        TimelineValue::Rounding(held) => {
            let held: Option<Rounding> = match side.side {
                Side::Employer => Some(held.employer),
                Side::Employee => Some(held.employee),
                Side::Both => Some(held.employer).filter(|employer| *employer == held.employee),
            };
            let agrees = held.map(|held| stands(&side.rounding, |method| is_as_held(*method, held)));
            let stamp = side.rounding.chinese(|method| method.chinese());
            (finding_of(&side.rounding), stamp, agrees, side.rounding.lines, &side.rounding.months)
        }
        TimelineValue::Bounds(_) | TimelineValue::Fixed(_) | TimelineValue::Ends => return None,
    };
    Some(PolicyProof {
        region: region.to_owned(),
        insurance,
        part: part_id(entry.part).to_owned(),
        option: entry.option.map(|option| option.to_string()).unwrap_or_default(),
        from: entry.from,
        side: side_id(side.side).to_owned(),
        finding: finding.to_owned(),
        stamp,
        rows,
        lines: i64::try_from(lines).unwrap_or(i64::MAX),
        months: months.clone(),
        agrees,
    })
}

/// The published rate of a side; none where the source gives a range or no number.
fn published(rates: PublishedRates, side: Side) -> Option<Rate> {
    let (employer, employee) = (RateSide::known(rates.employer), RateSide::known(rates.employee));
    match side {
        Side::Employer => employer,
        Side::Employee => employee,
        Side::Both => employer?.plus(employee?).ok(),
    }
}
