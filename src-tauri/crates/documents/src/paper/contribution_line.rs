//! 缴费明细 — the month table shared by statements and notices.

use chrono::NaiveDate;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::policy::Status;
use shebao_rules::rate::Rate;

use super::document::{Align, Cell, Column};

/// 缴费明细行 — one insurance of one month. A line whose status computes nothing prints no base, rate or amount,
/// whatever is given here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContributionLine {
    /// 费款所属期.
    pub period: Month,
    /// 险种.
    pub insurance: Insurance,
    /// 补缴、补差等说明, printed after the insurance; empty for a regular month.
    pub note: String,
    /// 缴费基数.
    pub base: Option<Yuan>,
    /// 单位比例.
    pub employer_rate: Option<Rate>,
    /// 单位定额, part of the employer's amount.
    pub employer_fixed: Yuan,
    /// 单位金额.
    pub employer: Option<Yuan>,
    /// 个人比例.
    pub employee_rate: Option<Rate>,
    /// 个人定额, part of the employee's amount.
    pub employee_fixed: Yuan,
    /// 个人金额.
    pub employee: Option<Yuan>,
    /// 工资扣款, as the payroll sheet has it.
    pub deducted: Option<Yuan>,
    /// 银行划款日.
    pub debited_on: Option<NaiveDate>,
    /// 官方记录状态.
    pub record: RecordState,
    /// 差异 between what was due and what the agency recorded; `None` as long as nothing was compared.
    pub difference: Option<Yuan>,
    /// 依据状态 — how far the values behind the amounts may be relied on.
    pub status: Status,
}

/// 官方记录状态 — what the agency's own record says. Debited is not credited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RecordState {
    /// 已到账.
    Credited,
    /// 未到账.
    NotCredited,
    /// 未核对 — no agency record was compared.
    #[default]
    Unchecked,
}

impl RecordState {
    /// As printed.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Credited => "已到账",
            Self::NotCredited => "未到账",
            Self::Unchecked => "未核对",
        }
    }
}

/// 合计 — the sums of the lines that have amounts, added up where amounts are computed and not here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContributionTotals {
    /// 单位合计.
    pub employer: Yuan,
    /// 个人合计.
    pub employee: Yuan,
    /// 单位与个人合计.
    pub sum: Yuan,
    /// 工资扣款合计.
    pub deducted: Option<Yuan>,
    /// 差异合计.
    pub difference: Option<Yuan>,
}

/// The columns of a month table, with the period in front if it covers more than one month.
pub(super) fn columns(with_period: bool) -> Vec<Column> {
    let column = |heading: &str, group: Option<&str>, width: f32, align: Align| Column {
        heading: heading.to_owned(),
        group: group.map(str::to_owned),
        width,
        align,
    };
    let mut columns = vec![
        column("险种", None, 19.0, Align::Left),
        column("缴费基数", None, 17.5, Align::Right),
        column("比例", Some("单位"), 12.0, Align::Right),
        column("金额", Some("单位"), 17.0, Align::Right),
        column("比例", Some("个人"), 12.0, Align::Right),
        column("金额", Some("个人"), 16.0, Align::Right),
        column("工资扣款", None, 16.0, Align::Right),
        column("银行\n划款日", None, 16.5, Align::Centre),
        column("官方记录", None, 13.0, Align::Centre),
        column("差异", None, 14.0, Align::Right),
        column("依据", None, 14.0, Align::Centre),
    ];
    if with_period {
        columns.insert(0, column("所属期", None, 13.5, Align::Centre));
    }
    columns
}

/// The cells of a line, without the period.
pub(super) fn cells(line: &ContributionLine) -> Vec<Cell> {
    let computes = line.status.computes();
    let mut insurance = line.insurance.chinese().to_owned();
    if !line.note.is_empty() {
        insurance.push('\n');
        insurance.push_str(&line.note);
    }
    let status = Cell::new(line.status.chinese());
    let date = line.debited_on.map_or_else(|| "—".to_owned(), |day| day.to_string());
    vec![
        Cell::new(insurance),
        Cell::amount(line.base.filter(|_| computes)),
        rate(line.employer_rate.filter(|_| computes), line.employer_fixed),
        Cell::amount(line.employer.filter(|_| computes)),
        rate(line.employee_rate.filter(|_| computes), line.employee_fixed),
        Cell::amount(line.employee.filter(|_| computes)),
        Cell::amount(line.deducted),
        Cell::new(date),
        Cell::new(line.record.chinese()),
        Cell::amount(line.difference.filter(|_| computes)),
        if line.status == Status::Final { status } else { status.strong() },
    ]
}

/// `9.8%`, `2%+3元`, or a dash.
fn rate(rate: Option<Rate>, fixed: Yuan) -> Cell {
    Cell::new(match rate {
        None => "—".to_owned(),
        Some(rate) if fixed.is_zero() => rate.percent(),
        Some(rate) if rate.is_zero() => format!("{}元", fixed.decimal().normalize()),
        Some(rate) => format!("{}+{}元", rate.percent(), fixed.decimal().normalize()),
    })
}

/// The cells of the total, spanning `lead` columns for its label.
pub(super) fn total_cells(totals: &ContributionTotals, lead: usize) -> Vec<Cell> {
    let amount = |amount: Option<Yuan>| Cell::amount(amount).strong();
    vec![
        Cell::new("合计").strong().spanning(lead).aligned(Align::Centre),
        Cell::new(""),
        amount(Some(totals.employer)),
        Cell::new(""),
        amount(Some(totals.employee)),
        amount(totals.deducted),
        Cell::new(""),
        Cell::new(""),
        amount(totals.difference),
        Cell::new(""),
    ]
}

/// What the marks in the column 依据 mean, for those that occur and need explaining.
pub(super) fn legend(lines: &[ContributionLine]) -> String {
    let explained = [
        (Status::UnitConfirmed, "单位确认：由本单位依据所存来源确认采用"),
        (Status::Provisional, "暂定：主管部门要求先按此标准缴纳，正式标准公布后多退少补"),
        (Status::CarriedOver, "沿用：新年度标准尚未公布，暂按上一标准计算"),
        (Status::Unconfirmed, "待确认：适用标准尚未核实，不列金额"),
    ];
    let mut notes: Vec<&str> = Vec::new();
    for (status, text) in explained {
        if lines.iter().any(|line| line.status == status) {
            notes.push(text);
        }
    }
    let mut text = "金额单位：人民币元。「依据」未另注明者为已公布标准。".to_owned();
    if !notes.is_empty() {
        text.push_str(&notes.join("；"));
        text.push('。');
    }
    let open = lines.iter().filter(|line| !line.status.computes()).count();
    if open > 0 {
        text.push_str(&format!("另有 {open} 项待确认，未计入合计。"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &ContributionLine) -> Vec<String> {
        cells(line).into_iter().map(|cell| cell.text).collect()
    }

    fn line(status: Status) -> ContributionLine {
        ContributionLine {
            period: "2026-02".parse().unwrap(),
            insurance: Insurance::Medical,
            note: String::new(),
            base: Some("9500".parse().unwrap()),
            employer_rate: Some("0.098".parse().unwrap()),
            employer_fixed: Yuan::ZERO,
            employer: Some("931.00".parse().unwrap()),
            employee_rate: Some("0.02".parse().unwrap()),
            employee_fixed: "3".parse().unwrap(),
            employee: Some("193.00".parse().unwrap()),
            deducted: Some("193.00".parse().unwrap()),
            debited_on: NaiveDate::from_ymd_opt(2026, 2, 20),
            record: RecordState::Credited,
            difference: Some(Yuan::ZERO),
            status,
        }
    }

    #[test]
    fn a_line_prints_rates_fixed_amounts_and_its_state() {
        let expected = [
            "医疗",
            "9,500.00",
            "9.8%",
            "931.00",
            "2%+3元",
            "193.00",
            "193.00",
            "2026-02-20",
            "已到账",
            "0.00",
            "已公布",
        ];
        assert_eq!(texts(&line(Status::Final)), expected);
    }

    #[test]
    fn an_unconfirmed_line_prints_no_number_but_the_facts() {
        let expected = ["医疗", "—", "—", "—", "—", "—", "193.00", "2026-02-20", "已到账", "—", "待确认"];
        assert_eq!(texts(&line(Status::Unconfirmed)), expected);
        assert!(legend(&[line(Status::Unconfirmed)]).ends_with("另有 1 项待确认，未计入合计。"));
    }
}
