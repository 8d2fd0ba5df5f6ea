//! What the program prints for reading: the clerk's words, no identifiers.

use crate::places::folder;
use crate::program::{Script, bare};

/// What is listed of the demo company, one command a line.
const LISTS: &str = "book info
book check
book backups
unit list
roster list
roster rules 001
enrollment list --month 2026-02
enrollment tasks
enrollment days
contribution run 2026-03
contribution explain 2026-02 --employee 001 --insurance medical
contribution estimate --region 北京 --month 2026-02 --base 9500
contribution true-ups
reconciliation states 2026-02
reconciliation run 2026-02
remittance list --month 2026-02
remittance cash
remittance reminders
arrears list
arrears advances
month list
month checklist 2026-02
month reversals
journal list
journal search
journal verify
policy show --region 北京 --insurance pension
policy coverage
policy check
policy stamp
policy layers
alert list
insight board 2026-02
insight trend 2026-02
exchange batches
exchange questions
exchange matches list
exchange map list
exchange archive list
exchange rows payroll
exchange rows bank_statement
exchange rows claims
exchange rows agency_records
exchange rows housing_fund_records
exchange rows roster
exchange rows enrollments
user list
privacy keeping
privacy requests
privacy forms";

/// A heading, a name before its value or a whole cell that is a word of scripts: `enroll_cutoff_day`, `draft`.
fn identifiers(text: &str) -> Vec<&str> {
    let cells = text.lines().flat_map(|line| line.split("  ")).flat_map(|cell| cell.split(['：', '（']));
    let script = |cell: &&str| {
        cell.starts_with(|c: char| c.is_ascii_lowercase()) && cell.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    };
    cells.map(str::trim).filter(script).collect()
}

#[test]
fn what_is_listed_is_in_the_clerks_words() {
    let folder = folder();
    let book = folder.path().join("demo");
    let made = bare(&["book", "demo", "--json", "--book", &book.to_string_lossy()]);
    let script = Script::on(&book, made.json["password"].as_str().expect("its password"), "2026-03-20");
    let told: Vec<String> = LISTS
        .lines()
        .filter_map(|command| {
            let text = script.read(&command.split(' ').collect::<Vec<_>>());
            let found = identifiers(&text);
            (!found.is_empty()).then(|| format!("{command}: {found:?}"))
        })
        .collect();
    assert_eq!(told, Vec::<String>::new());
}

#[test]
fn an_identifier_is_found_wherever_it_stands() {
    let text = " 状态    环节     newest \n ══════\n draft   已核定   是\nenroll_cutoff_day：25\n截止：2026-03 final.xlsx\nmatches（0）";
    assert_eq!(identifiers(text), ["newest", "draft", "enroll_cutoff_day", "matches"]);
}
