//! 删除 — only once nothing obliges to keep a person (个人信息保护法 47); until then 封存 is what the law allows.

use shebao_store::{Employee, Forgotten, MonthPhase, Occasion, RequestState, Stored};

use super::keep_until;
use crate::Moment;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::wire::privacy::{Erase, ErasureScope, Keeping};

/// 删除依据 — the five items of article 47, paragraph 1.
const GROUNDS: [&str; 5] = ["purpose", "expired", "consent", "unlawful", "other"];

impl Desk {
    /// 删除范围 — what an erasure would do; nothing is done.
    ///
    /// # Errors
    /// [`Code::RetentionRuns`] while she must be kept (then 封存 is the way), [`Code::PersonServing`],
    /// [`Code::UnknownEmployee`].
    pub fn privacy_erasure_scope(&mut self, employee_no: &str, now: Moment) -> Outcome<ErasureScope> {
        let employee = self.employee_kept(employee_no)?;
        let keep_until = self.refuse_kept(&employee, now)?;
        let closed_months = self.closed_months_of(employee.id)?;
        let forgotten = self.book.erase_rehearsal(employee.id, now)?;
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let Forgotten { rows, files, payloads, unreachable, sealed } = forgotten;
        Ok(ErasureScope {
            employee_no: employee.employee_no.clone(),
            name: employee.name.clone(),
            keep_until,
            rows: count(rows),
            files: count(files),
            payloads: count(payloads),
            unreachable: count(unreachable),
            sealed: count(sealed),
            closed_months,
            pseudonym: format!("已删除人员{}", employee.id),
        })
    }

    /// 删除个人信息 — for good: her key is destroyed, her name and numbers go from every table, closed months keep their
    /// amounts under a pseudonym and their seals. A fresh backup carries the erasure on.
    ///
    /// # Errors
    /// As [`Desk::privacy_erasure_scope`], and [`Code::NotAllowed`], [`Code::WrongPassword`], [`Code::InvalidInput`].
    pub fn privacy_erase(&mut self, request: &Erase, now: Moment) -> Outcome<Keeping> {
        self.owner_only()?;
        self.book.prove(&request.own_password, now)?;
        if !GROUNDS.contains(&request.ground.as_str()) {
            return Err(crate::read::invalid("删除依据", &GROUNDS.join("、")));
        }
        let employee = self.employee_kept(&request.employee_no)?;
        self.refuse_kept(&employee, now)?;
        if let Some(id) = request.request {
            self.settle_request(i64::from(id), employee.id, (RequestState::Done, "已删除"), now)?;
        }
        self.book.erase(employee.id, &request.ground, now)?;
        self.opened.remove(&employee.id);
        self.recheck_closed()?;
        // From now on the newest backup tells every older one beside it whom to forget.
        self.keep_safe(Occasion::AfterErasure, now)?;
        self.privacy_keeping(now)
    }

    /// Refuses who must be kept; gives until when she had to be.
    fn refuse_kept(&self, employee: &Stored<Employee>, now: Moment) -> Outcome<Option<String>> {
        if self.view().is_erased(employee.id)? {
            return Err(Failure::new(Code::PersonErased).with("employee_no", &employee.employee_no));
        }
        let traces = self.refuse_serving(employee)?;
        let until = keep_until(&traces, self.retention_years()?);
        match until {
            Some(day) if day >= now.date() => {
                let runs = Failure::new(Code::RetentionRuns).with("employee_no", &employee.employee_no);
                Err(runs.with("until", day))
            }
            _ => Ok(until.map(|day| day.to_string())),
        }
    }

    /// 已锁定月份 in which she has lines.
    fn closed_months_of(&self, employee_id: i64) -> Outcome<u32> {
        let view = self.view();
        let mut count = 0;
        for state in view.month_states()?.into_iter().filter(|state| state.phase == MonthPhase::Locked) {
            let own = view.contributions_of(employee_id, state.month, state.month)?;
            count += u32::from(!own.is_empty());
        }
        Ok(count)
    }
}
