//! 入职核查 — cover before the hire, and which newcomers were checked.

use chrono::NaiveDate;
use rusqlite::params;
use serde::Serialize;
use shebao_rules::insurance::Insurance;
use shebao_rules::month::Month;
use shebao_rules::onboarding::PastKind;

use crate::act::Tx;
use crate::error::{Result, StoreError};
use crate::row::{Stored, compact};
use crate::view::View;

/// 既往参保 — one stretch of cover before the hire, with the paper that says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PastCover {
    /// Whose.
    pub employee_id: i64,
    /// 险种.
    pub insurance: Insurance,
    /// 身份.
    pub kind: PastKind,
    /// 参保单位 there.
    pub employer: Option<String>,
    /// 参保地.
    pub region: Option<String>,
    /// First month.
    pub first_month: Month,
    /// Last month; none while it still runs.
    pub last_month: Option<Month>,
    /// 欠费.
    pub arrears: bool,
    /// 凭证.
    pub source: String,
    /// The day it was recorded here.
    pub recorded_on: NaiveDate,
}

/// 入职核查 of one hire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OnboardingCheck {
    /// Whom.
    pub employee_id: i64,
    /// The hire that was checked, as precise as its source.
    pub hired: String,
    /// When.
    pub checked_on: NaiveDate,
    /// 首次参加工作; none if it was not asked.
    pub first_ever: Option<bool>,
    /// 说明.
    pub note: Option<String>,
}

fn kind(text: &str) -> Result<PastKind> {
    PastKind::ALL.into_iter().find(|kind| kind.id() == text).ok_or(StoreError::Damaged("word"))
}

impl View<'_> {
    /// One person's cover before the hire, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn past_covers_of(&self, employee_id: i64) -> Result<Vec<Stored<PastCover>>> {
        let sql = "SELECT id, employee_id, insurance, kind, employer, region, first_month, last_month, arrears, source,
            recorded_on FROM past_cover WHERE employee_id = ?1 ORDER BY first_month, id";
        self.rows(sql, [employee_id], |c| {
            Ok(Stored {
                id: c.plain()?,
                row: PastCover {
                    employee_id: c.plain()?,
                    insurance: c.word()?,
                    kind: c.text(kind)?,
                    employer: c.plain()?,
                    region: c.plain()?,
                    first_month: c.month()?,
                    last_month: c.month_or_none()?,
                    arrears: c.plain()?,
                    source: c.plain()?,
                    recorded_on: c.date()?,
                },
            })
        })
    }

    /// Every check, person by person.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn onboarding_checks(&self) -> Result<Vec<Stored<OnboardingCheck>>> {
        let sql = "SELECT id, employee_id, hired, checked_on, first_ever, note FROM onboarding_check
            ORDER BY employee_id, id";
        self.rows(sql, [], |c| {
            Ok(Stored {
                id: c.plain()?,
                row: OnboardingCheck {
                    employee_id: c.plain()?,
                    hired: c.plain()?,
                    checked_on: c.date()?,
                    first_ever: c.plain()?,
                    note: c.plain()?,
                },
            })
        })
    }
}

impl Tx<'_> {
    /// Records a stretch of past cover.
    ///
    /// # Errors
    /// [`StoreError::Reference`] if there is no such person.
    pub fn insert_past_cover(&mut self, past: &PastCover) -> Result<i64> {
        self.insert(
            "INSERT INTO past_cover (employee_id, insurance, kind, employer, region, first_month, last_month, arrears,
             source, recorded_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                past.employee_id,
                past.insurance.id(),
                past.kind.id(),
                past.employer,
                past.region,
                past.first_month.compact(),
                compact(past.last_month),
                past.arrears,
                past.source,
                past.recorded_on.to_string()
            ],
        )
    }

    /// Removes a stretch that was keyed wrongly.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is none.
    pub fn delete_past_cover(&mut self, id: i64) -> Result<()> {
        self.change("past_cover", "DELETE FROM past_cover WHERE id = ?1", [id])
    }

    /// Records that a hire was checked.
    ///
    /// # Errors
    /// [`StoreError::Reference`] if there is no such person.
    pub fn insert_onboarding_check(&mut self, check: &OnboardingCheck) -> Result<i64> {
        self.insert(
            "INSERT INTO onboarding_check (employee_id, hired, checked_on, first_ever, note)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![check.employee_id, check.hired, check.checked_on.to_string(), check.first_ever, check.note],
        )
    }
}
