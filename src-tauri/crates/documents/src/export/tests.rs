//! The workbook opened again: formulas stand where they should, their results are the amounts, text is text.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::rounding::{Rounding, RoundingMode, RoundingUnit};

use super::ExportError;
use super::columns::Column;
use super::ledger::{Ledger, LedgerLine, write};

fn yuan(text: &str) -> Yuan {
    text.parse().unwrap()
}

/// 6,727 at 14 % and 1.5 % half up to the fen; 941.78 and 100.91 are 941.78 and 100.905 rounded.
fn line() -> LedgerLine {
    LedgerLine {
        employee_no: "0007".to_owned(),
        name: "张三".to_owned(),
        id_number: "110101199003070011".to_owned(),
        department: "财务部".to_owned(),
        unit: "北京示例公司".to_owned(),
        insurance: Insurance::Pension,
        kind: "正常缴费".to_owned(),
        period: "2026-02".parse().unwrap(),
        booked: "2026-03".parse().unwrap(),
        declared_base: Some(yuan("6000")),
        base: Some(yuan("6727")),
        floor: Some(yuan("6727")),
        cap: Some(yuan("33891")),
        employer_rate: Some("0.14".parse().unwrap()),
        employee_rate: Some("0.015".parse().unwrap()),
        employer_fixed: Yuan::ZERO,
        employee_fixed: Yuan::ZERO,
        employer_rounding: Rounding::HALF_UP_FEN,
        employee_rounding: Rounding::HALF_UP_FEN,
        employer: Some(yuan("941.78")),
        employee: Some(yuan("100.91")),
        status: "已公布".to_owned(),
    }
}

/// The same line without the values that make its amounts.
fn unconfirmed() -> LedgerLine {
    LedgerLine {
        base: None,
        employer_rate: None,
        employee_rate: None,
        employer: None,
        employee: None,
        status: "暂定".to_owned(),
        ..line()
    }
}

struct Opened {
    cells: Range<Data>,
    formulas: Range<String>,
}

impl Opened {
    fn text(&self, row: u32, column: u16) -> Option<String> {
        match self.cells.get_value((row, u32::from(column))) {
            Some(Data::String(text)) => Some(text.clone()),
            Some(Data::Empty) | None => None,
            other => panic!("no text at {row}, {column}: {other:?}"),
        }
    }

    /// The number as it stands in the file.
    fn number(&self, row: u32, column: u16) -> Option<f64> {
        match self.cells.get_value((row, u32::from(column))) {
            Some(Data::Float(number)) => Some(*number),
            Some(Data::Empty) | None => None,
            other => panic!("no number at {row}, {column}: {other:?}"),
        }
    }

    fn formula(&self, row: u32, column: u16) -> &str {
        self.formulas.get_value((row, u32::from(column))).map_or("", String::as_str)
    }
}

/// Both sheets of the workbook written for these lines; without notes, so lines begin in row 3 counted from 0.
fn written(lines: Vec<LedgerLine>) -> [Opened; 2] {
    let ledger = Ledger { title: "台账".to_owned(), notes: Vec::new(), month: "2026-02".parse().unwrap(), lines };
    opened(&write(&ledger).unwrap())
}

fn opened(bytes: &[u8]) -> [Opened; 2] {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    assert_eq!(workbook.sheet_names(), ["明细", "合计"]);
    ["明细", "合计"].map(|name| Opened {
        cells: workbook.worksheet_range(name).unwrap(),
        formulas: workbook.worksheet_formula(name).unwrap(),
    })
}

const FIRST: u32 = 3;

#[test]
fn amounts_are_formulas_with_their_results() {
    let [detail, summary] = written(vec![line()]);
    let cell = |column: Column| (detail.formula(FIRST, column.index()), detail.number(FIRST, column.index()));
    assert_eq!(cell(Column::Base), ("MIN(MAX(J4,K4),L4)", Some(6727.0)));
    assert_eq!(cell(Column::Employer), ("ROUND(ROUND(M4*N4,8),2)+O4", Some(941.78)));
    assert_eq!(cell(Column::Employee), ("ROUND(ROUND(M4*Q4,8),2)+R4", Some(100.91)));
    assert_eq!(cell(Column::Total), ("P4+S4", Some(1042.69)));
    for column in [Column::DeclaredBase, Column::Floor, Column::Cap, Column::EmployerRate, Column::EmployeeRate] {
        assert_eq!(cell(column).0, "");
    }
    assert_eq!(cell(Column::DeclaredBase).1, Some(6000.0));
    assert_eq!(cell(Column::EmployeeRate).1, Some(0.015));
    assert_eq!(detail.formula(1, Column::Total.index()), "ROUND(SUBTOTAL(109,T$4:T$4),2)");
    assert_eq!(detail.number(1, Column::Total.index()), Some(1042.69));
    let sum = "ROUND(SUMIFS('明细'!$P$4:$P$4,'明细'!$E$4:$E$4,$A3,'明细'!$F$4:$F$4,$B3),2)";
    assert_eq!((summary.formula(2, 4), summary.number(2, 4)), (sum, Some(941.78)));
}

#[test]
fn text_stays_text() {
    let [detail, _] = written(vec![line()]);
    let text = |column: Column| detail.text(FIRST, column.index()).unwrap();
    assert_eq!(text(Column::EmployeeNo), "0007");
    assert_eq!(text(Column::IdNumber), "110101199003070011");
    assert_eq!(text(Column::Insurance), "养老");
    assert_eq!((text(Column::Period), text(Column::Booked)), ("2026-02".to_owned(), "2026-03".to_owned()));
    for (column, heading) in [(0, "工号"), (1, "姓名"), (15, "单位部分"), (20, "状态")] {
        assert_eq!(detail.text(FIRST - 1, column).unwrap(), heading);
    }
}

/// What a spreadsheet would take for a formula when it is typed.
#[test]
fn nobody_writes_a_formula_but_us() {
    let hostile =
        ["=1+1", "@SUM(1)", "+1", "-1", "=HYPERLINK(\"http://x\")", "\t=1", "{=1}", "'=1", "_x0041_", "<f>1</f>"];
    let lines = hostile.map(|text| LedgerLine {
        employee_no: text.to_owned(),
        name: text.to_owned(),
        id_number: text.to_owned(),
        department: text.to_owned(),
        unit: text.to_owned(),
        kind: text.to_owned(),
        status: text.to_owned(),
        ..line()
    });
    let notes = hostile.map(str::to_owned).to_vec();
    let ledger = Ledger { title: "=2+2".to_owned(), notes, month: "2026-02".parse().unwrap(), lines: lines.to_vec() };
    let [detail, summary] = opened(&write(&ledger).unwrap());
    assert_eq!((detail.text(0, 0).unwrap().as_str(), detail.formula(0, 0)), ("=2+2", ""));
    let first = FIRST + 10;
    let texts = [
        Column::EmployeeNo,
        Column::Name,
        Column::IdNumber,
        Column::Department,
        Column::Unit,
        Column::Kind,
        Column::Status,
    ];
    for (i, text) in (0..).zip(hostile) {
        assert_eq!((detail.text(1 + i, 0).unwrap().as_str(), detail.formula(1 + i, 0)), (text, ""));
        for column in texts {
            let place = (first + i, column.index());
            assert_eq!(detail.text(place.0, place.1).unwrap(), text);
            assert_eq!(detail.formula(place.0, place.1), "");
        }
        let row = 2 + 2 * i;
        assert_eq!((summary.text(row, 0).unwrap().as_str(), summary.formula(row, 0)), (text, ""));
        assert!(summary.formula(row, 4).contains("EXACT("), "a name SUMIFS would misread");
    }
}

#[test]
fn an_unconfirmed_line_has_no_amount() {
    let [detail, summary] = written(vec![unconfirmed(), line()]);
    for column in [Column::Base, Column::Employer, Column::Employee, Column::Total] {
        assert_eq!((detail.number(FIRST, column.index()), detail.formula(FIRST, column.index())), (None, ""));
    }
    assert_eq!(detail.text(FIRST, Column::Status.index()).unwrap(), "待确认");
    assert_eq!(detail.text(FIRST + 1, Column::Status.index()).unwrap(), "已公布");
    let counted = [2, 3].map(|column| summary.number(2, column).unwrap());
    assert_eq!(counted, [2.0, 1.0]);
}

/// A true-up is the difference of two months' amounts: no formula of its own line gives it.
#[test]
fn an_amount_of_another_origin_is_a_number_and_named() {
    let trued_up = LedgerLine { kind: "补差".to_owned(), employer: Some(yuan("-70.00")), ..line() };
    let [detail, _] = written(vec![trued_up]);
    assert!(detail.text(1, 0).unwrap().starts_with("斜体金额"));
    let row = FIRST + 1;
    assert_eq!((detail.formula(row, 15), detail.number(row, 15)), ("", Some(-70.0)));
    assert_eq!(detail.formula(row, 18), "ROUND(ROUND(M5*Q5,8),2)+R5");
    assert_eq!((detail.formula(row, 19), detail.number(row, 19)), ("P5+S5", Some(30.91)));
}

#[test]
fn every_rounding_has_its_formula() {
    let of = |mode, unit, amount: &str| {
        let rounding = Rounding { mode, unit };
        let [detail, _] =
            written(vec![LedgerLine { employee_rounding: rounding, employee: Some(yuan(amount)), ..line() }]);
        detail.formula(FIRST, Column::Employee.index()).to_owned()
    };
    // 6727 × 1.5 % = 100.905
    assert_eq!(of(RoundingMode::HalfUp, RoundingUnit::Yuan, "101"), "ROUND(ROUND(M4*Q4,8),0)+R4");
    assert_eq!(of(RoundingMode::Up, RoundingUnit::Jiao, "101"), "ROUNDUP(ROUND(M4*Q4,8),1)+R4");
    let on_digit = "ROUNDUP(ROUNDDOWN(ROUND(M4*Q4,8),1),0)+R4";
    assert_eq!(of(RoundingMode::UpOnDigit, RoundingUnit::Yuan, "101"), on_digit);
    assert_eq!(of(RoundingMode::Down, RoundingUnit::Fen, "100.90"), "ROUNDDOWN(ROUND(M4*Q4,8),2)+R4");
    assert_eq!(of(RoundingMode::UpToEven, RoundingUnit::Yuan, "102"), "EVEN(ROUND(M4*Q4,8))+R4");
    assert_eq!(of(RoundingMode::UpToEven, RoundingUnit::Fen, "100.92"), "EVEN(ROUND(M4*Q4*100,6))/100+R4");
    assert_eq!(of(RoundingMode::HalfUp, RoundingUnit::Fen, "100.90"), "", "no formula for an amount it does not give");
}

#[test]
fn totals_group_units_in_their_order_and_insurances_in_the_laws() {
    let of = |unit: &str, insurance| LedgerLine { unit: unit.to_owned(), insurance, ..line() };
    let [_, summary] = written(vec![
        of("上海乙公司", Insurance::HousingFund),
        of("北京甲公司", Insurance::Pension),
        of("上海乙公司", Insurance::Pension),
        of("上海乙公司", Insurance::Pension),
    ]);
    let rows: Vec<_> = (2..8)
        .map(|row| (summary.text(row, 0).unwrap(), summary.text(row, 1).unwrap_or_default(), summary.number(row, 4)))
        .collect();
    let expected = [
        ("上海乙公司", "养老", 1883.56),
        ("上海乙公司", "公积金", 941.78),
        ("小计", "", 2825.34),
        ("北京甲公司", "养老", 941.78),
        ("小计", "", 941.78),
        ("总计", "", 3767.12),
    ];
    assert_eq!(rows, expected.map(|(unit, insurance, sum)| (unit.to_owned(), insurance.to_owned(), Some(sum))));
}

#[test]
fn an_empty_month_opens_too() {
    let [detail, summary] = written(Vec::new());
    assert_eq!(detail.number(1, Column::Total.index()), Some(0.0));
    assert_eq!((summary.text(2, 0).unwrap().as_str(), summary.number(2, 2)), ("总计", Some(0.0)));
}

/// 32,767 characters is what a cell holds; the error repeats none of them.
#[test]
fn a_text_beyond_a_cell_is_refused_without_being_repeated() {
    let ledger = Ledger {
        title: "台账".to_owned(),
        notes: Vec::new(),
        month: "2026-02".parse().unwrap(),
        lines: vec![LedgerLine { name: "张".repeat(32_768), ..line() }],
    };
    let error = write(&ledger).unwrap_err();
    assert_eq!(error, ExportError::TextTooLong);
    assert!(!error.to_string().contains('张'));
}
