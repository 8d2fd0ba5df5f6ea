//! 新增、更新或两者 — for every kind of sheet of which a row may be known: what each choice writes, and field by field what
//! would be written, before anything is.

use std::path::{Path, PathBuf};

use shebao_desk::Desk;
use shebao_desk::wire::exchange::{ImportReport, ImportRequest};

use crate::lines::text;
use crate::places::{Place, migrated, now};

const UNIT: &str = "示例科技有限公司";

/// Two people of the public book who are covered in 北京: 孟翔 00001 and 萧昊宁 00002, with their numbers.
const KNOWN: [&str; 3] = ["00001", "孟翔", "440106196601189973"];
const OTHER: [&str; 3] = ["00002", "萧昊宁", "110108198509279971"];

/// A sheet of a kind: its headings, a row the book gets first, the same record with another value, and a new record.
struct Case {
    kind: &'static str,
    heads: &'static [&'static str],
    first: &'static [&'static str],
    changed: &'static [&'static str],
    new: &'static [&'static str],
    /// The field that `changed` changes, and its values.
    field: &'static str,
    values: (&'static str, &'static str),
}

const CASES: [Case; 6] = [
    Case {
        kind: "payroll",
        heads: &["月份", "工号", "姓名", "应发工资", "代扣养老保险", "代扣公积金"],
        first: &["2026-04", "00001", "孟翔", "10000.00", "800.00", "1200.00"],
        changed: &["2026-04", "00001", "孟翔", "10000.00", "801.00", "1200.00"],
        new: &["2026-04", "00002", "萧昊宁", "9000.00", "720.00", "1080.00"],
        field: "养老扣款",
        values: ("800.00", "801.00"),
    },
    Case {
        kind: "claims",
        heads: &["工号", "姓名", "登记日期", "就诊类型", "就诊日期", "票据号码", "费用总额", "统筹支付", "状态"],
        first: &["00001", "孟翔", "2026-03-02", "门诊", "2026-03-01", "99001", "2000.00", "750.00", "审核中"],
        changed: &["00001", "孟翔", "2026-03-02", "门诊", "2026-03-01", "99001", "2000.00", "750.00", "已到账"],
        new: &["00002", "萧昊宁", "2026-03-02", "门诊", "2026-03-01", "99002", "100.00", "0.00", "审核中"],
        field: "办理状态",
        values: ("审核中", "已到账"),
    },
    Case {
        kind: "bases",
        heads: &["工号", "姓名", "参保单位", "类别", "适用起", "申报基数"],
        first: &["00001", "孟翔", UNIT, "社保", "2026-07", "14000"],
        changed: &["00001", "孟翔", UNIT, "社保", "2026-07", "14500"],
        new: &["00002", "萧昊宁", UNIT, "社保", "2026-07", "15000"],
        field: "社保申报基数",
        values: ("14000.00", "14500.00"),
    },
    Case {
        kind: "enrollments",
        heads: &["工号", "姓名", "参保单位", "社保起缴年月", "社保停缴年月"],
        first: &["00001", "孟翔", "示例科技有限公司上海分公司", "2026-06", ""],
        changed: &["00001", "孟翔", "示例科技有限公司上海分公司", "2026-06", "2026-08"],
        new: &["00002", "萧昊宁", "示例科技有限公司上海分公司", "2026-06", ""],
        field: "社保停缴年月",
        values: ("", "2026-08"),
    },
    Case {
        kind: "agency_records",
        heads: &["姓名", "证件号码", "费款所属期", "征收品目", "缴费基数", "单位应缴", "个人应缴"],
        first: &["孟翔", KNOWN[2], "2026-04", "职工基本养老保险", "13345.00", "2135.20", "1067.60"],
        changed: &["孟翔", KNOWN[2], "2026-04", "职工基本养老保险", "13345.00", "2135.20", "1067.00"],
        new: &["萧昊宁", OTHER[2], "2026-04", "职工基本养老保险", "10000.00", "1600.00", "800.00"],
        field: "养老 个人",
        values: ("1067.60", "1067.00"),
    },
    Case {
        kind: "roster",
        heads: &["工号", "姓名", "证件号码", "性别", "部门", "入职日期"],
        first: &["90001", "测试甲", "110101199003079999", "男", "研发部", "2026-03-02"],
        changed: &["90001", "测试甲", "110101199003079999", "男", "市场部", "2026-03-02"],
        new: &["90002", "测试乙", "110101199003079980", "女", "研发部", "2026-03-02"],
        field: "department",
        values: ("研发部", "市场部"),
    },
];

fn sheet(folder: &Path, heads: &[&str], rows: &[&[&str]]) -> PathBuf {
    let path = folder.join("一张表.csv");
    let lines: Vec<String> = std::iter::once(heads).chain(rows.iter().copied()).map(|line| line.join(",")).collect();
    std::fs::write(&path, lines.join("\n")).expect("the sheet is written");
    path
}

fn take(desk: &mut Desk, file: &Path, mode: &str, dry_run: bool) -> ImportReport {
    let handle = desk.exchange_inspect(file).expect("it can be read").handle;
    let (mode, unit) = (Some(mode.to_owned()), Some(UNIT.to_owned()));
    let request = ImportRequest { handle, mode, unit, dry_run, good_rows_only: true, ..ImportRequest::default() };
    desk.exchange_import(&request, now()).expect("it is taken in or rehearsed")
}

/// Everything of a kind that the book holds, as it is listed.
fn held(place: &Place, kind: &str) -> String {
    if kind == "roster" {
        let people = place.desk.roster_list(None).expect("the roster");
        let of = people.iter().filter(|p| p.employee_no.starts_with('9'));
        return of.map(|p| format!("{} {:?}\n", p.employee_no, p.department)).collect();
    }
    let listed = place.desk.exchange_rows(kind, None, None, now()).expect("the rows");
    let mut rows = listed["rows"].as_array().expect("rows").clone();
    for row in &mut rows {
        row.as_object_mut().expect("an object").retain(|name, _| name != "origin" && name != "employee_origin");
    }
    rows.iter().map(|row| format!("{row}\n")).collect()
}

fn counts(report: &ImportReport) -> (u32, u32, usize) {
    (report.accepted, report.unchanged, report.rejected.len())
}

#[test]
fn each_kind_can_be_added_updated_or_both() {
    for case in &CASES {
        let Case { kind, heads, .. } = case;
        let mut place = migrated("public");
        let folder = place.book.parent().expect("a folder").to_path_buf();
        let first = sheet(&folder, heads, &[case.first]);
        let report = take(&mut place.desk, &first, "both", false);
        assert_eq!((report.kind.as_str(), counts(&report)), (*kind, (1, 0, 0)), "{kind}: {:?}", report.rejected);
        let before = held(&place, kind);
        let both = sheet(&folder, heads, &[case.changed, case.new]);

        // 只新增: the known one stays, and what it would have changed is shown.
        let report = take(&mut place.desk, &both, "create", true);
        assert_eq!(counts(&report), (1, 1, 0), "{kind} create: {:?}", report.rejected);
        told(case, &report, false);
        // 只更新: the new one is refused.
        let report = take(&mut place.desk, &both, "update", true);
        assert_eq!(counts(&report), (1, 0, 1), "{kind} update: {:?}", report.rejected);
        let refused = &report.rejected[0];
        assert_eq!((refused.row, refused.message.contains("只更新")), (3, true), "{kind}: {refused:?}");
        told(case, &report, true);
        assert_eq!(held(&place, kind), before, "{kind}: a rehearsal writes nothing");

        take(&mut place.desk, &both, "create", false);
        let added = held(&place, kind);
        assert!(added != before, "{kind}: the new one is there");
        assert!(before.lines().all(|line| added.contains(line)), "{kind}: the known one is as it was");
        let report = take(&mut place.desk, &both, "update", false);
        assert_eq!(counts(&report), (1, 1, 0), "{kind}: {:?}", report.rejected);
        let updated = held(&place, kind);
        let batch = i64::from(report.batch.expect("a batch"));
        assert!(updated != added, "{kind}: the known one is changed");
        place.desk.exchange_undo(batch, now()).expect("it is undone");
        assert_eq!(held(&place, kind), added, "{kind}: as before");
    }
}

/// The changed field is told with both values, and whether it is written.
fn told(case: &Case, report: &ImportReport, applied: bool) {
    let found: Vec<_> = report.differences.iter().filter(|d| d.applied == applied).collect();
    let [one] = found.as_slice() else { panic!("{}: {:?}", case.kind, report.differences) };
    let value = |value: &Option<String>| value.clone().unwrap_or_default();
    assert_eq!(
        (one.field.as_str(), value(&one.before), value(&one.after), one.row),
        (case.field, case.values.0.to_owned(), case.values.1.to_owned(), 2),
        "{}: {one:?}",
        case.kind
    );
}

/// Two rows of one person on one pay sheet: neither takes the other's place silently.
#[test]
fn a_second_row_of_one_person_is_refused() {
    let mut place = migrated("public");
    let folder = place.book.parent().expect("a folder").to_path_buf();
    let case = &CASES[0];
    let file = sheet(&folder, case.heads, &[case.first, case.changed]);
    let report = take(&mut place.desk, &file, "both", false);
    assert_eq!(counts(&report), (1, 0, 1), "{report:?}");
    let refused = &report.rejected[0];
    assert_eq!((refused.code.as_str(), refused.row), ("twice_in_file", 3), "{refused:?}");
    let listed = place.desk.exchange_rows("payroll", None, Some("2026-04"), now()).expect("the wages");
    let taken: Vec<String> =
        listed["rows"][0]["deductions"].as_array().expect("deductions").iter().map(|one| text(one, "amount")).collect();
    assert_eq!(taken, ["800.00", "1200.00"]);
}

/// A unit sheet that lacks columns takes nothing away: neither an account nor what only the window can say of a unit.
#[test]
fn a_shorter_sheet_of_units_takes_nothing_away() {
    let mut place = migrated("public");
    let folder = place.book.parent().expect("a folder").to_path_buf();
    let units = |place: &Place| place.desk.exchange_rows("units", None, None, now()).expect("the units").to_string();
    let before = units(&place);
    let heads = ["参保单位", "参保城市", "统一社会信用代码"];
    let file = sheet(&folder, &heads, &[&[UNIT, "北京", "91110105EXAMPLE111"]]);
    let report = take(&mut place.desk, &file, "both", false);
    assert_eq!((report.kind.as_str(), counts(&report)), ("units", (0, 1, 0)), "{report:?}");
    assert_eq!(units(&place), before);
}

/// A roster, then a list of leavers without a word of when they came: the open job and cover end, no second ones begin.
/// And a roster with another date of hire corrects the job instead of adding one.
#[test]
fn a_list_of_leavers_ends_what_is_open() {
    let mut place = crate::variants::with_units();
    let folder = place.book.parent().expect("a folder").to_path_buf();
    let heads = ["工号", "姓名", "证件号码", "性别", "入职日期", "社保基数"];
    let of = |hire: &'static str| ["90001", "测试甲", "110101199003079999", "男", hire, "9000"];
    take(&mut place.desk, &sheet(&folder, &heads, &[&of("2025-03-03")]), "both", false);
    let report = take(&mut place.desk, &sheet(&folder, &heads, &[&of("2025-04-07")]), "both", false);
    let told: Vec<_> = report.differences.iter().map(|d| (d.field.as_str(), d.after.as_deref(), d.applied)).collect();
    assert!(told.contains(&("hire", Some("2025-04-07"), true)), "{told:?}");
    assert!(told.contains(&("社保起缴年月", Some("2025-04"), true)), "{told:?}");
    let jobs = |place: &Place| {
        let people = place.desk.roster_list(None).expect("the roster");
        let [one] = people.as_slice() else { panic!("{people:?}") };
        let jobs: Vec<_> = one.jobs.iter().map(|j| (j.hire.clone(), j.leave.clone().unwrap_or_default())).collect();
        let cover: Vec<_> =
            one.cover.iter().map(|c| (c.first_month.clone(), c.last_month.clone().unwrap_or_default())).collect();
        (jobs, cover)
    };
    let pair = |from: &str, to: &str| vec![(from.to_owned(), to.to_owned())];
    assert_eq!(jobs(&place), (pair("2025-04-07", ""), pair("2025-04", "")));

    let heads = ["客户名称", "员工姓名", "证件类型", "证件编号", "离职原因", "离职日期", "社保停缴年月"];
    let row = ["某客户", "测试甲", "身份证", "110101199003079999", "个人原因", "2026-03-20", "2026-03"];
    let report = take(&mut place.desk, &sheet(&folder, &heads, &[&row]), "both", false);
    assert_eq!(counts(&report), (1, 0, 0), "{report:?}");
    assert_eq!(jobs(&place), (pair("2025-04-07", "2026-03-20"), pair("2025-04", "2026-03")));
}
