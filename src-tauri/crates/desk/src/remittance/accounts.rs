//! 应缴与实缴 — for every unit, booking month and insurance: what is due, by when, and what is known to have paid it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use shebao_rules::arrears::{Arrears, Instalment};
use shebao_rules::insurance::{Insurance, Scope};
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::reconciliation::{COMBINED_MONTHS, Matched, payments};
use shebao_rules::remittance::{OwnDays, PaymentDates, Published, split};
use shebao_store::{BankLine, BookedSum, PaymentDay, PublishedDay, Stored, Unit};

use super::closeness;
use super::earlier::{SettledOf, settle_earlier};
use crate::book::Desk;
use crate::error::Outcome;
use crate::reconciliation::{Asked, Booked, Found};

/// 缴费状态.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// 已缴.
    Paid,
    /// 逾期缴清.
    Late,
    /// 未缴足.
    Short,
    /// 未缴.
    Unpaid,
    /// 未到期.
    Due,
    /// 未导入银行流水: nothing is known.
    NoBank,
}

impl State {
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Late => "late",
            Self::Short => "short",
            Self::Unpaid => "unpaid",
            Self::Due => "due",
            Self::NoBank => "no_bank",
        }
    }
}

/// 一户一月一险 — with everything that is known of its payment.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub unit: i64,
    pub month: Month,
    pub insurance: Insurance,
    pub heads: u32,
    pub employer: Yuan,
    pub employee: Yuan,
    /// Lines without an amount.
    pub open: u32,
    /// What is to be paid: the computed sum, or the registered arrears.
    pub due: Yuan,
    pub listed: Option<Yuan>,
    /// 清单已缴清: the last day of what paid all that its list holds, whoever the list lacks.
    pub list_paid: Option<NaiveDate>,
    pub dates: Option<PaymentDates>,
    pub paid: Vec<Instalment>,
    /// The statements of the time when it should have been paid are here.
    pub covered: bool,
    /// 欠费登记: its date and document.
    pub registered: Option<(NaiveDate, String)>,
}

/// 缴费事实.
pub(crate) struct Accounts {
    /// By unit, month and insurance.
    pub accounts: Vec<Account>,
    /// What was debited, per unit.
    pub matched: Vec<(i64, Matched)>,
    /// What of it settled earlier months.
    pub settled: Vec<SettledOf>,
    /// Days and places of the bank lines.
    pub lines: BTreeMap<i64, Stored<BankLine>>,
}

impl Account {
    fn add(&mut self, sum: &BookedSum) {
        let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        self.heads += count(sum.heads);
        self.employer += sum.employer;
        self.employee += sum.employee;
        self.open += count(sum.open);
        self.due += sum.employer + sum.employee;
    }

    pub(crate) fn pay_by(&self) -> Option<NaiveDate> {
        self.registered.as_ref().map(|(day, _)| *day).or(self.dates.as_ref().map(|dates| dates.pay_by))
    }

    pub(crate) fn paid_sum(&self) -> Yuan {
        self.paid.iter().map(|one| one.amount).sum()
    }

    pub(crate) fn paid_on(&self) -> Option<NaiveDate> {
        self.paid.iter().map(|one| one.day).max()
    }

    pub(crate) fn short(&self) -> Yuan {
        (self.due - self.paid_sum()).max(Yuan::ZERO)
    }

    pub(crate) fn state(&self, on: NaiveDate) -> State {
        let by = self.pay_by().unwrap_or_else(|| self.month.last_day());
        if self.short().is_zero() {
            let late = self.paid_on().is_some_and(|day| self.pay_by().is_some_and(|by| day > by));
            return if late { State::Late } else { State::Paid };
        }
        if on <= by {
            State::Due
        } else if !self.paid.is_empty() {
            State::Short
        } else if self.covered {
            State::Unpaid
        } else {
            State::NoBank
        }
    }

    /// As arrears, if it was not paid in time and the statements are there to say so.
    pub(crate) fn arrears(&self, on: NaiveDate) -> Option<Arrears> {
        // Only the housing fund can be without a date, and it bears no fee that would need one.
        let due = self.pay_by().unwrap_or_else(|| self.month.last_day());
        let known = matches!(self.state(on), State::Short | State::Unpaid | State::Late);
        known.then(|| Arrears { insurance: self.insurance, principal: self.due, due, paid: self.paid.clone() })
    }
}

impl Desk {
    /// 缴费事实 of the booking months of a span, as known on a day. `assessed`: months to be worked out from today's
    /// facts where they were not computed.
    pub(crate) fn remittance_accounts(
        &self,
        (from, to): (Month, Month),
        assessed: &[Month],
        on: NaiveDate,
    ) -> Outcome<Accounts> {
        let view = self.view();
        let units: BTreeMap<i64, Unit> = view.units()?.into_iter().map(|u| (u.id, u.row)).collect();
        let mut sums = self.kept.booked_sums(self, (from, to))?;
        for month in assessed {
            sums.extend(self.assessed_sums(*month, on)?);
        }
        let found = self.booked_sources((from, to), on, &sums)?;
        let listed = |(unit, month, insurance): (i64, Month, Insurance)| {
            let unit = found.units.get(&unit).filter(|unit| unit.listed.contains(&(month, insurance)))?;
            Some(unit.sums.get(&(month, insurance)).copied().unwrap_or_default())
        };
        let (days, published) = (view.payment_days()?, view.published_days()?);
        let mut accounts: BTreeMap<(i64, Month, Insurance), Account> = BTreeMap::new();
        for sum in &sums {
            let key = (sum.unit_id, sum.booked, sum.insurance);
            let Some(unit) = units.get(&sum.unit_id) else { continue };
            let dates = self.dates_of((sum.unit_id, unit), sum.insurance, sum.booked, &days, &published);
            accounts.entry(key).or_insert_with(|| account(key, listed(key), dates)).add(sum);
        }
        self.register(&mut accounts, (from, to))?;
        let mut accounts: Vec<Account> = accounts.into_values().collect();
        cover(&mut accounts, &found);
        self.pay_by_hand(&mut accounts, on)?;
        let matched = self.pay_by_bank(&mut accounts, &found, on);
        mark_paid_lists(&mut accounts, &found);
        let settled = settle_earlier(&mut accounts, &found.earlier);
        Ok(Accounts { accounts, matched, settled, lines: found.lines })
    }

    /// 来源 of the booking months of a span, with what is due in them.
    fn booked_sources(&self, (from, to): (Month, Month), on: NaiveDate, sums: &[BookedSum]) -> Outcome<Found> {
        let (mut heads, mut dues) = (Booked::new(), Booked::new());
        for sum in sums {
            let key = (sum.unit_id, sum.booked, sum.insurance);
            *heads.entry(key).or_default() += usize::try_from(sum.heads).unwrap_or_default();
            *dues.entry(key).or_default() += sum.employer + sum.employee;
        }
        // A debit of the span may pay lists before it along with its own.
        let from = from.plus(1 - COMBINED_MONTHS);
        self.unit_sources(Asked { from, to, until: on, heads, dues })
    }

    /// The sums of a month's units that were not computed, from today's facts; nothing is written. Of a locked period nothing is
    /// due that was not sealed.
    fn assessed_sums(&self, month: Month, today: NaiveDate) -> Outcome<Vec<BookedSum>> {
        let mut sums: BTreeMap<(i64, Insurance), BookedSum> = BTreeMap::new();
        for period in [month.previous(), month] {
            if self.is_locked(period)? {
                continue;
            }
            let mut computed = BTreeSet::new();
            for unit in self.view().units()? {
                if self.view().last_run(period, Some(unit.id))?.is_some() {
                    computed.insert(unit.id);
                }
            }
            for line in self.dues_of(period, None, today)?.lines {
                if line.booked_month != month || computed.contains(&line.unit_id) {
                    continue;
                }
                let (unit_id, insurance) = (line.unit_id, line.insurance);
                let sum = sums.entry((unit_id, insurance)).or_insert(BookedSum {
                    booked: month,
                    unit_id,
                    insurance,
                    heads: 0,
                    employer: Yuan::ZERO,
                    employee: Yuan::ZERO,
                    open: 0,
                });
                sum.heads += 1;
                sum.employer += line.employer.unwrap_or_default();
                sum.employee += line.employee.unwrap_or_default();
                sum.open += i64::from(line.employer.is_none());
            }
        }
        Ok(sums.into_values().collect())
    }

    /// 期限 of one unit, insurance and month: published, the unit's own, or the statutory one.
    fn dates_of(
        &self,
        (unit_id, unit): (i64, &Unit),
        insurance: Insurance,
        month: Month,
        days: &[Stored<PaymentDay>],
        published: &[Stored<PublishedDay>],
    ) -> Option<PaymentDates> {
        // The later entry wins among those that speak as closely.
        let told = published
            .iter()
            .filter(|day| day.region == unit.region && day.month == month)
            .filter_map(|day| Some((closeness(day.scope, insurance)?, day)))
            .max_by_key(|(closeness, day)| (*closeness, day.id));
        let own = days
            .iter()
            .filter(|day| day.unit_id == unit_id && day.from <= month && day.to.is_none_or(|to| month <= to))
            .filter_map(|day| Some((closeness(day.scope, insurance)?, day)))
            .max_by_key(|(closeness, day)| (*closeness, day.id));
        let told = told.map(|(_, day)| Published {
            declare_by: day.declare_by,
            pay_by: day.pay_by,
            source: format!("当地公布：{}", day.source),
        });
        let own = own.map(|(_, day)| OwnDays {
            months_after: day.months_after,
            declare_day: day.declare_day,
            pay_day: day.pay_day,
            shift: day.shift,
            source: day.source.clone(),
        });
        let scope = Scope::Group(insurance.group());
        self.tools.national.calendar().payment_dates(month, scope, told.as_ref(), own.as_ref())
    }

    /// 欠费登记 stands in the place of what was computed.
    fn register(
        &self,
        accounts: &mut BTreeMap<(i64, Month, Insurance), Account>,
        (from, to): (Month, Month),
    ) -> Outcome<()> {
        for one in self.view().registered_arrears()? {
            if one.month < from || to < one.month {
                continue;
            }
            let key = (one.unit_id, one.month, one.insurance);
            let account = accounts.entry(key).or_insert_with(|| account(key, None, None));
            account.due = one.principal;
            account.registered = Some((one.due_on, one.document.clone()));
        }
        Ok(())
    }

    /// 缴款 by hand is shared out over the insurances it speaks of, in proportion to what is still due.
    fn pay_by_hand(&self, accounts: &mut [Account], on: NaiveDate) -> Outcome<()> {
        for payment in self.view().payments()?.iter().filter(|payment| payment.paid_on <= on) {
            let own = |account: &&mut Account| {
                account.unit == payment.unit_id
                    && account.month == payment.month
                    && payment.scope.includes(account.insurance)
            };
            let mut paid: Vec<&mut Account> = accounts.iter_mut().filter(own).collect();
            let mut weights: Vec<Yuan> = paid.iter().map(|account| account.short()).collect();
            if weights.iter().all(|weight| weight.is_zero()) {
                weights = paid.iter().map(|account| account.due).collect();
            }
            for (account, amount) in paid.iter_mut().zip(split(payment.principal, &weights)) {
                account.paid.push(Instalment { day: payment.paid_on, amount });
                account.covered = true;
            }
        }
        Ok(())
    }

    /// 扣款 as 对账 finds them, for what was not recorded by hand.
    fn pay_by_bank(&self, accounts: &mut [Account], found: &Found, on: NaiveDate) -> Vec<(i64, Matched)> {
        let daily = self.tools.national.daily_late_fee(on).unwrap_or_default();
        let mut all = Vec::new();
        for (id, unit) in &found.units {
            let mut open: Vec<&mut Account> = accounts
                .iter_mut()
                .filter(|a| a.unit == *id && a.registered.is_none() && a.paid.is_empty() && a.due > Yuan::ZERO)
                .collect();
            for matched in payments(unit, daily) {
                let mut counted = false;
                for account in open.iter_mut().filter(|account| account.month == matched.month) {
                    let own = matched.shares.iter().filter(|(insurance, _)| *insurance == account.insurance);
                    let own = own.map(|(_, amount)| Instalment { day: matched.paid_on, amount: *amount });
                    let before = account.paid.len();
                    account.paid.extend(own);
                    counted |= account.paid.len() > before;
                }
                all.extend(counted.then_some((*id, matched)));
            }
        }
        all
    }
}

/// An account of which nothing is due yet.
const fn account(
    (unit, month, insurance): (i64, Month, Insurance),
    listed: Option<Yuan>,
    dates: Option<PaymentDates>,
) -> Account {
    Account {
        unit,
        month,
        insurance,
        heads: 0,
        employer: Yuan::ZERO,
        employee: Yuan::ZERO,
        open: 0,
        due: Yuan::ZERO,
        listed,
        list_paid: None,
        dates,
        paid: Vec::new(),
        covered: false,
        registered: None,
    }
}

/// Whose lists are paid in full, the late fees that these print aside.
fn mark_paid_lists(accounts: &mut [Account], found: &Found) {
    for account in accounts {
        let fees = found.units.get(&account.unit).and_then(|unit| unit.fees.get(&(account.month, account.insurance)));
        let listed = account.listed.map(|sum| sum - fees.copied().unwrap_or_default());
        let paid = listed.is_some_and(|sum| sum > Yuan::ZERO && account.paid_sum() >= sum);
        account.list_paid = account.paid_on().filter(|_| paid);
    }
}

/// Whether the unit's statements reach from the month to its date without a gap.
fn cover(accounts: &mut [Account], found: &Found) {
    for account in accounts {
        let by = account.pay_by().unwrap_or_else(|| account.month.last_day());
        let banked = found.units.get(&account.unit).map(|unit| &unit.banked);
        let known = banked.zip(found.reached.get(&account.unit)).is_some_and(|(months, last)| {
            // Near the end of a month the last line may lie a few days before its end.
            let reached = *last >= by || Month::of(*last) > Month::of(by);
            reached && account.month.through(Month::of(by)).all(|month| months.contains(&month))
        });
        account.covered = account.registered.is_some() || known;
    }
}
