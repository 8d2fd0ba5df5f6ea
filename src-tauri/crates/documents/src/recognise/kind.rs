//! 类别 — the kinds of sheets.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A text that names no kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a kind of sheet")]
pub struct KindError;

/// 类别 — what a sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 单位信息.
    Units,
    /// 单位费率与基数参数.
    Settings,
    /// 花名册、员工导入模板、离职名单.
    Roster,
    /// 参保台账.
    Enrollments,
    /// 申报基数.
    Bases,
    /// 工资表.
    Payroll,
    /// 社保明细.
    AgencyRecords,
    /// 公积金清册.
    HousingFundRecords,
    /// 银行流水.
    BankStatement,
    /// 报销台账.
    Claims,
    /// 参保人员名单: whom an agency or the tax client lists as insured; held against the book.
    InsuredList,
    /// 未申报明细: whom the tax bureau lists as insured and not declared; a matter for her, never a record.
    Undeclared,
    /// 个税扣缴明细: recognised so that nobody takes its deductions for a bureau's.
    TaxReport,
    /// 公积金账号清单: whose account is which, for the files that are handed out; held against the book too.
    FundAccounts,
    /// 未识别.
    Unknown,
}

impl Kind {
    /// Every kind, in the order in which facts build on each other.
    pub const ALL: [Self; 15] = [
        Self::Units,
        Self::Settings,
        Self::Roster,
        Self::Enrollments,
        Self::Bases,
        Self::Payroll,
        Self::AgencyRecords,
        Self::HousingFundRecords,
        Self::BankStatement,
        Self::Claims,
        Self::InsuredList,
        Self::Undeclared,
        Self::TaxReport,
        Self::FundAccounts,
        Self::Unknown,
    ];

    /// The identifier in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::Settings => "settings",
            Self::Roster => "roster",
            Self::Enrollments => "enrollments",
            Self::Bases => "bases",
            Self::Payroll => "payroll",
            Self::AgencyRecords => "agency_records",
            Self::HousingFundRecords => "housing_fund_records",
            Self::BankStatement => "bank_statement",
            Self::Claims => "claims",
            Self::InsuredList => "insured_list",
            Self::Undeclared => "undeclared",
            Self::TaxReport => "tax_report",
            Self::FundAccounts => "fund_accounts",
            Self::Unknown => "unknown",
        }
    }

    /// As the clerk reads it.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Units => "单位信息",
            Self::Settings => "单位参数",
            Self::Roster => "花名册",
            Self::Enrollments => "参保台账",
            Self::Bases => "申报基数",
            Self::Payroll => "工资表",
            Self::AgencyRecords => "社保明细",
            Self::HousingFundRecords => "公积金清册",
            Self::BankStatement => "银行流水",
            Self::Claims => "报销台账",
            Self::InsuredList => "参保人员名单",
            Self::Undeclared => "未申报明细",
            Self::TaxReport => "个税扣缴明细",
            Self::FundAccounts => "公积金账号清单",
            Self::Unknown => "未识别",
        }
    }

    /// Whether this program takes such sheets in.
    #[must_use]
    pub const fn is_taken_in(self) -> bool {
        self.is_record()
            || self.is_list()
            || matches!(
                self,
                Self::Units
                    | Self::Settings
                    | Self::Roster
                    | Self::Enrollments
                    | Self::Bases
                    | Self::Payroll
                    | Self::BankStatement
                    | Self::Claims
                    | Self::Undeclared
            )
    }

    /// 经办机构的明细 — a list that a bureau or the fund centre gave out.
    #[must_use]
    pub const fn is_record(self) -> bool {
        matches!(self, Self::AgencyRecords | Self::HousingFundRecords)
    }

    /// 名单 — a list of people that an agency keeps, without amounts due: it is held against the book and changes nothing.
    #[must_use]
    pub const fn is_list(self) -> bool {
        matches!(self, Self::InsuredList | Self::FundAccounts)
    }
}

impl FromStr for Kind {
    type Err = KindError;
    fn from_str(text: &str) -> Result<Self, KindError> {
        Self::ALL.into_iter().find(|kind| kind.id() == text).ok_or(KindError)
    }
}

/// 不导入的原因 — why a sheet is left alone unless the clerk asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skip {
    /// 未识别.
    Unknown,
    /// A kind that is named and left alone.
    OtherKind,
    /// 隐藏工作表.
    Hidden,
    /// 备份.
    Backup,
    /// 数据字典、说明.
    Dictionary,
    /// 没有数据行.
    NoRows,
}

impl Skip {
    /// As the clerk reads it.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Unknown => "未识别，不导入；可指定类别后导入",
            Self::OtherKind => "已识别，此类文件不导入",
            Self::Hidden => "隐藏工作表，不导入；需要时可指定导入",
            Self::Backup => "名称像备份，不导入；需要时可指定导入",
            Self::Dictionary => "数据字典或说明，不导入",
            Self::NoRows => "没有数据行",
        }
    }
}
