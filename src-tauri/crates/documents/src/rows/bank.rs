//! 流水行 — the lines of a bank statement, held against the balances it prints.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use shebao_rules::balance::{Chain, Movement, chain};
use shebao_rules::money::Yuan;
use unicode_normalization::UnicodeNormalization;

use super::ControlTotal;
use super::bank_head::{BankHead, head};
use super::context::{self, RowReader};
use crate::clean::{self, Flaw, Issue, IssueCode, Severity};
use crate::recognise::{Column, Field, SheetGuess};
use crate::sheet::{Cell, Sheet};

/// 银行流水 — one account's statement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankStatement {
    /// What stands above and below the lines.
    pub head: BankHead,
    /// 期初余额, from the first line's balance.
    pub opening: Option<Yuan>,
    /// 期末余额, from the last line's balance.
    pub closing: Option<Yuan>,
    /// The lines, the oldest first.
    pub lines: Vec<BankLine>,
}

/// 流水行.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankLine {
    /// 行号.
    pub row: u32,
    /// 隐藏行.
    pub hidden: bool,
    /// 日期.
    pub day: Option<NaiveDate>,
    /// 时刻.
    pub time: Option<NaiveTime>,
    /// 支出.
    pub debit: Yuan,
    /// 收入.
    pub credit: Yuan,
    /// 余额 after it.
    pub balance: Option<Yuan>,
    /// 对方户名.
    pub counterparty: Option<String>,
    /// 对方账号.
    pub counterparty_account: Option<String>,
    /// 摘要.
    pub summary: Option<String>,
    /// 附言、用途, joined by a blank.
    pub remark: Option<String>,
    /// 流水号.
    pub serial: Option<String>,
    /// 本方账号, where the line has it in a column of its own.
    pub account: Option<String>,
    /// 问题.
    pub issues: Vec<Issue>,
}

/// Reads the statement, its control totals and the issues of the sheet as a whole.
pub(super) fn statement(sheet: &Sheet, guess: &SheetGuess) -> (BankStatement, Vec<ControlTotal>, Vec<Issue>) {
    let mut lines = super::each(sheet, guess, line);
    turn_negative_columns(&mut lines);
    let movements: Vec<Movement> =
        lines.iter().map(|l| Movement { debit: l.debit, credit: l.credit, balance: l.balance }).collect();
    let followed = chain(&movements);
    apply(&followed, guess, &mut lines);
    let head = head(sheet, guess);
    let found = BankStatement { head, opening: followed.opening, closing: followed.closing, lines };
    let totals = totals(sheet, guess, &found);
    let issues = differences(&totals, &found, guess);
    (found, totals, issues)
}

fn line(reader: &mut RowReader<'_>) -> BankLine {
    let guess = reader.guess;
    let row = reader.row;
    let written = [Field::TradeDay, Field::TradeTime, Field::BookedDay].into_iter().find_map(|field| {
        let moment = clean::moment(reader.cell(field)?);
        moment.value.map(|value| (field, value, moment.flaw))
    });
    let moment = written.map(|(field, moment, flaw)| {
        if let Some(flaw) = flaw {
            reader.flaw(Some(field), flaw);
        }
        moment
    });
    let own_time = reader.cell(Field::TradeTime).and_then(clean::time);
    let (debit, credit) = sides(reader);
    let remarks = guess.columns.iter().filter(|c| c.field == Some(Field::Remark));
    let remarks: Vec<String> = remarks.filter_map(|c| clean::plain(row.cell(c.index)?).value).collect();
    check_currency(reader);
    let mut line = BankLine {
        row: row.number,
        hidden: row.hidden,
        day: moment.map(|m| m.day),
        time: moment.and_then(|m| m.time).or(own_time),
        debit,
        credit,
        balance: reader.read(Field::Balance, balance),
        counterparty: reader.text(Field::Counterparty),
        counterparty_account: reader.text(Field::CounterpartyAccount),
        summary: reader.text(Field::Summary),
        remark: (!remarks.is_empty()).then(|| remarks.join(" ")),
        serial: reader.text(Field::Serial),
        account: reader.text(Field::BankAccount),
        issues: Vec::new(),
    };
    line.issues = std::mem::take(&mut reader.issues);
    line
}

/// `-` is no balance of zero.
fn balance(cell: &Cell) -> clean::Reading<Yuan> {
    if cell.text().is_some_and(|text| matches!(text.trim(), "-" | "--" | "—" | "/")) {
        return clean::Reading::blank();
    }
    clean::money(cell)
}

/// What went out and what came in: two columns, or one amount with a mark or a sign.
fn sides(reader: &mut RowReader<'_>) -> (Yuan, Yuan) {
    let debit = reader.read(Field::Debit, clean::money);
    let credit = reader.read(Field::Credit, clean::money);
    if debit.is_some() || credit.is_some() {
        return (debit.unwrap_or_default(), credit.unwrap_or_default());
    }
    let Some(amount) = reader.read(Field::Amount, clean::money) else { return (Yuan::ZERO, Yuan::ZERO) };
    let marked = reader.guess.column_of(Field::Direction).is_some();
    let mark = reader.cell(Field::Direction).and_then(|cell| went_out(&cell.shown()));
    match mark {
        // 红字: a negative amount that is not its mark's sign keeps its side and its sign.
        Some(out) => split(out, if amount < Yuan::ZERO && reader.signed_amounts() { -amount } else { amount }),
        None if !marked && (amount < Yuan::ZERO || reader.signed_amounts()) => {
            split(amount < Yuan::ZERO, if amount < Yuan::ZERO { -amount } else { amount })
        }
        None if amount.is_zero() => (Yuan::ZERO, Yuan::ZERO),
        None => {
            let message = "看不出这一笔是收入还是支出。请补上借贷标志，或把支出写成负数后重新导入。";
            reader.flaw(Some(Field::Amount), Flaw::new(IssueCode::DirectionUnknown, message));
            (Yuan::ZERO, Yuan::ZERO)
        }
    }
}

fn split(out: bool, amount: Yuan) -> (Yuan, Yuan) {
    if out { (amount, Yuan::ZERO) } else { (Yuan::ZERO, amount) }
}

impl RowReader<'_> {
    /// Whether the sheet's one amount column tells the direction by its sign: some of its amounts are negative; beside
    /// a column of marks, all that went out are.
    fn signed_amounts(&self) -> bool {
        let Some(column) = self.guess.column_of(Field::Amount) else { return false };
        let amount = |row: u32| self.sheet.cell(row, column.index).and_then(|cell| clean::money(cell).value);
        let marks = self.guess.column_of(Field::Direction);
        let out = |row: u32| match marks {
            Some(marks) => self.sheet.cell(row, marks.index).and_then(|cell| went_out(&cell.shown())) == Some(true),
            None => true,
        };
        let rows = self.guess.data_rows.iter().copied().filter(|row| out(*row));
        let mut amounts = rows.filter_map(amount).filter(|amount| !amount.is_zero()).peekable();
        let negative = |amount: Yuan| amount < Yuan::ZERO;
        if marks.is_some() { amounts.peek().is_some() && amounts.all(negative) } else { amounts.any(negative) }
    }
}

/// 借贷标志 in the bank's words: 借 is out of the account.
fn went_out(text: &str) -> Option<bool> {
    let text: String = text.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect();
    let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    if begins(&["借", "支", "付", "出", "转出", "往", "d", "-", "取"]) {
        Some(true)
    } else if begins(&["贷", "收", "入", "进", "转入", "来", "c", "+", "存"]) {
        Some(false)
    } else {
        None
    }
}

/// Amounts of another currency are no yuan.
fn check_currency(reader: &mut RowReader<'_>) {
    let Some(currency) = reader.text(Field::Currency) else { return };
    let plain: String = currency.nfkc().flat_map(char::to_uppercase).filter(|c| !c.is_whitespace()).collect();
    let named = ["人民币", "CNY", "RMB", "本币"].iter().any(|word| plain.contains(word));
    // 元 and the codes are yuan only by themselves: 美元 is not.
    if !named && !["元", "156", "01", "¥"].contains(&plain.as_str()) {
        let message = format!("币种是“{currency}”，不是人民币。外币流水不导入，请另行记录。");
        reader.flaw(Some(Field::Currency), Flaw::new(IssueCode::ForeignCurrency, message));
    }
}

/// 支出金额（−元）: a column whose every amount is negative prints the sign of its side.
fn turn_negative_columns(lines: &mut [BankLine]) {
    let all_negative = |of: fn(&BankLine) -> Yuan| {
        let mut told = lines.iter().map(of).filter(|amount| !amount.is_zero()).peekable();
        told.peek().is_some() && told.all(|amount| amount < Yuan::ZERO)
    };
    let (debits, credits) = (all_negative(|l| l.debit), all_negative(|l| l.credit));
    for line in lines.iter_mut() {
        if debits {
            line.debit = -line.debit;
        }
        if credits {
            line.credit = -line.credit;
        }
    }
}

/// Puts the lines in order and marks what does not follow.
fn apply(followed: &Chain, guess: &SheetGuess, lines: &mut [BankLine]) {
    let column = guess.column_of(Field::Balance);
    for place in &followed.breaks {
        if let Some(line) = lines.get_mut(*place) {
            let message =
                "余额接不上：由上一笔余额和本笔收支推不出本笔余额，可能缺行或金额被改动。请与银行核对后再确认。";
            let flaw = Flaw::new(IssueCode::BalanceBreaks, message);
            line.issues.push(context::issue(flaw, line.row, column, None));
        }
    }
    if followed.swapped {
        for line in lines.iter_mut() {
            std::mem::swap(&mut line.debit, &mut line.credit);
        }
        if let Some(line) = lines.first_mut() {
            let message = "按余额推算，本表借方是收入、贷方是支出（企业账的写法），已按此读取。";
            let flaw = Flaw::new(IssueCode::SidesByBalance, message);
            line.issues.push(context::issue(flaw, line.row, guess.column_of(Field::Debit), None));
        }
    }
    if followed.newest_first {
        lines.reverse();
    }
}

/// The file's own totals and balances beside ours.
fn totals(sheet: &Sheet, guess: &SheetGuess, found: &BankStatement) -> Vec<ControlTotal> {
    let sum = |of: fn(&BankLine) -> Yuan| found.lines.iter().map(of).sum::<Yuan>();
    let swapped = found.lines.iter().any(|l| l.issues.iter().any(|i| i.code == IssueCode::SidesByBalance));
    let (first, second) = if swapped { (Field::Credit, Field::Debit) } else { (Field::Debit, Field::Credit) };
    let printed = |field: Field| -> Option<Yuan> {
        let column = guess.column_of(field)?;
        let row = guess.grand_total_rows.last()?;
        clean::money(sheet.cell(*row, column.index)?).value
    };
    let control = |heading: &str, field: Option<Field>, file: Option<Yuan>, ours: Yuan| {
        let column: Option<&Column> = field.and_then(|f| guess.column_of(f));
        ControlTotal {
            column: column.map_or_else(String::new, |c| c.letter.clone()),
            heading: heading.to_owned(),
            field,
            file,
            ours,
            rows: Vec::new(),
        }
    };
    let head = &found.head;
    let mut totals = vec![
        control("支出合计", Some(first), printed(first).or(head.debit_total), sum(|l| l.debit)),
        control("收入合计", Some(second), printed(second).or(head.credit_total), sum(|l| l.credit)),
    ];
    totals.extend(found.opening.map(|ours| control("期初余额", None, head.opening, ours)));
    totals.extend(found.closing.map(|ours| control("期末余额", None, head.closing, ours)));
    totals
}

fn differences(totals: &[ControlTotal], found: &BankStatement, guess: &SheetGuess) -> Vec<Issue> {
    let row = guess.header_rows.first().copied().unwrap_or(1);
    let differs = |message: String| context::issue(Flaw::new(IssueCode::TotalDiffers, message), row, None, None);
    let mut issues: Vec<Issue> = totals
        .iter()
        .filter(|total| !total.agrees())
        .filter_map(|total| {
            let (file, ours) = (total.file?, total.ours);
            Some(differs(format!(
                "{}：文件写 {}，逐行计算 {}，相差 {}。请核对是否缺行，确认后再使用。",
                total.heading,
                file.with_commas(),
                ours.with_commas(),
                (file - ours).with_commas()
            )))
        })
        .collect();
    let read = found.lines.len();
    if let Some(count) = found.head.lines.filter(|count| usize::try_from(*count).is_ok_and(|count| count != read)) {
        issues.push(differs(format!("文件写共 {count} 笔，读到 {read} 笔。请核对是否缺行，确认后再使用。")));
    }
    issues
}

impl BankLine {
    /// Whether the line cannot be taken in.
    #[must_use]
    pub fn refused(&self) -> bool {
        self.day.is_none() || self.issues.iter().any(|issue| issue.severity == Severity::Refused)
    }
}
