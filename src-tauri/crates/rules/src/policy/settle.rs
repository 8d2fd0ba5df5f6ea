//! 定条件 — from published values and a unit's setting to the terms of one computation, or to what is missing.

use super::library::{Query, Region, tied_option_met};
use super::terms::{Bounds, Cited, FixedAmount, Gap, Rates, Roundings, Terms, Unsettled};
use super::value::{Dated, Held, InsurancePolicy, OptionNeeded, PublishedRates, RateSide, in_force};
use super::{Evidence, Source, Status};
use crate::insurance::Group;
use crate::month::Month;
use crate::rounding::Rounding;
use crate::setting::{SettingMode, UnitSetting};

/// One part of the terms: there, or the gap it leaves.
type Part<T> = Result<Cited<T>, Gap>;

pub(super) fn terms(region: Option<&Region>, query: &Query<'_>) -> Result<Terms, Box<Unsettled>> {
    let policy = region.and_then(|region| region.policy(query.insurance));
    let code = region.map_or(query.region, |region| &region.code);
    let parts = match query.setting {
        Some(setting) if setting.mode == SettingMode::Replace => Ok(replaced(policy, query, setting)),
        Some(setting) => of_setting(policy, query, setting),
        None => published(policy, query),
    };
    match parts {
        Ok((bounds, rates, fixed, rounding)) => Ok(Terms {
            insurance: query.insurance,
            region: code.to_owned(),
            month: query.month,
            bounds,
            rates,
            fixed,
            rounding,
        }),
        Err(gap) => Err(Box::new(unsettled(policy, query, gap))),
    }
}

type Parts = (Cited<Bounds>, Cited<Rates>, Cited<FixedAmount>, Cited<Roundings>);

fn published(policy: Option<&InsurancePolicy>, query: &Query<'_>) -> Result<Parts, Gap> {
    let policy = policy.ok_or(Gap::Absent)?;
    if !tied_option_met(policy, query.options) {
        return Err(Gap::Option);
    }
    let (bounds, rates) = (bounds(policy, query), rates(policy, query));
    if bounds == Err(Gap::Absent) && rates == Err(Gap::Absent) {
        return Err(Gap::Absent);
    }
    let (bounds, rates) = (bounds.map_err(|gap| or(gap, Gap::Bounds))?, rates.map_err(|gap| or(gap, Gap::Rates))?);
    let fixed = fixed(policy, query, &bounds)?;
    Ok((bounds, rates, fixed, rounding(Some(policy), query)?))
}

/// 只采用费率 and 在公布费率上加: bounds and fixed amounts as published, whatever option the insurance is tied to.
fn of_setting(policy: Option<&InsurancePolicy>, query: &Query<'_>, setting: &UnitSetting) -> Result<Parts, Gap> {
    let policy = policy.ok_or(Gap::Bounds)?;
    let bounds = bounds(policy, query).map_err(|gap| or(gap, Gap::Bounds))?;
    let rates = if setting.mode == SettingMode::Add {
        let published = rates(policy, query).map_err(|gap| or(gap, Gap::Rates))?;
        added(&published, setting).ok_or(Gap::Rates)?
    } else {
        own(setting, setting_rates(setting))
    };
    let fixed = fixed(policy, query, &bounds)?;
    Ok((bounds, rates, fixed, rounding(Some(policy), query)?))
}

/// 整条采用: nothing published is needed; only the rounding is taken from it where there is one.
fn replaced(policy: Option<&InsurancePolicy>, query: &Query<'_>, setting: &UnitSetting) -> Parts {
    (
        own(setting, Bounds { floor: setting.floor, cap: setting.cap }),
        own(setting, setting_rates(setting)),
        own(setting, FixedAmount { employer: setting.employer_fixed, employee: setting.employee_fixed }),
        rounding(policy, query).unwrap_or_else(|_| default_rounding(query.insurance.group(), setting.from)),
    )
}

/// A gap of the option stays one; any other is named after the part.
fn or(gap: Gap, part: Gap) -> Gap {
    if gap == Gap::Option { gap } else { part }
}

fn held<'a, T>(entries: &'a [Dated<T>], query: &Query<'_>) -> Result<Held<'a, T>, Gap> {
    in_force(entries, query.month, query.known_on, query.options)
        .map_err(|OptionNeeded| Gap::Option)?
        .ok_or(Gap::Absent)
}

fn bounds(policy: &InsurancePolicy, query: &Query<'_>) -> Part<Bounds> {
    let held = held(&policy.bounds, query)?;
    if held.status.computes() { Ok(held.cite(*held.value)) } else { Err(Gap::Bounds) }
}

fn rates(policy: &InsurancePolicy, query: &Query<'_>) -> Part<Rates> {
    let held = held(&policy.rates, query)?;
    let both = held.value.both().filter(|_| held.status.computes());
    both.map(|rates| held.cite(rates)).ok_or(Gap::Rates)
}

/// None published is 0.00, cited with the bounds: the row that gives them gives no fixed amount.
fn fixed(policy: &InsurancePolicy, query: &Query<'_>, bounds: &Cited<Bounds>) -> Part<FixedAmount> {
    match held(&policy.fixed, query) {
        Ok(held) if held.status.computes() => Ok(held.cite(*held.value)),
        Ok(_) => Err(Gap::Fixed),
        Err(Gap::Absent) => Ok(Cited {
            value: FixedAmount::default(),
            status: Status::Final,
            from: bounds.from,
            evidence: bounds.evidence,
            source: bounds.source.clone(),
            note: None,
        }),
        Err(gap) => Err(gap),
    }
}

fn rounding(policy: Option<&InsurancePolicy>, query: &Query<'_>) -> Part<Roundings> {
    let group = query.insurance.group();
    match policy.map_or(Err(Gap::Absent), |policy| held(&policy.rounding, query)) {
        Ok(held) if held.status.computes() => Ok(held.cite(*held.value)),
        Err(Gap::Option) => Err(Gap::Option),
        Ok(_) | Err(_) => Ok(default_rounding(group, query.month)),
    }
}

/// 默认取整 — per person, insurance and side: half up to the fen; housing fund half up to the yuan (rules.md §3).
fn default_rounding(group: Group, from: Month) -> Cited<Roundings> {
    let (rule, title) = match group {
        Group::Social => (Rounding::HALF_UP_FEN, "默认取整：每人每险种每边四舍五入到分"),
        Group::HousingFund => (Rounding::HALF_UP_YUAN, "默认取整：每人每边四舍五入到元"),
    };
    Cited {
        value: Roundings { employer: rule, employee: rule },
        status: Status::Final,
        from,
        evidence: Evidence::Quoted,
        source: Source { title: title.to_owned(), ..Source::default() },
        note: None,
    }
}

const fn setting_rates(setting: &UnitSetting) -> Rates {
    Rates { employer: setting.employer_rate, employee: setting.employee_rate }
}

/// A value of the unit's own setting, with the clerk's words as its source.
fn own<T>(setting: &UnitSetting, value: T) -> Cited<T> {
    Cited {
        value,
        status: Status::UnitConfirmed,
        from: setting.from,
        evidence: Evidence::Clerk,
        source: Source { title: setting.reason.clone(), ..Source::default() },
        note: None,
    }
}

fn added(published: &Cited<Rates>, setting: &UnitSetting) -> Option<Cited<Rates>> {
    let (base, extra) = (published.value, setting_rates(setting));
    let sum = Rates {
        employer: base.employer.plus(extra.employer).ok()?,
        employee: base.employee.plus(extra.employee).ok()?,
    };
    let words = format!(
        "公布费率 单位 {}、个人 {}（{}）之上加 单位 {}、个人 {}",
        base.employer.percent(),
        base.employee.percent(),
        published.source.title,
        extra.employer.percent(),
        extra.employee.percent()
    );
    Some(Cited {
        status: Status::UnitConfirmed.max(published.status),
        from: setting.from.max(published.from),
        note: Some(words),
        ..own(setting, sum)
    })
}

/// What is open, with everything the sources say about it.
fn unsettled(policy: Option<&InsurancePolicy>, query: &Query<'_>, gap: Gap) -> Unsettled {
    let held_rates = policy.and_then(|policy| held(&policy.rates, query).ok());
    let held_bounds = policy.and_then(|policy| held(&policy.bounds, query).ok());
    let part_note = match gap {
        Gap::Bounds => held_bounds.as_ref().and_then(|held| held.cite(()).note),
        Gap::Rates => held_rates.as_ref().and_then(|held| held.cite(()).note),
        Gap::Fixed => policy.and_then(|policy| held(&policy.fixed, query).ok()).and_then(|held| held.cite(()).note),
        Gap::Absent | Gap::Option | Gap::DeclaredBase => None,
    };
    let range = held_rates.as_ref().filter(|_| gap == Gap::Rates).and_then(|held| range_words(*held.value));
    let notes: Vec<String> = range.into_iter().chain(part_note.or_else(|| gap_words(gap))).collect();
    Unsettled {
        insurance: query.insurance,
        gap,
        alternatives: held_rates.map(|held| rate_alternatives(&held)).unwrap_or_default(),
        bounds: held_bounds.map(|held| held.cite(*held.value)),
        note: (!notes.is_empty()).then(|| notes.join("；")),
    }
}

/// What is missing, where the data itself has no words for it.
fn gap_words(gap: Gap) -> Option<String> {
    let words = match gap {
        Gap::Absent => "政策库未收录该险种此月的政策",
        Gap::Bounds => "政策库未收录该险种此月的基数上下限",
        Gap::Rates => "费率未确认",
        Gap::Fixed => "固定额未确认",
        Gap::Option => "政策因户口性质或医保档次而异，请先登记此人的户口性质、医保档次",
        Gap::DeclaredBase => return None,
    };
    Some(words.to_owned())
}

/// The rates the sources name for an unconfirmed entry; a settled one has nothing to choose.
fn rate_alternatives(held: &Held<'_, PublishedRates>) -> Vec<Cited<Rates>> {
    if held.status.computes() {
        return Vec::new();
    }
    let stated = held.value.both().map(|rates| held.cite(rates));
    let others = held.entry.alternatives.iter().filter_map(|alternative| {
        Some(Cited {
            value: alternative.value.both()?,
            status: Status::Unconfirmed,
            from: held.entry.from,
            evidence: alternative.evidence,
            source: alternative.source.clone(),
            note: alternative.note.clone(),
        })
    });
    stated.into_iter().chain(others).collect()
}

fn range_words(rates: PublishedRates) -> Option<String> {
    let words = |side: RateSide| match side {
        RateSide::Range(low, high) => Some(format!("{}～{}", low.percent(), high.percent())),
        RateSide::Known(rate) => Some(rate.percent()),
        RateSide::Unknown => None,
    };
    let any_range = matches!(rates.employer, RateSide::Range(..)) || matches!(rates.employee, RateSide::Range(..));
    any_range.then(|| {
        let open = || "未定".to_owned();
        let (employer, employee) =
            (words(rates.employer).unwrap_or_else(open), words(rates.employee).unwrap_or_else(open));
        format!("可选范围：单位 {employer}，个人 {employee}；由单位选定")
    })
}
