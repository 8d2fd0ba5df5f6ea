//! 经办机构记录行 — what a bureau or the fund centre says of one person: whose, which period, what each side owes.

use serde::{Deserialize, Serialize};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::rate::Rate;

use super::charges;
use super::context::RowReader;
use super::person::{Person, person};
use crate::clean::{self, Flaw, Issue, IssueCode, Payer, Period, Severity};
use crate::recognise::{Field, SheetGuess};
use crate::sheet::{Cell, Sheet};

/// 记录种类 — as the list calls it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// 正常应缴.
    #[default]
    Regular,
    /// 补缴、补收.
    BackPayment,
    /// 补差.
    TrueUp,
    /// 退费.
    Refund,
}

/// 经办机构记录行.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyRow {
    /// 行号.
    pub row: u32,
    /// 隐藏行.
    pub hidden: bool,
    /// 人员.
    pub person: Person,
    /// 本人记录: of a record that names its person above the table. It tells of her alone, not of the unit's list.
    pub own_record: bool,
    /// 证件号码, as printed, stars included.
    pub printed_id: Option<String>,
    /// 个人编号或账号.
    pub personal_number: Option<String>,
    /// 参保单位 of the row's own column.
    pub unit: Option<String>,
    /// 单位编号 or 信用代码 of the row's own columns.
    pub unit_numbers: Vec<String>,
    /// 人员分组 above the row: 在职人员, 退休人员.
    pub section: Option<String>,
    /// 记录种类.
    pub kind: RecordKind,
    /// 入账状态, as written.
    pub status: Option<String>,
    /// 费款所属期.
    pub period: Option<Period>,
    /// Whether the list has a column for it: else it is what is said of the whole list.
    pub own_period: bool,
    /// 入库年月.
    pub booked: Option<Month>,
    /// 缴费工资.
    pub declared: Option<Yuan>,
    /// What is charged.
    pub charges: Vec<AgencyCharge>,
    /// 备注.
    pub notes: Option<String>,
    /// 问题.
    pub issues: Vec<Issue>,
}

/// 一笔应缴 — one insurance and payer of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyCharge {
    /// 险种.
    pub insurance: Insurance,
    /// 缴费主体.
    pub payer: Payer,
    /// 定额 beside the insurance's own rate.
    pub fixed: bool,
    /// 缴费基数, where it is printed.
    pub base: Option<Yuan>,
    /// 费率 of the payer, where it is printed.
    pub rate: Option<Rate>,
    /// 单位与个人费率, where only the sum of both sides is printed.
    pub rates: Option<(Rate, Rate)>,
    /// 金额.
    pub amount: Yuan,
    /// 滞纳金 printed beside it; whoever's column it stands in, it is the employer's.
    pub late_fee: Option<Yuan>,
}

/// Reads the rows, with the group of people each stands in.
pub(super) fn rows(sheet: &Sheet, guess: &SheetGuess) -> Vec<AgencyRow> {
    let mut rows = super::each(sheet, guess, row);
    let titles: Vec<(u32, String)> =
        sheet.rows.iter().filter_map(|row| Some((row.number, section(guess, row)?))).collect();
    for row in &mut rows {
        row.section = titles.iter().rfind(|(number, _)| *number < row.row).map(|(_, title)| title.clone());
    }
    rows
}

/// 在职人员 alone in a row.
fn section(guess: &SheetGuess, row: &crate::sheet::Row) -> Option<String> {
    let known = |rows: &[u32]| rows.binary_search(&row.number).is_ok();
    if known(&guess.data_rows) || known(&guess.total_rows) || known(&guess.header_rows) {
        return None;
    }
    let mut filled = row.filled();
    let (_, only) = filled.next().filter(|_| row.filled().count() == 1)?;
    let text = only.text()?.trim();
    let named =
        ["在职", "退休", "家属", "灵活就业", "补缴", "退费", "补收", "人员"].iter().any(|word| text.contains(word));
    (named && text.chars().count() <= 16 && row.number > guess.header_rows.first().copied().unwrap_or(0))
        .then(|| text.to_owned())
}

fn row(reader: &mut RowReader<'_>) -> AgencyRow {
    let person = person(reader);
    let said = &reader.guess.said;
    let own = said.person_of(reader.row.number);
    let printed_id = reader.cell(Field::IdNumber).map(Cell::shown).or_else(|| own.map(|person| person.id.clone()));
    let kind = reader.text(Field::RecordKind).as_deref().map(kind_of).unwrap_or_default();
    let own_booked = reader.read_softly(Field::Booked, Severity::Note, clean::period).map(|p| p.from);
    // 缴费年月 of one's own record is the month that it is for.
    let paid_in = own_booked.filter(|_| own.is_some()).map(|month| Period { from: month, to: month, booked: None });
    let period = period(reader).or(paid_in);
    let booked = period.and_then(|p| p.booked).or(own_booked).or(said.booked);
    let unit_numbers = [Field::SocialNumber, Field::CreditCode, Field::FundAccount]
        .into_iter()
        .filter_map(|f| reader.text(f))
        .collect();
    let mut row = AgencyRow {
        row: reader.row.number,
        hidden: reader.row.hidden,
        own_record: own.is_some(),
        printed_id: printed_id.map(|id| shebao_rules::identity::ascii_form(&id)),
        personal_number: reader.text(Field::PersonalNumber).filter(|text| !matches!(text.as_str(), "-" | "/" | "0")),
        unit: reader.text(Field::Unit).or_else(|| own.and_then(|person| person.unit.clone())),
        unit_numbers,
        section: None,
        kind,
        status: reader.text(Field::RecordStatus),
        period,
        own_period: [Field::Period, Field::PeriodFrom, Field::PeriodTo]
            .into_iter()
            .any(|field| reader.guess.column_of(field).is_some()),
        booked,
        declared: reader.base(Field::Declared),
        charges: charges::read(reader),
        notes: reader.text(Field::Notes),
        person,
        issues: Vec::new(),
    };
    if row.charges.iter().all(|charge| charge.fixed) {
        // A flat amount prints itself as wage and base.
        row.declared = None;
    }
    // A masked or unusual number is this list's way of printing, not the person's fault: the matching deals with it.
    for issue in &mut reader.issues {
        let of_id = issue.field == Some(Field::IdNumber) || issue.code == IssueCode::IdTypeMissing;
        if of_id && issue.code != IssueCode::IdDigitsLost {
            issue.severity = issue.severity.min(Severity::Note);
        }
    }
    if row.period.is_none() && !reader.issues.iter().any(|issue| issue.code == IssueCode::MonthUnreadable) {
        let message = "不知道是哪个月的：表里没有费款所属期，标题和文件名也没有写。请在导入时指定月份。";
        reader.flaw(Some(Field::Period), Flaw::new(IssueCode::MonthMissing, message));
    }
    row.issues = std::mem::take(&mut reader.issues);
    row
}

/// The row's own period, from one column or two, else what is said of the whole list.
fn period(reader: &mut RowReader<'_>) -> Option<Period> {
    let own = reader.read(Field::Period, clean::period);
    let (from, to) = (reader.read(Field::PeriodFrom, clean::period), reader.read(Field::PeriodTo, clean::period));
    let pair = match (from, to) {
        (Some(from), Some(to)) if from.from <= to.to => {
            Some(Period { from: from.from, to: to.to, booked: from.booked.or(to.booked) })
        }
        (Some(one), None) | (None, Some(one)) => Some(one),
        (Some(_), Some(_)) => {
            let message = "费款所属期止早于起。请核对后改正。";
            reader.flaw(Some(Field::PeriodTo), Flaw::new(IssueCode::MonthUnreadable, message));
            None
        }
        (None, None) => None,
    };
    let unread = reader.issues.iter().any(|issue| issue.code == IssueCode::MonthUnreadable);
    let said = reader.guess.said.period.map(|month| Period { from: month, to: month, booked: None });
    own.or(pair).or_else(|| said.filter(|_| !unread))
}

fn kind_of(text: &str) -> RecordKind {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["退费", "退款", "退收", "退还", "冲销"]) {
        RecordKind::Refund
    } else if has(&["补差", "差额"]) {
        RecordKind::TrueUp
    } else if has(&["补缴", "补收", "补录", "补交", "追补"]) {
        RecordKind::BackPayment
    } else {
        RecordKind::Regular
    }
}
