//! 政策包 — one signed text file: a header line, the public key, the signature, an empty line, and the body in TOML that
//! names the pack and holds its policy documents. What is signed is the header line and every byte of the body.

use chrono::NaiveDate;
use data_encoding::{BASE32, HEXLOWER, HEXLOWER_PERMISSIVE};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shebao_rules::policy::Document;

use crate::error::{Code, Failure, Outcome};
use crate::read;

/// The first line of every pack.
const HEADER: &str = "shebao-policy-pack 1";

/// 政策包内容 — what the issuer signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackBody {
    /// 政策包编号, the same in every issue.
    pub pack: String,
    /// 期号, higher in every later issue.
    pub number: u32,
    /// 发布日期; an entry without its own day of publication is known from then on.
    pub issued: NaiveDate,
    /// 出具方.
    pub issuer: String,
    /// 政策文件.
    #[serde(default, rename = "document")]
    pub documents: Vec<PackDocument>,
}

/// One policy document in a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackDocument {
    /// `regions/<code>-<pinyin>/<insurance>.toml`.
    pub path: String,
    /// Its text, under the policy standard.
    pub text: String,
}

impl PackDocument {
    pub(super) fn document(&self) -> Document {
        Document { path: self.path.clone(), text: self.text.clone() }
    }
}

/// A pack whose signature holds; whether its key is trusted is the book's to say.
pub(super) struct SignedPack {
    pub fingerprint: String,
    body: String,
}

impl SignedPack {
    /// What it says. Nothing of it is read before its key is trusted.
    pub fn body(&self) -> Outcome<PackBody> {
        let body: PackBody = toml::from_str(&self.body).map_err(|e| malformed(&format!("内容：{}", e.message())))?;
        let named = !body.pack.trim().is_empty() && !body.issuer.trim().is_empty();
        if named && !body.documents.is_empty() {
            Ok(body)
        } else {
            Err(malformed("缺少编号、出具方或政策文件"))
        }
    }
}

/// Whether a file says of itself that it is a pack.
pub(super) fn is_pack(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').starts_with("shebao-policy-pack")
}

/// Takes a pack apart and verifies its signature.
pub(super) fn open(text: &str) -> Outcome<SignedPack> {
    let mut rest = text.trim_start_matches('\u{feff}');
    let mut line = |expected: &str| {
        let (line, after) = rest.split_once('\n').ok_or_else(|| malformed("文件头不完整"))?;
        rest = after;
        line.trim_end_matches('\r').strip_prefix(expected).map(str::to_owned).ok_or_else(|| malformed("文件头不完整"))
    };
    if !line(HEADER)?.is_empty() {
        return Err(malformed("格式版本不认识"));
    }
    let (key, signature) = (line("key ")?, line("signature ")?);
    if !line("")?.is_empty() {
        return Err(malformed("文件头不完整"));
    }
    let key = VerifyingKey::from_bytes(&bytes(&key)?).map_err(|_| malformed("公钥不可用"))?;
    let signature = Signature::from_bytes(&bytes(&signature)?);
    key.verify_strict(&signed(rest), &signature).map_err(|_| Failure::new(Code::PackSignature))?;
    Ok(SignedPack { fingerprint: fingerprint(&key), body: rest.to_owned() })
}

/// 制作政策包 — signs a body with the key of a file: 32 random bytes as 64 hexadecimal digits. Gives the pack's text and
/// the key's fingerprint.
///
/// # Errors
/// [`Code::InvalidInput`] if the key's text is none.
pub fn sign(body: &PackBody, key: &str) -> Outcome<(String, String)> {
    let secret = HEXLOWER_PERMISSIVE.decode(key.trim().as_bytes()).ok().and_then(|k| k.try_into().ok());
    let key = SigningKey::from_bytes(&secret.ok_or_else(|| read::invalid("密钥文件", "64 位十六进制数字"))?);
    let body = toml::to_string(body).map_err(|_| Failure::new(Code::Internal).with("at", "pack"))?;
    let signature = key.sign(&signed(&body));
    let public = key.verifying_key();
    let text = format!(
        "{HEADER}\nkey {}\nsignature {}\n\n{body}",
        HEXLOWER.encode(public.as_bytes()),
        HEXLOWER.encode(&signature.to_bytes())
    );
    Ok((text, fingerprint(&public)))
}

fn signed(body: &str) -> Vec<u8> {
    format!("{HEADER}\n{body}").into_bytes()
}

fn bytes<const N: usize>(hex: &str) -> Outcome<[u8; N]> {
    let decoded = HEXLOWER_PERMISSIVE.decode(hex.trim().as_bytes()).ok();
    decoded.and_then(|bytes| bytes.try_into().ok()).ok_or_else(|| malformed("公钥或签名的长度不对"))
}

/// 指纹 — 160 bits of the key's digest in groups of four, as printed and read out on the telephone.
fn fingerprint(key: &VerifyingKey) -> String {
    let digest = Sha256::digest(key.as_bytes());
    let text = BASE32.encode(digest.get(..20).unwrap_or_default());
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// The form of a fingerprint as the clerk may type it.
pub(super) fn read_fingerprint(text: &str) -> Outcome<String> {
    let letters: Vec<char> =
        text.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect();
    if letters.len() != 32 || !letters.iter().all(|c| matches!(c, 'A'..='Z' | '2'..='7')) {
        return Err(read::invalid("指纹", "ABCD-2345-…（8 组，每组 4 个字符）"));
    }
    Ok(letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
}

pub(super) fn malformed(reason: &str) -> Failure {
    Failure::new(Code::PolicyMalformed).with("reason", reason)
}
