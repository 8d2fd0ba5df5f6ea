//! 采用 — taking a change in as one action that can be undone; the clerk's own value as a document; trusted keys.

use std::path::Path;

use serde::Serialize;
use shebao_rules::insurance::Insurance;
use shebao_rules::policy::{Document, Library};
use shebao_rules::rounding::Rounding;
use shebao_store::{Action, PolicyLayer, Tx};

use super::change::{Change, own_path};
use super::pack::read_fingerprint;
use super::preview::{pack_view, value_changes};
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::wire::policy_change::{NewPolicyValue, PolicyLayerView, PolicyTaken, TrustedKeys};
use crate::wire::small;
use crate::{Moment, read};

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

/// One entry of a policy document, as the standard writes it. What the clerk says is marked as hers when it is laid over
/// the library.
#[derive(Serialize)]
struct OwnEntry {
    from: String,
    through: Option<String>,
    option: Option<String>,
    ends: bool,
    published: toml::Value,
    checked: toml::Value,
    status: &'static str,
    evidence: &'static str,
    floor: Option<String>,
    cap: Option<String>,
    employer: Option<toml::Value>,
    employee: Option<toml::Value>,
    note: Option<String>,
    source: OwnSource,
}

#[derive(Serialize)]
struct OwnSource {
    title: String,
    number: Option<String>,
    url: Option<String>,
    quote: Option<String>,
}

/// The clerk's own value as a policy document.
pub(super) fn document_of(library: &Library, new: &NewPolicyValue, now: Moment) -> Outcome<Document> {
    let region =
        library.region(&new.region).ok_or_else(|| Failure::new(Code::UnknownRegion).with("region", &new.region))?;
    let insurance = read::insurance(&new.insurance)?;
    let published = read::given(new.published.as_deref()).map(|day| read::date(day, "公布日期")).transpose()?;
    let published = published.unwrap_or(now.date());
    if published > now.date() {
        return Err(read::invalid("公布日期", &now.date().to_string()));
    }
    let (employer, employee) = shares(new)?;
    let entry = OwnEntry {
        from: read::month(&new.from, "起")?.to_string(),
        through: read::month_or_none(new.through.as_deref(), "公布适用至")?.map(|m| m.to_string()),
        option: read::owned(new.option.as_deref()),
        ends: new.ends,
        published: toml::Value::String(published.to_string()),
        checked: toml::Value::String(now.date().to_string()),
        status: "final",
        evidence: "quoted",
        floor: bound(new, new.floor.as_deref(), "基数下限")?,
        cap: bound(new, new.cap.as_deref(), "基数上限")?,
        employer,
        employee,
        note: read::owned(new.note.as_deref()),
        source: source(new)?,
    };
    let policy = region.policy(insurance);
    let mut table = toml::Table::new();
    table.insert("insurance".to_owned(), toml::Value::String(insurance.id().to_owned()));
    if policy.is_some_and(|p| p.optional) {
        table.insert("optional".to_owned(), toml::Value::Boolean(true));
    }
    if let Some(option) = policy.and_then(|p| p.option) {
        table.insert("option".to_owned(), toml::Value::String(option.to_string()));
    }
    let wrong = |_| Failure::new(Code::Internal).with("at", "policy");
    let entry = toml::Value::try_from(entry).map_err(wrong)?;
    table.insert(part(new)?.to_owned(), toml::Value::Array(vec![entry]));
    let text = toml::to_string(&table).map_err(wrong)?;
    Ok(Document { path: own_path(&region.code, insurance.id()), text })
}

fn part(new: &NewPolicyValue) -> Outcome<&'static str> {
    let parts = ["bounds", "rates", "fixed", "rounding"];
    let given = |part: &&&str| new.part == **part;
    parts.iter().find(given).copied().ok_or_else(|| read::invalid("组成", "bounds、rates、fixed、rounding"))
}

/// 出处 — a value of the clerk's own says where it stands.
fn source(new: &NewPolicyValue) -> Outcome<OwnSource> {
    let title = read::given(Some(&new.source)).ok_or_else(|| read::invalid("出处", "京人社发〔2025〕11号通知"))?;
    Ok(OwnSource {
        title: title.to_owned(),
        number: read::owned(new.number.as_deref()),
        url: read::owned(new.url.as_deref()),
        quote: read::owned(new.quote.as_deref()),
    })
}

fn bound(new: &NewPolicyValue, text: Option<&str>, field: &str) -> Outcome<Option<String>> {
    if new.part != "bounds" || new.ends {
        return Ok(None);
    }
    Ok(read::yuan_or_none(text, field)?.map(|y| y.to_string()))
}

/// What the two sides hold: rates, fixed amounts or roundings. Without one nothing is guessed: both are asked for.
fn shares(new: &NewPolicyValue) -> Outcome<(Option<toml::Value>, Option<toml::Value>)> {
    let text = |value: String| Some(toml::Value::String(value));
    let both = |employer: &Option<String>, employee: &Option<String>, fields: [&'static str; 2]| {
        let ask = |side: &Option<String>, field: &str| {
            read::given(side.as_deref()).map(str::to_owned).ok_or_else(|| read::invalid(field, "0"))
        };
        Ok::<_, Failure>((ask(employer, fields[0])?, ask(employee, fields[1])?))
    };
    match new.part.as_str() {
        _ if new.ends => Ok((None, None)),
        "rates" => {
            let fields = ["单位费率", "个人费率"];
            let (er, ee) = both(&new.employer_rate, &new.employee_rate, fields)?;
            Ok((text(read::rate(&er, fields[0])?.to_string()), text(read::rate(&ee, fields[1])?.to_string())))
        }
        "fixed" => {
            let fields = ["单位固定额", "个人固定额"];
            let (er, ee) = both(&new.employer_fixed, &new.employee_fixed, fields)?;
            Ok((text(read::yuan(&er, fields[0])?.to_string()), text(read::yuan(&ee, fields[1])?.to_string())))
        }
        "rounding" => {
            let fields = ["单位部分取整", "个人部分取整"];
            let (er, ee) = both(&new.employer_rounding, &new.employee_rounding, fields)?;
            Ok((Some(rounding(&er, fields[0])?), Some(rounding(&ee, fields[1])?)))
        }
        _ if new.floor.is_none() && new.cap.is_none() => Err(read::invalid("基数上限或基数下限", "35811.00")),
        _ => Ok((None, None)),
    }
}

/// `half_up fen` → `{ mode = "half_up", unit = "fen" }`
fn rounding(text: &str, field: &str) -> Outcome<toml::Value> {
    let wrong = || read::invalid(field, "half_up fen");
    let (mode, unit) = text.trim().split_once(' ').ok_or_else(wrong)?;
    let table: toml::Table =
        [("mode", mode), ("unit", unit)].map(|(key, word)| (key.to_owned(), word.trim().into())).into_iter().collect();
    let value = toml::Value::Table(table);
    let read: Result<Rounding, _> = value.clone().try_into();
    read.map(|_| value).map_err(|_| wrong())
}
