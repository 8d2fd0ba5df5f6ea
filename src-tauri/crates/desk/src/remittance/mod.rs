//! 缴费 — by when each unit declares and pays, which debits paid what, the money it takes, and reminders.

mod accounts;
mod cash;
mod earlier;
mod list;
mod record;
mod reminders;

pub(crate) use accounts::{Account, Accounts, State};
pub(crate) use list::{around, unknown_rate};
pub(crate) use record::text;

use shebao_rules::insurance::{Group, Insurance, Scope};

/// Of which group an insurance is, as it crosses the wire.
pub(crate) const fn group_id(insurance: Insurance) -> &'static str {
    match insurance.group() {
        Group::Social => "social",
        Group::HousingFund => "housing_fund",
    }
}

/// Whether an entry speaks of an insurance, and how closely: one that names it wins over one of its group.
pub(crate) fn closeness(scope: Scope, insurance: Insurance) -> Option<u8> {
    scope.includes(insurance).then_some(match scope {
        Scope::Group(_) => 0,
        Scope::One(_) => 1,
    })
}
