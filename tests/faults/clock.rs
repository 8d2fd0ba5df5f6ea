//! R18 — every day from 2015 to 2040 through the date rules, and clocks ten years off for the book.

use chrono::{Days, NaiveDate};
use shebao_desk::Desk;
use shebao_rules::month::Month;
use shebao_rules::national::National;
use shebao_rules::national::deadline::Duty;
use shebao_rules::words::{IdType, PositionClass};

use crate::stage::{PASSWORD, code, stage, tools};
use crate::tally::{record, times};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn national() -> National {
    let folder = shebao_tests::clone_root().join("assets/policy/national");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let files = files.map(|path| {
        let name = format!("national/{}", path.file_name().unwrap().to_string_lossy());
        (name, std::fs::read_to_string(path).unwrap())
    });
    National::parse(files.filter(|(name, _)| name.ends_with(".toml"))).unwrap()
}

const DUTIES: [Duty; 14] = [
    Duty::RegisterUnit,
    Duty::ChangeRegistration,
    Duty::RegisterEmployee,
    Duty::UnemployedList,
    Duty::UnemployedListFiled,
    Duty::TransferRelations,
    Duty::FundRegisterUnit,
    Duty::FundRegisterEmployee,
    Duty::FundSealAccount,
    Duty::FundRemit,
    Duty::WorkInjuryClaim,
    Duty::RegistrationByAgency,
    Duty::ReimbursementByAgency,
    Duty::MaternityAllowanceByAgency,
];

/// No day makes a rule stumble, and what a rule says never runs backwards.
#[test]
fn every_day_has_its_dates() {
    let national = national();
    let (mut tried, mut violations) = (0, Vec::new());
    let mut today = day(2015, 1, 1);
    while today <= day(2040, 12, 31) {
        let rolled = national.calendar().roll(today);
        if rolled < today || !national.calendar().is_working(rolled) {
            violations.push(format!("{today}: rolled to {rolled}"));
        }
        if national.calendar().plus_working(today, 15) <= today {
            violations.push(format!("{today}: 15 working days later is not later"));
        }
        for duty in DUTIES {
            if national.due_day(duty, today).is_some_and(|due| due.day < today) {
                violations.push(format!("{today}: {duty:?} is due before its event"));
            }
        }
        let month = Month::of(today);
        if month.first_day() > today
            || month.last_day() < today
            || month.plus(1).first_day() != month.last_day() + Days::new(1)
        {
            violations.push(format!("{today}: not in its month"));
        }
        for class in [PositionClass::Male60, PositionClass::Female55, PositionClass::Female50] {
            let retirement = national.retirement(class, month.plus(-12 * 45));
            if retirement.is_none_or(|r| r.month <= month.plus(-12 * 45)) {
                violations.push(format!("{today}: {class:?} never retires"));
            }
        }
        if national.person_rules(IdType::ResidentId, today).len() > 50 {
            violations.push(format!("{today}: rules of persons pile up"));
        }
        tried += 1;
        today = today + Days::new(1);
    }
    record("R18", "days 2015–2040 through calendar, deadlines, months, retirement", tried, &violations);
}

/// A book written by a clock ten years ahead opens by one ten years behind, and the other way round.
#[test]
fn a_wrong_clock_stops_nobody() {
    let (mut violations, tried) = (Vec::new(), times(6, 60));
    for turn in 0..tried {
        let copy = stage().copy();
        let years = [2016, 2036, 2024, 2026, 2028, 2040];
        for step in 0..3 {
            let year = years[(turn + step * 2) % years.len()];
            let now =
                (if year % 4 == 0 { day(year, 2, 29) } else { day(year, 12, 31) }).and_hms_opt(23, 59, 59).unwrap();
            let mut desk = match Desk::open(tools(), &copy.book, PASSWORD, now) {
                Ok(desk) => desk,
                Err(failure) => {
                    violations.push(format!("{now}: {}", code(failure)));
                    continue;
                }
            };
            let done = desk
                .contribution_run(&Month::of(now.date()).to_string(), None, now)
                .and_then(|_| desk.alert_list(None, now).map(|_| ()))
                .and_then(|()| desk.book_check());
            match done {
                Ok(report) if report.ok => {}
                Ok(report) => violations.push(format!("{now}: {:?}", report.findings)),
                Err(failure) => violations.push(format!("{now}: {}", code(failure))),
            }
        }
    }
    record("R18", "clocks up to ten years off: open, run, work list, check", tried * 3, &violations);
}
