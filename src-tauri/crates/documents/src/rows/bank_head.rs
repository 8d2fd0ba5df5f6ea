//! 表头表尾信息 — what a bank prints around the lines: whose account, balances, totals, how many lines.

use serde::{Deserialize, Serialize};
use shebao_rules::money::Yuan;
use unicode_normalization::UnicodeNormalization;

use crate::clean;
use crate::recognise::{Field, SheetGuess};
use crate::sheet::{Cell, Sheet};

/// 表头表尾信息.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankHead {
    /// 账号, digits (and stars where it is masked).
    pub account: Option<String>,
    /// 户名.
    pub holder: Option<String>,
    /// 期初余额 as printed.
    pub opening: Option<Yuan>,
    /// 期末余额 as printed.
    pub closing: Option<Yuan>,
    /// 支出合计 as printed.
    pub debit_total: Option<Yuan>,
    /// 收入合计 as printed.
    pub credit_total: Option<Yuan>,
    /// 笔数 as printed.
    pub lines: Option<u32>,
}

const ACCOUNT: &[&str] = &["账号", "帐号", "账户号", "银行账号", "查询账号", "卡号", "账户"];
const HOLDER: &[&str] = &["户名", "账户名称", "帐户名称", "单位名称", "账号名称", "客户名称", "公司名称"];
const OPENING: &[&str] = &["期初余额", "上期余额", "承前页", "期初结余", "上期结余", "上日余额"];
const CLOSING: &[&str] = &["期末余额", "本期余额", "期末结余", "截止余额"];
const DEBITS: &[&str] = &[
    "借方合计",
    "支出合计",
    "转出合计",
    "借方发生额合计",
    "总支出",
    "支出总额",
    "支出总金额",
    "借方总金额",
    "借方累计",
];
const CREDITS: &[&str] = &[
    "贷方合计",
    "收入合计",
    "转入合计",
    "贷方发生额合计",
    "总收入",
    "收入总额",
    "收入总金额",
    "贷方总金额",
    "贷方累计",
];

/// Reads what stands outside of the lines.
pub(super) fn head(sheet: &Sheet, guess: &SheetGuess) -> BankHead {
    let mut found = BankHead::default();
    let balance = guess.column_of(Field::Balance).map(|c| c.index);
    for row in &sheet.rows {
        if guess.header_rows.contains(&row.number) || guess.data_rows.binary_search(&row.number).is_ok() {
            continue;
        }
        for (column, cell) in row.filled() {
            let Some(text) = cell.text() else { continue };
            let text: String = text.nfkc().collect();
            let right = (column + 1..column + 6).find_map(|c| row.cell(c).filter(|cell| !cell.is_blank()));
            let told = |labels: &[&str]| told(&text, labels, right);
            let amount = |labels: &[&str]| told(labels).and_then(|value| clean::money(&Cell::Text(value)).value);
            // 承前页 has its balance in the column of balances.
            let standing = |labels: &[&str]| {
                let plain: String = text.split_whitespace().collect();
                let cell = row.cell(balance?).filter(|_| labels.contains(&plain.as_str()))?;
                clean::money(cell).value
            };
            let account = || behind(&text, ACCOUNT, right).and_then(|(rest, _)| account_number(number_at_start(&rest)));
            found.account = found.account.take().or_else(account);
            found.holder = found.holder.take().or_else(|| told(HOLDER).filter(|value| value.chars().count() >= 2));
            found.opening = found.opening.or_else(|| standing(OPENING)).or_else(|| amount(OPENING));
            found.closing = found.closing.or_else(|| standing(CLOSING)).or_else(|| amount(CLOSING));
            found.debit_total = found.debit_total.or_else(|| amount(DEBITS));
            found.credit_total = found.credit_total.or_else(|| amount(CREDITS));
            found.lines = found.lines.or_else(|| lines(&text));
        }
    }
    found
}

/// 账号 in one form: digits and stars; too short a number is none.
#[must_use]
pub fn account_number(text: &str) -> Option<String> {
    let form: String = text.nfkc().filter(|c| c.is_ascii_digit() || *c == '*').collect();
    (form.chars().count() >= 6 && form.chars().filter(char::is_ascii_digit).count() >= 4).then_some(form)
}

/// An account is often printed in groups of four: digits, stars and the blanks between them. A long first word is the
/// whole number, and a date may follow it.
fn number_at_start(text: &str) -> &str {
    let first = text.split_whitespace().next().unwrap_or_default();
    if first.chars().filter(|c| c.is_ascii_digit() || *c == '*').count() > 8 {
        return first;
    }
    let end = text.find(|c: char| !c.is_ascii_digit() && !c.is_whitespace() && c != '*' && c != '-');
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// The value behind a label: all of it where it stands alone, else its first word.
fn told(text: &str, labels: &[&str], right: Option<&Cell>) -> Option<String> {
    let (rest, alone) = behind(text, labels, right)?;
    if alone { Some(rest) } else { rest.split_whitespace().next().map(str::to_owned) }
}

/// What stands behind a label (`账　　号:0200…`, `账号: [7559…] 户名: […]`, or the cell to the right), and whether it
/// stands alone there, in brackets or in a cell.
fn behind(text: &str, labels: &[&str], right: Option<&Cell>) -> Option<(String, bool)> {
    let letters: Vec<char> = text.chars().collect();
    for label in labels {
        let Some(end) = find(&letters, label) else { continue };
        let rest: Vec<char> = letters.iter().skip(end).copied().collect();
        let rest: String = rest.into_iter().collect();
        let rest = rest.trim_start();
        let Some(value) = rest.strip_prefix([':', '：']).or_else(|| rest.is_empty().then_some("")) else { continue };
        let value = value.trim_start();
        if value.is_empty() {
            return right.map(|cell| (cell.shown().nfkc().collect::<String>().trim().to_owned(), true));
        }
        let inside = value.strip_prefix('[').and_then(|v| v.split_once(']')).map(|(inside, _)| inside);
        let rest = inside.unwrap_or(value).trim().to_owned();
        return (!rest.is_empty()).then_some((rest, inside.is_some()));
    }
    None
}

/// Where a label ends in a text, blanks between its characters allowed; it must not be the end of a longer word.
fn find(letters: &[char], label: &str) -> Option<usize> {
    for start in 0..letters.len() {
        let before = start.checked_sub(1).and_then(|at| letters.get(at));
        if before.is_some_and(|c| c.is_alphanumeric()) {
            continue;
        }
        let mut at = start;
        let whole = label.chars().all(|wanted| {
            while letters.get(at).is_some_and(|c| c.is_whitespace()) {
                at += 1;
            }
            let same = letters.get(at) == Some(&wanted);
            at += 1;
            same
        });
        if whole {
            return Some(at);
        }
    }
    None
}

/// 共 203 笔, 总笔数:203.
fn lines(text: &str) -> Option<u32> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = |rest: &str| {
        let number: String = rest.trim_start_matches([':', '[']).chars().take_while(char::is_ascii_digit).collect();
        number.parse().ok()
    };
    if let Some((_, rest)) = plain.split_once("总笔数") {
        return digits(rest);
    }
    let (_, rest) = plain.split_once('共')?;
    let number: String = rest.trim_start_matches('计').chars().take_while(char::is_ascii_digit).collect();
    rest.trim_start_matches('计').strip_prefix(number.as_str())?.starts_with(['笔', '条']).then(|| digits(&number))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_however_they_are_set() {
        let text = |t: &str| t.nfkc().collect::<String>();
        assert_eq!(
            told(&text("账　　号：31050199900000005678"), ACCOUNT, None).as_deref(),
            Some("31050199900000005678")
        );
        let line = text("# 账号: [755999900000098] 户名: [示例科技（深圳）有限公司] 币种: [人民币]");
        assert_eq!(told(&line, ACCOUNT, None).as_deref(), Some("755999900000098"));
        assert_eq!(told(&line, HOLDER, None).as_deref(), Some("示例科技(深圳)有限公司"));
        let right = Cell::Text("0200 0999".to_owned());
        assert_eq!(told("账号：", ACCOUNT, Some(&right)).and_then(|v| account_number(&v)).as_deref(), Some("02000999"));
        assert_eq!(told("对方账号：123456", ACCOUNT, None), None, "somebody else's");
        assert_eq!(number_at_start("0200 0999 0000 0123 户名"), "0200 0999 0000 0123 ");
        assert_eq!(number_at_start("0200099900000123 2026-01-01"), "0200099900000123");
        let sums = text("# 借方合计: [1,651,315.17] 贷方合计: [1,745,938.17] 共 203 笔");
        assert_eq!(told(&sums, CREDITS, None).as_deref(), Some("1,745,938.17"));
        assert_eq!(lines(&sums), Some(203));
        assert_eq!(lines("公共事业"), None);
    }
}
