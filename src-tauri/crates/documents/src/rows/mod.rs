//! 行 — typed rows of a recognised sheet, each value with the row and column it came from, each flaw with its words.

mod actions;
mod agency_record;
mod bank;
mod bank_head;
mod charges;
mod claim;
mod context;
mod cover;
mod listed;
mod payroll;
mod person;
mod roster;
mod totals;
mod units;

use serde::{Deserialize, Serialize};
use shebao_rules::month::Month;

pub use actions::{Action, RowAction, roster_actions};
pub use agency_record::{AgencyCharge, AgencyRow, RecordKind};
pub use bank::{BankLine, BankStatement};
pub use bank_head::{BankHead, account_number};
pub use claim::{ClaimPaper, ClaimRow};
pub use cover::{BaseRow, EnrollmentRow};
pub use listed::{Listed, ListedRow};
pub use payroll::{ItemKind, Part, PayItem, Share, WageRow};
pub use person::{Cover, Person};
pub use roster::RosterRow;
pub use totals::ControlTotal;
pub use units::{PaymentGroup, SettingRow, UnitRow};

use crate::clean::{Flaw, Issue, IssueCode};
use crate::recognise::{self, Column, Field, Kind, SheetGuess};
use crate::sheet::{Sheet, Workbook};
use context::{Groups, RowReader};

/// 工作表的行 — everything read from one sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRows {
    /// The sheet's name.
    pub sheet: String,
    /// 类别.
    pub kind: Kind,
    /// The columns the values came from.
    pub columns: Vec<Column>,
    /// 所属月份, for pay sheets.
    pub month: Option<Month>,
    /// 参保单位 of the title area.
    pub unit: Option<String>,
    /// The rows.
    pub rows: Rows,
    /// 控制总数 — the file's own totals beside ours.
    pub totals: Vec<ControlTotal>,
    /// Issues of the sheet as a whole.
    pub issues: Vec<Issue>,
}

/// Rows by kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "rows")]
pub enum Rows {
    /// 单位信息.
    Units(Vec<UnitRow>),
    /// 单位参数.
    Settings(Vec<SettingRow>),
    /// 花名册.
    Roster(Vec<RosterRow>),
    /// 参保台账.
    Enrollments(Vec<EnrollmentRow>),
    /// 申报基数.
    Bases(Vec<BaseRow>),
    /// 工资表.
    Payroll(Vec<WageRow>),
    /// 社保明细、公积金清册、未申报明细.
    Agency(Vec<AgencyRow>),
    /// 参保人员名单、公积金账号清单.
    Listed(Vec<ListedRow>),
    /// 银行流水.
    BankStatement(BankStatement),
    /// 报销台账.
    Claims(Vec<ClaimRow>),
    /// A kind that is not taken in.
    None,
}

impl SheetRows {
    /// The first column with a meaning.
    #[must_use]
    pub fn column_of(&self, field: Field) -> Option<&Column> {
        self.columns.iter().find(|c| c.field == Some(field))
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.rows {
            Rows::Units(rows) => rows.len(),
            Rows::Settings(rows) => rows.len(),
            Rows::Roster(rows) => rows.len(),
            Rows::Enrollments(rows) => rows.len(),
            Rows::Bases(rows) => rows.len(),
            Rows::Payroll(rows) => rows.len(),
            Rows::Agency(rows) => rows.len(),
            Rows::Listed(rows) => rows.len(),
            Rows::BankStatement(statement) => statement.lines.len(),
            Rows::Claims(rows) => rows.len(),
            Rows::None => 0,
        }
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Reads the rows of a recognised sheet.
#[must_use]
pub fn read_rows(workbook: &Workbook, guess: &SheetGuess) -> SheetRows {
    let blank = Sheet::default();
    let sheet = workbook.sheets.get(guess.index).filter(|s| s.name == guess.sheet);
    let sheet = sheet.or_else(|| workbook.sheets.iter().find(|s| s.name == guess.sheet)).unwrap_or(&blank);
    let sheet = &*recognise::in_yuan(sheet, &guess.scaled);
    let rows = match guess.kind {
        Kind::Units => Rows::Units(each(sheet, guess, units::unit)),
        Kind::Settings => Rows::Settings(each(sheet, guess, units::setting)),
        Kind::Roster => Rows::Roster(each(sheet, guess, roster::row)),
        Kind::Enrollments => Rows::Enrollments(each(sheet, guess, cover::enrollment)),
        Kind::Bases => Rows::Bases(cover::base_rows(sheet, guess)),
        Kind::Payroll => Rows::Payroll(payroll::rows(sheet, guess)),
        Kind::AgencyRecords | Kind::HousingFundRecords | Kind::Undeclared => {
            Rows::Agency(agency_record::rows(sheet, guess))
        }
        Kind::InsuredList | Kind::FundAccounts => Rows::Listed(each(sheet, guess, listed::row)),
        Kind::Claims => Rows::Claims(each(sheet, guess, claim::row)),
        // The totals of a statement are read together with it, below.
        Kind::BankStatement | Kind::TaxReport | Kind::Unknown => Rows::None,
    };
    let (rows, totals, mut issues) = if guess.kind == Kind::BankStatement {
        let (statement, totals, issues) = bank::statement(sheet, guess);
        (Rows::BankStatement(statement), totals, issues)
    } else {
        let (totals, issues) = totals::control(sheet, guess);
        (rows, totals, issues)
    };
    issues.extend(sheet_issues(guess));
    SheetRows {
        sheet: guess.sheet.clone(),
        kind: guess.kind,
        columns: guess.columns.clone(),
        month: guess.month,
        unit: guess.unit.clone(),
        rows,
        totals,
        issues,
    }
}

/// Fewer rows are read sooner than a second thread begins.
const SHARED_ROWS: usize = 2_000;

/// Rows that do not depend on each other; the second half of many is read by a second thread.
fn each<T: Send>(sheet: &Sheet, guess: &SheetGuess, read: impl Fn(&mut RowReader<'_>) -> T + Sync) -> Vec<T> {
    let groups = Groups::of(sheet, guess);
    let part = |numbers: &[u32]| -> Vec<T> {
        let rows = numbers.iter().filter_map(|number| sheet.row(*number));
        rows.map(|row| read(&mut RowReader::new(sheet, guess, row, &groups))).collect()
    };
    let numbers = guess.data_rows.as_slice();
    if numbers.len() < SHARED_ROWS {
        return part(numbers);
    }
    let (first, second) = numbers.split_at_checked(numbers.len() / 2).unwrap_or((numbers, &[]));
    std::thread::scope(|scope| {
        let second = scope.spawn(|| part(second));
        let mut rows = part(first);
        rows.extend(second.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        rows
    })
}

/// What concerns no single data row: missing number column, example rows, rows with amounts and no name.
fn sheet_issues(guess: &SheetGuess) -> Vec<Issue> {
    let mut issues = Vec::new();
    let mut add = |row: u32, flaw: Flaw| issues.push(context::issue(flaw, row, None, None));
    if guess.kind == Kind::Roster && guess.column_of(Field::IdNumber).is_none() {
        let message = "这张表没有证件号码列，人员只能按工号和姓名对应。请补上证件号码列，或在“对应列”一步指定。";
        add(guess.header_rows.first().copied().unwrap_or(1), Flaw::new(IssueCode::IdColumnMissing, message));
    }
    for row in &guess.sample_rows {
        add(*row, Flaw::new(IssueCode::SampleRow, "填写样例行，没有导入。"));
    }
    let stray = if guess.kind == Kind::BankStatement {
        "这一行有金额但没有能读出的交易日期，没有导入。请补上日期，或确认它不是交易行。"
    } else {
        "这一行有金额但没有姓名、工号和证件号码，没有导入。请补上姓名，或确认它不是人员行。"
    };
    for row in &guess.stray_rows {
        add(*row, Flaw::new(IssueCode::StrayRow, stray));
    }
    issues
}
