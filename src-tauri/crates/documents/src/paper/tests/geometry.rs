//! Where things stand on the page.

use super::samples::{notice, printed_at, recovery_card, statement};
use crate::export::table::Value;
use crate::paper::page::{HEIGHT, MEASURE, MM_PER_POINT, Mark, SIDE, Sheet};
use crate::paper::*;

/// A line of text as a box: left, top, right, bottom.
struct Box {
    sides: (f32, f32, f32, f32),
    text: String,
}

fn boxes(paper: &Paper, sheet: &Sheet) -> Vec<Box> {
    let set = |mark: &Mark| match mark {
        Mark::Text { x, y, points, weight, text, .. } => {
            let em = points * MM_PER_POINT;
            let right = x + paper.fonts.width(text, *weight, *points);
            Some(Box { sides: (*x, y - 0.88 * em, right, y + 0.12 * em), text: text.clone() })
        }
        _ => None,
    };
    sheet.marks.iter().filter_map(set).collect()
}

/// Nothing leaves the measure, nothing stands on something else.
fn assert_tidy(paper: &Paper, document: &Document) {
    for sheet in layout::pages(&paper.fonts, document) {
        let boxes = boxes(paper, &sheet);
        for (i, one) in boxes.iter().enumerate() {
            let (left, top, right, bottom) = one.sides;
            assert!(left >= SIDE - 0.05 && right <= SIDE + MEASURE + 0.05, "{} is cut off", one.text);
            assert!(top > 8.0 && bottom < HEIGHT - 6.0, "{} leaves the page", one.text);
            for other in boxes.iter().skip(i + 1) {
                let (l, t, r, b) = other.sides;
                let apart = l >= right - 0.1 || r <= left + 0.1 || t >= bottom - 0.3 || b <= top + 0.3;
                assert!(apart, "{} stands on {}", one.text, other.text);
            }
        }
    }
}

#[test]
fn nothing_is_cut_off_and_nothing_overlaps() {
    let paper = Paper::new().unwrap();
    for document in [statement(40).document(), statement(1).document(), notice().document(), recovery_card().document()]
    {
        assert_tidy(&paper, &document);
    }
}

#[test]
fn long_names_and_large_amounts_stay_inside() {
    let paper = Paper::new().unwrap();
    let mut view = statement(2);
    view.issuer.company = "北京".to_owned() + &"某某新能源智能装备制造".repeat(6) + "股份有限公司";
    view.issuer.contact = "hr-department-of-a-very-long-name@subsidiary.of.a.long.example.com 转分机 8001".into();
    view.person.name = "阿卜杜勒·买买提·ABDULREHIM MUHAMMADJAN TURSUNJAN ABDUREYIM".into();
    view.person.id_number = "9".repeat(60);
    view.person.id_display = IdDisplay::Full;
    view.registrations[0].agency = "W".repeat(80);
    view.lines[0].base = Some("123456789012.34".parse().unwrap());
    view.lines[1].note = "补缴2022年12月".into();
    view.sources[0] = "一".repeat(400);
    assert_tidy(&paper, &view.document());
}

#[test]
fn a_cell_taller_than_a_page_goes_on_over_the_next() {
    let paper = Paper::new().unwrap();
    let mut view = statement(1);
    let action: String = "已申报补缴，".repeat(700);
    view.anomalies =
        vec![Anomaly { kind: "欠费".into(), subject: "2023-02".into(), situation: String::new(), action }];
    assert_tidy(&paper, &view.document());
    let printed = paper.statement(&view).unwrap();
    // Counted by a character: a phrase may be cut by the end of a page.
    assert_eq!(super::run_together(&printed.pdf).matches('申').count(), 700);
}

#[test]
fn amounts_end_at_one_edge() {
    let paper = Paper::new().unwrap();
    let mut view = statement(1);
    view.lines[0].employer = Some("1234.00".parse().unwrap());
    view.lines[1].employer = Some("7.89".parse().unwrap());
    let sheets = layout::pages(&paper.fonts, &view.document());
    let edges: Vec<f32> = sheets
        .iter()
        .flat_map(|sheet| boxes(&paper, sheet))
        .filter(|b| ["1,234.00", "7.89", "3,676.50"].contains(&b.text.as_str()))
        .map(|b| b.sides.2)
        .collect();
    assert_eq!(edges.len(), 3);
    assert!(edges.iter().all(|edge| (edge - edges[0]).abs() < 0.01), "{edges:?}");
}

/// A heading at the foot of a page goes with what it heads.
#[test]
fn a_heading_is_never_the_last_of_a_page() {
    let paper = Paper::new().unwrap();
    for filled in 180..250 {
        let table = Table {
            columns: vec![Column { heading: "甲".into(), group: None, width: 1.0, align: Align::Left }],
            rows: vec![Row { cells: vec![Cell::new("乙")], ..Row::default() }],
            points: 8.0,
            row_height: 7.0,
            ..Table::default()
        };
        #[expect(clippy::cast_precision_loss, reason = "a few hundred millimetres")]
        let blocks = vec![Block::Space(filled as f32), Block::Heading("丙".into()), Block::Table(table)];
        let document = Document {
            title: "题".into(),
            header: (String::new(), String::new()),
            foot_note: String::new(),
            foot_left: String::new(),
            journal_code: None,
            printed_at: printed_at(),
            blocks,
        };
        let sheets = layout::pages(&paper.fonts, &document);
        let with = |text: &str| sheets.iter().position(|s| boxes(&paper, s).iter().any(|b| b.text == text));
        assert_eq!(with("丙"), with("乙"), "{filled} mm");
    }
}

/// However many rows the last table has, the page that is signed has some of them: a signature alone confirms nothing.
#[test]
fn what_is_signed_never_stands_alone() {
    let paper = Paper::new().unwrap();
    for rows in 0..80 {
        let part = |name: &str, rows: usize| ReportPart {
            name: name.to_owned(),
            columns: vec![("项目".to_owned(), 20), ("金额".to_owned(), 20)],
            rows: (0..rows).map(|at| vec![Value::text(format!("第{at}行")), Value::Count(1)]).collect(),
            nothing: "没有一行".to_owned(),
            ..ReportPart::default()
        };
        let view = ReportView {
            title: "报告".to_owned(),
            company: "示例公司".to_owned(),
            credit_code: "91110108MA01ABCD5X".to_owned(),
            traced: "导出时间".to_owned(),
            journal_code: "J1".to_owned(),
            printed_at: printed_at(),
            parts: vec![part("前一部分", 25), part("最后部分", rows)],
            authority: "以经办机构的记录为准。".to_owned(),
        };
        assert_tidy(&paper, &view.document());
        let pages = super::pages_of(&paper.report(&view).unwrap().pdf);
        let signed = pages.last().unwrap();
        assert!(signed.contains("经办") && signed.contains("以经办机构的记录为准"), "{rows}: {signed}");
        let told = if rows == 0 { "没有一行".to_owned() } else { format!("第{}行", rows - 1) };
        assert!(signed.contains(&told), "{rows}: {signed}");
    }
}
