//! 采用 — taking a change in as one action that can be undone; trusted keys.

use std::path::Path;

use shebao_rules::insurance::Insurance;
use shebao_rules::policy::Document;
use shebao_store::{Action, PolicyLayer, Tx};

use super::change::Change;
use super::pack::read_fingerprint;
use super::preview::{pack_view, value_changes};
use crate::Moment;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::wire::policy_change::{NewPolicyValue, PolicyLayerView, PolicyTaken, TrustedKeys};
use crate::wire::small;

impl Desk {
    /// 采用一份政策文件: a pack, or a document of the clerk's own. Drafts change when they are computed again; closed months
    /// never.
    ///
    /// # Errors
    /// Those of [`Self::policy_preview_file`]; nothing is written then.
    pub fn policy_take(&mut self, path: &Path, now: Moment) -> Outcome<PolicyTaken> {
        let change = self.change_of_file(path, now)?;
        self.take(&change, now)
    }

    /// 自录一个政策值, with its source.
    ///
    /// # Errors
    /// Those of [`Self::policy_preview_value`]; nothing is written then.
    pub fn policy_add(&mut self, new: &NewPolicyValue, now: Moment) -> Outcome<PolicyTaken> {
        let change = self.change_of_value(new, now)?;
        self.take(&change, now)
    }

    fn take(&mut self, change: &Change, now: Moment) -> Outcome<PolicyTaken> {
        let name = if change.is_pack() { "policy.take" } else { "policy.add" };
        let action = Action { action: name, object: "policy" };
        let (_, seq) = self.book.act(&action, now, |tx| -> Outcome<i64> {
            let from = change.layer.first_month;
            tx.summarise(serde_json::json!({ "month": from, "values": change.added.len() }));
            Ok(tx.insert_policy_layer(&change.layer)?)
        })?;
        self.recompose()?;
        self.restamp(now)?;
        let changes = value_changes(&change.library, &change.added);
        Ok(PolicyTaken { pack: pack_view(&change.layer), changes, action_seq: small(seq) })
    }

    /// 信任一个密钥 by its fingerprint, as the issuer told it by another way.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] if it is no fingerprint, [`Code::AlreadyExists`] if it is trusted already.
    pub fn policy_trust(&mut self, fingerprint: &str, now: Moment) -> Outcome<TrustedKeys> {
        let fingerprint = read_fingerprint(fingerprint)?;
        if self.view().trusts(&fingerprint)? {
            return Err(Failure::new(Code::AlreadyExists).with("what", fingerprint));
        }
        let action = Action { action: "policy.trust", object: "policy" };
        self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<()> { Ok(tx.trust_key(&fingerprint)?) })?;
        Ok(TrustedKeys { fingerprints: self.view().trusted_keys()? })
    }

    /// 增补一览 — what the book took in, the newest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn policy_layers(&self) -> Outcome<Vec<PolicyLayerView>> {
        let layers = self.view().policy_layers()?;
        Ok(layers.iter().rev().map(|layer| self.layer_view(layer)).collect())
    }

    fn layer_view(&self, layer: &PolicyLayer) -> PolicyLayerView {
        let about = |document: &Document| {
            let mut parts = document.path.rsplit('/');
            let (name, folder) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let code = folder.split('-').next().unwrap_or_default();
            let region = self.library.region(code).map_or(code, |r| r.name.as_str());
            let id = name.strip_suffix(".toml").unwrap_or(name).replace('_', ":");
            let named = |text: &str| text.parse::<Insurance>().ok().map(|i| i.chinese().to_owned());
            let file = name.strip_suffix(".toml").unwrap_or(name);
            format!("{region} {}", named(file).or_else(|| named(&id)).unwrap_or_default()).trim_end().to_owned()
        };
        PolicyLayerView {
            pack: pack_view(layer),
            taken_at: layer.taken_at.format("%Y-%m-%d %H:%M").to_string(),
            from: layer.first_month.to_string(),
            about: layer.documents.iter().map(about).collect(),
        }
    }
}
