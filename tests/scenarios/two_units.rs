//! Sheets that name a city only: two units of one city, and a company of one unit whose sheets name none.

use std::path::Path;

use shebao_desk::Desk;
use shebao_desk::wire::unit::NewUnit;
use shebao_rules::insurance::Insurance;

use crate::pages::paper;
use crate::places::{COMPANY, Place, empty, import, now};
use crate::sheets::{Cell, write};

const BRANCH: &str = "示例科技有限公司第二分公司";

/// Invented people of 北京 with valid check digits, order numbers 997 and 998: no., name, number.
const STAYS: [&str; 3] = ["00001", "林磊博", "110105197704229976"];
const BRANCHED: [&str; 3] = ["00002", "郑辉伟", "110105197905209971"];
const MOVES: [&str; 3] = ["00003", "韩颖琳", "110105198210239984"];

fn texts(cells: &[&'static str]) -> Vec<Cell> {
    cells.iter().map(|text| Cell::Text(text)).collect()
}

fn unit(desk: &mut Desk, name: &str, from: &str) {
    let unit =
        NewUnit { name: name.to_owned(), region: "北京".to_owned(), from: from.to_owned(), ..NewUnit::default() };
    desk.unit_add(&unit, now()).expect("the unit");
}

fn take(desk: &mut Desk, folder: &Path, file: &str, headings: &[&str], rows: &[Vec<Cell>]) {
    let report = import(desk, &write(folder, file, "Sheet1", headings, rows));
    assert!(report.rejected.is_empty(), "{file}: {:#?}", report.rejected);
    assert_eq!(report.accepted as usize, rows.len(), "{file}: {report:#?}");
}

/// Two units of 北京, the second from 2025-05; the injury rate of both in one row of the city.
fn company(folder: &Path) -> Place {
    let mut place = empty();
    let desk = &mut place.desk;
    unit(desk, COMPANY, "2025-01");
    unit(desk, BRANCH, "2025-05");
    let settings = ["参保城市", "险种", "起", "止", "用法", "单位费率", "个人费率", "说明"];
    take(
        desk,
        folder,
        "参数.xlsx",
        &settings,
        &[texts(&["北京", "工伤", "2025-01", "", "只采用费率，上下限按公布", "0.004", "0", "核定"])],
    );
    let cover = ["工号", "姓名", "证件号码", "参保单位", "参保城市", "户口性质", "社保起缴年月", "社保停缴年月"];
    let row =
        |who: [&'static str; 3], unit, from, to| texts(&[who[0], who[1], who[2], unit, "北京", "本市城镇", from, to]);
    let rows = [
        row(STAYS, COMPANY, "2025-01", ""),
        row(BRANCHED, BRANCH, "2025-01", ""),
        row(MOVES, COMPANY, "2025-01", "2025-06"),
        row(MOVES, BRANCH, "2025-07", ""),
    ];
    take(desk, folder, "参保台账.xlsx", &cover, &rows);
    let bases = ["工号", "姓名", "参保城市", "类别", "适用起", "适用止", "申报基数"];
    let row = |who: [&'static str; 3], from, to, base| texts(&[who[0], who[1], "北京", "社保", from, to, base]);
    let rows = [
        row(STAYS, "2025-01", "", "9000"),
        row(BRANCHED, "2025-01", "", "8000"),
        row(MOVES, "2025-01", "2025-06", "9000"),
        row(MOVES, "2025-07", "2026-06", "9500"),
    ];
    take(desk, folder, "申报基数.xlsx", &bases, &rows);
    place
}

/// Unit, base, employer and employee of a person's line of one insurance.
fn line(desk: &mut Desk, month: &str, who: [&str; 3], insurance: Insurance) -> Option<[String; 4]> {
    let lines = desk.contribution_run(month, None, now()).expect("the month is computed").lines;
    let found = lines.into_iter().find(|l| l.employee_no == who[0] && l.insurance == insurance)?;
    let amount = |y: Option<shebao_rules::money::Yuan>| y.map_or_else(|| "—".to_owned(), |y| y.to_string());
    Some([found.unit, amount(found.base), amount(found.employer), amount(found.employee)])
}

/// Pension 16 % and 8 %, injury 0.4 % of the employer: 8000 → 1280.00, 640.00, 32.00; 9000 → 1440.00, 720.00; 9500 →
/// 1520.00, 760.00, 38.00. The floor of 2025 is below all three.
#[test]
fn a_base_by_city_belongs_to_the_unit_that_covers_the_person() {
    let folder = crate::places::folder();
    let mut place = company(folder.path());
    let desk = &mut place.desk;
    let expected = |unit: &str, base: &str, employer: &str, employee: &str| {
        Some([unit.to_owned(), base.to_owned(), employer.to_owned(), employee.to_owned()])
    };
    assert_eq!(line(desk, "2025-08", STAYS, Insurance::Pension), expected(COMPANY, "9000.00", "1440.00", "720.00"));
    assert_eq!(line(desk, "2025-08", BRANCHED, Insurance::Pension), expected(BRANCH, "8000.00", "1280.00", "640.00"));
    assert_eq!(line(desk, "2025-03", MOVES, Insurance::Pension), expected(COMPANY, "9000.00", "1440.00", "720.00"));
    assert_eq!(line(desk, "2025-08", MOVES, Insurance::Pension), expected(BRANCH, "9500.00", "1520.00", "760.00"));
    assert_eq!(line(desk, "2025-08", BRANCHED, Insurance::WorkInjury), expected(BRANCH, "8000.00", "32.00", "0.00"));
    assert_eq!(line(desk, "2025-08", MOVES, Insurance::WorkInjury), expected(BRANCH, "9500.00", "38.00", "0.00"));
    let bases = desk.roster_person(STAYS[0]).expect("the person").bases;
    assert_eq!(bases.len(), 1, "only where she is covered: {bases:#?}");
}

/// Her cover began in January, the unit in May: the row is taken in, and gives no line before.
#[test]
fn a_unit_has_no_line_before_its_own_first_month() {
    let folder = crate::places::folder();
    let mut place = company(folder.path());
    for month in ["2025-01", "2025-04"] {
        assert_eq!(line(&mut place.desk, month, BRANCHED, Insurance::Pension), None, "{month}");
    }
    assert!(line(&mut place.desk, "2025-05", BRANCHED, Insurance::Pension).is_some());
}

/// A base without any date gives no cover, and the row says so.
#[test]
fn a_base_without_a_date_is_told() {
    let folder = crate::places::folder();
    let mut place = empty();
    unit(&mut place.desk, COMPANY, "2025-01");
    let headings = ["工号", "姓名", "身份证号码", "户口性质", "社保基数"];
    let row = texts(&[STAYS[0], STAYS[1], STAYS[2], "本市城镇", "9500"]);
    let report = import(&mut place.desk, &write(folder.path(), "花名册.xlsx", "Sheet1", &headings, &[row]));
    let notes: Vec<&str> = report.actions[0].notes.iter().map(|note| note.code.as_str()).collect();
    assert!(notes.contains(&"start_unknown"), "{report:#?}");
    assert_eq!(line(&mut place.desk, "2025-08", STAYS, Insurance::Pension), None);
}

/// A company of one unit has no column for it: everybody belongs there. 9500 × 8 % = 760.00.
#[test]
fn sheets_that_name_no_place_speak_of_the_only_unit() {
    let folder = crate::places::folder();
    let mut place = empty();
    unit(&mut place.desk, COMPANY, "2025-01");
    let roster = ["工号", "姓名", "身份证号码", "入职日期", "户口性质", "社保基数"];
    let row = texts(&[STAYS[0], STAYS[1], STAYS[2], "2025-02-03", "本市城镇", "9500"]);
    take(&mut place.desk, folder.path(), "员工花名册.xlsx", &roster, &[row]);
    let found = line(&mut place.desk, "2025-08", STAYS, Insurance::Pension).expect("she is covered");
    assert_eq!(found, [COMPANY, "9500.00", "1520.00", "760.00"]);
}

/// The paper of a branch without a code of its own bears none: the company's beside the branch's name would be false.
#[test]
fn a_paper_of_a_branch_has_no_other_units_code() {
    let folder = crate::places::folder();
    let mut place = company(folder.path());
    place.desk.contribution_run("2025-08", None, now()).expect("the month is computed");
    let code = place.desk.book_info().expect("the book").credit_code;
    for (who, own) in [(STAYS, true), (BRANCHED, false)] {
        let text = paper(&place.desk, "notice", who[0], ("2025-08", "2025-08"), now());
        assert_eq!((text.contains(&code), text.contains("未登记")), (own, !own), "{who:?}: {text}");
        // 第三十七条 of the regulation gives the right to ask since 2026-09-20 only; before, it is a penalty.
        assert!(text.contains("第六十条") && !text.contains("违反本条例"), "{text}");
    }
}
