//! Every contribution line of three books through the desk, against their answer keys.

use crate::answers::Answers;
use crate::places::{migrated, migration, now};
use crate::{lines, places};

/// `count` is the number of lines in the key: what a changed fixture would break first.
fn every_line(book: &'static str, count: usize) {
    let answers = Answers::of(book);
    let dues = answers.dues();
    assert_eq!(dues.len(), count, "the key of {book}");
    let mut place = migrated(book);
    let (mut found, mut totals) = (std::collections::BTreeMap::new(), std::collections::BTreeMap::new());
    for month in answers.months() {
        let run = place.desk.contribution_run(&month, None, now()).expect("the month is computed");
        assert!(run.open.is_empty(), "{month}: {:?}", run.open);
        let run = serde_json::to_value(run).expect("a run is JSON");
        found.extend(lines::dues(&run));
        totals.extend(lines::totals(&run));
    }
    lines::same(&format!("{book}: lines"), &dues, &found);
    lines::same(&format!("{book}: totals"), &answers.totals(), &totals);
}

#[test]
fn every_line_of_the_public_book() {
    every_line("public", 3414);
}

#[test]
fn every_line_of_the_book_of_seed_5() {
    every_line("seed5", 3384);
}

#[test]
fn every_line_of_the_book_of_seed_9() {
    every_line("seed9", 3423);
}

/// A month that is computed again gives the same lines and takes the place of the first.
#[test]
fn a_month_run_twice_stands_once() {
    let mut place = migrated("public");
    let first = place.desk.contribution_run("2026-02", None, now()).expect("the month is computed");
    let again = place.desk.contribution_run("2026-02", None, now()).expect("the month is computed again");
    assert_eq!(first.lines, again.lines);
    let ledger = place.desk.contribution_ledger("2026-02").expect("the month's ledger");
    let cells: usize = ledger.rows.iter().map(|row| row.cells.len()).sum();
    assert_eq!(cells, first.lines.len());
    assert_eq!(ledger.totals, first.totals);
}

/// One unit's run leaves the other units' lines alone.
#[test]
fn a_month_can_be_run_for_one_unit() {
    let answers = Answers::of("public");
    let shanghai = "示例科技有限公司上海分公司";
    let mut place = migrated("public");
    place.desk.contribution_run("2026-03", None, now()).expect("the month is computed");
    let run = place.desk.contribution_run("2026-03", Some(shanghai), now()).expect("one unit is computed");
    let run = serde_json::to_value(run).expect("a run is JSON");
    let of_month: Vec<_> = answers.dues().into_iter().filter(|(key, _)| key.period == "2026-03").collect();
    let expected = of_month.iter().filter(|(key, _)| key.unit == shanghai).cloned().collect();
    lines::same("上海 2026-03", &expected, &lines::dues(&run));
    let ledger = place.desk.contribution_ledger("2026-03").expect("the month's ledger");
    let cells: usize = ledger.rows.iter().map(|row| row.cells.len()).sum();
    assert_eq!(cells, of_month.len());
}

/// Everybody of the key is there once, and nobody else.
#[test]
fn the_people_of_each_book_are_known() {
    for book in ["public", "seed5", "seed9"] {
        let answers = Answers::of(book);
        let place = migrated(book);
        let people = place.desk.roster_list(None).expect("the roster");
        let expected = answers.persons.iter().map(|p| (p.emp_no.clone(), (p.name.clone(), Some(p.id_no.clone()))));
        let found = people.into_iter().map(|p| (p.employee_no, (p.name, p.id_number)));
        lines::same(&format!("{book}: people"), &expected.collect(), &found.collect());
        assert_eq!(answers.persons.len(), answers.roster_cleaning.distinct_people);
    }
}

/// Only the two kinds of question that a person must decide are left open after a whole folder went in.
#[test]
fn what_is_left_to_decide_is_only_what_nobody_can_tell() {
    for book in ["public", "seed5", "seed9"] {
        let answers = Answers::of(book);
        let place = migrated(book);
        let open = place.desk.exchange_questions().expect("the open questions");
        let codes: Vec<&str> = open.iter().map(|question| question.code.as_str()).collect();
        let unclear = answers.ambiguous_pay().len();
        assert_eq!(codes, vec!["ambiguous_name"; unclear], "{book}: {open:#?}");
    }
}

/// Nothing of 人员/ and 工资/ is refused, except pay rows that wait for an answer.
#[test]
fn nothing_of_the_folders_is_refused() {
    for book in ["public", "seed5", "seed9"] {
        let report = migration(book);
        let refused: Vec<_> = report.files.iter().filter(|f| f.rejected > 0 || f.problem.is_some()).collect();
        assert!(refused.is_empty(), "{book}: {refused:#?}");
    }
}

/// The same folder again changes nothing: no batch of it leaves other facts behind.
#[test]
fn the_same_folder_again_changes_nothing() {
    let mut place = migrated("public");
    let people = |desk: &shebao_desk::Desk| serde_json::to_value(desk.roster_list(None).expect("the roster"));
    let before = people(&place.desk).expect("people are JSON");
    let sheets = places::people_and_wages("public");
    place.desk.exchange_migrate(sheets.path(), false, now(), &mut |_| true).expect("the folder goes in again");
    assert_eq!(people(&place.desk).expect("people are JSON"), before);
}
