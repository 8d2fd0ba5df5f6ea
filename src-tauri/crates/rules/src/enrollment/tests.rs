use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn spell(unit: i64, hired: &str, left: Option<&str>) -> Spell {
    let region = if unit < 10 { "110000" } else { "310000" };
    Spell {
        unit: Some(unit),
        region: Some(region.to_owned()),
        hired: Some(hired.parse().unwrap()),
        left: left.map(|l| l.parse().unwrap()),
    }
}

fn cover(group: Group, first: &str, last: Option<&str>) -> Cover {
    let (first, last) = (month(first), last.map(month));
    Cover { id: 1, unit: 1, scope: Scope::Group(group), first, last, first_month_late: false }
}

fn recorded(group: Group, first: &str, last: &str) -> Recorded {
    Recorded { unit: 1, group, first: month(first), last: month(last) }
}

fn nothing_listed(_: i64, _: Group) -> Option<Month> {
    None
}

/// The state of each thing to do, by kind and group.
fn states(facts: &Facts, on: &str) -> Vec<(TaskKind, Option<Group>, TaskState)> {
    tasks(facts, &nothing_listed, day(on)).into_iter().map(|t| (t.kind, t.group, t.state)).collect()
}

#[test]
fn a_hire_is_open_then_entered_then_closed_by_the_agency_alone() {
    let mut facts = Facts { spells: vec![spell(1, "2026-02-24", None)], ..Facts::default() };
    let social = |facts: &Facts| states(facts, "2026-03-01")[0];
    assert_eq!(social(&facts), (TaskKind::Enroll, Some(Group::Social), TaskState::Open));
    facts.covers.push(cover(Group::Social, "2026-02", None));
    assert_eq!(social(&facts).2, TaskState::Entered, "what is entered here is not yet done there");
    facts.recorded.push(recorded(Group::Social, "2025-01", "2026-01"));
    assert_eq!(social(&facts).2, TaskState::Entered, "records of an earlier spell prove nothing");
    facts.recorded.push(recorded(Group::Social, "2026-02", "2026-02"));
    assert_eq!(social(&facts).2, TaskState::Closed);
    assert_eq!(states(&facts, "2026-03-01")[1].2, TaskState::Open, "the fund has its own");
    let event = day("2026-02-24");
    facts.receipts.push(Receipt { kind: TaskKind::Enroll, unit: 1, group: Some(Group::HousingFund), event });
    assert_eq!(states(&facts, "2026-03-01")[1].2, TaskState::Closed);
    assert_eq!(states(&facts, "2026-02-23"), [], "nothing before the day");
}

#[test]
fn a_leaver_is_withdrawn_when_the_next_list_is_without_her() {
    let mut facts = Facts {
        spells: vec![spell(1, "2020-01-06", Some("2026-01-20"))],
        covers: vec![cover(Group::Social, "2020-01", None)],
        recorded: vec![recorded(Group::Social, "2020-01", "2026-01")],
        ..Facts::default()
    };
    let state = |facts: &Facts, listed: Option<Month>| {
        let found = tasks(facts, &|_, _| listed, day("2026-03-01"));
        found.iter().find(|t| t.kind == TaskKind::Withdraw).map(|t| t.state)
    };
    assert_eq!(state(&facts, Some(month("2026-02"))), Some(TaskState::Open), "the cover still runs");
    facts.covers = vec![cover(Group::Social, "2020-01", Some("2026-01"))];
    assert_eq!(state(&facts, Some(month("2026-01"))), Some(TaskState::Entered), "no later list is known");
    assert_eq!(state(&facts, Some(month("2026-02"))), Some(TaskState::Closed));
    facts.recorded = vec![recorded(Group::Social, "2020-01", "2026-02")];
    assert_eq!(state(&facts, Some(month("2026-02"))), Some(TaskState::Entered), "she still stands on it");
}

#[test]
fn leaving_papers_are_owed_unless_she_goes_on_or_retires() {
    let mut facts = Facts { spells: vec![spell(1, "2020-01-06", Some("2026-01-20"))], ..Facts::default() };
    let papers = |facts: &Facts| {
        let kinds: Vec<TaskKind> = states(facts, "2026-03-01").into_iter().map(|(kind, _, _)| kind).collect();
        kinds.into_iter().filter(|kind| !matches!(kind, TaskKind::Enroll | TaskKind::Withdraw)).collect::<Vec<_>>()
    };
    assert_eq!(papers(&facts), [TaskKind::Certificate, TaskKind::UnemployedList, TaskKind::Relations]);
    facts.spells.push(spell(11, "2026-02-01", None));
    assert_eq!(papers(&facts), []);
    let moved = tasks(&facts, &nothing_listed, day("2026-03-01"));
    let enroll = moved.iter().rfind(|t| t.kind == TaskKind::Enroll).unwrap();
    assert_eq!((enroll.change, enroll.from_unit), (Change::MovedRegion, Some(1)));
    facts.spells.pop();
    facts.over_age = true;
    assert_eq!(papers(&facts), []);
}

#[test]
fn hires_are_told_apart() {
    let changes = |spells: Vec<Spell>| {
        let facts = Facts { spells, ..Facts::default() };
        let found = tasks(&facts, &nothing_listed, day("2026-12-31"));
        found.iter().rfind(|t| t.kind == TaskKind::Enroll).map(|t| t.change)
    };
    assert_eq!(changes(vec![spell(1, "2026-01-05", None)]), Some(Change::Hired));
    let before = spell(1, "2020-01-06", Some("2025-06-30"));
    assert_eq!(changes(vec![before.clone(), spell(1, "2026-01-05", None)]), Some(Change::Rehired));
    assert_eq!(changes(vec![before.clone(), spell(2, "2025-07-01", None)]), Some(Change::Moved));
    assert_eq!(changes(vec![before.clone(), spell(11, "2025-08-31", None)]), Some(Change::MovedRegion));
    assert_eq!(changes(vec![before, spell(11, "2026-01-05", None)]), Some(Change::Rehired), "half a year is no move");
}

/// 超龄: the work injury insurance is what is owed; the fund is not.
#[test]
fn over_age_people_need_the_work_injury_insurance_only() {
    let mut facts = Facts { spells: vec![spell(1, "2026-02-02", None)], over_age: true, ..Facts::default() };
    assert_eq!(states(&facts, "2026-03-01"), [(TaskKind::Enroll, Some(Group::Social), TaskState::Open)]);
    let injury = Scope::One(Insurance::WorkInjury);
    facts.covers = vec![Cover { scope: injury, ..cover(Group::Social, "2026-02", None) }];
    assert_eq!(states(&facts, "2026-03-01")[0].2, TaskState::Entered);
    facts.over_age = false;
    assert_eq!(states(&facts, "2026-03-01")[0].2, TaskState::Open, "for everybody else one insurance is not all");
}

/// The month of the hire is always due; the cut-off day only decides in which month it is declared.
#[test]
fn the_cutoff_day_moves_the_declaration_not_the_duty() {
    let first = |declared: &str, cutoff| first_month(month("2026-02"), day(declared), cutoff);
    let at_once = first("2026-02-15", Some(15));
    assert_eq!((at_once.month, at_once.booked, at_once.late), (month("2026-02"), month("2026-02"), false));
    let next = first("2026-02-16", Some(15));
    assert_eq!((next.month, next.booked, next.late), (month("2026-02"), month("2026-03"), true));
    let months_later = first("2026-05-20", Some(15));
    assert_eq!((months_later.booked, months_later.months_behind), (month("2026-06"), 4));
    assert_eq!(first("2026-02-28", None).booked, month("2026-02"), "a unit without a cut-off day");
    let ahead = first_month(month("2026-04"), day("2026-03-20"), Some(15));
    assert_eq!((ahead.booked, ahead.late), (month("2026-04"), false));
    assert_eq!(last_month(day("2026-02-20"), Some(15)), LastMonth { month: month("2026-02"), after_cutoff: true });
}
