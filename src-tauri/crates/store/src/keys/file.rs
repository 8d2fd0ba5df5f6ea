//! `keys.json` — the master key, or the keys of a narrower role, wrapped once for every user's password.

use std::fs;
use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::HEXLOWER;
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::{Keys, Master, Ring, Secret32, random, seal, unseal};
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

/// 密码槽 — the master key under one user's password; a narrow one holds only the keys without the medical one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Slot {
    user: String,
    role: Role,
    #[serde(default, skip_serializing_if = "is_wide")]
    narrow: bool,
    kdf: String,
    cost: KdfCost,
    salt: String,
    wrapped: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_wide(narrow: &bool) -> bool {
    !*narrow
}

/// 密钥文件 — which users there are, and the keys wrapped for each of them.
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
/// 2: slots may be narrow.
const VERSION: u32 = 2;

impl KeyFile {
    pub(crate) fn new(book_id: &str, keys: &Keys) -> Self {
        Self { version: VERSION, book_id: book_id.to_owned(), mark: keys.mark(), slots: Vec::new(), mac: None }
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

    fn seal(&self, keys: &Keys) -> Result<String> {
        let bare = serde_json::to_vec(&Self { mac: None, ..self.clone() })?;
        let mut mac =
            <Hmac<Sha256> as Mac>::new_from_slice(keys.file.as_slice()).map_err(|_| StoreError::Internal("mac"))?;
        mac.update(&bare);
        Ok(HEXLOWER.encode(&mac.finalize().into_bytes()))
    }

    /// Whether the file is as it was written by who knew this master key.
    pub(crate) fn is_sealed_by(&self, keys: &Keys) -> Result<bool> {
        Ok(match &self.mac {
            Some(mac) => *mac == self.seal(keys)?,
            None => self.mark == keys.mark(),
        })
    }

    /// Takes the user's slot away.
    pub(crate) fn remove_slot(&mut self, keys: &Keys, user: &str) -> Result<()> {
        self.slots.retain(|slot| slot.user != user);
        self.mac = Some(self.seal(keys)?);
        Ok(())
    }

    /// Adds or replaces the user's slot. A narrow one does not lead to the medical key.
    pub(crate) fn set_slot(&mut self, ring: &Ring, holder: &Holder<'_>, cost: KdfCost) -> Result<()> {
        let Holder { user, role, narrow, password } = *holder;
        let salt: [u8; 16] = random()?;
        let key = stretch(password, &salt, cost)?;
        let content = ring.slot_content(narrow).ok_or(StoreError::ReadOnly)?;
        let slot = Slot {
            user: user.to_owned(),
            role,
            narrow,
            kdf: KDF.to_owned(),
            cost,
            salt: HEXLOWER.encode(&salt),
            wrapped: HEXLOWER.encode(&seal(&key, &self.aad(user, narrow), &content)?),
        };
        match self.slots.iter_mut().find(|s| s.user == user) {
            Some(existing) => *existing = slot,
            None => self.slots.push(slot),
        }
        self.version = VERSION;
        self.mac = Some(self.seal(&ring.keys)?);
        Ok(())
    }

    /// The keys by a user's password; without a user every slot is tried.
    pub(crate) fn unlock(&self, user: Option<&str>, password: &str) -> Result<(Ring, String)> {
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
            if let Some(content) = unseal(&key, &self.aad(&slot.user, slot.narrow), &decode(&slot.wrapped)?) {
                let ring = ring_of(&content, slot.narrow)?;
                // The password was right; a file that was changed otherwise is told, and the recovery code still opens.
                if !self.is_sealed_by(&ring.keys)? {
                    return Err(StoreError::Damaged("key file"));
                }
                return Ok((ring, slot.user.clone()));
            }
        }
        Err(StoreError::WrongPassword)
    }

    fn aad(&self, user: &str, narrow: bool) -> Vec<u8> {
        let kind = if narrow { "narrow slot" } else { "slot" };
        format!("shebao {kind} v1\n{}\n{user}", self.book_id).into_bytes()
    }
}

/// Whose slot, and what it shall lead to.
#[derive(Clone, Copy)]
pub(crate) struct Holder<'a> {
    pub(crate) user: &'a str,
    pub(crate) role: Role,
    pub(crate) narrow: bool,
    pub(crate) password: &'a str,
}

fn ring_of(content: &[u8], narrow: bool) -> Result<Ring> {
    if narrow {
        return Ring::narrow(content).ok_or(StoreError::Damaged("key file"));
    }
    let master: [u8; 32] = content.try_into().map_err(|_| StoreError::Damaged("key file"))?;
    Ring::of(Master::from_bytes(Zeroizing::new(master)))
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

    fn holder<'a>(user: &'a str, role: Role, narrow: bool, password: &'a str) -> Holder<'a> {
        Holder { user, role, narrow, password }
    }

    fn ring() -> Ring {
        Ring::of(Master::generate().unwrap()).unwrap()
    }

    #[test]
    fn each_user_unlocks_with_her_own_password() {
        let ring = ring();
        let mut file = KeyFile::new("b1", &ring.keys);
        file.set_slot(&ring, &holder("甲", Role::Owner, false, "ＡＢＣ很长的口令"), CHEAP).unwrap();
        file.set_slot(&ring, &holder("乙", Role::Clerk, false, "another one"), CHEAP).unwrap();
        file.set_slot(&ring, &holder("丁", Role::Viewer, true, "a third one"), CHEAP).unwrap();
        let (found, user) = file.unlock(None, "another one").unwrap();
        assert_eq!((found.master().unwrap().bytes(), user.as_str()), (ring.master().unwrap().bytes(), "乙"));
        assert!(file.unlock(Some("甲"), "ABC很长的口令").is_ok(), "full-width letters fold");
        let (narrow, _) = file.unlock(Some("丁"), "a third one").unwrap();
        assert!(narrow.keys.opens_what(&ring.keys) && narrow.keys.medical_wrap.is_none());
        assert!(matches!(file.unlock(Some("甲"), "another one"), Err(StoreError::WrongPassword)));
        assert!(matches!(file.unlock(Some("丙"), "another one"), Err(StoreError::UnknownUser)));
    }

    #[test]
    fn a_slot_moved_to_another_book_or_user_does_not_open() {
        let ring = ring();
        let mut file = KeyFile::new("b1", &ring.keys);
        file.set_slot(&ring, &holder("甲", Role::Owner, false, "pass"), CHEAP).unwrap();
        let mut moved = file.clone();
        moved.book_id = "b2".to_owned();
        assert!(matches!(moved.unlock(None, "pass"), Err(StoreError::WrongPassword)));
        file.slots[0].user = "乙".to_owned();
        assert!(matches!(file.unlock(None, "pass"), Err(StoreError::WrongPassword)));
    }
}
