//! 疑问 — what an import asks the clerk about a person, and what it tells her; nothing is changed here.

use shebao_documents::rows::RosterRow;
use shebao_rules::identity;
use shebao_rules::name;
use shebao_store::Employee;

use crate::exchange::ground::report::Report;
use crate::exchange::ground::run::Run;
use crate::exchange::ground::told::Told;
use crate::wire::exchange::Choice;

/// Asks for a number whose last character does not fit; only its place of birth and last characters are shown.
pub(in crate::exchange) fn ask_check_digit(id: i64, row: &RosterRow, expected: &str, report: &mut Report) {
    let name = row.person.name.as_deref().unwrap_or_default();
    let message = format!(
        "{name} 的身份证号码末位校验不符；按前 17 位推算应为 {}。请核对原件后选择，未核对前号码留空",
        identity::mask(expected)
    );
    let choices = vec![
        Choice {
            id: format!("id:{id}:{expected}"),
            label: format!("核对无误，采用推算的号码（…{}）", crate::contribution::tail(expected)),
        },
        Choice { id: "leave".to_owned(), label: "暂不填写，稍后手工录入".to_owned() },
    ];
    report.ask(row.row, "wrong_check_digit", message, choices);
}

/// Asks about a 工号 that belongs to somebody else.
pub(in crate::exchange) fn ask_contradiction(run: &Run<'_>, id: i64, row: &RosterRow, report: &mut Report) {
    let known = run.people.get(id);
    let message = format!(
        "工号 {} 在账簿里是 {}，与本行的姓名或证件号码不一致；没有改动任何资料，请核对后修正表格再导入",
        row.person.employee_no.as_deref().unwrap_or_default(),
        known.map(|e| e.name.as_str()).unwrap_or_default()
    );
    report.ask(row.row, "employee_no_contradicts", message, Vec::new());
}

/// A name that differs for the same document number is the clerk's decision; nothing is overwritten.
pub(in crate::exchange) fn ask_name(known: &Employee, row: &RosterRow, report: &mut Report) {
    let Some(written) = row.person.name.as_deref() else { return };
    if name::fold_loosely(written) != name::fold_loosely(&known.name) {
        let message =
            format!("工号 {} 账簿里的姓名是“{}”，本行写作“{written}”；没有改动", known.employee_no, known.name);
        report.ask(row.row, "name_differs", message, Vec::new());
    }
}

/// Tells which fields of a person a row changes; `applied` says whether it is written.
pub(in crate::exchange) fn tell_person(
    before: &Employee,
    after: &Employee,
    row: u32,
    applied: bool,
    report: &mut Report,
) {
    let told = Told::of(i64::from(row), before, applied);
    for ((field, old), (_, new)) in fields(before).into_iter().zip(fields(after)) {
        told.field(report, field, old, new);
    }
}

/// Tells what a row of a weaker source disputes: what stands is not changed.
pub(in crate::exchange) fn tell_disputed(known: &Employee, row: &RosterRow, written: &Employee, report: &mut Report) {
    let told = Told::of(i64::from(row.row), known, false);
    for ((field, old), (_, new)) in fields(known).into_iter().zip(fields(written)) {
        if new.is_some() {
            told.field(report, field, old, new);
        }
    }
}

/// Every field of a person that an import can change, as the clerk reads it. What is personal goes by its own name, so
/// that it is masked where it is shown.
fn fields(person: &Employee) -> [(&'static str, Option<String>); 13] {
    let text = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    [
        ("employee_no", Some(person.employee_no.clone())),
        ("id_number", text(&person.id_number)),
        ("birth", person.birth.map(|day| day.to_string())),
        ("sex", person.sex.map(|sex| sex.chinese().to_owned())),
        ("hukou", person.hukou.map(|hukou| hukou.chinese().to_owned())),
        ("medical_tier", person.medical_tier.map(|tier| tier.chinese().to_owned())),
        ("position_class", person.position_class.map(|class| class.chinese().to_owned())),
        ("phone", text(&person.phone)),
        ("bank_name", text(&person.bank_name)),
        ("bank_account", text(&person.bank_account)),
        ("department", text(&person.department)),
        ("post", text(&person.post)),
        ("notes", text(&person.notes)),
    ]
}
