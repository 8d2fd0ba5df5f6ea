//! 受记之表 — a table whose every change is journaled, and what a row of it is known by.

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, Value};

use crate::image::RowValues;

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
    /// Whether its rows have ids of the engine (the first key column).
    pub(crate) has_id: bool,
}

/// A primary key, in a form that has an order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    /// The id of a row, which most tables have.
    Id(i64),
    /// Any other key.
    Columns(Vec<KeyPart>),
}

impl Key {
    /// The values, for a statement.
    pub(crate) fn values(&self) -> Vec<KeyPart> {
        match self {
            Self::Id(id) => vec![KeyPart::Number(*id)],
            Self::Columns(parts) => parts.clone(),
        }
    }
}

/// One column of a primary key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum KeyPart {
    Number(i64),
    Text(String),
}

impl ToSql for KeyPart {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Number(number) => number.to_sql(),
            Self::Text(text) => text.to_sql(),
        }
    }
}

impl Tracked {
    /// The primary key of a row of this table.
    pub(crate) fn key_of(&self, row: &[Value]) -> Key {
        if let (true, [at]) = (self.has_id, self.key.as_slice())
            && let Some(Value::Integer(id)) = row.get(*at)
        {
            return Key::Id(*id);
        }
        let parts = self.key.iter().filter_map(|at| match row.get(*at) {
            Some(Value::Integer(n)) => Some(KeyPart::Number(*n)),
            Some(Value::Text(t)) => Some(KeyPart::Text(t.clone())),
            _ => None,
        });
        Key::Columns(parts.collect())
    }

    /// The names of the primary key's columns.
    pub(crate) fn key_columns(&self) -> impl Iterator<Item = &String> {
        self.key.iter().filter_map(|at| self.columns.get(*at))
    }

    /// The key's columns by name out of a row by name.
    pub(crate) fn key_in(&self, row: &RowValues) -> RowValues {
        self.key_columns().filter_map(|name| Some((name.clone(), row.get(name)?.clone()))).collect()
    }
}
