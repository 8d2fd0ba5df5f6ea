//! Bad input: each kind with a message that says where and what next, and nothing written.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::cli_errors::{clear, refused};
use crate::places::{COMPANY, CREDIT_CODE, PASSWORD, TODAY, folder};
use crate::program::{Answer, Script};
use crate::sheets::{Cell, write};

const HEADINGS: [&str; 5] = ["工号", "姓名", "性别", "证件号码", "入职日期"];
/// An invented number with its right check digit: 1 of order 996.
const ID: &str = "110101199003079964";

struct Scene {
    folder: TempDir,
    script: Script,
    before: Value,
}

impl Scene {
    /// A book with one unit and nobody in it.
    fn new() -> Self {
        let folder = folder();
        let script = Script::on(&folder.path().join("book"), PASSWORD, TODAY);
        script.done(&["book", "create", "--company", COMPANY, "--credit-code", CREDIT_CODE]);
        script.done(&["unit", "add", "--name", COMPANY, "--region", "北京", "--from", "2025-01"]);
        let before = state(&script);
        Self { folder, script, before }
    }

    fn import(&self, file: &Path) -> Answer {
        self.script.run(&["exchange", "import", &file.display().to_string()])
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("the folder can be written");
        path
    }

    /// Journal head and counts are what they were: nothing was written.
    #[track_caller]
    fn untouched(&self) {
        assert_eq!(state(&self.script), self.before);
    }

    /// A roster with one row that cannot be taken in: refused as a whole, and the row is named with its place.
    #[track_caller]
    fn refused_row(&self, row: Vec<Cell>, place: &str, says: &str) {
        let file = write(self.folder.path(), "花名册.xlsx", "花名册", &HEADINGS, &[row]);
        let answer = self.import(&file);
        refused(&answer, 3, "rows_rejected");
        let details = answer.json["error"]["details"].as_array().cloned().unwrap_or_default();
        let lines: Vec<&str> = details.iter().filter_map(Value::as_str).collect();
        let named = lines.iter().find(|line| line.contains(place) && line.contains(says));
        clear(named.unwrap_or_else(|| panic!("{place} … {says} is not told: {lines:?}")));
        assert!(lines.iter().all(|line| !line.contains(ID)), "a whole number stands in a message: {lines:?}");
        self.untouched();
    }
}

fn state(script: &Script) -> Value {
    let info = script.done(&["book", "info"]);
    let people = script.done(&["roster", "list"]);
    serde_json::json!([info["journal_head"], info["employees"], info["units"], info["months"], people])
}

fn person(id: Cell, hire: Cell) -> Vec<Cell> {
    vec![Cell::Text("00001"), Cell::Text("吴清"), Cell::Text("女"), id, hire]
}

/// The sheet that all others spoil: as it is, it goes in.
#[test]
fn the_unspoilt_sheet_goes_in() {
    let scene = Scene::new();
    let row = person(Cell::Text(ID), Cell::Text("2021-03-01"));
    let file = write(scene.folder.path(), "花名册.xlsx", "花名册", &HEADINGS, &[row]);
    let answer = scene.import(&file);
    assert_eq!((answer.code, answer.json["accepted"].as_u64()), (0, Some(1)), "{}", answer.json);
}

#[test]
fn what_is_no_spreadsheet() {
    let scene = Scene::new();
    let page = scene.file("花名册.xlsx", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n");
    refused(&scene.import(&page), 3, "not_a_spreadsheet");
    let picture = scene.file("花名册.xls", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    refused(&scene.import(&picture), 3, "not_a_spreadsheet");
    scene.untouched();
}

#[test]
fn a_workbook_with_an_opening_password() {
    let scene = Scene::new();
    refused(&scene.import(&shebao_tests::fixture("encrypted.xlsx")), 3, "encrypted_workbook");
    scene.untouched();
}

#[test]
fn an_empty_sheet() {
    let scene = Scene::new();
    let file = write(scene.folder.path(), "空表.xlsx", "Sheet1", &[], &[]);
    refused(&scene.import(&file), 3, "empty_sheet");
    let nothing = scene.file("空文件.xlsx", b"");
    refused(&scene.import(&nothing), 3, "empty_sheet");
    scene.untouched();
}

#[test]
fn a_roster_without_an_id_column() {
    let scene = Scene::new();
    let row = vec![Cell::Text("00001"), Cell::Text("吴清"), Cell::Text("女"), Cell::Text("2021-03-01")];
    let headings = ["工号", "姓名", "性别", "入职日期"];
    let file = write(scene.folder.path(), "花名册.xlsx", "花名册", &headings, &[row]);
    refused(&scene.import(&file), 3, "no_id_column");
    scene.untouched();
}

/// A spreadsheet keeps 15 digits: 110101199003079964 becomes 110101199003079000-something, and no one can tell what it was.
#[test]
fn an_id_number_stored_as_a_number() {
    let scene = Scene::new();
    let row = person(Cell::Number(110_101_199_003_079_964.0), Cell::Text("2021-03-01"));
    scene.refused_row(row, "花名册 第 2 行 D 列", "文本");
}

#[test]
fn a_date_that_does_not_exist() {
    let scene = Scene::new();
    scene.refused_row(person(Cell::Text(ID), Cell::Text("2021-02-30")), "花名册 第 2 行 E 列", "日历上没有这一天");
}

/// Of two rows only the spoilt one stays out, and it is named.
#[test]
fn a_good_row_beside_a_bad_one_goes_in() {
    let scene = Scene::new();
    let good = person(Cell::Text(ID), Cell::Text("2021-03-01"));
    let bad = vec![
        Cell::Text("00002"),
        Cell::Text("郑远"),
        Cell::Text("男"),
        Cell::Text("110101198806159971"),
        Cell::Text("2021-02-30"),
    ];
    let file = write(scene.folder.path(), "花名册.xlsx", "花名册", &HEADINGS, &[good, bad]);
    let whole = scene.script.run(&["exchange", "import", &file.display().to_string(), "--all-or-nothing"]);
    refused(&whole, 3, "rows_rejected");
    scene.untouched();
    let answer = scene.import(&file);
    assert_eq!((answer.code, answer.json["accepted"].as_u64()), (0, Some(1)), "{}", answer.json);
    let row = &answer.json["rejected"][0];
    assert_eq!(
        (row["sheet"].as_str(), row["row"].as_u64(), row["column"].as_str()),
        (Some("花名册"), Some(3), Some("E"))
    );
    clear(row["message"].as_str().unwrap_or_default());
}

#[test]
fn a_job_that_ends_before_it_begins() {
    let scene = Scene::new();
    let headings = ["工号", "姓名", "证件号码", "入职日期", "离职日期"];
    let row = Vec::from(["00001", "吴清", ID, "2021-03-01", "2020-12-31"].map(Cell::Text));
    let file = write(scene.folder.path(), "花名册.xlsx", "花名册", &headings, &[row]);
    let answer = scene.import(&file);
    refused(&answer, 3, "rows_rejected");
    let details = answer.json["error"]["details"].to_string();
    assert!(details.contains("第 2 行 E 列") && details.contains("早于入职日期"), "{details}");
    scene.untouched();
}

/// The number of the row above under another name: the second name is not swallowed, and overwrites nothing.
#[test]
fn one_number_under_two_names_is_asked_about() {
    let scene = Scene::new();
    let rows = ["吴清", "郑远"].map(|name| Vec::from([name, ID, "2021-03-01"].map(Cell::Text)));
    let file = write(scene.folder.path(), "花名册.xlsx", "花名册", &["姓名", "证件号码", "入职日期"], &rows);
    let answer = scene.import(&file);
    assert_eq!(answer.code, 0, "{}", answer.json);
    let question = &answer.json["questions"][0];
    assert_eq!(
        (question["code"].as_str(), question["row"].as_u64()),
        (Some("name_differs"), Some(3)),
        "{}",
        answer.json
    );
    let message = question["message"].as_str().unwrap_or_default();
    assert!(message.contains("吴清") && message.contains("郑远"), "{message}");
    let people = scene.script.done(&["roster", "list"])["persons"].as_array().cloned().unwrap_or_default();
    let names: Vec<Option<&str>> = people.iter().map(|person| person["name"].as_str()).collect();
    assert_eq!(names, [Some("吴清")]);
}

#[test]
fn a_region_that_is_not_known() {
    let scene = Scene::new();
    let headings = ["参保单位", "统一社会信用代码", "参保城市", "开始参保年月", "增员截止日"];
    let row = vec![
        Cell::Text("示例科技有限公司桃源分公司"),
        Cell::Text(CREDIT_CODE),
        Cell::Text("桃花源"),
        Cell::Text("2025-01"),
        Cell::Number(25.0),
    ];
    let file = write(scene.folder.path(), "单位参保参数.xlsx", "单位信息", &headings, &[row]);
    let answer = scene.import(&file);
    refused(&answer, 3, "rows_rejected");
    let details = answer.json["error"]["details"].to_string();
    assert!(details.contains("单位信息 第 2 行 C 列") && details.contains("桃花源"), "{details}");
    scene.untouched();
}

/// What only the book can tell (no such unit, no such person, an amount left blank) points at its column all the same.
#[test]
fn what_the_book_refuses_names_its_column_too() {
    let scene = Scene::new();
    let told = |sheet: &str, headings: &[&str], cells: &[&'static str]| {
        let row = cells.iter().copied().map(Cell::Text).collect();
        let file = write(scene.folder.path(), "表.xlsx", sheet, headings, &[row]);
        let answer = scene.import(&file);
        refused(&answer, 3, "rows_rejected");
        answer.json["error"]["details"].to_string()
    };
    let cover = ["工号", "姓名", "证件号码", "参保单位", "社保起缴年月"];
    for (sheet, headings, cells, place) in [
        ("参保关系", &cover[..], &["00001", "吴清", ID, "桃源分公司", "2025-01"][..], "第 2 行 D 列"),
        ("参保关系", &cover, &["00001", "吴清", "", COMPANY, "2025-01"], "第 2 行 C 列"),
        (
            "工资表",
            &["姓名", "应发工资", "实发工资", "月份"],
            &["吴清", "9000.00", "8000.00", "2026-01"],
            "第 2 行 A 列",
        ),
        ("单位信息", &["参保单位", "参保城市", "开始参保年月"], &["桃源分公司", "", "2025-01"], "第 2 行 B 列"),
    ] {
        let details = told(sheet, headings, cells);
        assert!(details.contains(place), "{sheet} {cells:?}: {details}");
    }
    scene.untouched();
}

#[test]
fn a_table_that_is_none_of_ours() {
    let scene = Scene::new();
    let row = vec![Cell::Text("红烧肉"), Cell::Number(28.0)];
    let file = write(scene.folder.path(), "菜单.xlsx", "本周", &["菜名", "单价"], &[row]);
    refused(&scene.import(&file), 3, "unknown_kind");
    scene.untouched();
}
