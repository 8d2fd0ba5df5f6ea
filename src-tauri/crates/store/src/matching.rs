//! 匹配依据 — by what an imported row met its person, and the clerk's word on it.

use shebao_rules::month::Month;

use crate::act::Tx;
use crate::error::Result;
use crate::row::{Columns, Origin, moment_text, words};
use crate::view::View;

words! {
    /// 匹配依据 — by what an imported row met its person, from the firmest to the weakest. Pay rows and claims that the
    /// clerk was asked about keep what they had met her by.
    MatchStrength {
        /// The clerk said so.
        Clerk = "clerk" / "人工指定",
        /// 证件号码.
        Id = "id" / "证件号码",
        /// 工号.
        EmployeeNo = "employee_no" / "工号",
        /// 脱敏证件号, with the name and, in bureau lists, the base.
        MaskedId = "masked_id" / "脱敏证件号",
        /// 姓名 unique in that unit and month.
        Name = "name" / "姓名",
    }
}

/// 匹配认可 — the clerk's word on whom an imported row means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatchConfirmation {
    /// The row.
    pub origin: Origin,
    /// Whom it means; `None` for nobody of the roster.
    pub employee_id: Option<i64>,
}

/// 弱匹配 — a row that met its person by a masked number or a name only, and that she has not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeakMatch {
    /// The row.
    pub origin: Origin,
    /// Whom it met.
    pub employee_id: i64,
    /// By what.
    pub strength: MatchStrength,
    /// The month it speaks of, where it is one of a month.
    pub month: Option<Month>,
    /// The unit it speaks of, where that is known.
    pub unit_id: Option<i64>,
}

/// One row may stand in several records of a bureau: it is one match.
const WEAK: &str = "
    SELECT DISTINCT origin_sheet_id, origin_row, employee_id, match_strength, month, unit_id FROM (
      SELECT origin_sheet_id, origin_row, employee_id, match_strength, pay_month AS month, unit_id FROM wage
      UNION ALL
      SELECT origin_sheet_id, origin_row, employee_id, match_strength, period, unit_id FROM agency_record
      UNION ALL
      SELECT origin_sheet_id, origin_row, employee_id, match_strength, NULL, unit_id FROM claim)
    WHERE match_strength IN ('masked_id', 'name') AND employee_id IS NOT NULL AND origin_sheet_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM match_confirmation AS said
        WHERE said.sheet_id = origin_sheet_id AND said.row = origin_row)
    ORDER BY origin_sheet_id, origin_row";

impl View<'_> {
    /// 待认可的匹配, sheet by sheet and row by row.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn weak_matches(&self) -> Result<Vec<WeakMatch>> {
        self.rows(WEAK, [], |c| {
            let origin = Origin { sheet_id: c.plain()?, row: c.plain()? };
            let (employee_id, strength) = (c.plain()?, c.word()?);
            Ok(WeakMatch { origin, employee_id, strength, month: c.month_or_none()?, unit_id: c.plain()? })
        })
    }

    /// Her word on one row, if she gave it.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn match_confirmation(&self, origin: Origin) -> Result<Option<MatchConfirmation>> {
        let sql = "SELECT employee_id FROM match_confirmation WHERE sheet_id = ?1 AND row = ?2";
        let read = |c: &mut Columns<'_, '_>| Ok(MatchConfirmation { origin, employee_id: c.plain()? });
        self.first(sql, (origin.sheet_id, origin.row), read)
    }
}

impl Tx<'_> {
    /// Keeps her word on a row; a later word takes the place of the earlier one.
    ///
    /// # Errors
    /// [`crate::StoreError::Reference`] if there is no such sheet or person.
    pub fn confirm_match(&mut self, confirmation: &MatchConfirmation) -> Result<()> {
        let now = moment_text(self.now());
        let MatchConfirmation { origin: Origin { sheet_id, row }, employee_id } = *confirmation;
        let sql = "INSERT INTO match_confirmation (sheet_id, row, employee_id, recorded_at) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (sheet_id, row) DO UPDATE SET employee_id = excluded.employee_id, recorded_at = excluded.recorded_at";
        self.write(sql, (sheet_id, row, employee_id, now))?;
        Ok(())
    }
}
