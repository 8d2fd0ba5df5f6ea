//! 提醒 — how many days ahead the clerk wants to be reminded, and on which days that comes out.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::national::Calendar;

/// 提醒事项.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReminderKind {
    /// 申报截止.
    Declare,
    /// 缴费截止.
    Pay,
    /// 限期缴纳.
    Notice,
}

/// 提前天数 of each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leads {
    /// Before 申报截止.
    pub declare: u32,
    /// Before 缴费截止.
    pub pay: u32,
    /// Before 限期缴纳.
    pub notice: u32,
}

impl Default for Leads {
    fn default() -> Self {
        Self { declare: 3, pay: 5, notice: 7 }
    }
}

impl Leads {
    const fn of(self, kind: ReminderKind) -> u32 {
        match kind {
            ReminderKind::Declare => self.declare,
            ReminderKind::Pay => self.pay,
            ReminderKind::Notice => self.notice,
        }
    }
}

/// 一次提醒.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reminder {
    /// The day it comes: so many days ahead, and a working day, so that somebody reads it.
    pub on: NaiveDate,
    /// 期限.
    pub due: NaiveDate,
    /// 事项.
    pub kind: ReminderKind,
}

/// 提醒日 of each term, in the same order.
#[must_use]
pub fn reminders(calendar: &Calendar, leads: Leads, terms: &[(ReminderKind, NaiveDate)]) -> Vec<Reminder> {
    let one = |(kind, due): &(ReminderKind, NaiveDate)| {
        let ahead = due.checked_sub_days(Days::new(u64::from(leads.of(*kind)))).unwrap_or(*due);
        Reminder { on: calendar.roll_back(ahead), due: *due, kind: *kind }
    };
    terms.iter().map(one).collect()
}
