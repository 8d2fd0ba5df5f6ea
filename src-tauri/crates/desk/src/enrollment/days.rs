//! 单位日期设置 — the days of each unit: her dated settings, else what the unit's record says, else what counts at first.

use std::collections::BTreeMap;

use shebao_rules::insurance::Group;
use shebao_rules::month::Month;
use shebao_rules::unit_day::{UnitDay, UnitDayKind, in_force};
use shebao_store::{Action, Stored, Tx, Unit};

use crate::book::Desk;
use crate::error::Outcome;
use crate::wire::enrollment::{NewUnitDay, UnitDayView};
use crate::{Moment, read};

/// The basis of a day that no law sets.
pub(crate) const UNIT_SETTING: &str = "单位设置";

/// The days of every unit, read once.
pub(crate) struct UnitDays {
    own: BTreeMap<i64, Vec<UnitDay>>,
    recorded: BTreeMap<i64, Unit>,
}

impl UnitDays {
    /// The day of a kind that holds at a unit in a month.
    pub(crate) fn day(&self, unit: Option<i64>, kind: UnitDayKind, month: Month) -> Option<u32> {
        let own = unit.and_then(|id| self.own.get(&id)).and_then(|days| in_force(days, kind, month));
        let recorded = || unit.and_then(|id| self.recorded.get(&id)).and_then(|unit| recorded(unit, kind));
        own.or_else(recorded).or_else(|| kind.at_first())
    }

    /// 增员或减员截止日 of a group.
    pub(crate) fn cutoff(&self, unit: Option<i64>, enroll: bool, group: Group, month: Month) -> Option<u32> {
        let kind = match (enroll, group) {
            (true, Group::Social) => UnitDayKind::EnrollCutoff,
            (false, Group::Social) => UnitDayKind::WithdrawCutoff,
            (true, Group::HousingFund) => UnitDayKind::FundEnrollCutoff,
            (false, Group::HousingFund) => UnitDayKind::FundWithdrawCutoff,
        };
        self.day(unit, kind, month)
    }
}

/// What the unit's own record says of it.
fn recorded(unit: &Unit, kind: UnitDayKind) -> Option<u32> {
    let day = match kind {
        UnitDayKind::EnrollCutoff => unit.enroll_cutoff_day,
        UnitDayKind::WithdrawCutoff => unit.withdraw_cutoff_day,
        UnitDayKind::FundEnrollCutoff => unit.fund_enroll_cutoff_day,
        UnitDayKind::FundWithdrawCutoff => unit.fund_withdraw_cutoff_day,
        _ => None,
    };
    day.map(u32::from)
}

fn kind(text: &str) -> Outcome<UnitDayKind> {
    let wanted = text.trim();
    let known = UnitDayKind::ALL.into_iter().find(|kind| kind.id() == wanted || kind.chinese() == wanted);
    known.ok_or_else(|| read::invalid("哪一个日期", &UnitDayKind::ALL.map(UnitDayKind::id).join("、")))
}

impl Desk {
    pub(crate) fn unit_days(&self) -> Outcome<UnitDays> {
        let view = self.view();
        let mut own: BTreeMap<i64, Vec<UnitDay>> = BTreeMap::new();
        for row in view.unit_days()? {
            // What a newer program recorded and this one does not know is left alone.
            let Ok(kind) = kind(&row.kind) else { continue };
            own.entry(row.unit_id).or_default().push(UnitDay {
                id: row.id,
                kind,
                day: row.day,
                from: row.from,
                to: row.to,
            });
        }
        let recorded = view.units()?.into_iter().map(|unit| (unit.id, unit.row)).collect();
        Ok(UnitDays { own, recorded })
    }

    /// 单位日期设置一览: what holds for each unit and day, her own entries and what counts without one.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn unit_day_list(&self) -> Outcome<Vec<UnitDayView>> {
        let view = self.view();
        let own = view.unit_days()?;
        let mut found = Vec::new();
        for unit in view.units()? {
            for kind in UnitDayKind::ALL {
                let set = own.iter().filter(|d| d.unit_id == unit.id && d.kind == kind.id());
                found.extend(set.map(|d| UnitDayView {
                    unit: unit.name.clone(),
                    kind: kind.id().to_owned(),
                    label: kind.chinese().to_owned(),
                    day: d.day,
                    from: Some(d.from.to_string()),
                    to: d.to.map(|m| m.to_string()),
                    reason: d.reason.clone(),
                }));
                found.extend(without_entry(&unit, kind));
            }
        }
        Ok(found)
    }

    /// 设置单位日期 from a month on.
    ///
    /// # Errors
    /// [`crate::Code::UnknownUnit`], [`crate::Code::InvalidInput`] naming the field.
    pub fn unit_day_add(&mut self, new: &NewUnitDay, now: Moment) -> Outcome<Vec<UnitDayView>> {
        let unit = self.unit_named(&new.unit)?;
        let kind = kind(&new.kind)?;
        let fits = if kind.of_month() { (1..=31).contains(&new.day) } else { new.day <= 366 };
        if !fits {
            return Err(read::invalid(kind.chinese(), if kind.of_month() { "1–31" } else { "0–366" }));
        }
        let reason = read::given(Some(&new.reason)).ok_or_else(|| read::invalid("说明或出处", "经办大厅通知"))?;
        let set = shebao_store::UnitDay {
            unit_id: unit.id,
            kind: kind.id().to_owned(),
            day: new.day,
            from: read::month(&new.from, "起")?,
            to: read::month_or_none(new.to.as_deref(), "止")?,
            reason: reason.to_owned(),
            recorded_on: now.date(),
        };
        if set.to.is_some_and(|to| to < set.from) {
            return Err(read::invalid("止", &set.from.to_string()));
        }
        let action = Action { action: "unit_day.add", object: "unit_day" };
        self.book.act(&action, now, |tx: &mut Tx<'_>| -> Outcome<i64> { Ok(tx.insert_unit_day(&set)?) })?;
        self.unit_day_list()
    }
}

/// What counts where she has set nothing.
fn without_entry(unit: &Stored<Unit>, kind: UnitDayKind) -> Option<UnitDayView> {
    let (day, reason) = match recorded(unit, kind) {
        Some(day) => (day, "单位资料"),
        None => (kind.at_first()?, "未设置时"),
    };
    Some(UnitDayView {
        unit: unit.name.clone(),
        kind: kind.id().to_owned(),
        label: kind.chinese().to_owned(),
        day,
        from: None,
        to: None,
        reason: reason.to_owned(),
    })
}
