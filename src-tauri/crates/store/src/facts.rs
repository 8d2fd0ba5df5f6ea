//! 测算事实 — everything a month's assessment needs, read in few statements.

use chrono::NaiveDate;
use serde::Serialize;
use shebao_rules::month::Month;
use shebao_rules::words::{Hukou, IdType, MedicalTier, PositionClass, Sex};

use crate::declared_base::DeclaredBase;
use crate::enrollment::Enrollment;
use crate::error::Result;
use crate::row::Stored;
use crate::setting::Setting;
use crate::unit::Unit;
use crate::view::View;

/// 参保人要素 — what of a person decides an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Row id.
    pub id: i64,
    /// 证件类型.
    pub id_type: Option<IdType>,
    /// 出生日期.
    pub birth: Option<NaiveDate>,
    /// 性别.
    pub sex: Option<Sex>,
    /// 户口性质.
    pub hukou: Option<Hukou>,
    /// 医保档次.
    pub medical_tier: Option<MedicalTier>,
    /// 退休口径.
    pub position_class: Option<PositionClass>,
}

/// 测算事实 of one month. People, cover and bases are each in the order of the person's id, so that they can be walked
/// side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MonthFacts {
    /// 参保单位 (the one asked for, or all).
    pub units: Vec<Stored<Unit>>,
    /// Every setting; those of a city apply to each of its units.
    pub settings: Vec<Stored<Setting>>,
    /// Who is covered in the month.
    pub persons: Vec<Person>,
    /// The cover that holds in the month.
    pub enrollments: Vec<Stored<Enrollment>>,
    /// The declared bases that have begun by the month.
    pub bases: Vec<Stored<DeclaredBase>>,
}

impl View<'_> {
    /// What the assessment of a month needs, for one unit or for all.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn facts_for_month(&self, month: Month, unit_id: Option<i64>) -> Result<MonthFacts> {
        let units = self.units()?;
        let units = units.into_iter().filter(|u| unit_id.is_none_or(|id| id == u.id)).collect();
        let sql = "SELECT id, id_type, birth, sex, hukou, medical_tier, position_class FROM employee
            WHERE id IN (SELECT employee_id FROM enrollment WHERE first_month <= ?1
            AND (last_month IS NULL OR last_month >= ?1) AND (?2 IS NULL OR unit_id = ?2)) ORDER BY id";
        let persons = self.rows(sql, (month.compact(), unit_id), |c| {
            Ok(Person {
                id: c.plain()?,
                id_type: c.word_or_none()?,
                birth: c.word_or_none()?,
                sex: c.word_or_none()?,
                hukou: c.word_or_none()?,
                medical_tier: c.word_or_none()?,
                position_class: c.word_or_none()?,
            })
        })?;
        Ok(MonthFacts {
            units,
            settings: self.settings()?,
            persons,
            enrollments: self.enrollments_in(month, unit_id)?,
            bases: self.declared_bases_begun(month, unit_id)?,
        })
    }
}
