//! 钥匙串 — what a password slot gives: the master key, or only the keys derived from it that a user without the class 医疗
//! needs. Who has only these can work with the book, but not read what stands under the medical key.

use data_encoding::HEXLOWER;
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{Master, Secret32};
use crate::error::{Result, StoreError};

/// 派生密钥 — the keys of an open book.
#[derive(Clone)]
pub(crate) struct Keys {
    /// SQLCipher's raw key.
    pub(crate) database: Secret32,
    /// SQLCipher's salt, given with the key so that a torn first page cannot lose it.
    pub(crate) salt: [u8; 16],
    /// For the journal's chain.
    pub(crate) audit: Secret32,
    /// For journal payloads that concern no person.
    pub(crate) book_payload: Secret32,
    /// Wraps the keys of persons.
    pub(crate) person_wrap: Secret32,
    /// For what a backup signs.
    pub(crate) backup: Secret32,
    /// For what the key file signs.
    pub(crate) file: Secret32,
    /// A public mark of the master key: tells another book's recovery code from a damaged file.
    mark: [u8; 8],
    /// Wraps the medical keys; none for who has not the class 医疗.
    pub(crate) medical_wrap: Option<Secret32>,
    /// Under which manifests were signed before the master key was changed.
    pub(crate) earlier_backups: Vec<Secret32>,
}

/// Bytes of the keys that a narrow slot holds.
const BUNDLE: usize = 6 * 32 + 16 + 8;

impl Keys {
    /// The mark as the key file writes it.
    pub(crate) fn mark(&self) -> String {
        HEXLOWER.encode(&self.mark)
    }

    /// Whether both open the same file.
    pub(crate) fn opens_what(&self, other: &Self) -> bool {
        self.database == other.database
    }

    /// For the marks of erased people that lie outside of the book; it outlives a change of the master key.
    pub(crate) fn tombstones(&self) -> Result<Secret32> {
        let mut out = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(b"shebao tombstones v1"), self.audit.as_slice())
            .expand(b"file", out.as_mut_slice())
            .map_err(|_| StoreError::Internal("derivation"))?;
        Ok(out)
    }

    fn bundle(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(BUNDLE));
        for key in [&self.database, &self.audit, &self.book_payload, &self.person_wrap, &self.backup, &self.file] {
            bytes.extend_from_slice(key.as_slice());
        }
        bytes.extend_from_slice(&self.salt);
        bytes.extend_from_slice(&self.mark);
        bytes
    }

    fn of_bundle(bytes: &[u8]) -> Option<Self> {
        let (keys, rest) = bytes.split_at_checked(6 * 32)?;
        let (salt, mark) = rest.split_at_checked(16)?;
        let mut keys = keys.chunks_exact(32).map(|key| key.try_into().map(Zeroizing::new));
        let mut next = || keys.next()?.ok();
        Some(Self {
            database: next()?,
            audit: next()?,
            book_payload: next()?,
            person_wrap: next()?,
            backup: next()?,
            file: next()?,
            salt: salt.try_into().ok()?,
            mark: mark.try_into().ok()?,
            medical_wrap: None,
            earlier_backups: Vec::new(),
        })
    }
}

impl Master {
    /// The keys in use while the book is open.
    pub(crate) fn keys(&self) -> Result<Keys> {
        Ok(Keys {
            database: self.derive("database")?,
            salt: *self.derive("database salt")?,
            audit: self.derive("audit")?,
            book_payload: self.derive("journal payload")?,
            person_wrap: self.derive("person key")?,
            backup: self.derive("backup")?,
            file: self.derive("key file")?,
            mark: *self.derive("mark")?,
            medical_wrap: Some(self.derive("medical")?),
            earlier_backups: Vec::new(),
        })
    }
}

/// 钥匙串 — the keys, and the master key where the slot held it.
pub(crate) struct Ring {
    pub(crate) keys: Keys,
    master: Option<Master>,
}

impl Ring {
    /// All keys.
    pub(crate) fn of(master: Master) -> Result<Self> {
        Ok(Self { keys: master.keys()?, master: Some(master) })
    }

    /// Only the keys that a narrow slot holds.
    pub(crate) fn narrow(bundle: &[u8]) -> Option<Self> {
        Some(Self { keys: Keys::of_bundle(bundle)?, master: None })
    }

    /// The master key, for who holds the class 医疗.
    pub(crate) const fn master(&self) -> Option<&Master> {
        self.master.as_ref()
    }

    /// What a slot of this ring wraps: the master key itself, or for a narrow slot the keys without it.
    pub(crate) fn slot_content(&self, narrow: bool) -> Option<Zeroizing<Vec<u8>>> {
        if narrow { Some(self.keys.bundle()) } else { Some(Zeroizing::new(self.master.as_ref()?.bytes().to_vec())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_ring_opens_the_book_and_nothing_medical() {
        let wide = Ring::of(Master::generate().unwrap()).unwrap();
        let bundle = wide.slot_content(true).unwrap();
        assert_eq!(bundle.len(), BUNDLE);
        let master = wide.master().unwrap().bytes();
        assert!(!bundle.windows(32).any(|part| part == master), "the master key is not among them");
        let narrow = Ring::narrow(&bundle).unwrap();
        assert!(narrow.keys.opens_what(&wide.keys) && narrow.keys.audit == wide.keys.audit);
        assert_eq!((narrow.keys.salt, narrow.keys.mark()), (wide.keys.salt, wide.keys.mark()));
        assert!(narrow.keys.medical_wrap.is_none() && narrow.master().is_none());
        assert!(narrow.slot_content(false).is_none(), "it cannot make a slot of more than it holds");
        assert!(Ring::narrow(&bundle[1..]).is_none());
    }
}
