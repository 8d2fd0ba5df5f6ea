//! 个人信息保护文书 — impact assessments, self-audits and incident records as they are filled in and kept.

use chrono::NaiveDate;
use rusqlite::params;
use serde::Serialize;
use serde_json::Value;

use crate::act::Tx;
use crate::error::Result;
use crate::row::{Columns, Stored, words};
use crate::view::View;

words! {
    /// 文书种类.
    FormKind {
        /// 个人信息保护影响评估.
        Assessment = "assessment" / "个人信息保护影响评估",
        /// 合规审计自查.
        Audit = "audit" / "合规审计自查",
        /// 个人信息安全事件.
        Incident = "incident" / "个人信息安全事件记录",
    }
}

/// 个人信息保护文书.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrivacyForm {
    /// Which.
    pub kind: FormKind,
    /// 事项.
    pub title: String,
    /// 建立日期.
    pub made_on: NaiveDate,
    /// Item → what the program saw, the choice, the note (JSON).
    pub answers: Value,
    /// 完成日期.
    pub finished_on: Option<NaiveDate>,
    /// 应完成或下次应做的日期.
    pub due_on: Option<NaiveDate>,
    /// 至少保存至.
    pub keep_until: Option<NaiveDate>,
}

const SELECT: &str = "SELECT id, kind, title, made_on, answers, finished_on, due_on, keep_until FROM privacy_form";

fn read(c: &mut Columns<'_, '_>) -> Result<Stored<PrivacyForm>> {
    Ok(Stored {
        id: c.plain()?,
        row: PrivacyForm {
            kind: c.word()?,
            title: c.plain()?,
            made_on: c.date()?,
            answers: c.json()?,
            finished_on: c.word_or_none()?,
            due_on: c.word_or_none()?,
            keep_until: c.word_or_none()?,
        },
    })
}

impl View<'_> {
    /// All forms, the newest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn privacy_forms(&self) -> Result<Vec<Stored<PrivacyForm>>> {
        self.rows(&format!("{SELECT} ORDER BY id DESC"), [], read)
    }

    /// One form.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn privacy_form(&self, id: i64) -> Result<Option<Stored<PrivacyForm>>> {
        self.first(&format!("{SELECT} WHERE id = ?1"), [id], read)
    }
}

impl Tx<'_> {
    /// Begins a form.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be written.
    pub fn insert_privacy_form(&mut self, form: &PrivacyForm) -> Result<i64> {
        let sql = "INSERT INTO privacy_form (kind, title, made_on, answers, finished_on, due_on, keep_until)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        with_columns(form, |columns| self.insert(sql, columns))
    }

    /// Changes a form to these values.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] if there is none.
    pub fn update_privacy_form(&mut self, id: i64, form: &PrivacyForm) -> Result<()> {
        let sql = "UPDATE privacy_form SET kind = ?1, title = ?2, made_on = ?3, answers = ?4, finished_on = ?5,
            due_on = ?6, keep_until = ?7 WHERE id = ?8";
        with_columns(form, |columns| {
            let mut all = columns.to_vec();
            all.push(&id);
            self.change("privacy form", sql, all.as_slice())
        })
    }
}

fn with_columns<T>(form: &PrivacyForm, run: impl FnOnce(&[&dyn rusqlite::ToSql]) -> Result<T>) -> Result<T> {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let (made, answers) = (form.made_on.to_string(), form.answers.to_string());
    let (finished, due, keep) = (day(form.finished_on), day(form.due_on), day(form.keep_until));
    run(params![form.kind.id(), form.title, made, answers, finished, due, keep])
}
