//! 法条 — the articles behind a computation, in the version in force on the day of the event.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::insurance::Insurance;

/// 条文 — one article of one version of a law, verbatim.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// Its number as digits.
    pub number: String,
    /// 第…条.
    pub label: String,
    /// 原文.
    pub text: String,
    /// Whether the text is verbatim.
    pub verbatim: bool,
    /// Whether it was typed by hand rather than taken from the official database.
    #[serde(default)]
    pub hand_transcribed: bool,
    /// `match` when a second copy agreed, else `none`.
    pub crosscheck: String,
}

/// 法律（一个版本）.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// Identifier of this version.
    pub id: String,
    /// What ties the versions of one law together.
    #[serde(default)]
    pub family: Option<String>,
    /// 全称.
    pub name: String,
    /// 简称.
    #[serde(default)]
    pub short: Option<String>,
    /// 文号.
    #[serde(default)]
    pub number: Option<String>,
    /// 制定机关.
    #[serde(default)]
    pub issuer: Option<String>,
    /// 施行日期.
    pub in_force_from: NaiveDate,
    /// 失效前一日, if another version took its place.
    #[serde(default)]
    pub in_force_to: Option<NaiveDate>,
    /// Both in words.
    pub in_force_note: String,
    /// 效力状态 in words.
    pub state: String,
    /// 官方网址.
    #[serde(default)]
    pub url: Option<String>,
    /// How the text reached the library.
    pub transcription: String,
    /// 条文.
    #[serde(rename = "article")]
    pub articles: Vec<Article>,
}

/// 关联 — the article behind a step of an insurance's computation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    insurance: Insurance,
    step: String,
    family: String,
    number: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Links {
    link: Vec<Link>,
}

/// 法规库.
#[derive(Clone, Debug, Default)]
pub struct LawLibrary {
    laws: Vec<Law>,
    links: Vec<Link>,
}

/// A law file that does not follow its standard: which one, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct LawError {
    /// The file.
    pub file: String,
    /// What is wrong.
    pub reason: String,
}

impl LawLibrary {
    /// Reads the library from its files (path, text); `links.toml` among them.
    ///
    /// # Errors
    /// [`LawError`] for a file that is no law of this form.
    pub fn parse<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, LawError> {
        let mut library = Self::default();
        for (file, text) in files {
            let wrong = |e: toml::de::Error| LawError { file: file.to_owned(), reason: e.message().to_owned() };
            if file.ends_with("links.toml") {
                library.links = toml::from_str::<Links>(text).map_err(wrong)?.link;
            } else {
                library.laws.push(toml::from_str(text).map_err(wrong)?);
            }
        }
        Ok(library)
    }

    /// Every version of every law.
    #[must_use]
    pub fn laws(&self) -> &[Law] {
        &self.laws
    }

    /// The article of a law in the version in force on a day.
    #[must_use]
    pub fn article(&self, family: &str, number: &str, on: NaiveDate) -> Option<(&Law, &Article)> {
        let law = self.laws.iter().find(|law| {
            law.family.as_deref().unwrap_or(&law.id) == family
                && law.in_force_from <= on
                && law.in_force_to.is_none_or(|to| on <= to)
        })?;
        law.articles.iter().find(|a| a.number == number).map(|a| (law, a))
    }

    /// The article behind a step of an insurance's computation, as in force on a day.
    #[must_use]
    pub fn behind(&self, insurance: Insurance, step: &str, on: NaiveDate) -> Option<(&Law, &Article)> {
        let link = self.links.iter().find(|l| l.insurance == insurance && l.step == step)?;
        self.article(&link.family, &link.number, on)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = r#"
        id = "gjj_2019"
        family = "gjj"
        name = "住房公积金管理条例（2019年修订）"
        in_force_from = "2019-03-24"
        in_force_to = "2026-09-19"
        in_force_note = ""
        state = ""
        transcription = "official_database"
        [[article]]
        number = "16"
        label = "第十六条"
        text = "旧"
        verbatim = true
        crosscheck = "match"
    "#;
    const LINKS: &str = r#"
        [[link]]
        insurance = "housing_fund"
        step = "employer"
        family = "gjj"
        number = "16"
    "#;

    #[test]
    fn the_version_is_chosen_by_the_day() {
        let new = OLD.replace("gjj_2019", "gjj_2026").replace("2019-03-24", "2026-09-20").replace("旧", "新");
        let new = new.replace("in_force_to = \"2026-09-19\"\n", "");
        let library = LawLibrary::parse([("a.toml", OLD), ("b.toml", new.as_str()), ("links.toml", LINKS)]).unwrap();
        let text = |day: &str| {
            library.behind(Insurance::HousingFund, "employer", day.parse().unwrap()).map(|(_, a)| a.text.clone())
        };
        assert_eq!(text("2026-09-19").as_deref(), Some("旧"));
        assert_eq!(text("2026-09-20").as_deref(), Some("新"));
        assert_eq!(text("2018-01-01"), None);
        assert_eq!(library.behind(Insurance::Pension, "employer", "2026-01-01".parse().unwrap()), None);
    }

    #[test]
    fn a_stray_key_is_refused() {
        let error = LawLibrary::parse([("a.toml", OLD.replace("state", "stat").as_str())]).unwrap_err();
        assert_eq!(error.file, "a.toml");
    }
}
