//! 密钥 — one master key per book; everything else is derived from it or wrapped under it.

mod file;
mod recovery;
mod ring;

pub(crate) use file::Holder;
pub use file::{KdfCost, KeyFile};
pub use recovery::RecoveryCode;
pub(crate) use ring::{Keys, Ring};

use aes_gcm::aead::{Aead, AeadInPlace, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::{Result, StoreError};

/// 32 secret bytes, wiped when dropped.
pub(crate) type Secret32 = Zeroizing<[u8; 32]>;

const NONCE: usize = 12;
const TAG: usize = 16;

/// Fresh random bytes.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::Internal("random"))?;
    Ok(bytes)
}

/// Fresh random bytes for many small needs, asked of the system a page at a time.
pub(crate) struct RandomPage {
    page: Zeroizing<[u8; 1024]>,
    used: usize,
}

impl RandomPage {
    pub(crate) fn new() -> Result<Self> {
        Ok(Self { page: Zeroizing::new(random()?), used: 0 })
    }

    /// The next bytes; none is given twice.
    pub(crate) fn next<const N: usize>(&mut self) -> Result<[u8; N]> {
        if self.used + N > self.page.len() {
            *self = Self::new()?;
        }
        let bytes = self.page.get(self.used..).and_then(|rest| rest.first_chunk()).copied();
        self.used += N;
        bytes.ok_or(StoreError::Internal("random"))
    }
}

/// 主密钥 — the master key; the recovery card carries it.
pub(crate) struct Master(Secret32);

impl Master {
    pub(crate) fn generate() -> Result<Self> {
        Ok(Self(Zeroizing::new(random()?)))
    }

    pub(crate) const fn from_bytes(bytes: Secret32) -> Self {
        Self(bytes)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn derive<const N: usize>(&self, purpose: &str) -> Result<Zeroizing<[u8; N]>> {
        let mut out = Zeroizing::new([0; N]);
        Hkdf::<Sha256>::new(Some(b"shebao book v1"), self.0.as_slice())
            .expand(purpose.as_bytes(), out.as_mut_slice())
            .map_err(|_| StoreError::Internal("derivation"))?;
        Ok(out)
    }
}

/// AES-256-GCM: nonce and ciphertext in one.
pub(crate) fn seal(key: &[u8; 32], aad: &[u8], plain: &[u8]) -> Result<Vec<u8>> {
    seal_with(random()?, key, aad, plain)
}

/// The same with a nonce that was never used before.
pub(crate) fn seal_with(nonce: [u8; NONCE], key: &[u8; 32], aad: &[u8], plain: &[u8]) -> Result<Vec<u8>> {
    let cipher = Aes256Gcm::new(key.into());
    let mut out = Vec::with_capacity(NONCE + plain.len() + TAG);
    out.extend_from_slice(&nonce);
    out.extend_from_slice(plain);
    let body = out.get_mut(NONCE..).unwrap_or_default();
    let tag = cipher
        .encrypt_in_place_detached(&Nonce::from(nonce), aad, body)
        .map_err(|_| StoreError::Internal("encryption"))?;
    out.extend_from_slice(&tag);
    Ok(out)
}

/// The reverse of [`seal`]; none if the key or the data is not the right one.
pub(crate) fn unseal(key: &[u8; 32], aad: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, body) = sealed.split_at_checked(NONCE)?;
    let nonce: [u8; NONCE] = nonce.try_into().ok()?;
    let cipher = Aes256Gcm::new(key.into());
    cipher.decrypt(&Nonce::from(nonce), Payload { msg: body, aad }).ok().map(Zeroizing::new)
}

/// The same for a key under a key.
pub(crate) fn unseal_key(key: &[u8; 32], aad: &[u8], sealed: &[u8]) -> Option<Secret32> {
    let plain = unseal(key, aad, sealed)?;
    plain.as_slice().try_into().ok().map(Zeroizing::new)
}
