//! Reading and writing single columns as the types of the rules, and rows with their ids.

use std::ops::Deref;
use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::types::FromSql;
use serde::{Deserialize, Serialize};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;

use crate::error::{Result, StoreError};

/// 时刻 — local date and time of an action, given by the caller.
pub type Moment = NaiveDateTime;

/// How a moment is written in the database.
const MOMENT: &str = "%Y-%m-%dT%H:%M:%S";

/// A row together with its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stored<T> {
    /// The id, never used twice.
    pub id: i64,
    /// The row.
    #[serde(flatten)]
    pub row: T,
}

impl<T> Deref for Stored<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.row
    }
}

/// 出处单元格 — the row of an imported sheet that a fact came from; the column follows from the sheet's map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The imported sheet.
    pub sheet_id: i64,
    /// 1-based row in it.
    pub row: i64,
}

/// The two columns of an origin.
pub(crate) fn origin_columns(origin: Option<Origin>) -> (Option<i64>, Option<i64>) {
    (origin.map(|o| o.sheet_id), origin.map(|o| o.row))
}

/// The database's form of an amount that may be absent.
pub(crate) fn fen(amount: Option<Yuan>) -> Option<i64> {
    amount.map(Yuan::fen)
}

/// The database's form of a month that may be absent.
pub(crate) fn compact(month: Option<Month>) -> Option<i64> {
    month.map(Month::compact)
}

/// The database's form of a moment.
pub(crate) fn moment_text(moment: Moment) -> String {
    moment.format(MOMENT).to_string()
}

/// Reads a moment back.
pub(crate) fn parse_moment(text: &str) -> Result<Moment> {
    NaiveDateTime::parse_from_str(text, MOMENT).map_err(|_| StoreError::Damaged("value"))
}

/// Reads the columns of a row from left to right, in the order the statement names them.
pub(crate) struct Columns<'r, 's> {
    row: &'r rusqlite::Row<'s>,
    at: usize,
}

impl<'r, 's> Columns<'r, 's> {
    /// From the first column.
    pub(crate) const fn of(row: &'r rusqlite::Row<'s>) -> Self {
        Self { row, at: 0 }
    }

    /// The next column as the engine gives it.
    pub(crate) fn plain<T: FromSql>(&mut self) -> Result<T> {
        let value = self.row.get(self.at)?;
        self.at += 1;
        Ok(value)
    }

    /// The next column as a text that `read` understands.
    pub(crate) fn text<T>(&mut self, read: impl FnOnce(&str) -> Result<T>) -> Result<T> {
        let at = self.at;
        self.at += 1;
        read(self.row.get_ref(at)?.as_str().map_err(|_| StoreError::Damaged("value"))?)
    }

    /// The next column as a text with a type of its own.
    pub(crate) fn word<T: FromStr>(&mut self) -> Result<T> {
        self.text(parse)
    }

    /// The same where it may be absent.
    pub(crate) fn word_or_none<T: FromStr>(&mut self) -> Result<Option<T>> {
        let at = self.at;
        self.at += 1;
        let text = self.row.get_ref(at)?.as_str_or_null().map_err(|_| StoreError::Damaged("value"))?;
        text.map(parse).transpose()
    }

    /// The next column as an amount.
    pub(crate) fn yuan(&mut self) -> Result<Yuan> {
        self.plain().map(Yuan::from_fen)
    }

    /// The same where it may be absent.
    pub(crate) fn yuan_or_none(&mut self) -> Result<Option<Yuan>> {
        Ok(self.plain::<Option<i64>>()?.map(Yuan::from_fen))
    }

    /// The next column as a month.
    pub(crate) fn month(&mut self) -> Result<Month> {
        Month::from_compact(self.plain()?).map_err(|_| StoreError::Damaged("value"))
    }

    /// The same where it may be absent.
    pub(crate) fn month_or_none(&mut self) -> Result<Option<Month>> {
        let number: Option<i64> = self.plain()?;
        number.map(Month::from_compact).transpose().map_err(|_| StoreError::Damaged("value"))
    }

    /// The next column as a calendar day.
    pub(crate) fn date(&mut self) -> Result<NaiveDate> {
        self.word()
    }

    /// The next column as a moment.
    pub(crate) fn moment(&mut self) -> Result<Moment> {
        parse_moment(&self.plain::<String>()?)
    }

    /// The next column as JSON.
    pub(crate) fn json(&mut self) -> Result<serde_json::Value> {
        let text: String = self.plain()?;
        Ok(serde_json::from_str(&text)?)
    }

    /// The same where it may be absent.
    pub(crate) fn json_or_none(&mut self) -> Result<Option<serde_json::Value>> {
        let text: Option<String> = self.plain()?;
        Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
    }

    /// The next two columns as an origin.
    pub(crate) fn origin(&mut self) -> Result<Option<Origin>> {
        let sheet_id: Option<i64> = self.plain()?;
        let row: Option<i64> = self.plain()?;
        Ok(sheet_id.zip(row).map(|(sheet_id, row)| Origin { sheet_id, row }))
    }
}

fn parse<T: FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| StoreError::Damaged("value"))
}

/// A small closed vocabulary of the store: identifier in the database, in JSON and in Rust.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $id:literal / $chinese:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $id)] $variant),+ }

        impl $name {
            /// The identifier used in the database and JSON.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// The clerk's word.
            #[must_use]
            pub const fn chinese(self) -> &'static str {
                match self { $(Self::$variant => $chinese),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::error::StoreError;
            fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
                match text { $($id => Ok(Self::$variant),)+ _ => Err($crate::error::StoreError::Damaged("word")) }
            }
        }
    };
}
pub(crate) use words;
