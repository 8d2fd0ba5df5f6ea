//! Bank statements: every line, the sums and balances of each file, and which lines collect contributions.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::answers::{Answers, decimal};
use crate::lines::{same, text};
use crate::places::{self, import, now, person_sheet};
use crate::whole::{BOOKS, folder, key, place_of, rows, whole};

/// Lines, sums and closing balance of each file, as the key has them.
#[test]
fn every_statement_has_its_lines_sums_and_balance() {
    for book in BOOKS {
        let sums = |value: &Value, names: [&str; 4]| -> Vec<String> {
            let amounts = names[1..].iter().map(|name| decimal(&text(value, name)).to_string());
            std::iter::once(value[names[0]].to_string()).chain(amounts).collect()
        };
        let files = key(book, "bank_files");
        let files = files.as_array().expect("files");
        assert_eq!(files.len(), 7, "{book}: three months of 北京 and 深圳, one file of 上海");
        let expected: BTreeMap<String, Vec<String>> =
            files.iter().map(|f| (text(f, "file"), sums(f, ["lines", "out_total", "in_total", "closing"]))).collect();
        let listed = whole(book).bank["statements"].as_array().expect("statements");
        let found: BTreeMap<String, Vec<String>> = listed
            .iter()
            .map(|s| (text(s, "file"), sums(s, ["lines", "debit_total", "credit_total", "closing"])))
            .collect();
        same(&format!("{book}: statements"), &expected, &found);
        // 期初余额 of an account stands with its last file: the first file has to begin with it.
        let openings: BTreeSet<String> =
            files.iter().filter_map(|f| f["opening"].as_str()).map(|o| decimal(o).to_string()).collect();
        let first = listed.iter().map(|s| decimal(&text(s, "opening")).to_string()).collect::<BTreeSet<_>>();
        assert!(openings.is_subset(&first), "{book}: {openings:?} in {first:?}");
    }
}

/// Each line follows from the one before; nothing of a clean statement is asked or refused.
#[test]
fn nothing_of_a_statement_is_refused_or_asked() {
    for book in BOOKS {
        let of_bank = whole(book).report.files.iter().filter(|f| f.kind == "bank_statement");
        let files: Vec<_> = of_bank.collect();
        assert_eq!(files.len(), 7, "{book}");
        for file in files {
            assert!(file.rejected == 0 && file.questions.is_empty() && file.problem.is_none(), "{book}: {file:?}");
        }
    }
}

/// 四笔 480.00 of one day are four lines.
#[test]
fn equal_lines_are_no_duplicates() {
    let normal = key("public", "normal_events");
    let alike = normal.as_array().expect("events").iter().filter(|e| e["amount"] == "480.00");
    let listed = rows(&whole("public").bank);
    let mut seen = 0;
    for event in alike {
        let wanted: BTreeSet<u64> =
            event["rows"].as_array().expect("rows").iter().map(|r| r.as_u64().expect("a row")).collect();
        let of_day = listed.iter().filter(|row| {
            text(row, "date") == text(event, "date")
                && text(row, "debit") == "480.00"
                && place_of(row).0 == text(event, "file")
        });
        let found: BTreeSet<u64> = of_day.map(|row| place_of(row).1).collect();
        assert!(wanted.is_subset(&found), "{event}: {found:?}");
        seen += 1;
    }
    assert_eq!(seen, 9, "three months of three accounts");
}

/// What a line of interest is: file, row, day, amount, group, role.
type Interest = BTreeMap<(String, u64), (String, String, String, String)>;

/// Exactly the key's lines are told to collect contributions, with their group; no decoy is.
#[test]
fn the_lines_of_interest_are_found_and_nothing_else() {
    for book in BOOKS {
        let answers = key(book, "bank_lines_of_interest");
        let answers = answers.as_array().expect("lines");
        let expected: Interest = answers
            .iter()
            .map(|line| {
                let place = (text(line, "file"), line["row"].as_u64().expect("a row"));
                let amount = decimal(&text(line, "amount")).to_string();
                (place, (text(line, "date"), amount, text(line, "group"), text(line, "role")))
            })
            .collect();
        let told = rows(&whole(book).bank).iter().filter(|row| !row["candidate"].is_null());
        let found: Interest = told
            .map(|row| {
                let candidate = &row["candidate"];
                assert_eq!(candidate["certainty"], "told", "{row}");
                let amount = decimal(&text(row, "debit")) - decimal(&text(row, "credit"));
                let group = text(candidate, "debit_group");
                (place_of(row), (text(row, "date"), amount.normalize().to_string(), group, text(candidate, "role")))
            })
            .collect();
        same(&format!("{book}: lines of interest"), &expected, &found);
        periods(book, answers);
    }
}

/// The period is told where the bank prints one: everywhere but in the debits of 上海 for social insurance.
fn periods(book: &str, answers: &[Value]) {
    for line in answers {
        let place = (text(line, "file"), line["row"].as_u64().expect("a row"));
        let row = rows(&whole(book).bank).iter().find(|row| place_of(row) == place).expect("it is stored");
        let told = row["candidate"]["periods"].as_array().expect("periods");
        if line["unit"] == "SH" && line["group"] == "社保" {
            assert!(told.is_empty(), "{row}");
        } else {
            assert_eq!(told, &[line["for_month"].clone()], "{row}");
        }
        assert_eq!(row["candidate"]["late_fee"], line["note"] == "含滞纳金", "{row}");
    }
}

/// Each account is known by its number as the unit's own.
#[test]
fn each_statement_belongs_to_its_unit() {
    let answers = Answers::of("public");
    let units = key("public", "units");
    let expected: BTreeMap<String, String> =
        units.as_array().expect("units").iter().map(|u| (text(u, "acct"), text(u, "name"))).collect();
    assert_eq!(expected.len(), 3);
    assert!(!answers.persons.is_empty());
    let lines = rows(&whole("public").bank);
    let found: BTreeMap<String, String> = lines.iter().map(|row| (text(row, "account"), text(row, "unit"))).collect();
    same("accounts", &expected, &found);
}

fn bank(book: &str, name: &str) -> std::path::PathBuf {
    folder(book).join("银行").join(name)
}

/// A book with its units and one statement: 194 lines of 工行 in January by the key.
fn with_january() -> places::Place {
    let mut place = places::empty();
    import(&mut place.desk, &person_sheet("public", "单位参保参数.xlsx"));
    let report = import(&mut place.desk, &bank("public", "工行流水_北京_202601.xlsx"));
    assert_eq!((report.accepted, report.unchanged), (194, 0));
    place
}

#[test]
fn the_same_file_again_adds_nothing() {
    let mut place = with_january();
    let again = import(&mut place.desk, &bank("public", "工行流水_北京_202601.xlsx"));
    assert_eq!((again.accepted, again.unchanged), (0, 194));
    let listed = place.desk.exchange_rows("bank_statement", None, None, now()).expect("the lines");
    assert_eq!(rows(&listed).len(), 194);
}

/// A statement of January and February together, after January alone: only February's 199 lines are new. The merged
/// file is a text file of another arrangement.
#[test]
fn an_overlapping_period_adds_only_what_is_new() {
    let mut place = with_january();
    let mut lines: Vec<String> =
        vec!["账号,0200099900000001234".to_owned(), "交易日期,摘要,附言,对方单位,支出,收入,余额".to_owned()];
    let whole = rows(&whole("public").bank);
    let quoted = |row: &Value, name: &str| format!("\"{}\"", row[name].as_str().unwrap_or_default());
    let file = |month: &str| format!("银行/工行流水_北京_{month}.xlsx");
    for row in whole.iter().filter(|row| [file("202601"), file("202602")].contains(&place_of(row).0)) {
        let names = ["date", "summary", "remark", "counterparty", "debit", "credit", "balance"];
        lines.push(names.map(|name| quoted(row, name)).join(","));
    }
    assert_eq!(lines.len() - 2, 194 + 199);
    let path = place.book.parent().expect("a folder").join("一月二月.csv");
    std::fs::write(&path, lines.join("\r\n")).expect("the file is written");
    let report = import(&mut place.desk, &path);
    assert_eq!((report.accepted, report.unchanged, report.rejected.len()), (199, 194, 0), "{:?}", report.rejected);
    place.desk.exchange_undo(i64::from(report.batch.expect("a batch")), now()).expect("it is undone");
    let listed = place.desk.exchange_rows("bank_statement", None, None, now()).expect("the lines");
    assert_eq!(rows(&listed).len(), 194, "the first file's lines stay");
}

/// A line that is missing in the middle is seen: the balance does not follow.
#[test]
fn a_missing_line_is_asked_about() {
    let mut place = places::empty();
    import(&mut place.desk, &person_sheet("public", "单位参保参数.xlsx"));
    let text = [
        "账号：0200099900000001234",
        "交易日期,支出,收入,余额,对方单位,摘要",
        "2026-01-05,,100.00,1100.00,甲公司,货款",
        "2026-01-06,50.00,,1050.00,乙公司,货款",
        "2026-01-08,25.00,,1000.00,乙公司,货款",
        "合计,75.00,100.00,,,",
    ];
    let path = place.book.parent().expect("a folder").join("缺行.csv");
    std::fs::write(&path, text.join("\n")).expect("the file is written");
    let report = import(&mut place.desk, &path);
    assert_eq!((report.accepted, report.rejected.len()), (3, 0));
    let asked: Vec<(u32, &str)> = report.questions.iter().map(|q| (q.row, q.code.as_str())).collect();
    assert_eq!(asked, [(5, "balance_breaks")], "1050.00 − 25.00 is not 1000.00");
    let totals: Vec<(&str, Option<&str>)> =
        report.control_totals.iter().map(|t| (t.ours.as_str(), t.file.as_deref())).collect();
    assert_eq!(totals[..2], [("75.00", Some("75.00")), ("100.00", Some("100.00"))], "{totals:?}");
}

/// Without account, holder or hint nobody can tell whose money it is: nothing is stored.
#[test]
fn a_statement_of_nobody_is_refused() {
    let mut place = places::empty();
    import(&mut place.desk, &person_sheet("public", "单位参保参数.xlsx"));
    let text = "交易日期,支出,收入,余额,摘要\n2026-01-05,,100.00,1100.00,货款\n2026-01-06,50.00,,1050.00,货款\n";
    let path = place.book.parent().expect("a folder").join("流水.csv");
    std::fs::write(&path, text).expect("the file is written");
    let handle = shebao_desk::exchange::inspect(&places::tools(), &path).expect("it can be read").handle;
    let request = shebao_desk::wire::exchange::ImportRequest { handle, good_rows_only: true, ..Default::default() };
    let refused = place.desk.exchange_import(&request, now()).expect_err("nothing can be taken in");
    assert!(refused.details.iter().all(|line| line.contains("账户")), "{refused:?}");
    let told =
        shebao_desk::wire::exchange::ImportRequest { unit: Some("示例科技有限公司".to_owned()), ..request };
    let report = place.desk.exchange_import(&told, now()).expect("the clerk says whose it is");
    assert_eq!(report.accepted, 2);
}
