//! 已核定的行 — the lines of a period as far as whole months are added up and compared. They are read once, and everything that
//! a screen says of a month is told from them.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::Serialize;
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;

use crate::contribution::ContributionKind;
use crate::error::Result;
use crate::row::Columns;
use crate::view::View;

/// 已核定的行 — one line of a period without what only a single line tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComputedLine {
    /// Who.
    pub employee_id: i64,
    /// 参保单位.
    pub unit_id: i64,
    /// 险种.
    pub insurance: Insurance,
    /// 种类.
    pub kind: ContributionKind,
    /// 0, or counts further lines of the same kind.
    pub seq: i64,
    /// 申报月.
    pub booked: Month,
    /// 缴费基数 after the clamp.
    pub base: Option<Yuan>,
    /// 单位应缴; none while unconfirmed.
    pub employer: Option<Yuan>,
    /// 个人应缴; none while unconfirmed.
    pub employee: Option<Yuan>,
    /// The terms it was computed from.
    pub rule_id: Option<i64>,
    /// 待确认: a part of it is missing.
    pub open: bool,
}

/// 险种合计 of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct InsuranceSum {
    /// 险种.
    pub insurance: Insurance,
    /// Lines.
    pub heads: u32,
    /// 单位部分.
    pub employer: Yuan,
    /// 个人部分.
    pub employee: Yuan,
    /// Lines without an amount.
    pub unconfirmed: u32,
}

/// 应缴合计 — what one unit owes for one insurance in a booking month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BookedSum {
    /// 费款申报月.
    pub booked: Month,
    /// 参保单位.
    pub unit_id: i64,
    /// 险种.
    pub insurance: Insurance,
    /// How many people.
    pub heads: i64,
    /// 单位部分.
    pub employer: Yuan,
    /// 个人部分.
    pub employee: Yuan,
    /// Lines without an amount.
    pub open: i64,
}

/// 应缴合计 while line after line is added.
#[derive(Default)]
pub struct BookedSums(BTreeMap<(Month, i64, Insurance), (BookedSum, Vec<i64>)>);

const COLUMNS: &str = "employee_id, unit_id, insurance, kind, seq, booked_month, base, employer, employee, rule_id,
    gap IS NOT NULL";

fn read(c: &mut Columns<'_, '_>) -> Result<ComputedLine> {
    Ok(ComputedLine {
        employee_id: c.plain()?,
        unit_id: c.plain()?,
        insurance: c.word()?,
        kind: c.word()?,
        seq: c.plain()?,
        booked: c.month()?,
        base: c.yuan_or_none()?,
        employer: c.yuan_or_none()?,
        employee: c.yuan_or_none()?,
        rule_id: c.plain()?,
        open: c.plain()?,
    })
}

impl ComputedLine {
    /// Whether it is no 补差 and no 补缴.
    #[must_use]
    pub const fn is_regular(&self) -> bool {
        matches!(self.kind, ContributionKind::Regular)
    }

    /// The order in which the lines of two periods are held side by side: who, unit, insurance and number.
    #[must_use]
    pub fn in_order(&self, other: &Self) -> Ordering {
        let key = |line: &Self| (line.employee_id, line.unit_id, line.insurance, line.seq);
        key(self).cmp(&key(other))
    }
}

impl InsuranceSum {
    /// The sums of a period's lines by insurance; 补差 apart.
    pub fn of<'l>(lines: impl IntoIterator<Item = &'l ComputedLine>) -> Vec<Self> {
        let mut sums: BTreeMap<Insurance, Self> = BTreeMap::new();
        for line in lines.into_iter().filter(|line| line.kind != ContributionKind::TrueUp) {
            let insurance = line.insurance;
            let none = Self { insurance, heads: 0, employer: Yuan::ZERO, employee: Yuan::ZERO, unconfirmed: 0 };
            let sum = sums.entry(insurance).or_insert(none);
            sum.heads += 1;
            sum.employer += line.employer.unwrap_or_default();
            sum.employee += line.employee.unwrap_or_default();
            sum.unconfirmed += u32::from(line.employer.is_none());
        }
        sums.into_values().collect()
    }
}

impl BookedSums {
    /// Adds lines, each to the sum of the month it is booked in. The lines of a period come person by person.
    pub fn add<'l>(&mut self, lines: impl IntoIterator<Item = &'l ComputedLine>) {
        for line in lines {
            let (booked, unit_id, insurance) = (line.booked, line.unit_id, line.insurance);
            let none =
                BookedSum { booked, unit_id, insurance, heads: 0, employer: Yuan::ZERO, employee: Yuan::ZERO, open: 0 };
            let (sum, people) = self.0.entry((booked, unit_id, insurance)).or_insert_with(|| (none, Vec::new()));
            people.push(line.employee_id);
            sum.employer += line.employer.unwrap_or_default();
            sum.employee += line.employee.unwrap_or_default();
            sum.open += i64::from(line.employer.is_none());
        }
    }

    /// The sums by month of booking, unit and insurance. Whoever has two lines in one is one person.
    #[must_use]
    pub fn sums(self) -> Vec<BookedSum> {
        let counted = |(sum, mut people): (BookedSum, Vec<i64>)| {
            // What is in order already is not sorted again.
            people.sort();
            people.dedup();
            BookedSum { heads: i64::try_from(people.len()).unwrap_or(i64::MAX), ..sum }
        };
        self.0.into_values().map(counted).collect()
    }
}

/// The regular lines of two periods that are not alike, side by side: before, after. Both stand in their order
/// ([`ComputedLine::in_order`]).
#[must_use]
pub fn changed_lines<'l>(
    before: impl IntoIterator<Item = &'l ComputedLine>,
    after: impl IntoIterator<Item = &'l ComputedLine>,
) -> Vec<(Option<&'l ComputedLine>, Option<&'l ComputedLine>)> {
    let mut old = before.into_iter().filter(|line| line.is_regular()).peekable();
    let mut changed = Vec::new();
    for now in after.into_iter().filter(|line| line.is_regular()) {
        while let Some(gone) = old.next_if(|other| other.in_order(now).is_lt()) {
            changed.push((Some(gone), None));
        }
        let was = old.next_if(|other| other.in_order(now).is_eq());
        if was.is_none_or(|was| (was.employer, was.employee) != (now.employer, now.employee)) {
            changed.push((was, Some(now)));
        }
    }
    changed.extend(old.map(|gone| (Some(gone), None)));
    changed
}

impl View<'_> {
    /// 已核定的行 of a period, of every kind, in their order.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn computed_lines(&self, month: Month) -> Result<Vec<ComputedLine>> {
        // The key has them person by person: each has few, and only these are put in order.
        let sql = format!("SELECT {COLUMNS} FROM contribution WHERE month = ?1 ORDER BY employee_id");
        let mut lines = self.rows(&sql, [month.compact()], read)?;
        let own = lines.chunk_by_mut(|a, b| a.employee_id == b.employee_id);
        own.for_each(|lines| lines.sort_by(ComputedLine::in_order));
        Ok(lines)
    }

    /// 补差与补缴 booked in some months.
    ///
    /// # Errors
    /// [`crate::StoreError`] if the book cannot be read.
    pub fn computed_extras(&self, from: Month, to: Month) -> Result<Vec<ComputedLine>> {
        let sql =
            format!("SELECT {COLUMNS} FROM contribution WHERE booked_month BETWEEN ?1 AND ?2 AND kind <> 'regular'");
        self.rows(&sql, (from.compact(), to.compact()), read)
    }
}
