//! 行影像 — what a row was before and after an action: the journal's payload, and what undo reverses.

use std::collections::{BTreeMap, HashMap};

use rusqlite::types::Value;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

/// A table whose every change is journaled.
#[derive(Debug)]
pub(crate) struct Tracked {
    /// Its name.
    pub(crate) name: String,
    /// Its columns in order.
    pub(crate) columns: Vec<String>,
    /// Places of the primary key's columns.
    pub(crate) key: Vec<usize>,
    /// Place of the column that names the person.
    pub(crate) person: Option<usize>,
}

/// One change of one row as the triggers saw it: all columns before and after.
#[derive(Debug)]
pub(crate) struct Image {
    /// Index of the table.
    pub(crate) table: usize,
    /// The row before; none if it was inserted.
    pub(crate) before: Option<Vec<Value>>,
    /// The row after; none if it was deleted.
    pub(crate) after: Option<Vec<Value>>,
}

/// A primary key that can be looked up in a map.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum KeyPart {
    Number(i64),
    Text(String),
}

impl Image {
    fn row(&self) -> &[Value] {
        self.after.as_deref().or(self.before.as_deref()).unwrap_or_default()
    }

    fn key(&self, table: &Tracked) -> (usize, Vec<KeyPart>) {
        let row = self.row();
        let parts = table.key.iter().filter_map(|at| match row.get(*at) {
            Some(Value::Integer(n)) => Some(KeyPart::Number(*n)),
            Some(Value::Text(t)) => Some(KeyPart::Text(t.clone())),
            _ => None,
        });
        (self.table, parts.collect())
    }

    fn person(&self, table: &Tracked) -> Option<i64> {
        match self.row().get(table.person?) {
            Some(Value::Integer(id)) => Some(*id),
            _ => None,
        }
    }

    fn changes_nothing(&self) -> bool {
        self.before == self.after
    }
}

/// One image per row: first state and last state of the action; rows that ended as they began fall out.
pub(crate) fn compact(images: Vec<Image>, tables: &[Tracked]) -> Vec<Image> {
    let mut out: Vec<Image> = Vec::with_capacity(images.len());
    let mut place: HashMap<(usize, Vec<KeyPart>), usize> = HashMap::with_capacity(images.len());
    for image in images {
        let Some(table) = tables.get(image.table) else { continue };
        let key = image.key(table);
        match place.get(&key).and_then(|at| out.get_mut(*at)) {
            Some(earlier) => earlier.after = image.after,
            None => {
                place.insert(key, out.len());
                out.push(image);
            }
        }
    }
    out.retain(|image| !image.changes_nothing());
    out
}

/// The images by person; those of no person under `None`.
pub(crate) fn by_person(images: Vec<Image>, tables: &[Tracked]) -> BTreeMap<Option<i64>, Vec<Image>> {
    let mut groups: BTreeMap<Option<i64>, Vec<Image>> = BTreeMap::new();
    for image in images {
        let person = tables.get(image.table).and_then(|table| image.person(table));
        groups.entry(person).or_default().push(image);
    }
    groups
}

/// An image on its way into the journal: an inserted or deleted row with all columns that are not NULL, a changed one
/// with the columns that differ.
pub(crate) struct Written<'a> {
    pub(crate) table: &'a Tracked,
    pub(crate) image: &'a Image,
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (before, after) = (self.image.before.as_deref(), self.image.after.as_deref());
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("table", &self.table.name)?;
        map.serialize_entry("key", &Cells { table: self.table, row: self.image.row(), pick: Pick::Key })?;
        if let Some(row) = before {
            let pick = after.map_or(Pick::Filled, Pick::Unlike);
            map.serialize_entry("before", &Cells { table: self.table, row, pick })?;
        }
        if let Some(row) = after {
            let pick = before.map_or(Pick::Filled, Pick::Unlike);
            map.serialize_entry("after", &Cells { table: self.table, row, pick })?;
        }
        map.end()
    }
}

/// Which columns of a row are written.
enum Pick<'a> {
    Key,
    Filled,
    Unlike(&'a [Value]),
}

struct Cells<'a> {
    table: &'a Tracked,
    row: &'a [Value],
    pick: Pick<'a>,
}

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (at, (name, value)) in self.table.columns.iter().zip(self.row).enumerate() {
            let wanted = match self.pick {
                Pick::Key => self.table.key.contains(&at),
                Pick::Filled => *value != Value::Null,
                Pick::Unlike(other) => other.get(at) != Some(value),
            };
            if wanted {
                match value {
                    Value::Null => map.serialize_entry(name, &())?,
                    Value::Integer(n) => map.serialize_entry(name, n)?,
                    Value::Text(t) => map.serialize_entry(name, t)?,
                    Value::Real(_) | Value::Blob(_) => {
                        return Err(serde::ser::Error::custom("a journaled column is a number or a text"));
                    }
                }
            }
        }
        map.end()
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
    pub key: RowValues,
    /// Before: all filled columns of a deleted row, the changed columns of a changed one, none for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<RowValues>,
    /// After: all filled columns of a new row, the changed columns of a changed one, none for a deleted one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<RowValues>,
}
