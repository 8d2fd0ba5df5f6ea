//! 花名册行 — a person with one job span.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use shebao_rules::day::Day;
use shebao_rules::identity::IdNumber;
use shebao_rules::money::Yuan;
use shebao_rules::rate::Rate;
use shebao_rules::words::{Hukou, MedicalTier, PositionClass, Sex};

use super::context::RowReader;
use super::person::{Cover, Person, cover, person};
use crate::clean::{self, Flaw, IdProblem, Issue, IssueCode, Severity};
use crate::recognise::Field;

/// 花名册行.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterRow {
    /// 行号.
    pub row: u32,
    /// 隐藏行.
    pub hidden: bool,
    /// 人员.
    pub person: Person,
    /// 性别, as written.
    pub sex: Option<Sex>,
    /// 出生日期, as written.
    pub birth: Option<Day>,
    /// 手机号码.
    pub phone: Option<String>,
    /// 学历.
    pub education: Option<String>,
    /// 部门.
    pub department: Option<String>,
    /// 岗位.
    pub post: Option<String>,
    /// 退休口径.
    pub position_class: Option<PositionClass>,
    /// 入职日期.
    pub hire: Option<Day>,
    /// 转正日期.
    pub regular: Option<Day>,
    /// 离职日期.
    pub leave: Option<Day>,
    /// 离职原因.
    pub leave_reason: Option<String>,
    /// 参保单位.
    pub unit: Option<String>,
    /// 参保城市.
    pub city: Option<String>,
    /// 户口性质.
    pub hukou: Option<Hukou>,
    /// 医保档次.
    pub medical_tier: Option<MedicalTier>,
    /// 参保起止, where the sheet has such columns.
    pub cover: Cover,
    /// 社保基数, undated.
    pub social_base: Option<Yuan>,
    /// 公积金基数, undated.
    pub fund_base: Option<Yuan>,
    /// 公积金比例.
    pub fund_rate: Option<Rate>,
    /// 开户行.
    pub bank_name: Option<String>,
    /// 银行账号.
    pub bank_account: Option<String>,
    /// 备注.
    pub notes: Option<String>,
    /// 问题.
    pub issues: Vec<Issue>,
}

impl RosterRow {
    /// Whether the row comes from a sheet with leaving dates and names one.
    #[must_use]
    pub const fn has_left(&self) -> bool {
        self.leave.is_some()
    }
}

/// A housing-fund share is at most 12 % by law; the highest rate only tells fractions from percent figures.
const HIGHEST_FUND_RATE: Decimal = Decimal::from_parts(25, 0, 0, false, 2);

pub(super) fn row(reader: &mut RowReader<'_>) -> RosterRow {
    let person = person(reader);
    if person.name.is_none() {
        reader.flaw(Some(Field::Name), Flaw::new(IssueCode::NameMissing, "没有姓名。请补上姓名后重新导入。"));
    }
    let has_column = reader.guess.column_of(Field::IdNumber).is_some();
    if has_column && person.id.is_none() && person.id_problem.is_none() {
        let flaw = Flaw::new(IssueCode::IdMissing, "没有证件号码。请按证件原件补上，或由另一份名册提供。");
        reader.flaw(Some(Field::IdNumber), flaw);
    }
    if matches!(person.id_problem, Some(IdProblem::Untyped { .. })) {
        let message = "不是居民身份证号码，表里又没有证件类型。请补上证件类型列，或在人员信息中选定。";
        reader.flaw(Some(Field::IdNumber), Flaw::new(IssueCode::IdTypeMissing, message));
    }
    let city = reader.read_softly(Field::City, Severity::Question, clean::city);
    let hukou = reader.read(Field::Hukou, |cell| clean::hukou(cell, city.as_deref()));
    let mut row = RosterRow {
        row: reader.row.number,
        hidden: reader.row.hidden,
        sex: reader.read(Field::Sex, clean::sex),
        birth: reader.read(Field::Birth, clean::date),
        phone: reader.read(Field::Phone, clean::phone),
        education: reader.text(Field::Education),
        department: reader.text(Field::Department),
        post: reader.text(Field::Post),
        position_class: reader.read(Field::PositionClass, clean::position_class),
        hire: reader.date(Field::Hire),
        regular: reader.read_softly(Field::Regular, Severity::Note, clean::date),
        leave: reader.date(Field::Leave),
        leave_reason: reader.text(Field::LeaveReason),
        unit: reader.text(Field::Unit),
        hukou,
        medical_tier: reader.read(Field::MedicalTier, clean::medical_tier),
        cover: cover(reader),
        social_base: reader.base(Field::SocialBase),
        fund_base: reader.base(Field::FundBase),
        fund_rate: reader.read_softly(Field::FundRate, Severity::Note, |cell| clean::rate(cell, HIGHEST_FUND_RATE)),
        bank_name: reader.text(Field::BankName),
        bank_account: reader.text(Field::BankAccount),
        notes: reader.text(Field::Notes),
        city,
        person,
        issues: Vec::new(),
    };
    compare(reader, &row);
    row.issues = std::mem::take(&mut reader.issues);
    row
}

/// What the row says against what its own document number and dates say.
fn compare(reader: &mut RowReader<'_>, row: &RosterRow) {
    let id = row.person.id.as_ref();
    if let (Some(written), Some(sex)) = (row.sex, id.and_then(IdNumber::sex))
        && written != sex
    {
        let message = format!("性别写的是{}，证件号码是{}；以证件号码为准。", written.chinese(), sex.chinese());
        reader.flaw(Some(Field::Sex), Flaw::new(IssueCode::SexDiffers, message).suggesting(sex.chinese()));
    }
    if let (Some(written), Some(birth)) = (row.birth, id.and_then(IdNumber::birth))
        && !written.agrees_with(Day::Exact(birth))
    {
        let message = "出生日期与证件号码不一致；以证件号码为准。";
        reader.flaw(Some(Field::Birth), Flaw::new(IssueCode::BirthDiffers, message).suggesting(birth.to_string()));
    }
    if let (Some(hire), Some(leave)) = (row.hire, row.leave)
        && leave.is_before(hire)
    {
        let message = "离职日期早于入职日期。请核对后改正。";
        reader.flaw(Some(Field::Leave), Flaw::new(IssueCode::LeaveBeforeHire, message));
    }
}
