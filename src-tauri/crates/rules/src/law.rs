//! 法条 — the articles behind a computation, in the version in force on the day of the event.

mod reference;
mod search;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::insurance::Insurance;

pub use search::{Hit, Search};

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

/// 效力 — whether a version binds on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Force {
    /// 现行有效.
    InForce,
    /// 未施行: published, binding later.
    Upcoming,
    /// 已失效: another version took its place.
    Ended,
}

impl Force {
    /// The identifier used in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Upcoming => "upcoming",
            Self::Ended => "ended",
        }
    }
}

impl Law {
    /// What ties its versions together; a law of one version is its own family.
    #[must_use]
    pub fn family(&self) -> &str {
        self.family.as_deref().unwrap_or(&self.id)
    }

    /// 效力 on a day.
    #[must_use]
    pub fn force(&self, on: NaiveDate) -> Force {
        if on < self.in_force_from {
            Force::Upcoming
        } else if self.in_force_to.is_some_and(|to| to < on) {
            Force::Ended
        } else {
            Force::InForce
        }
    }

    /// 条文 as it is cited: 《社会保险法》第五十八条.
    #[must_use]
    pub fn title(&self, article: &Article) -> String {
        format!("《{}》{}", self.short.as_deref().unwrap_or(&self.name), article.label)
    }
}

/// 主题 — the articles to read on a matter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// 名称.
    pub name: String,
    /// 条文, as `law id:article number`.
    pub articles: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Topics {
    topic: Vec<Topic>,
}

/// 简称 — how clerks shorten the law's own words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShortWord {
    /// What is typed.
    pub short: String,
    /// What stands in the text.
    pub full: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShortWords {
    word: Vec<ShortWord>,
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
    topics: Vec<Topic>,
    words: Vec<ShortWord>,
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
    /// Reads the library from its files (path, text); `links.toml`, `topics.toml` and `words.toml` among them.
    ///
    /// # Errors
    /// [`LawError`] for a file that is no law of this form.
    pub fn parse<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, LawError> {
        let mut library = Self::default();
        for (file, text) in files {
            let wrong = |e: toml::de::Error| LawError { file: file.to_owned(), reason: e.message().to_owned() };
            match file.rsplit(['/', '\\']).next().unwrap_or(file) {
                "links.toml" => library.links = toml::from_str::<Links>(text).map_err(wrong)?.link,
                "topics.toml" => library.topics = toml::from_str::<Topics>(text).map_err(wrong)?.topic,
                "words.toml" => library.words = toml::from_str::<ShortWords>(text).map_err(wrong)?.word,
                _ => library.laws.push(toml::from_str(text).map_err(wrong)?),
            }
        }
        Ok(library)
    }

    /// Every version of every law.
    #[must_use]
    pub fn laws(&self) -> &[Law] {
        &self.laws
    }

    /// 主题, in the order of the file.
    #[must_use]
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// 简称, in the order of the file.
    #[must_use]
    pub fn short_words(&self) -> &[ShortWord] {
        &self.words
    }

    /// The article of a law in the version in force on a day.
    #[must_use]
    pub fn article(&self, family: &str, number: &str, on: NaiveDate) -> Option<(&Law, &Article)> {
        let law = self.laws.iter().find(|law| law.family() == family && law.force(on) == Force::InForce)?;
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
