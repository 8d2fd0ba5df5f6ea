//! The law library: every article of the collection, verbatim; the version of the day; nothing left unsaid.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use sha2::{Digest, Sha256};
use shebao_rules::law::{Force, LawLibrary, Search};

use crate::{day, root};

fn law_library() -> LawLibrary {
    let folder = root().join("assets/law");
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "toml"))
        .map(|path| (path.to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    LawLibrary::parse(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).unwrap()
}

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `fixtures/statutes.tsv` was written from the collection itself: 32 laws and versions, 382 articles.
#[test]
fn every_article_of_the_collection_is_held_verbatim() {
    let wanted = fs::read_to_string(root().join("tests/fixtures/statutes.tsv")).unwrap();
    let wanted: BTreeSet<(String, String, String)> = wanted
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut cells = line.split('\t').map(str::to_owned);
            (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap())
        })
        .collect();
    let library = law_library();
    let held: BTreeSet<(String, String, String)> = library
        .laws()
        .iter()
        .flat_map(|law| law.articles.iter().map(|a| (law.id.clone(), a.label.clone(), sha256(&a.text))))
        .collect();
    assert_eq!((library.laws().len(), wanted.len()), (32, 382));
    assert_eq!(held, wanted);
}

#[test]
fn an_article_is_named_by_one_number_and_found_by_it() {
    let library = law_library();
    let ids: BTreeSet<&str> = library.laws().iter().map(|law| law.id.as_str()).collect();
    assert_eq!(ids.len(), library.laws().len());
    for law in library.laws() {
        for article in &law.articles {
            assert_ne!(article.number, "None", "{} {}", law.id, article.label);
            let id = format!("{}:{}", law.id, article.number);
            let (of, found) = library.cited(&id, day("2026-11-21")).unwrap_or_else(|| panic!("{id}"));
            assert_eq!((&of.id, &found.label), (&law.id, &article.label), "{id}");
            let cited = library.cited(&law.title(article), law.in_force_from).unwrap_or_else(|| panic!("{id}"));
            assert_eq!((&cited.0.id, &cited.1.label), (&law.id, &article.label), "{}", law.title(article));
        }
    }
}

/// 医疗保障法 binds from 2027-01-01; 住房公积金管理条例 changed on 2026-09-20, and its articles moved: 限期缴存 was
/// the thirty-eighth and is the fortieth.
#[test]
fn the_version_is_the_one_of_the_day() {
    let library = law_library();
    let version = |reference: &str, on: &str| {
        library.cited(reference, day(on)).map(|(law, _)| (law.id.clone(), law.force(day(on))))
    };
    let some = |id: &str, force| Some((id.to_owned(), force));
    assert_eq!(version("ybf2027:13", "2026-12-31"), some("ybf2027", Force::Upcoming));
    assert_eq!(version("ybf2027:13", "2027-01-01"), some("ybf2027", Force::InForce));
    assert_eq!(version("gjj:15", "2026-09-19"), some("gjj_2019", Force::InForce));
    assert_eq!(version("gjj:15", "2026-09-20"), some("gjj_2026", Force::InForce));
    assert_eq!(version("gjj_2019:15", "2026-09-20"), some("gjj_2019", Force::Ended));
    assert_eq!(version("gjj:15", "2019-03-23"), None);
    let text = |id: &str| library.cited(id, day("2026-11-21")).unwrap().1.text.clone();
    assert!(text("gjj_2019:38").contains("限期缴存") && text("gjj_2026:40").contains("限期缴存"));
}

#[test]
fn topics_and_short_words_lead_to_articles_that_are_there() {
    let library = law_library();
    assert_eq!(library.topics().len(), 15);
    for topic in library.topics() {
        assert!(!topic.articles.is_empty(), "{}", topic.name);
        for id in &topic.articles {
            assert!(library.cited(id, day("2026-11-21")).is_some(), "{}: {id}", topic.name);
        }
    }
    let texts: Vec<&str> = library
        .laws()
        .iter()
        .flat_map(|law| law.articles.iter().map(|a| a.text.as_str()).chain([law.name.as_str()]))
        .collect();
    for word in library.short_words() {
        for full in &word.full {
            assert!(texts.iter().any(|text| text.contains(full)), "{}: {full} stands in no article", word.short);
        }
    }
}

/// The counts are those of the words in the collection (`grep`), titles included.
#[test]
fn a_search_finds_words_of_two_characters() {
    let library = law_library();
    let found = |words: &str| {
        let hits = library.search(&Search { words, law: None, topic: None, on: day("2026-11-21") });
        hits.into_iter().map(|hit| (hit.law.title(hit.article), hit)).collect::<Vec<_>>()
    };
    let all: BTreeMap<String, String> =
        library.laws().iter().flat_map(|law| law.articles.iter().map(|a| (law.title(a), a.text.clone()))).collect();
    let holding = |word: &str| all.iter().filter(|(title, text)| title.contains(word) || text.contains(word)).count();
    assert!(found("滞纳").len() >= holding("滞纳") && holding("滞纳") > 5);
    assert!(found("医保").len() > holding("医保"), "医保 also means 医疗保险 and 医疗保障");
    let first = |words: &str| found(words).first().map(|(title, _)| title.clone());
    assert_eq!(first("社会保险法 第五十八条").as_deref(), Some("《社会保险法》第五十八条"));
    assert_eq!(first("社保法若干规定 20").as_deref(), Some("《社保法若干规定》第二十条"));
    assert_eq!(found("张三").len(), holding("张三"));
    for (title, hit) in found("滞纳") {
        let letters: Vec<char> = hit.excerpt.chars().collect();
        assert!(!hit.marks.is_empty(), "{title}");
        for (from, to) in hit.marks {
            assert_eq!(letters[from..to].iter().collect::<String>().replace('金', ""), "滞纳", "{title}");
        }
    }
}

/// Every reference in a sentence of the interface opens a card.
#[test]
fn what_the_interface_cites_is_held() {
    let library = law_library();
    let mut cited = 0;
    for entry in fs::read_dir(root().join("ui/src/words/zh")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        for piece in text.split('《').skip(1) {
            let Some((name, rest)) = piece.split_once('》') else { continue };
            let Some(number) = rest.strip_prefix('第').and_then(|rest| rest.split_once('条')).map(|(n, _)| n) else {
                continue;
            };
            let reference = format!("《{name}》第{number}条");
            assert!(library.cited(&reference, day("2026-11-21")).is_some(), "{}: {reference}", path.display());
            cited += 1;
        }
    }
    assert!(cited >= 4, "only {cited} references were found");
}
