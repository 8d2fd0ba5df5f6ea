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
            $($(#[$meta])* #[doc = $chinese] $variant,)+
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
            /// 该险种的滞纳金.
            LateFeeOf(Insurance),
            /// 名单上该险种的参保状态或缴费工资.
            Listed(Insurance),
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
    Sequence = "sequence" / "序号",
    EmployeeNo = "employee_no" / "工号",
    Name = "name" / "姓名",
    IdType = "id_type" / "证件类型",
    IdNumber = "id_number" / "证件号码",
    Sex = "sex" / "性别",
    Birth = "birth" / "出生日期",
    Phone = "phone" / "手机号码",
    Education = "education" / "学历",
    Department = "department" / "部门",
    Post = "post" / "岗位",
    PositionClass = "position_class" / "退休口径",
    Hire = "hire" / "入职日期",
    Regular = "regular" / "转正日期",
    Leave = "leave" / "离职日期",
    LeaveReason = "leave_reason" / "离职原因",
    Unit = "unit" / "参保单位",
    City = "city" / "参保城市",
    Hukou = "hukou" / "户口性质",
    MedicalTier = "medical_tier" / "医保档次",
    SocialFrom = "social_from" / "社保起缴年月",
    SocialTo = "social_to" / "社保停缴年月",
    FundFrom = "fund_from" / "公积金起缴年月",
    FundTo = "fund_to" / "公积金停缴年月",
    LateFirst = "late_first" / "首次月次月补缴",
    SocialBase = "social_base" / "社保基数",
    FundBase = "fund_base" / "公积金基数",
    FundRate = "fund_rate" / "公积金比例",
    BankName = "bank_name" / "开户行",
    BankAccount = "bank_account" / "银行账号",
    Notes = "notes" / "备注",
    CreditCode = "credit_code" / "统一社会信用代码",
    SocialNumber = "social_number" / "单位社保号",
    FundAccount = "fund_account" / "公积金单位账号",
    From = "from" / "起始年月",
    To = "to" / "截止年月",
    CutoffDay = "cutoff_day" / "增员截止日",
    PaymentGroups = "payment_groups" / "扣款分组",
    Code = "code" / "编号",
    Insurance = "insurance" / "险种或类别",
    Mode = "mode" / "用法",
    EmployerRate = "employer_rate" / "单位费率",
    EmployeeRate = "employee_rate" / "个人费率",
    EmployerFixed = "employer_fixed" / "单位固定额",
    EmployeeFixed = "employee_fixed" / "个人固定额",
    Floor = "floor" / "基数下限",
    Cap = "cap" / "基数上限",
    Reason = "reason" / "依据",
    Average = "average" / "上年月均工资",
    Rule = "rule" / "取数口径",
    Base = "base" / "申报基数",
    Month = "month" / "月份",
    Gross = "gross" / "应发工资",
    Net = "net" / "实发工资",
    Tax = "tax" / "个税",
    DeductionTotal = "deduction_total" / "扣款合计",
    EmployerTotal = "employer_total" / "单位部分合计",
    TaxDeduction = "tax_deduction" / "计税栏",
    Days = "days" / "出勤",
    Signature = "signature" / "签字",
    TradeDay = "trade_day" / "交易日期",
    /// 交易时间, often with the date in it.
    TradeTime = "trade_time" / "交易时间",
    BookedDay = "booked_day" / "记账日期",
    Debit = "debit" / "支出",
    Credit = "credit" / "收入",
    /// 交易金额, with its direction in a column of its own or in its sign.
    Amount = "amount" / "交易金额",
    Direction = "direction" / "借贷标志",
    Balance = "balance" / "余额",
    Counterparty = "counterparty" / "对方户名",
    CounterpartyAccount = "counterparty_account" / "对方账号",
    Summary = "summary" / "摘要",
    Remark = "remark" / "附言",
    Serial = "serial" / "流水号",
    Currency = "currency" / "币种",
    Registered = "registered" / "登记日期",
    VisitKind = "visit_kind" / "就诊类型",
    Hospital = "hospital" / "就诊医院",
    Diagnosis = "diagnosis" / "诊断",
    VisitFrom = "visit_from" / "就诊开始",
    VisitTo = "visit_to" / "就诊结束",
    Bill = "bill" / "票据号码",
    BillCount = "bill_count" / "票据张数",
    BillTotal = "bill_total" / "费用总额",
    OwnExpense = "own_expense" / "自费",
    FirstSelfPay = "first_self_pay" / "先行自付",
    Deductible = "deductible" / "起付线",
    ReimbursementRate = "reimbursement_rate" / "报销比例",
    FundShare = "fund_share" / "统筹支付",
    SelfShare = "self_share" / "个人负担",
    Paper = "paper" / "材料",
    ClaimStatus = "claim_status" / "办理状态",
    Submitted = "submitted" / "提交日期",
    Arrived = "arrived" / "到账日期",
    Received = "received" / "到账金额",
    Earning = "earning" / "工资项目",
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
    /// 滞纳金 beside the contributions.
    LateFee = "late_fee" / "滞纳金",
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
const OF_INSURANCE: [OfInsurance; 12] = [
    ("listed", Field::Listed, "", "（名单）"),
    ("employee", Field::Employee, "", "（个人）"),
    ("late", Field::Late, "补扣", ""),
    ("trueup", Field::TrueUp, "", "补差"),
    ("employer", Field::Employer, "", "（单位）"),
    ("both", Field::Both, "", "（单位与个人）"),
    ("employer_fixed", Field::EmployerFixedOf, "", "定额（单位）"),
    ("employee_fixed", Field::EmployeeFixedOf, "", "定额（个人）"),
    ("late_fee_of", Field::LateFeeOf, "", "滞纳金"),
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
        | Self::LateFeeOf(insurance)
        | Self::BaseOf(insurance)
        | Self::EmployerRateOf(insurance)
        | Self::EmployeeRateOf(insurance)
        | Self::Listed(insurance)) = self
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
            Self::Remark
                | Self::Paper
                | Self::Earning
                | Self::DeductionItem
                | Self::TaxDeduction
                | Self::Days
                | Self::Signature
                | Self::DeductionTotal
                | Self::EmployerTotal
                | Self::LateFee
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
                | Self::LateFeeOf(_)
                | Self::LateFee
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
                | Self::Debit
                | Self::Credit
                | Self::BillTotal
                | Self::OwnExpense
                | Self::FirstSelfPay
                | Self::FundShare
                | Self::SelfShare
                | Self::Received
        )
    }

    /// Whether its column holds yuan: sums of a total row, bases, bounds, balances.
    #[must_use]
    pub const fn is_amount(self) -> bool {
        self.is_money()
            || matches!(
                self,
                Self::Base
                    | Self::SocialBase
                    | Self::FundBase
                    | Self::BaseOf(_)
                    | Self::Declared
                    | Self::Average
                    | Self::Floor
                    | Self::Cap
                    | Self::EmployerFixed
                    | Self::EmployeeFixed
                    | Self::Amount
                    | Self::Balance
                    | Self::Deductible
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
