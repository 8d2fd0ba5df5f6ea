//! The law from outside: no book is needed; the version is the one of the event's day.

use serde_json::Value;

use crate::lines::text;
use crate::program::bare;

fn law(arguments: &[&str]) -> Value {
    let answer = bare(&[&["law"], arguments, &["--today", "2026-11-21", "--json"]].concat());
    assert_eq!(answer.code, 0, "law {}: {}", arguments.join(" "), answer.json);
    answer.json
}

#[test]
fn an_article_is_shown_in_the_version_of_the_day() {
    let of = |id: &str, on: &str| {
        let shown = law(&["show", id, "--on", on]);
        (text(&shown, "id"), text(&shown["law"], "force"), shown["hand_transcribed"] == true)
    };
    let is = |id: &str, force: &str, by_hand| (id.to_owned(), force.to_owned(), by_hand);
    assert_eq!(of("gjj:15", "2026-09-19"), is("gjj_2019:15", "in_force", false));
    assert_eq!(of("gjj:15", "2026-09-20"), is("gjj_2026:15", "in_force", true));
    assert_eq!(of("gjj_2019:15", "2026-09-20"), is("gjj_2019:15", "ended", false));
    assert_eq!(of("《医疗保障法》第十三条", "2026-12-31"), is("ybf2027:13", "upcoming", true));
    assert_eq!(of("《医疗保障法》第十三条", "2027-01-01"), is("ybf2027:13", "in_force", true));
    // Without --on it is today, and the other version is named beside it.
    let today = law(&["show", "住房公积金管理条例第十五条"]);
    assert_eq!((text(&today, "id"), text(&today["others"][0], "id")), ("gjj_2026:15".into(), "gjj_2019".into()));
}

/// 社会保险法 第五十八条: 用人单位应当自用工之日起三十日内为其职工向社会保险经办机构申请办理社会保险登记。
#[test]
fn words_find_articles_and_are_marked() {
    let hits = law(&["search", "用工之日", "三十日", "登记"]);
    let first = &hits["hits"][0];
    assert_eq!(text(first, "id"), "sbf:58");
    let letters: Vec<char> = text(first, "excerpt").chars().collect();
    let marks = first["marks"].as_array().expect("marks");
    let at = |mark: &Value, n: usize| usize::try_from(mark[n].as_u64().expect("a place")).expect("small");
    let marked: Vec<String> = marks.iter().map(|m| letters[at(m, 0)..at(m, 1)].iter().collect()).collect();
    assert!(marked.contains(&"用工之日".to_owned()) && marked.contains(&"登记".to_owned()), "{first}");
    let count = |arguments: &[&str]| law(arguments)["hits"].as_array().map_or(0, Vec::len);
    assert!(count(&["search", "医保"]) > 0 && count(&["search", "生育"]) > 0);
    assert_eq!(count(&["search", "没有这样的词"]), 0);
    assert!(count(&["search", "缴存", "--law", "gjj_2026"]) < count(&["search", "缴存"]));
}

#[test]
fn what_is_not_held_is_said() {
    for arguments in [["law", "show", "sbf:999"], ["law", "show", "gjj"], ["law", "show", "《没有的法》第一条"]]
    {
        let answer = bare(&[&arguments[..], &["--today", "2026-11-21", "--json"]].concat());
        assert_eq!(
            (answer.code, text(&answer.json["error"], "code").as_str()),
            (3, "unknown_article"),
            "{arguments:?}"
        );
    }
    let old = bare(&["law", "show", "gjj:15", "--on", "2018-01-01", "--json"]);
    assert_eq!(text(&old.json["error"], "code"), "unknown_article", "the version of 2002 is not held");
}
