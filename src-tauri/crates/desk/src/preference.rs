//! 偏好 — what is kept beside the business: no change of a fact, so undo never meets it.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};

impl Desk {
    /// What is kept under `key`; the default where nothing is, or where another version wrote it.
    ///
    /// # Errors
    /// The book cannot be read.
    pub(crate) fn preferred<T: DeserializeOwned + Default>(&self, key: &str) -> Outcome<T> {
        let kept = self.view().preference(key)?;
        Ok(kept.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default())
    }

    /// Keeps `value` under `key`.
    ///
    /// # Errors
    /// The book cannot be written.
    pub(crate) fn prefer<T: Serialize>(&mut self, key: &str, value: &T) -> Outcome<()> {
        let value = serde_json::to_value(value).map_err(|_| Failure::new(Code::Internal).with("at", "preference"))?;
        Ok(self.book.set_preference(key, &value)?)
    }
}
