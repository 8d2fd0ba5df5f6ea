//! 政策变动 — a pack, a file of the clerk's or a single value of hers on its way in: read, held to the standard, and laid
//! over the book's library without being written.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use shebao_rules::month::Month;
use shebao_rules::policy::{Added, Author, Document, Library, PolicyError, Problem, Standing};
use shebao_store::{PackHead, PolicyLayer};

use super::library::layer_of;
use super::own::{document_of, own_path};
use super::pack::{self, malformed};
use crate::Moment;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::wire::policy_change::NewPolicyValue;

/// Files beyond this are no policy.
const LARGEST: u64 = 8 * 1024 * 1024;

/// 政策变动 — what it would add, and the library with it.
pub(super) struct Change {
    /// What would be kept.
    pub layer: PolicyLayer,
    /// The new values.
    pub added: Vec<Added>,
    /// The book's library with them.
    pub library: Arc<Library>,
}

impl Desk {
    /// A pack, or a policy document of the clerk's own, out of a file.
    pub(super) fn change_of_file(&self, path: &Path, now: Moment) -> Outcome<Change> {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let size = fs::metadata(path).map_err(|_| malformed(&format!("「{name}」读不出来")))?.len();
        if size > LARGEST {
            return Err(Failure::new(Code::TooLarge).with("file", &name));
        }
        let text = fs::read_to_string(path).map_err(|_| malformed(&format!("「{name}」不是文本文件")))?;
        let layer = if pack::is_pack(&text) { self.pack_layer(&text, now)? } else { self.own_layer(path, &text, now)? };
        self.change_of(layer)
    }

    /// A single value of the clerk's own.
    pub(super) fn change_of_value(&self, new: &NewPolicyValue, now: Moment) -> Outcome<Change> {
        let document = document_of(&self.library, new, now)?;
        self.change_of(own(vec![document], now))
    }

    fn pack_layer(&self, text: &str, now: Moment) -> Outcome<PolicyLayer> {
        let signed = pack::open(text)?;
        if !self.view().trusts(&signed.fingerprint)? {
            return Err(Failure::new(Code::PackKeyUnknown).with("fingerprint", &signed.fingerprint));
        }
        let body = signed.body()?;
        let number = i64::from(body.number);
        let known = self.view().policy_layers()?;
        let issues = known.iter().filter_map(|layer| layer.pack.as_ref()).filter(|p| p.pack == body.pack);
        if let Some(newest) = issues.map(|p| p.number).max().filter(|newest| number <= *newest) {
            let failure = Failure::new(Code::PackOutdated).with("pack", &body.pack).with("number", number);
            return Err(failure.with("known", newest));
        }
        Ok(PolicyLayer {
            known_from: body.issued,
            taken_at: now,
            first_month: Month::EARLIEST,
            documents: body.documents.iter().map(pack::PackDocument::document).collect(),
            pack: Some(PackHead {
                pack: body.pack,
                number,
                issued_on: body.issued,
                issuer: body.issuer,
                fingerprint: signed.fingerprint,
            }),
        })
    }

    /// A policy document that is not signed is the clerk's own word. Its region stands in it, or is its folder's.
    fn own_layer(&self, path: &Path, text: &str, now: Moment) -> Outcome<PolicyLayer> {
        let mut table: toml::Table = toml::from_str(text).map_err(|e| malformed(e.message()))?;
        let folder = path.parent().and_then(Path::file_name).map(|n| n.to_string_lossy().into_owned());
        let named = match table.remove("region") {
            Some(toml::Value::String(region)) => Some(region),
            Some(_) => return Err(malformed("region 应为统筹区名称或代码")),
            None => folder.map(|f| f.split_once('-').map_or(f.clone(), |(code, _)| code.to_owned())),
        };
        let region = named.as_deref().and_then(|name| self.library.region(name));
        let region = region.ok_or_else(|| malformed("没有写明统筹区：请在开头写 region = \"北京\""))?;
        let insurance = table.get("insurance").and_then(toml::Value::as_str).unwrap_or_default().to_owned();
        let text = toml::to_string(&table).map_err(|_| Failure::new(Code::Internal).with("at", "policy"))?;
        Ok(own(vec![Document { path: own_path(&region.code, &insurance), text }], now))
    }

    fn change_of(&self, mut layer: PolicyLayer) -> Outcome<Change> {
        let (library, added) = self.library.with(&layer_of(&layer)).map_err(|e| of_standard(&e))?;
        if let Some(reason) = added.iter().find_map(refusal) {
            return Err(Failure::new(Code::PolicyRefused).with("reason", reason));
        }
        let first = added.iter().map(|a| a.entry.from).min();
        layer.first_month = first
            .ok_or_else(|| Failure::new(Code::PolicyRefused).with("reason", "其中的值账簿里都已有，没有新内容"))?;
        Ok(Change { layer, added, library: Arc::new(library) })
    }
}

fn own(documents: Vec<Document>, now: Moment) -> PolicyLayer {
    PolicyLayer { pack: None, known_from: now.date(), taken_at: now, first_month: Month::EARLIEST, documents }
}

/// Why a new entry cannot be taken in.
fn refusal(added: &Added) -> Option<String> {
    let why = match added.standing {
        Standing::New => return None,
        Standing::SameDay => "同一起始月、同一公布日已有不同的值；更正须以更晚的公布日另立一条",
        Standing::NotLater => "同一起始月已有公布日不早于它的值；更正须以更晚的公布日另立一条",
        Standing::OtherHead => "险种的适用范围（optional、option）与政策库不一致",
    };
    Some(format!("{} {} {} 起：{why}", added.region, added.insurance.chinese(), added.entry.from))
}

/// A breach of the standard in the clerk's words, with its place.
fn of_standard(error: &PolicyError) -> Failure {
    let what = match &error.problem {
        Problem::Form(text) => format!("格式：{text}"),
        Problem::Misplaced => "文件路径与统筹区、险种不符".to_owned(),
        Problem::Naming(text) => format!("名称重复或缺失：{text}"),
        Problem::NotAscending => "同一表内日期须由早到晚".to_owned(),
        Problem::Dates => "日期前后矛盾".to_owned(),
        Problem::NoSource => "没有出处".to_owned(),
        Problem::EndsAndValues => "值与终止不能同时写，也不能都不写".to_owned(),
        Problem::OpenRate => "只有待确认的值可以不写费率或写范围".to_owned(),
        Problem::Bounds => "下限高于上限，或金额为负".to_owned(),
        Problem::Range => "费率范围须由低到高".to_owned(),
        Problem::ClerksOwn => "文件中的值不能标为单位确认".to_owned(),
        Problem::Months => "分月的固定额须恰好覆盖十二个月".to_owned(),
        Problem::Proof => "明细验证的月份或说明不完整".to_owned(),
        Problem::Contradiction(text) => format!("值自相矛盾：{text}"),
    };
    let line = error.line.map(|line| format!("第 {line} 行")).unwrap_or_default();
    let from = error.from.map(|from| format!("{from} 起")).unwrap_or_default();
    malformed(&format!("{} {line}{from}：{what}", error.file))
}

impl Change {
    /// Whether it is an issuer's.
    pub const fn is_pack(&self) -> bool {
        matches!(self.layer.author(), Author::Issuer)
    }
}
