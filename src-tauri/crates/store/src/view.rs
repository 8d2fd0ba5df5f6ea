//! Reading: every noun adds its queries to [`View`].

use rusqlite::{Connection, Params};

use crate::error::{Result, StoreError};
use crate::row::Columns;

/// 只读视图 — the book as it stands now (inside of an action: as the action has left it so far).
#[derive(Clone, Copy)]
pub struct View<'c> {
    conn: &'c Connection,
}

impl<'c> View<'c> {
    pub(crate) const fn new(conn: &'c Connection) -> Self {
        Self { conn }
    }

    pub(crate) const fn conn(&self) -> &'c Connection {
        self.conn
    }

    /// All rows of a statement.
    pub(crate) fn rows<T>(
        &self,
        sql: &str,
        params: impl Params,
        mut read: impl FnMut(&mut Columns<'_, '_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(read(&mut Columns::of(row))?);
        }
        Ok(out)
    }

    /// The first row of a statement, if there is one.
    pub(crate) fn first<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&mut Columns<'_, '_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        rows.next()?.map(|row| read(&mut Columns::of(row))).transpose()
    }

    /// A single number, such as a count.
    pub(crate) fn number(&self, sql: &str, params: impl Params) -> Result<i64> {
        self.first(sql, params, |c| c.plain())?.ok_or(StoreError::Internal("a count gave no row"))
    }
}
