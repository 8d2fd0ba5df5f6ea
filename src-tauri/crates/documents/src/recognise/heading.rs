//! 表头文字 — headings in one form, and how contribution headings are put together.

use std::collections::BTreeMap;

use serde::Deserialize;
use shebao_rules::insurance::Insurance;
use unicode_normalization::UnicodeNormalization;

use super::apart::Apart;
use super::field::Field;

/// The longest text that can be a heading.
const MAX_HEADING: usize = 60;

/// A heading in the two forms in which it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Heading {
    /// Without blanks, line breaks, stars and bracket marks; what stood in brackets stays.
    pub plain: String,
    /// The same without what stood in brackets.
    pub bare: String,
}

/// Puts a heading into its forms.
pub(super) fn normalise(text: &str) -> Heading {
    let mut plain = String::with_capacity(text.len());
    let mut bare = String::with_capacity(text.len());
    let mut depth = 0_u32;
    if text.chars().count() > MAX_HEADING * 2 {
        return Heading::default();
    }
    for c in text.nfkc().flat_map(char::to_lowercase) {
        match c {
            '(' | '[' | '【' | '〔' | '{' | '<' | '《' | '「' => depth += 1,
            ')' | ']' | '】' | '〕' | '}' | '>' | '》' | '」' => depth = depth.saturating_sub(1),
            '*' | '★' | '☆' | '※' | '#' | '"' | '\'' | '“' | '”' | ':' | '、' | ',' | '_' => {}
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() || c.is_control() => {}
            c => {
                plain.push(c);
                if depth == 0 {
                    bare.push(c);
                }
            }
        }
    }
    for form in [&mut plain, &mut bare] {
        // 求和项:应缴费额 — the heading of a pivot.
        if let Some(heading) = form.strip_prefix("求和项") {
            *form = heading.to_owned();
        }
        for end in ["人民币元", "/元", "万元", "千元", "元"] {
            if form.chars().count() > end.chars().count() + 1 && form.ends_with(end) {
                form.truncate(form.len() - end.len());
                break;
            }
        }
        if form.chars().count() > MAX_HEADING {
            form.clear();
        }
    }
    Heading { plain, bare }
}

/// 缴费列构词 — the words of contribution headings (assets/dialects/contributions.toml).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContributionWords {
    #[serde(rename = "kind")]
    _kind: String,
    insurances: BTreeMap<String, Vec<String>>,
    pub(super) words: Words,
    /// Insurance words whose amount is a flat one beside the insurance's own rate.
    pub(super) fixed: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) employee: Vec<String>,
    pub(super) employer: Vec<String>,
    late: Vec<String>,
    trueup: Vec<String>,
    pub(super) noise: Vec<String>,
    /// Words of columns beside the amounts, which only lists of bureaus have.
    pub(super) base: Vec<String>,
    pub(super) rate: Vec<String>,
    pub(super) declared: Vec<String>,
    pub(super) late_fee: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Employee,
    Employer,
}

impl ContributionWords {
    /// The words in lists that begin with the longest, so that 基本养老保险 is taken before 养老.
    pub fn sorted(mut self) -> Self {
        let lists = [
            &mut self.words.employee,
            &mut self.words.employer,
            &mut self.words.late,
            &mut self.words.trueup,
            &mut self.words.noise,
            &mut self.words.base,
            &mut self.words.rate,
            &mut self.words.declared,
            &mut self.words.late_fee,
        ];
        for list in lists {
            list.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        self
    }

    /// Every insurance word with its insurance; empty for an identifier that names none.
    pub fn insurances(&self) -> impl Iterator<Item = (&str, Insurance)> {
        self.insurances
            .iter()
            .filter_map(|(id, words)| Some((id.parse::<Insurance>().ok()?, words)))
            .flat_map(|(insurance, words)| words.iter().map(move |word| (word.as_str(), insurance)))
    }

    /// The insurance a text names, by its longest word.
    pub(super) fn named_in(&self, text: &str) -> Option<(&str, Insurance)> {
        self.insurances().filter(|(word, _)| text.contains(word)).max_by_key(|(word, _)| word.len())
    }

    /// Identifiers that name no insurance: an error of the data.
    pub fn unknown_insurances(&self) -> impl Iterator<Item = &str> {
        self.insurances.keys().map(String::as_str).filter(|id| id.parse::<Insurance>().is_err())
    }

    /// What a heading under a parent heading means, if it names a contribution.
    pub fn field(&self, leaf: &Heading, parent: &Heading) -> Option<Field> {
        let read = |text: &str| self.read(text);
        let (insurance, side, part) = read(&leaf.plain)
            .or_else(|| read(&leaf.bare))
            .or_else(|| read(&format!("{}{}", parent.plain, leaf.plain)))?;
        let side = side.or_else(|| self.side_of(&parent.plain)).unwrap_or(Side::Employee);
        Some(match (side, part) {
            (Side::Employer, _) => Field::Employer(insurance),
            (Side::Employee, Part::Current) => Field::Employee(insurance),
            (Side::Employee, Part::Late) => Field::Late(insurance),
            (Side::Employee, Part::TrueUp) => Field::TrueUp(insurance),
        })
    }

    /// Which side a group heading speaks of, if only one.
    pub(super) fn side_of(&self, text: &str) -> Option<Side> {
        let has = |words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
        match (has(&self.words.employee), has(&self.words.employer)) {
            (true, false) => Some(Side::Employee),
            (false, true) => Some(Side::Employer),
            _ => None,
        }
    }

    fn read(&self, text: &str) -> Option<(Insurance, Option<Side>, Part)> {
        let (word, insurance) = self.named_in(text)?;
        let mut heading = Apart::without(text, word);
        let part = if heading.take(&self.words.trueup) {
            Part::TrueUp
        } else if heading.take(&self.words.late) {
            Part::Late
        } else {
            Part::Current
        };
        let side = heading.take_side(&self.words)?;
        while heading.take(&self.words.employee) || heading.take(&self.words.noise) {}
        heading.is_used_up().then_some((insurance, side, part))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Current,
    Late,
    TrueUp,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> ContributionWords {
        let text = include_str!("../../../../../assets/dialects/contributions.toml");
        toml::from_str::<ContributionWords>(text).unwrap().sorted()
    }

    #[test]
    fn one_form_for_every_dress() {
        for text in ["应补(退)费额", "应补（退）费额(元)", "应补退费额", " 应 补\n退费额\u{a0}"]
        {
            let heading = normalise(text);
            assert!(heading.plain == "应补退费额", "{text}: {heading:?}");
        }
        assert_eq!(normalise("＊姓　名（必填）").bare, "姓名");
        assert_eq!(normalise("应发金额/元").plain, "应发金额");
    }

    #[test]
    fn takes_contribution_headings_apart() {
        use Field::{Employee, Employer, Late, TrueUp};
        use Insurance::{HousingFund, LocalPension, Medical, Pension, Unemployment, WorkInjury};
        let words = words();
        let none = Heading::default();
        for (text, field) in [
            ("养老保险\n（个人8%）", Employee(Pension)),
            ("医疗保险\n（含大额）", Employee(Medical)),
            ("代扣医保", Employee(Medical)),
            ("个人公积金", Employee(HousingFund)),
            ("补扣养老", Late(Pension)),
            ("失业补差", TrueUp(Unemployment)),
            ("养老（单位）", Employer(Pension)),
            ("工伤保险单位缴纳", Employer(WorkInjury)),
            ("企业职工基本养老保险", Employee(Pension)),
            ("公司承担住房公积金", Employer(HousingFund)),
            ("地方补充养老（单位）", Employer(LocalPension)),
            ("公积金补缴", Late(HousingFund)),
        ] {
            assert_eq!(words.field(&normalise(text), &none), Some(field), "{text}");
        }
        for text in ["公积金账号", "养老基数", "公积金比例说明", "补贴", "医疗机构", "生育津贴"]
        {
            assert_eq!(words.field(&normalise(text), &none), None, "{text}");
        }
    }

    #[test]
    fn the_group_above_names_the_side() {
        let words = words();
        let field = |parent: &str, leaf: &str| words.field(&normalise(leaf), &normalise(parent));
        assert_eq!(field("单位部分", "养老"), Some(Field::Employer(Insurance::Pension)));
        assert_eq!(field("代扣代缴（个人部分）", "养老保险"), Some(Field::Employee(Insurance::Pension)));
        assert_eq!(field("养老保险", "单位缴纳"), Some(Field::Employer(Insurance::Pension)));
        assert_eq!(field("住房公积金", "个人"), Some(Field::Employee(Insurance::HousingFund)));
    }
}
