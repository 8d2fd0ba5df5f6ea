//! 字段 — what a column means.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use shebao_rules::insurance::Insurance;

/// A text that names no field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a field")]
pub struct FieldError;

macro_rules! fields {
    ($($(#[$meta:meta])* $variant:ident = $id:literal / $chinese:literal),+ $(,)?) => {
        /// 字段 — the meaning of a column. Contribution columns carry their insurance.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Field {
            $($(#[$meta])* $variant,)+
            /// 个人部分，当月.
            Employee(Insurance),
            /// 个人部分，补扣以前月份.
            Late(Insurance),
            /// 个人部分，补差.
            TrueUp(Insurance),
            /// 单位部分.
            Employer(Insurance),
            /// 单位与个人之和.
            Both(Insurance),
            /// 单位定额部分（大额医疗互助等）.
            EmployerFixedOf(Insurance),
            /// 个人定额部分（大额医疗互助等）.
            EmployeeFixedOf(Insurance),
            /// 该险种的缴费基数.
            BaseOf(Insurance),
            /// 该险种的单位费率.
            EmployerRateOf(Insurance),
            /// 该险种的个人费率.
            EmployeeRateOf(Insurance),
        }

        impl Field {
            /// Every field without an insurance.
            pub const PLAIN: &'static [Self] = &[$(Self::$variant),+];

            fn plain_id(self) -> Option<&'static str> {
                match self { $(Self::$variant => Some($id),)+ _ => None }
            }

            fn plain_chinese(self) -> Option<&'static str> {
                match self { $(Self::$variant => Some($chinese),)+ _ => None }
            }
        }
    };
}

fields! {
    /// 序号.
    Sequence = "sequence" / "序号",
    /// 工号.
    EmployeeNo = "employee_no" / "工号",
    /// 姓名.
    Name = "name" / "姓名",
    /// 证件类型.
    IdType = "id_type" / "证件类型",
    /// 证件号码.
    IdNumber = "id_number" / "证件号码",
    /// 性别.
    Sex = "sex" / "性别",
    /// 出生日期.
    Birth = "birth" / "出生日期",
    /// 手机号码.
    Phone = "phone" / "手机号码",
    /// 学历.
    Education = "education" / "学历",
    /// 部门.
    Department = "department" / "部门",
    /// 岗位.
    Post = "post" / "岗位",
    /// 退休口径.
    PositionClass = "position_class" / "退休口径",
    /// 入职日期.
    Hire = "hire" / "入职日期",
    /// 转正日期.
    Regular = "regular" / "转正日期",
    /// 离职日期.
    Leave = "leave" / "离职日期",
    /// 离职原因.
    LeaveReason = "leave_reason" / "离职原因",
    /// 参保单位.
    Unit = "unit" / "参保单位",
    /// 参保城市.
    City = "city" / "参保城市",
    /// 户口性质.
    Hukou = "hukou" / "户口性质",
    /// 医保档次.
    MedicalTier = "medical_tier" / "医保档次",
    /// 社保起缴年月.
    SocialFrom = "social_from" / "社保起缴年月",
    /// 社保停缴年月.
    SocialTo = "social_to" / "社保停缴年月",
    /// 公积金起缴年月.
    FundFrom = "fund_from" / "公积金起缴年月",
    /// 公积金停缴年月.
    FundTo = "fund_to" / "公积金停缴年月",
    /// 首次月次月补缴.
    LateFirst = "late_first" / "首次月次月补缴",
    /// 社保基数.
    SocialBase = "social_base" / "社保基数",
    /// 公积金基数.
    FundBase = "fund_base" / "公积金基数",
    /// 公积金比例.
    FundRate = "fund_rate" / "公积金比例",
    /// 开户行.
    BankName = "bank_name" / "开户行",
    /// 银行账号.
    BankAccount = "bank_account" / "银行账号",
    /// 备注.
    Notes = "notes" / "备注",
    /// 统一社会信用代码.
    CreditCode = "credit_code" / "统一社会信用代码",
    /// 单位社保号.
    SocialNumber = "social_number" / "单位社保号",
    /// 公积金单位账号.
    FundAccount = "fund_account" / "公积金单位账号",
    /// 起.
    From = "from" / "起始年月",
    /// 止.
    To = "to" / "截止年月",
    /// 增员截止日.
    CutoffDay = "cutoff_day" / "增员截止日",
    /// 扣款分组.
    PaymentGroups = "payment_groups" / "扣款分组",
    /// 参数编号.
    Code = "code" / "编号",
    /// 险种或类别.
    Insurance = "insurance" / "险种或类别",
    /// 用法.
    Mode = "mode" / "用法",
    /// 单位费率.
    EmployerRate = "employer_rate" / "单位费率",
    /// 个人费率.
    EmployeeRate = "employee_rate" / "个人费率",
    /// 单位固定额.
    EmployerFixed = "employer_fixed" / "单位固定额",
    /// 个人固定额.
    EmployeeFixed = "employee_fixed" / "个人固定额",
    /// 基数下限.
    Floor = "floor" / "基数下限",
    /// 基数上限.
    Cap = "cap" / "基数上限",
    /// 依据.
    Reason = "reason" / "依据",
    /// 上年月均工资.
    Average = "average" / "上年月均工资",
    /// 取数口径.
    Rule = "rule" / "取数口径",
    /// 申报基数.
    Base = "base" / "申报基数",
    /// 月份.
    Month = "month" / "月份",
    /// 应发.
    Gross = "gross" / "应发工资",
    /// 实发.
    Net = "net" / "实发工资",
    /// 个税.
    Tax = "tax" / "个税",
    /// 扣款合计.
    DeductionTotal = "deduction_total" / "扣款合计",
    /// 单位部分合计.
    EmployerTotal = "employer_total" / "单位部分合计",
    /// 个税附加扣除等计税栏.
    TaxDeduction = "tax_deduction" / "计税栏",
    /// 出勤.
    Days = "days" / "出勤",
    /// 签字.
    Signature = "signature" / "签字",
    /// 工资项目.
    Earning = "earning" / "工资项目",
    /// 扣款项目.
    DeductionItem = "deduction_item" / "扣款项目",
    /// 缴费工资.
    Declared = "declared" / "缴费工资",
    /// 费率.
    Rate = "rate" / "费率",
    /// 应缴费额.
    Charged = "charged" / "应缴费额",
    /// 减免费额.
    Reduced = "reduced" / "减免费额",
    /// 应补（退）费额.
    Payable = "payable" / "应补（退）费额",
    /// 单位应缴.
    EmployerShare = "employer_share" / "单位应缴",
    /// 个人应缴.
    EmployeeShare = "employee_share" / "个人应缴",
    /// 单位与个人合计.
    BothShares = "both_shares" / "单位与个人合计",
    /// 征收品目.
    Item = "item" / "征收品目",
    /// 缴费主体.
    Payer = "payer" / "缴费主体",
    /// 费款所属期.
    Period = "period" / "费款所属期",
    /// 费款所属期起.
    PeriodFrom = "period_from" / "费款所属期起",
    /// 费款所属期止.
    PeriodTo = "period_to" / "费款所属期止",
    /// 入库年月.
    Booked = "booked" / "入库年月",
    /// 缴费类型.
    RecordKind = "record_kind" / "缴费类型",
    /// 入账状态.
    RecordStatus = "record_status" / "入账状态",
    /// 个人编号或个人账号.
    PersonalNumber = "personal_number" / "个人编号或账号",
}

/// The families of fields that carry an insurance: identifier before the dot, how to make one, its Chinese.
type OfInsurance = (&'static str, fn(Insurance) -> Field, &'static str, &'static str);
const OF_INSURANCE: [OfInsurance; 10] = [
    ("employee", Field::Employee, "", "（个人）"),
    ("late", Field::Late, "补扣", ""),
    ("trueup", Field::TrueUp, "", "补差"),
    ("employer", Field::Employer, "", "（单位）"),
    ("both", Field::Both, "", "（单位与个人）"),
    ("employer_fixed", Field::EmployerFixedOf, "", "定额（单位）"),
    ("employee_fixed", Field::EmployeeFixedOf, "", "定额（个人）"),
    ("base_of", Field::BaseOf, "", "缴费基数"),
    ("employer_rate", Field::EmployerRateOf, "", "单位费率"),
    ("employee_rate", Field::EmployeeRateOf, "", "个人费率"),
];

impl Field {
    /// The insurance it carries, with the family it belongs to.
    fn of_insurance(self) -> Option<(&'static OfInsurance, Insurance)> {
        let (Self::Employee(insurance)
        | Self::Late(insurance)
        | Self::TrueUp(insurance)
        | Self::Employer(insurance)
        | Self::Both(insurance)
        | Self::EmployerFixedOf(insurance)
        | Self::EmployeeFixedOf(insurance)
        | Self::BaseOf(insurance)
        | Self::EmployerRateOf(insurance)
        | Self::EmployeeRateOf(insurance)) = self
        else {
            return None;
        };
        OF_INSURANCE.iter().find(|(_, of, _, _)| of(insurance) == self).map(|family| (family, insurance))
    }

    /// The identifier used in dialect files and JSON.
    #[must_use]
    pub fn id(self) -> String {
        match self.of_insurance() {
            Some(((family, ..), insurance)) => format!("{family}.{insurance}"),
            None => self.plain_id().unwrap_or_default().to_owned(),
        }
    }

    /// As the clerk reads it.
    #[must_use]
    pub fn chinese(self) -> String {
        match self.of_insurance() {
            Some(((_, _, before, after), insurance)) => format!("{before}{}{after}", insurance.chinese()),
            None => self.plain_chinese().unwrap_or_default().to_owned(),
        }
    }

    /// The part of the identifier before the insurance: what dialect conditions name.
    #[must_use]
    pub fn family(self) -> &'static str {
        match self.of_insurance() {
            Some(((family, ..), _)) => family,
            None => self.plain_id().unwrap_or_default(),
        }
    }

    /// Whether several columns of a sheet may carry it.
    #[must_use]
    pub const fn may_repeat(self) -> bool {
        matches!(
            self,
            Self::Earning
                | Self::DeductionItem
                | Self::TaxDeduction
                | Self::Days
                | Self::Signature
                | Self::DeductionTotal
                | Self::EmployerTotal
                | Self::Employee(_)
                | Self::Late(_)
                | Self::TrueUp(_)
                | Self::Employer(_)
        )
    }

    /// Whether its column holds amounts that a total row sums.
    #[must_use]
    pub const fn is_money(self) -> bool {
        matches!(
            self,
            Self::Employee(_)
                | Self::Late(_)
                | Self::TrueUp(_)
                | Self::Employer(_)
                | Self::Both(_)
                | Self::EmployerFixedOf(_)
                | Self::EmployeeFixedOf(_)
                | Self::Charged
                | Self::Reduced
                | Self::Payable
                | Self::EmployerShare
                | Self::EmployeeShare
                | Self::BothShares
                | Self::Earning
                | Self::DeductionItem
                | Self::DeductionTotal
                | Self::EmployerTotal
                | Self::Gross
                | Self::Net
                | Self::Tax
        )
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id())
    }
}

impl FromStr for Field {
    type Err = FieldError;
    fn from_str(text: &str) -> Result<Self, FieldError> {
        if let Some(plain) = Self::PLAIN.iter().find(|field| field.plain_id() == Some(text)) {
            return Ok(*plain);
        }
        let (family, insurance) = text.split_once('.').ok_or(FieldError)?;
        let insurance: Insurance = insurance.parse().map_err(|_| FieldError)?;
        OF_INSURANCE.iter().find(|(id, ..)| *id == family).map(|(_, of, _, _)| of(insurance)).ok_or(FieldError)
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_read_back() {
        let of_insurances = Insurance::ALL.into_iter().flat_map(|i| OF_INSURANCE.map(|(_, of, _, _)| of(i)));
        for field in Field::PLAIN.iter().copied().chain(of_insurances) {
            assert_eq!(field.id().parse(), Ok(field));
        }
    }
}
