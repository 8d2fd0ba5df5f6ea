//! 方言 — which headings each kind of sheet uses; data in `assets/dialects`, one file per kind.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Deserialize;

use super::Kind;
use super::by_month::MonthWords;
use super::debit::{DebitCandidate, DebitWords, LineTexts};
use super::field::Field;
use super::heading::{ContributionWords, Heading, normalise};
use crate::clean;

/// A dialect file that does not hold to its form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {what}")]
pub struct DialectError {
    /// Which file.
    pub file: String,
    /// What is wrong with it.
    pub what: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct DialectFile {
    kind: String,
    #[serde(default)]
    uses: Vec<String>,
    #[serde(default)]
    needs: Vec<Vec<String>>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    telling: Vec<String>,
    #[serde(default)]
    contributions: bool,
    #[serde(default)]
    records: bool,
    #[serde(default)]
    listed: bool,
    #[serde(default)]
    borrows: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    groups: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    endings: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    aliases: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    headings: Vec<String>,
    #[serde(default)]
    debits: Option<DebitWords>,
}

/// One kind of sheet with its headings.
#[derive(Clone, Debug)]
pub(super) struct Dialect {
    pub kind: Kind,
    needs: Vec<Vec<String>>,
    unless: Vec<String>,
    telling: Vec<String>,
    contributions: bool,
    /// A bureau's list: columns are named by insurance, side and quantity.
    pub records: bool,
    /// A list of people: a column per insurance holds the wage declared for it.
    listed: bool,
    /// Normalised heading → field, `None` where a kind is recognised only.
    headings: BTreeMap<String, Option<Field>>,
    groups: BTreeMap<String, Field>,
    endings: Vec<(String, Field)>,
}

/// 记住的映射 — the clerk's own mapping of a sheet with a certain heading signature.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Remembered {
    /// [`super::SheetGuess::signature`].
    pub signature: String,
    /// What the sheet is.
    pub kind: Kind,
    /// Column, counted from the first one with a heading, and its meaning; `None` leaves the column out.
    pub columns: Vec<(u32, Option<Field>)>,
    /// When and from which file the clerk taught it, as the grounds of a recognition say it.
    pub taught: String,
}

/// 方言库 — every dialect, and what the clerk taught.
#[derive(Clone, Debug, Default)]
pub struct Dialects {
    pub(super) all: Vec<Dialect>,
    pub(super) contributions: ContributionWords,
    debits: DebitWords,
    /// Words of sheets with one column per month.
    pub(super) month_words: MonthWords,
    remembered: Vec<Remembered>,
    /// Every heading of any dialect: tells heading rows from others.
    known: BTreeSet<String>,
}

impl Dialects {
    /// Reads dialect files, each as (file name, text). The stem of the name is how other files refer to it.
    ///
    /// # Errors
    /// [`DialectError`] with the file and what is wrong: an unknown key or field, a missing file, a heading twice.
    pub fn parse<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, DialectError> {
        let mut dialects = Self::default();
        let mut parsed: BTreeMap<String, DialectFile> = BTreeMap::new();
        for (file, text) in files {
            let wrong = |what: String| DialectError { file: file.to_owned(), what };
            let stem = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".toml").to_owned();
            if stem == "contributions" {
                let words: ContributionWords = toml::from_str(text).map_err(|e| wrong(e.to_string()))?;
                if let Some(id) = words.unknown_insurances().next() {
                    return Err(wrong(format!("no insurance {id}")));
                }
                dialects.contributions = words.sorted();
            } else if stem == "month_columns" {
                dialects.month_words = toml::from_str(text).map_err(|e| wrong(e.to_string()))?;
            } else {
                parsed.insert(stem, toml::from_str(text).map_err(|e| wrong(e.to_string()))?);
            }
        }
        dialects.debits = parsed.values().find_map(|file| file.debits.clone()).unwrap_or_default();
        for (stem, file) in &parsed {
            if file.kind != "common" {
                dialects.all.push(Dialect::from_file(stem, file, &parsed)?);
            }
        }
        dialects.known = dialects.all.iter().flat_map(|d| d.headings.keys().cloned()).collect();
        Ok(dialects)
    }

    /// The same with the clerk's own mappings.
    #[must_use]
    pub fn with_remembered(mut self, remembered: Vec<Remembered>) -> Self {
        self.remembered = remembered;
        self
    }

    /// What the clerk taught of a signature; the latest word counts.
    #[must_use]
    pub fn taught(&self, signature: &str) -> Option<&Remembered> {
        self.remembered.iter().rfind(|memory| memory.signature == signature)
    }

    /// 扣款候选 — what a line of a bank statement seems to collect, if it speaks of contributions.
    #[must_use]
    pub fn debit_candidate(&self, texts: &LineTexts<'_>, debit: bool, day: NaiveDate) -> Option<DebitCandidate> {
        self.debits.classify(texts, debit, day, &self.contributions)
    }

    /// Whether any dialect knows a heading.
    pub(super) fn knows(&self, heading: &Heading) -> bool {
        !heading.plain.is_empty()
            && (self.known.contains(&heading.plain)
                || self.known.contains(&heading.bare)
                || self.contributions.field(heading, &Heading::default()).is_some())
    }
}

impl Dialect {
    fn from_file(stem: &str, file: &DialectFile, all: &BTreeMap<String, DialectFile>) -> Result<Self, DialectError> {
        let wrong = |what: String| DialectError { file: format!("{stem}.toml"), what };
        let kind = file.kind.parse().map_err(|_| wrong(format!("no kind {}", file.kind)))?;
        let mut headings: BTreeMap<String, Option<Field>> = BTreeMap::new();
        let mut add = |id: &str, aliases: &[String], own: bool| -> Result<(), DialectError> {
            let field: Field = id.parse().map_err(|_| wrong(format!("no field {id}")))?;
            for alias in aliases {
                let heading = normalise(alias).plain;
                match headings.get(&heading) {
                    Some(Some(other)) if own && *other != field => {
                        return Err(wrong(format!("heading {alias} means both {other} and {field}")));
                    }
                    Some(_) => {}
                    None => drop(headings.insert(heading, Some(field))),
                }
            }
            Ok(())
        };
        for (id, aliases) in &file.aliases {
            add(id, aliases, true)?;
        }
        for other in &file.uses {
            let used = all.get(other).ok_or_else(|| wrong(format!("uses {other}, which is not there")))?;
            for (id, aliases) in &used.aliases {
                add(id, aliases, false)?;
            }
        }
        for (other, fields) in &file.borrows {
            let lender = all.get(other).ok_or_else(|| wrong(format!("borrows from {other}, which is not there")))?;
            for id in fields {
                let aliases = lender.aliases.get(id).ok_or_else(|| wrong(format!("{other} has no {id}")))?;
                add(id, aliases, false)?;
            }
        }
        for heading in &file.headings {
            headings.insert(normalise(heading).plain, None);
        }
        let means = |words: &BTreeMap<String, Vec<String>>| -> Result<Vec<(String, Field)>, DialectError> {
            let mut meant = Vec::new();
            for (id, words) in words {
                let field: Field = id.parse().map_err(|_| wrong(format!("no field {id}")))?;
                meant.extend(words.iter().map(|word| (normalise(word).plain, field)));
            }
            Ok(meant)
        };
        let (groups, endings) = (means(&file.groups)?.into_iter().collect(), means(&file.endings)?);
        Ok(Self {
            kind,
            needs: file.needs.clone(),
            unless: file.unless.clone(),
            telling: file.telling.clone(),
            contributions: file.contributions,
            records: file.records,
            listed: file.listed,
            headings,
            groups,
            endings,
        })
    }

    /// The meaning of a heading under a parent: outer `None` if unknown, inner `None` if known but not mapped.
    pub fn field(&self, leaf: &Heading, parent: &Heading, words: &ContributionWords) -> Option<Option<Field>> {
        if leaf.plain.is_empty() {
            return None;
        }
        if !parent.plain.is_empty() {
            match Span::named(&leaf.plain) {
                Some(Span::ToDate) => return Some(None),
                Some(Span::Month) => return self.field(parent, &Heading::default(), words),
                None => {}
            }
        }
        let exact = |text: &str| self.headings.get(text).copied();
        if let Some(insurance) = words.declared_of(leaf, parent).filter(|_| self.listed) {
            return Some(Some(Field::Listed(insurance)));
        }
        // 应缴费额 under 职业年金 is nobody's contribution.
        if self.records && clean::charge(&parent.plain).other {
            return Some(None);
        }
        // 缴费基数 under 基本养老保险 is that insurance's base, not the row's.
        self.records
            .then(|| words.record_field(leaf, parent))
            .flatten()
            // 对方 / 账号 is the other side's: the group and the heading together say more than the heading alone.
            .or_else(|| exact(&format!("{}{}", parent.plain, leaf.plain)))
            .or_else(|| exact(&leaf.plain))
            .or_else(|| self.contributions.then(|| words.field(leaf, parent)).flatten().map(Some))
            .or_else(|| exact(&leaf.bare).filter(|_| !leaf.bare.is_empty()))
    }

    /// The meaning that the group heading, or the ending of the heading, gives to an unknown column: a pay item.
    pub fn likely_field(&self, leaf: &Heading, parent: &Heading) -> Option<Field> {
        let group = self.groups.get(&parent.plain).or_else(|| self.groups.get(&parent.bare)).copied();
        let ends =
            |(word, _): &&(String, Field)| leaf.plain.ends_with(word.as_str()) || leaf.bare.ends_with(word.as_str());
        group.or_else(|| self.endings.iter().find(ends).map(|(_, field)| *field))
    }

    /// How well the fields of a heading row fit: `None` if a needed column is missing or a foreign one is there. `named`: a
    /// line above a bureau's list names its person, so that no column need do so.
    pub fn score(&self, fields: &[Option<Option<Field>>], named: bool) -> Option<Score> {
        let mut mapped: Vec<Field> = fields.iter().filter_map(|f| f.flatten()).collect();
        let mut known = fields.iter().filter(|f| f.is_some()).count();
        if self.records {
            // A group's name over each of its columns says the same several times; the row below it tells them apart.
            let columns = mapped.len();
            mapped.sort_unstable();
            mapped.dedup();
            known -= columns - mapped.len();
        }
        let has = |id: &String| mapped.iter().any(|field| field.family() == id);
        let said = |id: &String| named && self.records && id == "name";
        let lacks = |any: &Vec<String>| !any.iter().any(|id| has(id) || said(id));
        if self.unless.iter().any(has) || self.needs.iter().any(lacks) {
            return None;
        }
        let recognised = fields.iter().filter(|f| matches!(f, Some(None))).count();
        if self.needs.is_empty() && recognised < 3 {
            return None;
        }
        let telling = mapped.iter().filter(|f| self.telling.iter().any(|id| f.family() == id)).count() + recognised;
        Some(Score { points: known + 2 * telling, known, telling })
    }
}

/// 本月、累计 — what a second row of headings may say: how long a time a column sums, while the group above names it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Span {
    Month,
    /// Since the year began: nothing is taken from it.
    ToDate,
}

impl Span {
    fn named(heading: &str) -> Option<Self> {
        match heading {
            "本月" | "当月" | "本期" | "本月数" | "本期数" | "本月金额" | "本期金额" => {
                Some(Self::Month)
            }
            "累计" | "本年累计" | "累计数" | "累计金额" | "年累计" | "本年累计数" => {
                Some(Self::ToDate)
            }
            _ => None,
        }
    }
}

/// How well a dialect fits a heading row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Score {
    pub points: usize,
    pub known: usize,
    pub telling: usize,
}
