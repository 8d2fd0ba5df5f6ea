//! 明细验证: what the rows of a bureau prove of a rounding and a rate, through the desk and through the program.

use std::collections::BTreeSet;

use shebao_desk::wire::policy::ValueStamp;
use shebao_desk::wire::policy_proof::{ProofReport, SideProofView};
use shebao_desk::{Code, Desk, policy};
use shebao_rules::policy::Evidence;
use shebao_tests::fixture;

use crate::places::{PASSWORD, Place, TODAY, copy_of, folder, migrated, now, tools};
use crate::program::{Script, bare};
use crate::sheets::{Cell, write};

const HEADINGS: [&str; 11] = [
    "序号",
    "姓名",
    "证件类型",
    "证件号码",
    "缴费工资",
    "缴费基数",
    "费率",
    "应缴费额",
    "减免费额",
    "应补(退)费额",
    "人员编号",
];

fn prove(path: &std::path::Path, region: Option<&str>) -> ProofReport {
    let tools = tools();
    policy::prove(&tools, tools.library(), path, region).expect("the proof")
}

fn side<'r>(report: &'r ProofReport, insurance: &str, side: &str) -> &'r SideProofView {
    report.sides.iter().find(|s| s.insurance == insurance && s.side == side).expect("the insurance and side")
}

/// Eleven columns of 北京: 21 people at 0.4 %. Their third decimals leave one way of rounding.
#[test]
fn the_rows_of_a_bureau_prove_the_rounding() {
    let report = prove(&fixture("books/public/社保/北京_工伤保险_202602.xlsx"), Some("北京"));
    assert_eq!((report.rows, report.skipped, report.sides.len()), (21, 0, 1));
    let injury = side(&report, "work_injury", "employer");
    assert_eq!(injury.finding, "proved");
    assert_eq!(injury.stamp, "明细验证：四舍五入到分，逐人取整再合计（21 行、1 个月）");
    assert_eq!(injury.rate_stamp, "明细验证：0.4%（21 行、1 个月）");
    assert_eq!((injury.held.as_deref(), injury.agrees), (Some("四舍五入到分"), Some(true)));
    assert_eq!(injury.months, ["2026-02"]);
}

/// 8 % of whole yuan has two decimals: nothing is rounded, or too little to tell.
#[test]
fn what_cannot_be_told_is_called_ambiguous() {
    let report = prove(&fixture("books/public/社保/北京_企业职工基本养老保险_202602.xlsx"), Some("110000"));
    let own = side(&report, "pension", "employee");
    assert_eq!((own.finding.as_str(), own.agrees), ("ambiguous", Some(true)));
    assert!(own.stamp.starts_with("不能确定：21 行对以下各种都相符：四舍五入到分"), "{}", own.stamp);
    assert_eq!(own.rate_stamp, "明细验证：8%（21 行、1 个月）");
}

/// 13345 × 0.4 % = 53.38; 35811: 143.244 → 143.24; 15708: 62.832 → 62.83; 18437: 73.748 → 73.75, but the list says 73.77.
#[test]
fn a_row_that_fits_nothing_is_named() {
    let folder = folder();
    let row = |name, id, base, amount| {
        let zero = Cell::Text("0.00");
        let head = [Cell::Text("1"), Cell::Text(name), Cell::Text("居民身份证"), Cell::Text(id)];
        let money = [Cell::Text(base), Cell::Text(base), Cell::Text("0.4%"), Cell::Text(amount), zero];
        let mut cells: Vec<Cell> = head.into_iter().chain(money).collect();
        cells.extend([Cell::Text(amount), Cell::Text("10000000000000000001")]);
        cells
    };
    let rows = [
        row("孟翔", "440106196601189973", "13345.00", "53.38"),
        row("萧昊宁", "110108198509279971", "35811.00", "143.24"),
        row("吕悦怡", "350203198612259969", "15708.00", "62.83"),
        row("何远超", "110108200005189972", "18437.00", "73.77"),
    ];
    let path = write(folder.path(), "北京_工伤保险_202602.xlsx", "单位缴纳", &HEADINGS, &rows);
    let report = prove(&path, Some("北京"));
    let injury = side(&report, "work_injury", "employer");
    assert_eq!((injury.finding.as_str(), injury.agrees), ("contradicted", Some(false)));
    assert_eq!(injury.rows, ["单位缴纳 第 5 行"], "{}", injury.stamp);
    assert!(!injury.stamp.contains("何远超"), "a place, never a person");
}

/// 补缴 belongs to other months and is left out; a sheet without bureau rows is refused.
#[test]
fn what_proves_nothing_says_so() {
    let report = prove(&fixture("books/public/社保/北京_补缴明细_202601入库（所属期202512）.xlsx"), None);
    assert_eq!((report.rows, report.sides.len()), (0, 0));
    assert!(report.skipped > 0);
    let tools = tools();
    let roster = fixture("books/public/人员/花名册.xlsx");
    let refused = policy::prove(&tools, tools.library(), &roster, None).expect_err("no bureau rows");
    assert_eq!(refused.code, Code::UnknownKind);
    let nowhere = policy::prove(&tools, tools.library(), &roster, Some("无此地")).expect_err("no such region");
    assert_eq!(nowhere.code, Code::UnknownRegion);
}

/// A book of three cities with three months of lists.
fn listed() -> Place {
    let mut place = migrated("public");
    let lists = copy_of("public", &["社保"]);
    place.desk.exchange_migrate(lists.path(), false, now(), &mut |_| true).expect("the lists go in");
    place
}

fn stamps(desk: &Desk, region: &str, insurance: &str, part: &str) -> Vec<ValueStamp> {
    let values = desk.policy_values(region, insurance, Some("2026-02"), None).expect("the values");
    values.into_iter().filter(|value| value.part == part).flat_map(|value| value.stamps).collect()
}

/// The book's own bureau rows of three months prove more than one list does, and no region is guessed: each unit's rows
/// speak of its own.
#[test]
fn the_rows_of_the_book_prove_too() {
    let place = listed();
    let path = fixture("books/public/社保/北京_工伤保险_202602.xlsx");
    let file = place.desk.policy_prove_file(&path, None).expect("the proof");
    assert_eq!(file.region, None, "the book has units in several regions: none is guessed");
    let report = place.desk.policy_prove_book(Some("北京"), Some("work_injury"), now()).expect("the proof");
    let rounding = report.values.iter().find(|value| value.part == "rounding").expect("the rounding");
    let [injury] = rounding.stamps.as_slice() else { panic!("the employer's side: {rounding:?}") };
    // Three lists of 20, 21 and 21 people; two rows of 补缴 prove nothing.
    assert_eq!((injury.months.len(), injury.lines, report.unused), (3, 62, 2), "{injury:?}");
    assert_eq!(injury.stamp, "明细验证：四舍五入到分，逐人取整再合计（62 行、3 个月）");
    assert_eq!((injury.finding.as_str(), injury.agrees), ("proved", Some(true)));
    let whole = place.desk.policy_prove_book(None, None, now()).expect("all regions of its units");
    let regions: BTreeSet<&str> = whole.values.iter().map(|value| value.region.as_str()).collect();
    // 深圳's lists of this book print no base: nothing of it is proved, and nothing is guessed.
    assert_eq!(regions, BTreeSet::from(["110000", "310000"]));
    let wrong: Vec<_> = whole.values.iter().filter(|v| v.stamps.iter().any(|s| s.agrees == Some(false))).collect();
    assert!(wrong.is_empty(), "the lists are charged by the published values: {wrong:#?}");
    assert_eq!(stamps(&place.desk, "北京", "work_injury", "rounding"), [], "proving writes nothing");
    let text = path.display().to_string();
    let book = place.book.clone();
    drop(place.desk);
    let without = bare(&["policy", "prove", &text, "--region", "北京", "--json"]);
    assert_eq!(without.code, 0, "no book is needed: {}", without.json);
    assert_eq!(without.json, serde_json::to_value(prove(&path, Some("北京"))).expect("JSON"));
    let script = Script::on(&book, PASSWORD, TODAY);
    let told = script.done(&["policy", "prove-book", "--region", "北京", "--insurance", "work_injury"]);
    assert_eq!(told, serde_json::to_value(&report).expect("JSON"));
}

/// Stamped, the proof stands on the value and in the coverage map; it follows the records and goes when it is undone.
#[test]
fn a_stamp_is_kept_shown_recomputed_and_undone() {
    let mut place = listed();
    let desk = &mut place.desk;
    let head = desk.book_info().expect("the book").journal_head;
    let nothing = desk.policy_stamp(Some("杭州"), None, now()).expect_err("no unit is there");
    assert_eq!((nothing.code, desk.book_info().expect("the book").journal_head), (Code::UnknownRecord, head));
    let stamped = desk.policy_stamp(None, None, now()).expect("the stamps");
    let action = stamped.action_seq.expect("an action of the journal");
    let [employer, employee] = stamps(desk, "北京", "pension", "rates").try_into().expect("both sides");
    // 20, 21 and 21 people; 16 % and 8 % since 2019-05.
    assert_eq!(employer.stamp, "明细验证：16%（62 行、3 个月）");
    assert_eq!((employee.stamp.as_str(), employee.agrees), ("明细验证：8%（62 行、3 个月）", Some(true)));
    let pension = |desk: &Desk| {
        let values = desk.policy_values("北京", "pension", Some("2026-02"), None).expect("the values");
        let rates = values.into_iter().find(|value| value.part == "rates").expect("the rates");
        let cells = desk.policy_coverage(now()).expect("the map");
        let cell = cells.into_iter().find(|c| c.region == "110000" && c.insurance == "pension").expect("the cell");
        (rates.evidence, cell.proved)
    };
    assert_eq!(pension(desk), (Evidence::Proved, Some("62 行、3 个月".to_owned())));
    // The list of March goes: what is proved is worked out anew.
    let batches = desk.exchange_batches().expect("the batches");
    let list = "北京_企业职工基本养老保险_202603.xlsx";
    let march = batches.iter().find(|b| b.file.ends_with(list)).expect("the list of March");
    let undone = desk.exchange_undo(march.id.into(), now()).expect("the stamp does not stand in its way");
    assert_eq!(pension(desk).1.as_deref(), Some("41 行、2 个月"));
    desk.undo(Some(undone_seq(desk, undone.undone)), now()).expect("the list is back");
    assert_eq!(pension(desk).1.as_deref(), Some("62 行、3 个月"));
    desk.undo(Some(action.into()), now()).expect("the stamps are taken back");
    assert_eq!(pension(desk), (Evidence::Quoted, None));
    assert_eq!(stamps(desk, "北京", "work_injury", "rounding"), []);
}

/// The action that took another one back.
fn undone_seq(desk: &Desk, undid: i32) -> i64 {
    let journal = desk.journal_list(20).expect("the journal");
    journal.iter().find(|line| line.undoes == Some(undid)).expect("the undoing").action_seq.into()
}
