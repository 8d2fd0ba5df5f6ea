//! 参保台账行与申报基数行.

use serde::{Deserialize, Serialize};
use shebao_rules::insurance::{Group, Scope};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::words::{Hukou, MedicalTier};

use super::context::{Groups, RowReader};
use super::each;
use super::person::{Cover, Person, cover, person};
use crate::clean::{self, Flaw, Issue, IssueCode, Severity};
use crate::recognise::{Field, SheetGuess};
use crate::sheet::Sheet;

/// 参保台账行 — one person's cover in one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrollmentRow {
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
    /// 户口性质.
    pub hukou: Option<Hukou>,
    /// 医保档次.
    pub medical_tier: Option<MedicalTier>,
    /// 参保起止.
    pub cover: Cover,
    /// 首次月次月补缴.
    pub late_first: Option<bool>,
    /// 社保基数, undated, where the sheet has such a column.
    pub social_base: Option<Yuan>,
    /// 公积金基数, undated, where the sheet has such a column.
    pub fund_base: Option<Yuan>,
    /// 备注.
    pub notes: Option<String>,
    /// 问题.
    pub issues: Vec<Issue>,
}

/// 申报基数行 — one declared base and the months it holds for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaseRow {
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
    /// 类别: 社保, 公积金 or one insurance.
    pub scope: Option<Scope>,
    /// 适用起.
    pub from: Option<Month>,
    /// 适用止; `None` runs on.
    pub to: Option<Month>,
    /// 上年月均工资.
    pub average: Option<Yuan>,
    /// 取数口径.
    pub rule: Option<String>,
    /// 申报基数.
    pub base: Option<Yuan>,
    /// 问题.
    pub issues: Vec<Issue>,
}

pub(super) fn enrollment(reader: &mut RowReader<'_>) -> EnrollmentRow {
    let person = person(reader);
    let city = reader.read_softly(Field::City, Severity::Question, clean::city);
    let hukou = reader.read(Field::Hukou, |cell| clean::hukou(cell, city.as_deref()));
    let mut row = EnrollmentRow {
        row: reader.row.number,
        hidden: reader.row.hidden,
        unit: reader.text(Field::Unit),
        hukou,
        medical_tier: reader.read(Field::MedicalTier, clean::medical_tier),
        cover: cover(reader),
        late_first: reader.read(Field::LateFirst, clean::yes_no),
        social_base: reader.base(Field::SocialBase),
        fund_base: reader.base(Field::FundBase),
        notes: reader.text(Field::Notes),
        person,
        city,
        issues: Vec::new(),
    };
    let ends_early = |from: Option<Month>, to: Option<Month>| matches!((from, to), (Some(from), Some(to)) if to < from);
    for (field, from, to) in [
        (Field::SocialTo, row.cover.social_from, row.cover.social_to),
        (Field::FundTo, row.cover.fund_from, row.cover.fund_to),
    ] {
        if ends_early(from, to) {
            let message = "停缴年月早于起缴年月。请核对后改正。";
            reader.flaw(Some(field), Flaw::new(IssueCode::LeaveBeforeHire, message));
        }
    }
    row.issues = std::mem::take(&mut reader.issues);
    row
}

/// The rows of bases; a sheet with 社保基数 and 公积金基数 side by side says two things in one row.
pub(super) fn base_rows(sheet: &Sheet, guess: &SheetGuess) -> Vec<BaseRow> {
    if guess.column_of(Field::Base).is_some() {
        return each(sheet, guess, |reader| base_row(reader, None));
    }
    let groups = Groups::of(sheet, guess);
    let mut found = Vec::new();
    for row in guess.data_rows.iter().filter_map(|number| sheet.row(*number)) {
        for kind in [(Field::SocialBase, Group::Social), (Field::FundBase, Group::HousingFund)] {
            let column = guess.column_of(kind.0).map(|column| column.index);
            if column.and_then(|column| row.cell(column)).is_some_and(|cell| !cell.is_blank()) {
                found.push(base_row(&mut RowReader::new(sheet, guess, row, &groups), Some(kind)));
            }
        }
    }
    found
}

/// 缴存 is said of the fund alone: 调整后缴存基数 needs no column for its kind.
fn named_in_heading(reader: &RowReader<'_>) -> Option<Scope> {
    let heading = &reader.guess.column_of(Field::Base)?.heading;
    let silent = reader.guess.column_of(Field::Insurance).is_none();
    (silent && (heading.contains("缴存") || heading.contains("公积金"))).then_some(Scope::Group(Group::HousingFund))
}

fn base_row(reader: &mut RowReader<'_>, of: Option<(Field, Group)>) -> BaseRow {
    let person = person(reader);
    let field = of.map_or(Field::Base, |(field, _)| field);
    let mut row = BaseRow {
        row: reader.row.number,
        hidden: reader.row.hidden,
        unit: reader.text(Field::Unit),
        city: reader.read_softly(Field::City, Severity::Question, clean::city),
        scope: match of {
            Some((_, group)) => Some(Scope::Group(group)),
            None => reader.read(Field::Insurance, clean::scope).or_else(|| named_in_heading(reader)),
        },
        // Where no column says it, the title does: 2025年7月缴费基数调整表.
        from: reader.month(Field::From).or(reader.guess.month),
        to: reader.month(Field::To),
        average: reader.read_softly(Field::Average, Severity::Note, clean::money),
        rule: reader.text(Field::Rule),
        base: reader.read(field, clean::base),
        person,
        issues: Vec::new(),
    };
    let told = |field: Field| reader.issues.iter().any(|issue| issue.field == Some(field));
    let mut missing = Vec::new();
    if row.scope.is_none() && !told(Field::Insurance) {
        missing.push((
            Field::Insurance,
            IssueCode::InsuranceUnknown,
            "没有写明是社保还是公积金。请补上类别后重新导入。",
        ));
    }
    if row.from.is_none() && !told(Field::From) {
        missing.push((Field::From, IssueCode::MonthMissing, "没有适用的起始年月。请补上（如 2025-07）后重新导入。"));
    }
    if row.base.is_none() && !told(field) {
        missing.push((field, IssueCode::AmountMissing, "没有申报基数。请补上金额后重新导入。"));
    }
    for (field, code, message) in missing {
        reader.flaw(Some(field), Flaw::new(code, message));
    }
    row.issues = std::mem::take(&mut reader.issues);
    row
}
