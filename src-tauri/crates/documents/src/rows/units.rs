//! 单位信息行与单位参数行.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use shebao_rules::credit_code::{CreditCode, CreditCodeError};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::rate::Rate;
use shebao_rules::setting::SettingMode;
use unicode_normalization::UnicodeNormalization;

use super::context::RowReader;
use crate::clean::{self, Flaw, Issue, IssueCode, Reading, Severity};
use crate::recognise::Field;
use crate::sheet::Cell;

/// 单位信息行.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRow {
    /// 行号.
    pub row: u32,
    /// 隐藏行.
    pub hidden: bool,
    /// 参保单位.
    pub name: Option<String>,
    /// 统一社会信用代码.
    pub credit_code: Option<CreditCode>,
    /// 参保城市.
    pub city: Option<String>,
    /// 单位社保号.
    pub social_number: Option<String>,
    /// 公积金单位账号.
    pub fund_account: Option<String>,
    /// 扣款银行.
    pub bank_name: Option<String>,
    /// 扣款账号.
    pub bank_account: Option<String>,
    /// 开始参保年月.
    pub from: Option<Month>,
    /// 增员截止日.
    pub cutoff_day: Option<u8>,
    /// 扣款分组.
    pub payment_groups: Vec<PaymentGroup>,
    /// 问题.
    pub issues: Vec<Issue>,
}

/// 扣款分组 — insurances that are debited together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentGroup {
    /// As the clerk calls it.
    pub name: String,
    /// What it covers.
    pub insurances: Vec<Insurance>,
}

/// 单位参数行.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingRow {
    /// 行号.
    pub row: u32,
    /// 隐藏行.
    pub hidden: bool,
    /// 编号.
    pub code: Option<String>,
    /// 参保单位, where the sheet is keyed by unit.
    pub unit: Option<String>,
    /// 参保城市, where it is keyed by city: it applies to every unit there.
    pub city: Option<String>,
    /// 险种.
    pub insurance: Option<Insurance>,
    /// 起.
    pub from: Option<Month>,
    /// 止; `None` runs on.
    pub to: Option<Month>,
    /// 用法.
    pub mode: Option<SettingMode>,
    /// 单位费率.
    pub employer_rate: Option<Rate>,
    /// 个人费率.
    pub employee_rate: Option<Rate>,
    /// 单位固定额.
    pub employer_fixed: Option<Yuan>,
    /// 个人固定额.
    pub employee_fixed: Option<Yuan>,
    /// 基数下限.
    pub floor: Option<Yuan>,
    /// 基数上限.
    pub cap: Option<Yuan>,
    /// 说明.
    pub reason: Option<String>,
    /// 问题.
    pub issues: Vec<Issue>,
}

pub(super) fn unit(reader: &mut RowReader<'_>) -> UnitRow {
    let mut row = UnitRow {
        row: reader.row.number,
        hidden: reader.row.hidden,
        name: reader.text(Field::Unit),
        credit_code: reader.read(Field::CreditCode, credit_code),
        city: reader.read(Field::City, clean::city),
        social_number: reader.text(Field::SocialNumber),
        fund_account: reader.text(Field::FundAccount),
        bank_name: reader.text(Field::BankName),
        bank_account: reader.text(Field::BankAccount),
        from: reader.month(Field::From),
        cutoff_day: reader.read(Field::CutoffDay, clean::day_of_month),
        payment_groups: reader.text(Field::PaymentGroups).map(|text| payment_groups(&text)).unwrap_or_default(),
        issues: Vec::new(),
    };
    if row.city.is_none() {
        let flaw = Flaw::new(IssueCode::CityMissing, "没有参保城市。请补上（如 北京）后重新导入。");
        reader.flaw(Some(Field::City), flaw);
    }
    row.issues = std::mem::take(&mut reader.issues);
    row
}

fn credit_code(cell: &Cell) -> Reading<CreditCode> {
    let reading = clean::plain(cell);
    let Some(text) = reading.value else { return Reading { value: None, flaw: reading.flaw } };
    let why = match CreditCode::parse(&text) {
        Ok(code) => return Reading::of(code),
        Err(CreditCodeError::Length { found }) => format!("统一社会信用代码应为 18 位，这里是 {found} 位"),
        Err(CreditCodeError::Character { position, found }) => {
            format!("统一社会信用代码第 {position} 位不能是“{found}”")
        }
        Err(CreditCodeError::CheckCharacter { expected }) => {
            format!("统一社会信用代码校验位不对（若只是末位有误，应为 {expected}）")
        }
    };
    Reading::flawed(Flaw::new(IssueCode::CreditCodeInvalid, format!("{why}。请对照营业执照改正。")))
}

/// `养老失业工伤（养老、失业、工伤）；医疗（医疗）`.
fn payment_groups(text: &str) -> Vec<PaymentGroup> {
    let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let groups = folded.split([';', '；', '\n', '|']).filter(|part| !part.is_empty());
    groups
        .map(|part| {
            let (name, inside) = part.split_once('(').unwrap_or((part, part));
            PaymentGroup { name: name.to_owned(), insurances: clean::insurances_in(inside.trim_end_matches(')')) }
        })
        .collect()
}

/// The largest fraction a rate of an insurance can be: tells `0.2` (二成) from `0.2` (百分之零点二).
fn highest(insurance: Option<Insurance>) -> Decimal {
    let percent = match insurance {
        Some(Insurance::Pension) => 25,
        Some(Insurance::Medical) => 15,
        Some(Insurance::HousingFund | Insurance::SupplementaryFund) => 20,
        Some(Insurance::WorkInjury) => 6,
        Some(Insurance::Unemployment | Insurance::Maternity | Insurance::LocalPension) => 4,
        None => 30,
    };
    Decimal::new(percent, 2)
}

pub(super) fn setting(reader: &mut RowReader<'_>) -> SettingRow {
    let insurance = reader.read(Field::Insurance, clean::insurance);
    let highest = highest(insurance);
    let rate = |cell: &Cell| clean::rate(cell, highest);
    let mut row = SettingRow {
        row: reader.row.number,
        hidden: reader.row.hidden,
        code: reader.text(Field::Code),
        unit: reader.text(Field::Unit),
        city: reader.read_softly(Field::City, Severity::Question, clean::city),
        insurance,
        from: reader.month(Field::From),
        to: reader.month(Field::To),
        mode: reader.read(Field::Mode, clean::setting_mode),
        employer_rate: reader.read(Field::EmployerRate, rate),
        employee_rate: reader.read(Field::EmployeeRate, rate),
        employer_fixed: reader.read(Field::EmployerFixed, clean::money),
        employee_fixed: reader.read(Field::EmployeeFixed, clean::money),
        floor: reader.read(Field::Floor, clean::base),
        cap: reader.read(Field::Cap, clean::base),
        reason: reader.text(Field::Reason),
        issues: Vec::new(),
    };
    let told = |field: Field| reader.issues.iter().any(|issue| issue.field == Some(field));
    let mut missing = Vec::new();
    if row.city.is_none() && row.unit.is_none() {
        missing.push((Field::City, IssueCode::CityMissing, "没有参保城市或单位。请补上后重新导入。"));
    }
    if row.from.is_none() && !told(Field::From) {
        missing.push((Field::From, IssueCode::MonthMissing, "没有起始年月。请补上（如 2025-01）后重新导入。"));
    }
    if row.mode.is_none() && !told(Field::Mode) {
        let message = "没有写明用法。请填“只采用费率”“在公布费率上加”或“整条采用”后重新导入。";
        missing.push((Field::Mode, IssueCode::ModeUnknown, message));
    }
    for (field, code, message) in missing {
        reader.flaw(Some(field), Flaw::new(code, message));
    }
    row.issues = std::mem::take(&mut reader.issues);
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payment_groups_are_read_from_their_list() {
        let groups = payment_groups("养老失业工伤（养老、失业、工伤）；医疗（医疗）；公积金（公积金）");
        assert_eq!(groups.len(), 3);
        assert_eq!(groups[0].name, "养老失业工伤");
        assert_eq!(groups[0].insurances, [Insurance::Pension, Insurance::Unemployment, Insurance::WorkInjury]);
        assert_eq!(groups[2].insurances, [Insurance::HousingFund]);
    }

    #[test]
    fn a_credit_code_says_what_is_wrong() {
        let flaw = credit_code(&Cell::Text("91110105EXAMPLE112".to_owned())).flaw.unwrap();
        assert!(flaw.message.contains("应为 1"), "{}", flaw.message);
    }
}
