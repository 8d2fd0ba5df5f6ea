//! 各地的表 — classes of layouts that clerks of other cities have: amounts in 万元, one rate without a side, tabs per
//! payer, 累计 beside 本月, formulas nobody computed, footnotes. What goes in is right; the rest is refused or asked.

use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;
use serde_json::Value;
use shebao_desk::exchange::inspect;
use shebao_desk::wire::exchange::{ImportReport, ImportRequest};

use crate::dress;
use crate::places::{Place, tools};
use crate::small::{cells, company, number, on};
use crate::variants::Dice;
use crate::whole::rows;

const TODAY: &str = "2026-04-10";

fn folder(place: &Place) -> PathBuf {
    place.book.parent().unwrap_or(Path::new(".")).to_path_buf()
}

#[track_caller]
fn take(place: &mut Place, file: &Path) -> ImportReport {
    let handle = inspect(&tools(), file).expect("the file can be read").handle;
    let request = ImportRequest { handle, good_rows_only: true, ..ImportRequest::default() };
    place.desk.exchange_import(&request, on(TODAY)).expect("the file goes in")
}

fn wages(place: &Place) -> Vec<Value> {
    let listed = place.desk.exchange_rows("payroll", None, Some("2026-03"), on(TODAY)).expect("the wages");
    rows(&listed).to_vec()
}

fn records(place: &Place) -> Vec<Value> {
    let listed = place.desk.exchange_rows("agency_records", None, None, on(TODAY)).expect("the records");
    rows(&listed).to_vec()
}

/// 应发 8,000 and 养老 8 % of it, 640: as 万元 by the title, by the heading, by both; and in yuan under such a title.
#[test]
fn amounts_in_wan_become_yuan() {
    let mut dice = Dice::of(21);
    for (title, heads, gross, pension) in [
        ("二〇二六年三月工资表（单位：万元）", ["应发工资", "养老保险", "实发工资"], "0.8", "0.064"),
        ("2026年3月工资表", ["应发工资（万元）", "养老保险", "实发工资（万元）"], "0.8", "640.00"),
        ("2026年3月工资表 单位：万元", ["应发工资", "养老保险（元）", "实发工资"], "0.8", "640.00"),
        ("2026年3月工资表（单位：元）", ["应发工资", "养老保险", "实发工资"], "8000.00", "640.00"),
    ] {
        for _ in 0..4 {
            let (mut place, numbers) = company(&["8000"]);
            let net = if gross == "0.8" { "0.736" } else { "7360.00" };
            let lines = [
                cells(&[title]),
                cells(&["姓名", "身份证号", heads[0], heads[1], heads[2]]),
                cells(&["员工甲", &number(0), gross, pension, net]),
            ];
            let file = dress::save(&mut dice, &folder(&place), "工资表.xlsx", &lines);
            let report = take(&mut place, &file);
            assert_eq!((report.accepted, report.rejected.len()), (1, 0), "{title} {heads:?}: {:?}", report.rejected);
            let paid = &wages(&place)[0];
            assert_eq!(paid["employee_no"], numbers[0].as_str());
            assert_eq!((&paid["gross"], &paid["net"]), (&"8000.00".into(), &"7360.00".into()), "{title} {heads:?}");
            assert_eq!(paid["deductions"][0]["amount"], "640.00", "{title} {heads:?}");
        }
    }
}

/// 养老 in 北京 is 16 % and 8 % of 8,000: 1,280 and 640. A rate of nobody's is refused.
#[test]
fn one_rate_without_a_side_names_its_payer() {
    for (rate, amount, employer, employee) in [
        ("8%", "640.00", None, Some("640.00")),
        ("0.16", "1280.00", Some("1280.00"), None),
        ("24%", "1920.00", Some("1280.00"), Some("640.00")),
        ("9%", "720.00", None, None),
    ] {
        let (mut place, _) = company(&["8000"]);
        let heads = cells(&["姓名", "证件号码", "费率", "缴费基数", "应缴费额", "应补（退）费额"]);
        let row = cells(&["员工甲", &number(0), rate, "8000.00", amount, amount]);
        let file = dress::save(&mut Dice::of(7), &folder(&place), "养老_202603.xlsx", &[heads, row]);
        let report = take_what_can(&mut place, &file);
        let found = records(&place);
        if employer.is_none() && employee.is_none() {
            assert!(found.is_empty(), "{rate}: {found:?}");
            assert!(report.is_err_and(|said| said.contains("单位缴纳")), "{rate}");
            continue;
        }
        assert_eq!(found.len(), 1, "{rate}");
        let side = |name: &str| found[0][name].as_str();
        assert_eq!((side("employer"), side("employee")), (employer, employee), "{rate}");
    }
}

/// What was taken in, or what the program says of a file of which no row goes in.
fn take_what_can(place: &mut Place, file: &Path) -> Result<ImportReport, String> {
    let handle = inspect(&tools(), file).expect("the file can be read").handle;
    let request = ImportRequest { handle, good_rows_only: true, ..ImportRequest::default() };
    place.desk.exchange_import(&request, on(TODAY)).map_err(|failure| failure.details.join("；"))
}

/// 职工明细, 单位缴纳 and 个人缴纳 as tabs of one file: the sides that two of them print stand, whatever the sum would be
/// split into. 医疗 960 and 240, 大额 7 of the employee: the sum tab prints 1,200 and 7.
#[test]
fn tabs_of_each_payer_stand_before_their_sum() {
    let (mut place, _) = company(&["8000"]);
    let mut workbook = Workbook::new();
    let heads = ["姓名", "证件号码", "费款所属期", "基本医疗保险应缴费额", "职工大额医疗互助保险", "合计"];
    for (tab, medical, flat) in [("职工明细", 1200.0, 7.0), ("单位缴纳", 960.0, 0.0), ("个人缴纳", 240.0, 7.0)]
    {
        let sheet = workbook.add_worksheet().set_name(tab).expect("a tab");
        sheet.write_string(0, 0, "社会保险费申报明细").expect("a title");
        sheet.write_row(1, 0, heads).expect("headings");
        sheet.write_row(2, 0, ["员工甲", &number(0), "2026-03"]).expect("a row");
        sheet.write_row(2, 3, [medical, flat, medical + flat]).expect("amounts");
    }
    let file = folder(&place).join("申报明细.xlsx");
    workbook.save(&file).expect("a file");
    for _ in 0..2 {
        let report = take(&mut place, &file);
        assert!(report.rejected.is_empty() && report.differences.is_empty(), "{:?}", report.differences);
        let found = records(&place);
        assert_eq!(found.len(), 1);
        let side = |name: &str| found[0][name].as_str();
        assert_eq!((side("employer"), side("employee")), (Some("960.00"), Some("247.00")));
        assert_eq!(side("employee_fixed"), Some("7.00"));
    }
}

/// 累计 and 本月 under one heading, in either order: this month's is taken.
#[test]
fn what_is_summed_since_january_is_not_this_month() {
    let mut dice = Dice::of(33);
    for first_to_date in [true, false] {
        for _ in 0..4 {
            let (mut place, _) = company(&["8000"]);
            let pair = |month: &'static str, to_date: &'static str| {
                if first_to_date { [to_date, month] } else { [month, to_date] }
            };
            let [a, b] = pair("本月", "累计");
            let ([gross_a, gross_b], [pension_a, pension_b]) = (pair("8000.00", "24000.00"), pair("640.00", "1920.00"));
            let lines = [
                cells(&["2026年3月工资表"]),
                cells(&["姓名", "身份证号", "应发工资", "", "养老保险", "", "实发工资"]),
                cells(&["", "", a, b, a, b, ""]),
                cells(&["员工甲", &number(0), gross_a, gross_b, pension_a, pension_b, "7360.00"]),
            ];
            let file = dress::save(&mut dice, &folder(&place), "工资.xls", &lines);
            assert_eq!(take(&mut place, &file).accepted, 1);
            let paid = &wages(&place)[0];
            assert_eq!((&paid["gross"], &paid["deductions"][0]["amount"]), (&"8000.00".into(), &"640.00".into()));
            assert_eq!(paid["deductions"].as_array().map(Vec::len), Some(1), "{paid}");
        }
    }
}

/// A deduction that no program computed keeps its row out, and says so; a footnote under the table is no row.
#[test]
fn an_uncomputed_deduction_and_a_footnote() {
    let (mut place, _) = company(&["8000", "9000"]);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["工号", "姓名", "身份证号", "应发工资", "养老保险①", "实发工资"]).expect("headings");
    for (row, name) in (1..).zip(["员工甲", "员工乙"]) {
        sheet.write_row(row, 1, [name, &number(row as usize - 1)]).expect("a person");
        sheet.write_row(row, 3, [8000.0]).expect("an amount");
        sheet.write_row(row, 5, [7360.0]).expect("an amount");
    }
    sheet.write_number(1, 4, 640.0).expect("an amount");
    sheet.write_formula(2, 4, "=ROUND(D3*0.08,2)").expect("a formula");
    sheet.write_string(4, 0, "① 个人 8%").expect("a note");
    sheet.write_row(5, 0, ["②", "已离职"]).expect("a note");
    let file = folder(&place).join("2026年3月工资表.xlsx");
    workbook.save(&file).expect("a file");
    let report = take(&mut place, &file);
    let said: Vec<(u32, &str, Option<&str>)> =
        report.rejected.iter().map(|row| (row.row, row.code.as_str(), row.column.as_deref())).collect();
    assert_eq!(said, [(3, "uncomputed_formula", Some("E"))]);
    assert_eq!((report.accepted, wages(&place).len()), (1, 1));
}
