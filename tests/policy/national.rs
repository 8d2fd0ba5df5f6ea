//! National values as shipped: numbers worked out by hand or printed in the document named beside them.

use std::collections::BTreeSet;

use shebao_rules::insurance::Insurance;
use shebao_rules::law::LawLibrary;
use shebao_rules::money::Yuan;
use shebao_rules::national::National;
use shebao_rules::national::deadline::{Duty, FundWorker};
use shebao_rules::national::late_fee::{LateFee, LateFeeError};
use shebao_rules::national::persons::Obligation;
use shebao_rules::national::retirement::{NoRetirement, RetirementWarning, position_class};
use shebao_rules::policy::Status;
use shebao_rules::words::{IdType, PositionClass, Sex};

use super::{day, month, policy_files, root};

fn national() -> National {
    National::parse(policy_files()).unwrap()
}

fn late_fee(principal: &str, due: &str, until: &str) -> LateFee {
    let principal: Yuan = principal.parse().unwrap();
    national().late_fee(Insurance::Pension, principal, day(due), day(until)).unwrap().unwrap()
}

/// 30,000 for 30 days at 0.05 % a day (社会保险法 86).
#[test]
fn a_late_fee_of_thirty_days() {
    let fee = late_fee("30000", "2026-03-16", "2026-04-15");
    assert_eq!(fee.amount.to_string(), "450.00");
    let lines: Vec<_> = fee.spans.iter().map(|s| s.expression.as_str()).collect();
    assert_eq!(lines, ["30,000.00 × 0.05% × 30 天 ＝ 450.00"]);
    assert_eq!(fee.spans[0].first, day("2026-03-17"));
    assert_eq!(late_fee("30000", "2026-03-16", "2026-03-16").amount, Yuan::ZERO);
    assert_eq!(late_fee("30000", "2026-03-16", "2026-03-01").spans, []);
}

/// 10 days at 2 ‰ (征缴条例 13) and 10 at 0.05 %: 200.00 + 50.00.
#[test]
fn a_late_fee_over_the_change_of_law_is_split() {
    let fee = late_fee("10000", "2011-06-20", "2011-07-10");
    assert_eq!(fee.amount.to_string(), "250.00");
    let spans: Vec<_> = fee.spans.iter().map(|s| (s.last.to_string(), s.days, s.daily_rate.to_string())).collect();
    assert_eq!(
        spans,
        [("2011-06-30".to_owned(), 10, "0.002".to_owned()), ("2011-07-10".to_owned(), 10, "0.0005".to_owned())]
    );
    assert!(fee.spans[0].note.as_deref().unwrap().contains("第二十九条"));
    let national = national();
    let fee = |insurance, due| national.late_fee(insurance, "100".parse().unwrap(), day(due), day("2026-04-15"));
    assert_eq!(fee(Insurance::HousingFund, "2026-03-16"), Ok(None));
    assert_eq!(fee(Insurance::Pension, "1998-12-31"), Err(LateFeeError::RateUnknown));
}

/// The dates printed in 税总办征科函〔2025〕64号 for 2026, all twelve.
#[test]
fn the_published_filing_dates_of_2026() {
    const PRINTED: [&str; 12] = [
        "2026-01-20",
        "2026-02-24",
        "2026-03-16",
        "2026-04-20",
        "2026-05-22",
        "2026-06-15",
        "2026-07-15",
        "2026-08-17",
        "2026-09-15",
        "2026-10-26",
        "2026-11-16",
        "2026-12-15",
    ];
    let national = national();
    for printed in PRINTED {
        let filing = national.calendar().filing_day(month(&printed[..7]), None).unwrap();
        assert_eq!(filing.day.to_string(), printed);
        assert!(!filing.inferred);
    }
    let october = national.calendar().filing_day(month("2026-10"), None).unwrap();
    assert_eq!(october.extended, 7);
    let beyond = national.calendar().filing_day(month("2027-01"), None).unwrap();
    assert!(beyond.inferred, "放假安排未录入");
    let own = national.calendar().filing_day(month("2026-03"), Some(25)).unwrap();
    assert_eq!(own.day.to_string(), "2026-03-25");
}

/// A holiday that has begun before the nominal day counts with its days inside the period: 2021-02-11…15 are five, and
/// the five working days after the 15th are 18, 19, 20 (调休), 22 and 23.
#[test]
fn a_holiday_over_the_due_day_counts_its_days_inside() {
    let filing = national().calendar().filing_day(month("2021-02"), None).unwrap();
    assert_eq!((filing.day.to_string(), filing.extended), ("2021-02-23".to_owned(), 5));
}

#[test]
fn make_up_days_are_worked_and_holidays_are_not() {
    let national = national();
    let calendar = national.calendar();
    for (date, working) in [
        ("2026-10-10", true),
        ("2026-02-14", true),
        ("2026-02-28", true),
        ("2026-01-04", true),
        ("2026-01-02", false),
        ("2026-02-23", false),
        ("2026-10-09", true),
        ("2026-10-11", false),
        ("2020-02-01", false),
        ("2020-01-19", true),
        ("2020-02-03", true),
        ("2022-12-31", false),
        ("2024-06-10", false),
        ("2024-02-09", true),
        ("2025-01-27", true),
    ] {
        assert_eq!(calendar.is_working(day(date)), working, "{date}");
    }
    assert_eq!(calendar.known_until(), day("2026-12-31"));
    assert!(!calendar.is_known(day("2027-01-01")) && !calendar.is_known(day("2019-12-31")));
    assert_eq!(calendar.roll(day("2026-02-15")), day("2026-02-24"));
    let spring = calendar.arranged().find(|d| d.date == day("2026-02-16")).unwrap();
    assert_eq!(
        (spring.name.as_str(), spring.paper.as_str(), spring.is_off_day),
        ("春节", "国办发明电〔2025〕7号", true)
    );
    let of = |year: &str, off| {
        calendar.arranged().filter(|d| d.date.to_string().starts_with(year) && d.is_off_day == off).count()
    };
    // The notice's own counts: 3 + 9 + 3 + 5 + 3 + 3 + 7 days off, 1 + 2 + 1 + 2 make-up days.
    assert_eq!((of("2026", true), of("2026", false)), (33, 6));
}

/// The anchors of the published table (rules.md §7).
#[test]
fn retirement_months_of_the_table() {
    use PositionClass::{Female50, Female55, Male60};
    let national = national();
    for (class, birth, age, retires, delay) in [
        (Male60, "1964-12", "60周岁", "2024-12", 0),
        (Male60, "1965-01", "60周岁1个月", "2025-02", 1),
        (Male60, "1966-12", "60周岁6个月", "2027-06", 6),
        (Male60, "1976-09", "63周岁", "2039-09", 36),
        (Male60, "1990-01", "63周岁", "2053-01", 36),
        (Female55, "1970-01", "55周岁1个月", "2025-02", 1),
        (Female55, "1981-09", "58周岁", "2039-09", 36),
        (Female50, "1975-01", "50周岁1个月", "2025-02", 1),
        (Female50, "1984-11", "55周岁", "2039-11", 60),
    ] {
        let found = national.retirement(class, month(birth)).unwrap();
        assert_eq!((found.age.as_str(), found.month, found.delay), (age, month(retires), delay), "{class:?} {birth}");
    }
}

/// 180 months to 2029, six more each year, 240 from 2039 (办法 第二条).
#[test]
fn minimum_months_by_the_year_of_retirement() {
    let national = national();
    // Born in January 1965 + n: men whose retirement falls into the year beside it.
    for (birth, year, months) in [
        ("1965-01", 2025, 180),
        ("1968-01", 2028, 180),
        ("1969-01", 2030, 186),
        ("1970-01", 2031, 192),
        ("1976-09", 2039, 240),
        ("1985-05", 2048, 240),
    ] {
        let found = national.retirement(PositionClass::Male60, month(birth)).unwrap();
        assert_eq!((found.month.year(), found.minimum_months), (year, Some(months)), "{birth}");
    }
}

#[test]
fn nobodys_class_is_guessed() {
    let of = |sex, recorded| position_class(sex, recorded);
    assert_eq!(of(Some(Sex::Female), None), Err(NoRetirement::Class));
    assert_eq!(NoRetirement::Class.chinese(), "岗位类别未登记");
    assert_eq!(of(Some(Sex::Male), None), Ok(PositionClass::Male60));
    assert_eq!(of(Some(Sex::Female), Some(PositionClass::Female50)), Ok(PositionClass::Female50));
    assert_eq!(of(Some(Sex::Male), Some(PositionClass::Female50)), Err(NoRetirement::Contradiction));
    assert_eq!(of(Some(Sex::Female), Some(PositionClass::Male60)), Err(NoRetirement::Contradiction));
    assert_eq!(of(None, None), Err(NoRetirement::Sex));
    let no_birth = national().retirement_of(Some(Sex::Male), None, None);
    assert_eq!(no_birth.unwrap_err(), NoRetirement::Birth);
}

#[test]
fn the_warning_begins_six_months_before() {
    let found = national().retirement(PositionClass::Male60, month("1966-12")).unwrap();
    for (today, expected) in [
        ("2026-11", None),
        ("2026-12", Some(RetirementWarning::Soon(6))),
        ("2027-06", Some(RetirementWarning::Soon(0))),
        ("2027-07", Some(RetirementWarning::Passed)),
    ] {
        assert_eq!(found.warning(month(today)), expected, "{today}");
    }
}

/// 令56号: only work injury is due, from 2026-07-01.
#[test]
fn beyond_the_age_only_work_injury_is_due() {
    let national = national();
    assert!(national.over_age(day("2026-06-30")).is_none());
    let rule = national.over_age(day("2026-07-01")).unwrap();
    assert_eq!(rule.due, [Insurance::WorkInjury]);
    assert_eq!(rule.by_agreement, [Insurance::Pension, Insurance::Medical]);
}

#[test]
fn the_first_fund_month_of_a_new_worker() {
    let national = national();
    let start = |worker, started| national.fund_start(worker, month(started)).unwrap();
    assert_eq!(start(FundWorker::FirstEver, "2026-03").month, month("2026-04"));
    assert_eq!(start(FundWorker::Transferred, "2026-03").month, month("2026-03"));
    assert_eq!(start(FundWorker::FirstEver, "2025-12").month, month("2026-01"));
    assert!(start(FundWorker::FirstEver, "2026-08").source.number.unwrap().contains("262"));
    assert!(start(FundWorker::FirstEver, "2026-09").source.number.unwrap().contains("844"));
}

/// Thirty days after 15 February are 17 March; thirty working days after 13 February 2026 pass the Spring Festival with
/// its two make-up days: 14, 24–28 February (6), 2–31 March (22), 1 and 2 April.
#[test]
fn statutory_deadlines() {
    let national = national();
    let due = |duty, event| national.due_day(duty, day(event)).unwrap().day.to_string();
    assert_eq!(due(Duty::RegisterEmployee, "2026-02-15"), "2026-03-17");
    assert_eq!(due(Duty::UnemployedList, "2026-02-15"), "2026-03-02");
    assert_eq!(due(Duty::UnemployedListFiled, "2026-02-15"), "2026-02-22");
    assert_eq!(due(Duty::FundRemit, "2026-10-10"), "2026-10-15");
    assert_eq!(due(Duty::ReimbursementByAgency, "2026-02-13"), "2026-04-02");
    assert!(national.due_day(Duty::RegisterEmployee, day("2011-06-30")).is_none());
    assert_eq!(
        national.deadline(Duty::RegisterEmployee, day("2026-01-01")).unwrap().source.title,
        "中华人民共和国社会保险法 第五十八条"
    );
}

#[test]
fn foreigners_and_residents_of_hong_kong_macau_and_taiwan() {
    let national = national();
    let of = |id_type, on| -> Vec<(usize, Obligation, Status)> {
        national.person_rules(id_type, day(on)).iter().map(|r| (r.insurances.len(), r.obligation, r.status)).collect()
    };
    let all = [
        (5, Obligation::Due, Status::Final),
        (2, Obligation::Exempt, Status::Unconfirmed),
        (1, Obligation::ByAgreement, Status::Unconfirmed),
    ];
    assert_eq!(of(IdType::ForeignPassport, "2026-01-01"), all);
    assert_eq!(of(IdType::TaiwanPermit, "2026-01-01"), all);
    assert_eq!(of(IdType::HkMacauResidence, "2019-12-31"), []);
    assert_eq!(of(IdType::ForeignPassport, "2011-10-14"), []);
    assert_eq!(of(IdType::ResidentId, "2026-01-01"), []);
}

/// A quote from a law of the library is that law's own words.
#[test]
fn quotes_of_laws_are_verbatim() {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(root().join("assets/law")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "toml") {
            files.push((path.to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap()));
        }
    }
    let laws = LawLibrary::parse(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).unwrap();
    let national = national();
    let (mut verbatim, mut copied) = (0, BTreeSet::new());
    for value in national.values() {
        let Some(quote) = value.source.quote.as_deref() else { continue };
        if value.source.title.contains("转引") {
            copied.insert(value.source.title.clone());
            continue;
        }
        let article = value.source.title.rsplit(' ').next().unwrap();
        let found = laws
            .laws()
            .iter()
            .flat_map(|law| &law.articles)
            .any(|a| a.label.ends_with(article) && a.text.contains(quote));
        assert!(found, "{} from {}: {quote}", value.table, value.from);
        verbatim += 1;
    }
    assert_eq!((verbatim, copied.len()), (38, 7), "{copied:?}");
}
