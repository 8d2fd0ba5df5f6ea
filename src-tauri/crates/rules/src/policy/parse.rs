//! 读政策文件 — one TOML file of one insurance, held to the standard of `assets/policy/README.md`.

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use super::error::{PolicyError, Problem};
use super::terms::{Bounds, FixedAmount, Roundings};
use super::value::{Alternative, Choice, Dated, InsurancePolicy, Proof, PublishedRates, RateSide};
use super::{Evidence, Source, Status};
use crate::insurance::Insurance;
use crate::money::Yuan;
use crate::month::Month;
use crate::rate::Rate;
use crate::rounding::Rounding;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    insurance: Insurance,
    #[serde(default)]
    optional: bool,
    option: Option<Choice>,
    #[serde(default)]
    bounds: Vec<Spanned<RawBounds>>,
    #[serde(default)]
    rates: Vec<Spanned<RawRates>>,
    #[serde(default)]
    fixed: Vec<Spanned<RawFixed>>,
    #[serde(default)]
    rounding: Vec<Spanned<RawRounding>>,
}

/// What every entry says about itself, whatever its table.
struct Head {
    from: Month,
    through: Option<Month>,
    option: Option<Choice>,
    months: Vec<u32>,
    ends: bool,
    published: Option<NaiveDate>,
    checked: NaiveDate,
    status: Status,
    evidence: Evidence,
    source: Source,
    note: Option<String>,
    proofs: Vec<Proof>,
}

/// An entry of one table; `deny_unknown_fields` and `flatten` exclude each other, so the common keys are spelt out.
macro_rules! raw_entry {
    ($entry:ident, $alternative:ident, $value:ty { $($field:ident: $type:ty),+ $(,)? }) => {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $entry {
            from: Month,
            through: Option<Month>,
            option: Option<Choice>,
            #[serde(default)]
            months: Vec<u32>,
            #[serde(default)]
            ends: bool,
            published: Option<NaiveDate>,
            checked: NaiveDate,
            status: Status,
            evidence: Evidence,
            source: Source,
            note: Option<String>,
            #[serde(default)]
            proofs: Vec<Proof>,
            #[serde(default)]
            alternatives: Vec<$alternative>,
            $($field: Option<$type>),+
        }

        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $alternative {
            evidence: Evidence,
            source: Source,
            note: Option<String>,
            $($field: Option<$type>),+
        }

        impl Entry for $entry {
            type Value = $value;
            fn parts(self) -> Result<Parts<$value>, Problem> {
                let none = true $(&& self.$field.is_none())+;
                let head = Head {
                    from: self.from, through: self.through, option: self.option, months: self.months, ends: self.ends,
                    published: self.published, checked: self.checked, status: self.status, evidence: self.evidence,
                    source: self.source, note: self.note, proofs: self.proofs,
                };
                if head.ends && !none {
                    return Err(Problem::EndsAndValues);
                }
                let value = if head.ends { None } else { Some(<$value>::of(head.status, $(self.$field),+)?) };
                let alternatives = self.alternatives.into_iter().map(|a| Ok(Alternative {
                    value: <$value>::of(Status::Final, $(a.$field),+)?,
                    evidence: a.evidence, source: a.source, note: a.note,
                })).collect::<Result<Vec<_>, Problem>>()?;
                Ok(Parts { head, value, alternatives })
            }
        }
    };
}

trait Entry: Sized {
    type Value;
    fn parts(self) -> Result<Parts<Self::Value>, Problem>;
}

/// One entry taken apart: what it says about itself, its value, other values.
struct Parts<T> {
    head: Head,
    value: Option<T>,
    alternatives: Vec<Alternative<T>>,
}

raw_entry!(RawBounds, RawBoundsAlternative, Bounds { floor: Yuan, cap: Yuan });
raw_entry!(
    RawRates,
    RawRatesAlternative,
    PublishedRates { employer: Rate, employee: Rate, employer_range: [Rate; 2], employee_range: [Rate; 2] }
);
raw_entry!(RawFixed, RawFixedAlternative, FixedAmount { employer: Yuan, employee: Yuan });
raw_entry!(RawRounding, RawRoundingAlternative, Roundings { employer: Rounding, employee: Rounding });

impl Bounds {
    fn of(_: Status, floor: Option<Yuan>, cap: Option<Yuan>) -> Result<Self, Problem> {
        let negative = floor.into_iter().chain(cap).any(|amount| amount < Yuan::ZERO);
        if negative || floor.zip(cap).is_some_and(|(floor, cap)| floor > cap) {
            return Err(Problem::Bounds);
        }
        Ok(Self { floor, cap })
    }
}

impl PublishedRates {
    fn of(
        status: Status,
        employer: Option<Rate>,
        employee: Option<Rate>,
        employer_range: Option<[Rate; 2]>,
        employee_range: Option<[Rate; 2]>,
    ) -> Result<Self, Problem> {
        let rates = Self { employer: side(employer, employer_range)?, employee: side(employee, employee_range)? };
        if status.computes() && rates.both().is_none() {
            return Err(Problem::OpenRate);
        }
        Ok(rates)
    }
}

fn side(number: Option<Rate>, range: Option<[Rate; 2]>) -> Result<RateSide, Problem> {
    match (number, range) {
        (Some(rate), None) => Ok(RateSide::Known(rate)),
        (None, Some([low, high])) if low < high => Ok(RateSide::Range(low, high)),
        (None, None) => Ok(RateSide::Unknown),
        _ => Err(Problem::Range),
    }
}

impl FixedAmount {
    fn of(_: Status, employer: Option<Yuan>, employee: Option<Yuan>) -> Result<Self, Problem> {
        let (Some(employer), Some(employee)) = (employer, employee) else { return Err(Problem::EndsAndValues) };
        if employer < Yuan::ZERO || employee < Yuan::ZERO {
            return Err(Problem::Bounds);
        }
        Ok(Self { employer, employee })
    }
}

impl Roundings {
    fn of(_: Status, employer: Option<Rounding>, employee: Option<Rounding>) -> Result<Self, Problem> {
        let (Some(employer), Some(employee)) = (employer, employee) else { return Err(Problem::EndsAndValues) };
        Ok(Self { employer, employee })
    }
}

/// 读一个险种文件.
///
/// # Errors
/// [`PolicyError`] naming the file, and table, month and line where there are any.
pub fn insurance_file(file: &str, text: &str) -> Result<InsurancePolicy, PolicyError> {
    let raw: RawFile = document(file, text)?;
    Ok(InsurancePolicy {
        insurance: raw.insurance,
        optional: raw.optional,
        option: raw.option,
        bounds: table(file, text, "bounds", raw.bounds)?,
        rates: table(file, text, "rates", raw.rates)?,
        fixed: table(file, text, "fixed", raw.fixed)?,
        rounding: table(file, text, "rounding", raw.rounding)?,
    })
}

/// Any TOML document, with the line of the first thing wrong in it.
pub(crate) fn document<T: for<'de> Deserialize<'de>>(file: &str, text: &str) -> Result<T, PolicyError> {
    toml::from_str(text).map_err(|error| PolicyError {
        line: error.span().map(|span| line_of(text, span.start)),
        ..PolicyError::of_file(file, Problem::Form(error.message().to_owned()))
    })
}

pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

fn table<E: Entry>(
    file: &str,
    text: &str,
    table: &'static str,
    raw: Vec<Spanned<E>>,
) -> Result<Vec<Dated<E::Value>>, PolicyError> {
    let mut entries: Vec<Dated<E::Value>> = Vec::with_capacity(raw.len());
    for spanned in raw {
        let line = Some(line_of(text, spanned.span().start));
        let at = |from, problem| PolicyError { file: file.to_owned(), table: Some(table), from, line, problem };
        let parts = spanned.into_inner().parts().map_err(|problem| at(None, problem))?;
        let from = parts.head.from;
        let entry = checked_entry(parts).map_err(|problem| at(Some(from), problem))?;
        if !follows(&entries, &entry) {
            return Err(at(Some(from), Problem::NotAscending));
        }
        entries.push(entry);
    }
    for entry in &entries {
        if !masks_complete(&entries, entry, table) {
            let error = PolicyError::of_file(file, Problem::Months);
            return Err(PolicyError { table: Some(table), from: Some(entry.from), ..error });
        }
    }
    Ok(entries)
}

fn checked_entry<T>(Parts { head, value, alternatives }: Parts<T>) -> Result<Dated<T>, Problem> {
    let uncited = |source: &Source| source.title.trim().is_empty();
    if uncited(&head.source) || alternatives.iter().any(|a| uncited(&a.source)) {
        return Err(Problem::NoSource);
    }
    let clerks = |evidence: Evidence| evidence == Evidence::Clerk;
    if head.status == Status::UnitConfirmed || clerks(head.evidence) || alternatives.iter().any(|a| clerks(a.evidence))
    {
        return Err(Problem::ClerksOwn);
    }
    if head.through.is_some_and(|through| through < head.from) || head.published.is_some_and(|day| day > head.checked) {
        return Err(Problem::Dates);
    }
    if head.proofs.iter().any(|proof| proof.quote.trim().is_empty() || proof.month < head.from) {
        return Err(Problem::Proof);
    }
    Ok(Dated {
        from: head.from,
        through: head.through,
        option: head.option,
        months: head.months,
        value,
        published: head.published,
        checked: head.checked,
        status: head.status,
        evidence: head.evidence,
        source: head.source,
        note: head.note,
        proofs: head.proofs,
        alternatives,
    })
}

/// Later than every entry of its track, by first month and then by day of publication (a retroactive notice states a
/// new value for a month that had one). Entries of one date may share the year's months among them.
fn follows<T>(before: &[Dated<T>], entry: &Dated<T>) -> bool {
    let date = |e: &Dated<T>| (e.from, e.published);
    before
        .iter()
        .filter(|e| e.option == entry.option)
        .all(|e| date(e) < date(entry) || (date(e) == date(entry) && !e.months.is_empty() && !entry.months.is_empty()))
}

fn masks_complete<T>(entries: &[Dated<T>], entry: &Dated<T>, table: &str) -> bool {
    if entry.months.is_empty() {
        return true;
    }
    let same_date =
        entries.iter().filter(|e| e.option == entry.option && (e.from, e.published) == (entry.from, entry.published));
    let mut months: Vec<u32> = same_date.flat_map(|e| e.months.iter().copied()).collect();
    months.sort_unstable();
    table == "fixed" && months.into_iter().eq(1..=12)
}
