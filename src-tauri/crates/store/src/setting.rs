//! 单位参数 — the dated settings of a unit or of every unit of a city.

use chrono::NaiveDate;
use rusqlite::{ToSql, params};
use serde::Serialize;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::rate::Rate;
use shebao_rules::setting::{SettingMode, UnitSetting};

use crate::act::Tx;
use crate::error::{Result, StoreError};
use crate::row::{Columns, Origin, Stored, compact, fen, origin_columns};
use crate::view::View;

/// 适用对象 — one unit by name, or every unit of a city.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingHolder {
    /// One unit.
    Unit(i64),
    /// Every unit whose region has this code.
    Region(String),
}

/// 单位参数 — one dated setting of one insurance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// Whom it applies to.
    pub holder: SettingHolder,
    /// The wording of the sheet it came from.
    pub label: Option<String>,
    /// 险种.
    pub insurance: Insurance,
    /// 起.
    pub from: Month,
    /// 止 (included); `None` runs on.
    pub to: Option<Month>,
    /// 用法.
    pub mode: SettingMode,
    /// 单位费率 or surcharge.
    pub employer_rate: Rate,
    /// 个人费率 or surcharge.
    pub employee_rate: Rate,
    /// 单位固定额.
    pub employer_fixed: Yuan,
    /// 个人固定额.
    pub employee_fixed: Yuan,
    /// 基数下限.
    pub floor: Option<Yuan>,
    /// 基数上限.
    pub cap: Option<Yuan>,
    /// 说明或出处, never empty.
    pub reason: String,
    /// 单位确认 of an open policy value.
    pub confirmed: bool,
    /// The day it became known here.
    pub recorded_on: NaiveDate,
    /// Where it came from.
    pub origin: Option<Origin>,
}

impl Stored<Setting> {
    /// In the form the rules compute with.
    #[must_use]
    pub fn rule(&self) -> UnitSetting {
        UnitSetting {
            id: self.id,
            insurance: self.insurance,
            from: self.from,
            to: self.to,
            mode: self.mode,
            employer_rate: self.employer_rate,
            employee_rate: self.employee_rate,
            employer_fixed: self.employer_fixed,
            employee_fixed: self.employee_fixed,
            floor: self.floor,
            cap: self.cap,
            reason: self.reason.clone(),
            of_unit: matches!(self.holder, SettingHolder::Unit(_)),
        }
    }
}

const SELECT: &str = "SELECT id, unit_id, region, label, insurance, from_month, to_month, mode, employer_rate,
    employee_rate, employer_fixed, employee_fixed, floor, cap, reason, confirmed, recorded_on, origin_sheet_id,
    origin_row FROM unit_setting";

/// 用法 as it stands in the database.
fn mode(text: &str) -> Result<SettingMode> {
    let all = [SettingMode::Rate, SettingMode::Add, SettingMode::Replace];
    all.into_iter().find(|mode| mode.id() == text).ok_or(StoreError::Damaged("word"))
}

fn read(c: &mut Columns<'_, '_>) -> Result<Stored<Setting>> {
    let id = c.plain()?;
    let (unit_id, region): (Option<i64>, Option<String>) = (c.plain()?, c.plain()?);
    let holder = match (unit_id, region) {
        (Some(unit_id), _) => SettingHolder::Unit(unit_id),
        (None, Some(region)) => SettingHolder::Region(region),
        (None, None) => return Err(StoreError::Damaged("setting")),
    };
    Ok(Stored {
        id,
        row: Setting {
            holder,
            label: c.plain()?,
            insurance: c.word()?,
            from: c.month()?,
            to: c.month_or_none()?,
            mode: c.text(mode)?,
            employer_rate: c.word()?,
            employee_rate: c.word()?,
            employer_fixed: c.yuan()?,
            employee_fixed: c.yuan()?,
            floor: c.yuan_or_none()?,
            cap: c.yuan_or_none()?,
            reason: c.plain()?,
            confirmed: c.plain()?,
            recorded_on: c.date()?,
            origin: c.origin()?,
        },
    })
}

impl View<'_> {
    /// All settings in the order of their entry.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn settings(&self) -> Result<Vec<Stored<Setting>>> {
        self.rows(&format!("{SELECT} ORDER BY id"), [], read)
    }

    /// One setting.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn setting(&self, id: i64) -> Result<Option<Stored<Setting>>> {
        self.first(&format!("{SELECT} WHERE id = ?1"), [id], read)
    }

    /// The unit's own settings and those of its city.
    ///
    /// # Errors
    /// [`StoreError`] if the book cannot be read.
    pub fn settings_of_unit(&self, unit_id: i64) -> Result<Vec<Stored<Setting>>> {
        let wanted = "WHERE unit_id = ?1 OR region = (SELECT region FROM unit WHERE id = ?1) ORDER BY id";
        self.rows(&format!("{SELECT} {wanted}"), [unit_id], read)
    }
}

impl Tx<'_> {
    /// Adds a setting.
    ///
    /// # Errors
    /// [`StoreError::Reference`] if there is no such unit, [`StoreError::Condition`] without a reason.
    pub fn insert_setting(&mut self, setting: &Setting) -> Result<i64> {
        let sql = "INSERT INTO unit_setting (unit_id, region, label, insurance, from_month, to_month, mode,
            employer_rate, employee_rate, employer_fixed, employee_fixed, floor, cap, reason, confirmed, recorded_on,
            origin_sheet_id, origin_row, id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)";
        with_columns(setting, None, |columns| self.insert(sql, columns))
    }

    /// Changes a setting to these values.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is none.
    pub fn update_setting(&mut self, id: i64, setting: &Setting) -> Result<()> {
        let sql = "UPDATE unit_setting SET unit_id = ?1, region = ?2, label = ?3, insurance = ?4, from_month = ?5,
            to_month = ?6, mode = ?7, employer_rate = ?8, employee_rate = ?9, employer_fixed = ?10,
            employee_fixed = ?11, floor = ?12, cap = ?13, reason = ?14, confirmed = ?15, recorded_on = ?16,
            origin_sheet_id = ?17, origin_row = ?18 WHERE id = ?19";
        with_columns(setting, Some(id), |columns| self.change("setting", sql, columns))
    }
}

/// The columns in the order of the statements above; without an id the engine gives the next one.
fn with_columns<T>(setting: &Setting, id: Option<i64>, run: impl FnOnce(&[&dyn ToSql]) -> Result<T>) -> Result<T> {
    let (unit_id, region) = match &setting.holder {
        SettingHolder::Unit(id) => (Some(*id), None),
        SettingHolder::Region(region) => (None, Some(region)),
    };
    let (sheet, row) = origin_columns(setting.origin);
    let columns = params![
        unit_id,
        region,
        setting.label,
        setting.insurance.id(),
        setting.from.compact(),
        compact(setting.to),
        setting.mode.id(),
        setting.employer_rate.to_string(),
        setting.employee_rate.to_string(),
        setting.employer_fixed.fen(),
        setting.employee_fixed.fen(),
        fen(setting.floor),
        fen(setting.cap),
        setting.reason,
        setting.confirmed,
        setting.recorded_on.to_string(),
        sheet,
        row,
        id,
    ];
    run(columns)
}
