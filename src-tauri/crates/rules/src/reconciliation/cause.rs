//! 差异原因 — why two sources differ, by a code, an amount and the rows that show it.

use crate::insurance::Insurance;
use crate::money::Yuan;
use crate::month::Month;
use crate::rate::Rate;

use super::facts::Who;

/// 单位 / 个人.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// 单位部分.
    Employer,
    /// 个人部分.
    Employee,
}

impl Side {
    /// The identifier.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Employer => "employer",
            Self::Employee => "employee",
        }
    }
}

/// 来源 — which difference a cause belongs to: 工资 − 应缴, 经办机构 − 应缴, or 银行 − 经办机构.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// 工资扣款.
    Payroll,
    /// 经办机构.
    Agency,
    /// 银行.
    Bank,
}

impl Source {
    /// The identifier.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Payroll => "payroll",
            Self::Agency => "agency",
            Self::Bank => "bank",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $id:literal harm $harm:literal,)*) => {
        /// 原因代码.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum CauseCode {
            $($(#[doc = $doc])* $name,)*
        }

        impl CauseCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The identifier.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// 危害: 0 somebody is not covered, 1 money is gone or owed, 2 an amount is wrong, 3 small or only a
            /// spelling, 4 nothing is wrong.
            #[must_use]
            pub const fn harm(self) -> u8 {
                match self { $(Self::$name => $harm,)* }
            }
        }
    };
}

impl CauseCode {
    /// 缺记录 — whether it says that a line is due and the agency's list does not have it.
    #[must_use]
    pub const fn lacks_record(self) -> bool {
        matches!(
            self,
            Self::RecordMissingThoughDebited
                | Self::DeductedNeverDeclared
                | Self::JoinerMissing
                | Self::OneInsuranceMissing
                | Self::NotDeclared
                | Self::WrongCity
                | Self::WrongPerson
        )
    }

    /// 依据 — the article that the next step follows from: the law's id in the library and the article's number.
    #[must_use]
    pub const fn law(self) -> (&'static str, &'static str) {
        match self {
            Self::RecordMissingThoughDebited | Self::NameMismatch | Self::WrongPerson => ("sbf", "74"),
            Self::DeductedNeverDeclared | Self::JoinerMissing | Self::NotDeclared => ("sbf", "58"),
            Self::FundNotRemitted => ("gjj", "20"),
            Self::LatePayment | Self::LatePaymentWithSurcharge | Self::NotRemitted => ("sbf", "86"),
            Self::FundWrongBase => ("gjj", "16"),
            _ => ("sbf", "60"),
        }
    }
}

codes! {
    /// 银行已扣款，经办机构无记录.
    RecordMissingThoughDebited = "record_missing_though_debited" harm 0,
    /// 工资已扣，从未申报.
    DeductedNeverDeclared = "deducted_never_declared" harm 0,
    /// 新入职漏保.
    JoinerMissing = "joiner_missing" harm 0,
    /// 险种漏缴.
    OneInsuranceMissing = "one_insurance_missing" harm 0,
    /// 应缴未申报: neither deducted nor listed.
    NotDeclared = "not_declared" harm 0,
    /// 参保地错误.
    WrongCity = "wrong_city" harm 0,
    /// 张冠李戴: the list has the amounts under another number.
    WrongPerson = "wrong_person" harm 0,
    /// 公积金已扣未汇缴.
    FundNotRemitted = "fund_not_remitted" harm 1,
    /// 社保未缴: listed, and no debit is known.
    NotRemitted = "not_remitted" harm 1,
    /// 逾期缴费并加收滞纳金.
    LatePaymentWithSurcharge = "late_payment_with_surcharge" harm 1,
    /// 逾期缴费: paid in a later month, without a late fee.
    LatePayment = "late_payment" harm 1,
    /// 同一笔款项支付两次.
    AmountPaidTwice = "amount_paid_twice" harm 1,
    /// 离职人员仍在缴.
    LeaverStillCharged = "leaver_still_charged" harm 1,
    /// 未参保先缴: listed before the first month due.
    ChargedBeforeStart = "charged_before_start" harm 1,
    /// 名册外人员.
    ExtraPerson = "extra_person" harm 1,
    /// 同一人重复记录.
    DuplicateRecord = "duplicate_record" harm 1,
    /// 非本市户籍误缴地方补充养老.
    SupplementaryPensionNonLocal = "supplementary_pension_non_local" harm 1,
    /// 不应缴的险种.
    InsuranceNotDue = "insurance_not_due" harm 1,
    /// 申报基数错误.
    WrongBase = "wrong_base" harm 2,
    /// 公积金基数错误.
    FundWrongBase = "fund_wrong_base" harm 2,
    /// 同名两人基数互换.
    SameNameBasesSwapped = "same_name_bases_swapped" harm 2,
    /// 申报费率错误.
    WrongRateBureau = "wrong_rate_bureau" harm 2,
    /// 工资扣款费率错误.
    WrongRatePayroll = "wrong_rate_payroll" harm 2,
    /// 工资扣款录入颠倒.
    PayrollDigitsTransposed = "payroll_digits_transposed" harm 2,
    /// 工资扣款录入错误: a digit too many, too few or another one.
    PayrollMistyped = "payroll_mistyped" harm 2,
    /// 应扣未扣.
    NotDeducted = "not_deducted" harm 2,
    /// 不应扣而扣.
    DeductedThoughNotDue = "deducted_though_not_due" harm 2,
    /// 单位部分也从工资扣了.
    BothSharesDeducted = "both_shares_deducted" harm 2,
    /// 扣了两次.
    DeductedTwice = "deducted_twice" harm 2,
    /// 固定额未计或多计.
    FixedAmountDiffers = "fixed_amount_differs" harm 2,
    /// 上下限调整后未补差.
    TrueUpPending = "true_up_pending" harm 2,
    /// 其他月份的款项.
    BackPayment = "back_payment" harm 3,
    /// 退费.
    Refund = "refund" harm 3,
    /// 一分钱尾差.
    Rounding1Fen = "rounding_1_fen" harm 3,
    /// 姓名不一致.
    NameMismatch = "name_mismatch" harm 3,
    /// 已扣款、次月才入账.
    LateCreditedNextMonth = "late_credited_next_month" harm 3,
    /// 离职人员多缴，次月已退.
    LeaverChargedThenRefunded = "leaver_charged_then_refunded" harm 4,
    /// 首月次月补缴，尚未到入库月.
    BackPaymentPending = "back_payment_pending" harm 4,
    /// 首月次月补扣，尚未到发薪月.
    DeductionPending = "deduction_pending" harm 4,
    /// 工资行待认定: a row of the pay sheet waits for the clerk to say whose it is.
    PayRowUnassigned = "pay_row_unassigned" harm 4,
    /// 应缴待确认.
    DueUnconfirmed = "due_unconfirmed" harm 2,
    /// 原因未明.
    Unknown = "unknown" harm 2,
}

/// 证据 — a stored row that shows a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// 经办机构记录.
    Record(i64),
    /// 工资条.
    Wage(i64),
    /// 银行流水.
    Line(i64),
}

/// 算式里的数 — what a cause says beside its amount.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// 应有的基数.
    pub expected_base: Option<Yuan>,
    /// 实际的基数, printed or implied.
    pub found_base: Option<Yuan>,
    /// 应有的费率.
    pub expected_rate: Option<Rate>,
    /// 推得的费率.
    pub found_rate: Option<Rate>,
    /// 应有的金额.
    pub expected: Option<Yuan>,
    /// 实际的金额.
    pub found: Option<Yuan>,
    /// 滞纳天数.
    pub days: Option<i64>,
    /// The other month that the cause speaks of.
    pub month: Option<Month>,
    /// The other unit that the cause speaks of.
    pub unit: Option<i64>,
    /// 打印的姓名.
    pub printed: Option<String>,
}

/// 差异原因 — one part of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// 原因代码.
    pub code: CauseCode,
    /// Whom it concerns.
    pub who: Option<Who>,
    /// 险种, where it is one.
    pub insurance: Option<Insurance>,
    /// Which difference it is part of.
    pub source: Source,
    /// 单位 / 个人; `None` for money of both.
    pub side: Option<Side>,
    /// 金额, with the sign of the difference.
    pub amount: Yuan,
    /// 证据.
    pub evidence: Vec<Evidence>,
    /// What it says beside the amount.
    pub figures: Figures,
}
