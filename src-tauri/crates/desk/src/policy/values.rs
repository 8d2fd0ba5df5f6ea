//! 政策值 — what a library holds, value by value.

use chrono::NaiveDate;
use shebao_rules::month::Month;
use shebao_rules::policy::value::{Alternative, RateSide};
use shebao_rules::policy::{Library, Status, TimelineEntry, TimelineValue, timeline::Part};

use crate::error::{Code, Failure, Outcome};
use crate::tools::Tools;
use crate::wire::policy::{
    ConflictView, CoverageCell, PolicyCheck, PolicyValue, ProofView, RegionView, SourceView, ValueAlternative,
    ValueFigures,
};
use crate::{Moment, read};

/// 统筹区一览.
#[must_use]
pub fn regions(library: &Library) -> Vec<RegionView> {
    let view = |region: &shebao_rules::policy::Region| RegionView {
        code: region.code.clone(),
        name: region.name.clone(),
        insurances: region.policies().map(|p| p.insurance.to_string()).collect(),
        notes: region.notes.clone(),
        conflicts: region.conflicts.iter().map(conflict).collect(),
    };
    library.regions().map(view).collect()
}

fn conflict(conflict: &shebao_rules::policy::Conflict) -> ConflictView {
    ConflictView { insurance: conflict.insurance.to_string(), text: conflict.text.clone() }
}

/// 政策值 of a region and insurance; with a month only those that hold in it, with a day only what was known on it.
///
/// # Errors
/// [`Code::UnknownRegion`], [`Code::UnknownInsurance`], [`Code::InvalidInput`].
pub fn values(
    library: &Library,
    region: &str,
    insurance: &str,
    month: Option<&str>,
    known_on: Option<&str>,
) -> Outcome<Vec<PolicyValue>> {
    let known = library.region(region).ok_or_else(|| Failure::new(Code::UnknownRegion).with("region", region))?;
    let insurance = read::insurance(insurance)?;
    let month = read::month_or_none(month, "月份")?;
    let known_on = read::given(known_on).map(|day| read::date(day, "截至日")).transpose()?;
    let all = library.timeline(&known.code, insurance, None);
    let entries = library.timeline(&known.code, insurance, known_on).into_iter();
    let entries = entries.filter(|e| month.is_none_or(|m| holds(e, m)));
    Ok(entries
        .map(|mut entry| {
            if let Some(month) = month
                && (entry.through.is_some_and(|through| through < month) || overtaken(&entry, &all, month, known_on))
            {
                entry.status = entry.status.max(Status::CarriedOver);
            }
            value_view(&known.code, insurance.id(), &entry)
        })
        .collect())
}

/// Whether an entry is the one of its track that counts in a month.
fn holds(entry: &TimelineEntry, month: Month) -> bool {
    !entry.corrected && entry.from <= month && entry.to.is_none_or(|to| month <= to)
}

/// Whether a newer value was to hold in the month already, though it was not known yet.
fn overtaken(entry: &TimelineEntry, all: &[TimelineEntry], month: Month, known_on: Option<NaiveDate>) -> bool {
    let same_track = |e: &&TimelineEntry| e.part == entry.part && e.option == entry.option;
    let unknown = |e: &TimelineEntry| e.published.zip(known_on).is_some_and(|(published, day)| published > day);
    all.iter().filter(same_track).any(|e| entry.from < e.from && e.from <= month && unknown(e))
}

/// 政策文件检查 — what the files hold. Loading [`Tools`] has held every file to the standard and every value to its
/// citation; had one failed, there would be no tools to ask.
#[must_use]
pub fn check(tools: &Tools) -> PolicyCheck {
    let mut check = PolicyCheck {
        ok: true,
        known_until: tools.national.calendar().known_until().to_string(),
        ..PolicyCheck::default()
    };
    let mut count = |status: Status, quoted: bool| {
        check.values += 1;
        check.quoted += usize::from(quoted);
        *check.by_status.entry(status.id().to_owned()).or_default() += 1;
    };
    for region in tools.library.regions() {
        for policy in region.policies() {
            for entry in tools.library.timeline(&region.code, policy.insurance, None) {
                count(entry.status, entry.source.quote.is_some());
            }
        }
    }
    let national = tools.national.values();
    for value in &national {
        count(value.status, value.source.quote.is_some());
    }
    check.national = national.len();
    check.regions = tools.library.regions().count();
    check.conflicts = tools.library.regions().map(|region| region.conflicts.len()).sum();
    check
}

/// 收录情况 of every region and insurance on a day.
#[must_use]
pub fn coverage(library: &Library, now: Moment) -> Vec<CoverageCell> {
    let cell = |c: shebao_rules::policy::Coverage| CoverageCell {
        region: c.region,
        region_name: c.name,
        insurance: c.insurance.to_string(),
        state: c.state.chinese().to_owned(),
        months: c.since.map_or_else(String::new, |since| format!("{since} 起")),
        proved: None,
    };
    library.coverage_in(Month::of(now.date()), now.date()).into_iter().map(cell).collect()
}

/// One dated value as it crosses the wire.
pub(super) fn value_view(region: &str, insurance: &str, entry: &TimelineEntry) -> PolicyValue {
    let ends = matches!(entry.value, TimelineValue::Ends);
    PolicyValue {
        region: region.to_owned(),
        insurance: insurance.to_owned(),
        part: part_id(entry.part).to_owned(),
        option: entry.option.map(|o| o.to_string()),
        from: entry.from.to_string(),
        to: entry.to.or(entry.through).map(|m| m.to_string()),
        through: entry.through.map(|m| m.to_string()),
        followed: entry.to.is_some(),
        ends,
        months: entry.months.clone(),
        corrected: entry.corrected,
        figures: figures(&entry.value),
        published: entry.published.map(|d| d.to_string()),
        checked: Some(entry.checked.to_string()),
        status: entry.status,
        evidence: entry.evidence,
        source: SourceView::from(&entry.source),
        note: if ends { Some(ended_note(entry.note.as_deref())) } else { entry.note.clone() },
        proofs: entry.proofs.iter().map(|p| ProofView { month: p.month.to_string(), quote: p.quote.clone() }).collect(),
        stamps: Vec::new(),
        alternatives: entry.alternatives.iter().map(alternative).collect(),
    }
}

fn ended_note(note: Option<&str>) -> String {
    note.map_or_else(|| "自本月起终止".to_owned(), |note| format!("自本月起终止。{note}"))
}

fn figures(value: &TimelineValue) -> ValueFigures {
    let none = ValueFigures::default();
    match value {
        TimelineValue::Bounds(bounds) => {
            ValueFigures { floor: bounds.floor.map(|y| y.to_string()), cap: bounds.cap.map(|y| y.to_string()), ..none }
        }
        TimelineValue::Rates(rates) => {
            ValueFigures { employer_rate: side(rates.employer), employee_rate: side(rates.employee), ..none }
        }
        TimelineValue::Fixed(fixed) => ValueFigures {
            employer_fixed: Some(fixed.employer.to_string()),
            employee_fixed: Some(fixed.employee.to_string()),
            ..none
        },
        TimelineValue::Rounding(rounding) => {
            let (employer, employee) = (rounding.employer.chinese(), rounding.employee.chinese());
            let both = format!("单位{employer}，个人{employee}");
            let said = if employer == employee { format!("双方各自{employer}") } else { both };
            ValueFigures { rounding: Some(said), ..none }
        }
        TimelineValue::Ends => none,
    }
}

pub(crate) const fn part_id(part: Part) -> &'static str {
    match part {
        Part::Bounds => "bounds",
        Part::Rates => "rates",
        Part::Fixed => "fixed",
        Part::Rounding => "rounding",
    }
}

fn side(side: RateSide) -> Option<String> {
    match side {
        RateSide::Known(rate) => Some(rate.to_string()),
        RateSide::Range(low, high) => Some(format!("{low}-{high}")),
        RateSide::Unknown => None,
    }
}

fn alternative(other: &Alternative<TimelineValue>) -> ValueAlternative {
    ValueAlternative {
        figures: figures(&other.value),
        source: SourceView::from(&other.source),
        note: other.note.clone(),
    }
}
