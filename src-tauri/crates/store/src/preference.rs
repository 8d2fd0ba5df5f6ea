//! 界面偏好 — choices of the screen; not journaled, so that undo never meets them.

use crate::book::Book;
use crate::error::Result;
use crate::view::View;

impl View<'_> {
    /// A choice, if one was made.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn preference(&self, key: &str) -> Result<Option<serde_json::Value>> {
        self.first("SELECT value FROM preference WHERE key = ?1", [key], |c| c.json())
    }
}

impl Book {
    /// Keeps a choice.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be written.
    pub fn set_preference(&mut self, key: &str, value: &serde_json::Value) -> Result<()> {
        let sql = "INSERT INTO preference (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        self.view().conn().prepare_cached(sql)?.execute((key, value.to_string()))?;
        Ok(())
    }
}
