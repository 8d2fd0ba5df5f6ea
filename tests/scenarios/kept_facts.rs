//! 读一次的底数 — rows and sums that are read in another way for a whole company say what the records themselves say, and what is
//! looked up of one person alone is what 对账 of everybody finds.

use std::collections::{BTreeMap, BTreeSet};

use shebao_desk::wire::reconciliation::FiveStates;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_store::{Action, AgencyRecord, Book, BookedSums, ListedRow, Secret, Stored, View};

use crate::places::{PASSWORD, Place, empty, now};
use crate::whole;

const COMPUTED: [&str; 3] = ["2026-01", "2026-02", "2026-03"];

/// The public book as a whole, its last three months computed.
fn public() -> Place {
    let mut place = empty();
    place.desk.exchange_migrate(&whole::folder("public"), false, now(), &mut |_| true).expect("the folder goes in");
    for month in COMPUTED {
        place.desk.contribution_run(month, None, now()).expect("the month is computed");
    }
    place
}

fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

/// One record more, over three months and booked after them, as 补缴 of a quarter is listed.
fn a_quarter(view: View<'_>) -> AgencyRecord {
    let first = view.agency_records().expect("the records").into_iter().next().expect("a record").row;
    AgencyRecord {
        period: month("2025-11"),
        period_to: month("2026-01"),
        booked: month("2026-02"),
        seq: 7,
        status: Some("未到账".to_owned()),
        ..first
    }
}

/// What is read of a record for 对账.
fn read_of(record: &Stored<AgencyRecord>) -> ListedRow {
    ListedRow {
        id: record.id,
        employee_id: record.employee_id,
        unit_id: record.unit_id,
        insurance: record.insurance,
        period: record.period,
        period_to: record.period_to,
        booked: record.booked,
        seq: record.seq,
        identity: record.identity.clone(),
        printed_name: record.printed_name.clone(),
        printed_id: record.printed_id.clone().filter(|_| record.employee_id.is_none()),
        base: record.base,
        employer: record.employer,
        employee: record.employee,
        employer_fixed: record.employer_fixed,
        employee_fixed: record.employee_fixed,
        both_shares: record.both_shares,
        uncredited: record.status.as_deref().is_some_and(|status| status.contains('未')),
    }
}

/// Both sides of a record, and the late fees that it prints.
fn amounts(record: &AgencyRecord) -> (Yuan, Yuan) {
    let fixed = [record.employer_fixed, record.employee_fixed].into_iter().flatten().sum::<Yuan>();
    let sides = match (record.employer, record.employee) {
        (None, None) => record.both_shares.unwrap_or_default(),
        (employer, employee) => employer.unwrap_or_default() + employee.unwrap_or_default(),
    };
    (sides + fixed, record.late_fees())
}

/// Whatever months are asked for: the rows whose period touches them and those booked in the last, each once, and where each
/// came from; the sums are those of the records, the dues those of the lines.
#[test]
fn rows_and_sums_are_those_of_the_records() {
    let folder = public().close();
    let secret = Secret::Password { user: None, password: PASSWORD };
    let mut book = Book::open(&folder.path().join("book"), &secret, "test", now()).expect("the book");
    let record = a_quarter(book.view());
    let action = Action { action: "test.record", object: "agency_record" };
    book.act(&action, now(), |tx| tx.insert_agency_record(&record).map(drop)).expect("a record of a quarter");
    let view = book.view();
    let records = view.agency_records().expect("the records");
    assert!(records.len() > 800, "the lists of a company: {}", records.len());
    let spans = ["2025-06", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-05"];
    for (from, to) in spans.map(|to| (month(to).previous(), month(to))) {
        let touches = |r: &&Stored<AgencyRecord>| (r.period <= to && r.period_to >= from) || r.booked == to;
        let wanted: Vec<ListedRow> = records.iter().filter(touches).map(read_of).collect();
        let (before, current) = (view.listed_rows(from).expect("the rows"), view.listed_rows(to).expect("the rows"));
        assert!(
            before.is_sorted_by(|a, b| a.in_order(b).is_lt()) && current.is_sorted_by(|a, b| a.in_order(b).is_lt())
        );
        let besides = view.listed_rows_besides(from, to).expect("the rows");
        let mut read: Vec<ListedRow> = before.into_iter().chain(current).chain(besides).collect();
        let origins = view.listed_origins(from, to).expect("their origins");
        assert_eq!(origins.len(), wanted.len(), "{to}");
        for record in records.iter().filter(touches) {
            let all = [record.origin, record.employee_origin, record.fixed_origin];
            assert_eq!(origins[&record.id], all.into_iter().flatten().collect::<Vec<_>>(), "{to}");
        }
        // All records are read unit by unit in the order of booking, period and person.
        read.sort_by(ListedRow::in_order);
        assert_eq!(read, wanted, "{to}");
    }
    let (first, last) = (month("2025-07"), month("2026-04"));
    type Group = (i64, Month, Month, Insurance, Option<i64>);
    let mut wanted: BTreeMap<Group, (Yuan, Yuan)> = BTreeMap::new();
    for record in records.iter().filter(|record| first <= record.booked && record.booked <= last) {
        let sheet = record.origin.map(|origin| origin.sheet_id);
        let sum = wanted.entry((record.unit_id, record.booked, record.period, record.insurance, sheet)).or_default();
        let (amount, fee) = amounts(record);
        *sum = (sum.0 + amount, sum.1 + fee);
    }
    let sums = view.agency_sums(first, last).expect("the sums").into_iter();
    let sums = sums.map(|s| ((s.unit_id, s.booked, s.period, s.insurance, s.sheet_id), (s.amount, s.late_fee)));
    assert_eq!(sums.collect::<BTreeMap<_, _>>(), wanted);
    dues_are_those_of_the_lines(view);
}

/// 应缴合计: people and both sides of each month of booking, unit and insurance. Whoever joined late has two lines booked in one
/// month, and is one person.
fn dues_are_those_of_the_lines(view: View<'_>) {
    type Sums = (BTreeSet<i64>, Yuan, Yuan);
    let mut wanted: BTreeMap<(Month, i64, Insurance), Sums> = BTreeMap::new();
    for of in COMPUTED {
        for line in view.ledger(month(of), None).expect("the lines") {
            let sum = wanted.entry((line.booked_month, line.unit_id, line.insurance)).or_default();
            sum.0.insert(line.employee_id);
            sum.1 += line.employer.unwrap_or_default();
            sum.2 += line.employee.unwrap_or_default();
        }
    }
    let mut sums = BookedSums::default();
    for of in COMPUTED {
        sums.add(&view.computed_lines(month(of)).expect("the lines"));
    }
    let sums = sums.sums().into_iter().map(|s| ((s.booked, s.unit_id, s.insurance), (s.heads, s.employer, s.employee)));
    let heads = |people: BTreeSet<i64>| i64::try_from(people.len()).expect("a count");
    let wanted =
        wanted.into_iter().map(|(key, (people, employer, employee))| (key, (heads(people), employer, employee)));
    assert_eq!(sums.collect::<BTreeMap<_, _>>(), wanted.collect());
}

/// The furthest of the five states.
fn furthest(states: &FiveStates) -> &'static str {
    let reached = [
        (states.credited.is_some(), "credited"),
        (states.debited.is_some(), "debited"),
        (states.declared.is_some(), "declared"),
        (states.deducted.is_some(), "deducted"),
        (states.computed.is_some(), "computed"),
    ];
    reached.into_iter().find(|(there, _)| *there).map_or("uncomputed", |(_, state)| state)
}

/// A strip looks at one person only where no list speaks of a month; the five states come from everybody's 对账. A month that
/// was never computed says so and bears no amount.
#[test]
fn one_persons_strip_is_what_everybodys_reconciliation_finds() {
    let place = public();
    let months = ["2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05"];
    let mut found: BTreeMap<(String, String, Insurance, usize), &'static str> = BTreeMap::new();
    for (at, month) in months.iter().enumerate() {
        let all = place.desk.reconciliation_states(month, None, None, now()).expect("the five states");
        assert!(all.len() > 100, "{month}");
        found.extend(all.iter().map(|s| ((s.employee_no.clone(), s.unit.clone(), s.insurance, at), furthest(s))));
    }
    let people: Vec<String> = found.keys().map(|(no, ..)| no.clone()).collect();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for no in people.chunk_by(|a, b| a == b).filter_map(|own| own.first()) {
        let strip = place.desk.insight_person(no, months[0], months[5], now()).expect("a strip");
        for row in &strip.rows {
            for (at, cell) in row.cells.iter().enumerate() {
                let known = found.get(&(no.clone(), row.unit.clone(), row.insurance, at)).copied().unwrap_or("none");
                // That a record is missing is told before how far the line is.
                assert!(cell.state == known || cell.state == "missing", "{no} {} {}: {known}", months[at], cell.state);
                assert!(cell.state != "uncomputed" || cell.due.is_none(), "{no} {}", months[at]);
                *seen.entry(cell.state.clone()).or_default() += 1;
            }
        }
    }
    for state in ["credited", "missing", "uncomputed", "none"] {
        assert!(seen.contains_key(state), "{state}: {seen:?}");
    }
}
