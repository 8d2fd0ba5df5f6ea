//! 检索 — words in titles and texts. A word of two characters is the usual one, so this is plain substring search over
//! folded text, not an index of longer pieces; a few hundred articles are read in a moment.

use std::cmp::Reverse;

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::{Article, Law, LawLibrary};

/// Characters of the text shown around the first hit, and how many of them stand before it.
const EXCERPT: usize = 96;
const BEFORE: usize = 24;

/// 检索条件.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// Words, separated by blanks; all must be there. None: every article.
    pub words: &'a str,
    /// Only this version of a law.
    pub law: Option<&'a str>,
    /// Only the articles of this topic.
    pub topic: Option<&'a str>,
    /// The day of the event.
    pub on: NaiveDate,
}

/// 命中 — an article that answers a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<'a> {
    /// 法律.
    pub law: &'a Law,
    /// 条文.
    pub article: &'a Article,
    /// 摘录 around the first hit, or the beginning where only the title was hit.
    pub excerpt: String,
    /// Where the words stand in the excerpt: from and to, counted in characters.
    pub marks: Vec<(usize, usize)>,
}

/// One word typed, with the longer words it may stand for.
struct Wanted {
    exact: Vec<char>,
    full: Vec<Vec<char>>,
}

/// A text ready to be searched: folded characters, each with the place it had.
struct Folded {
    letters: Vec<char>,
    places: Vec<usize>,
}

/// What ranks a hit, the best first.
type Rank = (Reverse<usize>, Reverse<usize>, super::Force, Reverse<usize>);

impl LawLibrary {
    /// 全文检索 — articles that hold every word, in the title or the text; hits in a title come first, then texts that
    /// hold the words as typed, then laws in force on the day. Without words: every article, in the order of the laws or
    /// of the topic.
    #[must_use]
    pub fn search(&self, search: &Search<'_>) -> Vec<Hit<'_>> {
        let wanted: Vec<Wanted> = search.words.split_whitespace().map(|word| self.wanted(word)).collect();
        let among = self.among(search).into_iter();
        let mut found: Vec<(Rank, Hit<'_>)> = among.filter_map(|(law, a)| hit(law, a, &wanted, search.on)).collect();
        if !wanted.is_empty() {
            found.sort_by_key(|(rank, _)| *rank);
        }
        found.into_iter().map(|(_, hit)| hit).collect()
    }

    /// The articles that are looked at, in order.
    fn among(&self, search: &Search<'_>) -> Vec<(&Law, &Article)> {
        let all: Vec<(&Law, &Article)> = match search.topic {
            None => self.laws().iter().flat_map(|law| law.articles.iter().map(move |a| (law, a))).collect(),
            Some(name) => {
                let ids = self.topics().iter().filter(|t| t.name == name).flat_map(|t| &t.articles);
                ids.filter_map(|id| self.cited(id, search.on)).collect()
            }
        };
        all.into_iter().filter(|(law, _)| search.law.is_none_or(|id| law.id == id)).collect()
    }

    fn wanted(&self, word: &str) -> Wanted {
        let exact = fold(word).letters;
        let known = self.short_words().iter().find(|w| fold(&w.short).letters == exact);
        let full = known.map_or_else(Vec::new, |w| w.full.iter().map(|f| fold(f).letters).collect());
        Wanted { exact, full }
    }
}

fn hit<'a>(law: &'a Law, article: &'a Article, wanted: &[Wanted], on: NaiveDate) -> Option<(Rank, Hit<'a>)> {
    let (title, text) = (fold(&heading(law, article)), fold(&article.text));
    let (mut titles, mut exacts, mut spans) = (0, 0, Vec::new());
    for word in wanted {
        let in_title = word.any(|w| !title.finds(w).is_empty());
        let mut here = text.finds(&word.exact);
        exacts += usize::from(!here.is_empty());
        here.extend(word.full.iter().flat_map(|full| text.finds(full)));
        if !in_title && here.is_empty() {
            return None;
        }
        titles += usize::from(in_title);
        spans.extend(here);
    }
    spans.sort_unstable();
    let rank = (Reverse(titles), Reverse(exacts), law.force(on), Reverse(spans.len()));
    let (excerpt, marks) = excerpt(&article.text, &spans);
    Some((rank, Hit { law, article, excerpt, marks }))
}

/// Everything an article is known by.
fn heading(law: &Law, article: &Article) -> String {
    let short = law.short.as_deref().unwrap_or_default();
    let number = law.number.as_deref().unwrap_or_default();
    format!("{} {short} {number} {} 第{}条 {}:{}", law.name, article.label, article.number, law.id, article.number)
}

/// The text around the first span, its line breaks as blanks, and the spans inside of it.
fn excerpt(text: &str, spans: &[(usize, usize)]) -> (String, Vec<(usize, usize)>) {
    let letters: Vec<char> = text.chars().map(|c| if c == '\n' { ' ' } else { c }).collect();
    let from = spans.first().map_or(0, |(first, _)| first.saturating_sub(BEFORE));
    let to = (from + EXCERPT).min(letters.len());
    let lead = if from > 0 { "…" } else { "" };
    let tail = if to < letters.len() { "…" } else { "" };
    let shown: String = letters.get(from..to).unwrap_or_default().iter().collect();
    let shift = lead.chars().count();
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for (start, end) in spans.iter().filter(|(start, end)| from <= *start && *end <= to) {
        let (start, end) = (start - from + shift, end - from + shift);
        match marks.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => marks.push((start, end)),
        }
    }
    (format!("{lead}{shown}{tail}"), marks)
}

impl Wanted {
    fn any(&self, test: impl Fn(&[char]) -> bool) -> bool {
        test(&self.exact) || self.full.iter().any(|full| test(full))
    }
}

impl Folded {
    /// Where a word stands, in characters of the text as it was.
    fn finds(&self, word: &[char]) -> Vec<(usize, usize)> {
        if word.is_empty() {
            return Vec::new();
        }
        let starts = self.letters.windows(word.len()).enumerate().filter(|(_, part)| *part == word);
        starts
            .filter_map(|(at, _)| {
                let first = *self.places.get(at)?;
                let last = *self.places.get(at + word.len() - 1)?;
                Some((first, last + 1))
            })
            .collect()
    }
}

/// NFKC, lower case, without blanks: a word is found across a line break and in any width.
fn fold(text: &str) -> Folded {
    let mut folded = Folded { letters: Vec::new(), places: Vec::new() };
    for (place, letter) in text.chars().enumerate() {
        let pieces = std::iter::once(letter).nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace());
        for piece in pieces {
            folded.letters.push(piece);
            folded.places.push(place);
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAW: &str = r#"
        id = "sbf"
        name = "中华人民共和国社会保险法"
        short = "社会保险法"
        in_force_from = "2011-07-01"
        in_force_note = ""
        state = ""
        transcription = "hand"
        [[article]]
        number = "12"
        label = "第十二条"
        text = "用人单位应当按照国家规定的本单位职工工资总额的比例缴纳基本养老\n保险费。"
        verbatim = true
        crosscheck = "match"
        [[article]]
        number = "58"
        label = "第五十八条"
        text = "用人单位应当自用工之日起三十日内为其职工办理社保登记（ＩＤ）。"
        verbatim = true
        crosscheck = "match"
    "#;
    const WORDS: &str = r#"
        [[word]]
        short = "养老"
        full = ["养老保险"]
        [[word]]
        short = "社保"
        full = ["社会保险"]
    "#;

    fn everywhere(words: &str) -> Search<'_> {
        Search { words, law: None, topic: None, on: "2026-11-21".parse().unwrap() }
    }

    /// Number, excerpt and marks of each hit.
    type Found = (String, String, Vec<(usize, usize)>);

    fn found(words: &str) -> Vec<Found> {
        let library = LawLibrary::parse([("law/sbf.toml", LAW), ("law/words.toml", WORDS)]).unwrap();
        let hits = library.search(&everywhere(words));
        hits.into_iter().map(|h| (h.article.number.clone(), h.excerpt, h.marks)).collect()
    }

    fn numbers(words: &str) -> Vec<String> {
        found(words).into_iter().map(|(number, ..)| number).collect()
    }

    #[test]
    fn two_characters_are_enough_and_several_words_must_all_be_there() {
        assert_eq!(numbers("养老"), ["12"]);
        assert_eq!(numbers("职工 登记"), ["58"]);
        assert_eq!(numbers("职工 登记 养老"), Vec::<String>::new());
        assert_eq!(numbers("职工").len(), 2);
        assert_eq!(numbers("").len(), 2, "without words: everything");
    }

    #[test]
    fn a_number_or_name_of_the_law_comes_first() {
        assert_eq!(numbers("第五十八条"), ["58"]);
        assert_eq!(numbers("社会保险法 58条"), ["58"]);
        assert_eq!(numbers("sbf:12"), ["12"]);
        // Both stand under the 社会保险法; the one that says 社保 as typed goes before.
        assert_eq!(numbers("社保"), ["58", "12"]);
    }

    #[test]
    fn width_case_and_line_breaks_do_not_hide_a_word() {
        assert_eq!(numbers("id"), ["58"]);
        let (_, excerpt, marks) = found("养老保险").remove(0);
        let letters: Vec<char> = excerpt.chars().collect();
        let marked: Vec<String> = marks.iter().map(|(from, to)| letters[*from..*to].iter().collect()).collect();
        assert_eq!(marked, ["养老 保险"]);
    }

    #[test]
    fn a_long_text_is_cut_around_its_first_hit() {
        let long = "前".repeat(300) + "公积金" + &"后".repeat(300);
        let text: String = LAW.replace("用人单位应当自用工之日起三十日内为其职工办理社保登记（ＩＤ）。", &long);
        let library = LawLibrary::parse([("a.toml", text.as_str())]).unwrap();
        let hit = library.search(&everywhere("公积金")).remove(0);
        assert_eq!(hit.excerpt.chars().count(), EXCERPT + 2);
        assert_eq!(hit.marks, [(BEFORE + 1, BEFORE + 4)]);
    }
}
