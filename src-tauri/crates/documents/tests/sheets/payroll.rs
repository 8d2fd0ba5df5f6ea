//! Pay sheets in the arrangements clerks use.

use crate::common::{bytes, dialects, merge, put, sheet, taken};
use rust_xlsxwriter::Workbook;
use shebao_documents::clean::{IssueCode, Severity};
use shebao_documents::read;
use shebao_documents::recognise::{Field, Kind, Matched, MonthSource, Remembered, Skip, Wish, inspect, inspect_sheet};
use shebao_documents::rows::{ItemKind, Part, Rows, SheetRows, WageRow, read_rows};
use shebao_rules::insurance::Insurance;

fn wages(rows: &SheetRows) -> &[WageRow] {
    match &rows.rows {
        Rows::Payroll(rows) => rows,
        other => panic!("no wages: {other:?}"),
    }
}

fn share(row: &WageRow, insurance: Insurance, part: Part) -> String {
    let hit = row.shares.iter().find(|s| s.insurance == insurance && s.part == part);
    hit.map_or_else(String::new, |s| s.amount.to_string())
}

const HEAD: &[&str] = &[
    "工号",
    "姓名",
    "部门",
    "基本工资",
    "缺勤扣款",
    "应发工资",
    "养老保险",
    "医疗保险",
    "失业保险",
    "住房公积金",
    "个税",
    "实发工资",
];

fn person(no: &str, name: &str) -> Vec<String> {
    [no, name, "销售部", "=8000", "=0", "=8000", "=640", "=163", "=40", "=960", "=0", "=6197"]
        .map(str::to_owned)
        .to_vec()
}

fn line(cells: &[String]) -> Vec<&str> {
    cells.iter().map(String::as_str).collect()
}

#[test]
fn headings_may_stand_below_the_data() {
    let book = sheet(|s| {
        s.set_name("4月工资").unwrap();
        put(s, 1, &line(&person("00001", "甲一")));
        put(s, 2, &line(&person("00002", "乙二")));
        put(s, 3, HEAD);
        put(s, 4, &["", "", "", "=16000", "=0", "=16000", "=1280", "=326", "=80", "=1920", "=0", "=12394"]);
    });
    let (guesses, rows) = taken(book, "2025年工资表.xlsx");
    assert_eq!((&guesses[0].header_rows[..], &guesses[0].data_rows[..]), (&[3][..], &[1, 2][..]));
    assert_eq!((&guesses[0].total_rows[..], guesses[0].kind), (&[4][..], Kind::Payroll));
    assert_eq!(guesses[0].month.unwrap().to_string(), "2025-04");
    assert_eq!(guesses[0].month_source, Some(MonthSource::FileName));
    let row = &wages(&rows[0])[0];
    assert_eq!(share(row, Insurance::Medical, Part::Current), "163.00");
    assert_eq!(
        (row.net.unwrap().to_string(), row.month.unwrap().to_string()),
        ("6197.00".to_owned(), "2025-04".to_owned())
    );
    assert!(rows[0].totals.iter().all(|t| t.agrees() && t.file.is_some()));
}

#[test]
fn blocks_with_their_own_headings_name_their_unit() {
    let book = sheet(|s| {
        put(s, 1, &["示例公司2025年11月份工资表"]);
        for (row, unit, no, name) in
            [(2, "【示例公司】", "00001", "甲一"), (7, "【示例公司上海分公司】", "00002", "乙二")]
        {
            put(s, row, &[unit]);
            put(s, row + 1, HEAD);
            put(s, row + 2, &line(&person(no, name)));
            put(s, row + 3, &["小计", "", "", "=8000", "=0", "=8000", "=640", "=163", "=40", "=960", "=0", "=6197"]);
        }
        put(s, 12, &["合计", "", "", "=16000", "=0", "=16000", "=1280", "=326", "=80", "=1920", "=0", "=12395"]);
    });
    let (guesses, rows) = taken(book, "x.xlsx");
    assert_eq!(guesses[0].header_rows, [3, 8]);
    assert_eq!(guesses[0].data_rows, [4, 9]);
    assert_eq!((&guesses[0].total_rows[..], &guesses[0].grand_total_rows[..]), (&[5, 10, 12][..], &[12][..]));
    let units: Vec<Option<&str>> = wages(&rows[0]).iter().map(|row| row.unit.as_deref()).collect();
    assert_eq!(units, [Some("示例公司"), Some("示例公司上海分公司")]);
    let differs: Vec<(&str, IssueCode)> =
        rows[0].issues.iter().map(|i| (i.column.as_deref().unwrap(), i.code)).collect();
    assert_eq!(differs, [("L", IssueCode::TotalDiffers)], "the file's net total is one yuan off");
}

#[test]
fn two_row_headings_and_both_sides() {
    let book = sheet(|s| {
        merge(s, (1, 0, 1, 9), "2026 年 三 月 工 资 表");
        for (column, text) in [(0, "工号"), (1, "姓名"), (2, "应发合计"), (9, "实发金额")] {
            merge(s, (2, column, 3, column), text);
        }
        merge(s, (2, 3, 2, 6), "代扣代缴（个人部分）");
        merge(s, (2, 7, 2, 8), "单位部分");
        put(s, 3, &["", "", "", "养老保险", "补扣养老", "失业补差", "大额医疗", "养老", "工伤保险"]);
        put(s, 4, &["1", "甲一", "8,000.00", "640.00", "-", "1.20", "３.00", "=1280", "=16", "7,355.80"]);
    });
    let (guesses, rows) = taken(book, "x.xlsx");
    assert_eq!(guesses[0].header_rows, [2, 3]);
    assert_eq!(guesses[0].month.unwrap().to_string(), "2026-03");
    let row = &wages(&rows[0])[0];
    assert_eq!(share(row, Insurance::Pension, Part::Current), "640.00");
    assert_eq!(share(row, Insurance::Pension, Part::Late), "0.00");
    assert_eq!(share(row, Insurance::Unemployment, Part::TrueUp), "1.20");
    assert_eq!(share(row, Insurance::Medical, Part::Current), "3.00");
    let employer: Vec<(Insurance, String)> = row.employer.iter().map(|s| (s.insurance, s.amount.to_string())).collect();
    assert_eq!(employer, [(Insurance::Pension, "1280.00".to_owned()), (Insurance::WorkInjury, "16.00".to_owned())]);
}

#[test]
fn unfilled_rows_notes_and_strays_are_no_people() {
    let book = sheet(|s| {
        put(s, 1, &["单位：示例公司", "", "", "", "所属月份：2026-01"]);
        put(s, 2, &["制表日期：2026-02-05"]);
        put(s, 3, HEAD);
        put(s, 4, &line(&person("00001", "甲一")));
        put(s, 5, &["", "", "", "", "", "=0", "-", "-", "-", "-", "", "=0"]);
        put(s, 6, &["", "", "", "", "", "=100", "", "", "", "", "", "=100"]);
        put(s, 7, &["合  计", "", "", "=8000", "=0", "=8000", "=640", "=163", "=40", "=960", "=0", "=6197"]);
        put(s, 8, &["", "", "", "", "", "", "=0", "=0", "=0", "=0"]);
        put(s, 10, &["说明：养老、医疗、失业为个人部分。"]);
        put(s, 11, &["制表：     复核：     审批："]);
    });
    let (guesses, rows) = taken(book, "x.xlsx");
    let guess = &guesses[0];
    assert_eq!((&guess.data_rows[..], &guess.filler_rows[..], &guess.stray_rows[..]), (&[4][..], &[5][..], &[6][..]));
    assert_eq!(guess.total_rows, [7, 8]);
    assert_eq!(
        (guess.month.unwrap().to_string(), guess.month_source),
        ("2026-01".to_owned(), Some(MonthSource::KeyCell))
    );
    assert_eq!(guess.unit.as_deref(), Some("示例公司"));
    assert_eq!(wages(&rows[0])[0].unit, None, "the title's company is no row's unit");
    assert_eq!(rows[0].issues[0].code, IssueCode::StrayRow);
}

#[test]
fn pay_items_are_told_apart_and_hold_against_the_gross() {
    let head = &["姓名", "岗位工资", "某某津贴", "绩效扣款", "神秘栏", "应发工资", "个税", "实发工资"];
    let book = sheet(|s| {
        put(s, 1, head);
        for row in 2..22 {
            put(s, row, &["甲一", "=5000", "=300", "=100", "=7", "=5200", "=0", "=5200"]);
        }
        put(s, 22, &["乙二", "=5000", "=300", "=100", "=7", "=5300", "=0", "=5300"]);
    });
    let (_, rows) = taken(book, "2025年1月.xlsx");
    let kinds: Vec<ItemKind> = wages(&rows[0])[0].items.iter().map(|i| i.kind).collect();
    assert_eq!(kinds, [ItemKind::Earning, ItemKind::Earning, ItemKind::Deduction, ItemKind::Unknown]);
    let odd: Vec<u32> = wages(&rows[0])
        .iter()
        .filter(|row| row.issues.iter().any(|i| i.code == IssueCode::GrossDiffers))
        .map(|row| row.row)
        .collect();
    assert_eq!(odd, [22]);
}

/// An unreadable deduction keeps the row out; an unreadable pay item is asked about.
#[test]
fn unreadable_amounts_name_their_cell() {
    let book = sheet(|s| {
        put(s, 1, HEAD);
        let mut cells = person("1", "甲一");
        cells[6] = "六百四".to_owned();
        cells[3] = "=8000.005".to_owned();
        put(s, 2, &line(&cells));
    });
    let (_, rows) = taken(book, "2025年1月.xlsx");
    let issues: Vec<(&str, IssueCode, Severity)> =
        wages(&rows[0])[0].issues.iter().map(|i| (i.column.as_deref().unwrap(), i.code, i.severity)).collect();
    assert_eq!(
        issues,
        [("D", IssueCode::PartOfAFen, Severity::Question), ("G", IssueCode::MoneyUnreadable, Severity::Refused)]
    );
}

#[test]
fn hidden_backups_and_lists_without_headings_are_left_alone() {
    let mut book = Workbook::new();
    let first = book.add_worksheet().set_name("2月").unwrap();
    put(first, 1, HEAD);
    put(first, 2, &line(&person("1", "甲一")));
    let backup = book.add_worksheet().set_name("上月").unwrap();
    put(backup, 1, HEAD);
    put(backup, 2, &line(&person("1", "甲一")));
    backup.set_hidden(true);
    let cards = book.add_worksheet().set_name("Sheet3").unwrap();
    put(cards, 2, &["甲一", "6200 0000 0000 0007"]);
    let (guesses, _) = taken(book, "2026年工资.xlsx");
    let told: Vec<(bool, Option<Skip>)> = guesses.iter().map(|g| (g.import, g.skip)).collect();
    assert_eq!(told, [(true, None), (false, Some(Skip::Hidden)), (false, Some(Skip::Unknown))]);
    assert_eq!(guesses[0].month.unwrap().to_string(), "2026-02");
}

/// 十二 sheets that name only their month take the year of those that name both.
#[test]
fn the_year_may_come_from_the_neighbours() {
    let mut book = Workbook::new();
    for name in ["2025年1月", "2月"] {
        let s = book.add_worksheet().set_name(name).unwrap();
        put(s, 1, HEAD);
        put(s, 2, &line(&person("1", "甲一")));
    }
    let (guesses, _) = taken(book, "工资.xlsx");
    assert_eq!(guesses[1].month.unwrap().to_string(), "2025-02");
    assert_eq!(guesses[1].month_source, Some(MonthSource::OtherSheets));
}

#[test]
fn the_clerks_mapping_wins_and_is_remembered() {
    let book = sheet(|s| {
        s.set_name("2025年1月").unwrap();
        put(s, 1, &["姓名", "应发工资", "神秘扣", "实发工资", "个税"]);
        put(s, 2, &["甲一", "=5000", "=400", "=4600", "=0"]);
    });
    let book = read::read(&bytes(book)).unwrap();
    let own = vec![(2, Some(Field::Employee(Insurance::Pension)))];
    let wish = Wish { kind: None, columns: own.clone() };
    let guess = inspect_sheet(&book.sheets[0], None, "x.xlsx", &dialects(), &wish);
    assert_eq!((guess.columns[2].field, guess.columns[2].how), (own[0].1, Matched::Clerk));
    assert_eq!(share(&wages(&read_rows(&book, &guess))[0], Insurance::Pension, Part::Current), "400.00");

    let memory = Remembered {
        signature: guess.signature.clone(),
        kind: Kind::Payroll,
        columns: own.clone(),
        taught: String::new(),
    };
    let again = inspect(&book, "x.xlsx", &dialects().with_remembered(vec![memory]));
    assert_eq!(again[0].columns[2].field, own[0].1);
}
