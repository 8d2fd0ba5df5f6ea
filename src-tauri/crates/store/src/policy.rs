//! 政策增补 — what a book adds to the shipped library: accepted packs, the clerk's own values, trusted keys.

use chrono::NaiveDate;
use rusqlite::params;
use serde::Serialize;
use shebao_rules::month::Month;
use shebao_rules::policy::{Author, Document};

use crate::act::Tx;
use crate::error::{Result, StoreError};
use crate::row::{Moment, Stored, moment_text};
use crate::view::View;

/// 政策包 — the head of an accepted pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PackHead {
    /// 政策包编号.
    pub pack: String,
    /// 期号; a later issue has a higher one.
    pub number: i64,
    /// 发布日期.
    pub issued_on: NaiveDate,
    /// 出具方.
    pub issuer: String,
    /// 指纹 of the key that signed it.
    pub fingerprint: String,
}

/// 增补 — documents that were taken in together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyLayer {
    /// The pack they came in; the clerk's own values have none.
    pub pack: Option<PackHead>,
    /// From when an entry without a day of publication is known.
    pub known_from: NaiveDate,
    /// When it was taken in.
    pub taken_at: Moment,
    /// The earliest month it speaks of.
    pub first_month: Month,
    /// What it says.
    pub documents: Vec<Document>,
}

impl PolicyLayer {
    /// Who speaks.
    #[must_use]
    pub const fn author(&self) -> Author {
        if self.pack.is_some() { Author::Issuer } else { Author::Clerk }
    }
}

impl View<'_> {
    /// Every layer in the order it was taken in.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn policy_layers(&self) -> Result<Vec<Stored<PolicyLayer>>> {
        let sql = "SELECT id, pack, number, issued_on, issuer, fingerprint, known_from, taken_at, first_month
            FROM policy_layer ORDER BY id";
        let mut layers = self.rows(sql, [], |c| {
            let id = c.plain()?;
            let (pack, number): (Option<String>, Option<i64>) = (c.plain()?, c.plain()?);
            let issued_on: Option<NaiveDate> = c.word_or_none()?;
            let (issuer, fingerprint): (Option<String>, Option<String>) = (c.plain()?, c.plain()?);
            let pack = match (pack, number, issued_on, issuer, fingerprint) {
                (Some(pack), Some(number), Some(issued_on), Some(issuer), Some(fingerprint)) => {
                    Some(PackHead { pack, number, issued_on, issuer, fingerprint })
                }
                (None, None, None, None, None) => None,
                _ => return Err(StoreError::Damaged("policy")),
            };
            let (known_from, taken_at, first_month) = (c.date()?, c.moment()?, c.month()?);
            Ok(Stored { id, row: PolicyLayer { pack, known_from, taken_at, first_month, documents: Vec::new() } })
        })?;
        for layer in &mut layers {
            let sql = "SELECT path, text FROM policy_document WHERE layer_id = ?1 ORDER BY place";
            layer.row.documents =
                self.rows(sql, [layer.id], |c| Ok(Document { path: c.plain()?, text: c.plain()? }))?;
        }
        Ok(layers)
    }

    /// Whether packs signed with the key of this fingerprint are accepted.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn trusts(&self, fingerprint: &str) -> Result<bool> {
        Ok(self.number("SELECT count(*) FROM policy_key WHERE fingerprint = ?1", [fingerprint])? > 0)
    }

    /// The fingerprints of the accepted keys.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn trusted_keys(&self) -> Result<Vec<String>> {
        self.rows("SELECT fingerprint FROM policy_key ORDER BY trusted_at, fingerprint", [], |c| c.plain())
    }
}

impl Tx<'_> {
    /// Takes a layer in.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] if this issue of the pack is there already.
    pub fn insert_policy_layer(&mut self, layer: &PolicyLayer) -> Result<i64> {
        let author = if layer.pack.is_some() { "issuer" } else { "clerk" };
        let pack = layer.pack.as_ref();
        let sql =
            "INSERT INTO policy_layer (author, pack, number, issued_on, issuer, fingerprint, known_from, taken_at,
            first_month) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let id = self.insert(
            sql,
            params![
                author,
                pack.map(|p| &p.pack),
                pack.map(|p| p.number),
                pack.map(|p| p.issued_on.to_string()),
                pack.map(|p| &p.issuer),
                pack.map(|p| &p.fingerprint),
                layer.known_from.to_string(),
                moment_text(layer.taken_at),
                layer.first_month.compact(),
            ],
        )?;
        for (place, document) in (0_i64..).zip(&layer.documents) {
            let sql = "INSERT INTO policy_document (layer_id, place, path, text) VALUES (?1, ?2, ?3, ?4)";
            self.write(sql, (id, place, &document.path, &document.text))?;
        }
        Ok(id)
    }

    /// Accepts the packs of a key from now on.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] if it is accepted already.
    pub fn trust_key(&mut self, fingerprint: &str) -> Result<()> {
        let now = moment_text(self.now());
        self.write("INSERT INTO policy_key (fingerprint, trusted_at) VALUES (?1, ?2)", (fingerprint, now)).map(|_| ())
    }
}
