//! 报销 — what the fund pays by the figures printed in a claim itself, and where a claim contradicts itself.
//!
//! No benefit policy is known here: 起付线 and 报销比例 are those that the register prints. The result checks the
//! register's own arithmetic; what is really paid is the agency's settlement.

use chrono::NaiveDate;

use crate::money::{MoneyError, Yuan};
use crate::rate::Rate;
use crate::rounding::Rounding;
use crate::words::ClaimStatus;

/// 费用分解 — the parts of a bill that decide what the fund pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bill {
    /// 费用总额.
    pub total: Yuan,
    /// 自费（目录外）.
    pub own_expense: Yuan,
    /// 先行自付（乙类）.
    pub first_self_pay: Yuan,
    /// 起付线.
    pub deductible: Yuan,
    /// 报销比例.
    pub rate: Rate,
}

impl Bill {
    /// 统筹支付 — (总额 − 自费 − 先行自付 − 起付线) × 比例, never below zero.
    ///
    /// # Source
    /// The formula under the register (填表说明); the deductible and the rate are the row's own.
    ///
    /// # Rounding
    /// Half up to the fen.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`] beyond the range of money.
    pub fn fund_share(&self) -> Result<Yuan, MoneyError> {
        self.share_over(self.deductible)
    }

    /// What would come out if the deductible were forgotten.
    fn without_deductible(&self) -> Result<Yuan, MoneyError> {
        self.share_over(Yuan::ZERO)
    }

    fn share_over(&self, deductible: Yuan) -> Result<Yuan, MoneyError> {
        let over = self.total - self.own_expense - self.first_self_pay - deductible;
        if over <= Yuan::ZERO {
            return Ok(Yuan::ZERO);
        }
        let exact = over.decimal().checked_mul(self.rate.fraction()).ok_or(MoneyError::TooLarge)?;
        Rounding::HALF_UP_FEN.apply(exact)
    }
}

/// 台账所写 — what the register itself says was paid by whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// 统筹支付.
    pub fund_share: Option<Yuan>,
    /// 个人负担.
    pub self_share: Option<Yuan>,
    /// 到账金额.
    pub received: Option<Yuan>,
}

/// 金额疑点 — where a claim's amounts contradict each other; every difference is told less expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountDoubt {
    /// 统筹支付＋个人负担 is not the total.
    PartsDoNotAddUp(Yuan),
    /// 统筹支付 forgot the deductible.
    DeductibleNotSubtracted(Yuan),
    /// 统筹支付 does not follow from the row's own figures.
    FundShareDiffers(Yuan),
    /// 到账金额 is not what the fund should pay.
    ReceivedDiffers(Yuan),
}

impl AmountDoubt {
    /// The identifier in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PartsDoNotAddUp(_) => "parts_do_not_add_up",
            Self::DeductibleNotSubtracted(_) => "deductible_not_subtracted",
            Self::FundShareDiffers(_) => "fund_share_differs",
            Self::ReceivedDiffers(_) => "received_differs",
        }
    }

    /// Told less expected.
    #[must_use]
    pub const fn difference(self) -> Yuan {
        match self {
            Self::PartsDoNotAddUp(y)
            | Self::DeductibleNotSubtracted(y)
            | Self::FundShareDiffers(y)
            | Self::ReceivedDiffers(y) => y,
        }
    }
}

/// 金额核对 — the claim's arithmetic. Without a bill that can be computed the register's own 统筹支付 is what the money
/// received is held against.
///
/// # Errors
/// [`MoneyError::TooLarge`] beyond the range of money.
pub fn amount_doubts(total: Option<Yuan>, bill: Option<&Bill>, told: &Told) -> Result<Vec<AmountDoubt>, MoneyError> {
    let mut doubts = Vec::new();
    if let (Some(total), Some(fund), Some(own)) = (total, told.fund_share, told.self_share)
        && fund + own != total
    {
        doubts.push(AmountDoubt::PartsDoNotAddUp(fund + own - total));
    }
    let right = bill.map(Bill::fund_share).transpose()?;
    if let (Some(bill), Some(right), Some(fund)) = (bill, right, told.fund_share)
        && fund != right
    {
        let forgot = !bill.deductible.is_zero() && fund == bill.without_deductible()?;
        let difference = fund - right;
        doubts.push(if forgot {
            AmountDoubt::DeductibleNotSubtracted(difference)
        } else {
            AmountDoubt::FundShareDiffers(difference)
        });
    }
    if let (Some(due), Some(received)) = (right.or(told.fund_share), told.received)
        && received != due
    {
        doubts.push(AmountDoubt::ReceivedDiffers(received - due));
    }
    Ok(doubts)
}

/// 久未办结 — days after which a submitted claim is asked about.
pub const PENDING_DAYS: i64 = 45;

/// Days since a claim was submitted, if it is still with the agency for longer than [`PENDING_DAYS`].
#[must_use]
pub fn long_pending(status: Option<ClaimStatus>, submitted: Option<NaiveDate>, today: NaiveDate) -> Option<i64> {
    if !matches!(status, Some(ClaimStatus::Submitted | ClaimStatus::Reviewing)) {
        return None;
    }
    Some(today.signed_duration_since(submitted?).num_days()).filter(|days| *days > PENDING_DAYS)
}

/// 票据 — what tells one registered bill from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisteredBill {
    /// 票据号码, in one spelling.
    pub number: String,
    /// Whose.
    pub person: i64,
    /// 登记日期.
    pub registered: Option<NaiveDate>,
    /// Whether the agency turned it away (退回、不予支付).
    pub turned_away: bool,
}

/// 重复票据 — a later registration of a bill and the one it repeats, by their places in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// The registration in question.
    pub this: usize,
    /// The one it repeats.
    pub other: usize,
    /// Whether both are of one person.
    pub same_person: bool,
}

/// Finds bills that are registered more than once. Of two, the one that was turned away repeats the other; else the
/// later one does. Both stay as they are: which is right only a person can tell.
#[must_use]
pub fn repeated_bills(bills: &[RegisteredBill]) -> Vec<Repeated> {
    let mut order: Vec<(usize, &RegisteredBill)> =
        bills.iter().enumerate().filter(|(_, bill)| !bill.number.is_empty()).collect();
    order.sort_by(|(a, x), (b, y)| {
        (&x.number, x.turned_away, x.registered, *a).cmp(&(&y.number, y.turned_away, y.registered, *b))
    });
    let mut found = Vec::new();
    for group in order.chunk_by(|(_, a), (_, b)| a.number == b.number) {
        let Some(((other, first), rest)) = group.split_first() else { continue };
        found.extend(rest.iter().map(|(this, bill)| Repeated {
            this: *this,
            other: *other,
            same_person: bill.person == first.person,
        }));
    }
    found.sort_by_key(|repeat| repeat.this);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(text: &str) -> Yuan {
        text.parse().unwrap()
    }

    fn bill(total: &str, own: &str, first: &str, deductible: &str, rate: &str) -> Bill {
        Bill {
            total: yuan(total),
            own_expense: yuan(own),
            first_self_pay: yuan(first),
            deductible: yuan(deductible),
            rate: rate.parse().unwrap(),
        }
    }

    /// (11414.45 − 456.58 − 547.89 − 0) × 90 % = 10409.98 × 0.9 = 9368.982; (2000 − 1800) × 0.7025 = 140.50;
    /// 100.01 × 0.5 = 50.005, half up 50.01; nothing over the deductible is nothing.
    #[test]
    fn the_fund_pays_by_the_printed_figures() {
        let share = |b: Bill| b.fund_share().unwrap().to_string();
        assert_eq!(share(bill("11414.45", "456.58", "547.89", "0", "0.9")), "9368.98");
        assert_eq!(share(bill("2000", "0", "0", "1800", "0.7025")), "140.50");
        assert_eq!(share(bill("100.01", "0", "0", "0", "0.5")), "50.01");
        assert_eq!(share(bill("500", "0", "0", "1800", "0.7")), "0.00");
    }

    #[test]
    fn each_contradiction_has_its_name() {
        let bill = bill("5000", "0", "0", "1800", "0.7");
        let doubts = |fund: &str, own: &str, received: Option<&str>| {
            let told = Told { fund_share: Some(yuan(fund)), self_share: Some(yuan(own)), received: received.map(yuan) };
            let found = amount_doubts(Some(bill.total), Some(&bill), &told).unwrap();
            found.iter().map(|d| format!("{} {}", d.code(), d.difference())).collect::<Vec<_>>()
        };
        assert!(doubts("2240", "2760", Some("2240")).is_empty(), "(5000 − 1800) × 0.7 = 2240");
        assert_eq!(doubts("2240", "2770", None), ["parts_do_not_add_up 10.00"]);
        assert_eq!(doubts("3500", "1500", None), ["deductible_not_subtracted 1260.00"]);
        assert_eq!(doubts("2200", "2800", None), ["fund_share_differs -40.00"]);
        assert_eq!(doubts("2240", "2760", Some("2220")), ["received_differs -20.00"]);
        assert!(doubts("3500", "1500", Some("2240")).len() == 1, "the money received was right");
    }

    #[test]
    fn a_submitted_claim_waits_forty_five_days() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let pending = |status, from| long_pending(Some(status), Some(day(from)), day("2026-03-31"));
        assert_eq!(pending(ClaimStatus::Submitted, "2026-02-14"), None, "45 days");
        assert_eq!(pending(ClaimStatus::Reviewing, "2026-02-13"), Some(46));
        assert_eq!(pending(ClaimStatus::Received, "2026-01-01"), None);
    }

    #[test]
    fn the_one_turned_away_repeats_the_other() {
        let bill = |number: &str, person, day: &str, turned_away| RegisteredBill {
            number: number.to_owned(),
            person,
            registered: day.parse().ok(),
            turned_away,
        };
        let bills = [
            bill("A", 1, "2025-01-01", false),
            bill("A", 1, "2025-01-22", false),
            bill("B", 2, "2025-02-01", true),
            bill("B", 3, "2025-02-01", false),
            bill("", 4, "2025-02-01", false),
            bill("", 4, "2025-02-01", false),
        ];
        let found = repeated_bills(&bills);
        assert_eq!(
            found,
            [Repeated { this: 1, other: 0, same_person: true }, Repeated { this: 2, other: 3, same_person: false },]
        );
    }
}
