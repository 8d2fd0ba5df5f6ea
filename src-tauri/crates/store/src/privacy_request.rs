//! 个人权利请求 — what a person asked about her own data, by when it is to be answered, and what was answered.

use chrono::NaiveDate;
use rusqlite::params;
use serde::Serialize;

use crate::act::Tx;
use crate::error::Result;
use crate::row::{Columns, Stored, words};
use crate::view::View;

words! {
    /// 请求种类.
    RequestKind {
        /// 查阅、复制.
        Access = "access" / "查阅、复制",
        /// 更正、补充.
        Correct = "correct" / "更正、补充",
        /// 删除.
        Erase = "erase" / "删除",
        /// 限制或者拒绝处理.
        Restrict = "restrict" / "限制或拒绝处理",
        /// 解释说明.
        Explain = "explain" / "解释说明",
    }
}

words! {
    /// 请求状态.
    RequestState {
        /// 待处理.
        Open = "open" / "待处理",
        /// 已办理.
        Done = "done" / "已办理",
        /// 已拒绝, with its reason.
        Refused = "refused" / "已拒绝",
    }
}

/// 个人权利请求.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrivacyRequest {
    /// Whose data.
    pub employee_id: i64,
    /// What is asked.
    pub kind: RequestKind,
    /// 收到日期.
    pub received_on: NaiveDate,
    /// 答复期限.
    pub due_on: NaiveDate,
    /// 请求内容.
    pub content: String,
    /// How far it has come.
    pub state: RequestState,
    /// 答复日期.
    pub answered_on: Option<NaiveDate>,
    /// 答复; of a refusal its reason.
    pub answer: Option<String>,
}

const SELECT: &str =
    "SELECT id, employee_id, kind, received_on, due_on, content, state, answered_on, answer FROM privacy_request";

fn read(c: &mut Columns<'_, '_>) -> Result<Stored<PrivacyRequest>> {
    Ok(Stored {
        id: c.plain()?,
        row: PrivacyRequest {
            employee_id: c.plain()?,
            kind: c.word()?,
            received_on: c.date()?,
            due_on: c.date()?,
            content: c.plain()?,
            state: c.word()?,
            answered_on: c.word_or_none()?,
            answer: c.plain()?,
        },
    })
}

impl View<'_> {
    /// All requests, the oldest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn privacy_requests(&self) -> Result<Vec<Stored<PrivacyRequest>>> {
        self.rows(&format!("{SELECT} ORDER BY id"), [], read)
    }

    /// One request.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn privacy_request(&self, id: i64) -> Result<Option<Stored<PrivacyRequest>>> {
        self.first(&format!("{SELECT} WHERE id = ?1"), [id], read)
    }
}

impl Tx<'_> {
    /// Records a request.
    ///
    /// # Errors
    /// [`crate::StoreError::Reference`] if there is no such person.
    pub fn insert_privacy_request(&mut self, request: &PrivacyRequest) -> Result<i64> {
        let sql = "INSERT INTO privacy_request (employee_id, kind, received_on, due_on, content, state, answered_on,
            answer) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let (received, due) = (request.received_on.to_string(), request.due_on.to_string());
        let answered = request.answered_on.map(|day| day.to_string());
        let (kind, state) = (request.kind.id(), request.state.id());
        let columns =
            params![request.employee_id, kind, received, due, request.content, state, answered, request.answer];
        self.insert(sql, columns)
    }

    /// Records the answer.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] if there is no open request of that number.
    pub fn answer_privacy_request(
        &mut self,
        id: i64,
        state: RequestState,
        answered_on: NaiveDate,
        answer: &str,
    ) -> Result<()> {
        let sql =
            "UPDATE privacy_request SET state = ?2, answered_on = ?3, answer = ?4 WHERE id = ?1 AND state = 'open'";
        self.change("privacy request", sql, (id, state.id(), answered_on.to_string(), answer))
    }
}
