//! 只认形状的表头 — where a row of headings stands when none of its words is known: texts side by side, rows of figures
//! below. Nothing is read into them; they only let the clerk say once what each column is.

use super::header::{self, Header};
use crate::sheet::{Cell, Row, Sheet};

/// Rows from the top among which headings are looked for.
const TOP_ROWS: usize = 60;
/// Rows below the headings that are looked at.
const LOOKED_AT: usize = 5;
/// A heading is a few words.
const LONGEST: usize = 24;

/// The first of the fullest rows of texts that has rows of the same width with figures below.
pub(super) fn find(sheet: &Sheet) -> Option<Header> {
    let width = |row: &Row| row.filled().count();
    let rows: Vec<&Row> = sheet.rows.iter().filter(|row| !row.hidden && width(row) > 0).collect();
    let heads = rows.iter().enumerate().take(TOP_ROWS).filter(|(at, row)| {
        let below = rows.iter().skip(at + 1).take(LOOKED_AT);
        could_be(row) && below.clone().any(|other| has_figures(other) && width(other) * 2 >= width(row))
    });
    let widest = heads.clone().map(|(_, row)| width(row)).max()?;
    let (_, head) = heads.into_iter().find(|(_, row)| width(row) * 5 >= widest * 4)?;
    Some(Header::unread(sheet, head.number))
}

/// Three or more short texts, no two alike, none of them a figure.
fn could_be(row: &Row) -> bool {
    if !header::looks_like_headings(row) {
        return false;
    }
    let mut texts: Vec<&str> = row.filled().filter_map(|(_, cell)| cell.text()).map(str::trim).collect();
    let all = texts.len();
    let words = texts.iter().all(|text| text.chars().count() <= LONGEST && !is_figure(text));
    texts.sort_unstable();
    texts.dedup();
    all >= 3 && words && texts.len() == all
}

fn has_figures(row: &Row) -> bool {
    row.filled().any(|(_, cell)| match cell {
        Cell::Text(text) => is_figure(text.trim()),
        Cell::Number(_) | Cell::Date { .. } => true,
        _ => false,
    })
}

/// A number, a date or a document number: digits, with little else.
fn is_figure(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits > 0 && digits * 2 > text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let row = |(number, texts): (u32, &&[&str])| {
            let cells = (0..).zip(*texts).filter(|(_, t)| !t.is_empty()).map(|(c, t)| (c, Cell::Text((*t).to_owned())));
            Row { number, hidden: false, cells: cells.collect() }
        };
        Sheet { visible: true, rows: (1..).zip(rows).map(row).collect(), ..Sheet::default() }
    }

    #[test]
    fn headings_are_found_by_where_they_stand() {
        let found = find(&sheet(&[
            &["某公司往来"],
            &["甲", "乙", "丙", "丁"],
            &["王小明", "研发", "9,500.00", "760"],
            &["李小红", "研发", "8,000.00", "640"],
        ]));
        assert_eq!(found.map(|header| header.blocks), Some(vec![(2, 2)]));
    }

    #[test]
    fn prose_and_figures_alone_are_no_table() {
        assert!(find(&sheet(&[&["请核对", "后", "签字"], &["谢谢", "张三", "李四"]])).is_none());
        assert!(find(&sheet(&[&["1", "2", "3"], &["4", "5", "6"]])).is_none());
    }
}
