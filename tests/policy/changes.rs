//! Every change date walked mechanically: the month before and the month of; the day before and the day of.

use chrono::NaiveDate;
use shebao_rules::insurance::Insurance;
use shebao_rules::month::Month;
use shebao_rules::policy::Status;
use shebao_rules::policy::value::{Choice, Dated, InsurancePolicy, Options, in_force};
use shebao_rules::words::MedicalTier;

use super::{day, library};

const LATER: &str = "2099-01-01";

fn options(choice: Option<Choice>) -> Options {
    match choice {
        Some(Choice::HukouLocal(local)) => Options { hukou_local: Some(local), medical_tier: Some(MedicalTier::First) },
        Some(Choice::MedicalTier(tier)) => Options { hukou_local: Some(true), medical_tier: Some(tier) },
        None => Options { hukou_local: Some(true), medical_tier: Some(MedicalTier::First) },
    }
}

fn holds<T: PartialEq>(entries: &[Dated<T>], entry: &Dated<T>, month: Month, on: NaiveDate) -> bool {
    let held = in_force(entries, month, on, &options(entry.option)).unwrap();
    held.map_or(entry.value.is_none(), |held| std::ptr::eq(held.entry, entry))
}

/// First calendar month from `from` on in which a masked fixed amount is due.
fn first_due<T>(entry: &Dated<T>) -> Month {
    let due = |m: &Month| entry.months.is_empty() || entry.months.contains(&m.number());
    entry.from.through(entry.from.plus(11)).find(due).unwrap()
}

fn walk<T: PartialEq>(place: &str, entries: &[Dated<T>]) -> usize {
    for entry in entries {
        let first = first_due(entry);
        assert!(holds(entries, entry, first, day(LATER)), "{place} {} does not begin", entry.from);
        assert!(!holds(entries, entry, entry.from.previous(), day(LATER)), "{place} {} begins early", entry.from);
        if let Some(published) = entry.published {
            let eve = published.pred_opt().unwrap();
            assert!(holds(entries, entry, first, published), "{place} {} unknown when published", entry.from);
            assert!(!holds(entries, entry, first, eve), "{place} {} known too early", entry.from);
            let before = in_force(entries, first, eve, &options(entry.option)).unwrap();
            assert!(before.is_none_or(|held| !held.status.computes() || held.status == Status::CarriedOver), "{place}");
        }
        if let Some(through) = entry.through.filter(|_| entry.status == Status::Final) {
            let last = in_force(entries, through, day(LATER), &options(entry.option)).unwrap();
            if last.is_some_and(|held| std::ptr::eq(held.entry, entry)) {
                let next = in_force(entries, through.next(), day(LATER), &options(entry.option)).unwrap().unwrap();
                let carried = std::ptr::eq(next.entry, entry);
                assert_eq!(
                    carried,
                    next.status == Status::CarriedOver && next.entry.status == Status::Final,
                    "{place}"
                );
            }
        }
    }
    entries.len()
}

#[test]
fn every_change_date_is_walked() {
    let library = library();
    let mut walked = 0;
    for region in library.regions() {
        for InsurancePolicy { insurance, bounds, rates, fixed, rounding, .. } in region.policies() {
            let place = |table| format!("{} {insurance} {table}", region.name);
            walked += walk(&place("bounds"), bounds);
            walked += walk(&place("rates"), rates);
            walked += walk(&place("fixed"), fixed);
            walked += walk(&place("rounding"), rounding);
        }
    }
    assert!(walked > 400, "{walked}");
}

/// 北京 2025: announced on 2025-09-18 for July; 上海 2026 on 2026-08-18 for July (cities.json, source addresses).
#[test]
fn late_publication_leaves_the_old_bounds_running() {
    let library = library();
    for (region, month, eve, old, new) in [
        ("北京", "2025-07", "2025-09-17", "6821.00", "7162.00"),
        ("上海", "2025-08", "2025-09-17", "7384.00", "7460.00"),
        ("北京", "2026-07", "2026-08-20", "7162.00", "7270.00"),
        ("上海", "2026-07", "2026-08-17", "7460.00", "7546.00"),
        ("杭州", "2025-01", "2025-09-16", "4812.00", "4986.00"),
        ("南京", "2025-06", "2025-09-17", "4879.00", "4952.00"),
        ("成都", "2026-01", "2026-09-06", "4588.00", "4699.00"),
        ("合肥", "2026-01", "2026-09-06", "4311.00", "4354.00"),
        ("广州", "2025-07", "2025-10-23", "5500.00", "5510.00"),
    ] {
        let policy = library.region(region).unwrap().policy(Insurance::Pension).unwrap();
        let at = |on: NaiveDate| {
            let held = in_force(&policy.bounds, super::month(month), on, &Options::default()).unwrap().unwrap();
            (held.value.floor.unwrap().to_string(), held.status)
        };
        assert_eq!(at(day(eve)), (old.to_owned(), Status::CarriedOver), "{region}");
        assert_eq!(at(day(eve).succ_opt().unwrap()), (new.to_owned(), Status::Final), "{region}");
    }
}
