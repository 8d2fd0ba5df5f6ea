//! 法规 — the law library as the clerk reads it: no book is needed.

use std::cmp::Reverse;

use chrono::NaiveDate;
use shebao_rules::law::{Article, Hit, Law, LawLibrary, Search, Topic};

use crate::error::{Code, Failure, Outcome};
use crate::tools::Tools;
use crate::wire::law::{ArticleView, LawHit, LawIndex, LawSearch, LawTopic, LawView};
use crate::{Moment, read};

/// 法规目录 on a day.
#[must_use]
pub fn index(tools: &Tools, now: Moment) -> LawIndex {
    let (library, on) = (&tools.laws, now.date());
    let topic = |topic: &Topic| LawTopic { name: topic.name.clone(), articles: count(topic.articles.len()) };
    let mut laws: Vec<LawView> = library.laws().iter().map(|law| law_view(law, on)).collect();
    // What most is held of is asked for most.
    laws.sort_by_key(|law| Reverse(law.articles));
    LawIndex { laws, topics: library.topics().iter().map(topic).collect() }
}

/// 法规检索 — every word must stand in the title or the text of an article; titles and numbers come first.
///
/// # Errors
/// [`Code::InvalidInput`] for a day that is none.
pub fn search(tools: &Tools, request: &LawSearch, now: Moment) -> Outcome<Vec<LawHit>> {
    let on = day(request.on.as_deref(), now)?;
    let (law, topic) = (read::given(request.law.as_deref()), read::given(request.topic.as_deref()));
    let hits = tools.laws.search(&Search { words: &request.words, law, topic, on });
    Ok(hits.iter().map(|hit| hit_view(hit, on)).collect())
}

/// 法条 — by identifier (`sbf:58`, `gjj:16`) or reference (《社会保险法》第五十八条), in the version of the day.
///
/// # Errors
/// [`Code::UnknownArticle`], [`Code::InvalidInput`] for a day that is none.
pub fn article(tools: &Tools, id: &str, on: Option<&str>, now: Moment) -> Outcome<ArticleView> {
    let on = day(on, now)?;
    let unknown = || Failure::new(Code::UnknownArticle).with("id", id.trim()).with("on", on);
    let (law, article) = tools.laws.cited(id, on).ok_or_else(unknown)?;
    Ok(article_view(&tools.laws, law, article, on))
}

fn day(text: Option<&str>, now: Moment) -> Outcome<NaiveDate> {
    read::given(text).map_or(Ok(now.date()), |text| read::date(text, "日期"))
}

/// What opens the card of an article.
pub(crate) fn article_id(law: &Law, article: &Article) -> String {
    format!("{}:{}", law.id, article.number)
}

fn hit_view(hit: &Hit<'_>, on: NaiveDate) -> LawHit {
    LawHit {
        id: article_id(hit.law, hit.article),
        title: hit.law.title(hit.article),
        in_force_from: hit.law.in_force_from.to_string(),
        in_force_to: hit.law.in_force_to.map(|d| d.to_string()),
        force: hit.law.force(on).id().to_owned(),
        excerpt: hit.excerpt.clone(),
        marks: hit.marks.iter().map(|(from, to)| [count(*from), count(*to)]).collect(),
        hand_transcribed: hit.article.hand_transcribed,
        matched: matched(hit.article),
    }
}

fn law_view(law: &Law, on: NaiveDate) -> LawView {
    LawView {
        id: law.id.clone(),
        name: law.name.clone(),
        short: law.short.clone().unwrap_or_else(|| law.name.clone()),
        number: law.number.clone(),
        issuer: law.issuer.clone(),
        in_force_from: law.in_force_from.to_string(),
        in_force_to: law.in_force_to.map(|d| d.to_string()),
        force: law.force(on).id().to_owned(),
        state: law.state.clone(),
        url: law.url.clone(),
        transcription: law.transcription.clone(),
        articles: count(law.articles.len()),
    }
}

fn article_view(library: &LawLibrary, law: &Law, article: &Article, on: NaiveDate) -> ArticleView {
    let others = library.laws().iter().filter(|l| l.family() == law.family() && l.id != law.id);
    let at = law.articles.iter().position(|a| a == article);
    let beside = |at: Option<usize>| at.and_then(|at| law.articles.get(at)).map(|a| article_id(law, a));
    ArticleView {
        id: article_id(law, article),
        title: law.title(article),
        label: article.label.clone(),
        text: article.text.clone(),
        verbatim: article.verbatim,
        hand_transcribed: article.hand_transcribed,
        matched: matched(article),
        on: on.to_string(),
        law: law_view(law, on),
        others: others.map(|law| law_view(law, on)).collect(),
        beside: [beside(at.and_then(|at| at.checked_sub(1))), beside(at.map(|at| at + 1))],
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn matched(article: &Article) -> bool {
    article.crosscheck == "match"
}
