//! Sheets with one column per month: each becomes the tables of its months, with the values of the same data in long form.

use std::collections::BTreeMap;

use rust_xlsxwriter::Worksheet;
use shebao_documents::recognise::{Kind, SheetGuess};
use shebao_documents::rows::{Rows, SheetRows};

use crate::common::{merge, put, sheet, taken};

/// Resident numbers of nobody, with right check digits.
pub const WU: &str = "110101199003079964";
const ZHENG: &str = "110101199003079972";

/// 应发 by month and name, as the long form would have it.
type Gross = BTreeMap<(String, String), String>;

pub fn gross(tables: &[SheetRows]) -> Gross {
    let mut found = Gross::new();
    for table in tables {
        let Rows::Payroll(rows) = &table.rows else { panic!("{}: {:?}", table.sheet, table.kind) };
        for row in rows {
            let month = row.month.map(|month| month.to_string()).unwrap_or_default();
            let key = (month, row.person.name.clone().unwrap_or_default());
            let amount = row.gross.map(|gross| gross.to_string()).unwrap_or_default();
            assert!(row.issues.is_empty(), "{key:?}: {:?}", row.issues);
            assert_eq!(found.insert(key, amount), None, "a month once");
        }
    }
    found
}

pub fn expected(rows: &[(&str, &str, &str)]) -> Gross {
    rows.iter().map(|(month, name, amount)| (((*month).to_owned(), (*name).to_owned()), (*amount).to_owned())).collect()
}

/// What two people earn from January to March: 100.00 + month, and 200.00 + month.
const QUARTER: [(&str, &str, &str); 6] = [
    ("2024-01", "吴清", "101.00"),
    ("2024-02", "吴清", "102.50"),
    ("2024-03", "吴清", "103.00"),
    ("2024-01", "郑远", "201.00"),
    ("2024-02", "郑远", "202.00"),
    ("2024-03", "郑远", "203.07"),
];

fn quarter(s: &mut Worksheet, row: u32) {
    put(s, row, &["=1", "吴清", WU, "=101", "=102.5", "=103"]);
    put(s, row + 1, &["=2", "郑远", ZHENG, "=201", "=202", "=203.07"]);
}

pub fn read(fill: impl FnOnce(&mut Worksheet), file: &str) -> (Vec<SheetGuess>, Vec<SheetRows>) {
    taken(sheet(fill), file)
}

/// The same quarter under every way of writing its months.
#[test]
fn months_may_be_written_in_many_ways() {
    let title = "2024年度应发工资汇总表";
    for heads in [
        ["1月", "2月", "3月"],
        ["一月份", "二月份", "三月份"],
        ["2024年1月", "2024年2月", "2024年3月"],
        ["2024-01", "2024-02", "2024-03"],
        ["202401", "202402", "202403"],
        ["=202401", "=202402", "=202403"],
        ["@2024-01-01", "@2024-02-01", "@2024-03-01"],
        ["1月应发工资", "2月应发工资", "3月应发工资"],
        ["2024年1月工资", "2024年2月工资", "2024年3月工资"],
        ["=1", "=2", "=3"],
    ] {
        let (guesses, tables) = read(
            |s| {
                put(s, 1, &[title]);
                put(s, 3, &["序号", "姓名", "身份证号", heads[0], heads[1], heads[2]]);
                quarter(s, 4);
            },
            "汇总.xlsx",
        );
        assert_eq!(gross(&tables), expected(&QUARTER), "{heads:?}");
        assert!(guesses.iter().all(|guess| guess.kind == Kind::Payroll && guess.import), "{heads:?}");
        let names: Vec<&str> = guesses.iter().map(|guess| guess.sheet.as_str()).collect();
        assert_eq!(names, ["Sheet1（2024年1月）", "Sheet1（2024年2月）", "Sheet1（2024年3月）"], "{heads:?}");
    }
}

/// 2024年工资 merged over the months, and the same without merged areas.
#[test]
fn a_group_heading_names_the_year_and_what_it_is() {
    for merged in [true, false] {
        let (_, tables) = read(
            |s| {
                put(s, 1, &["示例科技有限公司"]);
                if merged {
                    merge(s, (2, 3, 2, 5), "2024年工资");
                    for (column, text) in [(0_u16, "序号"), (1, "姓名"), (2, "身份证号")] {
                        merge(s, (2, column, 3, column), text);
                    }
                    put(s, 3, &["", "", "", "1月", "2月", "3月"]);
                } else {
                    put(s, 2, &["", "", "", "2024年工资"]);
                    put(s, 3, &["序号", "姓名", "身份证号", "1月", "2月", "3月"]);
                }
                quarter(s, 4);
            },
            "导出.xlsx",
        );
        assert_eq!(gross(&tables), expected(&QUARTER), "merged: {merged}");
    }
}

/// Columns out of order, a month that is missing, amounts as texts with commas and full-width digits.
#[test]
fn order_and_dress_do_not_matter() {
    let (_, tables) = read(
        |s| {
            put(s, 1, &["2024年应发工资"]);
            put(s, 2, &["3月", "姓名", "1月", "身份证号", "合计", "6月"]);
            put(s, 3, &["1,103.00", "吴清", "１０１．５０", WU, "=2310.5", "￥1,106.00"]);
        },
        "导出.xlsx",
    );
    let rows = [("2024-01", "吴清", "101.50"), ("2024-03", "吴清", "1103.00"), ("2024-06", "吴清", "1106.00")];
    assert_eq!(gross(&tables), expected(&rows));
    // 101.50 + 1,103.00 + 1,106.00 = 2,310.50: the sheet's own sum across.
    let across: Vec<_> = tables[0].totals.iter().filter(|total| total.heading == "合计").collect();
    assert_eq!(across.len(), 1);
    assert_eq!((across[0].file.unwrap().to_string(), across[0].ours.to_string()), ("2310.50".into(), "2310.50".into()));
}

/// 2023年7月—2024年6月: written over each half, in the first month of each, or in the title.
#[test]
fn a_year_may_cross_the_turn_of_the_year() {
    let rows = [
        ("2023-11", "吴清", "111.00"),
        ("2023-12", "吴清", "112.00"),
        ("2024-01", "吴清", "101.00"),
        ("2024-02", "吴清", "102.00"),
    ];
    let data = ["吴清", WU, "=111", "=112", "=101", "=102"];
    let (_, by_title) = read(
        |s| {
            put(s, 1, &["2023年11月至2024年2月应发工资"]);
            put(s, 2, &["姓名", "身份证号", "11月", "12月", "1月", "2月"]);
            put(s, 3, &data);
        },
        "导出.xlsx",
    );
    assert_eq!(gross(&by_title), expected(&rows));
    let (_, by_group) = read(
        |s| {
            put(s, 1, &["应发工资"]);
            put(s, 2, &["姓名", "身份证号", "2023年", "", "2024年", ""]);
            put(s, 3, &["", "", "11月", "12月", "1月", "2月"]);
            put(s, 4, &data);
        },
        "导出.xlsx",
    );
    assert_eq!(gross(&by_group), expected(&rows));
    let (_, by_first) = read(
        |s| {
            put(s, 1, &["应发工资"]);
            put(s, 2, &["姓名", "身份证号", "2023年11月", "12月", "2024年1月", "2月"]);
            put(s, 3, &data);
        },
        "导出.xlsx",
    );
    assert_eq!(gross(&by_first), expected(&rows));
}

/// The months cross a year that is written once, or nowhere: nobody can say which they are.
#[test]
fn a_year_that_is_not_said_is_not_guessed() {
    for (title, file, ask) in [
        ("应发工资", "导出.xlsx", "没有写明年份"),
        ("2024年应发工资", "导出.xlsx", "跨了两年"),
        ("应发工资", "2024年工资.xlsx", "跨了两年"),
    ] {
        let crossing = ask == "跨了两年";
        let months = if crossing { ["11月", "12月", "1月"] } else { ["1月", "2月", "3月"] };
        let (guesses, tables) = read(
            |s| {
                put(s, 1, &[title]);
                put(s, 2, &["姓名", "身份证号", months[0], months[1], months[2]]);
                put(s, 3, &["吴清", WU, "=101", "=102", "=103"]);
            },
            file,
        );
        assert_eq!(guesses.len(), 3, "{title}");
        for (guess, table) in guesses.iter().zip(&tables) {
            let Rows::Payroll(rows) = &table.rows else { panic!("{:?}", table.kind) };
            assert_eq!((guess.month, rows[0].month), (None, None), "{title}");
            assert!(guess.reasons.iter().any(|reason| reason.contains(ask)), "{title}: {:?}", guess.reasons);
        }
        // Said by the clerk: any month of the year.
        let said: Vec<_> = guesses.iter().map(|g| g.by_month.as_ref().unwrap().month(Some(2023))).collect();
        assert_eq!(said.iter().all(Option::is_some), !crossing, "{title}");
    }
    let (guesses, _) = read(
        |s| {
            put(s, 1, &["应发工资"]);
            put(s, 2, &["姓名", "身份证号", "1月", "2月", "3月"]);
            put(s, 3, &["吴清", WU, "=101", "=102", "=103"]);
        },
        "2024年工资.xlsx",
    );
    let months: Vec<_> = guesses.iter().map(|g| g.month.unwrap().to_string()).collect();
    assert_eq!(months, ["2024-01", "2024-02", "2024-03"], "the file's name may say it");
}

/// An empty cell is no pay, 0 is pay of nothing; a dash and 离职 say that nobody was there.
#[test]
fn empty_is_not_nothing() {
    let (guesses, tables) = read(
        |s| {
            put(s, 1, &["2024年应发工资"]);
            put(s, 2, &["姓名", "身份证号", "1月", "2月", "3月", "4月"]);
            put(s, 3, &["吴清", WU, "", "=0", "=103", "-"]);
            put(s, 4, &["郑远", ZHENG, "=201", "离职", "", ""]);
        },
        "导出.xlsx",
    );
    let rows = [("2024-02", "吴清", "0.00"), ("2024-03", "吴清", "103.00"), ("2024-01", "郑远", "201.00")];
    assert_eq!(gross(&tables), expected(&rows));
    assert!(guesses[0].reasons.iter().any(|reason| reason.starts_with("2 格写的是")), "{:?}", guesses[0].reasons);
}

/// 小计 of departments, 合计 below, sums across of halves and of the year, averages.
#[test]
fn totals_are_held_against_what_was_read() {
    let (_, tables) = read(
        |s| {
            put(s, 1, &["2024年应发工资"]);
            put(
                s,
                2,
                &["部门", "姓名", "身份证号", "1月", "2月", "1-2月合计", "3-4月小计", "3月", "4月", "全年合计", "月均"],
            );
            put(s, 3, &["研发部"]);
            put(s, 4, &["研发部", "吴清", WU, "=101", "=102", "=203", "=207", "=103", "=104", "=410", "=102.5"]);
            put(s, 5, &["小计", "", "", "=101", "=102", "=203", "=207", "=103", "=104", "=410"]);
            put(s, 6, &["市场部", "郑远", ZHENG, "=201", "=202", "=403", "=407", "=203", "=204", "=811", "=202.5"]);
            put(s, 7, &["合计", "", "", "=302", "=304", "=606", "=614", "=306", "=308", "=1221"]);
        },
        "导出.xlsx",
    );
    assert_eq!(gross(&tables).len(), 8);
    let down: Vec<_> = tables
        .iter()
        .map(|t| t.totals.iter().find(|total| total.heading.starts_with("应发工资")).unwrap())
        .map(|total| (total.file.unwrap().to_string(), total.ours.to_string()))
        .collect();
    for (at, sum) in ["302.00", "304.00", "306.00", "308.00"].into_iter().enumerate() {
        assert_eq!(down[at], (sum.to_owned(), sum.to_owned()));
    }
    // 郑远: 201 + 202 + 203 + 204 = 810, and the sheet says 811; 410 + 810 = 1,220 of both.
    let across: Vec<_> = tables[0].totals.iter().filter(|total| !total.heading.starts_with("应发工资")).collect();
    let told: Vec<_> =
        across.iter().map(|t| (t.heading.as_str(), t.file.unwrap().to_string(), t.ours.to_string())).collect();
    assert_eq!(
        told,
        [
            ("1-2月合计", "606.00".into(), "606.00".into()),
            ("3-4月小计", "614.00".into(), "614.00".into()),
            ("全年合计", "1221.00".into(), "1220.00".into()),
            ("全年合计（第 6 行）", "811.00".into(), "810.00".into()),
        ]
    );
}
