//! R8 — every rule that makes an amount, against whole-number arithmetic of 128 bits that knows no decimal type: shares
//! under all fifteen roundings, bounds, late fees over a change of rate, averages, sums, and amounts as text.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use shebao_rules::contribution::{clamp, share};
use shebao_rules::insurance::Insurance;
use shebao_rules::money::Yuan;
use shebao_rules::national::National;
use shebao_rules::policy::terms::Bounds;
use shebao_rules::rate::Rate;
use shebao_rules::rounding::{Rounding, RoundingMode};
use shebao_rules::wages::{MonthWage, worksheet};

use crate::clock::national;
use crate::tally::{Dice, record, times};

/// What a rule gave, what whole numbers give, and on what.
struct Case {
    given: i128,
    expected: i128,
    on: String,
}

/// Up to twenty million yuan, often round, sometimes small.
fn fen(dice: &mut Dice) -> i64 {
    let n = i64::try_from(dice.roll(2_000_000_000)).unwrap();
    match dice.roll(4) {
        0 => n / 100 * 100,
        1 => n % 1_000,
        2 => n % 5_000_000,
        _ => n,
    }
}

/// A rate as a numerator over a power of ten.
fn rate(dice: &mut Dice) -> (i64, u32) {
    let places = u32::try_from(dice.roll(7)).unwrap();
    let whole = 10_usize.pow(places);
    (i64::try_from(dice.roll(whole + 1)).unwrap(), places)
}

/// `numerator / denominator` fen rounded to steps of `step` fen, without any decimal type.
fn rounded(mode: RoundingMode, step: i128, numerator: i128, denominator: i128) -> i128 {
    let whole = step * denominator;
    let up = |n: i128, d: i128| (n + d - 1) / d;
    let steps = match mode {
        RoundingMode::HalfUp => (2 * numerator + whole) / (2 * whole),
        RoundingMode::Up => up(numerator, whole),
        // Only the digit right below the step is looked at.
        RoundingMode::UpOnDigit => up(10 * numerator / whole, 10),
        RoundingMode::Down => numerator / whole,
        RoundingMode::UpToEven => {
            let up = up(numerator, whole);
            up + up % 2
        }
    };
    steps * step
}

fn a_share(dice: &mut Dice) -> Case {
    let (base, (numerator, places), fixed) = (fen(dice), rate(dice), fen(dice) % 10_000);
    let rounding = Rounding::ALL[dice.roll(Rounding::ALL.len())];
    let of = Rate::new(Decimal::new(numerator, places)).unwrap();
    let given = share(Yuan::from_fen(base), of, Yuan::from_fen(fixed), rounding).unwrap();
    let exact = i128::from(base) * i128::from(numerator);
    let step = i128::from(rounding.step().fen());
    let expected = rounded(rounding.mode, step, exact, 10_i128.pow(places)) + i128::from(fixed);
    let on = format!("share of {base} fen at {numerator}e-{places} + {fixed}, {}", rounding.chinese());
    Case { given: given.fen().into(), expected, on }
}

fn a_base(dice: &mut Dice) -> Case {
    let (declared, one, other) = (fen(dice), fen(dice), fen(dice));
    let (floor, cap) = (one.min(other), one.max(other));
    let (floor, cap) = (dice.coin().then_some(floor), dice.coin().then_some(cap));
    let bounds = Bounds { floor: floor.map(Yuan::from_fen), cap: cap.map(Yuan::from_fen) };
    let expected = if floor.is_some_and(|floor| declared < floor) {
        floor.unwrap()
    } else if cap.is_some_and(|cap| declared > cap) {
        cap.unwrap()
    } else {
        declared
    };
    let on = format!("base {declared} within {floor:?} and {cap:?}");
    Case { given: clamp(Yuan::from_fen(declared), bounds).fen().into(), expected: expected.into(), on }
}

/// 社会保险费征缴暂行条例 第十三条: 2‰ a day; from 2011-07-01 社会保险法 第八十六条: 0.5‰ a day. The day after the due
/// day is the first, the day of payment the last; rounded once, half up to the fen.
fn a_late_fee(dice: &mut Dice, national: &National) -> Case {
    let (principal, change) = (fen(dice), NaiveDate::from_ymd_opt(2011, 7, 1).unwrap());
    let due = NaiveDate::from_ymd_opt(2009, 1, 1).unwrap() + Days::new(dice.roll(6_000) as u64);
    let until = due + Days::new(dice.roll(1_500) as u64);
    let fee = national.late_fee(Insurance::Pension, Yuan::from_fen(principal), due, until).unwrap().unwrap();
    // Days from the day after `due` to `until` that lie before the change, and from it on.
    let total = (until - due).num_days();
    let old = ((change - due).num_days() - 1).clamp(0, total);
    let parts = i128::from(old) * 20 + i128::from(total - old) * 5;
    let expected = rounded(RoundingMode::HalfUp, 1, i128::from(principal) * parts, 10_000);
    let days: i64 = fee.spans.iter().map(|span| span.days).sum();
    let counted = if principal > 0 { total } else { 0 };
    let on = format!("late fee on {principal} fen from {due} to {until}: {days} days of {counted}");
    Case { given: if days == counted { fee.amount.fen().into() } else { -1 }, expected, on }
}

fn an_average(dice: &mut Dice) -> Case {
    let months = 1 + dice.roll(12);
    let wages: Vec<MonthWage> = (0..months)
        .map(|n| MonthWage { month: format!("2025-{:02}", n + 1).parse().unwrap(), gross: Yuan::from_fen(fen(dice)) })
        .collect();
    let sheet = worksheet(2025, None, &wages).unwrap();
    let sum: i128 = wages.iter().map(|wage| i128::from(wage.gross.fen())).sum();
    let to = |step| rounded(RoundingMode::HalfUp, step, sum, months as i128);
    // The three figures of the sheet as one number: the sum, the average and the proposal.
    let joined = |sum: i128, average: i128, proposed: i128| (sum * 1_000_003 + average) * 1_000_003 + proposed;
    let figure = |amount: Option<Yuan>| i128::from(amount.unwrap().fen());
    Case {
        given: joined(sheet.sum.fen().into(), figure(sheet.average), figure(sheet.proposed)),
        expected: joined(sum, to(1), to(100)),
        on: format!("average of {months} months: {wages:?}"),
    }
}

/// Shares rounded one by one, then added: the total is the sum of its parts, in whatever order.
fn a_total(dice: &mut Dice) -> Case {
    let people = 1 + dice.roll(8);
    let (numerator, places) = rate(dice);
    let of = Rate::new(Decimal::new(numerator, places)).unwrap();
    let bases: Vec<i64> = (0..people).map(|_| fen(dice)).collect();
    let shares = bases.iter().map(|b| share(Yuan::from_fen(*b), of, Yuan::ZERO, Rounding::HALF_UP_FEN).unwrap());
    let given: Yuan = shares.rev().sum();
    let half_up =
        |base: &i64| rounded(RoundingMode::HalfUp, 1, i128::from(*base) * i128::from(numerator), 10_i128.pow(places));
    let on = format!("total of {bases:?} fen at {numerator}e-{places}");
    Case { given: given.fen().into(), expected: bases.iter().map(half_up).sum(), on }
}

/// Printed, read again, with and without commas: the same fen.
fn a_text(dice: &mut Dice) -> Case {
    let sign = if dice.coin() { 1 } else { -1 };
    let amount = sign * fen(dice);
    let (whole, part) = (amount.abs() / 100, amount.abs() % 100);
    let plain = format!("{}{whole}.{part:02}", if amount < 0 { "-" } else { "" });
    let yuan = Yuan::from_fen(amount);
    let agree = yuan.to_string() == plain && yuan.with_commas().replace(',', "") == plain;
    let read = plain.parse::<Yuan>().unwrap();
    Case {
        given: if agree { read.fen().into() } else { i128::MIN },
        expected: amount.into(),
        on: format!("text {plain}"),
    }
}

#[test]
fn amounts_are_what_whole_numbers_say() {
    let (national, tried) = (national(), times(100_000, 10_000_000));
    let (mut dice, mut violations) = (Dice::new(8), Vec::new());
    let mut nothing = 0;
    for _ in 0..tried {
        let case = match dice.roll(10) {
            0..=3 => a_share(&mut dice),
            4 => a_base(&mut dice),
            5 => a_late_fee(&mut dice, &national),
            6 => an_average(&mut dice),
            7 | 8 => a_total(&mut dice),
            _ => a_text(&mut dice),
        };
        nothing += usize::from(case.expected == 0);
        if case.given != case.expected && violations.len() < 1_000 {
            violations.push(format!("{}: {} instead of {}", case.on, case.given, case.expected));
        }
    }
    assert!(nothing < tried / 3, "most cases have an amount");
    record("R8", "amounts against whole-number arithmetic", tried, &violations);
}
