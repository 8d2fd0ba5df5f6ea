//! 重新打开月份 — with a reason; what was sealed is reversed line by line and stays readable, nothing is overwritten.

use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_store::{Action, ContributionLine, Reopening, Seal, Stored};

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::true_up::kept_terms;
use crate::wire::month::{MonthReopened, MonthReversal};
use crate::wire::small;
use crate::{Moment, read};

impl Desk {
    /// 重新打开 — takes the seal off a locked month. Its lines are kept as reversed; the month becomes a draft that may be
    /// computed and closed again.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] without a reason, [`Code::MonthNotLocked`], [`Code::BookDamaged`] if the month is not what
    /// was sealed.
    pub fn month_reopen(&mut self, month: &str, reason: &str, now: Moment) -> Outcome<MonthReopened> {
        let month = read::month(month, "月份")?;
        let reason =
            read::given(Some(reason)).ok_or_else(|| read::invalid("重新打开的原因", "漏报一名新员工的工伤保险"))?;
        if !self.is_locked(month)? {
            return Err(Failure::new(Code::MonthNotLocked).with("month", month));
        }
        let object = format!("month:{month}");
        let action = Action { action: "month.reopen", object: &object };
        let (reopening, seq) = self.book.act(&action, now, |tx| -> Outcome<Reopening> {
            let reopening = tx.reopen_month(month, reason)?;
            tx.summarise(serde_json::json!({ "month": month, "lines": reopening.lines, "reason": reason }));
            Ok(reopening)
        })?;
        self.recheck_closed()?;
        let seals = self.view().seals()?;
        Ok(MonthReopened { action_seq: Some(small(seq)), ..reopened(&reopening, &seals)? })
    }

    /// 冲销记录 — every reopening of a month, or of all, with the lines it reversed; the newest first.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] for what is no month.
    pub fn month_reversals(&self, month: Option<&str>) -> Outcome<Vec<MonthReversal>> {
        let month = read::month_or_none(month, "月份")?;
        let view = self.view();
        let seals = view.seals()?;
        let mut reversals = Vec::new();
        for reopening in view.reopenings()?.into_iter().rev() {
            if month.is_none_or(|month| month == reopening.month) {
                reversals.push(self.reversal(&reopening, &seals)?);
            }
        }
        Ok(reversals)
    }

    fn reversal(&self, reopening: &Reopening, seals: &[Stored<Seal>]) -> Outcome<MonthReversal> {
        let view = self.view();
        let mut lines = view.reversed_lines(reopening.seal_seq)?;
        let kept = kept_terms(view.rules(lines.iter().filter_map(|l| l.rule_id))?)?;
        let ids: Vec<i64> = kept.keys().copied().collect();
        for line in &mut lines {
            let place = line.rule_id.and_then(|id| ids.binary_search(&id).ok());
            line.rule_id = place.and_then(|at| i64::try_from(at).ok());
            negate(line);
        }
        let mut reversed = self.line_views(&lines, &kept.into_values().collect::<Vec<_>>())?;
        for line in &mut reversed {
            "reversal".clone_into(&mut line.kind);
        }
        let (employer, employee) = self.standing(reopening.month)?;
        Ok(MonthReversal {
            reopened: reopened(reopening, seals)?,
            reversed,
            employer_difference: employer - reopening.employer,
            employee_difference: employee - reopening.employee,
        })
    }

    /// What a month comes to as it stands, with what is booked in it of other periods.
    fn standing(&self, month: Month) -> Outcome<(Yuan, Yuan)> {
        let mut lines = self.view().ledger(month, None)?;
        lines.extend(self.view().extras_booked(month, None)?);
        let sum = |side: fn(&ContributionLine) -> Option<Yuan>| lines.iter().filter_map(side).sum::<Yuan>();
        Ok((sum(|line| line.employer), sum(|line| line.employee)))
    }
}

const fn reversed_side(amount: Option<Yuan>) -> Option<Yuan> {
    match amount {
        Some(amount) => Some(Yuan::from_fen(-amount.fen())),
        None => None,
    }
}

const fn negate(line: &mut ContributionLine) {
    line.employer = reversed_side(line.employer);
    line.employee = reversed_side(line.employee);
    line.employer_fixed = Yuan::from_fen(-line.employer_fixed.fen());
    line.employee_fixed = Yuan::from_fen(-line.employee_fixed.fen());
}

fn reopened(reopening: &Reopening, seals: &[Stored<Seal>]) -> Outcome<MonthReopened> {
    let seal = seals.iter().find(|seal| seal.id == reopening.seal_seq);
    Ok(MonthReopened {
        month: reopening.month,
        seal: seal.map(|seal| seal.code()).transpose()?.unwrap_or_default(),
        reason: reopening.reason.clone(),
        reopened_at: reopening.reopened_at.format("%Y-%m-%d %H:%M").to_string(),
        user: reopening.user.clone(),
        lines: u32::try_from(reopening.lines).unwrap_or(u32::MAX),
        employer: -reopening.employer,
        employee: -reopening.employee,
        action_seq: None,
    })
}
