//! 疑问 — what an import asks the clerk about a person, and what it tells her; nothing is changed here.

use shebao_documents::rows::RosterRow;
use shebao_rules::identity;
use shebao_rules::name;
use shebao_store::Employee;

use super::people::finer_hukou;
use super::report::Report;
use super::run::Run;
use crate::wire::exchange::{Choice, Difference};

/// Asks for a number whose last character does not fit; only its place of birth and last characters are shown.
pub(super) fn ask_check_digit(id: i64, row: &RosterRow, expected: &str, report: &mut Report) {
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
pub(super) fn ask_contradiction(run: &Run<'_>, id: i64, row: &RosterRow, report: &mut Report) {
    let known = run.people.get(id);
    let message = format!(
        "工号 {} 在账簿里是 {}，与本行的姓名或证件号码不一致；没有改动任何资料，请核对后修正表格再导入",
        row.person.employee_no.as_deref().unwrap_or_default(),
        known.map(|e| e.name.as_str()).unwrap_or_default()
    );
    report.ask(row.row, "employee_no_contradicts", message, Vec::new());
}

/// A name that differs for the same document number is the clerk's decision; nothing is overwritten.
pub(super) fn ask_name(known: &Employee, row: &RosterRow, report: &mut Report) {
    let Some(written) = row.person.name.as_deref() else { return };
    if name::fold_loosely(written) != name::fold_loosely(&known.name) {
        let message =
            format!("工号 {} 账簿里的姓名是“{}”，本行写作“{written}”；没有改动", known.employee_no, known.name);
        report.ask(row.row, "name_differs", message, Vec::new());
    }
}

/// Tells which fields the row changes, and which it only disputes.
pub(super) fn tell_differences(before: &Employee, after: &Employee, row: &RosterRow, report: &mut Report) {
    let text = |o: &Option<String>| o.clone();
    let pairs = [
        ("部门", text(&before.department), text(&after.department), row.department.clone()),
        ("岗位", text(&before.post), text(&after.post), row.post.clone()),
        (
            "户口性质",
            before.hukou.map(|h| h.chinese().to_owned()),
            after.hukou.map(|h| h.chinese().to_owned()),
            finer_hukou(before.hukou, row).map(|h| h.chinese().to_owned()),
        ),
        (
            "医保档次",
            before.medical_tier.map(|t| t.chinese().to_owned()),
            after.medical_tier.map(|t| t.chinese().to_owned()),
            row.medical_tier.map(|t| t.chinese().to_owned()),
        ),
        (
            "退休口径",
            before.position_class.map(|c| c.chinese().to_owned()),
            after.position_class.map(|c| c.chinese().to_owned()),
            row.position_class.map(|c| c.chinese().to_owned()),
        ),
    ];
    for (field, old, new, written) in pairs {
        if written.is_none() || written == old {
            continue;
        }
        report.differ(Difference {
            row: row.row,
            employee_no: before.employee_no.clone(),
            name: before.name.clone(),
            field: field.to_owned(),
            applied: new == written,
            before: old,
            after: written,
            ..Difference::default()
        });
    }
}
