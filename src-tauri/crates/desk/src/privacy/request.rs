//! 个人权利请求 — what people ask about their own data (个人信息保护法 44 to 50), its last day, and the answer; 更正 at a request.

use chrono::Days;
use shebao_store::{Employee, PrivacyRequest, RequestKind, RequestState, Stored};

use super::reason;
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::law::article_id;
use crate::wire::privacy::{Correction, NewPrivacyRequest, PrivacyRequestView, RequestAnswer};
use crate::wire::roster::Person;
use crate::wire::small;
use crate::{Moment, read};

/// The article that gives the right.
const fn article(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::Access => "45",
        RequestKind::Correct => "46",
        RequestKind::Erase => "47",
        RequestKind::Restrict => "44",
        RequestKind::Explain => "48",
    }
}

impl Desk {
    /// 权利请求一览, what waits first, by its last day.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn privacy_requests(&self, now: Moment) -> Outcome<Vec<PrivacyRequestView>> {
        let employees = self.people()?;
        let mut all = self.view().privacy_requests()?;
        all.sort_by_key(|one| (one.state != RequestState::Open, one.due_on, one.id));
        Ok(all.iter().filter_map(|one| Some(self.request_view(one, employees.get(&one.employee_id)?, now))).collect())
    }

    fn request_view(&self, one: &Stored<PrivacyRequest>, employee: &Employee, now: Moment) -> PrivacyRequestView {
        let cited = self.tools.laws.article("pipl", article(one.kind), now.date());
        let (law, basis) = cited.map_or_else(Default::default, |(l, a)| (article_id(l, a), l.title(a)));
        PrivacyRequestView {
            id: small(one.id),
            employee_no: employee.employee_no.clone(),
            name: employee.name.clone(),
            kind: one.kind.id().to_owned(),
            law,
            basis,
            received_on: one.received_on.to_string(),
            due_on: one.due_on.to_string(),
            content: one.content.clone(),
            state: one.state.id().to_owned(),
            answered_on: one.answered_on.map(|day| day.to_string()),
            answer: one.answer.clone(),
            overdue: one.state == RequestState::Open && one.due_on < now.date(),
        }
    }

    /// 登记请求; its last day follows from the unit's own number of days.
    ///
    /// # Errors
    /// [`Code::InvalidInput`], [`Code::UnknownEmployee`].
    pub fn privacy_request_add(&mut self, new: &NewPrivacyRequest, now: Moment) -> Outcome<Vec<PrivacyRequestView>> {
        let employee = self.employee_kept(&new.employee_no)?;
        self.refuse_erased(&employee)?;
        let kind = new.kind.parse().map_err(|_| read::invalid("请求", "access、correct、erase、restrict、explain"))?;
        let content =
            read::given(Some(&new.content)).ok_or_else(|| read::invalid("请求内容", "要一份自己的参保记录"))?;
        let received = read::given(new.received_on.as_deref());
        let received_on = received.map_or(Ok(now.date()), |text| read::date(text, "收到日期"))?;
        let due_on = received_on.checked_add_days(Days::new(self.request_days()?.into()));
        let request = PrivacyRequest {
            employee_id: employee.id,
            kind,
            received_on,
            due_on: due_on.ok_or_else(|| read::invalid("收到日期", "2026-02-15"))?,
            content: content.to_owned(),
            state: RequestState::Open,
            answered_on: None,
            answer: None,
        };
        let action = shebao_store::Action { action: "privacy.request", object: "privacy_request" };
        self.book.act(&action, now, |tx| tx.insert_privacy_request(&request).map_err(Failure::from))?;
        self.privacy_requests(now)
    }

    /// 答复请求; a refusal gives its reason (第五十条).
    ///
    /// # Errors
    /// [`Code::InvalidInput`] without an answer, [`Code::UnknownRecord`] for one that is not open.
    pub fn privacy_request_answer(&mut self, answer: &RequestAnswer, now: Moment) -> Outcome<Vec<PrivacyRequestView>> {
        let text =
            read::given(Some(&answer.answer)).ok_or_else(|| read::invalid("答复", "已提供副本；拒绝时写明理由"))?;
        let state = if answer.refused { RequestState::Refused } else { RequestState::Done };
        let request = self.open_request(answer.id.into())?;
        self.settle_request(request.id, request.employee_id, (state, text), now)?;
        self.privacy_requests(now)
    }

    fn open_request(&self, id: i64) -> Outcome<Stored<PrivacyRequest>> {
        let found = self.view().privacy_request(id)?.filter(|request| request.state == RequestState::Open);
        found.ok_or_else(|| Failure::new(Code::UnknownRecord).with("what", "待处理的权利请求"))
    }

    /// Records that an action of ours answered a person's request.
    pub(super) fn settle_request(
        &mut self,
        id: i64,
        employee_id: i64,
        (state, text): (RequestState, &str),
        now: Moment,
    ) -> Outcome<()> {
        let request = self.open_request(id)?;
        if request.employee_id != employee_id {
            return Err(Failure::new(Code::UnknownRecord).with("what", "这名员工的权利请求"));
        }
        let object = format!("privacy_request:{id}");
        let action = shebao_store::Action { action: "privacy.answer", object: &object };
        let kept = self
            .book
            .act(&action, now, |tx| tx.answer_privacy_request(id, state, now.date(), text).map_err(Failure::from));
        kept.map(|_| ())
    }

    /// 更正、补充 (第四十六条) — puts right what is wrong, names the right and the reason, and answers the request.
    ///
    /// # Errors
    /// As [`Desk::roster_edit`], [`Code::InvalidInput`] without a reason, [`Code::UnknownRecord`] for a request that is
    /// not hers or not open.
    pub fn privacy_correct(&mut self, correction: &Correction, now: Moment) -> Outcome<Person> {
        let reason = reason(&correction.reason)?.to_owned();
        let employee = self.employee(&correction.employee_no)?;
        let request = correction.request.map(i64::from);
        if let Some(id) = request
            && self.open_request(id)?.employee_id != employee.id
        {
            return Err(Failure::new(Code::UnknownRecord).with("what", "这名员工的权利请求"));
        }
        let said = serde_json::json!({ "right": "pipl:46", "reason": reason, "request": request });
        let person = self.edit_person("person.correct", &correction.employee_no, &correction.edit, said, now)?;
        if let Some(id) = request {
            let answer = format!("已更正：{reason}");
            self.settle_request(id, employee.id, (RequestState::Done, &answer), now)?;
        }
        Ok(person)
    }

    pub(super) fn refuse_erased(&self, employee: &Stored<Employee>) -> Outcome<()> {
        if self.view().is_erased(employee.id)? {
            return Err(Failure::new(Code::PersonErased).with("employee_no", &employee.employee_no));
        }
        Ok(())
    }
}
