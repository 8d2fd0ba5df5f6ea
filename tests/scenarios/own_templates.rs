//! 自己的模板: the clerk's downloaded file is filled where she would fill it, and nothing else of it changes.

use std::path::{Path, PathBuf};

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{DataValidation, Format, Workbook};
use shebao_desk::wire::export::{ExportRequest, Exported};

use crate::places::{COMPANY, Place, folder, migrated, now};

/// The client's headings by version, as far as they matter here, in its order.
const VERSIONS: [(&str, usize, &[&str]); 3] = [
    ("22", 22, &[]),
    (
        "28",
        28,
        &["累计3岁以下婴幼儿照护", "累计个人养老金", "公务交通费用", "通讯费用", "律师办案费用", "西藏附加减除费用"],
    ),
    (
        "30",
        30,
        &[
            "累计3岁以下婴幼儿照护",
            "累计个人养老金",
            "公务交通费用",
            "通讯费用",
            "律师办案费用",
            "西藏附加减除费用",
            "住房公积金调整",
            "协定减免",
        ],
    ),
];
const BASIC: [&str; 22] = [
    "工号",
    "*姓名",
    "*证件类型",
    "*证件号码",
    "本期收入",
    "本期免税收入",
    "基本养老保险费",
    "基本医疗保险费",
    "失业保险费",
    "住房公积金",
    "累计子女教育",
    "累计继续教育",
    "累计住房贷款利息",
    "累计住房租金",
    "累计赡养老人",
    "企业(职业)年金",
    "商业健康保险",
    "税延养老保险",
    "其他",
    "准予扣除的捐赠额",
    "减免税额",
    "备注",
];

fn save(folder: &Path, name: &str, mut workbook: Workbook) -> PathBuf {
    let path = folder.join(name);
    workbook.save(&path).expect("the template is written");
    path
}

/// The client's template: formats per column, a drop-down, a hidden column, a second sheet.
fn tax_template(folder: &Path, more: &[&str]) -> PathBuf {
    let mut workbook = Workbook::new();
    let (money, text) = (Format::new().set_num_format("0.00"), Format::new().set_num_format("@"));
    let sheet = workbook.add_worksheet().set_name("正常工资薪金收入").expect("a sheet");
    for (column, heading) in (0..).zip(BASIC.iter().chain(more)) {
        sheet.write_string(0, column, *heading).expect("a heading");
        sheet.write_blank(1, column, if column < 4 { &text } else { &money }).expect("a prepared cell");
        sheet.set_column_width(column, 9.0 + f64::from(column)).expect("a width");
    }
    sheet.set_column_hidden(5).expect("a hidden column");
    let types = DataValidation::new().allow_list_strings(&["居民身份证", "外国护照"]).expect("a list");
    sheet.add_data_validation(1, 2, 999, 2, &types).expect("a drop-down");
    workbook.add_worksheet().set_name("填表说明").expect("a sheet").write_string(0, 0, "请勿改动").expect("a note");
    save(folder, "模板.xlsx", workbook)
}

fn export(place: &mut Place, kind: &str, unit: Option<&str>, own: &Path, out: &Path) -> Exported {
    let template = Some(place.desk.exchange_inspect(own).expect("it can be read").handle);
    let (kind, unit) = (kind.to_owned(), unit.map(str::to_owned));
    let request = ExportRequest { kind, month: "2026-02".to_owned(), unit, template, ..ExportRequest::default() };
    place.desk.exchange_export(&request, out, now()).expect("the file is written")
}

fn range_of(path: &Path, name: &str) -> Range<Data> {
    let mut workbook: Xlsx<_> = open_workbook(path).expect("an xlsx file");
    workbook.worksheet_range(name).expect("the sheet")
}

fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).expect("the file")).expect("a package");
    std::io::read_to_string(archive.by_name(name).expect("the part")).expect("text")
}

fn said(cell: Option<&Data>) -> String {
    cell.map(ToString::to_string).unwrap_or_default()
}

#[test]
fn the_clients_own_template_is_filled_in_every_version() {
    let (mut place, folder) = (migrated("public"), folder());
    for month in ["2026-01", "2026-02"] {
        place.desk.contribution_run(month, None, now()).expect("the month is computed");
    }
    let plain = folder.path().join("直接.xlsx");
    let request =
        ExportRequest { kind: "tax_client".to_owned(), month: "2026-02".to_owned(), ..ExportRequest::default() };
    let told = place.desk.exchange_export(&request, &plain, now()).expect("the file is written");
    let expected = range_of(&plain, "正常工资薪金收入");
    let column = |sheet: &Range<Data>, heading: &str| {
        let head = sheet.rows().next().expect("headings");
        head.iter().position(|cell| said(Some(cell)) == heading).unwrap_or_else(|| panic!("no {heading}"))
    };
    for (version, columns, more) in VERSIONS {
        let own = tax_template(folder.path(), more);
        let out = folder.path().join(format!("{version}.xlsx"));
        let filled = export(&mut place, "tax_client", None, &own, &out);
        assert_eq!(filled.rows, told.rows, "{filled:?}");
        assert!(filled.notes.iter().any(|note| note.contains("格式") && note.contains("未动")), "{:?}", filled.notes);
        let read = range_of(&out, "正常工资薪金收入");
        assert_eq!((read.width(), read.height()), (columns, told.rows as usize + 1), "{version}");
        for (mine, theirs) in read.rows().zip(expected.rows()).skip(1) {
            for heading in
                ["工号", "*证件号码", "本期收入", "基本养老保险费", "基本医疗保险费", "失业保险费", "住房公积金"]
            {
                let (a, b) = (mine.get(column(&read, heading)), theirs.get(column(&expected, heading)));
                assert_eq!(said(a), said(b), "{version} {heading}");
            }
            assert!(said(mine.get(column(&read, "累计子女教育"))).is_empty(), "not ours to fill");
        }
        for name in ["xl/styles.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"] {
            assert_eq!(part(&out, name), part(&own, name), "{version} {name}");
        }
        let (before, after) = (part(&own, "xl/worksheets/sheet1.xml"), part(&out, "xl/worksheets/sheet1.xml"));
        for tag in ["cols", "dataValidations"] {
            let of = |text: &str| {
                text.split(&format!("<{tag}"))
                    .nth(1)
                    .and_then(|t| t.split(&format!("</{tag}>")).next())
                    .map(str::to_owned)
            };
            assert!(of(&before).is_some() && of(&before) == of(&after), "{version} {tag}");
        }
        let look = |text: &str, place: &str| {
            text.split("<c ")
                .find(|c| c.starts_with(&format!("r=\"{place}\"")))
                .and_then(|c| c.split(" s=\"").nth(1))
                .and_then(|c| c.split('"').next())
                .map(str::to_owned)
        };
        assert_eq!(look(&after, "G9"), look(&before, "G2"), "rows below look like the prepared one");
    }
}

/// Filled once more, everybody stays in her row: nobody is listed twice.
#[test]
fn who_is_in_the_template_already_is_filled_in_place() {
    let (mut place, folder) = (migrated("public"), folder());
    place.desk.contribution_run("2026-02", None, now()).expect("the month is computed");
    let own = tax_template(folder.path(), &[]);
    let (first, again) = (folder.path().join("一.xlsx"), folder.path().join("二.xlsx"));
    let told = export(&mut place, "tax_client", None, &own, &first);
    assert_eq!(export(&mut place, "tax_client", None, &first, &again).rows, told.rows);
    let ids = |path: &Path| range_of(path, "正常工资薪金收入").rows().map(|row| said(row.get(3))).collect::<Vec<_>>();
    assert_eq!(ids(&first), ids(&again));
}

/// A downloaded enrolment template of a city whose layout is known, and one of a city that is not.
#[test]
fn enrolment_templates_are_filled_by_their_headings() {
    let mut place = migrated("public");
    let folder = folder();
    for month in ["2026-01", "2026-02"] {
        place.desk.contribution_run(month, None, now()).expect("the month is computed");
    }
    let shanghai = format!("{COMPANY}上海分公司");
    let template = |name: &str, head: u32, headings: &[&str]| {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name("报盘").expect("a sheet");
        let (bold, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
        if head > 0 {
            sheet.merge_range(0, 0, 0, 3, "参保登记", &bold).expect("a title");
        }
        for (column, heading) in (0..).zip(headings) {
            sheet.write_string_with_format(head, column, *heading, &bold).expect("a heading");
            sheet.write_blank(head + 1, column, &text).expect("a prepared cell");
        }
        save(folder.path(), name, workbook)
    };
    let out = folder.path().join("填好.xlsx");
    let own =
        template("某地.xlsx", 1, &["序号", "身份证号码*", "员工姓名", "移动电话", "民族*", "社保起缴年月", "缴费基数"]);
    let renamed = template("某地二.xlsx", 0, &["姓名（必填）", "证件号码（必填）", "参保年月"]);
    for (own, head, id, name) in [(&own, 1_u32, 1_u32, 2_u32), (&renamed, 0, 1, 0)] {
        let told = export(&mut place, "enroll_batch", Some(&shanghai), own, &out);
        let read = range_of(&out, "报盘");
        assert_eq!(told.rows as usize + head as usize + 1, read.height(), "{told:?}");
        assert!(told.rows > 0, "{told:?}");
        for row in (head + 1)..read.height() as u32 {
            let number = said(read.get_value((row, id)));
            assert!(number.len() >= 8 && !said(read.get_value((row, name))).is_empty(), "row {row}: {number}");
        }
        assert_eq!(part(&out, "xl/styles.xml"), part(own, "xl/styles.xml"));
    }
    let told = export(&mut place, "enroll_batch", Some(&shanghai), &own, &out);
    assert!(told.notes.iter().any(|note| note.contains("民族") && note.contains("序号")), "{:?}", told.notes);
}

/// What an office uses for leavers, filled by its own headings: whose cover in 上海 ended with January, as persons → cover
/// of the key has it.
#[test]
fn a_withdrawal_template_is_filled_by_its_headings() {
    let (mut place, folder) = (migrated("public"), folder());
    for month in ["2026-01", "2026-02"] {
        place.desk.contribution_run(month, None, now()).expect("the month is computed");
    }
    let leavers = covered("SH", "si_to", "2026-01");
    assert!(!leavers.is_empty(), "somebody leaves 上海 with January");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("减员").expect("a sheet");
    let (bold, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
    sheet.merge_range(0, 0, 0, 5, "社会保险减员申报表", &bold).expect("a title");
    let headings = ["序号", "员工姓名", "证件编号", "离职日期", "社保停缴年月", "备注"];
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(1, column, heading, &bold).expect("a heading");
        sheet.write_blank(2, column, &text).expect("a prepared cell");
    }
    let own = save(folder.path(), "减员.xlsx", workbook);
    let out = folder.path().join("填好.xlsx");
    let shanghai = format!("{COMPANY}上海分公司");
    let told = export(&mut place, "withdraw_batch", Some(&shanghai), &own, &out);
    let read = range_of(&out, "减员");
    let found: Vec<(String, String)> =
        (2..read.height() as u32).map(|row| (said(read.get_value((row, 1))), said(read.get_value((row, 2))))).collect();
    let mut sorted = found.clone();
    sorted.sort();
    assert_eq!((sorted, told.rows as usize), (leavers.clone(), leavers.len()), "{told:?}");
    assert_eq!(part(&out, "xl/styles.xml"), part(&own, "xl/styles.xml"), "her formats stay");
    assert!(told.notes.iter().any(|note| note.contains("序号") && note.contains("备注")), "{:?}", told.notes);

    // Excel 2003 XML under the name .xls cannot be written in place: the same rows and columns come as a new workbook,
    // and she is told.
    let old = folder.path().join("减员.xls");
    std::fs::write(&old, old_workbook(&headings)).expect("the file is written");
    let told = export(&mut place, "withdraw_batch", Some(&shanghai), &old, &out);
    assert!(told.notes[0].contains("不是 .xlsx") && told.notes[0].contains("另存为 .xlsx"), "{:?}", told.notes);
    let read = range_of(&out, "减员");
    let again: Vec<(String, String)> =
        (1..read.height() as u32).map(|row| (said(read.get_value((row, 1))), said(read.get_value((row, 2))))).collect();
    assert_eq!((again, told.rows as usize), (found, leavers.len()));
    assert_eq!(said(read.get_value((0, 2))), "证件编号", "her headings stand where they stood");
}

/// Name and number of everybody whose social cover in a unit has a month at one of its ends, by the key.
pub fn covered(unit: &str, end: &str, month: &str) -> Vec<(String, String)> {
    let persons = crate::whole::key("public", "persons");
    let mut found = Vec::new();
    for person in persons.as_array().expect("people") {
        let fits = |cover: &serde_json::Value| cover["unit"] == unit && cover[end] == month;
        if person["cover"].as_array().expect("cover").iter().any(fits) {
            let own = |name: &str| person[name].as_str().expect("a text").to_owned();
            found.push((own("name"), own("id_no")));
        }
    }
    found.sort();
    found
}

/// A sheet of headings as Excel 2003 XML, which many systems hand out under the name .xls.
fn old_workbook(headings: &[&str]) -> String {
    let cells: String = headings.iter().map(|h| format!("<Cell><Data ss:Type=\"String\">{h}</Data></Cell>")).collect();
    format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"减员\"><Table><Row>{cells}</Row>\
         </Table></Worksheet></Workbook>"
    )
}
