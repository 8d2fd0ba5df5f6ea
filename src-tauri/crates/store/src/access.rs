//! 口令 — changing passwords; the master key itself stays.

use serde_json::json;

use crate::act::Action;
use crate::book::Book;
use crate::error::{Result, StoreError};
use crate::keys::{KdfCost, KeyFile, Master, RecoveryCode};
use crate::row::Moment;

impl Book {
    /// 改口令 — a new password for the user who opened the book.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`] if the old one is not right.
    pub fn change_password(&mut self, old: &str, new: &str, cost: KdfCost, now: Moment) -> Result<()> {
        let file = KeyFile::read(self.dir())?;
        let (master, _) = file.unlock(Some(&self.user().name), old)?;
        self.rewrap(file, &master, new, cost, now)
    }

    /// 以恢复码重设口令 — the same with the recovery code in place of the old password; makes a lost key file anew.
    ///
    /// # Errors
    /// [`StoreError::OtherBook`] if the code is another book's.
    pub fn reset_password(&mut self, code: &RecoveryCode, new: &str, cost: KdfCost, now: Moment) -> Result<()> {
        let master = code.master();
        if master.keys()?.audit != self.parts().2.audit {
            return Err(StoreError::OtherBook);
        }
        let file = KeyFile::read(self.dir()).or_else(|_| KeyFile::new(self.book_id(), &master))?;
        self.rewrap(file, &master, new, cost, now)
    }

    fn rewrap(&mut self, mut file: KeyFile, master: &Master, new: &str, cost: KdfCost, now: Moment) -> Result<()> {
        let user = self.user().clone();
        file.set_slot(master, &user.name, user.role, new, cost)?;
        let dir = self.dir().to_owned();
        let object = format!("user:{}", user.id);
        let action = Action { action: "user.password", object: &object };
        self.act(&action, now, |tx| {
            tx.summarise(json!({ "user": user.id }));
            file.write(&dir)
        })?;
        Ok(())
    }
}
