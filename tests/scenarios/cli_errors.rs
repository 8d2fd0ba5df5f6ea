//! What the program answers when something is wrong: exit code, and a Chinese message that says the next step.

use crate::places::{COMPANY, CREDIT_CODE, PASSWORD, TODAY, folder};
use crate::program::{Answer, Script, bare};

/// A failure as the contract has it: exit code, code, Chinese message with a next step, list of details.
#[track_caller]
pub fn refused(answer: &Answer, exit: i32, code: &str) {
    let error = &answer.json["error"];
    assert_eq!((answer.code, error["code"].as_str()), (exit, Some(code)), "{}", answer.json);
    clear(error["message"].as_str().unwrap_or_default());
    assert!(error["details"].is_array(), "{}", answer.json);
}

/// A message for the clerk: Chinese, with a next step, nothing left to fill in.
#[track_caller]
pub fn clear(message: &str) {
    let chinese = message.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    assert!(chinese >= 8, "no sentence a clerk could read: {message}");
    let says_what_next = ["请", "先", "可以", "至少要"].iter().any(|word| message.contains(word));
    assert!(says_what_next, "no next step: {message}");
    assert!(!message.contains('{') && !message.contains('_'), "not worded: {message}");
}

#[test]
fn each_failure_has_its_exit_code_and_its_words() {
    let folder = folder();
    let book = folder.path().join("book");
    let script = Script::on(&book, PASSWORD, TODAY);
    refused(&script.run(&["book", "info"]), 3, "book_missing");
    let create = ["book", "create", "--company", COMPANY, "--credit-code"];
    refused(&script.run(&[&create[..], &["91110105EXAMPLE112"]].concat()), 3, "invalid_credit_code");
    refused(&Script::on(&book, "短", TODAY).run(&[&create[..], &[CREDIT_CODE]].concat()), 3, "weak_password");
    assert!(!book.join("keys.json").exists(), "a refused book leaves nothing");
    let script = Script::on(&book, PASSWORD, TODAY);
    script.done(&[&create[..], &[CREDIT_CODE]].concat());
    refused(&script.run(&[&create[..], &[CREDIT_CODE]].concat()), 3, "book_exists");
    let stranger = Script::on(&book, "不是这个密码", TODAY);
    refused(&stranger.run(&["book", "info"]), 4, "wrong_password");
    let script = Script::on(&book, PASSWORD, TODAY);
    let unit = ["unit", "add", "--name", COMPANY, "--from", "2025-01", "--region"];
    refused(&script.run(&[&unit[..], &["桃花源"]].concat()), 3, "unknown_region");
    refused(&script.run(&["contribution", "run", "2026-02", "--unit", "没有的单位"]), 3, "unknown_unit");
    refused(&script.run(&["contribution", "run", "2026-13"]), 3, "invalid_input");
    let explain = ["contribution", "explain", "2026-02", "--employee", "00001", "--insurance"];
    refused(&script.run(&[&explain[..], &["pension"]].concat()), 3, "unknown_employee");
    refused(&script.run(&[&explain[..], &["养猫保险"]].concat()), 3, "unknown_insurance");
    refused(&script.run(&["exchange", "undo", "1"]), 3, "unknown_record");
    // Kinds are identifiers of the command line, so they stand in the message.
    let rows = script.run(&["exchange", "rows", "养猫记录"]);
    assert_eq!((rows.code, rows.json["error"]["code"].as_str()), (3, Some("invalid_input")), "{}", rows.json);
    refused(&script.run(&["exchange", "migrate", "没有的文件夹"]), 3, "file_missing");
    refused(&script.run(&["exchange", "import", "没有的文件.xlsx"]), 3, "file_missing");
}

/// An insurance a person does not have in a month that was computed: the message names those she has. 北京 has no 生育 of
/// its own, and nobody is told to compute a month that was computed.
#[test]
fn an_amount_that_is_not_there_is_not_put_down_to_the_month() {
    let folder = folder();
    let script = Script::on(&folder.path().join("book"), PASSWORD, TODAY);
    script.done(&["book", "create", "--company", COMPANY, "--credit-code", CREDIT_CODE]);
    script.done(&["unit", "add", "--name", COMPANY, "--region", "北京", "--from", "2025-01"]);
    for (no, name) in [("00001", "吴清"), ("00002", "郑远")] {
        script.done(&["roster", "add", "--employee-no", no, "--name", name, "--unit", COMPANY, "--hire", "2025-01-06"]);
    }
    let enroll = ["enrollment", "enroll", "--employee", "00001", "--unit", COMPANY, "--first-month", "2025-01"];
    script.done(&[&enroll[..], &["--base", "9500"]].concat());
    let explain = |no: &str, insurance: &str| {
        script.run(&["contribution", "explain", "2025-06", "--employee", no, "--insurance", insurance])
    };
    refused(&explain("00001", "pension"), 3, "month_not_run");
    script.done(&["contribution", "run", "2025-06"]);
    assert_eq!(explain("00001", "pension").code, 0);
    let answer = explain("00001", "maternity");
    refused(&answer, 3, "invalid_input");
    let message = answer.json["error"]["message"].as_str().unwrap_or_default();
    assert!(message.contains("养老、医疗、失业、工伤"), "{message}");
    refused(&explain("00002", "pension"), 3, "unknown_record");
}

/// What the command line itself gets wrong is JSON too, in Chinese, with exit 2.
#[test]
fn wrong_arguments_are_told_in_json() {
    for (arguments, says) in [
        (&["--json"][..], "没有写命令"),
        (&["--json", "nonsense"], "没有命令“nonsense”"),
        (&["--json", "roster", "list", "--colour", "red"], "没有参数“--colour”"),
        (&["--json", "contribution", "run"], "缺少参数 <MONTH>"),
        (&["--json", "payroll", "worksheet", "--year", "去年"], "的值“去年”不对"),
    ] {
        let answer = bare(arguments);
        refused(&answer, 2, "wrong_arguments");
        let message = answer.json["error"]["message"].as_str().unwrap_or_default();
        assert!(message.contains(says), "{arguments:?}: {message}");
    }
}

/// No book was named: nothing to refuse, the arguments are wrong.
#[test]
fn without_a_book_the_arguments_are_wrong() {
    refused(&bare(&["book", "info", "--json"]), 2, "no_book_open");
}

/// A book that is open elsewhere is held: who holds it is said.
#[test]
fn a_book_in_use_is_held() {
    let place = crate::places::empty();
    let answer = Script::on(&place.book, PASSWORD, TODAY).run(&["book", "info"]);
    refused(&answer, 4, "book_in_use");
    drop(place.desk);
}

/// A damaged file: exit 5 and nothing else happens to it.
#[test]
fn a_damaged_book_is_left_as_it_is() {
    let place = crate::places::empty();
    let (desk, book) = (place.desk, place.book.clone());
    drop(desk);
    let file = book.join("book.db");
    let mut bytes = std::fs::read(&file).expect("the book's file");
    let middle = bytes.len() / 2;
    bytes[middle..middle + 64].fill(0x5a);
    std::fs::write(&file, &bytes).expect("the file can be written");
    let answer = Script::on(&book, PASSWORD, TODAY).run(&["book", "check"]);
    if answer.code == 0 {
        assert_eq!(answer.json["ok"], false, "{}", answer.json);
    } else {
        refused(&answer, 5, "book_damaged");
    }
    assert_eq!(std::fs::read(&file).expect("the book's file"), bytes);
}
