//! 社保、公积金扣款 — which lines of a bank statement collect contributions, told by the words banks print.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use shebao_rules::insurance::{Group, Insurance};
use shebao_rules::month::Month;
use unicode_normalization::UnicodeNormalization;

use super::heading::ContributionWords;

/// 扣款用语 — the `[debits]` words of the bank dialect.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DebitWords {
    authorities: Vec<String>,
    social: Vec<String>,
    fund: Vec<String>,
    never: Vec<String>,
    taxes: Vec<String>,
    reversals: Vec<String>,
    late_fee: Vec<String>,
}

/// The texts of a line.
#[derive(Clone, Copy, Debug, Default)]
pub struct LineTexts<'a> {
    /// 对方户名.
    pub counterparty: Option<&'a str>,
    /// 摘要.
    pub summary: Option<&'a str>,
    /// 附言.
    pub remark: Option<&'a str>,
}

/// 把握 of a classification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The line says so itself.
    Told,
    /// The authority is right and nothing says what was collected.
    Possible,
}

/// 扣款候选 — a line that seems to collect or give back contributions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DebitCandidate {
    /// 社保或公积金.
    pub group: Group,
    /// Insurances that the texts name; empty where they speak of all.
    pub insurances: Vec<Insurance>,
    /// 等 N 项: how many items the debit covers, where it is said.
    pub items: Option<usize>,
    /// 所属期 named in the texts.
    pub periods: Vec<Month>,
    /// 含滞纳金.
    pub late_fee: bool,
    /// 冲正或退回.
    pub reversal: bool,
    /// 把握.
    pub certainty: Certainty,
}

impl DebitWords {
    /// What a line seems to be, if it speaks of contributions. `debit` tells whether money went out.
    pub(super) fn classify(
        &self,
        texts: &LineTexts<'_>,
        debit: bool,
        day: NaiveDate,
        words: &ContributionWords,
    ) -> Option<DebitCandidate> {
        let fold =
            |text: Option<&str>| -> String { text.unwrap_or_default().nfkc().filter(|c| !c.is_whitespace()).collect() };
        let (party, said) = (fold(texts.counterparty), fold(texts.summary) + "|" + &fold(texts.remark));
        let all = format!("{party}|{said}");
        let has = |text: &str, words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
        let reversal = has(&said, &self.reversals);
        if has(&said, &self.never) || has(&party, &self.never) || (!debit && !reversal) {
            return None;
        }
        // A bank that prints no other side for a collected payment still says whose it is in the texts.
        let authority = if party.is_empty() { has(&said, &self.authorities) } else { has(&party, &self.authorities) };
        let company = ["公司", "事务所", "中心(有限合伙)", "商行"].iter().any(|end| party.ends_with(end));
        if !authority || company {
            return None;
        }
        let named = named(&all, words);
        let fund = has(&all, &self.fund);
        let social = has(&all, &self.social) || named.iter().any(|i| !i.is_fund());
        let (group, certainty) = match (fund, social, has(&all, &self.taxes)) {
            (true, _, _) => (Group::HousingFund, Certainty::Told),
            (false, true, _) => (Group::Social, Certainty::Told),
            (false, false, false) if debit => (Group::Social, Certainty::Possible),
            _ => return None,
        };
        let insurances = named.into_iter().filter(|i| i.is_fund() == (group == Group::HousingFund)).collect();
        Some(DebitCandidate {
            group,
            insurances,
            items: items(&said),
            periods: periods(&said, day),
            late_fee: has(&said, &self.late_fee),
            reversal,
            certainty,
        })
    }
}

/// Insurances that a text names, each by its longest word: 地方补充养老 is not also 养老.
pub(super) fn named(text: &str, words: &ContributionWords) -> Vec<Insurance> {
    let mut all: Vec<(&str, Insurance)> = words.insurances().filter(|(word, _)| text.contains(word)).collect();
    all.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    let mut rest = text.to_owned();
    let mut found = BTreeSet::new();
    for (word, insurance) in all {
        if rest.contains(word) {
            found.insert(insurance);
            rest = rest.replace(word, "|");
        }
    }
    found.into_iter().collect()
}

/// 等3项.
fn items(text: &str) -> Option<usize> {
    let (_, rest) = text.split_once('等')?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let after = rest.strip_prefix(digits.as_str())?;
    after.starts_with(['项', '个', '种']).then(|| digits.parse().ok())?
}

/// Months in a text: 202601, 2026-01, 2026年1月, 1月 (of the year the line can mean); a range gives every month of it.
fn periods(text: &str, day: NaiveDate) -> Vec<Month> {
    let letters: Vec<char> = text.chars().collect();
    let mut found: Vec<(usize, usize, Month)> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let Some((end, month)) = month_at(&letters, at, day) else {
            let digits = letters.iter().skip(at).take_while(|c| c.is_ascii_digit()).count();
            at += digits.max(1);
            continue;
        };
        found.push((at, end, month));
        at = end;
    }
    let mut months = BTreeSet::new();
    for (index, (start, _, month)) in found.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|i| found.get(i));
        let range = before.filter(|(_, end, first)| joins(&letters, *end, *start) && first < month);
        match range {
            Some((_, _, first)) => months.extend((0..12).map(|n| first.plus(n)).take_while(|m| m <= month)),
            None => {
                months.insert(*month);
            }
        }
    }
    months.into_iter().collect()
}

/// 至, 到, -, ~ between two months.
fn joins(letters: &[char], end: usize, start: usize) -> bool {
    let between: String = letters.iter().skip(end).take(start.saturating_sub(end)).collect();
    matches!(between.as_str(), "-" | "--" | "~" | "至" | "到" | "—" | "–")
}

fn month_at(letters: &[char], at: usize, day: NaiveDate) -> Option<(usize, Month)> {
    let run = |from: usize| letters.iter().skip(from).take_while(|c| c.is_ascii_digit()).collect::<String>();
    let digits = run(at);
    let end = at + digits.len();
    let number: u32 = digits.parse().ok()?;
    let full = |year: u32, month: u32| Month::new(i32::try_from(year).ok()?, month).ok();
    let year = |year: u32| (2000..=2099).contains(&year);
    match digits.len() {
        6 if year(number / 100) => Some((end, full(number / 100, number % 100)?)),
        8 if year(number / 10_000) => Some((end, full(number / 10_000, number / 100 % 100)?)),
        4 if year(number) && matches!(letters.get(end), Some('年' | '-' | '.' | '/')) => {
            let month = run(end + 1);
            let mut end = end + 1 + month.len();
            let found = full(number, month.parse().ok().filter(|_| month.len() <= 2)?)?;
            if letters.get(end) == Some(&'月') {
                end += 1;
            }
            Some((end, found))
        }
        1 | 2 if letters.get(end) == Some(&'月') => {
            // The nearest month of that number that is not far ahead of the line.
            let this = Month::new(day.year(), day.month()).ok()?;
            let month = full(u32::try_from(day.year()).ok()?, number)?;
            let month = if month > this.plus(1) { full(u32::try_from(day.year() - 1).ok()?, number)? } else { month };
            Some((end + 1, month))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Shipped {
        debits: DebitWords,
    }

    fn classify(party: &str, summary: &str, remark: &str, debit: bool) -> Option<DebitCandidate> {
        let bank = include_str!("../../../../../assets/dialects/bank_statement.toml");
        let contributions = include_str!("../../../../../assets/dialects/contributions.toml");
        let words: ContributionWords = toml::from_str::<ContributionWords>(contributions).unwrap().sorted();
        let texts = LineTexts { counterparty: Some(party), summary: Some(summary), remark: Some(remark) };
        let day = NaiveDate::from_ymd_opt(2026, 1, 19).unwrap();
        toml::from_str::<Shipped>(bank).unwrap().debits.classify(&texts, debit, day, &words)
    }

    fn told(party: &str, summary: &str, remark: &str) -> String {
        let Some(found) = classify(party, summary, remark, true) else { return "none".to_owned() };
        let insurances: Vec<&str> = found.insurances.iter().map(|i| i.chinese()).collect();
        let periods: Vec<String> = found.periods.iter().map(ToString::to_string).collect();
        format!("{:?} {} {:?} {}", found.group, insurances.join("+"), found.items, periods.join("+"))
    }

    #[test]
    fn debits_for_contributions_are_found() {
        let icbc = "待报解预算收入-社保费";
        assert_eq!(told(icbc, "实时扣税", "企业职工基本养老保险费等3项 所属期202601"), "Social 养老 Some(3) 2026-01");
        assert_eq!(told(icbc, "实时扣税", "职工基本医疗保险费 所属期202601"), "Social 医疗 None 2026-01");
        assert_eq!(told("国家金库上海市分库（待报解社保费）", "代扣社保费", "社会保险费"), "Social  None ");
        assert_eq!(told("国家税务总局深圳市税务局", "扣税", "社保费 202602，分笔"), "Social  None 2026-02");
        assert_eq!(told("上海市公积金管理中心", "公积金", "住房公积金汇缴 202601"), "HousingFund 公积金 None 2026-01");
        assert_eq!(
            told("北京住房公积金管理中心", "委托收款", "汇缴202601 单位账号010099887766"),
            "HousingFund 公积金 None 2026-01"
        );
        assert_eq!(told("", "社保费代扣", "2025年11月至2026年1月"), "Social  None 2025-11+2025-12+2026-01");
        assert_eq!(told("国家金库", "代扣", "12月社保"), "Social  None 2025-12");
    }

    #[test]
    fn what_only_sounds_like_one_is_left_alone() {
        for (party, summary, remark) in [
            ("待报解预算收入", "实时扣税", "个人所得税 202512"),
            ("国家税务总局深圳市税务局", "实时扣税", "增值税及附加"),
            ("示例人力资源服务有限公司", "转账", "社保代理服务费"),
            ("演示财产保险股份有限公司", "转账", "雇主责任保险费"),
            ("甲一", "转账", "费用报销"),
            ("", "无折转账转出", "报销"),
        ] {
            assert_eq!(told(party, summary, remark), "none", "{party} {remark}");
        }
        assert_eq!(classify("北京市社会保险基金管理中心", "转账", "工伤保险待遇", false), None, "money received");
        assert_eq!(classify("国家税务总局", "扣税", "缴款", true).unwrap().certainty, Certainty::Possible);
        assert!(classify("国家税务总局", "冲正", "社保费 202601", false).unwrap().reversal);
    }
}
