//! 自录的值 — a value of the clerk's own, written as the policy document that the standard asks for.

use serde::Serialize;
use shebao_rules::policy::{Document, Library};
use shebao_rules::rounding::Rounding;

use crate::error::{Code, Failure, Outcome};
use crate::wire::policy_change::NewPolicyValue;
use crate::{Moment, read};

/// Where the clerk's own document of an insurance stands.
pub(super) fn own_path(code: &str, insurance: &str) -> String {
    format!("regions/{code}/{}.toml", insurance.replace(':', "_"))
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
