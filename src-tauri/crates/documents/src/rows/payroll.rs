//! 工资行 — pay items, deductions of contributions, tax and net of one person.

use serde::{Deserialize, Serialize};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;

use super::context::RowReader;
use super::person::{Person, person};
use crate::clean::{self, Flaw, Issue, IssueCode, Severity};
use crate::recognise::{Column, Field, Matched, SheetGuess};
use crate::sheet::Sheet;

/// 工资行.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WageRow {
    /// 行号.
    pub row: u32,
    /// 隐藏行.
    pub hidden: bool,
    /// 人员.
    pub person: Person,
    /// 所属月份: the row's own column, else the sheet's.
    pub month: Option<Month>,
    /// 单位: the row's own column, else the one named above its block. The title's company is no row's unit: one sheet
    /// often holds people of several ([`super::SheetRows::unit`]).
    pub unit: Option<String>,
    /// 参保城市.
    pub city: Option<String>,
    /// 部门.
    pub department: Option<String>,
    /// 应发.
    pub gross: Option<Yuan>,
    /// 个税.
    pub tax: Option<Yuan>,
    /// 实发.
    pub net: Option<Yuan>,
    /// 工资与扣款项目.
    pub items: Vec<PayItem>,
    /// 个人部分.
    pub shares: Vec<Share>,
    /// 单位部分, where the sheet prints it.
    pub employer: Vec<Share>,
    /// 备注.
    pub notes: Option<String>,
    /// 按月横排: the row says no more of the month than its columns, and what it does not say is not denied.
    pub in_part: bool,
    /// 问题.
    pub issues: Vec<Issue>,
}

/// 项目 — one pay item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayItem {
    /// Column, from 0.
    pub column: u32,
    /// As the sheet calls it.
    pub heading: String,
    /// As printed; a deduction is printed positive.
    pub amount: Yuan,
    /// 加项或减项.
    pub kind: ItemKind,
}

/// 加项或减项.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// 工资项目.
    Earning,
    /// 扣款项目.
    Deduction,
    /// An amount column of no known meaning.
    Unknown,
}

/// 缴费扣款 — one contribution amount on a pay sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// 险种.
    pub insurance: Insurance,
    /// 当月、补扣或补差.
    pub part: Part,
    /// 金额.
    pub amount: Yuan,
    /// Column, from 0.
    pub column: u32,
}

/// 当月、补扣或补差.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// 当月.
    Current,
    /// 补扣以前月份.
    Late,
    /// 补差.
    TrueUp,
}

/// Reads the rows, then holds each gross against its items where the sheet's gross is the sum of them.
pub(super) fn rows(sheet: &Sheet, guess: &SheetGuess) -> Vec<WageRow> {
    let mut rows = super::each(sheet, guess, row);
    let sums = |row: &WageRow| Some((row.gross?, items_sum(row)));
    let agreeing = rows.iter().filter(|row| sums(row).is_some_and(|(gross, sum)| gross == sum)).count();
    if agreeing * 10 >= rows.len() * 9 && agreeing < rows.len() {
        for row in &mut rows {
            let Some((gross, sum)) = sums(row).filter(|(gross, sum)| gross != sum) else { continue };
            let message = format!("应发 {gross} 与各项目之和 {sum} 不符，其他行都相符。请核对这一行。");
            let flaw = Flaw::new(IssueCode::GrossDiffers, message);
            row.issues.push(super::context::issue(flaw, row.row, guess.column_of(Field::Gross), None));
        }
    }
    rows
}

/// Earnings less deductions that stand among the pay items.
fn items_sum(row: &WageRow) -> Yuan {
    row.items.iter().fold(Yuan::ZERO, |sum, item| match item.kind {
        ItemKind::Earning => sum + item.amount,
        ItemKind::Deduction => sum - item.amount,
        ItemKind::Unknown => sum,
    })
}

fn row(reader: &mut RowReader<'_>) -> WageRow {
    let person = person(reader);
    let guess = reader.guess;
    let number = reader.row.number;
    let own_month = reader.read_softly(Field::Month, Severity::Note, clean::month);
    let own_unit = reader.text(Field::Unit);
    let mut row = WageRow {
        row: number,
        hidden: reader.row.hidden,
        person,
        month: own_month.or(guess.month),
        unit: own_unit.or_else(|| guess.block_unit(number).map(str::to_owned)),
        city: reader.read_softly(Field::City, Severity::Note, clean::city),
        department: reader.text(Field::Department),
        gross: reader.read(Field::Gross, clean::money),
        tax: reader.read_softly(Field::Tax, Severity::Question, clean::money),
        net: reader.read_softly(Field::Net, Severity::Question, clean::money),
        items: Vec::new(),
        shares: Vec::new(),
        employer: Vec::new(),
        notes: reader.text(Field::Notes),
        in_part: guess.by_month.is_some(),
        issues: Vec::new(),
    };
    for column in &guess.columns {
        amount_column(reader, column, &mut row);
    }
    row.issues = std::mem::take(&mut reader.issues);
    row
}

/// Puts an amount column where it belongs.
fn amount_column(reader: &mut RowReader<'_>, column: &Column, row: &mut WageRow) {
    let Some(cell) = reader.row.cell(column.index) else { return };
    let reading = clean::money(cell);
    let share = |insurance, part, amount| Share { insurance, part, amount, column: column.index };
    let item = |kind, amount| PayItem { column: column.index, heading: column.heading.clone(), amount, kind };
    match column.field {
        Some(Field::Employee(_) | Field::Late(_) | Field::TrueUp(_) | Field::Employer(_)) => {
            if let Some(flaw) = reading.flaw {
                reader.refuse_at(column, flaw);
            }
        }
        Some(Field::Earning | Field::DeductionItem) => {
            if let Some(flaw) = reading.flaw {
                reader.flaw_at(column, flaw, Severity::Question);
            }
        }
        _ => {}
    }
    let Some(amount) = reading.value else { return };
    match column.field {
        Some(Field::Employee(insurance)) => row.shares.push(share(insurance, Part::Current, amount)),
        Some(Field::Late(insurance)) => row.shares.push(share(insurance, Part::Late, amount)),
        Some(Field::TrueUp(insurance)) => row.shares.push(share(insurance, Part::TrueUp, amount)),
        Some(Field::Employer(insurance)) => row.employer.push(share(insurance, Part::Current, amount)),
        Some(Field::Earning) => row.items.push(item(ItemKind::Earning, amount)),
        Some(Field::DeductionItem) => row.items.push(item(ItemKind::Deduction, amount)),
        None if column.how == Matched::Unknown => row.items.push(item(ItemKind::Unknown, amount)),
        _ => {}
    }
}
