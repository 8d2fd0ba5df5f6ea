//! 欠费 — what stands unpaid with the late fee that runs on it, orders to pay, advances, plans and back payments.

mod back_payment;
mod record;

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use shebao_rules::arrears::{Arrears, Instalment, Meter, fine_range};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::month::Month;
use shebao_rules::remittance::split;

use crate::book::Desk;
use crate::contribution::article_link;
use crate::error::{Code, Failure, Outcome};
use crate::remittance::{Account, State, unknown_rate};
use crate::wire::arrears::{ArrearsLine, ArrearsList, ChargedLateFee, NoticeOfArrears, PlanRequest, PlanStepView};
use crate::wire::small;
use crate::{Moment, read};

/// 滞纳金、限期缴纳与罚款, and whose the late fee is.
const LAWS: [(&str, &str); 2] = [("sbf", "86"), ("rs13", "20")];

/// The meter is told for today and for this many days later.
const LATER: u64 = 30;

impl Desk {
    /// 欠费台账 on a day: what is short per unit, period and insurance where the bank's statements say so or it was
    /// registered, and the late fee up to the day, always the employer's.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] for what is no date.
    pub fn arrears_list(&self, on: Option<&str>, now: Moment) -> Outcome<ArrearsList> {
        let on = read::given(on).map(|day| read::date(day, "日期")).transpose()?.unwrap_or_else(|| now.date());
        let later_on = on.checked_add_days(Days::new(LATER)).unwrap_or(on);
        let accounts = self.known_accounts(on)?;
        let names = self.unit_names()?;
        let mut lines = Vec::new();
        let mut later = Yuan::ZERO;
        for bundle in bundles(&accounts, on) {
            let name = bundle.first().and_then(|a| names.get(&a.unit)).cloned().unwrap_or_default();
            lines.extend(self.arrears_lines(&bundle, &name, on)?);
            later += self.fee_of(&bundle, later_on)?.unwrap_or_default();
        }
        lines.sort_by(|a, b| (a.period, &a.unit, a.insurance).cmp(&(b.period, &b.unit, b.insurance)));
        let sum = |of: fn(&ArrearsLine) -> Yuan| lines.iter().map(of).sum::<Yuan>();
        let mut unknown: Vec<String> = accounts
            .iter()
            .filter(|account| account.state(on) == State::NoBank)
            .map(|a| format!("{} {}", names.get(&a.unit).cloned().unwrap_or_default(), a.month))
            .collect();
        unknown.dedup();
        Ok(ArrearsList {
            on,
            outstanding: sum(|line| line.outstanding),
            late_fee: sum(|line| line.late_fee.unwrap_or_default()),
            daily: sum(|line| line.daily.unwrap_or_default()),
            later_on,
            late_fee_later: later,
            unknown,
            laws: LAWS.iter().filter_map(|(law, number)| article_link(&self.tools.laws, law, number, on)).collect(),
            notices: self.notices(on)?,
            charged: self.charged(on)?,
            lines,
        })
    }

    /// 补缴安排测算: instalments on what stands today, the oldest first; arithmetic only.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] naming the field, [`Code::UnknownUnit`].
    pub fn arrears_plan(&self, request: &PlanRequest, now: Moment) -> Outcome<Vec<PlanStepView>> {
        let unit = read::given(request.unit.as_deref()).map(|name| self.unit_named(name)).transpose()?.map(|u| u.id);
        let mut instalments = Vec::new();
        for part in &request.instalments {
            instalments.push(Instalment {
                day: read::date(&part.day, "缴款日期")?,
                amount: read::yuan(&part.amount, "本金")?,
            });
        }
        if instalments.iter().any(|part| part.day < now.date()) {
            return Err(read::invalid("缴款日期", &now.date().to_string()));
        }
        instalments.sort_unstable();
        let accounts = self.known_accounts(now.date())?;
        let own = accounts.iter().filter(|account| unit.is_none_or(|unit| unit == account.unit));
        let mut standing: Vec<Arrears> =
            own.filter(|a| !a.short().is_zero()).filter_map(|account| account.arrears(now.date())).collect();
        standing.sort_by_key(|one| one.due);
        let steps = self.tools.national.plan(&standing, &instalments).map_err(|_| unknown_rate())?;
        let step = |step: shebao_rules::arrears::PlanStep| PlanStepView {
            day: step.day,
            amount: step.amount,
            outstanding: step.outstanding,
            late_fee: step.late_fee,
        };
        Ok(steps.into_iter().map(step).collect())
    }

    /// The accounts of [`Self::known_span`].
    fn known_accounts(&self, on: NaiveDate) -> Outcome<Vec<Account>> {
        self.known_span(on)?
            .map_or_else(|| Ok(Vec::new()), |span| Ok(self.remittance_accounts(span, &[], on)?.accounts))
    }

    /// The months that statements, payments or registered arrears speak of, up to a day or the last registered one.
    pub(crate) fn known_span(&self, on: NaiveDate) -> Outcome<Option<(Month, Month)>> {
        let view = self.view();
        let banked = view.first_bank_day()?.map(Month::of);
        let paid = view.payments()?.iter().map(|payment| payment.month).min();
        let registered: Vec<Month> = view.registered_arrears()?.iter().map(|one| one.month).collect();
        let first = [banked, paid, registered.iter().min().copied()].into_iter().flatten().min();
        let to = registered.into_iter().chain([Month::of(on)]).max();
        Ok(first.zip(to))
    }

    /// The lines of what is charged together: the fee is worked out on the sum and shared out to the fen.
    fn arrears_lines(&self, bundle: &[&Account], unit: &str, on: NaiveDate) -> Outcome<Vec<ArrearsLine>> {
        let mut meters = Vec::with_capacity(bundle.len());
        for account in bundle {
            let Some(arrears) = account.arrears(on) else { continue };
            let meter = self.tools.national.meter(&arrears, on).map_err(|_| unknown_rate())?;
            meters.push((*account, arrears, meter));
        }
        let own: Vec<Yuan> = meters.iter().map(|(.., meter)| meter.late_fee.unwrap_or_default()).collect();
        let shares = match self.fee_of(bundle, on)? {
            Some(fee) => split(fee, &own),
            None => own,
        };
        let lines = meters.iter().zip(shares).map(|((account, arrears, meter), share)| {
            let late_fee = meter.late_fee.map(|_| share);
            line(account, arrears, meter, (unit, late_fee, on))
        });
        Ok(lines.collect())
    }

    /// 名册所列滞纳金 of every list up to the day's month.
    fn charged(&self, on: NaiveDate) -> Outcome<Vec<ChargedLateFee>> {
        let (view, names) = (self.view(), self.unit_names()?);
        let mut fees: BTreeMap<(i64, Month, Insurance, Option<i64>), Yuan> = BTreeMap::new();
        for sum in view.agency_sums(Month::EARLIEST, Month::of(on))? {
            *fees.entry((sum.unit_id, sum.booked, sum.insurance, sum.sheet_id)).or_default() += sum.late_fee;
        }
        fees.retain(|_, fee| !fee.is_zero());
        let mut charged = Vec::with_capacity(fees.len());
        for ((unit, booked, insurance, sheet), late_fee) in fees {
            let sheet = sheet.map(|id| view.sheet(id)).transpose()?.flatten();
            let batch = sheet.map(|sheet| view.batch(sheet.batch_id)).transpose()?.flatten();
            charged.push(ChargedLateFee {
                unit: names.get(&unit).cloned().unwrap_or_default(),
                booked,
                insurance,
                late_fee,
                borne_by: "employer".to_owned(),
                document: batch.map(|batch| batch.row.file_name).unwrap_or_default(),
            });
        }
        Ok(charged)
    }

    fn notices(&self, on: NaiveDate) -> Outcome<Vec<NoticeOfArrears>> {
        let names = self.unit_names()?;
        let mut notices = Vec::new();
        for notice in self.view().arrears_notices()? {
            let (fine_from, fine_to) =
                fine_range(notice.amount).map_err(|_| Failure::new(Code::Internal).with("at", "fine"))?;
            notices.push(NoticeOfArrears {
                id: small(notice.id),
                unit: names.get(&notice.unit_id).cloned().unwrap_or_default(),
                number: notice.number.clone(),
                agency: notice.agency.clone(),
                received_on: notice.received_on,
                due_on: notice.due_on,
                amount: notice.amount,
                settled_on: notice.settled_on,
                days_left: i32::try_from((notice.due_on - on).num_days()).unwrap_or(0),
                fine_from,
                fine_to,
                note: notice.row.note,
            });
        }
        Ok(notices)
    }
}

/// What of one unit, month and group was due on one day and not paid in time.
fn bundles(accounts: &[Account], on: NaiveDate) -> Vec<Vec<&Account>> {
    let mut bundles: BTreeMap<(i64, Month, bool, Option<NaiveDate>), Vec<&Account>> = BTreeMap::new();
    for account in accounts {
        let known = matches!(account.state(on), State::Short | State::Unpaid | State::Late);
        if known {
            let key = (account.unit, account.month, account.insurance.is_fund(), account.pay_by());
            bundles.entry(key).or_default().push(account);
        }
    }
    bundles.into_values().collect()
}

fn line(
    account: &Account,
    arrears: &Arrears,
    meter: &Meter,
    (unit, late_fee, on): (&str, Option<Yuan>, NaiveDate),
) -> ArrearsLine {
    let spans = || meter.parts.iter().flat_map(|part| &part.spans);
    let end = if meter.outstanding.is_zero() { account.paid_on().unwrap_or(on) } else { on };
    let registered = account.registered.as_ref().map(|(_, document)| document.clone());
    ArrearsLine {
        unit: unit.to_owned(),
        period: account.month,
        insurance: account.insurance,
        principal: arrears.principal,
        paid: account.paid_sum(),
        outstanding: meter.outstanding,
        due_on: account.pay_by(),
        counted_from: meter.late_fee.and_then(|_| arrears.due.succ_opt()),
        days: account.pay_by().map_or(0, |by| u32::try_from((end - by).num_days()).unwrap_or(0)),
        daily_rate: spans().last().map(|span| span.daily_rate.to_string()),
        late_fee,
        daily: meter.daily,
        expression: spans().map(|span| span.expression.clone()).collect(),
        borne_by: "employer".to_owned(),
        origin: if registered.is_some() { "registered" } else { "computed" }.to_owned(),
        basis: account.dates.as_ref().filter(|_| registered.is_none()).map(|dates| dates.basis),
        document: registered.or_else(|| account.dates.as_ref().map(|dates| dates.source.clone())).unwrap_or_default(),
    }
}
