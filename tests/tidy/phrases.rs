//! 不能说的话 — what the law does not allow the program to tell a clerk (domain notes on disputes and statements).

use crate::source::{self, Look};
use crate::tree::{self, none};

/// Each phrase, and why no sentence of ours says it. Quotes of the law and of notices are not ours.
const NEVER: &[(&str, &str)] = &[
    ("单位不承担责任", "an earlier gap of the employee does not free the employer"),
    ("单位无需承担", "an earlier gap of the employee does not free the employer"),
    ("单位概不负责", "an earlier gap of the employee does not free the employer"),
    ("公司不承担责任", "an earlier gap of the employee does not free the employer"),
    ("先补缴后参保", "enrolment does not wait for an earlier gap to be paid"),
    ("先补缴再参保", "enrolment does not wait for an earlier gap to be paid"),
    ("补缴后才能参保", "enrolment does not wait for an earlier gap to be paid"),
    ("补缴后方可参保", "enrolment does not wait for an earlier gap to be paid"),
    ("自愿放弃社保", "insurance cannot be waived"),
    ("自愿放弃参保", "insurance cannot be waived"),
    ("放弃缴纳社保", "insurance cannot be waived"),
    ("放弃社保承诺", "insurance cannot be waived"),
    ("单位部分退还", "the employer's share is not paid out in cash"),
    ("单位部分折现", "the employer's share is not paid out in cash"),
    ("退还单位部分", "the employer's share is not paid out in cash"),
    ("社保折现", "the employer's share is not paid out in cash"),
    ("滞纳金由个人", "a late fee is the employer's"),
    ("滞纳金由员工", "a late fee is the employer's"),
    ("滞纳金由职工", "a late fee is the employer's"),
    ("滞纳金从工资", "a late fee is the employer's"),
    ("个人承担滞纳金", "a late fee is the employer's"),
    ("员工承担滞纳金", "a late fee is the employer's"),
];

fn offences_in(place: &str, text: &str) -> Vec<String> {
    let hits = NEVER.iter().filter(|(phrase, _)| text.contains(phrase));
    hits.map(|(phrase, why)| format!("{place}: 「{phrase}」: {why}")).collect()
}

#[test]
fn no_sentence_of_ours_says_it() {
    let mut offences = Vec::new();
    for folder in ["ui/src", "assets/scripts", "assets/samples"] {
        for file in tree::files(folder, &[]) {
            offences.extend(offences_in(&file.path, &file.text));
        }
    }
    for source in source::product() {
        for (line, text) in source::look(&source, Sentences(Vec::new())).0 {
            offences.extend(offences_in(&format!("{}:{line}", source.path), &text));
        }
    }
    none(&offences, "The law does not allow this sentence:");
}

/// 险种 is written 工伤, not 公伤; the money a clerk reads is 元.
#[test]
fn no_wrong_character_in_a_word_of_the_field() {
    const WRONG: &[(&str, &str)] = &[
        ("公伤", "工伤"),
        ("帐簿", "账簿"),
        ("台帐", "台账"),
        ("交费基数", "缴费基数"),
        ("缴交", "缴存或缴纳"),
        ("登陆", "登录"),
    ];
    let mut offences = Vec::new();
    for source in source::product() {
        for (line, text) in source::look(&source, Sentences(Vec::new())).0 {
            let hits = WRONG.iter().filter(|(wrong, _)| text.contains(wrong));
            offences.extend(hits.map(|(wrong, right)| format!("{}:{line}: {wrong} → {right}", source.path)));
        }
    }
    for file in tree::files("ui/src", &[".ts", ".tsx", ".json"]) {
        let hits = WRONG.iter().filter(|(wrong, _)| file.text.contains(wrong));
        offences.extend(hits.map(|(wrong, right)| format!("{}: {wrong} → {right}", file.path)));
    }
    // Sheets of clerks and notices of bureaus are read as they are written.
    offences.retain(|place| !place.starts_with("src-tauri/crates/documents/"));
    none(&offences, "A wrong character:");
}

struct Sentences(Vec<(usize, String)>);

impl Look for Sentences {
    fn literal(&mut self, text: &syn::LitStr) {
        self.0.push((text.span().start().line, text.value()));
    }
}
