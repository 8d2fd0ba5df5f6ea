//! `keys.json` — the master key wrapped once for every user's password.

use std::fs;
use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::HEXLOWER;
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::{Master, Secret32, random, seal, unseal_key};
use crate::disk;
use crate::error::{Result, StoreError};
use crate::user::Role;

/// 口令强化成本 — what a guess at the password costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KdfCost {
    /// Memory of one guess in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Parallel lanes.
    pub lanes: u32,
}

impl Default for KdfCost {
    fn default() -> Self {
        Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 }
    }
}

/// 密码槽 — the master key under one user's password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Slot {
    user: String,
    role: Role,
    kdf: String,
    cost: KdfCost,
    salt: String,
    wrapped: String,
}

/// 密钥文件 — which users there are, and the master key wrapped for each of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyFile {
    version: u32,
    pub(crate) book_id: String,
    pub(crate) mark: String,
    slots: Vec<Slot>,
    /// HMAC-SHA256 over all of the above; files of the first release have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mac: Option<String>,
}

const NAME: &str = "keys.json";
const PREVIOUS: &str = "keys.json.previous";
const KDF: &str = "argon2id";
const VERSION: u32 = 1;

impl KeyFile {
    pub(crate) fn new(book_id: &str, master: &Master) -> Result<Self> {
        Ok(Self { version: VERSION, book_id: book_id.to_owned(), mark: master.mark()?, slots: Vec::new(), mac: None })
    }

    /// Reads the key file of the book in `dir`.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] if it is missing or unreadable (the recovery code still opens the book),
    /// [`StoreError::NewerSchema`] if a newer program wrote it.
    pub fn read(dir: &Path) -> Result<Self> {
        let text = fs::read_to_string(dir.join(NAME)).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::InvalidData => StoreError::Damaged("key file"),
            _ => e.into(),
        })?;
        Self::parse(&text)
    }

    pub(crate) fn parse(text: &str) -> Result<Self> {
        let value: serde_json::Value = serde_json::from_str(text).map_err(|_| StoreError::Damaged("key file"))?;
        let version = value.get("version").and_then(serde_json::Value::as_i64).unwrap_or_default();
        if version > i64::from(VERSION) {
            return Err(StoreError::NewerSchema { found: version, known: i64::from(VERSION) });
        }
        serde_json::from_value(value).map_err(|_| StoreError::Damaged("key file"))
    }

    /// The users who have a password.
    #[must_use]
    pub fn users(&self) -> Vec<String> {
        self.slots.iter().map(|slot| slot.user.clone()).collect()
    }

    pub(crate) fn text(&self) -> Result<String> {
        serde_json::to_string_pretty(self).map_err(|_| StoreError::Internal("key file"))
    }

    /// Writes the file anew; the one before is kept beside it.
    pub(crate) fn write(&self, dir: &Path) -> Result<()> {
        let path = dir.join(NAME);
        if path.exists() {
            disk::replace(&dir.join(PREVIOUS), &fs::read(&path)?)?;
        }
        disk::replace(&path, self.text()?.as_bytes())
    }

    fn seal(&self, master: &Master) -> Result<String> {
        let bare = serde_json::to_vec(&Self { mac: None, ..self.clone() })?;
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(master.file_key()?.as_slice())
            .map_err(|_| StoreError::Internal("mac"))?;
        mac.update(&bare);
        Ok(HEXLOWER.encode(&mac.finalize().into_bytes()))
    }

    /// Whether the file is as it was written by who knew this master key.
    pub(crate) fn is_sealed_by(&self, master: &Master) -> Result<bool> {
        Ok(match &self.mac {
            Some(mac) => *mac == self.seal(master)?,
            None => self.mark == master.mark()?,
        })
    }

    /// Takes the user's slot away.
    pub(crate) fn remove_slot(&mut self, master: &Master, user: &str) -> Result<()> {
        self.slots.retain(|slot| slot.user != user);
        self.mac = Some(self.seal(master)?);
        Ok(())
    }

    /// Adds or replaces the user's slot.
    pub(crate) fn set_slot(
        &mut self,
        master: &Master,
        user: &str,
        role: Role,
        password: &str,
        cost: KdfCost,
    ) -> Result<()> {
        let salt: [u8; 16] = random()?;
        let key = stretch(password, &salt, cost)?;
        let slot = Slot {
            user: user.to_owned(),
            role,
            kdf: KDF.to_owned(),
            cost,
            salt: HEXLOWER.encode(&salt),
            wrapped: HEXLOWER.encode(&seal(&key, &self.aad(user), master.bytes())?),
        };
        match self.slots.iter_mut().find(|s| s.user == user) {
            Some(existing) => *existing = slot,
            None => self.slots.push(slot),
        }
        self.mac = Some(self.seal(master)?);
        Ok(())
    }

    /// The master key by a user's password; without a user every slot is tried.
    pub(crate) fn unlock(&self, user: Option<&str>, password: &str) -> Result<(Master, String)> {
        let slots: Vec<&Slot> = self.slots.iter().filter(|s| user.is_none_or(|u| u == s.user)).collect();
        if slots.is_empty() {
            return Err(if user.is_some() { StoreError::UnknownUser } else { StoreError::Damaged("key file") });
        }
        for slot in slots {
            if slot.kdf != KDF {
                return Err(StoreError::Damaged("key file"));
            }
            let decode = |hex: &str| HEXLOWER.decode(hex.as_bytes()).map_err(|_| StoreError::Damaged("key file"));
            let key = stretch(password, &decode(&slot.salt)?, slot.cost)?;
            if let Some(master) = unseal_key(&key, &self.aad(&slot.user), &decode(&slot.wrapped)?) {
                let master = Master::from_bytes(master);
                // The password was right; a file that was changed otherwise is told, and the recovery code still opens.
                if !self.is_sealed_by(&master)? {
                    return Err(StoreError::Damaged("key file"));
                }
                return Ok((master, slot.user.clone()));
            }
        }
        Err(StoreError::WrongPassword)
    }

    fn aad(&self, user: &str) -> Vec<u8> {
        format!("shebao slot v1\n{}\n{user}", self.book_id).into_bytes()
    }
}

/// Argon2id over the password in its normal form (NFKC: the same password from every input method).
fn stretch(password: &str, salt: &[u8], cost: KdfCost) -> Result<Secret32> {
    // A key file that asks for absurd memory is damaged or hostile; 1 GiB and 64 passes are far beyond any real one.
    if cost.memory_kib > 1024 * 1024 || cost.passes > 64 || cost.lanes > 16 {
        return Err(StoreError::Damaged("key file"));
    }
    let password = Zeroizing::new(password.nfkc().collect::<String>());
    let params =
        Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).map_err(|_| StoreError::Damaged("key file"))?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.as_bytes(), salt, key.as_mut_slice())
        .map_err(|_| StoreError::Damaged("key file"))?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: KdfCost = KdfCost { memory_kib: 64, passes: 1, lanes: 1 };

    #[test]
    fn each_user_unlocks_with_her_own_password() {
        let master = Master::generate().unwrap();
        let mut file = KeyFile::new("b1", &master).unwrap();
        file.set_slot(&master, "甲", Role::Owner, "ＡＢＣ很长的口令", CHEAP).unwrap();
        file.set_slot(&master, "乙", Role::Clerk, "another one", CHEAP).unwrap();
        let (found, user) = file.unlock(None, "another one").unwrap();
        assert_eq!((found.bytes(), user.as_str()), (master.bytes(), "乙"));
        assert!(file.unlock(Some("甲"), "ABC很长的口令").is_ok(), "full-width letters fold");
        assert!(matches!(file.unlock(Some("甲"), "another one"), Err(StoreError::WrongPassword)));
        assert!(matches!(file.unlock(Some("丙"), "another one"), Err(StoreError::UnknownUser)));
    }

    #[test]
    fn a_slot_moved_to_another_book_or_user_does_not_open() {
        let master = Master::generate().unwrap();
        let mut file = KeyFile::new("b1", &master).unwrap();
        file.set_slot(&master, "甲", Role::Owner, "pass", CHEAP).unwrap();
        let mut moved = file.clone();
        moved.book_id = "b2".to_owned();
        assert!(matches!(moved.unlock(None, "pass"), Err(StoreError::WrongPassword)));
        file.slots[0].user = "乙".to_owned();
        assert!(matches!(file.unlock(None, "pass"), Err(StoreError::WrongPassword)));
    }
}
