//! 缴费 — by when a month is declared and paid, and the money it takes. Which debits paid it is found by 对账.

mod cash;
mod days;
mod reminder;
mod share;

pub use cash::{Need, Outlook, outlook};
pub use days::{Basis, OwnDays, PaymentDates, Published, Shift};
pub use reminder::{Leads, Reminder, ReminderKind, reminders};
pub use share::split;

#[cfg(test)]
mod tests;
