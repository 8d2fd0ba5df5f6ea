//! 缴费 — by when a month is declared and paid, which debits paid it, and the money it takes.

mod cash;
mod days;
mod matching;
mod reminder;

pub use cash::{Need, Outlook, outlook};
pub use days::{Basis, OwnDays, PaymentDates, Published, Shift};
pub use matching::{Debit, Demand, MatchBasis, Matched, match_debits, split};
pub use reminder::{Leads, Reminder, ReminderKind, reminders};

#[cfg(test)]
mod tests;
