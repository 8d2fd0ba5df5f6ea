//! 导出 through the program: what stands in the files is what the book knows, and who is left out is named.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use rust_decimal::Decimal;
use serde_json::Value;
use shebao_desk::Code;
use shebao_desk::wire::export::{ExportRequest, ShownColumn, ShownList};
use shebao_documents::export::table::{self, Heading, Table};

use crate::answers::Answers;
use crate::lines::text;
use crate::places::{COMPANY, CREDIT_CODE, PASSWORD, Place, TODAY, folder, migrated, now, people_and_wages};
use crate::program::Script;

const MONTH: &str = "2026-02";

/// A migrated book with two months run.
struct Scene {
    place: Place,
    out: tempfile::TempDir,
}

fn scene() -> Scene {
    let mut place = migrated("public");
    for month in ["2026-01", MONTH] {
        place.desk.contribution_run(month, None, now()).expect("the month is computed");
    }
    Scene { place, out: folder() }
}

impl Scene {
    /// What the desk tells of an export, and where the file is to be.
    #[track_caller]
    fn export(&mut self, kind: &str, file: &str, unit: Option<&str>) -> (Value, PathBuf) {
        let path = self.out.path().join(file);
        let told = self.place.desk.exchange_export(&request(kind, unit), &path, now()).expect("the file is written");
        (serde_json::to_value(told).expect("JSON"), path)
    }
}

fn request(kind: &str, unit: Option<&str>) -> ExportRequest {
    let unit = unit.map(str::to_owned);
    ExportRequest { kind: kind.to_owned(), month: MONTH.to_owned(), unit, ..ExportRequest::default() }
}

#[track_caller]
fn sheet(path: &Path, name: &str) -> Range<Data> {
    let mut workbook: Xlsx<_> = open_workbook(path).expect("an xlsx file");
    workbook.worksheet_range(name).expect("the sheet")
}

fn said(cell: Option<&Data>) -> String {
    match cell {
        None | Some(Data::Empty) => String::new(),
        Some(Data::String(text)) => text.clone(),
        Some(Data::Float(number)) => number.to_string(),
        Some(other) => panic!("{other:?}"),
    }
}

/// The decimal of an amount cell, exact to the fen.
fn amount(cell: Option<&Data>) -> Decimal {
    said(cell).parse::<Decimal>().unwrap_or_default().round_dp(2)
}

/// Every line of the key: 58 to 62 people, 4 to 6 insurances.
#[test]
fn the_tax_client_gets_the_employees_shares_of_the_key() {
    let mut scene = scene();
    let (told, path) = scene.export("tax_client", "个税.xlsx", None);
    assert!(told["rows"].as_u64().is_some_and(|rows| rows > 40), "{told}");
    let sheet = sheet(&path, "正常工资薪金收入");
    assert_eq!(sheet.width(), 30);
    let mut expected: BTreeMap<String, BTreeMap<&str, Decimal>> = BTreeMap::new();
    for (key, due) in Answers::of("public").dues() {
        let column = match key.insurance.as_str() {
            "pension" => "基本养老保险费",
            "medical" | "maternity" => "基本医疗保险费",
            "unemployment" => "失业保险费",
            "housing_fund" | "supplement:housing_fund" => "住房公积金",
            _ => continue,
        };
        if due.booked == MONTH {
            *expected.entry(key.employee_no).or_default().entry(column).or_default() += due.employee;
        }
    }
    let headings: Vec<String> = sheet.rows().next().expect("headings").iter().map(|cell| said(Some(cell))).collect();
    let mut seen = 0;
    for row in sheet.rows().skip(1) {
        let no = said(row.first());
        for (heading, cell) in headings.iter().zip(row) {
            if let Some(due) = expected.get(&no).and_then(|own| own.get(heading.as_str())) {
                assert_eq!(amount(Some(cell)), *due, "{no} {heading}");
                seen += 1;
            }
        }
        assert!(!said(row.get(3)).is_empty() && matches!(row.get(3), Some(Data::String(_))), "{no}: a number as text");
    }
    assert!(seen > 160, "{seen} amounts were compared");
    let left: Vec<String> =
        told["left_out"].as_array().expect("a list").iter().map(|l| text(l, "employee_no")).collect();
    for no in expected.keys() {
        let written = sheet.rows().any(|row| said(row.first()) == *no);
        assert_ne!(written, left.contains(no), "{no} is either written or named");
    }
}

/// 计提 is the employer's shares of the period, 缴纳 both shares of what is booked in the month; debit equals credit.
#[test]
fn the_vouchers_carry_the_sums_of_the_key() {
    let mut scene = scene();
    let (_, path) = scene.export("voucher", "凭证.xlsx", None);
    let dues = Answers::of("public").dues();
    let accrued: Decimal = dues.iter().filter(|(key, _)| key.period == MONTH).map(|(_, due)| due.employer).sum();
    let paid: Decimal = dues.values().filter(|due| due.booked == MONTH).map(|due| due.employer + due.employee).sum();
    for (name, sum) in [("计提", accrued), ("缴纳", paid)] {
        let sheet = sheet(&path, name);
        let rows: Vec<&[Data]> = sheet.rows().collect();
        let last = rows.last().expect("totals");
        assert_eq!(said(last.first()), "合计");
        assert_eq!((amount(last.get(4)), amount(last.get(5))), (sum, sum), "{name}");
        let entries = rows.iter().filter(|row| said(row.get(1)).contains('—'));
        let debit: Decimal = entries.map(|row| amount(row.get(4))).sum();
        assert_eq!(debit, sum, "{name}: the entries themselves");
    }
}

/// The declared bases of the key, one column per insurance that Beijing's tax bureau collects.
#[test]
fn the_declaration_carries_the_declared_bases_of_the_key() {
    let mut scene = scene();
    let (told, path) = scene.export("declaration", "申报.xlsx", Some(COMPANY));
    let sheet = sheet(&path, "缴费工资申报数据");
    let answers = Answers::of("public");
    let number: BTreeMap<&str, &str> = answers.persons.iter().map(|p| (p.id_no.as_str(), p.emp_no.as_str())).collect();
    let dues = answers.dues();
    let mut rows = 0;
    for row in sheet.rows().skip(3) {
        let no = number[said(row.get(2)).as_str()];
        let key = |key: &&crate::lines::Key| {
            key.employee_no == no && key.unit == COMPANY && key.period == MONTH && key.insurance == "pension"
        };
        let due = dues.iter().find(|(it, _)| key(it)).map(|(_, due)| due.declared_base);
        assert_eq!(Some(amount(row.get(4))), due, "{no}");
        rows += 1;
    }
    assert_eq!(told["rows"].as_u64(), Some(rows));
    assert!(rows > 20, "{rows} rows: {told}");
}

#[test]
fn several_units_are_no_one_unit() {
    let mut scene = scene();
    let path = scene.out.path().join("x.xlsx");
    let refused = scene.place.desk.exchange_export(&request("declaration", None), &path, now()).expect_err("no unit");
    assert_eq!((refused.code, refused.params["field"].as_str()), (Code::InvalidInput, "参保单位"));
    let unknown = scene.place.desk.exchange_export(&request("nonsense", None), &path, now()).expect_err("no kind");
    assert_eq!((unknown.code, unknown.params["field"].as_str()), (Code::InvalidInput, "种类"));
    assert!(!path.exists());
}

/// Who joined and who left, month over month, is in one of the files or named beside it.
#[test]
fn batches_and_fund_changes_name_everybody_who_moved() {
    let mut scene = scene();
    let answers = Answers::of("public");
    let held = |month: &str, unit: &str, insurance: &str| -> std::collections::BTreeSet<String> {
        let dues = answers.dues();
        let of = dues.keys().filter(|k| k.period == month && k.unit == unit && k.insurance == insurance);
        of.map(|k| k.employee_no.clone()).collect()
    };
    let units: std::collections::BTreeSet<String> = answers.dues().keys().map(|key| key.unit.clone()).collect();
    let mut moved = 0;
    for unit in &units {
        for (kind, insurance, joining) in [("enroll_batch", "pension", true), ("withdraw_batch", "pension", false)] {
            let (before, after) = (held("2026-01", unit, insurance), held(MONTH, unit, insurance));
            let due = if joining { after.difference(&before).count() } else { before.difference(&after).count() };
            let (told, _) = scene.export(kind, "批量.xlsx", Some(unit));
            let left: std::collections::BTreeSet<String> =
                told["left_out"].as_array().expect("a list").iter().map(|l| text(l, "employee_no")).collect();
            assert_eq!(
                told["rows"].as_u64().map(|rows| rows as usize + left.len()),
                Some(due),
                "{unit} {kind}: {told}"
            );
            moved += due;
        }
        let (told, _) = scene.export("housing_fund_change", "变更.xlsx", Some(unit));
        let (before, after) = (held("2026-01", unit, "housing_fund"), held(MONTH, unit, "housing_fund"));
        let due = before.symmetric_difference(&after).count();
        assert!(told["rows"].as_u64().is_some_and(|rows| rows as usize >= due), "{unit}: {told}");
    }
    assert!(moved > 0, "nobody moved in {MONTH}: choose another month");
}

/// Nothing to write writes nothing.
#[test]
fn nothing_to_write_leaves_no_file() {
    let mut scene = scene();
    let path = scene.out.path().join("无.xlsx");
    let long_ago = ExportRequest { month: "1990-01".to_owned(), ..request("roster", None) };
    let told = scene.place.desk.exchange_export(&long_ago, &path, now()).expect("an answer");
    assert_eq!((told.file, told.rows, told.notes.len()), (None, 0, 1));
    assert!(!path.exists());
}

/// The same through the program, with her own template beside it.
#[test]
fn the_program_exports_too() {
    let folder = folder();
    let script = Script::on(&folder.path().join("book"), PASSWORD, TODAY);
    script.done(&["book", "create", "--company", COMPANY, "--credit-code", CREDIT_CODE]);
    let sheets = people_and_wages("public");
    script.done(&["exchange", "migrate", &sheets.path().display().to_string()]);
    script.done(&["contribution", "run", MONTH]);
    let own = folder.path().join("模板.xlsx");
    let headings = ["*证件号码", "*姓名", "住房公积金"].map(|text| Heading::new(text, 20)).to_vec();
    let blank = Table { sheet: "我的模板".to_owned(), headings, ..Table::default() };
    std::fs::write(&own, table::write(&[blank]).expect("a template")).expect("the template is written");
    let out = folder.path().join("个税.xlsx");
    let (own, path) = (own.display().to_string(), out.display().to_string());
    let wanted = ["exchange", "export", "tax_client", "--month", MONTH, "--out", &path, "--template", &own];
    let told = script.done(&wanted);
    let sheet = sheet(&out, "我的模板");
    assert_eq!((sheet.width(), sheet.height() as u64), (3, told["rows"].as_u64().expect("rows") + 1), "{told}");
    assert!(sheet.rows().skip(1).all(|row| matches!(row, [Data::String(_), Data::String(_), Data::Float(_)])));
}

#[test]
fn lists_carry_everybody_with_numbers_as_text() {
    let mut scene = scene();
    let (told, path) = scene.export("roster", "花名册.xlsx", None);
    let sheet = sheet(&path, "花名册");
    let ids = sheet.rows().skip(3).filter(|row| matches!(row.get(3), Some(Data::String(id)) if id.len() >= 8)).count();
    assert!(ids > 40 && told["rows"].as_u64() == Some(sheet.height() as u64 - 3), "{ids}: {told}");
    let (told, path) = scene.export("enrollments", "参保.xlsx", Some(COMPANY));
    let listed = self::sheet(&path, "参保名单");
    assert!(listed.rows().skip(3).all(|row| said(row.get(2)) == COMPANY), "{told}");
}

/// A list of the screen: its columns and rows in their order, amounts as figures, everything else as text.
#[test]
fn a_list_is_written_as_it_is_shown() {
    let folder = folder();
    let path = folder.path().join("列表.xlsx");
    let column = |title: &str, money| ShownColumn { title: title.to_owned(), money, width: 90 };
    let rows = [["=1+1", "1,234.50", "00012"], ["@SUM(A1)", "—", "+8613800000000"]];
    let list = ShownList {
        title: "对账/差异".to_owned(),
        columns: vec![column("姓名", false), column("养老 单位", true), column("工号", false)],
        rows: rows.map(|row| row.map(str::to_owned).to_vec()).to_vec(),
    };
    let told = shebao_desk::exchange_list(&list, &path).expect("it is written");
    assert_eq!(told.rows, 2);
    let read = sheet(&path, "对账差异");
    let row = |at: u32| (0..3).map(|column| said(read.get_value((at, column)))).collect::<Vec<_>>();
    assert_eq!((row(0)[0].as_str(), row(1)), ("对账/差异", ["姓名", "养老 单位", "工号"].map(str::to_owned).to_vec()));
    assert_eq!(row(2), ["=1+1", "1234.5", "00012"]);
    assert_eq!(row(3), ["@SUM(A1)", "—", "+8613800000000"]);
    let mut workbook: Xlsx<_> = open_workbook(&path).expect("an xlsx file");
    let formulas = workbook.worksheet_formula("对账差异").expect("the sheet");
    assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()));
}

/// The same from outside: a table with tabs, as it is copied out of a list, becomes a workbook.
#[test]
fn the_program_writes_a_copied_list() {
    let folder = folder();
    let (input, out) = (folder.path().join("复制.txt"), folder.path().join("列表.xlsx"));
    std::fs::write(&input, "工号\t姓名\t养老 单位\r\n00012\t=1+1\t1,234.50\r\n00013\t李静\t\r\n").expect("a table");
    let place = out.display().to_string();
    let answer = crate::program::fed(&["exchange", "list", "--title", "台账", "--out", &place, "--json"], &input);
    assert_eq!((answer.code, answer.json["rows"].as_u64()), (0, Some(2)), "{}", answer.json);
    let read = sheet(&out, "台账");
    assert_eq!(read.get_value((2, 2)), Some(&Data::Float(1234.5)));
    assert_eq!((said(read.get_value((2, 0))), said(read.get_value((2, 1)))), ("00012".to_owned(), "=1+1".to_owned()));
}
