//! The reason behind an amount: the steps that the clerk reads, computed again from their own words.

use rust_decimal::{Decimal, RoundingStrategy};
use shebao_desk::wire::contribution::{Explanation, Line, StepView};

use crate::answers::decimal;
use crate::places::{migrated, now};

const MONTH: &str = "2025-10";

fn amount(text: &str) -> Decimal {
    decimal(&text.replace(',', ""))
}

#[track_caller]
fn step<'e>(explanation: &'e Explanation, kind: &str) -> &'e StepView {
    let found = explanation.steps.iter().find(|step| step.kind == kind);
    found.unwrap_or_else(|| panic!("no {kind} step: {explanation:#?}"))
}

/// `9,500.00 ＜ 下限 7,162.00，按下限` and its kin: the base that the words lead to.
fn base_of(words: &str) -> Decimal {
    let after =
        |mark: &str| words.split(mark).nth(1).map(|rest| amount(rest.split(['，', ' ']).next().unwrap_or_default()));
    if words.ends_with("按下限") {
        after("下限 ").expect("the floor is named")
    } else if words.ends_with("按上限") {
        after("上限 ").expect("the cap is named")
    } else {
        let declared = words.split(" ≤ ").map(|part| part.trim_start_matches("下限 "));
        let inside: Vec<&str> = declared.collect();
        let own = if words.starts_with("下限 ") { inside[1] } else { inside[0] };
        amount(own.split(['，', '（']).next().unwrap_or_default())
    }
}

/// `35,811.00 × 9.8% ＝ 3,509.478，四舍五入到分 ＋ 固定额 3.00`: the share that the words lead to, and the base in them.
fn share_of(words: &str) -> (Decimal, Decimal) {
    let (product, fixed) = match words.split_once(" ＋ 固定额 ") {
        Some((product, fixed)) => (product, amount(fixed)),
        None => (words, Decimal::ZERO),
    };
    let (factors, result) = product.split_once(" ＝ ").expect("the product is written out");
    let (base, percent) = factors.split_once(" × ").expect("base and rate are named");
    let exact = amount(base) * amount(percent.trim_end_matches('%')) / Decimal::ONE_HUNDRED;
    assert_eq!(amount(result.split('，').next().unwrap_or_default()), exact.normalize(), "{words}");
    let places = if words.contains("四舍五入到元") { 0 } else { 2 };
    let rounded = exact.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    ((rounded + fixed).normalize(), amount(base))
}

fn check(line: &Line, explanation: &Explanation) {
    let stored = |yuan: Option<shebao_rules::money::Yuan>| decimal(&yuan.expect("a computed line").to_string());
    let value = |kind: &str| decimal(&step(explanation, kind).value);
    assert_eq!(value("declared_base"), stored(line.declared_base), "{explanation:#?}");
    let base = step(explanation, "base");
    assert_eq!(base_of(&base.expression), stored(line.base), "{explanation:#?}");
    assert_eq!(decimal(&base.value), stored(line.base), "{explanation:#?}");
    for (kind, wanted) in [("employer", stored(line.employer)), ("employee", stored(line.employee))] {
        let (share, of) = share_of(&step(explanation, kind).expression);
        assert_eq!((share, of), (wanted, stored(line.base)), "{explanation:#?}");
        assert_eq!(value(kind), wanted, "{explanation:#?}");
    }
    assert_eq!(value("total"), (stored(line.employer) + stored(line.employee)).normalize(), "{explanation:#?}");
    for kind in ["base", "employer", "employee"] {
        let source = step(explanation, kind).source.as_ref();
        assert!(source.is_some_and(|s| !s.title.trim().is_empty()), "{kind} has no source: {explanation:#?}");
    }
}

/// Every line of a month: the words of its steps lead to the stored amounts, and every policy value names its source.
#[test]
fn the_steps_of_every_line_recompute_to_its_amounts() {
    let mut place = migrated("public");
    let run = place.desk.contribution_run(MONTH, None, now()).expect("the month is computed");
    assert!(run.lines.len() > 200, "a whole month");
    for line in &run.lines {
        let insurance = line.insurance.to_string();
        let explanation = place.desk.contribution_explain(MONTH, &line.employee_no, Some(&line.unit), &insurance);
        check(line, &explanation.expect("the line can be explained"));
    }
}

/// The cell the declared base came from is the one of 参保台账, sheet 申报基数, column 申报基数 (I).
#[test]
fn the_declared_base_names_its_cell() {
    let mut place = migrated("public");
    place.desk.contribution_run(MONTH, None, now()).expect("the month is computed");
    let explanation = place.desk.contribution_explain(MONTH, "00001", None, "pension").expect("the line is there");
    let cell = step(&explanation, "declared_base").origin.clone().expect("the base was imported");
    assert_eq!((cell.file.as_str(), cell.sheet.as_str()), ("人员/社保公积金参保台账.xlsx", "申报基数"));
    // Row 3 of that sheet holds 00001 社保 2025-07 … 2026-06.
    assert_eq!((cell.row, cell.column.as_deref()), (3, Some("I")));
    let cover = step(&explanation, "cover").origin.clone().expect("the cover was imported");
    assert_eq!((cover.file.as_str(), cover.sheet.as_str(), cover.row), ("人员/社保公积金参保台账.xlsx", "参保关系", 3));
}

/// Parts sum to totals, per unit and insurance and in the ledger's rows.
#[test]
fn parts_sum_to_totals() {
    let mut place = migrated("public");
    for month in ["2025-01", "2025-07", "2025-12", "2026-03"] {
        let run = place.desk.contribution_run(month, None, now()).expect("the month is computed");
        for total in &run.totals {
            let lines = run.lines.iter().filter(|l| (&l.unit, l.insurance) == (&total.unit, total.insurance));
            let heads = u32::try_from(lines.clone().count()).expect("few people");
            let employer = lines.clone().filter_map(|l| l.employer).sum();
            assert_eq!((total.heads, total.employer), (heads, employer), "{month} {total:?}");
            assert_eq!(total.employee, lines.filter_map(|l| l.employee).sum(), "{month} {total:?}");
        }
        let ledger = place.desk.contribution_ledger(month).expect("the month's ledger");
        for row in &ledger.rows {
            let cells: Decimal = row.cells.iter().filter_map(|cell| cell.employer.as_deref()).map(decimal).sum();
            assert_eq!(decimal(&row.employer), cells.normalize(), "{month} {row:?}");
        }
    }
}
