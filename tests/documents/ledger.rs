//! 月度台账 in another spreadsheet program: recalculated there, every amount is the one we wrote.

use std::collections::BTreeMap;

use calamine::{Data, Range};
use shebao_documents::export::ledger::{Ledger, LedgerLine, write};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::rounding::{Rounding, RoundingMode, RoundingUnit};

use crate::spreadsheet::{as_written, formulas, recalculated, with_wrong_results};

const SHEETS: [&str; 2] = ["明细", "合计"];
const MODES: [RoundingMode; 5] =
    [RoundingMode::HalfUp, RoundingMode::Up, RoundingMode::UpOnDigit, RoundingMode::Down, RoundingMode::UpToEven];
const UNITS_OF_ROUNDING: [RoundingUnit; 3] = [RoundingUnit::Fen, RoundingUnit::Jiao, RoundingUnit::Yuan];

/// Names a spreadsheet takes for a condition, a formula, a number or another name, between ordinary ones.
const UNITS: [&str; 13] = [
    "北京示例科技有限公司",
    "上海示例贸易有限公司",
    "=1+1",
    "@x",
    "+1",
    "-1",
    ">0",
    "甲*公司",
    "甲乙公司",
    "1E2",
    "100",
    "2026-02",
    "",
];

fn fen(text: &str) -> i64 {
    text.parse::<Yuan>().unwrap().fen()
}

/// One side in whole numbers only: base in fen × rate in millionths.
fn share(base: i64, millionths: i64, fixed: i64, rounding: Rounding) -> i64 {
    let step = match rounding.unit {
        RoundingUnit::Fen => 1,
        RoundingUnit::Jiao => 10,
        RoundingUnit::Yuan => 100,
    };
    let (whole, rest) = (base * millionths / (step * 1_000_000), base * millionths % (step * 1_000_000));
    let up = whole + i64::from(rest > 0);
    let steps = match rounding.mode {
        RoundingMode::HalfUp => whole + i64::from(2 * rest >= step * 1_000_000),
        RoundingMode::Up => up,
        RoundingMode::UpOnDigit => whole + i64::from(10 * rest >= step * 1_000_000),
        RoundingMode::Down => whole,
        RoundingMode::UpToEven => up + up % 2,
    };
    steps * step + fixed
}

/// What differs from line to line, in fen and millionths.
#[derive(Clone, Copy)]
struct Case {
    declared: i64,
    bounds: (Option<i64>, Option<i64>),
    rates: (i64, i64),
    fixed: (i64, i64),
    rounding: Rounding,
}

impl Case {
    fn half_up(base: &str, employer: i64, employee: i64) -> Self {
        Self {
            declared: fen(base),
            bounds: (None, None),
            rates: (employer, employee),
            fixed: (0, 0),
            rounding: Rounding::HALF_UP_FEN,
        }
    }

    fn line(self, number: usize) -> LedgerLine {
        let raised = self.declared.max(self.bounds.0.unwrap_or(self.declared));
        let base = raised.min(self.bounds.1.unwrap_or(raised));
        let rate = |millionths| Some(rust_decimal::Decimal::new(millionths, 6).to_string().parse().unwrap());
        LedgerLine {
            employee_no: format!("{number:05}"),
            name: "张三".to_owned(),
            id_number: "110101199003070011".to_owned(),
            department: "=cmd|' /C calc'!A0".to_owned(),
            unit: UNITS[number % UNITS.len()].to_owned(),
            insurance: Insurance::ALL[number / UNITS.len() % Insurance::ALL.len()],
            kind: "正常缴费".to_owned(),
            period: "2026-02".parse().unwrap(),
            booked: "2026-02".parse().unwrap(),
            declared_base: Some(Yuan::from_fen(self.declared)),
            base: Some(Yuan::from_fen(base)),
            floor: self.bounds.0.map(Yuan::from_fen),
            cap: self.bounds.1.map(Yuan::from_fen),
            employer_rate: rate(self.rates.0),
            employee_rate: rate(self.rates.1),
            employer_fixed: Yuan::from_fen(self.fixed.0),
            employee_fixed: Yuan::from_fen(self.fixed.1),
            employer_rounding: self.rounding,
            employee_rounding: self.rounding,
            employer: Some(Yuan::from_fen(share(base, self.rates.0, self.fixed.0, self.rounding))),
            employee: Some(Yuan::from_fen(share(base, self.rates.1, self.fixed.1, self.rounding))),
            status: "已公布".to_owned(),
        }
    }
}

/// Products that end in half a fen, or lie a hair beside it in binary.
fn half_fen_cases() -> Vec<Case> {
    let mut cases: Vec<Case> = [
        ("6727", 15_000, 5_000),
        ("6733", 5_000, 15_000),
        ("35811", 5_000, 3_000),
        ("2009", 5_000, 15_000),
        ("2015", 3_000, 9_000),
        ("2005", 9_000, 5_000),
        ("12949.92", 98_000, 12_500),
        ("12949.99", 5_000, 20_000),
        ("0.01", 500_000, 499_999),
        ("999999.99", 160_000, 80_000),
    ]
    .map(|(base, employer, employee)| Case::half_up(base, employer, employee))
    .to_vec();
    // An odd base at 0.5 % and 1.5 % always ends in half a fen.
    cases.extend((2_001..2_401).step_by(2).map(|base| Case::half_up(&base.to_string(), 5_000, 15_000)));
    cases.extend((24_001..24_201).step_by(2).map(|base| Case::half_up(&base.to_string(), 85_000, 4_500)));
    cases
}

/// Every rounding over bases in fen and rates of up to four decimals of a percent, with fixed amounts.
fn rounding_cases() -> Vec<Case> {
    let bases = ["6727", "35811", "7162.35", "12949.92", "4494.01", "3387.10", "10000", "0"];
    let rates =
        [(160_000, 80_000), (98_000, 20_000), (5_000, 3_000), (1_600, 4_850), (120_000, 70_000), (1, 1_000_000)];
    let mut cases = Vec::new();
    for base in bases {
        for pair in rates {
            for (i, mode) in MODES.into_iter().enumerate() {
                for unit in UNITS_OF_ROUNDING {
                    let fixed = if i % 2 == 0 { (0, 300) } else { (1_050, 0) };
                    let rounding = Rounding { mode, unit };
                    cases.push(Case { fixed, rounding, ..Case::half_up(base, pair.0, pair.1) });
                }
            }
        }
    }
    cases
}

/// Declared bases below, at, between and above the bounds; each bound alone; a base of nothing.
fn bounds_cases() -> Vec<Case> {
    let (floor, cap) = (Some(fen("6727")), Some(fen("33891")));
    let mut cases = Vec::new();
    for bounds in [(floor, cap), (floor, None), (None, cap), (None, None)] {
        for declared in ["0", "6726.99", "6727", "12949.92", "33891", "33891.01", "80000"] {
            cases.push(Case { bounds, ..Case::half_up(declared, 85_000, 15_000) });
        }
    }
    cases
}

fn ledger() -> Ledger {
    let cases = [half_fen_cases(), rounding_cases(), bounds_cases()].concat();
    let mut lines: Vec<LedgerLine> = cases.into_iter().enumerate().map(|(i, case)| case.line(i)).collect();
    for i in 0..40 {
        let open = Case::half_up("8000", 0, 0).line(i);
        let (base, employer, employee) = (None, None, None);
        lines.insert(i * 7, LedgerLine { base, employer, employee, employer_rate: None, employee_rate: None, ..open });
    }
    Ledger {
        title: "=示例公司 2026年2月 月度台账".to_owned(),
        notes: vec!["+说明一".to_owned(), "-说明二".to_owned()],
        month: "2026-02".parse().unwrap(),
        lines,
    }
}

/// The value of a cell in whole fen; `None` for an empty one.
fn cell(sheet: &Range<Data>, row: usize, column: usize) -> Option<i64> {
    match sheet.get((row, column)) {
        None | Some(Data::Empty) => None,
        Some(Data::Float(number)) => {
            let fen = (number * 100.0).round();
            assert!((number * 100.0 - fen).abs() < 1e-6, "row {row}, column {column} holds a part of a fen: {number}");
            Some(fen as i64)
        }
        Some(Data::Int(number)) => Some(number * 100),
        other => panic!("row {row}, column {column} holds no number: {other:?}"),
    }
}

fn text(sheet: &Range<Data>, row: usize, column: usize) -> &str {
    match sheet.get((row, column)) {
        None | Some(Data::Empty) => "",
        Some(Data::String(text)) => text,
        other => panic!("row {row}, column {column} holds no text: {other:?}"),
    }
}

/// The row below the headings, and where the columns with these headings are.
fn place<const N: usize>(sheet: &Range<Data>, headings: [&str; N]) -> (usize, [usize; N]) {
    let last = headings[N - 1];
    let is_head = |row: &[Data]| row.iter().any(|cell| *cell == last);
    let row = sheet.rows().position(is_head).expect("a row of headings");
    let columns = headings
        .map(|heading| sheet.rows().nth(row).unwrap().iter().position(|cell| *cell == heading).expect("a column"));
    (row + 1, columns)
}

fn check_detail(sheet: &Range<Data>, lines: &[LedgerLine]) {
    let headings = ["缴费基数", "单位部分", "个人部分", "合计", "参保单位", "证件号码", "部门", "状态"];
    let (first, [base, employer, employee, total, unit, id_number, department, status]) = place(sheet, headings);
    for (row, line) in (first..).zip(lines) {
        let seen = [base, employer, employee, total].map(|column| cell(sheet, row, column));
        let sum = line.employer.zip(line.employee).map(|(a, b)| a + b);
        let written = [line.base, line.employer, line.employee, sum].map(|amount| amount.map(Yuan::fen));
        assert_eq!(seen, written, "row {row}: {line:?}");
        let words = [unit, id_number, department, status].map(|column| text(sheet, row, column));
        let state = if sum.is_some() { "已公布" } else { "待确认" };
        assert_eq!(words, [line.unit.as_str(), &line.id_number, &line.department, state], "row {row}");
    }
    let employers: Yuan = lines.iter().filter_map(|line| line.employer).sum();
    let employees: Yuan = lines.iter().filter_map(|line| line.employee).sum();
    let totals = [employer, employee, total].map(|column| cell(sheet, first - 2, column));
    let expected = [employers, employees, employers + employees].map(|sum| Some(sum.fen()));
    assert_eq!(totals, expected, "the totals above the headings");
}

/// Lines, unconfirmed lines (both × 100, as cells are read), both shares and their total.
type Sums = [i64; 5];

fn add(sums: &mut Sums, line: &LedgerLine) {
    let shares = line.employer.zip(line.employee).map(|(a, b)| (a.fen(), b.fen()));
    let (employer, employee) = shares.unwrap_or_default();
    let more = [100, 100 * i64::from(shares.is_none()), employer, employee, employer + employee];
    sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}

fn check_summary(sheet: &Range<Data>, lines: &[LedgerLine]) {
    let mut expected: BTreeMap<(&str, &str), Sums> = BTreeMap::new();
    let (mut units, mut all): (BTreeMap<&str, Sums>, Sums) = Default::default();
    for line in lines {
        add(expected.entry((&line.unit, line.insurance.chinese())).or_default(), line);
        add(units.entry(&line.unit).or_default(), line);
        add(&mut all, line);
    }
    let (first, columns) = place(sheet, ["行数", "待确认行数", "单位部分", "个人部分", "合计"]);
    let mut unit = "";
    let mut seen = 0;
    for row in first..sheet.height() {
        let sums = columns.map(|column| cell(sheet, row, column).expect("a number in every row"));
        match (text(sheet, row, 0), text(sheet, row, 1)) {
            ("小计", "") => assert_eq!(sums, units[unit], "the total of 「{unit}」"),
            ("总计", "") => assert_eq!(sums, all, "the grand total"),
            (name, insurance) => {
                unit = name;
                assert_eq!(sums, expected[&(name, insurance)], "「{name}」 {insurance}");
                seen += 1;
            }
        }
    }
    assert_eq!(seen, expected.len(), "a row per unit and insurance");
    assert_eq!(text(sheet, sheet.height() - 1, 0), "总计");
}

/// The arithmetic of this test gives the amounts known from published examples (published_amounts.json, float_traps).
#[test]
fn whole_numbers_give_the_known_amounts() {
    let known =
        [("6727", 15_000, "100.91"), ("2009", 5_000, "10.05"), ("2015", 3_000, "6.05"), ("2005", 9_000, "18.05")];
    for (base, rate, amount) in known {
        assert_eq!(share(fen(base), rate, 0, Rounding::HALF_UP_FEN), fen(amount));
    }
    // 6733 × 0.5 % = 33.665; 35811 × 0.5 % = 179.055, as charged in Shenzhen.
    assert_eq!(share(fen("6733"), 5_000, 0, Rounding::HALF_UP_FEN), fen("33.67"));
    assert_eq!(share(fen("35811"), 5_000, 0, Rounding::HALF_UP_FEN), fen("179.06"));
}

#[test]
fn another_program_computes_the_same_amounts() {
    let ledger = ledger();
    let workbook = write(&ledger).unwrap();
    let confirmed = ledger.lines.iter().filter(|line| line.employer.is_some()).count();
    assert!(confirmed >= 900, "{confirmed} lines");

    let (wrong, replaced) = with_wrong_results(&workbook);
    let [detail, _] = as_written(&wrong, SHEETS);
    let (first, [base]) = place(&detail, ["缴费基数"]);
    assert_eq!(cell(&detail, first + 1, base), Some(765_432_100), "results are wrong before");
    assert_eq!(replaced, formulas(&workbook), "every formula has a result");
    assert!(replaced > 4 * confirmed, "base, both shares and their total are formulas in every confirmed line");

    let [detail, summary] = recalculated(&wrong, SHEETS);
    check_detail(&detail, &ledger.lines);
    check_summary(&summary, &ledger.lines);
}

/// What opens without being computed again shows the same.
#[test]
fn the_results_in_the_file_are_the_same_amounts() {
    let ledger = ledger();
    let [detail, summary] = as_written(&write(&ledger).unwrap(), SHEETS);
    check_detail(&detail, &ledger.lines);
    check_summary(&summary, &ledger.lines);
}
