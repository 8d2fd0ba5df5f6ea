//! A book's own policy library: two clocks, the clerk's own values, what a change would do, and doing it.

use shebao_desk::wire::contribution::{Line, Total};
use shebao_desk::{Code, Desk, policy};
use shebao_rules::insurance::Insurance;

use crate::places::{migrated, now, tools};
use crate::small::{amounts, bounds_document, company, file, on, own_bounds};

#[track_caller]
fn floor(month: &str, known_on: &str) -> (String, &'static str) {
    let values = policy::values(tools().library(), "北京", "pension", Some(month), Some(known_on)).expect("values");
    let bounds: Vec<_> = values.iter().filter(|value| value.part == "bounds").collect();
    assert_eq!(bounds.len(), 1, "one value counts in a month: {bounds:#?}");
    (bounds[0].figures.floor.clone().expect("a floor"), bounds[0].status.id())
}

/// 北京: 6821 from 2024-07; 7162 from 2025-07, announced 2025-09-18; 7270 from 2026-07, announced 2026-08-21.
#[test]
fn what_was_known_on_a_day_and_what_is_known_today() {
    for (month, known_on, expected, status) in [
        ("2025-06", "2025-08-10", "6821.00", "final"),
        ("2025-07", "2025-08-10", "6821.00", "carried_over"),
        ("2025-07", "2025-09-17", "6821.00", "carried_over"),
        ("2025-07", "2025-09-18", "7162.00", "final"),
        ("2026-03", "2026-08-10", "7162.00", "final"),
        ("2026-07", "2026-08-10", "7162.00", "carried_over"),
        ("2026-07", "2026-08-21", "7270.00", "final"),
    ] {
        assert_eq!(floor(month, known_on), (expected.to_owned(), status), "{month} as known on {known_on}");
    }
}

/// The month of July run in August by the old floor, 6821 × 16 % = 1091.36, and today by 7162 × 16 % = 1145.92.
#[test]
fn a_run_takes_what_is_known_on_its_day() {
    let (mut place, people) = company(&["6000"]);
    for (day, base, employer, employee) in
        [("2025-08-10", "6821.00", "1091.36", "545.68"), ("2025-09-18", "7162.00", "1145.92", "572.96")]
    {
        let run = place.desk.contribution_run("2025-07", None, on(day)).expect("the month is computed");
        assert_eq!(amounts(&run.lines, &people[0], Insurance::Pension), [base, employer, employee]);
    }
}

/// Her own floor of 8000 from 2026-01: 8000 × 16 % = 1280.00. The shipped 7162 stays where it was, and undoing brings it back.
#[test]
fn the_clerks_own_value_counts_from_its_day_and_can_be_undone() {
    let (mut place, people) = company(&["6000"]);
    let desk = &mut place.desk;
    let pension = |desk: &mut Desk| {
        let run = desk.contribution_run("2026-02", None, on("2026-03-02")).expect("the month is computed");
        let line = run.lines.iter().find(|l| l.insurance == Insurance::Pension).expect("the line").clone();
        (amounts(&run.lines, &people[0], Insurance::Pension), line.status.id())
    };
    assert_eq!(pension(desk), (["7162.00", "1145.92", "572.96"].map(str::to_owned), "final"));
    let own = own_bounds("2026-01", "2026-02-10", "8000", "36000");
    let taken = desk.policy_add(&own, on("2026-03-01")).expect("her value");
    assert_eq!(taken.changes[0].old.as_ref().and_then(|v| v.figures.floor.as_deref()), Some("7162.00"));
    assert_eq!(taken.changes[0].new.figures.floor.as_deref(), Some("8000.00"));
    assert_eq!(pension(desk), (["8000.00", "1280.00", "640.00"].map(str::to_owned), "unit_confirmed"));
    let explained = desk.contribution_explain("2026-02", &people[0], None, "pension").expect("the reason");
    let base = explained.steps.iter().find(|step| step.kind == "base").expect("the clamp");
    assert_eq!(base.source.as_ref().map(|s| s.title.as_str()), Some("示例：区社保中心电话答复记录"));
    let all = policy::values(desk.library(), "北京", "pension", None, None).expect("values");
    assert!(all.iter().any(|v| v.figures.floor.as_deref() == Some("7162.00")), "a shipped value is never overwritten");
    desk.undo(Some(taken.action_seq.into()), on("2026-03-01")).expect("her value is taken back");
    assert_eq!(pension(desk), (["7162.00", "1145.92", "572.96"].map(str::to_owned), "final"));
}

/// Without a source, without amounts, published tomorrow, or no later than what it corrects: refused, nothing written.
#[test]
fn an_own_value_that_cannot_stand_is_refused() {
    let (mut place, _) = company(&["6000"]);
    let desk = &mut place.desk;
    let head = desk.book_info().expect("the book").journal_head;
    let today = on("2026-03-01");
    let good = own_bounds("2025-07", "2026-02-10", "8000", "36000");
    let silent = shebao_desk::wire::policy_change::NewPolicyValue { source: " ".to_owned(), ..good.clone() };
    let crossed = own_bounds("2025-07", "2026-02-10", "8000", "7000");
    let tomorrow = own_bounds("2025-07", "2026-03-02", "8000", "36000");
    // 北京's own value of 2025-07 was published on 2025-09-18.
    let earlier = own_bounds("2025-07", "2025-09-01", "8000", "36000");
    for (what, value, code) in [
        ("no source", &silent, Code::InvalidInput),
        ("floor above cap", &crossed, Code::PolicyMalformed),
        ("published tomorrow", &tomorrow, Code::InvalidInput),
    ] {
        assert_eq!(desk.policy_add(value, today).expect_err(what).code, code, "{what}");
    }
    assert_eq!(desk.book_info().expect("the book").journal_head, head);
    desk.policy_add(&good, today).expect("a later publication corrects");
    let again = desk.policy_add(&own_bounds("2025-07", "2026-03-01", "9000", "36000"), today);
    again.expect("a correction of a correction");
    let failure = desk.policy_add(&own_bounds("2025-07", "2026-03-01", "9500", "36000"), today).expect_err("same day");
    assert_eq!(failure.code, Code::PolicyRefused);
    let late = desk.policy_add(&earlier, on("2025-09-01")).expect_err("an earlier publication would never count");
    assert_eq!(late.code, Code::PolicyRefused);
}

/// 7300 stood between the bounds and falls to the floor of 7500; 35900 was held by 35811 and is free under 36000.
#[test]
fn a_change_tells_whom_a_bound_holds_and_what_it_costs() {
    let (mut place, people) = company(&["6000", "7300", "20000", "35900"]);
    let desk = &mut place.desk;
    for month in ["2025-12", "2026-01", "2026-02"] {
        desk.contribution_run(month, None, on("2026-03-01")).expect("the month is computed");
    }
    let head = desk.book_info().expect("the book").journal_head;
    let own = own_bounds("2026-01", "2026-02-20", "7500", "36000");
    let preview = desk.policy_preview_value(&own, on("2026-03-01")).expect("the effect");
    assert_eq!(desk.book_info().expect("the book").journal_head, head, "nothing is written");
    let months: Vec<String> = preview.months.iter().map(|m| m.month.to_string()).collect();
    assert_eq!(months, ["2026-01", "2026-02"], "from its first month to the newest computed one");
    for month in &preview.months {
        assert_eq!(month.people, 3);
        let clamps: Vec<_> =
            month.clamps.iter().map(|c| (c.newly_floor, c.newly_cap, c.no_longer_floor, c.no_longer_cap)).collect();
        assert_eq!(clamps, [(1, 0, 0, 1)]);
        // 6000: (7500 − 7162) × 16 % = 54.08; 7300: 200 × 16 % = 32.00; 35900: 89 × 16 % = 14.24. 8 %: the half.
        assert_eq!(month.employer_difference.to_string(), "100.32");
        assert_eq!(month.employee_difference.to_string(), "50.16");
    }
    assert_eq!((preview.employer_difference.to_string().as_str(), preview.persons.len()), ("200.64", 3));
    let first = preview.persons.iter().find(|p| p.employee_no == people[0]).expect("the first person");
    assert_eq!((first.months, first.employer_difference.to_string().as_str()), (2, "108.16"));
}

type Amounts = Vec<(String, String, Insurance, Option<String>, Option<String>, Option<String>)>;

fn lines_of(lines: &[Line]) -> Amounts {
    let text = |y: Option<shebao_rules::money::Yuan>| y.map(|y| y.to_string());
    let line = |l: &Line| {
        (l.employee_no.clone(), l.unit.clone(), l.insurance, text(l.base), text(l.employer), text(l.employee))
    };
    let mut lines: Amounts = lines.iter().map(line).collect();
    lines.sort();
    lines
}

/// On a whole company of several cities: what was shown before is what the run gives afterwards, line by line.
#[test]
fn what_if_then_taking_it_in_gives_identical_numbers() {
    let mut place = migrated("public");
    let month = "2026-03";
    let before = place.desk.contribution_run(month, None, now()).expect("the month is computed");
    let draft = format!("region = \"北京\"\n{}", bounds_document("2026-01", "2026-03-20", "9000", "30000"));
    let draft = file(&place, "draft.toml", &draft);
    let what_if = place.desk.contribution_what_if(month, &draft, now()).expect("the effect");
    assert!(!what_if.affected.is_empty());
    assert_eq!(what_if.effect.totals_before, before.totals);
    place.desk.policy_take(&draft, now()).expect("it is taken in");
    let after = place.desk.contribution_run(month, None, now()).expect("the month is computed again");
    assert_eq!(what_if.effect.totals_after, after.totals);
    let mut expected = lines_of(&before.lines);
    for line in &what_if.affected {
        let text = |y: Option<shebao_rules::money::Yuan>| y.map(|y| y.to_string());
        let at = expected.iter().position(|l| (&l.0, &l.1, l.2) == (&line.employee_no, &line.unit, line.insurance));
        let at = at.expect("an affected line is one of the month");
        let (no, unit) = (line.employee_no.clone(), line.unit.clone());
        let (base, er, ee) = (text(line.base_after), text(line.employer_after), text(line.employee_after));
        expected[at] = (no, unit, line.insurance, base, er, ee);
    }
    assert_eq!(expected, lines_of(&after.lines));
    let difference: shebao_rules::money::Yuan = sum(&after.totals) - sum(&before.totals);
    assert_eq!(what_if.effect.employer_difference + what_if.effect.employee_difference, difference);
    place.desk.undo(None, now()).expect("the run is taken back");
    place.desk.undo(None, now()).expect("the policy is taken back");
    let back = place.desk.contribution_run(month, None, now()).expect("the month is computed a third time");
    assert_eq!(lines_of(&back.lines), lines_of(&before.lines));
}

fn sum(totals: &[Total]) -> shebao_rules::money::Yuan {
    totals.iter().map(|total| total.employer + total.employee).sum()
}
