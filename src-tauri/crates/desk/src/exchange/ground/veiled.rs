//! 遮去 — what an import tells or asks goes out without the names of who may not be named now, and without whole numbers.

use crate::book::Desk;
use crate::error::Outcome;
use crate::naming::Unnamed;
use crate::wire::exchange::{Difference, ImportReport, Question};

/// Stands for what the book has of somebody who is put away.
const PUT_AWAY: &str = "（已封存）";

impl Desk {
    /// A report as it goes out.
    pub(in crate::exchange) fn veil_report(&self, report: &mut ImportReport) -> Outcome<()> {
        report.actions.iter_mut().for_each(|row| self.veil_number(&mut row.id_number));
        let unnamed = self.unnamed_words()?;
        report.questions.iter_mut().for_each(|asked| veil(asked, &unnamed));
        report.differences.iter_mut().for_each(|told| veil_difference(told, &unnamed));
        Ok(())
    }

    /// Questions as they go out.
    pub(in crate::exchange) fn veil_questions<'q>(
        &self,
        questions: impl Iterator<Item = &'q mut Question>,
    ) -> Outcome<()> {
        let unnamed = self.unnamed_words()?;
        questions.for_each(|asked| veil(asked, &unnamed));
        Ok(())
    }
}

fn veil(asked: &mut Question, unnamed: &Unnamed) {
    asked.message = unnamed.veil(std::mem::take(&mut asked.message));
    for choice in &mut asked.choices {
        let label = std::mem::take(&mut choice.label);
        choice.label = match meant_by(&choice.id) {
            Some(id) => unnamed.veil_of(id, label),
            None => unnamed.veil(label),
        };
        choice.id = outward(&choice.id).to_owned();
    }
}

/// What the book has of her is not told by a file that speaks of her.
fn veil_difference(told: &mut Difference, unnamed: &Unnamed) {
    if let Some(pseudonym) = unnamed.pseudonym_of(&told.employee_no) {
        told.name = pseudonym;
        [&mut told.before, &mut told.after].into_iter().flatten().for_each(|value| PUT_AWAY.clone_into(value));
    }
}

/// Whom a choice means, by id: every choice of one person has it after its first word.
fn meant_by(choice: &str) -> Option<i64> {
    let (what, rest) = choice.split_once(':')?;
    let id = rest.split(':').next().filter(|_| matches!(what, "person" | "id" | "declared"))?;
    id.parse().ok()
}

/// A choice as the clerk's answer names it: the number that it would write stays in the book.
pub(in crate::exchange) fn outward(choice: &str) -> &str {
    let number = choice.strip_prefix("id:").and_then(|rest| rest.split_once(':')).map(|(_, number)| number);
    number.and_then(|number| choice.strip_suffix(number)?.strip_suffix(':')).unwrap_or(choice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_goes_out_without_the_number_it_would_write() {
        assert_eq!(outward("id:12:110105198511089975"), "id:12");
        assert_eq!(outward("person:12"), "person:12");
        assert_eq!(outward("declared:12:2026-01:pension"), "declared:12:2026-01:pension");
        let meant = ["id:12:110105198511089975", "person:7", "declared:3:2026-01:pension", "leave", "list:1:5:2026-01"];
        assert_eq!(meant.map(meant_by), [Some(12), Some(7), Some(3), None, None]);
    }
}
