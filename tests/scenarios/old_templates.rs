//! 旧版模板 through the program: what a bureau hands out as .xls is filled and given back as .xls.

use std::path::Path;

use calamine::{Data, Range, Reader, Xls, Xlsx, open_workbook};
use serde_json::Value;
use shebao_tests::fixture;

use crate::own_templates::covered;
use crate::places::{COMPANY, PASSWORD, TODAY, folder, migrated, now};
use crate::program::Script;

const MONTH: &str = "2026-02";

/// A migrated book with two months run, and a folder for what is handed out.
struct Scene {
    script: Script,
    folder: tempfile::TempDir,
    _book: tempfile::TempDir,
}

fn scene() -> Scene {
    let mut place = migrated("public");
    for month in ["2026-01", MONTH] {
        place.desk.contribution_run(month, None, now()).expect("the month is computed");
    }
    let script = Script::on(&place.book.clone(), PASSWORD, TODAY);
    Scene { script, folder: folder(), _book: place.close() }
}

impl Scene {
    /// Exports a kind into a file; into a template of the fixtures where one is named.
    fn export(&self, kind: &str, unit: Option<&str>, template: Option<&str>, out: &str) -> Value {
        let out = self.folder.path().join(out).display().to_string();
        let own = template.map(|name| fixture(&format!("templates/{name}")).display().to_string());
        let mut arguments = vec!["exchange", "export", kind, "--month", MONTH, "--out", &out];
        arguments.extend(unit.iter().flat_map(|unit| ["--unit", *unit]));
        arguments.extend(own.iter().flat_map(|own| ["--template", own.as_str()]));
        self.script.done(&arguments)
    }

    fn old(&self, file: &str, sheet: &str) -> Range<Data> {
        let path = self.folder.path().join(file);
        assert!(std::fs::read(&path).expect("the file").starts_with(&[0xD0, 0xCF, 0x11, 0xE0]), "{file} is an old one");
        let mut workbook: Xls<_> = open_workbook(path).expect("an xls file");
        workbook.worksheet_range(sheet).expect("the sheet")
    }
}

fn said(sheet: &Range<Data>, row: usize, column: usize) -> String {
    let place = (u32::try_from(row).expect("a row"), u32::try_from(column).expect("a column"));
    sheet.get_value(place).map(ToString::to_string).unwrap_or_default()
}

fn notes(told: &Value) -> String {
    told["notes"].to_string()
}

/// Every person and amount of the file that the program makes itself, in the template's own columns.
#[test]
fn the_clients_old_template_is_filled() {
    let scene = scene();
    let told = scene.export("tax_client", None, Some("tax_client_xlwt.xls"), "正常工资薪金所得.xls");
    let plain = scene.export("tax_client", None, None, "直接.xlsx");
    assert!(told["rows"] == plain["rows"] && told["rows"].as_u64().is_some_and(|rows| rows > 40), "{told}");
    assert!(notes(&told).contains("格式") && notes(&told).contains("未动"), "{told}");
    let filled = scene.old("正常工资薪金所得.xls", "正常工资薪金收入");
    let mut direct: Xlsx<_> = open_workbook(scene.folder.path().join("直接.xlsx")).expect("an xlsx file");
    let direct = direct.worksheet_range("正常工资薪金收入").expect("the sheet");
    assert_eq!((filled.width(), filled.height()), (22, direct.height()));
    let at = |sheet: &Range<Data>, heading: &str| {
        (0..sheet.width()).find(|column| said(sheet, 0, *column) == heading).unwrap_or_else(|| panic!("no {heading}"))
    };
    for row in 1..filled.height() {
        for heading in [
            "工号",
            "*姓名",
            "*证件类型",
            "*证件号码",
            "本期收入",
            "基本养老保险费",
            "基本医疗保险费",
            "失业保险费",
            "住房公积金",
        ] {
            let (ours, theirs) = (said(&filled, row, at(&filled, heading)), said(&direct, row, at(&direct, heading)));
            assert_eq!(ours, theirs, "row {row} {heading}");
        }
        let id = filled.get_value((u32::try_from(row).expect("a row"), 3));
        assert!(matches!(id, Some(Data::String(id)) if id.len() >= 8), "a number is a text: {id:?}");
        assert_eq!(said(&filled, row, at(&filled, "累计子女教育")), "", "not ours to fill");
    }
    assert_eq!(said(&scene.old("正常工资薪金所得.xls", "填表说明"), 0, 0), "填表说明（请勿改动）");
}

/// 参保职工列表模板 with the items of 养老, 职业年金, 工伤 and 医疗: each wage under its own item, as the file that the program
/// makes itself has it; 失业 has no column, 职业年金 no wage.
#[test]
fn the_old_list_of_declared_wages_is_filled() {
    let scene = scene();
    let told = scene.export("declaration", Some(COMPANY), Some("declaration_xlwt.xls"), "申报.xls");
    let plain = scene.export("declaration", Some(COMPANY), None, "直接申报.xlsx");
    assert!(told["rows"] == plain["rows"] && told["rows"].as_u64().is_some_and(|rows| rows > 10), "{told}");
    let filled = scene.old("申报.xls", "缴费工资申报数据");
    let mut direct: Xlsx<_> = open_workbook(scene.folder.path().join("直接申报.xlsx")).expect("an xlsx file");
    let direct = direct.worksheet_range("缴费工资申报数据").expect("the sheet");
    assert_eq!(filled.height(), direct.height());
    let at =
        |item: &str| (4..direct.width()).find(|column| said(&direct, 1, *column).starts_with(item)).expect("an item");
    for row in 3..filled.height() {
        for (ours, theirs) in [(0, 0), (1, 1), (2, 2), (4, at("110|")), (6, at("410|")), (7, at("310|"))] {
            assert_eq!(said(&filled, row, ours), said(&direct, row, theirs), "row {row} column {ours}");
        }
        assert!(said(&filled, row, 5).is_empty() && !said(&filled, row, 4).is_empty(), "row {row}");
    }
    assert!(notes(&told).contains("没有写入") && notes(&told).contains("失业"), "{told}");
}

/// Headings in the fifth row under merged ones, a formula for 序号.
#[test]
fn an_old_enrolment_template_is_filled() {
    let (scene, joiners) = (scene(), covered("SH", "si_from", MONTH));
    assert!(!joiners.is_empty(), "somebody joins 上海 in February");
    let shanghai = format!("{COMPANY}上海分公司");
    let told = scene.export("enroll_batch", Some(&shanghai), Some("enrolment_libreoffice.xls"), "增员.xls");
    let sheet = scene.old("增员.xls", "增员申报");
    let found: Vec<(String, String)> = (5..sheet.height())
        .map(|row| (said(&sheet, row, 1), said(&sheet, row, 3)))
        .filter(|(n, _)| !n.is_empty())
        .collect();
    assert_eq!(found, joiners, "{told}");
    assert_eq!(said(&sheet, 5, 2), "居民身份证");
    assert_eq!([said(&sheet, 0, 0), said(&sheet, 4, 3)], ["单位职工参保登记（增员）批量申报表", "证件号码*"]);
    assert!(notes(&told).contains("户籍"), "{told}");
}

/// 序号 is there before anybody is: the people stand beside the first numbers, not below the last.
#[test]
fn an_old_withdrawal_template_is_filled_beside_its_numbers() {
    let (scene, leavers) = (scene(), covered("SH", "si_to", "2026-01"));
    assert!(!leavers.is_empty(), "somebody leaves 上海 with January");
    let shanghai = format!("{COMPANY}上海分公司");
    let told = scene.export("withdraw_batch", Some(&shanghai), Some("withdrawal_xlwt.xls"), "减员.xls");
    let sheet = scene.old("减员.xls", "减员");
    let found: Vec<(String, String)> = (2..sheet.height())
        .map(|row| (said(&sheet, row, 1), said(&sheet, row, 2)))
        .filter(|(n, _)| !n.is_empty())
        .collect();
    assert_eq!(found, leavers, "{told}");
    assert_eq!([said(&sheet, 2, 0), said(&sheet, 2, 2), said(&sheet, 11, 0)], ["1", leavers[0].1.as_str(), "10"]);
}

/// A name that ends otherwise than what is in the file is told; a page of a web site under the name .xls is no old workbook.
#[test]
fn what_the_file_is_and_what_it_is_called() {
    let scene = scene();
    let told = scene.export("tax_client", None, Some("tax_client_xlwt.xls"), "个税.xlsx");
    assert!(notes(&told).contains("扩展名改为 .xls"), "{told}");
    assert!(std::fs::read(scene.folder.path().join("个税.xlsx")).expect("the file").starts_with(&[0xD0, 0xCF]));
    let page = scene.folder.path().join("网页.xls");
    let cells = "<table><tr><td>*姓名</td><td>*证件号码</td></tr></table>";
    std::fs::write(&page, format!("<html><meta charset=\"utf-8\">{cells}</html>")).expect("the page is written");
    let told = export_into(&scene, &page, "网页填好.xls");
    assert!(notes(&told).contains("不是 .xlsx 或 Excel 97–2003 的 .xls 格式"), "{told}");
    assert!(notes(&told).contains("扩展名改为 .xlsx"), "{told}");
}

fn export_into(scene: &Scene, template: &Path, out: &str) -> Value {
    let (own, out) = (template.display().to_string(), scene.folder.path().join(out).display().to_string());
    scene.script.done(&["exchange", "export", "tax_client", "--month", MONTH, "--out", &out, "--template", &own])
}
