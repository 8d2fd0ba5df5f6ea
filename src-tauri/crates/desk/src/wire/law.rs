//! 法规 — laws, their articles, and what a search finds.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 法律（一个版本）.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LawView {
    /// Identifier of this version.
    pub id: String,
    /// 全称.
    pub name: String,
    /// 简称.
    pub short: String,
    /// 文号或通过、修正情况.
    pub number: Option<String>,
    /// 制定机关.
    pub issuer: Option<String>,
    /// 施行日期.
    pub in_force_from: String,
    /// 失效前一日, where another version took its place.
    pub in_force_to: Option<String>,
    /// 效力 on the day asked about.
    #[ts(type = "\"in_force\" | \"upcoming\" | \"ended\"")]
    pub force: String,
    /// 效力状态 in the words of the source.
    pub state: String,
    /// 官方网址.
    pub url: Option<String>,
    /// How the text reached the library.
    #[ts(type = "\"official_database\" | \"hand\" | \"excerpt\"")]
    pub transcription: String,
    /// How many articles are held.
    pub articles: u32,
}

/// 主题 — the articles to read on a matter.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LawTopic {
    /// 名称.
    pub name: String,
    /// How many articles.
    pub articles: u32,
}

/// 法规目录.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LawIndex {
    /// Every version of every law.
    pub laws: Vec<LawView>,
    /// 主题.
    pub topics: Vec<LawTopic>,
}

/// 命中 — an article that answers a search.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LawHit {
    /// `sbf:58`; opens the card.
    pub id: String,
    /// 《社会保险法》第五十八条.
    pub title: String,
    /// 施行日期.
    pub in_force_from: String,
    /// 失效前一日.
    pub in_force_to: Option<String>,
    /// 效力 on the day asked about.
    #[ts(type = "\"in_force\" | \"upcoming\" | \"ended\"")]
    pub force: String,
    /// 摘录.
    pub excerpt: String,
    /// Where the words stand in the excerpt: from and to, counted in characters.
    pub marks: Vec<[u32; 2]>,
    /// Typed by hand rather than taken from the official database.
    pub hand_transcribed: bool,
    /// Whether a second copy agreed character by character.
    pub matched: bool,
}

/// 检索.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LawSearch {
    /// Words, separated by blanks; all must be there. None: every article.
    pub words: String,
    /// Only this version of a law.
    pub law: Option<String>,
    /// Only the articles of this topic.
    pub topic: Option<String>,
    /// The day of the event; today when absent.
    pub on: Option<String>,
}

/// 法条 — one article with its law, as a card shows it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ArticleView {
    /// `gjj_2026:16`.
    pub id: String,
    /// 《社会保险法》第五十八条.
    pub title: String,
    /// 第五十八条.
    pub label: String,
    /// 原文.
    pub text: String,
    /// 逐字.
    pub verbatim: bool,
    /// Typed by hand rather than taken from the official database.
    pub hand_transcribed: bool,
    /// Whether a second copy agreed character by character.
    pub matched: bool,
    /// The day it was chosen for.
    pub on: String,
    /// 法律.
    pub law: LawView,
    /// Other versions of the same law.
    pub others: Vec<LawView>,
    /// The articles before and after it in the library.
    pub beside: [Option<String>; 2],
}
