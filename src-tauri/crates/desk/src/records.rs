//! 记录用词 — a row of the book in the clerk's words: what it is, its fields, its amounts.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;
use shebao_rules::insurance::{Group, Insurance, Scope};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::Library;
use shebao_rules::words::{ClaimStatus, Hukou, IdType, MedicalTier, PositionClass, Sex, VisitKind};
use shebao_store::RowValues;

use crate::access::FieldClass;

/// The asset; it follows its standard or a test fails.
const ASSET: &str = include_str!("../../../../assets/records.toml");

/// What stands for something that is not shown.
const VEILED: &str = "（已遮盖）";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    unnamed: BTreeSet<String>,
    class: BTreeMap<String, BTreeSet<String>>,
    words: BTreeMap<String, BTreeMap<String, String>>,
    record: BTreeMap<String, WrittenRecord>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRecord {
    name: String,
    fields: Vec<String>,
}

/// 记录用词, read once.
pub(crate) struct Records {
    unnamed: BTreeSet<String>,
    classes: Vec<(FieldClass, BTreeSet<String>)>,
    words: BTreeMap<String, BTreeMap<String, String>>,
    records: BTreeMap<String, Record>,
}

/// One kind of record.
pub(crate) struct Record {
    /// 名称.
    pub name: String,
    fields: Vec<Field>,
}

struct Field {
    column: String,
    name: String,
    form: String,
}

/// What the words of a row need of the book.
pub(crate) struct Names<'d> {
    /// 参保单位 by id.
    pub units: &'d BTreeMap<i64, String>,
    /// For names of regions.
    pub library: &'d Library,
}

impl Records {
    /// Reads the asset.
    ///
    /// # Errors
    /// What it does not follow.
    pub(crate) fn read() -> Result<Self, String> {
        let written: Written = toml::from_str(ASSET).map_err(|error| error.to_string())?;
        let mut records = BTreeMap::new();
        for (id, record) in written.record {
            let fields = record.fields.iter().map(|text| field(text)).collect::<Option<_>>();
            let fields = fields.ok_or_else(|| format!("a field of {id} has no name"))?;
            records.insert(id, Record { name: record.name, fields });
        }
        let class =
            |(id, columns): (String, BTreeSet<String>)| FieldClass::of(&id).map(|class| (class, columns)).ok_or(id);
        let classes = written.class.into_iter().map(class).collect::<Result<_, String>>();
        let classes = classes.map_err(|id| format!("{id} is no class of fields"))?;
        Ok(Self { unnamed: written.unnamed, classes, words: written.words, records })
    }

    /// 字段类别 of a field, if it is of one.
    pub(crate) fn class_of(&self, table: &str, column: &str) -> Option<FieldClass> {
        let (own, all) = (format!("{table}.{column}"), format!("{table}.*"));
        let found = self.classes.iter().find(|(_, columns)| columns.contains(&own) || columns.contains(&all));
        found.map(|(class, _)| *class)
    }

    /// The name of a kind of record; an unknown one keeps its identifier.
    pub(crate) fn name<'r>(&'r self, table: &'r str) -> &'r str {
        self.records.get(table).map_or(table, |record| record.name.as_str())
    }

    /// Every kind by identifier.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&String, &Record)> {
        self.records.iter()
    }

    /// The fields of a row that tell something, in the order they are read: name and value. One that is not listed comes
    /// last under its own identifier: nothing is hidden by being forgotten here.
    ///
    /// Of a class that `shows` denies it is told that there is something, and not what.
    pub(crate) fn told(
        &self,
        table: &str,
        row: &RowValues,
        names: &Names<'_>,
        shows: impl Fn(FieldClass) -> bool,
    ) -> Vec<(String, String)> {
        let veiled = |column: &str, told: String| {
            let hidden = !told.is_empty() && self.class_of(table, column).is_some_and(|class| !shows(class));
            if hidden { VEILED.to_owned() } else { told }
        };
        let record = self.records.get(table);
        let listed = record.map_or(&[][..], |record| record.fields.as_slice());
        let mut told = Vec::new();
        for field in listed {
            let Some(value) = row.get(&field.column) else { continue };
            told.push((field.name.clone(), veiled(&field.column, self.value(&field.form, value, names))));
        }
        for (column, value) in row {
            if !self.unnamed.contains(column) && !listed.iter().any(|field| field.column == *column) {
                told.push((column.clone(), veiled(column, plain(value))));
            }
        }
        told
    }

    /// Whether a row holds this amount, of either sign, in a field of money that is shown.
    pub(crate) fn holds(&self, table: &str, row: &RowValues, amount: Yuan, shows: impl Fn(FieldClass) -> bool) -> bool {
        let Some(record) = self.records.get(table) else { return false };
        let fen = |field: &Field| row.get(&field.column).and_then(Value::as_i64).map(i64::abs);
        let open = |field: &Field| self.class_of(table, &field.column).is_none_or(&shows);
        let money = record.fields.iter().filter(|field| field.form == "yuan" && open(field));
        money.into_iter().any(|field| fen(field) == Some(amount.fen().abs()))
    }

    fn value(&self, form: &str, value: &Value, names: &Names<'_>) -> String {
        match (form, value) {
            (_, Value::Null) => String::new(),
            ("yuan", Value::Number(fen)) => {
                fen.as_i64().map_or_else(|| fen.to_string(), |fen| Yuan::from_fen(fen).to_string())
            }
            ("month", Value::Number(number)) => number
                .as_i64()
                .and_then(|n| Month::from_compact(n).ok())
                .map_or_else(|| number.to_string(), |m| m.to_string()),
            ("yes", Value::Number(flag)) => if flag.as_i64() == Some(0) { "否" } else { "是" }.to_owned(),
            ("unit", Value::Number(id)) => {
                let name = id.as_i64().and_then(|id| names.units.get(&id).cloned());
                name.unwrap_or_else(|| format!("第 {id} 号单位"))
            }
            ("region", Value::String(code)) => {
                names.library.region(code).map_or_else(|| code.clone(), |region| region.name.clone())
            }
            (_, Value::String(id)) => self.word(form, id),
            (_, other) => plain(other),
        }
    }

    fn word(&self, form: &str, id: &str) -> String {
        let own = || self.words.get(form).and_then(|words| words.get(id)).cloned();
        let known = match form {
            "insurance" => id.parse::<Insurance>().ok().map(Insurance::chinese),
            "scope" => id.parse::<Scope>().ok().map(scope),
            "id_type" => id.parse::<IdType>().ok().map(IdType::chinese),
            "sex" => id.parse::<Sex>().ok().map(Sex::chinese),
            "hukou" => id.parse::<Hukou>().ok().map(Hukou::chinese),
            "medical_tier" => id.parse::<MedicalTier>().ok().map(MedicalTier::chinese),
            "position_class" => id.parse::<PositionClass>().ok().map(PositionClass::chinese),
            "visit_kind" => id.parse::<VisitKind>().ok().map(VisitKind::chinese),
            "claim_status" => id.parse::<ClaimStatus>().ok().map(ClaimStatus::chinese),
            _ => None,
        };
        known.map(str::to_owned).or_else(own).unwrap_or_else(|| id.to_owned())
    }
}

fn field(text: &str) -> Option<Field> {
    let (column, rest) = text.split_once(' ')?;
    let (name, form) = rest.split_once('|').unwrap_or((rest, ""));
    Some(Field { column: column.to_owned(), name: name.to_owned(), form: form.to_owned() })
}

fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Group(Group::Social) => "社会保险",
        Scope::Group(Group::HousingFund) => "住房公积金",
        Scope::One(insurance) => insurance.chinese(),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
