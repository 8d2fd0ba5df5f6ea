//! 缴费清单 — the dues of a month, their dates and what paid them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use shebao_rules::arrears::{Arrears, Instalment};
use shebao_rules::insurance::Group;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::reconciliation::MatchBasis;

use super::{Account, Accounts, State, group_id};
use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::origin::Origins;
use crate::wire::remittance::{PaymentView, RemittanceGroup, RemittanceLine, RemittanceList};
use crate::{Moment, read};

/// How many months before are looked at, so that an equal sum is not taken for the wrong month.
const BEFORE: i32 = 2;

/// How many months after: a list of then may hold, and its debit pay, what this month lacks.
const AFTER: i32 = 6;

/// The months of booking that are looked at for one.
pub(crate) fn around(month: Month) -> (Month, Month) {
    (month.plus(-BEFORE), month.plus(AFTER))
}

impl Desk {
    /// 缴费清单 of a booking month: what is due by when, what was paid, what is short.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] for what is no month.
    pub fn remittance_list(&self, month: &str, now: Moment) -> Outcome<RemittanceList> {
        let month = read::month(month, "月份")?;
        let on = now.date();
        let mut accounts = self.remittance_accounts(around(month), &[month], on)?;
        accounts.accounts.retain(|account| account.month == month);
        let names = self.unit_names()?;
        let name = |unit: i64| names.get(&unit).cloned().unwrap_or_default();
        let lines = accounts.accounts.iter().map(|account| line(account, name(account.unit), on)).collect();
        let mut groups = Vec::new();
        let keys: BTreeSet<(i64, bool)> = accounts.accounts.iter().map(|a| (a.unit, a.insurance.is_fund())).collect();
        for (unit, fund) in keys {
            groups.push(self.group_of(&accounts, (unit, name(unit)), fund, (month, on))?);
        }
        let computed = self.view().last_run(month, None)?.is_some();
        Ok(RemittanceList { month, computed, lines, groups })
    }

    fn group_of(
        &self,
        all: &Accounts,
        (unit, name): (i64, String),
        fund: bool,
        (month, on): (Month, NaiveDate),
    ) -> Outcome<RemittanceGroup> {
        let own: Vec<&Account> =
            all.accounts.iter().filter(|a| a.unit == unit && a.insurance.is_fund() == fund).collect();
        let first = own.first().ok_or_else(|| Failure::new(Code::Internal).with("at", "remittance"))?;
        let dates = own.iter().filter_map(|a| a.dates.as_ref()).min_by_key(|dates| dates.pay_by);
        let group = if fund { Group::HousingFund } else { Group::Social };
        let matched: Vec<_> = all
            .matched
            .iter()
            .filter(|(of, m)| *of == unit && m.month == month && m.shares.iter().any(|(i, _)| i.group() == group))
            .map(|(_, matched)| matched)
            .collect();
        let mut payments = self.hand_payments(unit, month, fund, on)?;
        let mut origins = Origins::of(self.view())?;
        for one in &matched {
            for line in one.debits.iter().filter_map(|id| all.lines.get(id)) {
                let cell = origins.find(line.origin, None)?;
                let document = cell.map_or_else(String::new, |c| format!("{} {} 第 {} 行", c.file, c.sheet, c.row));
                payments.push(PaymentView {
                    day: line.day,
                    // A debit of several months counts here with this month's part.
                    amount: if one.debits.len() == 1 { one.debited() } else { line.debit - line.credit },
                    document,
                    basis: Some(one.basis),
                });
            }
        }
        payments.extend(settled_payments(all, unit, fund, month));
        payments.sort_by_key(|payment| payment.day);
        let mut late_fee_paid: Yuan = matched.iter().map(|m| m.late_fee).sum();
        late_fee_paid += self.late_fees_by_hand(unit, month, fund, on)?;
        let state = worst(own.iter().map(|a| a.state(on)));
        Ok(RemittanceGroup {
            unit: name,
            group: group_id(first.insurance).to_owned(),
            due: own.iter().map(|a| a.due).sum(),
            paid: own.iter().map(|a| a.paid_sum()).sum(),
            short: own.iter().map(|a| a.short()).sum(),
            late_fee: self.fee_of(&own, on)?,
            late_fee_paid,
            state: state.id().to_owned(),
            declare_by: dates.and_then(|dates| dates.declare_by),
            pay_by: dates.map(|dates| dates.pay_by),
            basis: dates.map(|dates| dates.basis),
            source: dates.map_or_else(|| "未设置缴费期限".to_owned(), |dates| dates.source.clone()),
            payments,
        })
    }

    /// 滞纳金 of some insurances of one month: on their sum, because that is what is paid and charged together.
    pub(crate) fn fee_of(&self, accounts: &[&Account], on: NaiveDate) -> Outcome<Option<Yuan>> {
        let mut bundles: BTreeMap<NaiveDate, Arrears> = BTreeMap::new();
        for one in accounts.iter().filter_map(|account| account.arrears(on)) {
            let bundle = bundles.entry(one.due).or_insert_with(|| Arrears {
                insurance: one.insurance,
                principal: Yuan::ZERO,
                due: one.due,
                paid: Vec::new(),
            });
            bundle.principal += one.principal;
            for part in one.paid {
                match bundle.paid.iter_mut().find(|p| p.day == part.day) {
                    Some(known) => known.amount += part.amount,
                    None => bundle.paid.push(Instalment { ..part }),
                }
            }
        }
        let mut fee = None;
        for bundle in bundles.values() {
            let meter = self.tools.national.meter(bundle, on).map_err(|_| unknown_rate())?;
            fee = match (fee, meter.late_fee) {
                (Some(sum), Some(more)) => Some(sum + more),
                (sum, more) => sum.or(more),
            };
        }
        Ok(fee)
    }

    fn hand_payments(&self, unit: i64, month: Month, fund: bool, on: NaiveDate) -> Outcome<Vec<PaymentView>> {
        let own = self
            .view()
            .payments()?
            .into_iter()
            .filter(|p| p.unit_id == unit && p.month == month && p.paid_on <= on && of_fund(p.scope) == fund);
        let view = |p: shebao_store::Stored<shebao_store::Payment>| PaymentView {
            day: p.paid_on,
            amount: p.principal + p.late_fee,
            document: p.row.document,
            basis: None,
        };
        Ok(own.map(view).collect())
    }

    fn late_fees_by_hand(&self, unit: i64, month: Month, fund: bool, on: NaiveDate) -> Outcome<Yuan> {
        let own = self
            .view()
            .payments()?
            .into_iter()
            .filter(|p| p.unit_id == unit && p.month == month && p.paid_on <= on && of_fund(p.scope) == fund);
        Ok(own.map(|p| p.late_fee).sum())
    }
}

/// 归入前期的款项 of a month: received from a later one, or given to an earlier one.
fn settled_payments(all: &Accounts, unit: i64, fund: bool, month: Month) -> Vec<PaymentView> {
    let mut sums: BTreeMap<(Month, Month, NaiveDate, bool), Yuan> = BTreeMap::new();
    for of in all.settled.iter().filter(|of| of.unit == unit && of.insurance.is_fund() == fund) {
        let one = of.settled;
        *sums.entry((one.booked, one.period, one.day, one.refund)).or_default() += one.amount;
    }
    let view = |((booked, period, day, refund), amount): ((Month, Month, NaiveDate, bool), Yuan)| {
        let (amount, document) = match (refund, period == month) {
            (false, true) => (amount, format!("随{}清单补收的款项缴纳", booked.chinese())),
            (false, false) => (-amount, format!("其中缴{}的补收款项", period.chinese())),
            (true, true) => (-amount, format!("其中多缴、{}退还的款项", booked.chinese())),
            (true, false) => (amount, format!("扣款中已退的{}多缴款项", period.chinese())),
        };
        PaymentView { day, amount, document, basis: Some(MatchBasis::Listed) }
    };
    sums.into_iter().filter(|((booked, period, ..), _)| *booked == month || *period == month).map(view).collect()
}

fn of_fund(scope: shebao_rules::insurance::Scope) -> bool {
    scope.includes(shebao_rules::insurance::Insurance::HousingFund)
        || scope.includes(shebao_rules::insurance::Insurance::SupplementaryFund)
}

pub(crate) fn unknown_rate() -> Failure {
    Failure::new(Code::Internal).with("at", "late_fee")
}

fn line(account: &Account, unit: String, on: NaiveDate) -> RemittanceLine {
    RemittanceLine {
        unit,
        month: account.month,
        insurance: account.insurance,
        heads: account.heads,
        employer: account.employer,
        employee: account.employee,
        due: account.due,
        open: account.open,
        listed: account.listed,
        paid: account.paid_sum(),
        paid_on: account.paid_on(),
        short: account.short(),
        state: account.state(on).id().to_owned(),
    }
}

/// The state that needs her most.
fn worst(states: impl Iterator<Item = State>) -> State {
    const ORDER: [State; 6] = [State::Unpaid, State::Short, State::NoBank, State::Due, State::Late, State::Paid];
    let rank = |state: &State| ORDER.iter().position(|one| one == state).unwrap_or(ORDER.len());
    states.min_by_key(rank).unwrap_or(State::Paid)
}
