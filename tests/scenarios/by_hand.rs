//! A month by hand: a unit, a person, her cover and base, the month, its reason, the paper, and taking it all back.

use std::path::PathBuf;
use std::sync::Arc;

use shebao_desk::wire::book::NewBook;
use shebao_desk::wire::enrollment::Enroll;
use shebao_desk::wire::roster::PersonEdit;
use shebao_desk::wire::statement::StatementRequest;
use shebao_desk::wire::unit::{NewSetting, NewUnit};
use shebao_desk::{Code, Desk, Moment, Tools};

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

fn text(value: &str) -> Option<String> {
    Some(value.to_owned())
}

struct Place {
    _dir: tempfile::TempDir,
    path: PathBuf,
    tools: Arc<Tools>,
    now: Moment,
}

fn place() -> Place {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("book");
    let tools = Arc::new(Tools::load(PathBuf::from("no-worker")).unwrap());
    Place { _dir: dir, path, tools, now: moment("2026-04-01T09:00:00") }
}

fn new_book() -> NewBook {
    NewBook {
        company: "示例科技有限公司".to_owned(),
        credit_code: "91110105EXAMPLE111".to_owned(),
        user: "王会计".to_owned(),
        password: "一个很长的密码123".to_owned(),
    }
}

fn desk(place: &Place) -> Desk {
    let (mut desk, _) = Desk::create(Arc::clone(&place.tools), &place.path, &new_book(), place.now).unwrap();
    let unit = NewUnit {
        name: "示例科技有限公司".to_owned(),
        region: "北京市".to_owned(),
        from: "2025-01".to_owned(),
        work_injury_rate: text("0.004"),
        fund_employer: text("0.12"),
        ..NewUnit::default()
    };
    desk.unit_add(&unit, place.now).unwrap();
    let person = PersonEdit {
        employee_no: text("00001"),
        name: text("王小明"),
        id_number: text("110101198406229977"),
        hukou: text("本市城镇"),
        unit: text("示例科技有限公司"),
        hire: text("2025-01-06"),
        ..PersonEdit::default()
    };
    desk.roster_add(&person, place.now).unwrap();
    for scope in ["social", "housing_fund"] {
        let enroll = Enroll {
            employee_no: "00001".to_owned(),
            unit: "示例科技有限公司".to_owned(),
            scope: scope.to_owned(),
            first_month: "2025-01".to_owned(),
            base: text("9500"),
            ..Enroll::default()
        };
        desk.enroll(&enroll, place.now).unwrap();
    }
    desk
}

/// Beijing, January 2026, base 9,500 (7,162–35,811): pension 1,520.00 / 760.00, medical 9.8 % and 2 % + 3, unemployment
/// 0.5 % each, work injury 0.4 % (the unit's own), fund 12 % each to the yuan.
#[test]
fn a_month_is_computed_with_its_reasons() {
    let place = place();
    let mut desk = desk(&place);
    let run = desk.contribution_run("2026-01", None, place.now).unwrap();
    let shares: Vec<(String, String, String)> = run
        .lines
        .iter()
        .map(|l| (l.insurance.to_string(), l.employer.unwrap().to_string(), l.employee.unwrap().to_string()))
        .collect();
    let expected = [
        ("pension", "1520.00", "760.00"),
        ("medical", "931.00", "193.00"),
        ("unemployment", "47.50", "47.50"),
        ("work_injury", "38.00", "0.00"),
        ("housing_fund", "1140.00", "1140.00"),
    ];
    let expected: Vec<_> =
        expected.iter().map(|(i, a, b)| ((*i).to_owned(), (*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(shares, expected);
    let why = desk.contribution_explain("2026-01", "00001", None, "medical").unwrap();
    let kinds: Vec<&str> = why.steps.iter().map(|s| s.kind.as_str()).collect();
    assert_eq!(kinds, ["cover", "declared_base", "base", "employer", "employee", "total"]);
    assert_eq!(why.steps[4].value, "193.00");
    assert!(why.steps[3].source.as_ref().is_some_and(|s| !s.title.is_empty()));
    assert!(why.steps[3].law.as_ref().is_some_and(|l| l.title == "《社会保险法》第二十三条"), "{:?}", why.steps[3].law);
    let ledger = desk.contribution_ledger("2026-01").unwrap();
    assert_eq!((ledger.state.as_str(), ledger.rows.len(), ledger.stale), ("draft", 1, false));
    assert_eq!(ledger.rows[0].employer, "3676.50");
}

#[test]
fn a_statement_prints_and_is_kept() {
    let place = place();
    let mut desk = desk(&place);
    desk.contribution_run("2026-01", None, place.now).unwrap();
    let request = StatementRequest {
        kind: "statement".to_owned(),
        employee_no: "00001".to_owned(),
        from: "2026-01".to_owned(),
        to: "2026-01".to_owned(),
        ..StatementRequest::default()
    };
    let preview = desk.statement_preview(&request, place.now).unwrap();
    assert!(preview.starts_with(b"%PDF"));
    let out = place.path.with_file_name("说明.pdf");
    let printed = desk.statement_save(&request, &out, place.now).unwrap();
    assert_eq!(std::fs::read(&out).unwrap(), preview);
    assert_eq!(printed.numbers, ["社说20260401-001"]);
    let missing = StatementRequest { from: "2027-01".to_owned(), to: "2027-01".to_owned(), ..request };
    assert_eq!(desk.statement_preview(&missing, place.now).unwrap_err().code, Code::MonthNotRun);
}

/// Shanghai's unemployment rate of 2026 is unconfirmed: no number until the clerk confirms one with her source.
#[test]
fn an_unconfirmed_value_computes_nothing_until_confirmed() {
    let place = place();
    let mut desk = desk(&place);
    let unit = NewUnit {
        name: "上海分公司".to_owned(),
        region: "上海".to_owned(),
        from: "2025-03".to_owned(),
        work_injury_rate: text("0.0016"),
        fund_employer: text("0.07"),
        ..NewUnit::default()
    };
    desk.unit_add(&unit, place.now).unwrap();
    let enroll = Enroll {
        employee_no: "00001".to_owned(),
        unit: "上海分公司".to_owned(),
        scope: "social".to_owned(),
        first_month: "2026-01".to_owned(),
        base: text("10000"),
        ..Enroll::default()
    };
    desk.enroll(&enroll, place.now).unwrap();
    let run = desk.contribution_run("2026-01", Some("上海分公司"), place.now).unwrap();
    let line = run.lines.iter().find(|l| l.insurance.id() == "unemployment").unwrap();
    assert_eq!((line.employer, line.gap.as_deref()), (None, Some("rates")));
    let open = run.open.iter().find(|o| o.insurance == "unemployment").unwrap();
    assert!(!open.alternatives.is_empty());
    let confirm = NewSetting {
        unit: "上海分公司".to_owned(),
        insurance: "unemployment".to_owned(),
        from: "2026-01".to_owned(),
        mode: "rate".to_owned(),
        employer_rate: "0.005".to_owned(),
        employee_rate: "0.005".to_owned(),
        source: "申报系统显示，2026-01-10".to_owned(),
        ..NewSetting::default()
    };
    desk.setting_add(&confirm, place.now).unwrap();
    let run = desk.contribution_run("2026-01", Some("上海分公司"), place.now).unwrap();
    let line = run.lines.iter().find(|l| l.insurance.id() == "unemployment").unwrap();
    assert_eq!((line.employer.unwrap().to_string(), line.status.id()), ("50.00".to_owned(), "unit_confirmed"));
}

#[test]
fn every_step_can_be_undone_down_to_the_empty_book() {
    let place = place();
    let mut desk = desk(&place);
    desk.contribution_run("2026-01", None, place.now).unwrap();
    for _ in 0..5 {
        desk.undo(None, place.now).unwrap();
    }
    let info = desk.book_info().unwrap();
    assert_eq!((info.employees, info.units, info.months.len()), (0, 0, 0));
    assert!(desk.book_check().unwrap().ok);
}

#[test]
fn the_book_opens_by_password_or_recovery_code_only() {
    let place = place();
    let (mut desk, created) = Desk::create(Arc::clone(&place.tools), &place.path, &new_book(), place.now).unwrap();
    let groups: Vec<&str> = created.recovery_code.split('-').collect();
    let [first, second] = created.confirm_groups.map(|g| groups[usize::from(g) - 1]);
    assert_eq!(desk.confirm_recovery(["0000", second]).unwrap_err().code, Code::WrongRecoveryCode);
    assert!(desk.recovery_card(place.now).unwrap().starts_with(b"%PDF"));
    assert!(desk.confirm_recovery([first, second]).unwrap().recovery_confirmed);
    assert!(desk.recovery_card(place.now).is_err());
    assert_eq!(desk.confirm_recovery([first, second]).unwrap_err().code, Code::UnknownRecord, "no card is shown");
    drop(desk);
    let wrong = Desk::open(Arc::clone(&place.tools), &place.path, "错误的密码", place.now);
    assert_eq!(wrong.err().map(|f| f.code), Some(Code::WrongPassword));
    let code = created.recovery_code.to_lowercase();
    let again =
        Desk::open_with_recovery(Arc::clone(&place.tools), &place.path, &code, "换一个新的长密码", None, place.now);
    assert_eq!(again.map(|d| d.book_info().unwrap().company).ok().as_deref(), Some("示例科技有限公司"));
    assert!(Desk::open(Arc::clone(&place.tools), &place.path, "换一个新的长密码", place.now).is_ok());
}

#[test]
fn the_demo_company_stands_ready() {
    let place = place();
    let desk = Desk::demo(Arc::clone(&place.tools), &place.path, moment("2026-11-21T10:00:00")).unwrap();
    let info = desk.book_info().unwrap();
    assert_eq!((info.demo, info.employees, info.units, info.months.len()), (true, 36, 2, 14));
    let ledger = desk.contribution_ledger("2026-11").unwrap();
    assert!(ledger.rows.iter().any(|r| r.name == "王小明"));
    drop(desk);
    assert!(Desk::demo(place.tools, &place.path, moment("2026-11-21T10:05:00")).is_ok());
}
