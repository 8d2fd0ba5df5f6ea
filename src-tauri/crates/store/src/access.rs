//! 口令与用户 — changing passwords, adding and removing users; the master key itself stays (`rekey` changes it).

use serde_json::json;

use crate::act::{Action, Tx};
use crate::attempts;
use crate::book::Book;
use crate::error::{Result, StoreError};
use crate::keys::{Holder, KdfCost, KeyFile, RecoveryCode, Ring};
use crate::row::Moment;
use crate::user::Role;

/// 新用户.
#[derive(Clone, Copy)]
pub struct NewUser<'a> {
    /// Her name.
    pub name: &'a str,
    /// What she may do.
    pub role: Role,
    /// Whether her slot leads to the medical key.
    pub medical: bool,
    /// Her first password.
    pub password: &'a str,
}

impl Book {
    /// 改口令 — a new password for the user who opened the book.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`] if the old one is not right.
    pub fn change_password(&mut self, old: &str, new: &str, cost: KdfCost, now: Moment) -> Result<()> {
        let (ring, _) = attempts::unlock(self.dir(), Some(&self.user().name), old, now)?;
        self.rewrap(KeyFile::read(self.dir())?, &ring, new, cost, now)
    }

    /// 以恢复码重设口令 — the same with the recovery code in place of the old password; makes a lost key file anew.
    ///
    /// # Errors
    /// [`StoreError::OtherBook`] if the code is another book's.
    pub fn reset_password(&mut self, code: &RecoveryCode, new: &str, cost: KdfCost, now: Moment) -> Result<()> {
        let ring = Ring::of(code.master())?;
        if !ring.keys.opens_what(self.parts().2) {
            return Err(StoreError::OtherBook);
        }
        // A file that is damaged, or not this master key's, is made anew: the code proves more than it could.
        let file = match KeyFile::read(self.dir()) {
            Ok(file) if file.is_sealed_by(&ring.keys)? => file,
            _ => KeyFile::new(self.book_id(), &ring.keys),
        };
        self.rewrap(file, &ring, new, cost, now)
    }

    /// 新增用户 — a second user with a password of her own; the 负责人 gives hers again.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`] if the own password is not right, [`StoreError::Duplicate`] for a known name.
    pub fn add_user(&mut self, own: &str, user: &NewUser<'_>, cost: KdfCost, now: Moment) -> Result<()> {
        let (ring, _) = attempts::unlock(self.dir(), Some(&self.user().name), own, now)?;
        let before = KeyFile::read(self.dir())?;
        let mut file = before.clone();
        let holder = Holder { user: user.name, role: user.role, narrow: !user.medical, password: user.password };
        file.set_slot(&ring, &holder, cost)?;
        let action = Action { action: "user.add", object: "user" };
        self.with_key_file(&before, &file, &action, now, |tx| {
            let id = tx.insert_user(user.name, user.role, now)?;
            tx.summarise(json!({ "user": id, "role": user.role.id() }));
            Ok(())
        })
    }

    /// 移除用户 — her slot goes; her name stays in the journal. Whoever had her password and an old copy of the key
    /// file could still unlock an old backup.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`] if the own password is not right, [`StoreError::NotFound`] for an unknown name,
    /// [`StoreError::Reference`] for oneself.
    pub fn remove_user(&mut self, own: &str, name: &str, now: Moment) -> Result<()> {
        let (ring, own_name) = attempts::unlock(self.dir(), Some(&self.user().name), own, now)?;
        if own_name == name {
            return Err(StoreError::Reference);
        }
        let user = self.view().users()?.into_iter().find(|user| user.name == name);
        let user = user.ok_or(StoreError::NotFound("user"))?;
        let before = KeyFile::read(self.dir())?;
        let mut file = before.clone();
        file.remove_slot(&ring.keys, name)?;
        let object = format!("user:{}", user.id);
        let action = Action { action: "user.remove", object: &object };
        self.with_key_file(&before, &file, &action, now, |tx| {
            tx.summarise(json!({ "user": user.id }));
            tx.delete_user(user.id)
        })
    }

    /// 收窄 — a slot made when every slot held the master key gets only what a user without the class 医疗 needs.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`] if the password is not hers.
    pub fn narrow_slot(&mut self, password: &str, cost: KdfCost, now: Moment) -> Result<()> {
        let (ring, _) = attempts::unlock(self.dir(), Some(&self.user().name), password, now)?;
        let narrow = Ring::narrow(&ring.slot_content(true).unwrap_or_default());
        let narrow = narrow.ok_or(StoreError::Internal("keys"))?;
        self.rewrap(KeyFile::read(self.dir())?, &narrow, password, cost, now)
    }

    fn rewrap(&mut self, before: KeyFile, ring: &Ring, new: &str, cost: KdfCost, now: Moment) -> Result<()> {
        let user = self.user().clone();
        let mut file = before.clone();
        let narrow = ring.master().is_none();
        file.set_slot(ring, &Holder { user: &user.name, role: user.role, narrow, password: new }, cost)?;
        let object = format!("user:{}", user.id);
        let action = Action { action: "user.password", object: &object };
        self.with_key_file(&before, &file, &action, now, |tx| {
            tx.summarise(json!({ "user": user.id }));
            Ok(())
        })
    }

    /// An action that stands or falls with the key file: if the book does not take it, the file is as it was before.
    fn with_key_file(
        &mut self,
        before: &KeyFile,
        after: &KeyFile,
        action: &Action<'_>,
        now: Moment,
        work: impl FnOnce(&mut Tx<'_>) -> Result<()>,
    ) -> Result<()> {
        let dir = self.dir().to_owned();
        let mut written = false;
        let done = self.act(action, now, |tx| {
            work(tx)?;
            written = true;
            after.write(&dir)
        });
        if done.is_err() && written {
            before.write(&dir)?;
        }
        done.map(|_| ())
    }
}
