//! The whole monthly job through the real program, as a script would do it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::answers::Answers;
use crate::lines::{self, text};
use crate::places::{COMPANY, CREDIT_CODE, PASSWORD, TODAY, folder, people_and_wages};
use crate::program::{Script, bare};

fn new_book(folder: &tempfile::TempDir) -> Script {
    let script = Script::on(&folder.path().join("book"), PASSWORD, TODAY);
    let created = script.done(&["book", "create", "--company", COMPANY, "--credit-code", CREDIT_CODE]);
    assert_eq!(text(&created, "recovery_code").split('-').count(), 14, "{created}");
    script
}

fn fixture_folder() -> String {
    shebao_tests::fixture("books/public").display().to_string()
}

/// Create, migrate the whole folder, run fifteen months: 3,414 lines and 203 totals, as in the key.
#[test]
fn the_whole_job_through_the_program() {
    let folder = folder();
    let script = new_book(&folder);
    let migrated = script.done(&["exchange", "migrate", &fixture_folder()]);
    what_went_in(&migrated);
    let answers = Answers::of("public");
    let (mut found, mut totals) = (BTreeMap::new(), BTreeMap::new());
    for month in answers.months() {
        let run = script.done(&["contribution", "run", &month]);
        found.extend(lines::dues(&run));
        totals.extend(lines::totals(&run));
    }
    assert_eq!(found.len(), 3414);
    lines::same("lines", &answers.dues(), &found);
    lines::same("totals", &answers.totals(), &totals);
    let info = script.done(&["book", "info"]);
    assert_eq!((info["employees"].as_u64(), info["months"].as_array().map(Vec::len)), (Some(62), Some(15)), "{info}");
    assert_eq!(script.done(&["book", "check"])["ok"], true);
    let stored = ["agency_records", "housing_fund_records"].map(|kind| script.done(&["exchange", "rows", kind]));
    let counts = stored.map(|rows| rows["rows"].as_array().map(Vec::len));
    assert_eq!(counts, [Some(884 - FUND), Some(FUND)]);
    explained(&script);
    printed(&script, &folder);
}

/// Records of the fund centres among the 884 bureau_records of the key: 65 of 北京, 46 of 上海, 52 of 深圳.
const FUND: usize = 65 + 46 + 52;

fn what_went_in(migrated: &Value) {
    let files = migrated["files"].as_array().expect("files");
    for file in files {
        assert_eq!(file["problem"], Value::Null, "{file}");
    }
    let named: std::collections::BTreeSet<String> = files.iter().map(|file| text(file, "file")).collect();
    // 45 files of the folder beside answers.json: 4 of people, 4 of wages, 20 of bureaus, 9 of the fund, 7 of banks, 1 of claims.
    let mut count = BTreeMap::new();
    for file in &named {
        *count.entry(file.split('/').next().unwrap_or_default()).or_insert(0) += 1;
    }
    let expected = [("人员", 4), ("工资", 4), ("社保", 20), ("公积金", 9), ("银行", 7), ("报销", 1)];
    assert_eq!(count, expected.into_iter().collect(), "{named:?}");
    assert_eq!(migrated["batches"].as_array().map(Vec::len), Some(45), "{migrated}");
}

/// 00002 is above the cap of 北京 in 2025-10 (key: declared 47174, base 35811, 医疗 3509.48 and 719.22 with 3 yuan fixed).
fn explained(script: &Script) {
    let reason = script.done(&["contribution", "explain", "2025-10", "--employee", "00002", "--insurance", "medical"]);
    assert_eq!((text(&reason, "employer"), text(&reason, "employee")), ("3509.48".to_owned(), "719.22".to_owned()));
    let steps = reason["steps"].as_array().expect("steps");
    let values: Vec<String> = steps.iter().map(|step| text(step, "value")).collect();
    assert_eq!(values[1..], ["47174.00", "35811.00", "3509.48", "719.22", "4228.70"], "{reason}");
    let base = steps.iter().find(|step| step["kind"] == "base").expect("the base");
    assert!(base["source"]["title"].as_str().is_some_and(|title| !title.is_empty()), "{base}");
    assert!(base["source"]["url"].as_str().is_some_and(|url| url.contains("beijing.gov.cn")), "{base}");
    assert!(base["source"]["quote"].as_str().is_some_and(|quote| quote.contains("35811")), "{base}");
}

fn printed(script: &Script, folder: &tempfile::TempDir) {
    let out = folder.path().join("说明.pdf");
    let path = out.display().to_string();
    let months = ["--from", "2025-07", "--to", "2026-03", "--out", &path];
    let printed = script.done(&[&["statement", "print", "--employee", "00001"], &months[..]].concat());
    assert_eq!(printed["files"].as_array().map(Vec::len), Some(1), "{printed}");
    assert!(printed["pages"].as_u64().is_some_and(|pages| pages >= 1), "{printed}");
    let bytes = std::fs::read(&out).expect("the statement was written");
    assert!(bytes.starts_with(b"%PDF-") && bytes.len() > 5_000, "{} bytes", bytes.len());
}

/// `journal undo` takes the last action back, `exchange undo` a whole batch.
#[test]
fn what_was_done_is_taken_back_through_the_program() {
    let folder = folder();
    let script = new_book(&folder);
    let sheets = people_and_wages("public");
    let migrated = script.done(&["exchange", "migrate", &sheets.path().display().to_string()]);
    let before = script.done(&["unit", "list"]);
    let own =
        ["--insurance", "unemployment", "--from", "2026-04", "--employer-rate", "0.005", "--employee-rate", "0.005"];
    let set = [&["unit", "set", "--unit", COMPANY, "--source", "示例：缴费通知单"], &own[..]].concat();
    script.done(&set);
    assert_ne!(script.done(&["unit", "list"]), before);
    let undone = script.done(&["journal", "undo"]);
    assert_eq!(undone["action"], "新增单位参数", "{undone}");
    assert_eq!(script.done(&["unit", "list"]), before);
    let batches = migrated["batches"].as_array().expect("batches");
    let number = |batch: &Value| batch.as_i64().expect("a batch has its number").to_string();
    let first = script.run(&["exchange", "undo", &number(&batches[0])]);
    assert_eq!((first.code, &first.json["error"]["code"]), (3, &Value::from("undo_blocked")), "{first:?}");
    for batch in batches.iter().rev() {
        script.done(&["exchange", "undo", &number(batch)]);
    }
    assert_eq!(script.done(&["roster", "list"])["persons"], serde_json::json!([]));
    assert_eq!(script.done(&["unit", "list"])["units"], serde_json::json!([]));
}

/// 试算 needs no book: 北京 2026-02, base 9500: pension 16 % and 8 % = 1520.00 and 760.00; medical 2 % + 3 = 193.00.
#[test]
fn an_estimate_needs_no_book() {
    let rates = ["--work-injury-rate", "0.004", "--fund-employer", "0.12", "--fund-employee", "0.12"];
    let place = ["contribution", "estimate", "--region", "北京", "--month", "2026-02", "--base", "9500"];
    let answer = bare(&[&place[..], &rates[..], &["--today", TODAY, "--json"]].concat());
    assert_eq!(answer.code, 0, "{}", answer.json);
    let amounts: BTreeMap<String, (String, String)> = answer.json["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| (text(line, "insurance"), (text(line, "employer"), text(line, "employee"))))
        .collect();
    let of = |insurance: &str| amounts.get(insurance).map(|(er, ee)| (er.as_str(), ee.as_str()));
    assert_eq!(of("pension"), Some(("1520.00", "760.00")));
    assert_eq!(of("medical"), Some(("931.00", "193.00")));
    assert_eq!(of("unemployment"), Some(("47.50", "47.50")));
    assert_eq!(of("work_injury"), Some(("38.00", "0.00")));
    assert_eq!(of("housing_fund"), Some(("1140.00", "1140.00")));
}
