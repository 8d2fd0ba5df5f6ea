//! 表外说明 — what the titles, key cells, the tab and the file's name say of every row of a bureau's list: insurance,
//! payer, period, booking month. Hints: a row's own cell always wins.

use serde::{Deserialize, Serialize};
use shebao_rules::insurance::Insurance;
use shebao_rules::month::Month;
use unicode_normalization::UnicodeNormalization;

use super::own_record::SaidPerson;
use super::{Kind, SheetGuess};
use crate::clean::{self, Payer, SaidMonth, months_in};
use crate::sheet::{Row, Sheet};

/// 表外说明; silent parts are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// 险种.
    pub insurance: Option<Insurance>,
    /// 缴费主体.
    pub payer: Option<Payer>,
    /// 定额 beside the insurance's own rate.
    pub fixed: bool,
    /// 费款所属期.
    pub period: Option<Month>,
    /// 入库年月.
    pub booked: Option<Month>,
    /// 本人: whom lines above the rows name, where no column does.
    pub people: Vec<SaidPerson>,
    /// Texts around the table, the file's name last: names and numbers by which a unit may be known.
    pub texts: Vec<String>,
}

impl Said {
    /// 本人 of a row.
    #[must_use]
    pub fn person_of(&self, row: u32) -> Option<&SaidPerson> {
        self.people.iter().rfind(|person| person.row < row)
    }
}

/// How far above the headings titles are looked for, and how many rows below the data notes may name something.
const TITLE_ROWS: usize = 12;

/// Words before or behind a month that tell which one it is.
const OF_PERIOD: &[&str] = &["所属", "属期"];
const OF_BOOKING: &[&str] =
    &["入库", "入账", "汇缴", "缴存年月", "缴费年月", "到账", "申报年月", "结算", "建账", "实缴", "扣款", "台账"];
/// A day on which something was printed says nothing about the month.
const OF_NEITHER: &[&str] = &["打印", "制表", "填表", "导出", "下载", "编制", "审核", "截止", "查询", "日期", "时间"];

/// Gathers what is said around a bureau's list.
pub(super) fn find(sheet: &Sheet, file_name: &str, guess: &mut SheetGuess) {
    if !guess.kind.is_record() && !guess.kind.is_list() {
        return;
    }
    let file = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned();
    let mut titles = title_texts(sheet, guess);
    let mut said = Said { people: std::mem::take(&mut guess.said.people), ..Said::default() };
    let charges = std::iter::once(sheet.name.as_str()).chain(titles.iter().map(String::as_str)).chain([stem.as_str()]);
    for charge in charges.filter(|text| !text.contains("单位名称")).map(clean::charge) {
        said.insurance = said.insurance.or(charge.insurance);
        said.payer = said.payer.or(charge.payer);
    }
    said.fixed = clean::charge(&sheet.name).fixed || (clean::charge(&stem).fixed && !names_insurance(&sheet.name));
    if guess.kind == Kind::HousingFundRecords && !said.insurance.is_some_and(Insurance::is_fund) {
        said.insurance = Some(Insurance::HousingFund);
    }
    titles.push(sheet.name.clone());
    titles.push(stem);
    if guess.by_month.is_some() {
        (said.period, said.booked) = (guess.month, guess.month);
    } else {
        months(&titles, guess.kind, &mut said);
    }
    said.texts = titles;
    guess.month = said.period.or(said.booked).or(guess.month);
    guess.said = said;
}

fn names_insurance(text: &str) -> bool {
    let charge = clean::charge(text);
    charge.insurance.is_some() && !charge.fixed
}

/// The texts above the table and one row's key cells joined with their values: `费款所属期：2026-01`.
fn title_texts(sheet: &Sheet, guess: &SheetGuess) -> Vec<String> {
    let first = guess.header_rows.first().copied().unwrap_or(1);
    let top = guess.data_rows.first().copied().unwrap_or(first).min(first);
    let above = sheet.rows.iter().take_while(|row| row.number < top).filter(|row| !row.hidden);
    above.take(TITLE_ROWS).flat_map(key_values).collect()
}

fn key_values(row: &Row) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut open = false;
    for (_, cell) in row.filled() {
        let text: String = cell.shown().nfkc().collect::<String>().trim().to_owned();
        match texts.last_mut().filter(|_| open) {
            Some(key) => key.push_str(&text),
            None => texts.push(text),
        }
        open = texts.last().is_some_and(|text| text.ends_with(':'));
    }
    texts
}

/// Which month a text speaks of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Period,
    Booking,
    Any,
    Neither,
}

fn which(found: &SaidMonth, before: Which) -> Which {
    let key = found.before.rsplit([',', ';']).next().unwrap_or_default();
    let joined = !key.is_empty() && key.chars().all(|c| matches!(c, '、' | '-' | '~' | '至' | '和' | '到' | '—'));
    let says = |words: &[&str]| {
        words.iter().any(|word| key.contains(word)) || words.iter().any(|word| found.after.starts_with(word))
    };
    if joined {
        before
    } else if says(OF_PERIOD) {
        Which::Period
    } else if says(OF_BOOKING) {
        Which::Booking
    } else if OF_NEITHER.iter().any(|word| key.contains(word)) {
        Which::Neither
    } else {
        Which::Any
    }
}

/// Puts months to period and booking: by the words around them, else both, the first text first. 汇缴年月 of the fund
/// centre is the month of its booking; a row's own 缴存年月 is its period.
fn months(texts: &[String], kind: Kind, said: &mut Said) {
    let mut plain: Option<Month> = None;
    let mut periods: Vec<Month> = Vec::new();
    for text in texts {
        let mut last = Which::Any;
        for found in months_in(text) {
            last = which(&found, last);
            match last {
                Which::Period => periods.push(found.month),
                Which::Booking => said.booked = said.booked.or(Some(found.month)),
                Which::Any => plain = plain.or(Some(found.month)),
                Which::Neither => {}
            }
        }
    }
    periods.sort_unstable();
    periods.dedup();
    if let [only] = periods.as_slice() {
        said.period = Some(*only);
    }
    // A list of several periods has none in common: its rows say theirs, or are asked for it.
    if periods.is_empty() {
        said.period = plain.or_else(|| said.booked.filter(|_| kind == Kind::HousingFundRecords));
    }
    said.booked = said.booked.or(plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(texts: &[&str]) -> (Option<String>, Option<String>) {
        let mut said = Said::default();
        let texts: Vec<String> = texts.iter().map(|t| (*t).to_owned()).collect();
        months(&texts, Kind::AgencyRecords, &mut said);
        (said.period.map(|m| m.to_string()), said.booked.map(|m| m.to_string()))
    }

    #[test]
    fn months_are_told_apart_by_their_words() {
        let text = |t: &str| Some(t.to_owned());
        assert_eq!(said(&["北京_养老_202602"]), (text("2026-02"), text("2026-02")));
        assert_eq!(said(&["补缴明细_202601入库（所属期202512）"]), (text("2025-12"), text("2026-01")));
        assert_eq!(said(&["补缴_202601入库（所属期202511、202512）"]), (None, text("2026-01")));
        assert_eq!(
            said(&["费款所属期:2026-01", "打印日期:2026-02-24", "明细202601"]),
            (text("2026-01"), text("2026-01"))
        );
        assert_eq!(said(&["打印日期:2026-02-24"]), (None, None));
    }
}
