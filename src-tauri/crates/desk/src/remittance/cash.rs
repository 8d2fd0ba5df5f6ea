//! 资金预测 — what the next three months take, against the balance there is.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shebao_rules::insurance::Group;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::remittance::{Need, outlook};

use super::{Account, State, group_id};
use crate::Moment;
use crate::book::Desk;
use crate::error::Outcome;
use crate::wire::remittance::{CashNeed, CashView};

/// How many months ahead are looked at, the current one included.
const MONTHS: i32 = 3;

/// How many months back arrears are looked for.
const BEHIND: i32 = 24;

/// By which day, of which month, at which unit, and whether it is the fund's.
type Place = (NaiveDate, Month, i64, bool);

/// How much, for which group, and whether the day is unknown.
type Amount = (Yuan, &'static str, bool);

/// 余额 with its day and where it is from.
pub(crate) type Balance = (Yuan, NaiveDate, &'static str);

impl Desk {
    /// 资金预测: what is short now, and the dues of this month and the two after it, from computed months and otherwise
    /// from today's facts.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn cash_outlook(&self, now: Moment) -> Outcome<CashView> {
        let today = now.date();
        let names = self.unit_names()?;
        let this = Month::of(today);
        let mut needs: BTreeMap<Place, Amount> = BTreeMap::new();
        let mut open = 0;
        let months: Vec<Month> = this.through(this.plus(MONTHS - 1)).collect();
        for account in self.remittance_accounts((this.plus(-BEHIND), this.plus(MONTHS - 1)), &months, today)?.accounts {
            // What was to be paid earlier counts where the statements say that it was not.
            let overdue = matches!(account.state(today), State::Short | State::Unpaid);
            if account.short().is_zero() || (account.month < this && !overdue) {
                continue;
            }
            open += account.open;
            let (day, unknown) = day_of(&account, today);
            let key = (day, account.month, account.unit, account.insurance.is_fund());
            let need = needs.entry(key).or_insert((Yuan::ZERO, group_id(account.insurance), unknown));
            need.0 += account.short();
        }
        let balance = self.balance(today)?;
        let amounts: Vec<Need> =
            needs.iter().map(|((day, ..), (amount, ..))| Need { day: *day, amount: *amount }).collect();
        let outlook = outlook(balance.map(|(amount, ..)| amount), &amounts);
        let left = outlook.left.iter().map(|left| Some(*left)).chain(std::iter::repeat(None));
        let needs = needs.into_iter().zip(left).map(|(((day, month, unit, _), (amount, group, day_unknown)), left)| {
            let unit = names.get(&unit).cloned().unwrap_or_default();
            CashNeed { day, month, unit, group: group.to_owned(), amount, day_unknown, left }
        });
        Ok(CashView {
            balance: balance.map(|(amount, ..)| amount),
            balance_on: balance.map(|(_, day, _)| day),
            balance_age: balance.map(|(_, day, _)| u32::try_from((today - day).num_days()).unwrap_or(0)),
            balance_source: balance.map(|(.., source)| source.to_owned()),
            needs: needs.collect(),
            needed: outlook.needed,
            short_on: outlook.first.map(|(day, _)| day),
            short_by: outlook.first.map(|(_, amount)| amount),
            missing: outlook.missing,
            open,
        })
    }

    /// The balance typed last, or the last balances of the accounts' statements, whichever is newer.
    pub(crate) fn balance(&self, today: NaiveDate) -> Outcome<Option<Balance>> {
        let typed = self.view().cash_balance(today)?.map(|typed| (typed.amount, typed.day, "typed"));
        let mut accounts: BTreeMap<String, (NaiveDate, Yuan)> = BTreeMap::new();
        for line in self.view().bank_lines()?.into_iter().filter(|line| line.day <= today) {
            if let Some(balance) = line.balance {
                accounts.insert(line.row.account, (line.row.day, balance));
            }
        }
        let oldest = accounts.values().map(|(day, _)| *day).min();
        let bank = oldest.map(|day| (accounts.values().map(|(_, balance)| *balance).sum(), day, "bank"));
        Ok(match (typed, bank) {
            (Some(typed), Some(bank)) if bank.1 > typed.1 => Some(bank),
            (typed, bank) => typed.or(bank),
        })
    }
}

/// By which day the money is needed: what is overdue, today.
fn day_of(account: &Account, today: NaiveDate) -> (NaiveDate, bool) {
    let unknown = account.pay_by().is_none() && account.insurance.group() == Group::HousingFund;
    (account.pay_by().unwrap_or_else(|| account.month.last_day()).max(today), unknown)
}
