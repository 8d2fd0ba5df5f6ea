//! 提醒 — in which order things wait for the clerk: what is to be done now before what comes near, the greater harm before
//! the smaller, the earlier day before the later.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// 程度 — whether a thing is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 现在要办.
    Act,
    /// 近期要办.
    Soon,
    /// 已办妥: shown so that she knows.
    Done,
}

impl Severity {
    /// The identifier used in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Soon => "soon",
            Self::Done => "done",
        }
    }

    /// 程度 of a thing with a last day: within `lead` days of it, on it and after it there is something to be done now.
    #[must_use]
    pub fn of_due(due: NaiveDate, today: NaiveDate, lead: i64) -> Self {
        if days_left(due, today) <= lead { Self::Act } else { Self::Soon }
    }
}

/// 后果 — what happens if it is left, from the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Harm {
    /// 待遇受损: a person is without cover.
    Cover,
    /// 法定责任: a statutory day passes.
    Duty,
    /// 金额不符: money is missing, or taken twice.
    Money,
    /// 本月未完: the month cannot go on.
    Month,
    /// 资料不全: a record is missing or doubtful.
    Record,
    /// 账簿安全.
    Book,
}

impl Harm {
    /// The identifier used in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Cover => "cover",
            Self::Duty => "duty",
            Self::Money => "money",
            Self::Month => "month",
            Self::Record => "record",
            Self::Book => "book",
        }
    }
}

/// 次序 — what alerts are sorted by; one without a day comes after those that have one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    severity: Severity,
    harm: Harm,
    no_day: bool,
    due: Option<NaiveDate>,
}

impl Rank {
    /// The place of an alert.
    #[must_use]
    pub const fn new(severity: Severity, harm: Harm, due: Option<NaiveDate>) -> Self {
        Self { severity, harm, no_day: due.is_none(), due }
    }
}

/// 剩余天数 — until a last day; negative once it has passed.
#[must_use]
pub fn days_left(due: NaiveDate, today: NaiveDate) -> i64 {
    due.signed_duration_since(today).num_days()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_worst_and_the_nearest_come_first() {
        let soon = Some(day("2026-03-10"));
        let mut ranks = [
            Rank::new(Severity::Done, Harm::Book, None),
            Rank::new(Severity::Act, Harm::Duty, None),
            Rank::new(Severity::Act, Harm::Duty, soon),
            Rank::new(Severity::Soon, Harm::Cover, soon),
            Rank::new(Severity::Act, Harm::Cover, Some(day("2026-04-01"))),
        ];
        ranks.sort();
        assert_eq!(ranks[0], Rank::new(Severity::Act, Harm::Cover, Some(day("2026-04-01"))));
        assert_eq!(ranks[1], Rank::new(Severity::Act, Harm::Duty, soon), "a day comes before none");
        assert_eq!(ranks[3].severity, Severity::Soon, "what is to be done now comes before what comes near");
        assert_eq!(ranks[4].severity, Severity::Done);
    }

    #[test]
    fn a_last_day_presses_within_its_lead() {
        let due = day("2026-03-31");
        assert_eq!(Severity::of_due(due, day("2026-03-20"), 10), Severity::Soon);
        assert_eq!(Severity::of_due(due, day("2026-03-21"), 10), Severity::Act);
        assert_eq!(Severity::of_due(due, day("2026-04-02"), 10), Severity::Act);
        assert_eq!(days_left(due, day("2026-04-02")), -2);
    }
}
