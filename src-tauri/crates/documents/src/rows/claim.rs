//! 报销行 — one claim of a register.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use shebao_rules::day::Day;
use shebao_rules::money::Yuan;
use shebao_rules::rate::Rate;
use shebao_rules::words::{ClaimStatus, VisitKind};

use super::context::RowReader;
use super::person::{Person, person};
use crate::clean::{self, Flaw, Issue, IssueCode, Severity};
use crate::recognise::Field;

/// 报销行.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRow {
    /// 行号.
    pub row: u32,
    /// 隐藏行.
    pub hidden: bool,
    /// 人员.
    pub person: Person,
    /// 参保单位.
    pub unit: Option<String>,
    /// 参保城市.
    pub city: Option<String>,
    /// 登记日期.
    pub registered: Option<NaiveDate>,
    /// 就诊类型.
    pub visit_kind: Option<VisitKind>,
    /// 就诊类型 as written.
    pub visit_written: Option<String>,
    /// 就诊医院.
    pub hospital: Option<String>,
    /// 诊断.
    pub diagnosis: Option<String>,
    /// 就诊开始.
    pub visit_from: Option<NaiveDate>,
    /// 就诊结束; the first day where none is written.
    pub visit_to: Option<NaiveDate>,
    /// 票据号码.
    pub bill: Option<String>,
    /// 票据张数.
    pub bill_count: Option<u32>,
    /// 费用总额.
    pub total: Option<Yuan>,
    /// 自费.
    pub own_expense: Option<Yuan>,
    /// 先行自付.
    pub first_self_pay: Option<Yuan>,
    /// 起付线.
    pub deductible: Option<Yuan>,
    /// 报销比例.
    pub rate: Option<Rate>,
    /// 统筹支付.
    pub fund_share: Option<Yuan>,
    /// 个人负担.
    pub self_share: Option<Yuan>,
    /// 材料.
    pub papers: Vec<ClaimPaper>,
    /// 办理状态.
    pub status: Option<ClaimStatus>,
    /// 办理状态 as written.
    pub status_written: Option<String>,
    /// 提交日期.
    pub submitted: Option<NaiveDate>,
    /// 到账日期.
    pub arrived: Option<NaiveDate>,
    /// 到账金额.
    pub received: Option<Yuan>,
    /// 备注.
    pub notes: Option<String>,
    /// 问题.
    pub issues: Vec<Issue>,
}

/// 材料 — one paper of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimPaper {
    /// 名称.
    pub name: String,
    /// Whether it is there.
    pub there: bool,
}

/// A share of all is possible: fractions go up to one.
const HIGHEST_RATE: Decimal = Decimal::ONE;

pub(super) fn row(reader: &mut RowReader<'_>) -> ClaimRow {
    let person = person(reader);
    let from = day(reader, Field::VisitFrom);
    let mut row = ClaimRow {
        row: reader.row.number,
        hidden: reader.row.hidden,
        unit: reader.text(Field::Unit),
        city: reader.read_softly(Field::City, Severity::Note, clean::city),
        registered: day(reader, Field::Registered),
        visit_kind: reader.read(Field::VisitKind, clean::visit_kind),
        visit_written: reader.text(Field::VisitKind),
        hospital: reader.text(Field::Hospital),
        diagnosis: reader.text(Field::Diagnosis),
        visit_from: from,
        visit_to: day(reader, Field::VisitTo).or(from),
        bill: reader.read(Field::Bill, bill_number),
        bill_count: reader.text(Field::BillCount).and_then(|text| text.trim_end_matches('张').trim().parse().ok()),
        total: reader.read(Field::BillTotal, clean::money),
        own_expense: reader.read(Field::OwnExpense, clean::money),
        first_self_pay: reader.read(Field::FirstSelfPay, clean::money),
        deductible: reader.read(Field::Deductible, clean::money),
        rate: reader.read_softly(Field::ReimbursementRate, Severity::Question, |c| clean::rate(c, HIGHEST_RATE)),
        fund_share: reader.read(Field::FundShare, clean::money),
        self_share: reader.read(Field::SelfShare, clean::money),
        papers: papers(reader),
        status: reader.read(Field::ClaimStatus, clean::claim_status),
        status_written: reader.text(Field::ClaimStatus),
        submitted: day(reader, Field::Submitted),
        arrived: day(reader, Field::Arrived),
        received: reader.read(Field::Received, clean::money),
        notes: reader.text(Field::Notes),
        person,
        issues: Vec::new(),
    };
    if row.total.is_none() && row.fund_share.is_none() && reader.issues.iter().all(|i| i.severity != Severity::Refused)
    {
        let message = "费用总额和统筹支付都是空的，没有可登记的金额。请补上后重新导入。";
        reader.flaw(Some(Field::BillTotal), Flaw::new(IssueCode::AmountMissing, message));
    }
    row.issues = std::mem::take(&mut reader.issues);
    row
}

/// A date to the day; a mere month is no day and is told.
fn day(reader: &mut RowReader<'_>, field: Field) -> Option<NaiveDate> {
    reader.date(field).and_then(Day::exact)
}

/// A bill's number is a text of digits and letters; a number cell that lost digits is refused.
fn bill_number(cell: &crate::sheet::Cell) -> clean::Reading<String> {
    let lost = cell.decimal().is_some_and(|number| number >= Decimal::from(1_000_000_000_000_000_i64));
    if lost {
        let message = "票据号码是数值格式，已丢失尾数。请改成文本格式、按原件重新填写后导入。";
        return clean::Reading::flawed(Flaw::new(IssueCode::IdDigitsLost, message));
    }
    let reading = clean::plain(cell);
    let blank = reading.value.as_deref().is_some_and(|text| matches!(text, "-" | "--" | "—" | "/" | "无"));
    if blank { clean::Reading::blank() } else { reading }
}

fn papers(reader: &mut RowReader<'_>) -> Vec<ClaimPaper> {
    let guess = reader.guess;
    let mut papers = Vec::new();
    for column in guess.columns.iter().filter(|c| c.field == Some(Field::Paper)) {
        let Some(cell) = reader.row.cell(column.index) else { continue };
        let reading = clean::paper_mark(cell);
        if let Some(flaw) = reading.flaw {
            reader.flaw_at(column, flaw, Severity::Note);
        }
        if let Some(there) = reading.value {
            papers.push(ClaimPaper { name: clean::paper_name(&column.heading), there });
        }
    }
    papers
}
