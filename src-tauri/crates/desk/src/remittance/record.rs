//! 登记 — days, payments and balances as the clerk tells them, each one action.

use shebao_rules::money::Yuan;
use shebao_rules::remittance::Shift;
use shebao_store::{Action, CashBalance, Payment, PaymentDay, PublishedDay, Tx};

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};
use crate::wire::remittance::{NewPayment, NewPaymentDay, NewPublishedDay};
use crate::wire::small;
use crate::{Moment, read};

impl Desk {
    /// 设置缴费期限 of a unit from a month on. Gives the journal's number of the action, as all of these do.
    ///
    /// # Errors
    /// [`Code::UnknownUnit`], [`Code::InvalidInput`] naming the field.
    pub fn payment_day_add(&mut self, new: &NewPaymentDay, now: Moment) -> Outcome<i32> {
        let unit = self.unit_named(&new.unit)?;
        let day = |day: u32, field| {
            if (1..=31).contains(&day) { Ok(day) } else { Err(read::invalid(field, "1 到 31")) }
        };
        if new.months_after > 2 {
            return Err(read::invalid("缴费月", "0（当月）、1（次月）"));
        }
        let own = PaymentDay {
            unit_id: unit.id,
            scope: read::scope(&new.scope)?,
            from: read::month(&new.from, "起")?,
            to: read::month_or_none(new.to.as_deref(), "止")?,
            months_after: new.months_after,
            declare_day: new.declare_day.map(|d| day(d, "申报截止日")).transpose()?,
            pay_day: day(new.pay_day, "缴费截止日")?,
            shift: Shift::of(new.shift.trim()).ok_or_else(|| read::invalid("顺延", "tax、roll、none"))?,
            source: text(&new.source, "出处", "主管税务机关电话答复（日期）")?,
        };
        self.recorded("payment_day.add", now, |tx| Ok(tx.insert_payment_day(&own)?))
    }

    /// 登记当地公布的期限 of one month; it wins over every rule.
    ///
    /// # Errors
    /// [`Code::UnknownRegion`], [`Code::InvalidInput`] naming the field.
    pub fn published_day_add(&mut self, new: &NewPublishedDay, now: Moment) -> Outcome<i32> {
        let region = self.library.region(new.region.trim());
        let region = region.ok_or_else(|| Failure::new(Code::UnknownRegion).with("region", &new.region))?;
        let day = PublishedDay {
            region: region.code.clone(),
            scope: read::scope(&new.scope)?,
            month: read::month(&new.month, "月份")?,
            declare_by: read::given(new.declare_by.as_deref()).map(|d| read::date(d, "申报截止日期")).transpose()?,
            pay_by: read::date(&new.pay_by, "缴费截止日期")?,
            source: text(&new.source, "出处", "××市税务局 2026 年征期公告")?,
        };
        self.recorded("published_day.add", now, |tx| Ok(tx.insert_published_day(&day)?))
    }

    /// 登记缴款 with its document.
    ///
    /// # Errors
    /// [`Code::UnknownUnit`], [`Code::InvalidInput`] naming the field.
    pub fn payment_record(&mut self, new: &NewPayment, now: Moment) -> Outcome<i32> {
        let payment = Payment {
            unit_id: self.unit_named(&new.unit)?.id,
            month: read::month(&new.month, "月份")?,
            scope: read::scope(&new.scope)?,
            principal: read::yuan(&new.principal, "本金")?,
            late_fee: read::yuan_or_none(new.late_fee.as_deref(), "滞纳金")?.unwrap_or_default(),
            paid_on: read::date(&new.paid_on, "缴款日期")?,
            document: text(&new.document, "凭证", "电子缴款凭证号")?,
        };
        if (payment.principal + payment.late_fee).is_zero() {
            return Err(read::invalid("本金", "93778.90"));
        }
        self.recorded("payment.record", now, |tx| Ok(tx.insert_payment(&payment)?))
    }

    /// 登记可用余额 of a day.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] naming the field.
    pub fn cash_balance_set(&mut self, amount: &str, day: &str, note: Option<&str>, now: Moment) -> Outcome<i32> {
        let negative = amount.trim().strip_prefix('-');
        let amount = read::yuan(negative.unwrap_or(amount), "余额")?;
        let amount = if negative.is_some() { Yuan::ZERO - amount } else { amount };
        let balance = CashBalance { day: read::date(day, "余额日期")?, amount, note: read::owned(note) };
        self.recorded("cash.balance", now, |tx| Ok(tx.insert_cash_balance(&balance)?))
    }

    /// One record as one action.
    pub(crate) fn recorded(
        &mut self,
        action: &'static str,
        now: Moment,
        write: impl FnOnce(&mut Tx<'_>) -> Outcome<i64>,
    ) -> Outcome<i32> {
        let (_, seq) = self.book.act(&Action { action, object: "unit" }, now, write)?;
        Ok(small(seq))
    }
}

/// A text that must be given.
pub(crate) fn text(given: &str, field: &str, expected: &str) -> Outcome<String> {
    read::owned(Some(given)).ok_or_else(|| read::invalid(field, expected))
}
