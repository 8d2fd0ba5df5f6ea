//! 报告 — the same parts as on paper, one sheet each.

use super::error::ExportError;
use super::table::{self, Heading, Table};
use crate::paper::ReportView;

/// 导出报告 — a workbook with a sheet per part.
///
/// # Errors
/// [`ExportError::TooManyLines`], [`ExportError::TextTooLong`] if it does not fit into a sheet.
pub fn write(view: &ReportView) -> Result<Vec<u8>, ExportError> {
    let sheets: Vec<Table> = view
        .parts
        .iter()
        .map(|part| {
            let mut notes = vec![view.traced.clone()];
            if part.rows.is_empty() {
                notes.push(part.nothing.clone());
            }
            Table {
                sheet: part.name.clone(),
                title: Some(format!("{} {}：{}", view.company, view.title, part.name)),
                notes,
                headings: part.columns.iter().map(|(text, width)| Heading::new(text.as_str(), *width)).collect(),
                rows: part.rows.clone(),
                drawn: part.drawn.clone(),
                ..Table::default()
            }
        })
        .collect();
    table::write(&sheets)
}
