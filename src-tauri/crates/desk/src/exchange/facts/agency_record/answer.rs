//! 待决定的人 — what only the clerk can say about a bureau's row: whom it means, and whether a name is only misprinted.

use shebao_documents::rows::AgencyRow;
use shebao_rules::identity;
use shebao_rules::name;
use shebao_store::{AgencyRecord, Employee, ImportQuestion, MatchStrength, Origin, Stored, Tx};

use crate::error::Outcome;
use crate::exchange::ground::report::Report;
use crate::exchange::ground::run::Run;
use crate::wire::exchange::Choice;

/// The question that is answered by a person.
const WHOSE: &str = "agency_whose";
/// The question about a name that differs for one and the same number.
const NAME: &str = "name_differs";

/// Whether a question asks whom a bureau's row means.
pub(in crate::exchange) fn asks_whose(question: &ImportQuestion) -> bool {
    question.code == WHOSE
}

/// Asks whom a row means; the same is not asked again for the next month.
pub(super) fn ask_whose(
    tx: &Tx<'_>,
    run: &Run<'_>,
    row: &AgencyRow,
    ids: &[i64],
    reason: &str,
    unit: &str,
    report: &mut Report,
) -> Outcome<()> {
    let name = row.person.name.as_deref().unwrap_or_default();
    let number = row.printed_id.as_deref().map(identity::mask).or_else(|| row.personal_number.clone());
    let base = row.charges.iter().find_map(|c| c.base).map(|base| format!("，基数 {base}")).unwrap_or_default();
    let message = format!(
        "{unit} 的经办机构明细里的“{name}”{}{base}：{reason}。已记入但没有归到人，请指定",
        number.map_or_else(String::new, |n| format!("（{n}）"))
    );
    let known = ids.iter().filter_map(|id| Some((id, run.people.get(*id)?)));
    let mut choices: Vec<Choice> = known
        .map(|(id, e)| Choice {
            id: format!("person:{id}"),
            label: format!("{} {}（{}）", e.employee_no, e.name, e.department.as_deref().unwrap_or("未写部门")),
        })
        .collect();
    choices.push(Choice { id: "nobody".to_owned(), label: "不是花名册里的人".to_owned() });
    ask_once(tx, row.row, WHOSE, message, choices, report)
}

/// Asks about a name that is printed differently for the same number; the record keeps it as printed.
pub(super) fn ask_name(tx: &Tx<'_>, known: &Employee, row: &AgencyRow, unit: &str, report: &mut Report) -> Outcome<()> {
    let Some(printed) = row.person.name.as_deref().filter(|printed| name::fold(printed) != known.name_folded) else {
        return Ok(());
    };
    let message = format!(
        "工号 {} 在花名册里是“{}”，{unit} 的经办机构明细写作“{printed}”；按证件号码认定为同一人，姓名照原样保留",
        known.employee_no, known.name
    );
    let choices = vec![
        Choice { id: "same".to_owned(), label: "是同一人，经办机构系统的写法不同".to_owned() },
        Choice { id: "correct_there".to_owned(), label: "是同一人，要到经办机构更正姓名".to_owned() },
    ];
    ask_once(tx, row.row, NAME, message, choices, report)
}

fn ask_once(
    tx: &Tx<'_>,
    row: u32,
    code: &str,
    message: String,
    choices: Vec<Choice>,
    report: &mut Report,
) -> Outcome<()> {
    let here = report.whole.questions.iter().any(|q| q.code == code && q.message == message);
    if here || tx.questions(false)?.iter().any(|q| q.code == code && q.message == message) {
        return Ok(());
    }
    report.ask(row, code, message, choices);
    Ok(())
}

/// The records that a row spoke of, and every other of the same account or number.
fn spoken_of(tx: &Tx<'_>, row: Origin) -> Outcome<Vec<Stored<AgencyRecord>>> {
    let of_row = |record: &&Stored<AgencyRecord>| record.origin == Some(row);
    let all = tx.agency_records()?;
    let identities: Vec<&str> = all.iter().filter(of_row).map(|r| r.identity.as_str()).collect();
    let same_number =
        |r: &Stored<AgencyRecord>| !r.identity.starts_with("name:") && identities.contains(&r.identity.as_str());
    Ok(all.iter().filter(|r| of_row(r) || same_number(r)).cloned().collect())
}

/// Gives the records of a row to the person the clerk named, or to nobody. Whether there were any.
pub(in crate::exchange) fn give(tx: &mut Tx<'_>, row: Origin, person: Option<i64>) -> Outcome<bool> {
    let records = spoken_of(tx, row)?;
    for record in &records {
        let known =
            AgencyRecord { employee_id: person, match_strength: Some(MatchStrength::Clerk), ..record.row.clone() };
        tx.update_agency_record(record.id, &known)?;
    }
    Ok(!records.is_empty())
}
