//! 行影像 — what a row was before and after an action, as it is read back from the journal's payloads; what undo reverses.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::heading::Named;

/// A payload as it is read back.
#[derive(Deserialize)]
pub(crate) struct Payload {
    /// What the action said about itself, in its first row.
    #[serde(default)]
    pub(crate) summary: serde_json::Value,
    /// What the columns of its whole rows are called.
    #[serde(default)]
    pub(crate) headings: Vec<Named>,
    pub(crate) changes: Vec<Written>,
}

/// One row of a payload. Books of the first program wrote whole rows with the names of their columns too.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Written {
    /// A row that came or went.
    Whole(Vec<serde_json::Value>),
    /// A row with names.
    Named(RowChange),
}

impl Written {
    /// What happened to the row; none if it does not fit the headings.
    pub(crate) fn read(self, headings: &[&[String]]) -> Option<RowChange> {
        let cells = match self {
            Self::Named(change) => return Some(change),
            Self::Whole(cells) => cells,
        };
        let mut cells = cells.into_iter();
        let place = usize::try_from(cells.next()?.as_u64()?).ok()?;
        let came = cells.next()?.as_bool()?;
        let (table, columns) = headings.get(place)?.split_first()?;
        if cells.len() != columns.len() {
            return None;
        }
        let filled = columns.iter().cloned().zip(cells).filter(|(_, value)| !value.is_null());
        let row = Some(filled.collect::<RowValues>());
        let (before, after) = if came { (None, row) } else { (row, None) };
        Some(RowChange { table: table.clone(), key: RowValues::new(), before, after })
    }
}

/// 列值 — columns by name, as the journal keeps them: numbers, texts, null.
pub type RowValues = BTreeMap<String, serde_json::Value>;

/// 变更 — what happened to one row, as read back from the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowChange {
    /// The table.
    pub table: String,
    /// The row's primary key.
    #[serde(default)]
    pub key: RowValues,
    /// Before: all filled columns of a deleted row, the changed columns of a changed one, none for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<RowValues>,
    /// After: all filled columns of a new row, the changed columns of a changed one, none for a deleted one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<RowValues>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heading::Headings;

    fn read(text: &str) -> Vec<Option<RowChange>> {
        let payload: Payload = serde_json::from_str(text).unwrap();
        let headings = Headings::default();
        let named = headings.named(&payload.headings).unwrap();
        payload.changes.into_iter().map(|written| written.read(&named)).collect()
    }

    /// A book of the first program keeps every row with the names of its columns; it can still be taken back.
    #[test]
    fn a_row_reads_alike_with_names_and_under_headings() {
        let named =
            r#"{"changes":[{"table":"unit","after":{"id":7,"name":"甲"}},{"table":"claim","before":{"id":1}}]}"#;
        let headed = r#"{"changes":[[0,true,7,null,"甲"],[1,false,1]],"summary":null,
            "headings":[["unit","id","region","name"],["claim","id"]]}"#;
        let (named, headed) = (read(named), read(headed));
        assert_eq!(named, headed);
        assert_eq!(headed[0].as_ref().unwrap().after.as_ref().unwrap()["id"], 7);
    }

    #[test]
    fn a_row_that_does_not_fit_its_heading_is_no_row() {
        for row in [r"[1,true,7]", r"[0,true,7,8]", r"[0,true]", r"[0]", r"[]", r#"["0",true,7]"#] {
            let text = format!(r#"{{"changes":[{row}],"headings":[["unit","id"]]}}"#);
            assert_eq!(read(&text), [None], "{row}");
        }
    }
}
