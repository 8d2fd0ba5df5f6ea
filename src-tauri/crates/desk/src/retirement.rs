//! 退休 — the statutory month of each person. Nobody's cover is ever stopped by the program.

use shebao_rules::national::National;
use shebao_rules::national::retirement::WARNED_BEFORE;
use shebao_store::Employee;

use crate::wire::policy::SourceView;
use crate::wire::roster::RetirementView;

/// 退休月 of a person, or what is not recorded.
pub(crate) fn view(national: &National, employee: &Employee) -> RetirementView {
    match national.retirement_of(employee.sex, employee.position_class, employee.birth) {
        Err(missing) => RetirementView { missing: Some(missing.chinese().to_owned()), ..RetirementView::default() },
        Ok(found) => RetirementView {
            class: Some(found.class.id().to_owned()),
            month: Some(found.month.to_string()),
            age: Some(found.age),
            warned_from: Some(found.month.plus(-WARNED_BEFORE).to_string()),
            minimum_months: found.minimum_months,
            missing: None,
            source: Some(SourceView::from(&found.source)),
        },
    }
}
