//! 缴费 — by when a month is declared and paid, the money it takes, and which month is settled by what was paid with another.
//! Which debits paid it is found by 对账.

mod cash;
mod days;
mod earlier;
mod reminder;
mod share;

pub use cash::{Need, Outlook, outlook};
pub use days::{Basis, OwnDays, PaymentDates, Published, Shift};
pub use earlier::{Held, MonthPaid, Settled, settle};
pub use reminder::{Leads, Reminder, ReminderKind, reminders};
pub use share::split;

#[cfg(test)]
mod tests;
