//! Several tables in one sheet: one below the other, side by side, and beside a pasted pivot.

use rust_xlsxwriter::Worksheet;
use shebao_documents::recognise::Kind;
use shebao_documents::rows::{Rows, SheetRows};

use crate::common::{merge, put, sheet, taken};

/// Resident numbers of nobody, with right check digits.
const IDS: [&str; 4] = ["110101199003079964", "110101199003079972", "110101199003079999", "110101199003079980"];
const NAMES: [&str; 4] = ["吴清", "郑远", "孟翔", "罗娟"];

fn roster(rows: &SheetRows) -> Vec<(u32, String, String, String)> {
    let Rows::Roster(rows) = &rows.rows else { panic!("{:?}", rows.kind) };
    let day = |day: Option<shebao_rules::day::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    rows.iter()
        .map(|row| {
            let id = row.person.id.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default();
            (row.row, row.person.name.clone().unwrap_or_default(), id, day(row.leave.or(row.hire)))
        })
        .collect()
}

fn expected(rows: &[(u32, usize, &str)]) -> Vec<(u32, String, String, String)> {
    rows.iter().map(|(row, at, day)| (*row, NAMES[*at].to_owned(), IDS[*at].to_owned(), (*day).to_owned())).collect()
}

/// Who serves, and below a title who has left, under headings in another order.
#[test]
fn a_second_table_has_its_own_headings() {
    let book = sheet(|s| {
        s.set_name("人员").unwrap();
        put(s, 1, &["某公司花名册"]);
        put(s, 2, &["工号", "姓名", "身份证号", "部门", "入职日期"]);
        put(s, 3, &["001", NAMES[0], IDS[0], "研发部", "2021.3.5"]);
        put(s, 4, &["002", NAMES[1], IDS[1], "研发部", "2022年4月6日"]);
        put(s, 6, &["离职人员"]);
        put(s, 7, &["序号", "姓名", "部门", "离职日期", "身份证号", "离职原因"]);
        put(s, 8, &["=1", NAMES[2], "市场部", "20250331", IDS[2], "个人原因"]);
    });
    let (guesses, rows) = taken(book, "人员.xlsx");
    assert_eq!(guesses.iter().map(|g| g.sheet.as_str()).collect::<Vec<_>>(), ["人员", "人员（第 6 行起）"]);
    assert_eq!(roster(&rows[0]), expected(&[(3, 0, "2021-03-05"), (4, 1, "2022-04-06")]));
    assert_eq!(roster(&rows[1]), expected(&[(8, 2, "2025-03-31")]));
}

/// A long list in two columns, with and without an empty column between them.
#[test]
fn a_list_in_two_columns_is_two_tables() {
    for gap in [0, 1] {
        let book = sheet(|s| {
            s.set_name("名单").unwrap();
            let mut line = |row: u32, left: [&str; 4], right: [&str; 4]| {
                let cells = [&left[..], &["", ""][..gap], &right[..]].concat();
                put(s, row, &cells);
            };
            let heads = ["姓名", "身份证号", "性别", "入职日期"];
            line(1, heads, heads);
            line(2, [NAMES[0], IDS[0], "男", "2021-03-05"], [NAMES[1], IDS[1], "男", "2022-04-06"]);
            line(3, [NAMES[2], IDS[2], "男", "2023-05-07"], [NAMES[3], IDS[3], "女", "2024-06-08"]);
        });
        let (guesses, rows) = taken(book, "名单.xlsx");
        assert_eq!(guesses.len(), 2, "{gap}: {guesses:#?}");
        assert_eq!(roster(&rows[0]), expected(&[(2, 0, "2021-03-05"), (3, 2, "2023-05-07")]));
        assert_eq!(roster(&rows[1]), expected(&[(2, 1, "2022-04-06"), (3, 3, "2024-06-08")]));
    }
}

fn wages(rows: &SheetRows) -> Vec<(u32, String, String, Vec<String>)> {
    let Rows::Payroll(rows) = &rows.rows else { panic!("{:?}", rows.kind) };
    rows.iter()
        .map(|row| {
            let shares = row.shares.iter().map(|s| format!("{} {}", s.insurance.id(), s.amount)).collect();
            let month = row.month.map(|m| m.to_string()).unwrap_or_default();
            (row.row, row.person.name.clone().unwrap_or_default(), month, shares)
        })
        .collect()
}

fn pay(row: u32, at: usize, shares: [&str; 3]) -> (u32, String, String, Vec<String>) {
    (row, NAMES[at].to_owned(), "2026-03".to_owned(), shares.map(str::to_owned).to_vec())
}

fn pay_sheet(s: &mut Worksheet) {
    s.set_name("工资").unwrap();
    put(s, 1, &["2026年3月工资表"]);
    put(s, 2, &["工号", "姓名", "应发工资", "养老保险", "医疗保险", "失业保险", "实发工资"]);
    put(s, 3, &["001", NAMES[0], "=10000", "=800", "=203", "=50", "=8947"]);
    put(s, 4, &["002", NAMES[1], "=9000", "=720", "=183", "=45", "=8052"]);
}

/// Blocks of two cities, whose columns stand in another order: one month, each amount under its own heading.
#[test]
fn blocks_with_other_columns_are_read_by_their_own() {
    let book = sheet(|s| {
        pay_sheet(s);
        put(s, 5, &["小计", "", "=19000", "=1520", "=386", "=95", "=16999"]);
        put(s, 6, &["深圳"]);
        put(s, 7, &["姓名", "工号", "应发工资", "医疗保险", "养老保险", "失业保险", "实发工资"]);
        put(s, 8, &[NAMES[2], "003", "=10000", "=200", "=801", "=20", "=8979"]);
    });
    let (guesses, rows) = taken(book, "工资.xlsx");
    assert!(guesses.iter().all(|g| g.kind == Kind::Payroll) && guesses.len() == 2, "{guesses:#?}");
    let north = ["pension 800.00", "medical 203.00", "unemployment 50.00"];
    let other = ["pension 720.00", "medical 183.00", "unemployment 45.00"];
    assert_eq!(wages(&rows[0]), [pay(3, 0, north), pay(4, 1, other)]);
    let mut south = wages(&rows[1]);
    south[0].3.sort();
    assert_eq!(south, [pay(8, 2, ["medical 200.00", "pension 801.00", "unemployment 20.00"])]);
}

/// A pivot beside the detail: its 合计 stands in a person's row and makes no total of it.
#[test]
fn a_pivot_beside_the_detail_hides_nobody() {
    let book = sheet(|s| {
        pay_sheet(s);
        for (row, cells) in [(2, ["部门", "人数"]), (3, ["研发部", "2"]), (4, ["合计", "2"])] {
            for (column, text) in (9..).zip(cells) {
                s.write_string(row - 1, column, text).unwrap();
            }
        }
        put(s, 5, &["合计", "", "=19000", "=1520", "=386", "=95", "=16999"]);
    });
    let (guesses, rows) = taken(book, "工资.xlsx");
    let names: Vec<String> = wages(&rows[0]).into_iter().map(|row| row.1).collect();
    assert_eq!((guesses[0].total_rows.as_slice(), names), (&[5][..], vec![NAMES[0].to_owned(), NAMES[1].to_owned()]));
}

/// Headings of several levels and further blocks under the same headings stay one table.
#[test]
fn what_is_one_table_stays_one() {
    let book = sheet(|s| {
        merge(s, (1, 0, 2, 0), "姓名");
        merge(s, (1, 1, 2, 1), "证件号码");
        merge(s, (1, 2, 1, 3), "养老保险");
        put(s, 2, &["", "", "单位缴纳", "个人缴纳"]);
        put(s, 3, &[NAMES[0], IDS[0], "=1376.08", "=688.04"]);
        put(s, 5, &["姓名", "证件号码", "养老保险"]);
        put(s, 6, &["", "", "单位缴纳", "个人缴纳"]);
        put(s, 7, &[NAMES[1], IDS[1], "=1280", "=640"]);
    });
    let (guesses, _) = taken(book, "202603.xlsx");
    assert_eq!((guesses.len(), guesses[0].data_rows.as_slice()), (1, &[3, 7][..]), "{guesses:#?}");
}
