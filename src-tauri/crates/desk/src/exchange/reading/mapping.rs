//! 记住的列对应 — what the clerk says once about headings that the program does not know, and is not asked again.
//!
//! A mapping belongs to the headings, in their order, wherever they stand and however the file is called. It is kept
//! with the import that it was said for, and applied from the next file on, with the reason shown.

use std::path::Path;

use serde::{Deserialize, Serialize};
use shebao_documents::recognise::{Dialects, Field, Remembered, SheetGuess};
use shebao_store::{Action, SheetMapping, Stored, Tx};

use crate::Moment;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::exchange::reading::inspect::{inspection, read_file};
use crate::wire::exchange::Inspection;
use crate::wire::mapping::{MappedColumn, MappingView};
use crate::wire::small;

/// One column of a mapping as the book keeps it.
#[derive(Serialize, Deserialize)]
struct Column {
    /// Counted from the first column with a heading.
    at: u32,
    heading: String,
    /// `None`: left out.
    field: Option<Field>,
}

/// What she said about one sheet.
pub(in crate::exchange) struct Lesson {
    signature: String,
    kind: &'static str,
    columns: Vec<Column>,
    file: String,
    sheet: String,
}

impl Lesson {
    /// What she said now, with what she had said of these headings before.
    pub(in crate::exchange) fn of(
        file: &str,
        guess: &SheetGuess,
        said: &[(u32, Option<Field>)],
        dialects: &Dialects,
    ) -> Self {
        let first = guess.columns.first().map_or(0, |column| column.index);
        let earlier = dialects.taught(&guess.signature).filter(|memory| memory.kind == guess.kind);
        let mut meanings: Vec<(u32, Option<Field>)> = earlier.map(|memory| memory.columns.clone()).unwrap_or_default();
        for (column, field) in said {
            let at = column.saturating_sub(first);
            meanings.retain(|(other, _)| *other != at);
            meanings.push((at, *field));
        }
        meanings.sort_unstable_by_key(|(at, _)| *at);
        let heading = |at: u32| {
            let column = guess.columns.iter().find(|column| column.index == first + at);
            column.map(|column| column.heading.clone()).unwrap_or_default()
        };
        let columns = meanings.into_iter().map(|(at, field)| Column { at, heading: heading(at), field });
        Self {
            signature: guess.signature.clone(),
            kind: guess.kind.id(),
            columns: columns.collect(),
            file: file.to_owned(),
            sheet: guess.sheet.clone(),
        }
    }

    /// Keeps it with the import under way.
    pub(in crate::exchange) fn keep(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let columns = serde_json::to_value(&self.columns).map_err(|_| Failure::new(Code::Internal))?;
        tx.insert_sheet_mapping(&SheetMapping {
            signature: self.signature.clone(),
            kind: self.kind.to_owned(),
            columns,
            file_name: self.file.clone(),
            sheet: self.sheet.clone(),
            recorded_at: tx.now(),
        })?;
        Ok(())
    }
}

impl Desk {
    /// 识别一个文件 with what the clerk taught this book; it stays at hand under the handle.
    ///
    /// # Errors
    /// As [`crate::exchange_inspect`], which needs no book.
    pub fn exchange_inspect(&self, path: &Path) -> Outcome<Inspection> {
        Ok(inspection(&self.tools, read_file(&self.tools, &self.dialects()?, path)?))
    }

    /// 记住的列对应, the latest first; of the same headings only the one that counts.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn exchange_mappings(&self) -> Outcome<Vec<MappingView>> {
        let mut views: Vec<(String, MappingView)> = Vec::new();
        for mapping in self.view().sheet_mappings()?.into_iter().rev() {
            if views.iter().all(|(signature, _)| *signature != mapping.signature) {
                let columns = columns_of(&mapping).into_iter();
                let view = MappingView {
                    id: small(mapping.id),
                    kind: mapping.kind.clone(),
                    file: mapping.file_name.clone(),
                    sheet: mapping.sheet.clone(),
                    time: mapping.recorded_at.format("%Y-%m-%d %H:%M").to_string(),
                    columns: columns
                        .map(|c| MappedColumn { heading: c.heading, field: c.field.map(Field::id) })
                        .collect(),
                };
                views.push((mapping.row.signature, view));
            }
        }
        Ok(views.into_iter().map(|(_, view)| view).collect())
    }

    /// 忘记一个列对应: its headings are recognised by the program alone again.
    ///
    /// # Errors
    /// [`Code::UnknownRecord`] if there is none of this number.
    pub fn exchange_forget_mapping(&mut self, id: i64, now: Moment) -> Outcome<()> {
        let known = self.view().sheet_mappings()?.into_iter().find(|mapping| mapping.id == id);
        let known = known.ok_or_else(|| Failure::new(Code::UnknownRecord).with("what", "列对应"))?;
        let action = Action { action: "exchange.forget_mapping", object: "mapping" };
        let forget = |tx: &mut Tx<'_>| -> Outcome<()> { Ok(tx.delete_sheet_mappings(&known.signature)?) };
        self.book.act(&action, now, forget).map(|((), _)| ())
    }

    /// The shipped dialects with what she taught.
    pub(in crate::exchange) fn dialects(&self) -> Outcome<Dialects> {
        let taught = self.view().sheet_mappings()?;
        let remembered = taught.iter().filter_map(|mapping| {
            let day = mapping.recorded_at.format("%Y-%m-%d");
            Some(Remembered {
                signature: mapping.signature.clone(),
                kind: mapping.kind.parse().ok()?,
                columns: columns_of(mapping).into_iter().map(|column| (column.at, column.field)).collect(),
                taught: format!("{day} 导入“{}”时", mapping.file_name),
            })
        });
        Ok(self.tools.dialects.clone().with_remembered(remembered.collect()))
    }
}

/// A mapping of an older program may name a field that is gone: then it says nothing.
fn columns_of(mapping: &Stored<SheetMapping>) -> Vec<Column> {
    serde_json::from_value(mapping.columns.clone()).unwrap_or_default()
}
