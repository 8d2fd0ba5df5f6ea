//! 人员标识 — who a row speaks of.

use serde::{Deserialize, Serialize};
use shebao_rules::identity::IdNumber;
use shebao_rules::month::Month;
use shebao_rules::name;
use shebao_rules::words::IdType;

use super::context::RowReader;
use crate::clean::{self, Flaw, IdProblem, IssueCode, Severity};
use crate::recognise::Field;
use crate::sheet::Cell;

/// 人员标识.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// 工号, as written; compare with [`clean::employee_no_key`].
    pub employee_no: Option<String>,
    /// 姓名, tidied.
    pub name: Option<String>,
    /// 姓名, as written.
    pub name_written: Option<String>,
    /// 证件类型, as the sheet says.
    pub id_type: Option<IdType>,
    /// 证件号码, if it is certain.
    pub id: Option<IdNumber>,
    /// 证件号码问题, if one is written that is not.
    pub id_problem: Option<IdProblem>,
}

/// 参保起止 — first and last month due per group; no first month: not covered; no last month: still covered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// 社保起缴年月.
    pub social_from: Option<Month>,
    /// 社保停缴年月, the last month due.
    pub social_to: Option<Month>,
    /// 公积金起缴年月.
    pub fund_from: Option<Month>,
    /// 公积金停缴年月, the last month due.
    pub fund_to: Option<Month>,
}

/// Reads who the row speaks of.
pub(super) fn person(reader: &mut RowReader<'_>) -> Person {
    let employee_no = reader.read_softly(Field::EmployeeNo, Severity::Question, clean::employee_no);
    let name_written = reader.read_softly(Field::Name, Severity::Question, clean::plain);
    let name = name_written.as_deref().map(name::tidy).filter(|name| !name.is_empty());
    let name_written = reader.cell(Field::Name).map(Cell::shown).filter(|_| name.is_some());
    let id_type = reader.read(Field::IdType, clean::id_type);
    let (mut id, mut id_problem) = (None, None);
    let said = reader.guess.said.person_of(reader.row.number);
    let name = name.or_else(|| said.map(|own| name::tidy(&own.name)));
    let written = said.map(|own| Cell::Text(own.id.clone()));
    if let Some(cell) = reader.cell(Field::IdNumber).or(written.as_ref()) {
        let cut = reader.guess.cut_numbers && cell.text().is_some_and(|text| text.trim().ends_with("000"));
        let as_number = cut.then(|| Cell::Number(cell.shown().trim().to_owned()));
        let (reading, problem) = clean::id_number(as_number.as_ref().unwrap_or(cell), id_type);
        if let Some(flaw) = reading.flaw {
            reader.flaw(Some(Field::IdNumber), flaw);
        }
        (id, id_problem) = (reading.value, problem);
    }
    let name_written = name_written.or_else(|| said.map(|own| own.name.clone()));
    let person = Person { employee_no, name, name_written, id_type, id, id_problem };
    if person.employee_no.is_none() && person.id.is_none() && person.name.is_none() {
        let flaw =
            Flaw::new(IssueCode::PersonMissing, "没有姓名、工号或可用的证件号码，无法知道是谁。请补上后重新导入。");
        reader.flaw(None, flaw);
    }
    person
}

/// Reads the months of cover.
pub(super) fn cover(reader: &mut RowReader<'_>) -> Cover {
    Cover {
        social_from: reader.month(Field::SocialFrom),
        social_to: reader.month(Field::SocialTo),
        fund_from: reader.month(Field::FundFrom),
        fund_to: reader.month(Field::FundTo),
    }
}
