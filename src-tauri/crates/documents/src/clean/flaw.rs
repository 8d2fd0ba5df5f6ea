//! What is wrong with a cell or row, and how much it matters.

use serde::{Deserialize, Serialize};

use crate::recognise::Field;

/// 轻重 — what follows from an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 提示: put right or left out for certain, only told.
    Note,
    /// 待确认: the clerk must decide or another file must answer.
    Question,
    /// 拒收: the row cannot be taken in.
    Refused,
}

macro_rules! codes {
    ($($(#[$meta:meta])* $variant:ident = $id:literal $severity:ident),+ $(,)?) => {
        /// 问题代码.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum IssueCode { $($(#[$meta])* #[serde(rename = $id)] $variant),+ }

        impl IssueCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The identifier in JSON.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// How much it matters.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),+ }
            }
        }
    };
}

codes! {
    /// 校验位不对.
    WrongCheckDigit = "wrong_check_digit" Question,
    /// 数字单元格丢失尾数.
    IdDigitsLost = "id_digits_lost" Question,
    /// 证件号码被遮盖.
    IdMasked = "id_masked" Question,
    /// 证件号码不合规.
    IdInvalid = "id_invalid" Question,
    /// 没有证件号码.
    IdMissing = "id_missing" Question,
    /// 表里没有证件号码列.
    IdColumnMissing = "id_column_missing" Question,
    /// 证件号码已整理（空格、全角、小写 x）.
    IdNormalised = "id_normalised" Note,
    /// 15 位号码已升位.
    IdOldForm = "id_old_form" Note,
    /// 证件类型与号码不符.
    IdTypeDiffers = "id_type_differs" Note,
    /// 没有证件类型.
    IdTypeMissing = "id_type_missing" Question,
    /// 性别与证件不符.
    SexDiffers = "sex_differs_from_id" Note,
    /// 出生日期与证件不符.
    BirthDiffers = "birth_differs_from_id" Note,
    /// 缺姓名.
    NameMissing = "name_missing" Refused,
    /// 缺工号、姓名、证件.
    PersonMissing = "person_missing" Refused,
    /// 日期读不出.
    DateUnreadable = "date_unreadable" Question,
    /// 日期不存在.
    DateImpossible = "date_impossible" Question,
    /// 日期有两种读法.
    DateAmbiguous = "date_ambiguous" Question,
    /// 只有年份.
    DateYearOnly = "date_year_only" Question,
    /// 两位年份.
    TwoDigitYear = "two_digit_year" Note,
    /// 只到月份.
    MonthOnly = "month_only" Note,
    /// 离职早于入职.
    LeaveBeforeHire = "leave_before_hire" Question,
    /// 年月读不出.
    MonthUnreadable = "month_unreadable" Question,
    /// 缺起始年月.
    MonthMissing = "month_missing" Refused,
    /// 金额读不出.
    MoneyUnreadable = "money_unreadable" Refused,
    /// 金额不足一分.
    PartOfAFen = "part_of_a_fen" Refused,
    /// 金额为负.
    NegativeAmount = "negative_amount" Question,
    /// 缺金额.
    AmountMissing = "amount_missing" Refused,
    /// 费率读不出.
    RateUnreadable = "rate_unreadable" Question,
    /// 费率有两种读法.
    RateAmbiguous = "rate_ambiguous" Question,
    /// 户口性质不明.
    HukouUnclear = "hukou_unclear" Note,
    /// 用语不认识.
    WordUnknown = "word_unknown" Note,
    /// 险种不认识.
    InsuranceUnknown = "insurance_unknown" Refused,
    /// 用法不认识.
    ModeUnknown = "mode_unknown" Refused,
    /// 信用代码不合规.
    CreditCodeInvalid = "credit_code_invalid" Question,
    /// 缺参保城市或单位.
    CityMissing = "city_missing" Refused,
    /// 占位内容.
    Placeholder = "placeholder" Note,
    /// 隐藏行.
    HiddenRow = "hidden_row" Note,
    /// 填写样例行.
    SampleRow = "sample_row" Note,
    /// 有金额没有姓名的行.
    StrayRow = "stray_row" Question,
    /// 公式没有结果.
    UncomputedFormula = "uncomputed_formula" Question,
    /// 公式错误.
    ErrorCell = "error_cell" Question,
    /// 合计不符.
    TotalDiffers = "total_differs" Question,
    /// 本行合计不符.
    RowTotalDiffers = "row_total_differs" Question,
    /// 应发与明细不符.
    GrossDiffers = "gross_differs" Note,
    /// 外币.
    ForeignCurrency = "foreign_currency" Refused,
    /// 收支方向不明.
    DirectionUnknown = "direction_unknown" Refused,
    /// 借贷方按余额认定.
    SidesByBalance = "sides_by_balance" Note,
    /// 余额接不上.
    BalanceBreaks = "balance_breaks" Question,
}

/// 瑕疵 — an issue before its place is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// What kind.
    pub code: IssueCode,
    /// What is wrong and what to do next, in Chinese; holds nothing personal in full.
    pub message: String,
    /// What the value probably should be, in full, for the clerk's eyes only.
    pub suggestion: Option<String>,
}

impl Flaw {
    /// A flaw with its words.
    #[must_use]
    pub fn new(code: IssueCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), suggestion: None }
    }

    /// The same with a suggestion.
    #[must_use]
    pub fn suggesting(mut self, value: impl Into<String>) -> Self {
        self.suggestion = Some(value.into());
        self
    }
}

/// 问题 — a flaw at its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// 代码.
    pub code: IssueCode,
    /// 轻重.
    pub severity: Severity,
    /// 行号.
    pub row: u32,
    /// 列号, `F`.
    pub column: Option<String>,
    /// 表头文字.
    pub heading: Option<String>,
    /// 字段.
    pub field: Option<Field>,
    /// What is wrong and what to do next.
    pub message: String,
    /// The cell's value, masked where it is a number of a person.
    pub value_masked: Option<String>,
    /// What the value probably should be, in full: only for the clerk's own screen.
    pub suggestion: Option<String>,
}
