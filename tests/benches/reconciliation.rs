//! 对账 — a month of three sources reconciled, against the plain joins of the very same rows.

use std::path::Path;

use rusqlite::{Connection, params};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_store::{Action, BankLine, ContributionLine, DeductionKind, MatchStrength, Tx, Wage, WageDeduction};

use crate::bare;
use crate::company::{INSURANCES, Shelf, listed, month, now, open};
use crate::figures::{alternate, timed};

/// The tables of lists and statements, as the program defines them.
const LISTS: &str = include_str!("../../src-tauri/crates/store/migrations/0003_agency_record.sql");
const STATEMENTS: &str = include_str!("../../src-tauri/crates/store/migrations/0004_bank_and_claim.sql");

const RUNS: usize = 5;

/// 10,000 people of seven insurances, each due, deducted, listed and debited.
pub fn bench() {
    let (people, of) = (10_000, month("2026-03"));
    let mut shelf = Shelf::new();
    let place = shelf.book(people);
    let mut desk = shelf.desk(&place);
    desk.contribution_run(&of.to_string(), None, now()).expect("a run");
    drop(desk);
    let lines = sources(&place, of);
    assert_eq!(lines.len(), people * INSURANCES);
    let bare = joined(&shelf.place(), &place, &lines, of);
    let pairs = alternate(RUNS, |_| {
        // A book just opened: what was worked out before would be kept.
        let desk = shelf.desk(&place);
        let (ours, found) = timed(|| desk.reconciliation_run(&of.to_string(), None, now()).expect("reconciled"));
        assert_eq!((found.persons.len(), found.residual), (0, Yuan::ZERO), "all three sources agree");
        assert!(found.by_booking.iter().all(|row| row.difference == Some(Yuan::ZERO)), "{:?}", found.by_booking);
        let (bare, rows) = timed(|| joins(&bare, of));
        assert_eq!(rows, lines.len());
        (ours, bare)
    });
    pairs.line("10,000 people x 7 reconciled : the plain joins of these rows", 10.0);
}

/// What lists, pay sheets and the bank say of the month: the same as is due.
fn sources(place: &Path, of: Month) -> Vec<ContributionLine> {
    let mut book = open(place);
    let lines = book.view().ledger(of, None).expect("lines");
    let action = Action { action: "bench.sources", object: "bench" };
    book.act(&action, now(), |tx| put(tx, &lines, of)).expect("three sources");
    lines
}

fn put(tx: &mut Tx<'_>, lines: &[ContributionLine], of: Month) -> shebao_store::Result<()> {
    for line in lines {
        tx.insert_agency_record(&listed(line))?;
    }
    for own in lines.chunk_by(|a, b| a.employee_id == b.employee_id) {
        tx.insert_wage(&wage(own, of))?;
    }
    let unit = lines.first().map(|line| line.unit_id);
    for (at, fund) in [(1, false), (2, true)] {
        let own = lines.iter().filter(|line| line.insurance.is_fund() == fund);
        let sum: Yuan = own.map(|l| l.employer.unwrap_or_default() + l.employee.unwrap_or_default()).sum();
        tx.insert_bank_line(&debit(unit, of, at, sum, fund))?;
    }
    Ok(())
}

fn wage(own: &[ContributionLine], of: Month) -> Wage {
    let taken = own.iter().filter_map(|line| line.employee.map(|amount| (line.insurance, amount)));
    let taken = taken.filter(|(_, amount)| !amount.is_zero());
    Wage {
        employee_id: own[0].employee_id,
        pay_month: of,
        unit_id: Some(own[0].unit_id),
        gross: None,
        taxable: None,
        tax: None,
        net: None,
        match_strength: MatchStrength::Id,
        origin: None,
        items: Vec::new(),
        deductions: taken
            .map(|(insurance, amount)| WageDeduction { insurance, kind: DeductionKind::Current, amount })
            .collect(),
    }
}

fn debit(unit_id: Option<i64>, of: Month, at: i64, amount: Yuan, fund: bool) -> BankLine {
    let (party, text) = if fund {
        ("市住房公积金管理中心", "公积金汇缴")
    } else {
        ("国家税务总局税务局", "社保费")
    };
    BankLine {
        account: "755999900000098".to_owned(),
        unit_id,
        day: of.first_day(),
        time: None,
        debit: amount,
        credit: Yuan::ZERO,
        balance: None,
        counterparty: Some(party.to_owned()),
        counterparty_account: None,
        summary: Some("扣款".to_owned()),
        remark: Some(text.to_owned()),
        serial: None,
        identity: format!("line {at}"),
        occurrence: 1,
        origin: None,
    }
}

/// The same rows in the engine's own file.
fn joined(file: &Path, place: &Path, lines: &[ContributionLine], of: Month) -> Connection {
    let conn = bare::database(file);
    conn.execute_batch(&format!("BEGIN; {LISTS} {STATEMENTS} COMMIT")).expect("tables");
    let book = open(place);
    let view = book.view();
    bare::transaction(&conn, || {
        view.units().expect("units").iter().for_each(|unit| bare::insert_unit(&conn, unit.id));
        bare::insert_employees(&conn, &view.employees().expect("people"));
        lines.iter().filter_map(|line| line.rule_id).for_each(|id| bare::insert_terms(&conn, id));
        bare::insert_lines(&conn, lines);
        insert(&conn, lines, of);
    });
    conn
}

fn insert(conn: &Connection, lines: &[ContributionLine], of: Month) {
    let sql = "INSERT INTO agency_record (employee_id, unit_id, insurance, period, period_to, booked, kind, seq,
        identity, employer, employee) VALUES (?1, ?2, ?3, ?4, ?4, ?5, 'regular', 0, ?6, ?7, ?8)";
    let mut records = conn.prepare(sql).expect("a statement");
    let sql = "INSERT INTO wage (id, employee_id, pay_month, unit_id, match_strength) VALUES (?1, ?1, ?2, ?3, 'id')";
    let mut wages = conn.prepare(sql).expect("a statement");
    let sql = "INSERT INTO wage_deduction (wage_id, insurance, kind, employee_id, amount)
        VALUES (?1, ?2, 'current', ?1, ?3)";
    let mut deductions = conn.prepare(sql).expect("a statement");
    let fen = |amount: Option<Yuan>| amount.map(Yuan::fen);
    for line in lines {
        let (id, insurance) = (line.employee_id, line.insurance.id());
        let (period, booked) = (line.month.compact(), line.booked_month.compact());
        let (employer, employee) = (fen(line.employer), fen(line.employee));
        let identity = format!("{id:08}");
        records
            .execute(params![id, line.unit_id, insurance, period, booked, identity, employer, employee])
            .expect("a record");
        if line.insurance == Insurance::Pension {
            wages.execute(params![id, of.compact(), line.unit_id]).expect("a pay slip");
        }
        deductions.execute(params![id, insurance, employee]).expect("a deduction");
    }
}

/// What a script would ask: every line beside its row and its deduction, and the sums of the month. Left to itself the engine
/// takes the index of the month, in which every line would look through the rows of everybody.
fn joins(conn: &Connection, of: Month) -> usize {
    let sql = "SELECT c.employee_id, c.unit_id, c.insurance, c.employer, c.employee, sum(a.employer), sum(a.employee),
            (SELECT sum(d.amount) FROM wage w INDEXED BY wage_once JOIN wage_deduction d ON d.wage_id = w.id
             WHERE w.employee_id = c.employee_id AND w.pay_month = c.month AND d.insurance = c.insurance)
        FROM contribution c LEFT JOIN agency_record a INDEXED BY agency_record_employee
            ON a.employee_id = c.employee_id AND a.period = c.month AND a.insurance = c.insurance AND a.unit_id = c.unit_id
        WHERE c.month = ?1 GROUP BY c.employee_id, c.unit_id, c.insurance";
    let mut statement = conn.prepare_cached(sql).expect("a statement");
    let mut rows = statement.query([of.compact()]).expect("joins");
    let mut count = 0;
    while let Some(row) = rows.next().expect("a row") {
        let same = |a: usize, b: usize| row.get::<_, Option<i64>>(a).expect("fen") == row.get(b).expect("fen");
        assert!(same(3, 5) && same(4, 6) && same(4, 7), "the rows agree");
        count += 1;
    }
    let sql = "SELECT insurance, sum(employer + employee) FROM agency_record WHERE booked = ?1 GROUP BY insurance";
    let mut statement = conn.prepare_cached(sql).expect("a statement");
    let mut sums = statement.query([of.compact()]).expect("sums");
    while sums.next().expect("a sum").is_some() {}
    count
}
