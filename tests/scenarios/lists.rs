//! 名单 — lists of agencies that are no records: whom nobody declared, and whom they have insured. Nothing of the book
//! changes by them; what differs is asked, and the bureau's own list answers what was missing.

use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;
use shebao_desk::exchange::inspect;
use shebao_desk::wire::exchange::{ImportReport, ImportRequest};

use crate::places::{Place, tools};
use crate::small::{cells, company, number, on};
use crate::whole::rows;

const TODAY: &str = "2026-04-10";

fn write(place: &Place, name: &str, lines: &[Vec<String>]) -> PathBuf {
    let path = place.book.parent().unwrap_or(Path::new(".")).join(name);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(lines) {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell).expect("a cell");
        }
    }
    workbook.save(&path).expect("a file");
    path
}

#[track_caller]
fn take(place: &mut Place, file: &Path, kind: &str) -> ImportReport {
    let seen = inspect(&tools(), file).expect("the file can be read");
    assert_eq!(seen.sheets[0].kind, kind, "{:?}", seen.sheets[0].reasons);
    let request = ImportRequest {
        handle: seen.handle,
        month: Some("2026-03".to_owned()),
        good_rows_only: true,
        ..ImportRequest::default()
    };
    place.desk.exchange_import(&request, on(TODAY)).expect("the file goes in")
}

fn open(place: &Place) -> Vec<String> {
    let questions = place.desk.exchange_questions().expect("the questions");
    questions.into_iter().map(|question| question.message).collect()
}

/// 未申报信息明细 as the tax client gives it out (templates.md 1c): 8 % of 8,000 and of 9,000.
fn undeclared(place: &Place) -> PathBuf {
    let heads = cells(&["序号", "姓名", "证件号码", "费率", "应补(退)费额"]);
    let first = cells(&["1", "员工甲", &number(0), "8%", "640.00"]);
    let second = cells(&["2", "员工乙", &number(1), "8%", "720.00"]);
    write(place, "未申报信息明细_个人缴纳.xlsx", &[heads, first, second])
}

#[test]
fn those_nobody_declared_are_questions_and_no_records() {
    let (mut place, numbers) = company(&["8000", "9000"]);
    let file = undeclared(&place);
    let report = take(&mut place, &file, "undeclared");
    assert_eq!((report.accepted, report.rejected.len()), (2, 0), "{:?}", report.rejected);
    let asked = open(&place);
    assert_eq!(asked.len(), 2, "{asked:?}");
    for (message, said) in asked.iter().zip(["员工甲", "员工乙"]) {
        assert!(message.contains(said) && message.contains("未申报") && message.contains("补办申报"), "{message}");
    }
    assert!(asked[0].contains("养老（个人）640.00"), "{}", asked[0]);
    let records = place.desk.exchange_rows("agency_records", None, None, on(TODAY)).expect("the records");
    assert!(rows(&records).is_empty(), "a list of those who were not declared is no record: {records}");

    let again = take(&mut place, &file, "undeclared");
    assert_eq!((again.accepted, again.unchanged, again.questions.len()), (0, 2, 0));

    // The bureau's own list of the month has one of them: her question is answered.
    let heads = ["姓名", "证件类型", "证件号码", "缴费工资", "缴费基数", "费率", "应缴费额", "应补(退)费额"];
    let row = ["员工甲", "居民身份证", &number(0), "8000", "8000", "8%", "640.00", "640.00"];
    let listed = write(&place, "企业职工基本养老保险（个人缴纳）202603.xlsx", &[cells(&heads), cells(&row)]);
    assert_eq!(take(&mut place, &listed, "agency_records").accepted, 1);
    let left = open(&place);
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(left[0].contains("员工乙"), "{left:?}");
    let records = place.desk.exchange_rows("agency_records", None, None, on(TODAY)).expect("the records");
    assert_eq!(rows(&records)[0]["employee"], "640.00");
    assert_eq!(rows(&records)[0]["employee_no"], numbers[0].as_str());
}

#[test]
fn questions_of_a_list_go_with_their_batch() {
    let (mut place, _) = company(&["8000", "9000"]);
    let file = undeclared(&place);
    let batch = take(&mut place, &file, "undeclared").batch.expect("a batch");
    place.desk.exchange_undo(i64::from(batch), on(TODAY)).expect("it goes back");
    assert!(open(&place).is_empty());
}

/// 参保职工列表 (templates.md 1a): the wage declared for each insurance, the insurances named above the headings.
#[test]
fn a_list_of_the_tax_client_is_held_against_the_book() {
    let (mut place, _) = company(&["8000", "9000", "10000"]);
    let stranger = number(7);
    let items =
        cells(&["*缴费人识别号：", "91110105EXAMPLE111", "", "", "110|企业职工基本养老保险", "310|职工基本医疗保险"]);
    let heads = cells(&["*姓名", "*身份证件类型代码", "*身份证件号码", "分组", "缴费工资", "缴费工资"]);
    let row = |name: &str, id: &str, pension: &str, medical: &str| cells(&[name, "201", id, "", pension, medical]);
    let lines = [
        cells(&["单位社保费缴费工资年度申报"]),
        items,
        heads,
        row("员工甲", &number(0), "8000", "8000"),
        row("员工乙", &number(1), "9500", ""),
        row("陌生人", &stranger, "7000", "7000"),
    ];
    let file = write(&place, "参保职工列表模板.xlsx", &lines);
    let report = take(&mut place, &file, "insured_list");
    assert_eq!((report.unchanged, report.accepted, report.rejected.len()), (1, 2, 0), "{:?}", report.rejected);
    let asked = open(&place);
    assert_eq!(asked.len(), 3, "{asked:?}");
    let of = |name: &str| asked.iter().find(|text| text.contains(name)).unwrap_or_else(|| panic!("{name}: {asked:?}"));
    assert!(of("员工乙").contains("养老名单上是 9,500.00，账簿里申报基数是 9,000.00"), "{}", of("员工乙"));
    assert!(of("员工乙").contains("医疗没有参保，账簿里当月在保"), "{}", of("员工乙"));
    assert!(of("陌生人").contains("账簿里没有这个人"), "{}", of("陌生人"));
    assert!(of("员工丙").contains("可能没有参保成功"), "{}", of("员工丙"));
    let again = take(&mut place, &file, "insured_list");
    assert_eq!((again.unchanged, again.questions.len()), (3, 0), "{:?}", again.questions);
}

/// A bureau's list that says 参保 in a column for each insurance holds no amounts.
#[test]
fn words_under_insurances_are_no_amounts() {
    let (mut place, _) = company(&["8000", "9000"]);
    let heads = cells(&["序号", "姓名", "证件号码", "参保状态", "基本养老保险", "失业保险", "基本医疗保险（含生育）"]);
    let row = |name: &str, id: String, medical: &str| cells(&["1", name, &id, "正常参保", "参保", "参保", medical]);
    let title = cells(&["单位参保职工名册"]);
    let lines = [title, heads, row("员工甲", number(0), "参保"), row("员工乙", number(1), "未参保")];
    let file = write(&place, "名册.xlsx", &lines);
    let report = take(&mut place, &file, "insured_list");
    assert_eq!((report.unchanged, report.accepted), (1, 1));
    let asked = open(&place);
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].contains("员工乙") && asked[0].contains("医疗没有参保"), "{asked:?}");
}

/// 公积金账号清单 (templates.md 3, grxxlist): nobody of this company is covered by the fund; a sealed account is none.
#[test]
fn accounts_of_the_fund_are_held_against_the_book() {
    let (mut place, _) = company(&["8000", "9000"]);
    let heads = cells(&["证件号码", "姓名", "个人账号", "个人缴存基数", "个人账户状态"]);
    let row = |at: usize, name: &str, state: &str| cells(&[&number(at), name, "800001", "8000", state]);
    let file = write(&place, "grxxlist20260301.xlsx", &[heads, row(0, "员工甲", "正常"), row(1, "员工乙", "封存")]);
    let report = take(&mut place, &file, "fund_accounts");
    assert_eq!((report.unchanged, report.accepted), (1, 1));
    let asked = open(&place);
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].contains("员工甲") && asked[0].contains("公积金在保"), "{asked:?}");
}
