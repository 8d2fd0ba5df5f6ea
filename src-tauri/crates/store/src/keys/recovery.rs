//! 恢复码 — the master key on paper.

use std::fmt;

use data_encoding::{Encoding, Specification};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use super::Master;
use crate::error::{Result, StoreError};

const SYMBOLS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECK: usize = 3;

/// 恢复码 — the master key and a 24-bit checksum as 14 groups of 4 Crockford characters. Whoever has it has the book.
pub struct RecoveryCode {
    master: Zeroizing<[u8; 32]>,
}

impl RecoveryCode {
    pub(crate) fn of(master: &Master) -> Self {
        Self { master: Zeroizing::new(*master.bytes()) }
    }

    /// 新恢复码 — of a new master key, for a book that gets one.
    ///
    /// # Errors
    /// [`StoreError::Internal`] if the system gives no random bytes.
    pub fn fresh() -> Result<Self> {
        Ok(Self::of(&Master::generate()?))
    }

    pub(crate) fn master(&self) -> Master {
        Master::from_bytes(self.master.clone())
    }

    /// Reads what was typed: upper or lower case, blanks and dashes anywhere, I and L as 1, O as 0.
    ///
    /// # Errors
    /// [`StoreError::RecoveryCode`] if the length, a character or the checksum is wrong.
    pub fn parse(text: &str) -> Result<Self> {
        let mut symbols = Zeroizing::new(String::with_capacity(56));
        symbols.extend(text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '－' | '—')).map(|c| {
            match c.to_ascii_uppercase() {
                'I' | 'L' => '1',
                'O' => '0',
                other => other,
            }
        }));
        let bytes = crockford()?.decode(symbols.as_bytes()).map_err(|_| StoreError::RecoveryCode)?;
        let bytes = Zeroizing::new(bytes);
        let (master, check) = bytes.split_at_checked(32).ok_or(StoreError::RecoveryCode)?;
        let master: [u8; 32] = master.try_into().map_err(|_| StoreError::RecoveryCode)?;
        if check != checksum(&master) {
            return Err(StoreError::RecoveryCode);
        }
        Ok(Self { master: Zeroizing::new(master) })
    }

    /// The 14 groups of 4 characters, as printed on the card.
    #[must_use]
    pub fn groups(&self) -> Vec<String> {
        let mut bytes = Zeroizing::new(self.master.to_vec());
        bytes.extend_from_slice(&checksum(&self.master));
        let mut text = crockford().map(|c| c.encode(&bytes)).unwrap_or_default();
        let groups = text.as_bytes().chunks(4).map(|g| String::from_utf8_lossy(g).into_owned()).collect();
        text.zeroize();
        groups
    }

    /// A short public code of five bytes in the same alphabet, as printed on papers: `K7QM-2F9D`.
    pub(crate) fn short(bytes: &[u8; 5]) -> Result<String> {
        let text = crockford()?.encode(bytes);
        let (left, right) = text.split_at_checked(4).ok_or(StoreError::Internal("code"))?;
        Ok(format!("{left}-{right}"))
    }
}

impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.groups().join("-"))
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

fn checksum(master: &[u8; 32]) -> [u8; CHECK] {
    let digest = Sha256::new().chain_update(b"shebao recovery code").chain_update(master).finalize();
    let mut check = [0; CHECK];
    for (to, from) in check.iter_mut().zip(digest) {
        *to = from;
    }
    check
}

fn crockford() -> Result<Encoding> {
    let mut specification = Specification::new();
    specification.symbols.push_str(SYMBOLS);
    specification.encoding().map_err(|_| StoreError::Internal("alphabet"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_what_a_hurried_hand_types() {
        let code = RecoveryCode::of(&Master::from_bytes(Zeroizing::new([7; 32])));
        let groups = code.groups();
        assert_eq!((groups.len(), groups.iter().all(|g| g.len() == 4)), (14, true));
        let typed = groups.join(" ").to_lowercase().replace('0', "o").replace('1', "l");
        assert_eq!(RecoveryCode::parse(&typed).unwrap().master.as_slice(), [7; 32]);
        assert_eq!(RecoveryCode::parse(&code.to_string()).unwrap().groups(), groups);
    }

    #[test]
    fn refuses_a_slip() {
        let code = RecoveryCode::of(&Master::from_bytes(Zeroizing::new([9; 32]))).to_string();
        let swapped: String = {
            let mut chars: Vec<char> = code.chars().collect();
            let at = (0..chars.len() - 1)
                .find(|i| chars[*i] != chars[i + 1] && chars[*i] != '-' && chars[i + 1] != '-')
                .unwrap();
            chars.swap(at, at + 1);
            chars.into_iter().collect()
        };
        for text in [
            swapped.as_str(),
            "",
            "U000",
            &code.replacen('-', "", 1).chars().skip(4).collect::<String>(),
            &format!("{code}0"),
        ] {
            assert!(matches!(RecoveryCode::parse(text), Err(StoreError::RecoveryCode)), "{text}");
        }
    }
}
