//! 数据与隐私 — how long data of people who left are kept, 封存 and its opening, 删除, their requests, and the papers that the
//! 个人信息保护法 asks of whoever keeps them.

mod archive;
mod archive_check;
mod archive_parts;
mod copy;
mod erase;
mod facts;
mod form;
mod form_paper;
mod request;

use chrono::{Months, NaiveDate};
use shebao_store::{Action, Employee, Frozen, LastTraces, Stored};

pub use archive_check::archive_verify;
pub(crate) use form::FormSheets;

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::kept::Kept;
use crate::wire::privacy::{ErasedPerson, Freeze, Keeping, KeepingEdit, KeptPerson};
use crate::{Moment, read};

/// 保存年限 until the unit sets its own: no statute names one for this work; the shortest that one names for a part of it
/// is two years (劳动合同法 50, 工资支付暂行规定 6).
const YEARS: u32 = 10;
const SHORTEST: u32 = 2;
const LONGEST: u32 = 50;
const YEARS_KEY: &str = "retention_years";

/// 答复天数 until the unit sets its own: the law says 及时 and names no number.
const REQUEST_DAYS: u32 = 30;
const REQUEST_DAYS_KEY: &str = "request_days";

impl Desk {
    /// 保存与封存一览 on a day.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn privacy_keeping(&self, now: Moment) -> Outcome<Keeping> {
        let (view, today, years) = (self.view(), now.date(), self.retention_years()?);
        let employees = self.people()?;
        let frozen = view.frozen()?;
        let (mut kept, mut serving) = (Vec::new(), 0);
        for traces in view.last_traces()? {
            let Some(employee) = employees.get(&traces.employee_id) else { continue };
            if traces.running {
                serving += 1;
            } else if !view.is_erased(traces.employee_id)? {
                let frozen = frozen.iter().find(|f| f.employee_id == traces.employee_id);
                kept.push(self.kept(employee, &traces, frozen, (years, today)));
            }
        }
        kept.sort_by(|a, b| (&a.keep_until, &a.employee_no).cmp(&(&b.keep_until, &b.employee_no)));
        let erased = view.erasures()?.into_iter().rev().map(|erasure| ErasedPerson {
            pseudonym: erasure.employee_id.and_then(|id| employees.get(&id)).map(|e| e.name.clone()),
            erased_at: erasure.erased_at.format("%Y-%m-%d %H:%M").to_string(),
            ground: erasure.ground,
        });
        Ok(Keeping { years, request_days: self.request_days()?, serving, kept, erased: erased.collect() })
    }

    fn kept(
        &self,
        employee: &Employee,
        traces: &LastTraces,
        frozen: Option<&Frozen>,
        (years, today): (u32, NaiveDate),
    ) -> KeptPerson {
        let until = keep_until(traces, years);
        KeptPerson {
            employee_no: employee.employee_no.clone(),
            name: employee.name.clone(),
            state: if frozen.is_some() { "frozen" } else { "normal" }.to_owned(),
            left: traces.left.map(|day| day.to_string()),
            last_month: traces.last_month.map(|month| month.to_string()),
            keep_until: until.map(|day| day.to_string()),
            over: until.is_none_or(|day| day < today),
            frozen_since: frozen.map(|f| f.since.to_string()),
            reason: frozen.map(|f| f.reason.clone()),
            opened: self.opened.contains(&traces.employee_id),
        }
    }

    /// 保存设置 — for how long after the last record, and within how many days a request is answered. Both are the unit's own.
    ///
    /// # Errors
    /// [`Code::NotAllowed`], [`Code::InvalidInput`] below two years: 劳动合同 and 工资记录 must be kept as long.
    pub fn privacy_keeping_set(&mut self, edit: &KeepingEdit, now: Moment) -> Outcome<Keeping> {
        self.owner_only()?;
        if !(SHORTEST..=LONGEST).contains(&edit.years) {
            return Err(read::invalid("保存年限", "2 至 50 年；劳动合同文本和工资记录至少保存两年"));
        }
        if !(1..=60).contains(&edit.request_days) {
            return Err(read::invalid("答复天数", "1 至 60 天"));
        }
        let action = Action { action: "privacy.keeping", object: "book" };
        self.book.act(&action, now, |tx| -> Outcome<()> {
            tx.set_book_info(YEARS_KEY, &edit.years.to_string())?;
            Ok(tx.set_book_info(REQUEST_DAYS_KEY, &edit.request_days.to_string())?)
        })?;
        self.privacy_keeping(now)
    }

    pub(crate) fn retention_years(&self) -> Outcome<u32> {
        self.number_kept(YEARS_KEY, YEARS)
    }

    pub(crate) fn request_days(&self) -> Outcome<u32> {
        self.number_kept(REQUEST_DAYS_KEY, REQUEST_DAYS)
    }

    fn number_kept(&self, key: &str, unset: u32) -> Outcome<u32> {
        Ok(self.view().book_info(key)?.and_then(|text| text.parse().ok()).unwrap_or(unset))
    }

    /// 封存 people who have left: from then on their data are only kept and protected.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] without a reason, [`Code::PersonServing`] for who is in service, [`Code::AlreadyExists`].
    pub fn privacy_freeze(&mut self, request: &Freeze, now: Moment) -> Outcome<Keeping> {
        let reason = reason(&request.reason)?;
        let mut people = Vec::new();
        for no in &request.employee_nos {
            let employee = self.employee_kept(no)?;
            self.refuse_serving(&employee)?;
            people.push(employee.id);
        }
        let action = Action { action: "person.freeze", object: "employee" };
        self.book.act(&action, now, |tx| -> Outcome<()> {
            for employee_id in &people {
                tx.freeze(&Frozen { employee_id: *employee_id, since: now.date(), reason: reason.to_owned() })?;
            }
            Ok(())
        })?;
        self.opened.retain(|id| !people.contains(id));
        self.privacy_keeping(now)
    }

    /// 解除封存, such as for somebody who comes back.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] without a reason, [`Code::UnknownRecord`] for who is not frozen.
    pub fn privacy_unfreeze(&mut self, request: &Freeze, now: Moment) -> Outcome<Keeping> {
        let reason = reason(&request.reason)?;
        let people = request.employee_nos.iter().map(|no| Ok(self.employee_kept(no)?.id));
        let people = people.collect::<Outcome<Vec<i64>>>()?;
        let action = Action { action: "person.unfreeze", object: "employee" };
        self.book.act(&action, now, |tx| -> Outcome<()> {
            tx.summarise(serde_json::json!({ "reason": reason }));
            Ok(people.iter().try_for_each(|id| tx.unfreeze(*id))?)
        })?;
        self.privacy_keeping(now)
    }

    /// 调阅 a frozen person: her data can be seen until the book is locked; who did so and why stands in the journal.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] without a reason, [`Code::UnknownRecord`] for who is not frozen.
    pub fn privacy_open(&mut self, request: &Freeze, now: Moment) -> Outcome<Keeping> {
        let reason = reason(&request.reason)?;
        for no in &request.employee_nos {
            let id = self.employee_kept(no)?.id;
            if self.view().frozen_person(id)?.is_none() {
                return Err(Failure::new(Code::UnknownRecord).with("what", "封存人员"));
            }
            let object = format!("employee:{id}");
            let action = Action { action: "person.open", object: &object };
            self.book.act(&action, now, |tx| -> Outcome<()> {
                tx.summarise(serde_json::json!({ "reason": reason }));
                Ok(())
            })?;
            self.opened.insert(id);
        }
        // What was worked out names her as she was named before.
        self.kept = Kept::default();
        self.privacy_keeping(now)
    }

    fn refuse_serving(&self, employee: &Stored<Employee>) -> Outcome<LastTraces> {
        let found = self.view().last_traces()?.into_iter().find(|traces| traces.employee_id == employee.id);
        match found {
            Some(traces) if !traces.running => Ok(traces),
            _ => Err(Failure::new(Code::PersonServing).with("employee_no", &employee.employee_no)),
        }
    }
}

/// 保存至 — so many years after the last day of service, cover, line or wage.
fn keep_until(traces: &LastTraces, years: u32) -> Option<NaiveDate> {
    let left = traces.left.map(|day| day.exact().unwrap_or(day.month().last_day()));
    let last = left.into_iter().chain(traces.last_month.map(|month| month.last_day())).max()?;
    last.checked_add_months(Months::new(years * 12))
}

fn reason(text: &str) -> Outcome<&str> {
    read::given(Some(text)).ok_or_else(|| read::invalid("原因", "离职满两年，不再办理业务"))
}
