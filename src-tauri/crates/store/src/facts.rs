//! 测算事实 — everything a month's assessment needs, read in few statements.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use shebao_rules::insurance::Scope;
use shebao_rules::month::Month;
use shebao_rules::words::{Hukou, IdType, MedicalTier, PositionClass, Sex};

use crate::declared_base::DeclaredBase;
use crate::enrollment::Enrollment;
use crate::error::Result;
use crate::roster::Employee;
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

impl Person {
    /// What of a row of the roster decides an amount.
    #[must_use]
    pub const fn of(id: i64, employee: &Employee) -> Self {
        Self {
            id,
            id_type: employee.id_type,
            birth: employee.birth,
            sex: employee.sex,
            hukou: employee.hukou,
            medical_tier: employee.medical_tier,
            position_class: employee.position_class,
        }
    }
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
    /// The cover that holds in the month; and of those it holds for every cover of one insurance in particular, which says
    /// that no other counts for it, also where it is over.
    pub enrollments: Vec<Stored<Enrollment>>,
    /// The declared bases that have begun by the month.
    pub bases: Vec<Stored<DeclaredBase>>,
}

impl MonthFacts {
    /// The facts of a month, for one unit or for all, out of everybody's: people in the order of their ids, cover and bases
    /// person by person.
    pub fn of<'a>(
        (month, unit_id): (Month, Option<i64>),
        (units, settings): (Vec<Stored<Unit>>, Vec<Stored<Setting>>),
        people: impl Iterator<Item = (i64, &'a Employee)>,
        covers: &[Stored<Enrollment>],
        bases: &[Stored<DeclaredBase>],
    ) -> Self {
        let of_unit = |id: i64| unit_id.is_none_or(|wanted| wanted == id);
        let holds = |cover: &Stored<Enrollment>| {
            of_unit(cover.unit_id) && cover.first_month <= month && cover.last_month.is_none_or(|last| month <= last)
        };
        let held: Vec<i64> = covers.iter().filter(|cover| holds(cover)).map(|cover| cover.employee_id).collect();
        let covered = |id: i64| held.binary_search(&id).is_ok();
        let particular = |cover: &Stored<Enrollment>| {
            matches!(cover.scope, Scope::One(_)) && of_unit(cover.unit_id) && covered(cover.employee_id)
        };
        let counts = |cover: &&Stored<Enrollment>| holds(cover) || particular(cover);
        let enrollments: Vec<Stored<Enrollment>> = covers.iter().filter(counts).cloned().collect();
        let persons = people.filter(|(id, _)| covered(*id)).map(|(id, row)| Person::of(id, row)).collect();
        let begun = |base: &&Stored<DeclaredBase>| of_unit(base.unit_id) && base.from <= month;
        Self {
            units: units.into_iter().filter(|unit| of_unit(unit.id)).collect(),
            settings,
            persons,
            bases: bases.iter().filter(begun).cloned().collect(),
            enrollments,
        }
    }
}

impl View<'_> {
    /// What the assessment of a month needs, for one unit or for all.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn facts_for_month(&self, month: Month, unit_id: Option<i64>) -> Result<MonthFacts> {
        let people: BTreeMap<i64, Employee> = self.employees()?.into_iter().map(|e| (e.id, e.row)).collect();
        let place = (self.units()?, self.settings()?);
        let people = people.iter().map(|(id, row)| (*id, row));
        Ok(MonthFacts::of((month, unit_id), place, people, &self.enrollments()?, &self.declared_bases()?))
    }
}
